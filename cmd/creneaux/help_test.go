package main

import (
	"slices"
	"testing"

	"creneaux/assets/help"
)

// F1 opens the page that has the name of the screen, and the keys of the pages are
// counted in the order of the navigation.
func TestEveryScreenHasItsPageOfHelp(t *testing.T) {
	var ids []string
	for _, entry := range screens(nil) {
		ids = append(ids, entry.ID)
		if want := "ui.nav." + entry.ID; entry.Title.Key != want {
			t.Errorf("the help calls %s by %s, the navigation by %s", entry.ID, want, entry.Title.Key)
		}
	}
	if !slices.Equal(ids, help.Screens()) {
		t.Errorf("the screens are %q, the pages of the help %q", ids, help.Screens())
	}
}
