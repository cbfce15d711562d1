package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/vetting"
	"creneaux/app/workspace"
)

// Waiting is what somebody has to do next.
type Waiting struct {
	// Late are the releases whose minute is over and that can still be done, Missed those to
	// be drawn again or left undone, of weeks that are over too; by time.
	Late, Missed []agenda.Release
	Undrawn      []agenda.Week // of this week and the next: slots wait for their draw
	// Unserved are the slots to come at whose hour no agent sits at their desk any more, and
	// UnservedFrom is the first week with one: the plan no longer follows the calendar.
	Unserved     int
	UnservedFrom agenda.Week
	// Open findings of the vetting: those that the rules settle by themselves, and
	// those that a person has to decide.
	Automatic, ToDecide int
}

// Waiting looks for what somebody has to do next.
func (o *Office) Waiting(ctx context.Context) (w Waiting, err error) {
	if err := o.store.View(ctx, func(r workspace.Reader) error { return o.waitingReleases(ctx, r, &w) }); err != nil {
		return w, err
	}
	if w.Unserved, w.UnservedFrom, err = o.unserved(ctx); err != nil {
		return w, err
	}
	found, err := o.Vet(ctx, agenda.Silent{})
	if err != nil {
		return w, err
	}
	w.Automatic, w.ToDecide = found.CountBySeverity(vetting.Automatic), found.CountBySeverity(vetting.Decide)
	return w, nil
}

// waitingReleases looks for releases to be done and weeks to be drawn.
func (o *Office) waitingReleases(ctx context.Context, r workspace.Reader, waiting *Waiting) error {
	now := o.now()
	standing, err := standingRules(ctx, r, now.Date())
	if err != nil {
		return err
	}
	weeks, err := r.ReleaseWeeks(ctx)
	if err != nil {
		return err
	}
	drawn := map[agenda.Week]bool{}
	for _, week := range weeks {
		drawn[week.Week] = true
		for _, release := range week.Releases {
			switch {
			case isMissed(release, now, standing.Patience):
				waiting.Missed = append(waiting.Missed, release)
			case standingOf(release, now, standing.Patience).Standing == publication.StandingLate:
				waiting.Late = append(waiting.Late, release)
			}
		}
	}
	this := now.Date().Week()
	for _, week := range []agenda.Week{this, this.Add(1)} {
		if drawn[week] {
			continue
		}
		slots, err := waitingSlots(ctx, r, week, standing.Lead)
		if err != nil {
			return err
		}
		if len(slots) > 0 {
			waiting.Undrawn = append(waiting.Undrawn, week)
		}
	}
	return nil
}
