package publication

import (
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/publication"
	"creneaux/app/ui/screens/internal/seen"
)

func TestTimetableHidesWhatIsSecret(t *testing.T) {
	voice, s := seen.Voice(t), drawn()
	s.Week = week
	s.Kept.Config = string(publication.Default(week, nil).Canonical())
	s.Closed = []agenda.Date{agenda.MustDate("2026-03-05")}
	now := agenda.MustMoment("2026-03-04T10:05")
	s.Kept.Releases[0].DoneAt = agenda.MustMoment("2026-03-02T10:01")

	hidden, ids := timetableOf(s, now, false, voice)
	if len(hidden.Blocks) != 2 || len(ids) != 2 || len(hidden.Open) == 0 || hidden.Days[3].Closed == "" || hidden.Days[2].Closed != "" {
		t.Fatalf("%+v", hidden)
	}
	said := strings.Join(hidden.Describe(chart.Words{Voice: voice}), " ")
	for _, row := range hidden.Table(chart.Words{Voice: voice}).Rows {
		said += " " + strings.Join(row, " ")
	}
	if strings.Contains(said, "18 h 00") {
		t.Errorf("the moment to come is told: %s", said)
	}
	first, second := hidden.Blocks[0], hidden.Blocks[1]
	if first.Day != 0 || first.From != 600 || !first.Faint || hidden.Kinds[first.Series] != "Faite" || first.Text != "12 créneaux" {
		t.Errorf("Monday: %+v", first)
	}
	if second.Day != 2 || hidden.Kinds[second.Series] != "À l’heure" {
		t.Errorf("Wednesday: %+v", second)
	}
	if shown, _ := timetableOf(s, now, true, voice); len(shown.Blocks) != 3 || shown.Blocks[2].From != 18*60 {
		t.Errorf("shown: %+v", shown.Blocks)
	}
}

func TestABlockSelectsItsRelease(t *testing.T) {
	f := &fake{schedule: drawn(), now: agenda.MustMoment("2026-03-07T10:00")}
	s := show(t, f)
	s.open(viewWeek)
	if s.list.Visible() || !s.view.content.Visible() {
		t.Fatal("the timetable is not shown")
	}
	s.choose(2)
	if s.selected != "r3" {
		t.Errorf("%q is selected", s.selected)
	}
	s.choose(9)
	s.open(viewList)
	if !s.list.Visible() || s.view.content.Visible() {
		t.Error("the list is not shown again")
	}
}
