package setup

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// proceduresStep asks which procedures are offered, and how each goes.
type proceduresStep struct {
	w *Wizard

	rows   []*procedureRow
	wrong  *widgets.Field
	page   fyne.CanvasObject
	edited bool
}

// procedureRow is one procedure.
type procedureRow struct {
	step *proceduresStep
	p    *Procedure

	offered        *widgets.Check
	minutes        *widgets.DurationField
	noShow         *widgets.NumberField
	permits        *widgets.NumberField
	share          *widgets.NumberField // of the appointments; nil where a target is asked for or nobody has an appointment
	target         *widgets.NumberField // nil where a share is
	desks          *widgets.Button
	form           *widgets.Form
	cells          []fyne.CanvasObject
	disabledInputs []interface{ SetDisabled(bool) }
}

func newProceduresStep(w *Wizard) *proceduresStep {
	s := &proceduresStep{w: w}
	text := w.p.Voice.Text
	cells := []fyne.CanvasObject{
		widgets.Spacer(), columns.Head(text("screen.setup.procedures.offered")), columns.Head(text("screen.setup.procedures.minutes")),
		columns.Head(text("screen.setup.procedures.no-show")), columns.Head(text("screen.setup.procedures.permits")),
		columns.Head(text("screen.setup.procedures.share")), columns.Head(text("screen.setup.procedures.desks")),
	}
	for _, p := range w.answers.Procedures {
		row := newProcedureRow(s, p)
		s.rows = append(s.rows, row)
		cells = append(cells, row.cells...)
	}
	table := container.New(&columns.Grid{Shares: []float32{0.1, 8, 2, 1.7, 1.7, 1.9, 2.4}, Lead: 2}, cells...)
	s.wrong = widgets.NewField("", text("screen.setup.procedures.hint"), table)
	s.page = widgets.Down(s.wrong)
	return s
}

func (s *proceduresStep) title() string              { return s.w.p.Voice.Text("screen.setup.procedures.title") }
func (s *proceduresStep) purpose() string            { return s.w.p.Voice.Text("screen.setup.procedures.purpose") }
func (s *proceduresStep) content() fyne.CanvasObject { return s.page }

func (s *proceduresStep) first() fyne.Focusable {
	if len(s.rows) == 0 {
		return nil
	}
	return s.rows[0].offered
}

func (s *proceduresStep) enter() {
	for _, r := range s.rows {
		r.desks.SetText(r.served())
	}
}

func (s *proceduresStep) dirty() bool {
	for _, r := range s.rows {
		if r.form.Dirty() {
			return true
		}
	}
	return s.edited
}

func newProcedureRow(s *proceduresStep, p *Procedure) *procedureRow {
	voice := s.w.p.Voice
	text := voice.Text
	r := &procedureRow{step: s, p: p}
	r.offered = widgets.NewCheck("", p.Offered, func(bool) { r.enable(); s.complain() })
	label := widgets.NewText(widgets.RoleBody, p.Label)
	label.SetMinWidth(columns.Scaled(130))
	r.minutes = widgets.NewDurationField(widgets.DurationParams{Voice: voice, Least: 1, Most: agenda.MostMinutes})
	r.minutes.SetValue(p.Minutes)
	percent := func(share float64) *widgets.NumberField {
		n := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Most: 100, Decimals: 1, Unit: "%"})
		n.SetValue(share * 100)
		return n
	}
	r.noShow, r.permits = percent(p.NoShow), percent(p.PermitsPerKept)
	r.desks = widgets.NewButton(widgets.Secondary, "", nil, r.chooseDesks)
	r.cells = []fyne.CanvasObject{r.offered, label, r.minutes, r.noShow, r.permits}
	r.form = widgets.NewForm()
	r.form.Watch(r.offered, r.minutes, r.noShow, r.permits)
	r.disabledInputs = []interface{ SetDisabled(bool) }{r.minutes, r.noShow, r.permits}
	switch {
	case p.WalkIn != nil:
		muted := widgets.NewText(widgets.RoleCaption, text("screen.setup.procedures.walk-in"))
		muted.SetMinWidth(0)
		r.cells = append(r.cells, muted)
	case p.Shared():
		r.share = widgets.NewNumberField(widgets.NumberParams{Voice: voice, Most: agenda.MostTarget, Decimals: 1})
		r.share.SetValue(p.Weight)
		r.add(r.share)
	default:
		r.target = widgets.NewNumberField(widgets.NumberParams{Voice: voice, Most: agenda.MostTarget, Step: 100, Unit: text("screen.setup.procedures.a-year")})
		r.target.SetInt(p.Target)
		r.add(r.target)
	}
	r.cells = append(r.cells, r.desks)
	for _, input := range r.inputs() {
		input.ReportTo(func(string) { s.complain() })
	}
	named := func(key string) string { return p.Label + ", " + text(key) }
	r.offered.SetAccessibleLabel(named("screen.setup.procedures.offered"))
	r.minutes.SetAccessibleLabel(named("screen.setup.procedures.minutes"))
	r.noShow.SetAccessibleLabel(named("screen.setup.procedures.no-show"))
	r.permits.SetAccessibleLabel(named("screen.setup.procedures.permits"))
	r.enable()
	r.form.Clean()
	return r
}

