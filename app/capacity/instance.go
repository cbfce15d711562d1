package capacity

import (
	"fmt"

	"creneaux/app/agenda"
)

// The largest instance that is accepted: far above any service, and small enough
// that a hostile file cannot exhaust the machine.
const (
	maxWeeks       = 530
	maxProcedures  = 200
	maxDesks       = 500
	maxSlotMinutes = 480
	maxTarget      = 1_000_000
	maxOpenMinutes = 100_000 // of a desk in a week: ten agents day and night
	maxCells       = 2_000_000
	leastWeight    = 0.1 // of a week's demand
	mostWeight     = 3
)

// Instance is one year's planning problem in bare numbers.
type Instance struct {
	Name       string        `json:"name,omitempty"`
	Weeks      []agenda.Week `json:"weeks"` // in order
	Procedures []Demand      `json:"procedures"`
	Desks      []Supply      `json:"desks"`
	// Weights are the demand of each week relative to a usual one, 0.1 to 3; none: all 1.
	// A week has its part of a procedure's slots in proportion to its minutes and weight.
	Weights []float64 `json:"weights,omitempty"`
	// Fixed are locked counts. A week that appears here is wholly locked: what is
	// not listed is 0.
	Fixed []Cell `json:"fixed"`
}

// Demand is what the year asks of one procedure.
type Demand struct {
	Code    string `json:"code"`
	Minutes int    `json:"minutes"` // of one slot, 1 to 480
	Target  int    `json:"target"`  // slots of the year
}

// Supply is what one desk has to give.
type Supply struct {
	Name    string   `json:"name"`
	Accepts []string `json:"accepts"` // codes of the procedures it deals with
	// Minutes are its open minutes in each week of the instance, closures and
	// walk-in time already taken off.
	Minutes []int `json:"minutes"`
}

// Cell is one number of a plan: slots of a procedure at a desk in a week.
type Cell struct {
	Week      agenda.Week `json:"week"`
	Desk      string      `json:"desk"`
	Procedure string      `json:"procedure"`
	Slots     int         `json:"slots"`
}

