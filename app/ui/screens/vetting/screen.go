package vetting

import (
	"context"
	"path/filepath"
	"strings"
	"sync/atomic"

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
	UndoDecision(ctx context.Context, id agenda.DecisionID) error
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

// Params are what the screen works with. All are needed.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      Tasks
	Dialogs    Dialogs
	// Navigate goes to another screen: that of the imports.
	Navigate func(id string)
	// OpenFile opens a written file with the system's program.
	OpenFile func(path string)
	// History takes down what was decided, so that it can be undone.
	History history.Recorder
	// Memory keeps columns and filters on this machine; nil: nothing is kept.
	Memory widgets.Memory
}

// importsID is the name of the screen of the imports in the navigation.
const importsID = "imports"

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

	automatic *widgets.Button
	export    *widgets.Button
	tabs      *widgets.Tabs
	bar       *fyne.Container // tabs and filters
	body      *fyne.Container // the chosen tab
	status    *widgets.Text
	content   fyne.CanvasObject

	open    *openTab
	decided *decidedTab
	rules   *widgets.DataTable
}

// New returns the screen and begins to examine the bookings.
func New(p Params) *Screen {
	s := &Screen{p: p}
	if p.Memory != nil {
		s.recall(p.Memory)
	}
	voice := p.Voice
	s.automatic = widgets.NewButton(widgets.Primary, "", theme.IconCheck(), s.confirmAutomatic)
	s.export = widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.export"), theme.IconSave(), s.chooseExport)
	s.tabs = widgets.NewTabs(nil, func(string) { s.draw() })
	s.bar, s.body = container.NewStack(), container.NewStack()
	s.status = widgets.NewText(widgets.RoleMuted, "")
	s.open = newOpenTab(s)
	s.decided = newDecidedTab(s)
	s.rules = widgets.NewDataTable(widgets.TableParams{Columns: ruleColumns(voice), Voice: voice, Background: p.Background, Signs: true})
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.vetting.title"), Purpose: voice.Text("screen.vetting.purpose"),
		Actions: []fyne.CanvasObject{s.export, s.automatic},
		Filters: s.bar, Content: s.body, Status: s.status,
	})
	s.draw()
	s.read()
	return s
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
		if s.failure = err; err == nil {
			s.vetting, s.known = v, true
			s.open.show()
			s.decided.show()
			s.rules.SetSource(widgets.Rows(ruleRows(v.Open, v.Off, s.p.Voice)))
		}
		s.draw()
	})
}

// draw shows the chosen tab and what the buttons would do.
func (s *Screen) draw() {
	voice := s.p.Voice
	n := len(s.automaticFindings())
	if n > 0 {
		s.automatic.SetText(voice.Text("screen.vetting.automatic", "Count", n))
	} else {
		s.automatic.SetText(voice.Text("screen.vetting.automatic.none"))
	}
	setEnabled(s.automatic, n > 0)
	setEnabled(s.export, s.cancelledCount() > 0)
	s.drawBar()
	s.body.Objects = []fyne.CanvasObject{s.shown()}
	s.body.Refresh()
	s.status.SetText(s.said())
}

func (s *Screen) shown() fyne.CanvasObject {
	switch {
	case s.failure != nil:
		return widgets.NewFailed(s.p.Voice, s.failure, s.read)
	case !s.known:
		return widgets.NewLoading(s.p.Voice)
	case s.tabs.Selected() == tabDecided:
		return s.decided.content
	case s.tabs.Selected() == tabRules:
		return s.rules
	case s.vetting.Examined == 0:
		return s.nothingToExamine()
	default:
		return s.open.content
	}
}

func (s *Screen) nothingToExamine() fyne.CanvasObject {
	voice := s.p.Voice
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconDocument(), Title: voice.Text("screen.vetting.empty.title"), Text: voice.Text("screen.vetting.empty.text"),
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.vetting.empty.import"), theme.IconImport(),
			func() { s.p.Navigate(importsID) }),
	})
}

