package wire_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/workspace"
	"creneaux/cmd/internal/wire"
)

// heard is what somebody who listens is told.
func heard(o *office.Office) *[]office.Area {
	var areas []office.Area
	o.Listen(func(a office.Area) { areas = append(areas, a) })
	return &areas
}

// TestTheCalendarIsEditedAndUndone adds, changes and removes an entry of each kind, and
// takes each back.
func TestTheCalendarIsEditedAndUndone(t *testing.T) {
	o, plan := planned(t)
	areas := heard(o)
	house := func() office.House {
		t.Helper()
		h, err := o.House(background)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	before := house()
	desk, day := before.Desks[0].ID, agenda.Week{Year: plan.House.Service.Year, Number: 20}.Monday()

	closures, err := o.PutClosures(background, agenda.Closure{From: day, To: day, Hours: agenda.Morning(), Reason: "Réunion de Mme Zyx"})
	if err != nil {
		t.Fatal(err)
	}
	absences, err := o.PutAbsences(background, agenda.Absence{Desk: desk, From: day, To: day, Positions: 1, Reason: "Mme Zyx"})
	if err != nil {
		t.Fatal(err)
	}
	changes, err := o.PutSessionChanges(background, agenda.SessionChange{Desk: desk, From: day.AddDays(7), Sessions: before.Desks[0].Sessions})
	if err != nil {
		t.Fatal(err)
	}
	school, err := o.PutSchoolHolidays(background, agenda.SchoolHoliday{Zone: "C", Name: "Essai", From: day, To: day})
	if err != nil {
		t.Fatal(err)
	}
	full := house()
	if diff := cmp.Diff(office.Timetable{Closures: closures, Absences: absences, Changes: changes, SchoolHolidays: school}, full.Timetable); diff != "" {
		t.Fatalf("-put +kept:\n%s", diff)
	}
	if !slices.Contains(*areas, office.AreaSetup) || !slices.Contains(*areas, office.AreaPlan) {
		t.Errorf("told %v", *areas)
	}

	changed := closures[0]
	changed.To = day.AddDays(1)
	if _, err := o.PutClosures(background, changed); err != nil {
		t.Fatal(err)
	}
	if got := house().Closures; len(got) != 1 || got[0].To != changed.To {
		t.Errorf("changed to %+v", got)
	}
	if _, err := o.PutClosures(background, closures[0]); err != nil { // undone
		t.Fatal(err)
	}

	removed, err := o.RemoveClosures(background, closures[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.RemoveAbsences(background, absences[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := o.RemoveSessionChanges(background, changes[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := o.RemoveSchoolHolidays(background, school[0].ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, house()); diff != "" {
		t.Errorf("-before +removed:\n%s", diff)
	}
	if _, err := o.PutClosures(background, removed...); err != nil { // undone
		t.Fatal(err)
	}
	if diff := cmp.Diff(closures, house().Closures); diff != "" {
		t.Errorf("-closures +back:\n%s", diff)
	}

	var told []string
	for _, e := range journal(t, o) {
		told = append(told, e.Action)
		if strings.Contains(e.Subject+e.Detail, "Zyx") {
			t.Errorf("the journal names somebody: %+v", e)
		}
	}
	slices.Reverse(told)
	want := []string{"init", "plan", "closure-add", "absence-add", "sessions-add", "school-holiday-add", "closure-change", "closure-change",
		"closure-remove", "absence-remove", "sessions-remove", "school-holiday-remove", "closure-add"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("the journal (-done +told):\n%s", diff)
	}
}

// TestWhatCannotBeChangesNothing: a list with one wrong entry leaves no trace, not even in
// the journal.
func TestWhatCannotBeChangesNothing(t *testing.T) {
	o, plan := planned(t)
	desk, day := plan.House.Desks[0].ID, agenda.Week{Year: plan.House.Service.Year, Number: 20}.Monday()
	good := agenda.Closure{From: day, To: day}
	_, err := o.PutClosures(background, good, agenda.Closure{From: day, To: day.AddDays(-1)})
	wantProblem(t, err, "CAL-CLOSURE")
	_, err = o.PutClosures(background, good, agenda.Closure{From: day, To: day, Desks: []agenda.DeskID{"rien"}})
	wantProblem(t, err, "CAL-DESK")
	_, err = o.PutAbsences(background, agenda.Absence{Desk: desk, From: day, To: day})
	wantProblem(t, err, "CAL-POSITIONS")
	_, err = o.PutSessionChanges(background, agenda.SessionChange{Desk: desk, From: day}, agenda.SessionChange{Desk: desk, From: day})
	wantProblem(t, err, "CAL-CHANGE-TWICE")
	_, err = o.PutSchoolHolidays(background, agenda.SchoolHoliday{Zone: "Z", Name: "x", From: day, To: day})
	wantProblem(t, err, "CAL-SCHOOL")
	_, err = o.RemoveAbsences(background, "rien")
	wantProblem(t, err, "CAL-UNKNOWN")
	_, err = o.SetSchoolZone(background, "D")
	wantProblem(t, err, "CAL-ZONE")
	_, err = o.Affected(background, office.Timetable{Closures: []agenda.Closure{{From: day, To: day, Desks: []agenda.DeskID{"rien"}}}})
	wantProblem(t, err, "CAL-DESK")
	house, err := o.House(background)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plan.House, house); diff != "" || len(journal(t, o)) != 2 {
		t.Errorf("%d journal entries; -before +after:\n%s", len(journal(t, o)), diff)
	}
}

// TestAffectedTellsWhoIsHit publishes a week and books in it, then asks what a closure, an
// absence and other sessions would hit.
func TestAffectedTellsWhoIsHit(t *testing.T) {
	o, plan := planned(t)
	week := agenda.Week{Year: plan.House.Service.Year, Number: 10}
	drawing, err := o.DrawWeek(background, week, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.MarkReleased(background, true, drawing.Week.Releases[0].ID); err != nil {
		t.Fatal(err)
	}
	online := slotsOf(t, o, workspace.SlotQuery{State: agenda.SlotPublished})[0]
	importRows(t, o, allTitles, rowOn(plan, online, "R1"), rowOn(plan, online, "R2").but("Heure du RDV", "11:55"))
	all := slotsOf(t, o, workspace.SlotQuery{From: online.Date, To: online.Date, Desk: online.Desk})

	ask := func(by office.Timetable) office.Affected {
		t.Helper()
		a, err := o.Affected(background, by)
		if err != nil {
			t.Fatal(err)
		}
		if a.Planned+a.Reserved+a.Released+a.Published != len(a.Slots) {
			t.Errorf("%d slots, and the states add up to %d", len(a.Slots), a.Planned+a.Reserved+a.Released+a.Published)
		}
		return a
	}
	references := func(a office.Affected) (list []string) {
		for _, b := range a.Bookings {
			list = append(list, b.Reference)
		}
		return list
	}
	closure := agenda.Closure{From: online.Date, To: online.Date, Desks: []agenda.DeskID{online.Desk}}
	if a := ask(office.Timetable{Closures: []agenda.Closure{closure}}); len(a.Slots) != len(all) || a.Published == 0 ||
		!slices.Equal(references(a), []string{"R1", "R2"}) {
		t.Errorf("a day: %d of %d slots, %d online, %v", len(a.Slots), len(all), a.Published, references(a))
	}
	closure.Hours = agenda.Hours{From: online.Start, To: online.Start + 1}
	a := ask(office.Timetable{Closures: []agenda.Closure{closure}})
	if !slices.Equal(references(a), []string{"R1"}) {
		t.Errorf("a minute hits %v", references(a))
	}
	for _, s := range a.Slots {
		if s.Start > online.Start || s.End() <= online.Start {
			t.Errorf("a minute at %s hits %v", online.Start, s)
		}
	}
	closure.Hours = agenda.Afternoon()
	if a := ask(office.Timetable{Closures: []agenda.Closure{closure}}); len(a.Slots)+len(a.Bookings) != 0 {
		t.Errorf("an afternoon without sessions hits %v", a)
	}
	absence := agenda.Absence{Desk: online.Desk, From: online.Date, To: online.Date, Positions: 1}
	if a := ask(office.Timetable{Absences: []agenda.Absence{absence}}); len(a.Slots) != len(all) {
		t.Errorf("without its only agent the desk loses %d of %d slots", len(a.Slots), len(all))
	}
	change := agenda.SessionChange{Desk: online.Desk, From: online.Date, Sessions: nil}
	if a := ask(office.Timetable{Changes: []agenda.SessionChange{change}}); len(a.Slots) <= len(all) || len(a.Bookings) != 2 {
		t.Errorf("closing for ever loses %d slots and %v", len(a.Slots), references(a))
	}
	// What stands already is asked about as if it did not stand.
	kept, err := o.PutClosures(background, agenda.Closure{From: online.Date, To: online.Date})
	if err != nil {
		t.Fatal(err)
	}
	if a := ask(office.Timetable{Closures: kept}); !slices.Equal(references(a), []string{"R1", "R2"}) {
		t.Errorf("a kept closure hits %v", references(a))
	}
	past := agenda.MustDate("2020-03-02")
	if a := ask(office.Timetable{Closures: []agenda.Closure{{From: past, To: past}}}); len(a.Slots)+len(a.Bookings) != 0 {
		t.Errorf("the past is hit: %v", a)
	}
}

// TestThePlanKeepsToTheCalendar plans around half a day, an absence and a change.
func TestThePlanKeepsToTheCalendar(t *testing.T) {
	o, plan := planned(t)
	desk, week := plan.House.Desks[0], agenda.Week{Year: plan.House.Service.Year, Number: 12}
	day := week.Monday().AddDays(1)
	if _, err := o.PutClosures(background, agenda.Closure{From: day, To: day, Hours: agenda.Hours{From: 10 * 60, To: 11 * 60}}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.PutAbsences(background, agenda.Absence{Desk: desk.ID, From: day.AddDays(1), To: day.AddDays(1), Positions: 1}); err != nil {
		t.Fatal(err)
	}
	wider := []agenda.Session{{Days: []agenda.Weekday{agenda.Monday}, From: 8 * 60, To: 18 * 60, Positions: 2}}
	if _, err := o.PutSessionChanges(background, agenda.SessionChange{Desk: desk.ID, From: week.Add(1).Monday(), To: week.Add(1).Day(agenda.Sunday), Sessions: wider}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Plan(background, office.PlanRequest{}, agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	late := 0
	for _, s := range slotsOf(t, o, workspace.SlotQuery{From: week.Monday(), To: week.Add(1).Day(agenda.Sunday)}) {
		switch {
		case s.Date == day && s.Start < 11*60 && s.End() > 10*60:
			t.Errorf("%v lies in the closure", s)
		case s.Desk == desk.ID && s.Date == day.AddDays(1):
			t.Errorf("%v has nobody", s)
		case s.Desk == desk.ID && s.Date.Week() == week.Add(1) && s.Start >= 12*60:
			late++
		}
	}
	if late == 0 {
		t.Error("the longer sessions hold no slot")
	}
	shown, err := o.CalendarWeek(background, week)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range shown.Desks {
		minutes := 0
		for _, of := range d.Days {
			minutes += calendar.Minutes(of.Openings)
		}
		for _, load := range shown.Desks[:1] {
			if load.Desk.ID == d.Desk.ID && minutes == 0 {
				t.Errorf("%s is shown without openings", d.Desk.Name)
			}
		}
	}
}

// TestAbsencesAreImportedWholeOrNotAtAll imports lists with and without wrong rows.
func TestAbsencesAreImportedWholeOrNotAtAll(t *testing.T) {
	o, plan := planned(t)
	write := func(lines ...string) string {
		path := filepath.Join(t.TempDir(), "absences.csv")
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\r\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	name := plan.House.Desks[0].Name
	titles, row := "Agent;Guichet;Du;Au", "Zyx;"+name+";08/03/2027;09/03/2027"
	good, wrong := write(titles, row, row), write(titles, row, "Zyx;"+name+";hier;")

	result, err := o.ImportAbsences(background, wrong, false)
	wantProblem(t, err, "CAL-IMPORT-REJECTED")
	if result.Rows != 2 || len(result.Rejected) != 1 || result.Rejected[0].Line != 3 || len(result.Absences) != 1 {
		t.Errorf("refused %+v", result)
	}
	if result, err = o.ImportAbsences(background, good, true); err != nil || len(result.Absences) != 2 || !result.DryRun {
		t.Errorf("dry run %+v, %v", result, err)
	}
	if entries := journal(t, o); len(entries) != 2 {
		t.Errorf("nothing was kept, and the journal has %d entries", len(entries))
	}
	first, err := o.ImportAbsences(background, good, false)
	if err != nil || len(first.Absences) != 2 || first.Absences[0].ID == "" {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := o.ImportAbsences(background, good, false)
	if err != nil || len(again.Absences) != 0 || again.Known != 2 {
		t.Errorf("again %+v, %v", again, err)
	}
	if _, err := o.RemoveAbsences(background, first.Absences[0].ID, first.Absences[1].ID); err != nil {
		t.Fatal(err)
	}
	house, err := o.House(background)
	if err != nil || len(house.Absences) != 0 {
		t.Errorf("undone, and %d stay (%v)", len(house.Absences), err)
	}
	for _, e := range journal(t, o) {
		if strings.Contains(e.Subject+e.Detail, "Zyx") {
			t.Errorf("the journal names somebody: %+v", e)
		}
	}
}

// TestNextYearTakesWhatIsNotPast begins the year after with what reaches into it.
func TestNextYearTakesWhatIsNotPast(t *testing.T) {
	o, plan := planned(t)
	next := agenda.WeeksOf(plan.House.Service.Year + 1)[0].Monday()
	desk := plan.House.Desks[0].ID
	wider := []agenda.Session{{Days: []agenda.Weekday{agenda.Monday}, From: 8 * 60, To: 18 * 60, Positions: 2}}
	for _, put := range []error{
		second(o.PutClosures(background, agenda.Closure{From: next.AddDays(-9), To: next.AddDays(-8)}, agenda.Closure{From: next, To: next, Desks: []agenda.DeskID{desk}})),
		second(o.PutAbsences(background, agenda.Absence{Desk: desk, From: next.AddDays(-3), To: next.AddDays(3), Positions: 1})),
		second(o.PutSessionChanges(background, agenda.SessionChange{Desk: desk, From: next.AddDays(-30), Sessions: wider})),
	} {
		if put != nil {
			t.Fatal(put)
		}
	}
	house, err := o.House(background)
	if err != nil {
		t.Fatal(err)
	}
	setup := house.NextYear()
	if len(setup.Closures) != 1 || !slices.Equal(setup.Closures[0].DeskNames, []string{plan.House.Desks[0].Name}) || len(setup.Absences) != 1 || len(setup.Changes) != 0 {
		t.Errorf("closures %+v, absences %+v, changes %+v", setup.Closures, setup.Absences, setup.Changes)
	}
	if diff := cmp.Diff(wider, setup.Desks[0].Sessions); diff != "" {
		t.Errorf("the lasting sessions (-want +got):\n%s", diff)
	}
}

func second[T any](_ T, err error) error { return err }

// TestWalkInTimeIsSetAndUndone changes what the mornings keep, and plans with it.
func TestWalkInTimeIsSetAndUndone(t *testing.T) {
	o, err := wire.Create(background, wire.Options{Path: filepath.Join(t.TempDir(), "an.creneaux")}, 2027, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() }) // the folder is thrown away
	house, err := o.House(background)
	if err != nil {
		t.Fatal(err)
	}
	open := func() (minutes int) {
		t.Helper()
		view, err := o.PlanView(background)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range view.Weeks {
			minutes += w.OpenMinutes
		}
		return minutes
	}
	var tenYear agenda.Procedure
	for _, p := range house.Procedures {
		if p.WalkIn != nil {
			tenYear = p
		}
	}
	before := open()
	was, err := o.SetWalkIn(background, tenYear.Code, agenda.WalkIn{Mornings: tenYear.WalkIn.Mornings, Share: 0.5})
	if err != nil || !cmp.Equal(was, *tenYear.WalkIn) {
		t.Fatalf("before %+v, %v", was, err)
	}
	if got := open(); got >= before {
		t.Errorf("half of the morning leaves %d minutes of %d", got, before)
	}
	if _, err := o.SetWalkIn(background, tenYear.Code, was); err != nil || open() != before {
		t.Errorf("undone: %d minutes of %d, %v", open(), before, err)
	}
	_, err = o.SetWalkIn(background, "rien", was)
	wantProblem(t, err, "CAL-NO-WALK-IN")
	for _, wrong := range []agenda.WalkIn{{}, {Mornings: was.Mornings, Share: -0.1}, {Mornings: was.Mornings, Share: 1.1}, {Mornings: was.Mornings, Positions: -1}} {
		_, err = o.SetWalkIn(background, tenYear.Code, wrong)
		wantProblem(t, err, "CAL-WALK-IN")
	}
}
