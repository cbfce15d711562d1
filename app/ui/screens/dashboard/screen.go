package dashboard

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	release.Marks
	RevealWeek(ctx context.Context, week agenda.Week) error
	Dashboard(ctx context.Context) (office.Dashboard, error)
	Waiting(ctx context.Context) (office.Waiting, error)
}

// Params are what the screen works with. All are needed but those that may be nil.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	ChooseWeek func(agenda.Week) // chooses another week for the whole window
	Navigate   func(id string)   // goes to another page
	Dialogs    release.Dialogs
	// History takes down that a release was marked, so that it can be undone.
	History history.Recorder
	// Toast tells something that needs no answer.
	Toast func(text string, state widgets.State)
	// SaveChart saves the chart of the year; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// After is the clock by which the page follows the day; nil is that of the system.
	After release.After
}

// Screen is the year at a glance.
type Screen struct {
	p       Params
	errands []errand // what waits, the most pressing first

	figures widgets.Newest[office.Dashboard]
	waiting widgets.Newest[office.Waiting]
	there   bool // the figures are in sight

	first   *widgets.Button // opens what is most pressing
	targets *fyne.Container
	strip   *strip
	chart   *widgets.LineChart
	side    *side
	marker  *release.Marker
	state   *page.State
	content fyne.CanvasObject
}

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	if p.After == nil {
		p.After = release.SystemClock
	}
	voice := p.Voice
	s := &Screen{p: p, targets: container.NewStack(), strip: newStrip(p)}
	s.marker = release.NewMarker(release.MarkerParams{
		Office: p.Office, Voice: voice, Background: p.Background, Dialogs: p.Dialogs, History: p.History, Toast: p.Toast, Marked: s.load,
	})
	s.side = newSide(p, s.marker.Action(actionMark))
	s.side.next.onShown, s.side.next.onDue = s.actionsChanged, s.load
	s.first = widgets.NewButton(widgets.Primary, "", nil, nil)
	s.first.Hide()
	s.chart = newYearChart(p)
	s.state = page.NewState(voice, s.layout())
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.dashboard.title"), Purpose: voice.Text("screen.dashboard.purpose"),
		Actions: []fyne.CanvasObject{s.first}, Content: s.state,
	})
	widgets.AfterFrame(s.load) // the queries would share the processors with the first frame of the window
	return s
}

func newYearChart(p Params) *widgets.LineChart {
	voice := p.Voice
	c := widgets.NewLineChart(voice)
	c.SetAxis(voice.Text("screen.dashboard.chart.axis"))
	c.SetTitle(voice.Text("screen.dashboard.chart.title"), voice.Text("screen.dashboard.chart.source"))
	c.OnSave = p.SaveChart
	c.SetFormat(func(f float64) string { return voice.Decimal(f, 0) })
	return c
}

// sideWidth holds most warnings on two or three lines.
const sideWidth = 312

// layout places what is to be done beside the figures, over the whole height: nothing of
// the day is out of sight in a window of 1,280 × 800.
func (s *Screen) layout() fyne.CanvasObject {
	title := widgets.NewText(widgets.RoleHeading, s.p.Voice.Text("screen.dashboard.chart.title"))
	year := widgets.NewTile(widgets.DownWith(s.chart, title, s.chart))
	figures := widgets.DownWith(year, s.targets, s.strip.content, year)
	return widgets.AcrossWith(figures, figures, widgets.AtLeast(sideWidth, 0, s.side.content))
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek hides the next moment again: the window calls it whenever somebody comes to
// the screen, which shows the whole year whatever the week.
func (s *Screen) SetWeek(agenda.Week) { s.side.next.veil.Lower() }

// Leave ends the wait for the next moment: the screen goes for good.
func (s *Screen) Leave() { s.side.next.leave() }

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaReleases, office.AreaBookings, office.AreaDecisions) {
		fyne.Do(s.load)
	}
}

func (s *Screen) load() {
	s.figures.Ask(s.p.Background, s.read, func(d office.Dashboard, err error) {
		switch {
		case err != nil:
			s.state.Failed(err, s.load)
			s.leave()
		case planless(d):
			s.state.Empty(s.empty(d))
			s.leave()
		default:
			s.show(d)
			s.loadErrands()
		}
	})
}

func (s *Screen) read(ctx context.Context) (office.Dashboard, error) {
	return s.p.Office.Dashboard(ctx)
}

// loadErrands asks for what waits, apart from the figures: to find it takes longer.
func (s *Screen) loadErrands() {
	s.waiting.Ask(s.p.Background, func(ctx context.Context) (office.Waiting, error) { return s.p.Office.Waiting(ctx) }, s.showErrands)
}

// leave takes away what belongs to figures that are not in sight any more.
func (s *Screen) leave() {
	s.there, s.errands = false, nil
	s.waiting.Drop() // what was asked for is not wanted any more
	s.side.next.show(agenda.Release{})
	s.first.Hide()
	s.content.Refresh()
	s.actionsChanged()
}

// empty says what to do in a workspace without a plan.
func (s *Screen) empty(d office.Dashboard) widgets.NoticeParams {
	voice := s.p.Voice
	return widgets.NoticeParams{
		Icon: theme.IconCalendar(), Title: voice.Text("screen.dashboard.empty.title"),
		Text:   voice.Text("screen.dashboard.empty.text", "Appointments", d.Appointments.Target, "Permits", d.Permits.Target),
		Action: widgets.NewButton(widgets.Primary, voice.Text("screen.dashboard.empty.plan"), theme.IconNext(), func() { s.p.Navigate(pageCapacity) }),
	}
}

func (s *Screen) show(d office.Dashboard) {
	voice := s.p.Voice
	s.showTargets(targetsOf(d, voice))
	s.strip.show(tilesOf(d, voice), causesOf(d, voice))
	categories, series := seriesOf(d, voice)
	s.chart.Set(categories, series)
	s.chart.OnTapped = func(i int) {
		s.p.ChooseWeek(d.Weekly[i].Week)
		s.p.Navigate(pageCapacity)
	}
	s.side.next.show(d.Next)
	s.side.showNotes(d.Warnings)
	s.there = true
	s.state.Ready()
	s.content.Refresh()
	s.actionsChanged()
}

func (s *Screen) showErrands(w office.Waiting, err error) {
	s.errands = errandsOf(w, s.p)
	s.side.showErrands(s.errands, err)
	if len(s.errands) > 0 {
		s.first.SetText(s.errands[0].verb)
		s.first.OnTapped = s.errands[0].open
		s.first.SetTip(s.firstAction().Tip(s.p.Voice))
		s.first.Show()
	} else {
		s.first.Hide()
	}
	s.content.Refresh()
	s.actionsChanged()
}

func (s *Screen) actionsChanged() {
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}
