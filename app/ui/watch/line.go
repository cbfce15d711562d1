package watch

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
)

// Line is how a test speaks with the program it has started: it writes requests, a
// line each, and reads answers and stalls, a line of JSON each:
//
//	{"event":"stall","value":{…}}
//	{"event":"memory","value":{"heap":…,"resident":…}}
//
// The requests are "memory", "cpu" (of the whole process so far, in ns), "frames" (begin to measure them), "framed" (end, with all
// of them), "drawn" (answered when the window has been drawn the next time), and those
// of the map that Serve gets.
type Line struct {
	mu   sync.Mutex
	out  *json.Encoder
	dog  *Dog
	more map[string]func(argument string) any
}

// Serve watches the window's thread until the requests end. The functions of more
// answer requests of their names; they are called on the window's thread.
func Serve(in io.Reader, out io.Writer, more map[string]func(argument string) any) *Line {
	l := &Line{out: json.NewEncoder(out), more: more}
	l.dog = NewDog(fyne.Do, MainStack, Limit, func(s Stall) { l.say("stall", s) })
	go l.listen(in)
	return l
}

func (l *Line) say(event string, value any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	// Nobody listens any more: then there is nobody to tell that either.
	_ = l.out.Encode(map[string]any{"event": event, "value": value})
}

func (l *Line) listen(in io.Reader) {
	var frames *Frames
	requests := bufio.NewScanner(in)
	for requests.Scan() {
		name, argument, _ := strings.Cut(requests.Text(), " ")
		var answer any
		switch name {
		case "memory":
			answer = MemoryNow()
		case "cpu":
			answer = process()
		case "drawn":
			answer = nextFrame()
		case "frames":
			fyne.DoAndWait(func() { frames = CountFrames() })
		case "framed":
			fyne.DoAndWait(func() { answer = frames.Stop() })
		default:
			do, known := l.more[name]
			if !known {
				answer = fmt.Sprintf("no request %q", name)
				break
			}
			fyne.DoAndWait(func() { answer = do(argument) })
		}
		l.say(name, answer)
	}
	l.dog.Stop()
}
