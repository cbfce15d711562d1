package vetting

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"creneaux/app/agenda"
	"creneaux/app/ui/history"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// decidedTab is the list of decisions made, with the undo of those selected.
type decidedTab struct {
	s       *Screen
	table   *widgets.DataTable
	list    *decisionList
	said    *widgets.Paragraph
	undo    *widgets.Button
	content fyne.CanvasObject
}

func newDecidedTab(s *Screen) *decidedTab {
	voice := s.p.Voice
	t := &decidedTab{s: s, said: widgets.NewParagraph(widgets.RoleBody, ""), list: &decisionList{office: s.p.Office, voice: voice}}
	t.table = widgets.NewDataTable(widgets.TableParams{
		ID: decidedKey, Memory: s.p.Memory, Columns: decidedColumns(voice), Voice: voice, Background: s.p.Background,
		Signs: true, Multiple: true, Label: voice.Text("screen.vetting.tab.decided"),
	})
	t.table.OnSelection = func(widgets.Selection) { t.draw() }
	t.table.Menu = func(widgets.Selection) []widgets.MenuItem { return s.menu(idWithdraw) }
	t.table.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconHistory(), Title: voice.Text("screen.vetting.no-decision.title"), Text: voice.Text("screen.vetting.no-decision.text"),
		})
	})
	t.undo = widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.undo"), theme.IconUndo(), t.withdraw)
	said := container.NewVBox(layout.NewSpacer(), t.said, layout.NewSpacer())
	below := widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Flow(said, said, t.undo)))
	t.content = widgets.DownWith(t.table, t.table, below)
	t.table.SetSource(t.list)
	return t
}

// show takes the present decisions over. Those that are selected stay so.
func (t *decidedTab) show() {
	t.list.set(t.s.vetting.Decisions)
	t.table.Reload()
	t.draw()
}

// chosen returns the selected decisions; nil while the table does not know all of them.
func (t *decidedTab) chosen() []agenda.Decision {
	sel := t.table.Selection()
	if !sel.Settled() || sel.Count() == 0 {
		return nil
	}
	chosen := slices.Clone(t.s.vetting.Decisions)
	chosen = slices.DeleteFunc(chosen, func(d agenda.Decision) bool { return !sel.Contains(string(d.ID)) })
	if len(chosen) != sel.Count() {
		return nil
	}
	return chosen
}

// standing returns the selected decisions that were not taken back yet.
func (t *decidedTab) standing() []agenda.Decision {
	return slices.DeleteFunc(t.chosen(), func(d agenda.Decision) bool { return !d.Undone.IsZero() })
}

// draw says what undoing the selected decisions would do.
func (t *decidedTab) draw() {
	voice := t.s.p.Voice
	chosen, standing := t.chosen(), t.standing()
	cancelled := map[agenda.BookingID]bool{}
	for _, d := range standing {
		for _, id := range d.Cancel {
			cancelled[id] = true
		}
	}
	switch {
	case len(chosen) == 0:
		t.said.SetText(voice.Text("screen.vetting.undo.choose"))
	case len(standing) == 0:
		t.said.SetText(voice.Text("screen.vetting.undo.already", "Count", len(chosen)))
	case len(cancelled) > 0:
		t.said.SetText(voice.Text("screen.vetting.undo.cancelled", "Count", len(cancelled)))
	default:
		t.said.SetText(voice.Text("screen.vetting.undo.kept", "Count", len(standing)))
	}
	t.undo.SetText(voice.Text("screen.vetting.undo"))
	if len(standing) > 1 {
		t.undo.SetText(voice.Text("screen.vetting.undo.several", "Count", len(standing)))
	}
	t.s.acted()
}

// withdraw takes the selected decisions back, which can be undone in its turn.
func (t *decidedTab) withdraw() {
	s := t.s
	standing := t.standing()
	if len(standing) == 0 || s.deciding || s.overtaken {
		return
	}
	w := &withdrawal{office: s.p.Office, ledger: s.ledger, decisions: standing}
	s.deciding, s.overtaken = true, true
	started := s.p.Tasks.Run(s.p.Voice.Text("screen.vetting.task.undo"), func(ctx context.Context, progress agenda.Progress) error {
		return w.do(ctx, progress)
	}, func(err error) {
		s.deciding = false
		s.done(err)
		if err == nil {
			s.p.History.Record(history.Step{Name: s.p.Voice.Text("screen.vetting.step.withdraw", "Count", len(standing)), Undo: w.undo, Redo: w.do})
		}
	})
	if !started {
		s.deciding, s.overtaken = false, false
	}
}
