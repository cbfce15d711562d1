package sqlite

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// Slots implements [workspace.Reader].
func (r *reader) Slots(ctx context.Context, q workspace.SlotQuery) ([]agenda.Slot, error) {
	var c conditions
	if !q.From.IsZero() {
		c.add(`date >= ?`, q.From.String())
	}
	if !q.To.IsZero() {
		c.add(`date <= ?`, q.To.String())
	}
	if q.Desk != "" {
		c.add(`desk = ?`, q.Desk)
	}
	if q.Procedure != "" {
		c.add(`procedure = ?`, q.Procedure)
	}
	if q.State != "" {
		c.add(`state = ?`, q.State)
	}
	if q.Release != "" {
		c.add(`release = ?`, q.Release)
	}
	if q.Free {
		c.add(`NOT EXISTS (SELECT 1 FROM booking b WHERE b.slot = s.id AND b.status = ? AND NOT b.gone)`, agenda.BookingActive)
	}
	return query(ctx, r.tx, `SELECT `+slotColumns+` FROM slot s`+c.where()+` ORDER BY `+slotOrder, scanSlot, c.args...)
}

// The columns of a slot s that scanSlot reads, and the order in which slots are told.
const (
	slotColumns = `s.id, s.desk, s.procedure, s.date, s.start, s.minutes, s.position, s.state, s.release`
	slotOrder   = `s.date, s.start, s.desk, s.position, s.id`
)

func scanSlot(row scanner) (s agenda.Slot, err error) {
	err = row.Scan(text(&s.ID), text(&s.Desk), text(&s.Procedure), dateColumn{&s.Date}, &s.Start, &s.Minutes,
		&s.Position, text(&s.State), text(&s.Release))
	return s, err
}

// CellSlots implements [workspace.Reader].
func (r *reader) CellSlots(ctx context.Context, cells []agenda.PlanCell) ([]agenda.Slot, error) {
	type days struct {
		Desk      agenda.DeskID        `json:"desk"`
		Procedure agenda.ProcedureCode `json:"procedure"`
		From      agenda.Date          `json:"from"`
		To        agenda.Date          `json:"to"`
	}
	wanted := make([]days, len(cells))
	for i, c := range cells {
		wanted[i] = days{c.Desk, c.Procedure, c.Week.Monday(), c.Week.Day(agenda.Sunday)}
	}
	list, err := jsonText(wanted)
	if err != nil {
		return nil, err
	}
	return query(ctx, r.tx,
		`SELECT slot.id, slot.desk, slot.procedure, slot.date, slot.start, slot.minutes, slot.position,
		   iif(slot.state = 'reserved', 'published', slot.state), coalesce(slot.release, `+latestOnline+`) AS latest
		 FROM json_each(?) cell CROSS JOIN slot ON slot.desk = cell.value ->> 'desk'
		   AND slot.date BETWEEN cell.value ->> 'from' AND cell.value ->> 'to' AND slot.procedure = cell.value ->> 'procedure'
		 WHERE slot.state <> 'reserved' OR latest IS NOT NULL`,
		scanSlot, list)
}

// BookedSlots implements [workspace.Reader].
func (r *reader) BookedSlots(ctx context.Context) (map[agenda.SlotID]bool, error) {
	return r.slotSet(ctx, `SELECT slot FROM booking WHERE slot IS NOT NULL AND status = ? AND gone = 0`, agenda.BookingActive)
}

// TakenSlots implements [workspace.Reader].
func (r *reader) TakenSlots(ctx context.Context) (map[agenda.SlotID]bool, error) {
	return r.slotSet(ctx, `SELECT slot FROM booking WHERE slot IS NOT NULL AND status <> ? AND gone = 0`, agenda.BookingCancelled)
}

// UsedSlots implements [workspace.Reader].
func (r *reader) UsedSlots(ctx context.Context, from, to agenda.Date) (map[agenda.SlotID]bool, error) {
	if from.IsZero() && to.IsZero() {
		return r.slotSet(ctx, `SELECT slot FROM booking WHERE slot IS NOT NULL UNION SELECT slot FROM booking_before WHERE slot IS NOT NULL`)
	}
	var c conditions
	c.add(`(EXISTS (SELECT 1 FROM booking b WHERE b.slot = slot.id) OR EXISTS (SELECT 1 FROM booking_before b WHERE b.slot = slot.id))`)
	if !from.IsZero() {
		c.add(`date >= ?`, from.String())
	}
	if !to.IsZero() {
		c.add(`date <= ?`, to.String())
	}
	return r.slotSet(ctx, `SELECT id FROM slot`+c.where(), c.args...)
}

func (r *reader) slotSet(ctx context.Context, statement string, args ...any) (map[agenda.SlotID]bool, error) {
	set := map[agenda.SlotID]bool{}
	err := each(ctx, r.tx, statement, func(row scanner) error {
		var id agenda.SlotID
		err := row.Scan(text(&id))
		set[id] = true
		return err
	}, args...)
	return set, err
}

// PutSlots implements [workspace.Writer].
func (w *writer) PutSlots(ctx context.Context, slots []agenda.Slot) error {
	return forEach(ctx, slots, func(ctx context.Context, _ int, s agenda.Slot) error {
		return w.exec(ctx,
			`INSERT INTO slot (id, desk, procedure, date, start, minutes, position, state, release)
			 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			 ON CONFLICT (id) DO UPDATE SET desk = excluded.desk, procedure = excluded.procedure, date = excluded.date,
			   start = excluded.start, minutes = excluded.minutes, position = excluded.position,
			   state = excluded.state, release = excluded.release`,
			s.ID, s.Desk, s.Procedure, s.Date.String(), s.Start, s.Minutes, s.Position, s.State, orNull(s.Release))
	})
}

// deleteSlots removes slots. One that ever had a booking stays, be it cancelled since: the
// booking tells where it was. An id that no slot has is passed over.
//
// Problems: WS-SLOT-IN-USE.
func (w *writer) deleteSlots(ctx context.Context, ids []agenda.SlotID) error {
	list := idList(ids)
	used, err := query(ctx, w.tx,
		`SELECT s.date, s.start, d.name FROM slot s JOIN desk d ON d.id = s.desk
		 WHERE s.id IN (SELECT value FROM json_each(?))
		   AND (s.state IN ('released', 'published')
		     OR EXISTS (SELECT 1 FROM booking b WHERE b.slot = s.id)
		     OR EXISTS (SELECT 1 FROM booking_before b WHERE b.slot = s.id))
		 ORDER BY s.date, s.start LIMIT 1`,
		func(row scanner) (problem *agenda.Problem, err error) {
			var date agenda.Date
			var start agenda.Clock
			var desk string
			err = row.Scan(dateColumn{&date}, &start, &desk)
			return agenda.NewProblem("WS-SLOT-IN-USE", "Desk", desk, "Date", date, "Start", start), err
		}, list)
	if err != nil {
		return err
	}
	for _, problem := range used {
		return problem
	}
	return w.exec(ctx, `DELETE FROM slot WHERE id IN (SELECT value FROM json_each(?))`, list)
}

// conditions collects the restrictions of a query.
type conditions struct {
	sql  string
	args []any
}

func (c *conditions) add(condition string, args ...any) {
	if c.sql != "" {
		c.sql += ` AND `
	}
	c.sql += condition
	c.args = append(c.args, args...)
}

// where returns the WHERE clause, empty when nothing restricts.
func (c *conditions) where() string {
	if c.sql == "" {
		return ""
	}
	return ` WHERE ` + c.sql
}
