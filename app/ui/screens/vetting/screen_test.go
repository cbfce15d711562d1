package vetting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// fake is an office of a few findings; it keeps what it is told to decide.
type fake struct {
	screen   *Screen
	vetting  office.Vetting
	verdicts []office.Verdict
	settled  []vetting.Finding
	undone   []agenda.DecisionID
	steps    []history.Step
	wrote    string
	shown    string // the written file that the window tells of
	format   office.Format
	refuse   error
	toasts   []string
	revealed string
	changes  int // of the actions
	byNow    time.Time
}

func (f *fake) Now() agenda.Moment { return agenda.MustMoment("2026-11-23T08:00") }

func (f *fake) Vet(context.Context, agenda.Progress) (office.Vetting, error) {
	return f.vetting, f.refuse
}

func (f *fake) Decide(_ context.Context, verdicts []office.Verdict) ([]agenda.Decision, error) {
	if f.refuse != nil {
		return nil, f.refuse
	}
	f.verdicts = append(f.verdicts, verdicts...)
	for _, v := range verdicts {
		d := agenda.Decision{ID: agenda.DecisionID(fmt.Sprint(v.Finding.Key, len(f.vetting.Decisions))), Rule: v.Finding.Rule, Bookings: v.Finding.Bookings, Outcome: v.Outcome, Reason: v.Reason, At: f.Now()}
		if d.Cancel = v.Cancel; v.Outcome == agenda.OutcomeCancel && d.Cancel == nil {
			d.Cancel = v.Finding.Cancel
		}
		f.vetting.Decisions = append([]agenda.Decision{d}, f.vetting.Decisions...)
		f.vetting.Open = slices.DeleteFunc(slices.Clone(f.vetting.Open), func(o vetting.Finding) bool { return o.Key == v.Finding.Key })
		f.settled = append(f.settled, v.Finding)
	}
	made := slices.Clone(f.vetting.Decisions[:len(verdicts)])
	slices.Reverse(made) // in the order of the verdicts
	f.screen.Changed(office.AreaBookings)
	return made, nil
}

func (f *fake) UndoDecisions(_ context.Context, ids []agenda.DecisionID, _ agenda.Progress) error {
	f.undone = append(f.undone, ids...)
	for i, d := range f.vetting.Decisions {
		if slices.Contains(ids, d.ID) {
			f.vetting.Decisions[i].Undone = f.Now()
			at := slices.IndexFunc(f.settled, func(o vetting.Finding) bool { return slices.Equal(o.Bookings, d.Bookings) })
			f.vetting.Open = append(slices.Clone(f.vetting.Open), f.settled[at])
		}
	}
	f.screen.Changed(office.AreaBookings)
	return nil
}

// Record implements history.Recorder.
func (f *fake) Record(s history.Step) { f.steps = append(f.steps, s) }

func (f *fake) Bookings(_ context.Context, q workspace.BookingQuery) ([]agenda.Booking, int, error) {
	var found []agenda.Booking
	for _, id := range q.IDs {
		found = append(found, f.vetting.Bookings[id])
	}
	return found, len(found), nil
}

func (f *fake) WriteCancellations(_ context.Context, path string, format office.Format, _ *wording.Voice) (int, error) {
	f.wrote, f.format = path, format
	return 3, nil
}

// answers is a person who agrees to every question, or to none.
type answers struct {
	agree    bool
	asked    []dialogs.Question
	problems []error
	path     string
}

func (a *answers) Ask(q dialogs.Question) *dialogs.Asked {
	a.asked = append(a.asked, q)
	if a.agree && q.Answer != nil {
		q.Answer()
	}
	return nil
}
func (a *answers) Problem(err error)                                { a.problems = append(a.problems, err) }
func (a *answers) SaveFile(_ dialogs.FileKind, chosen func(string)) { chosen(a.path) }

