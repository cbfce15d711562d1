package convocations

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// Office is what the screen asks of the use cases.
type Office interface {
	booked.Office
	booked.Letters
	Now() agenda.Moment
	WriteDayList(ctx context.Context, date agenda.Date, desk agenda.DeskID, path string, voice *wording.Voice) (office.Written, error)
	VerifyCode(ctx context.Context, text string) (office.CodeCheck, error)
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
	// Reveal goes to another screen and shows a booking there: that of the bookings.
	Reveal func(id, booking string)
	// Apart shows the page alone in another window.
	Apart func()
	// Wrote tells that a file was written, Toast anything small.
	Wrote func(path string)
	Toast func(text string, state widgets.State)
	// ActionsChanged tells that the actions are not enabled as before.
	ActionsChanged func()
	// Tick calls what it is given every minute on the window's goroutine until it is
	// stopped.
	Tick func(do func()) (stop func())
	// Memory keeps columns, desk and tab on this machine; nil: nothing is kept.
	Memory widgets.Memory
}

// The names of other screens in the navigation.
const (
	importsID  = "imports"
	bookingsID = "bookings"
)

// The parts of the screen.
const (
	tabLetters = "letters"
	tabBoard   = "board"
	tabVerify  = "verify"
)

// Screen is a day's convocations.
type Screen struct {
	p       Params
	house   office.House
	days    *calendar.Calendar // nil until the house is known
	week    agenda.Week
	day     agenda.Date
	desk    agenda.DeskID
	seeking widgets.Newest[agenda.Date]

	tabs    *widgets.Tabs
	picker  *widgets.DatePicker
	desks   *widgets.Select
	choices *fyne.Container // day and desk, which the verification does not ask for
	apart   *widgets.Button
	table   *widgets.DataTable
	board   *board
	verify  *verifier
	status  *widgets.Text
	body    *fyne.Container
	writers []offered.Button
	content fyne.CanvasObject

	deeds   deeds
	writing booked.Writing
	total   int
	chosen  widgets.Selection
	barren  atomic.Bool // the workspace has no booking at all
	stop    func()      // ends the ticking
}

// New returns the screen, on the next day that has appointments.
func New(p Params) *Screen {
	s := &Screen{p: p, week: p.Week}
	voice := p.Voice
	s.writing = booked.Writing{Voice: voice, Tasks: p.Tasks, Dialogs: p.Dialogs, Wrote: p.Wrote, Toast: p.Toast}
	s.tabs = widgets.NewTabs([]widgets.Tab{
		{ID: tabLetters, Label: voice.Text("screen.convocations.tab.letters")},
		{ID: tabBoard, Label: voice.Text("screen.convocations.tab.board")},
		{ID: tabVerify, Label: voice.Text("screen.convocations.tab.verify")},
	}, s.openTab)
	s.deeds = s.newDeeds()
	s.picker = widgets.NewDatePicker(widgets.MonthParams{Voice: voice, Today: p.Office.Now().Date(), Note: s.noteOf})
	s.picker.SetAccessibleLabel(voice.Text("screen.booked.date"))
	s.picker.OnChanged = func(d agenda.Date) {
		if !d.IsZero() {
			s.setDay(d)
		}
	}
	s.desks = widgets.NewSelect(nil, -1, s.chooseDesk)
	s.desks.SetAccessibleLabel(voice.Text("screen.booked.desk"))
	s.table = widgets.NewDataTable(widgets.TableParams{
		ID: tableKey, Memory: p.Memory, Columns: columns(voice), Voice: voice, Label: voice.Text("screen.convocations.title"),
		Background: p.Background, Order: widgets.Order{Column: string(workspace.OrderAppointment)}, Multiple: true, Signs: true,
	})
	s.table.SetEmpty(func() fyne.CanvasObject { return widgets.NewNotice(s.nobody()) })
	s.table.OnTotal = s.counted
	s.table.OnSelection = s.selected
	s.table.OnActivated = func(int, widgets.Row) { s.showBooking() }
	s.table.OnSay = p.Toast
	s.table.Menu = s.menu
	s.status = widgets.NewText(widgets.RoleMuted, "")
	s.status.SetMinWidth(0)
	s.board = newBoard(s)
	s.verify = newVerifier(s)
	s.body = container.NewStack()
	s.content = s.layout()
	s.recall()
	s.drawTab()
	s.loadHouse()
	s.drawDesks()
	s.openWeek(p.Week)
	s.stop = p.Tick(s.board.list.Refresh)
	return s
}

