package vetting

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/inspect"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
)

func do(t *testing.T, s *Screen, id string) {
	t.Helper()
	a, ok := action.Set(s.Actions()).Find(id)
	if !ok {
		t.Fatalf("there is no action %q", id)
	}
	if a.Usable() {
		a.Do()
	}
}

func usable(s *Screen, id string) bool {
	a, ok := action.Set(s.Actions()).Find(id)
	return ok && a.Usable()
}

func TestSeveralAreDecidedAlike(t *testing.T) {
	s, f, a := begin(t)
	s.setFilter(filter{severity: vetting.Automatic})
	s.open.queue.SelectAll()
	if shownKeys(s) != "a b" || s.open.evidence.Total() != 5 {
		t.Fatalf("%q are shown with %d bookings", shownKeys(s), s.open.evidence.Total())
	}
	said := s.open.consequence.Text()
	for _, part := range []string{"(3)", "A1, A2, B1", "(2)", "A0, B0"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q does not say %q", said, part)
		}
	}
	if got := s.open.cancel.Text(); !strings.Contains(got, "3") {
		t.Errorf("the button says %q", got)
	}
	if !strings.Contains(s.status.Text(), "2 constats choisis sur 2") {
		t.Errorf("the status says %q", s.status.Text())
	}
	do(t, s, idCancel)
	if len(a.asked) != 0 || len(f.verdicts) != 2 || len(f.steps) != 1 || f.steps[0].Name != "refuser 3 réservations" {
		t.Errorf("decided %+v, %d questions, steps %+v", f.verdicts, len(a.asked), f.steps)
	}
}

func TestFindingsThatProposeNothingAreNotCancelledWithOthers(t *testing.T) {
	s, f, _ := begin(t)
	s.open.queue.SelectAll()
	if !s.open.cancel.Disabled() || usable(s, idCancel) || s.open.keep.Disabled() {
		t.Error("three findings, of which one proposes nothing: they can only be kept together")
	}
	s.open.cancelChosen()
	if len(f.verdicts) != 0 {
		t.Errorf("decided %+v", f.verdicts)
	}
	if tip := s.open.cancel.Tip(); !strings.Contains(tip, "ne propose aucune annulation") {
		t.Errorf("the button does not say why: %q", tip)
	}
}

// A key that is held, or the second click of a double click, must not fall upon what
// comes up after the decision.
func TestOnePressDecidesOnce(t *testing.T) {
	s, f, _ := begin(t)
	for i := range 40 {
		f.byNow = f.byNow.Add(time.Duration(33+600*(i%2)) * time.Millisecond)
		do(t, s, idCancel)
	}
	if len(f.verdicts) != 1 || shownKeys(s) != "b" {
		t.Fatalf("a key that is held decided %d findings", len(f.verdicts))
	}
	f.byNow = f.byNow.Add(rest)
	do(t, s, idCancel)
	if len(f.verdicts) != 2 {
		t.Errorf("a later press decided %d", len(f.verdicts))
	}
}

func TestWhatIsNotInSightIsNotDecided(t *testing.T) {
	s, f, _ := begin(t)
	for _, id := range []string{idDecided, idRules} {
		do(t, s, id)
		for _, decide := range []string{idCancel, idKeep, idToggle, idReset} {
			if usable(s, decide) {
				t.Errorf("%s can be done from %s", decide, id)
			}
		}
	}
	do(t, s, idOpen)
	s.open.queue.ClearSelection()
	do(t, s, idCancel)
	do(t, s, idKeep)
	if len(f.verdicts) != 0 || s.open.below.Visible() {
		t.Errorf("nothing is chosen, and %+v is decided", f.verdicts)
	}
}

// With large text the page is higher than the window. A key must not decide what the
// sentence beside the buttons says while nobody can read it.
func TestNothingIsDecidedWhileItsSentenceIsOutOfSight(t *testing.T) {
	_, f, a := begin(t)
	s := New(params(f, a, french(t), widgets.Inline))
	f.screen, s.now = s, func() time.Time { return f.byNow }
	w := test.NewTempWindow(t, s.Content())
	w.Resize(fyne.NewSize(1068, 330))
	do(t, s, idCancel)
	if len(f.verdicts) != 0 {
		t.Fatalf("decided %+v unseen", f.verdicts)
	}
	if do(t, s, idCancel); len(f.verdicts) != 1 {
		t.Errorf("the sentence was not brought into sight: %d decisions, %q", len(f.verdicts), s.status.Text())
	}
}

