package vetting

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
)

// rest is how long findings that came up by themselves, because those before were
// decided or changed, take no decision: as long as the second click of a double click
// or a key that is held too long may still come, which were meant for those before.
const rest = 750 * time.Millisecond

// openTab is the queue of open findings, under it the evidence of those that are
// chosen, and always in sight at the bottom what a decision would do.
type openTab struct {
	s        *Screen
	findings []vetting.Finding // those the filter lets through
	choice   choice            // about the findings that are chosen and shown; none at first
	turning  bool              // the queue is given other rows: what it says meanwhile does not count
	newcomer time.Time         // when the findings came up by themselves; zero: somebody chose them
	// The finding to come up, and what was typed about it, before the screen was made anew.
	wanted, wantedReason string

	queue       *widgets.DataTable
	rows        *shelf // of the queue
	evidence    *widgets.DataTable
	fates       *shelf // rows of the evidence
	heading     *fyne.Container
	explained   *widgets.Paragraph
	consequence *widgets.Paragraph
	toggle      *widgets.Button
	reset       *widgets.Button
	cancel      *widgets.Button
	keep        *widgets.Button
	reason      *widgets.Entry
	desk        *page.State // where the evidence lies, or what to do without
	below       *widgets.Surface
	content     fyne.CanvasObject
}

func newOpenTab(s *Screen) *openTab {
	voice := s.p.Voice
	t := &openTab{s: s}
	t.queue = widgets.NewDataTable(widgets.TableParams{
		ID: queueKey, Memory: s.p.Memory, Columns: queueColumns(voice), Voice: voice, Background: s.rows,
		Signs: true, Multiple: true, Label: voice.Text("screen.vetting.table.queue"),
	})
	t.queue.OnSelection = t.selected
	t.queue.OnActivated = func(int, widgets.Row) { t.focusEvidence() }
	t.queue.Menu = func(widgets.Selection) []widgets.MenuItem { return t.s.menu(idKeep, idCancel, "", idReset) }
	t.queue.SetEmpty(t.empty)
	t.evidence = widgets.NewDataTable(widgets.TableParams{
		ID: evidenceKey, Memory: s.p.Memory, Columns: evidenceColumns(voice), Voice: voice, Background: s.rows,
		Signs: true, Label: voice.Text("screen.vetting.table.evidence"),
	})
	t.evidence.OnSelected = func(int, widgets.Row) { t.drawToggle() }
	t.evidence.OnUnselected = t.drawToggle
	t.evidence.OnActivated = func(int, widgets.Row) { t.toggleSelected() }
	t.evidence.Menu = func(widgets.Selection) []widgets.MenuItem { return t.s.menu(idToggle, idReset, "", idBooking) }
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
	t.lay()
	return t
}

// lay places the queue over the evidence, and under both, where nothing can push it out
// of sight, what would happen and the buttons that make it happen.
func (t *openTab) lay() {
	gap := widgets.Spacer()
	tools := widgets.Flow(gap, t.heading, gap, t.reset, t.toggle)
	file := widgets.InsetEdges("", theme.SizeGap, "", "", widgets.DownWith(t.evidence, tools, t.explained, t.evidence))
	t.desk = page.NewState(t.s.p.Voice, file)
	split := container.NewVSplit(t.queue, t.desk)
	split.Offset = 0.45
	reason := widgets.AtLeast(200, 0, t.reason)
	decide := widgets.Flow(reason, reason, t.keep, t.cancel)
	t.below = widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Down(t.consequence, decide)))
	t.content = widgets.DownWith(split, split, t.below)
	t.drawDesk()
}

// show takes the present findings over. Findings that are all still there stay chosen,
// with what was changed and typed about them; where one was decided, what comes after
// the first of them takes their place, alone: nothing else is ever chosen by itself.
func (t *openTab) show() {
	before := t.findings
	t.findings = t.s.filter.choose(t.s.vetting.Open)
	rows := make([]widgets.Row, len(t.findings))
	for i, f := range t.findings {
		rows[i] = queueRow(f, t.s.p.Voice)
	}
	if still, all := t.present(); all && len(still) > 0 && t.wanted == "" && !t.swept(before) {
		t.rows.set(rows)
		t.queue.Reload()
		t.renew(still)
		return
	}
	next := t.next(before)
	t.turning = true
	t.rows = newShelf(rows)
	t.queue.SetSource(t.rows)
	if len(rows) > 0 {
		t.queue.Select(next)
	}
	t.turning = false
	if len(rows) == 0 {
		t.put(nil, true)
		return
	}
	t.put(t.findings[next:next+1], true)
	if t.wanted != "" && t.findings[next].Key == t.wanted {
		t.reason.SetText(t.wantedReason)
	}
	t.wanted, t.wantedReason = "", ""
}

