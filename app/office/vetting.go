package office

import (
	"context"
	"io"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/publication"
	"creneaux/app/statistics"
	"creneaux/app/vetting"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// Vetting is what the rules find in the active bookings now, with what people have
// decided so far.
type Vetting struct {
	House     House
	Open      []vetting.Finding // nobody has decided yet
	Settled   []vetting.Finding // decided to be left as they are
	Off       []vetting.RuleOff
	Bookings  map[agenda.BookingID]agenda.Booking // those the findings are about
	Decisions []agenda.Decision                   // newest first, undone ones too
	Examined  int                                 // active bookings looked at
}

// CountBySeverity returns how many open findings have the severity.
func (v Vetting) CountBySeverity(s vetting.Severity) int {
	n := 0
	for _, f := range v.Open {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Vet examines every active booking by the rules.
func (o *Office) Vet(ctx context.Context, progress agenda.Progress) (Vetting, error) {
	progress.Report(agenda.Msg("office.stage.load-bookings"), 0, 0)
	facts, err := view(ctx, o, func(r workspace.Reader) (facts, error) { return loadFacts(ctx, r, o.now().Date()) })
	if err != nil {
		return Vetting{}, err
	}
	return o.examine(ctx, facts, progress)
}

// facts are what the vetting looks at.
type facts struct {
	house     House
	bookings  []agenda.Booking // given back ones too: their slots may have changed hands
	decisions []agenda.Decision
	columns   map[agenda.ImportID][]vetting.Field
	slots     []agenda.Slot   // that people could book
	releases  []agenda.Moment // that are done
}

func loadFacts(ctx context.Context, r workspace.Reader, today agenda.Date) (f facts, err error) {
	if f.house, err = loadHouse(ctx, r); err != nil {
		return f, err
	}
	if f.bookings, err = r.Bookings(ctx, workspace.BookingQuery{}); err != nil {
		return f, err
	}
	if f.decisions, err = r.Decisions(ctx); err != nil {
		return f, err
	}
	if f.slots, err = offeredSlots(ctx, r); err != nil {
		return f, err
	}
	if f.releases, err = doneReleases(ctx, r, today); err != nil {
		return f, err
	}
	f.columns, err = columnsOf(ctx, r)
	return f, err
}

func (o *Office) examine(ctx context.Context, f facts, progress agenda.Progress) (Vetting, error) {
	policy, err := o.policy(f)
	if err != nil {
		return Vetting{}, err
	}
	report, err := vetting.Examine(ctx, f.bookings, policy, progress)
	if err != nil {
		return Vetting{}, err
	}
	v := Vetting{
		House: f.house, Off: report.Off, Examined: report.Examined,
		Bookings: bookingsOf(report.Findings, f.bookings), Decisions: slices.Clone(f.decisions),
	}
	v.Open, v.Settled = vetting.Apply(report.Findings, f.decisions)
	slices.Reverse(v.Decisions)
	return v, nil
}

// columnsOf says which fields each import's file had a column for: a name that no
// column held is not a missing name. Imports that brought no file are left out.
func columnsOf(ctx context.Context, r workspace.Reader) (map[agenda.ImportID][]vetting.Field, error) {
	imported, err := r.ImportFields(ctx)
	if err != nil {
		return nil, err
	}
	columns := map[agenda.ImportID][]vetting.Field{}
	for id, fields := range imported {
		if len(fields) == 0 {
			continue
		}
		columns[id] = []vetting.Field{}
		for _, field := range fields {
			if seen, ok := vettedFields[field]; ok {
				columns[id] = append(columns[id], seen)
			}
		}
	}
	return columns, nil
}

// vettedFields are the columns of an export that a rule looks at.
var vettedFields = map[intake.Field]vetting.Field{
	intake.FieldEmail:      vetting.FieldEmail,
	intake.FieldFullName:   vetting.FieldName,
	intake.FieldSurname:    vetting.FieldSurname,
	intake.FieldGivenNames: vetting.FieldGivenNames,
	intake.FieldBirthName:  vetting.FieldBirthName,

	intake.FieldBirthDate:       vetting.FieldBirthDate,
	intake.FieldForeignerNumber: vetting.FieldForeignerNumber,
	intake.FieldPhone:           vetting.FieldPhone,
	intake.FieldBookedAt:        vetting.FieldBookedAt,
	intake.FieldCancelledAt:     vetting.FieldCancelledAt,
}

func (o *Office) policy(f facts) (vetting.Policy, error) {
	policy := vetting.DefaultPolicy()
	calendar, err := f.house.Calendar()
	if err != nil {
		return policy, err
	}
	policy.House = vetting.House{Desks: f.house.Desks, Procedures: f.house.Procedures, Calendar: calendar, Slots: f.slots}
	policy.Releases = f.releases
	policy.Columns = f.columns
	policy.Placeholders = append(policy.Placeholders, o.reference.Placeholders...)
	policy.DisposableDomains = o.reference.DisposableDomains
	return policy, nil
}

// offeredSlots returns the slots that somebody can have booked: those put online, and
// those kept back for urgent cases.
func offeredSlots(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) {
	slots, err := r.Slots(ctx, workspace.SlotQuery{})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slots, func(s agenda.Slot) bool {
		return s.State != agenda.SlotPublished && s.State != agenda.SlotReserved
	}), nil
}

// doneReleases returns when slots went online.
func doneReleases(ctx context.Context, r workspace.Reader, today agenda.Date) ([]agenda.Moment, error) {
	standing, err := standingRules(ctx, r, today)
	if err != nil {
		return nil, err
	}
	weeks, err := r.ReleaseWeeks(ctx)
	if err != nil {
		return nil, err
	}
	var moments []agenda.Moment
	for _, w := range weeks {
		for _, release := range w.Releases {
			moments = append(moments, wentOnline(release, standing.Patience)...)
		}
	}
	return moments, nil
}

// wentOnline returns when the slots of a release went online: when it was done and, where
// that was on time, from its minute on. Who does it ticks it some minutes after the first
// slots are on the platform.
func wentOnline(r agenda.Release, patience publication.Patience) []agenda.Moment {
	switch {
	case r.DoneAt.IsZero():
		return nil
	case standingOf(r, r.DoneAt, patience).OnTime:
		return []agenda.Moment{r.At, r.DoneAt}
	default:
		return []agenda.Moment{r.DoneAt}
	}
}

func bookingsOf(findings []vetting.Finding, bookings []agenda.Booking) map[agenda.BookingID]agenda.Booking {
	wanted := map[agenda.BookingID]agenda.Booking{}
	for _, f := range findings {
		for _, id := range f.Bookings {
			wanted[id] = agenda.Booking{}
		}
	}
	for _, b := range bookings {
		if _, ok := wanted[b.ID]; ok {
			wanted[b.ID] = b
		}
	}
	return wanted
}

// Verdict is what a person decides about one finding.
type Verdict struct {
	Finding vetting.Finding
	Outcome agenda.Outcome
	// Cancel are the bookings to cancel; nil means those the finding proposes.
	Cancel []agenda.BookingID
	Reason string
}

// Decide keeps what a person decided about findings, all in one transaction. The
// bookings are examined again in it: a verdict about a finding that no longer stands as
// it was shown, because one of its bookings has changed since, is refused. It would
// cancel on evidence that is gone.
func (o *Office) Decide(ctx context.Context, verdicts []Verdict) ([]agenda.Decision, error) {
	var decisions []agenda.Decision
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		facts, err := loadFacts(ctx, w, o.now().Date())
		if err != nil {
			return err
		}
		now, err := o.examine(ctx, facts, agenda.Silent{})
		if err != nil {
			return err
		}
		if err := now.refuseOutdated(verdicts); err != nil {
			return err
		}
		for _, verdict := range verdicts {
			d, err := o.decide(ctx, w, verdict)
			if err != nil {
				return err
			}
			decisions = append(decisions, d)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	o.changed(AreaDecisions, AreaBookings, AreaReleases)
	return decisions, nil
}

// refuseOutdated refuses verdicts about findings that are not open now, or that say
// something else now.
func (v Vetting) refuseOutdated(verdicts []Verdict) error {
	open := make(map[string]vetting.Finding, len(v.Open))
	for _, f := range v.Open {
		open[f.Key] = f
	}
	for _, verdict := range verdicts {
		seen := verdict.Finding
		if f, ok := open[seen.Key]; !ok || !sameFinding(seen, f) {
			return agenda.NewProblem("VET-OUTDATED", "Rule", seen.Rule)
		}
	}
	return nil
}

func sameFinding(a, b vetting.Finding) bool {
	return a.Rule == b.Rule && a.Version == b.Version && a.Severity == b.Severity && slices.Equal(a.Bookings, b.Bookings) &&
		slices.Equal(a.Cancel, b.Cancel) && slices.Equal(a.Evidence, b.Evidence)
}

// decide keeps one verdict. Where two verdicts cancel one booking, the first counts.
func (o *Office) decide(ctx context.Context, w workspace.Writer, v Verdict) (agenda.Decision, error) {
	d := agenda.Decision{
		ID: agenda.DecisionID(o.newID()), Rule: v.Finding.Rule, Bookings: v.Finding.Bookings,
		Outcome: v.Outcome, Reason: v.Reason, At: o.now(),
	}
	if v.Outcome == agenda.OutcomeCancel {
		d.Cancel = v.Cancel
		if d.Cancel == nil {
			d.Cancel = v.Finding.Cancel
		}
		if err := cancellable(v.Finding, d.Cancel); err != nil {
			return d, err
		}
	}
	if err := w.PutDecision(ctx, d, causeOf(d.Rule)); err != nil {
		return d, err
	}
	return d, o.record(ctx, w, "decide", string(d.ID), map[string]any{
		"rule": d.Rule, "outcome": d.Outcome, "bookings": d.Bookings, "cancel": d.Cancel, "severity": v.Finding.Severity,
	})
}

// cancellable refuses to cancel what the finding is not about.
func cancellable(f vetting.Finding, cancel []agenda.BookingID) error {
	if len(cancel) == 0 {
		return agenda.NewProblem("VET-NOTHING-TO-CANCEL", "Rule", f.Rule)
	}
	for _, id := range cancel {
		if !slices.Contains(f.Bookings, id) {
			return agenda.NewProblem("VET-NOT-IN-FINDING", "Rule", f.Rule)
		}
	}
	return nil
}

func causeOf(rule string) agenda.CancelCause {
	switch {
	case strings.HasPrefix(rule, "DUP-"):
		return agenda.CancelDuplicate
	case strings.HasPrefix(rule, "NAME-"):
		return agenda.CancelName
	default:
		return agenda.CancelDecision
	}
}

// DecideAutomatic applies every open finding that needs nobody's judgement, and
// returns the decisions made.
func (o *Office) DecideAutomatic(ctx context.Context, progress agenda.Progress) ([]agenda.Decision, error) {
	v, err := o.Vet(ctx, progress)
	if err != nil {
		return nil, err
	}
	var verdicts []Verdict
	for _, f := range v.Open {
		if f.Severity == vetting.Automatic {
			verdicts = append(verdicts, Verdict{Finding: f, Outcome: agenda.OutcomeCancel})
		}
	}
	if len(verdicts) == 0 {
		return nil, nil
	}
	return o.Decide(ctx, verdicts)
}

// UndoDecision takes a decision back: its bookings become what they were.
func (o *Office) UndoDecision(ctx context.Context, id agenda.DecisionID) error {
	return o.UndoDecisions(ctx, []agenda.DecisionID{id}, agenda.Silent{})
}

// UndoDecisions takes decisions back that were made together, the last one first, all in
// one transaction.
func (o *Office) UndoDecisions(ctx context.Context, ids []agenda.DecisionID, progress agenda.Progress) error {
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		decisions, err := w.Decisions(ctx)
		if err != nil {
			return err
		}
		known := make(map[agenda.DecisionID]bool, len(decisions))
		for _, d := range decisions {
			known[d.ID] = true
		}
		for i, id := range slices.Backward(ids) {
			progress.Report(agenda.Msg("office.stage.undo-decisions"), len(ids)-1-i, len(ids))
			if !known[id] {
				return agenda.NewProblem("VET-NO-DECISION", "Decision", string(id))
			}
			if err := w.UndoDecision(ctx, id, o.now()); err != nil {
				return err
			}
			if err := o.record(ctx, w, "undo-decision", string(id), struct{}{}); err != nil {
				return err
			}
		}
		if err := o.takeBackHeld(ctx, w); err != nil {
			return err
		}
		return ctx.Err()
	})
	if err == nil {
		o.changed(AreaDecisions, AreaBookings, AreaReleases)
	}
	return err
}

// Cancellation is one line of the list to apply on the booking platform.
type Cancellation struct {
	Reference string
	Date      agenda.Date
	Start     agenda.Clock
	Desk      string
	Procedure string
	Rule      string
	Cause     agenda.Message // in words
	DecidedAt agenda.Moment
}

// Cancellations returns the bookings that standing decisions cancelled and that the
// platform may still hold, by appointment. What it no longer has, and people who came
// all the same, are not on the list.
func (o *Office) Cancellations(ctx context.Context) ([]Cancellation, error) {
	list, err := view(ctx, o, func(r workspace.Reader) (cancellationList, error) { return cancellationsOf(ctx, r) })
	return list.rows, err
}

// cancellationList is the list for the platform.
type cancellationList struct {
	rows      []Cancellation
	decisions int // that there were when it was made
}

func cancellationsOf(ctx context.Context, r workspace.Reader) (list cancellationList, err error) {
	house, err := loadHouse(ctx, r)
	if err != nil {
		return list, err
	}
	decisions, err := r.Decisions(ctx)
	if err != nil {
		return list, err
	}
	list.decisions = len(decisions)
	by := map[agenda.BookingID]agenda.Decision{}
	var ids []agenda.BookingID
	for _, d := range decisions {
		if !d.Undone.IsZero() {
			continue
		}
		for _, id := range d.Cancel {
			// The first decision is the one that cancelled.
			if _, cancelled := by[id]; !cancelled {
				by[id] = d
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return list, nil
	}
	bookings, err := r.Bookings(ctx, workspace.BookingQuery{IDs: ids})
	if err != nil {
		return list, err
	}
	for _, b := range bookings {
		if b.Status != agenda.BookingCancelled || b.Cause == agenda.CancelPlatform || b.Gone {
			continue
		}
		d := by[b.ID]
		list.rows = append(list.rows, Cancellation{
			Reference: b.Reference, Date: b.Date, Start: b.Start, Desk: b.DeskName,
			Procedure: house.procedureLabel(b), Rule: d.Rule, Cause: statistics.CauseMessage(b.Cause), DecidedAt: d.At,
		})
	}
	return list, nil
}

// procedureLabel returns how the service calls the booking's procedure, or what the
// export called it.
func (h House) procedureLabel(b agenda.Booking) string {
	if p, ok := h.Procedure(b.Procedure); ok {
		return p.Label
	}
	return b.Motive
}

// exportCancellations is what the journal calls the list for the platform.
const exportCancellations = "cancellations"

// WriteCancellations writes the list for the platform and returns how many lines it
// has. The journal keeps which decisions it knew: the slots of those made since are not
// free on the platform yet.
func (o *Office) WriteCancellations(ctx context.Context, path string, format Format, voice *wording.Voice) (int, error) {
	list, err := view(ctx, o, func(r workspace.Reader) (cancellationList, error) { return cancellationsOf(ctx, r) })
	if err != nil {
		return 0, err
	}
	err = o.files.WriteFile(path, func(w io.Writer) error { return o.writers.Cancellations(ctx, w, format, list.rows, voice) })
	if err != nil {
		return 0, err
	}
	return len(list.rows), o.exportedWith(ctx, exportCancellations, map[string]any{"count": len(list.rows), "decisions": list.decisions})
}

// exported notes in the journal that something left the workspace.
func (o *Office) exported(ctx context.Context, what string, count int) error {
	return o.exportedWith(ctx, what, map[string]any{"count": count})
}

// exportedWith is exported with more to tell. The file is in its place already, so that
// cancelling no longer counts.
func (o *Office) exportedWith(ctx context.Context, what string, detail map[string]any) error {
	ctx = context.WithoutCancel(ctx)
	return o.store.Update(ctx, func(w workspace.Writer) error { return o.record(ctx, w, "export", what, detail) })
}

// ByReference returns the booking of a finding that has the platform's reference.
func (v Vetting) ByReference(reference string) (agenda.BookingID, bool) {
	for id, b := range v.Bookings {
		if b.Reference == reference {
			return id, true
		}
	}
	return "", false
}
