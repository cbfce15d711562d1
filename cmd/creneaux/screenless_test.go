package main

import (
	"bytes"
	"errors"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"creneaux/app/wording"
)

// waysOut are what is said in either language when there is no window.
var waysOut = []string{"OpenGL", "opengl32.dll", "creneauxctl"}

func TestAWindowThatCannotBeMadeIsExplainedAndEndsTheProgram(t *testing.T) {
	for _, failure := range windowFailures {
		for _, lang := range []string{wording.French, wording.English} {
			voice, err := wording.New(lang)
			if err != nil {
				t.Fatal(err)
			}
			var diary bytes.Buffer
			var told []string
			var ends []int
			before := log.Writer()
			log.SetOutput(&windowWatch{
				next: &diary, voice: voice,
				tell: func(_, text string) { told = append(told, text) }, end: func(status int) { ends = append(ends, status) },
			})
			log.SetFlags(0)
			fyne.LogError("some other trouble", errors.New("of no window"))
			if len(told)+len(ends) != 0 {
				t.Fatalf("told %q about another trouble", told)
			}
			fyne.LogError(string(failure), errors.New("VersionUnavailable"))
			log.SetOutput(before)
			log.SetFlags(log.LstdFlags)
			if len(told) != 1 || len(ends) != 1 || ends[0] != 1 {
				t.Fatalf("told %q, ended %d", told, ends)
			}
			wantsWaysOut(t, told[0])
			if !strings.Contains(diary.String(), "VersionUnavailable") {
				t.Errorf("the log lost the cause: %q", diary.String())
			}
		}
	}
}

func wantsWaysOut(t *testing.T, told string) {
	t.Helper()
	for _, word := range waysOut {
		if !strings.Contains(told, word) {
			t.Errorf("%q is not said: %q", word, told)
		}
	}
}

func TestAnotherPanicGoesOn(t *testing.T) {
	defer func() {
		if cause := recover(); cause != "a mistake of ours" {
			t.Errorf("recovered %v", cause)
		}
	}()
	defer explainPanic(nil, func(_, text string) { t.Errorf("told %q", text) }, func(int) { t.Error("ended") })
	panic("a mistake of ours")
}

// TestTheProgramSaysThatItHasNoWindow starts the program where it can open none: it says
// why on the console, without a trace of the toolkit, and ends, so that nothing holds the
// workspace that nobody sees.
func TestTheProgramSaysThatItHasNoWindow(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the displays are X11's")
	}
	folder := t.TempDir()
	program := filepath.Join(folder, "creneaux")
	buildProgram(t, program)
	for name, environment := range map[string][]string{
		"no display":            {"DISPLAY=", "WAYLAND_DISPLAY="},
		"display that is not":   {"DISPLAY=:987", "WAYLAND_DISPLAY="},
		"OpenGL that is broken": {"WAYLAND_DISPLAY=", "LIBGL_DRIVERS_PATH=/nowhere", "MESA_LOADER_DRIVER_OVERRIDE=none", "__GLX_VENDOR_LIBRARY_NAME=none"},
		"OpenGL that is old":    {"WAYLAND_DISPLAY=", "LIBGL_ALWAYS_SOFTWARE=1", "MESA_GL_VERSION_OVERRIDE=1.1"},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Contains(name, "OpenGL") {
				needDisplay(t)
			}
			var said bytes.Buffer
			command := exec.Command(program, "-lang", "fr")
			command.Env = append(os.Environ(), append(environment, "HOME="+folder, "XDG_CONFIG_HOME="+filepath.Join(folder, name))...)
			command.Stdout, command.Stderr = &said, &said
			command.WaitDelay = time.Second
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			watch := time.AfterFunc(patience, func() { _ = command.Process.Kill() }) // told by its status
			defer watch.Stop()
			err := command.Wait()
			if status := command.ProcessState.ExitCode(); status != 1 {
				t.Errorf("ended with %d (%v)", status, err)
			}
			wantsWaysOut(t, said.String())
			if strings.Contains(said.String(), "goroutine") {
				t.Errorf("a trace is shown:\n%s", said.String())
			}
		})
	}
}
