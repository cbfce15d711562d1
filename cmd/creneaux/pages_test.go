package main

import (
	"fmt"
	"os/exec"
	"slices"
	"testing"

	"creneaux/app/ui"
	"creneaux/app/ui/action"
	"creneaux/app/wording"
)

// turnTo goes to the page at a place of the navigation as somebody does who speaks a
// language: by its shortcut or, beyond the pages that have one, by its name in the list of
// actions.
func (w *running) turnTo(t testing.TB, at int, lang string) {
	t.Helper()
	if len(action.PageShortcut(at)) > 0 {
		w.press(t, fmt.Sprintf("ctrl+%d", at+1))
		return
	}
	voice, err := wording.New(lang)
	if err != nil {
		t.Fatal(err)
	}
	before := ask[string](t, w.probing, "page")
	w.press(t, "ctrl+k")
	w.until(t, "the list of actions", func() bool { return ask[string](t, w.probing, "page") != before })
	// Without accents, which the list does not ask for and a keyboard may not have.
	name := wording.Folded(voice.Say(screens(nil)[at].Title))
	execute(t, exec.Command("xdotool", "type", "--window", w.id, name))
	w.press(t, "Return")
}

// pageOf returns the place of a page in the navigation.
func pageOf(t testing.TB, id string) int {
	t.Helper()
	at := slices.IndexFunc(screens(nil), func(e ui.Entry) bool { return e.ID == id })
	if at < 0 {
		t.Fatalf("there is no page %s", id)
	}
	return at
}

// quickPages are the pages that have a shortcut.
func quickPages() (entries []ui.Entry) {
	for i, entry := range screens(nil) {
		if len(action.PageShortcut(i)) > 0 {
			entries = append(entries, entry)
		}
	}
	return entries
}
