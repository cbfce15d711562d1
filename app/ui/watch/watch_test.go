package watch

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// thread is a window's thread: it does one thing after the other.
type thread chan func()

func (t thread) run() {
	for f := range t {
		f()
	}
}

func TestAThreadThatIsAwayIsReportedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		window := make(thread, 100)
		go window.run()
		defer close(window)
		var mu sync.Mutex
		var stalls []Stall
		dog := NewDog(func(f func()) { window <- f }, func() string { return "at work" }, Limit, func(s Stall) {
			mu.Lock()
			defer mu.Unlock()
			stalls = append(stalls, s)
		})
		defer dog.Stop()

		time.Sleep(time.Second)
		window <- func() { time.Sleep(Limit - step) }
		time.Sleep(time.Second)
		mu.Lock()
		if len(stalls) != 0 {
			t.Errorf("reported %v: the thread always answered in time", stalls)
		}
		mu.Unlock()

		const away = 10 * Limit
		window <- func() { time.Sleep(away) }
		time.Sleep(time.Second)
		mu.Lock()
		defer mu.Unlock()
		if len(stalls) != 1 {
			t.Fatalf("reported %v, want one", stalls)
		}
		if wall := stalls[0].Wall; wall < away-step || wall > away {
			t.Errorf("away for %v, want %v or a question less", wall, away)
		}
		if len(stalls[0].Stacks) != mostStacks || stalls[0].Stacks[0] != "at work" {
			t.Errorf("stacks %q", stalls[0].Stacks)
		}
	})
}

func TestAStoppedDogIsQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		never := func(func()) {}
		dog := NewDog(never, func() string { return "" }, Limit, func(s Stall) { t.Errorf("reported %v", s) })
		time.Sleep(time.Second)
		dog.Stop()
	})
}

func TestTheFunctionsOfTheFirstGoroutineAreFound(t *testing.T) {
	const dump = `goroutine 7 [running]:
creneaux/app/ui/watch.MainStack()
	/src/watch.go:1 +0x1

goroutine 1 [syscall, locked to thread]:
runtime.cgocall(0x1, 0x2)
	/go/src/runtime/cgocall.go:167 +0x4b
creneaux/app/ui/widgets.(*PagedTable).draw(0xc000)
	/src/table.go:7 +0x1
main.main()
	/src/main.go:3 +0x1

goroutine 11 [select]:
other.thing()
	/src/other.go:7 +0x1`
	want := "runtime.cgocall\ncreneaux/app/ui/widgets.(*PagedTable).draw\nmain.main"
	if got := mainFunctions(dump); got != want {
		t.Errorf("got %q", got)
	}
	if got := mainFunctions("goroutine 11 [select]:\nother.thing()"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestWhatTheSystemTellsIsRead(t *testing.T) {
	memory := MemoryNow()
	if memory.Heap == 0 || memory.Resident == 0 && mainThread() != (times{}) {
		t.Errorf("memory %+v", memory)
	}
	if stack := MainStack(); !strings.Contains(stack, "testing.") {
		t.Errorf("the test's first goroutine is in %q", stack)
	}
}
