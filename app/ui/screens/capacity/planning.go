package capacity

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/widgets"
)

// askPlan plans the year, after a question where that replaces a plan: the one before
// does not come back.
func (s *Screen) askPlan() {
	if s.plan.Version == 0 {
		s.makePlan()
		return
	}
	voice, kept := s.p.Voice, 0
	for _, w := range s.plan.Weeks {
		if w.Kept {
			kept++
		}
	}
	s.p.Dialogs.Confirm(
		voice.Text("screen.capacity.replace.title", "Year", yearOf(s.plan)),
		voice.Text("screen.capacity.replace.text", "Count", kept, "Free", len(s.plan.Weeks)-kept),
		voice.Text("screen.capacity.replan"), false, s.makePlan)
}

func (s *Screen) makePlan() {
	var made office.PlanView
	s.run(s.p.Voice.Text("screen.capacity.planning", "Year", yearOf(s.plan)), func(ctx context.Context, progress agenda.Progress) (err error) {
		made, err = s.p.Office.Plan(ctx, office.PlanRequest{}, progress)
		return err
	}, func() {
		s.proven = 0
		if made.Proven {
			s.proven = made.Version
		}
		s.p.Toast(s.p.Voice.Text("screen.capacity.planned", "Count", made.Planned, "Version", made.Version), widgets.Success)
		s.load()
	})
}

func (s *Screen) writePlan() {
	voice := s.p.Voice
	kind := dialogs.FileKind{
		Title: voice.Text("screen.capacity.export.title"), Endings: []string{".xlsx"},
		Name: voice.Text("screen.capacity.export.name", "Year", yearOf(s.plan)),
	}
	s.p.Dialogs.SaveFile(kind, func(path string) {
		s.run(kind.Title, func(ctx context.Context, _ agenda.Progress) error {
			return s.p.Office.WritePlan(ctx, path, voice)
		}, func() { s.p.Wrote(path) })
	})
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
