package office_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// wide are rules with one release a week at any full half hour of it.
func wide(week agenda.Week) publication.Config {
	c := publication.Config{Week: week, GridMinutes: 30, Releases: 1, MaxPerDay: 1}
	for _, day := range []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday, agenda.Saturday, agenda.Sunday} {
		c.Windows = append(c.Windows, publication.Window{Day: day, From: 0, To: 24 * 60})
	}
	return c
}

// usual are the usual rules.
func usual(week agenda.Week) publication.Config { return publication.Default(week, nil) }

// doing is when somebody does a release that was drawn; zero is never.
type doing func(drawn agenda.Moment, number int) agenda.Moment

func inItsMinute(drawn agenda.Moment, _ int) agenda.Moment { return drawn + 40 }

var firstPast = agenda.MustWeek("2030-W02")

// pastWeeks draws weeks by a seed, and has their releases done.
func (b *bureau) pastWeeks(t testing.TB, weeks int, seed byte, rules func(agenda.Week) publication.Config, do doing) {
	t.Helper()
	for i := range weeks {
		c := rules(firstPast.Add(i))
		moments, err := publication.Draw(c, [32]byte{seed, byte(i), byte(i >> 8)})
		if err != nil {
			t.Fatal(err)
		}
		b.keepWeek(t, c, moments, do)
	}
	b.now = firstPast.Add(weeks).Monday().At(9 * 60)
}

// keepWeek keeps a drawn week whose first release has the slots, and has its releases
// done.
func (b *bureau) keepWeek(t testing.TB, c publication.Config, moments []agenda.Moment, do doing, slots ...agenda.Slot) {
	t.Helper()
	drawn := workspace.ReleaseWeek{ReleaseWeek: agenda.ReleaseWeek{Week: c.Week, Config: string(c.Canonical()), Seed: make([]byte, 32)}}
	for n, at := range moments {
		drawn.Releases = append(drawn.Releases, agenda.Release{ID: agenda.ReleaseID(fmt.Sprintf("%s-%d", c.Week, n)), Week: c.Week, At: at})
	}
	for i := range slots {
		slots[i].State, slots[i].Release = agenda.SlotReleased, drawn.Releases[0].ID
	}
	err := b.store.Update(background, func(w workspace.Writer) error {
		if err := w.PutReleaseWeek(background, drawn); err != nil {
			return err
		}
		return w.PutSlots(background, slots)
	})
	if err != nil {
		t.Fatal(err)
	}
	for n, r := range drawn.Releases {
		if b.now = do(r.At, n); b.now.IsZero() {
			continue
		}
		if err := b.MarkReleased(background, true, r.ID); err != nil {
			t.Fatal(err)
		}
	}
}

