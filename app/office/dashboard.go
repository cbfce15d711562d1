package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/statistics"
	"creneaux/app/workspace"
)

// Dashboard is the year at a glance.
type Dashboard struct {
	House House
	statistics.Dashboard
	// Next is the next release that is drawn and to be done, from its minute on until it is
	// late; zero where there is none.
	Next agenda.Release
}

// Dashboard counts the year against its targets. It never reads personal data.
func (o *Office) Dashboard(ctx context.Context) (Dashboard, error) {
	return view(ctx, o, func(r workspace.Reader) (d Dashboard, err error) {
		if d.House, err = loadHouse(ctx, r); err != nil {
			return d, err
		}
		counts, err := r.Counts(ctx)
		if err != nil {
			return d, err
		}
		now := o.now()
		d.Dashboard = statistics.DashboardOf(statistics.Input{
			Targets: d.House.Service.Targets, Procedures: d.House.Procedures,
			Weeks: agenda.WeeksOf(d.House.Service.Year), Counts: counts, Today: now.Date(),
		})
		d.Next, err = nextRelease(ctx, r, now)
		return d, err
	})
}

// nextRelease finds the first release still to be done, this week or in a later one.
func nextRelease(ctx context.Context, r workspace.Reader, now agenda.Moment) (agenda.Release, error) {
	standing, err := standingRules(ctx, r, now.Date())
	if err != nil {
		return agenda.Release{}, err
	}
	weeks, err := r.ReleaseWeeks(ctx)
	if err != nil {
		return agenda.Release{}, err
	}
	for _, week := range weeks {
		for _, release := range week.Releases {
			if standingOf(release, now, standing.Patience).Standing == publication.StandingPlanned {
				return release, nil
			}
		}
	}
	return agenda.Release{}, nil
}
