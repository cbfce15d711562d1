package sqlite

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// releaseOf puts a slot into a release.
func releaseOf(s agenda.Slot, id agenda.ReleaseID) agenda.Slot {
	s.State, s.Release = agenda.SlotReleased, id
	return s
}

// onlineSlot says that a release put a slot online, and when.
type onlineSlot struct {
	slot    agenda.SlotID
	release agenda.ReleaseID
	at      agenda.Moment
}

// wantOnline looks at what releases put online, by moment, release and slot.
func wantOnline(t testing.TB, w *Workspace, want ...onlineSlot) {
	t.Helper()
	is := view(t, w, func(ctx context.Context, r workspace.Reader) ([]onlineSlot, error) {
		return query(ctx, r.(*reader).tx, `SELECT slot, release, at FROM slot_online ORDER BY at, release, slot`,
			func(row scanner) (s onlineSlot, err error) {
				err = row.Scan(text(&s.slot), text(&s.release), &s.at)
				return s, err
			})
	})
	if !slices.Equal(is, want) {
		t.Errorf("online were %v, want %v", is, want)
	}
}

func slotsNow(t testing.TB, w *Workspace) map[agenda.SlotID]agenda.Slot {
	t.Helper()
	byID := map[agenda.SlotID]agenda.Slot{}
	for _, s := range view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) {
		return r.Slots(ctx, workspace.SlotQuery{})
	}) {
		byID[s.ID] = s
	}
	return byID
}

func wantSlot(t testing.TB, w *Workspace, n int, state agenda.SlotState, release agenda.ReleaseID) {
	t.Helper()
	s := slotsNow(t, w)[testSlot(n).ID]
	if s.State != state || s.Release != release {
		t.Errorf("slot %d is %s of %q, want %s of %q", n, s.State, s.Release, state, release)
	}
}

func marking(id agenda.ReleaseID, at agenda.Moment) func(context.Context, workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error { return w.MarkReleased(ctx, id, at, "agent") }
}

// drawnOf is a week with releases, one slot each, in their order.
func drawnOf(week agenda.Week, first int, ids ...agenda.ReleaseID) func(context.Context, workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error {
		rw := testDrawn(week)
		var slots []agenda.Slot
		for i, id := range ids {
			rw.Releases = append(rw.Releases, agenda.Release{ID: id, At: now + agenda.Moment(60*(i+1))})
			slots = append(slots, releaseOf(testSlot(first+i), id))
		}
		if err := w.PutReleaseWeek(ctx, rw); err != nil {
			return err
		}
		return w.PutSlots(ctx, slots)
	}
}

func TestReleaseWeekGoesThroughItsStates(t *testing.T) {
	w := create(t)
	rw := testDrawn(testWeek, agenda.Release{ID: "b", At: now + 60, Slots: 7}, agenda.Release{ID: "a", At: now + 120})
	update(t, w, setUp)
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.PutReleaseWeek(ctx, rw) })
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.PutSlots(ctx, []agenda.Slot{releaseOf(testSlot(0), "b"), releaseOf(testSlot(1), "a")})
	})
	rw.Releases[0].Slots, rw.Releases[1].Slots = 1, 1 // whatever is said: they are counted
	wantWeeks := func() {
		t.Helper()
		wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]workspace.ReleaseWeek, error) {
			return r.ReleaseWeeks(ctx)
		}), []workspace.ReleaseWeek{rw})
		wantSound(t, w)
	}
	wantWeeks()
	rows := view(t, w, func(ctx context.Context, r workspace.Reader) ([]string, error) {
		return query(ctx, r.(*reader).tx, `SELECT id FROM release ORDER BY rowid`, func(row scanner) (id string, err error) {
			return id, row.Scan(&id)
		})
	})
	wantEqual(t, rows, []string{"a", "b"}) // and not in order of time, which is a secret
	inWeek := func(week agenda.Week) []agenda.Slot {
		return view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) { return r.ReleaseSlots(ctx, week) })
	}
	first, second := releaseOf(testSlot(0), "b"), releaseOf(testSlot(1), "a")
	wantEqual(t, inWeek(testWeek), []agenda.Slot{first, second})
	wantEqual(t, inWeek(testWeek.Add(1)), []agenda.Slot(nil))

	update(t, w, marking("b", now+61))
	rw.Releases[0].DoneAt, rw.Releases[0].DoneBy = now+61, "agent"
	wantWeeks()
	first.State = agenda.SlotPublished
	wantEqual(t, inWeek(testWeek), []agenda.Slot{first, second})
	wantSlot(t, w, 0, agenda.SlotPublished, "b")
	wantProblem(t, tryUpdate(w, drawnOf(testWeek, 0, "c")), "WS-RELEASE-DONE")

	update(t, w, marking("b", 0))
	rw.Releases[0].DoneAt, rw.Releases[0].DoneBy = 0, ""
	wantWeeks()
	wantSlot(t, w, 0, agenda.SlotReleased, "b")
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.PutReleaseWeek(ctx, testDrawn(testWeek)) })
	wantSlot(t, w, 0, agenda.SlotPlanned, "")
	wantSlot(t, w, 1, agenda.SlotPlanned, "")
	if err := tryUpdate(w, marking("b", now)); err == nil {
		t.Error("a release that is no more was marked")
	}
	if view(t, w, func(ctx context.Context, r workspace.Reader) (bool, error) {
		_, found, err := r.ReleaseWeek(ctx, testWeek.Add(1))
		return found, err
	}) {
		t.Error("a week that was not drawn was found")
	}
	wantSound(t, w)
}