func (b *bureau) history(t testing.TB) office.ReleaseHistory {
	t.Helper()
	h, err := b.ReleaseHistory(background, nil)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHonestWeeksLookLikeChance(t *testing.T) {
	b := aBureau(t)
	b.pastWeeks(t, 40, 1, usual, inItsMinute)
	h := b.history(t)
	if h.Weeks != 40 || len(h.Releases) != 240 || h.Uniformity.Releases != 240 || h.Uniformity.Missing != 0 {
		t.Errorf("%d weeks, %d releases, %+v", h.Weeks, len(h.Releases), h.Uniformity)
	}
	if h.Uniformity.Verdict != publication.UniformityChance || len(h.Uniformity.Tests) != 3 {
		t.Errorf("the verdict is %s: %v", h.Uniformity.Verdict, h.Uniformity.Reasons)
	}
	if h.Guess.Verdict != publication.GuessNothing || h.Guess.Learned != 120 || h.Guess.Weeks != 20 || len(h.Guess.Catches) != 4 {
		t.Errorf("the guess is %+v", h.Guess)
	}
	if h.Learned != (office.WeekRange{From: firstPast, To: firstPast.Add(19)}) || h.Watched != (office.WeekRange{From: firstPast.Add(20), To: firstPast.Add(39)}) {
		t.Errorf("learned %v, watched %v", h.Learned, h.Watched)
	}
	for i, r := range h.Releases {
		if r.Standing != publication.StandingDone || !r.OnTime || r.Delay != 0 || r.Life.Slots != 0 || i > 0 && h.Releases[i-1].At < r.At {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if d := cmp.Diff(h, b.history(t), cmp.AllowUnexported(agenda.Week{})); d != "" {
		t.Errorf("asked again: %s", d)
	}
	// The week of now is not over, whatever was done of it.
	b.keepWeek(t, usual(firstPast.Add(40)), []agenda.Moment{b.now}, inItsMinute)
	if again := b.history(t); again.Weeks != 40 {
		t.Errorf("%d weeks are over", again.Weeks)
	}
}

// Without a rule that ties the releases of a week together the test is Pearson's, as it
// is in every book.
func TestTheTestsAreThoseOfTheBooks(t *testing.T) {
	b := aBureau(t)
	b.pastWeeks(t, 45, 2, wide, inItsMinute)
	h := b.history(t)
	observed := map[agenda.Weekday]float64{}
	for _, r := range h.Releases {
		observed[r.DoneAt.Date().Weekday()]++
	}
	statistic, expected := 0.0, 45.0/7
	for day := range agenda.Weekday(7) {
		statistic += (observed[day] - expected) * (observed[day] - expected) / expected
	}
	test := h.Uniformity.Tests[0]
	want := distuv.ChiSquared{K: 6}.Survival(statistic)
	if test.Division != publication.ByWeekday || test.Pooled != 0 || math.Abs(test.Statistic-statistic) > 1e-9 ||
		math.Abs(test.Freedom-6) > 1e-9 || math.Abs(test.P-want) > 1e-9 {
		t.Errorf("%+v, want statistic %v and p %v", test, statistic, want)
	}
	t.Logf("chi-square %.3f with 6 degrees of freedom, p = %.4f", statistic, want)
}

func TestHabitsAreNoChance(t *testing.T) {
	sunday := func(drawn agenda.Moment, _ int) agenda.Moment {
		return drawn.Date().Week().Day(agenda.Sunday).At(20 * 60)
	}
	lunch := func(drawn agenda.Moment, _ int) agenda.Moment { return drawn.Date().At(13 * 60) }
	for name, test := range map[string]struct {
		rules  func(agenda.Week) publication.Config
		do     doing
		uneven publication.Division
	}{
		"always on Sunday at 20:00": {wide, sunday, publication.ByWeekday},
		"always at lunch":           {wide, lunch, publication.ByHour},
	} {
		b := aBureau(t)
		b.pastWeeks(t, 30, 3, test.rules, test.do)
		h := b.history(t)
		uneven := slices.IndexFunc(h.Uniformity.Tests, func(s publication.ChiSquare) bool { return s.Division == test.uneven })
		if h.Uniformity.Verdict != publication.UniformityUneven || uneven < 0 || h.Uniformity.Tests[uneven].P > 1e-6 {
			t.Errorf("%s: %s, %v", name, h.Uniformity.Verdict, h.Uniformity.Reasons)
		}
		if catch := h.Guess.Catches[len(h.Guess.Catches)-1]; h.Guess.Verdict != publication.GuessGains && catch.P > 0.01 {
			t.Errorf("%s: the guess is %s, %+v", name, h.Guess.Verdict, catch)
		}
		late := slices.IndexFunc(h.Releases, func(r office.PastRelease) bool { return r.Delay != int(r.DoneAt-r.At)/60 || r.OnTime && r.Delay > 10 })
		if late >= 0 {
			t.Errorf("%s: %+v", name, h.Releases[late])
		}
	}
}

func TestWhatWasNotDoneIsMissed(t *testing.T) {
	b := aBureau(t)
	b.pastWeeks(t, 6, 4, usual, func(drawn agenda.Moment, n int) agenda.Moment {
		if n == 0 {
			return 0
		}
		return drawn + agenda.Moment(n*600)
	})
	h := b.history(t)
	missed, late := 0, 0
	for _, r := range h.Releases {
		switch {
		case r.Standing == publication.StandingMissed:
			missed++
		case r.Standing == publication.StandingDone && !r.OnTime:
			late++
		}
	}
	if missed != 6 || late != 24 || h.Uniformity.Missing != 6 {
		t.Errorf("%d missed, %d late, %d missing", missed, late, h.Uniformity.Missing)
	}
}

// A missed release that was drawn again stays in the history as replaced; what counts is
// when its slots really went online.
func TestRedrawnReleasesCountWhenTheyWereDone(t *testing.T) {
	b := aBureau(t)
	c := usual(firstPast)
	moments, err := publication.Draw(c, [32]byte{9})
	if err != nil {
		t.Fatal(err)
	}
	b.keepWeek(t, c, moments, func(drawn agenda.Moment, n int) agenda.Moment {
		if n != 0 {
			return 0
		}
		return drawn
	})
	b.now = moments[2].Date().At(23*60 + 30) // at least two of the others are missed by now
	again, err := b.RedrawMissed(background, firstPast)
	if err != nil {
		t.Fatal(err)
	}
	redrawn := 0
	for _, r := range again.Week.Releases {
		if r.Redraw == 1 {
			redrawn++
			b.now = r.At + 60
			if err := b.MarkReleased(background, true, r.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	b.now = firstPast.Add(1).Monday().At(9 * 60)
	h := b.history(t)
	replaced, done := 0, 0
	for _, r := range h.Releases {
		if r.Replaced {
			replaced++
		}
		if r.Redraw == 1 && r.Standing == publication.StandingDone {
			done++
		}
	}
	if redrawn == 0 || replaced < redrawn || done != redrawn || h.Uniformity.Releases != 1+redrawn || h.Uniformity.Missing != len(moments)-1-redrawn {
		t.Errorf("%d drawn again, %d replaced, %d done; %d counted, %d missing", redrawn, replaced, done, h.Uniformity.Releases, h.Uniformity.Missing)
	}
}

func TestNothingDrawnYet(t *testing.T) {
	h := aBureau(t).history(t)
	if h.Weeks != 0 || len(h.Releases) != 0 || h.Uniformity.Verdict != publication.UniformityTooFew ||
		h.Guess.Verdict != publication.GuessTooFew || h.Lives.Trend.Verdict != publication.TrendTooFew || h.Learned != (office.WeekRange{}) {
		t.Errorf("%+v", h)
	}
}

// Who has learned from last year's workspace watches all weeks of this one; weeks that are
// not before them teach nothing.
func TestLastYearIsLearnedFrom(t *testing.T) {
	lastYear := func(week agenda.Week) publication.Config { return wide(week.Add(-52)) }
	thursday := func(drawn agenda.Moment, _ int) agenda.Moment {
		return drawn.Date().Week().Day(agenda.Thursday).At(18 * 60)
	}
	before, b := aBureau(t), aBureau(t)
	before.pastWeeks(t, 30, 7, lastYear, thursday)
	b.pastWeeks(t, 20, 8, wide, thursday)
	h, err := b.ReleaseHistoryAfter(background, before.Office, nil)
	if err != nil {
		t.Fatal(err)
	}
	one := h.Guess.Catches[0]
	if h.Guess.Learned != 30 || h.Guess.Weeks != 20 || one.Seen != 20 || one.Any != 1 || h.Guess.Verdict != publication.GuessGains {
		t.Errorf("%+v", h.Guess)
	}
	if h.Learned != (office.WeekRange{From: firstPast.Add(-52), To: firstPast.Add(-23)}) || h.Watched != (office.WeekRange{From: firstPast, To: firstPast.Add(19)}) {
		t.Errorf("learned %v, watched %v", h.Learned, h.Watched)
	}
	if own := b.history(t); own.Guess.Learned != 10 {
		t.Errorf("alone, %d releases are learned from", own.Guess.Learned)
	}
	if h, err = before.ReleaseHistoryAfter(background, b.Office, nil); err != nil || h.Guess.Verdict != publication.GuessTooFew || h.Learned != (office.WeekRange{}) {
		t.Errorf("learned from next year: %+v, %v", h.Guess, err)
	}
}

func TestLookingBackCanBeStopped(t *testing.T) {
	b := aBureau(t)
	b.pastWeeks(t, 3, 5, usual, inItsMinute)
	ctx, stop := context.WithCancel(background)
	stop()
	if _, err := b.ReleaseHistory(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if h := b.history(t); h.Weeks != 3 {
		t.Errorf("%d weeks after it was stopped", h.Weeks)
	}
}

// bookAll imports a booking of each slot that is told when it was taken.
func (b *bureau) bookAll(t testing.TB, taken map[agenda.SlotID]agenda.Moment) {
	t.Helper()
	b.actions++
	batch := workspace.ImportApplication{Import: agenda.Import{ID: agenda.ImportID(fmt.Sprint("import-", b.actions)), At: b.now, New: len(taken)}}
	for _, s := range b.slots(t) {
		at, booked := taken[s.ID]
		if !booked {
			continue
		}
		id := fmt.Sprint(b.actions, "-", s.ID)
		batch.New = append(batch.New, agenda.Booking{
			ID: agenda.BookingID(id), Reference: id, Slot: s.ID, Desk: s.Desk, Procedure: s.Procedure, Date: s.Date, Start: s.Start,
			Status: agenda.BookingActive, BookedAt: at, Applicant: agenda.Applicant{ID: agenda.ApplicantID(id), Surname: "Ondo"},
		})
	}
	if err := b.store.Update(background, func(w workspace.Writer) error { return w.ApplyImport(background, batch) }); err != nil {
		t.Fatal(err)
	}
}

// Of ten slots one is booked nobody knows when and one on a day without an hour; of the
// eight that are left, the fourth was taken after 40 minutes.
func TestHalfLivesAreThoseOfTheBookings(t *testing.T) {
	b := aBureau(t)
	week := agenda.MustWeek("2030-W08")
	slots := b.slots(t)
	slots = slots[len(slots)-10:]
	b.keepWeek(t, wide(week), []agenda.Moment{week.Day(agenda.Tuesday).At(10 * 60)}, inItsMinute, slots...)
	online, taken := b.now, map[agenda.SlotID]agenda.Moment{slots[8].ID: 0, slots[9].ID: week.Day(agenda.Wednesday).At(0)}
	for i, s := range slots[:5] {
		taken[s.ID] = online + agenda.Moment(600*(i+1))
	}
	b.now += 7 * 86400
	b.bookAll(t, taken)
	h := b.history(t)
	if len(h.Lives.Releases) != 1 || len(h.Releases) != 1 {
		t.Fatalf("%+v", h)
	}
	life := h.Releases[0].Life
	if life.Slots != 8 || life.Booked != 5 || !life.Known || life.Half != 40*time.Minute || h.Lives.Overall.Half != life.Half {
		t.Errorf("%+v", life)
	}
}

// twelve are rules with twelve releases a week on a grid of a minute, in weeks with and
// without a holiday.
func twelve(week agenda.Week) publication.Config {
	c := publication.Default(week, nil)
	c.Releases, c.MaxPerDay = 12, 3
	if week.Number%5 == 0 {
		c.ExcludedDates = []agenda.Date{week.Day(agenda.Weekday(1 + week.Number/5%5))}
	}
	return c
}

// BenchmarkReleaseHistory looks back at a year for the first time.
func BenchmarkReleaseHistory(b *testing.B) {
	made := newBureau(b, b.TempDir(), plannedFile(b))
	made.pastWeeks(b, 52, 6, twelve, inItsMinute)
	now := made.now
	made.close(b)
	file, err := os.ReadFile(made.Path())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		again := newBureau(b, b.TempDir(), file)
		again.now = now
		b.StartTimer()
		if h := again.history(b); len(h.Releases) != 52*12 || h.Uniformity.Verdict != publication.UniformityChance {
			b.Fatalf("%d releases, %s", len(h.Releases), h.Uniformity.Verdict)
		}
		b.StopTimer()
		again.close(b)
		b.StartTimer()
	}
}
