package capacity

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/ui/dialogs"
)

// writePlan writes the plan as a workbook or as a document to print, as the file's name
// ends.
func (s *Screen) writePlan() {
	voice := s.p.Voice
	kind := dialogs.FileKind{
		Title: voice.Text("screen.capacity.export.title"), Endings: []string{".xlsx", ".pdf"},
		Name: voice.Text("screen.capacity.export.name", "Year", yearOf(s.present)),
	}
	s.p.Dialogs.SaveFile(kind, func(path string) {
		s.run(kind.Title, func(ctx context.Context, _ agenda.Progress) error {
			return s.p.Office.WritePlan(ctx, path, voice)
		}, func() { s.p.Wrote(path) })
	})
}
