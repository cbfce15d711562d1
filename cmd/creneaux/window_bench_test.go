package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"creneaux/app/ui/watch"
)

// BenchmarkWindow measures the program in its window on a real display, drawn in
// software under Xvfb: with a graphics card all of it is quicker, for of the wall time
// most is the rasteriser, whose threads share the processors with the program.
//
// All is told by the program itself (package watch): when it has drawn, how long its
// frames take, what it holds. The workspace of 500,000 bookings takes about 40 s to make
// and is made once.
func BenchmarkWindow(b *testing.B) {
	if os.Getenv("DISPLAY") == "" {
		b.Skip("no display; make bench brings one")
	}
	folder := b.TempDir()
	program, minimal := filepath.Join(folder, "creneaux"), filepath.Join(folder, "minimal")
	buildProgram(b, program)
	execute(b, exec.Command("go", "build", "-tags", programTags, "-o", minimal, "./testdata/minimal"))
	rounds := 0
	start := func(b *testing.B, workspace string) *running {
		rounds++ // preferences of an earlier round are none of this one
		return startWindow(b, program, folder, fmt.Sprint("config-", rounds), workspace)
	}
	workspaces := map[int]string{}
	of := func(b *testing.B, bookings int) string {
		if workspaces[bookings] == "" {
			within := filepath.Join(folder, fmt.Sprint(bookings))
			if err := os.Mkdir(within, 0o700); err != nil {
				b.Fatal(err)
			}
			workspaces[bookings] = makeDemo(b, within, bookings)
		}
		return workspaces[bookings]
	}
	b.Run("start", func(b *testing.B) {
		workspace := of(b, demoBookings)
		benchmarkStart(b, func() *running { return start(b, workspace) },
			func() *running { return startWith(b, minimal, folder, "config-minimal") })
	})
	for _, bookings := range []int{demoBookings, 500_000} {
		b.Run(fmt.Sprint("memory-", bookings), func(b *testing.B) {
			workspace := of(b, bookings)
			benchmarkMemory(b, func() *running { return start(b, workspace) })
		})
	}
	b.Run("scroll-500000", func(b *testing.B) {
		benchmarkScroll(b, start(b, of(b, 500_000)))
	})
	b.Run("switch", func(b *testing.B) {
		benchmarkSwitch(b, start(b, of(b, demoBookings)))
	})
}

// counted waits until the dashboard has been drawn with what it has counted.
func (w *running) counted(t testing.TB) { ask[watch.Reached](t, w.probing, "await figures") }

// kill ends the program. A workspace survives that; asking nicely would need the keyboard.
func (w *running) kill(t testing.TB) {
	t.Helper()
	if err := w.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-w.ended
}

// benchmarkStart measures from the start of the process to the first frame that can be
// used, beside a window of Fyne's with a single label, by turns, so that both meet the
// machine in the same mood. Usable is the frame in which the workspace of 15,000 bookings
// is open and every page can be gone to; with figures, the one in which the dashboard
// shows what it has counted. CPU is that of the whole process, the rasteriser and the
// queries of the dashboard included, which run beside the window.
//
// Measured on two processors that others used too, medians of eight: the window of a
// label 268 ms (205 ms of CPU), usable 357 ms (348), with figures 612 ms (560); ratio
// 1.33, and 1.43 of the quickest of each. Before the start page was left out where a
// workspace opens, fonts were read beside the making of the window, widgets were kept
// from drawing themselves before they had a size, and icons from being painted at every
// refresh, the window's thread had spent 385 ms by its first frame; then it was 250 ms.
// Since the queries of the dashboard begin after that frame, usable takes 45 ms of CPU
// less (305 for 350), and the figures are there no later.
// What remains beyond a label's window is Fyne reading the bold font with all that stands
// in for it, about 35 ms, then laying out and painting frame and dashboard. Of what both
// spend, 30 to 40 ms are the tables that go-runewidth, which Fyne needs, makes at its
// start.
func benchmarkStart(b *testing.B, program, minimal func() *running) {
	var least, usable, figures reaches
	for b.Loop() {
		from := time.Now()
		w := minimal()
		least.add(from, ask[watch.Reached](b, w.probing, "await frame"))
		w.kill(b)

		from = time.Now()
		w = program()
		usable.add(from, ask[watch.Reached](b, w.probing, "await frame"))
		figures.add(from, ask[watch.Reached](b, w.probing, "await figures"))
		w.kill(b)
	}
	least.report(b, "minimal")
	usable.report(b, "usable")
	figures.report(b, "figures")
	b.ReportMetric(float64(median(usable.wall))/float64(median(least.wall)), "ratio")
	b.ReportMetric(float64(median(usable.cpu))/float64(median(least.cpu)), "cpu-ratio")
}

