package ui

import "strings"

// about tells what the program is, its version, and where its files are.
func (p *pane) about() {
	lines := []string{p.s.voice.Text("ui.about.text"), "", p.s.voice.Text("ui.about.version", "Version", p.s.p.Version)}
	for _, place := range p.s.p.Places {
		lines = append(lines, p.s.voice.Text("ui.about.place", "Label", p.s.voice.Say(place.Label), "Path", place.Path))
	}
	if p.s.office != nil {
		lines = append(lines, p.s.voice.Text("ui.about.workspace", "File", p.s.office.Path()))
	}
	p.dialogs.Tell(p.s.voice.Text("app.name"), strings.Join(lines, "\n"))
}