// finding invents one about n bookings, of which the first is kept.
func finding(f *fake, key string, severity vetting.Severity, n int) vetting.Finding {
	one := vetting.Finding{Rule: "DUP-EMAIL", Severity: severity, Key: key, Reason: agenda.Msg("vetting.severity.decide")}
	for i := range n {
		id := agenda.BookingID(fmt.Sprintf("%s%d", key, i))
		one.Bookings = append(one.Bookings, id)
		one.Evidence = append(one.Evidence, vetting.Evidence{Booking: id, Field: vetting.FieldEmail, Value: key + "@boite.example"})
		f.vetting.Bookings[id] = agenda.Booking{ID: id, Reference: strings.ToUpper(string(id)), Date: agenda.MustDate("2026-12-01"), Start: 545,
			Applicant: agenda.Applicant{FullName: "Ana Sánchez", Email: key + "@boite.example"}}
	}
	if severity == vetting.Automatic {
		one.Cancel = one.Bookings[1:]
	}
	return one
}

// invention is an office of three findings.
func invention() *fake {
	f := &fake{vetting: office.Vetting{Bookings: map[agenda.BookingID]agenda.Booking{}, Examined: 20}}
	f.vetting.Open = []vetting.Finding{
		finding(f, "a", vetting.Automatic, 3), finding(f, "b", vetting.Automatic, 2), finding(f, "c", vetting.Decide, 2),
	}
	return f
}

func begin(t *testing.T) (*Screen, *fake, *answers) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	f := invention()
	a := &answers{agree: true, path: "/tmp/annulations.csv"}
	return show(t, f, a), f, a
}

func params(f *fake, a *answers, voice *wording.Voice, background widgets.Background) Params {
	return Params{
		Office: f, Voice: voice, Background: background, Tasks: task.NewInline(), Dialogs: a,
		Navigate: func(string) {}, Reveal: func(id, booking string) { f.revealed = id + " " + booking }, History: f,
		Wrote: func(path string) { f.shown = path },
		Toast: func(text string, _ widgets.State) { f.toasts = append(f.toasts, text) }, ActionsChanged: func() { f.changes++ },
	}
}

func show(t *testing.T, f *fake, a *answers) *Screen {
	t.Helper()
	s := New(params(f, a, french(t), widgets.Inline))
	f.screen, f.byNow = s, time.Now()
	s.now = func() time.Time { return f.byNow }
	w := test.NewTempWindow(t, s.Content())
	w.Resize(fyne.NewSize(1068, 740))
	return s
}

// shownKeys are the keys of the findings on the desk.
func shownKeys(s *Screen) string {
	var keys []string
	for _, f := range s.open.choice.findings {
		keys = append(keys, f.Key)
	}
	return strings.Join(keys, " ")
}

func cell(t *testing.T, table *widgets.DataTable, row, column int) string {
	t.Helper()
	r, ok := table.Row(row)
	if !ok {
		t.Fatalf("there is no row %d", row)
	}
	return r.Cells[column]
}

func TestQueueAndEvidence(t *testing.T) {
	s, _, _ := begin(t)
	if s.open.queue.Total() != 3 || shownKeys(s) != "a" || s.open.evidence.Total() != 3 {
		t.Fatalf("queue %d, findings %q, evidence %d", s.open.queue.Total(), shownKeys(s), s.open.evidence.Total())
	}
	if got := []string{cell(t, s.open.evidence, 0, fateCell), cell(t, s.open.evidence, 1, fateCell)}; !slices.Equal(got, []string{"Conservée", "À annuler"}) {
		t.Errorf("fates %q", got)
	}
	s.open.queue.Select(2)
	if s.open.evidence.Total() != 2 || !s.open.cancel.Disabled() {
		t.Errorf("a finding that proposes nothing offers to cancel")
	}
	s.setFilter(filter{severity: vetting.Decide})
	if s.open.queue.Total() != 1 {
		t.Errorf("%d rows pass the filter, want 1", s.open.queue.Total())
	}
}

