package office

import (
	"context"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// Lead times of a slot: how many days before the appointment it goes online. People
// need some days to gather their papers, and nobody should have to plan further.
const (
	leadMinDays = 4
	leadMaxDays = 42
)

// Drawing is the outcome of a draw.
type Drawing struct {
	Week workspace.ReleaseWeek
	Lots []workspace.LotLine
	Left []publication.Undealt // slots that no release of the week may put online
}

// DrawWeek draws a week's random releases from the system's cryptographic source,
// deals the slots to them and keeps seed and seal. config says by which rules; nil
// means the usual ones. A week of which a release was already done is not drawn anew.
func (o *Office) DrawWeek(ctx context.Context, week agenda.Week, config *publication.Config) (Drawing, error) {
	var drawing Drawing
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		house, err := loadHouse(ctx, w)
		if err != nil {
			return err
		}
		if err := o.checkRedraw(ctx, w, week); err != nil {
			return err
		}
		rules, err := releaseRules(house, week, config, o.now().Date())
		if err != nil {
			return err
		}
		kept, seed, err := o.draw(week, rules)
		if err != nil {
			return err
		}
		if err := w.PutReleaseWeek(ctx, kept); err != nil {
			return err
		}
		if drawing.Left, err = o.deal(ctx, w, kept, seed); err != nil {
			return err
		}
		if drawing.Week, _, err = w.ReleaseWeek(ctx, week); err != nil {
			return err
		}
		if drawing.Lots, err = lotsOf(ctx, w, week); err != nil {
			return err
		}
		// The moments themselves stay out of the journal: a leaked schedule is worth
		// money to touts.
		return o.record(ctx, w, "draw", week.String(), map[string]any{"seal": kept.Seal, "releases": len(kept.Releases)})
	})
	if err != nil {
		return Drawing{}, err
	}
	o.changed(AreaReleases)
	return drawing, nil
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
	for _, at := range moments {
		kept.Releases = append(kept.Releases, agenda.Release{ID: agenda.ReleaseID(o.newID()), Week: week, At: at})
	}
	return kept, seed, nil
}

func (o *Office) checkRedraw(ctx context.Context, r workspace.Reader, week agenda.Week) error {
	if o.now().Date().After(week.Day(agenda.Sunday)) {
		return agenda.NewProblem("PUB-WEEK-PAST", "Week", week)
	}
	drawn, found, err := r.ReleaseWeek(ctx, week)
	if err != nil || !found {
		return err
	}
	for _, release := range drawn.Releases {
		if !release.DoneAt.IsZero() {
			return agenda.NewProblem("PUB-WEEK-BEGUN", "Week", week)
		}
	}
	return nil
}

