package publication

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// poolTab is the slots that were given back and are not online again.
type poolTab struct {
	s       *Screen
	pool    office.FreedPool
	loading widgets.Newest[office.FreedPool]
	there   bool

	primary offered.Button
	fate    *widgets.Select
	does    *widgets.Paragraph // what putting them back will do
	notices *fyne.Container
	reason  *widgets.Paragraph // of the selected slot
	table   *widgets.DataTable
	state   *page.State
	content fyne.CanvasObject
}

func newPoolTab(s *Screen) *poolTab {
	voice := s.p.Voice
	t := &poolTab{
		s: s, does: widgets.NewParagraph(widgets.RoleBody, ""), reason: widgets.NewParagraph(widgets.RoleBody, ""), notices: container.NewStack(),
	}
	giveBack, _ := action.Set(t.actions()).Find(actionReturn)
	t.primary = offered.NewButton(widgets.Primary, giveBack, voice)
	t.fate = widgets.NewSelect(nil, 0, func(int) { t.filtered() })
	t.fate.SetAccessibleLabel(voice.Text("screen.publication.pool.filter"))
	t.table = widgets.NewDataTable(widgets.TableParams{
		ID: poolKey, Memory: s.p.Memory, Label: voice.Text("screen.publication.tab.pool"), Columns: poolColumns(voice), Voice: voice,
		Background: widgets.Inline, Signs: true, Multiple: true,
	})
	t.table.OnSelected = func(int, widgets.Row) { t.showReason() }
	t.table.OnUnselected = t.showReason
	t.table.OnSelection = func(widgets.Selection) { t.s.changed() }
	t.table.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(voice, s.actionsOf(actionReturn, actionVetting)...)
	}
	t.table.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{Icon: theme.IconSearch(), Title: voice.Text("screen.publication.pool.none-such")})
	})
	t.state = page.NewState(voice, t.layout())
	t.content = t.state
	t.setOptions()
	return t
}

func (t *poolTab) layout() fyne.CanvasObject {
	rows := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, t.table)
	below := widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGap, t.reason))
	does := widgets.AtLeast(280, 0, t.does)
	return widgets.DownWith(rows, widgets.Flow(does, t.fate, does), t.notices, rows, below)
}

// buttons are those in the head of the page.
func (t *poolTab) buttons() []fyne.CanvasObject { return []fyne.CanvasObject{t.primary.Button} }

func (t *poolTab) showButtons(inSight bool) {
	t.primary.Hidden = !inSight || !t.there || len(t.pool.Slots) == 0
	t.primary.Update()
}

func (t *poolTab) load() {
	t.loading.Ask(t.s.p.Background, func(ctx context.Context) (office.FreedPool, error) {
		return t.s.p.Office.FreedSlots(ctx)
	}, func(pool office.FreedPool, err error) {
		t.pool, t.there = pool, err == nil
		if err != nil {
			t.state.Failed(err, t.load)
			t.s.changed()
			return
		}
		t.show()
	})
}

// show shows the pool as it was read.
func (t *poolTab) show() { t.s.whole(t.fill) }

func (t *poolTab) fill() {
	voice := t.s.p.Voice
	t.setOptions()
	count := ""
	if coming := len(through(t.pool.Slots, fateComing)); coming > 0 {
		count = voice.Number(coming)
	}
	t.s.tabs.SetCount(tabPool, count)
	if len(t.pool.Slots) == 0 {
		t.state.Empty(widgets.NoticeParams{
			Icon: theme.IconSuccess(), Title: voice.Text("screen.publication.pool.empty.title"), Text: voice.Text("screen.publication.pool.empty.text"),
		})
		return
	}
	t.state.Ready()
	t.showNotices()
	t.showRows()
}

// showRows shows those slots that the filter lets through.
func (t *poolTab) showRows() { t.s.whole(t.fillRows) }

func (t *poolTab) fillRows() {
	_, kept, _ := t.table.Selected()
	shown := through(t.pool.Slots, t.filter())
	t.table.SetSource(&poolSource{slots: shown, house: t.pool.House, voice: t.s.p.Voice})
	at := slices.IndexFunc(shown, func(f office.FreedSlot) bool { return string(f.ID) == kept.Key })
	if len(shown) > 0 {
		t.table.Select(max(at, 0))
	}
	t.showReason()
}

