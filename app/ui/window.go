package ui

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/storage"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Params are what the window works with. All are needed but Title.
type Params struct {
	App        fyne.App
	Workspaces Workspaces
	// Screens returns the navigation of an open workspace.
	Screens func(*office.Office) []Entry
	Today   func() agenda.Date
	Lang    string // language when the preferences name none
	Version string
	Places  []Place // files of the program's own, shown in the About dialog
	Log     *slog.Logger
}

// Place is a file or folder of the program's own.
type Place struct {
	Label agenda.Message
	Path  string
}

// Window is the window of the program.
type Window struct {
	p       Params
	window  fyne.Window
	choices choices
	voice   *wording.Voice
	dialogs *dialogs.Dialogs
	tasks   *task.Runner

	office  *office.Office // nil: none is open
	house   office.House   // its set-up
	entries []Entry
	made    map[string]Screen
	current string
	week    agenda.Week

	frame *frame
}

// NewWindow returns the window, not shown yet.
func NewWindow(p Params) (*Window, error) {
	w := &Window{p: p, choices: choices{p.App.Preferences(), p.Lang}, tasks: task.New(fyne.Do)}
	w.week = p.Today().Week()
	w.window = p.App.NewWindow("Créneaux")
	w.window.SetMaster()
	w.window.Resize(w.choices.size())
	w.window.SetCloseIntercept(w.quit)
	w.window.Canvas().SetOnTypedKey(w.typed)
	w.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
	p.App.Settings().SetTheme(theme.New(w.choices.mode(), w.choices.scale()))
	return w, w.speak(w.choices.language())
}

// speak changes the language and draws everything anew in it.
func (w *Window) speak(lang string) error {
	voice, err := wording.New(lang)
	if err != nil {
		return err
	}
	w.voice = voice
	teachToolkit(voice)
	w.dialogs = dialogs.New(dialogs.Params{
		Window: w.window, Voice: voice, Log: w.p.Log, Background: widgets.Goroutine, Folder: w.choices.folder(),
	})
	w.draw()
	return nil
}

// draw builds the frame and the menus for what is open.
func (w *Window) draw() {
	w.made = map[string]Screen{}
	w.window.SetMainMenu(w.menu())
	if w.office == nil {
		w.frame = nil
		w.window.SetTitle(w.voice.Text("app.name"))
		w.window.SetContent(w.startPage())
		return
	}
	w.window.SetTitle(w.voice.Text("ui.window.title", "File", workspaceName(w.office.Path())))
	w.frame = newFrame(w)
	w.window.SetContent(w.frame.content)
	w.Navigate(w.current)
}

// ShowAndRun shows the window, opens a workspace if a path is given, and returns when
// the window is closed.
func (w *Window) ShowAndRun(path string) {
	w.window.Show()
	if path != "" {
		w.Open(path)
	}
	w.p.App.Run()
}

