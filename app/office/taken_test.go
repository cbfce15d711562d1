package office

import (
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/statistics"
)

// What is over is counted by week, students and the weeks to come are not.
func TestTakenCountsWhatIsOver(t *testing.T) {
	house := House{
		Service: agenda.Service{Year: 2027},
		Procedures: []agenda.Procedure{
			{Code: "renewal", Counted: true, PermitsPerKept: 0.5},
			{Code: "student", PermitsPerKept: 1},
		},
	}
	count := func(week string, code agenda.ProcedureCode, f statistics.Figures) statistics.Count {
		return statistics.Count{Week: agenda.MustWeek(week), Procedure: code, Figures: f}
	}
	counts := statistics.Counts{ByWeek: []statistics.Count{
		count("2027-W01", "renewal", statistics.Figures{Planned: 100, Served: 8, Absent: 2}),
		count("2027-W01", "student", statistics.Figures{Served: 50}),
		count("2027-W02", "renewal", statistics.Figures{Waiting: 3, Cancelled: map[agenda.CancelCause]int{agenda.CancelPlatform: 9}}),
		count("2027-W03", "renewal", statistics.Figures{Waiting: 77}),
		count("2026-W10", "renewal", statistics.Figures{Served: 77}),
	}}
	got := takenOf(house, counts, agenda.MustDate("2027-01-20")) // in week 3
	want := []WeekTaken{{agenda.MustWeek("2027-W01"), 10, 4}, {agenda.MustWeek("2027-W02"), 3, 0}}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := takenOf(house, counts, agenda.MustDate("2027-01-05")); got != nil {
		t.Errorf("before anything is over: %+v", got)
	}
}
