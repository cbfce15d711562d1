package watch

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Line is how a test speaks with the program it has started: it writes requests, a
// line each, and reads answers and stalls, a line of JSON each:
//
//	{"event":"stall","value":{…}}
//	{"event":"memory","value":{"heap":…,"resident":…}}
//
// The requests are "memory", "cpu" (of the window's thread so far, in ns), "frames" (begin
// to measure them), "framed" (end, with all of them), "drawn" (answered when the window
// has been drawn the next time), "await NAME" (answered when a frame has been drawn for
// which the request NAME is answered by true), and those of the map that Serve gets.
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

// Reached tells when a window had come so far.
type Reached struct {
	At  time.Time     `json:"at"`
	CPU time.Duration `json:"cpu"` // of the whole process until then
}

// await asks at the beginning of each frame, and returns when the first has been drawn
// for which the answer was true: a question from outside comes at any time, and costs
// frames itself.
func (l *Line) await(name string) Reached {
	drawn := make(chan Reached)
	holds := false
	var asking *fyne.Animation
	fyne.DoAndWait(func() {
		asking = fyne.NewAnimation(time.Second, func(float32) {
			if holds || l.more[name]("") != true {
				return
			}
			holds = true
			fyne.Do(func() {
				reached := Reached{time.Now(), process()}
				asking.Stop()
				go func() { drawn <- reached }()
			})
		})
		asking.RepeatCount = fyne.AnimationRepeatForever
		asking.Start()
	})
	return <-drawn
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
			answer = mainThread().cpu
		case "await":
			answer = l.await(argument)
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
