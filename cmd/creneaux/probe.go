//go:build probe

package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/inspect"
	"creneaux/app/ui/theme"
)

// With the tag "probe" the program answers what a test asks about its window: what can
// have the focus, what is cut, what has no name.
func init() {
	probes = map[string]func(string) any{
		"focus":      func(string) any { return focusNow() },
		"focusables": func(string) any { return focusables() },
		"backward":   func(string) any { root, size := inSight(); return inspect.Backward(inspect.Focusables(root, size)) },
		"unlabelled": func(string) any { return inspect.Unlabelled(inSight()) },
		"cut":        func(string) any { return inspect.Cut(inSight()) },
		"texts":      func(string) any { return inspect.Texts(inSight()) },
		"frame":      func(string) any { return slices.Contains(inspect.Texts(inSight()), "Convocations") },
		"figures":    func(string) any { return figures(inspect.Texts(inSight())) },
		"page":       func(string) any { return page() },
		"blur":       func(string) any { frontCanvas().Unfocus(); return true },
		"scale":      func(s string) any { return rescale(s) },
		"resize":     func(s string) any { return resize(s) },
		"profile":    func(path string) any { return profile(path) },
		"profiled":   func(string) any { pprof.StopCPUProfile(); return true },
	}
	if path := os.Getenv(profileVariable); path != "" {
		profile(path)
	}
}

// figures tells a dashboard with its figures from one that still waits for them: texts
// with figures in them are what it has once its queries have answered.
func figures(texts []string) bool {
	const enough = 10
	with := 0
	for _, text := range texts {
		if strings.ContainsAny(text, "0123456789") {
			with++
		}
	}
	return with >= enough
}

// profileVariable names a file into which is written where the processors' time goes
// from the start on, until "profiled" is asked; "profile PATH" begins later.
const profileVariable = "CRENEAUX_PROFILE"

func profile(path string) any {
	file, err := os.Create(path)
	if err != nil {
		return err.Error()
	}
	runtime.SetCPUProfileRate(profileRate) // StartCPUProfile keeps to it
	if err := pprof.StartCPUProfile(file); err != nil {
		return err.Error()
	}
	return true
}

// profileRate is five times the usual: a start is short.
const profileRate = 500

// page tells one page from another: by the objects that can have the focus, of which
// each page has its own, or by what it says.
func page() string {
	root, size := inSight()
	var all strings.Builder
	for _, t := range inspect.Focusables(root, size) {
		all.WriteString(pointer(t.Object))
	}
	return all.String()
}

// thing is what a test learns about an object that can have the focus.
type thing struct {
	ID    string       `json:"id"` // tells it from the others as long as it is there
	Name  string       `json:"name"`
	Area  inspect.Area `json:"area"`
	Seen  bool         `json:"seen"`
	Scale float32      `json:"scale"` // pixels of the screen for one of the area's
}

func describe(t inspect.Thing) thing {
	return thing{
		ID: pointer(t.Object), Name: inspect.Describe(t.Object), Area: t.Area, Seen: t.Seen(),
		Scale: frontCanvas().Scale(),
	}
}

// frontCanvas is that of the window opened last.
func frontCanvas() fyne.Canvas {
	all := fyne.CurrentApp().Driver().AllWindows()
	return all[len(all)-1].Canvas()
}

// inSight returns what can be used now: the dialog on top, or the window's content.
func inSight() (fyne.CanvasObject, fyne.Size) {
	c := frontCanvas()
	if top := c.Overlays().Top(); top != nil {
		return top, c.Size()
	}
	return c.Content(), c.Size()
}

func focusables() (all []thing) {
	for _, t := range inspect.Focusables(inSight()) {
		all = append(all, describe(t))
	}
	return all
}

// focusNow describes what has the focus; a thing without an id where nothing has.
func focusNow() (now thing) {
	focused, ok := frontCanvas().Focused().(fyne.CanvasObject)
	if !ok {
		return thing{}
	}
	root, size := inSight()
	now = thing{ID: pointer(focused), Name: inspect.Describe(focused)}
	inspect.Walk(root, size, func(t inspect.Thing) bool {
		if t.Object == focused {
			now = describe(t)
		}
		return true
	})
	return now
}

// rescale takes a text size, and after it a density or none: "1 compact".
func rescale(to string) any {
	size, density, _ := strings.Cut(to, " ")
	scale, err := strconv.ParseFloat(size, 64)
	if err != nil {
		return err.Error()
	}
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale, Density: theme.Density(density)}))
	return true
}

// resize takes "1280x800".
func resize(to string) any {
	var width, height float32
	if _, err := fmt.Sscanf(to, "%fx%f", &width, &height); err != nil {
		return err.Error()
	}
	all := fyne.CurrentApp().Driver().AllWindows()
	all[len(all)-1].Resize(fyne.NewSize(width, height))
	return true
}

func pointer(o fyne.CanvasObject) string { return fmt.Sprintf("%p", o) }
