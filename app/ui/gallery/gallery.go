// Package gallery shows each widget of the kit in each of its states, so that whoever
// changes one sees what becomes of it: in a window of the program (creneaux --gallery)
// and as images that a test compares.
//
// What belongs here: samples, a section for each widget. Their texts are invented and
// read by developers alone, so they are in no catalogue.
package gallery

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Section shows one widget.
type Section struct {
	Name    string // that of its image, too
	Samples []Sample
	// Open opens what lies above a window, in the middle of the section's own canvas;
	// nil: nothing does.
	Open func(c fyne.Canvas, at fyne.CanvasObject)
	// Room is the least size that what is opened needs.
	Room fyne.Size
}

// Sample is a widget in a state.
type Sample struct {
	State  string
	Object fyne.CanvasObject
	// Size is the least size that it is shown in, at text scale 1.
	Size fyne.Size
	// After brings it into its state once it is laid out; nil: it is in it.
	After func()
}

// Content lays the samples out under each other, each beside the name of its state.
func (s Section) Content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, s.Name)}
	for _, sample := range s.Samples {
		state := widgets.AtLeast(110, 0, container.NewVBox(widgets.NewText(widgets.RoleCaption, sample.State)))
		object := container.NewVBox(widgets.AtLeast(sample.Size.Width, sample.Size.Height, sample.Object))
		rows = append(rows, container.NewBorder(nil, nil, state, nil, object))
	}
	return widgets.Inset(theme.SizeGapLarge, widgets.Parts(nil, rows...))
}

// Settle brings the samples into their states, once they are laid out on a canvas.
func (s Section) Settle() {
	for _, sample := range s.Samples {
		if sample.After != nil {
			sample.After()
		}
	}
}

// Sections returns every section, made anew, in the language of a voice.
func Sections(voice *wording.Voice) []Section {
	var all []Section
	for _, part := range []func(*wording.Voice) []Section{basics, fields, pickers, lists, charts, above} {
		all = append(all, part(voice)...)
	}
	return all
}

// Page shows every section in a window that scrolls; what opens above the window has
// a button.
func Page(c fyne.Canvas, voice *wording.Voice) (content *widgets.Stage, settle func()) {
	sections := Sections(voice)
	column := container.NewVBox()
	for _, s := range sections {
		column.Add(s.Content())
		if s.Open != nil {
			var open *widgets.Button
			open = widgets.NewButton(widgets.Secondary, "Open: "+s.Name, nil, func() { s.Open(c, open) })
			column.Add(widgets.Inset(theme.SizeMargin, widgets.Across(open)))
		}
	}
	page := widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, container.NewVScroll(column))
	return widgets.NewStage(page), func() {
		for _, s := range sections {
			s.Settle()
		}
	}
}

// The states that people bring a widget into.

// hovered puts the pointer on a widget, at a place in it.
func hovered(o fyne.CanvasObject, x, y float32) func() {
	return func() {
		event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}}
		if h, ok := o.(desktop.Hoverable); ok {
			h.MouseIn(event)
			h.MouseMoved(event)
		}
	}
}

// focused shows a widget as if it had the keyboard. Only one has it, but several can be
// shown so.
func focused(o fyne.Focusable) func() { return func() { o.FocusGained() } }

func pressed(o desktop.Mouseable) func() {
	return func() { o.MouseDown(&desktop.MouseEvent{}) }
}

func both(first, then func()) func() { return func() { first(); then() } }

// key presses a key in a widget.
func key(o fyne.Focusable, name fyne.KeyName) func() {
	return func() { o.TypedKey(&fyne.KeyEvent{Name: name}) }
}

// never is a [widgets.Wait] in which no time passes: tips and toasts stay.
func never(time.Duration, func()) (stop func()) { return func() {} }
