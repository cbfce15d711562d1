package office

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// Drawing is the outcome of a draw.
type Drawing struct {
	Week    workspace.ReleaseWeek
	Lots    []workspace.LotLine
	Left    []publication.Undealt // slots that no release of the draw may put online
	Adapted []agenda.Message      // what the week left no room for; see [Office.WeekRules]
	Freed   FreedReturn           // what became of slots that had been given back
}

// DrawWeek draws a week's random releases from the system's cryptographic source,
// deals the slots to them and keeps seed and seal. config says by which rules, which are
// never relaxed; nil means those of [Office.WeekRules]. A week that has begun, of which a
// release was done or its minute is over, is not drawn anew.
func (o *Office) DrawWeek(ctx context.Context, week agenda.Week, config *publication.Config) (Drawing, error) {
	return o.drawing(ctx, func(w workspace.Writer) (Drawing, error) {
		standing, err := standingRules(ctx, w, o.now().Date())
		if err != nil {
			return Drawing{}, err
		}
		if err := o.checkDraw(ctx, w, week, standing.Patience); err != nil {
			return Drawing{}, err
		}
		rules, adapted, err := o.rulesOf(ctx, w, week, standing, config)
		if err != nil {
			return Drawing{}, err
		}
		kept, seed, err := o.draw(week, rules)
		if err != nil {
			return Drawing{}, err
		}
		if err := w.PutReleaseWeek(ctx, kept); err != nil {
			return Drawing{}, err
		}
		slots, err := waitingSlots(ctx, w, week, standing.Lead)
		if err != nil {
			return Drawing{}, err
		}
		left, err := deal(ctx, w, slots, kept.Releases, standing.Lead, seed)
		if err != nil {
			return Drawing{}, err
		}
		// The moments themselves stay out of the journal: a leaked schedule is worth
		// money to touts.
		return Drawing{Left: left, Adapted: adapted},
			o.record(ctx, w, "draw", week.String(), map[string]any{"seal": kept.Seal, "releases": len(kept.Releases)})
	}, week)
}

// drawing runs a draw of a week in one transaction, in which slots that were given back get
// releases too, and returns what it made.
func (o *Office) drawing(ctx context.Context, draw func(workspace.Writer) (Drawing, error), week agenda.Week) (Drawing, error) {
	var d Drawing
	err := o.store.Update(ctx, func(w workspace.Writer) (err error) {
		if d, err = draw(w); err != nil {
			return err
		}
		if d.Freed, err = o.returnFreed(ctx, w); err != nil {
			return err
		}
		if d.Week, _, err = w.ReleaseWeek(ctx, week); err != nil {
			return err
		}
		d.Lots, err = lotsOf(ctx, w, week)
		return err
	})
	if err != nil {
		return Drawing{}, err
	}
	o.changed(AreaReleases)
	return d, nil
}

// draw draws a schedule and seals it.
func (o *Office) draw(week agenda.Week, rules publication.Config) (workspace.ReleaseWeek, [32]byte, error) {
	seed, err := o.seed()
	if err != nil {
		return workspace.ReleaseWeek{}, seed, err
	}
	moments, err := publication.Draw(rules, seed)
	if err != nil {
		return workspace.ReleaseWeek{}, seed, err
	}
	kept := workspace.ReleaseWeek{ReleaseWeek: agenda.ReleaseWeek{
		Week: week, Config: string(rules.Canonical()), Seed: seed[:], Seal: publication.Seal(seed, rules), DrawnAt: o.now(),
	}}
	kept.Releases, err = o.releasesAt(week, moments)
	return kept, seed, err
}

// releasesAt makes releases at drawn moments. Ids come in order and are no secret: they are
// given at random, so that none tells whether its release is among the first of the week.
func (o *Office) releasesAt(week agenda.Week, moments []agenda.Moment) ([]agenda.Release, error) {
	seed, err := o.seed()
	if err != nil {
		return nil, err
	}
	releases := make([]agenda.Release, len(moments))
	for i, at := range moments {
		releases[i] = agenda.Release{ID: agenda.ReleaseID(o.newID()), Week: week, At: at}
	}
	rand.New(rand.NewChaCha8(seed)).Shuffle(len(releases), func(i, j int) {
		releases[i].ID, releases[j].ID = releases[j].ID, releases[i].ID
	})
	return releases, nil
}

