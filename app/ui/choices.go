package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

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
	keyWidth, keyHeight = "window.width", "window.height"
	keyMode             = "look.mode"
	keyScale            = "look.scale"
	keyLanguage         = "language"
	keyFolder           = "files.folder"
	keyRecent           = "files.recent"
)

const (
	leastWidth, leastHeight     = 960, 600
	defaultWidth, defaultHeight = 1280, 800
	recentKept                  = 6
)

func (c choices) size() fyne.Size {
	return fyne.NewSize(
		float32(max(c.FloatWithFallback(keyWidth, defaultWidth), leastWidth)),
		float32(max(c.FloatWithFallback(keyHeight, defaultHeight), leastHeight)))
}

func (c choices) mode() theme.Mode {
	return theme.Mode(c.StringWithFallback(keyMode, string(theme.System)))
}

func (c choices) scale() float64 { return c.FloatWithFallback(keyScale, 1) }

// look returns what the theme is made from.
func (c choices) look() theme.Options { return theme.Options{Mode: c.mode(), Scale: c.scale()} }

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

// existing returns the files that are still there.
func existing(paths []string) []string {
	return slices.DeleteFunc(slices.Clone(paths), func(path string) bool {
		_, err := os.Stat(path)
		return err != nil
	})
}

func (c choices) opened(path string) {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	recent := slices.DeleteFunc(c.StringList(keyRecent), func(known string) bool { return known == path })
	recent = append([]string{path}, recent...)
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

func (c choices) keep(size fyne.Size, folder string) {
	c.SetFloat(keyWidth, float64(size.Width))
	c.SetFloat(keyHeight, float64(size.Height))
	if folder != "" {
		c.SetString(keyFolder, folder)
	}
}
