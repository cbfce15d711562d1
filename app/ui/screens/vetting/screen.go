package vetting

import (
	"context"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// Office is what the screen asks of the use cases.
type Office interface {
	Now() agenda.Moment
	Vet(ctx context.Context, progress agenda.Progress) (office.Vetting, error)
	Decide(ctx context.Context, verdicts []office.Verdict) ([]agenda.Decision, error)
	UndoDecisions(ctx context.Context, ids []agenda.DecisionID, progress agenda.Progress) error
	Bookings(ctx context.Context, q workspace.BookingQuery) (page []agenda.Booking, total int, err error)
	WriteCancellations(ctx context.Context, path string, format office.Format, voice *wording.Voice) (int, error)
}

// Tasks runs what takes longer than a moment; see [task.Runner].
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see [dialogs.Dialogs].
type Dialogs interface {
	Ask(q dialogs.Question) *dialogs.Asked
	Problem(err error)
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// Params are what the screen works with. All are needed but Memory.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      Tasks
	Dialogs    Dialogs
	// Navigate goes to another screen: that of the imports.
	Navigate func(id string)
	// Reveal goes to another screen and to a booking there: to the list of bookings.
	Reveal func(id, booking string)
	// Wrote tells that a file was written, and offers to open it.
	Wrote func(path string)
	// Toast tells something that needs no answer.
	Toast func(text string, state widgets.State)
	// ActionsChanged tells that other actions can be done now.
	ActionsChanged func()
	// History takes down what was decided, so that it can be undone.
	History history.Recorder
	// Memory keeps columns and filters on this machine; nil: nothing is kept.
	Memory widgets.Memory
}

// The names of other screens in the navigation.
const (
	importsID  = "imports"
	bookingsID = "bookings"
)

// The parts of the screen.
const (
	tabOpen    = "open"
	tabDecided = "decided"
	tabRules   = "rules"
)

// Screen is the queue of findings with its evidence and the decisions made.
type Screen struct {
	p Params

	vetting office.Vetting
	known   bool  // vetting was read at least once
	failure error // of the last reading
	turn    atomic.Int64
	filter  filter
	rows    widgets.Background // loads rows that are all there
	now     func() time.Time

	deciding  bool             // a decision is being made
	reading   bool             // the bookings are being examined
	sought    agenda.BookingID // is to be shown once they are; "": none
	overtaken bool             // decisions were made that what is shown does not know yet

	made   bool   // the screen is there, and its actions can be asked for
	usable string // which actions could be done when it was last told
	ledger ledger // what became of decisions that were taken back and made again

	automatic *widgets.Button
	export    *widgets.Button
	tabs      *widgets.Tabs
	bar       *fyne.Container // tabs and filters
	body      *fyne.Container // the chosen tab
	state     *page.State     // around it
	status    *widgets.Text
	content   fyne.CanvasObject

	open    *openTab
	decided *decidedTab
	rules   *widgets.DataTable
	ruled   *shelf // rows of the rules
}

// New returns the screen and begins to examine the bookings.
func New(p Params) *Screen {
	// Rows that are all there are shown at once: asking for them beside the window would
	// empty the tables for a moment after every decision.
	return newScreen(p, widgets.Inline)
}

// newScreen returns the screen with what loads the rows of findings and bookings.
func newScreen(p Params, rows widgets.Background) *Screen {
	s := &Screen{p: p, rows: rows, now: time.Now, ledger: ledger{}}
	if p.Memory != nil {
		s.recall(p.Memory)
	}
	voice := p.Voice
	s.automatic = widgets.NewButton(widgets.Primary, "", theme.IconCheck(), s.confirmAutomatic)
	s.export = widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.export"), theme.IconSave(), s.chooseExport)
	s.tabs = widgets.NewTabs(nil, func(string) { s.draw() })
	s.bar, s.body = container.NewStack(), container.NewStack()
	s.state = page.NewState(voice, s.body)
	s.status = widgets.NewText(widgets.RoleMuted, "")
	s.open = newOpenTab(s)
	s.decided = newDecidedTab(s)
	s.rules = s.newRules()
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.vetting.title"), Purpose: voice.Text("screen.vetting.purpose"),
		Actions: []fyne.CanvasObject{s.export, s.automatic},
		Filters: s.bar, Content: s.state, Status: s.status,
	})
	s.made = true
	s.draw()
	s.read()
	return s
}

