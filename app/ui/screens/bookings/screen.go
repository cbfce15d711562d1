package bookings

import (
	"sync/atomic"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/beside"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	booked.Office
	booked.Letters
}

// Params are what the screen works with. All are needed.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      booked.Tasks
	Dialogs    booked.Dialogs
	Week       agenda.Week // the chosen one
	// Navigate goes to another screen: that of the imports.
	Navigate func(id string)
	// Reveal goes to another screen and shows a booking there: that of the vetting.
	Reveal func(id, booking string)
	// Wrote tells that a file was written, Toast anything small.
	Wrote func(path string)
	Toast func(text string, state widgets.State)
	// ActionsChanged tells that the actions are not enabled as before.
	ActionsChanged func()
	// Memory keeps columns and filters on this machine; nil: nothing is kept.
	Memory widgets.Memory
}

// The names of other screens in the navigation.
const (
	importsID = "imports"
	vettingID = "vetting"
)

// Screen is the list of bookings.
type Screen struct {
	p      Params
	week   agenda.Week
	filter filter
	house  office.House

	table   *widgets.DataTable
	filters *filters
	panel   *panel
	beside  *beside.Beside // the list and the panel
	status  *widgets.Text
	letters offered.Button
	content fyne.CanvasObject

	deeds   deeds
	writing booked.Writing
	total   int
	chosen  widgets.Selection
	all     bool        // the filter lets everything through
	barren  atomic.Bool // the workspace has no booking at all

	seeking   widgets.Newest[place]            // where a booking is in the list
	comparing widgets.Newest[[]agenda.Booking] // whose address or number others may have
}

// New returns the screen; what it shows comes as soon as it is looked at.
func New(p Params) *Screen {
	s := &Screen{p: p, week: p.Week}
	s.writing = booked.Writing{Voice: p.Voice, Tasks: p.Tasks, Dialogs: p.Dialogs, Wrote: p.Wrote, Toast: p.Toast}
	s.panel = newPanel(s)
	s.table = widgets.NewDataTable(widgets.TableParams{
		ID: tableKey, Memory: p.Memory, Columns: columns(p.Voice), Voice: p.Voice, Label: p.Voice.Text("screen.bookings.title"),
		Background: p.Background, Order: widgets.Order{Column: columnDate}, Multiple: true, Signs: true,
	})
	s.deeds = s.newDeeds()
	s.table.SetEmpty(s.empty)
	s.table.Menu = s.menu
	s.table.OnSelected = func(_ int, row widgets.Row) { s.panel.show(agenda.BookingID(row.Key)) }
	s.table.OnUnselected = s.panel.showNobody
	s.table.OnActivated = func(int, widgets.Row) { s.panel.open() }
	s.table.OnSelection = s.selected
	s.table.OnTotal = func(total int) { s.total = total; s.drawStatus() }
	s.table.OnSay = p.Toast
	s.status = widgets.NewText(widgets.RoleMuted, "")
	s.status.SetMinWidth(0)
	s.letters = offered.NewButton(widgets.Primary, s.deeds.letters, p.Voice)
	s.filters = newFilters(s)
	s.beside = beside.New(beside.Params{Main: s.table, Side: s.panel.side, Inside: s.panel.inset, Width: panelWidth, Least: listWidth})
	s.content = page.New(page.Parts{
		Title: p.Voice.Text("screen.bookings.title"), Purpose: p.Voice.Text("screen.bookings.purpose"),
		Actions: []fyne.CanvasObject{s.letters.Button},
		Filters: s.filters.content, Content: s.beside, Status: s.status,
	})
	s.recall()
	s.filters.show(s)
	s.loadHouse()
	s.ask()
	return s
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek follows the week chosen in the window.
func (s *Screen) SetWeek(w agenda.Week) {
	if s.week == w {
		return
	}
	s.week = w
	s.filters.show(s)
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
		s.table.Reload()
		if s.panel.shown != "" {
			s.panel.show(s.panel.shown)
		}
	}
}

// ask shows the list that the filter lets through.
func (s *Screen) ask() {
	s.seeking.Drop() // in another list
	s.remember()
	s.table.SetSource(s.list(s.filter.query(s.week)))
	if all := s.filter == everything; all != s.all {
		s.all = all
		s.p.ActionsChanged()
	}
}

// selected shows what can be done with the selected rows.
func (s *Screen) selected(chosen widgets.Selection) {
	before := s.chosen.Count() > 0
	s.chosen = chosen
	s.drawStatus()
	if after := chosen.Count() > 0; after != before {
		s.letters.Update()
		s.p.ActionsChanged()
	}
}

// drawStatus counts the rows, and the selected ones where several are.
func (s *Screen) drawStatus() {
	voice := s.p.Voice
	if n := s.chosen.Count(); n > 1 {
		s.status.SetText(voice.Text("screen.bookings.selected", "Count", n, "Total", s.total))
		return
	}
	s.status.SetText(voice.Text("screen.bookings.count", "Count", s.total))
}

// empty says what to do when the list has no row.
func (s *Screen) empty() fyne.CanvasObject {
	voice := s.p.Voice
	if s.barren.Load() {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconBookings(), Title: voice.Text("screen.bookings.empty.title"), Text: voice.Text("screen.bookings.empty.text"),
			Action: widgets.NewButton(widgets.Primary, voice.Text("screen.bookings.empty.import"), theme.IconImport(),
				func() { s.p.Navigate(importsID) }),
		})
	}
	next := widgets.NewButton(widgets.Secondary, voice.Text("screen.bookings.none.clear"), theme.IconReset(), s.clearFilters)
	if wide := (filter{wholeYear: true, text: s.filter.text}); wide.text != "" && s.filter != wide {
		next = widgets.NewButton(widgets.Secondary, voice.Text("screen.bookings.none.wide"), theme.IconSearch(), func() { s.choose(wide) })
	}
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconSearch(), Title: voice.Text("screen.bookings.none.title"), Text: voice.Text("screen.bookings.none.text"), Action: next,
	})
}