// releaseRules returns the rules of a week: those given, for that week, or the usual
// ones without its public holidays. Days that are over, and today, are excluded: a
// moment that has passed cannot be kept.
func releaseRules(house House, week agenda.Week, config *publication.Config, today agenda.Date) (publication.Config, error) {
	over := daysUntil(week, today)
	if config != nil {
		rules := *config
		rules.Week = week
		for _, day := range over {
			if !slices.Contains(rules.ExcludedDates, day) {
				rules.ExcludedDates = append(slices.Clone(rules.ExcludedDates), day)
			}
		}
		slices.SortFunc(rules.ExcludedDates, agenda.Date.Compare)
		return rules, rules.Check()
	}
	holidays, err := holidaysOf(house.Service.Territory, week)
	if err != nil {
		return publication.Config{}, err
	}
	for _, day := range holidays {
		if !slices.Contains(over, day) {
			over = append(over, day)
		}
	}
	return publication.Default(week, over), nil
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

// deal spreads the planned slots whose lead time fits over the week's releases.
func (o *Office) deal(ctx context.Context, w workspace.Writer, week workspace.ReleaseWeek, seed [32]byte) ([]publication.Undealt, error) {
	slots, err := waitingSlots(ctx, w, week.Week)
	if err != nil {
		return nil, err
	}
	dealing := publication.Deal(slots, week.Releases, publication.DealRules{LeadMinDays: leadMinDays, LeadMaxDays: leadMaxDays}, seed)
	return dealing.Left, w.PutSlots(ctx, dealt(slots, dealing))
}

// waitingSlots returns the planned slots that wait for a release and whose lead time
// fits a week. One that somebody holds already, by an export that came before any
// draw, does not go online: it would be taken twice.
func waitingSlots(ctx context.Context, r workspace.Reader, week agenda.Week) ([]agenda.Slot, error) {
	slots, err := r.Slots(ctx, workspace.SlotQuery{
		From: week.Monday().AddDays(leadMinDays), To: week.Day(agenda.Sunday).AddDays(leadMaxDays), State: agenda.SlotPlanned,
	})
	if err != nil {
		return nil, err
	}
	booked, err := r.BookedSlots(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slots, func(s agenda.Slot) bool { return booked[s.ID] }), nil
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

// Schedule is a week as the publication screen shows it.
type Schedule struct {
	Week     agenda.Week
	Drawn    bool
	Kept     workspace.ReleaseWeek
	Lots     []workspace.LotLine
	House    House
	Seal     publication.Verification // set when Drawn
	Planned  int                      // slots that wait for a draw and whose lead time fits this week
	Closed   []agenda.Date            // public holidays of the week
	MayDraw  bool
	WhyNot   error // why it may not be drawn, when MayDraw is false
	SlotsNow int   // slots in the releases
}

// Schedule returns a week's releases and whether their seal still holds.
func (o *Office) Schedule(ctx context.Context, week agenda.Week) (Schedule, error) {
	return view(ctx, o, func(r workspace.Reader) (s Schedule, err error) {
		s.Week = week
		if s.House, err = loadHouse(ctx, r); err != nil {
			return s, err
		}
		if s.Closed, err = holidaysOf(s.House.Service.Territory, week); err != nil {
			return s, err
		}
		waiting, err := waitingSlots(ctx, r, week)
		if err != nil {
			return s, err
		}
		s.Planned = len(waiting)
		if s.WhyNot = o.checkRedraw(ctx, r, week); s.WhyNot != nil && agenda.CodeOf(s.WhyNot) == "" {
			return s, s.WhyNot
		}
		s.MayDraw = s.WhyNot == nil
		if s.Kept, s.Drawn, err = r.ReleaseWeek(ctx, week); err != nil || !s.Drawn {
			return s, err
		}
		for _, release := range s.Kept.Releases {
			s.SlotsNow += release.Slots
		}
		if s.Lots, err = lotsOf(ctx, r, week); err != nil {
			return s, err
		}
		s.Seal, err = verify(s.Kept)
		return s, err
	})
}

// VerifyWeek regenerates a week's schedule from its seed and compares it with what
// is kept.
func (o *Office) VerifyWeek(ctx context.Context, week agenda.Week) (publication.Verification, error) {
	return view(ctx, o, func(r workspace.Reader) (publication.Verification, error) {
		kept, found, err := r.ReleaseWeek(ctx, week)
		if err != nil {
			return publication.Verification{}, err
		}
		if !found {
			return publication.Verification{}, agenda.NewProblem("PUB-NOT-DRAWN", "Week", week)
		}
		return verify(kept)
	})
}

func verify(kept workspace.ReleaseWeek) (publication.Verification, error) {
	config, err := publication.ReadConfig(strings.NewReader(kept.Config))
	if err != nil {
		return publication.Verification{}, err
	}
	seed, err := publication.SeedOf(kept.Seed)
	if err != nil {
		return publication.Verification{}, err
	}
	moments := make([]agenda.Moment, len(kept.Releases))
	for i, r := range kept.Releases {
		moments[i] = r.At
	}
	return publication.Verify(seed, config, kept.Seal, moments), nil
}

// MarkReleased records that an agent put the slots of releases online, or takes that
// back: of all of them or, where one is not known, of none.
func (o *Office) MarkReleased(ctx context.Context, done bool, ids ...agenda.ReleaseID) error {
	var at agenda.Moment
	action := "unpublish"
	if done {
		at, action = o.now(), "publish"
	}
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		for _, id := range ids {
			if err := w.MarkReleased(ctx, id, at, o.actor); err != nil {
				return err
			}
			if err := o.record(ctx, w, action, string(id), struct{}{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		o.changed(AreaReleases)
	}
	return err
}
