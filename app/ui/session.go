package ui

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/help"
	"creneaux/app/ui/history"
	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Params are what a session works with. All are needed but Lang.
type Params struct {
	App        fyne.App
	Workspaces Workspaces
	// Screens returns the navigation of an open workspace.
	Screens    func(*office.Office) []Entry
	Today      func() agenda.Date
	Lang       string // language asked for at the start; "": that of the preferences
	SystemLang string // where the preferences name none
	Version    string
	Places     []Place            // files of the program's own, shown in the About dialog
	ShowFile   func(string) error // shows a file in its folder, beside the window
	Log        *slog.Logger
}

// Place is a file or folder of the program's own.
type Place struct {
	Label agenda.Message
	Path  string
}

// Session is the program while it runs: the open workspace, and what its windows share.
type Session struct {
	p        Params
	desk     desk
	choices  choices
	voice    *wording.Voice
	tasks    *task.Runner
	history  *history.History
	withdraw func()   // takes away the toast that offers to undo the last step
	chosen   []string // ids of the actions chosen last in the palette, the latest first

	office  *office.Office // nil: none is open
	house   office.House   // its set-up
	entries []Entry
	untold  []office.Area // what has changed since the screens were told

	panes   []*pane      // the windows, in the order in which they were opened; one at least
	helping *help.Viewer // nil: closed
	asking  bool         // whether to stop the task and end
	leaving bool         // the workspace is being closed, then the program ends
}

// desk is where work is done: on the window's goroutine or beside it. Tests bring
// their own, for Fyne's test driver has no goroutine of the window.
type desk struct {
	show       func(func()) // runs something on the window's goroutine
	background widgets.Background
	tasks      *task.Runner
	wait       widgets.Wait // measures how long toasts stay; nil: the clock does
}

// NewSession returns the program with one window, neither drawn nor shown yet.
func NewSession(p Params) (*Session, error) {
	return newSession(p, desk{show: fyne.Do, background: widgets.Goroutine, tasks: task.New(fyne.Do)})
}

func newSession(p Params, d desk) (*Session, error) {
	s := &Session{p: p, desk: d, choices: choices{p.App.Preferences(), p.Lang, p.SystemLang}, tasks: d.tasks}
	voice, err := wording.New(s.choices.language())
	if err != nil {
		return nil, err
	}
	p.App.Settings().SetTheme(theme.New(s.choices.look()))
	s.voice = voice
	teachToolkit(voice)
	s.remember()
	s.panes = []*pane{newPane(s)}
	s.tasks.OnRefused, s.tasks.OnEnded = s.refused, s.ended
	s.tasks.Observe(func(state task.State) {
		for _, p := range s.panes {
			if p.drawn() { // else the bar shows it when it is
				p.bar.show(state)
			}
		}
	})
	return s, nil
}

// ShowAndRun shows the window, opens a workspace if a path is given or the reader
// wishes the last one back, and returns when the last window is closed.
func (s *Session) ShowAndRun(path string) {
	first := s.panes[0]
	if path == "" && s.choices.reopens() {
		path = s.choices.last()
	}
	if path == "" {
		first.draw()
		first.window.Show()
		runToTheEnd(s.p.App)
		return
	}
	// The window takes longer to make than the workspace to open and the fonts to load. It is
	// empty until both are there, so that nothing in it is measured meanwhile.
	first.window.SetContent(widgets.Spacer())
	loaded := loadFonts()
	first.Open(path)
	time.AfterFunc(soon, func() { s.desk.show(first.drawAtLeast) })
	first.window.Show()
	<-loaded
	runToTheEnd(s.p.App)
}

// soon is how long a workspace may take to open before the start page is drawn to show
// that it is being opened. Mostly it takes a tenth of that, and the start page would be
// drawn for nobody.
const soon = 500 * time.Millisecond

// loadFonts begins to read the two fonts that every page is written in, which takes half
// as long as the making of the window. No text may be measured or drawn before it has
// ended: the toolkit lays out text on one goroutine at a time.
func loadFonts() (loaded <-chan struct{}) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
			fyne.MeasureText("a", theme.Size(theme.SizeTextBody), style)
		}
	}()
	return done
}

// speak changes the language and draws everything anew in it.
func (s *Session) speak(voice *wording.Voice) {
	s.voice = voice
	teachToolkit(voice)
	if s.helping != nil {
		s.helping.Close()
	}
	for _, p := range s.panes {
		p.dialogs.Speak(voice)
		p.stage.Speak(voice)
		p.keepScreens()
		p.draw()
	}
}

// each does something to every window.
func (s *Session) each(do func(*pane)) {
	for _, p := range slices.Clone(s.panes) {
		do(p)
	}
}

// active is the window in which something was asked for last: what the session itself
// has to say is said there.
func (s *Session) active() *pane {
	last := s.panes[0]
	for _, p := range s.panes {
		if p.asked > last.asked {
			last = p
		}
	}
	return last
}

// run runs a task, unless another one has to end first.
func (s *Session) run(label string, work func(context.Context, agenda.Progress) error, done func(error)) (started bool) {
	return s.tasks.Run(s.voice.Text(label), work, done)
}

// refused tells whoever asked for a task in vain, the frame or a screen, that another
// one runs, unless the screen has said so itself.
func (s *Session) refused() {
	s.desk.show(func() {
		if p := s.active(); s.tasks.State().Busy && !p.dialogs.Open() {
			p.tellBusy()
		}
	})
}

// ended tells of a task that failed, unless whoever asked for it has opened a dialog
// about it.
func (s *Session) ended(label string, err error) {
	if p := s.active(); err != nil && !errors.Is(err, context.Canceled) && !p.dialogs.Open() {
		p.failed(label, err)
	}
}

// listener returns what hears an office tell what is not what it was. One that is not
// open any more has nothing to say. What several areas tell at once is told as one.
func (s *Session) listener(of *office.Office) func(office.Area) {
	return func(area office.Area) {
		s.desk.show(func() {
			if s.office != of {
				return
			}
			s.untold = append(s.untold, area)
			if len(s.untold) == 1 {
				s.desk.show(s.tellUntold)
			}
		})
	}
}

func (s *Session) tellUntold() {
	areas := slices.Compact(slices.Sorted(slices.Values(s.untold)))
	s.untold = nil
	if len(areas) > 0 {
		s.changed(areas)
	}
}

// changed tells every screen of every window.
func (s *Session) changed(areas []office.Area) {
	for _, p := range s.panes {
		for _, screen := range p.made {
			screen.Changed(areas...)
		}
	}
}

// refresh reads everything again.
func (s *Session) refresh() {
	s.each((*pane).listRecent)
	s.changed(office.Areas())
}

func workspaceName(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}
