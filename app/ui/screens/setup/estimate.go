package setup

import (
	"context"
	"strconv"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
)

// Estimate is what a set-up gives in a year.
type Estimate struct {
	Planned int // appointments that count towards the target and find a place
	Target  int
	Permits float64 // that they lead to on average
	Used    float64 // share of the open minutes that the plan uses, all procedures, 0 to 1
	Reasons []agenda.Message
}

// estimate plans the year as the workspace will, without keeping anything.
func estimate(ctx context.Context, s office.Setup) (Estimate, error) {
	days, err := s.Calendar()
	if err != nil {
		return Estimate{}, err
	}
	procedures := append([]agenda.Procedure(nil), s.Procedures...)
	targets := capacity.Targets(procedures, s.Service.Targets.Appointments, s.Weights)
	for i := range procedures {
		if target, ok := targets[procedures[i].Code]; ok {
			procedures[i].Target = target
		}
	}
	plan, err := capacity.PlanYear(ctx, capacity.YearInput{
		Weeks: agenda.WeeksOf(s.Service.Year), Procedures: procedures, Desks: s.Desks, Calendar: days,
	}, agenda.Silent{})
	if err != nil {
		return Estimate{}, err
	}
	e := Estimate{Target: s.Service.Targets.Appointments, Reasons: plan.Reasons}
	for _, of := range plan.Procedures {
		for _, p := range procedures {
			if p.Code == of.Procedure && p.Counted {
				e.Planned += of.Planned
				e.Permits += p.ExpectedPermits(of.Planned)
			}
		}
	}
	open, planned := 0, 0
	for _, load := range plan.DeskWeeks {
		open += load.Open
		planned += load.Planned
	}
	if open > 0 {
		e.Used = float64(planned) / float64(open)
	}
	return e, nil
}

func itoa(n int) string { return strconv.Itoa(n) }
