package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// walkSize is the smallest screen that the service has.
const walkSize = "1280x770" // of 1280×800, less the bar of the window manager

// TestEveryScreenByTab walks every screen on a real display with the keyboard alone, as
// somebody does who cannot use a mouse: Tab reaches everything that can be used, in
// sight and visibly, in an order that can be followed, and comes round again; Shift+Tab
// goes back through all of it; everything has a name. At each text size, in both languages,
// nothing is cut.
func TestEveryScreenByTab(t *testing.T) {
	needDisplay(t)
	folder := t.TempDir()
	workspace := makeDemo(t, folder, 2000)
	program := filepath.Join(folder, "creneaux")
	buildProgram(t, program)
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			w := startWith(t, program, folder, "start-"+lang, "-lang", lang)
			w.id = w.find(t, "neaux$")
			w.atEachSize(t, "start page")
			w.walk(t, "start page")
			w.quit(t)

			w = startWith(t, program, folder, "walk-"+lang, "-lang", lang, workspace)
			w.id = w.find(t, "demo.*neaux$")
			for i, entry := range screens(nil) {
				w.turnTo(t, i, lang)
				w.rest(t)
				w.atEachSize(t, entry.ID)
				w.walk(t, entry.ID)
			}
			w.reportStalls(t)
			w.quit(t)
		})
	}
}

// TestEveryDialogByTab walks what lies over the pages in the same way: the palette, the
// assistant of a new workspace, the choice of a file, and the help in its own window.
func TestEveryDialogByTab(t *testing.T) {
	needDisplay(t)
	folder := t.TempDir()
	workspace := makeDemo(t, folder, 2000)
	program := filepath.Join(folder, "creneaux")
	buildProgram(t, program)
	w := startWindow(t, program, folder, "dialogs", workspace)
	w.id = w.find(t, "demo.*neaux$")
	w.rest(t)
	for _, over := range []struct{ name, key string }{{"palette", "ctrl+k"}, {"set-up assistant", "ctrl+n"}, {"choice of a file", "ctrl+o"}} {
		before := ask[string](t, w.probing, "page")
		w.press(t, over.key)
		w.until(t, over.name, func() bool { return ask[string](t, w.probing, "page") != before })
		w.rest(t)
		w.walk(t, over.name)
		w.press(t, "Escape")
		w.until(t, "the end of "+over.name, func() bool { return ask[string](t, w.probing, "page") == before })
	}
	frame := w.id
	w.press(t, "F1")
	w.id = w.find(t, "^Aide.*neaux$")
	w.rest(t)
	w.walk(t, "help")
	w.press(t, "Escape")
	w.gone(t, w.id)
	w.id = frame
	w.reportStalls(t)
	w.quit(t)
}

func needDisplay(t testing.TB) {
	t.Helper()
	if os.Getenv("DISPLAY") != "" {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no display: run the tests through make test")
	}
	t.Skip("no display; make test and make bench bring one")
}

// atEachSize looks for what is cut at the text sizes that can be chosen and in the
// narrower density, and leaves the normal ones.
func (w *running) atEachSize(t *testing.T, screen string) {
	t.Helper()
	for _, scale := range []string{"0.8", "2", "1 compact", "1"} {
		w.does("text size " + scale + " on " + screen)
		if !ask[bool](t, w.probing, "scale "+scale) || !ask[bool](t, w.probing, "resize "+walkSize) {
			t.Fatal("the text size does not change")
		}
		w.rest(t)
		for _, finding := range ask[[]string](t, w.probing, "cut") {
			t.Errorf("%s at text size %s: %s", screen, scale, finding)
		}
	}
}

