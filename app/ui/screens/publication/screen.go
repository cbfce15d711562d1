package publication

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/widgets"
)

const alignRight = fyne.TextAlignTrailing

// The tabs.
const (
	tabWeek = "week"
	tabPool = "pool"
)

// Screen is the page: the releases of a week, and the slots that were given back.
type Screen struct {
	p     Params
	tabs  *widgets.Tabs
	week  *weekTab
	pool  *poolTab
	stack *fyne.Container // what the open tab shows
	body  fyne.CanvasObject
	busy  int // counts what is being shown: what else changes is told at its end

	outcome *widgets.Paragraph // what became of what was done last
	status  *widgets.Text      // how many there are, and how many are selected
}

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	if p.After == nil {
		p.After = release.SystemClock
	}
	voice := p.Voice
	s := &Screen{p: p, busy: 1, stack: container.NewStack(), outcome: widgets.NewParagraph(widgets.RoleBody, ""), status: widgets.NewText(widgets.RoleMuted, "")}
	s.outcome.Hide()
	s.status.SetMinWidth(0)
	s.week, s.pool = newWeekTab(s), newPoolTab(s)
	s.tabs = widgets.NewTabs([]widgets.Tab{
		{ID: tabWeek, Label: voice.Text("screen.publication.tab.week")},
		{ID: tabPool, Label: voice.Text("screen.publication.tab.pool")},
	}, func(string) { s.turned() })
	s.body = page.New(page.Parts{
		Title: voice.Text("screen.publication.title"), Purpose: voice.Text("screen.publication.purpose"),
		Actions: append(s.week.buttons(), s.pool.buttons()...),
		Content: widgets.DownWith(s.stack, s.tabs, s.stack), Status: widgets.Tight(s.outcome, s.status),
	})
	s.recall()
	s.open()
	s.busy = 0
	s.whole(func() {
		s.week.leave()
		s.week.load()
		s.pool.load()
	})
	return s
}

// whole does something of which each part would tell that things have changed, and tells
// it once.
func (s *Screen) whole(do func()) {
	s.busy++
	do()
	s.busy--
	s.changed()
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// SetWeek follows the week chosen in the window. The window calls it whenever somebody
// comes to the screen, so moments that were shown are hidden again.
func (s *Screen) SetWeek(w agenda.Week) { s.week.set(w) }

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaReleases, office.AreaBookings, office.AreaDecisions) {
		fyne.Do(s.pool.load)
	}
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaReleases) {
		fyne.Do(s.week.load)
	}
}

// open shows what the open tab holds.
func (s *Screen) open() {
	shown := s.week.content
	if s.tabs.Selected() == tabPool {
		shown = s.pool.content
	}
	s.stack.Objects = []fyne.CanvasObject{shown}
	s.stack.Refresh()
}

// turned is called when another tab was opened.
func (s *Screen) turned() {
	s.week.veil.Lower()
	s.remember()
	s.open()
	s.changed()
}

// turnTo opens a tab.
func (s *Screen) turnTo(tab string) {
	s.tabs.Select(tab)
	s.turned()
}

// changed shows the buttons and the counts of the open tab, and tells the window that
// other actions can be done.
func (s *Screen) changed() {
	if s.busy > 0 {
		return
	}
	inWeek := s.tabs.Selected() == tabWeek
	s.week.showButtons(inWeek)
	s.pool.showButtons(!inWeek)
	if inWeek {
		s.status.SetText(s.week.count())
	} else {
		s.status.SetText(s.pool.count())
	}
	s.body.Refresh()
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}

// say says at the bottom what became of what was done; "" takes it away.
func (s *Screen) say(text string) {
	s.outcome.SetText(text)
	widgets.ShowIf(s.outcome, text != "")
	s.changed()
}

// run does a work as a task; then is called when nothing went wrong, failed where
// something did.
func (s *Screen) run(label string, work func(context.Context, agenda.Progress) error, then func(), failed func(error)) {
	started := s.p.Tasks.Run(label, work, func(err error) {
		if err != nil {
			failed(err)
			return
		}
		then()
	})
	if !started {
		s.p.Dialogs.Tell(label, s.p.Voice.Text("screen.publication.busy"))
	}
}
