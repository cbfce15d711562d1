package capacity

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// The shares that make a week short or full.
const (
	shortShare = capacity.ShortPercent / 100.0 // of the open hours of an ordinary week: below it a week is short
	fullShare  = capacity.FullPercent / 100.0  // of a week's own open hours: from it on hardly a slot fits
)

// The signs of such weeks, so that their colours are not alone.
const (
	signShort  = capacity.SignShort + " "
	signFull   = capacity.SignFull + " "
	signClosed = capacity.SignClosed + " "
)

// cell is one text of the sheet.
type cell struct {
	text  string
	state widgets.State
}

// line is one week of the sheet.
type line struct {
	week  agenda.Week
	past  bool
	cells []cell
}

// sheet is the plan as the table shows it.
type sheet struct {
	columns []widgets.Column
	weeks   []line
	sums    [][]cell // planned, target, what is missing
}

// newSheet lays a plan out: weeks down, procedures across, sums at both edges. Beside
// another plan it tells how far its numbers are from those.
func newSheet(plan office.PlanView, weeks map[agenda.Week]standing, other *office.PlanView, voice *wording.Voice) sheet {
	l := liner{procedures: shown(plan), usual: usualMinutes(plan.Weeks), voice: voice}
	if other != nil {
		l.others = map[agenda.Week]office.PlanWeek{}
		for _, w := range other.Weeks {
			l.others[w.Week] = w
		}
	}
	s := sheet{columns: columnsFor(l.procedures, other != nil, voice)}
	for _, week := range plan.Weeks {
		s.weeks = append(s.weeks, l.line(week, weeks[week.Week]))
	}
	s.sums = sumsFor(plan, l.procedures, other, voice)
	return s
}

// rows returns the weeks as the table takes them.
func (s sheet) rows() []widgets.Row {
	rows := make([]widgets.Row, len(s.weeks))
	for i, l := range s.weeks {
		rows[i] = rowOf(l.week.String(), l.cells)
		if l.past {
			rows[i].State = widgets.Quiet
		}
	}
	return rows
}

// foot returns the sums as the table takes them.
func (s sheet) foot() []widgets.Row {
	rows := make([]widgets.Row, len(s.sums))
	for i, cells := range s.sums {
		rows[i] = rowOf("", cells)
	}
	return rows
}

func rowOf(key string, cells []cell) widgets.Row {
	row := widgets.Row{Key: key, Tones: map[int]widgets.State{}}
	for i, c := range cells {
		row.Cells = append(row.Cells, c.text)
		if c.state != widgets.Plain {
			row.Tones[i] = c.state
		}
	}
	return row
}

// shown are the procedures that have slots or a target, the counted ones first.
func shown(plan office.PlanView) []agenda.Procedure {
	var counted, others []agenda.Procedure
	for _, p := range plan.House.Procedures {
		switch {
		case p.Target == 0 && plan.ByProcedure[p.Code] == 0:
		case p.Counted:
			counted = append(counted, p)
		default:
			others = append(others, p)
		}
	}
	return append(counted, others...)
}

