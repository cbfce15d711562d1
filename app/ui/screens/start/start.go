// Package start is what the window shows when no workspace is open: open one, make
// one, or try the demo.
//
// What belongs here: these choices and the checks of what was typed. Opening and
// making workspaces is done by whoever gave the [Params].
package start

import (
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Params are what the page needs. All are needed but Recent.
type Params struct {
	Voice  *wording.Voice
	Icon   fyne.Resource // of the program
	Recent []string      // paths of workspaces, the last one first
	// Open opens a workspace; an empty path asks for one first.
	Open func(path string)
	// New asks what the new workspace should be.
	New func()
	// Demo makes a demo workspace and opens it.
	Demo func()
}

// mostRecent is how many recent workspaces are offered.
const mostRecent = 6

// Page returns the page.
func Page(p Params) fyne.CanvasObject {
	text := func(key string, pairs ...any) string { return p.Voice.Text(key, pairs...) }
	picture := canvas.NewImageFromResource(p.Icon)
	picture.FillMode = canvas.ImageFillContain
	column := widgets.Down(
		widgets.Across(widgets.AtLeast(56, 56, picture)),
		widgets.NewText(widgets.RoleTitle, text("screen.start.title")),
		widgets.NewParagraph(widgets.RoleMuted, text("screen.start.purpose")),
		widgets.Inset(theme.SizeGap, widgets.Spacer()),
		choice(text("screen.start.open"), text("screen.start.open.about"), fynetheme.FolderOpenIcon(), widgets.Primary, func() { p.Open("") }),
		choice(text("screen.start.new"), text("screen.start.new.about"), fynetheme.DocumentCreateIcon(), widgets.Secondary, p.New),
		choice(text("screen.start.demo"), text("screen.start.demo.about"), fynetheme.MediaPlayIcon(), widgets.Secondary, p.Demo),
	)
	if len(p.Recent) > 0 {
		column.Add(widgets.Inset(theme.SizeGap, widgets.Spacer()))
		column.Add(widgets.NewText(widgets.RoleHeading, text("screen.start.recent")))
		for _, path := range p.Recent[:min(len(p.Recent), mostRecent)] {
			name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
			column.Add(widgets.Across(
				widgets.NewButton(widgets.Flat, name, fynetheme.FileIcon(), func() { p.Open(path) }),
				widgets.NewText(widgets.RoleCaption, filepath.Dir(path)),
			))
		}
	}
	return fyne.NewContainerWithLayout(centred{}, widgets.AtLeast(560, 0, column))
}

func choice(title, about string, icon fyne.Resource, role widgets.ButtonRole, do func()) fyne.CanvasObject {
	return widgets.Across(
		widgets.AtLeast(210, 0, widgets.NewButton(role, title, icon, do)),
		widgets.NewText(widgets.RoleMuted, about),
	)
}

// centred puts one object at a comfortable height in the middle.
type centred struct{}

func (centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		least := o.MinSize()
		o.Resize(fyne.NewSize(max(least.Width, min(size.Width, 640)), least.Height))
		o.Move(fyne.NewPos((size.Width-o.Size().Width)/2, max(0, (size.Height-least.Height)/3)))
	}
}

func (centred) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

// Request is what a new workspace should be.
type Request struct {
	Path       string // with its ending
	Year       int
	SetupFile  string // empty: the reference procedures and desks
	Passphrase string // empty: unprotected
}

// Form asks what a new workspace should be.
type Form struct {
	voice              *wording.Voice
	path, setup        *widgets.FilePathField
	year, first, again *widgets.Entry
	fields             map[string]*widgets.Field
	content            fyne.CanvasObject
}

// Browse asks for a path and answers with it; kind is "workspace" or "setup".
type Browse func(kind string, answer func(path string))

// Ending is that of workspace files.
const Ending = ".creneaux"

// shortestPassphrase is how many characters a passphrase has at least: argon2id makes
// each guess dear, a short one is guessed all the same.
const shortestPassphrase = 10

// NewForm returns the form with a proposal for the path and the year.
func NewForm(voice *wording.Voice, path string, year int, browse Browse) *Form {
	f := &Form{voice: voice, fields: map[string]*widgets.Field{}}
	f.path = widgets.NewFilePathField("", voice.Text("screen.start.browse"))
	f.path.SetPath(path)
	f.path.OnBrowse = func() { browse("workspace", f.path.SetPath) }
	f.setup = widgets.NewFilePathField(voice.Text("screen.start.setup.none"), voice.Text("screen.start.browse"))
	f.setup.OnBrowse = func() { browse("setup", f.setup.SetPath) }
	f.year, f.first, f.again = widgets.NewEntry(), widgets.NewEntry(), widgets.NewEntry()
	f.year.SetText(strconv.Itoa(year))
	f.first.Password, f.again.Password = true, true
	add := func(name string, input fyne.CanvasObject) fyne.CanvasObject {
		f.fields[name] = widgets.NewField(voice.Text("screen.start.field."+name), voice.Text("screen.start.hint."+name), input)
		return f.fields[name]
	}
	f.content = widgets.AtLeast(520, 0, widgets.Down(
		add("path", f.path), add("year", f.year), add("setup", f.setup),
		add("passphrase", f.first), add("again", f.again),
	))
	return f
}

// Content returns what to show.
func (f *Form) Content() fyne.CanvasObject { return f.content }

// First returns the field that should have the keyboard.
func (f *Form) First() fyne.Focusable { return f.first }

// Read returns what was asked for; ok is false when something is wrong, which then
// stands under its field.
func (f *Form) Read() (r Request, ok bool) {
	wrong := map[string]string{}
	r = Request{Path: strings.TrimSpace(f.path.Path()), SetupFile: strings.TrimSpace(f.setup.Path()), Passphrase: f.first.Text}
	if r.Path == "" {
		wrong["path"] = f.voice.Text("screen.start.wrong.path")
	} else if !strings.EqualFold(filepath.Ext(r.Path), Ending) {
		r.Path += Ending
	}
	year, err := strconv.Atoi(strings.TrimSpace(f.year.Text))
	if err != nil || year < 2000 || year > 2099 {
		wrong["year"] = f.voice.Text("screen.start.wrong.year")
	}
	r.Year = year
	switch {
	case r.Passphrase != "" && len([]rune(r.Passphrase)) < shortestPassphrase:
		wrong["passphrase"] = f.voice.Text("screen.start.wrong.short", "Count", shortestPassphrase)
	case r.Passphrase != f.again.Text:
		wrong["again"] = f.voice.Text("screen.start.wrong.again")
	}
	for name, field := range f.fields {
		field.SetError(wrong[name])
	}
	return r, len(wrong) == 0
}
