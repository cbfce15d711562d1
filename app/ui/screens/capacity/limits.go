package capacity

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// limits says what keeps the plan from its targets: in sentences, by procedure and by
// desk.
type limits struct {
	voice      *wording.Voice
	reasons    *fyne.Container
	procedures *shelf
	desks      *shelf
	content    fyne.CanvasObject
}

// shelf is a short table whose rows are all there.
type shelf struct {
	table *widgets.DataTable
	rows  []widgets.Row
}

func newShelf(p Params, id, label string, columns []widgets.Column) *shelf {
	s := &shelf{table: widgets.NewDataTable(widgets.TableParams{
		ID: id, Memory: p.Memory, Label: label, Columns: columns, Voice: p.Voice, Background: widgets.Inline, Signs: true, Multiple: true,
	})}
	s.table.SetSource(widgets.RowsNow(func() []widgets.Row { return s.rows }))
	return s
}

func (s *shelf) set(rows []widgets.Row) {
	s.rows = rows
	s.table.Reload()
}

func newLimits(p Params) *limits {
	voice, right := p.Voice, fyne.TextAlignTrailing
	l := &limits{voice: voice, reasons: container.NewStack()}
	l.procedures = newShelf(p, "capacity-procedures", voice.Text("screen.capacity.limits.procedures"), []widgets.Column{
		{ID: "procedure", Label: voice.Text("screen.capacity.edit.procedure"), Width: 150, Stretch: true, Typed: true},
		{ID: "target", Label: voice.Text("screen.capacity.sum.target"), Width: 72, Align: right},
		{ID: "planned", Label: voice.Text("screen.capacity.sum.planned"), Width: 72, Align: right},
		{ID: "missing", Label: voice.Text("screen.capacity.sum.missing"), Width: 72, Align: right},
		{ID: "desks", Label: voice.Text("screen.capacity.limits.by"), Tip: voice.Text("screen.capacity.limits.by.tip"), Width: 110, Stretch: true},
	})
	l.desks = newShelf(p, "capacity-desks", voice.Text("screen.capacity.limits.desks"), []widgets.Column{
		{ID: "desk", Label: voice.Text("screen.capacity.limits.desk"), Width: 90, Stretch: true, Typed: true},
		{ID: "open", Label: voice.Text("screen.capacity.column.open"), Width: 74, Align: right},
		{ID: "use", Label: voice.Text("screen.capacity.column.use"), Width: 74, Align: right},
		{ID: "full", Label: voice.Text("screen.capacity.limits.full"), Tip: voice.Text("screen.capacity.limits.full.tip"), Width: 70, Align: right},
		{ID: "weeks", Label: voice.Text("screen.capacity.limits.weeks"), Width: 110, Stretch: true},
	})
	part := func(title string, s *shelf) fyne.CanvasObject {
		return widgets.DownWith(s.table, widgets.NewText(widgets.RoleHeading, title), s.table)
	}
	tables := widgets.Evenly(
		part(voice.Text("screen.capacity.limits.procedures"), l.procedures), part(voice.Text("screen.capacity.limits.desks"), l.desks))
	l.content = widgets.DownWith(tables, l.reasons, tables)
	return l
}

// show says what limits a plan, and whether another could do better.
func (l *limits) show(plan office.PlanView, best bool) {
	l.reasons.Objects = []fyne.CanvasObject{reasonsOf(plan, best, l.voice)}
	l.reasons.Refresh()
	l.procedures.set(procedureRows(plan, l.voice))
	l.desks.set(deskLoads(plan, l.voice))
}

func reasonsOf(plan office.PlanView, best bool, voice *wording.Voice) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, voice.Text("screen.capacity.reasons.title"))}
	if best {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Info, voice.Text("screen.capacity.proven"))))
	}
	if len(plan.Reasons) == 0 {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Success, voice.Text("screen.capacity.reasons.none"))))
	}
	for _, reason := range plan.Reasons {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Warning, voice.Say(reason))))
	}
	return widgets.NewTile(widgets.Down(lines...))
}

// procedureRows tell by procedure what is missing, and which desks it would need.
func procedureRows(plan office.PlanView, voice *wording.Voice) []widgets.Row {
	var rows []widgets.Row
	for _, p := range shown(plan) {
		n := plan.ByProcedure[p.Code]
		missing := missingCell(p.Target-n, voice)
		row := widgets.Row{
			Key:   string(p.Code),
			Cells: []string{p.Label, countCell(p.Target, voice).text, countCell(n, voice).text, missing.text, ""},
			Tones: map[int]widgets.State{3: missing.state},
		}
		if n < p.Target {
			row.State, row.Cells[4] = widgets.Warning, strings.Join(desksFor(plan.House, p.Code), ", ")
		}
		rows = append(rows, row)
	}
	return rows
}

// desksFor are the names of the desks that serve a procedure.
func desksFor(house office.House, code agenda.ProcedureCode) (names []string) {
	for _, d := range house.Desks {
		if d.Serves(code) {
			names = append(names, d.Name)
		}
	}
	return names
}

// deskLoads tell by desk how much of the year is taken, and which weeks are full.
func deskLoads(plan office.PlanView, voice *wording.Voice) []widgets.Row {
	var rows []widgets.Row
	for _, d := range plan.House.Desks {
		open, used := 0, 0
		var full []agenda.Week
		for _, w := range plan.Weeks {
			use := w.ByDesk[d.ID]
			open, used = open+use.OpenMinutes, used+use.UsedMinutes
			if isFull(use) {
				full = append(full, w.Week)
			}
		}
		share := "–"
		if open > 0 {
			share = voice.Percent(float64(used) / float64(open))
		}
		row := widgets.Row{Key: string(d.ID), Cells: []string{
			d.Name, voice.Text("screen.capacity.hours", "Hours", open/60), share, countCell(len(full), voice).text, weekRanges(full, voice),
		}}
		if len(full) > 0 {
			row.Cells[3], row.Tones = signFull+row.Cells[3], map[int]widgets.State{3: widgets.Info}
		}
		rows = append(rows, row)
	}
	return rows
}

// isFull reports whether hardly a slot fits into a desk's week any more.
func isFull(use office.DeskUse) bool {
	return use.OpenMinutes > 0 && float64(use.UsedMinutes) >= fullShare*float64(use.OpenMinutes)
}

// fullDesks are the names of the desks that are full in a week.
func fullDesks(house office.House, w office.PlanWeek) (names []string) {
	for _, d := range house.Desks {
		if isFull(w.ByDesk[d.ID]) {
			names = append(names, d.Name)
		}
	}
	return slices.Clip(names)
}
