package convocations

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// Office is what the screen asks of the use cases.
type Office interface {
	Now() agenda.Moment
	House(ctx context.Context) (office.House, error)
	Bookings(ctx context.Context, q workspace.BookingQuery) (page []agenda.Booking, total int, err error)
	WriteConvocations(ctx context.Context, s office.Selection, path string, format office.Format, voice *wording.Voice, progress agenda.Progress) (office.Written, error)
	WriteDayList(ctx context.Context, date agenda.Date, desk agenda.DeskID, path string, voice *wording.Voice) (office.Written, error)
	VerifyCode(ctx context.Context, text string) (office.CodeCheck, error)
}

// Tasks runs what takes longer than a moment; see [task.Runner].
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see [dialogs.Dialogs].
type Dialogs interface {
	Problem(err error)
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// Params are what the screen works with. All are needed.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      Tasks
	Dialogs    Dialogs
	Week       agenda.Week // the chosen one
	// Navigate goes to another screen: that of the imports.
	Navigate func(id string)
	// OpenFile opens a written file with the system's program.
	OpenFile func(path string)
	// Memory keeps columns and the desk on this machine; nil: nothing is kept.
	Memory widgets.Memory
}

// The names under which the screen remembers.
const (
	tableKey = "convocations-table"
	deskKey  = "convocations-desk"
)

// importsID is the name of the screen of the imports in the navigation.
const importsID = "imports"

// Screen is a day's convocations.
type Screen struct {
	p     Params
	house office.House
	days  *calendar.Calendar // nil until the house is known
	day   agenda.Date
	desk  agenda.DeskID
	turn  int // counts days asked for; late answers are dropped

	picker  *widgets.DatePicker
	deskBox *fyne.Container
	table   *widgets.DataTable
	count   *widgets.Text
	outcome *fyne.Container // what was written last
	verify  *verifier
	writers []*widgets.Button
	content fyne.CanvasObject
}

// New returns the screen, on the next day that has appointments.
func New(p Params) *Screen {
	s := &Screen{p: p}
	voice := p.Voice
	s.picker = widgets.NewDatePicker(widgets.MonthParams{Voice: voice, Today: p.Office.Now().Date(), Note: s.noteOf})
	s.picker.SetAccessibleLabel(voice.Text("screen.convocations.fact.date"))
	s.picker.OnChanged = func(d agenda.Date) {
		if !d.IsZero() {
			s.setDay(d)
		}
	}
	if p.Memory != nil {
		s.desk = agenda.DeskID(p.Memory.String(deskKey))
	}
	s.deskBox = container.NewStack()
	s.table = widgets.NewDataTable(widgets.TableParams{
		ID: tableKey, Memory: p.Memory, Columns: columns(voice), Voice: voice, Background: p.Background,
		Order: widgets.Order{Column: string(workspace.OrderAppointment)},
	})
	s.table.SetEmpty(s.empty)
	s.table.OnTotal = s.total
	s.count = widgets.NewText(widgets.RoleMuted, "")
	s.outcome = container.NewStack()
	s.verify = newVerifier(s)
	s.content = s.layout()
	s.loadHouse()
	s.drawDesks()
	s.openWeek(p.Week)
	return s
}

// sideWidth holds a desk, a name and a procedure beside their labels.
const sideWidth = 310

func (s *Screen) layout() fyne.CanvasObject {
	voice := s.p.Voice
	list := widgets.NewButton(widgets.Secondary, voice.Text("screen.convocations.day-list"), theme.IconList(), s.chooseDayList)
	book := widgets.NewButton(widgets.Secondary, voice.Text("screen.convocations.workbook"), theme.IconTable(), func() { s.chooseLetters(office.FormatWorkbook) })
	letters := widgets.NewButton(widgets.Primary, voice.Text("screen.convocations.letters"), theme.IconPrint(), func() { s.chooseLetters(office.FormatPDF) })
	s.writers = []*widgets.Button{list, book, letters}

	before := widgets.NewButton(widgets.Secondary, voice.Text("screen.convocations.before"), theme.IconPrevious(), s.dayBefore)
	after := widgets.NewButton(widgets.Secondary, voice.Text("screen.convocations.after"), theme.IconNext(), s.dayAfter)
	after.SetIconTrailing()
	gap := widgets.Spacer()
	filters := widgets.AcrossWith(gap, before, widgets.AtLeast(230, 0, s.picker), after, widgets.AtLeast(180, 0, s.deskBox), gap)

	side := widgets.Parts(nil, s.verify.content, s.outcome)
	panel := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, container.NewVScroll(widgets.Inset(theme.SizeGapLarge, side)))
	body := widgets.AcrossWith(s.table, s.table, widgets.AtLeast(sideWidth, 0, panel))
	return page.New(page.Parts{
		Title: voice.Text("screen.convocations.title"), Purpose: voice.Text("screen.convocations.purpose"),
		Actions: []fyne.CanvasObject{list, book, letters}, Filters: filters, Content: body, Status: s.count,
	})
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek goes to a day of the week chosen in the window.
func (s *Screen) SetWeek(w agenda.Week) {
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
	}
}

// Refresh reads everything again.
func (s *Screen) Refresh() {
	s.loadHouse()
	s.table.Reload()
}

// openWeek goes to the day that a week is opened on.
func (s *Screen) openWeek(w agenda.Week) {
	s.seek(func(ctx context.Context) (agenda.Date, error) { return dayToStart(ctx, s.p.Office, w) })
}

