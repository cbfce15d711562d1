package scenarios

import (
	"context"
	"slices"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
)

// fake is an office with a plan and scenarios in memory. Every scenario plans ten
// appointments more for each of its changes.
type fake struct {
	plan     office.PlanView
	all      []office.Scenario
	failure  error
	requests []office.PlanRequest
	restored []int
	adopted  []string // ids and reasons
	put      []office.Scenario
	worth    office.Worth
	fewest   map[agenda.ProcedureCode]int // what the policies plan
	shared   map[agenda.ProcedureCode]int
}

func (f *fake) Now() agenda.Moment { return agenda.MustMoment("2026-01-02T08:00") }

func (f *fake) PlanView(context.Context) (office.PlanView, error) { return f.plan, f.failure }

func (f *fake) Plan(_ context.Context, r office.PlanRequest, _ agenda.Progress) (office.PlanView, error) {
	f.requests = append(f.requests, r)
	if f.failure == nil {
		f.plan.Version++
		f.plan.Policy = r.Policy
	}
	return f.plan, f.failure
}

func (f *fake) RestorePlan(_ context.Context, version int, _ string) (office.PlanView, error) {
	f.restored = append(f.restored, version)
	f.plan.Version++
	return f.plan, nil
}

func (f *fake) TryPlan(_ context.Context, w office.WhatIf, _ agenda.Progress) (office.PlanView, error) {
	plan := f.plan
	plan.Policy = w.Request.Policy
	plan.ByProcedure = f.fewest
	if w.Request.Policy == capacity.Shared {
		plan.ByProcedure = f.shared
	}
	return plan, f.failure
}

func (f *fake) PlanWorth(_ context.Context, _ office.WhatIf, minutes int, _ agenda.Progress) (office.Worth, error) {
	w := f.worth
	w.Minutes = minutes
	return w, f.failure
}

func (f *fake) Scenarios(context.Context) ([]office.Scenario, error) {
	return slices.Clone(f.all), f.failure
}

func (f *fake) PutScenario(_ context.Context, c office.Scenario, _ agenda.Progress) (office.Scenario, error) {
	if f.failure != nil {
		return office.Scenario{}, f.failure
	}
	f.put = append(f.put, c)
	if c.ID == "" {
		c.ID = office.ScenarioID("new " + c.Name)
	}
	changes := len(c.Reinforcements) + len(c.Timetable.Closures) + len(c.Additional) + len(c.Targets)
	c.At, c.By, c.Base, c.Old, c.Plan = f.Now(), "Cheffe", f.plan.Version, false, f.plan
	c.Plan.Planned += 10 * changes
	f.all = append(slices.DeleteFunc(f.all, func(other office.Scenario) bool { return other.ID == c.ID }), c)
	return c, nil
}

func (f *fake) RemoveScenario(_ context.Context, id office.ScenarioID) (removed office.Scenario, err error) {
	if f.failure != nil {
		return removed, f.failure
	}
	i := slices.IndexFunc(f.all, func(c office.Scenario) bool { return c.ID == id })
	if i < 0 {
		return removed, agenda.NewProblem("UNEXPECTED")
	}
	removed = f.all[i]
	f.all = slices.Delete(f.all, i, i+1)
	return removed, nil
}

func (f *fake) AdoptScenario(_ context.Context, id office.ScenarioID, why string, _ agenda.Progress) (office.PlanView, error) {
	f.adopted = append(f.adopted, string(id), why)
	f.plan.Version++
	return f.plan, f.failure
}

func (f *fake) UnadoptScenario(_ context.Context, id office.ScenarioID, _ string) (office.PlanView, error) {
	f.adopted = append(f.adopted, "not "+string(id))
	return f.plan, f.failure
}

// told are the questions and problems that were shown; every question is accepted.
type told []string

func (t *told) Problem(err error) { *t = append(*t, agenda.CodeOf(err)) }
func (t *told) Confirm(title, _, _ string, _ bool, yes func()) {
	*t = append(*t, title)
	yes()
}
func (t *told) Ask(q dialogs.Question) *dialogs.Asked {
	*t = append(*t, q.Title+"\n"+seen.Text(q.Content))
	q.Answer()
	return nil
}

// steps are what was recorded.
type steps []history.Step

func (s *steps) Record(one history.Step) { *s = append(*s, one) }

func (s steps) last(t *testing.T) history.Step {
	t.Helper()
	if len(s) == 0 {
		t.Fatal("nothing was recorded")
	}
	return s[len(s)-1]
}

// memory is what is remembered on this machine.
type memory map[string]string

func (m memory) String(key string) string    { return m[key] }
func (m memory) SetString(key, value string) { m[key] = value }

