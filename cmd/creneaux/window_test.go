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
	"slices"
	"strings"
	"syscall"
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
	workspace := makeDemo(t, folder, 2000)
	program := filepath.Join(folder, "creneaux")
	buildProgram(t, program, "-race", "-gcflags=creneaux/app/capacity=-race=false") // as .build/common.sh

	w := startWindow(t, program, folder, "config", workspace)
	w.id = w.find(t, "demo.*neaux$")
	shots := os.Getenv("CRENEAUX_SCREENSHOTS")
	if shots == "" {
		shots = folder
	}
	var before image.Image
	for i, entry := range screens(nil) {
		w.turnTo(t, i, "fr")
		if i > 0 { // the program opens on the first
			w.unlike(t, before, "turning to "+entry.ID)
		}
		before = w.settled(t, filepath.Join(shots, fmt.Sprintf("%d.png", i+1)))
		if colours(before) < 20 {
			t.Errorf("%s draws next to nothing", entry.ID)
		}
	}
	w.press(t, "ctrl+Next")
	w.unlike(t, before, "turning to the next week")
	w.settled(t, filepath.Join(shots, "next-week.png"))
	w.readHelp(t, shots)
	openASecondTime(t, program, folder, workspace, shots)
	w.quit(t)
	if diary := w.diary(t); strings.Contains(diary, "level=ERROR") {
		t.Errorf("the log tells of errors:\n%s", diary)
	}
}

// readHelp opens the help by F1 and closes it by Escape.
func (w *running) readHelp(t *testing.T, shots string) {
	t.Helper()
	frame := w.id
	w.press(t, "F1")
	w.id = w.find(t, "^Aide.*neaux$")
	if shot := w.settled(t, filepath.Join(shots, "help.png")); colours(shot) < 20 {
		t.Error("the help shows next to nothing")
	}
	w.press(t, "Escape")
	w.gone(t, w.id)
	w.id = frame
}

// openASecondTime starts the program on a workspace that the first window has open: a
// dialog says so, and the window under it works.
func openASecondTime(t *testing.T, program, folder, workspace, shots string) {
	t.Helper()
	second := startWindow(t, program, folder, "config-2", workspace)
	second.id = second.find(t, "^Cr[^ ]*neaux$")
	second.until(t, "word that the workspace is open elsewhere", func() bool {
		return strings.Contains(second.diary(t), "code=WS-OPEN-ELSEWHERE")
	})
	asked := second.settled(t, filepath.Join(shots, "open-elsewhere.png"))
	second.press(t, "Escape")
	second.unlike(t, asked, "Escape")
	second.settled(t, filepath.Join(shots, "start.png"))
	second.quit(t)
}

