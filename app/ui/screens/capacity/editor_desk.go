package capacity

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
)

// deskRows are the numbers of one desk.
type deskRows struct {
	e     *editor
	id    agenda.DeskID
	index int // among the desks of the week
	rows  []*cellRow
	name  *widgets.Text
	use   *widgets.Text
}

func newDeskRows(e *editor, index int) *deskRows {
	desk := e.standing.Desks[index]
	d := &deskRows{
		e: e, id: desk.Desk.ID, index: index,
		name: widgets.NewText(widgets.RoleStrong, ""), use: widgets.NewText(widgets.RoleCaption, ""),
	}
	d.name.SetMinWidth(0)
	for i := range desk.Cells {
		d.rows = append(d.rows, newCellRow(d, i))
	}
	return d
}

// suits reports whether the lines are those of a desk.
func (d *deskRows) suits(desk office.DeskDraft) bool {
	return d.id == desk.Desk.ID && slices.EqualFunc(d.rows, desk.Cells, func(r *cellRow, c office.CellDraft) bool { return r.at.Procedure == c.Procedure.Code })
}

// standing is the desk as it stands.
func (d *deskRows) standing() office.DeskDraft { return d.e.standing.Desks[d.index] }

// show shows the desk of another week.
func (d *deskRows) show() {
	d.name.SetText(d.standing().Desk.Name)
	for _, row := range d.rows {
		row.show()
	}
}

// answer shows what an edit makes of the desk.
func (d *deskRows) answer() {
	for _, row := range d.rows {
		row.answer()
	}
}

// wrong is the first line that cannot be tried; nil: none.
func (d *deskRows) wrong() *cellRow {
	for _, row := range d.rows {
		if row.refused() != "" {
			return row
		}
	}
	return nil
}

// used are the minutes of the slots that are wanted.
func (d *deskRows) used() int {
	used := d.standing().UsedMinutes
	for _, row := range d.rows {
		used += (row.slots() - row.standing().Slots) * row.standing().Procedure.Minutes
	}
	return used
}

// draw shows how much of the desk's time is taken.
func (d *deskRows) draw() {
	voice, open, used := d.e.s.p.Voice, d.standing().OpenMinutes, d.used()
	state, text := widgets.Plain, voice.Text("screen.capacity.edit.use", "Used", hours(used, voice), "Open", hours(open, voice))
	switch {
	case used > open:
		state, text = widgets.Danger, widgets.Signed(widgets.Danger, text)
	case open > 0 && float64(used) >= fullShare*float64(open):
		state, text = widgets.Info, signFull+text
	}
	d.use.SetText(text)
	d.use.SetState(state)
}

// cellRow is one number of a desk: the slots of a procedure.
type cellRow struct {
	d     *deskRows
	at    place
	index int // among the desk's cells
	label *widgets.Text
	field *widgets.NumberField
	fixed *widgets.Text // in place of the field where nothing can be changed
	bound *widgets.Text
	room  *widgets.Text
	note  *widgets.Paragraph
}

// mostSlots is more than any desk offers of a procedure in a week.
const mostSlots = 9999

func newCellRow(d *deskRows, index int) *cellRow {
	r := &cellRow{
		d: d, index: index, label: widgets.NewText(widgets.RoleBody, ""), fixed: widgets.NewText(widgets.RoleBody, ""),
		bound: widgets.NewText(widgets.RoleCaption, ""), room: widgets.NewText(widgets.RoleCaption, ""),
		note: widgets.NewParagraph(widgets.RoleCaption, ""),
	}
	r.at = place{d.id, r.standing().Procedure.Code}
	r.field = widgets.NewNumberField(widgets.NumberParams{Voice: d.e.s.p.Voice, Most: mostSlots})
	r.field.OnTyped, r.field.OnChanged = r.typed, r.typed
	r.field.ReportTo(func(string) { r.judge() })
	r.note.Hide()
	r.label.SetMinWidth(0)
	for _, t := range []*widgets.Text{r.fixed, r.bound, r.room} {
		t.SetAlignment(fyne.TextAlignTrailing)
		t.SetMinWidth(0)
	}
	return r
}

