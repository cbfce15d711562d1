package chance

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/boxes"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/widgets"
)

func TestThePageTellsHowHardTheDrawIsToGuess(t *testing.T) {
	newPage(t, func(p *desk, _ *Params) { p.office.rules = usual(march) }).says(t, "Calendriers possibles", "plus que de secondes depuis le début de l’univers", "bits", "10 heures", "100 %",
		"Avant : chaque dimanche à 20 h", "Règles habituelles")
}

func TestAFigureSaysWhatItMeans(t *testing.T) {
	p := newPage(t, nil)
	figures := seen.All[*widgets.Pressable](p.Content())
	if len(figures) != 3 {
		t.Fatalf("%d figures", len(figures))
	}
	for _, one := range figures {
		one.Tapped(nil)
	}
	if len(p.answers.said) != 3 || !strings.Contains(p.answers.said[1], "pile ou face") {
		t.Errorf("told %q", p.answers.said)
	}
}

// Before the rules are there nothing can be done with them.
func TestNothingIsOfferedBeforeTheRules(t *testing.T) {
	p := newPage(t, func(_ *desk, params *Params) { params.Background = func(func(), func()) {} })
	for _, a := range p.Actions() {
		if a.Usable() && a.ID != actionWeek && !strings.HasPrefix(a.ID, "chance.tab.") {
			t.Errorf("%s is offered", a.ID)
		}
		if !a.Usable() && a.WhyNot() == "" && a.Checked == nil {
			t.Errorf("nobody knows why %s is not offered", a.ID)
		}
	}
	p.Leave()
}

func TestTheOfficeMayFail(t *testing.T) {
	p := newPage(t, func(p *desk, _ *Params) { p.office.failure = agenda.NewProblem("WS-BUSY") })
	if p.Unsaved() != nil || p.rules.there {
		t.Error("there are rules where none came")
	}
	p.office.failure = nil
	p.Changed(office.AreaReleases)
	p.says(t, "Calendriers possibles")
}