func columnsFor(procedures []agenda.Procedure, compared bool, voice *wording.Voice) []widgets.Column {
	width := float32(58)
	if compared {
		width = 84
	}
	columns := []widgets.Column{
		{ID: "week", Label: voice.Text("screen.capacity.column.week"), Width: 46, Frozen: true, Typed: true},
		{ID: "monday", Label: voice.Text("screen.capacity.column.monday"), Width: 68, Frozen: true},
		{ID: "standing", Label: voice.Text("screen.capacity.column.standing"), Tip: voice.Text("screen.capacity.legend"), Width: 48, Frozen: true},
	}
	if compared {
		columns = append(columns, widgets.Column{
			ID: "change", Label: voice.Text("screen.capacity.column.change"), Tip: voice.Text("screen.capacity.column.change.tip"), Width: 62, Frozen: true, Align: fyne.TextAlignTrailing,
		})
	}
	labels := make([]string, len(procedures))
	for i, p := range procedures {
		labels[i] = p.Label
	}
	for i, label := range shortLabels(labels) {
		c := widgets.Column{ID: "procedure-" + string(procedures[i].Code), Label: label, Width: width, Stretch: true, Align: fyne.TextAlignTrailing}
		if label != labels[i] {
			c.Tip = labels[i]
		}
		columns = append(columns, c)
	}
	return append(columns,
		widgets.Column{ID: "sum", Label: voice.Text("screen.capacity.column.sum"), Width: 54, Align: fyne.TextAlignTrailing},
		widgets.Column{ID: "open", Label: voice.Text("screen.capacity.column.open"), Tip: voice.Text("screen.capacity.column.open.tip"), Width: 64, Align: fyne.TextAlignTrailing},
		widgets.Column{ID: "use", Label: voice.Text("screen.capacity.column.use"), Tip: voice.Text("screen.capacity.column.use.tip"), Width: 62, Align: fyne.TextAlignTrailing},
		widgets.Column{ID: "note", Label: voice.Text("screen.capacity.column.note"), Tip: voice.Text("screen.capacity.column.note.tip"), Width: 96, Stretch: true},
	)
}

// liner makes the lines of weeks.
type liner struct {
	procedures []agenda.Procedure
	usual      int                             // open minutes of an ordinary week
	others     map[agenda.Week]office.PlanWeek // of the plan beside which this one stands; nil: none
	voice      *wording.Voice
}

func (l liner) line(w office.PlanWeek, stands standing) line {
	voice := l.voice
	signs, state := stands.signs()
	number := cell{text: voice.Number(w.Week.Number)}
	if stands.current {
		number.state = widgets.Info
	}
	cells := []cell{number, {text: shortDay(w.Week.Monday(), voice), state: widgets.Quiet}, {signs, state}}
	other := l.others[w.Week]
	if l.others != nil {
		cells = append(cells, changeCell(w.Slots-other.Slots, voice))
	}
	for _, p := range l.procedures {
		c := countCell(w.ByProcedure[p.Code], voice)
		if n := w.ByProcedure[p.Code] - other.ByProcedure[p.Code]; l.others != nil && n != 0 {
			c = cell{voice.Text("screen.capacity.version.cell", "Slots", w.ByProcedure[p.Code], "Change", signed(n, voice)), widgets.Info}
		}
		cells = append(cells, c)
	}
	return line{week: w.Week, past: stands.past, cells: append(cells, countCell(w.Slots, voice), openCell(w, l.usual, voice), useCell(w, voice), noteCell(w, stands, voice))}
}

// changeCell writes how far a number is from that of another plan.
func changeCell(n int, voice *wording.Voice) cell {
	if n == 0 {
		return cell{text: "=", state: widgets.Quiet}
	}
	return cell{signed(n, voice), widgets.Info}
}

// shortDay writes "2 mars", "1er juin".
func shortDay(d agenda.Date, voice *wording.Voice) string {
	month := voice.MonthShort(int(d.Month))
	if d.Day == 1 {
		return voice.Text("screen.capacity.day-first", "Month", month)
	}
	return voice.Text("screen.capacity.day", "Day", d.Day, "Month", month)
}

func countCell(n int, voice *wording.Voice) cell {
	if n == 0 {
		return cell{text: "–", state: widgets.Quiet}
	}
	return cell{text: voice.Number(n)}
}

func openCell(w office.PlanWeek, usual int, voice *wording.Voice) cell {
	hours := voice.Text("screen.capacity.hours", "Hours", w.OpenMinutes/60)
	switch {
	case w.OpenMinutes == 0:
		return cell{signClosed + hours, widgets.Danger}
	case short(w, usual):
		return cell{signShort + hours, widgets.Warning}
	default:
		return cell{text: hours}
	}
}

