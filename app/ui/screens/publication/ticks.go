package publication

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/ui/history"
)

// chosen returns the selected releases, in order of time.
func (s *Screen) chosen() (all []agenda.Release) {
	selection := s.table.Selection()
	for _, r := range s.schedule.Kept.Releases {
		if selection.Contains(string(r.ID)) {
			all = append(all, r)
		}
	}
	return all
}

// chosenToTick returns the selected releases whose moment has come and that nobody
// ticked yet; chosenToUntick, those that somebody did.
func (s *Screen) chosenToTick() []agenda.Release { return s.chosenThat(due, late) }

func (s *Screen) chosenToUntick() []agenda.Release { return s.chosenThat(done) }

func (s *Screen) chosenThat(stand ...standing) (all []agenda.Release) {
	now := s.p.Office.Now()
	for _, r := range s.chosen() {
		for _, wanted := range stand {
			if standingOf(r, now) == wanted {
				all = append(all, r)
			}
		}
	}
	return all
}

// tick ticks the selected releases whose moment has come.
func (s *Screen) tick() { s.mark(true, s.chosenToTick()...) }

// untick takes the ticks of the selected releases back.
func (s *Screen) untick() { s.mark(false, s.chosenToUntick()...) }

func (s *Screen) mark(ticked bool, releases ...agenda.Release) {
	if len(releases) == 0 {
		return
	}
	ids := make([]agenda.ReleaseID, len(releases))
	for i, r := range releases {
		ids[i] = r.ID
	}
	var err error
	s.p.Background(func() {
		err = s.p.Office.MarkReleased(context.Background(), ticked, ids...)
	}, func() {
		if err != nil {
			s.p.Dialogs.Problem(err)
		} else {
			s.p.History.Record(s.step(ticked, releases, ids))
		}
		s.load()
	})
}

// step is that releases were ticked, or that their ticks were taken back. Their moments
// are no secret any more.
func (s *Screen) step(ticked bool, releases []agenda.Release, ids []agenda.ReleaseID) history.Step {
	voice := s.p.Voice
	mark := func(done bool) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, _ agenda.Progress) error { return s.p.Office.MarkReleased(ctx, done, ids...) }
	}
	name := ""
	switch {
	case len(ids) == 1 && ticked:
		name = voice.Text("screen.publication.step.tick", "At", releases[0].At)
	case len(ids) == 1:
		name = voice.Text("screen.publication.step.untick", "At", releases[0].At)
	case ticked:
		name = voice.Text("screen.publication.step.tick-many", "Count", len(ids))
	default:
		name = voice.Text("screen.publication.step.untick-many", "Count", len(ids))
	}
	return history.Step{Name: name, Undo: mark(!ticked), Redo: mark(ticked)}
}
