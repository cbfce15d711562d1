package scenarios

import (
	"context"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// worth is what one more opening would bring, by desk and week, and how few of them close
// the gap to the year's targets.
type worth struct {
	s       *Screen
	minutes []int // of the openings that can be asked about
	length  *widgets.Select
	aim     *widgets.Select
	found   *office.Worth // nil: not asked for, or not true any more
	turn    int           // counts what made answers untrue: those that come later are dropped
	wanted  int           // index of the length that was chosen

	ask       *widgets.Notice
	best, gap *widgets.Paragraph
	heat      *widgets.HeatMap
	rows      []widgets.Row
	table     *widgets.DataTable
	tableArea fyne.CanvasObject
	buttons   []offered.Button
	answer    fyne.CanvasObject
	place     *fyne.Container
	content   fyne.CanvasObject
}

// What the openings are counted in.
const (
	aimAppointments = iota
	aimPermits
)

func newWorth(s *Screen) *worth {
	voice := s.p.Voice
	text := voice.Text
	w := &worth{s: s, best: widgets.NewParagraph(widgets.RoleStrong, ""), gap: widgets.NewParagraph(widgets.RoleBody, ""), heat: widgets.NewHeatMap(voice)}
	w.length = widgets.NewSelect(nil, 0, func(at int) { w.wanted = at; w.forget(); w.remember(); w.show() })
	w.length.SetAccessibleLabel(text("screen.scenarios.worth.length"))
	w.aim = widgets.NewSelect([]string{text("screen.scenarios.worth.appointments"), text("screen.scenarios.worth.permits")}, aimAppointments, func(int) { w.remember(); w.show() })
	w.aim.SetAccessibleLabel(text("screen.scenarios.worth.aim"))
	w.ask = widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconCalculate(), Title: text("screen.scenarios.worth.title"), Text: text("screen.scenarios.worth.text"),
		Action: widgets.NewButton(widgets.Primary, text("screen.scenarios.worth.do"), theme.IconCalculate(), func() { s.reckonWorth() }),
	})
	w.heat.OnSave = s.p.SaveChart
	w.heat.SetFormat(func(v float64) string { return voice.Decimal(v, decimalsOf(v)) })
	right := fyne.TextAlignTrailing
	w.table = widgets.NewDataTable(widgets.TableParams{
		ID: remediesKey, Memory: s.p.Memory, Label: text("screen.scenarios.worth.remedies"), Voice: voice, Background: widgets.Inline, Multiple: true,
		Columns: []widgets.Column{
			{ID: "desk", Label: text("screen.scenarios.worth.desk"), Width: 120, Stretch: true, Typed: true},
			{ID: "times", Label: text("screen.scenarios.worth.times"), Width: 150, Stretch: true, Align: right},
			{ID: "hours", Label: text("screen.scenarios.worth.hours"), Width: 120, Stretch: true, Align: right},
			{ID: "pace", Label: text("screen.scenarios.worth.pace"), Tip: text("screen.scenarios.worth.pace.tip"), Width: 170, Stretch: true, Align: right},
		},
	})
	w.table.SetSource(widgets.RowsNow(func() []widgets.Row { return w.rows }))
	set := action.Set(s.Actions())
	var buttons []fyne.CanvasObject
	for _, id := range []string{actionRemedy, actionWorth} {
		a, _ := set.Find(id)
		if id == actionWorth {
			a.Title, a.Icon = text("screen.scenarios.again"), theme.IconRefresh()
		}
		b := offered.NewButton(widgets.Secondary, a, voice)
		w.buttons = append(w.buttons, b)
		buttons = append(buttons, b.Button)
	}
	heat := widgets.NewTile(widgets.AtLeast(0, heatHeight, w.heat))
	w.tableArea = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, w.table)
	w.answer = widgets.DownWith(heat, w.best, heat, w.gap, w.tableArea, widgets.Flow(nil, buttons...))
	w.place = container.NewStack(w.ask)
	choices := widgets.Flow(nil,
		widgets.NewText(widgets.RoleMuted, text("screen.scenarios.worth.length")), widgets.AtLeast(150, 0, w.length),
		widgets.NewText(widgets.RoleMuted, text("screen.scenarios.worth.aim")), widgets.AtLeast(150, 0, w.aim))
	w.content = widgets.DownWith(w.place, choices, w.place)
	return w
}

const heatHeight = 220

// decimalsOf shows what is small with a decimal: an hour brings two or three slots.
func decimalsOf(v float64) int {
	if math.Abs(v) < 10 {
		return 1
	}
	return 0
}

// forget takes away what is not true any more.
func (w *worth) forget() {
	w.found = nil
	w.turn++
}

