package calendar

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the page asks of the use cases.
type Office interface {
	Now() agenda.Moment
	House(ctx context.Context) (office.House, error)
	CalendarWeek(ctx context.Context, week agenda.Week) (office.CalendarWeek, error)
	Bridges(ctx context.Context, year int) ([]opening.Bridge, error)
	Affected(ctx context.Context, by office.Timetable) (office.Affected, error)
	PutClosures(ctx context.Context, closures ...agenda.Closure) ([]agenda.Closure, error)
	RemoveClosures(ctx context.Context, ids ...agenda.ClosureID) ([]agenda.Closure, error)
	PutAbsences(ctx context.Context, absences ...agenda.Absence) ([]agenda.Absence, error)
	RemoveAbsences(ctx context.Context, ids ...agenda.AbsenceID) ([]agenda.Absence, error)
	PutSessionChanges(ctx context.Context, changes ...agenda.SessionChange) ([]agenda.SessionChange, error)
	RemoveSessionChanges(ctx context.Context, ids ...agenda.ChangeID) ([]agenda.SessionChange, error)
	PutSchoolHolidays(ctx context.Context, holidays ...agenda.SchoolHoliday) ([]agenda.SchoolHoliday, error)
	RemoveSchoolHolidays(ctx context.Context, ids ...agenda.SchoolHolidayID) ([]agenda.SchoolHoliday, error)
	WriteAffected(ctx context.Context, path string, by office.Timetable, voice *wording.Voice) (lines int, err error)
	SetSchoolZone(ctx context.Context, zone string) (before string, err error)
	SetSchoolDemand(ctx context.Context, share float64) (before float64, err error)
	SetWalkIn(ctx context.Context, code agenda.ProcedureCode, walkIn agenda.WalkIn) (before agenda.WalkIn, err error)
	ImportAbsences(ctx context.Context, path string, dryRun bool) (office.CalendarImport, error)
	ImportSchoolHolidays(ctx context.Context, path string, dryRun bool) (office.CalendarImport, error)
}

// Params are what the page works with. All are needed but those that may be nil.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	// ChooseWeek chooses another week for the whole window.
	ChooseWeek func(agenda.Week)
	// Navigate goes to another page: to plan anew.
	Navigate func(id string)
	Tasks    Tasks
	Dialogs  Dialogs
	// History takes down what was done, so that it can be undone.
	History history.Recorder
	// Toast tells something that needs no answer; Offer, with what can be done about it,
	// until it is taken away; Wrote, that a file was written.
	Toast func(text string, state widgets.State)
	Offer func(text, action string, do func()) (withdraw func())
	Wrote func(path string)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// Memory keeps columns, tab and filters on this machine; nil: nothing is kept.
	Memory widgets.Memory
	// SaveChart saves a chart as a file; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
}

// Tasks runs what takes longer than a moment; see package task.
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	Ask(q dialogs.Question) *dialogs.Asked
	Problem(err error)
	OpenFile(kind dialogs.FileKind, chosen func(path string))
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// The pages that this one leads to.
const (
	pageCapacity = "capacity"
	pageSettings = "settings"
)

// The tabs.
const (
	tabWeek     = "week"
	tabYear     = "year"
	tabClosures = "closures"
	tabAbsences = "absences"
	tabHours    = "hours"
	tabSchools  = "schools"
	tabBridges  = "bridges"
)

// view is what a tab shows.
type view interface {
	content() fyne.CanvasObject
	// show shows the house anew. It is called for the tab in sight only.
	show()
}

// Screen is the page.
type Screen struct {
	p       Params
	week    agenda.Week
	house   office.House
	loading widgets.Newest[office.House]
	there   bool // the house was read
	year    int  // of the tabs that show a year

	tabs     *widgets.Tabs
	views    map[string]view
	stack    *fyne.Container
	weekView *weekView
	yearView *yearView
	closures *ledger[agenda.Closure, agenda.ClosureID]
	absences *ledger[agenda.Absence, agenda.AbsenceID]
	hours    *hoursView
	schools  *schoolsView
	bridges  *bridgesView

	withdraw   func() // takes away that the plan does not know what was changed last
	add, bring offered.Button
	status     *widgets.Text
	state      *page.State
	body       fyne.CanvasObject
}

// New returns the page and begins to load what it shows.
func New(p Params) *Screen {
	voice := p.Voice
	s := &Screen{p: p, week: p.Week, stack: container.NewStack(), withdraw: func() {}, status: widgets.NewText(widgets.RoleMuted, "")}
	s.status.SetMinWidth(0)
	s.tabs = widgets.NewTabs(s.tabList(), func(string) { s.turned() })
	s.weekView, s.yearView = newWeekView(s), newYearView(s)
	s.closures, s.absences = newClosures(s), newAbsences(s)
	s.hours, s.schools, s.bridges = newHoursView(s), newSchoolsView(s), newBridgesView(s)
	s.views = map[string]view{
		tabWeek: s.weekView, tabYear: s.yearView, tabClosures: s.closures, tabAbsences: s.absences,
		tabHours: s.hours, tabSchools: s.schools, tabBridges: s.bridges,
	}
	s.add = offered.NewButton(widgets.Primary, s.action(actionAdd), voice)
	s.bring = offered.NewButton(widgets.Secondary, s.action(actionImport), voice)
	s.state = page.NewState(voice, widgets.DownWith(s.stack, s.tabs, s.stack))
	s.body = page.New(page.Parts{
		Title: voice.Text("screen.calendar.title"), Purpose: voice.Text("screen.calendar.purpose"),
		Actions: []fyne.CanvasObject{s.bring.Button, s.add.Button}, Content: s.state, Status: s.status,
	})
	s.recall()
	s.open()
	s.load()
	return s
}