// standing is the number as it stands.
func (r *cellRow) standing() office.CellDraft { return r.d.standing().Cells[r.index] }

// slots is the number that is wanted.
func (r *cellRow) slots() int {
	if e := r.d.e.edit(); e != nil {
		return e.slots(r.at, r.standing().Slots)
	}
	return r.standing().Slots
}

// show shows the number of another week.
func (r *cellRow) show() {
	voice, cell, over := r.d.e.s.p.Voice, r.standing(), r.d.e.standing.Past
	r.label.SetText(cell.Procedure.Label)
	r.field.SetAccessibleLabel(voice.Text("screen.capacity.edit.field", "Desk", r.d.standing().Desk.Name, "Procedure", cell.Procedure.Label))
	r.field.Hidden, r.fixed.Hidden = over, !over
	if over {
		r.fixed.SetText(voice.Number(cell.Slots))
	} else if n, ok := r.field.Int(); !ok || n != r.slots() {
		r.field.SetInt(r.slots())
	}
	r.bound.SetText(countCell(cell.Bound, voice).text)
	r.answer()
}

// answer shows how much room there is beside what is wanted, and what has no place.
func (r *cellRow) answer() {
	text := ""
	if cell, ok := cellOf(r.d.e.shown, r.at); ok && !r.d.e.standing.Past {
		text = countCell(cell.Room, r.d.e.s.p.Voice).text
	}
	r.room.SetText(text)
	r.judge()
}

// typed takes what was typed, as soon as it is a number that can be.
func (r *cellRow) typed() {
	r.judge()
	if !r.d.e.there {
		return
	}
	if r.refused() != "" {
		r.d.e.changed()
		return
	}
	if n, ok := r.field.Int(); ok && n != r.slots() {
		r.d.e.typed(r.at, n, r.standing().Slots)
	} else {
		r.d.e.changed()
	}
}

// refused says why what stands in the field cannot be tried; "" where it can.
func (r *cellRow) refused() string {
	voice := r.d.e.s.p.Voice
	if r.d.e.standing.Past {
		return ""
	}
	n, ok := r.field.Int()
	switch {
	case r.field.Stands() == "":
		return voice.Text("screen.capacity.edit.missing")
	case !ok:
		return r.field.Wrong()
	case n < r.standing().Bound:
		return voice.Text("screen.capacity.edit.below", "Count", r.standing().Bound)
	}
	return ""
}

// judge says under the line what is wrong with it.
func (r *cellRow) judge() {
	wrong := r.refused()
	if wrong == "" {
		for _, u := range r.d.e.shown.Unplaced {
			if u.Desk == r.at.Desk && u.Procedure == r.at.Procedure {
				wrong = r.d.e.s.p.Voice.Say(called(u.Reason, r.standing().Procedure))
			}
		}
	}
	r.field.SetWrong(wrong != "")
	if r.note.Hidden = wrong == ""; wrong != "" {
		r.note.SetState(widgets.Danger)
		r.note.SetText(widgets.Signed(widgets.Danger, wrong))
	}
}

// cellOf finds a number in a week.
func cellOf(draft office.WeekDraft, at place) (office.CellDraft, bool) {
	for _, desk := range draft.Desks {
		if desk.Desk.ID != at.Desk {
			continue
		}
		for _, c := range desk.Cells {
			if c.Procedure.Code == at.Procedure {
				return c, true
			}
		}
	}
	return office.CellDraft{}, false
}

// called returns a reason with the procedure called as people know it.
func called(reason agenda.Message, p agenda.Procedure) agenda.Message {
	args := agenda.Args{}
	for name, value := range reason.Args {
		args[name] = value
	}
	args["Procedure"] = p.Label
	return agenda.Message{Key: reason.Key, Args: args}
}
