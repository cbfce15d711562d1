package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// look starts Fyne's test driver with our theme.
func look(t *testing.T) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
}

// voiceOf returns the voice of a language.
func voiceOf(t *testing.T, language string) *wording.Voice {
	t.Helper()
	voice, err := wording.New(language)
	if err != nil {
		t.Fatal(err)
	}
	return voice
}

// open shows an object in a window of a size.
func open(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	window := test.NewTempWindow(t, o)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(w, h))
	return window
}

// press types a key on what has the keyboard.
func press(window fyne.Window, names ...fyne.KeyName) {
	for _, name := range names {
		key := &fyne.KeyEvent{Name: name}
		if focused := window.Canvas().Focused(); focused != nil {
			focused.TypedKey(key)
		} else if hear := window.Canvas().OnTypedKey(); hear != nil {
			hear(key)
		}
	}
}

func TestTileSaysItsStateInSigns(t *testing.T) {
	look(t)
	tile := NewStatTile("Rendez-vous")
	open(t, tile, 200, 90)
	if tile.Figure() != "–" {
		t.Errorf("a tile without a figure shows %q", tile.Figure())
	}
	signs := map[State]string{Plain: "x", Quiet: "x", Info: "i\u2002x", Success: "✓\u2002x", Warning: "!\u2002x", Danger: "×\u2002x"}
	for state, want := range signs {
		tile.Set("12", "x", state)
		if tile.Figure() != "12" || tile.Detail() != want {
			t.Errorf("state %d: %q, %q; want %q", state, tile.Figure(), tile.Detail(), want)
		}
	}
	tile.Set("12", "", Danger)
	if tile.Detail() != "" {
		t.Errorf("a sign without words: %q", tile.Detail())
	}
}

func TestTargetBarTellsByWords(t *testing.T) {
	look(t)
	bar := NewTargetBar(voiceOf(t, wording.French), "Rendez-vous")
	open(t, bar, 300, 80)
	for _, c := range []struct {
		value, target float64
		state         State
		figure, words string
	}{
		{12480, 15000, Warning, "12\u202f480 sur 15\u202f000", "!\u2002Il manque 2\u202f520 (83\u202f% de l’objectif)"},
		{15120, 15000, Success, "15\u202f120 sur 15\u202f000", "✓\u2002Objectif dépassé de 120 (101\u202f%)"},
		{800, 800, Success, "800 sur 800", "✓\u2002Objectif atteint"},
		{799.8, 800, Success, "800 sur 800", "✓\u2002Objectif atteint"}, // no reader sees a difference
		{42, 0, Plain, "42", "Pas d’objectif fixé"},
	} {
		bar.Set(c.value, c.target)
		if bar.State() != c.state || bar.figure.Text() != c.figure || bar.Words() != c.words {
			t.Errorf("%v of %v: %d %q %q", c.value, c.target, bar.State(), bar.figure.Text(), bar.Words())
		}
	}
}

func TestTargetBarKeepsTheMarkInside(t *testing.T) {
	look(t)
	bar := NewTargetBar(voiceOf(t, wording.English), "Permits")
	for _, c := range [][2]float64{{0, 0}, {-5, 10}, {5, 10}, {10, 10}, {500, 10}, {3, 0}} {
		bar.Set(c[0], c[1])
		value, mark := bar.shares()
		if value < 0 || value > 1 || mark < 0 || mark > 1 {
			t.Errorf("%v of %v: the bar ends at %v, the mark is at %v", c[0], c[1], value, mark)
		}
		if c[1] > 0 && (c[0] < c[1]) != (value < mark) {
			t.Errorf("%v of %v: the bar ends at %v, on the wrong side of the mark at %v", c[0], c[1], value, mark)
		}
	}
}
