package capacity

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// AdditionalYear is what a year gives to additional appointments.
type AdditionalYear struct {
	Additional agenda.Additional
	Placed     int
	Cells      []agenda.AdditionalCell // by week, desk, procedure; they add up to Placed
}

// Missing is how many of the appointments have no room, 0 or more.
func (a AdditionalYear) Missing() int { return max(a.Additional.Slots-a.Placed, 0) }

// AdditionalCells says which slots of the plan are additional appointments.
func (p YearPlan) AdditionalCells() []agenda.AdditionalCell { return placedOf(p.Additional) }

// AdditionalIn returns what the cells of a plan give to additional appointments; placed
// says which of their slots are additional ones.
func AdditionalIn(cells []agenda.PlanCell, placed []agenda.AdditionalCell, additional []agenda.Additional) []AdditionalYear {
	var years []AdditionalYear
	room := roomIn(cells)
	for _, a := range additional {
		year := AdditionalYear{Additional: a, Cells: room.take(a.ID, placed)}
		for _, c := range year.Cells {
			year.Placed += c.Slots
		}
		years = append(years, year)
	}
	return years
}

// AdditionalWithin leaves out of placed what the cells of a plan do not have.
func AdditionalWithin(cells []agenda.PlanCell, placed []agenda.AdditionalCell) []agenda.AdditionalCell {
	var within []agenda.AdditionalCell
	room := roomIn(cells)
	for _, c := range placed {
		at := c.PlanCell
		at.Slots = 0
		if c.Slots = min(c.Slots, room[at]); c.Slots > 0 {
			room[at] -= c.Slots
			within = append(within, c)
		}
	}
	return within
}

func placedOf(years []AdditionalYear) []agenda.AdditionalCell {
	var cells []agenda.AdditionalCell
	for _, a := range years {
		cells = append(cells, a.Cells...)
	}
	return cells
}

// promises are the additional appointments of a year under construction.
type promises struct {
	list  []promised // as in the input
	kept  map[agenda.ProcedureCode]int
	slots map[place]int // of all of them, by free week, desk and planned procedure
}

// promised are additional appointments and where they are.
type promised struct {
	agenda.Additional
	codes  []agenda.ProcedureCode // those that can have an appointment, in the year's order
	shares map[agenda.ProcedureCode]int
	kept   []agenda.AdditionalCell // in locked weeks
	slots  map[place]int
}

// newPromises shares each number among its procedures, in proportion to their targets,
// and finds what of them the locked weeks have already.
func newPromises(input YearInput, locked []agenda.PlanCell) promises {
	all := promises{kept: map[agenda.ProcedureCode]int{}, slots: map[place]int{}}
	room := roomIn(locked)
	for _, a := range input.Additional {
		p := promised{Additional: a, slots: map[place]int{}}
		for _, q := range input.Procedures {
			if q.WalkIn == nil && slices.Contains(a.Procedures, q.Code) {
				p.codes = append(p.codes, q.Code)
			}
		}
		p.shares = share(a.Slots, p.codes, targetsOf(input.Procedures))
		p.kept = room.take(a.ID, input.Placed)
		for _, c := range p.kept {
			all.kept[c.Procedure] += c.Slots
		}
		all.list = append(all.list, p)
	}
	return all
}

func targetsOf(procedures []agenda.Procedure) map[agenda.ProcedureCode]float64 {
	targets := map[agenda.ProcedureCode]float64{}
	for _, p := range procedures {
		targets[p.Code] = float64(p.Target)
	}
	return targets
}

// cellRoom is how many slots of each cell are not yet said to be additional ones.
type cellRoom map[agenda.PlanCell]int

func roomIn(cells []agenda.PlanCell) cellRoom {
	room := cellRoom{}
	for _, c := range cells {
		n := c.Slots
		c.Slots = 0
		room[c] += n
	}
	return room
}

// take returns the cells of some additional appointments, none larger than the plan's.
func (r cellRoom) take(id agenda.AdditionalID, placed []agenda.AdditionalCell) []agenda.AdditionalCell {
	var taken []agenda.AdditionalCell
	for _, c := range placed {
		at := c.PlanCell
		at.Slots = 0
		if c.Slots = min(c.Slots, r[at]); id == "" || c.Additional != id || c.Slots <= 0 {
			continue
		}
		r[at] -= c.Slots
		taken = append(taken, c)
	}
	return taken
}

// asks reports whether a procedure has a share in additional appointments.
func (ps promises) asks(code agenda.ProcedureCode) bool {
	return slices.ContainsFunc(ps.list, func(p promised) bool { return p.shares[code] > 0 })
}

// wanted is what is still to be placed beside the locked weeks, by procedure.
func (p promised) wanted() map[agenda.ProcedureCode]int {
	left, rest := p.Slots, map[agenda.ProcedureCode]float64{}
	for code, n := range p.shares {
		rest[code] = float64(n)
	}
	for _, c := range p.kept {
		left -= c.Slots
		rest[c.Procedure] -= float64(c.Slots)
	}
	return share(max(left, 0), p.codes, rest)
}

