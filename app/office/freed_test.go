package office_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// aDuplicate is a service where one person took two slots of one day weeks away; the
// second was cancelled here, and the list for the platform was written. It returns the
// slot that was given back, as it is.
func aDuplicate(t *testing.T) (*freedLife, agenda.SlotID) {
	t.Helper()
	l := newFreedLife(t, nil, plannedFile(t), t.TempDir())
	t.Cleanup(func() { l.close(t) })
	l.drawWeek(l.now.Date().Week())
	alone := func() []agenda.Slot { // at their place, so that nobody takes the one beside them
		return slices.DeleteFunc(l.forSale(), func(s agenda.Slot) bool { return s.Procedure != "first" })
	}
	for len(alone()) < 2 {
		l.mark()
	}
	open := alone()
	last := open[len(open)-1]
	l.sell(open[0], 1)
	l.now += 60
	l.sell(last, 1)
	l.take()
	l.decideAll()
	for id, f := range l.pool() {
		if !f.Unsent || f.Fate != publication.FateWaits || f.Return.Release != "" {
			t.Fatalf("before the list is written: %+v", f)
		}
		if done, err := l.ReturnFreed(background); err != nil || len(done.Before) > 0 {
			t.Fatalf("before the list is written %+v is done (%v)", done, err)
		}
		l.list()
		return l, id
	}
	t.Fatal("nothing was given back")
	return nil, ""
}

func (l *freedLife) drawWeek(week agenda.Week) {
	l.t.Helper()
	_, err := l.DrawWeek(background, week, nil)
	l.must(err)
}

func (l *freedLife) decideAll() {
	l.t.Helper()
	decisions, err := l.DecideAutomatic(background, agenda.Silent{})
	l.must(err)
	for _, d := range decisions {
		l.decided = append(l.decided, []agenda.DecisionID{d.ID})
	}
}

func (l *freedLife) slot(id agenda.SlotID) agenda.Slot { return byID(l.slots(l.t))[id] }

// dealt lets the next week be drawn, with which the slot goes back.
func (l *freedLife) dealt(id agenda.SlotID) (before agenda.Slot) {
	l.t.Helper()
	before = l.slot(id)
	l.drawWeek(l.now.Date().Week().Add(1))
	_, err := l.ReturnFreed(background)
	l.must(err)
	if s := l.slot(id); s.State != agenda.SlotReleased || s.Release == before.Release {
		l.t.Fatalf("%+v was not dealt", s)
	}
	return before
}

func TestSlotLeavesItsReleaseWhenItsDecisionIsTakenBack(t *testing.T) {
	l, id := aDuplicate(t)
	before := l.dealt(id)
	l.undecide()
	if s := l.slot(id); s != before {
		t.Errorf("%+v, want %+v", s, before)
	}
	if _, freed := l.pool()[id]; freed {
		t.Error("held, and free all the same")
	}
	if entry := l.lastEntry(); entry.Action != "take-back-held" || entry.Detail != `{"slots":1}` {
		t.Errorf("the journal says %+v", entry)
	}
}

func (l *freedLife) lastEntry() agenda.JournalEntry {
	l.t.Helper()
	return reading(l.t, l.bureau, func(r workspace.Reader) ([]agenda.JournalEntry, error) { return r.Journal(background, 0, 1) })[0]
}

func TestSlotLeavesItsReleaseWhenAnImportBringsItsHolder(t *testing.T) {
	l, id := aDuplicate(t)
	before := l.dealt(id)
	l.sell(before, 5) // by mistake, or by hand: what has happened is told by the export
	l.take()
	if s := l.slot(id); s != before {
		t.Errorf("%+v, want %+v", s, before)
	}
	l.unimport()
	if _, freed := l.pool()[id]; !freed {
		t.Error("not free again after the import was taken back")
	}
}

