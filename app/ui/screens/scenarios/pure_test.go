package scenarios

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/widgets"
)

var spaces = strings.NewReplacer("\u202f", " ", "\u00a0", " ")

// anyDate draws a day of the year, or none.
func anyDate(t *rapid.T, needed bool) agenda.Date {
	if !needed && rapid.Bool().Draw(t, "open") {
		return agenda.Date{}
	}
	return agenda.MustDate("2026-01-05").AddDays(rapid.IntRange(0, 180).Draw(t, "day"))
}

func anyHours(t *rapid.T) agenda.Hours {
	return rapid.SampledFrom([]agenda.Hours{{}, agenda.Morning(), agenda.Afternoon(), {From: 9 * 60, To: 11*60 + 15}}).Draw(t, "hours")
}

func anyWhatIf(t *rapid.T) (w office.WhatIf) {
	desk := rapid.SampledFrom([]agenda.DeskID{"d1", "d2", "d3"})
	after := func(from agenda.Date, needed bool) agenda.Date {
		if !needed && rapid.Bool().Draw(t, "for ever") {
			return agenda.Date{}
		}
		return from.AddDays(rapid.IntRange(0, 100).Draw(t, "days"))
	}
	for range rapid.IntRange(0, 2).Draw(t, "reinforcements") {
		r := agenda.Reinforcement{Desk: desk.Draw(t, "desk"), From: anyDate(t, true), Hours: anyHours(t), Positions: rapid.IntRange(1, 9).Draw(t, "positions")}
		r.To = after(r.From, false)
		for _, day := range weekdays {
			if rapid.Bool().Draw(t, "on "+day.String()) {
				r.Days = append(r.Days, day)
			}
		}
		w.Reinforcements = append(w.Reinforcements, r)
	}
	for range rapid.IntRange(0, 2).Draw(t, "closures") {
		c := agenda.Closure{ID: "kept", From: anyDate(t, true), Hours: anyHours(t), Reason: rapid.SampledFrom([]string{"", "Travaux"}).Draw(t, "reason")}
		c.To = after(c.From, true)
		for _, d := range house().Desks {
			if rapid.Bool().Draw(t, "at "+d.Name) {
				c.Desks = append(c.Desks, d.ID)
			}
		}
		w.Timetable.Closures = append(w.Timetable.Closures, c)
	}
	if rapid.Bool().Draw(t, "absent") {
		w.Timetable.Absences = []agenda.Absence{{Desk: desk.Draw(t, "desk"), From: anyDate(t, true), To: anyDate(t, true), Positions: 1}}
	}
	for range rapid.IntRange(0, 2).Draw(t, "additional") {
		a := agenda.Additional{ID: "kept", Label: "Lot", Slots: rapid.IntRange(1, 900).Draw(t, "slots"), Procedures: []agenda.ProcedureCode{"first"}, From: anyDate(t, true)}
		a.To = after(a.From, true)
		w.Additional = append(w.Additional, a)
	}
	for _, code := range []agenda.ProcedureCode{"student", "first", "renewal"} {
		if rapid.Bool().Draw(t, "target") {
			if w.Targets == nil {
				w.Targets = map[agenda.ProcedureCode]int{}
			}
			w.Targets[code] = rapid.IntRange(0, 12000).Draw(t, "of")
		}
	}
	w.Request.Policy = rapid.SampledFrom(append([]capacity.Policy{""}, capacity.Policies()...)).Draw(t, "policy")
	w.Request.Past = rapid.SampledFrom(append([]office.PastCount{""}, office.PastCounts()...)).Draw(t, "past")
	if from := anyDate(t, false); !from.IsZero() {
		w.Request.From = from.Week()
	}
	return w
}

// A form that is opened and kept again changes nothing, and what is kept of it between
// two windows is what stands in it.
func TestFormsKeepWhatTheyShow(t *testing.T) {
	s := show(t, &fake{plan: year()})
	rapid.Check(t, func(t *rapid.T) {
		c := office.Scenario{ID: "one", Name: "Essai", Note: "Note", WhatIf: anyWhatIf(t)}
		e := newEditor(s.Screen, c)
		if got := e.scenario().Scenario; !reflect.DeepEqual(got, c) {
			t.Fatalf("became %+v\nfrom %+v", got, c)
		}
		if !e.head.Validate() || slices.ContainsFunc(e.cards, func(one *card) bool { one.unfold(); return !one.valid() }) {
			t.Fatal("what was kept is said to be wrong")
		}
		if got := e.scenario().Scenario; !reflect.DeepEqual(got, c) {
			t.Fatalf("with its fields in sight it became %+v\nfrom %+v", got, c)
		}
		if e.dirty() {
			t.Fatal("a form that was only opened is dirty")
		}
		got, ok := draftOf(e.text())
		if !ok || !reflect.DeepEqual(got, c) {
			t.Fatalf("%s is read as %+v, %v", e.text(), got, ok)
		}
	})
}

