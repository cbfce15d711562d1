package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// planOf is a plan whose numbers are those of its slots.
func planOf(slots map[agenda.SlotID]agenda.Slot, locked []agenda.Week) workspace.PlanState {
	count := map[agenda.PlanCell]int{}
	for _, s := range slots {
		count[agenda.PlanCell{Week: s.Date.Week(), Desk: s.Desk, Procedure: s.Procedure}]++
	}
	state := workspace.PlanState{Locked: locked}
	for at, n := range count {
		at.Slots = n
		state.Cells = append(state.Cells, at)
	}
	slices.SortFunc(state.Cells, compareCells)
	return state
}

func slotList(slots map[agenda.SlotID]agenda.Slot) []agenda.Slot {
	list := slices.Collect(maps.Values(slots))
	slices.SortFunc(list, compareSlots)
	return list
}

func compareSlots(a, b agenda.Slot) int {
	return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
}

// TestEveryVersionIsRemembered makes random versions of a plan and asks for each of them.
func TestEveryVersionIsRemembered(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := createAt(t, t.TempDir()+"/2026.creneaux", testOptions())
		defer closeNow(t, w)
		update(t, w, setUp)
		type version struct {
			state workspace.PlanState
			slots map[agenda.SlotID]agenda.Slot
		}
		var all []version
		slots := map[agenda.SlotID]agenda.Slot{}
		for n := range rapid.IntRange(1, 6).Draw(rt, "versions") {
			slots = maps.Clone(slots)
			step := workspace.PlanStep{PlanVersion: workspace.PlanVersion{At: now + agenda.Moment(n), By: "agent", Cause: "edited", Why: fmt.Sprint("n° ", n), Policy: "shared", Planned: n, ExpectedPermits: 1.5}}
			for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, 600), 0, 30, rapid.ID).Draw(rt, "slots") {
				s := testSlot(i)
				is, stands := slots[s.ID]
				switch {
				case !stands:
					slots[s.ID] = s
				case rapid.Bool().Draw(rt, "goes"):
					delete(slots, s.ID)
					step.Gone = append(step.Gone, s.ID)
					continue
				case is.State == agenda.SlotPlanned:
					is.State = agenda.SlotReserved
					slots[s.ID] = is
				default:
					continue
				}
				step.Slots = append(step.Slots, slots[s.ID])
			}
			var locked []agenda.Week
			for i := range 10 {
				if rapid.IntRange(0, 5).Draw(rt, "locked") == 0 {
					locked = append(locked, testWeek.Add(i))
				}
			}
			state := planOf(slots, locked)
			step.Cells, step.Locked = state.Cells, state.Locked
			update(t, w, func(ctx context.Context, w workspace.Writer) error {
				kept, err := w.KeepPlan(ctx, step)
				if kept.Version != n+1 {
					rt.Errorf("version %d is kept as %d", n+1, kept.Version)
				}
				return err
			})
			state.Version, state.MadeAt, state.Policy = n+1, step.At, "shared"
			all = append(all, version{state, slots})
		}
		for _, v := range all {
			got := view(t, w, func(ctx context.Context, r workspace.Reader) (workspace.PlanState, error) {
				p, found, err := r.PlanOf(ctx, v.state.Version)
				if !found {
					rt.Errorf("version %d is not kept", v.state.Version)
				}
				return p, err
			})
			wantEqual(t, got, v.state)
			kept := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) {
				return r.PlanSlots(ctx, v.state.Version)
			})
			slices.SortFunc(kept, compareSlots)
			wantEqual(t, kept, slotList(v.slots))
		}
		versions := view(t, w, func(ctx context.Context, r workspace.Reader) ([]workspace.PlanVersion, error) {
			return r.PlanVersions(ctx)
		})
		for i, v := range versions {
			n := len(all) - i
			if v.Version != n || v.Why != fmt.Sprint("n° ", n-1) || v.By != "agent" || v.Planned != n-1 || v.ExpectedPermits != 1.5 {
				rt.Errorf("version %d: %+v", n, v)
			}
			before := 0
			if n > 1 {
				before = len(all[n-2].slots)
			}
			if v.Added-v.Removed != len(all[n-1].slots)-before {
				rt.Errorf("version %d adds %d and removes %d, of %d there are %d", n, v.Added, v.Removed, before, len(all[n-1].slots))
			}
		}
		wantSound(t, w)
	})
}

