package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/ui/screens/internal/beside"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/screens/internal/weekform"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// procedurePanel is the fields of the chosen procedure.
type procedurePanel struct {
	part    *proceduresPart
	filling bool

	title, code                      *widgets.Text
	label                            *widgets.Entry
	minutes                          *widgets.DurationField
	target, noShow, permits, reserve *widgets.NumberField
	counted, walksIn                 *widgets.Check
	papers                           *widgets.TextArea
	walkIn                           *walkInFields
	form                             *widgets.Form
	desks, used                      *widgets.Paragraph
	body                             *fyne.Container
	scroll                           *widgets.Scroll
}

func newProcedurePanel(part *proceduresPart) *procedurePanel {
	voice := part.s.p.Voice
	text := voice.Text
	p := &procedurePanel{part: part, title: widgets.NewText(widgets.RoleHeading, ""), code: widgets.NewText(widgets.RoleCaption, "")}
	p.title.SetMinWidth(0)
	p.label = widgets.NewEntry()
	p.label.OnChanged = func(string) { p.take() }
	p.minutes = widgets.NewDurationField(widgets.DurationParams{Voice: voice, Least: 1, Most: agenda.MostMinutes})
	p.minutes.OnTyped, p.minutes.OnChanged = p.take, p.take
	number := func(params widgets.NumberParams) *widgets.NumberField {
		params.Voice = voice
		n := widgets.NewNumberField(params)
		n.OnTyped, n.OnChanged = p.take, p.take
		return n
	}
	percent := func() *widgets.NumberField { return number(widgets.NumberParams{Most: 100, Decimals: 1, Unit: "%"}) }
	p.target = number(widgets.NumberParams{Most: agenda.MostTarget, Step: 100})
	p.noShow, p.permits, p.reserve = percent(), percent(), percent()
	p.counted = widgets.NewCheck(text("screen.settings.counted"), false, func(bool) { p.take() })
	p.walksIn = widgets.NewCheck(text("screen.settings.walks-in"), false, func(bool) { p.take(); p.arrange() })
	p.walkIn = newWalkInFields(part.s, p.take)
	p.papers = widgets.NewTextArea(5)
	p.papers.OnChanged = func(string) { p.take() }
	p.desks, p.used = widgets.NewParagraph(widgets.RoleMuted, ""), widgets.NewParagraph(widgets.RoleMuted, "")

	label := needed(voice, text("screen.settings.label"), text("screen.settings.label.hint"), p.label)
	minutes := needed(voice, text("screen.settings.minutes.label"), "", p.minutes)
	target := needed(voice, text("screen.settings.target"), "", p.target)
	noShow := needed(voice, text("screen.settings.no-show"), "", p.noShow)
	permits := needed(voice, text("screen.settings.permits"), "", p.permits)
	reserve := needed(voice, text("screen.settings.reserve"), text("screen.settings.reserve.hint"), p.reserve)
	papers := widgets.NewField(text("screen.settings.papers"), text("screen.settings.papers.hint"), p.papers)
	p.form = widgets.NewForm(label, minutes, target, noShow, permits, reserve, p.walkIn.share, p.walkIn.agents, p.walkIn.days, papers)
	two := container.New(&columns.Grid{Shares: []float32{1, 1}, Wide: true, Fold: 220}, minutes, target, noShow, permits)
	p.body = widgets.Parts(nil, widgets.Tight(p.title, p.code), label, two, p.counted, reserve,
		widgets.Down(p.walksIn, p.walkIn.content), papers, widgets.Down(p.desks, p.used))
	p.scroll = widgets.NewScroll(columns.BesideBar(p.body))
	return p
}

// needed is a field that is filled in already and must stay so: to say that of each would
// be noise.
func needed(voice *wording.Voice, label, hint string, input widgets.Answer) *widgets.Field {
	return widgets.NewField(label, hint, input).CheckWith(func() string {
		if strings.TrimSpace(input.Stands()) == "" {
			return voice.Text("widgets.field.missing")
		}
		return ""
	})
}