// TestGivenBackSlotsAreRemembered deals a slot that was online to a later release, and
// takes everything back.
func TestGivenBackSlotsAreRemembered(t *testing.T) {
	w := create(t)
	next := testWeek.Add(1)
	update(t, w, setUp)
	update(t, w, drawnOf(testWeek, 0, "r1"))
	update(t, w, marking("r1", now))
	returned := func(id agenda.ReleaseID) func(context.Context, workspace.Writer) error {
		return func(ctx context.Context, w workspace.Writer) error {
			return w.PutSlots(ctx, []agenda.Slot{releaseOf(testSlot(0), id)})
		}
	}
	update(t, w, drawnOf(next, 1, "r2"))
	update(t, w, returned("r2"))
	wantSound(t, w)
	first := onlineSlot{testSlot(0).ID, "r1", now}
	wantOnline(t, w, first)
	wantProblem(t, tryUpdate(w, marking("r1", 0)), "WS-RELEASE-RETURNED")

	// The week is drawn anew: the slot waits in the pool again, the other for a draw.
	update(t, w, drawnOf(next, 2, "r3"))
	wantSlot(t, w, 0, agenda.SlotPublished, "r1")
	wantSlot(t, w, 1, agenda.SlotPlanned, "")

	// It goes online with another release, and that is taken back.
	update(t, w, returned("r3"))
	update(t, w, marking("r3", now+60))
	wantOnline(t, w, first, onlineSlot{testSlot(0).ID, "r3", now + 60}, onlineSlot{testSlot(2).ID, "r3", now + 60})
	counts := func() (slots []int) {
		for _, week := range view(t, w, func(ctx context.Context, r workspace.Reader) ([]workspace.ReleaseWeek, error) {
			return r.ReleaseWeeks(ctx)
		}) {
			for _, r := range week.Releases {
				slots = append(slots, r.Slots)
			}
		}
		return slots
	}
	wantEqual(t, counts(), []int{1, 2})
	for week, release := range map[agenda.Week]agenda.ReleaseID{testWeek: "r1", next: "r3"} {
		told := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) { return r.ReleaseSlots(ctx, week) })
		if told[0].ID != testSlot(0).ID || told[0].Release != release || told[0].State != agenda.SlotPublished {
			t.Errorf("in %s the slot is told as %+v", week, told[0])
		}
	}
	update(t, w, marking("r3", 0))
	wantOnline(t, w, first)
	wantSlot(t, w, 0, agenda.SlotReleased, "r3")
	wantEqual(t, counts(), []int{1, 2})
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.GiveUp(ctx, now, 0, "r3") })
	wantSlot(t, w, 0, agenda.SlotPublished, "r1")
	wantEqual(t, counts(), []int{1, 0})

	// Given to the urgent cases, it was online all the same.
	urgent := testSlot(0)
	urgent.State = agenda.SlotReserved
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.PutSlots(ctx, []agenda.Slot{urgent}) })
	wantProblem(t, tryUpdate(w, marking("r1", 0)), "WS-RELEASE-RETURNED")
	wantSound(t, w)
}

