package weekform

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Params say what a [Form] is made of.
type Params struct {
	Voice *wording.Voice
	// Agents asks for the number of agents of each span; without it they are 0.
	Agents bool
	// Changed is called when something else stands in the table, right or wrong.
	Changed func()
	// Said is called when other words stand under the table, which may make it higher.
	Said func()
}

// Form is the table of a week: a line for each day.
type Form struct {
	p      Params
	spans  [len(Weekdays)][2]spanFields
	around *widgets.Field
}

// spanFields are the fields of a span.
type spanFields struct {
	from, to *widgets.TimeField
	agents   *widgets.NumberField // nil: not asked
}

// New returns an empty table. What is wrong in it is said under it.
func New(p Params) *Form {
	f := &Form{p: p}
	text := p.Voice.Text
	cells := []fyne.CanvasObject{widgets.Spacer()}
	for _, title := range []string{text("screen.setup.desks.morning"), text("screen.setup.desks.afternoon")} {
		cells = append(cells, columns.Head(title), columns.Head(text("screen.setup.desks.to")))
		if p.Agents {
			cells = append(cells, columns.Head(text("screen.setup.desks.agents")))
		}
	}
	for i, day := range Weekdays {
		cells = append(cells, widgets.NewText(widgets.RoleBody, capital(p.Voice.Weekday(day))))
		for j := range f.spans[i] {
			cells = append(cells, f.build(i, j)...)
		}
	}
	shares := []float32{1.6, 2, 2, 2, 2}
	if p.Agents {
		shares = []float32{1.8, 2, 2, 1.2, 2, 2, 1.2}
	}
	// All at once: a container lays itself out anew with each that is added.
	f.around = widgets.NewField("", text("screen.setup.desks.hours.hint"), container.New(&columns.Grid{Shares: shares}, cells...))
	return f
}

// build makes the fields of a span.
func (f *Form) build(i, j int) (cells []fyne.CanvasObject) {
	voice := f.p.Voice
	text := voice.Text
	part := [2][2]string{
		{text("screen.setup.desks.said.morning.from"), text("screen.setup.desks.said.morning.to")},
		{text("screen.setup.desks.said.afternoon.from"), text("screen.setup.desks.said.afternoon.to")},
	}[j]
	day := voice.Weekday(Weekdays[i])
	hour := func(said string) *widgets.TimeField {
		t := widgets.NewTimeField(widgets.TimeParams{Voice: voice, Empty: text("screen.setup.desks.closed")})
		t.OnChanged = func() { f.propose(i, j); f.changed() }
		t.OnTyped = f.changed
		t.ReportTo(func(string) { f.Complain() })
		t.SetAccessibleLabel(day + ", " + said)
		cells = append(cells, t)
		return t
	}
	f.spans[i][j] = spanFields{from: hour(part[0]), to: hour(part[1])}
	if f.p.Agents {
		n := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: agenda.MostPositions, Bare: true})
		n.OnChanged, n.OnTyped = f.changed, f.changed
		n.ReportTo(func(string) { f.Complain() })
		n.SetAccessibleLabel(day + ", " + text("screen.setup.desks.said.agents"))
		f.spans[i][j].agents = n
		cells = append(cells, n)
	}
	return cells
}

func (f *Form) changed() {
	if f.p.Changed != nil {
		f.p.Changed()
	}
}

// propose fills in the agents of a span that gets its hours, and takes away those of one
// that has none any more. They are as many as stand before it, for most desks have as many
// all week.
func (f *Form) propose(i, j int) {
	span := f.spans[i][j]
	if span.agents == nil {
		return
	}
	switch from, to, agents := span.from.Stands(), span.to.Stands(), span.agents.Stands(); {
	case from == "" && to == "":
		span.agents.Clear()
		return
	case from == "" || to == "" || agents != "":
		return
	}
	agents := 1
	for day := range f.spans {
		for part := range f.spans[day] {
			if n, ok := f.spans[day][part].agents.Int(); ok && (day < i || day == i && part < j || agents == 1) {
				agents = n
			}
		}
	}
	span.agents.SetInt(agents)
}

// Content is the table.
func (f *Form) Content() *widgets.Field { return f.around }

// First returns what gets the keyboard.
func (f *Form) First() fyne.Focusable { return f.spans[0][0].from.First() }

