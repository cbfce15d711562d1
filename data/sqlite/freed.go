package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// ReleaseSlots implements [workspace.Reader].
func (r *reader) ReleaseSlots(ctx context.Context, week agenda.Week) ([]agenda.Slot, error) {
	return query(ctx, r.tx,
		`SELECT `+slotColumns+` FROM release r JOIN slot s ON s.release = r.id WHERE r.week = ? ORDER BY `+slotOrder,
		scanSlot, week.String())
}