// TestSlotsOfCells keeps to weeks, desks and procedures, and leaves out what was in the
// reserve from the beginning.
func TestSlotsOfCells(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	slots := make([]agenda.Slot, 8)
	for n := range slots {
		slots[n] = testSlot(2 * n) // of one desk and procedure
		slots[n].Date = testWeek.Day(agenda.Tuesday)
	}
	slots[1].Date, slots[2].Date = testWeek.Monday(), testWeek.Day(agenda.Sunday)
	slots[3].Date, slots[4].Date = testWeek.Monday().AddDays(-1), testWeek.Add(1).Monday()
	slots[5].Procedure = testProcedures[1].Code
	slots[6].Desk = testDesks[1].ID
	slots[7].State = agenda.SlotReserved
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.PutSlots(ctx, slots) })
	cell := agenda.PlanCell{Week: testWeek, Desk: slots[0].Desk, Procedure: slots[0].Procedure}
	wantCells := func(cells []agenda.PlanCell, want ...agenda.Slot) {
		t.Helper()
		is := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) { return r.CellSlots(ctx, cells) })
		byID := func(a, b agenda.Slot) int { return strings.Compare(string(a.ID), string(b.ID)) }
		slices.SortFunc(is, byID)
		slices.SortFunc(want, byID)
		wantEqual(t, is, want)
	}
	wantCells(nil)
	wantCells([]agenda.PlanCell{cell}, slots[:3]...)
	other := cell
	other.Desk = slots[6].Desk
	wantCells([]agenda.PlanCell{cell, other}, slots[0], slots[1], slots[2], slots[6])

	// Moved to the reserve after it was online, a slot is told as it was.
	update(t, w, online("r1", now, 0))
	update(t, w, reserve(0))
	was := testSlot(0)
	was.State, was.Release = agenda.SlotPublished, "r1"
	wantCells([]agenda.PlanCell{cell}, was, slots[1], slots[2])
}

// TestFreeSlots leaves out those that an active booking holds.
func TestFreeSlots(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.PutSlots(ctx, []agenda.Slot{testSlot(0), testSlot(1), testSlot(2), testSlot(3)})
	})
	gone := on(2, 3, now)
	update(t, w, imported(1, now, on(0, 1, now), cancelled(on(1, 2, now), now), gone))
	gone.Gone = true
	update(t, w, imported(2, now, gone))
	free := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) {
		return r.Slots(ctx, workspace.SlotQuery{State: agenda.SlotPlanned, Free: true})
	})
	wantEqual(t, free, []agenda.Slot{testSlot(1), testSlot(2), testSlot(3)})
}

// testRedraw is a redraw whose seal holds.
func testRedraw(t testing.TB, number int) workspace.Redraw {
	t.Helper()
	seed, rules := [32]byte([]byte("another-seed-another-seed-anothe")), publication.Default(testWeek, nil)
	again := publication.Again{Kept: []publication.Kept{{At: now + 120}}, Missed: 1, After: now}
	text, err := json.Marshal(again)
	if err != nil {
		t.Fatal(err)
	}
	return workspace.Redraw{
		Number: number, Config: string(rules.Canonical()), Seed: seed[:], Again: string(text), Seal: publication.SealAgain(seed, rules, again), DrawnAt: now,
	}
}