func useCell(w office.PlanWeek, voice *wording.Voice) cell {
	if w.OpenMinutes == 0 {
		if w.UsedMinutes > 0 {
			return cell{signFull, widgets.Danger}
		}
		return cell{text: "–", state: widgets.Quiet}
	}
	share := float64(w.UsedMinutes) / float64(w.OpenMinutes)
	text := voice.Percent(share)
	if share >= fullShare {
		return cell{signFull + text, widgets.Info}
	}
	return cell{text: text}
}

// noteCell says what stands out: the holidays, and why the planner keeps the week.
func noteCell(w office.PlanWeek, stands standing, voice *wording.Voice) cell {
	var parts []string
	for _, h := range w.Closed {
		parts = append(parts, h.Name)
	}
	if kept := keptShort(w, stands); kept != "" {
		parts = append(parts, voice.Text(kept))
	}
	return cell{strings.Join(parts, " · "), widgets.Quiet}
}

// keptShort returns the key of the word for why a week is kept, "" where it is not.
func keptShort(w office.PlanWeek, stands standing) string {
	switch {
	case stands.past:
		return "screen.capacity.kept.past"
	case !w.Kept:
		return ""
	case stands.why.Locked:
		return "screen.capacity.kept.locked"
	case stands.why.Published > 0:
		return "screen.capacity.kept.published"
	case stands.why.Booked > 0:
		return "screen.capacity.kept.booked"
	default:
		return "screen.capacity.kept.released"
	}
}

func sumsFor(plan office.PlanView, procedures []agenda.Procedure, other *office.PlanView, voice *wording.Voice) [][]cell {
	planned, target, missing := sumLine(voice.Text("screen.capacity.sum.planned")),
		sumLine(voice.Text("screen.capacity.sum.target")), sumLine(voice.Text("screen.capacity.sum.missing"))
	all := plan.Planned + plan.Uncounted
	if other != nil {
		planned = append(planned, changeCell(all-other.Planned-other.Uncounted, voice))
		target, missing = append(target, cell{}), append(missing, cell{})
	}
	targets := 0
	for _, p := range procedures {
		n := plan.ByProcedure[p.Code]
		targets += p.Target
		planned = append(planned, countCell(n, voice))
		target = append(target, countCell(p.Target, voice))
		missing = append(missing, missingCell(p.Target-n, voice))
	}
	open, used := 0, 0
	for _, w := range plan.Weeks {
		open += w.OpenMinutes
		used += w.UsedMinutes
	}
	use := cell{}
	if open > 0 {
		use.text = voice.Percent(float64(used) / float64(open))
	}
	planned, target, missing = append(planned, countCell(all, voice)), append(target, countCell(targets, voice)), append(missing, missingCell(targets-all, voice))
	planned = append(planned, cell{text: voice.Text("screen.capacity.hours", "Hours", open/60)}, use, cell{})
	target, missing = append(target, cell{}, cell{}, cell{}), append(missing, cell{}, cell{}, cell{})
	return [][]cell{planned, target, missing}
}

func sumLine(label string) []cell { return []cell{{text: label}, {}, {}} }

func missingCell(n int, voice *wording.Voice) cell {
	if n <= 0 {
		return cell{widgets.Success.Sign(), widgets.Success}
	}
	return cell{widgets.Signed(widgets.Danger, voice.Number(n)), widgets.Danger}
}

func short(w office.PlanWeek, usual int) bool {
	return float64(w.OpenMinutes) < shortShare*float64(usual)
}

// usualMinutes returns the open minutes of an ordinary week: the median of those that
// open at all.
func usualMinutes(weeks []office.PlanWeek) int {
	var open []int
	for _, w := range weeks {
		if w.OpenMinutes > 0 {
			open = append(open, w.OpenMinutes)
		}
	}
	if len(open) == 0 {
		return 0
	}
	slices.Sort(open)
	return open[len(open)/2]
}