// around places the panel beside the table.
func (p *procedurePanel) around(table fyne.CanvasObject) *beside.Beside {
	return beside.New(beside.Params{Main: table, Side: widgets.NewTile(p.scroll), Inside: p.body, Width: 345, Least: 560})
}

// show shows the chosen procedure.
func (p *procedurePanel) show() {
	of, s := p.part.chosen(), p.part.s
	if of == nil {
		return
	}
	p.filling = true
	p.title.SetText(of.Label)
	p.code.SetText(s.p.Voice.Text("screen.settings.code", "Code", string(of.Code)))
	p.label.SetTextQuietly(of.Label)
	p.minutes.SetValue(of.Minutes)
	p.target.SetInt(of.Target)
	p.noShow.SetValue(of.NoShow * 100)
	p.permits.SetValue(of.PermitsPerKept * 100)
	p.reserve.SetValue(of.UrgentReserve * 100)
	p.counted.SetChecked(of.Counted)
	p.walksIn.SetChecked(of.WalkIn != nil)
	p.walkIn.set(of.WalkIn)
	p.papers.SetTextQuietly(strings.Join(of.Papers, "\n"))
	p.filling = false
	p.describe()
	p.arrange()
	p.form.Clean()
}

// describe says what depends on the procedure.
func (p *procedurePanel) describe() {
	of, s := p.part.chosen(), p.part.s
	if of == nil {
		return
	}
	voice := s.p.Voice
	desks := s.served(of.Code)
	if len(desks) == 0 {
		p.desks.SetText(voice.Text("screen.settings.procedure.no-desk"))
		p.desks.SetState(widgets.Warning)
	} else {
		p.desks.SetText(voice.Text("screen.settings.procedure.desks", "Desks", strings.Join(desks, ", ")))
		p.desks.SetState(widgets.Plain)
	}
	use := s.use.Procedures[of.Code]
	p.used.SetText(s.usedText(use))
}

// arrange shows the fields that the procedure has.
func (p *procedurePanel) arrange() {
	walksIn := p.walksIn.Checked
	p.walkIn.content.Hidden = !walksIn
	p.walkIn.arrange()
	for _, f := range []*widgets.NumberField{p.target, p.reserve} {
		f.SetDisabled(walksIn)
	}
	p.body.Refresh()
	p.scroll.Refresh()
}

// take takes what stands in the fields; what is wrong stays as it was, until it is right
// or the procedure is left.
func (p *procedurePanel) take() {
	of := p.part.chosen()
	if p.filling || of == nil {
		return
	}
	if label := strings.TrimSpace(p.label.Stands()); label != "" && label != strings.TrimSpace(of.Label) {
		of.Label = label
		p.title.SetText(label)
	}
	if n, ok := p.minutes.Value(); ok {
		of.Minutes = n
	}
	if n, ok := p.target.Int(); ok {
		of.Target = n
	}
	for to, from := range map[*float64]*widgets.NumberField{&of.NoShow: p.noShow, &of.PermitsPerKept: p.permits, &of.UrgentReserve: p.reserve} {
		if percent, ok := from.Value(); ok {
			*to = shareOf(percent, *to)
		}
	}
	of.Counted = p.counted.Checked
	of.WalkIn = p.walkIn.take(p.walksIn.Checked, of.WalkIn)
	of.Papers = linesOf(p.papers, of.Papers)
	p.part.edited()
}

// linesOf returns the lines of a text, those that were there where they are the same.
func linesOf(area *widgets.TextArea, before []string) []string {
	lines := area.Lines()
	var was []string
	for _, line := range before {
		if line = strings.TrimSpace(line); line != "" {
			was = append(was, line)
		}
	}
	if strings.Join(lines, "\n") == strings.Join(was, "\n") {
		return before
	}
	return lines
}

func (p *procedurePanel) valid() bool {
	return p.part.chosen() == nil || p.form.Validate()
}

func (p *procedurePanel) focus() { widgets.FocusBeside(p.part.s.content, p.label) }

// walkInFields say when people come without appointment and what is kept for them.
type walkInFields struct {
	s       *Screen
	boxes   []*widgets.Check
	how     *widgets.Select
	percent *widgets.NumberField
	number  *widgets.NumberField
	days    *widgets.Field
	share   *widgets.Field
	agents  *widgets.Field
	content *fyne.Container
}