// Every change is told, in one sentence that names what it is about.
func TestEveryChangeIsTold(t *testing.T) {
	teller := teller{house(), seen.Voice(t)}
	rapid.Check(t, func(t *rapid.T) {
		w := anyWhatIf(t)
		want := len(w.Reinforcements) + len(w.Timetable.Closures) + len(w.Timetable.Absences) + len(w.Additional) + len(w.Targets)
		for _, more := range []bool{w.Request.Policy != "", !w.Request.From.IsZero(), w.Request.Past != "" && w.Request.Past != office.PastPlanned} {
			if more {
				want++
			}
		}
		if got := teller.changes(w); len(got) != want {
			t.Fatalf("%d sentences for %d changes: %q", len(got), want, got)
		}
	})
	var said []string
	for _, c := range examplesOf(house(), agenda.MustDate("2026-02-02"), seen.Voice(t)) {
		said = append(append(said, c.Name), teller.changes(c.WhatIf)...)
	}
	want := []string{
		"Un agent de plus le mardi au guichet G1",
		"Guichet G1 : 1 agent de plus, chaque mardi, toute la journée, du lun. 2 février 2026 au dim. 3 janvier 2027.",
		"Guichet G3 fermé en août",
		"Fermeture : G3, toute la journée, du sam. 1er août 2026 au lun. 31 août 2026. Motif : Travaux.",
		"500 rendez-vous supplémentaires avant le 1er juin, personnes en situation régulière",
		"500 rendez-vous supplémentaires « Personnes en situation régulière », du lun. 2 février 2026 au dim. 31 mai 2026 : Renouvellement de titre de séjour.",
	}
	for i := range said {
		said[i] = spaces.Replace(said[i])
	}
	if !slices.Equal(said, want) {
		t.Errorf("%q\nwant %q", said, want)
	}
}

// Examples are of days to come, whatever the day is.
func TestExamplesAreStillPossible(t *testing.T) {
	voice := seen.Voice(t)
	for day := agenda.MustDate("2025-06-01"); day.Before(agenda.MustDate("2026-12-01")); day = day.AddDays(7) {
		for _, c := range examplesOf(house(), day, voice) {
			for _, r := range c.Reinforcements {
				if r.To.Before(r.From) || r.From.Before(day) {
					t.Errorf("on %v: %+v", day, r)
				}
			}
			for _, closure := range c.Timetable.Closures {
				if closure.To.Before(day) {
					t.Errorf("on %v: %+v", day, closure)
				}
			}
			for _, a := range c.Additional {
				if a.To.Before(a.From) || a.From.Before(day) {
					t.Errorf("on %v: %+v", day, a)
				}
			}
		}
	}
	if got := examplesOf(office.House{}, agenda.MustDate("2026-01-01"), voice); got != nil {
		t.Errorf("a house without desks: %+v", got)
	}
}

func TestFiguresOfAPlan(t *testing.T) {
	f := figuresOf(year())
	if f.appointments != 13780 || f.permits != 11024 || f.missing["first"] != 1220 || f.missing["renewal"] != 0 {
		t.Errorf("%+v", f)
	}
	// A desk of which 10 minutes are left has no room; one with 110 has, in every other week.
	if want := 3 * 27; f.fullWeeks != want {
		t.Errorf("%d desk-weeks are full, want %d", f.fullWeeks, want)
	}
	if f.away > 0.05 {
		t.Errorf("an even year is away by %v", f.away)
	}
	uneven := year()
	for i := range uneven.Weeks {
		w := &uneven.Weeks[i]
		w.ByProcedure = map[agenda.ProcedureCode]int{"first": 180 * (i % 2), "renewal": 340 * (1 - i%2)}
	}
	if got := figuresOf(uneven).away; got < 0.9 {
		t.Errorf("a year of which every other week is empty is away by %v", got)
	}
	uneven.Weeks[0].Kept, uneven.Weeks[1].Past = true, true
	if got := figuresOf(uneven).away; got < 0.9 {
		t.Errorf("with weeks that stay as they are: %v", got)
	}
}

// What is better in one direction is worse in the other, and the sign says which.
func TestDifferencesHaveTwoSides(t *testing.T) {
	voice := seen.Voice(t)
	rapid.Check(t, func(t *rapid.T) {
		anyFigures := func(name string) figures {
			count := rapid.IntRange(0, 2000)
			return figures{
				appointments: count.Draw(t, name), permits: count.Draw(t, name), open: count.Draw(t, name), used: count.Draw(t, name),
				missing:   map[agenda.ProcedureCode]int{"first": count.Draw(t, name), "renewal": count.Draw(t, name), "student": 0},
				fullWeeks: count.Draw(t, name), away: rapid.Float64Range(0, 1).Draw(t, name),
			}
		}
		a, b := anyFigures("a"), anyFigures("b")
		for _, line := range lines(house(), voice) {
			there, one := line.change(a, b, voice)
			back, other := line.change(b, a, voice)
			switch {
			case one == widgets.Plain != (other == widgets.Plain), one != widgets.Plain && one == other:
				t.Fatalf("%s: %q is %v, back %q is %v", line.id, there, one, back, other)
			case line.of(a) > line.of(b) && one != widgets.Plain && !strings.HasPrefix(there, "+"),
				line.of(a) < line.of(b) && one != widgets.Plain && !strings.HasPrefix(there, "−"):
				t.Fatalf("%s: from %v to %v is %q", line.id, line.of(b), line.of(a), there)
			}
		}
	})
}