// reaches are when a window had come so far, of several starts.
type reaches struct{ wall, cpu []time.Duration }

func (r *reaches) add(from time.Time, reached watch.Reached) {
	r.wall, r.cpu = append(r.wall, reached.At.Sub(from)), append(r.cpu, reached.CPU)
}

func (r *reaches) report(b *testing.B, name string) {
	b.ReportMetric(ms(median(r.wall)), name+"-ms")
	b.ReportMetric(ms(median(r.cpu)), name+"-cpu-ms")
}

// benchmarkMemory measures what the program holds while nobody does anything: with its
// dashboard, and after every page has been looked at.
//
// Measured: 41 MB of heap with 15,000 bookings and with 500,000, for no page holds more
// than what it shows, and 300 MB resident. What the rest of these are was not measured.
func benchmarkMemory(b *testing.B, start func() *running) {
	var atStart, atRest watch.Memory
	for b.Loop() {
		w := start()
		w.counted(b)
		w.rest(b)
		atStart = ask[watch.Memory](b, w.probing, "memory")
		w.id = w.find(b, "demo.*neaux$")
		for i := range screens(nil) {
			w.turnTo(b, i, "fr")
			w.rest(b)
		}
		atRest = ask[watch.Memory](b, w.probing, "memory")
		w.kill(b)
	}
	for name, bytes := range map[string]uint64{
		"start-rss-MB": atStart.Resident, "start-heap-MB": atStart.Heap, "rss-MB": atRest.Resident, "heap-MB": atRest.Heap,
	} {
		b.ReportMetric(float64(bytes)/(1<<20), name)
	}
}

// benchmarkScroll turns the wheel over a table of 500,000 rows. A frame is what lies
// between two drawings' beginnings and ends on the window's thread; its CPU time is what
// the program needs to place the rows and hand them to OpenGL, its wall time has the
// software rasteriser in it. Frames in which nothing moved are left out.
//
// Measured while others kept both processors busy: 18 ms of CPU a frame, 30 ms at first,
// when a hundred turns of the wheel became ten frames, each of which changed every row in
// sight. By the profile 45 of 100 parts are painting objects, 27 of them inside OpenGL's
// own call to draw and 16 making a picture of each new text; 11 are Fyne asking every
// object of the tree for its least size; 9 are the table's own. All threads together
// spent three to four times as much: the rasteriser, which a graphics card does itself.
func benchmarkScroll(b *testing.B, w *running) {
	w.counted(b)
	w.id = w.find(b, "demo.*neaux$")
	w.turnTo(b, pageOf(b, "bookings"), "fr")
	w.rest(b)
	w.focusOn(b, "Select")
	w.press(b, "Right") // the whole year
	w.rest(b)
	table := w.focusOn(b, "DataTable")
	x, y := pixel((table.Area.Left+table.Area.Right)/2, table.Scale), pixel((table.Area.Top+table.Area.Bottom)/2, table.Scale)
	execute(b, exec.Command("xdotool", "mousemove", "--window", w.id, fmt.Sprint(x), fmt.Sprint(y)))
	w.rest(b)
	const least = 200 * time.Microsecond // an idle turn of the thread takes less
	var cpu, wall []time.Duration
	for b.Loop() {
		ask[any](b, w.probing, "frames")
		execute(b, exec.Command("xdotool", "click", "--repeat", "100", "--delay", "10", "5"))
		for _, frame := range ask[[]watch.Frame](b, w.probing, "framed") {
			if frame.CPU > least {
				cpu, wall = append(cpu, frame.CPU), append(wall, frame.Wall)
			}
		}
	}
	if len(cpu) == 0 {
		b.Fatal("the table does not scroll")
	}
	w.kill(b)
	b.ReportMetric(ms(median(cpu)), "frame-cpu-ms")
	b.ReportMetric(ms(slices.Max(cpu)), "worst-frame-cpu-ms")
	b.ReportMetric(ms(median(wall)), "frame-ms")
	b.ReportMetric(ms(slices.Max(wall)), "worst-frame-ms")
}

