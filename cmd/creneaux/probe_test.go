package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"creneaux/app/ui/inspect"
	"creneaux/app/ui/watch"
)

// probing is what a test hears from the program that measures itself.
type probing struct {
	listened sync.WaitGroup
	requests io.Writer
	answers  chan answer

	mu      sync.Mutex
	stalls  []watch.Stall
	actions []deed
}

// deed is what the test did, and when.
type deed struct {
	at   time.Time
	name string
}

type answer struct {
	Event string
	Value json.RawMessage
}

// probe prepares a command to be asked.
func probe(t testing.TB, command *exec.Cmd) *probing {
	t.Helper()
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p := &probing{requests: in, answers: make(chan answer, 1)}
	p.does("start")
	p.listened.Go(func() { p.listen(t, out) })
	return p
}

func (p *probing) listen(t testing.TB, out io.Reader) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 64<<20) // the frames of a long scroll are one line
	for lines.Scan() {
		var a answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Errorf("the program says %q: %v", lines.Text(), err)
			continue
		}
		if a.Event != "stall" {
			p.answers <- a
			continue
		}
		var s watch.Stall
		if err := json.Unmarshal(a.Value, &s); err != nil {
			t.Errorf("the program says %q: %v", lines.Text(), err)
			continue
		}
		p.mu.Lock()
		p.stalls = append(p.stalls, s)
		p.mu.Unlock()
	}
}

// does notes what the test is about to do.
func (p *probing) does(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.actions = append(p.actions, deed{time.Now(), name})
}

// ask asks the program and decodes its answer.
func ask[T any](t testing.TB, p *probing, request string) (value T) {
	t.Helper()
	if _, err := fmt.Fprintln(p.requests, request); err != nil {
		t.Fatalf("asking for %s: %v", request, err)
	}
	select {
	case a := <-p.answers:
		if err := json.Unmarshal(a.Value, &value); err != nil {
			t.Fatalf("%s is answered by %s: %v", request, a.Value, err)
		}
	case <-time.After(patience):
		t.Fatalf("%s is not answered", request)
	}
	return value
}

// focusable is what the program tells about a thing that can have the focus.
type focusable struct {
	ID, Name string
	Area     inspect.Area
	Seen     bool
	Scale    float32
}

// rest waits until the texts in sight stay the same for a while.
func (w *running) rest(t testing.TB) {
	t.Helper()
	const still = 300 * time.Millisecond
	before, since := "", time.Now()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		now := strings.Join(ask[[]string](t, w.probing, "texts"), "\n")
		if now != before {
			before, since = now, time.Now()
		}
		if time.Since(since) > still {
			return
		}
	}
	t.Fatal("the window never comes to rest")
}

// slow is a stall with what the test had done last.
type slow struct {
	watch.Stall
	action string
}

// Own is how long the window's thread was away by its own doing: it computed. The rest
// is the drawing in software, which a graphics card does elsewhere, and other programs
// of the machine.
func (s slow) Own() time.Duration { return s.CPU }

// stalled returns the stalls so far, the longest first.
func (p *probing) stalled() []slow {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []slow
	for _, s := range p.stalls {
		during := ""
		for _, d := range p.actions {
			if d.at.Before(s.Start.Add(s.Wall)) {
				during = d.name
			}
		}
		all = append(all, slow{s, during})
	}
	slices.SortFunc(all, func(a, b slow) int { return int(b.CPU - a.CPU) })
	return all
}

// reportStalls logs when the window's thread did not answer within 50 ms, and keeps the
// whole with its stacks among the test's artefacts. It judges nothing: how fast the
// machine is, a test does not know.
func (w *running) reportStalls(t testing.TB) {
	t.Helper()
	all := w.stalled()
	var report strings.Builder
	for _, s := range all {
		fmt.Fprintf(&report, "%s: %.0f ms, %.0f computing, %.0f queued for a processor\n", s.action, ms(s.Wall), ms(s.CPU), ms(s.Queued))
		for _, stack := range s.Stacks {
			fmt.Fprintf(&report, "\t%s\n", strings.ReplaceAll(stack, "\n", "\n\t"))
		}
	}
	path := filepath.Join(t.ArtifactDir(), "stalls.txt")
	if err := os.WriteFile(path, []byte(report.String()), 0o600); err != nil {
		t.Error(err)
	}
	own := 0
	for _, s := range all {
		if s.Own() > watch.Limit {
			own++
			t.Logf("%s: the window's thread computed for %.0f ms of %.0f", s.action, ms(s.CPU), ms(s.Wall))
		}
	}
	t.Logf("away for more than 50 ms %d times, %d of them by its own computing; the stacks are in %s", len(all), own, path)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
