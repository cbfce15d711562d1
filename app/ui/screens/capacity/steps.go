package capacity

import (
	"context"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/history"
	"creneaux/app/ui/widgets"
)

// stuckKey is the reason of a plan that was taken back and could not be everywhere.
const stuckKey = "office.plan.stuck"

// step makes another version of the plan as a task; it is undone by taking back the
// version before. name is what was done, as the history calls it; done is called when
// nothing went wrong.
func (s *Screen) step(label, name string, work func(context.Context, agenda.Progress) (office.PlanView, error), done func(office.PlanView)) {
	before := s.present.Version
	var after office.PlanView
	s.run(label, func(ctx context.Context, progress agenda.Progress) (err error) {
		after, err = work(ctx, progress)
		return err
	}, func() {
		if before > 0 && after.Version != before {
			voice := s.p.Voice
			s.p.History.Record(history.Step{
				Name: name,
				Undo: s.takingBack(before, voice.Text("screen.capacity.undone", "Name", name)),
				Redo: s.takingBack(after.Version, voice.Text("screen.capacity.redone", "Name", name)),
			})
		}
		s.tellStuck(after)
		s.stands(after)
		done(after)
		s.load()
	})
}

// takingBack returns the work that takes a version back.
func (s *Screen) takingBack(version int, why string) func(context.Context, agenda.Progress) error {
	return func(ctx context.Context, _ agenda.Progress) error {
		restored, err := s.p.Office.RestorePlan(ctx, version, why)
		if err == nil {
			fyne.Do(func() {
				s.tellStuck(restored)
				s.stands(restored)
			})
		}
		return err
	}
}

// stands takes up which plan stands before it is read anew: what is done next is undone by
// taking back this one.
func (s *Screen) stands(plan office.PlanView) {
	if s.present.Version > 0 && plan.Version > s.present.Version {
		s.present.Version = plan.Version
	}
}

// tellStuck tells which weeks could not go back with the others.
func (s *Screen) tellStuck(plan office.PlanView) {
	for _, reason := range plan.Reasons {
		if reason.Key == stuckKey {
			s.p.Toast(s.p.Voice.Say(reason), widgets.Warning)
		}
	}
}

// run does a work as a task; done is called when nothing went wrong.
func (s *Screen) run(label string, work func(context.Context, agenda.Progress) error, done func()) {
	started := s.p.Tasks.Run(label, work, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		done()
	})
	if !started {
		s.p.Dialogs.Tell(label, s.p.Voice.Text("screen.capacity.busy"))
	}
}
