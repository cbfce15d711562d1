package action_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/wording"
)

func voices(t *testing.T) map[string]*wording.Voice {
	t.Helper()
	all := map[string]*wording.Voice{}
	for _, lang := range wording.Languages() {
		voice, err := wording.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		all[lang] = voice
	}
	return all
}

// whole returns the catalogue as a set, with the pages.
func whole() action.Set {
	var set action.Set
	for _, spec := range action.All() {
		set = append(set, action.Action{ID: spec.ID, Group: spec.Group, Shortcut: spec.Shortcut, Also: spec.Also})
	}
	for i := range 9 {
		all := action.PageShortcut(i)
		set = append(set, action.Action{ID: "page." + string(rune('1'+i)), Shortcut: all[0], Also: all[1:]})
	}
	return set
}

func TestNoShortcutIsThereTwice(t *testing.T) {
	for _, clash := range whole().Clashes() {
		t.Errorf("%s is that of %s and of %s", clash.Shortcut, clash.First, clash.Second)
	}
	twice := action.Set{
		{ID: "a", Shortcut: &fyne.ShortcutUndo{}},
		{ID: "b", Also: []fyne.Shortcut{action.Ctrl(fyne.KeyZ)}},
		{ID: "a"},
	}
	if got := len(twice.Clashes()); got != 2 {
		t.Errorf("%d clashes seen, want that of Ctrl+Z and that of the id", got)
	}
}

func TestEveryActionHasAMenuAndAName(t *testing.T) {
	for lang, voice := range voices(t) {
		names := map[string]string{}
		for _, spec := range action.All() {
			known := false
			for _, group := range action.Groups() {
				known = known || group == spec.Group
			}
			if !known {
				t.Errorf("%s is in no menu", spec.ID)
			}
			if !voice.Has(spec.Key) || spec.Under != "" && !voice.Has(spec.Under) {
				t.Errorf("%s: %s has no name", lang, spec.ID)
			}
			if other, taken := names[voice.Text(spec.Key)]; taken {
				t.Errorf("%s: %s is called as %s", lang, spec.ID, other)
			}
			names[voice.Text(spec.Key)] = spec.ID
		}
		for _, group := range action.Groups() {
			if !voice.Has("action.menu." + group) {
				t.Errorf("%s: the menu %s has no name", lang, group)
			}
		}
	}
}

func TestShortcutsAreWrittenAsOnTheKeyboard(t *testing.T) {
	both := voices(t)
	for _, c := range []struct {
		shortcut fyne.Shortcut
		fr, en   string
	}{
		{action.Ctrl(fyne.KeyK), "Ctrl+K", "Ctrl+K"},
		{action.CtrlShift(fyne.KeyN), "Ctrl+Maj+N", "Ctrl+Shift+N"},
		{action.Alt(fyne.KeyLeft), "Alt+←", "Alt+←"},
		{action.Alone(fyne.KeyF5), "F5", "F5"},
		{&fyne.ShortcutUndo{}, "Ctrl+Z", "Ctrl+Z"},
		{action.Ctrl(fyne.KeyPageUp), "Ctrl+Pg préc.", "Ctrl+PgUp"},
		{action.Ctrl(fyne.KeyMinus), "Ctrl+−", "Ctrl+−"},
	} {
		if fr, en := action.Keys(both["fr"], c.shortcut), action.Keys(both["en"], c.shortcut); fr != c.fr || en != c.en {
			t.Errorf("%s: %q and %q, want %q and %q", c.shortcut.ShortcutName(), fr, en, c.fr, c.en)
		}
	}
	for _, spec := range action.All() {
		if keys := action.Keys(both["fr"], spec.Shortcut); strings.HasSuffix(keys, "+") && !strings.HasSuffix(keys, "++") {
			t.Errorf("%s has a shortcut without a key", spec.ID)
		}
	}
}

func TestATipTellsNameShortcutAndWhyNot(t *testing.T) {
	voice := voices(t)["fr"]
	a := action.Action{Title: "Exporter…", Shortcut: action.Ctrl(fyne.KeyE), Why: func() string { return "Rien à exporter" }}
	if got := a.Tip(voice); got != "Exporter… (Ctrl+E)" {
		t.Errorf("tip %q", got)
	}
	a.Enabled = func() bool { return false }
	if got := a.Tip(voice); got != "Exporter… (Ctrl+E)\nRien à exporter" {
		t.Errorf("tip %q", got)
	}
}

func TestAKeyAloneFindsItsAction(t *testing.T) {
	set := whole()
	if a, ok := set.OfKey(fyne.KeyF5); !ok || a.ID != "view.refresh" {
		t.Errorf("F5 is %q", a.ID)
	}
	if a, ok := set.OfKey(fyne.KeyK); ok {
		t.Errorf("K alone is %q", a.ID)
	}
	if a, ok := set.Find("help.palette"); !ok || a.ID != "help.palette" {
		t.Error("an action is not found by its id")
	}
}

func TestTheStateOfActionsTellsWhatCanBeDone(t *testing.T) {
	usable, chosen := true, false
	set := action.Set{{ID: "a", Title: "A", Enabled: func() bool { return usable }}, {ID: "b", Title: "B", Checked: func() bool { return chosen }}}
	before := set.State()
	if set.State() != before {
		t.Error("differs from itself")
	}
	usable = false
	disabled := set.State()
	usable, chosen = true, true
	if disabled == before || set.State() == before {
		t.Errorf("%q, %q and %q should differ", before, disabled, set.State())
	}
}

func TestOfKeepsTheOrderAndTheGaps(t *testing.T) {
	set := action.Set{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}}
	got := set.Of("b", "", "a", "b", "nobody")
	want := []string{"B", "", "A", "B", ""}
	if len(got) != len(want) {
		t.Fatalf("%d actions, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].Title != want[i] {
			t.Errorf("place %d: %q, want %q", i, got[i].Title, want[i])
		}
	}
}
