package start

import (
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/theme"
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
	seen.Button(t, page.Content(), "annee-2027").Tapped(nil)
	seen.Button(t, page.Content(), "ailleurs").Tapped(nil)
	seen.Button(t, page.Content(), "Retirer de la liste").Tapped(nil)
	if len(opened) != 1 || opened[0] != "/srv/annee-2027.creneaux" || len(forgotten) != 1 || forgotten[0] != "/mnt/ailleurs.creneaux" {
		t.Errorf("opened %q, forgot %q", opened, forgotten)
	}
}
