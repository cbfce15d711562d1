package publication

import (
	"cmp"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// showPanel shows the selected release: when, how it stands, what goes online.
func (t *weekTab) showPanel() {
	voice, now := t.s.p.Voice, t.s.p.Office.Now()
	r, ok := t.release(t.selected)
	if !ok {
		t.panel.Objects = []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.publication.panel.none"))}
		t.panel.Refresh()
		return
	}
	when := voice.Moment(r.At)
	if release.Secret(r, now) && !t.veil.Lifted() {
		when = voice.Text("screen.publication.panel.hidden")
	}
	said, state := standingText(r, now, voice)
	parts := []fyne.CanvasObject{
		widgets.NewText(widgets.RoleCaption, voice.Text("screen.publication.panel.number", "Number", r.Number, "All", len(t.schedule.Releases))),
		widgets.NewParagraph(widgets.RoleHeading, when),
		widgets.Across(widgets.NewBadge(said, state)),
	}
	parts = append(parts, t.standing(r, now)...)
	for _, g := range lotsOf(t.schedule, r.ID, voice) {
		parts = append(parts, g.draw(voice))
	}
	if len(linesOf(t.schedule, r.ID)) == 0 {
		parts = append(parts, widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.publication.panel.no-lots")))
	}
	t.panel.Objects = []fyne.CanvasObject{widgets.Down(parts...)}
	t.panel.Refresh()
}

// standing says more of how a release stands, with the button that changes it.
func (t *weekTab) standing(r office.ScheduledRelease, now agenda.Moment) []fyne.CanvasObject {
	voice := t.s.p.Voice
	muted := func(text string) fyne.CanvasObject { return widgets.NewParagraph(widgets.RoleMuted, text) }
	tick := func() fyne.CanvasObject {
		return widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.tick"), theme.IconCheck(), func() { t.marker.Mark(true, r.Release) })
	}
	switch lookOf(r, now) {
	case toCome:
		return []fyne.CanvasObject{muted(voice.Text("screen.publication.panel.wait"))}
	case done:
		untick := widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.untick"), theme.IconUndo(), func() { t.marker.Mark(false, r.Release) })
		return []fyne.CanvasObject{muted(voice.Say(r.Reason)), untick}
	case missed:
		return []fyne.CanvasObject{muted(voice.Text("screen.publication.panel.missed")), tick()}
	case replaced:
		return []fyne.CanvasObject{muted(voice.Text("screen.publication.panel.replaced"))}
	default:
		return []fyne.CanvasObject{tick()}
	}
}

// lotGroup is what goes online under one heading: at a desk, or as additional
// appointments.
type lotGroup struct {
	title, note string
	lots        []lot
}

type lot struct {
	slots int
	label string
}

// draw returns a heading with its lots, their numbers in a column.
func (g lotGroup) draw(voice *wording.Voice) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleStrong, g.title)}
	if g.note != "" {
		lines = append(lines, widgets.NewParagraph(widgets.RoleCaption, g.note))
	}
	lots := container.New(&columns.Grid{Shares: []float32{1, 8}})
	for _, l := range g.lots {
		count := widgets.NewParagraph(widgets.RoleBody, voice.Number(l.slots)) // stands beside the first line of a long name
		count.SetAlignment(alignRight)
		lots.Add(count)
		lots.Add(widgets.NewParagraph(widgets.RoleBody, l.label))
	}
	return widgets.Tight(append(lines, lots)...)
}

// linesOf returns the lots of a release.
func linesOf(s office.Schedule, id agenda.ReleaseID) (lots []workspace.LotLine) {
	for _, line := range s.Lots {
		if line.Release == id {
			lots = append(lots, line)
		}
	}
	return lots
}

// lotsOf returns what a release puts online: by desk in the order of the house, then the
// additional appointments, each lot of them under its own name.
func lotsOf(s office.Schedule, id agenda.ReleaseID, voice *wording.Voice) []lotGroup {
	byDesk, extra := map[agenda.DeskID][]lot{}, map[agenda.AdditionalID][]lot{}
	for _, line := range linesOf(s, id) {
		label := procedureName(s.House, line.Procedure)
		if line.Additional == "" {
			byDesk[line.Desk] = append(byDesk[line.Desk], lot{line.Slots, label})
			continue
		}
		at := voice.Text("screen.publication.panel.at-desk", "Procedure", label, "Desk", s.House.DeskName(line.Desk))
		extra[line.Additional] = append(extra[line.Additional], lot{line.Slots, at})
	}
	var groups []lotGroup
	for _, d := range s.House.Desks {
		if lots := byDesk[d.ID]; len(lots) > 0 {
			groups = append(groups, lotGroup{title: voice.Text("screen.publication.panel.desk", "Desk", d.Name), lots: lots})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(extra)) {
		group := lotGroup{title: voice.Text("screen.publication.panel.additional"), lots: extra[id]}
		at := slices.IndexFunc(s.House.Additional, func(a agenda.Additional) bool { return a.ID == id })
		if at >= 0 && s.House.Additional[at].Label != "" {
			group.title, group.note = s.House.Additional[at].Label, group.title
		}
		groups = append(groups, group)
	}
	return groups
}

// procedureName returns the label of a procedure, or its code where the house has it no
// more.
func procedureName(h office.House, code agenda.ProcedureCode) string {
	p, _ := h.Procedure(code)
	return cmp.Or(p.Label, string(code))
}
