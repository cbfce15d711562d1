package imports

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// home is where a file is chosen, above the history of imports.
type home struct {
	s       *Screen
	loading widgets.Newest[[]agenda.Import]

	file    *widgets.FilePathField
	source  *widgets.Entry
	read    *widgets.Button
	history *widgets.DataTable
	rows    *importList
	listed  bool // the table has rows
	said    *widgets.Paragraph
	undo    *widgets.Button
	rejects *widgets.Button
	below   *fyne.Container // what can be done with the selected import
	content fyne.CanvasObject
}

func newHome(s *Screen) *home {
	voice := s.p.Voice
	h := &home{s: s, said: widgets.NewParagraph(widgets.RoleBody, "")}
	h.file = widgets.NewFilePathField(voice.Text("screen.imports.path"), voice.Text("screen.imports.browse"))
	h.file.OnBrowse = s.chooseFile
	h.file.SetOnSubmitted(s.OpenFile)
	h.source = widgets.NewEntry()
	h.source.SetText(office.DefaultSource)

	file := widgets.NewField(voice.Text("screen.imports.field.file"), voice.Text("screen.imports.field.file.hint"), h.file)
	source := widgets.NewField(voice.Text("screen.imports.field.source"), voice.Text("screen.imports.field.source.hint"), h.source)
	h.read = widgets.NewButton(widgets.Primary, voice.Text("screen.imports.read"), theme.IconNext(), h.readFile)
	row := widgets.Down(widgets.AcrossWith(file, file, widgets.AtLeast(280, 0, source)), widgets.Flow(nil, h.read))

	h.history = widgets.NewDataTable(widgets.TableParams{
		ID: historyKey, Memory: s.p.Memory, Columns: historyColumns(voice), Voice: voice, Background: s.p.Background,
		Label: voice.Text("screen.imports.history"),
	})
	h.rows = &importList{office: s.p.Office, voice: voice}
	h.history.Menu = func(widgets.Selection) []widgets.MenuItem { return s.menu(idUndo, idRejects) }
	h.history.OnSelected = func(int, widgets.Row) { h.draw() }
	h.history.OnUnselected = h.draw
	h.history.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconImport(), Title: voice.Text("screen.imports.empty.title"), Text: voice.Text("screen.imports.empty.text"),
			Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.choose-file"), theme.IconFolderOpen(), s.chooseFile),
		})
	})
	h.undo = widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.undo"), theme.IconUndo(), h.undoSelected)
	h.rejects = widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.rejects"), theme.IconSave(), h.saveRejections)
	said := container.NewVBox(layout.NewSpacer(), h.said, layout.NewSpacer())
	bar := widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Flow(said, said, h.rejects, h.undo)))
	h.below = container.NewStack(bar)
	list := widgets.DownWith(h.history, widgets.NewText(widgets.RoleHeading, voice.Text("screen.imports.history")), h.history, h.below)
	h.content = widgets.Parts(list, widgets.NewTile(row), list)
	h.draw()
	return h
}

// sourceName is under which name the columns are remembered.
func (h *home) sourceName() string {
	if name := strings.TrimSpace(h.source.Text); name != "" {
		return name
	}
	return office.DefaultSource
}

func (h *home) readFile() { h.s.OpenFile(h.file.Path()) }

func (h *home) saveRejections() {
	if i, ok := h.selected(); ok && i.Rejected > 0 {
		h.s.saveRejections(i.ID, i.FileName)
	}
}

// load reads the history. The import that is selected stays so.
func (h *home) load() {
	h.loading.Ask(h.s.p.Background, func(ctx context.Context) ([]agenda.Import, error) {
		return h.s.p.Office.Imports(ctx)
	}, func(imports []agenda.Import, err error) {
		h.rows.set(imports, err)
		if !h.listed {
			h.listed = true
			h.history.SetSource(h.rows)
		} else {
			h.history.Reload()
		}
		h.draw()
		h.s.forget()
	})
}

