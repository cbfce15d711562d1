package statistics

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
)

// Input is what a dashboard is made of.
type Input struct {
	Targets    agenda.Targets
	Procedures []agenda.Procedure // in the service's order
	Weeks      []agenda.Week      // those of the year, in order
	Counts     Counts
	Today      agenda.Date // weeks before its week are over; zero: none is
}

// Dashboard is the year at a glance. Students (procedures that the targets leave out)
// stand apart everywhere. What neither belongs to a procedure of the service nor to a
// week of the year is in Elsewhere, so that everything counted is somewhere:
// Counted + Students + Elsewhere is the sum of the input.
type Dashboard struct {
	Counted   Figures
	Students  Figures
	Elsewhere Figures

	Funnel        []Step // of the counted procedures
	StudentFunnel []Step // of the others; nil where the service has none

	Appointments Appointments
	Permits      Permits
	Weekly       []WeekFigures      // one for each week of the input, in its order
	ByProcedure  []ProcedureFigures // one for each procedure, in the service's order
	Warnings     []agenda.Message   // the most pressing first
}

// StepKey names a step of the funnel.
type StepKey string

// The steps of the funnel, from the plan to the desk.
const (
	StepPlanned   StepKey = "planned"
	StepReserved  StepKey = "reserved" // part of planned
	StepPublished StepKey = "published"
	StepBooked    StepKey = "booked"
	StepCancelled StepKey = "cancelled"
	StepWaiting   StepKey = "waiting"
	StepServed    StepKey = "served"
	StepAbsent    StepKey = "absent"
)

// Step is one step of the funnel.
type Step struct {
	Key     StepKey
	Count   int
	Message agenda.Message // what is counted
	Parts   []Part         // of cancelled bookings, by cause; only causes that occur
}

// Part is a part of a step. The parts of a step that has any add up to it.
type Part struct {
	Cause   agenda.CancelCause
	Count   int
	Message agenda.Message
}

// Appointments compares the counted slots with their target.
type Appointments struct {
	Target    int
	Planned   int // slots of the plan
	Reserved  int // of which held back for urgent cases
	Published int // of which online so far
	Missing   int // slots that the plan lacks, 0 where it reaches the target
}

// Permits compares the residence permits that slots lead to on average with their
// target, see [agenda.Procedure.ExpectedPermits].
type Permits struct {
	Target    int
	Planned   float64 // from every slot of the plan
	Published float64 // from the slots online so far
	// Served is what the people who came lead to: kept appointments × permits per
	// kept appointment.
	Served  float64
	Missing float64 // permits that the plan lacks, 0 where it reaches the target
}

// WeekFigures are the figures of one week.
type WeekFigures struct {
	Week     agenda.Week
	Past     bool // the week is over
	Counted  Figures
	Students Figures
}

// ProcedureFigures are the figures of one procedure in the year.
type ProcedureFigures struct {
	Procedure agenda.Procedure
	Figures   Figures
	Permits   float64 // expected from its planned slots, 0 for students
	Missing   int     // slots that its own target lacks, 0 where it reaches it
}

// DashboardOf makes the dashboard of a year. It does not change its input.
func DashboardOf(in Input) Dashboard {
	d := Dashboard{
		Weekly:      make([]WeekFigures, len(in.Weeks)),
		ByProcedure: make([]ProcedureFigures, len(in.Procedures)),
	}
	weekAt := make(map[agenda.Week]int, len(in.Weeks))
	for i, w := range in.Weeks {
		weekAt[w] = i
		d.Weekly[i] = WeekFigures{Week: w, Past: !in.Today.IsZero() && w.Before(in.Today.Week())}
	}
	procedureAt := make(map[agenda.ProcedureCode]int, len(in.Procedures))
	for i, p := range in.Procedures {
		procedureAt[p.Code] = i
		d.ByProcedure[i].Procedure = p
	}
	for _, c := range in.Counts.ByWeek {
		w, known := weekAt[c.Week]
		p, ours := procedureAt[c.Procedure]
		if !known || !ours {
			d.Elsewhere = d.Elsewhere.plus(c.Figures)
			continue
		}
		d.add(w, p, c.Figures)
	}
	d.measure(in.Targets)
	d.Funnel = funnel(d.Counted)
	if slices.ContainsFunc(in.Procedures, func(p agenda.Procedure) bool { return !p.Counted }) {
		d.StudentFunnel = funnel(d.Students)
	}
	d.Warnings = d.warnings()
	return d
}

// add counts figures in everything that they belong to.
func (d *Dashboard) add(week, procedure int, f Figures) {
	w, p := &d.Weekly[week], &d.ByProcedure[procedure]
	p.Figures = p.Figures.plus(f)
	if p.Procedure.Counted {
		w.Counted = w.Counted.plus(f)
		d.Counted = d.Counted.plus(f)
	} else {
		w.Students = w.Students.plus(f)
		d.Students = d.Students.plus(f)
	}
}

// measure compares what was added up with the targets.
func (d *Dashboard) measure(targets agenda.Targets) {
	d.Permits.Target = targets.Permits
	for i := range d.ByProcedure {
		p := &d.ByProcedure[i]
		p.Permits = p.Procedure.ExpectedPermits(p.Figures.Planned)
		p.Missing = max(0, p.Procedure.Target-p.Figures.Planned)
		d.Permits.Planned += p.Permits
		d.Permits.Published += p.Procedure.ExpectedPermits(p.Figures.Published)
		if p.Procedure.Counted {
			d.Permits.Served += float64(p.Figures.Served) * p.Procedure.PermitsPerKept
		}
	}
	d.Permits.Missing = max(0, float64(targets.Permits)-d.Permits.Planned)
	d.Appointments = Appointments{
		Target: targets.Appointments, Planned: d.Counted.Planned, Reserved: d.Counted.Reserved,
		Published: d.Counted.Published, Missing: max(0, targets.Appointments-d.Counted.Planned),
	}
}

