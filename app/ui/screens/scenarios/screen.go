package scenarios

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	Now() agenda.Moment
	PlanView(ctx context.Context) (office.PlanView, error)
	Plan(ctx context.Context, request office.PlanRequest, progress agenda.Progress) (office.PlanView, error)
	RestorePlan(ctx context.Context, version int, why string) (office.PlanView, error)
	TryPlan(ctx context.Context, whatIf office.WhatIf, progress agenda.Progress) (office.PlanView, error)
	PlanWorth(ctx context.Context, whatIf office.WhatIf, minutes int, progress agenda.Progress) (office.Worth, error)
	Scenarios(ctx context.Context) ([]office.Scenario, error)
	PutScenario(ctx context.Context, scenario office.Scenario, progress agenda.Progress) (office.Scenario, error)
	RemoveScenario(ctx context.Context, id office.ScenarioID) (office.Scenario, error)
	AdoptScenario(ctx context.Context, id office.ScenarioID, why string, progress agenda.Progress) (office.PlanView, error)
	UnadoptScenario(ctx context.Context, id office.ScenarioID, why string) (office.PlanView, error)
}

// Tasks runs what takes longer than a moment; see [task.Runner].
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see [dialogs.Dialogs].
type Dialogs interface {
	Ask(q dialogs.Question) *dialogs.Asked
	Confirm(title, text, accept string, destructive bool, yes func())
	Problem(err error)
}

// Params are what the screen works with. All are needed but those that may be nil.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      Tasks
	Dialogs    Dialogs
	// History takes down what was kept, removed, planned and adopted, so that it can be
	// undone.
	History history.Recorder
	// Navigate goes to another page: that of the plan.
	Navigate func(id string)
	// Toast tells something that needs no answer.
	Toast func(text string, state widgets.State)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// Memory keeps columns and views on this machine; nil: nothing is kept.
	Memory widgets.Memory
	// SaveChart saves a chart of the page; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
}

// pageCapacity is the name of the page of the plan in the navigation.
const pageCapacity = "capacity"

// The parts of the screen.
const (
	viewKept     = "kept"
	viewCompare  = "compare"
	viewPolicies = "policies"
	viewWorth    = "worth"
)

// Screen is the scenarios of a workspace.
type Screen struct {
	p       Params
	plan    office.PlanView   // the one that stands
	all     []office.Scenario // by name
	loading widgets.Newest[contents]
	there   bool // a plan stands, and is in sight
	made    bool // the screen is complete: its parts tell it of changes before

	list     *list
	compare  *comparison
	policies *policies
	worth    *worth
	editor   *editor          // what is being written; nil: nothing
	draft    *office.Scenario // to be written once the plan is there; nil: nothing

	create, leave, keep offered.Button
	tabs                *widgets.Tabs
	body                *fyne.Container
	state               *page.State
	status              *widgets.Text
	content             fyne.CanvasObject
}

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	voice := p.Voice
	s := &Screen{p: p, body: container.NewStack(), status: widgets.NewText(widgets.RoleMuted, "")}
	s.tabs = widgets.NewTabs(nil, func(view string) { s.turnTo(view) })
	s.list, s.compare, s.policies, s.worth = newList(s), newComparison(s), newPolicies(s), newWorth(s)
	s.tabs.Set(s.tabList())
	set := action.Set(s.Actions())
	button := func(role widgets.ButtonRole, id string) offered.Button {
		a, _ := set.Find(id)
		return offered.NewButton(role, a, voice)
	}
	s.create, s.leave, s.keep = button(widgets.Primary, actionNew), button(widgets.Secondary, actionLeave), button(widgets.Primary, actionKeep)
	s.state = page.NewState(voice, s.body)
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.scenarios.title"), Purpose: voice.Text("screen.scenarios.purpose"),
		Actions: []fyne.CanvasObject{s.create.Button, s.leave.Button, s.keep.Button},
		Filters: s.tabs, Content: s.state, Status: s.status,
	})
	s.made = true
	s.recall()
	s.draw()
	s.load()
	return s
}

func (s *Screen) tabList() []widgets.Tab {
	voice, kept := s.p.Voice, ""
	if len(s.all) > 0 {
		kept = voice.Number(len(s.all))
	}
	return []widgets.Tab{
		{ID: viewKept, Label: voice.Text("screen.scenarios.view.kept"), Count: kept},
		{ID: viewCompare, Label: voice.Text("screen.scenarios.view.compare")},
		{ID: viewPolicies, Label: voice.Text("screen.scenarios.view.policies")},
		{ID: viewWorth, Label: voice.Text("screen.scenarios.view.worth")},
	}
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek does nothing: scenarios are of the whole year.
func (s *Screen) SetWeek(agenda.Week) {}

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaScenarios) {
		fyne.Do(func() {
			if office.Touched(areas, office.AreaSetup, office.AreaPlan) {
				s.policies.forget()
				s.worth.forget()
			}
			s.load()
		})
	}
}

