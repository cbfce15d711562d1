package calendar

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// weekView is the chosen week, desk by desk and day by day.
type weekView struct {
	s       *Screen
	read    office.CalendarWeek
	loading widgets.Newest[office.CalendarWeek]
	there   bool
	day     agenda.Date // the chosen one; zero is none
	desk    int         // index of the chosen desk

	title  *widgets.Text
	notes  *fyne.Container // what is to be known of the whole week
	chart  *widgets.Chart
	detail *widgets.Text
	said   *widgets.Paragraph
	state  *page.State
	box    fyne.CanvasObject
}

func newWeekView(s *Screen) *weekView {
	voice := s.p.Voice
	v := &weekView{
		s: s, title: widgets.NewText(widgets.RoleHeading, ""), notes: widgets.Flow(nil), chart: widgets.NewChart(voice, chart.Roster{}),
		detail: widgets.NewText(widgets.RoleStrong, ""), said: widgets.NewParagraph(widgets.RoleBody, ""),
	}
	v.title.SetMinWidth(0)
	v.detail.SetMinWidth(0)
	v.chart.OnTapped = v.choose
	v.chart.OnSave = s.p.SaveChart
	v.state = page.NewState(voice, v.layout())
	v.box = v.state
	return v
}

func flat(title string, icon fyne.Resource, do func()) *widgets.Button {
	b := widgets.NewButton(widgets.Flat, "", icon, do)
	b.SetTip(title)
	return b
}

func (v *weekView) layout() fyne.CanvasObject {
	before, after := v.s.action(actionBefore), v.s.action(actionAfter)
	head := widgets.AcrossMiddle(v.title, flat(before.Title, before.Icon, before.Do), flat(after.Title, after.Icon, after.Do), v.title)
	grid := widgets.NewTile(widgets.AtLeast(0, rosterHeight, v.chart))
	detail := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Tight(v.detail, v.said)))
	return widgets.DownWith(grid, head, v.notes, grid, detail)
}

// rosterHeight holds the hours of seven desks at text scale 1.
const rosterHeight = 340

func (v *weekView) content() fyne.CanvasObject { return v.box }

// load reads the chosen week.
func (v *weekView) load() {
	week := v.s.week
	v.loading.Ask(v.s.p.Background, func(ctx context.Context) (office.CalendarWeek, error) {
		return v.s.p.Office.CalendarWeek(ctx, week)
	}, func(read office.CalendarWeek, err error) {
		if err != nil {
			v.there = false
			v.state.Failed(err, v.load)
			return
		}
		v.read, v.there = read, true
		v.state.Ready()
		v.show()
	})
}

func (v *weekView) show() {
	if !v.there {
		return
	}
	voice := v.s.p.Voice
	week := v.read.Week
	if v.day.Week() != week {
		v.day = week.Monday()
		if today := v.s.today(); today.Week() == week {
			v.day = today
		}
	}
	v.desk = max(0, min(v.desk, len(v.read.Desks)-1))
	v.title.SetText(voice.Text("screen.calendar.week.title", "Number", week.Number, "Days", voice.WeekDays(week)))
	v.chart.SetTitle(v.title.Text(), v.s.house.Service.Name)
	v.notes.Objects = v.badges()
	widgets.ShowIf(v.notes, len(v.notes.Objects) > 0)
	v.describe()
	v.s.tell("")
	v.s.body.Refresh()
	v.s.changed()
}

// badges are what is to be known of the whole week.
func (v *weekView) badges() []fyne.CanvasObject {
	voice := v.s.p.Voice
	var badges []fyne.CanvasObject
	for _, h := range v.read.Holidays {
		badges = append(badges, widgets.NewBadge(voice.Text("screen.calendar.week.holiday", "Date", h.Date, "Name", h.Name), widgets.Info))
	}
	for _, h := range v.read.School {
		badges = append(badges, widgets.NewBadge(voice.Text("screen.calendar.week.school", "Name", h.Name, "Zone", h.Zone), widgets.Plain))
	}
	return badges
}