// present returns the chosen findings as they are now; all is false where one has gone.
func (t *openTab) present() (still []vetting.Finding, all bool) {
	now := make(map[string]vetting.Finding, len(t.findings))
	for _, f := range t.findings {
		now[f.Key] = f
	}
	for _, f := range t.choice.findings {
		if again, ok := now[f.Key]; ok {
			still = append(still, again)
		}
	}
	return still, len(still) == len(t.choice.findings)
}

// swept reports whether the table takes every row for chosen, those too that have come
// since and nobody has seen.
func (t *openTab) swept(before []vetting.Finding) bool {
	everything := t.queue.Selection().Contains("") // the key of no row
	return everything && slices.ContainsFunc(t.findings, func(f vetting.Finding) bool {
		return !slices.ContainsFunc(before, func(known vetting.Finding) bool { return known.Key == f.Key })
	})
}

// next returns the place of the finding that comes up: the wanted one, the first that is
// still there of those chosen, or what now stands where it stood.
func (t *openTab) next(before []vetting.Finding) int {
	place := func(in []vetting.Finding, key string) int {
		return slices.IndexFunc(in, func(f vetting.Finding) bool { return f.Key == key })
	}
	if t.wanted != "" {
		return max(place(t.findings, t.wanted), 0)
	}
	for _, f := range t.choice.findings {
		if i := place(t.findings, f.Key); i >= 0 {
			return i
		}
	}
	if len(t.choice.findings) == 0 {
		return 0
	}
	// Those before it that have gone too, or come, do not count: what followed it, follows.
	if i := place(before, t.choice.findings[0].Key); i >= 0 {
		for _, f := range before[i:] {
			if now := place(t.findings, f.Key); now >= 0 {
				return now
			}
		}
	}
	return max(len(t.findings)-1, 0)
}

// renew shows the chosen findings as they are now. What a person changed and typed about
// them stays, unless they now say something else.
func (t *openTab) renew(still []vetting.Finding) {
	if !t.choice.same(still) {
		t.put(still, true)
		return
	}
	t.drawEvidence()
	t.drawChoice()
}

// empty says why the queue has nothing to show.
func (t *openTab) empty() fyne.CanvasObject {
	voice := t.s.p.Voice
	if len(t.s.vetting.Open) == 0 {
		p := widgets.NoticeParams{
			Icon: theme.IconCheck(), Ink: theme.ColorSuccessText,
			Title: voice.Text("screen.vetting.clear.title"), Text: voice.Text("screen.vetting.clear.text"),
		}
		if t.s.cancelledCount() > 0 {
			p.Action = widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.export"), theme.IconSave(), t.s.chooseExport)
		}
		return widgets.NewNotice(p)
	}
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconSearch(), Title: voice.Text("screen.vetting.none.title"),
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.none.all"), theme.IconReset(), func() {
			t.s.setFilter(filter{})
		}),
	})
}

// selected hears which rows of the queue are chosen.
func (t *openTab) selected(sel widgets.Selection) {
	if t.turning {
		return
	}
	chosen := t.chosen(sel)
	if !sel.Settled() || len(chosen) != sel.Count() {
		t.drawChoice() // nothing can be decided until the table and the desk agree
		return
	}
	if !slices.EqualFunc(chosen, t.choice.findings, func(a, b vetting.Finding) bool { return a.Key == b.Key }) {
		t.put(chosen, false)
	}
	t.drawChoice()
}

// chosen returns the findings whose rows are selected, in the order of the queue.
func (t *openTab) chosen(sel widgets.Selection) []vetting.Finding {
	var chosen []vetting.Finding
	for _, f := range t.findings {
		if sel.Contains(f.Key) {
			chosen = append(chosen, f)
		}
	}
	return chosen
}

// agrees reports whether exactly the findings on the desk are marked in the queue. The
// queue counts the rows that it shows: right after the findings were read again these
// are still the former ones, so what is marked among the findings counts too.
func (t *openTab) agrees() bool {
	sel, desk := t.queue.Selection(), t.choice.findings
	return len(desk) > 0 && sel.Settled() && sel.Count() == len(desk) && len(t.chosen(sel)) == len(desk) &&
		!slices.ContainsFunc(desk, func(f vetting.Finding) bool { return !sel.Contains(f.Key) })
}

