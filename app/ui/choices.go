package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// choices are what the reader chose for the program on this machine: look, language,
// size, last files. Business data are never among them.
type choices struct {
	fyne.Preferences
	asked  string // language asked for at the start; "": none
	system string // language where none was chosen
}

const (
	keyWidth    = "window.width" // that of the first; others have their number behind
	keyHeight   = "window.height"
	keyFolded   = "window.folded"
	keyMode     = "look.mode"
	keyContrast = "look.contrast"
	keyDensity  = "look.density"
	keyStill    = "look.still"
	keyScale    = "look.scale"
	keyLanguage = "language"
	keyFolder   = "files.folder"
	keyRecent   = "files.recent"
	keyReopen   = "files.reopen"

	keyPage = "page" // in the memory of a workspace
)

const (
	leastWidth, leastHeight     = 960, 600
	defaultWidth, defaultHeight = 1280, 800
	recentKept                  = 8
)

// size returns that of a window by its number; every window has the size of the first
// until it is given one of its own.
func (c choices) size(number int) fyne.Size {
	width, height := c.Float(numbered(keyWidth, number)), c.Float(numbered(keyHeight, number))
	if width == 0 && number > 0 {
		return c.size(0)
	}
	if width == 0 {
		width, height = defaultWidth, defaultHeight
	}
	return fyne.NewSize(float32(max(width, leastWidth)), float32(max(height, leastHeight)))
}

func (c choices) keepSize(number int, size fyne.Size) {
	c.SetFloat(numbered(keyWidth, number), float64(size.Width))
	c.SetFloat(numbered(keyHeight, number), float64(size.Height))
}

// numbered is a key of a window that may not be the first.
func numbered(key string, number int) string {
	if number == 0 {
		return key
	}
	return fmt.Sprintf("%s.%d", key, number)
}

// look returns what the theme is made from, every choice being a known one.
func (c choices) look() theme.Options {
	return theme.New(theme.Options{
		Mode: theme.Mode(c.String(keyMode)), Contrast: theme.Contrast(c.String(keyContrast)),
		Density: theme.Density(c.String(keyDensity)), Scale: c.Float(keyScale), ReducedMotion: c.Bool(keyStill),
	}).Options()
}

func (c choices) scale() float64 { return c.look().Scale }

// folded reports whether the navigation shows its icons alone.
func (c choices) folded() bool { return c.Bool(keyFolded) }

// reopens reports whether the last workspace is opened at the start.
func (c choices) reopens() bool { return c.Bool(keyReopen) }

// last returns the workspace opened last, "" for none.
func (c choices) last() string {
	if recent := c.recent(); len(recent) > 0 {
		return recent[0]
	}
	return ""
}

func (c choices) language() string {
	for _, lang := range []string{c.asked, c.String(keyLanguage)} {
		if slices.Contains(wording.Languages(), lang) {
			return lang
		}
	}
	return c.system
}

func (c choices) folder() string { return c.String(keyFolder) }

// recent returns the workspaces opened last.
func (c choices) recent() []string { return c.StringList(keyRecent) }

// lookedUp says of each workspace whether it is there, and since when.
func lookedUp(paths []string) []start.Recent {
	recent := make([]start.Recent, len(paths))
	for i, path := range paths {
		recent[i] = start.Recent{Path: path}
		info, err := os.Stat(path)
		if err != nil {
			recent[i].Missing = true
			continue
		}
		recent[i].Changed = agenda.MomentOf(info.ModTime())
	}
	return recent
}

// forget takes a workspace off the list of those opened last, with what is remembered
// about it.
func (c choices) forget(path string) {
	c.RemoveValue(memoryKey(path))
	c.SetStringList(keyRecent, slices.DeleteFunc(c.StringList(keyRecent), func(known string) bool { return known == path }))
}

// opened puts a workspace at the head of those opened last, and forgets what is
// remembered about the one that falls off the end.
func (c choices) opened(path string) {
	path = absolute(path)
	recent := slices.DeleteFunc(c.StringList(keyRecent), func(known string) bool { return known == path })
	recent = append([]string{path}, recent...)
	for _, gone := range recent[min(len(recent), recentKept):] {
		c.RemoveValue(memoryKey(gone))
	}
	c.SetStringList(keyRecent, recent[:min(len(recent), recentKept)])
}

// proposal returns where a new workspace could be made.
func (c choices) proposal(year int) string {
	folder := c.folder()
	if folder == "" {
		if home, err := os.UserHomeDir(); err == nil {
			folder = home
			if info, err := os.Stat(filepath.Join(home, "Documents")); err == nil && info.IsDir() {
				folder = filepath.Join(home, "Documents")
			}
		}
	}
	return filepath.Join(folder, fmt.Sprintf("annee-%d%s", year, start.Ending))
}

func (c choices) keepFolder(folder string) {
	if folder != "" {
		c.SetString(keyFolder, folder)
	}
}
