package chance_test

import (
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/chance"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/widgets"
)

// teller keeps what was told.
type teller struct{ said []string }

func (d *teller) Tell(title, text string) { d.said = append(d.said, title+": "+text) }

var march = agenda.NewDate(2027, 3, 2).Week()

func shown(t *testing.T, change func(*chance.Params)) (*chance.Screen, *teller) {
	t.Helper()
	seen.App(t)
	told := &teller{}
	p := chance.Params{Voice: seen.Voice(t), Background: widgets.Inline, Week: march, Dialogs: told}
	if change != nil {
		change(&p)
	}
	s := chance.New(p)
	seen.Show(t, s.Content())
	return s, told
}

func plain(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
}

func TestThePageTellsHowHardTheDrawIsToGuess(t *testing.T) {
	s, _ := shown(t, nil)
	text := plain(seen.Text(s.Content()))
	for _, want := range []string{"Calendriers possibles", "plus que de secondes depuis le début de l’univers", "bits", "10 heures", "100 %", "Avant : chaque dimanche à 20 h"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
}

func TestAFigureSaysWhatItMeans(t *testing.T) {
	s, told := shown(t, nil)
	figures := seen.All[*widgets.Pressable](s.Content())
	if len(figures) != 3 {
		t.Fatalf("%d figures", len(figures))
	}
	for _, one := range figures {
		one.Tapped(nil)
	}
	if len(told.said) != 3 || !strings.Contains(told.said[1], "pile ou face") {
		t.Errorf("told %q", told.said)
	}
}

func TestTheActionsLeadOn(t *testing.T) {
	var went []string
	s, _ := shown(t, func(p *chance.Params) { p.Navigate = func(id string) { went = append(went, id) } })
	all := action.Set(s.Actions())
	week, _ := all.Find("chance.week")
	week.Do()
	if len(went) != 1 || went[0] != "publication" {
		t.Errorf("went to %q", went)
	}
	if table, _ := all.Find("chance.table"); !table.Usable() {
		t.Error("what is measured has no table")
	}
}

// Before the measures are there nothing can be shown of them.
func TestNothingIsOfferedBeforeTheMeasures(t *testing.T) {
	s, _ := shown(t, func(p *chance.Params) { p.Background = func(func(), func()) {} })
	if table, _ := action.Set(s.Actions()).Find("chance.table"); table.Usable() || table.WhyNot() == "" {
		t.Error("the table of nothing is offered")
	}
	s.Leave()
}