type stage struct {
	*Screen
	office *fake
	told   told
	steps  steps
	opened string
	toasts []string
	memory memory
}

func show(t *testing.T, f *fake) *stage {
	t.Helper()
	seen.App(t)
	s := &stage{office: f, memory: memory{}}
	s.begin(t)
	return s
}

// begin makes the screen, as the program does when it starts.
func (s *stage) begin(t *testing.T) {
	t.Helper()
	s.Screen = New(Params{
		Office: s.office, Voice: seen.Voice(t), Background: widgets.Inline, Tasks: task.NewInline(), Dialogs: &s.told, History: &s.steps,
		Memory: s.memory, Navigate: func(id string) { s.opened = id }, Toast: func(text string, _ widgets.State) { s.toasts = append(s.toasts, text) },
	})
	seen.Show(t, s.Content())
}

// do does an action of the page.
func (s *stage) do(t *testing.T, id string) {
	t.Helper()
	a, ok := action.Set(s.Actions()).Find(id)
	if !ok || !a.Usable() {
		t.Fatalf("%s cannot be done: %s", id, a.WhyNot())
	}
	a.Do()
}

// undo takes the last step back, and does it again.
func (s *stage) undo(t *testing.T) {
	t.Helper()
	if err := s.steps.last(t).Undo(context.Background(), agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	s.load()
}

func (s *stage) redo(t *testing.T) {
	t.Helper()
	if err := s.steps.last(t).Redo(context.Background(), agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	s.load()
}

// house has two desks, and procedures whose targets the plan does not meet.
func house() office.House {
	session := func(from, to string) agenda.Session {
		return agenda.Session{
			Days: []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday},
			From: agenda.MustClock(from), To: agenda.MustClock(to), Positions: 1,
		}
	}
	sessions := []agenda.Session{session("09:00", "12:00"), session("13:30", "16:30")}
	h := office.House{
		Service: agenda.Service{Year: 2026, Targets: agenda.Targets{Appointments: 15000, Permits: 12000}},
		Procedures: []agenda.Procedure{
			{Code: "student", Label: "Titre de séjour étudiant", Minutes: 20, Target: 500},
			{Code: "first", Label: "Première demande de titre de séjour", Minutes: 40, Target: 6000, Counted: true},
			{Code: "renewal", Label: "Renouvellement de titre de séjour", Minutes: 20, Target: 9000, Counted: true},
			{Code: "ten-year", Label: "Dix ans", Minutes: 20, Counted: true, WalkIn: &agenda.WalkIn{}},
		},
	}
	for i, name := range []string{"G1", "G2", "G3"} {
		h.Desks = append(h.Desks, agenda.Desk{
			ID: agenda.DeskID([]string{"d1", "d2", "d3"}[i]), Name: name, Sessions: sessions,
			Procedures: []agenda.ProcedureCode{"student", "first", "renewal", "ten-year"},
		})
	}
	return h
}

// year is a plan of 2026 that lacks something.
func year() office.PlanView {
	p := office.PlanView{
		House: house(), Version: 3, MadeAt: agenda.MustMoment("2026-01-02T08:00"), Planned: 13780, ExpectedPermits: 11024.6, Uncounted: 500,
		Policy: capacity.Fewest, ByProcedure: map[agenda.ProcedureCode]int{"student": 500, "first": 4780, "renewal": 9000},
	}
	for i, w := range agenda.WeeksOf(2026) {
		week := office.PlanWeek{
			Week: w, OpenMinutes: 5400, UsedMinutes: 5390, Slots: 270, ByProcedure: map[agenda.ProcedureCode]int{"student": 9, "first": 91, "renewal": 170},
			ByDesk: map[agenda.DeskID]office.DeskUse{},
		}
		for _, d := range p.House.Desks {
			week.ByDesk[d.ID] = office.DeskUse{OpenMinutes: 1800, UsedMinutes: 1790 - i%2*100}
		}
		p.Weeks = append(p.Weeks, week)
	}
	return p
}

// kept is a scenario as the office keeps it.
func kept(id, name string, planned int) office.Scenario {
	c := office.Scenario{
		ID: office.ScenarioID(id), Name: name, Note: "À discuter en réunion", By: "Cheffe", Base: 3, At: agenda.MustMoment("2026-01-02T08:00"), Plan: year(),
		WhatIf: office.WhatIf{Reinforcements: []agenda.Reinforcement{{
			Desk: "d1", Days: []agenda.Weekday{agenda.Tuesday}, Positions: 1, From: agenda.MustDate("2026-01-05"),
		}}},
	}
	c.Plan.Planned = planned
	return c
}