// Once it is online again nothing can be taken back: that two have it now is for the
// vetting to find.
func TestDecisionTakenBackTooLateIsOversold(t *testing.T) {
	l, id := aDuplicate(t)
	l.dealt(id)
	for l.slot(id).State != agenda.SlotPublished {
		l.mark()
	}
	online := l.slot(id)
	if _, freed := l.pool()[id]; freed {
		t.Error("online again, and still in the pool")
	}
	l.sell(online, 7)
	l.take()
	l.undecide()
	if s := l.slot(id); s != online {
		t.Errorf("%+v, want %+v", s, online)
	}
	vetting, err := l.Vet(background, agenda.Silent{})
	l.must(err)
	rules := map[string]bool{}
	for _, f := range vetting.Open {
		rules[f.Rule] = true
	}
	if !rules["SLOT-OVERSOLD"] {
		t.Errorf("found: %v", rules)
	}
}

// A release that was done cannot give its slots back to the pool.
func TestReturnIsUndoneUntilItIsOnline(t *testing.T) {
	l, id := aDuplicate(t)
	before := l.dealt(id)
	l.must(l.UndoReturn(background, nil))
	l.must(l.UndoReturn(background, []agenda.Slot{before}))
	if s := l.slot(id); s != before {
		t.Errorf("%+v, want %+v", s, before)
	}
	if entry := l.lastEntry(); entry.Action != "undo-return-freed" || entry.Detail != `{"slots":1}` {
		t.Errorf("the journal says %+v", entry)
	}
	done, err := l.ReturnFreed(background)
	l.must(err)
	if entry := l.lastEntry(); done.Released != 1 || done.Urgent != 0 || entry.Action != "return-freed" || entry.Detail != `{"released":1,"urgent":0}` {
		t.Errorf("%+v, and the journal says %+v", done, entry)
	}
	for l.slot(id).State != agenda.SlotPublished {
		l.mark()
	}
	online := l.slot(id)
	if err := l.UndoReturn(background, done.Before); agenda.CodeOf(err) != "PUB-RETURN-DONE" {
		t.Errorf("undone after it was online: %v", err)
	}
	if l.slot(id) != online {
		t.Error("it changed all the same")
	}
}

// A slot too near its date goes to the urgent cases, and is counted as what was put online
// once.
func TestSlotTooNearItsDateGoesToTheUrgentCases(t *testing.T) {
	l, id := aDuplicate(t)
	before := l.slot(id)
	counted := l.published()
	l.now = before.Date.AddDays(-1).At(10 * 60)
	done, err := l.ReturnFreed(background)
	l.must(err)
	if s := l.slot(id); done.Urgent != 1 || s.State != agenda.SlotReserved || s.Release != "" {
		t.Fatalf("%+v is %+v", done, s)
	}
	if f := l.pool()[id]; f.Fate != publication.FateUrgent {
		t.Errorf("in the pool it is %+v", f)
	}
	if l.published() != counted {
		t.Errorf("%d slots published, before %d", l.published(), counted)
	}
	l.undecide()
	if s := l.slot(id); s != before {
		t.Errorf("held again it is %+v", s)
	}
	l.now = before.Date.AddDays(1).At(0)
	if _, freed := l.pool()[id]; freed {
		t.Error("held, and in the pool")
	}
}

func (l *freedLife) published() int {
	l.t.Helper()
	d, err := l.Dashboard(background)
	l.must(err)
	return d.Counted.Published
}

// Where no agent sits any more nobody can be received: the slot stays in the pool.
func TestUnservedSlotDoesNotReturn(t *testing.T) {
	l, id := aDuplicate(t)
	s := l.slot(id)
	_, err := l.PutClosures(background, agenda.Closure{From: s.Date, To: s.Date, Reason: "travaux"})
	l.must(err)
	l.drawWeek(l.now.Date().Week().Add(1))
	if f := l.pool()[id]; f.Fate != publication.FateWaits || f.Reason.Key != "office.freed.unserved" {
		t.Errorf("%+v", f)
	}
	done, err := l.ReturnFreed(background)
	l.must(err)
	if len(done.Before) > 0 || l.slot(id) != s {
		t.Errorf("%+v was done", done)
	}
}

