package office

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// ReleaseRules returns what every draw obeys.
func (o *Office) ReleaseRules(ctx context.Context) (ReleaseRules, error) {
	return view(ctx, o, func(r workspace.Reader) (ReleaseRules, error) { return standingRules(ctx, r, o.now().Date()) })
}

// SetReleaseRules changes what every draw obeys from now on, and returns what it was: set
// again, it is undone. Rules by which not even a full week can be drawn are refused.
//
// Problems: PUB-FIELD, PUB-IMPOSSIBLE, PUB-TOO-LARGE.
func (o *Office) SetReleaseRules(ctx context.Context, rules ReleaseRules) (before ReleaseRules, err error) {
	kept, err := keptRules(rules)
	if err != nil {
		return before, err
	}
	err = o.store.Update(ctx, func(w workspace.Writer) (err error) {
		if before, err = standingRules(ctx, w, o.now().Date()); err != nil {
			return err
		}
		if err := w.SetReleaseRules(ctx, kept); err != nil {
			return err
		}
		return o.record(ctx, w, "release-rules", "", rulesDetail(kept))
	})
	if err == nil {
		o.changed(AreaReleases)
	}
	return before, err
}

// ordinaryWeek is a week without any date that matters: the rules of every week are kept
// as its own.
var ordinaryWeek = agenda.Week{Year: 2001, Number: 2}

// keptRules returns rules as they are kept: nil for the usual ones.
func keptRules(rules ReleaseRules) (*workspace.ReleaseRules, error) {
	if rules.Usual {
		return nil, nil
	}
	config := rules.Config
	config.Week, config.ExcludedDates = ordinaryWeek, nil
	if _, err := publication.Prepare(config); err != nil {
		return nil, err
	}
	if err := rules.Lead.Check(); err != nil {
		return nil, err
	}
	if err := rules.Patience.Check(); err != nil {
		return nil, err
	}
	return &workspace.ReleaseRules{Config: string(config.Canonical()), Lead: rules.Lead, Patience: rules.Patience}, nil
}

// rulesDetail is what the journal says of rules. They are no secret.
func rulesDetail(kept *workspace.ReleaseRules) any {
	if kept == nil {
		return map[string]any{"usual": true}
	}
	return map[string]any{
		"rules": json.RawMessage(kept.Config), "lead": []int{kept.Lead.LeadMinDays, kept.Lead.LeadMaxDays},
		"late": kept.Patience.LateAfter, "missed": kept.Patience.MissedAfter,
	}
}

// standingRules returns what every draw obeys, as the rules of the week of a day.
func standingRules(ctx context.Context, r workspace.Reader, today agenda.Date) (ReleaseRules, error) {
	kept, found, err := r.ReleaseRules(ctx)
	if err != nil {
		return ReleaseRules{}, err
	}
	if !found {
		return ReleaseRules{
			Config: publication.Default(today.Week(), nil), Lead: publication.UsualLead, Patience: publication.UsualPatience, Usual: true,
		}, nil
	}
	rules := ReleaseRules{Lead: kept.Lead, Patience: kept.Patience}
	rules.Config, err = publication.ReadConfig(strings.NewReader(kept.Config))
	rules.Config.Week = today.Week()
	return rules, err
}

// WeekRules returns what a draw of a week would obey now: the rules of every draw without
// public holidays, days that are over and today, relaxed as little as leaves a choice where
// that is too short. The messages say what was relaxed.
func (o *Office) WeekRules(ctx context.Context, week agenda.Week) (publication.Config, []agenda.Message, error) {
	type answer struct {
		rules   publication.Config
		adapted []agenda.Message
	}
	a, err := view(ctx, o, func(r workspace.Reader) (a answer, err error) {
		standing, err := standingRules(ctx, r, o.now().Date())
		if err != nil {
			return a, err
		}
		a.rules, a.adapted, err = o.rulesOf(ctx, r, week, standing, nil)
		return a, err
	})
	return a.rules, a.adapted, err
}

// rulesOf returns the rules of a week: those given or, where there are none, those of every
// draw fitted to the week.
func (o *Office) rulesOf(ctx context.Context, r workspace.Reader, week agenda.Week, standing ReleaseRules, given *publication.Config) (publication.Config, []agenda.Message, error) {
	if given != nil {
		rules, err := givenRules(week, *given, o.now().Date())
		return rules, nil, err
	}
	house, err := loadHouse(ctx, r)
	if err != nil {
		return publication.Config{}, nil, err
	}
	return fittedRules(house, week, standing.Config, o.now().Date())
}

// givenRules returns rules that somebody gave for a week. Days that are over, and today,
// are excluded: a moment that has passed cannot be kept.
func givenRules(week agenda.Week, rules publication.Config, today agenda.Date) (publication.Config, error) {
	rules.Week = week
	rules.ExcludedDates = withDates(rules.ExcludedDates, daysUntil(week, today))
	return rules, rules.Check()
}

// fittedRules returns the rules of every draw as a week leaves room for them.
func fittedRules(house House, week agenda.Week, rules publication.Config, today agenda.Date) (publication.Config, []agenda.Message, error) {
	holidays, err := holidaysOf(house.Service.Territory, week)
	if err != nil {
		return publication.Config{}, nil, err
	}
	rules.Week = week
	rules.ExcludedDates = withDates(holidays, daysUntil(week, today))
	fitted, adapted := publication.Fit(rules)
	return fitted, adapted, nil
}

// withDates returns the different dates of two lists in order.
func withDates(a, b []agenda.Date) []agenda.Date {
	all := slices.Concat(a, b)
	slices.SortFunc(all, agenda.Date.Compare)
	return slices.Compact(all)
}

// daysUntil returns the days of a week up to a date, which is included.
func daysUntil(week agenda.Week, last agenda.Date) []agenda.Date {
	var days []agenda.Date
	for i := range 7 {
		if day := week.Monday().AddDays(i); !day.After(last) {
			days = append(days, day)
		}
	}
	return days
}

func holidaysOf(territory string, week agenda.Week) ([]agenda.Date, error) {
	days, err := calendar.New(territory, nil)
	if err != nil {
		return nil, err
	}
	var dates []agenda.Date
	for _, h := range days.HolidaysOf(week) {
		dates = append(dates, h.Date)
	}
	return dates, nil
}
