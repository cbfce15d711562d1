package ui

import (
	"maps"
	"slices"

	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/widgets"
)

// another opens a second window of the workspace, on the same page and week; alone is
// for the page without the frame, as on a second screen.
func (p *pane) another(alone bool) {
	p.keepScreens()
	next := newPane(p.s)
	next.kept, next.current, next.week = maps.Clone(p.kept), p.current, p.week
	next.bare, next.folded = alone, p.folded
	p.s.panes = append(p.s.panes, next)
	next.draw()
	p.s.step(next)
	next.window.Show()
	p.s.each((*pane).drawMenu)
}

// next goes to the window after this one.
func (p *pane) next() {
	at := slices.Index(p.s.panes, p)
	next := p.s.panes[(at+1)%len(p.s.panes)]
	p.s.step(next)
	next.window.RequestFocus()
}

// close closes the window; the last one ends the program.
func (p *pane) close() {
	if len(p.s.panes) < 2 {
		p.quit()
		return
	}
	p.unless(p.unsaved(), p.shut)
}

// shut closes the window without asking.
func (p *pane) shut() {
	p.s.choices.keepSize(p.number, p.window.Canvas().Size())
	p.dialogs.Shut()
	p.s.panes = slices.DeleteFunc(p.s.panes, func(other *pane) bool { return other == p })
	p.bar.rest()
	p.leaveScreens()
	p.window.Close()
	p.s.each((*pane).drawMenu)
}

// alone closes every other window: they show a workspace that goes.
func (p *pane) alone() {
	p.s.each(func(other *pane) {
		if other != p {
			other.shut()
		}
	})
}

// fold shows the icons of the navigation alone, or their names again.
func (p *pane) fold() {
	p.folded = !p.folded
	p.s.choices.SetBool(keyFolded, p.folded)
	p.frame.navigation.SetFolded(p.folded)
	p.frame.content.Refresh()
	p.drawMenu()
}

// strip leaves the page alone in the window, or puts the frame around it again.
func (p *pane) strip(bare bool) {
	p.bare = bare
	p.frame.strip(bare)
	p.drawMenu()
}

// unsaved names what was typed in the window and would be lost with it.
func (p *pane) unsaved() (names []string) {
	for _, entry := range p.s.entries {
		if writer, ok := p.made[entry.ID].(Writer); ok {
			names = append(names, writer.Unsaved()...)
		}
	}
	return append(names, p.dialogs.Unsaved()...)
}

// unsaved names what was typed in any window.
func (s *Session) unsaved() (names []string) {
	for _, p := range s.panes {
		names = append(names, p.unsaved()...)
	}
	return names
}

// unless does something that loses what is named, once the reader agrees. Whoever asks for
// the like again is not asked again.
func (p *pane) unless(names []string, do func()) {
	if p.losing {
		return
	}
	if len(names) == 0 {
		do()
		return
	}
	p.losing = true
	voice := p.s.voice
	var lines []string
	for _, name := range names {
		lines = append(lines, voice.Text("ui.unsaved.line", "Name", name))
	}
	p.dialogs.Ask(dialogs.Question{
		Title: voice.Text("ui.unsaved.title", "Count", len(names)), Text: voice.Text("ui.unsaved.text"), Content: widgets.NewParagraph(widgets.RoleBody, joined(lines)),
		Accept: voice.Text("ui.unsaved.discard"), Refuse: voice.Text("ui.unsaved.keep"), Role: widgets.Destructive,
		Answer: func() bool { p.losing = false; do(); return true },
		Closed: func() { p.losing = false },
	})
}
