package publication

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
	"creneaux/app/workspace"
)

func TestReleaseIsTickedAndUnticked(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()})
	if got := s.cells(t, 0)[4]; got != "à faire maintenant" {
		t.Errorf("five minutes after its moment it is %q", got)
	}
	seen.Button(t, s.Content(), "Noter comme faite").Tapped(nil)
	if got := s.cells(t, 0); got[4] != "faite à 10\u00a0h\u00a005, 5\u00a0min après" || got[5] != "marie" {
		t.Errorf("ticked, it is %q", got)
	}
	seen.Button(t, s.Content(), "Ne plus noter comme faite").Tapped(nil)
	if done := doneOf(s); done[0] || len(s.steps) != 2 {
		t.Errorf("unticked, it is done: %v, %d steps", done, len(s.steps))
	}
	s.week.table.Select(2)
	s.week.tick()
	if doneOf(s)[2] {
		t.Error("a release to come was ticked")
	}
	s.office.failure = agenda.NewProblem("PUB-NOT-DRAWN")
	s.week.marker.Mark(true, s.week.schedule.Releases[0].Release)
	if !slices.Contains(s.dialogs.problems, "PUB-NOT-DRAWN") {
		t.Errorf("problems told: %q", s.dialogs.problems)
	}
}

func doneOf(s *stage) (done []bool) {
	for _, r := range s.office.schedule.Releases {
		done = append(done, !r.DoneAt.IsZero())
	}
	return done
}

// The key needs no selection, whatever tab and week are in sight.
func TestOneKeyMarksTheReleaseThatIsDue(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-04T10:03"), schedule: drawn()})
	s.SetWeek(week.Add(2))
	s.turnTo(tabPool)
	s.do(t, actionMark)
	if done := doneOf(s); !slices.Equal(done, []bool{false, true, false}) || len(s.steps) != 1 {
		t.Errorf("done %v in %d steps", done, len(s.steps))
	}
}

func TestScreenFollowsTheDay(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T09:00"), schedule: drawn()})
	for _, step := range []struct{ at, state string }{
		{"2026-03-02T10:00", "à faire maintenant"},
		{"2026-03-02T10:01", "à faire maintenant"},
		{"2026-03-02T10:11", "en retard de 11\u00a0min"},
		{"2026-03-02T11:01", "manquée"},
	} {
		wake := s.wake(t)
		s.office.now = agenda.MustMoment(step.at)
		wake()
		if got := s.cells(t, 0)[4]; got != step.state {
			t.Errorf("at %s it is %q", step.at, got)
		}
	}
	if text := seen.Text(s.Content()); !strings.Contains(text, "Une mise en ligne a été manquée") {
		t.Errorf("that it was missed is not said:\n%s", text)
	}
}

// wake returns what the screen waits for.
func (s *stage) wake(t *testing.T) func() {
	t.Helper()
	for _, wake := range s.waits {
		return wake
	}
	t.Fatal("the screen waits for nothing")
	return nil
}

func TestWhatIsDueIsSaidAndMarkedWhereItIsSaid(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()})
	if text := seen.Text(s.Content()); !strings.Contains(text, "Une mise en ligne est à faire maintenant\u00a0: 12 créneaux") {
		t.Errorf("what is due is not said:\n%s", text)
	}
	s.office.now = agenda.MustMoment("2026-03-02T10:30")
	s.Changed(office.AreaReleases)
	seen.Button(t, s.Content(), "Noter comme faite (F7)").Tapped(nil)
	if done := doneOf(s); !done[0] {
		t.Error("the button marks nothing")
	}
	if text := seen.Text(s.Content()); strings.Contains(text, "en retard\u00a0:") {
		t.Errorf("done, it is still said to be late:\n%s", text)
	}
}