// walk goes through a screen by Tab, and back.
func (w *running) walk(t *testing.T, screen string) {
	t.Helper()
	for _, request := range []string{"unlabelled", "backward"} {
		for _, finding := range ask[[]string](t, w.probing, request) {
			t.Errorf("%s: %s", screen, finding)
		}
	}
	ask[bool](t, w.probing, "blur")
	all := ask[[]focusable](t, w.probing, "focusables")
	var order []string
	before := w.picture(t)
	for range len(all) + 1 {
		now := w.tab(t, "Tab", last(order))
		if slices.Contains(order, now.ID) {
			break
		}
		order = append(order, now.ID)
		now, after := w.shown(t, before, now)
		if !now.Seen {
			t.Errorf("%s: the focus is on %s, which is out of sight", screen, now.Name)
		} else if !differ(before, after, now) {
			t.Errorf("%s: nothing shows that the focus is on %s (%v)", screen, now.Name, now.Area)
		}
		before = after
	}
	for _, f := range all {
		if !slices.Contains(order, f.ID) {
			t.Errorf("%s: Tab does not reach %s (%v)", screen, f.Name, f.Area)
		}
	}
	// The last Tab came round to the first thing, or stayed on the last.
	if now := w.focused(t); len(order) > 1 && now.ID != order[0] {
		t.Errorf("%s: Tab is held by %s", screen, now.Name)
		return
	}
	// Back it goes the same way, but for a widget that has others in it: Fyne visits it
	// before them in both directions.
	var back []string
	from := w.focused(t)
	for range order {
		now := w.tab(t, "shift+Tab", from.ID)
		from = now
		if slices.Contains(back, now.ID) {
			t.Errorf("%s: Shift+Tab is held by %s", screen, now.Name)
			return
		}
		back = append(back, now.ID)
	}
	for _, f := range all {
		if !slices.Contains(back, f.ID) {
			t.Errorf("%s: Shift+Tab does not reach %s (%v)", screen, f.Name, f.Area)
		}
	}
}

func last(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[len(ids)-1]
}

func (w *running) focused(t testing.TB) focusable { return ask[focusable](t, w.probing, "focus") }

// tab presses a key and waits for the focus to leave a thing; where there is but one
// thing, or a thing holds the focus, it stays.
func (w *running) tab(t testing.TB, key, from string) (now focusable) {
	t.Helper()
	w.press(t, key)
	const heard = 2 * time.Second
	for end := time.Now().Add(heard); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if now = w.focused(t); now.ID != from && now.ID != "" {
			break
		}
	}
	return now
}

// shown waits until the window shows that a thing has the focus, and tells where the
// thing then is: with the focus something may have moved. On a busy machine the screen
// lags behind the window; what is not shown for so long is not shown.
func (w *running) shown(t *testing.T, before picture, focused focusable) (focusable, picture) {
	t.Helper()
	const lag = 3 * time.Second
	for end := time.Now().Add(lag); ; time.Sleep(100 * time.Millisecond) {
		after := w.picture(t)
		now := w.focused(t)
		if now.ID != focused.ID {
			t.Fatalf("the focus goes on from %s to %s by itself", focused.Name, now.Name)
		}
		if now.Seen && differ(before, after, now) || time.Now().After(end) {
			return now, after
		}
	}
}

// picture is what the window looks like: three bytes a pixel.
type picture struct {
	pixels []byte
	width  int
}

func (w *running) picture(t *testing.T) picture {
	t.Helper()
	for range 2 { // the frame under way may be of before
		ask[any](t, w.probing, "drawn")
	}
	var wide int
	shape, err := exec.Command("xdotool", "getwindowgeometry", "--shell", w.id).Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(shape)) {
		_, _ = fmt.Sscanf(line, "WIDTH=%d", &wide) // other lines are others
	}
	pixels, err := exec.Command("import", "-window", w.id, "-depth", "8", "rgb:-").Output()
	if err != nil || wide == 0 {
		t.Fatalf("no picture of the window: %v", err)
	}
	return picture{pixels, wide}
}

// differ reports whether anything changed where a thing is, its ring included.
func differ(before, after picture, f focusable) bool {
	const ring = 4
	left, right := pixel(f.Area.Left-ring, f.Scale), pixel(f.Area.Right+ring, f.Scale)
	top, bottom := pixel(f.Area.Top-ring, f.Scale), pixel(f.Area.Bottom+ring, f.Scale)
	for y := top; y < bottom; y++ {
		a, b := before.row(y, left, right), after.row(y, left, right)
		if !bytes.Equal(a, b) {
			return true
		}
	}
	return false
}

func pixel(at, scale float32) int { return max(int(at*scale), 0) }

func (p picture) row(y, left, right int) []byte {
	left, right = min(left, p.width), min(right, p.width)
	from, to := 3*(y*p.width+left), 3*(y*p.width+right)
	if from < 0 || to > len(p.pixels) {
		return nil
	}
	return p.pixels[from:to]
}
