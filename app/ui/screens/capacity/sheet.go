package capacity

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// The shares that make a week short or full.
const (
	shortShare = 0.9  // of the open hours of an ordinary week: below it a week is short
	fullShare  = 0.98 // of a week's own open hours: from it on hardly a slot fits
)

// The signs of such weeks, so that their colours are not alone.
const (
	signShort  = "▼ "
	signFull   = "■ "
	signClosed = "× "
)

// align says where the text of a column stands.
type align int

const (
	alignLeft align = iota
	alignRight
)

// column is one column of the sheet.
type column struct {
	label   string
	width   float32 // at text scale 1; no word of the label is cut, whatever it says
	stretch bool    // takes a part of what is left over
	align   align
	strong  bool
	apart   bool // a line parts it from the column before
}

// cell is one text of the sheet.
type cell struct {
	text  string
	state widgets.State
}

// line is one week of the sheet.
type line struct {
	week  agenda.Week
	cells []cell
}

// sheet is the plan as the grid shows it.
type sheet struct {
	columns []column
	weeks   []line
	sums    [][]cell // planned, target, what is missing
}

// leading is how many columns say which week it is: its number, its Monday.
const leading = 2

// newSheet lays a plan out: weeks down, procedures across, sums at both edges.
func newSheet(plan office.PlanView, kept map[agenda.Week]office.KeptWeek, voice *wording.Voice) sheet {
	procedures := shown(plan)
	s := sheet{columns: columnsFor(procedures, voice)}
	usual := usualMinutes(plan.Weeks)
	for _, week := range plan.Weeks {
		s.weeks = append(s.weeks, lineFor(week, kept[week.Week], procedures, usual, voice))
	}
	s.sums = sumsFor(plan, procedures, voice)
	return s
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

func columnsFor(procedures []agenda.Procedure, voice *wording.Voice) []column {
	columns := []column{
		{label: voice.Text("screen.capacity.column.week"), width: 36},
		{label: voice.Text("screen.capacity.column.monday"), width: 52},
	}
	apart := false // the first procedure that is not counted stands apart
	for i, p := range procedures {
		first := i == 0 || (!p.Counted && !apart)
		apart = apart || !p.Counted
		columns = append(columns, column{label: p.Label, width: 52, stretch: true, align: alignRight, apart: first})
	}
	return append(columns,
		column{label: voice.Text("screen.capacity.column.sum"), width: 54, align: alignRight, strong: true, apart: true},
		column{label: voice.Text("screen.capacity.column.open"), width: 58, align: alignRight, apart: true},
		column{label: voice.Text("screen.capacity.column.use"), width: 54, align: alignRight},
		column{label: voice.Text("screen.capacity.column.note"), width: 136, stretch: true, apart: true},
	)
}

func lineFor(w office.PlanWeek, why office.KeptWeek, procedures []agenda.Procedure, usual int, voice *wording.Voice) line {
	cells := []cell{
		{text: voice.Number(w.Week.Number)},
		{text: shortDay(w.Week.Monday(), voice), state: widgets.Quiet},
	}
	for _, p := range procedures {
		cells = append(cells, countCell(w.ByProcedure[p.Code], voice))
	}
	cells = append(cells, countCell(w.Slots, voice), openCell(w, usual, voice), useCell(w, voice), noteCell(w, why, voice))
	return line{week: w.Week, cells: cells}
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
func noteCell(w office.PlanWeek, why office.KeptWeek, voice *wording.Voice) cell {
	var parts []string
	for _, h := range w.Closed {
		parts = append(parts, h.Name)
	}
	if kept := keptShort(w, why); kept != "" {
		parts = append(parts, voice.Text(kept))
	}
	return cell{strings.Join(parts, " · "), widgets.Quiet}
}

// keptShort returns the key of the word for why a week is kept, "" where it is not.
func keptShort(w office.PlanWeek, why office.KeptWeek) string {
	switch {
	case !w.Kept:
		return ""
	case why.Locked:
		return "screen.capacity.kept.locked"
	case why.Published > 0:
		return "screen.capacity.kept.published"
	case why.Booked > 0:
		return "screen.capacity.kept.booked"
	default:
		return "screen.capacity.kept.released"
	}
}

func sumsFor(plan office.PlanView, procedures []agenda.Procedure, voice *wording.Voice) [][]cell {
	planned, target, missing := sumLine(voice.Text("screen.capacity.sum.planned")),
		sumLine(voice.Text("screen.capacity.sum.target")), sumLine(voice.Text("screen.capacity.sum.missing"))
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
	all := plan.Planned + plan.Uncounted
	use := cell{}
	if open > 0 {
		use.text = voice.Percent(float64(used) / float64(open))
	}
	planned = append(planned, countCell(all, voice), cell{text: voice.Text("screen.capacity.hours", "Hours", open/60)}, use, cell{})
	target = append(target, countCell(targets, voice), cell{}, cell{}, cell{})
	missing = append(missing, missingCell(targets-all, voice), cell{}, cell{}, cell{})
	return [][]cell{planned, target, missing}
}

func sumLine(label string) []cell { return []cell{{text: label}, {}} }

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

// weekDetails says in sentences what the sheet says of a week in signs.
func weekDetails(plan office.PlanView, kept map[agenda.Week]office.KeptWeek, week agenda.Week, voice *wording.Voice) []string {
	i := slices.IndexFunc(plan.Weeks, func(w office.PlanWeek) bool { return w.Week == week })
	if i < 0 {
		return []string{voice.Text("screen.capacity.detail.elsewhere", "Week", week, "Year", yearOf(plan))}
	}
	w := plan.Weeks[i]
	var said []string
	switch {
	case w.OpenMinutes == 0:
		said = append(said, voice.Text("screen.capacity.detail.closed"))
	default:
		share := float64(w.UsedMinutes) / float64(w.OpenMinutes)
		said = append(said, voice.Text("screen.capacity.detail.use",
			"Open", hours(w.OpenMinutes, voice), "Used", hours(w.UsedMinutes, voice), "Share", voice.Percent(share)))
		if short(w, usualMinutes(plan.Weeks)) {
			said = append(said, voice.Text("screen.capacity.detail.short", "Usual", hours(usualMinutes(plan.Weeks), voice)))
		}
		if share >= fullShare {
			said = append(said, voice.Text("screen.capacity.detail.full"))
		}
	}
	for _, h := range w.Closed {
		said = append(said, voice.Text("screen.capacity.detail.holiday", "Date", h.Date, "Name", h.Name))
	}
	return append(said, keptDetails(w, kept[week], voice)...)
}

func keptDetails(w office.PlanWeek, why office.KeptWeek, voice *wording.Voice) []string {
	if !w.Kept {
		return []string{voice.Text("screen.capacity.detail.free")}
	}
	var said []string
	if why.Locked {
		said = append(said, voice.Text("screen.capacity.detail.locked"))
	}
	if why.Booked > 0 {
		said = append(said, voice.Text("screen.capacity.detail.booked", "Count", why.Booked))
	}
	if why.Published > 0 {
		said = append(said, voice.Text("screen.capacity.detail.published", "Count", why.Published))
	}
	if why.Released > 0 {
		said = append(said, voice.Text("screen.capacity.detail.released", "Count", why.Released))
	}
	return append(said, voice.Text("screen.capacity.detail.kept"))
}

func hours(minutes int, voice *wording.Voice) string {
	return voice.Text("screen.capacity.hours-minutes", "Hours", minutes/60, "Minutes", fmt.Sprintf("%02d", minutes%60))
}

// yearOf returns a year as it is written: 2026, not a number of things.
func yearOf(plan office.PlanView) string {
	return strconv.Itoa(plan.House.Service.Year)
}
