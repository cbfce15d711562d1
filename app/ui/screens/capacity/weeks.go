package capacity

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/beside"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// weeks is the table of the weeks, with the panel of the selected one.
type weeks struct {
	s       *Screen
	sheet   sheet
	rows    []widgets.Row
	table   *widgets.DataTable
	place   *fyne.Container // of the table, which is another for other procedures
	side    *side
	beside  *beside.Beside // the table and the panel
	content fyne.CanvasObject
}

func newWeeks(s *Screen) *weeks {
	voice := s.p.Voice
	w := &weeks{s: s, place: container.NewStack(), side: newSide(s)}
	legend := widgets.NewParagraph(widgets.RoleCaption, voice.Text("screen.capacity.legend"))
	w.beside = w.side.around(w.place)
	w.content = widgets.DownWith(w.beside, w.beside, legend)
	return w
}

// mark shows anew how a week stands.
func (w *weeks) mark() {
	s := w.s
	w.sheet = newSheet(s.plan, s.standings, s.compared(), s.p.Voice)
	w.rows = w.sheet.rows()
	w.table.Reload()
}

// show shows another plan. The table stays where it is as long as the columns are the same.
func (w *weeks) show(s sheet) {
	same := w.table != nil && slices.Equal(s.columns, w.sheet.columns)
	w.sheet, w.rows = s, s.rows()
	if !same {
		w.table = w.newTable()
		w.place.Objects = []fyne.CanvasObject{widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, w.table)}
		w.place.Refresh()
		w.table.SetSource(widgets.RowsNow(func() []widgets.Row { return w.rows }))
	} else {
		w.table.Reload()
	}
	w.table.SetSums(s.foot()...)
}

// tableID names the table whose columns are remembered: beside another plan it has others.
func (w *weeks) tableID() string {
	if w.s.looking() {
		return comparedKey
	}
	return tableKey
}

func (w *weeks) newTable() *widgets.DataTable {
	p := w.s.p
	t := widgets.NewDataTable(widgets.TableParams{
		ID: w.tableID(), Memory: p.Memory, Label: p.Voice.Text("screen.capacity.title"), Columns: w.sheet.columns, Voice: p.Voice,
		Background: widgets.Inline, Multiple: true,
	})
	t.OnSelected = func(index int, _ widgets.Row) {
		w.s.showWeek(w.sheet.weeks[index].week)
		w.side.show(w.s.week)
	}
	t.OnSelection = func(widgets.Selection) { w.count(); w.s.actionsChanged() }
	t.OnActivated = func(int, widgets.Row) { w.s.editWeek() }
	t.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(p.Voice, action.Set(w.s.Actions()).Of(actionEdit, actionLock, actionUnlock, "", actionReleases)...)
	}
	return t
}

// choose selects a week, or none where the plan has it not.
func (w *weeks) choose(week agenda.Week) {
	i := slices.IndexFunc(w.sheet.weeks, func(l line) bool { return l.week == week })
	at, _, ok := w.table.Selected()
	switch {
	case i < 0:
		w.table.ClearSelection()
	case !ok || at != i:
		w.table.Select(i)
	}
	w.side.show(week)
	w.count()
}

// count says how many weeks there are or, of several that are selected, what they have.
func (w *weeks) count() {
	s, voice := w.s, w.s.p.Voice
	var chosen []office.PlanWeek
	if w.table != nil {
		selection := w.table.Selection()
		for _, week := range s.plan.Weeks {
			if selection.Contains(week.Week.String()) {
				chosen = append(chosen, week)
			}
		}
	}
	s.count.SetState(widgets.Plain)
	if len(chosen) > 1 {
		slots, open, used := 0, 0, 0
		for _, week := range chosen {
			slots, open, used = slots+week.Slots, open+week.OpenMinutes, used+week.UsedMinutes
		}
		s.count.SetText(voice.Text("screen.capacity.count.selected", "Count", len(chosen), "All", len(s.plan.Weeks), "Slots", slots,
			"Open", hours(open, voice), "Used", hours(used, voice)))
		return
	}
	var over []agenda.Week
	for _, week := range s.plan.Weeks {
		if len(s.standings[week.Week].over) > 0 {
			over = append(over, week.Week)
		}
	}
	unsaved, misfit := "", ""
	if n := len(s.edits); n > 0 {
		unsaved = widgets.Signed(widgets.Warning, voice.Text("screen.capacity.count.unsaved", "Count", n))
	}
	if len(over) > 0 {
		misfit = widgets.Signed(widgets.Danger, voice.Text("screen.capacity.count.over", "Count", len(over), "Weeks", weekRanges(over, voice)))
	}
	s.count.SetText(joined(misfit, unsaved, voice.Text("screen.capacity.count", "Count", len(s.plan.Weeks)),
		voice.Text("screen.capacity.status.made", "Version", s.plan.Version, "At", s.plan.MadeAt)))
	switch {
	case misfit != "":
		s.count.SetState(widgets.Danger)
	case unsaved != "":
		s.count.SetState(widgets.Warning)
	}
}
