// Package watch measures a running window from inside: when its thread did not answer
// and what it did meanwhile, how long frames take, how much memory is held.
//
// What belongs here: measuring, for developers, tests and benchmarks. Nothing of it
// runs unless the program is told to, and nothing here judges a figure.
package watch

import (
	"bytes"
	"runtime"
	"strings"
	"sync"
	"time"
)

// Limit is how long the window's thread may be away before a reader notices: beyond
// 50 ms a key no longer seems to be heard at once (RAIL: respond within 50 ms).
const Limit = 50 * time.Millisecond

// step is how long the watchdog rests between two questions. A stall is measured from
// the question, so it may be longer by this.
const step = 4 * time.Millisecond

// Stall is a time in which the window's thread did not answer.
type Stall struct {
	Start time.Time     `json:"start"`
	Wall  time.Duration `json:"wall"` // by the clock on the wall
	// CPU is how long the thread itself was computing, and Queued how long it was ready
	// to but other threads of the machine had the processors. What is left of Wall it
	// waited for something: the graphics card, a lock. Both are 0 where the system does
	// not tell.
	CPU    time.Duration `json:"cpu"`
	Queued time.Duration `json:"queued"`
	// Stacks are what the thread was doing at each multiple of the limit, functions
	// only, the innermost first.
	Stacks []string `json:"stacks"`
}

// Dog is a watchdog: it asks the window's thread again and again whether it answers.
type Dog struct {
	do     func(func()) // runs something on the window's thread, without waiting
	stack  func() string
	limit  time.Duration
	report func(Stall)
	end    chan struct{}
	ended  sync.WaitGroup
}

// NewDog begins to watch a thread. do posts something to it (fyne.Do), stack says what
// it does (MainStack); report is called from a goroutine of the dog's own, once for
// each time that took longer than the limit. Stop ends it.
func NewDog(do func(func()), stack func() string, limit time.Duration, report func(Stall)) *Dog {
	d := &Dog{do: do, stack: stack, limit: limit, report: report, end: make(chan struct{})}
	d.ended.Go(d.run)
	return d
}

// Stop ends the watching. What is under way is not reported any more.
func (d *Dog) Stop() {
	close(d.end)
	d.ended.Wait()
}

func (d *Dog) run() {
	for {
		if !d.ask() {
			return
		}
		select {
		case <-d.end:
			return
		case <-time.After(step):
		}
	}
}

// ask asks once, and reports whether the watching goes on.
func (d *Dog) ask() bool {
	answered := make(chan struct{})
	stall := Stall{Start: time.Now()}
	before := mainThread()
	d.do(func() { close(answered) })
	sample := time.NewTicker(d.limit)
	defer sample.Stop()
	for {
		select {
		case <-d.end:
			return false
		case <-sample.C:
			if len(stall.Stacks) < mostStacks {
				stall.Stacks = append(stall.Stacks, d.stack())
			}
		case <-answered:
			stall.Wall = time.Since(stall.Start)
			if stall.Wall > d.limit {
				after := mainThread()
				stall.CPU, stall.Queued = after.cpu-before.cpu, after.queued-before.queued
				d.report(stall)
			}
			return true
		}
	}
}

// mostStacks is how many samples of one stall are kept.
const mostStacks = 4

// times are what the system has counted for a thread.
type times struct{ cpu, queued time.Duration }

// MainStack returns the functions that the program's first goroutine is in, the
// innermost first. Fyne binds it to the window's thread.
func MainStack() string {
	buffer := make([]byte, 1<<20) // of every goroutine, of which there are dozens
	return mainFunctions(string(buffer[:runtime.Stack(buffer, true)]))
}

// mainFunctions picks the first goroutine's functions out of a dump of all.
func mainFunctions(dump string) string {
	for part := range strings.SplitSeq(dump, "\n\n") {
		if !strings.HasPrefix(part, "goroutine 1 ") {
			continue
		}
		var functions []string
		for line := range strings.Lines(part) {
			if strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "goroutine ") {
				continue // where in the file, or the heading
			}
			name := strings.TrimSpace(line)
			if i := strings.LastIndexByte(name, '('); i > 0 {
				name = name[:i] // without the arguments
			}
			functions = append(functions, name)
			if len(functions) == deepest {
				break
			}
		}
		return strings.Join(functions, "\n")
	}
	return ""
}

// deepest is how many functions of a stack are kept: enough to reach from the toolkit's
// drawing to the screen that asked for it.
const deepest = 24

// Memory is what the program holds.
type Memory struct {
	Heap     uint64 `json:"heap"`     // bytes of live Go objects, after a collection
	Resident uint64 `json:"resident"` // bytes of the process in memory; 0 where the system does not tell
}

// MemoryNow collects garbage and returns what is left.
func MemoryNow() Memory {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return Memory{Heap: stats.HeapAlloc, Resident: resident()}
}

// fieldsOf returns the numbers of a line of the system's.
func fieldsOf(line []byte) []string { return strings.Fields(string(bytes.TrimSpace(line))) }
