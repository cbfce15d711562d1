package chance

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the page asks of the use cases.
type Office interface {
	ReleaseRules(ctx context.Context) (office.ReleaseRules, error)
	SetReleaseRules(ctx context.Context, rules office.ReleaseRules) (before office.ReleaseRules, err error)
	WeekRules(ctx context.Context, week agenda.Week) (publication.Config, []agenda.Message, error)
}

// Files reads and writes the rules of a draw as files.
type Files struct {
	Read  func(path string) (publication.Config, error)
	Write func(path string, rules publication.Config) error
}

// Params are what the page works with. All are needed but those that may be nil.
type Params struct {
	Office     Office
	Files      Files
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	Tasks      Tasks
	Dialogs    Dialogs
	Historian  Historian
	// ChooseWeek chooses another week in the window.
	ChooseWeek func(agenda.Week)
	// History takes down what was saved, so that it can be undone.
	History history.Recorder
	// Toast tells something that needs no answer; Wrote, that a file was written.
	Toast func(text string, state widgets.State)
	Wrote func(path string)
	// Navigate goes to another page: to that of the releases.
	Navigate func(id string)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// Memory keeps columns and the open tab on this machine; nil: nothing is kept.
	Memory widgets.Memory
	// SaveChart saves a map as a file; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
	// After calls a function on the window's goroutine when a time has passed, unless it is
	// stopped before; nil is the clock of the system.
	After func(time.Duration, func()) (stop func())
}

// Tasks runs what takes longer than a moment; see package task.
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	Ask(q dialogs.Question) *dialogs.Asked
	Confirm(title, text, accept string, destructive bool, yes func())
	Problem(err error)
	Tell(title, text string)
	OpenFile(kind dialogs.FileKind, chosen func(path string))
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

func systemClock(d time.Duration, f func()) func() {
	timer := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { timer.Stop() }
}

// pagePublication is the name of the page of the releases in the navigation.
const pagePublication = "publication"

// Screen is the page.
type Screen struct {
	p     Params
	week  agenda.Week
	rules *rulesPart
	look  *lookback
	parts []part

	save, discard offered.Button

	tabs    *widgets.Tabs
	body    *fyne.Container
	status  *widgets.Text
	content fyne.CanvasObject
}

// New returns the page and begins to reckon what it shows.
func New(p Params) *Screen {
	if p.After == nil {
		p.After = systemClock
	}
	voice := p.Voice
	s := &Screen{p: p, week: p.Week, body: container.NewStack(), status: widgets.NewText(widgets.RoleMuted, "")}
	s.status.SetMinWidth(0)
	s.rules = newRulesPart(s)
	s.look = &lookback{s: s}
	past, speed := newPastPart(s, s.look), newSpeedPart(s, s.look)
	s.look.shows = []shower{past, speed}
	s.parts = []part{s.rules, past, speed}
	tabs := make([]widgets.Tab, len(s.parts))
	for i, one := range s.parts {
		tabs[i] = one.tab()
	}
	s.tabs = widgets.NewTabs(tabs, func(string) { s.turned() })
	widgets.ShowIf(s.tabs, len(s.parts) > 1)
	set := action.Set(s.Actions())
	button := func(role widgets.ButtonRole, id string) offered.Button {
		a, _ := set.Find(id)
		return offered.NewButton(role, a, voice)
	}
	s.discard, s.save = button(widgets.Secondary, actionDiscard), button(widgets.Primary, actionSave)
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.chance.title"), Purpose: voice.Text("screen.chance.purpose"),
		Actions: []fyne.CanvasObject{s.discard.Button, s.save.Button},
		Content: widgets.DownWith(s.body, s.tabs, s.body), Status: s.status,
	})
	s.recall()
	s.rules.load()
	s.open()
	return s
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek follows the week chosen in the window.
func (s *Screen) SetWeek(w agenda.Week) {
	if s.week != w {
		s.week = w
		s.rules.follow()
	}
}

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	fyne.Do(func() {
		for _, one := range s.parts {
			one.changed(areas)
		}
	})
}

// Leave ends what the page began: it goes for good.
func (s *Screen) Leave() {
	s.rules.leave()
	s.look.asking.Drop()
}
