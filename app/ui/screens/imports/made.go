package imports

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/history"
)

// made is an import that this screen knows how to make again: where its file is, and
// which column holds what. The workspace keeps neither.
type made struct {
	office  Office
	id      agenda.ImportID // its present name
	options office.ImportOptions
}

// do makes it again; it then has another name.
func (m *made) do(ctx context.Context, progress agenda.Progress) error {
	result, err := m.office.Import(ctx, m.options, progress)
	if err == nil {
		m.id = result.Import.ID
	}
	return err
}

func (m *made) undo(ctx context.Context, _ agenda.Progress) error {
	return m.office.UndoImport(ctx, m.id)
}

// record takes down an import: it can be undone, and the file imported again.
func (s *Screen) record(i agenda.Import, options office.ImportOptions) {
	m := &made{office: s.p.Office, id: i.ID, options: options}
	s.made = append(s.made, m)
	s.p.History.Record(history.Step{Name: s.p.Voice.Text("screen.imports.step", "File", i.FileName), Undo: m.undo, Redo: m.do})
}

// madeHere returns how to make an import again, if this screen made it.
func (s *Screen) madeHere(id agenda.ImportID) (*made, bool) {
	for _, m := range s.made {
		if m.id == id {
			return m, true
		}
	}
	return nil, false
}
