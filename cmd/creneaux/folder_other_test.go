//go:build !windows

package main

import (
	"slices"
	"testing"
)

func TestAFileIsShownByItsAddress(t *testing.T) {
	commands := folderCommands("/home/zoé/listes, jour 3.pdf")
	if last := commands[len(commands)-1]; !slices.Equal(last, []string{"xdg-open", "/home/zoé"}) {
		t.Errorf("in the end: %q", last)
	}
	if want := "array:string:file:///home/zo%C3%A9/listes%2C%20jour%203.pdf"; !slices.Contains(commands[0], want) {
		t.Errorf("first: %q, want %q among it", commands[0], want)
	}
}