// Validate checks that an instance means something and that a plan exists for it.
// It answers a problem PLAN-… that says where: an empty, doubled or unknown name, a
// number out of range, weeks out of order, or locked counts that already break a
// desk's minutes or a procedure's target.
func (in Instance) Validate() error {
	for _, check := range []func() error{in.validateSizes, in.validateWeeks, in.validateProcedures, in.validateDesks, in.validateFixed} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (in Instance) validateSizes() error {
	for _, part := range []struct {
		where string
		size  int
		most  int
	}{{"weeks", len(in.Weeks), maxWeeks}, {"procedures", len(in.Procedures), maxProcedures}, {"desks", len(in.Desks), maxDesks}} {
		if part.size == 0 {
			return agenda.NewProblem("PLAN-MISSING", "Where", part.where)
		}
		if part.size > part.most {
			return agenda.NewProblem("PLAN-TOO-MANY", "Where", part.where, "Count", part.size, "Most", part.most)
		}
	}
	if cells := len(in.Weeks) * len(in.Procedures) * len(in.Desks); cells > maxCells {
		return agenda.NewProblem("PLAN-TOO-MANY", "Where", "weeks × procedures × desks", "Count", cells, "Most", maxCells)
	}
	return nil
}

func (in Instance) validateWeeks() error {
	for i, w := range in.Weeks {
		if i > 0 && !in.Weeks[i-1].Before(w) {
			return agenda.NewProblem("PLAN-WEEK-ORDER", "Where", at("weeks", i), "Week", w)
		}
	}
	if len(in.Weights) > 0 && len(in.Weights) != len(in.Weeks) {
		return agenda.NewProblem("PLAN-LENGTH", "Where", "weights", "Values", len(in.Weights), "Weeks", len(in.Weeks))
	}
	for i, weight := range in.Weights {
		if !(weight >= leastWeight && weight <= mostWeight) {
			return agenda.NewProblem("PLAN-RANGE", "Where", at("weights", i), "Value", weight, "Least", leastWeight, "Most", mostWeight)
		}
	}
	return nil
}

// weight returns the demand of a week relative to a usual one.
func (in Instance) weight(week int) float64 {
	if len(in.Weights) == 0 {
		return 1
	}
	return in.Weights[week]
}

func (in Instance) validateProcedures() error {
	seen := names{}
	for i, p := range in.Procedures {
		where := at("procedures", i)
		if err := seen.add(where+".code", p.Code); err != nil {
			return err
		}
		if err := inRange(where+".minutes", p.Minutes, 1, maxSlotMinutes); err != nil {
			return err
		}
		if err := inRange(where+".target", p.Target, 0, maxTarget); err != nil {
			return err
		}
	}
	return nil
}

func (in Instance) validateDesks() error {
	known := in.procedureIndex()
	seen := names{}
	for i, d := range in.Desks {
		where := at("desks", i)
		if err := seen.add(where+".name", d.Name); err != nil {
			return err
		}
		accepted := names{}
		for j, code := range d.Accepts {
			if err := accepted.add(at(where+".accepts", j), code); err != nil {
				return err
			}
			if _, ok := known[code]; !ok {
				return agenda.NewProblem("PLAN-UNKNOWN", "Where", at(where+".accepts", j), "Value", code)
			}
		}
		if len(d.Minutes) != len(in.Weeks) {
			return agenda.NewProblem("PLAN-LENGTH", "Where", where+".minutes", "Values", len(d.Minutes), "Weeks", len(in.Weeks))
		}
		for w, minutes := range d.Minutes {
			if err := inRange(at(where+".minutes", w), minutes, 0, maxOpenMinutes); err != nil {
				return err
			}
		}
	}
	return nil
}

func (in Instance) validateFixed() error {
	r := newResolver(in)
	seen := map[place]bool{}
	for i, c := range in.Fixed {
		where := at("fixed", i)
		p, err := r.resolve(where, c)
		if err != nil {
			return err
		}
		if seen[p] {
			return agenda.NewProblem("PLAN-DOUBLE", "Where", where, "Value", fmt.Sprintf("%s %s %s", c.Week, c.Desk, c.Procedure))
		}
		seen[p] = true
		if err := inRange(where+".slots", c.Slots, 0, maxTarget); err != nil {
			return err
		}
	}
	return in.checkTotals(r, in.Fixed)
}

// names collects names that must be given and be different.
type names map[string]bool

func (n names) add(where, name string) error {
	if name == "" {
		return agenda.NewProblem("PLAN-MISSING", "Where", where)
	}
	if n[name] {
		return agenda.NewProblem("PLAN-DOUBLE", "Where", where, "Value", name)
	}
	n[name] = true
	return nil
}

func inRange(where string, value, least, most int) error {
	if value < least || value > most {
		return agenda.NewProblem("PLAN-RANGE", "Where", where, "Value", value, "Least", least, "Most", most)
	}
	return nil
}

func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

func (in Instance) procedureIndex() map[string]int {
	index := make(map[string]int, len(in.Procedures))
	for i, p := range in.Procedures {
		index[p.Code] = i
	}
	return index
}

// place is a cell without its number, by positions in the instance.
type place struct{ week, desk, procedure int }

// resolver finds the place of a cell.
type resolver struct {
	weeks      map[agenda.Week]int
	desks      map[string]int
	procedures map[string]int
	accepts    map[[2]int]bool // desk, procedure
}

func newResolver(in Instance) resolver {
	r := resolver{
		weeks:      make(map[agenda.Week]int, len(in.Weeks)),
		desks:      make(map[string]int, len(in.Desks)),
		procedures: in.procedureIndex(),
		accepts:    map[[2]int]bool{},
	}
	for i, w := range in.Weeks {
		r.weeks[w] = i
	}
	for i, d := range in.Desks {
		r.desks[d.Name] = i
		for _, code := range d.Accepts {
			r.accepts[[2]int{i, r.procedures[code]}] = true
		}
	}
	return r
}

func (r resolver) resolve(where string, c Cell) (place, error) {
	week, ok := r.weeks[c.Week]
	if !ok {
		return place{}, agenda.NewProblem("PLAN-UNKNOWN", "Where", where+".week", "Value", c.Week.String())
	}
	desk, ok := r.desks[c.Desk]
	if !ok {
		return place{}, agenda.NewProblem("PLAN-UNKNOWN", "Where", where+".desk", "Value", c.Desk)
	}
	procedure, ok := r.procedures[c.Procedure]
	if !ok {
		return place{}, agenda.NewProblem("PLAN-UNKNOWN", "Where", where+".procedure", "Value", c.Procedure)
	}
	if !r.accepts[[2]int{desk, procedure}] {
		return place{}, agenda.NewProblem("PLAN-NOT-ACCEPTED", "Where", where, "Desk", c.Desk, "Procedure", c.Procedure)
	}
	return place{week, desk, procedure}, nil
}
