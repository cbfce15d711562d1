package scenarios

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/widgets"
)

// period is a range of days.
type period struct {
	from, to           *widgets.DatePicker
	fromField, toField *widgets.Field
	content            fyne.CanvasObject
}

// period asks for a range of days; a last day that is needed cannot stay empty.
func (e *editor) period(from, to agenda.Date, ends bool) period {
	voice := e.s.p.Voice
	year := e.s.plan.House.Service.Year
	params := widgets.MonthParams{Voice: voice, Today: laterOf(e.s.today(), firstDay(year))}
	p := period{from: widgets.NewDatePicker(params), to: widgets.NewDatePicker(params)}
	p.from.SetDate(from)
	p.to.SetDate(to)
	p.fromField = widgets.NewField(voice.Text("screen.scenarios.form.from"), "", p.from).Require(voice)
	p.toField = widgets.NewField(voice.Text("screen.scenarios.form.to"), "", p.to).CheckWith(func() string {
		first, last := p.days()
		if !last.IsZero() && last.Before(first) {
			return voice.Text("screen.scenarios.form.wrong.order")
		}
		return ""
	})
	if ends {
		p.toField.Require(voice)
	} else {
		p.toField.Optional(voice)
	}
	p.content = flowing(widgets.AtLeast(dateWidth, 0, p.fromField), widgets.AtLeast(dateWidth, 0, p.toField))
	return p
}

func (p period) fields() []*widgets.Field { return []*widgets.Field{p.fromField, p.toField} }

func (p period) days() (from, to agenda.Date) {
	from, _ = p.from.Value()
	to, _ = p.to.Value()
	return from, to
}

// dayPart is a part of a day.
type dayPart struct {
	which              *widgets.Select
	from, to           *widgets.TimeField
	whichField         *widgets.Field
	fromField, toField *widgets.Field
	content            fyne.CanvasObject
}

// The choices of a part of a day.
const (
	partWhole = iota
	partMorning
	partAfternoon
	partBetween
)

// hoursOf asks for a part of the day.
func (e *editor) hoursOf(h agenda.Hours) *dayPart {
	voice := e.s.p.Voice
	text := voice.Text
	p := &dayPart{from: widgets.NewTimeField(widgets.TimeParams{Voice: voice}), to: widgets.NewTimeField(widgets.TimeParams{Voice: voice})}
	chosen := slices.Index([]agenda.Hours{{}, agenda.Morning(), agenda.Afternoon()}, h)
	if h.Whole() {
		chosen = partWhole
	}
	if chosen < 0 {
		chosen = partBetween
		p.from.SetValue(h.From)
		p.to.SetValue(h.To)
	}
	p.which = widgets.NewSelect([]string{
		text("screen.scenarios.hours.whole"), text("screen.scenarios.hours.morning"), text("screen.scenarios.hours.afternoon"), text("screen.scenarios.hours.some"),
	}, chosen, func(int) { p.draw(); e.draw() })
	p.whichField = widgets.NewField(text("screen.scenarios.form.hours"), "", p.which)
	p.fromField = widgets.NewField(text("screen.scenarios.form.hour-from"), "", p.from).Require(voice)
	p.toField = widgets.NewField(text("screen.scenarios.form.hour-to"), "", p.to).Require(voice).CheckWith(func() string {
		if h := p.hours(); !h.Valid() || h.From >= h.To {
			return text("screen.scenarios.form.wrong.hours")
		}
		return ""
	})
	p.content = flowing(widgets.AtLeast(dateWidth, 0, p.whichField), widgets.AtLeast(shortWidth, 0, p.fromField), widgets.AtLeast(shortWidth, 0, p.toField))
	p.draw()
	return p
}

func (p *dayPart) draw() {
	between := p.which.SelectedIndex() == partBetween
	widgets.ShowIf(p.fromField, between)
	widgets.ShowIf(p.toField, between)
}

func (p *dayPart) fields() []*widgets.Field {
	return []*widgets.Field{p.whichField, p.fromField, p.toField}
}

func (p *dayPart) hours() agenda.Hours {
	switch p.which.SelectedIndex() {
	case partMorning:
		return agenda.Morning()
	case partAfternoon:
		return agenda.Afternoon()
	case partBetween:
		from, _ := p.from.Value()
		to, _ := p.to.Value()
		return agenda.Hours{From: from, To: to}
	default:
		return agenda.Hours{}
	}
}