// checkDraw says why a week may not be drawn, or drawn anew: whoever drew a week again of
// which something has happened could choose.
func (o *Office) checkDraw(ctx context.Context, r workspace.Reader, week agenda.Week, patience publication.Patience) error {
	if o.now().Date().After(week.Day(agenda.Sunday)) {
		return agenda.NewProblem("PUB-WEEK-PAST", "Week", week)
	}
	drawn, found, err := r.ReleaseWeek(ctx, week)
	if err != nil || !found {
		return err
	}
	overdue, settled := false, false
	for _, release := range drawn.Releases {
		if !release.GivenUp.IsZero() {
			settled = true
			continue
		}
		switch standingOf(release, o.now(), patience).Standing {
		case publication.StandingDone:
			return agenda.NewProblem("PUB-WEEK-BEGUN", "Week", week)
		case publication.StandingLate, publication.StandingMissed:
			overdue = true
		}
	}
	switch {
	case overdue:
		return agenda.NewProblem("PUB-WEEK-MISSED", "Week", week)
	case settled:
		return agenda.NewProblem("PUB-WEEK-SETTLED", "Week", week)
	}
	return nil
}

func standingOf(r agenda.Release, now agenda.Moment, patience publication.Patience) publication.ReleaseStanding {
	return publication.StandingOf(r, r.DoneBy, now, patience)
}

// deal spreads planned slots over releases.
func deal(ctx context.Context, w workspace.Writer, slots []agenda.Slot, releases []agenda.Release, lead publication.DealRules, seed [32]byte) ([]publication.Undealt, error) {
	dealing := publication.Deal(slots, releases, lead, seed)
	return dealing.Left, w.PutSlots(ctx, dealt(slots, dealing))
}

// waitingSlots returns the planned slots that wait for a release and whose lead time
// fits a week. One that somebody holds already, by an export that came before any
// draw, does not go online: it would be taken twice. Nor does one whose booking was
// cancelled here and is still to be cancelled on the platform.
func waitingSlots(ctx context.Context, r workspace.Reader, week agenda.Week, lead publication.DealRules) ([]agenda.Slot, error) {
	query := workspace.SlotQuery{From: week.Monday().AddDays(lead.LeadMinDays), State: agenda.SlotPlanned, Free: true}
	if lead.LeadMaxDays > 0 {
		query.To = week.Day(agenda.Sunday).AddDays(lead.LeadMaxDays)
	}
	slots, err := r.Slots(ctx, query)
	if err != nil {
		return nil, err
	}
	return withoutUnsent(ctx, r, slots)
}

// withoutUnsent leaves out of some slots those whose booking was cancelled here and is
// still to be cancelled on the platform.
func withoutUnsent(ctx context.Context, r workspace.Reader, slots []agenda.Slot) ([]agenda.Slot, error) {
	unsent, err := unsentCancellations(ctx, r)
	if err != nil || len(unsent) == 0 {
		return slots, err
	}
	bookings, err := r.Bookings(ctx, workspace.BookingQuery{IDs: slices.Collect(maps.Keys(unsent))})
	if err != nil {
		return nil, err
	}
	held := map[agenda.SlotID]bool{}
	for _, b := range bookings {
		held[b.Slot] = held[b.Slot] || !b.Gone
	}
	return slices.DeleteFunc(slots, func(s agenda.Slot) bool { return held[s.ID] }), nil
}

// dealt returns the slots that a release got, as they become.
func dealt(slots []agenda.Slot, dealing publication.Dealing) []agenda.Slot {
	release := map[agenda.SlotID]agenda.ReleaseID{}
	for id, got := range dealing.ByRelease {
		for _, slot := range got {
			release[slot] = id
		}
	}
	var changed []agenda.Slot
	for _, s := range slots {
		if id, ok := release[s.ID]; ok {
			s.State, s.Release = agenda.SlotReleased, id
			changed = append(changed, s)
		}
	}
	return changed
}

// MarkReleased records that this agent put the slots of releases online, or takes that
// back: of all of them or, where one is not known or was given up, of none. What is marked
// so already stays as it is.
//
// Problems: WS-RELEASE-GIVEN-UP, WS-RELEASE-RETURNED.
func (o *Office) MarkReleased(ctx context.Context, done bool, ids ...agenda.ReleaseID) error {
	var at agenda.Moment
	action := "unpublish"
	if done {
		at, action = o.now(), "publish"
	}
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		marked, err := markedReleases(ctx, w)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if is, known := marked[id]; known && is == done {
				continue
			}
			if err := w.MarkReleased(ctx, id, at, o.actor); err != nil {
				return err
			}
			if err := o.record(ctx, w, action, string(id), struct{}{}); err != nil {
				return err
			}
			marked[id] = done
		}
		return nil
	})
	if err == nil {
		o.changed(AreaReleases)
	}
	return err
}

// markedReleases tells of every release whether it is done.
func markedReleases(ctx context.Context, r workspace.Reader) (map[agenda.ReleaseID]bool, error) {
	weeks, err := r.ReleaseWeeks(ctx)
	if err != nil {
		return nil, err
	}
	marked := map[agenda.ReleaseID]bool{}
	for _, week := range weeks {
		for _, release := range week.Releases {
			// One that was given up is neither: the store says so.
			if release.GivenUp.IsZero() {
				marked[release.ID] = !release.DoneAt.IsZero()
			}
		}
	}
	return marked, nil
}
