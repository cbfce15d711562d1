package sqlite

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// Uptakes implements [workspace.Reader]. A slot that went online several times has at
// each of them the bookings from then until the next. Exports that tell only the day of
// a booking give it the hour 0, which is no moment: it would be hours before the slot
// went online.
func (r *reader) Uptakes(ctx context.Context) (map[agenda.ReleaseID]workspace.Uptake, error) {
	uptakes := map[agenda.ReleaseID]workspace.Uptake{}
	err := each(ctx, r.tx,
		`WITH online AS (
		     SELECT slot, release, at, lag(at) OVER turns AS before, lead(at) OVER turns AS next
		     FROM slot_online WINDOW turns AS (PARTITION BY slot ORDER BY at, release)
		 )
		 SELECT o.release,
		        EXISTS (SELECT 1 FROM booking b WHERE b.slot = o.slot AND b.booked_at % 86400 = 0),
		        (SELECT coalesce(min(b.booked_at), 0) FROM booking b WHERE b.slot = o.slot
		         AND (o.before IS NULL OR b.booked_at >= o.at) AND (o.next IS NULL OR b.booked_at < o.next))
		 FROM online o`,
		func(row scanner) error {
			var release agenda.ReleaseID
			var unknown bool
			var booked agenda.Moment
			if err := row.Scan(text(&release), &unknown, &booked); err != nil {
				return err
			}
			u := uptakes[release]
			switch {
			case unknown:
				u.Unknown++
			case booked.IsZero():
				u.Slots++
			default:
				u.Slots++
				u.Booked = append(u.Booked, booked)
			}
			uptakes[release] = u
			return nil
		})
	for _, u := range uptakes {
		slices.Sort(u.Booked)
	}
	return uptakes, err
}

// BookingsKnownUntil implements [workspace.Reader].
func (r *reader) BookingsKnownUntil(ctx context.Context) (agenda.Moment, error) {
	return scalar[agenda.Moment](ctx, r.tx,
		`SELECT coalesce(max(booked_at), 0) FROM booking WHERE booked_at <= (SELECT max(at) FROM import WHERE undone_at = 0)`)
}
