package chance

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Params are what the page works with. All are needed but those that may be nil.
type Params struct {
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	Dialogs    Dialogs
	Historian  Historian
	// ChooseWeek chooses another week in the window.
	ChooseWeek func(agenda.Week)
	// Navigate goes to another page: to that of the releases.
	Navigate func(id string)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// Memory keeps columns and the open tab on this machine; nil: nothing is kept.
	Memory widgets.Memory
	// SaveChart saves a map as a file; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	Tell(title, text string)
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

	tabs    *widgets.Tabs
	body    *fyne.Container
	status  *widgets.Text
	content fyne.CanvasObject
}

// New returns the page and begins to reckon what it shows.
func New(p Params) *Screen {
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
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.chance.title"), Purpose: voice.Text("screen.chance.purpose"),
		Content: widgets.DownWith(s.body, s.tabs, s.body), Status: s.status,
	})
	s.recall()
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
