package scenarios

import (
	"math"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// figures are what plans are compared by.
type figures struct {
	appointments int
	permits      int
	missing      map[agenda.ProcedureCode]int // slots that the targets lack
	open, used   int                          // minutes of the year
	fullWeeks    int                          // how many desks are full in how many weeks, added up
	away         float64                      // see [unevenness]
}

func figuresOf(plan office.PlanView) figures {
	f := figures{
		appointments: plan.Planned, permits: int(plan.ExpectedPermits),
		missing: map[agenda.ProcedureCode]int{}, fullWeeks: fullWeeks(plan), away: unevenness(plan),
	}
	for _, p := range byAppointment(plan.House) {
		f.missing[p.Code] = max(p.Target-plan.ByProcedure[p.Code], 0)
	}
	for _, w := range plan.Weeks {
		f.open, f.used = f.open+w.OpenMinutes, f.used+w.UsedMinutes
	}
	return f
}

// byAppointment are the procedures with a target, the counted ones first.
func byAppointment(house office.House) []agenda.Procedure {
	var counted, others []agenda.Procedure
	for _, p := range house.Procedures {
		switch {
		case p.WalkIn != nil || p.Target == 0:
		case p.Counted:
			counted = append(counted, p)
		default:
			others = append(others, p)
		}
	}
	return append(counted, others...)
}

// fullWeeks counts the desk-weeks without room for a slot of any procedure that the desk
// deals with.
func fullWeeks(plan office.PlanView) (full int) {
	shortest := map[agenda.DeskID]int{}
	for _, d := range plan.House.Desks {
		for _, p := range byAppointment(plan.House) {
			if least, known := shortest[d.ID]; d.Serves(p.Code) && (!known || p.Minutes < least) {
				shortest[d.ID] = p.Minutes
			}
		}
	}
	for _, w := range plan.Weeks {
		for desk, use := range w.ByDesk {
			if least, serves := shortest[desk]; serves && use.OpenMinutes > 0 && use.OpenMinutes-use.UsedMinutes < least {
				full++
			}
		}
	}
	return full
}

// unevenness is by which share a week's slots of a procedure are usually away from an
// even spread over the weeks that planning may change: the root of the deviation of
// [capacity.Evaluate] over the slots that are spread. What the plan lacks does not count:
// it is measured against its own sums.
func unevenness(plan office.PlanView) float64 {
	in, cells := spread(plan)
	_, deviation := capacity.Evaluate(in, cells)
	slots := 0
	for _, p := range in.Procedures {
		slots += p.Target
	}
	for _, c := range in.Fixed {
		slots -= c.Slots
	}
	if slots <= 0 {
		return 0
	}
	return math.Sqrt(deviation / float64(slots))
}

// spread is the plan as an instance whose targets are what was planned. The deviation
// does not depend on which desk has a slot.
func spread(plan office.PlanView) (in capacity.Instance, cells []capacity.Cell) {
	for _, p := range byAppointment(plan.House) {
		in.Procedures = append(in.Procedures, capacity.Demand{Code: string(p.Code), Minutes: p.Minutes, Target: plan.ByProcedure[p.Code]})
	}
	for _, d := range plan.House.Desks {
		supply := capacity.Supply{Name: string(d.ID)}
		for _, code := range d.Procedures {
			supply.Accepts = append(supply.Accepts, string(code))
		}
		for _, w := range plan.Weeks {
			supply.Minutes = append(supply.Minutes, w.ByDesk[d.ID].OpenMinutes)
		}
		in.Desks = append(in.Desks, supply)
	}
	for _, w := range plan.Weeks {
		in.Weeks = append(in.Weeks, w.Week)
		for _, p := range in.Procedures {
			cell := capacity.Cell{Week: w.Week, Procedure: p.Code, Slots: w.ByProcedure[agenda.ProcedureCode(p.Code)]}
			cells = append(cells, cell)
			if w.Kept || w.Past {
				in.Fixed = append(in.Fixed, cell)
			}
		}
	}
	return in, cells
}

// figure is a line of the comparison.
type figure struct {
	id, label, tip string
	of             func(figures) float64
	write          func(float64) string
	// better tells which way is better: more, less, or neither.
	better direction
	judge  func(float64) string // in words beside the value; nil: none
}

type direction int

const (
	neither direction = 0
	more    direction = 1
	less    direction = -1
)

// appointments are what the year is planned for.
func appointments(house office.House, voice *wording.Voice) figure {
	return figure{
		id: "appointments", label: voice.Text("screen.scenarios.figure.appointments", "Target", house.Service.Targets.Appointments), better: more,
		of: func(f figures) float64 { return float64(f.appointments) }, write: func(v float64) string { return voice.Number(int(v)) },
	}
}

// lines are the figures that plans of a house are compared by.
func lines(house office.House, voice *wording.Voice) []figure {
	text := voice.Text
	count := func(v float64) string { return voice.Number(int(v)) }
	targets := house.Service.Targets
	all := []figure{
		appointments(house, voice),
		{
			id: "permits", label: text("screen.scenarios.figure.permits", "Target", targets.Permits), better: more, write: count,
			of: func(f figures) float64 { return float64(f.permits) },
		},
	}
	for _, p := range byAppointment(house) {
		all = append(all, figure{
			id: "missing-" + string(p.Code), label: text("screen.scenarios.figure.missing", "Procedure", p.Label), better: less, write: count,
			tip: text("screen.scenarios.figure.missing.tip", "Target", p.Target),
			of:  func(f figures) float64 { return float64(f.missing[p.Code]) },
		})
	}
	hours := func(v float64) string {
		return text("screen.scenarios.hours", "Hours", voice.Number(int(math.Round(v))))
	}
	return append(all,
		figure{
			id: "open", label: text("screen.scenarios.figure.open"), write: hours,
			of: func(f figures) float64 { return float64(f.open) / 60 },
		},
		figure{
			id: "used", label: text("screen.scenarios.figure.used"), write: hours,
			of: func(f figures) float64 { return float64(f.used) / 60 },
		},
		figure{
			id: "full", label: text("screen.scenarios.figure.full"), tip: text("screen.scenarios.figure.full.tip"), better: less, write: count,
			of: func(f figures) float64 { return float64(f.fullWeeks) },
		},
		figure{
			id: "even", label: text("screen.scenarios.figure.even"), tip: text("screen.scenarios.figure.even.tip"), better: less,
			of: func(f figures) float64 { return math.Round(f.away * 100) }, judge: func(v float64) string { return evenness(v, voice) },
			write: func(v float64) string { return voice.Percent(v / 100) },
		},
	)
}

// evenness says in words how even a plan is that is away by so many per cent.
func evenness(away float64, voice *wording.Voice) string {
	switch {
	case away <= 5:
		return voice.Text("screen.scenarios.even.very")
	case away <= 15:
		return voice.Text("screen.scenarios.even.rather")
	case away <= 30:
		return voice.Text("screen.scenarios.even.little")
	default:
		return voice.Text("screen.scenarios.even.not")
	}
}

// alone says a figure of the plan that the others are compared with.
func (f figure) alone(of figures, voice *wording.Voice) string {
	value := f.of(of)
	if f.judge == nil {
		return f.write(value)
	}
	return voice.Text("screen.scenarios.judged", "Value", f.write(value), "Words", f.judge(value))
}

// change says the difference of a figure to that of another plan, and whether it is for
// the better.
func (f figure) change(of, base figures, voice *wording.Voice) (said string, state widgets.State) {
	gain := f.of(of) - f.of(base)
	difference := signed(gain, f.write)
	switch {
	case f.write(f.of(of)) == f.write(f.of(base)):
		return voice.Text("screen.scenarios.difference.none"), widgets.Plain
	case f.better == neither:
		return difference, widgets.Plain
	case gain > 0 == (f.better == more):
		return voice.Text("screen.scenarios.difference.better", "Difference", difference), widgets.Success
	default:
		return voice.Text("screen.scenarios.difference.worse", "Difference", difference), widgets.Danger
	}
}

// beside says a figure of a plan with its difference to another.
func (f figure) beside(of, base figures, voice *wording.Voice) (said string, state widgets.State) {
	difference, state := f.change(of, base, voice)
	return voice.Text("screen.scenarios.beside", "Value", f.alone(of, voice), "Difference", difference), state
}

// signed writes a difference with its sign, "+320" or "−40".
func signed(v float64, write func(float64) string) string {
	if v < 0 {
		return "−" + write(-v)
	}
	return "+" + write(v)
}
