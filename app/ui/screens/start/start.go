// Package start is what the window shows when no workspace is open: open one, make
// one, or try the demo.
//
// What belongs here: these choices and the checks of what was typed. Opening and
// making workspaces is done by whoever gave the [Params].
package start

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Params are what the page needs. All are needed.
type Params struct {
	Voice *wording.Voice
	Icon  fyne.Resource // of the program
	// Open opens a workspace; an empty path asks for one first.
	Open func(path string)
	// Forget takes a workspace off the list of those opened before.
	Forget func(path string)
	// New asks what the new workspace should be.
	New func()
	// Demo makes a demo workspace and opens it.
	Demo func()
}

// Page is what is shown without a workspace.
type Page struct {
	p       Params
	column  *fyne.Container
	recent  *fyne.Container // the workspaces opened before, under their heading
	ways    *fyne.Container
	guide   *widgets.Button // begins the guided set-up
	first   *widgets.Button // what most people press here
	lines   []*widgets.Button
	content fyne.CanvasObject
}

// New returns the page, without recent workspaces.
func New(p Params) *Page {
	text := func(key string) string { return p.Voice.Text(key) }
	picture := canvas.NewImageFromResource(p.Icon)
	picture.FillMode = canvas.ImageFillContain
	names := widgets.Down(
		widgets.NewText(widgets.RoleTitle, text("screen.start.title")),
		widgets.NewParagraph(widgets.RoleMuted, text("screen.start.purpose")),
	)
	page := &Page{p: p, recent: widgets.Down()}
	page.guide = widgets.NewButton(widgets.Primary, text("screen.start.new"), theme.IconNew(), p.New)
	page.first = page.guide
	page.ways = widgets.Evenly(
		way(text("screen.start.new.title"), text("screen.start.new.about"), page.guide),
		way(text("screen.start.demo.title"), text("screen.start.demo.about"),
			widgets.NewButton(widgets.Secondary, text("screen.start.demo"), theme.IconRun(), p.Demo)),
		way(text("screen.start.open.title"), text("screen.start.open.about"),
			widgets.NewButton(widgets.Secondary, text("screen.start.open"), theme.IconFolderOpen(), func() { p.Open("") })),
	)
	page.recent.Hide()
	page.column = widgets.Parts(nil,
		widgets.AcrossMiddle(names, widgets.AtLeast(56, 56, picture), names),
		page.recent,
		page.ways,
	)
	page.content = widgets.NewScroll(container.New(centred{}, page.column))
	return page
}

// way is one of the ways to begin: what it is for, and the button that goes there.
func way(title, about string, button *widgets.Button) fyne.CanvasObject {
	said := widgets.NewParagraph(widgets.RoleMuted, about)
	return widgets.NewTile(widgets.DownWith(said, widgets.NewParagraph(widgets.RoleStrong, title), said,
		widgets.InsetEdges("", theme.SizeGapSmall, "", "", button)))
}

// Content is what the window shows.
func (page *Page) Content() fyne.CanvasObject { return page.content }

// Recent is a workspace that was opened before.
type Recent struct {
	Path    string
	Changed agenda.Moment // when it was written last
	Missing bool          // it is not there now: moved, deleted, or on a drive that is away
}

// SetRecent offers workspaces, the last one first. The first that is there is what most
// people come for: it stands out, and the keyboard is on it.
func (page *Page) SetRecent(recent []Recent) {
	before := page.lines
	page.lines, page.first = nil, page.guide
	page.recent.Objects = []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, page.p.Voice.Text("screen.start.recent"))}
	page.guide.SetRole(widgets.Primary)
	for _, r := range recent {
		line, button := page.line(r)
		page.recent.Add(line)
		page.lines = append(page.lines, button)
		if !r.Missing && page.first == page.guide {
			page.first = button
			button.SetRole(widgets.Primary)
			page.guide.SetRole(widgets.Secondary)
		}
	}
	page.recent.Hidden = len(recent) == 0
	page.content.Refresh()
	page.focus(before)
}

// focus gives the keyboard to the first button, unless the user has put it elsewhere.
func (page *Page) focus(before []*widgets.Button) {
	c := fyne.CurrentApp().Driver().CanvasForObject(page.content)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	if at, ok := c.Focused().(*widgets.Button); c.Focused() == nil || ok && slices.Contains(before, at) {
		c.Focus(page.first)
	}
}

// line shows a workspace: its name, its folder, and when it was written last; for one
// that is gone, a button to forget it. It returns the line's button, too.
func (page *Page) line(r Recent) (fyne.CanvasObject, *widgets.Button) {
	p := page.p
	name := strings.TrimSuffix(filepath.Base(r.Path), filepath.Ext(r.Path))
	title := widgets.NewText(widgets.RoleStrong, name)
	folder := widgets.NewText(widgets.RoleCaption, filepath.Dir(r.Path))
	for _, t := range []*widgets.Text{title, folder} {
		t.SetMinWidth(0)
	}
	when := widgets.NewText(widgets.RoleCaption, p.Voice.Text("screen.start.recent.changed", "When", r.Changed))
	open, icon := func() { p.Open(r.Path) }, theme.IconDocument()
	button := widgets.NewButton(widgets.Secondary, p.Voice.Text("screen.start.recent.open"), nil, open)
	if r.Missing {
		when.SetText(widgets.Signed(widgets.Warning, p.Voice.Text("screen.start.recent.missing")))
		when.SetState(widgets.Warning)
		open, icon = nil, theme.IconWarning()
		button = widgets.NewButton(widgets.Secondary, p.Voice.Text("screen.start.recent.forget"), nil, func() { p.Forget(r.Path) })
	}
	button.SetAccessibleLabel(button.Text() + ", " + name)
	picture := widgets.AtLeast(24, 24, widget.NewIcon(icon))
	// A border, for what stands at the right never goes on under the name.
	line := container.NewBorder(nil, nil, container.NewCenter(picture),
		container.NewHBox(container.NewCenter(when), container.NewCenter(button)), widgets.Down(title, folder))
	return newRow(line, open), button
}

// centred puts one object at a comfortable height in the middle.
type centred struct{}

// columnWidth is how wide the page is at text scale 1.
const columnWidth = 940

func (centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	margin := theme.Size(theme.SizeMargin)
	for _, o := range objects {
		width := min(size.Width-2*margin, columnWidth*theme.Size(theme.SizeTextBody)/13)
		o.Resize(fyne.NewSize(width, o.Size().Height)) // the height of wrapped text follows from its width
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos((size.Width-width)/2, max(margin, (size.Height-height)/3)))
	}
}

func (centred) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(0, 2*theme.Size(theme.SizeMargin))
}

// Request is what a new workspace should be.
type Request struct {
	Path       string // with its ending
	Year       int
	Setup      *office.Setup // nil: the reference procedures and desks
	Passphrase string        // empty: unprotected
}

// Ending is that of workspace files.
const Ending = ".creneaux"
