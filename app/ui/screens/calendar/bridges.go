package calendar

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// bridge is a bridge, and what closing on it would cost.
type bridge struct {
	opening.Bridge
	minutes int // that the desks would receive
	hit     office.Affected
}

// bridgesView are the bridges of a year.
type bridgesView struct {
	s       *Screen
	loading widgets.Newest[[]bridge]
	year    int // that is shown
	bridges []bridge
	listed  bool

	title  *widgets.Text
	table  *widgets.DataTable
	button offered.Button
	state  *page.State
	box    fyne.CanvasObject
}

func newBridgesView(s *Screen) *bridgesView {
	voice := s.p.Voice
	text := voice.Text
	v := &bridgesView{s: s, title: widgets.NewText(widgets.RoleHeading, "")}
	figure := func(id, label, tip string) widgets.Column {
		return widgets.Column{ID: id, Label: label, Tip: tip, Width: 108, Align: fyne.TextAlignTrailing}
	}
	v.table = widgets.NewDataTable(widgets.TableParams{
		ID: bridgesKey, Memory: s.p.Memory, Label: text("screen.calendar.tab.bridges"), Voice: voice, Background: widgets.Inline, Multiple: true, Signs: true,
		Columns: []widgets.Column{
			{ID: "date", Label: text("screen.calendar.column.date"), Width: 160},
			{ID: "holiday", Label: text("screen.calendar.bridges.beside"), Width: 210, Stretch: true},
			{ID: "state", Label: text("screen.calendar.column.state"), Width: 130},
			figure("work", text("screen.calendar.bridges.work"), text("screen.calendar.bridges.work.tip")),
			figure("slots", text("screen.calendar.bridges.slots"), text("screen.calendar.bridges.slots.tip")),
			figure("online", text("screen.calendar.bridges.online"), text("screen.calendar.bridges.online.tip")),
			figure("bookings", text("screen.calendar.bridges.bookings"), text("screen.calendar.bridges.bookings.tip")),
		},
	})
	v.table.OnSelection = func(widgets.Selection) { s.tell(""); s.changed() }
	v.table.OnActivated = func(int, widgets.Row) { s.showChosenDay() }
	v.table.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(voice, action.Set(s.Actions()).Of(actionClose, actionShow)...)
	}
	v.table.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconCalendar(), Title: text("screen.calendar.bridges.none.title", "Year", strconv.Itoa(v.year)), Text: text("screen.calendar.bridges.none.text"),
		})
	})
	v.button = offered.NewButton(widgets.Secondary, s.action(actionClose), voice)
	table := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, v.table)
	v.state = page.NewState(voice, table)
	v.box = widgets.DownWith(v.state, widgets.Flow(nil, append(s.yearButtons(), v.title, v.button.Button)...),
		widgets.NewParagraph(widgets.RoleMuted, text("screen.calendar.bridges.purpose")), v.state)
	return v
}

func (v *bridgesView) content() fyne.CanvasObject { return v.box }
func (v *bridgesView) update()                    { v.button.Update() }

func (v *bridgesView) show() {
	s := v.s
	house, year := s.house, s.year
	v.title.SetText(strconv.Itoa(year))
	if year != v.year {
		v.state.Clear()
	}
	v.loading.Ask(s.p.Background, func(ctx context.Context) ([]bridge, error) {
		return s.weigh(ctx, house, year)
	}, func(bridges []bridge, err error) {
		if err != nil {
			v.state.Failed(err, v.show)
			return
		}
		v.bridges, v.year = bridges, year
		v.list()
		v.state.Ready()
		s.tell("")
		s.changed()
	})
}

// weigh returns the bridges of a year and what closing on each would cost.
func (s *Screen) weigh(ctx context.Context, house office.House, year int) ([]bridge, error) {
	found, err := s.p.Office.Bridges(ctx, year)
	if err != nil {
		return nil, err
	}
	calendar, err := house.Calendar()
	if err != nil {
		return nil, err
	}
	bridges := make([]bridge, len(found))
	for i, b := range found {
		bridges[i] = bridge{Bridge: b}
		if b.Closed || b.Date.Before(s.today()) {
			continue
		}
		for _, d := range house.Desks {
			for _, o := range calendar.Openings(d, b.Date.Week(), house.Procedures) {
				if o.Date == b.Date {
					bridges[i].minutes += opening.Minutes([]opening.Opening{o})
				}
			}
		}
		closing := office.Timetable{Closures: []agenda.Closure{{From: b.Date, To: b.Date}}}
		if bridges[i].hit, err = s.p.Office.Affected(context.Background(), closing); err != nil {
			return nil, err
		}
	}
	return bridges, nil
}

