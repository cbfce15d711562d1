package capacity

import (
	"cmp"
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// YearInput is what a year is planned from.
type YearInput struct {
	Weeks      []agenda.Week // in order
	Procedures []agenda.Procedure
	Desks      []agenda.Desk
	Calendar   *calendar.Calendar
	// Policy says who goes without when the targets cannot all be met; "" is [Fewest].
	Policy Policy
	// LockedWeeks keep exactly the cells of Locked, whatever the targets and the
	// openings have become; cells of other weeks are ignored.
	LockedWeeks []agenda.Week
	Locked      []agenda.PlanCell
	// Weights are the demand of some weeks relative to a usual one, 0.1 to 3.
	Weights map[agenda.Week]float64
	// Additional appointments are a promise: they are planned first, each as evenly over
	// its days as whole slots allow, and the targets with what they leave. A week that the
	// days begin or end in counts for the desks that open on those days only: the slots of
	// a week may stand on any of its days.
	Additional []agenda.Additional
	// Placed says which of the slots in Locked are additional ones. They count towards
	// the appointments with their id, not towards the targets.
	Placed []agenda.AdditionalCell
}

// YearPlan is the plan of a year; every slot it counts has a place in a session.
type YearPlan struct {
	Cells      []agenda.PlanCell // by week, desk, procedure, in the input's order; no zeros
	Additional []AdditionalYear  // as in the input
	DeskWeeks  []DeskWeekLoad    // every desk in every week, by week then desk
	Procedures []ProcedureYear   // those that get slots, in the input's order
	Trimmed    []Trimmed         // what the minutes allowed and no session could hold
	Shortfall  int               // slots of the targets that are not planned
	// Least is proven: no plan of these desks and openings that keeps the locked weeks and
	// the additional appointments where they are has a smaller shortfall. Where Shortfall is the same, no plan is better.
	Least     int
	Deviation float64 // distance from an even spread; see [Evaluate]
	// Reasons say why targets are missed, which additional appointments have no room, which weeks have no opening at all and why,
	// and which locked weeks no longer fit their openings. None when all is well.
	Reasons []agenda.Message
}

// DeskWeekLoad is how much of a desk's week is used.
type DeskWeekLoad struct {
	Week    agenda.Week
	Desk    agenda.DeskID
	Open    int // working minutes by appointment, all positions
	Planned int // of them, minutes of planned slots; in a locked week it may exceed Open
}

// ProcedureYear is what a year gives to one procedure.
type ProcedureYear struct {
	Procedure       agenda.ProcedureCode
	Target, Planned int
	Additional      int             // of the planned slots, those beside the target
	LimitedBy       []agenda.DeskID // when it falls short: the desks that serve it
}

// Shortfall is how many slots of its target the procedure lacks, 0 or more.
func (p ProcedureYear) Shortfall() int { return max(p.Target-(p.Planned-p.Additional), 0) }

// Trimmed is what a desk's week lost because no session could hold it.
type Trimmed struct {
	Week agenda.Week
	Desk agenda.DeskID
	Unplaced
}

// PlanYear plans a year: it finds the additional appointments their places, counts the minutes that every desk and week can use,
// solves the instance they make, and keeps only the slots that [Lay] places; what one
// week cannot place is offered to the other weeks and desks. Procedures received
// without appointment, or without a target and additional appointments, get no slots. It
// answers the problems of [Solve], or the context's error when it is cancelled.
func PlanYear(ctx context.Context, input YearInput, progress agenda.Progress) (YearPlan, error) {
	y := newYear(input)
	if err := y.promise(ctx, progress); err != nil {
		return YearPlan{}, err
	}
	y.least = y.wanted() // without a free week or a desk nothing more can be planned
	if y.plannable() {
		solved, err := Solve(ctx, y.in, y.Policy, progress)
		if err != nil {
			return YearPlan{}, err
		}
		y.take(solved.Slots)
		y.least = solved.Least
	}
	if err := y.trim(ctx, progress); err != nil {
		return YearPlan{}, err
	}
	if err := y.refill(ctx); err != nil {
		return YearPlan{}, err
	}
	return y.result(), nil
}

// year is a plan of a year under construction. Its instance holds the free weeks
// only: what is locked is counted off the targets beforehand, because a locked week
// stands even where desks, openings or targets have changed since.
type year struct {
	YearInput
	locked    map[agenda.Week]bool
	kept      []agenda.PlanCell            // cells of the locked weeks
	keptSlots map[agenda.ProcedureCode]int // their sums
	free      []agenda.Week
	planned   []agenda.Procedure // those that get slots
	serving   [][]int            // desks by planned procedure
	openings  [][][]calendar.Opening
	in        Instance      // the free weeks, and what the additional appointments leave of them
	slots     map[place]int // beside the additional ones, by free week, desk and planned procedure
	promises  promises
	trimmed   []Trimmed
	least     int // no plan misses fewer slots
}

func newYear(input YearInput) *year {
	y := &year{
		YearInput: input,
		locked:    map[agenda.Week]bool{},
		keptSlots: map[agenda.ProcedureCode]int{},
		slots:     map[place]int{},
	}
	for _, w := range input.LockedWeeks {
		y.locked[w] = true
	}
	for _, c := range input.Locked {
		if y.locked[c.Week] && c.Slots > 0 {
			y.kept = append(y.kept, c)
			y.keptSlots[c.Procedure] += c.Slots
		}
	}
	y.promises = newPromises(input, y.kept)
	for _, p := range input.Procedures {
		if p.WalkIn == nil && (p.Target > 0 || y.promises.asks(p.Code)) {
			y.planned = append(y.planned, p)
			y.serving = append(y.serving, desksServing(input.Desks, p.Code))
		}
	}
	for _, w := range input.Weeks {
		if y.locked[w] {
			continue
		}
		y.free = append(y.free, w)
		row := make([][]calendar.Opening, len(input.Desks))
		for d, desk := range input.Desks {
			row[d] = input.Calendar.Openings(desk, w, input.Procedures)
		}
		y.openings = append(y.openings, row)
	}
	y.in = y.instance()
	return y
}

func desksServing(desks []agenda.Desk, code agenda.ProcedureCode) []int {
	var serving []int
	for d, desk := range desks {
		if desk.Serves(code) {
			serving = append(serving, d)
		}
	}
	return serving
}

// plannable reports whether there is anything to solve.
func (y *year) plannable() bool {
	return len(y.free) > 0 && len(y.planned) > 0 && len(y.Desks) > 0
}

// wanted returns how many slots of the targets the locked weeks do not have.
func (y *year) wanted() (slots int) {
	for _, d := range y.in.Procedures {
		slots += d.Target
	}
	return slots
}

func (y *year) instance() Instance {
	in := Instance{Weeks: y.free}
	for _, w := range y.free {
		if len(y.Weights) > 0 {
			in.Weights = append(in.Weights, y.weight(w))
		}
	}
	for _, p := range y.planned {
		kept := y.keptSlots[p.Code] - y.promises.kept[p.Code]
		in.Procedures = append(in.Procedures, Demand{string(p.Code), p.Minutes, max(p.Target-kept, 0)})
	}
	for d, desk := range y.Desks {
		supply := Supply{Name: string(desk.ID)}
		var lengths []int
		for p, procedure := range y.planned {
			if slices.Contains(y.serving[p], d) {
				supply.Accepts = append(supply.Accepts, string(procedure.Code))
				lengths = append(lengths, procedure.Minutes)
			}
		}
		for w := range y.free {
			minutes := usableMinutes(y.openings[w][d], lengths)
			for p, procedure := range y.planned {
				minutes -= y.promises.slots[place{w, d, p}] * procedure.Minutes
			}
			supply.Minutes = append(supply.Minutes, minutes)
		}
		in.Desks = append(in.Desks, supply)
	}
	return in
}

func (y *year) weight(w agenda.Week) float64 {
	if weight, ok := y.Weights[w]; ok {
		return weight
	}
	return 1
}

// take keeps the counts of a solved instance.
func (y *year) take(cells []Cell) {
	r := newResolver(y.in)
	for _, c := range cells {
		y.slots[place{r.weeks[c.Week], r.desks[c.Desk], r.procedures[c.Procedure]}] = c.Slots
	}
}

// want is what a desk offers in a week, additional appointments included.
func (y *year) want(week, desk int) []Want {
	want := make([]Want, len(y.planned))
	for p, procedure := range y.planned {
		at := place{week, desk, p}
		want[p] = Want{procedure.Code, procedure.Minutes, y.slots[at] + y.promises.slots[at]}
	}
	return want
}

// position returns where a procedure stands among the planned ones.
func (y *year) position(code agenda.ProcedureCode) int {
	return slices.IndexFunc(y.planned, func(p agenda.Procedure) bool { return p.Code == code })
}

// trim takes off what the layout cannot place.
func (y *year) trim(ctx context.Context, progress agenda.Progress) error {
	for w, week := range y.free {
		if err := ctx.Err(); err != nil {
			return err
		}
		progress.Report(agenda.Msg("capacity.stage.layout"), w, len(y.free))
		for d, desk := range y.Desks {
			unplaced := unplacedOf(y.openings[w][d], y.want(w, d))
			for _, u := range unplaced {
				y.slots[place{w, d, y.position(u.Procedure)}] -= u.Slots
				y.trimmed = append(y.trimmed, Trimmed{week, desk.ID, u})
			}
			y.keepPromises(w, d, unplaced)
		}
	}
	return nil
}

// refill offers what is still short to every desk and week that may have room, the
// week that is furthest below its ideal first.
func (y *year) refill(ctx context.Context) error {
	if !y.plannable() {
		return nil
	}
	return y.offer(ctx, y.in, y.slots)
}

// offer adds slots to counts of an instance of the year, up to its targets, where the
// layout still places everything.
func (y *year) offer(ctx context.Context, in Instance, counts map[place]int) error {
	g := newGrid(in)
	for p, n := range counts {
		g.add(g.bin(p.desk, p.week), p.procedure, n)
	}
	for p := range y.planned {
		candidates := g.roomFor(p)
		for g.total[p] < g.limit[p] && len(candidates) > 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			i := g.neediest(p, candidates)
			bin := candidates[i]
			at := place{bin % g.weeks, bin / g.weeks, p}
			counts[at]++
			if len(unplacedOf(y.openings[at.week][at.desk], y.want(at.week, at.desk))) == 0 {
				g.add(bin, p, 1)
				continue
			}
			counts[at]--
			candidates = slices.Delete(candidates, i, i+1)
		}
	}
	return nil
}

