package office_test

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// checkHistories checks a property whose every example lives through a history in a
// workspace of its own. Unless another number is asked for, a quarter of the usual one has
// to do: what must be met for certain has tests of its own.
func checkHistories(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		if err := checks.Value.Set("25"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = checks.Value.Set(checks.DefValue) }()
	}
	rapid.Check(t, property)
}

// fewMoments are rules that are drawn and verified fast.
func fewMoments() office.ReleaseRules {
	rules := office.ReleaseRules{Lead: publication.UsualLead, Patience: publication.UsualPatience}
	rules.Config = publication.Config{
		Week: agenda.MustWeek("2030-W01"), GridMinutes: 20, Releases: 4, MinGapMinutes: 60, MaxPerDay: 2, MinDays: 3,
		Quotas: map[string]publication.Quota{publication.BandEvening: {Min: 1}},
	}
	for day := agenda.Monday; day <= agenda.Saturday; day++ {
		rules.Config.Windows = append(rules.Config.Windows,
			publication.Window{Day: day, From: agenda.MustClock("08:00"), To: agenda.MustClock("17:00"), Band: publication.BandMorning},
			publication.Window{Day: day, From: agenda.MustClock("17:00"), To: agenda.MustClock("20:00"), Band: publication.BandEvening})
	}
	return rules
}

// aPublishingBureau has a planned year and rules that are drawn fast.
func aPublishingBureau(t testing.TB) *bureau {
	t.Helper()
	b := aBureau(t)
	if _, err := b.SetReleaseRules(background, fewMoments()); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bureau) releaseWeeks(t testing.TB) []workspace.ReleaseWeek {
	t.Helper()
	return reading(t, b, func(r workspace.Reader) ([]workspace.ReleaseWeek, error) { return r.ReleaseWeeks(background) })
}

func (b *bureau) drawn(t testing.TB, week agenda.Week) office.Drawing {
	t.Helper()
	drawing, err := b.DrawWeek(background, week, nil)
	if err != nil {
		t.Fatal(err)
	}
	return drawing
}

