package capacity

import (
	"fmt"

	"creneaux/app/agenda"
)

// This file judges plans. It is kept apart from the solver and shares none of its
// arithmetic, so that each can be tested against the other.

// Evaluate returns the two numbers that a plan is measured by: how many slots of the
// targets it lacks, and how far its weeks are from an even spread. The plan includes
// its locked weeks. The deviation is Σ (X − q)² / q over the free weeks and the
// procedures with q > 0, where X is the number of slots of all desks and q the ideal:
// what is left of the target after the locked weeks, spread over the free weeks in
// proportion to the minutes of all desks that accept the procedure, times the week's
// weight.
func Evaluate(in Instance, plan []Cell) (shortfall int, deviation float64) {
	locked := in.lockedWeeks()
	planned := map[string]int{}
	type weekly struct {
		week      agenda.Week
		procedure string
	}
	counts := map[weekly]int{}
	left := map[string]int{}
	for _, p := range in.Procedures {
		left[p.Code] = p.Target
	}
	for _, c := range plan {
		planned[c.Procedure] += c.Slots
		counts[weekly{c.Week, c.Procedure}] += c.Slots
	}
	for _, c := range in.Fixed {
		left[c.Procedure] -= c.Slots
	}
	for _, p := range in.Procedures {
		shortfall += p.Target - planned[p.Code]
		open := make([]float64, len(in.Weeks))
		total := 0.0
		for _, d := range in.Desks {
			if !d.accepts(p.Code) {
				continue
			}
			for w, minutes := range d.Minutes {
				if locked[in.Weeks[w]] {
					continue
				}
				weighted := float64(minutes)
				if len(in.Weights) > 0 {
					weighted *= in.Weights[w]
				}
				open[w] += weighted
				total += weighted
			}
		}
		for w, minutes := range open {
			if minutes == 0 || left[p.Code] <= 0 {
				continue
			}
			ideal := float64(left[p.Code]) * minutes / total
			away := float64(counts[weekly{in.Weeks[w], p.Code}]) - ideal
			deviation += away * away / ideal
		}
	}
	return shortfall, deviation
}

// Check answers a problem PLAN-… that says where, when a plan breaks a rule of the
// instance: an unknown or doubled place, a desk that does not accept the procedure, a
// negative number, more minutes than a desk is open, more slots than a target, or a
// locked week that was changed.
func Check(in Instance, plan []Cell) error {
	r := newResolver(in)
	slots := make(map[place]int, len(plan))
	for i, c := range plan {
		where := at("slots", i)
		p, err := r.resolve(where, c)
		if err != nil {
			return err
		}
		if _, double := slots[p]; double {
			return agenda.NewProblem("PLAN-DOUBLE", "Where", where, "Value", fmt.Sprintf("%s %s %s", c.Week, c.Desk, c.Procedure))
		}
		if err := inRange(where+".slots", c.Slots, 0, maxTarget); err != nil {
			return err
		}
		slots[p] = c.Slots
	}
	if err := in.checkTotals(r, plan); err != nil {
		return err
	}
	return in.checkLocked(r, slots)
}

// checkTotals answers a problem when resolved cells exceed a desk's open minutes in
// a week or a procedure's target in the year.
func (in Instance) checkTotals(r resolver, cells []Cell) error {
	used := make([]int, len(in.Weeks)*len(in.Desks))
	planned := make([]int, len(in.Procedures))
	for _, c := range cells {
		week, desk, procedure := r.weeks[c.Week], r.desks[c.Desk], r.procedures[c.Procedure]
		bin := week*len(in.Desks) + desk
		used[bin] += c.Slots * in.Procedures[procedure].Minutes
		if open := in.Desks[desk].Minutes[week]; used[bin] > open {
			return agenda.NewProblem("PLAN-OVER-MINUTES", "Desk", c.Desk, "Week", c.Week, "Open", open)
		}
		planned[procedure] += c.Slots
		if target := in.Procedures[procedure].Target; planned[procedure] > target {
			return agenda.NewProblem("PLAN-OVER-TARGET", "Procedure", c.Procedure, "Target", target)
		}
	}
	return nil
}

func (in Instance) checkLocked(r resolver, slots map[place]int) error {
	locked := in.lockedWeeks()
	want := map[place]int{}
	for _, c := range in.Fixed {
		want[place{r.weeks[c.Week], r.desks[c.Desk], r.procedures[c.Procedure]}] = c.Slots
	}
	for p, n := range slots {
		if locked[in.Weeks[p.week]] && want[p] != n {
			return agenda.NewProblem("PLAN-LOCKED", "Week", in.Weeks[p.week])
		}
	}
	for p, n := range want {
		if slots[p] != n {
			return agenda.NewProblem("PLAN-LOCKED", "Week", in.Weeks[p.week])
		}
	}
	return nil
}

func (in Instance) lockedWeeks() map[agenda.Week]bool {
	locked := map[agenda.Week]bool{}
	for _, c := range in.Fixed {
		locked[c.Week] = true
	}
	return locked
}

// lockedSlots are the locked counts of each procedure together.
func (in Instance) lockedSlots() []int {
	index := in.procedureIndex()
	slots := make([]int, len(in.Procedures))
	for _, c := range in.Fixed {
		slots[index[c.Procedure]] += c.Slots
	}
	return slots
}

func (d Supply) accepts(code string) bool {
	for _, c := range d.Accepts {
		if c == code {
			return true
		}
	}
	return false
}