// Answers are the fields, for who watches whether something was typed.
func (f *Form) Answers() (all []widgets.Answer) {
	for i := range f.spans {
		for _, span := range f.spans[i] {
			all = append(all, span.from, span.to)
			if span.agents != nil {
				all = append(all, span.agents)
			}
		}
	}
	return all
}

// Set shows a week.
func (f *Form) Set(week Week) {
	for i, spans := range week {
		for j, span := range spans {
			f.spans[i][j].set(span)
		}
	}
}

func (s spanFields) set(span Span) {
	if span == (Span{}) {
		s.from.Clear()
		s.to.Clear()
		if s.agents != nil {
			s.agents.Clear()
		}
		return
	}
	s.from.SetValue(span.From)
	s.to.SetValue(span.To)
	if s.agents != nil {
		s.agents.SetInt(span.Positions)
	}
}

// Hours returns the field of an hour: of a day, from the morning's first to the
// afternoon's last.
func (f *Form) Hours(day, at int) *widgets.TimeField {
	if span := f.spans[day][at/2]; at%2 == 0 {
		return span.from
	}
	return f.spans[day][at/2].to
}

// answer is a field of a span.
type answer interface {
	widgets.Answer
	SetWrong(bool)
}

// day reads a day; at is the field with what is wrong, nil where nothing is.
func (f *Form) day(i int) (spans [2]Span, wrong string, at fyne.Focusable) {
	voice := f.p.Voice
	refuse := func(a answer, sentence string) ([2]Span, string, fyne.Focusable) {
		a.SetWrong(true)
		return spans, voice.Text("screen.setup.desks.wrong.day", "Day", capital(voice.Weekday(Weekdays[i])), "Wrong", sentence), a.First()
	}
	for j, fields := range f.spans[i] {
		span, a, sentence := fields.read(voice)
		if sentence == "" && j == 1 && span != (Span{}) && span.From < spans[0].To {
			a, sentence = fields.from, voice.Text("screen.setup.desks.wrong.overlap")
		}
		if sentence != "" {
			return refuse(a, sentence)
		}
		spans[j] = span
	}
	return spans, "", nil
}

// read reads a span, and what is wrong with it and where.
func (s spanFields) read(voice *wording.Voice) (span Span, at answer, wrong string) {
	all := []answer{s.from, s.to}
	if s.agents != nil {
		all = append(all, s.agents)
	}
	for _, a := range all {
		if w := a.Wrong(); w != "" {
			return span, a, w
		}
		a.SetWrong(false)
	}
	begin, hasBegin := s.from.Value()
	end, hasEnd := s.to.Value()
	agents, hasAgents := 0, true
	if s.agents != nil {
		agents, hasAgents = s.agents.Int()
	}
	switch {
	case !hasBegin && !hasEnd:
		return Span{}, nil, ""
	case !hasBegin:
		return span, s.from, voice.Text("screen.setup.desks.wrong.from")
	case !hasEnd:
		return span, s.to, voice.Text("screen.setup.desks.wrong.to")
	case end <= begin:
		return span, s.to, voice.Text("screen.setup.desks.wrong.order", "From", begin, "To", end)
	case !hasAgents:
		return span, s.agents, voice.Text("screen.setup.desks.wrong.agents")
	}
	return Span{begin, end, agents}, nil, ""
}

// Week reads the table; wrong is the first thing that is, at its field.
func (f *Form) Week() (week Week, wrong string, at fyne.Focusable) {
	for i := range Weekdays {
		spans, w, field := f.day(i)
		if wrong == "" {
			wrong, at = w, field
		}
		week[i] = spans
	}
	return week, wrong, at
}

// Complain says what is wrong in the table, if anything is.
func (f *Form) Complain() {
	_, wrong, _ := f.Week()
	f.Say(wrong)
}

// Say says under the table what is wrong; "" when nothing is.
func (f *Form) Say(wrong string) {
	if f.around.Error() == wrong {
		return
	}
	f.around.SetError(wrong)
	if f.p.Said != nil {
		f.p.Said()
	}
}

// CopyMonday gives Monday's hours and agents to the other working days; Saturday is none
// of them. It returns the week, or says what is wrong with Monday.
func (f *Form) CopyMonday() (week Week, ok bool) {
	week, _, _ = f.Week()
	monday, wrong, _ := f.day(0)
	if wrong != "" {
		f.Say(wrong)
		return week, false
	}
	for i, day := range Weekdays {
		if day != agenda.Saturday {
			week[i] = monday
		}
	}
	return week, true
}

// capital begins a text with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