func (b *bureau) schedule(t testing.TB, week agenda.Week) office.Schedule {
	t.Helper()
	s, err := b.Schedule(background, week)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEveryReleaseHasItsLife lives through random histories: weeks are drawn, releases are
// done, missed, drawn again and given up, and slots are booked and given back.
func TestEveryReleaseHasItsLife(t *testing.T) {
	year := plannedFile(t)
	checkHistories(t, func(rt *rapid.T) {
		b := newBureau(t, t.TempDir(), year)
		defer b.close(t)
		b.beginReleases(t, rt)
		for range rapid.IntRange(10, 25).Draw(rt, "steps") {
			b.takeStep(t, rt, releaseStep{
				what: rapid.SampledFrom([]string{"draw", "draw", "tick", "tick", "tick", "untick", "wait", "wait", "wait", "wait", "redraw", "redraw", "give up", "give up", "book", "cancel", "return"}).Draw(rt, "step"),
				week: b.now.Date().Week().Add(rapid.SampledFrom([]int{0, 0, 0, 1, -1}).Draw(rt, "week")),
				wait: rapid.SampledFrom([]int{20, 90, 600, 1440, 2000}).Draw(rt, "minutes"),
				pick: rapid.IntRange(0, 1000).Draw(rt, "pick"),
			})
		}
		b.wantSound(t, rt)
		b.wantNoMomentTold(t, rt)
	})
}

// TestALifeWithEveryStep is one history in which everything happens that may.
func TestALifeWithEveryStep(t *testing.T) {
	b := newBureau(t, t.TempDir(), plannedFile(t))
	defer b.close(t)
	b.beginReleases(t, t)
	week := b.now.Date().Week().Add(1)
	take := func(whats ...string) {
		t.Helper()
		for _, what := range whats {
			if !b.takeStep(t, t, releaseStep{what: what, week: week}) {
				t.Fatalf("%s did nothing at %s", what, b.now)
			}
		}
	}
	take("draw")
	releases := b.releaseWeeks(t)[0].Releases
	b.now = releases[0].At
	take("tick", "untick", "tick", "book", "cancel", "return")
	b.now = releases[1].At + 61*60
	take("redraw")
	b.now = week.Add(1).Monday().At(9 * 60)
	take("give up")
	week = week.Add(1)
	take("draw", "return")
	b.wantSound(t, t)
	b.wantNoMomentTold(t, t)
}

// beginReleases draws the first week on the Sunday before it.
func (b *bureau) beginReleases(t testing.TB, rt rapid.TB) {
	if _, err := b.SetReleaseRules(background, fewMoments()); err != nil {
		rt.Fatal(err)
	}
	b.now = agenda.MustMoment("2030-01-06T09:00")
	b.drawn(t, agenda.MustWeek("2030-W02"))
}

// releaseStep is one thing to do.
type releaseStep struct {
	what string
	week agenda.Week
	wait int // minutes
	pick int // which release or slot, counted round
}

// takeStep does one thing and looks whether all is right after it. It reports whether
// anything was done: what was refused for a reason that is known is passed over.
func (b *bureau) takeStep(t testing.TB, rt rapid.TB, step releaseStep) bool {
	t.Helper()
	before := byID(b.slots(t))
	done, err := b.tryStep(t, step)
	if err != nil && !slices.Contains([]string{"PUB-WEEK-PAST", "PUB-WEEK-BEGUN", "PUB-WEEK-MISSED", "PUB-WEEK-SETTLED", "PUB-NOT-DRAWN", "PUB-NONE-MISSED", "PUB-AGAIN",
		"PUB-IMPOSSIBLE", "WS-RELEASE-GIVEN-UP", "WS-RELEASE-RETURNED"}, agenda.CodeOf(err)) {
		rt.Fatalf("%+v at %s: %v", step, b.now, err)
	}
	b.wantReleasesRight(t, rt, step.what, before)
	return done && err == nil
}

// tryStep reports whether there was anything to do.
func (b *bureau) tryStep(t testing.TB, step releaseStep) (done bool, err error) {
	switch step.what {
	case "draw":
		_, err = b.DrawWeek(background, step.week, nil)
	case "tick", "untick":
		var releases []agenda.Release
		for _, week := range b.releaseWeeks(t) {
			releases = append(releases, week.Releases...)
		}
		releases = slices.DeleteFunc(releases, func(r agenda.Release) bool {
			return r.DoneAt.IsZero() == (step.what == "untick") || r.At > b.now
		})
		if len(releases) == 0 {
			return false, nil
		}
		err = b.MarkReleased(background, step.what == "tick", releases[step.pick%len(releases)].ID)
	case "wait":
		b.now += agenda.Moment(step.wait * 60)
	case "redraw":
		_, err = b.RedrawMissed(background, step.week)
	case "give up":
		_, err = b.GiveUpMissed(background, step.week)
	case "book", "cancel":
		status, cause := agenda.BookingActive, agenda.CancelNone
		if step.what == "cancel" {
			status, cause = agenda.BookingCancelled, agenda.CancelPlatform
		}
		online := slices.DeleteFunc(b.slots(t), func(s agenda.Slot) bool { return s.State != agenda.SlotPublished })
		if len(online) == 0 {
			return false, nil
		}
		b.bookAs(t, online[step.pick%len(online)], status, cause)
	case "return":
		_, err = b.ReturnFreed(background)
	}
	return true, err
}

// wantReleasesRight looks whether what is online or held stayed where it was, whether every
// slot that is to go online has a release that is to be done, and whether every proof holds.
func (b *bureau) wantReleasesRight(t testing.TB, rt rapid.TB, step string, before map[agenda.SlotID]agenda.Slot) {
	t.Helper()
	booked := reading(t, b, func(r workspace.Reader) (map[agenda.SlotID]bool, error) { return r.BookedSlots(background) })
	releases := map[agenda.ReleaseID]agenda.Release{}
	for _, week := range b.releaseWeeks(t) {
		for _, r := range week.Releases {
			releases[r.ID] = r
		}
		v, err := b.VerifyWeek(background, week.Week)
		if err != nil || !v.SealOK || !v.ScheduleOK || len(v.Differences) > 0 {
			rt.Fatalf("after %s, %s is not verified: %+v, %v", step, week.Week, v, err)
		}
	}
	for id, s := range byID(b.slots(t)) {
		was := before[id]
		online := was.State == agenda.SlotPublished
		if online && booked[id] && step != "untick" && s != was {
			rt.Fatalf("%s moved %+v, which somebody holds, to %+v", step, was, s)
		}
		if online && s.State == agenda.SlotPlanned {
			rt.Fatalf("%s made %+v planned", step, was)
		}
		r := releases[s.Release]
		switch s.State {
		case agenda.SlotReleased:
			if !r.DoneAt.IsZero() || !r.GivenUp.IsZero() {
				rt.Fatalf("after %s, %+v waits for %+v", step, s, r)
			}
		case agenda.SlotPublished:
			if r.DoneAt.IsZero() {
				rt.Fatalf("after %s, %+v is online with %+v", step, s, r)
			}
		}
	}
}

// wantNoMomentTold looks for drawn moments in the journal.
func (b *bureau) wantNoMomentTold(t testing.TB, rt rapid.TB) {
	t.Helper()
	entries := reading(t, b, func(r workspace.Reader) ([]agenda.JournalEntry, error) { return r.Journal(background, 0, 1000) })
	for _, week := range b.releaseWeeks(t) {
		for _, r := range week.Releases {
			for _, e := range entries {
				if strings.Contains(e.Subject+e.Detail, r.At.String()) {
					rt.Fatalf("the journal tells a moment: %+v", e)
				}
			}
		}
	}
}

// TestMissedReleasesThatAreSettledAskForNothing draws a week's first release again.
func TestMissedReleasesThatAreSettledAskForNothing(t *testing.T) {
	b := aPublishingBureau(t)
	week := agenda.MustWeek("2030-W03")
	b.now = agenda.MustMoment("2030-01-13T09:00")
	b.now = b.drawn(t, week).Week.Releases[0].At + 61*60
	b.wantProblem(t, b.schedule(t, week).WhyNot, "PUB-WEEK-MISSED")
	if _, err := b.RedrawMissed(background, week); err != nil {
		t.Fatal(err)
	}
	b.wantProblem(t, b.schedule(t, week).WhyNot, "PUB-WEEK-SETTLED")
	_, err := b.DrawWeek(background, week, nil)
	b.wantProblem(t, err, "PUB-WEEK-SETTLED")
}

// TestMissedReleasesAreDrawnAgain follows one week.
func TestMissedReleasesAreDrawnAgain(t *testing.T) {
	b := aPublishingBureau(t)
	week := agenda.MustWeek("2030-W03")
	b.now = agenda.MustMoment("2030-01-13T09:00")
	b.wantProblem(t, b.RevealWeek(background, week), "PUB-NOT-DRAWN")
	kept := b.drawn(t, week).Week
	if err := b.RevealWeek(background, week); err != nil {
		t.Fatal(err)
	}
	if waiting, err := b.Waiting(background); err != nil || len(waiting.Late)+len(waiting.Missed) > 0 {
		t.Errorf("before the week, %+v waits (%v)", waiting, err)
	}
	first, second := kept.Releases[0], kept.Releases[1]
	_, err := b.RedrawMissed(background, week)
	b.wantProblem(t, err, "PUB-NONE-MISSED")

	// The first is late, and done; the second is missed.
	b.now = first.At + 20*60
	b.wantStandings(t, week, publication.StandingLate, publication.StandingPlanned)
	_, err = b.DrawWeek(background, week, nil)
	b.wantProblem(t, err, "PUB-WEEK-MISSED")
	if err := b.MarkReleased(background, true, first.ID); err != nil {
		t.Fatal(err)
	}
	_, err = b.DrawWeek(background, week, nil)
	b.wantProblem(t, err, "PUB-WEEK-BEGUN")
	b.now = second.At + 61*60
	b.wantStandings(t, week, publication.StandingDone, publication.StandingMissed)
	if waiting, err := b.Waiting(background); err != nil || len(waiting.Missed) != 1 || waiting.Missed[0].ID != second.ID {
		t.Errorf("%+v is missed (%v)", waiting.Missed, err)
	}
	drawing, err := b.RedrawMissed(background, week)
	if err != nil {
		t.Fatal(err)
	}
	fresh := drawing.Week.Releases[slices.IndexFunc(drawing.Week.Releases, func(r agenda.Release) bool { return r.Redraw == 1 })]
	if fresh.At < b.now+30*60 || fresh.Week != week {
		t.Errorf("drawn again at %s to %+v", b.now, fresh)
	}
	if fresh.Slots+len(drawing.Left) != second.Slots {
		t.Errorf("of %d slots %d got a release again, %d none", second.Slots, fresh.Slots, len(drawing.Left))
	}
	b.wantProblem(t, b.MarkReleased(background, true, second.ID), "WS-RELEASE-GIVEN-UP")
	s := b.schedule(t, week)
	replaced := s.Releases[slices.IndexFunc(s.Releases, func(r office.ScheduledRelease) bool { return r.ID == second.ID })]
	if !replaced.Replaced || replaced.ReplacedBy != 1 || replaced.Slots != 0 || replaced.Reason.Key != "publication.standing.replaced" {
		t.Errorf("the missed one is %+v", replaced)
	}
	if s.Missed != 0 || len(s.Redraws) != 1 || !slices.Equal(s.Redraws[0].Missed, []agenda.ReleaseID{second.ID}) || !s.Seal.ScheduleOK {
		t.Errorf("%d missed, redraws %+v, %+v", s.Missed, s.Redraws, s.Seal)
	}

	// After the week, what was not done can only be given up.
	b.now = week.Add(1).Monday().At(9 * 60)
	_, err = b.RedrawMissed(background, week)
	b.wantProblem(t, err, "PUB-WEEK-PAST")
	missed := b.schedule(t, week).Missed
	slots, err := b.GiveUpMissed(background, week)
	if err != nil || slots == 0 || missed != 3 {
		t.Errorf("%d slots of %d releases were given up (%v)", slots, missed, err)
	}
	_, err = b.GiveUpMissed(background, week)
	b.wantProblem(t, err, "PUB-NONE-MISSED")
	if waiting, err := b.Waiting(background); err != nil || len(waiting.Missed) > 0 {
		t.Errorf("%+v still waits (%v)", waiting.Missed, err)
	}
	b.sound(t)
}

func (b *bureau) wantStandings(t testing.TB, week agenda.Week, want ...publication.Standing) {
	t.Helper()
	releases := b.schedule(t, week).Releases
	for i, standing := range want {
		if releases[i].Standing != standing || releases[i].Number != i+1 {
			t.Errorf("release %d is %+v, want it %s", i+1, releases[i], standing)
		}
	}
}

// TestRedrawOnTheLastEvening has no room left.
func TestRedrawOnTheLastEvening(t *testing.T) {
	b := aPublishingBureau(t)
	week := agenda.MustWeek("2030-W03")
	b.now = agenda.MustMoment("2030-01-13T09:00")
	b.drawn(t, week)
	b.now = week.Day(agenda.Saturday).At(19*60 + 30)
	_, err := b.RedrawMissed(background, week)
	b.wantProblem(t, err, "PUB-AGAIN")
	// From Friday on there are two days, and the rules ask for three.
	b.now = week.Day(agenda.Friday).At(6 * 60)
	drawing, err := b.RedrawMissed(background, week)
	if err != nil || len(drawing.Adapted) == 0 {
		t.Fatalf("adapted %v, %v", drawing.Adapted, err)
	}
	b.sound(t)
}

// TestIdsTellNoOrder looks whether the ids of releases, which stand in the file in clear, are
// in order of time in every week.
func TestIdsTellNoOrder(t *testing.T) {
	b := aPublishingBureau(t)
	b.now = agenda.MustMoment("2030-01-06T09:00")
	inOrder := 0
	const weeks = 8
	for n := range weeks {
		drawn := b.drawn(t, b.now.Date().Week().Add(n+1)).Week.Releases
		if slices.IsSortedFunc(drawn, func(a, b agenda.Release) int { return strings.Compare(string(a.ID), string(b.ID)) }) {
			inOrder++
		}
	}
	if inOrder > weeks/2 {
		t.Errorf("in %d of %d weeks the ids are in order of time", inOrder, weeks)
	}
}

// withOneMissed is a bureau in a week of which the first release was missed just now.
func withOneMissed(t testing.TB) (*bureau, agenda.Week) {
	t.Helper()
	b, week := aPublishingBureau(t), agenda.MustWeek("2030-W03")
	b.now = agenda.MustMoment("2030-01-13T09:00")
	b.now = b.drawn(t, week).Week.Releases[0].At + 61*60
	return b, week
}

// TestARedrawTakesItsTime draws again while the clock goes on: what was missed is not what the
// redraw was to keep, however long it took.
func TestARedrawTakesItsTime(t *testing.T) {
	b, week := withOneMissed(t)
	b.tick = 1
	_, err := b.RedrawMissed(background, week)
	b.tick = 0
	if err != nil {
		t.Fatal(err)
	}
	if v, err := b.VerifyWeek(background, week); err != nil || !v.ScheduleOK {
		t.Errorf("%+v, %v", v, err)
	}
	b.sound(t)
}

// TestForgedRedrawsAreTold changes what was drawn again.
func TestForgedRedrawsAreTold(t *testing.T) {
	b, week := withOneMissed(t)
	if _, err := b.RedrawMissed(background, week); err != nil {
		t.Fatal(err)
	}
	forged := b.schedule(t, week).Kept
	again := forged.Redraws[0]
	again.Number = 2
	err := b.store.Update(background, func(w workspace.Writer) error {
		chosen := agenda.Release{ID: "chosen", At: week.Day(agenda.Saturday).At(20 * 60)}
		return w.PutRedraw(background, week, again, []agenda.Release{chosen})
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.VerifyWeek(background, week)
	if err != nil || v.ScheduleOK || len(v.Differences) == 0 {
		t.Fatalf("%+v, %v", v, err)
	}
	for _, d := range v.Differences {
		if d.Key != "publication.verify.redraw" || d.Args["Number"] != 2 {
			t.Errorf("%v does not name the redraw", d)
		}
	}
}

// TestRulesOfEveryDrawAreKept sets them, draws by them, and takes them back.
func TestRulesOfEveryDrawAreKept(t *testing.T) {
	b := aBureau(t)
	b.now = agenda.MustMoment("2030-01-13T09:00")
	rules := fewMoments()
	before, err := b.SetReleaseRules(background, rules)
	if err != nil || !before.Usual {
		t.Fatalf("before there were %+v, %v", before, err)
	}
	wrong := rules
	wrong.Config.MinGapMinutes = 10000
	_, err = b.SetReleaseRules(background, wrong)
	b.wantProblem(t, err, "PUB-IMPOSSIBLE")
	for _, change := range []func(*office.ReleaseRules){
		func(r *office.ReleaseRules) { r.Lead.LeadMaxDays = r.Lead.LeadMinDays - 1 },
		func(r *office.ReleaseRules) { r.Patience.MissedAfter = r.Patience.LateAfter - 1 },
		func(r *office.ReleaseRules) { r.Config.Releases = 0 },
	} {
		wrong := rules
		change(&wrong)
		_, err = b.SetReleaseRules(background, wrong)
		b.wantProblem(t, err, "PUB-FIELD")
	}
	kept, err := b.ReleaseRules(background)
	if err != nil || kept.Usual || kept.Config.Releases != 4 || kept.Config.Week != b.now.Date().Week() {
		t.Errorf("kept are %+v, %v", kept, err)
	}
	week := agenda.MustWeek("2030-W18") // 1 May
	config, adapted, err := b.WeekRules(background, week)
	if err != nil || len(adapted) > 0 || !slices.Contains(config.ExcludedDates, agenda.MustDate("2030-05-01")) {
		t.Errorf("%s, %v, %v", config.Canonical(), adapted, err)
	}
	if drawing := b.drawn(t, week); len(drawing.Week.Releases) != 4 {
		t.Errorf("%d releases were drawn", len(drawing.Week.Releases))
	}
	if _, err := b.SetReleaseRules(background, before); err != nil {
		t.Fatal(err)
	}
	if kept, err = b.ReleaseRules(background); err != nil || !kept.Usual || kept.Config.Releases != 6 {
		t.Errorf("taken back, there are %+v, %v", kept, err)
	}
	b.sound(t)
}