// newRules makes the table of the rules; opening one shows what it found.
func (s *Screen) newRules() *widgets.DataTable {
	voice := s.p.Voice
	t := widgets.NewDataTable(widgets.TableParams{
		ID: rulesKey, Memory: s.p.Memory, Columns: ruleColumns(voice), Voice: voice, Background: s.rows,
		Signs: true, Label: voice.Text("screen.vetting.tab.rules"),
	})
	t.OnActivated = func(int, widgets.Row) { s.showRule() }
	t.OnSelected = func(int, widgets.Row) { s.acted() }
	t.OnUnselected = s.acted
	t.Menu = func(widgets.Selection) []widgets.MenuItem { return s.menu(idRule) }
	s.ruled = newShelf(nil)
	t.SetSource(s.ruled)
	return t
}

// showRule shows the open findings of the rule that is selected.
func (s *Screen) showRule() {
	if _, row, ok := s.rules.Selected(); ok {
		s.tabs.Select(tabOpen)
		s.setFilter(filter{rule: row.Key})
	}
}

// setFilter shows other findings of the queue.
func (s *Screen) setFilter(f filter) {
	s.filter = f
	s.remember()
	s.open.show()
	s.draw()
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek does nothing: suspect bookings are sought in the whole year.
func (s *Screen) SetWeek(agenda.Week) {}

// Changed examines anew what a use case has changed.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaBookings, office.AreaSetup) { // a decision changes bookings too
		s.read()
	}
}

// Refresh examines the bookings again.
func (s *Screen) Refresh() { s.read() }

// read examines the bookings; of several readings only the last one counts.
func (s *Screen) read() {
	turn := s.turn.Add(1)
	s.reading = true
	s.status.SetText(s.p.Voice.Text("screen.vetting.status.reading"))
	var v office.Vetting
	var err error
	s.p.Background(func() {
		if turn == s.turn.Load() {
			v, err = s.p.Office.Vet(context.Background(), agenda.Silent{})
		}
	}, func() {
		if turn != s.turn.Load() {
			return
		}
		s.reading = false
		if s.failure = err; err == nil {
			s.vetting, s.known, s.overtaken = v, true, false
			s.open.show()
			s.decided.show()
			s.ruled.set(ruleRows(v.Open, v.Off, s.p.Voice))
			s.rules.Reload()
		}
		s.draw()
		if err == nil {
			s.find()
		}
	})
}

// draw shows the chosen tab and what the buttons would do.
func (s *Screen) draw() {
	voice := s.p.Voice
	if n := len(s.automaticFindings()); n > 0 {
		s.automatic.SetText(voice.Text("screen.vetting.automatic", "Count", n))
	} else {
		s.automatic.SetText(voice.Text("screen.vetting.automatic.none"))
	}
	s.drawBar()
	switch tab := s.tabs.Selected(); {
	case s.failure != nil:
		s.state.Failed(s.failure, s.read)
	case !s.known:
		s.state.Loading()
	case tab == tabOpen && s.vetting.Examined == 0 && len(s.vetting.Open) == 0:
		s.state.Empty(s.nothingToExamine())
	default:
		s.body.Objects = []fyne.CanvasObject{s.part(tab)}
		s.body.Refresh()
		s.state.Ready()
	}
	s.acted()
}

// fit gives the page the height that its content has come to need: longer sentences.
func (s *Screen) fit() {
	if s.made && widgets.HeightFor(s.state, s.state.Size().Width) > s.state.Size().Height {
		s.content.Refresh()
	}
}

func (s *Screen) part(tab string) fyne.CanvasObject {
	switch tab {
	case tabDecided:
		return s.decided.content
	case tabRules:
		return s.rules
	default:
		return s.open.content
	}
}

func (s *Screen) nothingToExamine() widgets.NoticeParams {
	voice := s.p.Voice
	return widgets.NoticeParams{
		Icon: theme.IconDocument(), Title: voice.Text("screen.vetting.empty.title"), Text: voice.Text("screen.vetting.empty.text"),
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.empty.import"), theme.IconImport(),
			func() { s.p.Navigate(importsID) }),
	}
}