func TestCancelWhatIsProposed(t *testing.T) {
	s, f, a := begin(t)
	s.open.reason.SetText("vu avec la cheffe de service")
	test.Tap(s.open.cancel)
	if len(a.asked) != 0 {
		t.Errorf("following the proposal asks %q", a.asked[0].Title)
	}
	if len(f.verdicts) != 1 || !slices.Equal(f.verdicts[0].Cancel, []agenda.BookingID{"a1", "a2"}) || f.verdicts[0].Reason == "" {
		t.Fatalf("decided %+v", f.verdicts)
	}
	if s.open.queue.Total() != 2 || shownKeys(s) != "b" || s.open.reason.Text != "" {
		t.Errorf("after a decision the next finding does not come up")
	}
	if len(f.steps) != 1 || f.steps[0].Name != "refuser 2 réservations" {
		t.Fatalf("to be undone: %+v", f.steps)
	}
	if err := f.steps[0].Undo(t.Context(), agenda.Silent{}); err != nil || len(f.undone) != 1 {
		t.Errorf("undone %q, %v", f.undone, err)
	}
	if err := f.steps[0].Redo(t.Context(), agenda.Silent{}); err != nil || len(f.verdicts) != 2 {
		t.Errorf("decided again %+v, %v", f.verdicts, err)
	}
}

func TestCancelBeyondTheProposalAsks(t *testing.T) {
	s, f, a := begin(t)
	a.agree = false
	s.open.evidence.Select(0)
	test.Tap(s.open.toggle)
	if cell(t, s.open.evidence, 0, fateCell) != "À annuler" || s.open.reset.Hidden {
		t.Fatal("the booking was not marked")
	}
	test.Tap(s.open.cancel)
	if len(a.asked) != 1 || len(f.verdicts) != 0 {
		t.Fatalf("%d questions, %d decisions: refusing must change nothing", len(a.asked), len(f.verdicts))
	}
	if !strings.Contains(a.asked[0].Text, "A0") {
		t.Errorf("the question does not name the booking: %q", a.asked[0].Text)
	}
	a.agree = true
	test.Tap(s.open.cancel)
	if len(f.verdicts) != 1 || len(f.verdicts[0].Cancel) != 3 {
		t.Errorf("decided %+v", f.verdicts)
	}
}

func TestSparingOne(t *testing.T) {
	s, f, _ := begin(t)
	s.open.evidence.Select(2)
	test.Tap(s.open.toggle)
	test.Tap(s.open.cancel)
	if len(f.verdicts) != 1 || !slices.Equal(f.verdicts[0].Cancel, []agenda.BookingID{"a1"}) {
		t.Errorf("decided %+v", f.verdicts)
	}
}

func TestKeepAll(t *testing.T) {
	s, f, _ := begin(t)
	test.Tap(s.open.keep)
	if len(f.verdicts) != 1 || f.verdicts[0].Outcome != agenda.OutcomeKeep || f.verdicts[0].Cancel != nil {
		t.Errorf("decided %+v", f.verdicts)
	}
}

func TestAutomaticSaysAndDoesTheSame(t *testing.T) {
	s, f, a := begin(t)
	a.agree = false
	test.Tap(s.automatic)
	if len(a.asked) != 1 || len(f.verdicts) != 0 {
		t.Fatal("nothing may happen before the answer")
	}
	if !strings.Contains(a.asked[0].Text, "3 réservations seront annulées") || !strings.Contains(a.asked[0].Text, "2 réservations") {
		t.Errorf("the question says %q", a.asked[0].Text)
	}
	a.agree = true
	test.Tap(s.automatic)
	if len(f.verdicts) != 2 {
		t.Fatalf("%d verdicts, want those of the two automatic findings", len(f.verdicts))
	}
	if !s.automatic.Disabled() || s.export.Disabled() {
		t.Error("afterwards there is nothing automatic left, and a list to export")
	}
}

func TestOutdatedFindingIsToldAndReadAgain(t *testing.T) {
	s, f, a := begin(t)
	f.refuse = agenda.NewProblem("VET-OUTDATED")
	test.Tap(s.open.cancel)
	if len(a.problems) != 1 || !errors.Is(a.problems[0], agenda.NewProblem("VET-OUTDATED")) {
		t.Fatalf("told %v", a.problems)
	}
	if s.failure == nil {
		t.Error("the bookings were not examined again")
	}
}