// promise places the additional appointments, those that end first before the others.
func (y *year) promise(ctx context.Context, progress agenda.Progress) error {
	if len(y.promises.list) == 0 || !y.plannable() {
		return nil
	}
	order := make([]*promised, len(y.promises.list))
	for i := range order {
		order[i] = &y.promises.list[i]
	}
	slices.SortStableFunc(order, func(a, b *promised) int {
		switch {
		case a.To == b.To:
			return 0
		case a.To.IsZero():
			return 1
		case b.To.IsZero():
			return -1
		}
		return a.To.Compare(b.To)
	})
	for i, p := range order {
		progress.Report(agenda.Msg("capacity.stage.additional"), i, len(order))
		if err := y.fulfil(ctx, p); err != nil {
			return err
		}
	}
	y.in = y.instance()
	return nil
}

// fulfil places additional appointments. What a procedure has no room for, the others of
// the same appointments get, as far as they have.
func (y *year) fulfil(ctx context.Context, p *promised) error {
	able := slices.Clone(p.codes)
	for wanted := p.wanted(); sum(wanted) > 0 && len(able) > 0; {
		placed, err := y.placeWithin(ctx, p, wanted)
		if err != nil {
			return err
		}
		able = slices.DeleteFunc(able, func(code agenda.ProcedureCode) bool { return placed[code] < wanted[code] })
		wanted = share(sum(wanted)-sum(placed), able, targetsOf(y.planned))
	}
	return nil
}

func sum(counts map[agenda.ProcedureCode]int) (n int) {
	for _, count := range counts {
		n += count
	}
	return n
}

// placeWithin plans a number of slots of each procedure into the days of additional
// appointments, as if the year had nothing else to do, and returns how many have a place.
func (y *year) placeWithin(ctx context.Context, p *promised, wanted map[agenda.ProcedureCode]int) (map[agenda.ProcedureCode]int, error) {
	y.in = y.instance()
	for i := range y.in.Procedures {
		y.in.Procedures[i].Target = wanted[agenda.ProcedureCode(y.in.Procedures[i].Code)]
	}
	for d := range y.in.Desks {
		for w := range y.free {
			if !onlyWithin(y.openings[w][d], p.Additional) {
				y.in.Desks[d].Minutes[w] = 0
			}
		}
	}
	if err := y.in.Validate(); err != nil {
		return nil, err
	}
	g, err := makeSimplePlan(ctx, y.in)
	if err != nil {
		return nil, err
	}
	y.take(g.cells(y.in))
	if err := y.trim(ctx, agenda.Silent{}); err != nil {
		return nil, err
	}
	if err := y.refill(ctx); err != nil {
		return nil, err
	}
	placed := map[agenda.ProcedureCode]int{}
	for at, n := range y.slots {
		p.slots[at] += n
		y.promises.slots[at] += n
		placed[y.planned[at.procedure].Code] += n
	}
	clear(y.slots)
	y.trimmed = nil // what has no place is told of the appointments as a whole
	return placed, nil
}

// onlyWithin reports whether openings lie in the days of additional appointments.
func onlyWithin(openings []calendar.Opening, a agenda.Additional) bool {
	days := agenda.Period{From: a.From, To: a.To}
	return !slices.ContainsFunc(openings, func(o calendar.Opening) bool { return !days.Holds(o.Date) })
}

// keepPromises takes the other slots out of a desk's week where an additional
// appointment is among what the layout does not place: they are offered again.
func (y *year) keepPromises(week, desk int, unplaced []Unplaced) {
	broken := slices.ContainsFunc(unplaced, func(u Unplaced) bool {
		return y.slots[place{week, desk, y.position(u.Procedure)}] < 0
	})
	for p := range y.planned {
		if at := (place{week, desk, p}); broken {
			delete(y.slots, at)
		}
	}
}

func (y *year) additionalYears() []AdditionalYear {
	years := make([]AdditionalYear, 0, len(y.promises.list))
	order := y.order()
	for _, p := range y.promises.list {
		cells := slices.Clone(p.kept)
		for at, n := range p.slots {
			if n > 0 {
				cells = append(cells, agenda.AdditionalCell{Additional: p.ID, PlanCell: agenda.PlanCell{
					Week: y.free[at.week], Desk: y.Desks[at.desk].ID, Procedure: y.planned[at.procedure].Code, Slots: n}})
			}
		}
		slices.SortFunc(cells, func(a, b agenda.AdditionalCell) int { return order(a.PlanCell, b.PlanCell) })
		year := AdditionalYear{Additional: p.Additional, Cells: cells}
		for _, c := range cells {
			year.Placed += c.Slots
		}
		years = append(years, year)
	}
	return years
}