// TestNothingIsCut looks at the screen at every size of text.
func TestNothingIsCut(t *testing.T) {
	app := test.NewTempApp(t)
	for _, scale := range []float64{theme.MinScale, 1.5, theme.MaxScale} {
		for _, density := range theme.Densities() {
			app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale, Density: density}))
			f := invention()
			s := show(t, f, &answers{})
			size := fyne.NewSize(1068, 740)
			look := func(what string) {
				t.Helper()
				for _, fault := range append(inspect.Cut(s.Content(), size), inspect.Unlabelled(s.Content(), size)...) {
					t.Errorf("%v %s, %s: %s", scale, density, what, fault)
				}
			}
			look("one finding")
			s.open.queue.SelectAll()
			look("several")
			do(t, s, idKeep)
			do(t, s, idDecided)
			s.decided.table.SelectAll()
			look("decided")
			do(t, s, idRules)
			look("rules")
		}
	}
}

func TestAReadingKeepsWhatWasTypedAndChanged(t *testing.T) {
	s, _, _ := begin(t)
	s.open.evidence.Select(2)
	test.Tap(s.open.toggle)
	s.open.reason.SetText("à revoir")
	s.Refresh()
	if s.open.reason.Text != "à revoir" || s.open.choice.asProposed() {
		t.Error("what was typed and changed is lost by reading again")
	}
}

func TestWhatComesAfterAllWereChosenIsNotChosen(t *testing.T) {
	s, f, _ := begin(t)
	s.open.queue.SelectAll()
	f.vetting.Open = append(slices.Clone(f.vetting.Open), finding(f, "d", vetting.Automatic, 2))
	s.Refresh()
	if strings.Contains(shownKeys(s), "d") || !s.open.agrees() {
		t.Errorf("chosen without anybody: %q", shownKeys(s))
	}
}

func TestActionsHaveNamesAndKeysOfTheirOwn(t *testing.T) {
	s, _, _ := begin(t)
	set := action.Set(s.Actions())
	for _, spec := range action.All() {
		set = append(set, action.Action{ID: spec.ID, Shortcut: spec.Shortcut, Also: spec.Also})
	}
	for i := range 9 {
		set = append(set, action.Action{ID: fmt.Sprint("page", i), Also: action.PageShortcut(i)})
	}
	if clashes := set.Clashes(); len(clashes) > 0 {
		t.Errorf("clashes %+v", clashes)
	}
	for _, a := range s.Actions() {
		if a.Title == "" || a.Do == nil || (!a.Usable() && a.WhyNot() == "") {
			t.Errorf("%s: %q, why not: %q", a.ID, a.Title, a.WhyNot())
		}
	}
}

// late answers only when it is told to, as a busy machine does.
type late struct{ waiting []func() }

func (l *late) run(work, show func()) {
	l.waiting = append(l.waiting, func() { work(); show() })
}

func (l *late) answer(i int) {
	f := l.waiting[i]
	l.waiting = slices.Delete(l.waiting, i, i+1)
	f()
}

func (l *late) settle() {
	for len(l.waiting) > 0 {
		l.answer(0)
	}
}

// Right after the findings were read again the queue still shows the former rows: "all"
// of them are more findings than those on the desk.
func TestNothingIsDecidedOnFormerRows(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	w := test.NewTempWindow(t, widgets.Spacer())
	w.Resize(fyne.NewSize(1068, 740))
	f := &fake{vetting: office.Vetting{Bookings: map[agenda.BookingID]agenda.Booking{}, Examined: 20}}
	f.vetting.Open = []vetting.Finding{finding(f, "k01", vetting.Decide, 1)}
	l := &late{}
	s := newScreen(params(f, &answers{agree: true}, french(t), l.run), l.run)
	f.screen, s.now = s, func() time.Time { return f.byNow }
	w.SetContent(s.Content())
	l.settle()
	f.vetting.Open = append(f.vetting.Open, finding(f, "k02", vetting.Decide, 1))
	s.Refresh()
	l.answer(0)
	s.open.queue.SelectAll()
	f.byNow = f.byNow.Add(rest)
	if s.open.keepAll(); len(f.verdicts) != 0 {
		t.Errorf("decided %+v while two findings are marked and one is shown", f.verdicts)
	}
	l.settle()
	s.open.queue.SelectAll()
	f.byNow = f.byNow.Add(rest)
	if s.open.keepAll(); len(f.verdicts) != 2 {
		t.Errorf("decided %+v, want both", f.verdicts)
	}
}

