package vetting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
)

// openTab is the queue of open findings, and under it the evidence of one of them with
// what a person would decide about it.
type openTab struct {
	s        *Screen
	findings []vetting.Finding // those the filter lets through
	at       int               // index of the finding shown, -1 for none
	choice   choice
	// The finding to come up, and what was typed about it, before the screen was made anew.
	wanted, wantedReason string

	queue       *widgets.DataTable
	evidence    *widgets.DataTable
	heading     *fyne.Container
	explained   *widgets.Paragraph
	consequence *widgets.Paragraph
	toggle      *widgets.Button
	reset       *widgets.Button
	cancel      *widgets.Button
	keep        *widgets.Button
	reason      *widgets.Entry
	desk        *fyne.Container // where the evidence lies, or what to do without
	file        fyne.CanvasObject
	content     fyne.CanvasObject
}

func newOpenTab(s *Screen) *openTab {
	voice := s.p.Voice
	t := &openTab{s: s, at: -1}
	t.queue = widgets.NewDataTable(widgets.TableParams{ID: queueKey, Memory: s.p.Memory, Columns: queueColumns(voice), Voice: voice, Background: s.p.Background, Signs: true})
	t.queue.OnSelected = func(index int, _ widgets.Row) { t.choose(index) }
	t.queue.OnUnselected = func() { t.choose(-1) }
	// A choice made while the rows were still on their way is marked once they are there.
	t.queue.OnTotal = func(int) {
		if t.at >= 0 {
			t.queue.Select(t.at)
		}
	}
	t.queue.SetEmpty(t.empty)
	t.evidence = widgets.NewDataTable(widgets.TableParams{ID: evidenceKey, Memory: s.p.Memory, Columns: evidenceColumns(voice), Voice: voice, Background: s.p.Background, Signs: true})
	t.evidence.OnSelected = func(int, widgets.Row) { t.drawToggle() }
	t.evidence.OnUnselected = func() { t.drawToggle() }
	t.evidence.OnActivated = func(int, widgets.Row) { t.toggleSelected() }
	t.heading = container.NewStack()
	t.explained = widgets.NewParagraph(widgets.RoleBody, "")
	t.consequence = widgets.NewParagraph(widgets.RoleStrong, "")
	t.toggle = widgets.NewButton(widgets.Secondary, "", nil, t.toggleSelected)
	t.reset = widgets.NewButton(widgets.Flat, voice.Text("screen.vetting.reset"), theme.IconReset(), t.resetChoice)
	t.cancel = widgets.NewButton(widgets.Destructive, "", theme.IconClose(), t.cancelChosen)
	t.keep = widgets.NewButton(widgets.Secondary, "", theme.IconCheck(), t.keepAll)
	t.reason = widgets.NewEntry()
	t.reason.PlaceHolder = voice.Text("screen.vetting.reason")
	t.reason.SetAccessibleLabel(voice.Text("screen.vetting.reason"))
	t.desk = container.NewStack()
	t.file = t.layoutFile()
	split := container.NewVSplit(t.queue, t.desk)
	split.Offset = 0.36
	t.content = split
	t.choose(-1)
	return t
}

// layoutFile places the evidence, then what would happen, then the buttons that do it.
func (t *openTab) layoutFile() fyne.CanvasObject {
	gap := widgets.Spacer()
	tools := widgets.AcrossWith(gap, t.heading, gap, t.reset, t.toggle)
	decide := widgets.AcrossWith(t.reason, t.reason, t.keep, t.cancel)
	below := widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Down(t.consequence, decide)))
	return widgets.InsetEdges("", theme.SizeGap, "", "", widgets.DownWith(t.evidence, tools, t.explained, t.evidence, below))
}

// show takes the present findings over. A finding that is still there stays chosen;
// where it was decided, the next one takes its place.
func (t *openTab) show() {
	before := ""
	if t.at >= 0 {
		before = t.findings[t.at].Key
	}
	if t.wanted != "" {
		before = t.wanted
	}
	next := max(t.at, 0)
	t.findings = t.s.filter.choose(t.s.vetting.Open)
	rows := make([]widgets.Row, len(t.findings))
	for i, f := range t.findings {
		rows[i] = queueRow(f, t.s.p.Voice)
		if f.Key == before {
			next = i
		}
	}
	t.at = -1
	t.queue.SetSource(widgets.Rows(rows))
	if len(rows) == 0 {
		t.choose(-1)
		return
	}
	t.queue.Select(min(next, len(rows)-1))
	if t.at < 0 { // the table tells of its selection once its rows are loaded
		t.choose(min(next, len(rows)-1))
	}
	if t.wanted != "" && t.findings[t.at].Key == t.wanted {
		t.reason.SetText(t.wantedReason)
	}
	t.wanted, t.wantedReason = "", ""
}

// empty says why the queue has nothing to show.
func (t *openTab) empty() fyne.CanvasObject {
	voice := t.s.p.Voice
	if len(t.s.vetting.Open) == 0 {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconCheck(), Ink: theme.ColorSuccessText,
			Title: voice.Text("screen.vetting.clear.title"), Text: voice.Text("screen.vetting.clear.text"),
		})
	}
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconSearch(), Title: voice.Text("screen.vetting.none.title"),
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.none.all"), theme.IconReset(), func() {
			t.s.filter = filter{}
			t.s.remember()
			t.s.drawBar()
			t.show()
		}),
	})
}

