package ui

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Params are what the window works with. All are needed but Lang.
type Params struct {
	App        fyne.App
	Workspaces Workspaces
	// Screens returns the navigation of an open workspace.
	Screens    func(*office.Office) []Entry
	Today      func() agenda.Date
	Lang       string // language asked for at the start; "": that of the preferences
	SystemLang string // where the preferences name none
	Version    string
	Places     []Place // files of the program's own, shown in the About dialog
	Log        *slog.Logger
}

// Place is a file or folder of the program's own.
type Place struct {
	Label agenda.Message
	Path  string
}

// Window is the window of the program.
type Window struct {
	p       Params
	desk    desk
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

	frame   *frame      // nil: no workspace is open
	start   *start.Page // nil: one is
	bar     *taskBar
	helping *helpWindow // nil: closed
	asking  bool        // whether to stop the task and end
	leaving bool        // the workspace is being closed, then the program ends
}

// desk is where work is done: on the window's goroutine or beside it. Tests bring
// their own, for Fyne's test driver has no goroutine of the window.
type desk struct {
	show       func(func()) // runs something on the window's goroutine
	background widgets.Background
	tasks      *task.Runner
}

// NewWindow returns the window, not shown yet.
func NewWindow(p Params) (*Window, error) {
	return newWindow(p, desk{show: fyne.Do, background: widgets.Goroutine, tasks: task.New(fyne.Do)})
}

func newWindow(p Params, d desk) (*Window, error) {
	w := &Window{p: p, desk: d, choices: choices{p.App.Preferences(), p.Lang, p.SystemLang}, tasks: d.tasks}
	voice, err := wording.New(w.choices.language())
	if err != nil {
		return nil, err
	}
	w.week = p.Today().Week()
	p.App.Settings().SetTheme(theme.New(w.choices.look()))
	w.window = p.App.NewWindow(voice.Text("app.name"))
	w.window.SetPadded(false) // the grounds of the frame reach its edges
	w.window.SetMaster()
	w.window.Resize(w.choices.size())
	w.window.SetCloseIntercept(w.quit)
	w.window.Canvas().SetOnTypedKey(w.typed)
	w.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
	w.dialogs = dialogs.New(dialogs.Params{
		Window: w.window, Voice: voice, Log: p.Log, Background: d.background, Folder: w.choices.folder(),
	})
	w.tasks.OnRefused = w.refused
	w.tasks.Observe(func(s task.State) { w.bar.show(s) })
	w.speak(voice)
	return w, nil
}

// speak changes the language and draws everything anew in it.
func (w *Window) speak(voice *wording.Voice) {
	w.voice = voice
	teachToolkit(voice)
	w.dialogs.Speak(voice)
	if w.helping != nil {
		w.helping.window.Close()
	}
	w.draw()
}

// draw builds the frame and the menus for what is open.
func (w *Window) draw() {
	w.closePopovers()
	if w.bar != nil {
		w.bar.rest()
	}
	w.made, w.frame, w.start = map[string]Screen{}, nil, nil
	w.bar = newTaskBar(w.tasks, w.voice)
	w.window.SetMainMenu(w.menu())
	if w.office == nil {
		w.window.SetTitle(w.voice.Text("app.name"))
		w.drawStart()
		return
	}
	w.window.SetTitle(w.voice.Text("ui.window.title", "File", workspaceName(w.office.Path())))
	w.frame = newFrame(w)
	w.window.SetContent(w.bar.under(w.frame.content))
	w.Navigate(w.current)
}

// drawStart shows what there is without a workspace, above the bar of the running task:
// opening one may take a moment.
func (w *Window) drawStart() {
	page := start.New(start.Params{
		Voice: w.voice, Icon: w.p.App.Icon(), Open: w.askOpen, New: w.askNew, Demo: w.demo,
	})
	w.start = page
	w.window.SetContent(w.bar.under(widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, page.Content())))
	w.listRecent()
}

// listRecent offers the workspaces opened last. Whether they are still there is asked
// beside the window, for a network drive may take its time.
func (w *Window) listRecent() {
	page, recent := w.start, w.choices.recent()
	if page == nil {
		return
	}
	w.desk.background(func() { recent = existing(recent) }, func() { page.SetRecent(recent) })
}