func workspaceName(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// host is what the screens get.
func (w *Window) host() Host {
	return Host{
		Voice: w.voice, Background: widgets.Goroutine, Tasks: w.tasks, Dialogs: w.dialogs, Week: w.week,
		ChooseWeek: w.ChooseWeek, Navigate: w.Navigate, OpenFile: w.openFile,
	}
}

// Navigate shows a screen; an unknown one is the first.
func (w *Window) Navigate(id string) {
	if w.office == nil || len(w.entries) == 0 {
		return
	}
	i := slices.IndexFunc(w.entries, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		i = 0
	}
	entry := w.entries[i]
	screen, made := w.made[entry.ID]
	if !made {
		screen = entry.Make(w.host())
		w.made[entry.ID] = screen
	}
	screen.SetWeek(w.week)
	w.current = entry.ID
	w.frame.show(entry.ID, screen.Content())
}

// ChooseWeek chooses the week for every screen; those not in sight follow when they
// are looked at.
func (w *Window) ChooseWeek(week agenda.Week) {
	w.week = week
	if w.frame == nil {
		return
	}
	w.frame.setWeek(week)
	if screen, ok := w.made[w.current]; ok {
		screen.SetWeek(week)
	}
}

// changed tells every screen that was made what is not what it was.
func (w *Window) changed(area office.Area) {
	fyne.Do(func() {
		for _, screen := range w.made {
			screen.Changed(area)
		}
	})
}

// refresh reads everything in sight again.
func (w *Window) refresh() {
	for _, area := range []office.Area{
		office.AreaSetup, office.AreaPlan, office.AreaReleases, office.AreaBookings, office.AreaDecisions, office.AreaConvocations,
	} {
		w.changed(area)
	}
}

// Open opens a workspace in place of the present one, asking for its passphrase where
// it is protected.
func (w *Window) Open(path string) { w.open(path, nil) }

func (w *Window) open(path string, passphrase []byte) {
	w.replace("screen.start.task.open", func(ctx context.Context, _ agenda.Progress) (*office.Office, error) {
		return w.p.Workspaces.Open(ctx, path, passphrase)
	}, func(err error) {
		if agenda.CodeOf(err) != "WS-PASSPHRASE-NEEDED" {
			w.dialogs.Problem(err)
			return
		}
		w.dialogs.Input(w.voice.Text("screen.start.unlock.title"),
			w.voice.Text("screen.start.unlock.text", "File", filepath.Base(path)),
			w.voice.Text("screen.start.unlock.open"), true, func(text string) string {
				w.open(path, []byte(text))
				return ""
			})
	})
}

// replace closes the present workspace and puts the one that open returns in its
// place. One file cannot be open twice, so it is closed first; when opening the other
// fails the window is left without one.
func (w *Window) replace(label string, open func(context.Context, agenda.Progress) (*office.Office, error), failed func(error)) {
	var opened *office.Office
	var house office.House
	before := w.office
	w.tasks.Run(w.voice.Text(label), func(ctx context.Context, p agenda.Progress) (err error) {
		if before != nil {
			if err := before.Close(); err != nil {
				return err
			}
		}
		if opened, err = open(ctx, p); err != nil {
			return err
		}
		if house, err = opened.House(ctx); err != nil {
			err = errors.Join(err, opened.Close())
			opened = nil
		}
		return err
	}, func(err error) {
		w.office, w.house, w.current = opened, house, ""
		if err != nil {
			w.draw()
			failed(err)
			return
		}
		w.entries = w.p.Screens(opened)
		opened.Listen(w.changed)
		w.choices.opened(opened.Path())
		w.week = weekInYear(w.week, house.Service.Year)
		w.draw()
	})
}

// weekInYear keeps the chosen week inside the year of the workspace, whose screens
// would be empty in any other.
func weekInYear(week agenda.Week, year int) agenda.Week {
	if year == 0 || year == week.Year {
		return week
	}
	weeks := agenda.WeeksOf(year)
	if week.Year > year {
		return weeks[len(weeks)-1]
	}
	return weeks[0]
}

// startPage is what is shown without a workspace, above the bar of the running task:
// opening one may take a moment.
func (w *Window) startPage() fyne.CanvasObject {
	bar := newTaskBar(w.tasks, w.voice)
	return container.NewBorder(nil, bar.content, nil, nil, widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, start.Page(start.Params{
		Voice: w.voice, Icon: w.p.App.Icon(), Recent: w.choices.recent(), Open: w.askOpen, New: w.askNew, Demo: w.demo,
	})))
}

func (w *Window) askOpen(path string) {
	if path != "" {
		w.Open(path)
		return
	}
	w.dialogs.OpenFile(dialogs.FileKind{Title: w.voice.Text("ui.open.title"), Endings: []string{start.Ending}}, w.Open)
}

func (w *Window) askNew() {
	year := w.p.Today().Week().Year
	var form *start.Form
	form = start.NewForm(w.voice, w.choices.proposal(year), year, func(kind string, answer func(string)) {
		if kind == "setup" {
			w.dialogs.OpenFile(dialogs.FileKind{Title: w.voice.Text("screen.start.field.setup"), Endings: []string{".json"}}, answer)
			return
		}
		w.dialogs.SaveFile(dialogs.FileKind{
			Title: w.voice.Text("screen.start.field.path"), Endings: []string{start.Ending}, Name: filepath.Base(w.choices.proposal(year)),
		}, answer)
	})
	w.dialogs.Ask(dialogs.Question{
		Title: w.voice.Text("screen.start.dialog.title"), Content: form.Content(),
		Accept: w.voice.Text("screen.start.dialog.create"), Refuse: w.voice.Text("ui.dialog.cancel"), Role: widgets.Primary,
		First: form.First(), Answer: func() bool {
			request, ok := form.Read()
			if ok {
				w.create(request)
			}
			return ok
		},
	})
}

