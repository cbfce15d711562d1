package ui

import "creneaux/app/ui/help"

// help shows the page of the help that belongs to the screen in sight.
func (p *pane) help() {
	page := ""
	if p.s.office != nil {
		page = p.current
	}
	p.viewer().Open(page, "")
}

// explain shows what the help says of a problem's code; of the screen, where there is none.
func (p *pane) explain(code string) {
	if code == "" {
		p.help()
		return
	}
	p.viewer().OpenCode(code)
}

// viewer returns the help, opening it if it is closed.
func (p *pane) viewer() *help.Viewer {
	s := p.s
	if s.helping == nil {
		s.helping = help.New(help.Params{
			App: s.p.App, Voice: s.voice, Background: s.desk.background, Log: s.p.Log, Actions: p.actions,
			Closed: func() { s.helping = nil },
		})
	}
	return s.helping
}
