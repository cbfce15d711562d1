package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// ReleaseSlots implements [workspace.Reader].
func (r *reader) ReleaseSlots(ctx context.Context, week agenda.Week) ([]agenda.Slot, error) {
	return query(ctx, r.tx,
		`SELECT s.* FROM (
		   SELECT `+slotColumns+` FROM release r JOIN slot s ON s.release = r.id AND s.state = 'released' WHERE r.week = ?1
		   UNION ALL
		   SELECT s.id, s.desk, s.procedure, s.date, s.start, s.minutes, s.position, 'published', o.release
		   FROM release r JOIN slot_online o ON o.release = r.id JOIN slot s ON s.id = o.slot WHERE r.week = ?1) s
		 ORDER BY `+slotOrder+`, s.release`,
		scanSlot, week.String())
}
