package capacity

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/widgets"
)

// row is the line of a number in the panel.
func (s *stage) row(desk, procedure int) *cellRow {
	return s.weeks.side.editor.desks[desk].rows[procedure]
}

// typeInto types a number over what stands in a field.
func (s *stage) typeInto(row *cellRow, text string) {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.Content())
	c.Focus(row.field.First())
	row.field.First().(*widgets.Entry).SetText(text)
}

// undo takes the last step back, as the history does.
func (s *stage) undo(t *testing.T) {
	t.Helper()
	if err := s.steps[len(s.steps)-1].Undo(context.Background(), agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	s.Changed(office.AreaPlan)
}

func plain(text string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ", "\u2002", " ").Replace(text)
}

func (s *stage) sees(t *testing.T, parts ...string) {
	t.Helper()
	text := plain(seen.Text(s.Content()))
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

func TestWeekIsEditedAndTheEditUndone(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.sees(t, "11 créneaux, 3 h 50 sur 15 h 00", "Guichet 1", "3 h 50 sur 10 h 00")
	s.typeInto(s.row(0, 0), "12")
	s.sees(t, "13 créneaux (+2), 4 h 30 sur 15 h 00", "Créneaux ajoutés : 2 ; retirés : 0.", "Modification non enregistrée", "1 semaine modifiée, pas enregistrée")
	if got := s.row(0, 0).room.Text(); got != "16" {
		t.Errorf("there is said to be room for %q", got)
	}
	if names := s.Unsaved(); len(names) != 1 || !strings.Contains(names[0], "10") {
		t.Errorf("unsaved: %q", names)
	}
	if row, _ := s.weeks.table.Row(9); row.Cells[2] != signTyped {
		t.Errorf("the week is marked %q", row.Cells[2])
	}
	s.weeks.side.editor.bar.why.SetText("renfort du mardi ")
	s.do(t, actionKeep)
	if s.office.edited.Why != "renfort du mardi" || s.office.edited.Cells[0].Slots != 12 || len(s.office.edited.Cells) != 3 {
		t.Errorf("kept %+v", s.office.edited)
	}
	if len(s.Unsaved()) != 0 || s.weeks.side.editor.bar.content.Visible() || len(s.steps) != 1 {
		t.Errorf("unsaved %q after %d steps", s.Unsaved(), len(s.steps))
	}
	if name := s.steps[0].Name; name != "modifier la semaine 10" {
		t.Errorf("the step is called %q", name)
	}
	if row, _ := s.weeks.table.Row(9); row.Cells[2] != signEdited {
		t.Errorf("the week is marked %q", row.Cells[2])
	}
	s.undo(t)
	if s.office.plan.Version != 5 || len(s.office.whys) != 1 || plain(s.office.whys[0]) != "Annulation : modifier la semaine 10" {
		t.Errorf("version %d, %q", s.office.plan.Version, s.office.whys)
	}
}

// What cannot be is said where it was typed, and is not kept.
func TestWhatHasNoPlaceIsSaidAtItsNumber(t *testing.T) {
	f := &fake{plan: year(), tried: func(d *office.WeekDraft) error {
		if d.Desks[1].Cells[0].Slots > 15 {
			d.Unplaced = []capacity.Trimmed{{Week: d.Week, Desk: "2", Unplaced: capacity.Unplaced{
				Procedure: "renewal", Slots: 5, Reason: agenda.Msg("capacity.layout.closed", "Procedure", "renewal", "Count", 5),
			}}}
		}
		return nil
	}}
	s := show(t, f)
	keep := s.weeks.side.editor.bar.keep
	for _, c := range []struct {
		desk         int
		text, reason string
	}{
		{1, "20", "Renouvellement : 5 créneaux sans place"},
		{1, "", "Indiquez un nombre"},
		{1, "1x", "nombre"},
		{0, "3", "Au moins 4 : ces créneaux sont déjà tirés, en ligne ou réservés."},
	} {
		s.typeInto(s.row(c.desk, 0), c.text)
		if note := s.row(c.desk, 0).note; !note.Visible() || !strings.Contains(plain(note.Text()), c.reason) {
			t.Errorf("%q: %q is said", c.text, note.Text())
		}
		if !keep.Disabled() {
			t.Errorf("%q can be kept", c.text)
		}
		s.weeks.side.editor.keep()
		if len(s.steps) != 0 {
			t.Fatalf("%q is kept", c.text)
		}
		s.typeInto(s.row(c.desk, 0), "9")
		if note := s.row(c.desk, 0).note; note.Visible() || keep.Disabled() {
			t.Errorf("after %q: %q is said still", c.text, note.Text())
		}
		s.do(t, "planning.discard")
	}
	f.tried = func(*office.WeekDraft) error { return agenda.NewProblem("PLAN-NONE", "Year", 2026) }
	s.typeInto(s.row(0, 0), "5")
	if keep.Disabled() != true || s.weeks.side.editor.bar.said.Text() == "" {
		t.Error("an edit that cannot be tried can be kept")
	}
	f.tried = nil
	f.failure = errors.New("disk")
	s.typeInto(s.row(0, 0), "6")
	s.do(t, actionKeep)
	if len(s.Unsaved()) != 1 || len(s.told.lines) != 1 {
		t.Errorf("a week that could not be kept: unsaved %q, told %q", s.Unsaved(), s.told.lines)
	}
}

// What was typed stays with its week while others are looked at, in another window too,
// and goes when it is what stands there.
func TestEditsStayWithTheirWeek(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.typeInto(s.row(1, 0), "7")
	s.SetWeek(week.Add(1))
	if n, _ := s.row(1, 0).field.Int(); n != 0 || s.weeks.side.editor.bar.content.Visible() {
		t.Errorf("%d stands in another week", n)
	}
	kept := s.Keep()
	if s.memory[editsKey] != "" {
		t.Error("what was typed is kept on the machine")
	}
	s.begin(t)
	s.Restore(kept)
	s.SetWeek(week)
	if n, _ := s.row(1, 0).field.Int(); n != 7 || len(s.Unsaved()) != 1 {
		t.Errorf("%d stands there, unsaved %q", n, s.Unsaved())
	}
	s.typeInto(s.row(1, 0), "0")
	if len(s.Unsaved()) != 0 {
		t.Errorf("unsaved %q though it is what stands there", s.Unsaved())
	}
}

func TestPastWeeksCannotBeChanged(t *testing.T) {
	over := draft(week.Add(-5))
	over.Past = true
	s := show(t, &fake{plan: year(), drafts: map[agenda.Week]office.WeekDraft{over.Week: over}})
	s.SetWeek(over.Week)
	if row := s.row(0, 0); row.field.Visible() || !row.fixed.Visible() || row.fixed.Text() != "10" || s.weeks.side.editor.first() != nil {
		t.Error("a week that is over can be changed")
	}
	s.sees(t, "Passée")
	if a, _ := findAction(s, actionEdit); a.Usable() || a.WhyNot() == "" {
		t.Error("the action can be done")
	}
	s.SetWeek(week)
	if row := s.row(0, 0); !row.field.Visible() || row.fixed.Visible() {
		t.Error("a week to come cannot be changed after one that is over")
	}
}

func TestSelectedWeeksAreLockedAndUnlocked(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.weeks.table.SelectAll()
	s.do(t, actionLock)
	if got := len(s.office.past[0].Weeks); got != 45 || plain(s.steps[0].Name) != "verrouiller 45 semaines" {
		t.Errorf("%d weeks are locked: %q", got, s.steps[0].Name)
	}
	s.SetWeek(week)
	s.weeks.table.Select(9)
	s.sees(t, "Déverrouiller")
	s.do(t, actionUnlock)
	if got := s.office.past[0]; got.Cause != office.PlanUnlocked || !slices.Equal(got.Weeks, []agenda.Week{week}) {
		t.Errorf("%+v", got)
	}
	s.undo(t)
	if a, _ := findAction(s, actionUnlock); !a.Usable() {
		t.Error("the lock is not back")
	}
}

// What is done before the page has read what was done before it is undone alone.
func TestStepsInHasteAreUndoneOneByOne(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.p.Background = func(work, _ func()) { work() } // what is read comes too late
	first, second := s.present.Weeks[20].Week, s.present.Weeks[21].Week
	s.relock([]agenda.Week{first}, true)
	s.relock([]agenda.Week{second}, true)
	if err := s.steps[len(s.steps)-1].Undo(context.Background(), agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	for _, w := range s.office.plan.Weeks {
		if w.Week == first && !w.Locked || w.Week == second && w.Locked {
			t.Errorf("%v is locked: %v", w.Week, w.Locked)
		}
	}
}

// What is typed while a week is being kept is not lost, and the rest is not unsaved.
func TestTypingGoesOnWhileAWeekIsKept(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.typeInto(s.row(0, 0), "12")
	wanted := s.weeks.side.editor.edit().of(s.weeks.side.editor.standing)
	s.typeInto(s.row(0, 1), "9")
	s.weeks.side.editor.kept(wanted)
	if left := s.weeks.side.editor.edit(); left == nil || len(left.typed) != 1 || left.typed[s.row(0, 1).at] != 9 {
		t.Errorf("what is left is %+v", left)
	}
}

func TestReplanningAsksHow(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.told.stay = true
	s.replan.Tapped(nil)
	content := s.told.question.Content
	text := plain(seen.Text(content))
	for _, part := range []string{"Partager le manque", "Il manque le moins de créneaux", "44 semaines sont planifiées à nouveau. 9 restent telles quelles"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	selects := seen.All[*widgets.Select](content)
	if from := plain(selects[0].Selected()); !strings.HasPrefix(from, "Semaine 9 · ") {
		t.Errorf("begins with %q", from)
	}
	for i, key := range []int{2, 1, 2} { // from week 11, the other policy, the last count
		for range key {
			selects[i].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
	}
	if text := plain(seen.Text(content)); !strings.Contains(text, "43 semaines sont planifiées") || !strings.Contains(text, "ceux que personne n’a pris") {
		t.Errorf("after other choices\n%s", text)
	}
	s.told.question.Answer()
	want := office.PlanRequest{From: agenda.MustWeek("2026-W11"), Policy: capacity.Shared, Past: office.PastTaken}
	if s.office.asked != want || len(s.steps) != 1 || plain(s.steps[0].Name) != "planifier à partir de la semaine 11" {
		t.Errorf("asked for %+v in %d steps", s.office.asked, len(s.steps))
	}
}

func TestYearThatHasBegunWhollyIsNotPlanned(t *testing.T) {
	plan := year()
	for i := range plan.Weeks {
		plan.Weeks[i].Past = true
	}
	s := show(t, &fake{plan: plan})
	if a, _ := findAction(s, actionPlan); a.Usable() || !strings.Contains(a.WhyNot(), "ont commencé") || !s.replan.Disabled() {
		t.Errorf("can be planned: %v, %q", a.Usable(), a.WhyNot())
	}
}

func TestVersionsAreLookedAtAndTakenBack(t *testing.T) {
	f := &fake{plan: year()}
	s := show(t, f)
	s.typeInto(s.row(0, 0), "14")
	f.plan.Weeks = slices.Clone(f.plan.Weeks)
	s.do(t, actionKeep)
	f.plan.Weeks[9].ByProcedure = map[agenda.ProcedureCode]int{"renewal": 14, "student": 1}
	f.plan.Weeks[9].Slots = 15
	f.past = append(f.past, office.PlanVersion{Version: 3, Cause: office.PlanMade, By: "poste-1", At: agenda.MustMoment("2026-01-02T08:00")})
	s.Changed(office.AreaPlan)
	s.do(t, "planning.view.versions")
	s.sees(t, "Semaine 10 modifiée à la main", "Année planifiée")
	s.versions.table.Select(1)
	s.do(t, actionLook)
	s.sees(t, "Version 3 du ven. 2 janvier 2026 à 8 h 00, par poste-1 : lecture seule.", "Écart")
	if row, _ := s.weeks.table.Row(9); plain(row.Cells[4]) != "10 (−4)" || row.Cells[3] != "−4" {
		t.Errorf("week 10 of the version beside the plan: %q", row.Cells)
	}
	if s.weeks.side.editor.content.Visible() || !s.replan.Disabled() {
		t.Error("an earlier version can be changed")
	}
	if s.export.Tapped(nil); f.written != "/out/plan-2026-version-3.xlsx@3" {
		t.Errorf("%q is written of an earlier version", f.written)
	}
	s.do(t, "planning.back")
	if s.looking() || s.banner.content.Visible() {
		t.Error("the earlier version is still in sight")
	}
	s.do(t, "planning.view.versions")
	s.versions.table.Select(1)
	s.versions.open()
	seen.Button(t, s.Content(), "Reprendre cette version").Tapped(nil)
	if s.looking() || f.plan.Version != 5 || plain(s.steps[1].Name) != "reprendre la version 3 du plan" {
		t.Errorf("version %d, looking %v", f.plan.Version, s.looking())
	}
	s.undo(t)
	if f.plan.Version != 6 || f.plan.Weeks[9].Slots != 15 {
		t.Errorf("undone: version %d with %d slots", f.plan.Version, f.plan.Weeks[9].Slots)
	}
}

// A locked week that no longer fits is told where the reader looks anyway.
func TestWeekThatDoesNotFitIsTold(t *testing.T) {
	plan := year()
	plan.Reasons = append(plan.Reasons, agenda.Msg(overKey, "Week", week, "Desk", "Guichet 1", "Planned", 90, "Open", 60))
	s := show(t, &fake{plan: plan})
	s.sees(t, "La semaine 10 ne suit plus le calendrier", "Ne suit plus le calendrier", "Guichet 1 y compte 90 minutes")
}

// A week whose slots the calendar left without an agent is told in the same places.
func TestWeekWithoutAgentsIsTold(t *testing.T) {
	plan := year()
	plan.Weeks[9].Unserved = 3
	s := show(t, &fake{plan: plan})
	s.sees(t, "La semaine 10 ne suit plus le calendrier", "3 créneaux à venir tombent à une heure")
}

// Of what is asked for while something is on its way, only the last is done.
func TestLatestDropsWhatNobodyWaitsFor(t *testing.T) {
	var waiting []func()
	l := latest{background: func(work, show func()) { waiting = append(waiting, func() { work(); show() }) }}
	var did, shown []int
	ask := func(n int) { l.run(func() { did = append(did, n) }, func() { shown = append(shown, n) }) }
	ask(1)
	ask(2)
	ask(3)
	for len(waiting) > 0 {
		next := waiting[0]
		waiting = waiting[1:]
		next()
	}
	if !slices.Equal(did, []int{1, 3}) || !slices.Equal(shown, []int{3}) {
		t.Errorf("did %v, showed %v", did, shown)
	}
	ask(4)
	l.drop()
	waiting[0]()
	if len(shown) != 1 {
		t.Errorf("showed %v after nobody waited", shown)
	}
}

func TestWeekRangesAreShort(t *testing.T) {
	var weeks []agenda.Week
	for _, n := range []int{-5, 0, 1, 2, 4} {
		weeks = append(weeks, week.Add(n))
	}
	if got := weekRanges(weeks, seen.Voice(t)); got != "5, 10–12, 14" {
		t.Errorf("%q", got)
	}
}