// redrawn is a week whose release a was replaced by c.
func redrawn(t testing.TB) *Workspace {
	t.Helper()
	w := create(t)
	update(t, w, setUp)
	update(t, w, drawnOf(testWeek, 0, "a", "b"))
	update(t, w, func(ctx context.Context, tx workspace.Writer) error {
		if err := tx.GiveUp(ctx, now, 1, "a"); err != nil {
			return err
		}
		if err := tx.PutRedraw(ctx, testWeek, testRedraw(t, 1), []agenda.Release{{ID: "c", At: now + 600}}); err != nil {
			return err
		}
		return tx.PutSlots(ctx, []agenda.Slot{releaseOf(testSlot(0), "c")})
	})
	return w
}

func TestRedrawsComeBack(t *testing.T) {
	w := redrawn(t)
	kept := view(t, w, func(ctx context.Context, r workspace.Reader) (workspace.ReleaseWeek, error) {
		rw, _, err := r.ReleaseWeek(ctx, testWeek)
		return rw, err
	})
	wantEqual(t, kept.Redraws, []workspace.Redraw{testRedraw(t, 1)})
	wantEqual(t, kept.Releases, []agenda.Release{
		{ID: "a", Week: testWeek, At: now + 60, GivenUp: now, ReplacedBy: 1},
		{ID: "b", Week: testWeek, At: now + 120, Slots: 1},
		{ID: "c", Week: testWeek, At: now + 600, Slots: 1, Redraw: 1},
	})
	wantSlot(t, w, 0, agenda.SlotReleased, "c")
	wantSound(t, w)
	wantProblem(t, tryUpdate(w, marking("a", now)), "WS-RELEASE-GIVEN-UP")
	wantProblem(t, tryUpdate(w, drawnOf(testWeek, 2, "d")), "WS-RELEASE-DONE")
	update(t, w, marking("c", now))
	if err := tryUpdate(w, func(ctx context.Context, w workspace.Writer) error { return w.GiveUp(ctx, now, 0, "c") }); err == nil {
		t.Error("a release that was done was given up")
	}
	wantSound(t, w)
}

func TestReleaseRulesComeBack(t *testing.T) {
	w := create(t)
	rules := func() (workspace.ReleaseRules, bool) {
		type answer struct {
			workspace.ReleaseRules
			found bool
		}
		a := view(t, w, func(ctx context.Context, r workspace.Reader) (a answer, err error) {
			a.ReleaseRules, a.found, err = r.ReleaseRules(ctx)
			return a, err
		})
		return a.ReleaseRules, a.found
	}
	set := func(rules *workspace.ReleaseRules) {
		update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.SetReleaseRules(ctx, rules) })
	}
	if got, found := rules(); found {
		t.Errorf("a new workspace has the rules %+v", got)
	}
	want := workspace.ReleaseRules{
		Config: string(publication.Default(testWeek, nil).Canonical()), Lead: publication.DealRules{LeadMinDays: 3, LeadMaxDays: 60},
		Patience: publication.Patience{LateAfter: 5, MissedAfter: 30},
	}
	for range 2 {
		set(&want)
		got, found := rules()
		wantEqual(t, got, want)
		if !found {
			t.Error("the rules that were set are not found")
		}
		want.Lead.LeadMaxDays = 0
	}
	wantSound(t, w)
	set(nil)
	if got, found := rules(); found {
		t.Errorf("after the usual rules were restored there are %+v", got)
	}
}