// showNotices says what putting back will do, and which cancellations the platform does
// not know of.
func (t *poolTab) showNotices() {
	voice := t.s.p.Voice
	returns, urgent := t.ready()
	switch {
	case returns+urgent == 0:
		t.does.SetText(voice.Text("screen.publication.pool.does.nothing"))
	case urgent == 0:
		t.does.SetText(voice.Text("screen.publication.pool.does.returns", "Count", returns))
	case returns == 0:
		t.does.SetText(voice.Text("screen.publication.pool.does.urgent", "Count", urgent))
	default:
		t.does.SetText(voice.Text("screen.publication.pool.does.returns", "Count", returns) + " " + voice.Text("screen.publication.pool.does.urgent", "Count", urgent))
	}
	t.notices.Objects = nil
	if unsent := t.unsent(); unsent > 0 {
		t.notices.Objects = []fyne.CanvasObject{
			newNotice(widgets.Warning, voice.Text("screen.publication.pool.unsent", "Count", unsent), t.s.button(widgets.Secondary, actionVetting)),
		}
	}
	widgets.ShowIf(t.notices, len(t.notices.Objects) > 0)
	t.notices.Refresh()
}

// showReason says in full what becomes of the selected slot, and why.
func (t *poolTab) showReason() {
	voice := t.s.p.Voice
	_, row, ok := t.table.Selected()
	at := slices.IndexFunc(t.pool.Slots, func(f office.FreedSlot) bool { return ok && string(f.ID) == row.Key })
	if at < 0 {
		t.reason.SetText(voice.Text("screen.publication.pool.choose"))
		return
	}
	said := voice.Say(t.pool.Slots[at].Reason)
	if t.pool.Slots[at].Unsent {
		said += " " + voice.Text("screen.publication.pool.unsent.one")
	}
	t.reason.SetText(said)
}

// ready counts the slots that would be put back now, by where they would go.
func (t *poolTab) ready() (returns, urgent int) {
	for _, f := range t.pool.Slots {
		switch {
		case f.State != agenda.SlotPublished || f.Unsent:
			// dealt already, or still taken on the platform
		case f.Fate == publication.FateReturns:
			returns++
		case f.Fate == publication.FateUrgent:
			urgent++
		}
	}
	return returns, urgent
}

// mayReturn reports whether a slot would be put back now.
func (t *poolTab) mayReturn() bool {
	returns, urgent := t.ready()
	return t.there && returns+urgent > 0
}

// counts counts the slots of a fate whose cancellation the platform knows.
func (t *poolTab) counts(fate publication.Fate) (count int) {
	for _, f := range t.pool.Slots {
		if f.Fate == fate && !f.Unsent {
			count++
		}
	}
	return count
}

// unsent counts the cancellations that the platform does not know of.
func (t *poolTab) unsent() (count int) {
	for _, f := range t.pool.Slots {
		if f.Unsent {
			count++
		}
	}
	return count
}

// count says how many slots there are and what becomes of them, or how many are selected.
func (t *poolTab) count() string {
	voice := t.s.p.Voice
	if !t.there || len(t.pool.Slots) == 0 {
		return ""
	}
	if chosen := t.table.Selection().Count(); chosen > 1 {
		return voice.Text("screen.publication.pool.count.selected", "Count", chosen, "All", t.table.Total())
	}
	return voice.Text("screen.publication.pool.count", "Count", len(t.pool.Slots), "Returns", t.counts(publication.FateReturns),
		"Waits", t.counts(publication.FateWaits), "Urgent", t.counts(publication.FateUrgent), "Over", t.counts(publication.FateOver), "Unsent", t.unsent())
}

// giveBack deals the slots to releases to come, and those that are too near their date to
// the urgent cases.
func (t *poolTab) giveBack() {
	voice, back := t.s.p.Voice, &giving{office: t.s.p.Office}
	var done office.FreedReturn
	label := voice.Text("screen.publication.pool.return")
	t.s.run(label, func(ctx context.Context, progress agenda.Progress) (err error) {
		done, err = back.returned(ctx)
		return err
	}, func() {
		t.s.say(voice.Text("screen.publication.pool.returned", "Count", done.Released, "Urgent", done.Urgent))
		t.s.p.History.Record(history.Step{
			Name: voice.Text("screen.publication.pool.step", "Count", done.Released+done.Urgent), Undo: back.undo, Redo: back.redo,
		})
		t.load()
	}, t.s.p.Dialogs.Problem)
}

// giving is a return of slots that can be undone and done again.
type giving struct {
	office Office
	before []agenda.Slot
}

func (g *giving) returned(ctx context.Context) (office.FreedReturn, error) {
	done, err := g.office.ReturnFreed(ctx)
	if err == nil {
		g.before = done.Before
	}
	return done, err
}

func (g *giving) undo(ctx context.Context, _ agenda.Progress) error {
	return g.office.UndoReturn(ctx, g.before)
}

func (g *giving) redo(ctx context.Context, _ agenda.Progress) error {
	_, err := g.returned(ctx)
	return err
}
