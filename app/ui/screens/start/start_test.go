package start

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

func TestRecentWorkspacesAreOfferedOrForgotten(t *testing.T) {
	seen.App(t)
	var opened, forgotten []string
	page := New(Params{
		Voice: seen.Voice(t), Icon: theme.IconDocument(), New: func() {}, Demo: func() {},
		Open: func(path string) { opened = append(opened, path) }, Forget: func(path string) { forgotten = append(forgotten, path) },
	})
	page.SetRecent([]Recent{
		{Path: "/srv/annee-2027.creneaux", Changed: agenda.MustMoment("2026-11-23T09:05")},
		{Path: "/mnt/ailleurs.creneaux", Missing: true},
	})
	seen.Show(t, page.Content())
	text := seen.Text(page.Content())
	for _, part := range []string{"/srv", "lun.\u00a023\u00a0novembre\u00a02026", "introuvable"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not shown: %q", part, text)
		}
	}
	open := seen.Button(t, page.Content(), "Ouvrir")
	if open.AccessibilityLabel() != "Ouvrir, annee-2027" || page.first != open {
		t.Errorf("the first button is %q", page.first.AccessibilityLabel())
	}
	open.Tapped(nil)
	lines := page.recent.Objects[1:] // under the heading
	lines[0].(*row).Tapped(nil)
	lines[1].(*row).Tapped(nil) // it is gone
	seen.Button(t, page.Content(), "Retirer de la liste").Tapped(nil)
	if want := []string{"/srv/annee-2027.creneaux", "/srv/annee-2027.creneaux"}; !slices.Equal(opened, want) || !slices.Equal(forgotten, []string{"/mnt/ailleurs.creneaux"}) {
		t.Errorf("opened %q, forgot %q", opened, forgotten)
	}
}

// Who has nothing to open begins with the guided set-up; the keyboard is on it, and
// goes to the first workspace that is there once one is known.
func TestTheKeyboardIsOnWhatMostPeopleWant(t *testing.T) {
	seen.App(t)
	begun := 0
	page := New(Params{
		Voice: seen.Voice(t), Icon: theme.IconDocument(), New: func() { begun++ }, Demo: func() {},
		Open: func(string) {}, Forget: func(string) {},
	})
	w := test.NewTempWindow(t, page.Content())
	w.Resize(fyne.NewSize(1280, 800))
	for name, c := range map[string]struct {
		recent []Recent
		want   string
	}{
		"none": {nil, "Commencer…"},
		"gone": {[]Recent{{Path: "/a.creneaux", Missing: true}}, "Commencer…"},
		"one":  {[]Recent{{Path: "/a.creneaux", Missing: true}, {Path: "/b.creneaux"}}, "Ouvrir, b"},
	} {
		w.Canvas().Unfocus()
		page.SetRecent(c.recent)
		if at, ok := w.Canvas().Focused().(*widgets.Button); !ok || at.AccessibilityLabel() != c.want {
			t.Errorf("%s: the keyboard is on %v", name, at)
		}
	}
	demo := seen.Button(t, page.Content(), "Essayer")
	w.Canvas().Focus(demo)
	page.SetRecent(nil)
	if w.Canvas().Focused() != demo {
		t.Error("the list took the keyboard from who had put it elsewhere")
	}
	seen.Button(t, page.Content(), "Commencer…").Tapped(nil)
	if begun != 1 {
		t.Errorf("began %d times", begun)
	}
}