// TestOnlyWhatIsMarkedIsDecided: whatever is chosen, changed, read again and answered
// late, in whatever order, a decision is about the rows that are marked in the queue at
// that moment, and cancels what the sentence beside the button counts.
func TestOnlyWhatIsMarkedIsDecided(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	w := test.NewTempWindow(t, widgets.Spacer())
	w.Resize(fyne.NewSize(1068, 740))
	rapid.Check(t, func(rt *rapid.T) {
		f := &fake{vetting: office.Vetting{Bookings: map[agenda.BookingID]agenda.Booking{}, Examined: 20}}
		made := 0
		invent := func() vetting.Finding {
			made++
			severity := rapid.SampledFrom(severities).Draw(rt, "severity")
			return finding(f, fmt.Sprintf("k%02d", made), severity, rapid.IntRange(1, 3).Draw(rt, "bookings"))
		}
		for range rapid.IntRange(1, 6).Draw(rt, "findings") {
			f.vetting.Open = append(f.vetting.Open, invent())
		}
		l := &late{}
		a := &answers{agree: true}
		s := newScreen(params(f, a, french(rt), l.run), l.run)
		f.screen, s.now = s, func() time.Time { return f.byNow }
		w.SetContent(s.Content())
		l.settle()
		act := func(decide func()) {
			f.byNow = f.byNow.Add(rapid.SampledFrom([]time.Duration{0, rest}).Draw(rt, "rest"))
			marked := s.open.chosen(s.open.queue.Selection())
			counted := len(s.open.choice.cancelled())
			before := len(f.verdicts)
			decide()
			decided := f.verdicts[before:]
			if len(decided) == 0 {
				return
			}
			if !slices.EqualFunc(decided, marked, func(v office.Verdict, m vetting.Finding) bool { return v.Finding.Key == m.Key }) {
				rt.Fatalf("marked %+v, decided %+v", marked, decided)
			}
			cancelled := map[agenda.BookingID]bool{}
			for _, v := range decided {
				for _, id := range v.Cancel {
					cancelled[id] = true
				}
			}
			if n := len(cancelled); decided[0].Outcome == agenda.OutcomeCancel && n != counted {
				rt.Fatalf("%d bookings are cancelled, %d were announced", n, counted)
			}
		}
		steps := map[string]func(*rapid.T){
			"select":     func(rt *rapid.T) { s.open.queue.Select(rapid.IntRange(0, 6).Draw(rt, "row")) },
			"select all": func(*rapid.T) { s.open.queue.SelectAll() },
			"extend":     func(*rapid.T) { s.open.queue.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) },
			"mark":       func(rt *rapid.T) { s.open.evidence.Select(rapid.IntRange(0, 2).Draw(rt, "row")) },
			"toggle":     func(*rapid.T) { s.open.toggleSelected() },
			"filter": func(rt *rapid.T) {
				s.setFilter(filter{severity: rapid.SampledFrom(append(severities, "")).Draw(rt, "filter")})
			},
			"come": func(rt *rapid.T) {
				f.vetting.Open = slices.Insert(slices.Clone(f.vetting.Open), rapid.IntRange(0, len(f.vetting.Open)).Draw(rt, "at"), invent())
				s.Refresh()
			},
			"go": func(rt *rapid.T) {
				if n := len(f.vetting.Open); n > 0 {
					at := rapid.IntRange(0, n-1).Draw(rt, "at")
					f.vetting.Open = slices.Delete(slices.Clone(f.vetting.Open), at, at+1)
					s.Refresh()
				}
			},
			"answer": func(rt *rapid.T) {
				if n := len(l.waiting); n > 0 {
					l.answer(rapid.IntRange(0, n-1).Draw(rt, "which"))
				}
			},
			"settle": func(*rapid.T) { l.settle() },
			"cancel": func(*rapid.T) { act(s.open.cancelChosen) },
			"keep":   func(*rapid.T) { act(s.open.keepAll) },
		}
		names := slices.Sorted(maps.Keys(steps))
		for range rapid.IntRange(1, 14).Draw(rt, "steps") {
			steps[rapid.SampledFrom(names).Draw(rt, "step")](rt)
		}
	})
}