// TestCheckFindsWhatNoReleaseCanHaveDone damages a file, each time in another way.
func TestCheckFindsWhatNoReleaseCanHaveDone(t *testing.T) {
	for damage, want := range map[string]string{
		`UPDATE slot SET state = 'published' WHERE release = 'b'`:                 "workspace.check.release_slots",
		`DELETE FROM slot_online`:                                                 "workspace.check.release_slots",
		`UPDATE slot SET release = 'a' WHERE release = 'b'`:                       "workspace.check.release_slots",
		`UPDATE release SET done_at = 5 WHERE id = 'b'`:                           "workspace.check.release_slots",
		`UPDATE release SET done_at = 0 WHERE id = 'c'`:                           "workspace.check.release_online",
		`UPDATE release SET redraw = 2 WHERE id = 'c'`:                            "workspace.check.release_redraw",
		`UPDATE release SET replaced_by = 0 WHERE id = 'a'`:                       "workspace.check.release_redraw",
		`DELETE FROM release_redraw`:                                              "workspace.check.release_redraw",
		`UPDATE release_redraw SET seal = replace(seal, substr(seal, 1, 1), 'x')`: "workspace.check.release_seal",
		`UPDATE release_redraw SET config = replace(config, '90', '91')`:          "workspace.check.release_seal",
		`UPDATE release_week SET config = replace(config, '90', '91')`:            "workspace.check.release_seal",
		`UPDATE release_week SET config = '{}'`:                                   "workspace.check.release_seal",
		`UPDATE release_redraw SET kept = zeroblob(40)`:                           "workspace.check.sealed",
		`UPDATE release_redraw SET sealed = kept`:                                 "workspace.check.sealed",
		`INSERT INTO release_rules (only, config, lead_min, lead_max, late_after, missed_after) VALUES (1, '{}', 1, 2, 3, 4)`: "workspace.check.release_rules",
	} {
		w := redrawn(t)
		update(t, w, marking("c", now))
		wantSound(t, w)
		if _, err := w.writer.Exec(damage); err != nil {
			t.Fatalf("%s: %v", damage, err)
		}
		messages, err := w.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(messages, func(m agenda.Message) bool { return m.Key == want }) {
			t.Errorf("after %s the check says %v, want %s", damage, messages, want)
		}
		for _, m := range messages {
			if !strings.HasPrefix(m.Key, "workspace.check.release") && m.Key != want {
				t.Errorf("after %s the check says %v", damage, m)
			}
		}
	}
}

// TestReleasesOfTheFifthSchemaAreBroughtUp migrates a file with a release that was done
// and one that was not.
func TestReleasesOfTheFifthSchemaAreBroughtUp(t *testing.T) {
	env, err := present()
	if err != nil {
		t.Fatal(err)
	}
	env.steps = env.steps[:5]
	path := t.TempDir() + "/2026.creneaux"
	w, err := createIn(t.Context(), path, testOptions(), env)
	if err != nil {
		t.Fatal(err)
	}
	update(t, w, setUp)
	rw := testDrawn(testWeek)
	seed, err := w.keys.seal(sealSeed, testWeek.String(), rw.Seed)
	if err != nil {
		t.Fatal(err)
	}
	insert := func(statement string, args ...any) {
		t.Helper()
		if _, err := w.writer.Exec(statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	insert(`INSERT INTO release_week (week, config, sealed, seal, drawn_at) VALUES (?, ?, ?, ?, ?)`, testWeek.String(), rw.Config, seed, rw.Seal, rw.DrawnAt)
	var slots []agenda.Slot
	for i, id := range []agenda.ReleaseID{"a", "b"} {
		at, err := w.keys.sealMoment(string(id), now+agenda.Moment(60*(i+1)))
		if err != nil {
			t.Fatal(err)
		}
		insert(`INSERT INTO release (id, week, sealed) VALUES (?, ?, ?)`, id, testWeek.String(), at)
		slots = append(slots, releaseOf(testSlot(i), id))
	}
	insert(`UPDATE release SET done_at = ? WHERE id = 'a'`, now+61)
	slots[0].State = agenda.SlotPublished
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := w.PutSlots(ctx, slots); err != nil {
			return err
		}
		for _, actor := range []string{"somebody", "agent"} { // ticked, unticked, ticked
			if err := w.Record(ctx, workspace.JournalRecord{At: now, Actor: actor, Action: "publish", Subject: "a", Detail: json.RawMessage(`{}`)}); err != nil {
				return err
			}
		}
		return nil
	})
	closeNow(t, w)

	w = open(t, path, testOptions())
	wantSound(t, w)
	rw.Releases = []agenda.Release{
		{ID: "a", Week: testWeek, At: now + 60, Slots: 1, DoneAt: now + 61, DoneBy: "agent"}, {ID: "b", Week: testWeek, At: now + 120, Slots: 1},
	}
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]workspace.ReleaseWeek, error) {
		return r.ReleaseWeeks(ctx)
	}), []workspace.ReleaseWeek{rw})
	wantOnline(t, w, onlineSlot{testSlot(0).ID, "a", now + 61})
}
