package ui

import (
	"cmp"
	"slices"
	"strings"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// mostRecent is how many actions stand above the others in the palette.
const mostRecent = 5

// palette finds an action by its name and does it.
func (p *pane) palette() {
	voice := p.s.voice
	var entries []widgets.PaletteEntry
	for _, a := range p.byNearness() {
		entry := widgets.PaletteEntry{
			ID: a.ID, Title: a.Title, Group: voice.Text("action.menu." + a.Group), Keywords: a.Under, Icon: a.Icon,
			Shortcut: action.Keys(voice, a.Shortcut), Disabled: a.WhyNot(),
		}
		if a.Under != "" {
			entry.Group = a.Under
		}
		if a.Chosen() {
			entry.Icon = theme.IconCheck()
		}
		entries = append(entries, entry)
	}
	widgets.ShowPalette(p.window.Canvas(), widgets.PaletteParams{
		Voice: voice, Entries: entries, Recent: p.s.chosen, OnChosen: p.doChosen,
	})
}

// byNearness returns the actions, those of the page in sight first, then the other pages.
func (p *pane) byNearness() action.Set {
	all := slices.DeleteFunc(slices.Clone(p.actions), func(a action.Action) bool { return a.ID == "help.palette" })
	slices.SortStableFunc(all, func(a, b action.Action) int { return cmp.Compare(distance(a), distance(b)) })
	return all
}

func distance(a action.Action) int {
	switch {
	case a.Group == action.Page:
		return 0
	case strings.HasPrefix(a.ID, pagePrefix):
		return 1
	default:
		return 2
	}
}

// doChosen does what was chosen in the palette.
func (p *pane) doChosen(id string) {
	p.s.chosen = slices.DeleteFunc(p.s.chosen, func(other string) bool { return other == id })
	p.s.chosen = append([]string{id}, p.s.chosen...)
	p.s.chosen = p.s.chosen[:min(len(p.s.chosen), mostRecent)]
	p.doByID(id)
}
