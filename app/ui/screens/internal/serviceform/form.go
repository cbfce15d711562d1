// Package serviceform asks who the service is: its name, its address, its territory, its
// year.
//
// What belongs here: the fields of a service and what is wrong in them. When they are
// asked and what becomes of the answers is the business of the screen.
package serviceform

import (
	"net/mail"
	"strings"

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
	// Targets asks for those of the year, too.
	Targets bool
	// Changed is called when something else stands in a field; nil: nobody asks.
	Changed func()
}

// Form is the fields of a service.
type Form struct {
	Name, Prefecture, Email, Website *widgets.Entry
	Address                          *widgets.TextArea
	Territory                        *widgets.Select
	Year, Appointments, Permits      *widgets.NumberField // the last two nil where they are not asked
	year                             *widgets.Field
	form                             *widgets.Form
	voice                            *wording.Voice
	content                          fyne.CanvasObject
	// shown is what the fields were filled with: what they cannot hold exactly, such as
	// spaces around a line, stays as it is unless somebody changes it.
	shown agenda.Service
	read  agenda.Service // what was read from them right then
}

// territories are the codes of app/calendar, the ones that most services are in first,
// with what they are called.
var territories = []struct {
	code string
	name agenda.Message
}{
	{"metropole", agenda.Msg("screen.setup.territory.metropole")},
	{"alsace-moselle", agenda.Msg("screen.setup.territory.alsace-moselle")},
	{"guadeloupe", agenda.Msg("screen.setup.territory.guadeloupe")},
	{"guyane", agenda.Msg("screen.setup.territory.guyane")},
	{"la-reunion", agenda.Msg("screen.setup.territory.la-reunion")},
	{"martinique", agenda.Msg("screen.setup.territory.martinique")},
	{"mayotte", agenda.Msg("screen.setup.territory.mayotte")},
	{"nouvelle-caledonie", agenda.Msg("screen.setup.territory.nouvelle-caledonie")},
	{"polynesie-francaise", agenda.Msg("screen.setup.territory.polynesie-francaise")},
	{"saint-barthelemy", agenda.Msg("screen.setup.territory.saint-barthelemy")},
	{"saint-martin", agenda.Msg("screen.setup.territory.saint-martin")},
	{"saint-pierre-et-miquelon", agenda.Msg("screen.setup.territory.saint-pierre-et-miquelon")},
	{"wallis-et-futuna", agenda.Msg("screen.setup.territory.wallis-et-futuna")},
}

// Territory returns what people call a territory; one without a name goes by its code.
func Territory(code string, voice *wording.Voice) string {
	for _, t := range territories {
		if t.code == code {
			return voice.Say(t.name)
		}
	}
	return code
}

// A workspace is made for a year at hand.
const firstYear, lastYear = 2000, 2099

// New returns a form with what is said of a service.
func New(p Params, of agenda.Service) *Form {
	text := p.Voice.Text
	changed := func() {
		if p.Changed != nil {
			p.Changed()
		}
	}
	f := &Form{voice: p.Voice, Address: widgets.NewTextArea(3)}
	line := func() *widgets.Entry {
		e := widgets.NewEntry()
		e.OnChanged = func(string) { changed() }
		return e
	}
	f.Name, f.Prefecture, f.Email, f.Website = line(), line(), line(), line()
	f.Address.OnChanged = func(string) { changed() }
	names := make([]string, len(territories))
	for i, t := range territories {
		names[i] = p.Voice.Say(t.name)
	}
	f.Territory = widgets.NewComboField(p.Voice, names, 0, func(int) { changed() })
	number := func(params widgets.NumberParams) *widgets.NumberField {
		params.Voice = p.Voice
		n := widgets.NewNumberField(params)
		n.OnTyped, n.OnChanged = changed, changed
		return n
	}
	f.Year = number(widgets.NumberParams{Least: firstYear, Most: lastYear, Plain: true})
	f.year = widgets.NewField(text("screen.setup.service.year"), text("screen.setup.service.year.hint"), f.Year).Require(p.Voice)

	name := widgets.NewField(text("screen.setup.service.name"), text("screen.setup.service.name.hint"), f.Name).Require(p.Voice)
	prefecture := widgets.NewField(text("screen.setup.service.prefecture"), text("screen.setup.service.prefecture.hint"), f.Prefecture).Optional(p.Voice)
	address := widgets.NewField(text("screen.setup.service.address"), text("screen.setup.service.address.hint"), f.Address).Optional(p.Voice)
	email := widgets.NewField(text("screen.setup.service.email"), text("screen.setup.service.email.hint"), f.Email).Optional(p.Voice).CheckWith(f.wrongEmail)
	website := widgets.NewField(text("screen.setup.service.website"), text("screen.setup.service.website.hint"), f.Website).Optional(p.Voice)
	territory := widgets.NewField(text("screen.setup.service.territory"), text("screen.setup.service.territory.hint"), f.Territory)
	f.form = widgets.NewForm(name, prefecture, territory, f.year)
	first := []fyne.CanvasObject{name, prefecture, territory, f.year}
	if p.Targets {
		f.Appointments = number(widgets.NumberParams{Most: agenda.MostTarget, Step: 500})
		f.Permits = number(widgets.NumberParams{Most: agenda.MostTarget, Step: 500})
		appointments := widgets.NewField(text("screen.setup.service.appointments"), text("screen.setup.service.appointments.hint"), f.Appointments).Require(p.Voice)
		permits := widgets.NewField(text("screen.setup.service.permits"), text("screen.setup.service.permits.hint"), f.Permits).Require(p.Voice)
		f.form.Add(appointments, permits)
		first = append(first, appointments, permits)
	}
	f.form.Add(address, email, website)
	two := func(objects ...fyne.CanvasObject) fyne.CanvasObject {
		return container.New(&columns.Grid{Shares: []float32{1, 1}, Wide: true, Fold: 520}, objects...)
	}
	f.content = widgets.Parts(nil, two(first...), two(address, two(email, website)))
	f.Set(of)
	return f
}

