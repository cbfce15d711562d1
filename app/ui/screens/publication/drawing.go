package publication

import (
	"context"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
)

// askDraw draws the week, after a question where that replaces another draw.
func (s *Screen) askDraw() {
	voice := s.p.Voice
	if !s.schedule.Drawn {
		s.drawWeek()
		return
	}
	s.p.Dialogs.Confirm(
		voice.Text("screen.publication.replace.title", "Number", s.week.Number),
		voice.Text("screen.publication.replace.text"),
		voice.Text("screen.publication.redraw"), true, s.drawWeek)
}

func (s *Screen) drawWeek() {
	voice, week := s.p.Voice, s.week
	var drawing office.Drawing
	s.run(voice.Text("screen.publication.drawing", "Week", week), func(ctx context.Context, _ agenda.Progress) (err error) {
		drawing, err = s.p.Office.DrawWeek(ctx, week, nil)
		return err
	}, func() {
		s.shown = false
		slots := 0
		for _, line := range drawing.Lots {
			slots += line.Slots
		}
		said := append([]string{voice.Text("screen.publication.drawn", "Count", slots, "Releases", len(drawing.Week.Releases))}, leftOver(drawing.Left, voice)...)
		s.say(strings.Join(said, " "))
		s.load()
	})
}

// writeSheet writes what the agent gets who puts the slots online.
func (s *Screen) writeSheet() {
	voice, week := s.p.Voice, s.week
	kind := dialogs.FileKind{
		Title: voice.Text("screen.publication.sheet.title"), Endings: []string{".pdf"},
		Name: voice.Text("screen.publication.sheet.name", "Week", week.String()),
	}
	s.p.Dialogs.SaveFile(kind, func(path string) {
		s.run(kind.Title, func(ctx context.Context, _ agenda.Progress) error {
			_, err := s.p.Office.WriteReleases(ctx, week, path, voice)
			return err
		}, func() {
			if s.secrets(s.p.Office.Now()) {
				s.say(voice.Text("screen.publication.written.secret"))
			}
			s.p.Wrote(path)
		})
	})
}

// run does a work as a task; then is called when nothing went wrong.
func (s *Screen) run(label string, work func(context.Context, agenda.Progress) error, then func()) {
	started := s.p.Tasks.Run(label, work, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		then()
	})
	if !started {
		s.p.Dialogs.Tell(label, s.p.Voice.Text("screen.publication.busy"))
	}
}
