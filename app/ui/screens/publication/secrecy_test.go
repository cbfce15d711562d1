package publication

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/wording"
)

func TestMomentsToComeAreHiddenUntilAskedFor(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-03T09:00"), schedule: drawn()})
	const secret = "mer.\u00a04\u00a0mars\u00a02026"
	if day := s.cells(t, 0)[1]; day == hiddenText {
		t.Errorf("the moment that is over is hidden")
	}
	seen.Button(t, s.Content(), "Montrer les moments").Tapped(nil)
	if day := s.cells(t, 1)[1]; day != secret || !slices.Equal(s.office.revealed, []agenda.Week{week}) {
		t.Errorf("asked for, the second day is %q; the journal has %v", day, s.office.revealed)
	}
	for name, hide := range map[string]func(){
		"asking again":   func() { s.do(t, actionReveal) },
		"coming back":    func() { s.SetWeek(week) },
		"another week":   func() { s.SetWeek(week.Add(1)); s.SetWeek(week) },
		"another tab":    func() { s.turnTo(tabPool); s.turnTo(tabWeek) },
		"nobody near":    func() { s.waits[release.Rest]() },
		"drawing anew":   func() { s.do(t, actionDraw) },
		"leaving for ev": func() { s.Leave() },
	} {
		s.begin(t)
		s.do(t, actionReveal)
		if !s.week.veil.Lifted() {
			t.Fatal("asked for, the moments stay hidden")
		}
		hide()
		if said := seen.Everything(s.p.Voice, s.Content()); s.week.veil.Lifted() || strings.Contains(said, secret) {
			t.Errorf("%s leaves a moment in sight:\n%s", name, said)
		}
	}
}

func TestMomentsStayHiddenWhereTheJournalCannotBeWritten(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-03T09:00"), schedule: drawn(), deaf: errors.New("disk")}
	s := show(t, f)
	s.do(t, actionReveal)
	if s.week.veil.Lifted() || len(s.dialogs.problems) != 1 {
		t.Errorf("lifted %v, problems %q", s.week.veil.Lifted(), s.dialogs.problems)
	}
	if said := seen.Everything(s.p.Voice, s.Content()); strings.Contains(said, "mer.\u00a04\u00a0mars") {
		t.Errorf("a moment can be read:\n%s", said)
	}
}

// Whatever is drawn, whatever the time and whatever is done meanwhile: nothing on the page,
// in sight or not, in tips, tables, charts, toasts, steps to undo or the memory of the
// machine tells a moment to come that nobody asked for.
func TestNoMomentToComeIsAnywhereOnThePage(t *testing.T) {
	seen.App(t)
	voice := seen.Voice(t)
	rapid.Check(t, func(rt *rapid.T) {
		f := &fake{schedule: anyWeek(rt), now: anyTime(rt)}
		s := &stage{office: f, dialogs: &asked{}, memory: memory{}}
		s.make(voice)
		for _, id := range rapid.SliceOfN(rapid.SampledFrom([]string{
			"releases.view.list", "releases.view.week", actionMark, actionVerify, actionPool, actionRedraw, actionTick, "reveal and hide", "look at one",
		}), 0, 4).Draw(rt, "deeds") {
			s.try(rt, id)
		}
		said := seen.Everything(voice, s.Content()) + strings.Join(s.toasts, "\n") + strings.Join(s.dialogs.questions, "\n") + fmt.Sprint(s.memory, s.Keep())
		for _, step := range s.steps {
			said += step.Name
		}
		for _, r := range f.schedule.Releases {
			if r.DoneAt.IsZero() && !r.Replaced && r.At > f.now {
				assertUnsaid(rt, said, r.At, voice)
			}
		}
	})
}

// try does something on the page if it can be done.
func (s *stage) try(t *rapid.T, id string) {
	switch id {
	case "reveal and hide":
		s.week.veil.Lift(week)
		s.week.veil.Lower()
	case "look at one":
		s.week.table.Select(rapid.IntRange(0, max(len(s.week.schedule.Releases)-1, 0)).Draw(t, "row"))
	default:
		for _, a := range s.Actions() {
			if a.ID == id && a.Usable() {
				a.Do()
			}
		}
	}
}

func assertUnsaid(t *rapid.T, said string, at agenda.Moment, voice *wording.Voice) {
	for _, way := range []string{voice.Moment(at), voice.Clock(at.Clock()), voice.ShortClock(at.Clock()), at.String()} {
		if found := regexp.MustCompile(`.*(^|\D)` + regexp.QuoteMeta(way) + `.*`).FindString(said); found != "" {
			t.Fatalf("the moment %v can be read: %s", at, found)
		}
	}
}

// anyTime returns a moment of the week at which no release is drawn: neither it, nor how
// long before or after it a release is, reads like one.
func anyTime(t *rapid.T) agenda.Moment {
	return week.Monday().At(0) + agenda.Moment(rapid.IntRange(0, 7*24*12-1).Draw(t, "now")*300+3*60)
}

// anyWeek returns a week with releases at different times of the day, a minute after a
// multiple of five.
func anyWeek(t *rapid.T) office.Schedule {
	s := drawn()
	s.Releases, s.Lots = nil, nil
	const ofDay = 24 * 12
	times := rapid.SliceOfNDistinct(rapid.IntRange(0, 7*ofDay-1), 1, 8, func(at int) int { return at % ofDay }).Draw(t, "times")
	slices.Sort(times)
	for i, at := range times {
		s.Releases = append(s.Releases, office.ScheduledRelease{Number: i + 1, Release: agenda.Release{
			ID: agenda.ReleaseID(fmt.Sprint("r", i)), Week: week, At: week.Monday().At(0) + agenda.Moment(at*300+60), Redraw: rapid.IntRange(0, 1).Draw(t, "redraw"),
		}})
	}
	return s
}