func (r *procedureRow) add(n *widgets.NumberField) {
	n.SetAccessibleLabel(r.p.Label + ", " + r.step.w.p.Voice.Text("screen.setup.procedures.share"))
	r.cells = append(r.cells, n)
	r.form.Watch(n)
	r.disabledInputs = append(r.disabledInputs, n)
}

// input is a field of a row.
type input interface {
	widgets.Answer
	ReportTo(func(string))
	SetWrong(bool)
}

func (r *procedureRow) inputs() []input {
	all := []input{r.minutes, r.noShow, r.permits}
	if r.share != nil {
		all = append(all, r.share)
	}
	if r.target != nil {
		all = append(all, r.target)
	}
	return all
}

func (r *procedureRow) enable() {
	for _, i := range r.disabledInputs {
		i.SetDisabled(!r.offered.Checked)
	}
	if r.offered.Checked {
		r.desks.Enable()
	} else {
		r.desks.Disable()
	}
}

// served names the desks that receive the procedure.
func (r *procedureRow) served() string {
	var names []string
	for _, d := range r.step.w.answers.Desks {
		if d.Serves[r.p.Code] {
			names = append(names, d.Name)
		}
	}
	switch len(names) {
	case 0:
		return r.step.w.p.Voice.Text("screen.setup.procedures.no-desk")
	case 1, 2, 3:
		return strings.Join(names, ", ")
	}
	return r.step.w.p.Voice.Text("screen.setup.procedures.some-desks", "Count", len(names))
}

// chooseDesks opens the list of desks to tick.
func (r *procedureRow) chooseDesks() {
	boxes := widgets.Down()
	for _, d := range r.step.w.answers.Desks {
		boxes.Add(widgets.NewCheck(d.Name, d.Serves[r.p.Code], func(on bool) {
			d.Serves[r.p.Code] = on
			r.step.edited = true
			r.desks.SetText(r.served())
			r.step.complain()
		}))
	}
	over := widgets.ShowPopover(r.desks, widgets.Inset(theme.SizeGap, boxes))
	if over != nil && len(boxes.Objects) > 0 {
		r.step.w.focus(boxes.Objects[0].(fyne.Focusable))
	}
}

// wrongWith returns what is wrong with the row and what should get the keyboard.
func (r *procedureRow) wrongWith() (string, fyne.Focusable) {
	voice := r.step.w.p.Voice
	if !r.offered.Checked {
		return "", nil
	}
	named := func(sentence string) string {
		return voice.Text("screen.setup.procedures.wrong.row", "Procedure", r.p.Label, "Wrong", sentence)
	}
	for _, i := range r.inputs() {
		wrong := i.Wrong()
		if wrong == "" && i.Stands() == "" {
			wrong = voice.Text("widgets.field.missing")
		}
		i.SetWrong(wrong != "")
		if wrong != "" {
			return named(wrong), i.First()
		}
	}
	for _, d := range r.step.w.answers.Desks {
		if d.Serves[r.p.Code] {
			return "", nil
		}
	}
	return named(voice.Text("screen.setup.procedures.wrong.desk")), r.desks
}

// wrongNow returns the first thing that is wrong on the page.
func (s *proceduresStep) wrongNow() (string, fyne.Focusable) {
	offered := false
	for _, r := range s.rows {
		if wrong, at := r.wrongWith(); wrong != "" {
			return wrong, at
		}
		offered = offered || r.offered.Checked
	}
	if !offered {
		return s.w.p.Voice.Text("screen.setup.procedures.wrong.none"), s.first()
	}
	for _, d := range s.w.answers.Desks {
		serves := false
		for _, r := range s.rows {
			serves = serves || r.offered.Checked && d.Serves[r.p.Code]
		}
		if !serves {
			return s.w.p.Voice.Text("screen.setup.procedures.wrong.idle", "Desk", d.Name), s.rows[0].desks
		}
	}
	return "", nil
}

func (s *proceduresStep) complain() {
	wrong, _ := s.wrongNow()
	s.wrong.SetError(wrong)
	s.page.Refresh()
}

func (s *proceduresStep) take() bool {
	wrong, at := s.wrongNow()
	s.wrong.SetError(wrong)
	s.page.Refresh()
	if wrong != "" {
		s.w.focus(at)
		return false
	}
	for _, r := range s.rows {
		r.p.Offered = r.offered.Checked
		if !r.p.Offered {
			continue
		}
		r.p.Minutes, _ = r.minutes.Value()
		r.p.NoShow = shareOf(r.noShow, r.p.NoShow)
		r.p.PermitsPerKept = shareOf(r.permits, r.p.PermitsPerKept)
		if r.share != nil {
			r.p.Weight, _ = r.share.Value()
		}
		if r.target != nil {
			r.p.Target, _ = r.target.Int()
		}
		r.form.Clean()
	}
	return true
}

// shareOf reads a percentage as a share. One that was not touched stays exactly what it
// was: a file may say it with more decimals than the field shows.
func shareOf(f *widgets.NumberField, before float64) float64 {
	percent, ok := f.Value()
	if !ok || int(percent*10+0.5) == int(before*1000+0.5) {
		return before
	}
	return float64(int(percent*10+0.5)) / 1000
}
