package capacity

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// fake is an office with a plan in memory.
type fake struct {
	plan    office.PlanView
	kept    map[agenda.Week]office.KeptWeek
	failure error
	plans   int
	written string
}

func (f *fake) PlanView(context.Context) (office.PlanView, error) { return f.plan, f.failure }

func (f *fake) KeptWeeks(context.Context) (map[agenda.Week]office.KeptWeek, error) {
	return f.kept, nil
}

func (f *fake) Plan(context.Context, agenda.Progress) (office.PlanView, error) {
	f.plans++
	if f.failure == nil {
		f.plan = year()
	}
	return f.plan, f.failure
}

func (f *fake) WritePlan(_ context.Context, path string, _ *wording.Voice) error {
	f.written = path
	return f.failure
}

// told are the problems that were told.
type told []string

func (a *told) Problem(err error)                                   { *a = append(*a, agenda.CodeOf(err)) }
func (a *told) Tell(title, _ string)                                { *a = append(*a, title) }
func (a *told) SaveFile(kind dialogs.FileKind, chosen func(string)) { chosen("/out/" + kind.Name) }

var week = agenda.MustWeek("2026-W10")

// year is a plan of 2026: ordinary weeks but for a short, a full and a closed one.
func year() office.PlanView {
	p := office.PlanView{
		Version: 3, MadeAt: agenda.MustMoment("2026-01-02T08:00"), Planned: 500, ExpectedPermits: 410.7, Uncounted: 50,
		ByProcedure: map[agenda.ProcedureCode]int{"renewal": 500, "student": 50},
		Reasons:     []agenda.Message{agenda.Msg("capacity.reason.week-closed", "Week", week.Add(2), "Why", "travaux")},
	}
	p.House.Service = agenda.Service{Year: 2026, Targets: agenda.Targets{Appointments: 520, Permits: 400}}
	p.House.Procedures = []agenda.Procedure{
		{Code: "student", Label: "Titre étudiant", Target: 50},
		{Code: "renewal", Label: "Renouvellement", Target: 520, Counted: true},
		{Code: "ten-year", Label: "Dix ans", Counted: true},
	}
	for _, w := range agenda.WeeksOf(2026) {
		p.Weeks = append(p.Weeks, office.PlanWeek{
			Week: w, OpenMinutes: 6000, UsedMinutes: 5400, Slots: 11,
			ByProcedure: map[agenda.ProcedureCode]int{"renewal": 10, "student": 1},
		})
	}
	p.Weeks[9].OpenMinutes, p.Weeks[9].UsedMinutes = 4800, 4790 // week 10
	p.Weeks[9].Closed = []calendar.Holiday{{Date: agenda.MustDate("2026-03-04"), Name: "Fête"}}
	p.Weeks[9].Kept = true
	p.Weeks[11].OpenMinutes, p.Weeks[11].UsedMinutes = 0, 0
	return p
}

type stage struct {
	*Screen
	office *fake
	told   told
	chosen agenda.Week
}

func show(t *testing.T, f *fake) *stage {
	t.Helper()
	seen.App(t)
	s := &stage{office: f}
	s.Screen = New(Params{
		Office: f, Voice: seen.Voice(t), Background: widgets.Inline, Week: week,
		ChooseWeek: func(w agenda.Week) { s.chosen = w }, Tasks: task.NewInline(), Dialogs: &s.told,
	})
	seen.Show(t, s.Content())
	return s
}

func TestEmptyWorkspaceOffersToPlan(t *testing.T) {
	unplanned := year()
	unplanned.Version = 0
	s := show(t, &fake{plan: unplanned})
	seen.Button(t, s.Content(), "Planifier l’année").Tapped(nil)
	if s.office.plans != 1 || s.grid == nil {
		t.Errorf("%d plans made, grid %v", s.office.plans, s.grid)
	}
}

func TestSheetSaysWhatItShows(t *testing.T) {
	s := newSheet(year(), map[agenda.Week]office.KeptWeek{week: {Published: 2, Booked: 5}}, seen.Voice(t))
	var labels []string
	for _, c := range s.columns {
		labels = append(labels, c.label)
	}
	want := []string{"Sem.", "du lundi", "Renouvellement", "Titre étudiant", "Total", "Heures ouvertes", "Occupé", "À noter"}
	if !slices.Equal(labels, want) {
		t.Errorf("columns %q, want %q", labels, want)
	}
	for _, c := range []struct {
		number int
		want   []string
	}{
		{1, []string{"1", "29\u00a0déc.", "10", "1", "11", "100\u00a0h", "90\u202f%", ""}},
		{10, []string{"10", "2\u00a0mars", "10", "1", "11", "▼ 80\u00a0h", "■ 100\u202f%", "Fête · en ligne"}},
		{12, []string{"12", "16\u00a0mars", "10", "1", "11", "× 0\u00a0h", "–", ""}},
		{23, []string{"23", "1er\u00a0juin", "10", "1", "11", "100\u00a0h", "90\u202f%", ""}},
	} {
		if got := textsOf(s.weeks[c.number-1].cells); !slices.Equal(got, c.want) {
			t.Errorf("week %d: %q, want %q", c.number, got, c.want)
		}
	}
	missing := textsOf(s.sums[2])
	if missing[0] != "Manque" || missing[2] != "×\u200220" || missing[3] != "✓" || missing[4] != "×\u200220" {
		t.Errorf("missing: %q", missing)
	}
}

