package widgets

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// Entry is a one-line text field that lets go of the keys it has no use for.
type Entry struct {
	widget.Entry

	// OnKey hears keys first; it returns true for those it has used.
	OnKey func(*fyne.KeyEvent) bool
	// OnBlur is called when the keyboard leaves the field, OnFocus when it comes.
	OnBlur, OnFocus func()

	// self is the widget that lies on the canvas: the field, or what is made of it.
	self    fyne.Widget
	watcher func(ended bool) // of what is typed; nil: nobody
	said    string           // to a screen reader
	wrong   bool
	focused bool
	narrow  bool // as wide as whoever holds it says, as the cells of a table
}

var _ Answer = (*Entry)(nil)
var _ fyne.Accessible = (*Entry)(nil)

// NewEntry returns an empty field.
func NewEntry() *Entry {
	e := &Entry{}
	e.become(e)
	return e
}

// become makes the field a part of a widget. The canvas gives the keyboard only to a
// widget that lies on it, so a field has to know of which one it is a part.
func (e *Entry) become(self fyne.Widget) {
	e.self = self
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollVerticalOnly // sideways it moves all the same, without a bar over the text
	e.ExtendBaseWidget(self)
}

// watch tells a field around what it says is wrong with when somebody has typed in it, and
// when the typing has ended.
func (e *Entry) watch(look func(ended bool)) { e.watcher = look }

func (e *Entry) look(ended bool) {
	if e.watcher != nil {
		e.watcher(ended)
	}
}

// TypedRune edits.
func (e *Entry) TypedRune(r rune) {
	e.Entry.TypedRune(r)
	e.look(false)
}

// TypedKey edits; Escape, function keys, and Enter where nobody waits for it, go on.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(key) {
		return
	}
	switch key.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		bubble(e.self, key)
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.OnSubmitted == nil && !e.MultiLine {
			bubble(e.self, key)
			return
		}
		e.Entry.TypedKey(key)
	default:
		e.Entry.TypedKey(key)
		e.look(false)
	}
}

// TypedShortcut edits; shortcuts that editing has no use for go on to the canvas.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && !movesByWord(c) {
		bubbleShortcut(e.self, s)
		return
	}
	e.Entry.TypedShortcut(s)
	e.look(false)
}

// movesByWord tells whether a shortcut is one of the few that Fyne's field knows by its
// keys; others that it hears end there.
func movesByWord(s *desktop.CustomShortcut) bool {
	sideways := s.KeyName == fyne.KeyLeft || s.KeyName == fyne.KeyRight
	return sideways && s.Modifier&^fyne.KeyModifierShift == fyne.KeyModifierShortcutDefault
}

// FocusGained begins the typing.
func (e *Entry) FocusGained() {
	if !e.focused && e.OnFocus != nil {
		e.focused = true
		e.OnFocus()
	}
	e.focused = true
	e.Entry.FocusGained()
	Reveal(e.self)
}

// FocusLost ends the typing.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	leftBehind(e.self.(focusable))
	if e.OnBlur != nil {
		e.OnBlur()
	}
	e.look(true)
}

// SetTextQuietly changes the text without telling OnChanged.
func (e *Entry) SetTextQuietly(text string) {
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// SelectAll marks the whole text, so that typing replaces it.
func (e *Entry) SelectAll() { e.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// SetWrong draws the edge of a field with something wrong in it. What is wrong has to
// be said in words beside it.
func (e *Entry) SetWrong(wrong bool) {
	if e.wrong != wrong {
		e.wrong = wrong
		e.Refresh()
	}
}

// Wrong returns "": a field of any text takes any text.
func (e *Entry) Wrong() string { return "" }

// Stands returns the text.
func (e *Entry) Stands() string { return strings.TrimSpace(e.Text) }

// First returns what gets the keyboard.
func (e *Entry) First() fyne.Focusable { return e.self.(fyne.Focusable) }

// SetAccessibleLabel says what a screen reader calls the field.
func (e *Entry) SetAccessibleLabel(label string) { e.said = label }

// AccessibilityLabel is what a screen reader says: what the field is called and what
// stands in it, unless that is secret. What stands there alone is no name.
func (e *Entry) AccessibilityLabel() string {
	switch {
	case e.said == "":
		return e.PlaceHolder
	case e.Password:
		return e.said
	case e.Text == "":
		return joinedBy(" : ", e.said, e.PlaceHolder)
	}
	return joinedBy(" : ", e.said, e.Text)
}

// AccessibilityRole is what a screen reader calls it.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// joinedBy joins those texts that are not empty.
func joinedBy(separator string, texts ...string) string {
	kept := texts[:0:0]
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, separator)
}

// leastEntry is how many times its height a field is wide at least: a few letters are
// seen, and more by moving through them.
const leastEntry = 3

// MinSize is that of Fyne's field, as high as the buttons beside it. It does not depend on
// what is typed: a long path must not push its neighbours away.
func (e *Entry) MinSize() fyne.Size {
	control := theme.Size(theme.SizeControl)
	if e.narrow {
		return fyne.NewSize(0, max(e.Entry.MinSize().Height, control))
	}
	return e.Entry.MinSize().Max(fyne.NewSize(leastEntry*control, control))
}

// wantWidth is where the example in an empty field is seen whole.
func (e *Entry) wantWidth() float32 {
	example := textWidth(e.PlaceHolder, theme.Size(theme.SizeTextBody), e.TextStyle) + 4*theme.Size(fynetheme.SizeNameInnerPadding)
	if e.Icon != nil {
		example += theme.Size(fynetheme.SizeNameInlineIcon)
	}
	if e.ActionItem != nil {
		example += theme.Size(fynetheme.SizeNameInlineIcon)
	}
	return max(e.leastWidth(), min(example, readable*theme.Scale()))
}

func (e *Entry) leastWidth() float32 { return e.self.MinSize().Width }

// CreateRenderer draws Fyne's field with an edge of our own, that shows the keyboard or
// that something is wrong: Fyne's is too thin to be found at a glance.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), entry: e, edge: canvas.NewRectangle(nil)}
	if !e.MultiLine {
		r.wheel = &wheelPass{of: e.self}
	}
	r.draw()
	return r
}

