package main

import (
	"bytes"
	"log"
	"strings"
	"testing"

	"creneaux/app/wording"
)

func TestAWindowThatCannotBeMadeIsExplainedOnce(t *testing.T) {
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	var diary bytes.Buffer
	var told []string
	watch := &windowWatch{next: &diary, voice: voice, tell: func(_, text string) { told = append(told, text) }}
	toolkit := log.New(watch, "", 0)
	toolkit.Println("Fyne error: ", "some other trouble")
	if len(told) != 0 {
		t.Fatalf("told %q about another trouble", told)
	}
	toolkit.Println("Fyne error: ", "window creation error")
	toolkit.Println("Fyne error: ", "window creation error")
	if len(told) != 1 || !strings.Contains(told[0], "OpenGL") || !strings.Contains(told[0], "creneauxctl") {
		t.Errorf("told %q", told)
	}
	if strings.Count(diary.String(), "window creation error") != 2 {
		t.Errorf("the log lost lines: %q", diary.String())
	}
}