// worthOf is that a plan lacks appointments, and permits not.
func worthOf() office.Worth {
	w := office.Worth{Weeks: agenda.WeeksOf(2026), Desks: house().Desks, Minutes: 60}
	for i := range w.Weeks {
		row := make([]float64, len(w.Desks))
		for j := range row {
			if i >= 4 {
				row[j] = float64(4 + (i*j)%6)
			}
		}
		w.Appointments.Gains = append(w.Appointments.Gains, row)
	}
	w.Appointments.Target, w.Appointments.Planned, w.Appointments.Reached = 15000, 13780, 15000
	w.Appointments.Remedies = []office.DeskRemedy{{Desk: w.Desks[0], Times: 62}, {Desk: w.Desks[2], Times: 21}}
	w.Permits = office.Gap{Target: 12000, Planned: 12100, Reached: 12100, Gains: w.Appointments.Gains}
	return w
}

// The agents of a scenario that closes a gap are there exactly as often as the openings
// that were counted, while their desk is open, and as long as was asked about.
func TestRemediesBecomeAgents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		found := worthOf()
		found.Minutes = rapid.SampledFrom([]int{60, 90, 180, 400}).Draw(t, "minutes")
		gap := &found.Appointments
		for i := range gap.Gains { // some weeks stay as they are
			if rapid.IntRange(0, 4).Draw(t, "week") == 0 {
				gap.Gains[i] = make([]float64, len(found.Desks))
			}
		}
		gap.Remedies = nil
		want := map[agenda.DeskID]int{}
		for _, d := range found.Desks {
			if times := rapid.IntRange(0, 800).Draw(t, "times"); times > 0 {
				want[d.ID] = times
				gap.Remedies = append(gap.Remedies, office.DeskRemedy{Desk: d, Times: times})
			}
		}
		closed := rapid.SliceOf(rapid.IntRange(0, 370)).Draw(t, "closed")
		open := func(_ agenda.DeskID, day agenda.Date) bool {
			return !slices.Contains(closed, day.DaysSince(found.Weeks[0].Monday()))
		}
		free := freeWeeks(*gap)
		if len(free) == 0 {
			if got := reinforcements(found, *gap, open); got != nil {
				t.Fatalf("agents in weeks that stay as they are: %+v", got)
			}
			return
		}
		got := map[agenda.DeskID]int{}
		for _, r := range reinforcements(found, *gap, open) {
			if len(r.Days) != 1 || !r.Hours.Valid() || int(r.Hours.To-r.Hours.From) != min(found.Minutes, 180) || r.Positions < 1 {
				t.Fatalf("%+v", r)
			}
			for _, i := range free {
				if day := found.Weeks[i].Day(r.Days[0]); (agenda.Period{From: r.From, To: r.To}).Holds(day) && open(r.Desk, day) {
					got[r.Desk] += r.Positions
				}
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("openings %v, want %v", got, want)
		}
	})
}

func TestWorthIsToldInSentences(t *testing.T) {
	voice := seen.Voice(t)
	found := worthOf()
	found.Minutes = 180
	tell := agenda.Msg("capacity.reason.week-closed", "Week", found.Weeks[0], "Why", "travaux")
	for _, c := range []struct {
		change func(*office.Gap)
		best   string
		said   string
		state  widgets.State
	}{
		{func(*office.Gap) {}, "Une demi-journée de plus au guichet G2 en semaine 6 ajoute 9 rendez-vous. 7 autres cases en ajoutent autant (guichets : G2).",
			"83 ouvertures de 3 h suffisent pour passer de 13 780 à 15 000 rendez-vous :", widgets.Info},
		{func(g *office.Gap) { g.Planned = 15000 }, "", "L’objectif de 15 000 rendez-vous est déjà atteint : 15 000 sont prévus.", widgets.Success},
		{func(g *office.Gap) { g.Reached = 14900 }, "", "83 ouvertures de plus mènent de 13 780 à 14 900, pas à 15 000 rendez-vous", widgets.Warning},
		{func(g *office.Gap) { g.Remedies, g.Reached, g.Reasons = nil, g.Planned, []agenda.Message{tell} }, "", "ne peut être atteint par aucune ouverture : 13 780 sont prévus. ", widgets.Warning},
		{func(g *office.Gap) { g.Gains = make([][]float64, len(g.Gains)) }, "n’ajoute rien", "", widgets.Info},
	} {
		gap := found.Appointments
		c.change(&gap)
		teller := worthTeller{found: found, gap: gap, voice: voice}
		said, state := teller.verdict()
		if !strings.Contains(spaces.Replace(said), c.said) || state != c.state || !strings.Contains(spaces.Replace(teller.best()), c.best) {
			t.Errorf("%q (%v)\n%q", said, state, teller.best())
		}
	}
	if got := halfDay(house()); got != 180 {
		t.Errorf("a half-day has %d minutes", got)
	}
}