func (v *bridgesView) list() {
	if !v.listed {
		v.listed = true
		v.table.SetSource(widgets.SourceFunc(v.page))
		return
	}
	v.table.Reload()
}

func (v *bridgesView) page(_ context.Context, offset, limit int, _ widgets.Order) (widgets.Page, error) {
	voice := v.s.p.Voice
	page, from := widgets.Page{Total: len(v.bridges)}, min(offset, len(v.bridges))
	for _, b := range v.bridges[from:min(from+limit, len(v.bridges))] {
		row := widgets.Row{Key: b.Date.String(), Cells: []string{
			voice.Date(b.Date), voice.Text("screen.calendar.bridges.holiday", "Name", b.Holiday.Name, "Date", b.Holiday.Date), "", "", "", "", "",
		}}
		switch {
		case b.Closed:
			row.Cells[2], row.State = voice.Text("screen.calendar.bridges.closed"), widgets.Quiet
		case b.Date.Before(v.s.today()):
			row.Cells[2], row.State = voice.Text("screen.calendar.bridges.past"), widgets.Quiet
		default:
			row.Cells[2] = voice.Text("screen.calendar.bridges.open")
			row.Cells[3] = duration(b.minutes, voice)
			row.Cells[4] = voice.Number(b.hit.Planned + b.hit.Reserved)
			row.Cells[5] = voice.Number(b.hit.Released + b.hit.Published)
			row.Cells[6] = voice.Number(len(b.hit.Bookings))
			if grave(b.hit) {
				row.State = widgets.Warning
			}
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

func (v *bridgesView) status() string {
	voice, minutes := v.s.p.Voice, 0
	open := v.open()
	for _, b := range open {
		minutes += b.minutes
	}
	if n := v.table.Selection().Count(); n > 1 && len(open) > 0 {
		return voice.Text("screen.calendar.bridges.count.selected", "Count", n, "All", len(v.bridges), "Work", duration(minutes, voice))
	}
	return voice.Text("screen.calendar.bridges.count", "Count", len(v.bridges))
}

// selected returns the bridges whose rows are selected.
func (v *bridgesView) selected() (chosen []bridge) {
	selection := v.table.Selection()
	for _, b := range v.bridges {
		if selection.Count() > 0 && selection.Contains(b.Date.String()) {
			chosen = append(chosen, b)
		}
	}
	return chosen
}

// open returns those of them on which the service can still be closed.
func (v *bridgesView) open() (open []bridge) {
	for _, b := range v.selected() {
		if !b.Closed && !b.Date.Before(v.s.today()) {
			open = append(open, b)
		}
	}
	return open
}

func (v *bridgesView) day() (agenda.Date, bool) {
	if chosen := v.selected(); len(chosen) == 1 {
		return chosen[0].Date, true
	}
	return agenda.Date{}, false
}

// closeChosen closes every desk on the selected bridges, after the list of whom that hits
// if people know of it already.
func (v *bridgesView) closeChosen() {
	s, voice := v.s, v.s.p.Voice
	var closures []agenda.Closure
	for _, b := range v.open() {
		closures = append(closures, agenda.Closure{
			From: b.Date, To: b.Date, Reason: voice.Text("screen.calendar.bridges.reason", "Name", b.Holiday.Name),
		})
	}
	if len(closures) == 0 {
		return
	}
	var hit office.Affected
	by := office.Timetable{Closures: closures}
	s.run(func(ctx context.Context) (err error) {
		hit, err = s.p.Office.Affected(ctx, by)
		return err
	}, func() {
		keep := func() {
			s.closures.keepMany(closures, func(kept []agenda.Closure) string {
				if len(kept) == 1 {
					return voice.Text("screen.calendar.bridges.step", "Date", kept[0].From)
				}
				return voice.Text("screen.calendar.bridges.step.many", "Count", len(kept))
			})
		}
		if grave(hit) {
			s.warn(by, hit, keep)
			return
		}
		keep()
	})
}
