package office

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// DemoOptions describe the synthetic year of a demo workspace.
type DemoOptions struct {
	Setup Setup
	Today agenda.Date // the day the demo pretends it is; before, in or after the year
	Seed  uint64
	// Additional are the additional appointments that the year is asked for.
	Additional []agenda.Additional
	// Invent makes up bookings on published slots.
	Invent func(DemoYear) []agenda.Booking
}

// DemoYear is what the bookings of a demo are invented on.
type DemoYear struct {
	House     House
	Published []agenda.Slot
	Releases  map[agenda.ReleaseID]agenda.Moment // when each went online
}

// demoPublishedShare is the part of the coming slots that the demo has already put
// online: most, so that the year has its bookings, but not all, so that next week's
// draw has something to deal.
const demoPublishedShare = 0.85

// demoLeadWeeks is how many weeks before the appointment the demo's slots went online.
const demoLeadWeeks = 4

// demoMissedWeeks is how many weeks before today's the demo's agent missed a release, which
// was given up then.
const demoMissedWeeks = 6

// demoLateShare is the part of the releases that the demo's agent did late.
const demoLateShare = 0.04

// demoRecentWeeks is over how many weeks until today the demo spreads the slots whose
// appointment is further away than that.
const demoRecentWeeks = 8

// FillDemo fills an empty workspace with a whole synthetic year: set-up, plan, a
// drawn schedule and its releases for every week until today, and bookings with
// touts among them. The office's clock, ids and randomness decide everything else,
// so the same ones give the same year.
func (o *Office) FillDemo(ctx context.Context, options DemoOptions, progress agenda.Progress) error {
	if err := o.Initialise(ctx, options.Setup); err != nil {
		return err
	}
	if _, err := o.PutAdditional(ctx, options.Additional...); err != nil {
		return err
	}
	if _, err := o.Plan(ctx, PlanRequest{}, progress); err != nil {
		return err
	}
	if err := o.publishDemo(ctx, options, progress); err != nil {
		return err
	}
	progress.Report(agenda.Msg("office.stage.demo-bookings"), 0, 0)
	year, err := o.demoYear(ctx)
	if err != nil {
		return err
	}
	return o.keepDemoBookings(ctx, options.Invent(year))
}

func (o *Office) demoYear(ctx context.Context) (DemoYear, error) {
	return view(ctx, o, func(r workspace.Reader) (y DemoYear, err error) {
		if y.House, err = loadHouse(ctx, r); err != nil {
			return y, err
		}
		if y.Published, err = r.Slots(ctx, workspace.SlotQuery{State: agenda.SlotPublished}); err != nil {
			return y, err
		}
		weeks, err := r.ReleaseWeeks(ctx)
		if err != nil {
			return y, err
		}
		y.Releases = map[agenda.ReleaseID]agenda.Moment{}
		for _, week := range weeks {
			for _, release := range week.Releases {
				y.Releases[release.ID] = cmp.Or(release.DoneAt, release.At)
			}
		}
		return y, nil
	})
}

// publishDemo draws every week until today and deals the slots to them, each some
// weeks before its appointment.
func (o *Office) publishDemo(ctx context.Context, options DemoOptions, progress agenda.Progress) error {
	weeks := demoWeeks(options.Setup.Service.Year, options.Today)
	// Any good generator will do: what is drawn here is a demonstration.
	chance := rand.New(rand.NewPCG(options.Seed, 0x64656d6f))
	return o.store.Update(ctx, func(w workspace.Writer) error {
		slots, err := w.Slots(ctx, workspace.SlotQuery{State: agenda.SlotPlanned})
		if err != nil {
			return err
		}
		batches := demoBatches(slots, weeks, options.Today, chance)
		agent := demoAgent{today: options.Today, chance: chance}
		for i, week := range weeks {
			progress.Report(agenda.Msg("office.stage.demo-week", "Week", week), i, len(weeks))
			if err := o.publishDemoWeek(ctx, w, week, batches[i], agent); err != nil {
				return err
			}
		}
		return nil
	})
}

// demoWeeks returns the weeks that were drawn by a day: from some weeks before the
// year, or before the day where that is earlier, up to its own week or the year's last.
func demoWeeks(year int, today agenda.Date) []agenda.Week {
	first, last := agenda.Week{Year: year, Number: 1}, agenda.Week{Year: year + 1, Number: 1}.Add(-1)
	if today.Week().Before(last) {
		last = today.Week()
	}
	if last.Before(first) {
		first = last
	}
	var weeks []agenda.Week
	for w := first.Add(1 - demoRecentWeeks); !last.Before(w); w = w.Add(1) {
		weeks = append(weeks, w)
	}
	return weeks
}