// roomFor returns the bins whose desk accepts the procedure.
func (g *grid) roomFor(p int) []int {
	var bins []int
	for _, d := range g.serving[p] {
		for w := range g.weeks {
			if bin := g.bin(d, w); g.open[bin] > 0 {
				bins = append(bins, bin)
			}
		}
	}
	return bins
}

// neediest returns the position of the bin whose week wants one more slot the most.
func (g *grid) neediest(p int, bins []int) int {
	best := 0
	for i, bin := range bins {
		if g.price(bin%g.weeks, p, 1) < g.price(bins[best]%g.weeks, p, 1) {
			best = i
		}
	}
	return best
}

func (y *year) result() YearPlan {
	plan := YearPlan{Trimmed: y.trimmed, Least: y.least}
	var cells []Cell
	for w, week := range y.free {
		for d, desk := range y.Desks {
			for p, procedure := range y.planned {
				at := place{w, d, p}
				if n := y.slots[at]; n > 0 {
					cells = append(cells, Cell{week, string(desk.ID), string(procedure.Code), n})
				}
				if n := y.slots[at] + y.promises.slots[at]; n > 0 {
					plan.Cells = append(plan.Cells, agenda.PlanCell{Week: week, Desk: desk.ID, Procedure: procedure.Code, Slots: n})
				}
			}
		}
	}
	_, plan.Deviation = Evaluate(y.in, cells)
	plan.Cells = y.inOrder(append(plan.Cells, y.kept...))
	plan.Additional = y.additionalYears()
	plan.Procedures = y.procedureYears(plan.Cells, placedOf(plan.Additional))
	for _, p := range plan.Procedures {
		plan.Shortfall += p.Shortfall()
	}
	plan.DeskWeeks = y.loads(plan.Cells)
	plan.Reasons = y.reasons(plan.Procedures, plan.Additional, plan.DeskWeeks)
	return plan
}