type entryRenderer struct {
	fyne.WidgetRenderer
	entry *Entry
	edge  *canvas.Rectangle
	wheel *wheelPass // nil where the wheel moves the text itself
}

// groundsOfFyne are how many objects come first in Fyne's field that ours replaces: its
// ground and its edge.
const groundsOfFyne = 2

func (r *entryRenderer) draw() {
	fill, edge, width := fynetheme.ColorNameInputBackground, theme.ColorControl, float32(1)
	switch {
	case r.entry.Disabled():
		fill, edge = fynetheme.ColorNameDisabledButton, theme.ColorBorder
	case r.entry.wrong:
		edge, width = theme.ColorErrorText, theme.Size(theme.SizeFocus)
	case r.entry.focused:
		edge, width = theme.ColorAccentText, theme.Size(theme.SizeFocus)
	}
	r.edge.CornerRadius = theme.Size(fynetheme.SizeNameInputRadius)
	setFill(r.edge, theme.Color(fill), theme.Color(edge), width)
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{r.edge}, r.WidgetRenderer.Objects()[groundsOfFyne:]...)
	if r.wheel != nil {
		objects = append(objects, r.wheel)
	}
	return objects
}

func (r *entryRenderer) Layout(s fyne.Size) {
	place(r.edge, 0, 0, s.Width, s.Height)
	if r.wheel != nil {
		place(r.wheel, 0, 0, s.Width, s.Height)
	}
	r.WidgetRenderer.Layout(s)
	for _, o := range r.WidgetRenderer.Objects()[groundsOfFyne:] {
		if icon, ok := o.(*canvas.Image); ok {
			icon.Move(fyne.NewPos(icon.Position().X, (s.Height-icon.Size().Height)/2)) // Fyne's field is higher
		}
	}
}

// wheelPass lies over a line of text that is longer than its field, which would keep the
// wheel of the mouse from the page: it hears nothing else.
type wheelPass struct {
	canvas.Rectangle
	of fyne.CanvasObject
}

var _ fyne.Scrollable = (*wheelPass)(nil)

// Scrolled moves the page that the field stands in.
func (p *wheelPass) Scrolled(e *fyne.ScrollEvent) { passWheel(p.of, e) }

func (r *entryRenderer) Refresh() {
	r.draw()
	r.WidgetRenderer.Refresh()
}

// Check is a box to tick; Space ticks it, other keys go on to the canvas.
type Check struct {
	widget.Check

	said    string // to a screen reader, instead of the text
	focused bool
}

// NewCheck returns a box. changed is called when somebody ticks or clears it.
func NewCheck(text string, ticked bool, changed func(bool)) *Check {
	c := &Check{}
	c.Text = text
	c.Checked = ticked
	c.OnChanged = changed
	c.ExtendBaseWidget(c)
	return c
}

// Wrong returns "": a box is ticked or not.
func (c *Check) Wrong() string { return "" }

// Stands returns "x" for a ticked box.
func (c *Check) Stands() string {
	if c.Checked {
		return "x"
	}
	return ""
}

// First returns what gets the keyboard.
func (c *Check) First() fyne.Focusable { return c }

// SetAccessibleLabel says what a screen reader calls a box without a text of its own.
func (c *Check) SetAccessibleLabel(label string) { c.said = label }