// Content is the fields.
func (f *Form) Content() fyne.CanvasObject { return f.content }

// First returns what gets the keyboard.
func (f *Form) First() fyne.Focusable { return f.Name }

// Dirty reports whether something was typed since it was filled or taken.
func (f *Form) Dirty() bool { return f.form.Dirty() }

// Clean takes what stands in the fields for saved.
func (f *Form) Clean() { f.form.Clean() }

// Validate says what is wrong, and leads to it.
func (f *Form) Validate() bool { return f.form.Validate() }

// HoldYear greys the year out, and says why.
func (f *Form) HoldYear(why string) {
	f.Year.SetDisabled(true)
	f.year.SetHint(why)
}

// Set shows what is said of a service.
func (f *Form) Set(s agenda.Service) {
	f.Name.SetTextQuietly(s.Name)
	f.Prefecture.SetTextQuietly(s.Prefecture)
	f.Email.SetTextQuietly(s.Email)
	f.Website.SetTextQuietly(s.Website)
	f.Address.SetTextQuietly(strings.Join(s.Address, "\n"))
	chosen := 0
	for i, t := range territories {
		if t.code == s.Territory {
			chosen = i
		}
	}
	f.Territory.SetSelectedIndex(chosen)
	f.Year.SetInt(s.Year)
	if f.Appointments != nil {
		f.Appointments.SetInt(s.Targets.Appointments)
		f.Permits.SetInt(s.Targets.Permits)
	}
	f.shown, f.read = s, s
	f.take(&f.read)
	f.form.Clean()
}

// Take reads the fields into a service. What nobody has changed stays exactly as it was.
func (f *Form) Take(into *agenda.Service) {
	read := f.shown
	f.take(&read)
	put := func(to *string, now, then, was string) {
		if *to = now; now == then {
			*to = was
		}
	}
	put(&into.Name, read.Name, f.read.Name, f.shown.Name)
	put(&into.Prefecture, read.Prefecture, f.read.Prefecture, f.shown.Prefecture)
	put(&into.Email, read.Email, f.read.Email, f.shown.Email)
	put(&into.Website, read.Website, f.read.Website, f.shown.Website)
	put(&into.Territory, read.Territory, f.read.Territory, f.shown.Territory)
	if into.Address = read.Address; strings.Join(read.Address, "\n") == strings.Join(f.read.Address, "\n") {
		into.Address = f.shown.Address
	}
	into.Year = read.Year
	if f.Appointments != nil {
		into.Targets = read.Targets
	}
}

func (f *Form) take(to *agenda.Service) {
	to.Name, to.Prefecture = strings.TrimSpace(f.Name.Stands()), strings.TrimSpace(f.Prefecture.Stands())
	to.Email, to.Website = strings.TrimSpace(f.Email.Stands()), strings.TrimSpace(f.Website.Stands())
	to.Address = f.Address.Lines()
	to.Territory = territories[max(f.Territory.SelectedIndex(), 0)].code
	number := func(to *int, from *widgets.NumberField) {
		if n, ok := from.Int(); ok {
			*to = n
		}
	}
	number(&to.Year, f.Year)
	if f.Appointments != nil {
		number(&to.Targets.Appointments, f.Appointments)
		number(&to.Targets.Permits, f.Permits)
	}
}

func (f *Form) wrongEmail() string {
	written := strings.TrimSpace(f.Email.Stands())
	if written == "" {
		return ""
	}
	if address, err := mail.ParseAddress(written); err != nil || address.Address != written {
		return f.voice.Text("screen.setup.service.email.wrong")
	}
	return ""
}
