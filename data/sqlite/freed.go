package sqlite

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
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

// givenBack are the bookings that no longer hold a slot which they held. One whose row
// has moved on is known from what an import kept of it.
//
// The export may not say when it was cancelled: the import that told is the one before
// which the booking last held its slot, or else the one that brought it.
const givenBack = `given (slot, booking, booked_at, at, cause, gone) AS (
  SELECT b.slot, b.id, b.booked_at,
    CASE WHEN b.status = 'cancelled' AND b.cancelled_at <> 0 THEN b.cancelled_at ELSE coalesce(
      (SELECT i.at FROM booking_before f JOIN import i ON i.pk = f.import
       WHERE f.booking = b.id AND f.status <> 'cancelled' AND NOT f.gone ORDER BY f.import DESC LIMIT 1), first.at) END,
    CASE b.status WHEN 'cancelled' THEN b.cause ELSE 'platform' END, b.gone
  FROM booking b JOIN import first ON first.pk = b.import
  WHERE b.slot IS NOT NULL AND (b.status = 'cancelled' OR b.status = 'booked' AND b.gone)
  UNION ALL
  SELECT f.slot, f.booking, f.booked_at,
    CASE WHEN f.status = 'cancelled' AND f.cancelled_at <> 0 THEN f.cancelled_at ELSE i.at END,
    CASE f.status WHEN 'cancelled' THEN f.cause ELSE 'platform' END, 1
  FROM booking_before f JOIN booking b ON b.id = f.booking JOIN import i ON i.pk = f.import
  WHERE f.slot IS NOT NULL AND b.slot IS NOT f.slot AND f.status IN ('booked', 'cancelled'))`

// unseated are the bookings that stand at a place of which no slot was left for them.
const unseated = `unseated (desk, date, start, bookings) AS (
  SELECT desk, date, start, count(*) FROM booking
  WHERE slot IS NULL AND desk IS NOT NULL AND status = 'booked' AND NOT gone GROUP BY desk, date, start)`

// freed are the slots that were given back, numbered at their place. What was given back
// before a slot went online the last time is over. A release may be ticked some minutes
// after its slots are on the platform, where they may be taken and given back within
// these minutes; but no slot goes online on the day on which it was given back, so that
// whoever booked it on the day of its release or later booked what that put online.
const freed = `freed AS (
  SELECT slot.*, g.booking, g.at, g.cause, g.gone,
    dense_rank() OVER (PARTITION BY slot.desk, slot.date, slot.start ORDER BY slot.position, slot.id) AS number
  FROM given g JOIN slot ON slot.id = g.slot LEFT JOIN slot_online l ON l.slot = slot.id AND l.release = ` + latestOnline + `
  WHERE (slot.state = 'reserved' OR slot.state IN ('published', 'released') AND l.release IS NOT NULL)
    AND (l.at IS NULL OR g.at >= l.at - l.at % 60 OR g.booked_at / 86400 >= l.at / 86400)
    AND NOT EXISTS (SELECT 1 FROM booking h WHERE h.slot = slot.id
      AND (h.status = 'booked' AND NOT h.gone OR h.status IN ('served', 'absent'))))`

// GivenBack implements [workspace.Reader].
func (r *reader) GivenBack(ctx context.Context) ([]workspace.GivenBack, error) {
	return query(ctx, r.tx,
		`WITH `+givenBack+`, `+unseated+`, `+freed+`
		 SELECT `+slotColumns+`, s.booking, s.at, s.cause, s.gone
		 FROM freed s LEFT JOIN unseated u ON u.desk = s.desk AND u.date = s.date AND u.start = s.start
		 WHERE s.number > coalesce(u.bookings, 0)
		 ORDER BY `+slotOrder+`, s.at, s.booking`,
		func(row scanner) (g workspace.GivenBack, err error) {
			s := &g.Slot
			err = row.Scan(text(&s.ID), text(&s.Desk), text(&s.Procedure), dateColumn{&s.Date}, &s.Start, &s.Minutes,
				&s.Position, text(&s.State), text(&s.Release), text(&g.Booking), &g.At, text(&g.Cause), &g.Gone)
			return g, err
		})
}

// TakeBackHeld implements [workspace.Writer].
func (w *writer) TakeBackHeld(ctx context.Context) (int, error) {
	result, err := w.tx.ExecContext(ctx,
		`UPDATE slot SET `+asLastOnline+`
		 WHERE (state = 'released' OR state = 'reserved' AND EXISTS (SELECT 1 FROM slot_online o WHERE o.slot = slot.id))
		   AND id IN (SELECT slot FROM booking WHERE slot IS NOT NULL AND status = ? AND NOT gone)`, agenda.BookingActive)
	if err != nil {
		return 0, err
	}
	changed, err := result.RowsAffected()
	return int(changed), err
}
