package capacity

import (
	"context"

	"creneaux/app/agenda"
)

// Plan is a plan of a year with what explains it.
type Plan struct {
	// Least is proven: no plan of the instance has a smaller shortfall.
	Least     int     `json:"least"`
	Shortfall int     `json:"shortfall"` // slots of the targets that are not planned
	Deviation float64 `json:"deviation"` // distance from an even spread; see [Evaluate]
	Slots     []Cell  `json:"slots"`     // by week, desk, procedure, locked weeks included; no zeros

	Procedures []ProcedureResult `json:"-"` // as in the instance
	Full       []DeskWeek        `json:"-"` // free desk-weeks without room for a slot of any procedure they accept
	Reasons    []agenda.Message  `json:"-"` // why the targets are not met; none when they are
}

// ProcedureResult is what a plan gives to one procedure.
type ProcedureResult struct {
	Code            string
	Target, Planned int
	// LimitedBy are the desks that accept the procedure, when it falls short: none
	// of them has room left for it.
	LimitedBy []string
}

// DeskWeek is a desk in a week.
type DeskWeek struct {
	Week agenda.Week
	Desk string
}

// Solve plans an instance: always feasible, the targets met as far as the desks
// allow, then every week as near its ideal as the search finds. [Plan.Least] says
// whether the shortfall is the smallest there is; with the policy [Shared] it may be
// larger. The same instance gives the same plan. It answers the problems of
// [Instance.Validate], or the context's error when it is cancelled.
func Solve(ctx context.Context, in Instance, policy Policy, progress agenda.Progress) (Plan, error) {
	if err := in.Validate(); err != nil {
		return Plan{}, err
	}
	planner := makePlan
	if policy == Shared {
		planner = makeSharedPlan
	}
	g, least, err := planner(ctx, in, progress)
	if err != nil {
		return Plan{}, err
	}
	plan := explain(in, g)
	plan.Least = least
	return plan, nil
}

// makeSimplePlan is makePlan without looking far: it is for few slots in ample room, where
// spreading them evenly is all there is to find.
func makeSimplePlan(ctx context.Context, in Instance) (*grid, error) {
	g := newGrid(in)
	g.seed()
	g.fill()
	if _, err := g.repair(ctx); err != nil {
		return nil, err
	}
	err := newSearch(g).anneal(ctx, agenda.Silent{}, polishing)
	g.fill()
	return g, err
}

// makePlan finds the slots of an instance's free weeks: as many as possible, then evenly.
func makePlan(ctx context.Context, in Instance, progress agenda.Progress) (*grid, int, error) {
	g := newGrid(in)
	g.seed()
	s := newSearch(g)
	if err := s.anneal(ctx, progress, exploring); err != nil {
		return nil, 0, err
	}
	g.fill()
	least, err := g.repair(ctx)
	if err != nil {
		return nil, 0, err
	}
	finishing := polishing
	if g.missing() == 0 {
		finishing = settling
	}
	err = s.anneal(ctx, progress, finishing)
	g.fill()
	return g, least, err
}
