package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/widgets"
)

// Navigate shows a screen, and remembers the way; an unknown one is the first.
func (p *pane) Navigate(id string) {
	if id != p.current {
		p.s.step(p)
	}
	p.show(id)
	p.trail.visit(place{p.current, p.week})
	p.drawMenu()
}

// reveal shows a screen, and one thing there if the screen can.
func (p *pane) reveal(id, subject string) {
	p.Navigate(id)
	if revealer, ok := p.made[id].(Revealer); ok {
		revealer.Reveal(subject)
	}
}

// show shows a screen; an unknown one is the first.
func (p *pane) show(id string) {
	entries := p.s.entries
	if p.s.office == nil || len(entries) == 0 {
		return
	}
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		i = 0
	}
	p.closePopovers()
	p.stage.ForgetLeft()
	entry := entries[i]
	screen := p.screen(entry)
	screen.SetWeek(p.week)
	p.current = entry.ID
	p.frame.show(entry.ID, screen.Content())
	if p.trail.isEmpty() {
		p.trail.visit(place{p.current, p.week})
	}
	p.drawMenu()
}

// screen returns the screen of an entry, made when it is first looked at.
func (p *pane) screen(entry Entry) Screen {
	screen, made := p.made[entry.ID]
	if made {
		return screen
	}
	screen = entry.Make(p.host())
	p.made[entry.ID] = screen
	if kept, ok := p.kept[entry.ID]; ok {
		if keeper, ok := screen.(Keeper); ok {
			keeper.Restore(kept)
		}
		delete(p.kept, entry.ID)
	}
	return screen
}

// ChooseWeek chooses the week for every screen of the window, and remembers the way;
// those not in sight follow when they are looked at.
func (p *pane) ChooseWeek(week agenda.Week) {
	p.setWeek(week)
	if p.frame != nil {
		p.trail.visit(place{p.current, week})
		p.drawMenu()
	}
}

// turnWeek goes some weeks on. While the keyboard is on tabs, it is them that turn by the
// same keys.
func (p *pane) turnWeek(by int) {
	if tabs, ok := p.window.Canvas().Focused().(*widgets.Tabs); ok {
		tabs.Step(by)
		return
	}
	p.ChooseWeek(p.week.Add(by))
}

func (p *pane) setWeek(week agenda.Week) {
	p.week = week
	if p.frame == nil {
		return
	}
	p.frame.setWeek(week)
	if screen, ok := p.made[p.current]; ok {
		screen.SetWeek(week)
	}
}

// back and forward walk the way that the window remembers.
func (p *pane) back()    { p.walk(p.trail.back()) }
func (p *pane) forward() { p.walk(p.trail.forward()) }

func (p *pane) walk(to place, ok bool) {
	if !ok {
		return
	}
	if to.week != p.week {
		p.setWeek(to.week)
	}
	p.show(to.page)
}

// typed hears the function keys: Fyne takes no shortcut without a modifier, though it
// writes one beside the menu's line. While a dialog is open it hears nothing, for the
// dialog listens in its place.
func (p *pane) typed(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		p.stage.HideTips()
	}
	if a, ok := p.actions.OfKey(key.Name); ok && !(a.Native && p.typing()) {
		p.do(a)
	}
}

// typing reports whether the keyboard is in a field of text.
func (p *pane) typing() bool {
	_, text := p.window.Canvas().Focused().(interface{ SelectedText() string })
	return text
}