// AccessibilityLabel is what a screen reader says.
func (c *Check) AccessibilityLabel() string {
	if c.said != "" {
		return c.said
	}
	return c.Text
}

// AccessibilityRole is what a screen reader calls it.
func (c *Check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// FocusGained shows that the keyboard is here.
func (c *Check) FocusGained() {
	c.focused = true
	c.Check.FocusGained()
	Reveal(c)
}

// FocusLost hides the focus ring.
func (c *Check) FocusLost() {
	c.focused = false
	c.Check.FocusLost()
}

// CreateRenderer draws Fyne's box with the focus ring that everything else has: Fyne's
// is a faint disc behind the box.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	r := &checkRenderer{WidgetRenderer: c.Check.CreateRenderer(), check: c, ring: canvas.NewRectangle(nil)}
	r.draw()
	return r
}

type checkRenderer struct {
	fyne.WidgetRenderer
	check *Check
	ring  *canvas.Rectangle
}

// Of the objects of Fyne's box the first is its disc, the second the ground of the box.
const checkDisc, checkGround = 0, 1

func (r *checkRenderer) draw() {
	ink := color.Color(color.Transparent)
	if r.check.focused && !r.check.Disabled() {
		ink = theme.Color(theme.ColorFocusRing)
		if disc, ok := r.WidgetRenderer.Objects()[checkDisc].(*canvas.Circle); ok {
			disc.FillColor = color.Transparent
		}
	}
	r.ring.CornerRadius = theme.Size(theme.SizeRadius) + 1
	setFill(r.ring, color.Transparent, ink, theme.Size(theme.SizeFocus))
}

func (r *checkRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.WidgetRenderer.Objects()), r.ring)
}

func (r *checkRenderer) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	box, out := r.WidgetRenderer.Objects()[checkGround], ringOutset()
	at, side := box.Position(), box.Size()
	place(r.ring, at.X-out, at.Y-out, side.Width+2*out, side.Height+2*out)
}

func (r *checkRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.draw()
}

// TypedKey lets the keys go on that a box has no use for; Space arrives as a rune.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeySpace {
		c.Check.TypedKey(key)
		return
	}
	bubble(c, key)
}

// FilePathField is a path that is typed, or chosen with a button.
type FilePathField struct {
	widget.BaseWidget

	// OnChanged is called with every change of the path.
	OnChanged func(path string)
	// OnBrowse is called for the button; it answers with SetPath.
	OnBrowse func()

	entry  *Entry
	browse *Button
	row    *fyne.Container
}

// NewFilePathField returns a field with a button of the given text.
func NewFilePathField(placeholder, browse string) *FilePathField {
	f := &FilePathField{entry: NewEntry()}
	f.entry.PlaceHolder = placeholder
	f.entry.OnChanged = func(path string) {
		if f.OnChanged != nil {
			f.OnChanged(path)
		}
	}
	f.browse = NewButton(Secondary, browse, theme.IconFolderOpen(), func() {
		if f.OnBrowse != nil {
			f.OnBrowse()
		}
	})
	f.row = AcrossWith(f.entry, f.entry, f.browse)
	f.ExtendBaseWidget(f)
	return f
}

// Wrong returns "": whether a file can be used is known to whoever opens it.
func (f *FilePathField) Wrong() string { return "" }

// Stands returns the path.
func (f *FilePathField) Stands() string { return f.entry.Stands() }

// First returns what gets the keyboard.
func (f *FilePathField) First() fyne.Focusable { return f.entry }

// SetAccessibleLabel says what a screen reader calls the field.
func (f *FilePathField) SetAccessibleLabel(label string) { f.entry.SetAccessibleLabel(label) }

// SetWrong draws the edge of a field with something wrong in it.
func (f *FilePathField) SetWrong(wrong bool) { f.entry.SetWrong(wrong) }

// Path returns what is typed.
func (f *FilePathField) Path() string { return f.entry.Text }

// SetPath changes the path and tells OnChanged.
func (f *FilePathField) SetPath(path string) {
	f.entry.SetText(path)
	f.entry.look(true)
}

func (f *FilePathField) watch(look func(ended bool)) { f.entry.watch(look) }

// SetOnSubmitted says what Enter does with the path; before, Enter goes on to the canvas.
func (f *FilePathField) SetOnSubmitted(do func(path string)) { f.entry.OnSubmitted = do }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (f *FilePathField) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(f.row),
		layout:  func(s fyne.Size) { place(f.row, 0, 0, s.Width, s.Height) },
		minSize: func() fyne.Size { return f.row.MinSize().Max(fyne.NewSize(theme.Size(theme.SizeControl)*9, 0)) },
		refresh: func() { f.row.Refresh() },
	}
}