func TestAVersionThatFailsLeavesNoTrace(t *testing.T) {
	w := create(t)
	booked := testBooking(0)
	booked.Slot = "slot-00000"
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		if err := w.PutSlots(ctx, []agenda.Slot{testSlot(0), testSlot(1)}); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, booked))
	})
	wantProblem(t, tryUpdate(w, func(ctx context.Context, w workspace.Writer) error {
		return dropSlots(ctx, w, "slot-00001", "slot-00000")
	}), "WS-SLOT-IN-USE")
	for _, table := range []string{"plan", "plan_version", "plan_version_week", "plan_version_slot"} {
		if n, err := scalar[int](t.Context(), w.pool, `SELECT count(*) FROM `+table); n != 0 || err != nil {
			t.Errorf("%d rows in %s (%v)", n, table, err)
		}
	}
	if used := view(t, w, func(ctx context.Context, r workspace.Reader) (map[agenda.SlotID]bool, error) {
		return r.UsedSlots(ctx, testSlot(0).Date, testSlot(0).Date)
	}); !maps.Equal(used, map[agenda.SlotID]bool{"slot-00000": true}) {
		t.Errorf("used are %v", used)
	}
	if used := view(t, w, func(ctx context.Context, r workspace.Reader) (map[agenda.SlotID]bool, error) {
		return r.UsedSlots(ctx, testSlot(0).Date.AddDays(1), agenda.Date{})
	}); len(used) != 0 {
		t.Errorf("used later are %v", used)
	}
}

// TestPlansFromBeforeAreTheirFirstVersion brings up a workspace that has planned five
// times without keeping it.
func TestPlansFromBeforeAreTheirFirstVersion(t *testing.T) {
	path := firstWorkspace(t)
	env, err := present()
	if err != nil {
		t.Fatal(err)
	}
	env.steps = env.steps[:2]
	w, err := openIn(t.Context(), path, testOptions(), env)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`UPDATE procedure SET no_show = 0.5, permits_per_kept = 0.5`,
		`INSERT INTO plan (only, made_at, version) VALUES (1, 77, 5)`,
		`INSERT INTO plan_cell (week, desk, procedure, slots) VALUES ('2026-W10', 'desk-1', 'renewal', 2)`,
		`INSERT INTO plan_lock (week) VALUES ('2026-W10'), ('2026-W30')`,
		`INSERT INTO slot (id, desk, procedure, date, start, minutes, position, state) VALUES
		 ('a', 'desk-1', 'renewal', '2026-03-02', 540, 20, 1, 'planned'), ('b', 'desk-1', 'renewal', '2026-03-02', 560, 20, 1, 'reserved')`,
	} {
		if _, err := w.writer.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Update(t.Context(), func(w workspace.Writer) error { return w.Record(t.Context(), record("plan", 5)) }); err != nil {
		t.Fatal(err)
	}
	closeNow(t, w)

	w = open(t, path, testOptions())
	wantSound(t, w)
	versions := view(t, w, func(ctx context.Context, r workspace.Reader) ([]workspace.PlanVersion, error) {
		return r.PlanVersions(ctx)
	})
	wantEqual(t, versions, []workspace.PlanVersion{{
		Version: 5, At: 77, By: "agent", Cause: "made", Planned: 2, ExpectedPermits: 0.5, Weeks: []agenda.Week{testWeek, testWeek.Add(20)},
	}})
	before := view(t, w, func(ctx context.Context, r workspace.Reader) (workspace.PlanState, error) { return r.Plan(ctx) })
	if before.Version != 5 || len(before.Cells) != 1 || len(before.Locked) != 2 {
		t.Errorf("the plan is %+v", before)
	}
	slots := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) {
		return r.Slots(ctx, workspace.SlotQuery{})
	})
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return dropSlots(ctx, w, "a", "b") })
	then := view(t, w, func(ctx context.Context, r workspace.Reader) (workspace.PlanState, error) {
		p, _, err := r.PlanOf(ctx, 5)
		return p, err
	})
	wantEqual(t, then, before)
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) { return r.PlanSlots(ctx, 5) }), slots)
	if _, found, err := w.planOfVersion(t, 4); found || err != nil {
		t.Errorf("version 4: %v, %v", found, err)
	}
	wantSound(t, w)
}

