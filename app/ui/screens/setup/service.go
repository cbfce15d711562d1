package setup

import (
	"net/mail"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/ui/widgets"
)

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

// A workspace is made for a year at hand.
const firstYear, lastYear = 2000, 2099

type serviceStep struct {
	w *Wizard

	name, prefecture, email, website *widgets.Entry
	address                          *widgets.TextArea
	territory                        *widgets.Select
	year, appointments, permits      *widgets.NumberField
	form                             *widgets.Form
	page                             fyne.CanvasObject
}

func newServiceStep(w *Wizard) *serviceStep {
	voice, from := w.p.Voice, w.answers.Service
	text := voice.Text
	s := &serviceStep{w: w}
	line := func(value string) *widgets.Entry {
		e := widgets.NewEntry()
		e.SetText(value)
		return e
	}
	s.name, s.prefecture = line(from.Name), line(from.Prefecture)
	s.email, s.website = line(from.Email), line(from.Website)
	s.address = widgets.NewTextArea(3)
	for i, l := range from.Address {
		if i > 0 {
			s.address.Text += "\n"
		}
		s.address.Text += l
	}
	names, chosen := make([]string, len(territories)), 0
	for i, t := range territories {
		names[i] = voice.Say(t.name)
		if t.code == from.Territory {
			chosen = i
		}
	}
	s.territory = widgets.NewComboField(voice, names, chosen, nil)
	number := func(least, most, step float64, plain bool, value int) *widgets.NumberField {
		n := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: least, Most: most, Step: step, Plain: plain})
		n.SetInt(value)
		return n
	}
	s.year = number(firstYear, lastYear, 1, true, from.Year)
	s.appointments = number(0, agenda.MostTarget, 500, false, from.Targets.Appointments)
	s.permits = number(0, agenda.MostTarget, 500, false, from.Targets.Permits)

	name := widgets.NewField(text("screen.setup.service.name"), text("screen.setup.service.name.hint"), s.name).Require(voice)
	prefecture := widgets.NewField(text("screen.setup.service.prefecture"), text("screen.setup.service.prefecture.hint"), s.prefecture).Optional(voice)
	address := widgets.NewField(text("screen.setup.service.address"), text("screen.setup.service.address.hint"), s.address).Optional(voice)
	email := widgets.NewField(text("screen.setup.service.email"), text("screen.setup.service.email.hint"), s.email).Optional(voice).CheckWith(s.wrongEmail)
	website := widgets.NewField(text("screen.setup.service.website"), text("screen.setup.service.website.hint"), s.website).Optional(voice)
	territory := widgets.NewField(text("screen.setup.service.territory"), text("screen.setup.service.territory.hint"), s.territory)
	year := widgets.NewField(text("screen.setup.service.year"), text("screen.setup.service.year.hint"), s.year).Require(voice)
	appointments := widgets.NewField(text("screen.setup.service.appointments"), text("screen.setup.service.appointments.hint"), s.appointments).Require(voice)
	permits := widgets.NewField(text("screen.setup.service.permits"), text("screen.setup.service.permits.hint"), s.permits).Require(voice)
	s.form = widgets.NewForm(name, prefecture, territory, year, appointments, permits, address, email, website)
	two := func(objects ...fyne.CanvasObject) fyne.CanvasObject {
		return container.New(&grid{shares: []float32{1, 1}, wide: true, fold: 520}, objects...)
	}
	s.page = widgets.Parts(nil,
		two(name, prefecture, territory, year, appointments, permits),
		two(address, two(email, website)),
	)
	return s
}

func (s *serviceStep) title() string              { return s.w.p.Voice.Text("screen.setup.service.title") }
func (s *serviceStep) purpose() string            { return s.w.p.Voice.Text("screen.setup.service.purpose") }
func (s *serviceStep) content() fyne.CanvasObject { return s.page }
func (s *serviceStep) first() fyne.Focusable      { return s.name }
func (s *serviceStep) enter()                     {}
func (s *serviceStep) dirty() bool                { return s.form.Dirty() }

func (s *serviceStep) wrongEmail() string {
	if s.email.Stands() == "" {
		return ""
	}
	if address, err := mail.ParseAddress(s.email.Stands()); err != nil || address.Address != s.email.Stands() {
		return s.w.p.Voice.Text("screen.setup.service.email.wrong")
	}
	return ""
}

func (s *serviceStep) take() bool {
	if !s.form.Validate() {
		return false
	}
	to := &s.w.answers.Service
	to.Name, to.Prefecture = s.name.Stands(), s.prefecture.Stands()
	to.Email, to.Website = s.email.Stands(), s.website.Stands()
	to.Address = s.address.Lines()
	to.Territory = territories[max(s.territory.SelectedIndex(), 0)].code
	to.Year, _ = s.year.Int()
	to.Targets.Appointments, _ = s.appointments.Int()
	to.Targets.Permits, _ = s.permits.Int()
	s.form.Clean()
	return true
}

// holidays returns those of the year that is planned.
func (a Answers) holidays() []calendar.Holiday {
	days, err := calendar.Holidays(a.Service.Territory, a.Service.Year)
	if err != nil {
		return nil
	}
	return days
}