// halfDay is how long a desk is usually open between two breaks, in minutes: the length
// that most time is open in.
func halfDay(house office.House) int {
	time := map[int]int{}
	longest := 0
	for _, d := range house.Desks {
		for _, session := range d.Sessions {
			length := int(session.To - session.From)
			time[length] += length * len(session.Days)
			if time[length] > time[longest] || time[length] == time[longest] && length > longest {
				longest = length
			}
		}
	}
	if longest == 0 {
		return usualHalfDay
	}
	return longest
}

const (
	hour         = 60
	usualHalfDay = 3 * hour
)

// show shows the answer, or asks whether it is wanted.
func (w *worth) show() {
	voice := w.s.p.Voice
	w.minutes = []int{hour, halfDay(w.s.plan.House)}
	w.length.SetOptions([]string{
		voice.Text("screen.scenarios.worth.hour"), voice.Text("screen.scenarios.worth.half-day", "Length", voice.Duration(w.minutes[1])),
	}, min(max(w.wanted, 0), len(w.minutes)-1))
	if w.found == nil {
		w.place.Objects = []fyne.CanvasObject{w.ask}
	} else {
		w.place.Objects = []fyne.CanvasObject{w.answer}
		w.draw(*w.found)
	}
	w.place.Refresh()
	for _, b := range w.buttons {
		b.Update()
	}
	w.s.acted()
	if w.s.made {
		w.s.content.Refresh()
	}
}

// chosen is the gap that is looked at.
func (w *worth) chosen(found office.Worth) office.Gap {
	if w.aim.SelectedIndex() == aimPermits {
		return found.Permits
	}
	return found.Appointments
}

func (w *worth) draw(found office.Worth) {
	teller := worthTeller{found: found, gap: w.chosen(found), permits: w.aim.SelectedIndex() == aimPermits, voice: w.s.p.Voice}
	w.best.SetText(teller.best())
	said, state := teller.verdict()
	w.gap.SetText(widgets.Signed(state, said))
	w.rows = teller.rows()
	widgets.ShowIf(w.tableArea, len(w.rows) > 0)
	w.table.Reload()
	w.table.SetSums(teller.sum()...)
	w.heat.SetTitle(teller.title(), w.s.p.Voice.Text("screen.scenarios.chart.source", "Version", w.s.plan.Version))
	w.heat.Set(teller.heat())
}

// worthTeller says what was found about a gap.
type worthTeller struct {
	found   office.Worth
	gap     office.Gap
	permits bool
	voice   *wording.Voice
}

// most returns the cells in which one more opening adds most, in whole appointments, by
// week, and how many that is.
func (t worthTeller) most() (cells []cell, gain int) {
	for i, row := range t.gap.Gains {
		for j, g := range row {
			switch rounded := int(math.Round(g)); {
			case rounded > gain:
				cells, gain = []cell{{i, j}}, rounded
			case rounded == gain && gain > 0:
				cells = append(cells, cell{i, j})
			}
		}
	}
	return cells, gain
}

// cell is a desk in a week, by their places.
type cell struct{ week, desk int }

// desksOf names the desks of cells in their order.
func (t worthTeller) desksOf(cells []cell) string {
	var names []string
	for j, desk := range t.found.Desks {
		if slices.ContainsFunc(cells, func(c cell) bool { return c.desk == j }) {
			names = append(names, desk.Name)
		}
	}
	return teller{voice: t.voice}.list(names)
}

// best says where one more opening adds most.
func (t worthTeller) best() string {
	cells, count := t.most()
	if count == 0 {
		return t.voice.Text("screen.scenarios.worth.best.none")
	}
	unit := t.voice.Text("screen.scenarios.worth.unit.appointments", "Count", count)
	if t.permits {
		unit = t.voice.Text("screen.scenarios.worth.unit.permits", "Count", count)
	}
	opening := t.voice.Text("screen.scenarios.worth.opening.half-day")
	if t.found.Minutes == hour {
		opening = t.voice.Text("screen.scenarios.worth.opening.hour")
	}
	said := t.voice.Text("screen.scenarios.worth.best", "Opening", opening, "Desk", t.found.Desks[cells[0].desk].Name, "Week", t.found.Weeks[cells[0].week].Number, "Gain", unit)
	if others := cells[1:]; len(others) > 0 {
		said += " " + t.voice.Text("screen.scenarios.worth.best.others", "Count", len(others), "Desks", t.desksOf(others))
	}
	return said
}

// verdict says whether openings can close the gap, and how many do.
func (t worthTeller) verdict() (string, widgets.State) {
	voice, times := t.voice, t.times()
	target, planned, reached := int(t.gap.Target), int(t.gap.Planned), int(t.gap.Reached)
	name := voice.Text("screen.scenarios.worth.target.appointments", "Target", target)
	if t.permits {
		name = voice.Text("screen.scenarios.worth.target.permits", "Target", target)
	}
	switch {
	case planned >= target:
		return voice.Text("screen.scenarios.worth.closed", "Target", name, "Planned", planned), widgets.Success
	case times == 0:
		return t.reasoned(voice.Text("screen.scenarios.worth.hopeless", "Target", name, "Planned", planned)), widgets.Warning
	case t.gap.Reached < t.gap.Target-negligible:
		return t.reasoned(voice.Text("screen.scenarios.worth.part", "Target", name, "Planned", planned, "Count", times, "Reached", reached)), widgets.Warning
	default:
		return voice.Text("screen.scenarios.worth.closes", "Target", name, "Planned", planned, "Count", times, "Length", voice.Duration(t.found.Minutes)), widgets.Info
	}
}