func TestLotsStandByDeskAndAdditionalOnesApart(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()}
	f.schedule.Lots = append(f.schedule.Lots,
		workspace.LotLine{Release: "r1", Desk: "d1", Procedure: "first", Slots: 4, Additional: "a1"},
		workspace.LotLine{Release: "r1", Desk: "d2", Procedure: "gone", Slots: 1, Additional: "a9"})
	s := show(t, f)
	if got := s.cells(t, 0)[3]; got != "17" {
		t.Errorf("the first release has %s slots", got)
	}
	var got []string
	for _, g := range lotsOf(s.week.schedule, "r1", s.p.Voice) {
		got = append(got, g.title+" / "+g.note)
		for _, l := range g.lots {
			got = append(got, s.p.Voice.Number(l.slots)+" "+l.label)
		}
	}
	want := []string{
		"Guichet G1 / ", "10 Renouvellement", "Guichet G2 / ", "2 Première demande",
		"Étudiants de septembre / Rendez-vous supplémentaires", "4 Première demande, guichet G1",
		"Rendez-vous supplémentaires / ", "1 gone, guichet G2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("lots %q", got)
	}
}

func TestDrawing(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-01T09:00"), schedule: office.Schedule{MayDraw: true, Planned: 1200}})
	if text := seen.Text(s.Content()); !strings.Contains(text, "1\u202f200 créneaux attendent") {
		t.Errorf("how many slots wait is not said:\n%s", text)
	}
	s.week.draw.Tapped(nil)
	if s.office.draws != 1 || len(s.dialogs.questions) != 0 {
		t.Errorf("%d draws after the questions %q", s.office.draws, s.dialogs.questions)
	}
	text := seen.Text(s.Content())
	for _, said := range []string{"39 créneaux répartis sur 3", "2 créneaux restent à tirer", "règles assouplies"} {
		if !strings.Contains(text, said) {
			t.Errorf("%q is not said:\n%s", said, text)
		}
	}
	s.week.draw.Tapped(nil)
	if s.office.draws != 2 || len(s.dialogs.questions) != 1 {
		t.Errorf("replacing: %d draws after the questions %q", s.office.draws, s.dialogs.questions)
	}
	s.do(t, actionRules)
	if !slices.Equal(s.opened, []string{pageChance}) {
		t.Errorf("the rules are at %q", s.opened)
	}
}

func TestRefusedDrawSaysWhy(t *testing.T) {
	past := office.Schedule{WhyNot: agenda.NewProblem("PUB-WEEK-PAST", "Week", week)}
	s := show(t, &fake{now: agenda.MustMoment("2026-04-01T09:00"), schedule: past})
	if !s.week.draw.Disabled() {
		t.Error("a past week can be drawn")
	}
	if text := seen.Text(s.Content()); !strings.Contains(text, "est passée") {
		t.Errorf("why is not said:\n%s", text)
	}
}

func TestMissedReleasesAreDrawnAgain(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T12:00"), schedule: drawn()})
	seen.Button(t, s.Content(), "Tirer les manquées de nouveau…").Tapped(nil)
	if s.office.redraws != 1 || len(s.dialogs.questions) != 1 {
		t.Errorf("%d redraws after %q", s.office.redraws, s.dialogs.questions)
	}
	if text := seen.Text(s.Content()); !strings.Contains(text, "Tiré de nouveau\u00a0: 12 créneaux") {
		t.Errorf("the outcome is not said:\n%s", text)
	}
}

// Where the week has no room left, the other way is offered with the reason.
func TestWeekWithoutRoomOffersTheOtherWay(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-02T12:00"), schedule: drawn()}
	f.again = agenda.NewProblem("PUB-AGAIN", "Count", 1, "Week", week, "Rule", agenda.Msg("publication.again.nothing", "After", f.now))
	s := show(t, f)
	s.do(t, actionRedraw)
	if f.givenUp != 1 || !slices.Contains(s.dialogs.questions, "Plus assez de place dans la semaine") {
		t.Errorf("given up %d times after %q", f.givenUp, s.dialogs.questions)
	}
	f.again = agenda.NewProblem("PUB-NOT-DRAWN", "Week", week)
	s.do(t, actionRedraw)
	if !slices.Equal(s.dialogs.problems, []string{"PUB-NOT-DRAWN"}) || f.givenUp != 1 {
		t.Errorf("problems %q", s.dialogs.problems)
	}
}

