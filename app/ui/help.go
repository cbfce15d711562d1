package ui

import "creneaux/app/ui/help"

// help shows the page of the help that belongs to the screen in sight.
func (p *pane) help() {
	page := ""
	if p.s.office != nil {
		page = p.current
	}
	p.s.viewer().Open(page, "")
}

// viewer returns the help, opening it if it is closed.
func (w *Session) viewer() *help.Viewer {
	if w.helping == nil {
		w.helping = help.New(help.Params{
			App: w.p.App, Voice: w.voice, Background: w.desk.background, Log: w.p.Log,
			Closed: func() { w.helping = nil },
		})
	}
	return w.helping
}
