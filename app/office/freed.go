package office

import (
	"context"
	"encoding/json"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// freedSecret is the name of the secret under which freed slots choose their releases.
const freedSecret = "freed-returns"

// FreedSlots returns the slots that were given back and are not online again, and what
// becomes of each. Those that a release to come has got already are among them: who
// knows them does not know its moment.
func (o *Office) FreedSlots(ctx context.Context) (FreedPool, error) {
	return view(ctx, o, func(r workspace.Reader) (FreedPool, error) { return o.freedPool(ctx, r) })
}

// ReturnFreed deals the slots that were given back to the releases to come which may put
// them online again, and gives those that are too near their date to the urgent cases.
// Those that wait for the draw of a week, or for something that somebody has to do
// first, stay as they are.
func (o *Office) ReturnFreed(ctx context.Context) (FreedReturn, error) {
	var done FreedReturn
	err := o.store.Update(ctx, func(w workspace.Writer) (err error) {
		done, err = o.returnFreed(ctx, w)
		return err
	})
	if err != nil {
		return FreedReturn{}, err
	}
	if len(done.Before) > 0 {
		o.changed(AreaReleases)
	}
	return done, nil
}

func (o *Office) returnFreed(ctx context.Context, w workspace.Writer) (FreedReturn, error) {
	if err := o.ensureFreedSecret(ctx, w); err != nil {
		return FreedReturn{}, err
	}
	pool, err := o.freedPool(ctx, w)
	if err != nil {
		return FreedReturn{}, err
	}
	var done FreedReturn
	var after []agenda.Slot
	for _, f := range pool.Slots {
		s := f.Slot
		switch {
		case s.State != agenda.SlotPublished:
			continue // dealt, or among the urgent cases, already
		case f.Fate == publication.FateReturns:
			s.State, s.Release = agenda.SlotReleased, f.Return.Release
			done.Released++
		case f.Fate == publication.FateUrgent:
			s.State, s.Release = agenda.SlotReserved, ""
			done.Urgent++
		default:
			continue
		}
		done.Before, after = append(done.Before, f.Slot), append(after, s)
	}
	if len(after) == 0 {
		return done, nil
	}
	if err := w.PutSlots(ctx, after); err != nil {
		return FreedReturn{}, err
	}
	return done, o.record(ctx, w, "return-freed", "", map[string]any{"released": done.Released, "urgent": done.Urgent})
}

// UndoReturn makes slots again what they were before ReturnFreed. Those that went back
// by themselves, because somebody holds them again, stay so.
//
// Problems: PUB-RETURN-DONE: a release has put one of them online since.
func (o *Office) UndoReturn(ctx context.Context, before []agenda.Slot) error {
	if len(before) == 0 {
		return nil
	}
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		byDay := func(a, b agenda.Slot) int { return a.Date.Compare(b.Date) }
		slots, err := w.Slots(ctx, workspace.SlotQuery{From: slices.MinFunc(before, byDay).Date, To: slices.MaxFunc(before, byDay).Date})
		if err != nil {
			return err
		}
		now := map[agenda.SlotID]agenda.Slot{}
		for _, s := range slots {
			now[s.ID] = s
		}
		online := 0
		for _, s := range before {
			if is := now[s.ID]; is.State == agenda.SlotPublished && is.Release != s.Release {
				online++
			}
		}
		if online > 0 {
			return agenda.NewProblem("PUB-RETURN-DONE", "Count", online)
		}
		if err := w.PutSlots(ctx, before); err != nil {
			return err
		}
		return o.record(ctx, w, "undo-return-freed", "", map[string]any{"slots": len(before)})
	})
	if err == nil {
		o.changed(AreaReleases)
	}
	return err
}

// takeBackHeld sees to it that no slot which somebody holds goes online: an import, or a
// decision that was taken back, may have given it back to its holder after it was dealt
// to a release.
func (o *Office) takeBackHeld(ctx context.Context, w workspace.Writer) error {
	n, err := w.TakeBackHeld(ctx)
	if err != nil || n == 0 {
		return err
	}
	return o.record(ctx, w, "take-back-held", "", map[string]any{"slots": n})
}

// ensureFreedSecret draws the workspace's secret for freed slots at its first use.
func (o *Office) ensureFreedSecret(ctx context.Context, w workspace.Writer) error {
	if _, found, err := w.Secret(ctx, freedSecret); err != nil || found {
		return err
	}
	seed, err := o.seed()
	if err != nil {
		return err
	}
	return w.SetSecret(ctx, freedSecret, seed[:])
}