// In a week that is over, missed releases can only be left, and the page says that their
// slots are stuck.
func TestPastWeekFreesWhatIsStuck(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-12T12:00"), schedule: drawn()}
	f.schedule.MayDraw, f.schedule.WhyNot = false, agenda.NewProblem("PUB-WEEK-PAST", "Week", week)
	s := show(t, f)
	if text := seen.Text(s.Content()); !strings.Contains(text, "leurs 39 créneaux y restent bloqués") {
		t.Errorf("that slots are stuck is not said:\n%s", text)
	}
	if a, _ := action.Set(s.Actions()).Find(actionRedraw); a.Usable() {
		t.Error("a past week can be drawn again")
	}
	seen.Button(t, s.Content(), "Laisser les manquées…").Tapped(nil)
	if text := seen.Text(s.Content()); f.givenUp != 1 || !strings.Contains(text, "12 créneaux attendent maintenant") {
		t.Errorf("given up %d times:\n%s", f.givenUp, text)
	}
}

// Whoever asks for the check sees that it was done: the time is another, and a toast says
// what came out.
func TestSealIsCheckedInWords(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()}
	s := show(t, f)
	text := func() string { return seen.Text(s.week.seal.content) }
	if !strings.Contains(text(), "0123abcd 0123abcd 0123abcd 0123abcd\n") || !strings.Contains(text(), "Sceau intact") || !strings.Contains(text(), "à l’ouverture") {
		t.Errorf("the seal reads:\n%s", text())
	}
	f.now, f.verified = agenda.MustMoment("2026-03-02T10:09"), publication.Verification{SealOK: true, ScheduleOK: true}
	seen.Button(t, s.week.seal.content, "Vérifier").Tapped(nil)
	if !strings.Contains(text(), "à votre demande") || !strings.Contains(text(), "10\u00a0h\u00a009") || len(s.toasts) != 1 {
		t.Errorf("checked, it reads:\n%s\ntold: %q", text(), s.toasts)
	}
	s.Changed(office.AreaReleases)
	if !strings.Contains(text(), "à votre demande") {
		t.Errorf("read anew, it forgets that it was checked:\n%s", text())
	}
	f.verified = publication.Verification{SealOK: true, Differences: []agenda.Message{
		agenda.Msg("publication.verify.added", "At", agenda.MustMoment("2026-03-02T08:11")),
		agenda.Msg("publication.verify.missing", "At", agenda.MustMoment("2026-03-06T17:43")),
	}}
	s.do(t, actionVerify)
	if !strings.Contains(text(), "Sceau rompu") || !strings.Contains(s.toasts[1], "Sceau rompu") {
		t.Errorf("a broken seal reads:\n%s\ntold: %q", text(), s.toasts)
	}
	if !strings.Contains(text(), "8\u00a0h\u00a011") || strings.Contains(text(), "17\u00a0h\u00a043") || !strings.Contains(text(), "1 différence touche un moment à venir") {
		t.Errorf("the differences read:\n%s", text())
	}
	f.failure = agenda.NewProblem("PUB-SEED")
	s.do(t, actionVerify)
	if s.week.seal.check.Disabled() || len(s.dialogs.problems) != 1 {
		t.Errorf("a check that failed leaves the button %v, problems %q", s.week.seal.check.Disabled(), s.dialogs.problems)
	}
	f.failure = nil
	s.SetWeek(week.Add(1))
	if strings.Contains(text(), "à votre demande") {
		t.Error("another week is said to be checked")
	}
}

func TestSheetIsWrittenInFourForms(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn(), remarks: []agenda.Message{agenda.Msg("publication.left.none")}}
	s := show(t, f)
	items := s.week.sheetItems()
	for i, form := range sheetForms {
		items[i].Do()
		if want := "/out/mises-en-ligne-2026-W10" + form; f.sheet != want || s.wrote != want || s.dialogs.endings[0] != form || len(s.dialogs.endings) != 4 {
			t.Errorf("%s: written to %q, offered %q", form, f.sheet, s.dialogs.endings)
		}
	}
	text := seen.Text(s.Content())
	if !strings.Contains(text, "sous pli fermé") || !strings.Contains(text, "aucune mise en ligne n’est à venir") || len(s.toasts) != 4 {
		t.Errorf("that it is secret, or the remark, is not said:\n%s", text)
	}
	f.now = agenda.MustMoment("2026-03-07T10:05")
	s.Changed(office.AreaReleases)
	items[0].Do()
	if text := seen.Text(s.Content()); strings.Contains(text, "sous pli fermé") {
		t.Error("a sheet without moments to come is said to be secret")
	}
}

