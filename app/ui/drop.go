package ui

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/screens/start"
)

// The endings of files that can be dropped on a window beside those of workspaces.
var (
	exportEndings = []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".xls", ".htm", ".html"}
	setupEnding   = ".json"
)

// dropped takes a file dropped anywhere on the window: a workspace is opened, a set-up
// begins a new one, an export goes to the screen that imports.
func (p *pane) dropped(files []fyne.URI) {
	voice := p.s.voice
	switch {
	case len(files) == 0 || p.dialogs.Open():
		return
	case p.s.tasks.State().Busy:
		p.s.step(p)
		p.tellBusy()
		return
	case len(files) > 1:
		p.dialogs.Tell(voice.Text("ui.drop.many.title"), voice.Text("ui.drop.many.text", "Count", len(files)))
		return
	}
	p.s.step(p)
	p.closePopovers()
	path := files[0].Path()
	switch ending := strings.ToLower(filepath.Ext(path)); {
	case ending == start.Ending:
		p.Open(path)
	case ending == setupEnding:
		p.askNewFrom(path)
	case !slices.Contains(exportEndings, ending):
		p.dialogs.Tell(voice.Text("ui.drop.unknown.title"), voice.Text("ui.drop.unknown.text", "File", filepath.Base(path)))
	case p.s.office == nil:
		p.dialogs.Tell(voice.Text("ui.drop.title"), voice.Text("ui.drop.no-workspace"))
	default:
		p.importFile(path)
	}
}

// importFile gives a file to the screen in sight if it wishes for one; else it goes to the
// screen that imports and gives it the file.
func (p *pane) importFile(path string) {
	if wisher, ok := p.made[p.current].(FileWisher); ok && wisher.TakesFile() {
		wisher.OpenFile(path)
		return
	}
	for _, entry := range p.s.entries {
		if !entry.TakesFiles {
			continue
		}
		p.Navigate(entry.ID)
		if taker, ok := p.made[entry.ID].(FileTaker); ok {
			taker.OpenFile(path)
		}
		return
	}
}
