package capacity

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	Now() agenda.Moment
	PlanView(ctx context.Context) (office.PlanView, error)
	Taken(ctx context.Context) ([]office.WeekTaken, error)
	KeptWeeks(ctx context.Context) (map[agenda.Week]office.KeptWeek, error)
	Plan(ctx context.Context, request office.PlanRequest, progress agenda.Progress) (office.PlanView, error)
	WeekPlan(ctx context.Context, week agenda.Week) (office.WeekDraft, error)
	TryWeek(ctx context.Context, edit office.WeekEdit) (office.WeekDraft, error)
	EditWeek(ctx context.Context, edit office.WeekEdit) (office.PlanView, error)
	LockWeeks(ctx context.Context, weeks []agenda.Week, why string) (office.PlanView, error)
	UnlockWeeks(ctx context.Context, weeks []agenda.Week, why string) (office.PlanView, error)
	PlanVersions(ctx context.Context) ([]office.PlanVersion, error)
	PlanAt(ctx context.Context, version int) (office.PlanView, error)
	RestorePlan(ctx context.Context, version int, why string) (office.PlanView, error)
	WritePlan(ctx context.Context, path string, voice *wording.Voice) error
	WritePlanAt(ctx context.Context, version int, path string, voice *wording.Voice) error
}

// Params are what the screen works with. All are needed but those that may be nil.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	// ChooseWeek chooses another week for the whole window.
	ChooseWeek func(agenda.Week)
	// Navigate goes to another page: that of a week's releases, or of the scenarios.
	Navigate func(id string)
	Tasks    Tasks
	Dialogs  Dialogs
	// History takes down what was done to the plan.
	History history.Recorder
	// Toast tells something that needs no answer; Wrote, that a file was written.
	Toast func(text string, state widgets.State)
	Wrote func(path string)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// Memory keeps columns, view and panel on this machine; nil: nothing is kept.
	Memory widgets.Memory
	// SaveChart saves a chart; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
}

// Tasks runs what takes longer than a moment; see package task.
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	Problem(err error)
	Tell(title, text string)
	Ask(q dialogs.Question) *dialogs.Asked
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// The names of other pages in the navigation.
const (
	pagePublication = "publication"
	pageScenarios   = "scenarios"
)

// Screen is the yearly plan.
type Screen struct {
	p       Params
	week    agenda.Week
	present office.PlanView // the plan that stands
	plan    office.PlanView // the one that is shown
	earlier *earlier        // nil: the plan that stands is shown
	got     contents
	there   bool            // a plan is in sight
	filled  map[string]bool // views that show it: the others do once they are opened
	loading widgets.Newest[contents]
	proven  int // the version that was proven to be the best when it was made; 0: none

	standings map[agenda.Week]standing
	edits     map[agenda.Week]*edit // what was typed into weeks and is not kept

	export, replan *widgets.Button
	status         *fyne.Container
	banner         *banner
	tabs           *widgets.Tabs
	weeks          *weeks
	year           *widgets.LineChart
	cumulated      *cumulated
	chartTile      fyne.CanvasObject
	limits         *limits
	versions       *versions
	count          *widgets.Text // how many weeks, and what the selected ones have
	state          *page.State
	content        fyne.CanvasObject
}

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	voice := p.Voice
	s := &Screen{p: p, week: p.Week, status: container.NewStack(), count: widgets.NewText(widgets.RoleMuted, ""), edits: map[agenda.Week]*edit{}}
	s.count.SetMinWidth(0)
	s.export = widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.export"), theme.IconSave(), s.writePlan)
	s.replan = widgets.NewButton(widgets.Primary, voice.Text("screen.capacity.plan"), theme.IconCalculate(), s.askPlan)
	s.banner = newBanner(s)
	s.weeks = newWeeks(s)
	s.year = newYearChart(p)
	s.year.OnTapped = s.openWeek
	s.chartTile = widgets.NewTile(s.year)
	s.cumulated = newCumulated(p, s.openWeek)
	s.limits = newLimits(p)
	s.versions = newVersions(s)
	s.state = page.NewState(voice, s.layout())
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.capacity.title"), Purpose: voice.Text("screen.capacity.purpose"),
		Actions: []fyne.CanvasObject{s.export, s.replan},
		Filters: s.status, Content: s.state, Status: s.count,
	})
	s.leave()
	s.recall()
	s.load()
	return s
}

