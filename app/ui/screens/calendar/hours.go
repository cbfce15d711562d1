package calendar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// hoursView is when the desks are usually open, what changes that from some day on, and
// the mornings without appointment.
type hoursView struct {
	s       *Screen
	usual   *widgets.DataTable
	changes *ledger[agenda.SessionChange, agenda.ChangeID]
	walkIn  *widgets.DataTable
	codes   []agenda.ProcedureCode // of the rows of walkIn
	edit    *widgets.Button
	frames  [2]*fyne.Container // of usual and walkIn, as high as their rows
	box     fyne.CanvasObject
}

func newHoursView(s *Screen) *hoursView {
	voice := s.p.Voice
	text := voice.Text
	v := &hoursView{s: s}
	columns := []widgets.Column{{ID: "desk", Label: text("screen.calendar.column.desk"), Width: 70, Frozen: true}}
	for _, day := range weekdays[:6] {
		columns = append(columns, widgets.Column{ID: day.String(), Label: capital(voice.Weekday(day)), Width: 150, Stretch: true})
	}
	v.usual = widgets.NewDataTable(widgets.TableParams{
		ID: usualKey, Memory: s.p.Memory, Label: text("screen.calendar.hours.usual"), Columns: columns, Voice: voice, Background: widgets.Inline,
	})
	v.changes = newChanges(s)
	v.walkIn = widgets.NewDataTable(widgets.TableParams{
		ID: walkInKey, Memory: s.p.Memory, Label: text("screen.calendar.walk-in"), Voice: voice, Background: widgets.Inline,
		Columns: []widgets.Column{
			{ID: "procedure", Label: text("screen.calendar.column.procedure"), Width: 280, Stretch: true},
			{ID: "mornings", Label: text("screen.calendar.walk-in.mornings"), Width: 220},
			{ID: "kept", Label: text("screen.calendar.walk-in.kept"), Width: 280, Stretch: true},
		},
	})
	v.walkIn.OnActivated = func(int, widgets.Row) { v.editWalkIn() }
	v.walkIn.OnSelected = func(int, widgets.Row) { v.update() }
	v.walkIn.OnUnselected = v.update
	v.walkIn.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewParagraph(widgets.RoleMuted, text("screen.calendar.walk-in.none"))
	})
	v.edit = widgets.NewButton(widgets.Secondary, text("screen.calendar.walk-in.edit"), theme.IconOpen(), v.editWalkIn)
	heading := func(key string, beside ...fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Flow(nil, append([]fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, text(key))}, beside...)...)
	}
	v.frames = [2]*fyne.Container{container.NewStack(), container.NewStack()}
	usual := s.action(actionUsual)
	changes := widgets.AtLeast(0, 118, v.changes.content())
	v.box = widgets.NewScroll(widgets.DownWith(changes,
		heading("screen.calendar.hours.usual", widgets.NewButton(widgets.Secondary, usual.Title, usual.Icon, usual.Do)), v.frames[0],
		heading("screen.calendar.hours.changes"), changes,
		heading("screen.calendar.walk-in", v.edit), v.frames[1]))
	return v
}

func (v *hoursView) content() fyne.CanvasObject { return v.box }
func (v *hoursView) status() string             { return v.changes.status() }

func (v *hoursView) update() {
	v.changes.update()
	_, _, ok := v.walkIn.Selected()
	if ok {
		v.edit.Enable()
		v.edit.SetTip("")
	} else {
		v.edit.Disable()
		v.edit.SetTip(v.s.p.Voice.Text("screen.calendar.walk-in.choose"))
	}
}

func (v *hoursView) show() {
	voice := v.s.p.Voice
	var rows []widgets.Row
	for _, d := range v.s.house.Desks {
		row := widgets.Row{Key: string(d.ID), Cells: []string{d.Name}}
		for _, day := range weekdays[:6] {
			row.Cells = append(row.Cells, sessionsOf(d.Sessions, day, voice))
		}
		rows = append(rows, row)
	}
	v.usual.SetSource(widgets.Rows(rows))
	v.frame(0, v.usual, len(rows))
	v.changes.show()
	at, _, chosen := v.walkIn.Selected()
	v.codes, rows = nil, nil
	for _, p := range v.s.house.Procedures {
		if p.WalkIn != nil {
			v.codes = append(v.codes, p.Code)
			rows = append(rows, widgets.Row{Key: string(p.Code), Cells: []string{p.Label, weekdayNames(p.WalkIn.Mornings, voice), keptFor(*p.WalkIn, voice)}})
		}
	}
	v.walkIn.SetSource(widgets.Rows(rows))
	v.frame(1, v.walkIn, len(rows))
	if chosen {
		v.walkIn.Select(at)
	}
	v.update()
}

// frame makes a table as high as its rows, up to a dozen of them.
func (v *hoursView) frame(i int, t *widgets.DataTable, rows int) {
	const head, row = 34, 27
	height := float32(head + row*min(max(rows, 1), 12))
	v.frames[i].Objects = []fyne.CanvasObject{widgets.AtLeast(0, height, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, t))}
	v.frames[i].Refresh()
}
