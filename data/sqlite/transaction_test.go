package sqlite

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// wave sets every cell of the plan to n and records it, all or nothing.
func wave(ctx context.Context, w workspace.Writer, n int) error {
	var cells []agenda.PlanCell
	for i := range 52 {
		cells = append(cells, agenda.PlanCell{Week: testWeek.Add(i), Desk: "desk-1", Procedure: "first", Slots: n})
	}
	if err := keepPlan(ctx, w, cells, nil); err != nil {
		return err
	}
	return w.Record(ctx, record("wave", n))
}

// crest returns the one number of a wave; it fails where a wave is seen broken.
func crest(ctx context.Context, r workspace.Reader) (int, error) {
	plan, err := r.Plan(ctx)
	if err != nil {
		return 0, err
	}
	entries, err := r.Journal(ctx, 0, 1)
	if err != nil {
		return 0, err
	}
	n := 0
	if len(entries) > 0 {
		n = int(entries[0].Sequence)
	}
	if plan.Version != n {
		return 0, fmt.Errorf("plan %d beside %d entries of the journal", plan.Version, n)
	}
	for _, c := range plan.Cells {
		if c.Slots != n {
			return 0, fmt.Errorf("a cell of %d in wave %d", c.Slots, n)
		}
	}
	return n, nil
}

func TestViewsNeverSeeHalfAnUpdate(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	const waves = 30
	var done atomic.Bool
	var group sync.WaitGroup
	for range readers + 2 {
		group.Go(func() {
			last := 0
			for !done.Load() {
				err := w.View(context.Background(), func(r workspace.Reader) error {
					first, err := crest(context.Background(), r)
					if err != nil {
						return err
					}
					second, err := crest(context.Background(), r)
					if first != second || first < last {
						return fmt.Errorf("waves %d, %d, %d in one view (%v)", last, first, second, err)
					}
					last = first
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for n := 1; n <= waves; n++ {
		update(t, w, func(ctx context.Context, tx workspace.Writer) error {
			if err := wave(ctx, tx, n); err != nil {
				return err
			}
			// A view does not wait for this writer: it would wait for ever.
			if seen := view(t, w, crest); seen != n-1 {
				return fmt.Errorf("wave %d is seen before it is kept", seen)
			}
			return nil
		})
	}
	done.Store(true)
	group.Wait()
	if n := view(t, w, crest); n != waves {
		t.Errorf("wave %d, want %d", n, waves)
	}
	wantSound(t, w)
}

func TestQueriesByNameWhileNamesChange(t *testing.T) {
	w := filled(t, 40)
	var group sync.WaitGroup
	var done atomic.Bool
	for range 3 {
		group.Go(func() {
			for !done.Load() {
				err := w.View(context.Background(), func(r workspace.Reader) error {
					odd, err := r.CountBookings(context.Background(), workspace.BookingQuery{Text: "oddname"})
					even, err2 := r.CountBookings(context.Background(), workspace.BookingQuery{Text: "evenname"})
					if odd+even != 0 && odd+even != 40 || odd != 0 && even != 0 {
						return fmt.Errorf("%d and %d", odd, even)
					}
					return errors.Join(err, err2)
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for n := range 10 {
		changed := testBookings(40)
		for i := range changed {
			changed[i].Applicant.Surname = []string{"Evenname", "Oddname"}[n%2]
		}
		update(t, w, changing(n+2, changed...))
	}
	done.Store(true)
	group.Wait()
}

func TestUpdateThatPanicsLeavesNoTrace(t *testing.T) {
	w := filled(t, 1)
	before := dump(t, w)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = tryUpdate(w, func(ctx context.Context, w workspace.Writer) error {
			if err := w.ApplyImport(ctx, importOf(2, testBooking(7))); err != nil {
				t.Error(err)
			}
			panic("oops")
		})
	}()
	wantEqual(t, dump(t, w), before)
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.ApplyImport(ctx, importOf(2, testBooking(7)))
	})
}

func TestUpdateWhoseContextEndsLeavesNoTrace(t *testing.T) {
	w := filled(t, 1)
	before := dump(t, w)
	for name, at := range map[string]func(ctx context.Context, cancel func(), w workspace.Writer) error{
		"between the rows of an import": func(ctx context.Context, cancel func(), w workspace.Writer) error {
			if err := w.ApplyImport(ctx, importOf(2, testBooking(7))); err != nil {
				return err
			}
			cancel()
			return w.ApplyImport(ctx, importOf(3, testBooking(8)))
		},
		"before the end": func(ctx context.Context, cancel func(), w workspace.Writer) error {
			err := w.ApplyImport(ctx, importOf(2, testBooking(7)))
			cancel()
			return err
		},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		err := w.Update(ctx, func(tx workspace.Writer) error { return at(ctx, cancel, tx) })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		wantEqual(t, dump(t, w), before)
		cancel()
	}
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.ApplyImport(ctx, importOf(2, testBooking(7)))
	})
}

func TestErrorsOfTheCallerComeBackAsTheyAre(t *testing.T) {
	w := create(t)
	stop := errors.New("stop")
	if err := tryUpdate(w, func(context.Context, workspace.Writer) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	if err := w.View(t.Context(), func(workspace.Reader) error { return agenda.NewProblem("X") }); agenda.CodeOf(err) != "X" {
		t.Error(err)
	}
}

func TestImportsThatCannotBeAreRefusedWhole(t *testing.T) {
	w := filled(t, 2)
	before := dump(t, w)
	twice := testBooking(5)
	twice.Reference = "RDV00001"
	unknown := testBooking(9)
	wrong := testBooking(6)
	wrong.Status = "dreamt"
	for name, a := range map[string]workspace.ImportApplication{
		"reference taken":   importOf(2, testBooking(4), twice),
		"unknown changed":   {Import: importOf(2).Import, New: []agenda.Booking{testBooking(4)}, Changed: []agenda.Booking{unknown}},
		"unknown gone":      {Import: importOf(2).Import, Gone: []agenda.BookingID{"x"}},
		"unknown status":    importOf(2, wrong),
		"same import again": importOf(1, testBooking(4)),
	} {
		if err := tryUpdate(w, func(ctx context.Context, w workspace.Writer) error { return w.ApplyImport(ctx, a) }); err == nil {
			t.Errorf("%s: no error", name)
		}
		wantEqual(t, dump(t, w), before)
	}
}

func TestAClosedWorkspaceAnswersNothing(t *testing.T) {
	w := filled(t, 1)
	closeNow(t, w)
	if err := tryUpdate(w, setUp); err == nil {
		t.Error("wrote")
	}
	if err := w.View(t.Context(), func(workspace.Reader) error { return nil }); err == nil {
		t.Error("read")
	}
	if len(w.names.byPK) != 0 || len(w.keys.aeads) != 0 {
		t.Error("names or keys stay")
	}
	closeNow(t, w) // twice does no harm
}

func TestCloseWaitsForWhatRuns(t *testing.T) {
	w := filled(t, 200)
	var group sync.WaitGroup
	var started sync.WaitGroup
	for range 6 {
		started.Add(1)
		group.Go(func() {
			started.Done()
			for {
				err := w.View(context.Background(), func(r workspace.Reader) error {
					list, err := r.Bookings(context.Background(), workspace.BookingQuery{Order: workspace.OrderName})
					if len(list) != 200 {
						return fmt.Errorf("%d bookings (%v)", len(list), err)
					}
					return nil
				})
				if errors.Is(err, errClosed) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	started.Wait()
	closeNow(t, w)
	group.Wait()
}
