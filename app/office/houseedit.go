package office

import (
	"context"
	"reflect"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// EditHouse changes what the set-up said: the service, its targets, its procedures and
// its desks, all or nothing. from is the house as whoever edits it has seen it; to is what
// it becomes, its lists in their new order, a desk without id a new one. What is removed
// takes along what is only about it: a procedure leaves the lists of the desks, a desk
// its absences, its dated changes and the closures of it alone.
//
// It returns the house as it has become. Taking the edit back is EditHouse(after, from),
// making it again EditHouse(from, after). Slots that are there already stay as they are;
// see [Office.HouseAffected].
//
// Problems: HOUSE-OVERTAKEN when the house is not what was seen; HOUSE-YEAR for another
// year once a plan was made; HOUSE-SERVICE, HOUSE-PROCEDURE, HOUSE-DESK for what cannot
// be; HOUSE-ADDITIONAL for a procedure of which additional appointments are asked for;
// WS-DESK-IN-USE and WS-PROCEDURE-IN-USE where slots or bookings would be without;
// CAL-TERRITORY, CAL-YEAR and those of [calendar.Of].
func (o *Office) EditHouse(ctx context.Context, from, to House) (after House, err error) {
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		now, err := loadHouse(ctx, w)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(now, from) {
			return agenda.NewProblem("HOUSE-OVERTAKEN")
		}
		to := to.settled(now, o.newID)
		to.Additional = now.Additional // which have use cases of their own
		if err := to.check(); err != nil {
			return err
		}
		if err := mayChangeYear(ctx, w, now, to); err != nil {
			return err
		}
		if err := to.keepChanges(ctx, w, now); err != nil {
			return err
		}
		for _, told := range tellHouse(now, to) {
			if err := o.record(ctx, w, told.action, told.subject, told.detail); err != nil {
				return err
			}
		}
		after, err = loadHouse(ctx, w)
		return err
	})
	if err != nil {
		return House{}, err
	}
	o.changed(AreaSetup, AreaPlan)
	return after, nil
}

// settled gives new desks their ids, and lets go what was about those that are no longer
// there.
func (h House) settled(before House, newID func() string) House {
	h.Desks = slices.Clone(h.Desks)
	for i, d := range h.Desks {
		if d.ID == "" {
			h.Desks[i].ID = agenda.DeskID(newID())
		}
		h.Desks[i].Procedures = kept(d.Procedures, func(code agenda.ProcedureCode) bool {
			_, there := h.Procedure(code)
			_, was := before.Procedure(code)
			return there || !was
		})
	}
	h.Timetable = h.Timetable.of(h.Desks)
	return h
}

// of returns the entries that are about these desks, or about every one.
func (t Timetable) of(desks []agenda.Desk) Timetable {
	there := func(id agenda.DeskID) bool {
		return slices.ContainsFunc(desks, func(d agenda.Desk) bool { return d.ID == id })
	}
	var closures []agenda.Closure
	for _, c := range t.Closures {
		some := len(c.Desks) > 0
		if c.Desks = kept(c.Desks, there); !some || len(c.Desks) > 0 {
			closures = append(closures, c)
		}
	}
	t.Closures = closures
	t.Absences = kept(t.Absences, func(a agenda.Absence) bool { return there(a.Desk) })
	t.Changes = kept(t.Changes, func(c agenda.SessionChange) bool { return there(c.Desk) })
	return t
}

// kept returns those of a list that pass, the list itself where all do.
func kept[T any](list []T, pass func(T) bool) []T {
	if !slices.ContainsFunc(list, func(one T) bool { return !pass(one) }) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(one T) bool { return !pass(one) })
}

// mayChangeYear refuses another year where a plan has been made for this one.
func mayChangeYear(ctx context.Context, r workspace.Reader, from, to House) error {
	if to.Service.Year == from.Service.Year {
		return nil
	}
	plan, err := r.Plan(ctx)
	if err == nil && plan.Version > 0 {
		err = agenda.NewProblem("HOUSE-YEAR", "Year", from.Service.Year)
	}
	return err
}

// keepChanges writes what is not as it was. Procedures come before the desks that serve
// them, and these before the entries about them.
func (h House) keepChanges(ctx context.Context, w workspace.Writer, before House) error {
	if !reflect.DeepEqual(h.Service, before.Service) {
		if err := w.SetService(ctx, h.Service); err != nil {
			return err
		}
	}
	if !reflect.DeepEqual(h.Procedures, before.Procedures) {
		if err := w.SetProcedures(ctx, h.Procedures); err != nil {
			return err
		}
	}
	if !reflect.DeepEqual(h.Desks, before.Desks) {
		if err := w.SetDesks(ctx, h.Desks); err != nil {
			return err
		}
	}
	if reflect.DeepEqual(h.Timetable, before.Timetable) {
		return nil
	}
	return h.keep(ctx, w)
}

// ShareTargets returns the procedures with the year's appointments shared anew: those of
// own get what it says; the other counted ones that need an appointment share what is
// left of the total in proportion to the targets they have, or equally where none has
// any. The others keep theirs.
func ShareTargets(procedures []agenda.Procedure, total int, own map[agenda.ProcedureCode]int) []agenda.Procedure {
	shared := slices.Clone(procedures)
	weights := map[agenda.ProcedureCode]float64{}
	var sharing []agenda.Procedure
	for i, p := range shared {
		target, owns := own[p.Code]
		switch {
		case owns:
			shared[i].Target = target
			if p.Counted && p.WalkIn == nil {
				total -= target
			}
		case p.Counted && p.WalkIn == nil:
			weights[p.Code] = float64(p.Target)
			p.Target = 0
			sharing = append(sharing, p)
		}
	}
	targets := capacity.Targets(sharing, total, weights)
	for i, p := range shared {
		if target, ok := targets[p.Code]; ok {
			shared[i].Target = target
		}
	}
	return shared
}