func (s *Screen) dayBefore() {
	from := s.day
	s.seek(func(ctx context.Context) (agenda.Date, error) { return lastDay(ctx, s.p.Office, from) })
}

func (s *Screen) dayAfter() {
	from := s.day
	s.seek(func(ctx context.Context) (agenda.Date, error) {
		return firstDay(ctx, s.p.Office, from.AddDays(1), agenda.Date{})
	})
}

// seek goes to a day that has to be looked for; it stays where it is if there is none.
func (s *Screen) seek(find func(context.Context) (agenda.Date, error)) {
	s.turn++
	turn := s.turn
	var day agenda.Date
	var err error
	s.p.Background(func() { day, err = find(context.Background()) }, func() {
		switch {
		case turn != s.turn:
		case err != nil:
			s.p.Dialogs.Problem(err)
		case !day.IsZero():
			s.setDay(day)
		}
	})
}

func (s *Screen) setDay(d agenda.Date) {
	s.turn++ // a day that is still being looked for is no longer wanted
	s.day = d
	s.picker.SetDate(d)
	s.ask()
}

func (s *Screen) ask() {
	if s.day.IsZero() {
		return
	}
	s.table.SetSource(list{office: s.p.Office, voice: s.p.Voice, query: workspace.BookingQuery{
		From: s.day, To: s.day, Desk: s.desk, ActiveOnly: true,
	}})
}

// total says for how many people a letter would be written.
func (s *Screen) total(n int) {
	s.count.SetText(s.p.Voice.Text("screen.convocations.count", "Count", n, "Date", s.day))
	for _, b := range s.writers {
		if n > 0 {
			b.Enable()
		} else {
			b.Disable()
		}
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
	choose := widgets.NewSelect(options, chosen, func(i int) {
		s.desk = ""
		if i > 0 {
			s.desk = s.house.Desks[i-1].ID
		}
		if s.p.Memory != nil {
			s.p.Memory.SetString(deskKey, string(s.desk))
		}
		s.ask()
	})
	choose.SetAccessibleLabel(s.p.Voice.Text("screen.convocations.column.desk"))
	s.deskBox.Objects = []fyne.CanvasObject{choose}
	s.deskBox.Refresh()
}

// empty says what to do on a day without appointments.
func (s *Screen) empty() fyne.CanvasObject {
	voice := s.p.Voice
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconCalendar(), Title: voice.Text("screen.convocations.empty.title"), Text: voice.Text("screen.convocations.empty.text"),
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.convocations.empty.import"), theme.IconImport(),
			func() { s.p.Navigate(importsID) }),
	})
}

// fileName proposes a name that says what is in the file: its day and its desk.
func (s *Screen) fileName(base, ending string) string {
	name := base + "-" + s.day.String()
	if desk := s.house.DeskName(s.desk); desk != "" {
		name += "-" + desk
	}
	return name + ending
}

func (s *Screen) chooseLetters(format office.Format) {
	voice := s.p.Voice
	kind := dialogs.FileKind{Title: voice.Text("screen.convocations.letters.title"), Endings: []string{"." + string(format)}}
	kind.Name = s.fileName(voice.Text("screen.convocations.letters.file"), kind.Endings[0])
	selection := office.Selection{From: s.day, To: s.day, Desk: s.desk}
	s.p.Dialogs.SaveFile(kind, func(path string) {
		s.write(voice.Text("screen.convocations.task.letters", "Date", selection.From), path, "screen.convocations.written.letters",
			func(ctx context.Context, progress agenda.Progress) (office.Written, error) {
				return s.p.Office.WriteConvocations(ctx, selection, path, format, voice, progress)
			})
	})
}

func (s *Screen) chooseDayList() {
	voice := s.p.Voice
	day, desk := s.day, s.desk
	s.p.Dialogs.SaveFile(dialogs.FileKind{
		Title: voice.Text("screen.convocations.day-list.title"), Endings: []string{".pdf"},
		Name: s.fileName(voice.Text("screen.convocations.day-list.file"), ".pdf"),
	}, func(path string) {
		s.write(voice.Text("screen.convocations.task.day-list", "Date", day), path, "screen.convocations.written.day-list",
			func(ctx context.Context, _ agenda.Progress) (office.Written, error) {
				return s.p.Office.WriteDayList(ctx, day, desk, path, voice)
			})
	})
}

// write writes a file and shows what came of it; done is the key of the sentence that
// counts what it holds.
func (s *Screen) write(label, path, done string, work func(context.Context, agenda.Progress) (office.Written, error)) {
	var result office.Written
	s.p.Tasks.Run(label, func(ctx context.Context, progress agenda.Progress) (err error) {
		result, err = work(ctx, progress)
		return err
	}, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		voice := s.p.Voice
		remarks := make([]string, len(result.Remarks))
		for i, m := range result.Remarks {
			remarks[i] = voice.Say(m)
		}
		s.outcome.Objects = []fyne.CanvasObject{widgets.Down(
			widgets.NewText(widgets.RoleHeading, voice.Text("screen.convocations.written.title")),
			written(voice.Text(done, "Count", result.Count), filepath.Base(path), filepath.Dir(path), remarks, voice, func() { s.p.OpenFile(path) }),
		)}
		s.outcome.Refresh()
		s.content.Refresh()
	})
}