// choose describes the day of a desk.
func (v *weekView) choose(cell int) {
	shown := shownDays(v.read)
	if len(shown) == 0 || cell/len(shown) >= len(v.read.Desks) {
		return
	}
	v.desk, v.day = cell/len(shown), shown[cell%len(shown)]
	v.describe()
	v.s.body.Refresh()
	v.s.changed()
}

// mark frames the chosen day of the chosen desk.
func (v *weekView) mark() {
	roster := rosterOf(v.read, v.s.p.Voice)
	for i, date := range shownDays(v.read) {
		if date == v.day && v.desk < len(roster.Cells) {
			roster.Cells[v.desk][i].Chosen = true
		}
	}
	v.chart.SetModel(roster)
}

// chosen returns the day and the desk that the detail is about.
func (v *weekView) chosen() (agenda.Date, agenda.Desk, bool) {
	if !v.there || len(v.read.Desks) == 0 {
		return v.day, agenda.Desk{}, false
	}
	return v.day, v.read.Desks[v.desk].Desk, true
}

// describe says in sentences what the grid says of the chosen day in signs.
func (v *weekView) describe() {
	voice := v.s.p.Voice
	v.mark()
	day, desk, ok := v.chosen()
	if !ok {
		v.detail.SetText(voice.Text("screen.calendar.week.no-desk"))
		v.said.SetText("")
		return
	}
	v.detail.SetText(voice.Text("screen.calendar.week.detail", "Desk", desk.Name, "Date", day))
	v.said.SetText(strings.Join(dayDetails(v.read.Desks[v.desk].Days[day.Weekday().ISO()-1], voice), " "))
}

func (v *weekView) status() string {
	if !v.there {
		return ""
	}
	voice, minutes, held := v.s.p.Voice, 0, 0
	for _, d := range v.read.Desks {
		for _, day := range d.Days {
			minutes, held = minutes+opening.Minutes(day.Openings), held+day.Held
		}
	}
	said := voice.Text("screen.calendar.week.status", "Count", len(v.read.Desks), "Open", duration(minutes, voice))
	if held > 0 {
		said += " · " + voice.Text("screen.calendar.week.status.held", "Held", duration(held, voice))
	}
	return said
}

// dayDetails says what a day of a desk is like.
func dayDetails(d opening.Day, voice *wording.Voice) []string {
	var said []string
	if len(d.Sessions) == 0 {
		said = append(said, voice.Text("screen.calendar.week.no-session"))
	} else {
		said = append(said, voice.Text("screen.calendar.week.sessions", "Hours", openings(d.Sessions, voice)))
		if len(d.Openings) == 0 {
			said = append(said, voice.Text("screen.calendar.week.nothing-left"))
		} else {
			said = append(said, voice.Text("screen.calendar.week.left", "Hours", openings(d.Openings, voice), "Work", duration(opening.Minutes(d.Openings), voice)))
		}
	}
	if d.Held > 0 {
		said = append(said, voice.Text("screen.calendar.week.held", "Work", duration(d.Held, voice)))
	}
	for _, why := range d.Why {
		said = append(said, voice.Text("screen.calendar.week.why", "Why", capital(voice.Say(why))))
	}
	return said
}

// shownDays are the working days of a week, and those of its weekend on which a desk has
// sessions.
func shownDays(w office.CalendarWeek) []agenda.Date {
	var days []agenda.Date
	for i := range 7 {
		used := i < 5
		for _, d := range w.Desks {
			used = used || len(d.Days[i].Sessions) > 0
		}
		if used {
			days = append(days, w.Week.Monday().AddDays(i))
		}
	}
	return days
}

// The natures of a stretch of a day.
const (
	forAppointments = iota
	withoutAppointment
	missing
)