// Several releases that were forgotten are ticked at once, and that is one step to undo.
func TestSeveralReleasesAreTickedTogether(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-05T10:00"), schedule: drawn()})
	if got := s.status.Text(); got != "3 mises en ligne, 39 créneaux" {
		t.Errorf("the sum is said to be %q", got)
	}
	s.week.table.SelectAll()
	if got := s.status.Text(); got != "3 mises en ligne sélectionnées sur 3, 39 créneaux" {
		t.Errorf("the selection is said to be %q", got)
	}
	s.do(t, actionTick) // the third is still to come
	if done := doneOf(s); !slices.Equal(done, []bool{true, true, false}) || len(s.steps) != 1 {
		t.Fatalf("done %v in %d steps", done, len(s.steps))
	}
	if err := s.steps[0].Undo(t.Context(), agenda.Silent{}); err != nil || slices.Contains(doneOf(s), true) {
		t.Errorf("undone: %v, %v", doneOf(s), err)
	}
}

func TestActionsSayWhyTheyCannotBeDone(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-01T09:00"), schedule: office.Schedule{MayDraw: true}})
	all := action.Set(s.Actions())
	if clashes := all.Clashes(); len(clashes) > 0 {
		t.Errorf("clashes: %v", clashes)
	}
	for _, id := range []string{actionTick, actionUntick, actionReveal, actionSheet, actionVerify, actionCopySeal, actionRedraw, actionGiveUp, actionReturn, actionVetting} {
		if a, _ := all.Find(id); a.Usable() || a.WhyNot() == "" {
			t.Errorf("%s: usable %v, why not %q", id, a.Usable(), a.WhyNot())
		}
	}
	s.do(t, actionDraw)
	s.do(t, actionCopySeal)
	if got := fyne.CurrentApp().Clipboard().Content(); got != s.office.schedule.Kept.Seal {
		t.Errorf("copied %q", got)
	}
	if items := s.week.table.Menu(s.week.table.Selection()); len(items) != 3 || !items[1].Disabled {
		t.Errorf("the menu of a release to come: %+v", items)
	}
}

// Tab, view and filter come back on this machine, with the release in another window;
// moments that were shown do in neither.
func TestViewIsRemembered(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn(), pool: somePool()})
	s.pool.fate.SetSelectedIndex(2)
	s.do(t, "releases.view.list")
	s.do(t, actionReveal)
	s.week.table.Select(1)
	kept := s.Keep()
	s.Leave()
	if len(s.waits) != 0 {
		t.Errorf("gone, it still waits: %d", len(s.waits))
	}
	s.begin(t)
	if s.week.views.Selected() != viewList || s.pool.filter() != fates[2] || s.week.veil.Lifted() {
		t.Errorf("began with %q, %q, shown %v", s.week.views.Selected(), s.pool.filter(), s.week.veil.Lifted())
	}
	s.memory = memory{}
	s.begin(t)
	s.Restore(kept)
	if s.week.views.Selected() != viewList || s.week.selected != "r2" || s.week.veil.Lifted() {
		t.Errorf("restored %q, %q, shown %v", s.week.views.Selected(), s.week.selected, s.week.veil.Lifted())
	}
}

func TestFailureIsShown(t *testing.T) {
	f := &fake{failure: errors.New("disk")}
	s := show(t, f)
	f.failure, f.schedule, f.now = nil, drawn(), agenda.MustMoment("2026-03-02T10:05")
	s.Changed(office.AreaReleases)
	if got := len(s.week.schedule.Releases); got != 3 {
		t.Errorf("after the failure %d releases are shown", got)
	}
}

