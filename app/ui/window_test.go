package ui

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
	"creneaux/data/reference"
	"creneaux/data/sqlite"
)

var today = agenda.MustDate("2026-03-04")

// pump is the window's goroutine: what others want to do on it waits for settle.
type pump struct {
	queue   chan func()
	pending atomic.Int64
}

func (p *pump) show(f func()) { p.queue <- f }

func (p *pump) background(work, show func()) {
	p.pending.Add(1)
	go func() {
		work()
		p.queue <- func() { show(); p.pending.Add(-1) }
	}()
}

// bench is the window with somebody at it.
type bench struct {
	*testing.T
	*Session
	*pane // the first window
	*pump
	app     fyne.App
	folder  string
	screens map[string]*page
	built   int

	hold    chan struct{} // what opening waits for; nil: nothing
	present *office.Office
	quits   int
	shown   []string // in their folders
}

// page is a screen that notes what it is told.
type page struct {
	content fyne.CanvasObject
	weeks   []agenda.Week
	areas   []office.Area
	told    int
	files   []string
	wishes  bool // takes files dropped while it is in sight
	unsaved []string
	filter  string
}

func (p *page) Content() fyne.CanvasObject { return p.content }
func (p *page) SetWeek(w agenda.Week)      { p.weeks = append(p.weeks, w) }
func (p *page) Changed(a ...office.Area)   { p.areas = append(p.areas, a...); p.told++ }
func (p *page) OpenFile(path string)       { p.files = append(p.files, path) }

func (p *page) TakesFile() bool { return p.wishes }

func (p *page) Unsaved() []string { return p.unsaved }

// restorable is a page that can be made anew as it stands.
type restorable struct{ *page }

func (r restorable) Keep() map[string]string        { return map[string]string{"filter": r.filter} }
func (r restorable) Restore(kept map[string]string) { r.page.filter = kept["filter"] }

func (p *page) week() agenda.Week { return p.weeks[len(p.weeks)-1] }

// watched is an application that counts how often it is asked to end.
type watched struct {
	fyne.App
	quits *int
}

func (w watched) Quit() { *w.quits++ }

func newBench(t *testing.T) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.SetIcon(theme.ComputerIcon())
	app.Preferences().SetBool(keyStill, true) // the test driver moves things beside the window's goroutine
	b := &bench{T: t, app: app, folder: t.TempDir()}
	b.start("fr")
	return b
}

