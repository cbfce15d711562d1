package wire_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/workspace"
)

// standing is everything that a scenario may change.
type standing struct {
	House office.House
	Plan  workspace.PlanState
	Slots []agenda.Slot
}

func standingOf(t *testing.T, o *office.Office) standing {
	t.Helper()
	house, err := o.House(background)
	if err != nil {
		t.Fatal(err)
	}
	return standing{house, beside(t, o, func(r workspace.Reader) (workspace.PlanState, error) { return r.Plan(background) }), slotsOf(t, o, workspace.SlotQuery{})}
}

// wantStanding compares all but when and as which version a plan stands.
func wantStanding(t *testing.T, want, got standing) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(workspace.PlanState{}, "MadeAt", "Version")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// august is a scenario with a bit of everything.
func august(house office.House) office.WhatIf {
	day := func(month time.Month, day int) agenda.Date { return agenda.NewDate(house.Service.Year, month, day) }
	return office.WhatIf{
		Timetable: office.Timetable{
			Closures: []agenda.Closure{{From: day(8, 1), To: day(8, 20), Desks: []agenda.DeskID{house.Desks[0].ID}, Reason: "Travaux"}},
			Absences: []agenda.Absence{{Desk: house.Desks[1].ID, From: day(5, 1), To: day(5, 9), Positions: 1, Reason: "Congé de Mme Durand-Zed"}},
		},
		Reinforcements: []agenda.Reinforcement{{Desk: house.Desks[1].ID, From: day(2, 1), Days: []agenda.Weekday{agenda.Tuesday}, Positions: 1}},
		Additional:     []agenda.Additional{{Label: "Situation régulière", Procedures: byAppointment(house)[:2], Slots: 120, To: day(6, 1)}},
		Targets:        map[agenda.ProcedureCode]int{byAppointment(house)[0]: 700},
	}
}

// weekDay is the Wednesday of a week of the year.
func weekDay(house office.House, week int) agenda.Date {
	return agenda.Week{Year: house.Service.Year, Number: week}.Day(agenda.Wednesday)
}

func byAppointment(house office.House) (codes []agenda.ProcedureCode) {
	for _, p := range house.Procedures {
		if p.WalkIn == nil && slices.ContainsFunc(house.Desks, func(d agenda.Desk) bool { return d.Serves(p.Code) }) {
			codes = append(codes, p.Code)
		}
	}
	return codes
}

// numbersOf are the numbers of a plan by week and procedure.
func numbersOf(v office.PlanView) map[agenda.Week]map[agenda.ProcedureCode]int {
	numbers := map[agenda.Week]map[agenda.ProcedureCode]int{}
	for _, w := range v.Weeks {
		numbers[w.Week] = w.ByProcedure
	}
	return numbers
}