// freedPool decides, as of now, what becomes of every slot that was given back.
func (o *Office) freedPool(ctx context.Context, r workspace.Reader) (pool FreedPool, err error) {
	if pool.House, err = loadHouse(ctx, r); err != nil {
		return pool, err
	}
	given, err := r.GivenBack(ctx)
	if err != nil || len(given) == 0 {
		return pool, err
	}
	unsent, err := unsentCancellations(ctx, r)
	if err != nil {
		return pool, err
	}
	returns, err := o.returnsOf(ctx, r, given)
	if err != nil {
		return pool, err
	}
	pool.Slots = make([]FreedSlot, len(returns))
	index := map[agenda.SlotID]int{}
	for i, back := range returns {
		pool.Slots[i].Return = back
		index[back.Slot] = i
	}
	for _, g := range given { // by moment: the last one counts
		f := &pool.Slots[index[g.Slot.ID]]
		f.Slot, f.At, f.Cause = g.Slot, g.At, g.Cause
		f.Unsent = f.Unsent || unsent[g.Booking] && !g.Gone
	}
	unserved, err := o.unservedOf(pool)
	if err != nil {
		return pool, err
	}
	for i, f := range pool.Slots {
		pool.Slots[i].hold(pool.House, unserved[f.ID])
	}
	return pool, nil
}

// unservedOf returns the slots of a pool at whose hour no agent sits at their desk any
// more.
func (o *Office) unservedOf(pool FreedPool) (map[agenda.SlotID]bool, error) {
	days, err := pool.House.Calendar()
	if err != nil {
		return nil, err
	}
	slots := make([]agenda.Slot, len(pool.Slots))
	for i, f := range pool.Slots {
		slots[i] = f.Slot
	}
	unserved := map[agenda.SlotID]bool{}
	for _, week := range unservedSlots(pool.House, days, slots, o.now().Date()) {
		for _, s := range week {
			unserved[s.ID] = true
		}
	}
	return unserved, nil
}

// returnsOf decides what becomes of freed slots by their dates and the releases alone.
func (o *Office) returnsOf(ctx context.Context, r workspace.Reader, given []workspace.GivenBack) ([]publication.Return, error) {
	freed := make([]publication.Freed, len(given))
	for i, g := range given {
		freed[i] = publication.Freed{Slot: g.Slot, At: g.At, Cause: g.Cause}
	}
	weeks, err := r.ReleaseWeeks(ctx)
	if err != nil {
		return nil, err
	}
	var releases []agenda.Release
	for _, week := range weeks {
		releases = append(releases, week.Releases...)
	}
	standing, err := standingRules(ctx, r, o.now().Date())
	if err != nil {
		return nil, err
	}
	secret, found, err := r.Secret(ctx, freedSecret)
	if err != nil {
		return nil, err
	}
	var seed [32]byte
	copy(seed[:], secret)
	returns := publication.ReturnFreed(freed, releases, standing.Lead, o.now(), seed)
	if found {
		return returns, nil
	}
	// Nothing was ever dealt: that a slot returns is certain, with what is still to be drawn.
	for i := range returns {
		returns[i].Release = ""
	}
	return returns, nil
}

// hold keeps a slot in the pool that must not return yet, whatever its date.
func (f *FreedSlot) hold(house House, unserved bool) {
	if f.Fate == publication.FateOver || f.State == agenda.SlotReleased {
		return
	}
	switch {
	case f.Unsent:
		f.Reason = agenda.Msg("office.freed.unsent", "At", f.At)
	case unserved:
		f.Reason = agenda.Msg("office.freed.unserved", "At", f.At, "Desk", house.DeskName(f.Desk))
	default:
		return
	}
	f.Fate, f.Return.Release = publication.FateWaits, ""
}

// unsentCancellations returns the bookings that standing decisions cancelled after the
// list for the platform was last written.
func unsentCancellations(ctx context.Context, r workspace.Reader) (map[agenda.BookingID]bool, error) {
	decisions, err := r.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	list, found, err := r.LastEntry(ctx, "export", exportCancellations)
	if err != nil {
		return nil, err
	}
	sent := 0
	if found {
		sent = decisionsIn(list, decisions)
	}
	listed := map[agenda.BookingID]bool{}
	unsent := map[agenda.BookingID]bool{}
	for i, d := range decisions {
		if !d.Undone.IsZero() {
			continue
		}
		for _, id := range d.Cancel {
			if i < sent {
				listed[id] = true
			} else if !listed[id] {
				unsent[id] = true
			}
		}
	}
	return unsent, nil
}

// decisionsIn returns how many of the decisions, oldest first, a list for the platform
// knew. One that was written before that was noted knew those of its time.
func decisionsIn(list agenda.JournalEntry, decisions []agenda.Decision) int {
	var detail struct {
		Decisions *int `json:"decisions"`
	}
	if err := json.Unmarshal([]byte(list.Detail), &detail); err == nil && detail.Decisions != nil {
		return *detail.Decisions
	}
	n := slices.IndexFunc(decisions, func(d agenda.Decision) bool { return d.At > list.At })
	if n < 0 {
		return len(decisions)
	}
	return n
}
