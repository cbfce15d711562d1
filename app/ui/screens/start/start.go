// Package start is what the window shows when no workspace is open: open one, make
// one, or try the demo.
//
// What belongs here: these choices and the checks of what was typed. Opening and
// making workspaces is done by whoever gave the [Params].
package start

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

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
	fixed   int // how many objects of the column come before the recent workspaces
	content fyne.CanvasObject
}

// New returns the page, without recent workspaces.
func New(p Params) *Page {
	text := func(key string) string { return p.Voice.Text(key) }
	picture := canvas.NewImageFromResource(p.Icon)
	picture.FillMode = canvas.ImageFillContain
	column := widgets.Down(
		widgets.Across(widgets.AtLeast(56, 56, picture)),
		widgets.NewText(widgets.RoleTitle, text("screen.start.title")),
		widgets.NewParagraph(widgets.RoleMuted, text("screen.start.purpose")),
		widgets.Inset(theme.SizeGap, widgets.Spacer()),
		choice(text("screen.start.open"), text("screen.start.open.about"), theme.IconFolderOpen(), widgets.Primary, func() { p.Open("") }),
		choice(text("screen.start.new"), text("screen.start.new.about"), theme.IconNew(), widgets.Secondary, p.New),
		choice(text("screen.start.demo"), text("screen.start.demo.about"), theme.IconRun(), widgets.Secondary, p.Demo),
	)
	page := &Page{p: p, column: column, fixed: len(column.Objects)}
	page.content = container.NewVScroll(container.New(centred{}, column))
	return page
}

// Content is what the window shows.
func (page *Page) Content() fyne.CanvasObject { return page.content }

// Recent is a workspace that was opened before.
type Recent struct {
	Path    string
	Changed agenda.Moment // when it was written last
	Missing bool          // it is not there now: moved, deleted, or on a drive that is away
}

// SetRecent offers workspaces, the last one first.
func (page *Page) SetRecent(recent []Recent) {
	p := page.p
	page.column.Objects = page.column.Objects[:page.fixed:page.fixed]
	if len(recent) > 0 {
		page.column.Add(widgets.Inset(theme.SizeGap, widgets.Spacer()))
		page.column.Add(widgets.NewText(widgets.RoleHeading, p.Voice.Text("screen.start.recent")))
	}
	for _, r := range recent {
		page.column.Add(page.line(r))
	}
	page.content.Refresh()
}

// line shows a workspace: its name, its folder, and when it was written last; for one
// that is gone, a button to forget it.
func (page *Page) line(r Recent) fyne.CanvasObject {
	p := page.p
	name := strings.TrimSuffix(filepath.Base(r.Path), filepath.Ext(r.Path))
	open := widgets.NewButton(widgets.Flat, shortened(name), theme.IconDocument(), func() { p.Open(r.Path) })
	folder := widgets.NewText(widgets.RoleCaption, filepath.Dir(r.Path))
	folder.SetMinWidth(0)
	when := widgets.NewText(widgets.RoleCaption, p.Voice.Moment(r.Changed))
	if !r.Missing {
		return widgets.AcrossWith(folder, open, folder, when)
	}
	open.Disable()
	when.SetText(p.Voice.Text("screen.start.recent.missing"))
	when.SetState(widgets.Warning)
	forget := widgets.NewButton(widgets.Flat, p.Voice.Text("screen.start.recent.forget"), nil, func() { p.Forget(r.Path) })
	return widgets.AcrossWith(folder, open, folder, when, forget)
}

// longestName is how many characters of a name are shown: more leave no room for the
// folder beside it.
const longestName = 40

func shortened(name string) string {
	letters := []rune(name)
	if len(letters) <= longestName {
		return name
	}
	return string(letters[:longestName-1]) + "…"
}

func choice(title, about string, icon fyne.Resource, role widgets.ButtonRole, do func()) fyne.CanvasObject {
	text := widgets.NewParagraph(widgets.RoleMuted, about)
	middle := container.NewVBox(layout.NewSpacer(), text, layout.NewSpacer())
	return widgets.AcrossWith(middle, widgets.AtLeast(210, 0, widgets.NewButton(role, title, icon, do)), middle)
}

// centred puts one object at a comfortable height in the middle.
type centred struct{}

// columnWidth is how wide the page is at text scale 1.
const columnWidth = 760

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