// The views of a plan.
const (
	viewWeeks    = "weeks"
	viewChart    = "chart"
	viewSums     = "sums"
	viewLimits   = "limits"
	viewVersions = "versions"
)

func (s *Screen) layout() fyne.CanvasObject {
	s.tabs = widgets.NewTabs(s.tabList(), func(view string) { s.open(view); s.remember(); s.actionsChanged() })
	views := container.NewStack(slices.Collect(maps.Values(s.views()))...)
	s.open(viewWeeks)
	return widgets.DownWith(views, s.banner.content, s.tabs, views)
}

func (s *Screen) tabList() []widgets.Tab {
	voice, limits := s.p.Voice, ""
	if n := len(s.plan.Reasons); n > 0 {
		limits = voice.Number(n)
	}
	return []widgets.Tab{
		{ID: viewWeeks, Label: voice.Text("screen.capacity.view.weeks")},
		{ID: viewChart, Label: voice.Text("screen.capacity.view.chart")},
		{ID: viewSums, Label: voice.Text("screen.capacity.view.sums")},
		{ID: viewLimits, Label: voice.Text("screen.capacity.view.limits"), Count: limits, State: widgets.Warning},
		{ID: viewVersions, Label: voice.Text("screen.capacity.view.versions")},
	}
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek follows the week chosen in the window.
func (s *Screen) SetWeek(w agenda.Week) {
	if s.week == w {
		return
	}
	s.week = w
	if s.there {
		s.weeks.choose(w)
	}
}

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if !office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaReleases, office.AreaBookings, office.AreaDecisions) {
		return
	}
	fyne.Do(func() {
		if office.Touched(areas, office.AreaSetup) {
			s.proven = 0 // of other desks, openings or targets nothing was proven
		}
		s.load()
	})
}

func (s *Screen) load() {
	s.loading.Ask(s.p.Background, s.read, func(got contents, err error) {
		if err != nil {
			s.leave()
			s.state.Failed(err, s.load)
			s.content.Refresh()
			return
		}
		s.got, s.present = got, got.plan
		s.draw()
	})
}

// contents are what the page shows, as they were read.
type contents struct {
	plan     office.PlanView
	kept     map[agenda.Week]office.KeptWeek
	taken    []office.WeekTaken
	versions []office.PlanVersion
	today    agenda.Date
}

// read reads what the page shows; it is called beside the window.
func (s *Screen) read(ctx context.Context) (c contents, err error) {
	c.today = s.p.Office.Now().Date()
	if c.plan, err = s.p.Office.PlanView(ctx); err != nil {
		return c, err
	}
	if c.kept, err = s.p.Office.KeptWeeks(ctx); err != nil {
		return c, err
	}
	if c.versions, err = s.p.Office.PlanVersions(ctx); err != nil {
		return c, err
	}
	c.taken, err = s.p.Office.Taken(ctx)
	return c, err
}

// leave takes away what belongs to a plan that is not in sight.
func (s *Screen) leave() {
	s.there = false
	for _, o := range []fyne.CanvasObject{s.export, s.replan, s.status, s.count} {
		o.Hide()
	}
	s.actionsChanged()
}

// draw shows the plan that stands, or the earlier version that is looked at.
func (s *Screen) draw() {
	s.plan = s.present
	if s.looking() {
		s.plan = s.earlier.plan
	}
	plan, voice := s.plan, s.p.Voice
	if plan.Version == 0 {
		s.drawEmpty()
		return
	}
	s.there = true
	s.standings = standings(plan, s.got.kept, s.got.today)
	s.markEdits()
	s.weeks.show(newSheet(plan, s.standings, s.compared(), voice))
	s.filled = map[string]bool{}
	s.fill(s.tabs.Selected())
	s.versions.show(s.got.versions)
	s.banner.show(s)
	s.tabs.Set(s.tabList())
	s.status.Objects = []fyne.CanvasObject{statusOf(plan, s.best(), voice)}
	for _, o := range []fyne.CanvasObject{s.export, s.replan, s.status, s.count} {
		o.Show()
	}
	s.state.Ready()
	s.weeks.choose(s.week)
	s.showTips()
	s.content.Refresh()
	s.actionsChanged()
}

