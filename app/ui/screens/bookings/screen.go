package bookings

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// Office is what the screen asks of the use cases.
type Office interface {
	House(ctx context.Context) (office.House, error)
	Bookings(ctx context.Context, q workspace.BookingQuery) (page []agenda.Booking, total int, err error)
}

// Params are what the screen works with. All are needed.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	// Navigate goes to another screen: that of the imports.
	Navigate func(id string)
	// Memory keeps columns and filters on this machine; nil: nothing is kept.
	Memory widgets.Memory
}

// importsID is the name of the screen of the imports in the navigation.
const importsID = "imports"

// Screen is the list of bookings.
type Screen struct {
	p      Params
	week   agenda.Week
	filter filter
	house  office.House

	table   *widgets.DataTable
	search  *widgets.SearchField
	count   *widgets.Text
	bar     *fyne.Container // the filters
	panel   *fyne.Container // the booking in detail
	side    fyne.CanvasObject
	body    *fyne.Container
	content fyne.CanvasObject

	asked atomic.Int64 // counts what the panel was asked to show; late answers are dropped
	shown agenda.BookingID
}

// filter is what the person chose to see.
type filter struct {
	wholeYear bool
	desk      agenda.DeskID
	procedure agenda.ProcedureCode
	status    int // index of statuses
	text      string
}

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

// New returns the screen; what it shows comes as soon as it is looked at.
func New(p Params) *Screen {
	s := &Screen{p: p, week: p.Week}
	s.table = widgets.NewDataTable(widgets.TableParams{
		ID: tableKey, Memory: p.Memory, Columns: columns(p.Voice), Voice: p.Voice, Background: p.Background,
		Order: widgets.Order{Column: columnDate},
	})
	s.table.SetEmpty(s.empty)
	s.table.OnSelected = func(_ int, row widgets.Row) { s.show(agenda.BookingID(row.Key)) }
	s.table.OnUnselected = s.showNobody
	s.table.OnTotal = func(total int) { s.count.SetText(p.Voice.Text("screen.bookings.count", "Count", total)) }
	s.search = widgets.NewSearchField(p.Voice.Text("screen.bookings.search"))
	s.search.OnSearch = func(text string) { s.filter.text = text; s.ask() }
	s.count = widgets.NewText(widgets.RoleMuted, "")
	s.bar = container.NewStack()
	s.panel = container.NewStack()
	s.content = s.layout()
	s.recall()
	s.loadHouse()
	s.ask()
	return s
}

// panelWidth leaves the list its first columns in a window of 1,280 pixels.
const panelWidth = 290

func (s *Screen) layout() fyne.CanvasObject {
	voice := s.p.Voice
	s.side = widgets.AtLeast(panelWidth, 0, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll,
		container.NewVScroll(widgets.Inset(theme.SizeGapLarge, s.panel))))
	s.side.Hide()
	s.body = widgets.AcrossWith(s.table, s.table, s.side)
	return page.New(page.Parts{
		Title: voice.Text("screen.bookings.title"), Purpose: voice.Text("screen.bookings.purpose"),
		Filters: s.bar, Content: s.body, Status: s.count,
	})
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek follows the week chosen in the window.
func (s *Screen) SetWeek(w agenda.Week) {
	if s.week == w {
		return
	}
	s.week = w
	s.drawFilters()
	if !s.filter.wholeYear {
		s.ask()
	}
}

// Changed shows anew what a use case has changed.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup) {
		s.loadHouse()
	}
	if office.Touched(areas, office.AreaBookings) { // a decision changes bookings too
		s.reload()
	}
}

// Refresh reads everything again.
func (s *Screen) Refresh() {
	s.loadHouse()
	s.reload()
}

func (s *Screen) reload() {
	s.table.Reload()
	if s.shown != "" {
		s.show(s.shown)
	}
}

// query is what the store is asked for by the present filter.
func (s *Screen) query() workspace.BookingQuery {
	q := workspace.BookingQuery{Desk: s.filter.desk, Procedure: s.filter.procedure, Text: s.filter.text}
	if !s.filter.wholeYear {
		q.From, q.To = s.week.Day(agenda.Monday), s.week.Day(agenda.Sunday)
	}
	statuses[s.filter.status].choose(&q)
	return q
}

func (s *Screen) ask() {
	s.remember()
	s.table.SetSource(list{office: s.p.Office, voice: s.p.Voice, query: s.query()})
}

func (s *Screen) loadHouse() {
	var house office.House
	var err error
	s.p.Background(func() {
		house, err = s.p.Office.House(context.Background())
	}, func() {
		if err == nil { // where it fails, so does the list, which says why
			s.house = house
			s.drawFilters()
		}
	})
}

