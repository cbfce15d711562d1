package vetting

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// ledger knows under which name a decision stands now that was taken back and made
// again: what was recorded before still knows it by its first.
type ledger map[agenda.DecisionID]agenda.DecisionID

func (l ledger) now(ids []agenda.DecisionID) []agenda.DecisionID {
	now := slices.Clone(ids)
	for i := range now {
		for later, ok := l[now[i]]; ok; later, ok = l[now[i]] {
			now[i] = later
		}
	}
	return now
}

// decision is verdicts that were given together.
type decision struct {
	office   Office
	ledger   ledger
	verdicts []office.Verdict
	ids      []agenda.DecisionID // of the decisions that stand
}

func (d *decision) do(ctx context.Context, _ agenda.Progress) error {
	made, err := d.office.Decide(ctx, d.verdicts)
	if err != nil {
		return err
	}
	d.ids = nil
	for _, one := range made {
		d.ids = append(d.ids, one.ID)
	}
	return nil
}

func (d *decision) undo(ctx context.Context, progress agenda.Progress) error {
	return d.office.UndoDecisions(ctx, d.ledger.now(d.ids), progress)
}

// withdrawal is decisions that were taken back together.
type withdrawal struct {
	office    Office
	ledger    ledger
	decisions []agenda.Decision // the newest first
}

func (w *withdrawal) do(ctx context.Context, progress agenda.Progress) error {
	ids := make([]agenda.DecisionID, len(w.decisions))
	for i, d := range w.decisions {
		ids[len(ids)-1-i] = d.ID // the last one made is taken back first
	}
	return w.office.UndoDecisions(ctx, w.ledger.now(ids), progress)
}

// undo decides again what had been decided, on the findings as they are now: one that
// says something else by now is not decided on old evidence.
func (w *withdrawal) undo(ctx context.Context, progress agenda.Progress) error {
	v, err := w.office.Vet(ctx, progress)
	if err != nil {
		return err
	}
	verdicts := make([]office.Verdict, len(w.decisions))
	for i, d := range w.decisions {
		at := len(verdicts) - 1 - i // in the order in which they were made
		if verdicts[at], err = again(v, d); err != nil {
			return err
		}
	}
	made, err := w.office.Decide(ctx, verdicts)
	if err != nil {
		return err
	}
	for i, d := range w.decisions {
		w.ledger[w.ledger.now([]agenda.DecisionID{d.ID})[0]] = made[len(made)-1-i].ID
	}
	return nil
}

// again returns the verdict that makes a decision once more.
func again(v office.Vetting, d agenda.Decision) (office.Verdict, error) {
	for _, f := range v.Open {
		if f.Rule == d.Rule && slices.Equal(sorted(f.Bookings), sorted(d.Bookings)) {
			return office.Verdict{Finding: f, Outcome: d.Outcome, Cancel: d.Cancel, Reason: d.Reason}, nil
		}
	}
	return office.Verdict{}, agenda.NewProblem("VET-OUTDATED", "Rule", d.Rule)
}

func sorted(ids []agenda.BookingID) []agenda.BookingID {
	return slices.Sorted(slices.Values(ids))
}