func putScenario(t *testing.T, o *office.Office, s office.Scenario) office.Scenario {
	t.Helper()
	kept, err := o.PutScenario(background, s, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// Trying keeps nothing, adopting makes what was tried, and taking the adoption back gives
// back the very state before, as often as one likes.
func TestAScenarioIsTriedAdoptedAndTakenBack(t *testing.T) {
	o, first := planned(t)
	if _, err := o.LockWeeks(background, []agenda.Week{first.Weeks[20].Week}, ""); err != nil {
		t.Fatal(err)
	}
	before := standingOf(t, o)
	what := august(before.House)
	tried, err := o.TryPlan(background, what, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	wantStanding(t, before, standingOf(t, o))
	if diff := cmp.Diff(first.Weeks[20].ByProcedure, tried.Weeks[20].ByProcedure); diff != "" {
		t.Errorf("a locked week was tried otherwise:\n%s", diff)
	}
	if len(tried.Additional) != 1 || tried.Placed[tried.Additional[0].ID] != 120 {
		t.Errorf("additional appointments %v, placed %v: %v", tried.Additional, tried.Placed, tried.Reasons)
	}

	kept := putScenario(t, o, office.Scenario{Name: " Août sans M. Lebrun-Zed ", Note: "à voir", WhatIf: what})
	if diff := cmp.Diff(numbersOf(tried), numbersOf(kept.Plan)); diff != "" || kept.Name != "Août sans M. Lebrun-Zed" || kept.Old || kept.Base != 2 {
		t.Errorf("%s kept as %q, old %v, base %d", diff, kept.Name, kept.Old, kept.Base)
	}
	wantStanding(t, before, standingOf(t, o))

	for range 2 {
		made, err := o.AdoptScenario(background, kept.ID, "décidé en réunion", agendatest.Watch(t))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(numbersOf(tried), numbersOf(made)); diff != "" {
			t.Errorf("adopted another plan than was tried (-tried +adopted)\n%s", diff)
		}
		if made.Planned != tried.Planned || made.ExpectedPermits != tried.ExpectedPermits || made.Shortfall != tried.Shortfall || made.Proven != tried.Proven {
			t.Errorf("adopted %d slots, %v permits; tried %d, %v", made.Planned, made.ExpectedPermits, tried.Planned, tried.ExpectedPermits)
		}
		if n := made.Placed[made.Additional[0].ID]; n != 120 {
			t.Errorf("%d additional appointments are placed", n)
		}
		slots := slotsOf(t, o, workspace.SlotQuery{})
		sum := 0
		for _, w := range made.Weeks {
			sum += w.Slots
		}
		if len(slots) != sum {
			t.Errorf("%d slots stand, the plan counts %d", len(slots), sum)
		}
		versions, err := o.PlanVersions(background)
		if err != nil || versions[0].Cause != office.PlanAdopted || versions[0].Scenario != "Août sans M. Lebrun-Zed" || versions[0].Why != "décidé en réunion" {
			t.Errorf("%v, %+v", err, versions[0])
		}
		scenarios, err := o.Scenarios(background)
		if err != nil || len(scenarios) != 1 || scenarios[0].Adopted != made.Version || scenarios[0].Old {
			t.Fatalf("%v, %+v", err, scenarios[0].Adopted)
		}
		_, err = o.AdoptScenario(background, kept.ID, "", agenda.Silent{})
		wantProblem(t, err, "SCENARIO-ADOPTED")
		scenarios[0].Targets = nil
		_, err = o.PutScenario(background, scenarios[0], agenda.Silent{})
		wantProblem(t, err, "SCENARIO-ADOPTED")

		// Removing it and bringing it back leaves the way back open.
		removed, err := o.RemoveScenario(background, kept.ID)
		if err != nil {
			t.Fatal(err)
		}
		putScenario(t, o, removed)
		if _, err := o.UnadoptScenario(background, kept.ID, ""); err != nil {
			t.Fatal(err)
		}
		wantStanding(t, before, standingOf(t, o))
	}
	_, err = o.UnadoptScenario(background, kept.ID, "")
	wantProblem(t, err, "SCENARIO-NOT-ADOPTED")
	for _, e := range journal(t, o) {
		if told := e.Detail + e.Subject; strings.Contains(told, "-Zed") || strings.Contains(told, "Travaux") {
			t.Errorf("the journal tells %s %s", e.Action, e.Detail)
		}
	}
	for _, path := range []string{o.Path(), o.Path() + "-wal"} {
		if file, err := os.ReadFile(path); err != nil || strings.Contains(string(file), "-Zed") {
			t.Errorf("%v, or a name stands in clear in %s", err, path)
		}
	}
}

func TestAScenarioIsKeptRenamedRemovedAndBroughtBack(t *testing.T) {
	o, _ := planned(t)
	house, err := o.House(background)
	if err != nil {
		t.Fatal(err)
	}
	kept := putScenario(t, o, office.Scenario{Name: "Août", WhatIf: office.WhatIf{Targets: map[agenda.ProcedureCode]int{byAppointment(house)[0]: 700}}})
	_, err = o.PutScenario(background, office.Scenario{Name: "AOÛT"}, agenda.Silent{})
	wantProblem(t, err, "SCENARIO-TWICE")
	_, err = o.PutScenario(background, office.Scenario{Name: " "}, agenda.Silent{})
	wantProblem(t, err, "SCENARIO-NAME")

	kept.Name = "Été"
	renamed := putScenario(t, o, kept)
	if renamed.Name != "Été" || renamed.At != kept.At || renamed.ID != kept.ID {
		t.Errorf("renamed %+v", renamed.Name)
	}
	// What changes around it makes it old; reckoning it anew makes it of today.
	closure, err := o.PutClosures(background, agenda.Closure{From: weekDay(house, 10), To: weekDay(house, 10), Reason: "Panne"})
	if err != nil {
		t.Fatal(err)
	}
	old := theScenario(t, o)
	if !old.Old {
		t.Error("a closure came, and the scenario is not old")
	}
	if diff := cmp.Diff(numbersOf(renamed.Plan), numbersOf(old.Plan)); diff != "" {
		t.Errorf("an old scenario shows what it was:\n%s", diff)
	}
	if again := putScenario(t, o, old); again.Old || again.Plan.Weeks[9].OpenMinutes >= old.Plan.Weeks[9].OpenMinutes {
		t.Errorf("reckoned anew: old %v, %d of %d minutes", again.Old, again.Plan.Weeks[9].OpenMinutes, old.Plan.Weeks[9].OpenMinutes)
	}
	if _, err := o.RemoveClosures(background, closure[0].ID); err != nil {
		t.Fatal(err)
	}
	if !theScenario(t, o).Old {
		t.Error("the closure went, and the scenario is not old")
	}

	removed, err := o.RemoveScenario(background, kept.ID)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := o.Scenarios(background); err != nil || len(all) > 0 {
		t.Errorf("%v, %d are left", err, len(all))
	}
	_, err = o.RemoveScenario(background, kept.ID)
	wantProblem(t, err, "SCENARIO-UNKNOWN")
	back := putScenario(t, o, removed)
	if diff := cmp.Diff(removed, back, cmpopts.IgnoreUnexported(office.Scenario{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("brought back (-removed +back)\n%s", diff)
	}
}

func theScenario(t *testing.T, o *office.Office) office.Scenario {
	t.Helper()
	all, err := o.Scenarios(background)
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %d scenarios", err, len(all))
	}
	return all[0]
}

func TestWhatWasChangedSinceIsNotTakenBack(t *testing.T) {
	o, _ := planned(t)
	before := standingOf(t, o)
	kept := putScenario(t, o, office.Scenario{Name: "Août", WhatIf: august(before.House)})
	if _, err := o.AdoptScenario(background, kept.ID, "", agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	adopted := standingOf(t, o)
	own, err := o.PutClosures(background, agenda.Closure{From: weekDay(before.House, 30), To: weekDay(before.House, 30), Reason: "Panne"})
	if err != nil {
		t.Fatal(err)
	}
	made := adopted.House.Closures[slices.IndexFunc(adopted.House.Closures, func(c agenda.Closure) bool { return c.Reason == "Travaux" })]
	moved := made
	moved.To = moved.To.AddDays(3)
	if _, err := o.PutClosures(background, moved); err != nil {
		t.Fatal(err)
	}
	_, err = o.UnadoptScenario(background, kept.ID, "")
	wantProblem(t, err, "SCENARIO-CHANGED")
	if _, err := o.PutClosures(background, made); err != nil {
		t.Fatal(err)
	}
	if _, err := o.UnadoptScenario(background, kept.ID, ""); err != nil {
		t.Fatal(err)
	}
	before.House.Closures = append(before.House.Closures, own...)
	got := standingOf(t, o)
	slices.SortFunc(before.House.Closures, func(a, b agenda.Closure) int { return a.From.Compare(b.From) })
	wantStanding(t, before, got)
}

func TestTryingCanBeCancelledAndRefused(t *testing.T) {
	o, first := planned(t)
	house := first.House
	ctx, cancel := context.WithCancel(background)
	cancel()
	for _, err := range []error{
		errorOf(o.TryPlan(ctx, office.WhatIf{}, agenda.Silent{})),
		errorOf(o.PutScenario(ctx, office.Scenario{Name: "A"}, agenda.Silent{})),
		errorOf(o.PlanWorth(ctx, office.WhatIf{}, 60, agenda.Silent{})),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	code := byAppointment(house)[0]
	for problem, what := range map[string]office.WhatIf{
		"SCENARIO-TARGET":      {Targets: map[agenda.ProcedureCode]int{code: -1}},
		"CAL-DESK":             {Reinforcements: []agenda.Reinforcement{{Desk: "nowhere", From: weekDay(house, 2), Positions: 1}}},
		"CAL-REINFORCEMENT":    {Reinforcements: []agenda.Reinforcement{{Desk: house.Desks[0].ID, Positions: 1}}},
		"CAL-AGENTS":           {Reinforcements: []agenda.Reinforcement{{Desk: house.Desks[0].ID, From: weekDay(house, 2)}}},
		"CAL-CLOSURE":          {Timetable: office.Timetable{Closures: []agenda.Closure{{}}}},
		"ADDITIONAL-SLOTS":     {Additional: []agenda.Additional{{Procedures: []agenda.ProcedureCode{code}}}},
		"ADDITIONAL-PROCEDURE": {Additional: []agenda.Additional{{Slots: 5}}},
		"ADDITIONAL-DAYS":      {Additional: []agenda.Additional{{Slots: 5, Procedures: []agenda.ProcedureCode{code}, From: weekDay(house, 3), To: weekDay(house, 2)}}},
		"PLAN-REQUEST":         {Request: office.PlanRequest{Policy: "nobody"}},
	} {
		_, err := o.TryPlan(background, what, agenda.Silent{})
		wantProblem(t, err, problem)
	}
	_, err := o.PlanWorth(background, office.WhatIf{}, 0, agenda.Silent{})
	wantProblem(t, err, "WORTH-MINUTES")
	shared, err := o.TryPlan(background, office.WhatIf{Request: office.PlanRequest{Policy: capacity.Shared}}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	if shared.Policy != capacity.Shared || shared.Shortfall < first.Shortfall || cmp.Equal(shared.ByProcedure, first.ByProcedure) {
		t.Errorf("shared: %v missing %d; fewest: %v missing %d", shared.ByProcedure, shared.Shortfall, first.ByProcedure, first.Shortfall)
	}
	_, err = fresh(t).PlanWorth(background, office.WhatIf{}, 60, agenda.Silent{})
	wantProblem(t, err, "PLAN-NONE")
}

func errorOf[T any](_ T, err error) error { return err }

func TestAdditionalAppointmentsAreKeptAndPlanned(t *testing.T) {
	o, first := planned(t)
	house := first.House
	codes := byAppointment(house)
	kept, err := o.PutAdditional(background, agenda.Additional{Label: "Rattrapage de M. Zed", Procedures: codes[:1], Slots: 90, To: weekDay(house, 22)})
	if err != nil {
		t.Fatal(err)
	}
	asked, err := o.PlanView(background)
	if err != nil || asked.Placed[kept[0].ID] != 0 || !slices.ContainsFunc(asked.Reasons, func(m agenda.Message) bool { return m.Key == "capacity.reason.additional-short" }) {
		t.Errorf("%v, %v", err, asked.Reasons)
	}
	plan, err := o.Plan(background, office.PlanRequest{}, agenda.Silent{})
	if err != nil || plan.Placed[kept[0].ID] != 90 || plan.Shortfall < first.Shortfall {
		t.Errorf("%v, placed %v, missing %d and before %d", err, plan.Placed, plan.Shortfall, first.Shortfall)
	}
	if diff := cmp.Diff(kept, plan.Additional); diff != "" {
		t.Error(diff)
	}
	// Going back to the plan before and forth again keeps the account.
	if v, err := o.RestorePlan(background, 1, ""); err != nil || v.Placed[kept[0].ID] != 0 {
		t.Errorf("%v, placed %v", err, v.Placed)
	}
	if v, err := o.RestorePlan(background, 2, ""); err != nil || v.Placed[kept[0].ID] != 90 || v.Shortfall != plan.Shortfall {
		t.Errorf("%v, placed %v", err, v.Placed)
	}
	if again, err := o.Plan(background, office.PlanRequest{}, agenda.Silent{}); err != nil || !cmp.Equal(numbersOf(again), numbersOf(plan)) {
		t.Errorf("%v, or another plan: %v", err, again.Placed)
	}
	removed, err := o.RemoveAdditional(background, kept[0].ID)
	if err != nil || !cmp.Equal(removed, kept) {
		t.Errorf("%v, %v", err, removed)
	}
	_, err = o.RemoveAdditional(background, kept[0].ID)
	wantProblem(t, err, "ADDITIONAL-UNKNOWN")
	_, err = o.PutAdditional(background, agenda.Additional{Slots: 3, Procedures: []agenda.ProcedureCode{"none"}})
	wantProblem(t, err, "ADDITIONAL-PROCEDURE")
	for _, e := range journal(t, o) {
		if strings.Contains(e.Detail, "Zed") {
			t.Errorf("the journal tells %s", e.Detail)
		}
	}
}

func TestSchoolHolidaysWeighWhatTheyAreSaidTo(t *testing.T) {
	o, first := planned(t)
	if _, err := o.SetSchoolZone(background, "C"); err != nil {
		t.Fatal(err)
	}
	monday := first.Weeks[6].Week.Monday()
	if _, err := o.PutSchoolHolidays(background, agenda.SchoolHoliday{Zone: "C", Name: "Hiver", From: monday, To: monday.AddDays(13)}); err != nil {
		t.Fatal(err)
	}
	if before, err := o.SetSchoolDemand(background, 0.6); err != nil || before != 0 {
		t.Errorf("%v, before %v", err, before)
	}
	for _, share := range []float64{-1, 0.05, 3.5} {
		_, err := o.SetSchoolDemand(background, share)
		wantProblem(t, err, "CAL-DEMAND")
	}
	// With targets out of reach every week is full, whatever it weighs.
	house, err := o.House(background)
	if err != nil {
		t.Fatal(err)
	}
	half := map[agenda.ProcedureCode]int{}
	for code, n := range first.ByProcedure {
		half[code] = n / 2
	}
	tried, err := o.TryPlan(background, office.WhatIf{Targets: half}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	usual, inHolidays := tried.Weeks[9].Slots, tried.Weeks[6].Slots
	if house.Service.SchoolDemand != 0.6 || float64(inHolidays) > 0.7*float64(usual) || float64(inHolidays) < 0.5*float64(usual) {
		t.Errorf("%d slots in the holidays, %d in a usual week", inHolidays, usual)
	}
}

func TestTheWorthOfAnHour(t *testing.T) {
	o, first := planned(t)
	worth, err := o.PlanWorth(background, office.WhatIf{}, 60, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	a := worth.Appointments
	if a.Target != 15000 || a.Planned != float64(first.Planned) || len(a.Gains) != len(first.Weeks) || a.Gains[9][0] <= 0 || len(a.Remedies) == 0 {
		t.Errorf("target %v, planned %v, an hour is worth %v, remedies %v", a.Target, a.Planned, a.Gains[9], a.Remedies)
	}
	if a.Reached < 14999 && len(a.Reasons) == 0 {
		t.Errorf("reaches %v only, and nobody says why", a.Reached)
	}
	p := worth.Permits
	if p.Target != 12000 || p.Planned != first.ExpectedPermits || p.Gains[9][0] <= 0 || p.Gains[9][0] > a.Gains[9][0] {
		t.Errorf("permits: target %v, planned %v, an hour is worth %v", p.Target, p.Planned, p.Gains[9])
	}
	if p.Reached < 11999 && len(p.Reasons) == 0 {
		t.Errorf("reaches %v permits only, and nobody says why", p.Reached)
	}
	// With the remedies opened, the year reaches what was said, or nearly: whole slots and
	// sessions lose a little.
	locked := first.Weeks[10].Week
	if _, err := o.LockWeeks(background, []agenda.Week{locked}, ""); err != nil {
		t.Fatal(err)
	}
	halfDay, err := o.PlanWorth(background, office.WhatIf{Targets: map[agenda.ProcedureCode]int{byAppointment(first.House)[0]: 3000}}, 180, agenda.Silent{})
	if err != nil || halfDay.Appointments.Gains[10][0] != 0 {
		t.Errorf("%v: in a locked week nothing can be gained: %v", err, halfDay.Appointments.Gains[10])
	}
}