func funnel(f Figures) []Step {
	return []Step{
		{Key: StepPlanned, Count: f.Planned, Message: agenda.Msg("statistics.step.planned")},
		{Key: StepReserved, Count: f.Reserved, Message: agenda.Msg("statistics.step.reserved")},
		{Key: StepPublished, Count: f.Published, Message: agenda.Msg("statistics.step.published")},
		{Key: StepBooked, Count: f.Booked(), Message: agenda.Msg("statistics.step.booked")},
		{Key: StepCancelled, Count: f.AllCancelled(), Message: agenda.Msg("statistics.step.cancelled"), Parts: cancelledParts(f)},
		{Key: StepWaiting, Count: f.Waiting, Message: agenda.Msg("statistics.step.waiting")},
		{Key: StepServed, Count: f.Served, Message: agenda.Msg("statistics.step.served")},
		{Key: StepAbsent, Count: f.Absent, Message: agenda.Msg("statistics.step.absent")},
	}
}

// cancelledParts splits the cancelled bookings by cause. A cause that this version does
// not know counts among the unknown, so that the parts still add up.
func cancelledParts(f Figures) []Part {
	var parts []Part
	left := f.AllCancelled()
	for _, cause := range Causes() {
		count := f.Cancelled[cause]
		if cause == agenda.CancelNone {
			count = left
		}
		left -= count
		if count != 0 {
			parts = append(parts, Part{Cause: cause, Count: count, Message: CauseMessage(cause)})
		}
	}
	return parts
}

// CauseMessage returns the name of a cause of cancellation.
func CauseMessage(cause agenda.CancelCause) agenda.Message {
	switch cause {
	case agenda.CancelPlatform:
		return agenda.Msg("statistics.cause.platform")
	case agenda.CancelDuplicate:
		return agenda.Msg("statistics.cause.duplicate")
	case agenda.CancelName:
		return agenda.Msg("statistics.cause.name")
	case agenda.CancelDecision:
		return agenda.Msg("statistics.cause.decision")
	default:
		return agenda.Msg("statistics.cause.unknown")
	}
}

// mostProcedures is how many procedures are named as the reason of a gap.
const mostProcedures = 3

// warnings says what needs attention: a target out of reach and why, slots that went
// by without ever being online, bookings whose outcome nobody has noted, and what could
// not be counted.
func (d *Dashboard) warnings() []agenda.Message {
	var out []agenda.Message
	if d.Counted.Planned == 0 {
		out = append(out, agenda.Msg("statistics.warning.no_plan"))
	} else {
		out = append(out, d.targetWarnings()...)
	}
	unpublished, unnoted := d.leftBehind()
	if unpublished > 0 {
		out = append(out, agenda.Msg("statistics.warning.never_published", "Count", unpublished))
	}
	if unnoted > 0 {
		out = append(out, agenda.Msg("statistics.warning.no_outcome", "Count", unnoted))
	}
	if n := d.Elsewhere.Booked(); n > 0 {
		out = append(out, agenda.Msg("statistics.warning.elsewhere", "Count", n))
	}
	return out
}

func (d *Dashboard) targetWarnings() []agenda.Message {
	var out []agenda.Message
	a := d.Appointments
	switch {
	case a.Missing > 0:
		out = append(out, agenda.Msg("statistics.warning.appointments", "Count", a.Missing, "Planned", a.Planned, "Target", a.Target))
	case a.Planned-a.Reserved < a.Target:
		out = append(out, agenda.Msg("statistics.warning.reserved", "Count", a.Target-(a.Planned-a.Reserved), "Reserved", a.Reserved))
	}
	// Half a permit is a matter of rounding, not of planning.
	if missing := int(d.Permits.Missing + 0.5); missing > 0 {
		out = append(out, agenda.Msg("statistics.warning.permits", "Count", missing,
			"Expected", int(d.Permits.Planned+0.5), "Target", d.Permits.Target))
	}
	if len(out) == 0 {
		return nil
	}
	return append(out, d.gaps()...)
}

// gaps names the counted procedures that lack most of their own target.
func (d *Dashboard) gaps() []agenda.Message {
	short := slices.DeleteFunc(slices.Clone(d.ByProcedure), func(p ProcedureFigures) bool {
		return p.Missing == 0 || !p.Procedure.Counted
	})
	slices.SortStableFunc(short, func(a, b ProcedureFigures) int { return cmp.Compare(b.Missing, a.Missing) })
	var out []agenda.Message
	for _, p := range short[:min(len(short), mostProcedures)] {
		out = append(out, agenda.Msg("statistics.warning.procedure", "Procedure", p.Procedure.Label,
			"Count", p.Missing, "Planned", p.Figures.Planned, "Target", p.Procedure.Target))
	}
	return out
}

// leftBehind counts what past weeks left behind, students included: slots that were
// neither published nor reserved, and bookings that nobody noted as served or absent.
func (d *Dashboard) leftBehind() (unpublished, unnoted int) {
	for _, w := range d.Weekly {
		if !w.Past {
			continue
		}
		for _, f := range []Figures{w.Counted, w.Students} {
			unpublished += max(0, f.Planned-f.Reserved-f.Published)
			unnoted += f.Waiting
		}
	}
	return unpublished, unnoted
}
