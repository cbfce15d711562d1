package vetting

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// decidedTab is the list of decisions made, with the undo of the one selected.
type decidedTab struct {
	s       *Screen
	table   *widgets.DataTable
	said    *widgets.Paragraph
	undo    *widgets.Button
	content fyne.CanvasObject
}

func newDecidedTab(s *Screen) *decidedTab {
	voice := s.p.Voice
	t := &decidedTab{s: s, said: widgets.NewParagraph(widgets.RoleBody, "")}
	t.table = widgets.NewDataTable(widgets.TableParams{ID: decidedKey, Memory: s.p.Memory, Columns: decidedColumns(voice), Voice: voice, Background: s.p.Background, Signs: true})
	t.table.OnSelected = func(int, widgets.Row) { t.draw() }
	t.table.OnUnselected = t.draw
	t.table.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconHistory(), Title: voice.Text("screen.vetting.no-decision.title"), Text: voice.Text("screen.vetting.no-decision.text"),
		})
	})
	t.undo = widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.undo"), theme.IconUndo(), t.undoSelected)
	said := container.NewVBox(layout.NewSpacer(), t.said, layout.NewSpacer())
	below := widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.AcrossWith(said, said, t.undo)))
	t.content = widgets.DownWith(t.table, t.table, below)
	t.draw()
	return t
}

func (t *decidedTab) show() {
	t.table.SetSource(decisionList{office: t.s.p.Office, voice: t.s.p.Voice, decisions: t.s.vetting.Decisions})
	t.draw()
}

// selected returns the decision of the selected row.
func (t *decidedTab) selected() (agenda.Decision, bool) {
	if _, row, ok := t.table.Selected(); ok {
		for _, d := range t.s.vetting.Decisions {
			if string(d.ID) == row.Key {
				return d, true
			}
		}
	}
	return agenda.Decision{}, false
}

// draw says what undoing the selected decision would do.
func (t *decidedTab) draw() {
	voice := t.s.p.Voice
	d, ok := t.selected()
	switch {
	case !ok:
		t.said.SetText(voice.Text("screen.vetting.undo.choose"))
	case !d.Undone.IsZero():
		t.said.SetText(voice.Text("screen.vetting.undo.already"))
	case d.Outcome == agenda.OutcomeCancel:
		t.said.SetText(voice.Text("screen.vetting.undo.cancelled", "Count", len(d.Cancel)))
	default:
		t.said.SetText(voice.Text("screen.vetting.undo.kept"))
	}
	setEnabled(t.undo, ok && d.Undone.IsZero())
}

func (t *decidedTab) undoSelected() {
	d, ok := t.selected()
	if !ok || !d.Undone.IsZero() {
		return
	}
	t.s.p.Tasks.Run(t.s.p.Voice.Text("screen.vetting.task.undo"), func(ctx context.Context, _ agenda.Progress) error {
		return t.s.p.Office.UndoDecision(ctx, d.ID)
	}, t.s.done)
}