func TestLateAnswersAreDropped(t *testing.T) {
	seen.App(t)
	f := &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()}
	var answers []func()
	s := New(Params{
		Office: f, Voice: seen.Voice(t), Week: week, Tasks: task.NewInline(), Dialogs: &asked{},
		Background: func(work, show func()) { work(); answers = append(answers, show) },
		After:      func(time.Duration, func()) func() { return func() {} },
	})
	s.SetWeek(week.Add(1))
	for _, answer := range slices.Backward(answers) {
		answer()
	}
	if s.week.schedule.Week != week.Add(1) {
		t.Errorf("shows %v", s.week.schedule.Week)
	}
}

// The screen must wake no later than a standing changes, or it would show what is no
// longer true, and not for ever.
func TestNextTurnIsNoLaterThanTheNextChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		begin := agenda.MustMoment("2026-03-02T06:00")
		now := begin + agenda.Moment(rapid.IntRange(0, 80_000).Draw(t, "now"))
		var releases []agenda.Release
		for range rapid.IntRange(0, 5).Draw(t, "releases") {
			r := agenda.Release{At: begin + agenda.Moment(rapid.IntRange(0, 1300).Draw(t, "at")*60)}
			if rapid.Bool().Draw(t, "done") {
				r.DoneAt = now
			}
			releases = append(releases, r)
		}
		at := func(now agenda.Moment) (all []office.ScheduledRelease) {
			for _, r := range releases {
				all = append(all, office.ScheduledRelease{Release: r, ReleaseStanding: publication.StandingOf(r, "", now, publication.UsualPatience)})
			}
			return all
		}
		looks := func(now agenda.Moment) (all []look) {
			for _, r := range at(now) {
				all = append(all, lookOf(r, now))
			}
			return all
		}
		turn := nextTurn(at(now), now)
		if turn.IsZero() {
			if !slices.Equal(looks(now), looks(now+1_000_000)) {
				t.Fatal("no turn, yet something changes")
			}
			return
		}
		if turn <= now || !slices.Equal(looks(now), looks(turn-1)) {
			t.Fatalf("from %d the next turn is said to be %d", now, turn)
		}
	})
}

func TestTimetable(t *testing.T) {
	voice := seen.Voice(t)
	f := &fake{schedule: drawn(), now: agenda.MustMoment("2026-03-04T10:05")}
	f.schedule.Closed = []agenda.Date{agenda.MustDate("2026-03-05")}
	f.schedule.Releases[0].DoneAt = agenda.MustMoment("2026-03-02T10:21")
	f.schedule.Releases[2].Redraw = 1
	s, _ := f.Schedule(t.Context(), week)
	hidden, ids := timetableOf(s, f.now, false, voice)
	if len(hidden.Blocks) != 2 || len(ids) != 2 || len(hidden.Open) == 0 || hidden.Days[3].Closed == "" || hidden.Days[2].Closed != "" {
		t.Fatalf("%+v", hidden)
	}
	first, second := hidden.Blocks[0], hidden.Blocks[1]
	if first.Day != 0 || first.From != 621 || !first.Faint || hidden.Kinds[first.Series] != "Faite" || first.Text != "12 créneaux" || first.More != "2 démarches" || first.Sign != "!" {
		t.Errorf("Monday: %+v", first)
	}
	if second.Day != 2 || hidden.Kinds[second.Series] != "À faire maintenant" || hidden.Kinds[toCome] != "" {
		t.Errorf("Wednesday: %+v", second)
	}
	shown, _ := timetableOf(s, f.now, true, voice)
	if len(shown.Blocks) != 3 || shown.Blocks[2].From != 18*60 || !strings.Contains(shown.Blocks[2].Title, "bis") || shown.Kinds[toCome] == "" {
		t.Errorf("shown: %+v", shown.Blocks)
	}
	f.schedule.Releases[0].DoneAt = agenda.MustMoment("2026-03-10T10:21") // in another week
	f.schedule.Releases[1].Replaced = true
	s, _ = f.Schedule(t.Context(), week)
	later, _ := timetableOf(s, f.now, false, voice)
	if b := later.Blocks[0]; b.Day != 0 || b.From != 600 {
		t.Errorf("done in another week, it stands at %+v", b)
	}
	if b := later.Blocks[1]; !b.Struck || later.Kinds[b.Series] != "Remplacée" {
		t.Errorf("replaced, it stands as %+v", b)
	}
	if _, empty := chart.Chart(later).(chart.Timetable); !empty {
		t.Error("no timetable")
	}
}

