package capacity

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/ui/dialogs"
	"creneaux/app/wording"
)

// writePlan writes the plan in sight as a workbook or as a document to print, as the
// file's name ends.
func (s *Screen) writePlan() {
	voice := s.p.Voice
	kind := dialogs.FileKind{
		Title: voice.Text("screen.capacity.export.title"), Endings: []string{".xlsx", ".pdf"},
		Name: voice.Text("screen.capacity.export.name", "Year", yearOf(s.present)),
	}
	write := s.p.Office.WritePlan
	if s.looking() {
		version := s.earlier.version.Version
		kind.Name = voice.Text("screen.capacity.export.name-version", "Year", yearOf(s.present), "Version", version)
		write = func(ctx context.Context, path string, voice *wording.Voice) error {
			return s.p.Office.WritePlanAt(ctx, version, path, voice)
		}
	}
	s.p.Dialogs.SaveFile(kind, func(path string) {
		s.run(kind.Title, func(ctx context.Context, _ agenda.Progress) error {
			return write(ctx, path, voice)
		}, func() { s.p.Wrote(path) })
	})
}
