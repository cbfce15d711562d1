package main

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"creneaux/app/wording"
)

// noScreen reports whether there is plainly nothing to open a window on.
func noScreen() bool {
	return runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == ""
}

// windowWatch passes the toolkit's log on and, when the toolkit says that it could not
// make a window, tells the user why and what to do, and ends the program: a virtual
// machine or a remote desktop often has no usable OpenGL. The toolkit itself would go on
// without a window, so that a program that nobody sees holds the workspace, or panic.
type windowWatch struct {
	next  io.Writer
	voice *wording.Voice
	tell  func(title, text string)
	end   func(status int)

	mu      sync.Mutex
	failing bool // a failure was told of, its cause and place come next
}

// windowFailures are the words of Fyne's log lines about a window that it cannot make.
var windowFailures = [][]byte{
	[]byte("window creation error"), []byte("failed to initialise GLFW"), []byte("failed to initialise OpenGL"),
}

// Write implements io.Writer for package log. A failure is several lines, of which the
// last says where in the toolkit it happened; all of them belong into the log.
func (w *windowWatch) Write(line []byte) (int, error) {
	n, err := w.next.Write(line)
	w.mu.Lock()
	over := w.failing && bytes.HasPrefix(line, []byte("  At:"))
	w.failing = !over && (w.failing || slices.ContainsFunc(windowFailures, func(words []byte) bool { return bytes.Contains(line, words) }))
	w.mu.Unlock()
	if over {
		explainNoWindow(w.voice, w.tell)
		w.end(1)
	}
	return n, err
}

// explainPanic is deferred around the making of the window: a driver that takes our
// window and then not our shaders makes the toolkit panic. Any other panic goes on.
func explainPanic(voice *wording.Voice, tell func(title, text string), end func(status int)) {
	cause := recover()
	if cause == nil {
		return
	}
	if !bytes.Contains(debug.Stack(), []byte("painter/gl.(*painter).Init")) {
		panic(cause)
	}
	explainNoWindow(voice, tell)
	end(1)
}

func explainNoWindow(voice *wording.Voice, tell func(title, text string)) {
	tell(voice.Text("app.name"), voice.Text("app.no-window")+"\n\n"+voice.Text("app.no-window.do"))
}
