package scenarios

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/seen"
)

// text is what is in sight, with plain spaces.
func (s *stage) text() string { return spaces.Replace(seen.Text(s.Content())) }

func (s *stage) shows(t *testing.T, parts ...string) {
	t.Helper()
	text := s.text()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

func three() *fake {
	f := &fake{plan: year(), all: []office.Scenario{kept("b", "Mardi", 14210), kept("a", "Août", 13110), kept("c", "Écart nul", 13780)}}
	f.all[1].Old = true
	return f
}

func TestExamplesAreOneClickAway(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.shows(t, "Que se passerait-il si")
	seen.Button(t, s.Content(), "Guichet G3 fermé en août").Tapped(nil)
	if s.editor == nil || s.editor.dirty() || s.Unsaved() != nil {
		t.Fatal("the form is not open, or something in it was typed already")
	}
	s.do(t, actionKeep)
	if len(s.office.all) != 1 || s.editor != nil || len(s.steps) != 1 {
		t.Fatalf("kept %d scenarios in %d steps, told %q", len(s.office.all), len(s.steps), s.told)
	}
	c := s.office.all[0].Timetable.Closures
	if len(c) != 1 || !slices.Equal(c[0].Desks, []agenda.DeskID{"d3"}) || c[0].To != agenda.MustDate("2026-08-31") {
		t.Errorf("closures: %+v", c)
	}
	s.shows(t, "Fermeture : G3", "13 790", "+10, mieux")
	s.undo(t)
	if len(s.office.all) != 0 {
		t.Error("undoing leaves the scenario")
	}
	s.redo(t)
	if len(s.office.all) != 1 {
		t.Error("it is not kept again")
	}
}

func TestWithoutAPlanThereIsNothingToCompareWith(t *testing.T) {
	plan := year()
	plan.Version = 0
	s := show(t, &fake{plan: plan})
	if a, _ := action.Set(s.Actions()).Find(actionNew); a.Usable() || a.WhyNot() == "" || s.tabs.Visible() {
		t.Error("a scenario of no plan can be made")
	}
	seen.Button(t, s.Content(), "Ouvrir la capacité").Tapped(nil)
	if s.opened != pageCapacity {
		t.Errorf("opened %q", s.opened)
	}
}

func TestListSaysHowScenariosStand(t *testing.T) {
	s := show(t, three())
	var names []string
	for _, row := range s.list.rows {
		names = append(names, row.Cells[0])
	}
	if want := []string{"Août", "Écart nul", "Mardi"}; !slices.Equal(names, want) {
		t.Errorf("listed as %q", names)
	}
	if cells := s.list.rows[0].Cells; spaces.Replace(cells[2]) != "−670, moins bien" || cells[4] != "à refaire" {
		t.Errorf("the first row reads %q", cells)
	}
	s.shows(t, "À discuter en réunion", "chaque mardi", "n° 3")
	if a, _ := action.Set(s.Actions()).Find(actionAdopt); a.Usable() || !strings.Contains(a.WhyNot(), "recalculez") {
		t.Errorf("an outdated scenario can be adopted: %q", a.WhyNot())
	}
	seen.Button(t, s.list.panel, "Recalculer").Tapped(nil)
	if len(s.office.put) != 1 || s.office.put[0].ID != "a" || len(s.toasts) != 1 {
		t.Errorf("reckoned %d scenarios anew, told %q", len(s.office.put), s.toasts)
	}
	s.list.table.SelectAll()
	if got := s.status.Text(); !strings.HasPrefix(got, "3 scénarios sélectionnés sur 3") {
		t.Errorf("the selection is said to be %q", got)
	}
	s.do(t, actionAgain)
	if len(s.office.put) != 4 {
		t.Errorf("%d scenarios were reckoned", len(s.office.put))
	}
}

func TestRemovedScenariosComeBack(t *testing.T) {
	s := show(t, three())
	s.list.table.SelectAll()
	s.do(t, actionRemove)
	if len(s.office.all) != 0 || len(s.told) != 0 || s.steps.last(t).Name != "retirer 3 scénarios" {
		t.Fatalf("%d are left, told %q", len(s.office.all), s.told)
	}
	s.undo(t)
	if len(s.office.all) != 3 || len(s.all) != 3 {
		t.Fatalf("%d came back", len(s.office.all))
	}
	s.redo(t)
	if len(s.office.all) != 0 {
		t.Error("they are not removed again")
	}
}

func TestFormLeadsToWhatIsWrong(t *testing.T) {
	s := show(t, three())
	s.do(t, actionNew)
	s.do(t, actionKeep)
	if s.editor.named.Error() == "" || len(s.office.put) != 0 {
		t.Fatal("a scenario without a name is kept")
	}
	s.editor.name.SetText(" mardi ")
	s.do(t, actionKeep)
	if !strings.Contains(s.editor.named.Error(), "déjà") {
		t.Errorf("a name twice: %q", s.editor.named.Error())
	}
	s.editor.name.SetText("Mercredi")
	s.do(t, actionKeep)
	if !strings.Contains(s.editor.wrong.Text(), "ne change rien") || len(s.office.put) != 0 {
		t.Errorf("a scenario that changes nothing: %q", s.editor.wrong.Text())
	}
	for _, kind := range kinds() {
		s.editor.add(kind)
		s.editor.add(kind)
	}
	if n := len(s.editor.cards); n != 7 { // the targets stand together
		t.Errorf("%d changes", n)
	}
	s.do(t, actionKeep)
	if len(s.office.put) != 0 {
		t.Error("empty changes are kept")
	}
	s.shows(t, "Cochez au moins une démarche", "Donnez au moins un objectif")
	for len(s.editor.cards) > 1 {
		s.editor.remove(s.editor.cards[1])
	}
	s.do(t, actionKeep)
	if len(s.office.put) != 1 || s.office.put[0].Reinforcements[0].Desk != "d1" || s.list.chosen != "new Mercredi" {
		t.Errorf("kept %+v, told %q; in sight is %q", s.office.put, s.told, s.list.chosen)
	}
}

// What the office refuses is said in the form, which stays open with what was typed.
func TestRefusedScenariosStayInTheForm(t *testing.T) {
	s := show(t, three())
	s.do(t, actionEdit)
	s.editor.name.SetText("Septembre")
	s.office.failure = agenda.NewProblem("PLAN-OVERTAKEN")
	s.do(t, actionKeep)
	if s.editor == nil || !s.editor.wrong.Visible() || len(s.told) != 0 || s.editor.title() != "Septembre" {
		t.Fatalf("the form is closed or says nothing; told %q", s.told)
	}
	s.office.failure = errors.New("disk")
	s.do(t, actionKeep)
	if len(s.told) != 1 || s.editor == nil {
		t.Errorf("told %q", s.told)
	}
	s.office.failure = nil
	s.do(t, actionKeep)
	if c, _ := s.find("a"); c.Name != "Septembre" || s.steps.last(t).Name != "modifier le scénario «\u00a0Septembre\u00a0»" {
		t.Errorf("became %q", c.Name)
	}
	s.undo(t)
	if c, _ := s.find("a"); c.Name != "Août" {
		t.Errorf("undone, it is %q", c.Name)
	}
}

func TestWhatIsWrittenIsNotLost(t *testing.T) {
	s := show(t, three())
	s.do(t, actionCopy)
	if got := s.editor.title(); got != "Août (copie)" || s.Unsaved() == nil {
		t.Errorf("the copy is %q, unsaved %q", got, s.Unsaved())
	}
	s.editor.add(kinds()[0])
	kept := s.Keep()
	s.begin(t)
	s.Restore(kept)
	if s.editor == nil || s.editor.title() != "Août (copie)" || len(s.editor.cards) != 2 || s.Unsaved() == nil {
		t.Fatal("another window does not show what was written")
	}
	if a, _ := action.Set(s.Actions()).Find(actionNew); a.Usable() {
		t.Error("another scenario can be begun over it")
	}
	s.do(t, actionLeave)
	if s.editor != nil || len(s.told) != 1 || s.Unsaved() != nil {
		t.Errorf("left with the questions %q", s.told)
	}
	s.do(t, actionNew)
	s.do(t, actionLeave)
	if len(s.told) != 1 {
		t.Error("leaving an empty form asks")
	}
}

// What is typed while a scenario is reckoned stays in the form, which is that of the kept
// one then.
func TestTypingGoesOnWhileAScenarioIsReckoned(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.write(examplesOf(s.plan.House, s.today(), s.p.Voice)[0], true)
	run := s.p.Tasks
	s.p.Tasks = tasksFunc(func(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool {
		return run.Run(label, func(ctx context.Context, progress agenda.Progress) error {
			s.editor.note.SetText("Pour la réunion")
			return work(ctx, progress)
		}, done)
	})
	s.keepWritten()
	if s.editor == nil || s.editor.note.Text != "Pour la réunion" || s.Unsaved() == nil {
		t.Fatal("what was typed meanwhile is lost")
	}
	s.p.Tasks = run
	s.keepWritten()
	if s.editor != nil || len(s.all) != 1 || s.all[0].Note != "Pour la réunion" {
		t.Errorf("kept: %+v", s.all)
	}
}

// tasksFunc is a function that runs tasks.
type tasksFunc func(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool

func (f tasksFunc) Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool {
	return f(label, work, done)
}

// What was found about a plan that is not the same any more is not shown.
func TestAnswersAboutAnotherPlanAreDropped(t *testing.T) {
	s := show(t, &fake{plan: year()})
	run := s.p.Tasks
	s.p.Tasks = tasksFunc(func(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool {
		s.Changed(office.AreaPlan)
		return run.Run(label, work, func(err error) {
			s.Changed(office.AreaPlan)
			done(err)
		})
	})
	s.comparePolicies()
	s.reckonWorth()
	if s.policies.both != nil || s.worth.found != nil {
		t.Error("late answers are shown")
	}
}

func TestUpToThreeAreCompared(t *testing.T) {
	f := three()
	f.all = append(f.all, kept("d", "Décembre", 15000))
	s := show(t, f)
	s.list.table.SelectAll()
	s.do(t, actionCompare)
	if len(s.compare.chosen()) != 3 || s.tabs.Selected() != viewCompare || len(s.compare.columns) != 5 {
		t.Fatalf("%d are compared in %d columns on %q", len(s.compare.chosen()), len(s.compare.columns), s.tabs.Selected())
	}
	s.compare.tick("a", false)
	s.compare.tick("c", true)
	if got := s.compare.ticked; !slices.Equal(got, []office.ScenarioID{"d", "c", "b"}[:len(got)]) && len(got) > 3 {
		t.Errorf("ticked %q", got)
	}
	first := s.compare.rows[0]
	if spaces.Replace(first.Cells[0]) != "Rendez-vous (objectif 15 000)" || spaces.Replace(first.Cells[1]) != "13 780" {
		t.Errorf("the first line reads %q", first.Cells)
	}
	s.begin(t)
	if s.tabs.Selected() != viewCompare || len(s.compare.chosen()) != len(s.compare.ticked) || len(s.compare.ticked) == 0 {
		t.Errorf("begins with %q and %q", s.tabs.Selected(), s.compare.ticked)
	}
	for key, value := range s.memory {
		if strings.Contains(value, "Août") {
			t.Errorf("%s remembers a name: %q", key, value)
		}
	}
}

func TestPoliciesSideBySide(t *testing.T) {
	f := three()
	f.fewest = map[agenda.ProcedureCode]int{"student": 500, "first": 4800, "renewal": 9000}
	f.shared = map[agenda.ProcedureCode]int{"student": 470, "first": 5400, "renewal": 8100}
	s := show(t, f)
	if a, _ := action.Set(s.Actions()).Find(actionShared); a.Usable() || a.WhyNot() == "" {
		t.Error("a policy can be taken before both are known")
	}
	s.do(t, "scenarios.view.policies")
	seen.Button(t, s.Content(), "Comparer les deux politiques").Tapped(nil)
	s.shows(t, "« Partager le manque » planifie 330 créneaux de moins (13 970 au lieu de 14 300), et la démarche la moins bien servie passe de 80 % à 90 % de son objectif.")
	if cells := s.policies.rows[0].Cells; spaces.Replace(strings.Join(cells, " ")) != "Première demande de titre de séjour 6 000 4 800 ×\u200280 % 5 400 ×\u200290 %" {
		t.Errorf("the first row reads %q", cells)
	}
	seen.Button(t, s.Content(), "Planifier ainsi\u00a0: partager le manque").Tapped(nil)
	if len(f.requests) != 1 || f.requests[0].Policy != capacity.Shared || len(s.told) != 0 {
		t.Fatalf("planned %+v, told %q", f.requests, s.told)
	}
	s.undo(t)
	s.redo(t)
	if !slices.Equal(f.restored, []int{3, 4}) {
		t.Errorf("restored %v", f.restored)
	}
	s.Changed(office.AreaPlan)
	if s.policies.both != nil {
		t.Error("what is not true any more is still shown")
	}
}

func TestPoliciesThatDoNotDiffer(t *testing.T) {
	f := three()
	f.fewest = map[agenda.ProcedureCode]int{"student": 500, "first": 6000, "renewal": 9000}
	f.shared = f.fewest
	s := show(t, f)
	s.do(t, actionPolicies)
	s.shows(t, "atteignent tous les objectifs")
	f.fewest = map[agenda.ProcedureCode]int{"student": 500, "first": 3000, "renewal": 9000}
	f.shared = f.fewest
	s.do(t, actionPolicies)
	s.shows(t, "se valent", "50 % de son objectif")
}

func TestWorthBecomesAScenario(t *testing.T) {
	f := three()
	f.worth = worthOf()
	s := show(t, f)
	s.do(t, actionWorth)
	s.shows(t, "Une heure de plus au guichet G2 en semaine 6 ajoute 9 rendez-vous.", "83 ouvertures de 1 h suffisent")
	if len(s.worth.rows) != 2 || s.worth.rows[0].Cells[1] != "62" {
		t.Errorf("remedies: %+v", s.worth.rows)
	}
	s.do(t, actionRemedy)
	if s.editor == nil || len(s.editor.scenario().Reinforcements) == 0 || s.Unsaved() == nil {
		t.Fatal("no scenario is begun")
	}
	s.do(t, actionKeep)
	if len(f.all) != 4 || f.all[3].Reinforcements[0].Desk != "d1" {
		t.Errorf("kept %+v", f.all)
	}
	s.do(t, "scenarios.view.worth")
	s.worth.aim.SetSelectedIndex(aimPermits)
	s.worth.show()
	s.shows(t, "L’objectif de 12 000 titres est déjà atteint")
	if a, _ := action.Set(s.Actions()).Find(actionRemedy); a.Usable() {
		t.Error("a gap that is closed can be closed")
	}
}

func TestAdoptingSaysWhatItChanges(t *testing.T) {
	s := show(t, three())
	s.list.table.Select(2)
	s.do(t, actionAdopt)
	if len(s.told) != 1 || !slices.Equal(s.office.adopted, []string{"b", ""}) {
		t.Fatalf("adopted %q after %q", s.office.adopted, s.told)
	}
	asked := spaces.Replace(s.told[0])
	for _, part := range []string{"Adopter « Mardi » ?", "Calendrier", "1 entrée ajoutée", "Objectifs", "inchangé", "de 13 780 à 14 210 rendez-vous (+430, mieux)", "Pourquoi ?", "revenir en arrière"} {
		if !strings.Contains(asked, part) {
			t.Errorf("%q is not in\n%s", part, asked)
		}
	}
	s.undo(t)
	s.redo(t)
	if !slices.Equal(s.office.adopted, []string{"b", "", "not b", "b", ""}) {
		t.Errorf("undone and done again: %q", s.office.adopted)
	}
}

func TestAdoptedScenariosCanBeTakenBack(t *testing.T) {
	f := three()
	f.all[1].Adopted = 4 // Août, which is outdated too
	s := show(t, f)
	s.shows(t, "Adopté : c’est le plan n° 4")
	for _, id := range []string{actionAdopt, actionAgain} {
		if a, _ := action.Set(s.Actions()).Find(id); a.Usable() || a.WhyNot() == "" {
			t.Errorf("%s can be done with an adopted scenario", id)
		}
	}
	s.do(t, actionUnadopt)
	s.undo(t)
	if !slices.Equal(f.adopted, []string{"not a", "a", ""}) || s.steps.last(t).Name != "annuler l’adoption du scénario «\u00a0Août\u00a0»" {
		t.Errorf("%q in the step %q", f.adopted, s.steps.last(t).Name)
	}
}

func TestFailuresAndLateAnswers(t *testing.T) {
	f := three()
	f.failure = errors.New("disk")
	s := show(t, f)
	if s.there || s.tabs.Visible() {
		t.Error("a plan that could not be read is shown")
	}
	f.failure = nil
	seen.Button(t, s.Content(), "Réessayer").Tapped(nil)
	if !s.there || len(s.list.rows) != 3 {
		t.Error("trying again shows nothing")
	}
	f.failure = agenda.NewProblem("PLAN-OVERTAKEN")
	s.do(t, actionPolicies)
	if s.policies.both != nil || !slices.Equal(s.told, told{"PLAN-OVERTAKEN"}) {
		t.Errorf("told %q", s.told)
	}
}

func TestActionsClashWithNothing(t *testing.T) {
	s := show(t, three())
	set := action.Set(s.Actions())
	for _, spec := range action.All() {
		set = append(set, action.Action{ID: spec.ID, Shortcut: spec.Shortcut, Also: spec.Also})
	}
	for i := range 9 {
		set = append(set, action.Action{ID: fmt.Sprint("page.", i), Also: action.PageShortcut(i)})
	}
	if clashes := set.Clashes(); len(clashes) > 0 {
		t.Errorf("clashes: %v", clashes)
	}
	for _, a := range s.Actions() {
		if !a.Usable() && a.WhyNot() == "" {
			t.Errorf("%s does not say why it cannot be done", a.ID)
		}
	}
}
