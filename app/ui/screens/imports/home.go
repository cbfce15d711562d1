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
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// home is where a file is chosen, above the history of imports.
type home struct {
	s       *Screen
	imports []agenda.Import
	turn    int // counts readings of the history; late answers are dropped

	file    *widgets.FilePathField
	source  *widgets.Entry
	history *widgets.DataTable
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
	row := widgets.AcrossWith(file, file, widgets.AtLeast(280, 0, source))

	h.history = widgets.NewDataTable(widgets.TableParams{ID: historyKey, Memory: s.p.Memory, Columns: historyColumns(voice), Voice: voice, Background: s.p.Background})
	h.history.OnSelected = func(int, widgets.Row) { h.draw() }
	h.history.OnUnselected = h.draw
	h.history.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconImport(), Title: voice.Text("screen.imports.empty.title"), Text: voice.Text("screen.imports.empty.text"),
			Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.choose-file"), theme.IconFolderOpen(), s.chooseFile),
		})
	})
	h.undo = widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.undo"), theme.IconUndo(), h.confirmUndo)
	h.rejects = widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.rejects"), theme.IconSave(), func() {
		if i, ok := h.selected(); ok {
			s.saveRejections(i.ID, i.FileName)
		}
	})
	said := container.NewVBox(layout.NewSpacer(), h.said, layout.NewSpacer())
	bar := widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.AcrossWith(said, said, h.rejects, h.undo)))
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

// load reads the history.
func (h *home) load() {
	h.turn++
	turn := h.turn
	var imports []agenda.Import
	var err error
	h.s.p.Background(func() { imports, err = h.s.p.Office.Imports(context.Background()) }, func() {
		if turn != h.turn {
			return
		}
		h.imports = imports
		rows := make([]widgets.Row, len(imports))
		for i, one := range imports {
			rows[i] = historyRow(one, h.s.p.Voice)
		}
		h.history.SetSource(widgets.SourceFunc(func(ctx context.Context, offset, limit int, order widgets.Order) (widgets.Page, error) {
			if err != nil {
				return widgets.Page{}, err
			}
			return widgets.Rows(rows).Page(ctx, offset, limit, order)
		}))
		h.draw()
	})
}

func (h *home) selected() (agenda.Import, bool) {
	if _, row, ok := h.history.Selected(); ok {
		for _, i := range h.imports {
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
	last := h.lastStanding()
	undoable := ok && i.ID == last
	switch {
	case !ok:
		h.said.SetText(voice.Text("screen.imports.undo.choose"))
	case !i.Undone.IsZero():
		h.said.SetText(voice.Text("screen.imports.undo.already"))
	case !undoable:
		h.said.SetText(voice.Text("screen.imports.undo.not-last"))
	default:
		h.said.SetText(voice.Text("screen.imports.undo.would", "New", i.New, "Changed", i.Changed+i.Gone))
	}
	setEnabled(h.undo, undoable)
	setEnabled(h.rejects, ok && i.Rejected > 0)
	h.below.Hidden = len(h.imports) == 0
	if h.content != nil {
		h.content.Refresh()
	}
}

// lastStanding returns the newest import that was not taken back.
func (h *home) lastStanding() agenda.ImportID {
	for _, i := range h.imports { // newest first
		if i.Undone.IsZero() {
			return i.ID
		}
	}
	return ""
}

func (h *home) confirmUndo() {
	i, ok := h.selected()
	if !ok {
		return
	}
	voice := h.s.p.Voice
	h.s.p.Dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.imports.undo.title", "File", i.FileName),
		Text:  voice.Text("screen.imports.undo.text", "New", i.New, "Changed", i.Changed+i.Gone),
		// In French a bare "Annuler" would be the name of both buttons.
		Accept: voice.Text("screen.imports.undo.accept"), Refuse: voice.Text("screen.imports.undo.refuse"), Role: widgets.Destructive,
		Answer: func() bool { h.undoImport(i); return true },
	})
}

func (h *home) undoImport(i agenda.Import) {
	h.s.p.Tasks.Run(h.s.p.Voice.Text("screen.imports.task.undo", "File", i.FileName), func(ctx context.Context, _ agenda.Progress) error {
		return h.s.p.Office.UndoImport(ctx, i.ID)
	}, func(err error) {
		if err != nil {
			h.s.p.Dialogs.Problem(err)
		}
	})
}

func setEnabled(b *widgets.Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