func makeDemo(t testing.TB, folder string, bookings int) string {
	t.Helper()
	path := filepath.Join(folder, "demo.creneaux")
	today := wire.Now().Date()
	demo := wire.Demo{Year: today.Week().Year, Today: today, Bookings: bookings, Seed: 1}
	o, err := wire.CreateDemo(context.Background(), wire.Options{Path: path}, demo, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// programTags are those of .build/common.sh, and the one for what answers tests.
const programTags = "migrated_fynedo,no_animations,probe"

// buildProgram builds the program, with what answers tests.
func buildProgram(t testing.TB, program string, flags ...string) {
	t.Helper()
	arguments := append([]string{"build", "-tags", programTags, "-o", program}, flags...)
	execute(t, exec.Command("go", append(arguments, ".")...))
}

// running is the program in its window.
type running struct {
	*probing
	command *exec.Cmd
	output  *bytes.Buffer
	ended   chan error
	id      string
	config  string
}

// startWindow starts the program in French; see startWith.
func startWindow(t testing.TB, program, folder, config, workspace string) *running {
	t.Helper()
	return startWith(t, program, folder, config, "-lang", "fr", workspace)
}

// startWith starts the program with preferences in a folder of their own.
func startWith(t testing.TB, program, folder, config string, arguments ...string) *running {
	t.Helper()
	w := &running{output: &bytes.Buffer{}, ended: make(chan error, 1), config: filepath.Join(folder, config)}
	w.command = exec.Command(program, arguments...)
	w.command.Env = append(os.Environ(), "XDG_CONFIG_HOME="+w.config, "HOME="+folder, "LIBGL_ALWAYS_SOFTWARE=1", watchVariable+"=1")
	w.command.Stderr = w.output
	w.probing = probe(t, w.command)
	if err := w.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		w.probing.listened.Wait() // os/exec wants all read before it waits
		w.ended <- w.command.Wait()
	}()
	t.Cleanup(func() { _ = w.command.Process.Kill() }) // has ended when all went well
	return w
}

// patience is how long the slowest machine may take over anything.
const patience = 2 * time.Minute

// find waits for a window whose title fits a pattern.
func (w *running) find(t testing.TB, title string) (id string) {
	t.Helper()
	w.until(t, "a window "+title, func() bool {
		ids := windows(title)
		if len(ids) > 0 {
			id = ids[0]
		}
		return len(ids) > 0
	})
	return id
}

// gone waits until a window is closed.
func (w *running) gone(t testing.TB, id string) {
	t.Helper()
	w.until(t, "the end of a window", func() bool { return !slices.Contains(windows("neaux"), id) })
}

func (w *running) until(t testing.TB, what string, reached func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		select {
		case err := <-w.ended:
			t.Fatalf("the program ended: %v\n%s", err, w.output)
		default:
		}
		if reached() {
			return
		}
	}
	t.Fatalf("waited in vain for %s\n%s", what, w.output)
}

// windows returns the windows in sight whose titles fit a pattern.
func windows(title string) []string {
	out, err := exec.Command("xdotool", "search", "--onlyvisible", "--name", title).Output()
	if err != nil {
		return nil // xdotool fails where it finds none
	}
	return strings.Fields(string(out))
}

func (w *running) press(t testing.TB, keys string) {
	t.Helper()
	w.does(keys)
	execute(t, exec.Command("xdotool", "windowfocus", "--sync", w.id, "key", keys))
}

// unlike waits for the window to look other than before, which something does to it.
func (w *running) unlike(t testing.TB, before image.Image, does string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unlike.png")
	w.until(t, "what changes by "+does, func() bool { return !same(before, w.screenshot(t, path)) })
}

// settled waits until the picture no longer changes.
func (w *running) settled(t testing.TB, path string) image.Image {
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

func (w *running) screenshot(t testing.TB, path string) image.Image {
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
func (w *running) quit(t testing.TB) {
	t.Helper()
	w.press(t, "ctrl+q")
	select {
	case err := <-w.ended:
		if err != nil {
			t.Errorf("ended with %v\n%s", err, w.output)
		}
	case <-time.After(patience):
		t.Fatalf("the program does not end; where it is:\n%s", w.abort())
	}
	if strings.Contains(w.output.String(), "DATA RACE") {
		t.Errorf("data race:\n%s", w.output)
	}
	if trace, err := os.ReadFile(filepath.Join(w.config, "creneaux", "crash.log")); err != nil || len(trace) > 0 {
		t.Errorf("crash file: %v\n%s", err, trace)
	}
	if diary := w.diary(t); !strings.Contains(diary, "msg=end") {
		t.Errorf("the log does not tell the end:\n%s", diary)
	}
}

// abort ends the program at once and returns where each of its goroutines was.
func (w *running) abort() string {
	if err := w.command.Process.Signal(syscall.SIGQUIT); err != nil {
		return err.Error()
	}
	<-w.ended
	return w.output.String()
}

// diary returns what the program has written into its log.
func (w *running) diary(t testing.TB) string {
	t.Helper()
	diary, err := os.ReadFile(filepath.Join(w.config, "creneaux", "creneaux.log"))
	if err != nil {
		t.Fatal(err)
	}
	return string(diary)
}

func execute(t testing.TB, command *exec.Cmd) {
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