func (s *Screen) layout() fyne.CanvasObject {
	voice := s.p.Voice
	list := offered.NewButton(widgets.Secondary, s.deeds.dayList, voice)
	book := offered.NewButton(widgets.Secondary, s.deeds.workbook, voice)
	letters := offered.NewButton(widgets.Primary, s.deeds.letters, voice)
	s.writers = []offered.Button{list, book, letters}

	step := func(a action.Action) *widgets.Button {
		b := widgets.NewButton(widgets.Secondary, "", a.Icon, a.Do)
		b.SetTip(a.Tip(voice))
		return b
	}
	s.apart = step(s.deeds.apart)
	s.choices = widgets.Flow(nil, step(s.deeds.before), widgets.AtLeast(210, 0, s.picker), step(s.deeds.after), widgets.AtLeast(170, 0, s.desks), s.apart)
	return page.New(page.Parts{
		Title: voice.Text("screen.convocations.title"), Purpose: voice.Text("screen.convocations.purpose"),
		Actions: []fyne.CanvasObject{list.Button, book.Button, letters.Button},
		Filters: widgets.Flow(s.tabs, s.tabs, s.choices), Content: s.body, Status: s.status,
	})
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Leave ends the ticking.
func (s *Screen) Leave() { s.stop() }

// openTab opens a part of the screen, as somebody asked for.
func (s *Screen) openTab(id string) {
	s.tabs.Select(id)
	s.drawTab()
	s.remember()
	s.p.ActionsChanged()
	if id == tabVerify {
		s.verify.focus()
	}
}

// drawTab shows the open part, and of the fields those that it asks for.
func (s *Screen) drawTab() {
	open := s.tabs.Selected()
	var shown fyne.CanvasObject = s.table
	switch open {
	case tabBoard:
		shown = s.board.state
		s.board.ask()
	case tabVerify:
		shown = s.verify.content
	}
	s.body.Objects = []fyne.CanvasObject{shown}
	setVisible(s.choices, open != tabVerify)
	setVisible(s.apart, open == tabBoard)
	for _, b := range s.writers { // nothing is written of what is verified
		setVisible(b, open != tabVerify)
	}
	s.drawStatus()
	s.content.Refresh()
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// SetWeek goes to a day of the week chosen in the window.
func (s *Screen) SetWeek(w agenda.Week) {
	if s.week == w {
		return
	}
	s.week = w
	if s.day.IsZero() || s.day.Week() != w {
		s.openWeek(w)
	}
}

// Changed shows anew what a use case has changed.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup) {
		s.loadHouse()
	}
	if office.Touched(areas, office.AreaBookings) { // a decision changes bookings too
		s.table.Reload()
		if s.tabs.Selected() == tabBoard {
			s.board.ask()
		}
	}
}

// openWeek goes to the day that a week is opened on.
func (s *Screen) openWeek(w agenda.Week) {
	s.seek(func(ctx context.Context) (agenda.Date, error) { return dayToStart(ctx, s.p.Office, w) }, "")
}

func (s *Screen) dayBefore() {
	from := s.day
	s.seek(func(ctx context.Context) (agenda.Date, error) { return lastDay(ctx, s.p.Office, from) },
		s.p.Voice.Text("screen.convocations.none-before"))
}

func (s *Screen) dayAfter() {
	from := s.day
	s.seek(func(ctx context.Context) (agenda.Date, error) {
		return firstDay(ctx, s.p.Office, from.AddDays(1), agenda.Date{})
	}, s.p.Voice.Text("screen.convocations.none-after"))
}