// drawFilters offers what the service has; a choice that is no longer there is dropped.
func (s *Screen) drawFilters() {
	voice := s.p.Voice
	periods := []string{voice.WeekDays(s.week), voice.Text("screen.bookings.filter.year")}
	period := widgets.NewSelect(periods, index(s.filter.wholeYear), func(i int) { s.filter.wholeYear = i == 1; s.ask() })
	period.SetAccessibleLabel(voice.Text("screen.bookings.column.date"))

	desks := []string{voice.Text("screen.bookings.filter.all-desks")}
	chosenDesk := 0
	for i, d := range s.house.Desks {
		desks = append(desks, d.Name)
		if d.ID == s.filter.desk {
			chosenDesk = i + 1
		}
	}
	desk := widgets.NewSelect(desks, chosenDesk, func(i int) {
		s.filter.desk = ""
		if i > 0 {
			s.filter.desk = s.house.Desks[i-1].ID
		}
		s.ask()
	})
	desk.SetAccessibleLabel(voice.Text("screen.bookings.column.desk"))

	procedures := []string{voice.Text("screen.bookings.filter.all-procedures")}
	chosenProcedure := 0
	for i, p := range s.house.Procedures {
		procedures = append(procedures, p.Label)
		if p.Code == s.filter.procedure {
			chosenProcedure = i + 1
		}
	}
	procedure := widgets.NewSelect(procedures, chosenProcedure, func(i int) {
		s.filter.procedure = ""
		if i > 0 {
			s.filter.procedure = s.house.Procedures[i-1].Code
		}
		s.ask()
	})
	procedure.SetAccessibleLabel(voice.Text("screen.bookings.column.procedure"))

	labels := make([]string, len(statuses))
	for i, choice := range statuses {
		labels[i] = voice.Say(choice.label)
	}
	status := widgets.NewSelect(labels, s.filter.status, func(i int) { s.filter.status = i; s.ask() })
	status.SetAccessibleLabel(voice.Text("screen.bookings.column.status"))

	s.bar.Objects = []fyne.CanvasObject{widgets.AcrossWith(s.search,
		widgets.AtLeast(180, 0, period), widgets.AtLeast(150, 0, desk), widgets.AtLeast(210, 0, procedure),
		widgets.AtLeast(140, 0, status), s.search)}
	s.bar.Refresh()
}

func index(second bool) int {
	if second {
		return 1
	}
	return 0
}

// show fills the panel with a booking as it is now.
func (s *Screen) show(id agenda.BookingID) {
	s.shown = id
	turn := s.asked.Add(1)
	var found []agenda.Booking
	var err error
	s.p.Background(func() {
		found, _, err = s.p.Office.Bookings(context.Background(), workspace.BookingQuery{IDs: []agenda.BookingID{id}, Limit: 1})
	}, func() {
		switch {
		case turn != s.asked.Load():
		case err != nil:
			s.fill(widgets.NewFailed(s.p.Voice, err, func() { s.show(id) }))
		case len(found) == 0:
			s.showNobody()
		default:
			s.fill(details(found[0], s.house, s.p.Voice, s.table.ClearSelection))
		}
	})
}

func (s *Screen) showNobody() {
	s.asked.Add(1)
	s.shown = ""
	if s.side.Visible() {
		s.side.Hide()
		s.body.Refresh()
	}
}

func (s *Screen) fill(content fyne.CanvasObject) {
	s.panel.Objects = []fyne.CanvasObject{content}
	if !s.side.Visible() {
		s.side.Show()
		s.body.Refresh()
	}
	s.panel.Refresh()
}

// empty says what to do when the list has no row.
func (s *Screen) empty() fyne.CanvasObject {
	voice := s.p.Voice
	if s.filter == (filter{wholeYear: true}) {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconDocument(), Title: voice.Text("screen.bookings.empty.title"), Text: voice.Text("screen.bookings.empty.text"),
			Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.bookings.empty.import"), theme.IconImport(),
				func() { s.p.Navigate(importsID) }),
		})
	}
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconSearch(), Title: voice.Text("screen.bookings.none.title"), Text: voice.Text("screen.bookings.none.text"),
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.bookings.none.clear"), theme.IconReset(), s.clearFilters),
	})
}

// clearFilters shows every booking of the year.
func (s *Screen) clearFilters() {
	s.filter = filter{wholeYear: true}
	s.search.SetText("")
	s.search.OnSubmitted("") // now, instead of when the typing rests
	s.drawFilters()
	s.ask()
}