// put lays the evidence of findings on the desk. byItself says that nobody chose them.
func (t *openTab) put(findings []vetting.Finding, byItself bool) {
	had := len(t.choice.findings) > 0
	t.choice = newChoice(slices.Clone(findings)...)
	t.newcomer = time.Time{}
	if byItself && had {
		t.newcomer = t.s.now()
	}
	t.reason.SetText("")
	t.drawDesk()
}

// drawDesk draws all that is said of the chosen findings.
func (t *openTab) drawDesk() {
	voice := t.s.p.Voice
	if some := len(t.choice.findings) > 0; t.below.Visible() != some {
		t.below.Hidden = !some
		t.content.Refresh()
	}
	if len(t.choice.findings) == 0 {
		t.desk.Empty(widgets.NoticeParams{Text: voice.Text("screen.vetting.choose")})
		t.s.acted()
		return
	}
	t.heading.Objects = []fyne.CanvasObject{t.title()}
	t.heading.Refresh()
	t.explained.SetText(t.explanation())
	t.fates = newShelf(t.evidenceRows())
	t.evidence.SetSource(t.fates)
	t.drawChoice()
	t.desk.Ready()
	t.s.fit()
}

// title names the finding, or says how many are chosen.
func (t *openTab) title() fyne.CanvasObject {
	voice := t.s.p.Voice
	if f, ok := t.choice.single(); ok {
		return widgets.Across(
			widgets.NewBadge(voice.Say(f.Severity.Label()), stateOf(f.Severity)),
			widgets.NewText(widgets.RoleStrong, ruleTitle(f.Rule, voice)),
		)
	}
	return widgets.NewText(widgets.RoleStrong, voice.Text("screen.vetting.status.chosen", "Count", len(t.choice.findings), "Total", len(t.findings)))
}

// explanation says why the finding was made; of several, how many each rule made.
func (t *openTab) explanation() string {
	voice := t.s.p.Voice
	if f, ok := t.choice.single(); ok {
		return voice.Say(f.Reason)
	}
	var parts []agenda.Message
	for _, r := range vetting.Rules() {
		if n := len(filter{rule: r.Code}.choose(t.choice.findings)); n > 0 {
			parts = append(parts, agenda.Msg("screen.vetting.several.rule", "Count", n, "Rule", r.Title))
		}
	}
	return voice.Join(parts, " · ")
}

func (t *openTab) evidenceRows() []widgets.Row {
	v := t.s.vetting
	ids := t.choice.bookings()
	rows := make([]widgets.Row, len(ids))
	for i, id := range ids {
		rows[i] = evidenceRow(v.Bookings[id], t.choice.cancel[id], v.House, t.s.p.Voice)
	}
	return rows
}

// drawEvidence draws the rows of the evidence anew, each where it is.
func (t *openTab) drawEvidence() {
	t.fates.set(t.evidenceRows())
	t.evidence.Reload()
}

// drawChoice says what would happen now, beside the buttons that make it happen.
func (t *openTab) drawChoice() {
	voice := t.s.p.Voice
	if len(t.choice.findings) == 0 {
		return
	}
	n := len(t.choice.cancelled())
	t.consequence.SetText(t.choice.consequence(t.s.vetting.Bookings, voice))
	switch {
	case n == 0:
		t.cancel.SetText(voice.Text("screen.vetting.cancel.none"))
	case !t.choice.cancels():
		t.cancel.SetText(voice.Text("screen.vetting.cancel.apart"))
	case t.choice.asProposed():
		t.cancel.SetText(voice.Text("screen.vetting.cancel.proposed", "Count", n))
	default:
		t.cancel.SetText(voice.Text("screen.vetting.cancel.chosen", "Count", n))
	}
	t.keep.SetText(voice.Text("screen.vetting.keep", "Count", len(t.choice.bookings())))
	t.reset.Hidden = t.choice.asProposed()
	t.drawToggle()
	t.s.acted()
	t.content.Refresh()
}

// marked returns the booking of the evidence that is selected, where its fate can be
// changed.
func (t *openTab) marked() (agenda.BookingID, bool) {
	_, row, ok := t.evidence.Selected()
	f, single := t.choice.single()
	id := agenda.BookingID(row.Key)
	return id, ok && single && slices.Contains(f.Bookings, id)
}

// drawToggle says what the button would do to the booking that is selected.
func (t *openTab) drawToggle() {
	_, single := t.choice.single()
	t.toggle.Hidden = !single
	t.toggle.SetText(t.toggleTitle())
	t.s.acted()
}