func TestABlockSelectsItsRelease(t *testing.T) {
	s := show(t, &fake{schedule: drawn(), now: agenda.MustMoment("2026-03-07T10:00")})
	if s.week.list.Visible() || !s.week.view.content.Visible() {
		t.Fatal("the timetable is not shown at first")
	}
	s.week.view.timetable.OnTapped(2)
	if s.week.selected != "r3" {
		t.Errorf("%q is selected", s.week.selected)
	}
	s.week.view.timetable.OnTapped(9)
	s.do(t, "releases.view.list")
	if !s.week.list.Visible() || s.week.view.content.Visible() {
		t.Error("the list is not shown")
	}
}

// How a release stands is said in words, each other than the rest.
func TestStandingsDifferInWords(t *testing.T) {
	voice, now := seen.Voice(t), agenda.MustMoment("2026-03-04T12:00")
	at := func(before int, change func(*office.ScheduledRelease)) office.ScheduledRelease {
		r := office.ScheduledRelease{Release: agenda.Release{At: now - agenda.Moment(before*60)}}
		change(&r)
		r.ReleaseStanding = publication.StandingOf(r.Release, "", now, publication.UsualPatience)
		return r
	}
	asItIs := func(*office.ScheduledRelease) {}
	said := map[string]bool{}
	for _, r := range []office.ScheduledRelease{
		at(-60, asItIs), at(2, asItIs), at(20, asItIs), at(90, asItIs),
		at(90, func(r *office.ScheduledRelease) { r.Replaced = true }),
		at(90, func(r *office.ScheduledRelease) { r.DoneAt = r.At }),
		at(90, func(r *office.ScheduledRelease) { r.DoneAt = r.At - 600 }),
		at(90, func(r *office.ScheduledRelease) { r.DoneAt = r.At + 1800 }),
		at(90, func(r *office.ScheduledRelease) { r.DoneAt = r.At + 90_000 }),
		at(-60, func(r *office.ScheduledRelease) { r.Redraw = 2 }),
	} {
		text, _ := standingText(r, now, voice)
		if said[text] {
			t.Errorf("%q is said of two", text)
		}
		said[text] = true
	}
	if !release.Secret(at(-60, asItIs), now) {
		t.Error("a moment to come is no secret")
	}
}

func TestSeedAndRulesAreShownOnceNothingIsToCome(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()}
	f.schedule.Kept.Seed, f.schedule.Kept.Config = []byte{0xab, 0xcd}, `{"rules":1}`
	f.schedule.Kept.Redraws = []workspace.Redraw{{
		Number: 1, Seed: []byte{0x12}, Seal: strings.Repeat("fedcba98", 8), Config: `{"rules":2}`, Again: `{"missed":1}`, DrawnAt: agenda.MustMoment("2026-03-03T09:00"),
	}}
	s := show(t, f)
	if text := seen.Text(s.week.seal.content); !strings.Contains(text, "fedcba98 fedcba98") || !strings.Contains(text, "Tiré de nouveau le") {
		t.Errorf("the seal of the redraw is missing:\n%s", text)
	}
	prove := func() action.Action { return s.actionsOf(actionProve)[0] }
	if s.week.seal.proof.Visible() || prove().Usable() {
		t.Error("seed and rules are offered while a moment is to come")
	}
	f.now = agenda.MustMoment("2026-03-09T10:00")
	s.Changed(office.AreaReleases)
	if !s.week.seal.proof.Visible() || !prove().Usable() {
		t.Fatal("nothing is to come, and seed and rules are not offered")
	}
	prove().Do()
	shown := s.dialogs.content.(*widgets.TextArea).Text
	for _, part := range []string{"abcd", `{"rules":1}`, strings.Repeat("fedcba98", 8), `{"rules":2}{"missed":1}`} {
		if !strings.Contains(shown, part) {
			t.Errorf("%q is missing in:\n%s", part, shown)
		}
	}
}