// What is kept for people without appointment, in the order of the list.
const (
	keepUsual = iota
	keepShare
	keepAgents
)

func newWalkInFields(s *Screen, changed func()) *walkInFields {
	voice := s.p.Voice
	text := voice.Text
	w := &walkInFields{s: s}
	boxes := make([]fyne.CanvasObject, len(weekform.Weekdays))
	for i, day := range weekform.Weekdays {
		box := widgets.NewCheck(voice.WeekdayShort(day), false, func(bool) { changed() })
		box.SetAccessibleLabel(text("screen.settings.walk-in.morning", "Day", voice.Weekday(day)))
		w.boxes, boxes[i] = append(w.boxes, box), box
	}
	w.days = widgets.NewField(text("screen.settings.walk-in.mornings"), "", widgets.Across(boxes...)).CheckWith(func() string {
		if !w.content.Hidden && len(w.mornings()) == 0 {
			return text("screen.settings.walk-in.none")
		}
		return ""
	})
	w.how = widgets.NewSelect([]string{
		text("screen.settings.walk-in.usual", "Share", voice.Percent(calendar.WalkInShare)), text("screen.settings.walk-in.share"), text("screen.settings.walk-in.agents"),
	}, keepUsual, func(int) { w.arrange(); changed() })
	w.percent = widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: 100, Decimals: 1, Unit: "%", Step: 5})
	w.number = widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: agenda.MostPositions})
	for _, n := range []*widgets.NumberField{w.percent, w.number} {
		n.OnTyped, n.OnChanged = changed, changed
	}
	how := widgets.NewField(text("screen.settings.walk-in.how"), text("screen.settings.walk-in.hint"), w.how)
	w.share = needed(voice, text("screen.settings.walk-in.share.label"), "", w.percent)
	w.agents = needed(voice, text("screen.settings.walk-in.agents.label"), "", w.number)
	w.content = widgets.Down(w.days, how, w.share, w.agents)
	return w
}

// arrange shows the number that the choice wants.
func (w *walkInFields) arrange() {
	w.share.Hidden = w.content.Hidden || w.how.SelectedIndex() != keepShare
	w.agents.Hidden = w.content.Hidden || w.how.SelectedIndex() != keepAgents
	w.content.Refresh()
}

func (w *walkInFields) set(of *agenda.WalkIn) {
	shown := agenda.WalkIn{Mornings: []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Thursday, agenda.Friday}}
	if of != nil {
		shown = *of
	}
	for i, day := range weekform.Weekdays {
		w.boxes[i].SetChecked(slices.Contains(shown.Mornings, day))
	}
	w.percent.SetValue(calendar.WalkInShare * 100)
	w.number.SetInt(1)
	switch {
	case shown.Positions > 0:
		w.how.SetSelectedIndex(keepAgents)
		w.number.SetInt(shown.Positions)
	case shown.Share > 0:
		w.how.SetSelectedIndex(keepShare)
		w.percent.SetValue(shown.Share * 100)
	default:
		w.how.SetSelectedIndex(keepUsual)
	}
}

func (w *walkInFields) mornings() (days []agenda.Weekday) {
	for i, box := range w.boxes {
		if box.Checked {
			days = append(days, weekform.Weekdays[i])
		}
	}
	return days
}

// take returns what the fields say; nil where an appointment is always needed.
func (w *walkInFields) take(walksIn bool, before *agenda.WalkIn) *agenda.WalkIn {
	if !walksIn {
		return nil
	}
	was := agenda.WalkIn{}
	if before != nil {
		was = *before
	}
	now := agenda.WalkIn{Mornings: w.mornings()}
	if len(now.Mornings) == 0 || sameDays(now.Mornings, was.Mornings) {
		now.Mornings = was.Mornings
	}
	switch w.how.SelectedIndex() {
	case keepShare:
		if percent, ok := w.percent.Value(); ok {
			now.Share = shareOf(percent, was.Share)
		}
	case keepAgents:
		now.Positions, _ = w.number.Int()
	}
	return &now
}
