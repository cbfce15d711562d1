package chance

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// form asks for the rules.
type form struct {
	voice   *wording.Voice
	windows *windowsField
	numbers []number
	quotas  *quotasField
	resized func() // what is said under a field may make it higher
	content *fyne.Container
}

// number is a rule that is one number.
type number struct {
	name  string // of the field; see faultOf
	of    func(*office.ReleaseRules) *int
	field *widgets.Field
	input numberInput
	empty bool // an empty field is 0: no bound
}

// numberInput is a field of a whole number, whatever its unit.
type numberInput interface {
	widgets.Answer
	whole() (n int, ok bool)
	show(n int)
}

type count struct{ *widgets.NumberField }

func (c count) whole() (int, bool) { return c.Int() }
func (c count) show(n int)         { c.SetInt(n) }

type duration struct{ *widgets.DurationField }

func (d duration) whole() (int, bool) { return d.Value() }
func (d duration) show(n int)         { d.SetValue(n) }

// The largest values that rules may have, in days and minutes.
const (
	mostReleases = 200
	mostLead     = 366
	minutesOfDay = 24 * 60
)

// newForm returns an empty form. changed is called when something else stands in it, right
// or wrong; resized when it has become higher or lower.
func newForm(p Params, changed, resized func()) *form {
	voice := p.Voice
	text := voice.Text
	f := &form{voice: voice, resized: resized}
	f.windows = newWindowsField(p, changed)
	f.quotas = newQuotasField(voice, changed)
	counted := func(name, label, hint string, least, most int, of func(*office.ReleaseRules) *int) number {
		n := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: float64(least), Most: float64(most)})
		n.OnChanged, n.OnTyped = changed, changed
		return f.ask(name, label, hint, count{n}, of)
	}
	lasting := func(name, label, hint string, least, most, step int, of func(*office.ReleaseRules) *int) number {
		d := widgets.NewDurationField(widgets.DurationParams{Voice: voice, Least: least, Most: most, Step: step})
		d.OnChanged, d.OnTyped = changed, changed
		return f.ask(name, label, hint, duration{d}, of)
	}
	f.numbers = []number{
		counted(fieldReleases, text("screen.chance.form.releases"), "", 1, mostReleases, func(r *office.ReleaseRules) *int { return &r.Config.Releases }),
		counted(fieldPerDay, text("screen.chance.form.per-day"), "", 1, mostReleases, func(r *office.ReleaseRules) *int { return &r.Config.MaxPerDay }),
		counted(fieldDays, text("screen.chance.form.days"), "", 0, len(weekdays), func(r *office.ReleaseRules) *int { return &r.Config.MinDays }),
		lasting(fieldGap, text("screen.chance.form.gap"), "", 0, 7*minutesOfDay, 15, func(r *office.ReleaseRules) *int { return &r.Config.MinGapMinutes }),
		lasting(fieldGrid, text("screen.chance.form.grid"), "", 1, minutesOfDay, 1, func(r *office.ReleaseRules) *int { return &r.Config.GridMinutes }),
		counted(fieldLeadMin, text("screen.chance.form.lead-min"), text("screen.chance.form.in-days"), 0, mostLead, func(r *office.ReleaseRules) *int { return &r.Lead.LeadMinDays }),
		counted(fieldLeadMax, text("screen.chance.form.lead-max"), text("screen.chance.form.in-days.unbound"), 0, mostLead, func(r *office.ReleaseRules) *int { return &r.Lead.LeadMaxDays }),
		lasting(fieldLate, text("screen.chance.form.late"), "", 0, minutesOfDay, 5, func(r *office.ReleaseRules) *int { return &r.Patience.LateAfter }),
		lasting(fieldMissed, text("screen.chance.form.missed"), "", 0, minutesOfDay, 5, func(r *office.ReleaseRules) *int { return &r.Patience.MissedAfter }),
	}
	f.numbers[6].empty = true
	f.layout()
	return f
}

func (f *form) ask(name, label, hint string, input numberInput, of func(*office.ReleaseRules) *int) number {
	return number{name: name, of: of, input: input, field: widgets.NewField(label, hint, inputOf(input))}
}

// inputOf returns the widget itself: a field looks for what its input can do.
func inputOf(n numberInput) fyne.CanvasObject {
	switch n := n.(type) {
	case count:
		return n.NumberField
	case duration:
		return n.DurationField
	}
	return n
}

func (f *form) layout() {
	heading := func(key string) fyne.CanvasObject {
		t := widgets.NewText(widgets.RoleStrong, f.voice.Text(key))
		t.SetMinWidth(0)
		return t
	}
	pairs := func(from, to int) fyne.CanvasObject {
		var fields []fyne.CanvasObject
		for _, n := range f.numbers[from:to] {
			fields = append(fields, n.field)
		}
		return container.New(&columns.Grid{Shares: []float32{1, 1}, Wide: true, Fold: 300}, fields...)
	}
	f.content = widgets.Parts(nil,
		widgets.Down(heading("screen.chance.form.windows"), f.windows.content),
		widgets.Down(heading("screen.chance.form.draw"), pairs(0, 5)),
		widgets.Down(heading("screen.chance.form.quotas"), f.quotas.content),
		widgets.Down(heading("screen.chance.form.lead"), pairs(5, 7)),
		widgets.Down(heading("screen.chance.form.patience"), pairs(7, 9)))
}

// show shows rules.
func (f *form) show(rules office.ReleaseRules) {
	f.windows.show(rules.Config.Windows)
	f.quotas.show(rules.Config)
	for _, n := range f.numbers {
		if value := *n.of(&rules); n.empty && value == 0 {
			n.input.(count).Clear()
		} else {
			n.input.show(value)
		}
		n.field.SetError("")
	}
	f.say("", "")
}