// choose lays out the evidence of a finding, -1 for none.
func (t *openTab) choose(index int) {
	if index < 0 || index >= len(t.findings) {
		t.at = -1
		t.desk.Objects = []fyne.CanvasObject{widgets.NewNotice(widgets.NoticeParams{Text: t.s.p.Voice.Text("screen.vetting.choose")})}
		t.desk.Refresh()
		return
	}
	if index == t.at {
		return
	}
	t.at = index
	f := t.findings[index]
	voice := t.s.p.Voice
	t.reason.SetText("")
	t.heading.Objects = []fyne.CanvasObject{widgets.Across(
		widgets.NewBadge(voice.Say(f.Severity.Label()), stateOf(f.Severity)),
		widgets.NewText(widgets.RoleStrong, ruleTitle(f.Rule, voice)),
	)}
	t.heading.Refresh()
	t.explained.SetText(voice.Say(f.Reason))
	t.keep.SetText(voice.Text("screen.vetting.keep", "Count", len(f.Bookings)))
	t.choice = newChoice(f)
	t.evidence.SetSource(widgets.Rows(nil))
	t.drawChoice()
	t.evidence.SetSource(widgets.Rows(t.evidenceRows()))
	if len(t.desk.Objects) != 1 || t.desk.Objects[0] != t.file {
		t.desk.Objects = []fyne.CanvasObject{t.file}
	}
	t.desk.Refresh()
}

func (t *openTab) evidenceRows() []widgets.Row {
	v := t.s.vetting
	rows := make([]widgets.Row, len(t.choice.finding.Bookings))
	for i, id := range t.choice.finding.Bookings {
		rows[i] = evidenceRow(v.Bookings[id], t.choice.cancel[id], v.House, t.s.p.Voice)
	}
	return rows
}

// drawChoice says what would happen now, above the buttons that make it happen.
func (t *openTab) drawChoice() {
	voice := t.s.p.Voice
	n := len(t.choice.cancelled())
	t.consequence.SetText(t.choice.consequence(t.s.vetting.Bookings, voice))
	switch {
	case n == 0:
		t.cancel.SetText(voice.Text("screen.vetting.cancel.none"))
	case t.choice.asProposed():
		t.cancel.SetText(voice.Text("screen.vetting.cancel.proposed", "Count", n))
	default:
		t.cancel.SetText(voice.Text("screen.vetting.cancel.chosen", "Count", n))
	}
	setEnabled(t.cancel, n > 0)
	t.reset.Hidden = t.choice.asProposed()
	t.drawToggle()
	t.file.Refresh()
}

// drawToggle says what the button would do to the booking that is selected.
func (t *openTab) drawToggle() {
	_, row, ok := t.evidence.Selected()
	text := t.s.p.Voice.Text("screen.vetting.toggle")
	if id := agenda.BookingID(row.Key); ok && t.choice.cancel[id] {
		text = t.s.p.Voice.Text("screen.vetting.toggle.keep", "Reference", t.s.vetting.Bookings[id].Reference)
	} else if ok {
		text = t.s.p.Voice.Text("screen.vetting.toggle.cancel", "Reference", t.s.vetting.Bookings[id].Reference)
	}
	t.toggle.SetText(text)
	setEnabled(t.toggle, ok)
}

func (t *openTab) toggleSelected() {
	index, row, ok := t.evidence.Selected()
	if !ok || t.at < 0 {
		return
	}
	t.choice.toggle(agenda.BookingID(row.Key))
	t.evidence.SetSource(widgets.Rows(t.evidenceRows()))
	t.evidence.Select(index)
	t.drawChoice()
}

func (t *openTab) resetChoice() {
	t.choice = newChoice(t.choice.finding)
	t.evidence.SetSource(widgets.Rows(t.evidenceRows()))
	t.drawChoice()
}

// cancelChosen cancels what the sentence above the button names. Where that goes
// beyond what the rules propose it asks first.
func (t *openTab) cancelChosen() {
	cancelled := t.choice.cancelled()
	if t.at < 0 || len(cancelled) == 0 {
		return
	}
	voice := t.s.p.Voice
	verdict := office.Verdict{Finding: t.choice.finding, Outcome: agenda.OutcomeCancel, Cancel: cancelled, Reason: t.reason.Text}
	name := voice.Text("screen.vetting.step.cancel", "Count", len(cancelled), "Reference", t.s.vetting.Bookings[cancelled[0]].Reference)
	decide := func() { t.s.decide(voice.Text("screen.vetting.task.cancel"), name, []office.Verdict{verdict}) }
	doubts := t.choice.doubts(t.s.vetting.Bookings, voice)
	if doubts == "" {
		decide()
		return
	}
	t.s.confirm(voice.Text("screen.vetting.doubt.title"),
		doubts+"\n\n"+t.choice.consequence(t.s.vetting.Bookings, voice), voice.Text("screen.vetting.cancel.chosen", "Count", len(cancelled)), decide)
}

// keepAll leaves every booking of the finding as it is.
func (t *openTab) keepAll() {
	if t.at < 0 {
		return
	}
	verdict := office.Verdict{Finding: t.choice.finding, Outcome: agenda.OutcomeKeep, Reason: t.reason.Text}
	voice, kept := t.s.p.Voice, t.choice.finding.Bookings
	name := voice.Text("screen.vetting.step.keep", "Count", len(kept), "Reference", t.s.vetting.Bookings[kept[0]].Reference)
	t.s.decide(voice.Text("screen.vetting.task.keep"), name, []office.Verdict{verdict})
}
