package statistics

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// history draws a year of counts, strange ones included: unknown procedures, weeks of
// another year, causes of a later version, pairs listed twice.
func history(t *rapid.T) Input {
	in := Input{
		Targets: agenda.Targets{Appointments: rapid.IntRange(0, 600).Draw(t, "appointments"), Permits: rapid.IntRange(0, 400).Draw(t, "permits")},
		Procedures: []agenda.Procedure{
			{Code: "first", Label: "Première demande", Counted: true, Target: 100, NoShow: 0.1, PermitsPerKept: 0.9},
			{Code: "renewal", Label: "Renouvellement", Counted: true, Target: 50, NoShow: 0.05, PermitsPerKept: 1},
			{Code: "student", Label: "Étudiants", Target: 20, NoShow: 0.5, PermitsPerKept: 1},
		},
		Weeks: agenda.WeeksOf(2026),
	}
	if rapid.Bool().Draw(t, "today known") {
		in.Today = agenda.MustDate("2026-06-15")
	}
	small := rapid.IntRange(0, 9)
	for range rapid.IntRange(0, 40).Draw(t, "counts") {
		c := Count{
			Week:      agenda.Week{Year: 2026, Number: 1}.Add(rapid.IntRange(-2, 54).Draw(t, "week")),
			Procedure: rapid.SampledFrom([]agenda.ProcedureCode{"first", "renewal", "student", "", "other"}).Draw(t, "procedure"),
			Figures: Figures{
				Reserved: small.Draw(t, "reserved"), Published: small.Draw(t, "published"), Waiting: small.Draw(t, "waiting"),
				Served: small.Draw(t, "served"), Absent: small.Draw(t, "absent"),
			},
		}
		c.Planned = c.Reserved + c.Published + small.Draw(t, "unpublished")
		if rapid.Bool().Draw(t, "cancelled") {
			cause := rapid.SampledFrom(append(Causes(), "of a later version"))
			c.Cancelled = map[agenda.CancelCause]int{cause.Draw(t, "cause"): small.Draw(t, "n"), agenda.CancelPlatform: small.Draw(t, "platform")}
		}
		in.Counts.ByWeek = append(in.Counts.ByWeek, c)
	}
	return in
}

// flat makes figures comparable: causes without a booking are as good as absent.
func flat(f Figures) [7]int {
	return [7]int{f.Planned, f.Reserved, f.Published, f.Waiting, f.Served, f.Absent, f.AllCancelled()}
}

func TestDashboardAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := history(t)
		d := DashboardOf(in)

		var input, weeks, procedures Figures
		for _, c := range in.Counts.ByWeek {
			input = input.plus(c.Figures)
		}
		for _, w := range d.Weekly {
			weeks = weeks.plus(w.Counted).plus(w.Students)
		}
		for _, p := range d.ByProcedure {
			procedures = procedures.plus(p.Figures)
		}
		year := d.Counted.plus(d.Students)
		if flat(year.plus(d.Elsewhere)) != flat(input) {
			t.Fatalf("year %v and elsewhere %v are not the input %v", year, d.Elsewhere, input)
		}
		if flat(weeks) != flat(year) || flat(procedures) != flat(year) {
			t.Fatalf("weeks %v, procedures %v, year %v", weeks, procedures, year)
		}
		if len(d.Weekly) != len(in.Weeks) || len(d.ByProcedure) != len(in.Procedures) {
			t.Fatalf("%d weeks, %d procedures", len(d.Weekly), len(d.ByProcedure))
		}
		checkFunnel(t, d.Funnel, d.Counted)
		checkFunnel(t, d.StudentFunnel, d.Students)
		checkTargets(t, in, d)
	})
}

func checkFunnel(t *rapid.T, steps []Step, f Figures) {
	count := make(map[StepKey]int)
	for _, s := range steps {
		count[s.Key] = s.Count
		sum := 0
		for _, p := range s.Parts {
			sum += p.Count
		}
		if s.Parts != nil && sum != s.Count {
			t.Fatalf("parts of %s add up to %d, not %d", s.Key, sum, s.Count)
		}
	}
	if count[StepBooked] != count[StepCancelled]+count[StepWaiting]+count[StepServed]+count[StepAbsent] {
		t.Fatalf("bookings do not add up: %v", count)
	}
	if count[StepPlanned] < count[StepReserved]+count[StepPublished] || count[StepPlanned] != f.Planned {
		t.Fatalf("slots do not add up: %v", count)
	}
}

func checkTargets(t *rapid.T, in Input, d Dashboard) {
	a := d.Appointments
	if a.Missing < 0 || a.Missing > 0 && a.Planned+a.Missing != a.Target || a.Missing == 0 && a.Planned < a.Target {
		t.Fatalf("appointments %+v", a)
	}
	p := d.Permits
	if p.Missing < 0 || p.Missing > 0 && math.Abs(p.Planned+p.Missing-float64(p.Target)) > 1e-9 || p.Published > p.Planned+1e-9 {
		t.Fatalf("permits %+v", p)
	}
	// Students lead to no permit that counts.
	if want := float64(d.ByProcedure[0].Figures.Planned)*0.9*0.9 + float64(d.ByProcedure[1].Figures.Planned)*0.95; math.Abs(p.Planned-want) > 1e-9 {
		t.Fatalf("%v permits, want %v", p.Planned, want)
	}
	warned := make(map[string]bool)
	for _, w := range d.Warnings {
		warned[w.Key] = true
	}
	if d.Counted.Planned > 0 && warned["statistics.warning.appointments"] != (a.Missing > 0) {
		t.Fatalf("missing %d, warnings %v", a.Missing, d.Warnings)
	}
	if warned["statistics.warning.elsewhere"] != (d.Elsewhere.Booked() > 0) {
		t.Fatalf("elsewhere %v, warnings %v", d.Elsewhere, d.Warnings)
	}
	if in.Today.IsZero() && (warned["statistics.warning.never_published"] || warned["statistics.warning.no_outcome"]) {
		t.Fatalf("without a date nothing is past: %v", d.Warnings)
	}
}

func TestDashboardLeavesItsInputAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := history(t)
		before := Input{Counts: Counts{ByWeek: append([]Count(nil), in.Counts.ByWeek...)}}
		for i, c := range before.Counts.ByWeek {
			before.Counts.ByWeek[i].Figures = c.Figures.plus(Figures{})
		}
		first := DashboardOf(in)
		if diff := cmp.Diff(before.Counts, in.Counts); diff != "" {
			t.Fatalf("input changed:\n%s", diff)
		}
		// The order of the counts does not matter.
		in.Counts.ByWeek = rapid.Permutation(in.Counts.ByWeek).Draw(t, "shuffled")
		if diff := cmp.Diff(first, DashboardOf(in)); diff != "" {
			t.Fatalf("another order differs:\n%s", diff)
		}
	})
}

func TestWarnings(t *testing.T) {
	procedures := []agenda.Procedure{
		{Code: "first", Label: "Première demande", Counted: true, Target: 60, PermitsPerKept: 0.5},
		{Code: "renewal", Label: "Renouvellement", Counted: true, Target: 60, PermitsPerKept: 1},
		{Code: "student", Label: "Étudiants", Target: 10},
	}
	count := func(week string, procedure agenda.ProcedureCode, f Figures) Count {
		return Count{Week: agenda.MustWeek(week), Procedure: procedure, Figures: f}
	}
	for _, c := range []struct {
		name   string
		today  string
		counts []Count
		want   []string
	}{
		{"nothing planned", "2026-06-15", nil, []string{"statistics.warning.no_plan"}},
		{
			"targets met", "", []Count{count("2026-W10", "first", Figures{Planned: 60}), count("2026-W30", "renewal", Figures{Planned: 60})}, nil,
		},
		{
			"met with the reserve only", "", []Count{count("2026-W10", "renewal", Figures{Planned: 100, Reserved: 5}), count("2026-W30", "first", Figures{Planned: 1})},
			[]string{"statistics.warning.reserved(Count=4 Reserved=5)", "statistics.warning.procedure(Count=59 Planned=1 Procedure=Première demande Target=60)"},
		},
		{
			"both missed", "", []Count{count("2026-W10", "renewal", Figures{Planned: 50}), count("2026-W10", "first", Figures{Planned: 20}), count("2026-W10", "student", Figures{Planned: 1})},
			[]string{
				"statistics.warning.appointments(Count=30 Planned=70 Target=100)",
				"statistics.warning.permits(Count=20 Expected=60 Target=80)",
				"statistics.warning.procedure(Count=40 Planned=20 Procedure=Première demande Target=60)",
				"statistics.warning.procedure(Count=10 Planned=50 Procedure=Renouvellement Target=60)",
			},
		},
		{
			"left behind and elsewhere", "2026-06-15", []Count{
				count("2026-W10", "renewal", Figures{Planned: 100, Reserved: 2, Published: 90, Waiting: 3}),
				count("2026-W10", "student", Figures{Planned: 2, Published: 1, Waiting: 1}),
				count("2026-W25", "first", Figures{Planned: 100, Waiting: 7}), // this week is not over
				count("2025-W10", "first", Figures{Served: 4}),
				count("2026-W10", "", Figures{Waiting: 1}),
			},
			[]string{"statistics.warning.never_published(Count=9)", "statistics.warning.no_outcome(Count=4)", "statistics.warning.elsewhere(Count=5)"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := Input{Targets: agenda.Targets{Appointments: 100, Permits: 80}, Procedures: procedures, Weeks: agenda.WeeksOf(2026), Counts: Counts{c.counts}}
			if c.today != "" {
				in.Today = agenda.MustDate(c.today)
			}
			d := DashboardOf(in)
			var got []string
			for _, w := range d.Warnings {
				got = append(got, w.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryTextIsInTheCatalogues(t *testing.T) {
	d := DashboardOf(Input{Procedures: []agenda.Procedure{{Code: "a", Counted: true}}, Weeks: agenda.WeeksOf(2026)})
	for _, language := range wording.Languages() {
		voice, err := wording.New(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range d.Funnel {
			if !voice.Has(step.Message.Key) {
				t.Errorf("%s: %s is missing", language, step.Message.Key)
			}
		}
		for _, cause := range Causes() {
			if !voice.Has(CauseMessage(cause).Key) {
				t.Errorf("%s: %s is missing", language, CauseMessage(cause).Key)
			}
		}
		for _, w := range d.Warnings {
			if !voice.Has(w.Key) {
				t.Errorf("%s: %s is missing", language, w.Key)
			}
		}
	}
	if d.StudentFunnel != nil {
		t.Error("a service without students has a funnel for them")
	}
}

func BenchmarkDashboard(b *testing.B) {
	in := Input{Weeks: agenda.WeeksOf(2026)}
	for i := range 10 {
		in.Procedures = append(in.Procedures, agenda.Procedure{Code: agenda.ProcedureCode(rune('a' + i)), Counted: i > 0})
		for _, w := range in.Weeks {
			in.Counts.ByWeek = append(in.Counts.ByWeek, Count{w, in.Procedures[i].Code, Figures{Planned: 40, Published: 38, Served: 30, Cancelled: map[agenda.CancelCause]int{agenda.CancelPlatform: 4}}})
		}
	}
	for b.Loop() {
		DashboardOf(in)
	}
}