func (h *home) selected() (agenda.Import, bool) {
	if _, row, ok := h.history.Selected(); ok {
		for _, i := range h.rows.imports() {
			if string(i.ID) == row.Key {
				return i, true
			}
		}
	}
	return agenda.Import{}, false
}

// draw says what can be done with the selected import. Only the newest one that stands
// can be taken back: those before it are what it was compared with.
func (h *home) draw() {
	voice := h.s.p.Voice
	i, ok := h.selected()
	_, again := h.s.madeHere(i.ID)
	switch {
	case !ok:
		h.said.SetText(voice.Text("screen.imports.undo.choose"))
	case !h.undoable():
		h.said.SetText(h.whyNotUndo())
	case again:
		h.said.SetText(voice.Text("screen.imports.undo.would", "New", i.New, "Changed", i.Changed+i.Gone))
	default:
		h.said.SetText(voice.Text("screen.imports.undo.would", "New", i.New, "Changed", i.Changed+i.Gone) + " " +
			voice.Text("screen.imports.undo.file"))
	}
	h.below.Hidden = len(h.rows.imports()) == 0
	if h.content != nil {
		h.content.Refresh()
	}
	h.s.acted()
}

// undoable reports whether the selected import can be taken back.
func (h *home) undoable() bool {
	i, ok := h.selected()
	return ok && i.ID == h.lastStanding()
}

// whyNotUndo says why the selected import cannot be taken back.
func (h *home) whyNotUndo() string {
	voice := h.s.p.Voice
	switch i, ok := h.selected(); {
	case !ok:
		return voice.Text("screen.imports.undo.choose")
	case !i.Undone.IsZero():
		return voice.Text("screen.imports.undo.already")
	default:
		return voice.Text("screen.imports.undo.not-last")
	}
}

// lastStanding returns the newest import that was not taken back.
func (h *home) lastStanding() agenda.ImportID {
	for _, i := range h.rows.imports() { // newest first
		if i.Undone.IsZero() {
			return i.ID
		}
	}
	return ""
}

// undoSelected takes the selected import back. One that was made here can be made again,
// so that nobody is asked; of an older one the program does not know the file.
func (h *home) undoSelected() {
	i, ok := h.selected()
	if !ok || !h.undoable() {
		return
	}
	if m, known := h.s.madeHere(i.ID); known {
		h.undoMade(i, m)
		return
	}
	voice := h.s.p.Voice
	h.s.p.Dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.imports.undo.title", "File", i.FileName),
		Text:  voice.Text("screen.imports.undo.text", "New", i.New, "Changed", i.Changed+i.Gone),
		// In French a bare "Annuler" would be the name of both buttons.
		Accept: voice.Text("screen.imports.undo.accept"), Refuse: voice.Text("screen.imports.undo.refuse"), Role: widgets.Destructive,
		Answer: func() bool {
			h.run(i, func(ctx context.Context, _ agenda.Progress) error { return h.s.p.Office.UndoImport(ctx, i.ID) }, func() {
				h.s.p.Toast(voice.Text("screen.imports.undo.done", "File", i.FileName), widgets.Success)
			})
			return true
		},
	})
}

// undoMade takes an import back that can be made again.
func (h *home) undoMade(i agenda.Import, m *made) {
	h.run(i, m.undo, func() {
		h.s.p.History.Record(history.Step{
			Name: h.s.p.Voice.Text("screen.imports.step.undo", "File", i.FileName), Undo: m.do, Redo: m.undo,
		})
	})
}

func (h *home) run(i agenda.Import, undo func(context.Context, agenda.Progress) error, done func()) {
	h.s.p.Tasks.Run(h.s.p.Voice.Text("screen.imports.task.undo", "File", i.FileName), undo, func(err error) {
		if err != nil {
			h.s.p.Dialogs.Problem(err)
			return
		}
		done()
	})
}

func setEnabled(b *widgets.Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
