package bookings

import (
	"context"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/workspace"
)

// filter is what the person chose to see.
type filter struct {
	wholeYear bool
	desk      agenda.DeskID
	procedure agenda.ProcedureCode
	status    int // index of statuses
	text      string
}

// everything lets every booking of the year through.
var everything = filter{wholeYear: true}

// statuses are the choices of the status filter, each with what it asks for.
var statuses = []struct {
	label  agenda.Message
	choose func(*workspace.BookingQuery)
}{
	{agenda.Msg("screen.bookings.filter.all-statuses"), func(*workspace.BookingQuery) {}},
	{agenda.Msg("screen.bookings.filter.active"), func(q *workspace.BookingQuery) { q.ActiveOnly = true }},
	{agenda.Msg("screen.bookings.filter.cancelled"), func(q *workspace.BookingQuery) { q.Status = agenda.BookingCancelled }},
	{agenda.Msg("screen.bookings.filter.served"), func(q *workspace.BookingQuery) { q.Status = agenda.BookingServed }},
	{agenda.Msg("screen.bookings.filter.absent"), func(q *workspace.BookingQuery) { q.Status = agenda.BookingAbsent }},
}

// query is what the store is asked for by a filter in a week.
func (f filter) query(week agenda.Week) workspace.BookingQuery {
	q := workspace.BookingQuery{Desk: f.desk, Procedure: f.procedure, Text: f.text}
	if !f.wholeYear {
		q.From, q.To = week.Day(agenda.Monday), week.Day(agenda.Sunday)
	}
	statuses[f.status].choose(&q)
	return q
}

// filters are the fields in which the filter is chosen.
type filters struct {
	search                          *widgets.SearchField
	period, desk, procedure, status *widgets.Select
	content                         fyne.CanvasObject
}

func newFilters(s *Screen) *filters {
	voice := s.p.Voice
	f := &filters{search: widgets.NewSearchField(voice.Text("screen.bookings.search"))}
	f.search.SetAccessibleLabel(voice.Text("screen.bookings.search"))
	f.search.OnSearch = func(text string) { s.filter.text = text; s.ask() }
	choose := func(label string, take func(index int)) *widgets.Select {
		field := widgets.NewSelect(nil, -1, func(i int) { take(i); s.ask() })
		field.SetAccessibleLabel(label)
		return field
	}
	f.period = choose(voice.Text("screen.bookings.filter.period"), func(i int) { s.filter.wholeYear = i == 1 })
	f.desk = choose(voice.Text("screen.booked.desk"), func(i int) {
		s.filter.desk = ""
		if i > 0 {
			s.filter.desk = s.house.Desks[i-1].ID
		}
	})
	f.procedure = choose(voice.Text("screen.booked.procedure"), func(i int) {
		s.filter.procedure = ""
		if i > 0 {
			s.filter.procedure = s.house.Procedures[i-1].Code
		}
	})
	f.status = choose(voice.Text("screen.bookings.column.status"), func(i int) { s.filter.status = i })
	search := widgets.AtLeast(200, 0, f.search)
	f.content = widgets.Flow(search,
		search, widgets.AtLeast(180, 0, f.period), widgets.AtLeast(150, 0, f.desk),
		widgets.AtLeast(190, 0, f.procedure), widgets.AtLeast(140, 0, f.status))
	return f
}

// show offers what the service has, and shows what is chosen of it.
func (f *filters) show(s *Screen) {
	voice := s.p.Voice
	period := 0
	if s.filter.wholeYear {
		period = 1
	}
	f.period.SetOptions([]string{voice.WeekDays(s.week), voice.Text("screen.bookings.filter.year")}, period)

	desks, desk := []string{voice.Text("screen.bookings.filter.all-desks")}, 0
	for i, d := range s.house.Desks {
		desks = append(desks, d.Name)
		if d.ID == s.filter.desk {
			desk = i + 1
		}
	}
	f.desk.SetOptions(desks, desk)

	procedures, procedure := []string{voice.Text("screen.bookings.filter.all-procedures")}, 0
	for i, p := range s.house.Procedures {
		procedures = append(procedures, p.Label)
		if p.Code == s.filter.procedure {
			procedure = i + 1
		}
	}
	f.procedure.SetOptions(procedures, procedure)

	labels := make([]string, len(statuses))
	for i, choice := range statuses {
		labels[i] = voice.Say(choice.label)
	}
	f.status.SetOptions(labels, s.filter.status)
	if f.search.Text != s.filter.text {
		f.search.SetTextQuietly(s.filter.text)
	}
}

// choose takes up another filter.
func (s *Screen) choose(f filter) {
	s.filter = f
	s.filters.show(s)
	s.ask()
}

// clearFilters shows every booking of the year.
func (s *Screen) clearFilters() { s.choose(everything) }

// loadHouse learns what can be chosen. A desk or procedure that is no longer there is
// not filtered by any more.
func (s *Screen) loadHouse() {
	var house office.House
	var err error
	s.p.Background(func() { house, err = s.p.Office.House(context.Background()) }, func() {
		if err != nil { // the list fails too, and says why
			return
		}
		s.house = house
		was := s.filter
		if house.DeskName(s.filter.desk) == "" {
			s.filter.desk = ""
		}
		if _, known := house.Procedure(s.filter.procedure); !known {
			s.filter.procedure = ""
		}
		s.filters.show(s)
		if s.filter != was {
			s.ask()
		}
	})
}
