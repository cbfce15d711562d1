package capacity

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
)

func TestWeeksAreMarkedBySigns(t *testing.T) {
	plan := year()
	plan.Reasons = append(plan.Reasons, agenda.Msg(overKey, "Week", week, "Desk", "1", "Planned", 90, "Open", 60))
	plan.Weeks[9].Locked = true
	all := standings(plan, nil, week.Add(1).Monday())
	for _, c := range []struct {
		week  agenda.Week
		signs string
		state widgets.State
	}{
		{week, widgets.Danger.Sign() + " ◆", widgets.Danger},
		{week.Add(1), "►", widgets.Info},
		{week.Add(2), "", widgets.Quiet},
	} {
		if signs, state := all[c.week].signs(); signs != c.signs || state != c.state {
			t.Errorf("%v: %q, %v; want %q, %v", c.week, signs, state, c.signs, c.state)
		}
	}
	if !all[week].past || all[week.Add(1)].past {
		t.Error("it is not the week before the present one that is past")
	}
}

// A week is marked as changed by hand until it is planned anew; locks change no number.
func TestEditedByHandUntilPlannedAnew(t *testing.T) {
	other := week.Add(1)
	versions := []office.PlanVersion{
		{Version: 4, Cause: office.PlanLocked, Weeks: []agenda.Week{week, other}},
		{Version: 3, Cause: office.PlanEdited, Weeks: []agenda.Week{week}},
		{Version: 2, Cause: office.PlanMade, Weeks: []agenda.Week{week, other}},
		{Version: 1, Cause: office.PlanEdited, Weeks: []agenda.Week{other}},
	}
	edited := editedByHand(versions)
	if !edited[week] || edited[other] {
		t.Errorf("%v", edited)
	}
}

// What was undone is not marked, and what was done again is.
func TestEditedByHandThroughUndoAndRedo(t *testing.T) {
	versions := []office.PlanVersion{
		{Version: 4, Cause: office.PlanRestored, Restored: 2, Weeks: []agenda.Week{week}},
		{Version: 3, Cause: office.PlanRestored, Restored: 1, Weeks: []agenda.Week{week}},
		{Version: 2, Cause: office.PlanEdited, Weeks: []agenda.Week{week}},
		{Version: 1, Cause: office.PlanMade, Weeks: []agenda.Week{week, week.Add(1)}},
	}
	if edited := editedByHand(versions[1:]); len(edited) > 0 {
		t.Errorf("undone: %v", edited)
	}
	if edited := editedByHand(versions); !edited[week] || len(edited) != 1 {
		t.Errorf("done again: %v", edited)
	}
}

// The lines never go down, and end at what the plan and the weeks that are over come to.
func TestSumsEndAtWhatIsCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := year()
		want, permits := 0, 0.0
		plan.House.Procedures[1].PermitsPerKept = rapid.Float64Range(0, 2).Draw(t, "permits")
		plan.House.Procedures[1].NoShow = rapid.Float64Range(0, 1).Draw(t, "absent")
		for i := range plan.Weeks {
			n := rapid.IntRange(0, 20).Draw(t, "slots")
			plan.Weeks[i].ByProcedure = map[agenda.ProcedureCode]int{"renewal": n, "student": 7}
			want, permits = want+n, permits+plan.House.Procedures[1].ExpectedPermits(n)
		}
		var taken []office.WeekTaken
		came := 0
		for i := range rapid.IntRange(0, len(plan.Weeks)).Draw(t, "over") {
			n := rapid.IntRange(0, 20).Draw(t, "came")
			taken = append(taken, office.WeekTaken{Week: plan.Weeks[i].Week, Appointments: n, Permits: float64(n) / 2})
			came += n
		}
		planned, expected := plannedSums(plan)
		real, reached := takenSums(plan.Weeks, taken)
		last := len(plan.Weeks) - 1
		if int(planned[last]) != want || math.Abs(expected[last]-permits) > 1e-6 {
			t.Fatalf("planned %v and %v, want %v and %v", planned[last], expected[last], want, permits)
		}
		for i := range plan.Weeks {
			if i >= len(taken) != math.IsNaN(real[i]) || i >= len(taken) != math.IsNaN(reached[i]) {
				t.Fatalf("week %d of %d that are over: %v", i, len(taken), real[i])
			}
			if i > 0 && (planned[i] < planned[i-1] || real[i] < real[i-1]) {
				t.Fatalf("a line goes down at %d", i)
			}
		}
		if n := len(taken); n > 0 && int(real[n-1]) != came {
			t.Fatalf("taken %v, want %v", real[n-1], came)
		}
	})
}
