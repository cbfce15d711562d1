package office

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// redrawNotice is how many minutes a redraw leaves the agent to print the new sheet.
const redrawNotice = 30

// RedrawMissed draws the missed releases of a week again, in what is left of it and around
// those that stay: as many of them, and under its rules as far, as it has room for. Their
// slots are dealt to the new releases; those that were online before wait with the freed.
//
// Problems: PUB-WEEK-PAST, PUB-NOT-DRAWN, PUB-NONE-MISSED, PUB-AGAIN.
func (o *Office) RedrawMissed(ctx context.Context, week agenda.Week) (Drawing, error) {
	return o.drawing(ctx, func(w workspace.Writer) (Drawing, error) {
		now := o.now() // once: what is missed, replaced and drawn is so at one moment
		if now.Date().After(week.Day(agenda.Sunday)) {
			return Drawing{}, agenda.NewProblem("PUB-WEEK-PAST", "Week", week)
		}
		kept, missed, standing, err := missedReleases(ctx, w, week, now)
		if err != nil {
			return Drawing{}, err
		}
		drawn, err := o.drawAgain(kept, missed, now)
		if err != nil {
			return Drawing{}, err
		}
		slots, err := giveUp(ctx, w, missed, drawn.Number, now)
		if err != nil {
			return Drawing{}, err
		}
		if err := w.PutRedraw(ctx, week, drawn.Redraw, drawn.releases); err != nil {
			return Drawing{}, err
		}
		left, err := dealAgain(ctx, w, slots, drawn.releases, standing.Lead, [32]byte(drawn.Seed))
		if err != nil {
			return Drawing{}, err
		}
		return Drawing{Left: left, Adapted: drawn.adapted}, o.record(ctx, w, "redraw", week.String(),
			map[string]any{"seal": drawn.Seal, "number": drawn.Number, "missed": len(missed), "releases": len(drawn.releases)})
	}, week)
}

// GiveUpMissed leaves the missed releases of a week undone for good, be it over or not, and
// returns how many slots they had. These wait for the next draw; those that were online
// before wait with the freed.
//
// Problems: PUB-NOT-DRAWN, PUB-NONE-MISSED.
func (o *Office) GiveUpMissed(ctx context.Context, week agenda.Week) (slots int, err error) {
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		now := o.now()
		_, missed, _, err := missedReleases(ctx, w, week, now)
		if err != nil {
			return err
		}
		had, err := giveUp(ctx, w, missed, 0, now)
		if err != nil {
			return err
		}
		slots = len(had)
		return o.record(ctx, w, "give-up", week.String(), map[string]any{"releases": len(missed), "slots": slots})
	})
	if err != nil {
		return 0, err
	}
	o.changed(AreaReleases)
	return slots, nil
}

// missedReleases returns a drawn week and those of its releases that were missed, of which
// there is one at least.
func missedReleases(ctx context.Context, r workspace.Reader, week agenda.Week, now agenda.Moment) (kept workspace.ReleaseWeek, missed []agenda.Release, standing ReleaseRules, err error) {
	if standing, err = standingRules(ctx, r, now.Date()); err != nil {
		return kept, nil, standing, err
	}
	if kept, err = drawnWeek(ctx, r, week); err != nil {
		return kept, nil, standing, err
	}
	for _, release := range kept.Releases {
		if isMissed(release, now, standing.Patience) {
			missed = append(missed, release)
		}
	}
	if len(missed) == 0 {
		err = agenda.NewProblem("PUB-NONE-MISSED", "Week", week)
	}
	return kept, missed, standing, err
}

// drawnAgain is a redraw and what it made.
type drawnAgain struct {
	workspace.Redraw
	releases []agenda.Release
	adapted  []agenda.Message
}

// drawAgain draws the missed releases of a week again and seals what it did.
func (o *Office) drawAgain(week workspace.ReleaseWeek, missed []agenda.Release, now agenda.Moment) (d drawnAgain, err error) {
	rules, err := publication.ReadConfig(strings.NewReader(week.Config))
	if err != nil {
		return d, err
	}
	again := publication.Again{Missed: len(missed), After: now + redrawNotice*60}
	for _, r := range week.Releases {
		if r.GivenUp.IsZero() && !slices.Contains(missed, r) {
			again.Kept = append(again.Kept, publication.Kept{At: r.At, Done: r.DoneAt})
		}
	}
	rules, again, d.adapted = publication.FitAgain(rules, again)
	seed, err := o.seed()
	if err != nil {
		return d, err
	}
	moments, err := publication.Redraw(rules, again, seed)
	if err != nil {
		return d, err
	}
	what, err := json.Marshal(again)
	if err != nil {
		return d, err
	}
	if d.releases, err = o.releasesAt(week.Week, moments); err != nil {
		return d, err
	}
	d.Redraw = workspace.Redraw{
		Number: len(week.Redraws) + 1, Config: string(rules.Canonical()), Seed: seed[:], Again: string(what),
		Seal: publication.SealAgain(seed, rules, again), DrawnAt: now,
	}
	return d, nil
}

// giveUp gives missed releases up, replaced by a redraw or, where that is 0, for good, and
// returns the slots that they had.
func giveUp(ctx context.Context, w workspace.Writer, missed []agenda.Release, redraw int, at agenda.Moment) (had []agenda.Slot, err error) {
	var ids []agenda.ReleaseID
	for _, release := range missed {
		slots, err := w.Slots(ctx, workspace.SlotQuery{Release: release.ID})
		if err != nil {
			return nil, err
		}
		had, ids = append(had, slots...), append(ids, release.ID)
	}
	return had, w.GiveUp(ctx, at, redraw, ids...)
}

// dealAgain deals the slots of releases that were given up to others, but for those that
// were online before or that somebody holds.
func dealAgain(ctx context.Context, w workspace.Writer, had []agenda.Slot, releases []agenda.Release, lead publication.DealRules, seed [32]byte) ([]publication.Undealt, error) {
	planned, err := w.Slots(ctx, workspace.SlotQuery{State: agenda.SlotPlanned, Free: true})
	if err != nil {
		return nil, err
	}
	mine := map[agenda.SlotID]bool{}
	for _, s := range had {
		mine[s.ID] = true
	}
	slots, err := withoutUnsent(ctx, w, slices.DeleteFunc(planned, func(s agenda.Slot) bool { return !mine[s.ID] }))
	if err != nil {
		return nil, err
	}
	return deal(ctx, w, slots, releases, lead, seed)
}