func (s *Screen) load() {
	s.loading.Ask(s.p.Background, s.read, func(got contents, err error) {
		if err != nil {
			s.there = false
			s.state.Failed(err, s.load)
			s.draw()
			return
		}
		s.show(got.plan, got.all)
	})
}

// contents are what the page shows, as they were read.
type contents struct {
	plan office.PlanView
	all  []office.Scenario
}

// read reads what the page shows; it is called beside the window.
func (s *Screen) read(ctx context.Context) (c contents, err error) {
	if c.plan, err = s.p.Office.PlanView(ctx); err != nil {
		return c, err
	}
	c.all, err = s.p.Office.Scenarios(ctx)
	return c, err
}

func (s *Screen) show(plan office.PlanView, all []office.Scenario) {
	s.plan, s.all, s.there = plan, slices.Clone(all), plan.Version > 0
	voice := s.p.Voice
	slices.SortStableFunc(s.all, func(a, b office.Scenario) int { return strings.Compare(wording.Folded(a.Name), wording.Folded(b.Name)) })
	s.tabs.Set(s.tabList())
	if !s.there {
		s.state.Empty(widgets.NoticeParams{
			Icon: theme.IconScenarios(), Title: voice.Text("screen.scenarios.unplanned.title", "Year", yearOf(plan.House)),
			Text:   voice.Text("screen.scenarios.unplanned.text"),
			Action: widgets.NewButton(widgets.Primary, voice.Text("screen.scenarios.unplanned.do"), theme.IconCapacity(), func() { s.p.Navigate(pageCapacity) }),
		})
		s.draw()
		return
	}
	s.list.show()
	s.compare.show()
	s.policies.show()
	s.worth.show()
	s.state.Ready()
	if s.draft != nil {
		s.editor = newEditor(s, *s.draft)
		s.editor.begun, s.draft = true, nil
	}
	s.draw()
}

// draw shows the part that is open, or what is being written.
func (s *Screen) draw() {
	writing := s.there && s.editor != nil
	var part fyne.CanvasObject
	switch s.tabs.Selected() {
	case viewCompare:
		part = s.compare.content
	case viewPolicies:
		part = s.policies.content
	case viewWorth:
		part = s.worth.content
	default:
		part = s.list.content
	}
	if writing {
		part = s.editor.content
	}
	s.body.Objects = []fyne.CanvasObject{part}
	s.body.Refresh()
	widgets.ShowIf(s.tabs, s.there && !writing)
	// What there is to do first on the other parts is asked there.
	listing := s.tabs.Selected() == viewKept || s.tabs.Selected() == viewCompare
	widgets.ShowIf(s.create.Button, s.there && !writing && listing)
	widgets.ShowIf(s.leave.Button, writing)
	widgets.ShowIf(s.keep.Button, writing)
	s.say()
	s.acted()
	s.content.Refresh()
}

// say tells at the bottom which plan the scenarios are compared with.
func (s *Screen) say() {
	if !s.made {
		return
	}
	text := ""
	if s.there && s.editor == nil {
		text = s.p.Voice.Text("screen.scenarios.status", "Version", s.plan.Version, "At", s.plan.MadeAt)
		if n := s.list.table.Selection().Count(); n > 1 && s.tabs.Selected() == viewKept {
			text = s.p.Voice.Text("screen.scenarios.status.selected", "Count", n, "All", len(s.all)) + " · " + text
		}
	}
	s.status.SetText(text)
	widgets.ShowIf(s.status, text != "")
}

// acted tells that other actions can be done.
func (s *Screen) acted() {
	if !s.made {
		return
	}
	for _, b := range []offered.Button{s.create, s.leave, s.keep} {
		b.Update()
	}
	s.list.update()
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}

// find returns a scenario that is kept.
func (s *Screen) find(id office.ScenarioID) (office.Scenario, bool) {
	i := slices.IndexFunc(s.all, func(c office.Scenario) bool { return c.ID == id })
	if i < 0 {
		return office.Scenario{}, false
	}
	return s.all[i], true
}

func (s *Screen) teller() teller { return teller{s.plan.House, s.p.Voice} }