func (s *Screen) drawEmpty() {
	s.leave()
	voice, targets := s.p.Voice, s.plan.House.Service.Targets
	s.state.Empty(widgets.NoticeParams{
		Icon: theme.IconCalendar(), Title: voice.Text("screen.capacity.empty.title", "Year", yearOf(s.plan)),
		Text:   voice.Text("screen.capacity.empty.text", "Appointments", targets.Appointments, "Permits", targets.Permits),
		Action: widgets.NewButton(widgets.Primary, voice.Text("screen.capacity.plan"), theme.IconCalculate(), s.askPlan),
	})
	s.content.Refresh()
}

// compared is the plan that stands, where an earlier version is looked at beside it.
func (s *Screen) compared() *office.PlanView {
	if s.looking() {
		return &s.present
	}
	return nil
}

// markEdits marks the weeks that were changed by hand, and those in which something is
// typed.
func (s *Screen) markEdits() {
	edited := editedByHand(s.got.versions)
	for week, stands := range s.standings {
		stands.edited = edited[week] && !s.looking()
		stands.typed = s.edits[week] != nil && !s.looking()
		s.standings[week] = stands
	}
}

// typed shows that something was typed into a week, or is not there any more.
func (s *Screen) typed(week agenda.Week) {
	stands, is := s.standings[week], s.edits[week] != nil
	if is != stands.typed {
		stands.typed = is
		s.standings[week] = stands
		s.weeks.mark()
		s.weeks.count()
		s.weeks.side.drawBadges()
	}
	if editor := s.weeks.side.editor; is != editor.told.typed || editor.keepable() != editor.told.keepable {
		editor.told.typed, editor.told.keepable = is, editor.keepable()
		s.actionsChanged()
	}
}

// Unsaved names the weeks in which something was typed and not kept.
func (s *Screen) Unsaved() (names []string) {
	for _, week := range slices.SortedFunc(maps.Keys(s.edits), agenda.Week.Compare) {
		names = append(names, s.p.Voice.Text("screen.capacity.unsaved", "Number", week.Number))
	}
	return names
}

// best reports whether no plan is better: it is known of a year that misses nothing, and
// of one that was made since the page is open.
func (s *Screen) best() bool {
	return s.plan.Proven || s.proven == s.plan.Version && s.proven > 0
}

// showWeek follows the week that is selected in the table.
func (s *Screen) showWeek(w agenda.Week) {
	if s.week != w {
		s.week = w
		s.p.ChooseWeek(w)
	}
}

// openWeek shows a week of the chart among the others.
func (s *Screen) openWeek(i int) {
	s.weeks.choose(s.plan.Weeks[i].Week)
	s.turnTo(viewWeeks)
}

// openReleases goes to the releases of the chosen week.
func (s *Screen) openReleases() {
	s.p.ChooseWeek(s.week)
	s.p.Navigate(pagePublication)
}

// openScenarios goes to where plans are tried before they stand.
func (s *Screen) openScenarios() { s.p.Navigate(pageScenarios) }

// ofYear reports whether the plan has the chosen week.
func (s *Screen) ofYear() bool {
	return s.there && slices.ContainsFunc(s.plan.Weeks, func(w office.PlanWeek) bool { return w.Week == s.week })
}

// focus gives the keyboard to something on the page.
func (s *Screen) focus(what fyne.Focusable) { widgets.FocusBeside(s.content, what) }

// statusOf says how the plan stands against its targets.
func statusOf(plan office.PlanView, best bool, voice *wording.Voice) fyne.CanvasObject {
	targets := plan.House.Service.Targets
	permits := int(plan.ExpectedPermits)
	said := []fyne.CanvasObject{
		widgets.NewBadge(voice.Text("screen.capacity.status.appointments", "Planned", plan.Planned, "Target", targets.Appointments), reached(plan.Planned, targets.Appointments)),
		widgets.NewBadge(voice.Text("screen.capacity.status.permits", "Expected", permits, "Target", targets.Permits), reached(permits, targets.Permits)),
	}
	if plan.Uncounted > 0 {
		said = append(said, widgets.NewBadge(voice.Text("screen.capacity.status.students", "Count", plan.Uncounted), widgets.Plain))
	}
	if best {
		said = append(said, widgets.NewBadge(voice.Text("screen.capacity.status.proven"), widgets.Info))
	}
	return widgets.Flow(nil, said...)
}

func reached(n, target int) widgets.State {
	if n >= target {
		return widgets.Success
	}
	return widgets.Danger
}

// joined writes parts of a line.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}
