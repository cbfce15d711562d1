package main

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"sync"

	"creneaux/app/wording"
)

// noScreen reports whether there is plainly nothing to open a window on.
func noScreen() bool {
	return runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == ""
}

// windowWatch passes the toolkit's log on and, when the toolkit says that it could not
// make a window (it ends the program right after), tells the user why and what to do:
// a virtual machine or a remote desktop often has no usable OpenGL.
type windowWatch struct {
	next  io.Writer
	voice *wording.Voice
	tell  func(title, text string)
	once  sync.Once
}

// windowFailures are the words of Fyne's log lines about a window that it cannot make.
var windowFailures = [][]byte{[]byte("window creation error"), []byte("failed to initialise GLFW")}

// Write implements io.Writer for package log.
func (w *windowWatch) Write(line []byte) (int, error) {
	for _, words := range windowFailures {
		if bytes.Contains(line, words) {
			w.once.Do(func() { explainNoWindow(w.voice, w.tell) })
		}
	}
	return w.next.Write(line)
}

func explainNoWindow(voice *wording.Voice, tell func(title, text string)) {
	tell(voice.Text("app.name"), voice.Text("app.no-window")+"\n\n"+voice.Text("app.no-window.do"))
}