// closePopovers closes what hangs at a widget that is about to go. Dialogs stay.
func (w *Window) closePopovers() {
	if w.dialogs.Open() {
		return
	}
	for _, over := range slices.Backward(w.window.Canvas().Overlays().List()) {
		if popover, ok := over.(*widgets.Overlay); ok {
			popover.Close()
		}
	}
}

// run runs a task, unless another one has to end first.
func (w *Window) run(label string, work func(context.Context, agenda.Progress) error, done func(error)) (started bool) {
	return w.tasks.Run(w.voice.Text(label), work, done)
}

// refused tells whoever asked for a task in vain, the frame or a screen, that another
// one runs, unless the screen has said so itself.
func (w *Window) refused() {
	w.desk.show(func() {
		if w.tasks.State().Busy && !w.dialogs.Open() {
			w.tellBusy()
		}
	})
}

func (w *Window) tellBusy() {
	w.dialogs.Tell(w.voice.Text("ui.busy.title"), w.voice.Text("ui.busy.text", "Task", w.tasks.State().Label))
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
		Voice: w.voice, Background: w.desk.background, Tasks: w.tasks, Dialogs: w.dialogs, Week: w.week,
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

// listener returns what hears an office tell what is not what it was. One that is not
// open any more has nothing to say.
func (w *Window) listener(of *office.Office) func(office.Area) {
	return func(area office.Area) {
		w.desk.show(func() {
			if w.office == of {
				w.changed(area)
			}
		})
	}
}

// changed tells every screen that was made.
func (w *Window) changed(area office.Area) {
	for _, screen := range w.made {
		screen.Changed(area)
	}
}

// refresh reads everything again.
func (w *Window) refresh() {
	w.listRecent()
	for _, area := range []office.Area{
		office.AreaSetup, office.AreaPlan, office.AreaReleases, office.AreaBookings, office.AreaDecisions, office.AreaConvocations,
	} {
		w.changed(area)
	}
}

// Open opens a workspace in place of the present one, asking for its passphrase where
// it is protected.
func (w *Window) Open(path string) { w.open(path, nil) }

// errOpenHere stands for a workspace that is the one already open.
var errOpenHere = errors.New("ui: open here already")

func (w *Window) open(path string, passphrase []byte) {
	present := ""
	if w.office != nil {
		present = w.office.Path()
	}
	w.replace("screen.start.task.open", func(ctx context.Context, _ agenda.Progress) (*office.Office, error) {
		if sameFile(present, path) {
			return nil, errOpenHere
		}
		return w.p.Workspaces.Open(ctx, path, passphrase)
	}, func(err error) {
		switch code := agenda.CodeOf(err); {
		case errors.Is(err, errOpenHere):
			w.dialogs.Tell(w.voice.Text("ui.open.title"), w.voice.Text("ui.open.here", "File", filepath.Base(path)))
		case code == "WS-PASSPHRASE-NEEDED":
			w.askPassphrase(path, "")
		case code == "WS-PASSPHRASE":
			sentence, remedy := w.voice.Problem(err)
			w.askPassphrase(path, sentence+" "+remedy)
		default:
			w.dialogs.Problem(err)
		}
	})
}

func sameFile(a, b string) bool {
	first, err1 := os.Stat(a)
	second, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(first, second)
}

func (w *Window) askPassphrase(path, wrong string) {
	w.dialogs.Input(dialogs.Line{
		Title:  w.voice.Text("screen.start.unlock.title"),
		Text:   w.voice.Text("screen.start.unlock.text", "File", filepath.Base(path)),
		Accept: w.voice.Text("screen.start.unlock.open"),
		Secret: true, Wrong: wrong,
		Answer: func(text string) string {
			w.open(path, []byte(text))
			return ""
		},
	})
}

// replace puts the workspace that open returns in the place of the present one, which
// stays when opening the other fails or is cancelled.
func (w *Window) replace(label string, open func(context.Context, agenda.Progress) (*office.Office, error), failed func(error)) {
	var opened *office.Office
	var house office.House
	w.run(label, func(ctx context.Context, p agenda.Progress) (err error) {
		if opened, err = open(ctx, p); err != nil {
			return err
		}
		if house, err = opened.House(ctx); err != nil {
			return errors.Join(err, opened.Close())
		}
		return nil
	}, func(err error) {
		if err != nil {
			w.listRecent()
			failed(err)
			return
		}
		before := w.office
		w.office, w.house, w.current = opened, house, ""
		w.entries = w.p.Screens(opened)
		opened.Listen(w.listener(opened))
		w.choices.opened(opened.Path())
		w.week = weekInYear(w.p.Today().Week(), house.Service.Year)
		w.draw()
		if before != nil {
			w.release(before)
		}
	})
}

// release closes a workspace beside the window: what still reads it is waited for.
func (w *Window) release(o *office.Office) (started bool) {
	return w.run("ui.task.close", func(context.Context, agenda.Progress) error { return o.Close() }, w.dialogs.Problem)
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

func (w *Window) askOpen(path string) {
	if path != "" {
		w.Open(path)
		return
	}
	w.dialogs.OpenFile(dialogs.FileKind{Title: w.voice.Text("ui.open.title"), Endings: []string{start.Ending}}, w.Open)
}

func (w *Window) askNew() {
	year := w.p.Today().Week().Year
	form := start.NewForm(w.voice, w.choices.proposal(year), year, func(kind string, answer func(string)) {
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
		First: form.First(),
		Answer: func() bool {
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
	if w.release(w.office) {
		w.office, w.entries, w.current = nil, nil, ""
		w.draw()
	}
}

// backup saves a copy of the workspace.
func (w *Window) backup() {
	present := w.office
	if present == nil {
		return
	}
	name := workspaceName(present.Path()) + "-" + w.p.Today().String() + start.Ending
	w.dialogs.SaveFile(dialogs.FileKind{Title: w.voice.Text("ui.backup.title"), Endings: []string{start.Ending}, Name: name}, func(path string) {
		w.run("ui.backup.task", func(ctx context.Context, _ agenda.Progress) error {
			return present.Backup(ctx, path)
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

// dropped takes a file dropped anywhere on the window: a workspace is opened, anything
// else goes to the screen that imports.
func (w *Window) dropped(files []fyne.URI) {
	switch {
	case len(files) == 0 || w.dialogs.Open():
		return
	case w.tasks.State().Busy:
		w.tellBusy()
		return
	case len(files) > 1:
		w.dialogs.Tell(w.voice.Text("ui.drop.many.title"), w.voice.Text("ui.drop.many.text", "Count", len(files)))
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
			return
		}
	}
}

// openFile opens a file with the program the system has for it.
func (w *Window) openFile(path string) {
	var err error
	w.desk.background(func() {
		if path, err = filepath.Abs(path); err == nil {
			err = w.p.App.OpenURL(fileURL(path, runtime.GOOS))
		}
	}, func() {
		if err != nil {
			w.p.Log.Error("opening a file", "error", err)
			w.dialogs.Tell(w.voice.Text("ui.open-file.failed"), path)
		}
	})
}

// fileURL is what the system's opener understands as the file of an absolute path.
// That of Windows reads escaped accents in the code page of the machine, and takes a
// path as it is.
func fileURL(path, system string) *url.URL {
	if system == "windows" {
		return &url.URL{Opaque: path}
	}
	return &url.URL{Scheme: "file", Path: path}
}

// quit ends the program, asking first while something runs.
func (w *Window) quit() {
	switch {
	case w.leaving:
		// Closing takes too long for whoever asks again. The file is safe: what is
		// saved is saved.
		w.p.App.Quit()
	case !w.tasks.State().Busy:
		w.leave()
	case !w.asking:
		w.asking = true
		w.dialogs.Ask(dialogs.Question{
			Title: w.voice.Text("ui.quit.title"), Text: w.voice.Text("ui.quit.text"),
			Accept: w.voice.Text("ui.quit.stop"), Refuse: w.voice.Text("ui.dialog.cancel"), Role: widgets.Destructive,
			Answer: func() bool {
				w.tasks.Cancel()
				w.tasks.WhenIdle(w.leave)
				return true
			},
			Closed: func() { w.asking = false },
		})
	}
}

// leave closes the workspace beside the window and ends the program.
func (w *Window) leave() {
	if w.leaving {
		return
	}
	w.leaving = true
	w.choices.keep(w.window.Canvas().Size(), w.dialogs.Folder())
	if w.office == nil {
		w.p.App.Quit()
		return
	}
	w.run("ui.task.close", func(context.Context, agenda.Progress) error { return w.office.Close() }, func(err error) {
		if err != nil {
			w.p.Log.Error("closing the workspace", "error", err)
		}
		w.p.App.Quit()
	})
}
