package bookings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/statistics"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// The width of the panel, which leaves the list its first columns in a window of 1,280
// pixels, and what the list needs at least beside it, at text scale 1.
const (
	panelWidth = 290
	listWidth  = 430
)

// panel shows the current booking in detail beside the list, unless it was closed.
type panel struct {
	s      *Screen
	folded bool
	shown  agenda.BookingID // "": none
	asking widgets.Newest[[]agenda.Booking]

	body  *fyne.Container
	inset fyne.CanvasObject // the body with room around it
	first *widgets.Facts    // what gets the keyboard; nil while there is nothing
	side  fyne.CanvasObject
}

func newPanel(s *Screen) *panel {
	p := &panel{s: s, body: container.NewStack()}
	p.inset = widgets.Inset(theme.SizeGapLarge, p.body)
	p.side = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, container.NewVScroll(p.inset))
	p.side.Hide()
	return p
}

// show fills the panel with a booking as it is now.
func (p *panel) show(id agenda.BookingID) {
	p.shown = id
	p.asking.Ask(p.s.p.Background, p.s.reading(id), func(found []agenda.Booking, err error) {
		switch {
		case err != nil:
			p.first = nil
			p.fill(widgets.NewFailed(p.s.p.Voice, err, func() { p.show(id) }))
		case len(found) == 0:
			p.showNobody()
		default:
			p.fill(p.details(found[0]))
		}
	})
}

func (p *panel) showNobody() {
	p.asking.Drop()
	p.shown, p.first = "", nil
	p.draw()
}

func (p *panel) fill(content fyne.CanvasObject) {
	p.body.Objects = []fyne.CanvasObject{content}
	p.body.Refresh()
	p.draw()
	p.s.content.Refresh() // under the list it may be higher now
}

// draw shows the panel where there is something to see and it was not closed.
func (p *panel) draw() {
	wanted := p.shown != "" && !p.folded
	if wanted == p.side.Visible() {
		return
	}
	if wanted {
		p.side.Show()
	} else {
		p.side.Hide()
	}
	p.s.content.Refresh()
}

// fold closes the panel until somebody asks for it.
func (p *panel) fold(folded bool) {
	p.folded = folded
	p.s.remember()
	p.draw()
}

// open shows the panel and gives it the keyboard. Fyne knows the canvas of a widget only
// once it was drawn, so that of the table is asked.
func (p *panel) open() {
	p.fold(false)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.s.table); c != nil && p.first != nil {
		c.Focus(p.first)
	}
}

// details returns what is shown of a booking.
func (p *panel) details(b agenda.Booking) fyne.CanvasObject {
	s, voice := p.s, p.s.p.Voice
	status, state := statusOf(b, voice)
	dismiss := widgets.NewButton(widgets.Flat, "", theme.IconClose(), func() { p.fold(true); s.focusTable() })
	dismiss.SetTip(voice.Text("screen.bookings.panel.close"))
	rest := widgets.Spacer()
	name := widgets.NewParagraph(widgets.RoleHeading, booked.Name(b.Applicant, voice))
	appointment := append([]widgets.Fact{{Label: voice.Text("screen.bookings.column.reference"), Value: b.Reference}},
		booked.Appointment(b, s.house, voice)...)
	p.first = widgets.NewFacts(voice, appointment...)
	section := func(title string, facts *widgets.Facts) fyne.CanvasObject {
		return widgets.Down(widgets.NewText(widgets.RoleStrong, title), facts)
	}
	return widgets.Parts(nil,
		widgets.Down(widgets.AcrossMiddle(rest, widgets.NewBadge(status, state), rest, dismiss), name),
		section(voice.Text("screen.bookings.section.appointment"), p.first),
		section(voice.Text("screen.bookings.section.history"), widgets.NewFacts(voice, historyFacts(b, voice)...)),
		section(voice.Text("screen.bookings.section.person"), widgets.NewFacts(voice, personFacts(b.Applicant, voice)...)),
	)
}

func historyFacts(b agenda.Booking, voice *wording.Voice) []widgets.Fact {
	facts := []widgets.Fact{{Label: voice.Text("screen.bookings.column.booked"), Value: momentOf(b.BookedAt, voice)}}
	if b.Status == agenda.BookingCancelled {
		facts = append(facts,
			widgets.Fact{Label: voice.Text("screen.bookings.fact.cancelled-at"), Value: momentOf(b.CancelledAt, voice)},
			widgets.Fact{Label: voice.Text("screen.bookings.fact.cause"), Value: voice.Say(statistics.CauseMessage(b.Cause))},
		)
	}
	if b.Gone {
		facts = append(facts, widgets.Fact{Label: voice.Text("screen.bookings.fact.gone"), Value: voice.Text("screen.bookings.fact.gone.text")})
	}
	return facts
}

func personFacts(a agenda.Applicant, voice *wording.Voice) []widgets.Fact {
	return []widgets.Fact{
		{Label: voice.Text("screen.bookings.fact.email"), Value: a.Email},
		{Label: voice.Text("screen.bookings.fact.phone"), Value: a.Phone},
		{Label: voice.Text("screen.bookings.fact.birth-name"), Value: a.BirthName},
		{Label: voice.Text("screen.bookings.fact.birth-date"), Value: birthDate(a, voice)},
		{Label: voice.Text("screen.bookings.fact.foreigner-number"), Value: a.ForeignerNumber},
		{Label: voice.Text("screen.bookings.fact.postcode"), Value: a.Postcode},
	}
}

// birthDate is written in digits, as on the papers it is compared with.
func birthDate(a agenda.Applicant, voice *wording.Voice) string {
	if a.BirthDate.IsZero() {
		return ""
	}
	return voice.ShortDate(a.BirthDate)
}

// reading reads a booking; none where it is there no more.
func (s *Screen) reading(id agenda.BookingID) func(context.Context) ([]agenda.Booking, error) {
	return func(ctx context.Context) ([]agenda.Booking, error) {
		found, _, err := s.p.Office.Bookings(ctx, workspace.BookingQuery{IDs: []agenda.BookingID{id}, Limit: 1})
		return found, err
	}
}
