package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"creneaux/app/agenda"
	"creneaux/cmd/internal/wire"
)

// TestWindowByKeyboard starts the program on a demo workspace on a real display, built
// with the race detector, walks every screen by its shortcut, and ends it by one. Each
// screen must draw something of its own. With CRENEAUX_SCREENSHOTS set to a folder the
// screenshots are kept there, to be looked at.
func TestWindowByKeyboard(t *testing.T) {
	if os.Getenv("DISPLAY") == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no display: run the tests through make test")
		}
		t.Skip("no display; make test brings one")
	}
	folder := t.TempDir()
	workspace := makeDemo(t, folder)
	program := filepath.Join(folder, "creneaux")
	execute(t, exec.Command("go", "build", "-race", "-tags", "migrated_fynedo", "-o", program, "."))

	w := startWindow(t, program, folder, workspace)
	w.find(t, "demo")
	shots := os.Getenv("CRENEAUX_SCREENSHOTS")
	if shots == "" {
		shots = folder
	}
	before := w.screenshot(t, filepath.Join(shots, "0.png"))
	for i := range screens(nil) {
		key := fmt.Sprintf("ctrl+%d", i+1)
		w.press(t, key)
		shot := w.settled(t, filepath.Join(shots, fmt.Sprintf("%d.png", i+1)))
		if colours(shot) < 20 {
			t.Errorf("%s draws next to nothing", key)
		}
		if i > 0 && same(before, shot) {
			t.Errorf("%s changes nothing", key)
		}
		before = shot
	}
	w.press(t, "alt+Right")
	if same(before, w.settled(t, filepath.Join(shots, "next-week.png"))) {
		t.Error("the next week looks like this one: not even its name changed")
	}
	w.quit(t)
}

func makeDemo(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join(folder, "demo.creneaux")
	today := wire.Now().Date()
	demo := wire.Demo{Year: today.Week().Year, Today: today, Bookings: 2000, Seed: 1}
	o, err := wire.CreateDemo(context.Background(), wire.Options{Path: path}, demo, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// running is the program in its window.
type running struct {
	command *exec.Cmd
	output  *bytes.Buffer
	ended   chan error
	id      string
	config  string
}

func startWindow(t *testing.T, program, folder, workspace string) *running {
	t.Helper()
	w := &running{output: &bytes.Buffer{}, ended: make(chan error, 1), config: filepath.Join(folder, "config")}
	w.command = exec.Command(program, "-lang", "fr", workspace)
	w.command.Env = append(os.Environ(), "XDG_CONFIG_HOME="+w.config, "HOME="+folder, "LIBGL_ALWAYS_SOFTWARE=1")
	w.command.Stdout, w.command.Stderr = w.output, w.output
	if err := w.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { w.ended <- w.command.Wait() }()
	t.Cleanup(func() { _ = w.command.Process.Kill() }) // has ended when all went well
	return w
}

// patience is how long the slowest machine may take over anything.
const patience = 2 * time.Minute

// find waits for a window whose title has the words and the program's name.
func (w *running) find(t *testing.T, words string) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		select {
		case err := <-w.ended:
			t.Fatalf("the program ended: %v\n%s", err, w.output)
		default:
		}
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--name", words+".*neaux").Output()
		if ids := strings.Fields(string(out)); err == nil && len(ids) > 0 {
			w.id = ids[0]
			return
		}
	}
	t.Fatalf("no window %q\n%s", words, w.output)
}

func (w *running) press(t *testing.T, keys string) {
	t.Helper()
	execute(t, exec.Command("xdotool", "windowfocus", "--sync", w.id, "key", keys))
}

// settled waits until the picture no longer changes.
func (w *running) settled(t *testing.T, path string) image.Image {
	t.Helper()
	time.Sleep(500 * time.Millisecond) // the key has to arrive first
	last := w.screenshot(t, path)
	for end := time.Now().Add(patience); time.Now().Before(end); {
		time.Sleep(700 * time.Millisecond)
		shot := w.screenshot(t, path)
		if same(last, shot) {
			return shot
		}
		last = shot
	}
	t.Fatal("the window never comes to rest")
	return nil
}

func (w *running) screenshot(t *testing.T, path string) image.Image {
	t.Helper()
	execute(t, exec.Command("import", "-window", w.id, "png:"+path))
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // only read
	shot, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return shot
}

// quit ends the program by its shortcut and looks at what it left.
func (w *running) quit(t *testing.T) {
	t.Helper()
	w.press(t, "ctrl+q")
	select {
	case err := <-w.ended:
		if err != nil {
			t.Errorf("ended with %v\n%s", err, w.output)
		}
	case <-time.After(patience):
		t.Fatal("the program does not end")
	}
	if strings.Contains(w.output.String(), "DATA RACE") {
		t.Errorf("data race:\n%s", w.output)
	}
	if trace, err := os.ReadFile(filepath.Join(w.config, "creneaux", "crash.log")); err != nil || len(trace) > 0 {
		t.Errorf("crash file: %v\n%s", err, trace)
	}
	diary, err := os.ReadFile(filepath.Join(w.config, "creneaux", "creneaux.log"))
	if err != nil || !bytes.Contains(diary, []byte("msg=end")) {
		t.Errorf("the log does not tell the end: %v\n%s", err, diary)
	}
	if bytes.Contains(diary, []byte("level=ERROR")) {
		t.Errorf("the log tells of errors:\n%s", diary)
	}
}

func execute(t *testing.T, command *exec.Cmd) {
	t.Helper()
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", command.Args, err, out)
	}
}

func colours(shot image.Image) int {
	seen := map[[3]uint32]bool{}
	for y := shot.Bounds().Min.Y; y < shot.Bounds().Max.Y; y += 2 {
		for x := shot.Bounds().Min.X; x < shot.Bounds().Max.X; x += 2 {
			r, g, b, _ := shot.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}

func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}