func (w *Workspace) planOfVersion(t *testing.T, version int) (p workspace.PlanState, found bool, err error) {
	err = w.View(t.Context(), func(r workspace.Reader) (err error) {
		p, found, err = r.PlanOf(t.Context(), version)
		return err
	})
	return p, found, err
}

func TestDamageToThePlanIsNamed(t *testing.T) {
	for statement, key := range map[string]string{
		`UPDATE plan_cell SET slots = slots + 1`:                                                     "workspace.check.plan_week",
		`DELETE FROM plan_lock`:                                                                      "workspace.check.plan_week",
		`UPDATE plan SET version = 9`:                                                                "workspace.check.plan_version",
		`DELETE FROM slot WHERE id = 'slot-00003'`:                                                   "workspace.check.plan_slots",
		`UPDATE slot SET start = start + 5 WHERE id = 'slot-00003'`:                                  "workspace.check.plan_moved",
		`UPDATE plan_version_slot SET position = 9 WHERE id = 'slot-00003'`:                          "workspace.check.plan_moved",
		`UPDATE plan_version_week SET locked = 0`:                                                    "workspace.check.plan_week",
		`UPDATE plan_version_cell SET slots = slots + 1; UPDATE plan_cell SET slots = slots + 1`:     "workspace.check.plan_slots",
		`DELETE FROM slot; INSERT INTO plan_version_week SELECT version, '2026-W20', 1, 0 FROM plan`: "workspace.check.plan_moved",
	} {
		w := create(t)
		slots := map[agenda.SlotID]agenda.Slot{}
		for i := range 8 {
			s := testSlot(i)
			slots[s.ID] = s
		}
		state := planOf(slots, []agenda.Week{testWeek})
		update(t, w, func(ctx context.Context, w workspace.Writer) error {
			if err := setUp(ctx, w); err != nil {
				return err
			}
			_, err := w.KeepPlan(ctx, workspace.PlanStep{
				PlanVersion: workspace.PlanVersion{At: now, Cause: "made"}, Cells: state.Cells, Locked: state.Locked, Slots: slotList(slots),
			})
			return err
		})
		wantSound(t, w)
		if _, err := w.writer.Exec(statement); err != nil {
			t.Fatal(err)
		}
		messages, err := w.Check(t.Context())
		if err != nil || !slices.ContainsFunc(messages, func(m agenda.Message) bool { return m.Key == key }) {
			t.Errorf("%s: the check says %v (%v)", statement, messages, err)
		}
	}
}

// BenchmarkKeepPlan keeps a year of 15 000 slots, the first time and with one week changed.
func BenchmarkKeepPlan(b *testing.B) {
	w := create(b)
	update(b, w, setUp)
	slots := map[agenda.SlotID]agenda.Slot{}
	for i := range 15_000 {
		s := testSlot(i)
		s.ID = agenda.SlotID(fmt.Sprintf("slot-%06d", i))
		slots[s.ID] = s
	}
	step := workspace.PlanStep{PlanVersion: workspace.PlanVersion{At: now, Cause: "made"}, Cells: planOf(slots, nil).Cells, Slots: slotList(slots)}
	keep := func(step workspace.PlanStep) {
		update(b, w, func(ctx context.Context, w workspace.Writer) error { _, err := w.KeepPlan(ctx, step); return err })
	}
	keep(step)
	step.Slots = nil
	for b.Loop() {
		step.Locked = []agenda.Week{testWeek.Add(rand.IntN(40))}
		keep(step)
	}
}