// The signs of what is not as usual.
const (
	signClosed  = "×"
	signReduced = "▼"
	signOther   = "≠" // not as usual, without an hour less
	signWalkIn  = "◷"
	signHoliday = "◆"
	signBridge  = "?"
)

// rosterOf draws a week.
func rosterOf(w office.CalendarWeek, voice *wording.Voice) chart.Roster {
	r := chart.Roster{
		Axis: voice.Text("screen.calendar.column.desk"), From: 8 * 60, To: 17 * 60,
		Natures: []chart.Nature{
			forAppointments:    {Name: voice.Text("screen.calendar.week.for-appointments")},
			withoutAppointment: {Name: voice.Text("screen.calendar.week.without-appointment")},
			missing:            {Name: voice.Text("screen.calendar.week.missing"), Ink: chart.InkAxis},
		},
	}
	shown := shownDays(w)
	for _, date := range shown {
		d := chart.Day{Label: voice.WeekdayShort(date.Weekday()) + "\u00a0" + voice.Number(date.Day), Title: voice.Date(date)}
		for _, h := range w.Holidays {
			if h.Date == date {
				d.Closed = signHoliday + "\u00a0" + h.Name
			}
		}
		r.Days = append(r.Days, d)
	}
	for _, desk := range w.Desks {
		r.Rows = append(r.Rows, chart.Category{Label: desk.Desk.Name})
		var cells []chart.Shift
		for _, date := range shown {
			cells = append(cells, shiftOf(desk.Days[date.Weekday().ISO()-1], voice))
		}
		r.Cells = append(r.Cells, cells)
	}
	return r
}

// shiftOf draws a day of a desk.
func shiftOf(d opening.Day, voice *wording.Voice) chart.Shift {
	shift := chart.Shift{Stretches: stretchesOf(d), Text: openings(d.Openings, voice)}
	var why []string
	for _, m := range d.Why {
		why = append(why, voice.Say(m))
	}
	shift.Note = strings.Join(why, " · ")
	switch {
	case len(d.Openings) == 0 && len(d.Staffed) == 0 && len(d.Sessions) > 0:
		shift.Sign = signClosed
	case opening.Minutes(d.Staffed) < opening.Minutes(d.Sessions):
		shift.Sign = signReduced
	case shift.Note != "":
		shift.Sign = signOther
	case d.Held > 0:
		shift.Sign, shift.Note = signWalkIn, voice.Text("screen.calendar.week.note.held", "Work", duration(d.Held, voice))
	case len(d.Sessions) == 0:
		shift.Text = voice.Text("screen.calendar.week.none")
	}
	for _, line := range dayDetails(d, voice) {
		shift.Values = append(shift.Values, chart.Value{Text: line})
	}
	return shift
}

// stretchesOf parts a day where something changes.
func stretchesOf(d opening.Day) []chart.Stretch {
	var cuts []agenda.Clock
	for _, list := range [][]opening.Opening{d.Sessions, d.Staffed, d.Openings} {
		for _, o := range list {
			cuts = append(cuts, o.From, o.To)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	at := func(list []opening.Opening, from agenda.Clock) (positions int) {
		for _, o := range list {
			if o.From <= from && from < o.To {
				positions += o.Positions
			}
		}
		return positions
	}
	var stretches []chart.Stretch
	for i := range max(len(cuts)-1, 0) {
		from := cuts[i]
		all, there, open := at(d.Sessions, from), at(d.Staffed, from), at(d.Openings, from)
		if all == 0 {
			continue
		}
		parts := []int{forAppointments: open, withoutAppointment: there - open, missing: all - there}
		if last := len(stretches) - 1; last >= 0 && stretches[last].To == from && slices.Equal(stretches[last].Parts, parts) {
			stretches[last].To = cuts[i+1]
			continue
		}
		stretches = append(stretches, chart.Stretch{From: from, To: cuts[i+1], Parts: parts})
	}
	return stretches
}