// inOrder sorts cells by week, then desk and procedure as in the input; those that
// the input no longer has come last.
func (y *year) inOrder(cells []agenda.PlanCell) []agenda.PlanCell {
	slices.SortStableFunc(cells, y.order())
	return cells
}

func (y *year) order() func(a, b agenda.PlanCell) int {
	desks := map[agenda.DeskID]int{}
	for i, d := range y.Desks {
		desks[d.ID] = i - len(y.Desks)
	}
	procedures := map[agenda.ProcedureCode]int{}
	for i, p := range y.Procedures {
		procedures[p.Code] = i - len(y.Procedures)
	}
	return func(a, b agenda.PlanCell) int {
		return cmp.Or(a.Week.Compare(b.Week), cmp.Compare(desks[a.Desk], desks[b.Desk]),
			cmp.Compare(procedures[a.Procedure], procedures[b.Procedure]))
	}
}

func (y *year) procedureYears(cells []agenda.PlanCell, additional []agenda.AdditionalCell) []ProcedureYear {
	planned, beside := map[agenda.ProcedureCode]int{}, map[agenda.ProcedureCode]int{}
	for _, c := range cells {
		planned[c.Procedure] += c.Slots
	}
	for _, c := range additional {
		beside[c.Procedure] += c.Slots
	}
	years := make([]ProcedureYear, 0, len(y.planned))
	for i, p := range y.planned {
		result := ProcedureYear{Procedure: p.Code, Target: p.Target, Planned: planned[p.Code], Additional: beside[p.Code]}
		if result.Shortfall() > 0 {
			for _, d := range y.serving[i] {
				result.LimitedBy = append(result.LimitedBy, y.Desks[d].ID)
			}
		}
		years = append(years, result)
	}
	return years
}

func (y *year) loads(cells []agenda.PlanCell) []DeskWeekLoad {
	minutes := map[agenda.ProcedureCode]int{}
	for _, p := range y.Procedures {
		minutes[p.Code] = p.Minutes
	}
	type deskWeek struct {
		week agenda.Week
		desk agenda.DeskID
	}
	used := map[deskWeek]int{}
	for _, c := range cells {
		used[deskWeek{c.Week, c.Desk}] += c.Slots * minutes[c.Procedure]
	}
	loads := make([]DeskWeekLoad, 0, len(y.Weeks)*len(y.Desks))
	for _, w := range y.Weeks {
		for _, desk := range y.Desks {
			open := calendar.Minutes(y.Calendar.Openings(desk, w, y.Procedures))
			loads = append(loads, DeskWeekLoad{w, desk.ID, open, used[deskWeek{w, desk.ID}]})
		}
	}
	return loads
}