// demoBatches says which slots each week's releases put online: those of the
// appointments some weeks later, and most of what is still to come.
func demoBatches(slots []agenda.Slot, weeks []agenda.Week, today agenda.Date, chance *rand.Rand) [][]agenda.Slot {
	batches := make([][]agenda.Slot, len(weeks))
	last := len(weeks) - 1
	coming := today.AddDays(7 + publication.UsualLead.LeadMinDays)
	for _, s := range slots {
		if s.Date.After(coming) && chance.Float64() >= demoPublishedShare {
			continue
		}
		release := s.Date.DaysSince(weeks[0].Monday())/7 - demoLeadWeeks
		if release >= last {
			release = last - chance.IntN(demoRecentWeeks)
		}
		batches[release] = append(batches[release], s)
	}
	return batches
}

// demoAgent puts the demo's slots online, until today.
type demoAgent struct {
	today  agenda.Date
	chance *rand.Rand
}

// missed returns the release of a week that the agent forgot: the last one before today,
// which can still be drawn again, and one some weeks ago.
func (a demoAgent) missed(week agenda.Week, releases []agenda.Release) (agenda.ReleaseID, bool) {
	switch {
	case week == a.today.Week().Add(-demoMissedWeeks):
		return releases[0].ID, true
	case week == a.today.Week():
		for _, r := range slices.Backward(releases) {
			if r.At.Date().Before(a.today) {
				return r.ID, true
			}
		}
	}
	return "", false
}

// done returns when the agent does a release: within a few minutes, at times much later.
func (a demoAgent) done(r agenda.Release) agenda.Moment {
	minutes := a.chance.IntN(4)
	if a.chance.Float64() < demoLateShare {
		minutes = 12 + a.chance.IntN(40)
	}
	return r.At + agenda.Moment(60*minutes)
}

func (o *Office) publishDemoWeek(ctx context.Context, w workspace.Writer, week agenda.Week, slots []agenda.Slot, agent demoAgent) error {
	house, err := loadHouse(ctx, w)
	if err != nil {
		return err
	}
	rules, _, err := fittedRules(house, week, publication.Default(week, nil), agenda.Date{})
	if err != nil {
		return err
	}
	kept, seed, err := o.draw(week, rules)
	if err != nil {
		return err
	}
	kept.DrawnAt = min(kept.DrawnAt, week.Add(-1).Day(agenda.Friday).At(16*60)) // as if somebody had, each week
	if err := w.PutReleaseWeek(ctx, kept); err != nil {
		return err
	}
	missed, any := agent.missed(week, kept.Releases)
	if any && week != agent.today.Week() {
		if err := w.GiveUp(ctx, week.Day(agenda.Sunday).At(20*60), 0, missed); err != nil {
			return err
		}
		kept.Releases = slices.DeleteFunc(kept.Releases, func(r agenda.Release) bool { return r.ID == missed })
	}
	dealing := publication.Deal(slots, kept.Releases, publication.DealRules{LeadMinDays: 0, LeadMaxDays: 0}, seed)
	if err := w.PutSlots(ctx, dealt(slots, dealing)); err != nil {
		return err
	}
	for _, release := range kept.Releases {
		if release.ID != missed && release.At.Date().Before(agent.today) {
			if err := w.MarkReleased(ctx, release.ID, agent.done(release), o.actor); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *Office) keepDemoBookings(ctx context.Context, bookings []agenda.Booking) error {
	at := o.now()
	demo := agenda.Import{
		ID: agenda.ImportID(o.newID()), Source: DefaultSource, FileName: "demo.csv", At: at,
		Rows: len(bookings), New: len(bookings),
	}
	for i := range bookings {
		bookings[i].ID = agenda.BookingID(o.newID())
		bookings[i].Applicant.ID = agenda.ApplicantID(o.newID())
		bookings[i].Import = demo.ID
	}
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		if err := w.ApplyImport(ctx, workspace.ImportApplication{Import: demo, New: bookings}); err != nil {
			return err
		}
		return o.record(ctx, w, "demo", string(demo.ID), map[string]any{"bookings": len(bookings)})
	})
	if err == nil {
		o.changed(AreaBookings)
	}
	return err
}