func (w *Window) create(request start.Request) {
	w.replace("screen.start.task.create", func(ctx context.Context, _ agenda.Progress) (*office.Office, error) {
		return w.p.Workspaces.Create(ctx, request)
	}, w.dialogs.Problem)
}

func (w *Window) demo() {
	w.replace("screen.start.task.demo", w.p.Workspaces.Demo, w.dialogs.Problem)
}

// closeWorkspace goes back to the start page.
func (w *Window) closeWorkspace() {
	if w.office == nil {
		return
	}
	none := func(context.Context, agenda.Progress) (*office.Office, error) { return nil, errNone }
	w.replace("ui.task.close", none, func(err error) {
		if !errors.Is(err, errNone) {
			w.dialogs.Problem(err)
		}
	})
}

// errNone stands for going back to the start page.
var errNone = errors.New("ui: no workspace")

// backup saves a copy of the workspace.
func (w *Window) backup() {
	if w.office == nil {
		return
	}
	name := workspaceName(w.office.Path()) + "-" + w.p.Today().String() + start.Ending
	w.dialogs.SaveFile(dialogs.FileKind{Title: w.voice.Text("ui.backup.title"), Endings: []string{start.Ending}, Name: name}, func(path string) {
		w.tasks.Run(w.voice.Text("ui.backup.task"), func(ctx context.Context, _ agenda.Progress) error {
			return w.office.Backup(ctx, path)
		}, func(err error) {
			if err != nil {
				w.dialogs.Problem(err)
				return
			}
			w.dialogs.Tell(w.voice.Text("ui.backup.done"), path)
		})
	})
}

// typed hears the function keys: Fyne takes no shortcut without a modifier, though it
// writes one beside the menu's line. While a dialog is open it hears nothing, for the
// dialog listens in its place.
func (w *Window) typed(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyF1:
		w.help()
	case fyne.KeyF5:
		w.refresh()
	}
}

// dropped takes files dropped anywhere on the window: a workspace is opened, anything
// else goes to the screen that imports.
func (w *Window) dropped(files []fyne.URI) {
	if len(files) == 0 || w.dialogs.Open() || w.tasks.State().Busy {
		return
	}
	path := files[0].Path()
	if strings.EqualFold(filepath.Ext(path), start.Ending) {
		w.Open(path)
		return
	}
	if w.office == nil {
		w.dialogs.Tell(w.voice.Text("ui.drop.title"), w.voice.Text("ui.drop.no-workspace"))
		return
	}
	for _, entry := range w.entries {
		if entry.TakesFiles {
			w.Navigate(entry.ID)
			if taker, ok := w.made[entry.ID].(FileTaker); ok {
				taker.OpenFile(path)
			}
		}
	}
}

// openFile opens a file with the program the system has for it.
func (w *Window) openFile(path string) {
	absolute, err := filepath.Abs(path)
	if err == nil {
		var target *url.URL
		if target, err = url.Parse(storage.NewFileURI(absolute).String()); err == nil {
			err = w.p.App.OpenURL(target)
		}
	}
	if err != nil {
		w.p.Log.Error("opening a file", "error", err)
		w.dialogs.Tell(w.voice.Text("ui.open-file.failed"), path)
	}
}

// quit ends the program, asking first while something runs.
func (w *Window) quit() {
	if w.tasks.State().Busy {
		w.dialogs.Confirm(w.voice.Text("ui.quit.title"), w.voice.Text("ui.quit.text"), w.voice.Text("ui.quit.stop"), true, w.tasks.Cancel)
		return
	}
	w.choices.keep(w.window.Canvas().Size(), w.dialogs.Folder())
	if w.office != nil {
		if err := w.office.Close(); err != nil {
			w.p.Log.Error("closing the workspace", "error", err)
		}
	}
	w.p.App.Quit()
}