// An export may come before the first draw: what is cancelled here then goes online only
// once the platform knows.
func TestPlannedSlotCancelledHereWaitsForTheList(t *testing.T) {
	l := newFreedLife(t, nil, plannedFile(t), t.TempDir())
	t.Cleanup(func() { l.close(t) })
	week := l.now.Date().Week()
	inTime := slices.DeleteFunc(l.slots(t), func(s agenda.Slot) bool {
		lead := s.Date.DaysSince(week.Monday())
		return s.Procedure != "first" || s.State != agenda.SlotPlanned || lead < 14 || lead > 35
	})
	first, second := inTime[0], inTime[1]
	l.sell(first, 1)
	l.now += 60
	l.sell(second, 1)
	l.take()
	l.decideAll()
	states := func() (states [2]agenda.SlotState) {
		l.drawWeek(week)
		return [2]agenda.SlotState{l.slot(first.ID).State, l.slot(second.ID).State}
	}
	if got := states(); got != [2]agenda.SlotState{agenda.SlotPlanned, agenda.SlotPlanned} {
		t.Errorf("before the list is written: %v", got)
	}
	l.list()
	if got := states(); got != [2]agenda.SlotState{agenda.SlotPlanned, agenda.SlotReleased} {
		t.Errorf("after: %v", got)
	}
}

// A list that was written before the journal told which decisions it knew.
func TestListsOfOldCount(t *testing.T) {
	l, id := aDuplicate(t)
	l.undecide()
	l.now += 60
	l.decideAll()
	if !l.pool()[id].Unsent {
		t.Error("decided anew after the list was written, and not unsent")
	}
	for _, late := range []bool{false, true} {
		at := l.now + 60
		if late {
			at = l.now - 30
		}
		err := l.store.Update(background, func(w workspace.Writer) error {
			return w.Record(background, workspace.JournalRecord{At: at, Actor: "cheffe", Action: "export", Subject: "cancellations", Detail: json.RawMessage(`{"count":1}`)})
		})
		l.must(err)
		if l.pool()[id].Unsent != late {
			t.Errorf("list of %v, decision of %v: unsent %v", at, l.now, !late)
		}
	}
}

// A slot keeps its label as an additional appointment through all that becomes of it and
// of the others.
func TestAdditionalAppointmentsKeepTheirLabel(t *testing.T) {
	base := newBureau(t, t.TempDir(), nil)
	added, err := base.PutAdditional(background, agenda.Additional{Label: "Avant l’été", Procedures: []agenda.ProcedureCode{"renewal"}, Slots: 60,
		From: agenda.MustDate("2030-02-01"), To: agenda.MustDate("2030-05-31")})
	if err != nil {
		t.Fatal(err)
	}
	base.plan(t, office.PlanRequest{})
	base.close(t)
	year, err := os.ReadFile(base.Path())
	if err != nil {
		t.Fatal(err)
	}
	checkHistories(t, func(rt *rapid.T) {
		l := newFreedLife(t, rt, year, t.TempDir())
		defer l.close(t)
		l.platform.dates = true
		house, err := l.House(background)
		l.must(err)
		if name := house.AdditionalName(added[0].ID); name.Key != "office.lot.additional" {
			rt.Fatalf("named %v", name)
		}
		if name := house.AdditionalName("gone"); name.Key != "office.lot.additional-gone" {
			rt.Fatalf("named %v", name)
		}
		week := agenda.MustWeek("2030-W06")
		l.drawWeek(week)
		l.drawWeek(week.Add(1))
		before := map[workspace.LotLine]bool{}
		for range 4 {
			l.mark()
			l.book()
			l.cancel()
			l.take()
			_, err := l.ReturnFreed(background)
			l.must(err)
			now := l.labelledLots(week)
			for line := range before {
				if !now[line] {
					rt.Fatalf("%+v was put online, now the lots are %+v", line, now)
				}
			}
			before = now
		}
		if len(before) == 0 {
			rt.Fatal("nothing was labelled")
		}
	})
}

// labelledLots are the lots of additional appointments that were put online in a week.
func (l *freedLife) labelledLots(week agenda.Week) map[workspace.LotLine]bool {
	l.t.Helper()
	s, err := l.Schedule(background, week)
	l.must(err)
	lots := map[workspace.LotLine]bool{}
	for _, line := range s.Lots {
		i := slices.IndexFunc(s.Kept.Releases, func(r agenda.Release) bool { return r.ID == line.Release })
		if line.Additional != "" && !s.Kept.Releases[i].DoneAt.IsZero() {
			lots[line] = true
		}
	}
	return lots
}
