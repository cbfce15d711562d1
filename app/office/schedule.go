package office

import (
	"context"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// Schedule is a week as the publication screen shows it.
type Schedule struct {
	Week     agenda.Week
	Drawn    bool
	Kept     workspace.ReleaseWeek
	Releases []ScheduledRelease // in time order, those replaced too
	Redraws  []Redraw
	Lots     []workspace.LotLine
	House    House
	// Rules are those by which the week was drawn or, before, would be now. Adapted says in
	// what they ask for less than the rules of every draw.
	Rules    publication.Config
	Adapted  []agenda.Message
	Seal     publication.Verification // set when Drawn
	Planned  int                      // slots that wait for a draw and whose lead time fits this week
	Closed   []agenda.Date            // public holidays of the week
	MayDraw  bool
	WhyNot   error // why it may not be drawn, when MayDraw is false
	SlotsNow int   // slots in the releases
	Missed   int   // releases that were missed and neither replaced nor left undone for good
}

// Schedule returns a week's releases and whether their seal still holds.
func (o *Office) Schedule(ctx context.Context, week agenda.Week) (Schedule, error) {
	return view(ctx, o, func(r workspace.Reader) (Schedule, error) {
		s := Schedule{Week: week}
		standing, err := standingRules(ctx, r, o.now().Date())
		if err != nil {
			return s, err
		}
		if err := o.scheduleWeek(ctx, r, &s, standing); err != nil || !s.Drawn {
			return s, err
		}
		return s, s.follow(ctx, r, standing, o.now())
	})
}

// scheduleWeek says of a week whether it is drawn, whether it may be, and how.
func (o *Office) scheduleWeek(ctx context.Context, r workspace.Reader, s *Schedule, standing ReleaseRules) (err error) {
	if s.House, err = loadHouse(ctx, r); err != nil {
		return err
	}
	if s.Closed, err = holidaysOf(s.House.Service.Territory, s.Week); err != nil {
		return err
	}
	waiting, err := waitingSlots(ctx, r, s.Week, standing.Lead)
	if err != nil {
		return err
	}
	s.Planned = len(waiting)
	if s.WhyNot = o.checkDraw(ctx, r, s.Week, standing.Patience); s.WhyNot != nil && agenda.CodeOf(s.WhyNot) == "" {
		return s.WhyNot
	}
	s.MayDraw = s.WhyNot == nil
	if s.Kept, s.Drawn, err = r.ReleaseWeek(ctx, s.Week); err != nil || s.Drawn {
		return err
	}
	s.Rules, s.Adapted, err = fittedRules(s.House, s.Week, standing.Config, o.now().Date())
	return err
}

// follow tells what became of a drawn week.
func (s *Schedule) follow(ctx context.Context, r workspace.Reader, standing ReleaseRules, now agenda.Moment) (err error) {
	if s.Rules, err = publication.ReadConfig(strings.NewReader(s.Kept.Config)); err != nil {
		return err
	}
	s.Adapted = publication.Relaxed(standing.Config, s.Rules)
	s.Releases = scheduled(s.Kept, standing.Patience, now)
	for _, release := range s.Releases {
		s.SlotsNow += release.Slots
		if isMissed(release.Release, now, standing.Patience) {
			s.Missed++
		}
	}
	for _, redraw := range s.Kept.Redraws {
		done := Redraw{At: redraw.DrawnAt, Seal: redraw.Seal}
		for _, release := range s.Kept.Releases {
			if release.ReplacedBy == redraw.Number {
				done.Missed = append(done.Missed, release.ID)
			}
		}
		s.Redraws = append(s.Redraws, done)
	}
	if s.Lots, err = lotsOf(ctx, r, s.Week); err != nil {
		return err
	}
	s.Seal, err = verify(s.Kept)
	return err
}

// scheduled tells what has become of the releases of a week.
func scheduled(week workspace.ReleaseWeek, patience publication.Patience, now agenda.Moment) []ScheduledRelease {
	releases := make([]ScheduledRelease, len(week.Releases))
	for i, r := range week.Releases {
		releases[i] = ScheduledRelease{
			Release: r, ReleaseStanding: standingOf(r, now, patience), Number: i + 1, Replaced: !r.GivenUp.IsZero(),
		}
	}
	return releases
}

// isMissed reports whether a release was missed and waits to be drawn again or left undone.
func isMissed(r agenda.Release, now agenda.Moment, patience publication.Patience) bool {
	return r.GivenUp.IsZero() && standingOf(r, now, patience).Standing == publication.StandingMissed
}

// RevealWeek writes in the journal that somebody asked for the moments to come of a week.
// Whoever shows them calls it first: a leaked schedule is worth money.
func (o *Office) RevealWeek(ctx context.Context, week agenda.Week) error {
	return o.store.Update(ctx, func(w workspace.Writer) error {
		if _, err := drawnWeek(ctx, w, week); err != nil {
			return err
		}
		return o.record(ctx, w, "reveal", week.String(), struct{}{})
	})
}

// drawnWeek returns a week that was drawn, or the problem PUB-NOT-DRAWN.
func drawnWeek(ctx context.Context, r workspace.Reader, week agenda.Week) (workspace.ReleaseWeek, error) {
	kept, found, err := r.ReleaseWeek(ctx, week)
	if err == nil && !found {
		err = agenda.NewProblem("PUB-NOT-DRAWN", "Week", week)
	}
	return kept, err
}