func (s *Screen) tabList() []widgets.Tab {
	text := func(key string) string { return s.p.Voice.Text(key) }
	count := func(n int) string {
		if n == 0 {
			return ""
		}
		return s.p.Voice.Number(n)
	}
	closures, absences := 0, 0
	if s.there {
		closures, absences = s.closures.coming(), s.absences.coming()
	}
	return []widgets.Tab{
		{ID: tabWeek, Label: text("screen.calendar.tab.week")},
		{ID: tabYear, Label: text("screen.calendar.tab.year")},
		{ID: tabClosures, Label: text("screen.calendar.tab.closures"), Count: count(closures)},
		{ID: tabAbsences, Label: text("screen.calendar.tab.absences"), Count: count(absences)},
		{ID: tabHours, Label: text("screen.calendar.tab.hours")},
		{ID: tabSchools, Label: text("screen.calendar.tab.schools")},
		{ID: tabBridges, Label: text("screen.calendar.tab.bridges")},
	}
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// SetWeek follows the week chosen in the window.
func (s *Screen) SetWeek(w agenda.Week) {
	if s.week == w {
		return
	}
	s.week = w
	if s.there {
		s.weekView.load()
		s.yearView.follow()
	}
}

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaReleases, office.AreaBookings) {
		fyne.Do(s.load)
	}
}

func (s *Screen) today() agenda.Date { return s.p.Office.Now().Date() }

func (s *Screen) load() {
	s.loading.Ask(s.p.Background, s.p.Office.House, func(house office.House, err error) {
		if err != nil {
			s.there = false
			s.state.Failed(err, s.load)
			s.body.Refresh()
			s.changed()
			return
		}
		s.house, s.there = house, true
		s.weekView.load()
		s.state.Ready()
		s.show()
	})
}

// show shows what was read in the tab in sight.
func (s *Screen) show() {
	s.views[s.tabs.Selected()].show()
	s.tabs.Set(s.tabList())
	s.tell("")
	s.body.Refresh()
	s.changed()
}

// open shows the view of the open tab.
func (s *Screen) open() {
	s.stack.Objects = []fyne.CanvasObject{s.views[s.tabs.Selected()].content()}
	s.stack.Refresh()
}

// turned is called when another tab was opened.
func (s *Screen) turned() {
	s.remember()
	s.open()
	if s.there {
		s.show()
	}
}

// turnTo opens a tab.
func (s *Screen) turnTo(tab string) {
	s.tabs.Select(tab)
	s.turned()
}

// goTo shows the week of a day.
func (s *Screen) goTo(d agenda.Date) {
	s.weekView.day = d
	if w := d.Week(); w != s.week {
		s.week = w
		s.p.ChooseWeek(w)
		s.weekView.load()
	}
	s.turnTo(tabWeek)
}

// tell says something under the page; "" is what the tab in sight has to say of itself.
func (s *Screen) tell(text string) {
	if text == "" {
		if teller, ok := s.views[s.tabs.Selected()].(interface{ status() string }); ok && s.there {
			text = teller.status()
		}
	}
	s.status.SetText(text)
}

// changed tells the window and the buttons that other actions can be done.
func (s *Screen) changed() {
	if s.add.Button == nil {
		return // the page is being made
	}
	s.add.Update()
	s.bring.Update()
	widgets.ShowIf(s.bring.Button, s.imports() != nil)
	widgets.ShowIf(s.add.Button, s.there && s.ledger() != nil)
	for _, v := range s.views {
		if bar, ok := v.(interface{ update() }); ok {
			bar.update()
		}
	}
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}

// did takes down what was done. Where the plan does not know of it, that is said, for as
// long as it is done.
func (s *Screen) did(step history.Step, plan bool) {
	if !plan {
		s.p.History.Record(step)
		return
	}
	undo, redo := step.Undo, step.Redo
	then := func(do func(context.Context, agenda.Progress) error, show func()) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, progress agenda.Progress) error {
			err := do(ctx, progress)
			if err == nil {
				s.p.Background(func() {}, show)
			}
			return err
		}
	}
	step.Undo, step.Redo = then(undo, func() { s.withdraw() }), then(redo, s.planAgain)
	s.p.History.Record(step)
	s.planAgain()
}

// planAgain says that the plan does not know yet what was changed.
func (s *Screen) planAgain() {
	voice := s.p.Voice
	s.withdraw()
	s.withdraw = s.p.Offer(voice.Text("screen.calendar.plan-again"), voice.Text("screen.calendar.plan-again.do"), func() { s.p.Navigate(pageCapacity) })
}