// read returns the rules that stand in the form; ok is false while a field is empty or
// wrong.
func (f *form) read() (rules office.ReleaseRules, ok bool) {
	rules.Config.Windows = windowsOf(f.windows.spans)
	quotas, ok := f.quotas.read()
	rules.Config.Quotas = quotas
	for _, n := range f.numbers {
		value, given := n.input.whole()
		if !given && !(n.empty && n.input.Stands() == "") {
			ok = false
		}
		*n.of(&rules) = value
	}
	return rules, ok
}

// follow asks for the quotas of the bands that there are now.
func (f *form) follow(c publication.Config) {
	if f.quotas.follow(c) {
		f.resized()
	}
}

// say says what is wrong at a field, and nothing at the others that are right.
func (f *form) say(field, wrong string) {
	tell := func(at *widgets.Field, name string) {
		said := ""
		if name == field {
			said = wrong
		}
		if at.Error() != said {
			at.SetError(said)
			f.resized()
		}
	}
	tell(f.windows.around, fieldWindows)
	tell(f.quotas.around, fieldQuotas)
	for _, n := range f.numbers {
		if n.input.Wrong() == "" {
			tell(n.field, n.name)
		}
	}
}

// complain says at every field that is empty or wrong what is, and leads to the first.
func (f *form) complain() {
	var first fyne.Focusable
	lead := func(at fyne.Focusable) {
		if first == nil {
			first = at
		}
	}
	for _, n := range f.numbers {
		switch wrong := n.input.Wrong(); {
		case wrong != "":
			n.field.SetError(wrong)
			lead(n.input.First())
		case n.input.Stands() == "" && !n.empty:
			n.field.SetError(f.voice.Text("screen.chance.wrong.empty"))
			lead(n.input.First())
		}
	}
	if wrong, at := f.quotas.wrong(); wrong != "" {
		f.quotas.around.SetError(wrong)
		lead(at)
	}
	f.resized()
	if first != nil {
		widgets.FocusBeside(f.content, first)
	}
}

// quotasField asks how many releases of a week fall into each band.
type quotasField struct {
	voice   *wording.Voice
	changed func()
	bands   []string
	least   map[string]*widgets.NumberField
	most    map[string]*widgets.NumberField
	table   *fyne.Container
	around  *widgets.Field
	content fyne.CanvasObject
}

func newQuotasField(voice *wording.Voice, changed func()) *quotasField {
	q := &quotasField{voice: voice, changed: changed, table: container.New(&columns.Grid{Shares: []float32{2, 1, 1}})}
	q.around = widgets.NewField("", voice.Text("screen.chance.form.quotas.hint"), q.table)
	q.content = q.around
	return q
}

// show shows the quotas of rules.
func (q *quotasField) show(c publication.Config) {
	q.bands = nil
	q.follow(c)
}

// follow has a line for each band of rules, with what they ask of it, and reports whether
// it had other lines before. What is typed stays where the bands are the same.
func (q *quotasField) follow(c publication.Config) bool {
	bands := bandsOf(c)
	if q.bands != nil && slices.Equal(q.bands, bands) {
		return false
	}
	q.bands = bands
	q.least, q.most = map[string]*widgets.NumberField{}, map[string]*widgets.NumberField{}
	cells := []fyne.CanvasObject{
		columns.Head(q.voice.Text("screen.chance.form.quota.band")),
		columns.Head(q.voice.Text("screen.chance.form.quota.least")),
		columns.Head(q.voice.Text("screen.chance.form.quota.most")),
	}
	for _, band := range bands {
		name := widgets.NewText(widgets.RoleBody, q.voice.Say(publication.BandLabel(band)))
		name.SetMinWidth(0)
		quota := c.Quotas[band]
		q.least[band] = q.field(band, "screen.chance.form.quota.least")
		q.most[band] = q.field(band, "screen.chance.form.quota.most")
		if quota.Min > 0 {
			q.least[band].SetInt(quota.Min)
		}
		if quota.Max != nil {
			q.most[band].SetInt(*quota.Max)
		}
		cells = append(cells, name, q.least[band], q.most[band])
	}
	q.table.Objects = cells
	q.table.Refresh()
	return true
}

func (q *quotasField) field(band, key string) *widgets.NumberField {
	n := widgets.NewNumberField(widgets.NumberParams{Voice: q.voice, Least: 0, Most: mostReleases, Bare: true})
	n.OnChanged, n.OnTyped = q.changed, q.changed
	n.ReportTo(func(wrong string) { n.SetWrong(wrong != ""); q.around.SetError(wrong) })
	n.SetAccessibleLabel(q.voice.Say(publication.BandLabel(band)) + ", " + q.voice.Text(key))
	return n
}

// read returns the quotas; ok is false while a field is wrong. An empty one asks nothing.
func (q *quotasField) read() (quotas map[string]publication.Quota, ok bool) {
	quotas = map[string]publication.Quota{}
	for _, band := range q.bands {
		least, _ := q.least[band].Int()
		quota := publication.Quota{Min: least}
		if most, given := q.most[band].Int(); given {
			quota.Max = &most
		}
		if quota.Min > 0 || quota.Max != nil {
			quotas[band] = quota
		}
	}
	wrong, _ := q.wrong()
	return quotas, wrong == ""
}

// wrong returns what is wrong in the first field in which something is.
func (q *quotasField) wrong() (said string, at fyne.Focusable) {
	for _, band := range q.bands {
		for _, n := range []*widgets.NumberField{q.least[band], q.most[band]} {
			if said := n.Wrong(); said != "" {
				return said, n.First()
			}
		}
	}
	return "", nil
}