// focusOn presses Tab until something of a kind has the focus.
func (w *running) focusOn(t testing.TB, kind string) focusable {
	t.Helper()
	ask[bool](t, w.probing, "blur")
	for from := ""; ; {
		now := w.tab(t, "Tab", from)
		if strings.Contains(now.Name, kind) {
			return now
		}
		if now.ID == from {
			t.Fatalf("Tab reaches no %s", kind)
		}
		from = now.ID
	}
}

// benchmarkSwitch goes from each page to each other by its shortcut, and measures from
// the key until the page has been drawn; the key itself comes through a program of its
// own, which takes about 10 ms. CPU is that of the window's thread alone. The first
// making of each page is measured apart. It also counts when the window's thread computed
// for longer than 50 ms.
//
// Measured while others kept both processors busy: a page made before takes the thread
// 8 to 34 ms, 16 in the median, of 260 ms by the clock, in which it waits for a processor
// and for the rasteriser; the first making of a page 8 to 58 ms. A change of the text
// size took 76 to 177 ms of CPU, for every text on the page is measured and painted anew
// in it and Fyne reads its fonts again: a thing done once, not while working.
func benchmarkSwitch(b *testing.B, w *running) {
	w.counted(b)
	w.id = w.find(b, "demo.*neaux$")
	entries := quickPages()
	var thread []time.Duration // what the last switches took of the window's thread
	to := func(i int) time.Duration {
		spent := ask[time.Duration](b, w.probing, "cpu")
		before := ask[string](b, w.probing, "page")
		from := time.Now()
		w.press(b, fmt.Sprintf("ctrl+%d", i+1))
		for end := from.Add(patience); ask[string](b, w.probing, "page") == before; {
			if time.Now().After(end) {
				b.Fatalf("%s is not shown", entries[i].ID)
			}
		}
		ask[watch.Frame](b, w.probing, "drawn")
		took := time.Since(from)
		thread = append(thread, ask[time.Duration](b, w.probing, "cpu")-spent)
		w.rest(b) // what is read beside it does not count for the next one
		return took
	}
	var first, again []time.Duration
	var slowest string
	for i := 1; i < len(entries); i++ {
		first = append(first, to(i))
	}
	firstThread := slices.Max(thread)
	to(0)
	thread = nil
	at := 0
	for b.Loop() {
		for from := range entries {
			for next := range entries {
				if from == next {
					continue
				}
				if at != from {
					to(from)
				}
				took := to(next)
				at = next
				if again = append(again, took); took == slices.Max(again) {
					slowest = entries[from].ID + " to " + entries[next].ID
				}
			}
		}
	}
	stalls := w.stalled()
	w.kill(b)
	own, worst := 0, time.Duration(0)
	for _, s := range stalls {
		worst = max(worst, s.Own())
		if s.Own() > watch.Limit {
			own++
			b.Logf("%s: the window's thread computed for %.0f ms", s.action, ms(s.CPU))
		}
	}
	b.Logf("the slowest: %s", slowest)
	b.ReportMetric(ms(median(again)), "switch-ms")
	b.ReportMetric(ms(slices.Max(again)), "worst-switch-ms")
	b.ReportMetric(ms(slices.Max(first)), "worst-first-ms")
	b.ReportMetric(ms(median(thread)), "switch-cpu-ms")
	b.ReportMetric(ms(slices.Max(thread)), "worst-switch-cpu-ms")
	b.ReportMetric(ms(firstThread), "worst-first-cpu-ms")
	b.ReportMetric(float64(own), "over-50ms")
	b.ReportMetric(ms(worst), "worst-ms")
}

func median(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
