package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/vetting"
	"creneaux/app/workspace"
)

// Waiting is what somebody has to do next.
type Waiting struct {
	Late    []agenda.Release // their moment has passed and nobody ticked them; by time
	Undrawn []agenda.Week    // of this week and the next: slots wait for their draw
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
	now := o.now()
	if w.Late, err = o.lateReleases(ctx, now); err != nil {
		return w, err
	}
	this := now.Date().Week()
	for _, week := range []agenda.Week{this, this.Add(1)} {
		schedule, err := o.Schedule(ctx, week)
		if err != nil {
			return w, err
		}
		if !schedule.Drawn && schedule.MayDraw && schedule.Planned > 0 {
			w.Undrawn = append(w.Undrawn, week)
		}
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

func (o *Office) lateReleases(ctx context.Context, now agenda.Moment) ([]agenda.Release, error) {
	return view(ctx, o, func(r workspace.Reader) (late []agenda.Release, err error) {
		weeks, err := r.ReleaseWeeks(ctx)
		if err != nil {
			return nil, err
		}
		for _, week := range weeks {
			for _, release := range week.Releases {
				if release.DoneAt.IsZero() && release.At < now {
					late = append(late, release)
				}
			}
		}
		return late, nil
	})
}