// said is the line at the bottom.
func (s *Screen) said() string {
	if !s.known {
		return ""
	}
	voice := s.p.Voice
	var parts []string
	if n := len(s.open.choice.findings); s.tabs.Selected() == tabOpen && n > 0 {
		parts = append(parts, voice.Text("screen.vetting.status.chosen", "Count", n, "Total", len(s.open.findings)))
	}
	if n := s.decided.table.Selection().Count(); s.tabs.Selected() == tabDecided && n > 0 {
		parts = append(parts, voice.Text("screen.vetting.status.decisions", "Count", n, "Total", len(s.vetting.Decisions)))
	}
	parts = append(parts, voice.Text("screen.vetting.status.examined", "Count", s.vetting.Examined))
	if n := len(s.vetting.Off); n > 0 {
		parts = append(parts, voice.Text("screen.vetting.status.off", "Count", n))
	}
	return strings.Join(parts, " · ")
}

// drawBar offers the tabs, and for the queue its filters with how many each lets through.
func (s *Screen) drawBar() {
	voice := s.p.Voice
	parts := []widgets.Tab{
		{ID: tabOpen, Label: voice.Text("screen.vetting.tab.open")},
		{ID: tabDecided, Label: voice.Text("screen.vetting.tab.decided")},
		{ID: tabRules, Label: voice.Text("screen.vetting.tab.rules")},
	}
	if s.known {
		parts[0].Count, parts[1].Count = voice.Number(len(s.vetting.Open)), voice.Number(len(s.vetting.Decisions))
	}
	s.tabs.Set(parts)
	row := []fyne.CanvasObject{s.tabs}
	if s.tabs.Selected() == tabOpen && s.known {
		row = append(row, widgets.AtLeast(230, 0, s.severityFilter()), widgets.AtLeast(260, 0, s.ruleFilter()))
	}
	s.bar.Objects = []fyne.CanvasObject{widgets.Flow(s.tabs, row...)}
	s.bar.Refresh()
}

func (s *Screen) severityFilter() fyne.CanvasObject {
	voice := s.p.Voice
	options, chosen := []string{voice.Text("screen.vetting.filter.all-severities")}, 0
	for i, severity := range severities {
		options = append(options, voice.Text("screen.vetting.filter.option", "Name", severity.Label(), "Count", s.vetting.CountBySeverity(severity)))
		if severity == s.filter.severity {
			chosen = i + 1
		}
	}
	choose := widgets.NewSelect(options, chosen, func(i int) {
		f := filter{rule: s.filter.rule}
		if i > 0 {
			f.severity = severities[i-1]
		}
		s.setFilter(f)
	})
	choose.SetAccessibleLabel(voice.Text("screen.vetting.column.severity"))
	return choose
}

func (s *Screen) ruleFilter() fyne.CanvasObject {
	voice := s.p.Voice
	options, chosen := []string{voice.Text("screen.vetting.filter.all-rules")}, 0
	rules := vetting.Rules()
	for i, r := range rules {
		count := len(filter{rule: r.Code}.choose(s.vetting.Open))
		options = append(options, voice.Text("screen.vetting.filter.option", "Name", r.Title, "Count", count))
		if r.Code == s.filter.rule {
			chosen = i + 1
		}
	}
	choose := widgets.NewSelect(options, chosen, func(i int) {
		f := filter{severity: s.filter.severity}
		if i > 0 {
			f.rule = rules[i-1].Code
		}
		s.setFilter(f)
	})
	choose.SetAccessibleLabel(voice.Text("screen.vetting.column.rule"))
	return choose
}

// automaticFindings are the open findings that the service lets the program settle.
func (s *Screen) automaticFindings() []vetting.Finding {
	return filter{severity: vetting.Automatic}.choose(s.vetting.Open)
}

// confirmAutomatic says what applying the automatic findings would do, and does it when
// the person agrees: exactly those that were counted, so that nothing is cancelled
// that the question did not cover. It can be undone and is asked all the same: most of
// these bookings are not in sight.
func (s *Screen) confirmAutomatic() {
	findings := s.automaticFindings()
	if len(findings) == 0 || s.deciding || s.overtaken {
		return
	}
	voice := s.p.Voice
	c := newChoice(findings...)
	s.confirm(voice.Text("screen.vetting.automatic.title", "Count", len(findings)), s.automaticText(c),
		voice.Text("screen.vetting.automatic.accept", "Count", len(c.cancelled())),
		func() {
			s.decide(voice.Text("screen.vetting.task.automatic"), voice.Text("screen.vetting.step.automatic", "Count", len(findings)),
				c.verdicts(agenda.OutcomeCancel, ""))
		})
}