func (t *openTab) toggleTitle() string {
	voice := t.s.p.Voice
	id, ok := t.marked()
	switch {
	case !ok:
		return voice.Text("screen.vetting.toggle")
	case t.choice.cancel[id]:
		return voice.Text("screen.vetting.toggle.keep", "Reference", t.s.vetting.Bookings[id].Reference)
	default:
		return voice.Text("screen.vetting.toggle.cancel", "Reference", t.s.vetting.Bookings[id].Reference)
	}
}

func (t *openTab) toggleSelected() {
	id, ok := t.marked()
	if !ok {
		return
	}
	t.choice.toggle(id)
	t.drawEvidence()
	t.drawChoice()
}

// showBooking goes to the selected booking in the list of all.
func (t *openTab) showBooking() {
	if _, row, ok := t.evidence.Selected(); ok {
		t.s.p.Reveal(bookingsID, row.Key)
	}
}

func (t *openTab) resetChoice() {
	t.choice = newChoice(t.choice.findings...)
	t.drawEvidence()
	t.drawChoice()
}

func (t *openTab) focusEvidence() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.evidence); c != nil {
		c.Focus(t.evidence)
		if _, _, ok := t.evidence.Selected(); !ok {
			t.evidence.Select(0)
		}
	}
}

// step chooses the finding so many further in the queue, without deciding anything.
func (t *openTab) step(by int) {
	at := 0
	if len(t.choice.findings) > 0 {
		key := t.choice.findings[0].Key
		at = by + slices.IndexFunc(t.findings, func(f vetting.Finding) bool { return f.Key == key })
	}
	if len(t.findings) > 0 {
		t.queue.Select(min(max(at, 0), len(t.findings)-1))
	}
}

// ready reports whether a decision can be carried out now: on what is marked and shown,
// and not on what came up a moment ago in the place of something else.
func (t *openTab) ready() bool {
	if t.s.deciding || t.s.overtaken || !t.agrees() || !t.inSight() {
		return false
	}
	if now := t.s.now(); !t.newcomer.IsZero() && now.Sub(t.newcomer) < rest {
		t.newcomer = now // a key that is still held goes on to be held
		t.s.status.SetText(t.s.p.Voice.Text("screen.vetting.status.newcomer"))
		return false
	}
	return true
}

// inSight reports whether the sentence that says what would happen is in sight, which
// keys do not care for; where large text has moved it away it is brought back instead.
func (t *openTab) inSight() bool {
	driver := fyne.CurrentApp().Driver()
	if driver.CanvasForObject(t.below) == nil {
		return true
	}
	// The page moves within its content where it is higher than the window.
	top := driver.AbsolutePositionForObject(t.below).Y
	room := driver.AbsolutePositionForObject(t.s.content).Y
	if top >= room && top+t.below.Size().Height <= room+t.s.content.Size().Height+1 {
		return true
	}
	widgets.Reveal(t.below)
	t.s.status.SetText(t.s.p.Voice.Text("screen.vetting.status.out-of-sight"))
	return false
}

// cancelChosen cancels what the sentence beside the button names. Where that goes beyond
// what the rules propose it asks first.
func (t *openTab) cancelChosen() {
	if !t.choice.cancels() || !t.ready() {
		return
	}
	voice := t.s.p.Voice
	cancelled := t.choice.cancelled()
	verdicts := t.choice.verdicts(agenda.OutcomeCancel, t.reason.Text)
	name := voice.Text("screen.vetting.step.cancel", "Count", len(cancelled), "Reference", t.s.vetting.Bookings[cancelled[0]].Reference)
	decide := func() { t.s.decide(voice.Text("screen.vetting.task.cancel"), name, verdicts) }
	doubts := t.choice.doubts(t.s.vetting.Bookings, voice)
	if doubts == "" {
		decide()
		return
	}
	t.s.confirm(voice.Text("screen.vetting.doubt.title"),
		doubts+"\n\n"+t.choice.consequence(t.s.vetting.Bookings, voice), voice.Text("screen.vetting.cancel.chosen", "Count", len(cancelled)), decide)
}

// keepAll leaves every booking of the chosen findings as it is.
func (t *openTab) keepAll() {
	if !t.ready() {
		return
	}
	voice, kept := t.s.p.Voice, t.choice.bookings()
	name := voice.Text("screen.vetting.step.keep", "Count", len(kept), "Reference", t.s.vetting.Bookings[kept[0]].Reference)
	t.s.decide(voice.Text("screen.vetting.task.keep"), name, t.choice.verdicts(agenda.OutcomeKeep, t.reason.Text))
}
