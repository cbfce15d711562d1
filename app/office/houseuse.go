package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// HouseUse is what depends on the entries of a house: what is used cannot be removed.
type HouseUse struct {
	Version    int // of the plan, 0 where none was made; once there is one the year does not change any more
	Desks      map[agenda.DeskID]Use
	Procedures map[agenda.ProcedureCode]Use
}

// Use is how many slots and bookings, past ones included, something has.
type Use struct{ Slots, Bookings int }

// None reports whether nothing depends on it.
func (u Use) None() bool { return u == Use{} }

// HouseUse returns what the desks and procedures are used by.
func (o *Office) HouseUse(ctx context.Context) (HouseUse, error) {
	return view(ctx, o, func(r workspace.Reader) (u HouseUse, err error) {
		u = HouseUse{Desks: map[agenda.DeskID]Use{}, Procedures: map[agenda.ProcedureCode]Use{}}
		house, err := loadHouse(ctx, r)
		if err != nil {
			return u, err
		}
		plan, err := r.Plan(ctx)
		if err != nil {
			return u, err
		}
		u.Version = plan.Version
		slots, err := r.Slots(ctx, workspace.SlotQuery{})
		if err != nil {
			return u, err
		}
		atDesk, ofProcedure := map[agenda.DeskID]int{}, map[agenda.ProcedureCode]int{}
		for _, s := range slots {
			atDesk[s.Desk]++
			ofProcedure[s.Procedure]++
		}
		for _, d := range house.Desks {
			bookings, err := r.CountBookings(ctx, workspace.BookingQuery{Desk: d.ID})
			if err != nil {
				return u, err
			}
			u.Desks[d.ID] = Use{atDesk[d.ID], bookings}
		}
		for _, p := range house.Procedures {
			bookings, err := r.CountBookings(ctx, workspace.BookingQuery{Procedure: p.Code})
			if err != nil {
				return u, err
			}
			u.Procedures[p.Code] = Use{ofProcedure[p.Code], bookings}
		}
		return u, nil
	})
}