// automaticText counts what findings would cancel, by rule, and what they would keep.
func (s *Screen) automaticText(c choice) string {
	voice := s.p.Voice
	lines := []string{voice.Text("screen.vetting.automatic.cancels", "Count", len(c.cancelled()))}
	counted := map[agenda.BookingID]bool{}
	byRule := map[string]int{}
	for _, f := range c.findings {
		for _, id := range f.Cancel {
			if !counted[id] {
				counted[id] = true
				byRule[f.Rule]++
			}
		}
	}
	for _, r := range vetting.Rules() {
		if n := byRule[r.Code]; n > 0 {
			lines = append(lines, voice.Text("screen.vetting.automatic.rule", "Count", n, "Rule", r.Title))
		}
	}
	lines = append(lines, voice.Text("screen.vetting.automatic.keeps", "Count", len(c.kept())))
	if doubts := c.doubts(s.vetting.Bookings, voice); doubts != "" {
		lines = append(lines, doubts)
	}
	return strings.Join(append(lines, "", voice.Text("screen.vetting.automatic.after")), "\n")
}

// confirm asks before bookings are cancelled. The way back says what it does too: in
// French a bare "Annuler" would be the name of both buttons.
func (s *Screen) confirm(title, text, accept string, yes func()) {
	s.p.Dialogs.Ask(dialogs.Question{
		Title: title, Text: text, Accept: accept, Refuse: s.p.Voice.Text("screen.vetting.refuse"), Role: widgets.Destructive,
		Answer: func() bool { yes(); return true },
	})
}

// decide keeps what a person decided, and how it can be undone under a name. Nothing
// else is decided until what is shown knows of it.
func (s *Screen) decide(label, name string, verdicts []office.Verdict) {
	if s.deciding {
		return
	}
	d := &decision{office: s.p.Office, ledger: s.ledger, verdicts: verdicts}
	s.deciding, s.overtaken = true, true
	started := s.p.Tasks.Run(label, d.do, func(err error) {
		s.deciding = false
		s.done(err)
		if err == nil {
			s.p.History.Record(history.Step{Name: name, Undo: d.undo, Redo: d.do})
		}
	})
	if !started { // something else runs, as the window shows
		s.deciding, s.overtaken = false, false
	}
}

// done tells what went wrong. A finding that no longer holds is examined anew, for
// what is on the screen is then out of date.
func (s *Screen) done(err error) {
	if err != nil {
		s.p.Dialogs.Problem(err)
		s.read()
	}
}

// cancelledCount is how many bookings the standing decisions cancel.
func (s *Screen) cancelledCount() int {
	n := 0
	for _, d := range s.vetting.Decisions {
		if d.Undone.IsZero() {
			n += len(d.Cancel)
		}
	}
	return n
}

// chooseExport asks where the list for the platform goes.
func (s *Screen) chooseExport() {
	voice := s.p.Voice
	s.p.Dialogs.SaveFile(dialogs.FileKind{
		Title: voice.Text("screen.vetting.export.title"), Endings: []string{".xlsx", ".csv"},
		Name: voice.Text("screen.vetting.export.file", "Date", s.p.Office.Now().Date().String()) + ".xlsx",
	}, s.writeExport)
}

func (s *Screen) writeExport(path string) {
	format := office.FormatWorkbook
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		format = office.FormatCSV
	}
	count := 0
	s.p.Tasks.Run(s.p.Voice.Text("screen.vetting.task.export"), func(ctx context.Context, _ agenda.Progress) (err error) {
		count, err = s.p.Office.WriteCancellations(ctx, path, format, s.p.Voice)
		return err
	}, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		s.p.Wrote(path)
		s.p.Toast(s.p.Voice.Text("screen.vetting.export.done", "Count", count), widgets.Success)
	})
}

func setEnabled(b *widgets.Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