// Rules are measured once nobody types any more, the last of them only, and saved only
// when asked for; that can be undone.
func TestRulesAreChangedMeasuredSavedAndUndone(t *testing.T) {
	p := newPage(t, nil)
	before := p.rules.figures.schedules.value.Text()
	for _, n := range []int{5, 4, 3} {
		p.write(fieldReleases, n)
	}
	p.write(fieldDays, 3)
	if got := p.rules.figures.schedules.value.Text(); got != before {
		t.Errorf("%s is told while somebody types", got)
	}
	p.wait()
	if got := p.rules.figures.schedules.value.Text(); got == before {
		t.Error("nothing was measured")
	}
	if p.office.sets != 0 || len(p.Unsaved()) != 1 {
		t.Errorf("saved %d times, unsaved %q", p.office.sets, p.Unsaved())
	}
	p.do(t, actionSave)
	if p.office.rules.Config.Releases != 3 || p.office.rules.Usual || p.Unsaved() != nil || len(p.steps.all) != 1 {
		t.Fatalf("saved %+v, unsaved %q, %d steps", p.office.rules, p.Unsaved(), len(p.steps.all))
	}
	p.says(t, "Règles du service")
	if err := p.steps.all[0].Undo(context.Background(), agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	p.Changed(office.AreaReleases)
	if n, _ := p.number(fieldReleases).input.whole(); n != 6 {
		t.Errorf("undone to %d releases", n)
	}
	if err := p.steps.all[0].Redo(context.Background(), agenda.Silent{}); err != nil || p.office.rules.Config.Releases != 3 {
		t.Errorf("done again to %d releases, %v", p.office.rules.Config.Releases, err)
	}
}

// The usual rules are put into the form, and saved as the usual ones.
func TestTheUsualRulesComeBack(t *testing.T) {
	p := newPage(t, func(p *desk, _ *Params) {
		p.office.rules.Usual = false
		p.office.rules.Config.Releases = 4
		p.office.rules.Patience.MissedAfter = 90
	})
	p.do(t, actionUsual)
	if p.office.sets != 0 {
		t.Fatal("saved without being asked")
	}
	p.do(t, actionSave)
	if !p.office.rules.Usual || !same(p.office.rules, usual(march)) {
		t.Errorf("saved %+v", p.office.rules)
	}
}

func TestTypedRulesStayWhileOthersChangeThem(t *testing.T) {
	p := newPage(t, nil)
	p.write(fieldReleases, 5)
	p.office.rules.Config.MinDays = 3
	p.office.rules.Usual = false
	p.Changed(office.AreaReleases)
	if n, _ := p.number(fieldReleases).input.whole(); n != 5 {
		t.Errorf("what was typed is %d", n)
	}
	p.says(t, "changées ailleurs")
	p.do(t, actionDiscard)
	if n, _ := p.number(fieldDays).input.whole(); n != 3 || p.Unsaved() != nil {
		t.Errorf("after going back: %d days, unsaved %q", n, p.Unsaved())
	}
}

// Impossible rules say which rule clashes; a press takes the nearest possible one.
func TestAPressTakesTheNearestPossibleRule(t *testing.T) {
	p := newPage(t, nil)
	p.write(fieldDays, 7)
	p.wait()
	p.says(t, "Aucun calendrier ne respecte ces règles", "Appliquer")
	if table, _ := action.Set(p.Actions()).Find(actionTable); table.Usable() {
		t.Error("the map of no schedule is offered")
	}
	for range 3 { // more days take more releases
		if !slices.ContainsFunc(seen.All[*widgets.Button](p.Content()), func(b *widgets.Button) bool { return b.Text() == "Appliquer" }) {
			break
		}
		seen.Button(t, p.Content(), "Appliquer").Tapped(nil)
	}
	if n, err := publication.Count(of(march, p.rules.draft.now.Config)); err != nil || n.Sign() == 0 {
		t.Errorf("still impossible: %v, %v", n, err)
	}
	p.says(t, "Calendriers possibles")
	if p.office.sets != 0 {
		t.Error("saved without being asked")
	}
}

// What is wrong is said at its field, is not measured and is not saved.
func TestWrongRulesAreRefusedAtTheirField(t *testing.T) {
	p := newPage(t, nil)
	p.write(fieldLeadMax, 2)
	if at := p.number(fieldLeadMax).field; at.Error() == "" {
		t.Error("nothing is said at the field")
	}
	p.wait()
	p.says(t, "Les chiffres sont ceux d’avant")
	p.rules.save()
	p.number(fieldGap).input.(duration).Clear()
	p.rules.edited()
	p.rules.save()
	if p.office.sets != 0 || p.number(fieldGap).field.Error() == "" {
		t.Errorf("saved %d times; said %q", p.office.sets, p.number(fieldGap).field.Error())
	}
	p.write(fieldLeadMax, 42)
	p.write(fieldGap, 90)
	p.wait()
	if at := p.number(fieldLeadMax).field; at.Error() != "" || p.Unsaved() != nil {
		t.Errorf("%q is said of what is right; unsaved %q", at.Error(), p.Unsaved())
	}
}

func TestAProblemOfTheOfficeIsTold(t *testing.T) {
	p := newPage(t, nil)
	p.write(fieldReleases, 5)
	p.office.failure = agenda.NewProblem("WS-BUSY")
	p.do(t, actionSave)
	if len(p.answers.problems) != 1 || p.Unsaved() == nil {
		t.Errorf("told %v, unsaved %q", p.answers.problems, p.Unsaved())
	}
}

// The chosen week is shown as it would be drawn: without its holidays, and with what was
// relaxed for them.
func TestTheWeekSaysWhatWasRelaxed(t *testing.T) {
	p := newPage(t, func(p *desk, _ *Params) {
		p.office.week = publication.Default(march, []agenda.Date{march.Monday()})
		p.office.adapted = []agenda.Message{agenda.Msg("publication.fit.days", "Wanted", 4, "Count", 3)}
	})
	p.do(t, actionOfWeek)
	p.says(t, "Un jour est exclu", plain(p.p.Voice.Date(march.Monday())), plain(p.p.Voice.Say(p.office.adapted[0])))
	p.SetWeek(march.Add(1))
	p.says(t, "Aucun jour n’est exclu", "la semaine 10")
	p.office.week = publication.Default(march.Add(2), nil)
	for i := range 7 {
		p.office.week.ExcludedDates = append(p.office.week.ExcludedDates, march.Add(2).Monday().AddDays(i))
	}
	p.SetWeek(march.Add(2))
	p.says(t, "Aucun calendrier n’est possible pour la semaine 11")
	p.write(fieldReleases, 5)
	p.wait()
	p.says(t, "Calendriers possibles")
}

func TestRulesAreImportedAndExported(t *testing.T) {
	p := newPage(t, nil)
	config := publication.Default(march.Add(5), []agenda.Date{march.Monday()})
	config.Releases, config.GridMinutes = 4, 5
	p.files["rules.json"] = config
	p.do(t, actionImport)
	if p.office.sets != 0 || len(p.toasts) != 1 || p.rules.draft.now.Config.GridMinutes != 5 || p.rules.draft.now.Config.ExcludedDates != nil {
		t.Errorf("%d saved, %q, %+v", p.office.sets, p.toasts, p.rules.draft.now.Config)
	}
	p.do(t, actionExport)
	if len(p.wrote) != 1 {
		t.Fatalf("wrote %q", p.wrote)
	}
	if got := p.files[p.wrote[0]]; got.Week != march || got.Releases != 4 {
		t.Errorf("wrote %+v", got)
	}
	delete(p.files, "rules.json")
	p.do(t, actionImport)
	if len(p.answers.problems) != 1 {
		t.Errorf("told %v", p.answers.problems)
	}
}

// Windows are added, changed, copied to other days and removed; bands that they bring get
// their quotas.
func TestWindowsAreChanged(t *testing.T) {
	p := newPage(t, nil)
	w := p.rules.form.windows
	answer := func() bool { return p.answers.questions[len(p.answers.questions)-1].Answer() }
	before := len(w.spans)
	p.do(t, actionAdd)
	if !answer() || len(w.spans) != before+1 || !p.rules.valid {
		t.Errorf("%d windows, %v", len(w.spans), p.rules.valid)
	}
	// The same hours again, as another band: a moment belongs to one.
	w.table.Select(0)
	p.do(t, actionChange)
	const evening = 3
	seen.All[*widgets.Select](p.answers.questions[1].Content)[0].SetSelectedIndex(evening)
	if !answer() || p.rules.valid || w.around.Error() == "" {
		t.Errorf("%v, %q is said", p.rules.valid, w.around.Error())
	}
	p.do(t, actionDiscard)
	w.table.Select(0)
	p.do(t, actionRemove)
	if len(w.spans) != before-1 || p.Unsaved() == nil {
		t.Errorf("%d windows, unsaved %q", len(w.spans), p.Unsaved())
	}
	p.do(t, actionCopy)
	if answer() {
		t.Error("copied to no day")
	}
	seen.All[*boxes.Boxes](p.answers.questions[2].Content)[0].Tick(6, true)
	if !answer() || !w.spans[0].days[6] {
		t.Errorf("Sunday has %v", w.spans)
	}
}

func TestTheDraftGoesOnInAnotherWindow(t *testing.T) {
	p := newPage(t, nil)
	p.write(fieldReleases, 5)
	kept := p.Keep()
	other := newPage(t, nil)
	other.Restore(kept)
	if n, _ := other.number(fieldReleases).input.whole(); n != 5 || other.Unsaved() == nil {
		t.Errorf("went on with %d releases, unsaved %q", n, other.Unsaved())
	}
	if !bytes.Equal(of(march, p.rules.draft.now.Config).Canonical(), of(march, other.rules.draft.now.Config).Canonical()) {
		t.Error("other rules went on")
	}
}

func TestTheReleasesAreAPressAway(t *testing.T) {
	p := newPage(t, nil)
	p.do(t, actionWeek)
	p.do(t, actionOfRules)
	if !slices.Equal(p.went, []string{pagePublication}) {
		t.Errorf("went to %q", p.went)
	}
}

func TestNoShortcutIsThereTwice(t *testing.T) {
	set := action.Set(newPage(t, nil).Actions())
	for i := range 9 {
		set = append(set, action.Action{ID: "page." + string(rune('0'+i)), Also: action.PageShortcut(i)})
	}
	for _, spec := range action.All() {
		set = append(set, action.Action{ID: spec.ID, Shortcut: spec.Shortcut, Also: spec.Also})
	}
	for _, clash := range set.Clashes() {
		t.Errorf("%s is for %s and for %s", clash.Shortcut, clash.First, clash.Second)
	}
}