func TestWithdrawingIsUndoneAndDoneAgain(t *testing.T) {
	s, f, _ := begin(t)
	s.open.queue.SelectAll()
	test.Tap(s.open.keep)
	s.tabs.Select(tabDecided)
	s.draw()
	if s.decided.table.Total() != 3 || !s.decided.undo.Disabled() {
		t.Fatal("three decisions, none selected")
	}
	s.decided.table.SelectAll()
	test.Tap(s.decided.undo)
	if len(f.undone) != 3 || len(f.vetting.Open) != 3 || len(f.steps) != 2 {
		t.Fatalf("undone %v, %d steps", f.undone, len(f.steps))
	}
	if !s.decided.undo.Disabled() {
		t.Error("what was taken back can be taken back once more")
	}
	if err := f.steps[1].Undo(t.Context(), agenda.Silent{}); err != nil || len(f.vetting.Open) != 0 || len(f.verdicts) != 6 {
		t.Fatalf("decided again %+v, %v", f.verdicts, err)
	}
	// What stands now has other names: those who recorded the first ones must find them.
	f.undone = nil
	if err := f.steps[0].Undo(t.Context(), agenda.Silent{}); err != nil || len(f.vetting.Open) != 3 {
		t.Errorf("undone %v, %v", f.undone, err)
	}
}

func TestExportByEnding(t *testing.T) {
	s, f, a := begin(t)
	test.Tap(s.open.cancel)
	test.Tap(s.export)
	if f.wrote != a.path || f.format != office.FormatCSV || f.shown != a.path || len(f.toasts) != 1 || len(a.asked) != 0 {
		t.Errorf("wrote %q as %q, told %q", f.wrote, f.format, f.toasts)
	}
}

func TestNothingToExamine(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	s := show(t, &fake{}, &answers{})
	seen.Button(t, s.Content(), "Importer un export")
	s = show(t, &fake{refuse: errors.New("disk")}, &answers{})
	seen.Button(t, s.Content(), "Réessayer")
}

func TestTheScreenIsMadeAnewAsItStands(t *testing.T) {
	s, _, _ := begin(t)
	s.setFilter(filter{rule: s.open.findings[1].Rule})
	s.open.queue.Select(len(s.open.findings) - 1)
	s.open.reason.SetText("à revoir")
	if len(s.Unsaved()) != 1 {
		t.Errorf("unsaved: %q", s.Unsaved())
	}
	kept := s.Keep()
	again, _, _ := begin(t)
	again.Restore(kept)
	if again.filter != s.filter || again.open.reason.Text != "à revoir" || shownKeys(again) != shownKeys(s) {
		t.Errorf("restored %+v with %q", again.filter, again.open.reason.Text)
	}
}

func TestABookingIsShownWithItsFinding(t *testing.T) {
	s, f, _ := begin(t)
	s.setFilter(filter{severity: vetting.Automatic})
	s.Reveal("c1")
	if shownKeys(s) != "c" || s.tabs.Selected() != tabOpen {
		t.Errorf("shown %q", shownKeys(s))
	}
	s.open.evidence.Select(1)
	s.open.showBooking()
	if f.revealed != "bookings c1" {
		t.Errorf("revealed %q", f.revealed)
	}
	f.byNow = f.byNow.Add(rest)
	test.Tap(s.open.keep)
	s.Reveal("c0")
	if d := s.decided.chosen(); s.tabs.Selected() != tabDecided || len(d) != 1 || d[0].Bookings[0] != "c0" {
		t.Errorf("shown %+v in %s", d, s.tabs.Selected())
	}
	if s.Reveal("elsewhere"); len(f.toasts) != 1 {
		t.Errorf("told %q", f.toasts)
	}
}

func TestRulesOff(t *testing.T) {
	voice := french(t)
	rows := ruleRows(nil, []vetting.RuleOff{{Rule: "DUP-EMAIL", Bookings: 4, Reason: agenda.Msg("vetting.off.email", "Count", 4)}}, voice)
	if len(rows) != len(vetting.Rules()) || rows[0].State != widgets.Warning || rows[1].State != widgets.Success {
		t.Errorf("rows %+v", rows)
	}
}