// seek goes to a day that has to be looked for; where there is none it says so.
func (s *Screen) seek(find func(context.Context) (agenda.Date, error), none string) {
	s.seeking.Ask(s.p.Background, find, func(day agenda.Date, err error) {
		switch {
		case err != nil:
			s.p.Dialogs.Problem(err)
		case !day.IsZero():
			s.setDay(day)
		default:
			s.p.Toast(none, widgets.Info)
		}
	})
}

func (s *Screen) setDay(d agenda.Date) {
	s.seeking.Drop()
	s.day = d
	s.picker.SetDate(d)
	s.ask()
}

func (s *Screen) ask() {
	if s.day.IsZero() {
		return
	}
	s.table.SetSource(s.list())
	if s.tabs.Selected() == tabBoard {
		s.board.ask()
	}
}

// counted says for how many people a letter would be written.
func (s *Screen) counted(total int) {
	before := s.total
	s.total = total
	s.tabs.SetCount(tabLetters, s.p.Voice.Number(total))
	s.drawStatus()
	for _, b := range s.writers {
		b.Update()
	}
	if (before > 0) != (total > 0) {
		s.p.ActionsChanged()
	}
}

// selected counts the rows that are selected.
func (s *Screen) selected(chosen widgets.Selection) {
	before := s.chosen.Count() > 0
	s.chosen = chosen
	s.drawStatus()
	if before != (chosen.Count() > 0) {
		s.p.ActionsChanged()
	}
}

func (s *Screen) drawStatus() {
	voice, n := s.p.Voice, s.chosen.Count()
	switch {
	case s.tabs.Selected() == tabVerify:
		s.status.SetText(s.verify.said)
	case s.tabs.Selected() == tabLetters && n > 1:
		s.status.SetText(voice.Text("screen.convocations.selected", "Count", n, "Total", s.total, "Date", s.day))
	case s.day.IsZero():
		s.status.SetText("")
	default:
		s.status.SetText(voice.Text("screen.convocations.count", "Count", s.total, "Date", s.day))
	}
}

func (s *Screen) loadHouse() {
	var house office.House
	var err error
	s.p.Background(func() { house, err = s.p.Office.House(context.Background()) }, func() {
		if err != nil { // the list fails too, and says why
			return
		}
		s.house = house
		if days, err := calendar.New(house.Service.Territory, house.Closures); err == nil {
			s.days = days
		}
		if s.desk != "" && house.DeskName(s.desk) == "" { // a desk that is no longer there
			s.desk = ""
			s.ask()
		}
		s.drawDesks()
	})
}

// noteOf names the holiday or the closure of a day.
func (s *Screen) noteOf(d agenda.Date) string {
	if s.days == nil {
		return ""
	}
	if why, closed := s.days.Closed("", d); closed {
		return s.p.Voice.Say(why)
	}
	return ""
}

func (s *Screen) drawDesks() {
	options, chosen := []string{s.p.Voice.Text("screen.convocations.all-desks")}, 0
	for i, d := range s.house.Desks {
		options = append(options, d.Name)
		if d.ID == s.desk {
			chosen = i + 1
		}
	}
	s.desks.SetOptions(options, chosen)
}

func (s *Screen) chooseDesk(i int) {
	s.desk = ""
	if i > 0 {
		s.desk = s.house.Desks[i-1].ID
	}
	s.remember()
	s.ask()
}

// nobody says what to do on a day without appointments.
func (s *Screen) nobody() widgets.NoticeParams {
	voice := s.p.Voice
	if s.barren.Load() {
		return widgets.NoticeParams{
			Icon: theme.IconConvocations(), Title: voice.Text("screen.convocations.barren.title"), Text: voice.Text("screen.convocations.barren.text"),
			Action: widgets.NewButton(widgets.Primary, voice.Text("screen.convocations.empty.import"), theme.IconImport(),
				func() { s.p.Navigate(importsID) }),
		}
	}
	return widgets.NoticeParams{
		Icon: theme.IconCalendar(), Title: voice.Text("screen.convocations.empty.title"), Text: voice.Text("screen.convocations.empty.text"),
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.convocations.after"), theme.IconNext(), s.dayAfter),
	}
}