// said is the line at the bottom.
func (s *Screen) said() string {
	if !s.known {
		return ""
	}
	voice := s.p.Voice
	parts := []string{voice.Text("screen.vetting.status.examined", "Count", s.vetting.Examined)}
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
	s.bar.Objects = []fyne.CanvasObject{widgets.AcrossWith(s.tabs, row...)}
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
		s.filter.severity = ""
		if i > 0 {
			s.filter.severity = severities[i-1]
		}
		s.remember()
		s.open.show()
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
		s.filter.rule = ""
		if i > 0 {
			s.filter.rule = rules[i-1].Code
		}
		s.remember()
		s.open.show()
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
// that the question did not cover.
func (s *Screen) confirmAutomatic() {
	findings := s.automaticFindings()
	if len(findings) == 0 {
		return
	}
	voice := s.p.Voice
	var verdicts []office.Verdict
	cancelled, kept := map[agenda.BookingID]bool{}, map[agenda.BookingID]bool{}
	byRule := map[string]int{}
	for _, f := range findings {
		verdicts = append(verdicts, office.Verdict{Finding: f, Outcome: agenda.OutcomeCancel})
		c := newChoice(f)
		for _, id := range c.cancelled() {
			if !cancelled[id] {
				byRule[f.Rule]++
			}
			cancelled[id] = true
		}
		for _, id := range c.kept() {
			kept[id] = true
		}
	}
	for id := range cancelled {
		delete(kept, id)
	}
	lines := []string{
		voice.Text("screen.vetting.automatic.cancels", "Count", len(cancelled)),
	}
	for _, r := range vetting.Rules() {
		if n := byRule[r.Code]; n > 0 {
			lines = append(lines, voice.Text("screen.vetting.automatic.rule", "Count", n, "Rule", r.Title))
		}
	}
	lines = append(lines,
		voice.Text("screen.vetting.automatic.keeps", "Count", len(kept)),
		"", voice.Text("screen.vetting.automatic.after"),
	)
	s.confirm(voice.Text("screen.vetting.automatic.title", "Count", len(findings)), strings.Join(lines, "\n"),
		voice.Text("screen.vetting.automatic.accept", "Count", len(cancelled)),
		func() {
			s.decide(voice.Text("screen.vetting.task.automatic"), voice.Text("screen.vetting.step.automatic", "Count", len(verdicts)), verdicts)
		})
}

// confirm asks before bookings are cancelled. The way back says what it does too: in
// French a bare "Annuler" would be the name of both buttons.
func (s *Screen) confirm(title, text, accept string, yes func()) {
	s.p.Dialogs.Ask(dialogs.Question{
		Title: title, Text: text, Accept: accept, Refuse: s.p.Voice.Text("screen.vetting.refuse"), Role: widgets.Destructive,
		Answer: func() bool { yes(); return true },
	})
}

// decide keeps what a person decided, and how it can be undone under a name.
func (s *Screen) decide(label, name string, verdicts []office.Verdict) {
	d := &decided{office: s.p.Office, verdicts: verdicts}
	s.p.Tasks.Run(label, d.do, func(err error) {
		s.done(err)
		if err == nil {
			s.p.History.Record(history.Step{Name: name, Undo: d.undo, Redo: d.do})
		}
	})
}

// decided are verdicts that were given together.
type decided struct {
	office   Office
	verdicts []office.Verdict
	ids      []agenda.DecisionID // of the decisions that stand
}

func (d *decided) do(ctx context.Context, _ agenda.Progress) error {
	made, err := d.office.Decide(ctx, d.verdicts)
	if err != nil {
		return err
	}
	d.ids = nil
	for _, decision := range made {
		d.ids = append(d.ids, decision.ID)
	}
	return nil
}

func (d *decided) undo(ctx context.Context, progress agenda.Progress) error {
	return d.office.UndoDecisions(ctx, d.ids, progress)
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
		s.tellWritten(count, path)
	})
}

// tellWritten says that the list was written, what is left to do with it, and offers it.
func (s *Screen) tellWritten(count int, path string) {
	voice := s.p.Voice
	s.p.Dialogs.Ask(dialogs.Question{
		Title:  voice.Text("screen.vetting.export.done", "Count", count),
		Text:   voice.Text("screen.vetting.export.next", "File", filepath.Base(path), "Folder", filepath.Dir(path)),
		Accept: voice.Text("screen.vetting.export.open"), Refuse: voice.Text("screen.vetting.export.close"), Role: widgets.Primary,
		Answer: func() bool { s.p.OpenFile(path); return true },
	})
}

func setEnabled(b *widgets.Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