// start begins a session of the program, with the preferences of those before.
func (b *bench) start(systemLang string) {
	b.Helper()
	b.pump = &pump{queue: make(chan func(), 1000)}
	b.screens = map[string]*page{}
	entry := func(id, title string, takesFiles bool) Entry {
		return Entry{ID: id, Title: agenda.Msg(title), Icon: theme.HomeIcon(), TakesFiles: takesFiles, Make: func(h Host) Screen {
			b.built++
			b.screens[id] = &page{content: widgets.NewText(widgets.RoleTitle, "screen "+h.Voice.Say(agenda.Msg(title)))}
			if takesFiles {
				return restorable{b.screens[id]}
			}
			return b.screens[id]
		}}
	}
	s, err := newSession(Params{
		App: watched{b.app, &b.quits}, Workspaces: b, Today: func() agenda.Date { return today }, SystemLang: systemLang, Version: "test",
		ShowFile: func(path string) error { b.shown = append(b.shown, path); return nil },
		Places:   []Place{{agenda.Msg("app.path.log"), "/var/log/creneaux.log"}}, Log: slog.New(slog.DiscardHandler),
		Screens: func(o *office.Office) []Entry {
			b.present = o
			return []Entry{entry("dashboard", "ui.nav.dashboard", false), entry("capacity", "ui.nav.capacity", false), entry("imports", "ui.nav.imports", true)}
		},
	}, desk{
		show: b.pump.show, background: b.pump.background, tasks: task.New(b.pump.show),
		wait: func(time.Duration, func()) func() { return func() {} }, // toasts stay: they would go beside the window's goroutine
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Session, b.pane = s, s.panes[0]
	b.pane.draw()
	b.window.Show()
	b.Cleanup(func() {
		if s.office != nil {
			_ = s.office.Close() // the folder is thrown away
		}
	})
	b.settle()
}

// settle lets everything come to its end.
func (b *bench) settle() {
	b.Helper()
	for b.tasks.State().Busy || b.pending.Load() > 0 || len(b.queue) > 0 {
		select {
		case f := <-b.queue:
			f()
		case <-time.After(time.Minute):
			b.Fatal("nothing happens any more")
		}
	}
}

func officeOf(store *sqlite.Workspace, err error) (*office.Office, error) {
	if err != nil {
		return nil, err
	}
	var ids atomic.Int64
	return office.New(office.Params{
		Store: store, Now: func() agenda.Moment { return agenda.MustMoment("2026-03-04T10:00:00") }, Random: rand.Reader,
		NewID: func() string { return fmt.Sprint("id", ids.Add(1)) }, Actor: "test", Tables: noTables{}, Writers: noWriters{}, Files: noFiles{},
		Reference: office.Reference{Columns: reference.ColumnSynonyms(), Weights: reference.Weights()}, Log: slog.New(slog.DiscardHandler),
	})
}

// The window under test reads and writes no files of its own.
type (
	noTables  struct{}
	noFiles   struct{}
	noWriters struct{ office.Writers }
)

func (noTables) ReadTable(context.Context, string) (intake.Table, string, error) {
	return intake.Table{}, "", os.ErrNotExist
}

func (noFiles) WriteFile(string, func(io.Writer) error) error { return os.ErrPermission }

func options(passphrase []byte) sqlite.Options {
	if passphrase == nil {
		return sqlite.Options{}
	}
	return sqlite.Options{Passphrase: func() ([]byte, error) { return passphrase, nil }}
}

func (b *bench) wait(ctx context.Context) error {
	if b.hold == nil {
		return nil
	}
	select {
	case <-b.hold:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Open, Create and Demo implement Workspaces.
func (b *bench) Open(ctx context.Context, path string, passphrase []byte) (*office.Office, error) {
	if err := b.wait(ctx); err != nil {
		return nil, err
	}
	return officeOf(sqlite.Open(ctx, path, options(passphrase)))
}

func (b *bench) Create(ctx context.Context, r start.Request) (*office.Office, error) {
	var passphrase []byte
	if r.Passphrase != "" {
		passphrase = []byte(r.Passphrase)
	}
	o, err := officeOf(sqlite.Create(ctx, r.Path, options(passphrase)))
	if err != nil {
		return nil, err
	}
	setup := b.Reference()
	if r.Setup != nil {
		setup = *r.Setup
	}
	setup.Service.Year = r.Year
	return o, o.Initialise(ctx, setup)
}

func (b *bench) Reference() office.Setup {
	s := reference.Standard()
	return office.Setup{Service: s.Service, Procedures: s.Procedures, Desks: s.Desks, Weights: s.Weights}
}

func (b *bench) ReadSetup(ctx context.Context, path string, passphrase []byte) (office.Setup, error) {
	if filepath.Ext(path) != start.Ending {
		return b.Reference(), nil
	}
	o, err := b.Open(ctx, path, passphrase)
	if err != nil {
		return office.Setup{}, err
	}
	house, err := o.House(ctx)
	return house.NextYear(), errors.Join(err, o.Close())
}

func (b *bench) WriteSetup(context.Context, string, office.Setup) error { return nil }

func (b *bench) Demo(ctx context.Context, _ agenda.Progress) (*office.Office, error) {
	return b.Create(ctx, start.Request{Path: filepath.Join(b.folder, "demo"+start.Ending), Year: 2026})
}

// workspace makes a workspace file and returns its path.
func (b *bench) workspace(name, passphrase string, year int) string {
	b.Helper()
	path := filepath.Join(b.folder, name+start.Ending)
	o, err := b.Create(context.Background(), start.Request{Path: path, Year: year, Passphrase: passphrase})
	if err == nil {
		err = o.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	return path
}

func (b *bench) open(path string) {
	b.Helper()
	b.pane.Open(path)
	b.settle()
}

// key presses a key where the keyboard is.
func (b *bench) key(name fyne.KeyName) {
	b.Helper()
	event := &fyne.KeyEvent{Name: name}
	if focused := b.window.Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else if hear := b.window.Canvas().OnTypedKey(); hear != nil {
		hear(event)
	}
	b.settle()
}

func (b *bench) fill(text string) {
	b.Helper()
	entry, ok := b.window.Canvas().Focused().(*widgets.Entry)
	if !ok {
		b.Fatalf("the keyboard is at %T", b.window.Canvas().Focused())
	}
	entry.SetText(text)
}

// choose presses the line of the menus that has a label.
func (b *bench) choose(label string) {
	b.Helper()
	var find func(items []*fyne.MenuItem) *fyne.MenuItem
	find = func(items []*fyne.MenuItem) *fyne.MenuItem {
		for _, item := range items {
			if name, _, _ := strings.Cut(item.Label, "\t"); name == label {
				return item
			}
			if item.ChildMenu != nil {
				if found := find(item.ChildMenu.Items); found != nil {
					return found
				}
			}
		}
		return nil
	}
	for _, menu := range b.window.MainMenu().Items {
		if item := find(menu.Items); item != nil {
			item.Action()
			b.settle()
			return
		}
	}
	b.Fatalf("no line %q in the menus", label)
}

func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			walk(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			walk(child, visit)
		}
	}
}

// said returns what can be read in an object, with plain spaces.
func said(o fyne.CanvasObject) string {
	var texts []string
	walk(o, func(o fyne.CanvasObject) {
		if line, ok := o.(*canvas.Text); ok {
			texts = append(texts, line.Text)
		}
	})
	return strings.Join(strings.Fields(strings.Join(texts, " ")), " ")
}

// asked returns what the dialog on top says, "" where none is.
func (b *bench) asked() string {
	if top := b.window.Canvas().Overlays().Top(); top != nil {
		return said(top)
	}
	return ""
}

func (b *bench) wantAsked(parts ...string) {
	b.Helper()
	asked := b.asked()
	for _, part := range parts {
		if !strings.Contains(asked, part) {
			b.Errorf("%q is not in the dialog: %q", part, asked)
		}
	}
	if len(parts) == 0 && asked != "" {
		b.Errorf("a dialog says %q", asked)
	}
}

func (b *bench) wantSeen(parts ...string) {
	b.Helper()
	seen := said(b.window.Content())
	for _, part := range parts {
		if !strings.Contains(seen, part) {
			b.Errorf("%q is not in the window: %q", part, seen)
		}
	}
}

func TestFromTheStartPageThroughAYear(t *testing.T) {
	b := newBench(t)
	b.wantSeen("Préparer l’année de votre service", "Découvrir avec une démonstration", "Ouvrir un espace existant")
	if strings.Contains(said(b.window.Content()), "Espaces récents") {
		t.Error("recent workspaces where there are none")
	}

	b.askNew()
	b.wantAsked("Nouvel espace de travail", "Étape 1 sur 6", "Suivant")
	b.key(fyne.KeyEscape)
	b.wantAsked()
	b.create(start.Request{Path: filepath.Join(b.folder, "an.creneaux"), Year: 2026}, b.dialogs.Problem)
	b.settle()
	b.wantAsked()
	if b.window.Title() != "an – Créneaux" {
		t.Errorf("title %q", b.window.Title())
	}
	b.wantSeen("an", "Sans protection", "screen Tableau de bord")

	b.choose("Capacité")
	b.wantSeen("screen Capacité")
	b.choose("Semaine suivante")
	next := today.Week().Add(1)
	if b.screens["capacity"].week() != next || b.screens["dashboard"].week() != today.Week() {
		t.Error("a week reaches the screen in sight, and only that one")
	}
	b.choose("Tableau de bord")
	if b.screens["dashboard"].week() != next {
		t.Error("a screen does not follow when it is looked at")
	}
	b.choose("Capacité")
	if b.built != 2 {
		t.Errorf("%d screens built, want each once", b.built)
	}

	b.choose("English")
	if b.built != 3 || b.window.Title() != "an – Créneaux" {
		t.Errorf("%d screens built, title %q: the one in sight is built anew", b.built, b.window.Title())
	}
	b.wantSeen("screen Capacity")
	if b.screens["capacity"].week() != next {
		t.Error("the week is lost with the language")
	}
	b.choose(b.voice.Text("action.file.close"))
	b.wantSeen("Recent", "an", b.folder)
	b.wantAsked()
	if _, err := b.present.House(context.Background()); err == nil {
		t.Error("the workspace is still open")
	}
}

func TestAChangeReachesTheScreensOfItsOwnWorkspace(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	first := b.present
	tell := b.listener(first)
	tell(office.AreaPlan)
	b.settle()
	if got := b.screens["dashboard"].areas; !slices.Equal(got, []office.Area{office.AreaPlan}) {
		t.Errorf("told %q", got)
	}
	b.key(fyne.KeyF5)
	if got := b.screens["dashboard"].areas[1:]; !slices.Equal(got, office.Areas()) {
		t.Errorf("F5 tells of %q", got)
	}
	if got := b.screens["dashboard"].told; got != 2 {
		t.Errorf("told %d times, want once by the use case and once by F5", got)
	}
	b.open(b.workspace("deux", "", 2026))
	tell(office.AreaPlan)
	b.settle()
	if got := b.screens["dashboard"].areas; len(got) != 0 {
		t.Errorf("a closed workspace tells %q", got)
	}
}

// A year is set up from the workspace of the year before, also from a protected one.
func TestAProtectedWorkspaceIsTheBeginningOfAnother(t *testing.T) {
	b := newBench(t)
	b.askNewFrom(b.workspace("avant", "une phrase bien longue", 2026))
	b.settle()
	b.wantAsked("Espace protégé", "avant.creneaux")
	b.fill("une autre phrase")
	b.key(fyne.KeyReturn)
	b.settle()
	b.wantAsked("Espace protégé", "n’est pas la bonne")
	b.fill("une phrase bien longue")
	b.key(fyne.KeyReturn)
	b.settle()
	b.wantAsked("Nouvel espace de travail", "Étape 1 sur 6")
}

// Toasts hang in the bar, off what can be pressed there, or over the title of the page
// where the bar is too narrow for one.
func TestToastsHangWhereNothingIsPressed(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("annee", "", 2026))
	b.settle()
	const width = 380
	for _, c := range []struct {
		size  fyne.Size
		inBar bool
	}{{fyne.NewSize(1280, 770), true}, {fyne.NewSize(1920, 1050), true}, {fyne.NewSize(leastWidth, leastHeight), false}} {
		b.window.Resize(c.size)
		at, page, name := b.toastsHang(width), b.within(b.frame.stage), b.within(b.frame.name)
		if inBar := at.Y < page.Y; inBar != c.inBar || at.X < name.X {
			t.Errorf("in %v they hang at %v, the page begins at %v", c.size, at, page)
		}
		if end := name.X + b.frame.name.Size().Width; c.inBar && at.X+width > end {
			t.Errorf("in %v they reach from %v over what begins at %v", c.size, at.X, end)
		}
	}
}

func TestTheNextYearIsPreparedFromAutumnOn(t *testing.T) {
	for day, want := range map[string]int{"2026-01-02": 2026, "2026-09-30": 2026, "2026-10-01": 2027, "2026-12-31": 2027, "2027-01-02": 2027} {
		if got := yearToPlan(agenda.MustDate(day)); got != want {
			t.Errorf("on %s the year %d is proposed, want %d", day, got, want)
		}
	}
}

func TestAPassphraseIsAskedForUntilItIsRight(t *testing.T) {
	b := newBench(t)
	path := b.workspace("clos", "une phrase bien longue", 2026)
	b.open(path)
	b.wantAsked("Espace protégé", "clos.creneaux")
	b.fill("une autre phrase")
	b.key(fyne.KeyReturn)
	b.wantAsked("Espace protégé", "n’est pas la bonne", "verrouillage des majuscules")
	if b.office != nil {
		t.Fatal("open with a wrong passphrase")
	}
	b.fill("une phrase bien longue")
	b.key(fyne.KeyReturn)
	b.wantAsked()
	b.wantSeen("screen Tableau de bord")
	if strings.Contains(said(b.window.Content()), "Sans protection") {
		t.Error("a protected workspace is called unprotected")
	}
}

func TestThePresentWorkspaceStaysWhenAnotherDoesNotOpen(t *testing.T) {
	b := newBench(t)
	first, closed := b.workspace("un", "", 2026), b.workspace("clos", "une phrase bien longue", 2026)
	b.open(first)
	for name, attempt := range map[string]func(){
		"missing":   func() { b.open(filepath.Join(b.folder, "rien.creneaux")); b.wantAsked("WS-MISSING") },
		"protected": func() { b.open(closed); b.wantAsked("Espace protégé") },
		"itself":    func() { b.open(first); b.wantAsked("déjà ouvert dans cette fenêtre") },
		"link to itself": func() {
			link := filepath.Join(b.folder, "lien.creneaux")
			if err := os.Symlink(first, link); err != nil {
				t.Fatal(err)
			}
			b.open(link)
			b.wantAsked("déjà ouvert dans cette fenêtre")
		},
		"cancelled": func() {
			b.hold = make(chan struct{})
			b.pane.Open(closed)
			b.tasks.Cancel()
			b.settle()
			b.hold = nil
			b.wantAsked()
		},
	} {
		attempt()
		b.key(fyne.KeyEscape)
		b.wantAsked()
		if b.office == nil || b.office.Path() != first {
			t.Fatalf("%s: the workspace is gone", name)
		}
		if _, err := b.office.House(context.Background()); err != nil {
			t.Errorf("%s: the workspace is closed: %v", name, err)
		}
	}
}

func TestAWorkspaceOpenElsewhereIsSaid(t *testing.T) {
	b := newBench(t)
	path := b.workspace("un", "", 2026)
	other, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }() // the folder is thrown away
	b.open(path)
	b.wantAsked("déjà ouvert", "WS-OPEN-ELSEWHERE")
	b.key(fyne.KeyReturn)
	b.wantSeen("Découvrir avec une démonstration")
}

func TestASecondTaskIsToldToWait(t *testing.T) {
	b := newBench(t)
	path := b.workspace("un", "", 2026)
	b.hold = make(chan struct{})
	b.pane.Open(path)
	b.wantSeen("Ouverture de l’espace de travail", "Interrompre")
	b.pane.Open(path)
	(<-b.queue)()
	b.wantAsked("déjà en cours", "Ouverture de l’espace de travail")
	b.dialogs.Tell("", "")
	b.dropped([]fyne.URI{storage.NewFileURI(path)}) // behind a dialog: not heard
	closeAll(b)
	b.dropped([]fyne.URI{storage.NewFileURI(path)})
	b.wantAsked("déjà en cours")
	closeAll(b)
	close(b.hold)
	b.settle()
	b.wantAsked()
	b.wantSeen("screen Tableau de bord")
	if strings.Contains(said(b.window.Content()), "Interrompre") {
		t.Error("the bar of the task stays")
	}
}

func closeAll(b *bench) {
	for b.dialogs.Open() {
		event := &fyne.KeyEvent{Name: fyne.KeyEscape}
		b.window.Canvas().Focused().TypedKey(event)
	}
}

func TestTheTaskBarOfAnEarlierFrameIsForgotten(t *testing.T) {
	b := newBench(t)
	old := b.bar
	b.choose("English")
	b.choose("Français")
	b.hold = make(chan struct{})
	b.pane.Open(b.workspace("un", "", 2026))
	if old.content.Visible() || !b.bar.content.Visible() {
		t.Error("the task belongs to the bar in sight alone")
	}
	close(b.hold)
	b.settle()
}

func TestDroppedFiles(t *testing.T) {
	b := newBench(t)
	export := storage.NewFileURI(filepath.Join(b.folder, "export.csv"))
	drop := func(files ...fyne.URI) { b.dropped(files); b.settle() }
	drop(export)
	b.wantAsked("Aucun espace n’est ouvert")
	b.key(fyne.KeyReturn)
	drop(storage.NewFileURI(b.workspace("un", "", 2026)))
	b.wantSeen("screen Tableau de bord")
	drop(export, export)
	b.wantAsked("Un fichier à la fois", "2 fichiers")
	b.key(fyne.KeyReturn)
	if b.screens["imports"] != nil {
		t.Error("one of two files was taken")
	}
	drop(export)
	b.wantSeen("screen Import")
	if got := b.screens["imports"].files; !slices.Equal(got, []string{export.Path()}) {
		t.Errorf("the screen got %q", got)
	}
	b.Navigate("capacity")
	b.screens["capacity"].wishes = true
	drop(export)
	if got := b.screens["capacity"].files; !slices.Equal(got, []string{export.Path()}) || b.current != "capacity" {
		t.Errorf("a screen that wishes for files got %q, %s is shown", got, b.current)
	}
	drop()
	b.wantAsked()
}

func TestQuittingAsksWhileATaskRuns(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	b.hold = make(chan struct{})
	b.pane.Open(b.workspace("deux", "", 2026))
	b.quit()
	b.quit()
	if len(b.window.Canvas().Overlays().List()) != 1 {
		t.Error("it is asked twice")
	}
	b.wantAsked("Une tâche est en cours", "Interrompre et quitter")
	b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if b.quits != 0 || b.tasks.State().Cancelling {
		t.Fatal("Escape quits")
	}
	b.quit()
	b.window.Canvas().FocusNext() // from "cancel" to "quit"
	b.key(fyne.KeySpace)
	if b.quits != 1 {
		t.Errorf("asked to end %d times", b.quits)
	}
	if _, err := b.present.House(context.Background()); err == nil {
		t.Error("the workspace was not closed")
	}
}

func TestQuittingClosesTheWorkspaceAndRemembers(t *testing.T) {
	b := newBench(t)
	first := b.workspace("un", "", 2026)
	b.open(first)
	b.open(b.workspace("deux", "", 2026))
	b.open(first)
	b.choose("English")
	b.choose("Dark")
	for b.choices.scale() < 1.5 {
		b.choose("Larger text")
	}
	b.window.Resize(fyne.NewSize(1400, 900))
	b.quit()
	b.settle()
	if b.quits != 1 {
		t.Fatalf("asked to end %d times", b.quits)
	}
	size := b.window.Canvas().Size()

	if err := os.Remove(filepath.Join(b.folder, "deux.creneaux")); err != nil {
		t.Fatal(err)
	}
	b.start("fr")
	b.wantSeen("Recent", "un", "deux", "not found")
	b.pane.forget(filepath.Join(b.folder, "deux.creneaux"))
	b.settle()
	if seen := said(b.window.Content()); strings.Contains(seen, "deux") || slices.ContainsFunc(b.choices.recent(), func(path string) bool { return strings.Contains(path, "deux") }) {
		t.Errorf("a forgotten workspace is offered: %q", seen)
	}
	if b.voice.Language() != "en" || b.choices.look().Mode != "dark" || b.choices.scale() != 1.5 || b.choices.size(0) != size {
		t.Errorf("not remembered: %s %s %v %v", b.voice.Language(), b.choices.look().Mode, b.choices.scale(), b.choices.size(0))
	}
}

func TestALanguageAskedForAtTheStartWins(t *testing.T) {
	c := choices{test.NewTempApp(t).Preferences(), "", "fr"}
	if c.language() != "fr" {
		t.Error("not the system's")
	}
	c.SetString(keyLanguage, "en")
	if c.language() != "en" {
		t.Error("not the chosen one")
	}
	c.asked = "fr"
	if c.language() != "fr" {
		t.Error("not the one asked for")
	}
	c.asked = ""
	c.SetString(keyLanguage, "xx")
	if c.language() != "fr" {
		t.Error("a language that there is not")
	}
}

func TestRecentWorkspacesAreFewAndDiffer(t *testing.T) {
	c := choices{test.NewTempApp(t).Preferences(), "", "fr"}
	for i := range 2 * recentKept {
		c.opened(fmt.Sprintf("/w/%d.creneaux", i%10))
	}
	got := c.recent()
	if len(got) != recentKept || got[0] != "/w/5.creneaux" || len(slices.Compact(slices.Sorted(slices.Values(got)))) != recentKept {
		t.Errorf("recent: %q", got)
	}
}

func TestTheWeekStaysInTheYearOfTheWorkspace(t *testing.T) {
	b := newBench(t)
	for year, want := range map[int]agenda.Week{2025: agenda.MustWeek("2025-W52"), 2026: today.Week(), 2027: agenda.MustWeek("2027-W01")} {
		b.open(b.workspace(fmt.Sprint("an", year), "", year))
		if b.week != want {
			t.Errorf("%d: week %v, want %v", year, b.week, want)
		}
	}
}

func TestHelpIsOneWindowOnThePageOfTheScreen(t *testing.T) {
	b := newBench(t)
	b.key(fyne.KeyF1)
	if b.helping == nil {
		t.Fatal("F1 opens no help")
	}
	first := b.helping
	if page := first.Page(); page != "start" {
		t.Errorf("without a workspace the help opens on %q", page)
	}
	b.open(b.workspace("un", "", 2026))
	b.choose("Capacité")
	b.key(fyne.KeyF1)
	if b.helping != first {
		t.Error("a second window of help")
	}
	if page := b.helping.Page(); page != "capacity" {
		t.Errorf("on the page of capacities the help opens on %q", page)
	}
	b.helping.Close()
	if b.helping != nil {
		t.Error("the window remembers a help that is closed")
	}
}

func TestMenusRestBehindADialog(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	b.choose("À propos de Créneaux")
	b.wantAsked("Version test", "/var/log/creneaux.log", "un.creneaux")
	for _, label := range []string{"Capacité", "English", "Quitter", "Fermer l’espace", "Sombre"} {
		b.choose(label)
	}
	if b.current != "dashboard" || b.voice.Language() != "fr" || b.quits != 0 || b.office == nil || b.choices.String(keyMode) != "" {
		t.Error("a shortcut was heard behind a dialog")
	}
}

func TestBackupIsSavedWhereTheReaderSays(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	b.backup()
	b.settle()
	b.wantAsked("Sauvegarder une copie")
	copied := filepath.Join(b.folder, "copie.creneaux")
	b.fill(strings.TrimSuffix(copied, start.Ending))
	b.key(fyne.KeyReturn)
	b.wantAsked()
	b.wantSeen("copie.creneaux est écrit dans", "Ouvrir le fichier", "Afficher dans le dossier")
	if _, err := os.Stat(copied); err != nil {
		t.Error(err)
	}
}

// TestNothingIsCutAtTheLargestText has the smallest window and the largest text.
func TestNothingIsCutAtTheLargestText(t *testing.T) {
	b := newBench(t)
	for _, scale := range []float64{1, 2} {
		b.choices.SetFloat(keyScale, scale)
		b.dress()
		b.window.Resize(fyne.NewSize(leastWidth, leastHeight))
		b.start("fr")
		if least := b.window.Content().MinSize(); least.Width > leastWidth || least.Height > leastHeight {
			t.Errorf("the start page needs %v", least)
		}
		b.askNew()
		b.wantInside(b.window.Canvas().Overlays().Top())
	}
}

// wantInside looks for buttons that are cut or out of reach.
func (b *bench) wantInside(o fyne.CanvasObject) {
	b.Helper()
	room, driver := b.window.Canvas().Size(), fyne.CurrentApp().Driver()
	walk(o, func(o fyne.CanvasObject) {
		button, ok := o.(*widgets.Button)
		if !ok {
			return
		}
		end := driver.AbsolutePositionForObject(button).AddXY(button.Size().Width, button.Size().Height)
		if end.X > room.Width || button.Size().Width < button.MinSize().Width {
			b.Errorf("%q ends at %v of %v and has %v", button.Text(), end, room, button.Size())
		}
	})
}

func TestAFileIsNamedAsItsSystemWants(t *testing.T) {
	for _, c := range []struct{ path, system, want string }{
		{"/home/zoé/jour 3#1%.pdf", "linux", "file:///home/zo%C3%A9/jour%203%231%25.pdf"},
		{`C:\Users\Zoé\jour 3#1%.pdf`, "windows", `C:\Users\Zoé\jour 3#1%.pdf`},
		{`\\serveur\partage\jour.pdf`, "windows", `\\serveur\partage\jour.pdf`},
	} {
		if got := fileURL(c.path, c.system).String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.system, got, c.want)
		}
	}
}

func TestEveryActionOfTheCatalogueIsInTheWindow(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	for _, spec := range action.All() {
		if a, ok := b.actions.Find(spec.ID); !ok || a.Do == nil || a.Title == "" {
			t.Errorf("%s does nothing", spec.ID)
		}
	}
	for _, clash := range b.actions.Clashes() {
		t.Errorf("%s is that of %s and of %s", clash.Shortcut, clash.First, clash.Second)
	}
}

func TestThePaletteDoesWhatIsFound(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	b.choose("Chercher une action…")
	b.fill("capacite")
	b.key(fyne.KeyReturn)
	if b.current != "capacity" || b.window.Canvas().Overlays().Top() != nil {
		t.Errorf("the page is %q", b.current)
	}
	if !slices.Equal(b.chosen, []string{"go.page.capacity"}) {
		t.Errorf("chosen last: %q", b.chosen)
	}
}
