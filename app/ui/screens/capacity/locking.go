package capacity

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// lockable are the selected weeks that can be locked: planning leaves the others as they
// are anyway.
func (s *Screen) lockable() []agenda.Week {
	return s.selected(func(w office.PlanWeek) bool { return !w.Locked && !w.Past })
}

// unlockable are the selected weeks that are locked.
func (s *Screen) unlockable() []agenda.Week {
	return s.selected(func(w office.PlanWeek) bool { return w.Locked && !w.Past })
}

// selected are the weeks of the plan that are selected and fit, in their order.
func (s *Screen) selected(fit func(office.PlanWeek) bool) (weeks []agenda.Week) {
	if !s.there || s.looking() || s.weeks.table == nil {
		return nil
	}
	selection := s.weeks.table.Selection()
	for _, w := range s.present.Weeks {
		if selection.Contains(w.Week.String()) && fit(w) {
			weeks = append(weeks, w.Week)
		}
	}
	return weeks
}

// lock locks the selected weeks.
func (s *Screen) lock() { s.relock(s.lockable(), true) }

// unlock takes the locks of the selected weeks away.
func (s *Screen) unlock() { s.relock(s.unlockable(), false) }

func (s *Screen) relock(weeks []agenda.Week, lock bool) {
	if len(weeks) == 0 {
		return
	}
	voice, work := s.p.Voice, s.p.Office.UnlockWeeks
	key, single := "screen.capacity.step.unlock-many", "screen.capacity.step.unlock"
	if lock {
		work, key, single = s.p.Office.LockWeeks, "screen.capacity.step.lock-many", "screen.capacity.step.lock"
	}
	name := voice.Text(key, "Count", len(weeks))
	if len(weeks) == 1 {
		name = voice.Text(single, "Number", weeks[0].Number)
	}
	s.step(voice.Text("screen.capacity.locking"), name, func(ctx context.Context, _ agenda.Progress) (office.PlanView, error) {
		return work(ctx, weeks, "")
	}, func(office.PlanView) {})
}