func textsOf(cells []cell) []string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.text
	}
	return texts
}

// What a row shows must add up to its right edge, and every column to its foot.
func TestEdgesAreSums(t *testing.T) {
	voice := seen.Voice(t)
	rapid.Check(t, func(t *rapid.T) {
		plan := year()
		plan.Planned, plan.Uncounted = 0, 0
		plan.ByProcedure = map[agenda.ProcedureCode]int{}
		for i := range plan.Weeks {
			w := &plan.Weeks[i]
			w.ByProcedure, w.Slots = map[agenda.ProcedureCode]int{}, 0
			for _, code := range []agenda.ProcedureCode{"renewal", "student"} {
				n := rapid.IntRange(0, 9).Draw(t, "slots")
				w.ByProcedure[code], w.Slots, plan.ByProcedure[code] = n, w.Slots+n, plan.ByProcedure[code]+n
			}
		}
		plan.Planned, plan.Uncounted = plan.ByProcedure["renewal"], plan.ByProcedure["student"]
		s := newSheet(plan, nil, voice)
		down := map[int]int{}
		for _, l := range s.weeks {
			if number(l.cells[2])+number(l.cells[3]) != number(l.cells[4]) {
				t.Fatalf("%v does not add up", textsOf(l.cells))
			}
			for i := 2; i <= 4; i++ {
				down[i] += number(l.cells[i])
			}
		}
		for i := 2; i <= 4; i++ {
			if down[i] != number(s.sums[0][i]) {
				t.Fatalf("column %d adds up to %d, its foot says %s", i, down[i], s.sums[0][i].text)
			}
		}
	})
}

func number(c cell) int {
	n, _ := strconv.Atoi(strings.ReplaceAll(strings.ReplaceAll(c.text, "–", "0"), "\u202f", ""))
	return n
}

func TestChosenWeekIsSelectedAndDescribed(t *testing.T) {
	s := show(t, &fake{plan: year(), kept: map[agenda.Week]office.KeptWeek{week: {Booked: 5, Locked: true}}})
	text := seen.Text(s.details)
	for _, part := range []string{"Semaine 10 (2–8 mars 2026)", "Semaine courte", "Semaine pleine", "Fête", "5 créneaux ont un rendez-vous", "verrouillé"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	s.SetWeek(agenda.MustWeek("2026-W40"))
	if s.grid.selected != 39 || s.grid.scroll.Offset.Y == 0 {
		t.Errorf("week 40: row %d selected at offset %v", s.grid.selected, s.grid.scroll.Offset.Y)
	}
	s.SetWeek(agenda.MustWeek("2031-W01"))
	if text := seen.Text(s.details); !strings.Contains(text, "n’est pas de l’année 2026") {
		t.Errorf("a week of another year:\n%s", text)
	}
}

func TestKeysMoveThroughTheWeeks(t *testing.T) {
	s := show(t, &fake{plan: year()})
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyDown, "2026-W11"}, {fyne.KeyUp, "2026-W10"}, {fyne.KeyHome, "2026-W01"}, {fyne.KeyUp, "2026-W01"},
		{fyne.KeyEnd, "2026-W53"}, {fyne.KeyDown, "2026-W53"},
	} {
		s.grid.TypedKey(&fyne.KeyEvent{Name: step.key})
		if s.chosen.String() != step.want {
			t.Errorf("%s chooses %v, want %s", step.key, s.chosen, step.want)
		}
	}
	s.grid.rows[4].Tapped(nil)
	if s.chosen.String() != "2026-W05" {
		t.Errorf("a tap chooses %v", s.chosen)
	}
}

func TestStatusAndReasons(t *testing.T) {
	s := show(t, &fake{plan: year()})
	text := strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(seen.Text(s.Content()))
	for _, part := range []string{"500 rendez-vous sur 520", "410 titres attendus sur 400", "50 créneaux étudiants", "semaine 12 de 2026 : travaux"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

func TestExportAndFailures(t *testing.T) {
	f := &fake{plan: year()}
	s := show(t, f)
	s.export.Tapped(nil)
	if f.written != "/out/plan-2026.xlsx" || !strings.Contains(seen.Text(s.Content()), f.written) {
		t.Errorf("written to %q", f.written)
	}
	f.failure = agenda.NewProblem("PLAN-OVERTAKEN")
	s.replan.Tapped(nil)
	if !slices.Equal(s.told, told{"PLAN-OVERTAKEN"}) || s.grid == nil {
		t.Errorf("told %q", s.told)
	}
	f.failure = errors.New("disk")
	s.load()
	if s.grid != nil {
		t.Error("a plan that could not be read is shown")
	}
	f.failure = nil
	seen.Button(t, s.Content(), "Réessayer").Tapped(nil)
	if s.grid == nil {
		t.Error("trying again shows nothing")
	}
}