// negligible is less than anybody would open a desk for.
const negligible = 0.5

// reasoned adds why the target stays out of reach.
func (t worthTeller) reasoned(said string) string {
	for _, reason := range t.gap.Reasons {
		said += " " + t.voice.Say(reason)
	}
	return said
}

// times is how many openings close the gap, at all desks.
func (t worthTeller) times() (times int) {
	for _, r := range t.gap.Remedies {
		times += r.Times
	}
	return times
}

func (t worthTeller) rows() []widgets.Row {
	weeks := len(freeWeeks(t.gap))
	var rows []widgets.Row
	for _, r := range t.gap.Remedies {
		rows = append(rows, widgets.Row{Key: string(r.Desk.ID), Cells: []string{
			r.Desk.Name, t.voice.Number(r.Times), t.hours(r.Times), t.pace(r.Times, weeks),
		}})
	}
	return rows
}

func (t worthTeller) sum() []widgets.Row {
	if len(t.gap.Remedies) < 2 {
		return nil
	}
	times := t.times()
	return []widgets.Row{{Cells: []string{t.voice.Text("screen.scenarios.policies.total"), t.voice.Number(times), t.hours(times), ""}}}
}

func (t worthTeller) hours(times int) string {
	return t.voice.Text("screen.scenarios.hours", "Hours", t.voice.Number(int(math.Round(float64(times*t.found.Minutes)/hour))))
}

// pace says how often openings come over the weeks that may still change.
func (t worthTeller) pace(times, weeks int) string {
	switch {
	case weeks == 0:
		return ""
	case times >= weeks:
		return t.voice.Text("screen.scenarios.worth.pace.week", "Times", t.voice.Decimal(float64(times)/float64(weeks), 1))
	default:
		return t.voice.Text("screen.scenarios.worth.pace.weeks", "Count", int(math.Round(float64(weeks)/float64(times))))
	}
}

func (t worthTeller) title() string {
	if t.permits {
		return t.voice.Text("screen.scenarios.worth.chart.permits", "Length", t.voice.Duration(t.found.Minutes))
	}
	return t.voice.Text("screen.scenarios.worth.chart.appointments", "Length", t.voice.Duration(t.found.Minutes))
}

// heat is the gains by desk and week.
func (t worthTeller) heat() chart.HeatMap {
	m := chart.HeatMap{
		RowAxis: t.voice.Text("screen.scenarios.worth.desk"), ColumnAxis: t.voice.Text("screen.scenarios.chart.axis"),
		Name: t.voice.Text("screen.scenarios.worth.gain.appointments"),
	}
	if t.permits {
		m.Name = t.voice.Text("screen.scenarios.worth.gain.permits")
	}
	for _, week := range t.found.Weeks {
		m.Columns = append(m.Columns, widgets.Category{Label: t.voice.Number(week.Number), Title: t.voice.Text("screen.scenarios.week", "Number", week.Number, "Days", t.voice.WeekDays(week))})
	}
	free := freeWeeks(t.gap)
	for j, desk := range t.found.Desks {
		m.Rows = append(m.Rows, widgets.Category{Label: desk.Name, Title: t.voice.Text("screen.scenarios.desk", "Desk", desk.Name)})
		row := make([]float64, len(t.found.Weeks))
		for i := range t.found.Weeks {
			row[i] = t.gap.Gains[i][j]
			if !slices.Contains(free, i) {
				row[i] = math.NaN()
			}
		}
		m.Values = append(m.Values, row)
	}
	return m
}

// reckonWorth asks what one more opening would bring to the plan that stands.
func (s *Screen) reckonWorth() {
	var found office.Worth
	turn := s.worth.turn
	minutes := s.worth.minutes[max(s.worth.length.SelectedIndex(), 0)]
	s.run(s.p.Voice.Text("screen.scenarios.task.worth"), func(ctx context.Context, progress agenda.Progress) (err error) {
		found, err = s.p.Office.PlanWorth(ctx, office.WhatIf{}, minutes, progress)
		return err
	}, func() {
		if turn == s.worth.turn {
			s.worth.found = &found
		}
		s.worth.show()
		s.turnTo(viewWorth)
	})
}

// begin takes up what was chosen before.
func (w *worth) begin(length, aim int) {
	w.wanted = length
	w.aim.SetSelectedIndex(min(max(aim, aimAppointments), aimPermits))
}
