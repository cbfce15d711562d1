package office

import (
	"context"
	"io"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/intake"
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
	var v Vetting
	var bookings []agenda.Booking
	var columns map[agenda.ImportID][]vetting.Field
	progress.Report(agenda.Msg("office.stage.load-bookings"), 0, 0)
	err := o.store.View(ctx, func(r workspace.Reader) (err error) {
		if v.House, err = loadHouse(ctx, r); err != nil {
			return err
		}
		if bookings, err = r.Bookings(ctx, workspace.BookingQuery{ActiveOnly: true}); err != nil {
			return err
		}
		if v.Decisions, err = r.Decisions(ctx); err != nil {
			return err
		}
		columns, err = columnsOf(ctx, r)
		return err
	})
	if err != nil {
		return v, err
	}
	report, err := vetting.Examine(ctx, bookings, o.policy(columns), progress)
	if err != nil {
		return v, err
	}
	v.Examined, v.Off = len(bookings), report.Off
	v.Open, v.Settled = vetting.Apply(report.Findings, v.Decisions)
	v.Bookings = bookingsOf(report.Findings, bookings)
	slices.Reverse(v.Decisions)
	return v, nil
}

// columnsOf says which fields each import's file had a column for, by the mapping
// that is remembered for its source: a name that no column held is not a missing name.
func columnsOf(ctx context.Context, r workspace.Reader) (map[agenda.ImportID][]vetting.Field, error) {
	imports, err := r.Imports(ctx)
	if err != nil {
		return nil, err
	}
	columns := map[agenda.ImportID][]vetting.Field{}
	for _, i := range imports {
		mapping, found, err := r.Mapping(ctx, i.Source)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		for _, field := range mapping.Fields() {
			if seen, ok := vettedFields[field]; ok {
				columns[i.ID] = append(columns[i.ID], seen)
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
}

func (o *Office) policy(columns map[agenda.ImportID][]vetting.Field) vetting.Policy {
	policy := vetting.DefaultPolicy()
	policy.Columns = columns
	policy.Placeholders = append(policy.Placeholders, o.reference.Placeholders...)
	policy.DisposableDomains = o.reference.DisposableDomains
	return policy
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

// Decide keeps what a person decided about findings, all in one transaction. A
// verdict about a finding that no longer holds, because one of its bookings has
// changed since, is refused: it would cancel on evidence that is gone.
func (o *Office) Decide(ctx context.Context, verdicts []Verdict) ([]agenda.Decision, error) {
	var decisions []agenda.Decision
	err := o.store.Update(ctx, func(w workspace.Writer) error {
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
	o.changed(AreaDecisions, AreaBookings)
	return decisions, nil
}

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
	bookings, err := w.Bookings(ctx, workspace.BookingQuery{IDs: d.Bookings})
	if err != nil {
		return d, err
	}
	references := make([]string, 0, len(bookings))
	for _, b := range bookings {
		if !b.Active() {
			return d, agenda.NewProblem("VET-OUTDATED", "Reference", b.Reference)
		}
		references = append(references, b.Reference)
	}
	if len(bookings) != len(d.Bookings) {
		return d, agenda.NewProblem("VET-OUTDATED", "Reference", strings.Join(references, ", "))
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
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		if err := w.UndoDecision(ctx, id, o.now()); err != nil {
			return err
		}
		return o.record(ctx, w, "undo-decision", string(id), struct{}{})
	})
	if err == nil {
		o.changed(AreaDecisions, AreaBookings)
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

// Cancellations returns the bookings that standing decisions cancelled, by
// appointment.
func (o *Office) Cancellations(ctx context.Context) ([]Cancellation, error) {
	return view(ctx, o, func(r workspace.Reader) ([]Cancellation, error) {
		house, err := loadHouse(ctx, r)
		if err != nil {
			return nil, err
		}
		decisions, err := r.Decisions(ctx)
		if err != nil {
			return nil, err
		}
		by := map[agenda.BookingID]agenda.Decision{}
		var ids []agenda.BookingID
		for _, d := range decisions {
			if !d.Undone.IsZero() {
				continue
			}
			for _, id := range d.Cancel {
				by[id] = d
				ids = append(ids, id)
			}
		}
		if len(ids) == 0 {
			return nil, nil
		}
		bookings, err := r.Bookings(ctx, workspace.BookingQuery{IDs: ids})
		if err != nil {
			return nil, err
		}
		rows := make([]Cancellation, len(bookings))
		for i, b := range bookings {
			d := by[b.ID]
			rows[i] = Cancellation{
				Reference: b.Reference, Date: b.Date, Start: b.Start, Desk: b.DeskName,
				Procedure: house.procedureLabel(b), Rule: d.Rule, Cause: statistics.CauseMessage(b.Cause), DecidedAt: d.At,
			}
		}
		return rows, nil
	})
}

// procedureLabel returns how the service calls the booking's procedure, or what the
// export called it.
func (h House) procedureLabel(b agenda.Booking) string {
	if p, ok := h.Procedure(b.Procedure); ok {
		return p.Label
	}
	return b.Motive
}

// WriteCancellations writes the list for the platform and returns how many lines it
// has.
func (o *Office) WriteCancellations(ctx context.Context, path string, format Format, voice *wording.Voice) (int, error) {
	rows, err := o.Cancellations(ctx)
	if err != nil {
		return 0, err
	}
	err = o.files.WriteFile(path, func(w io.Writer) error { return o.writers.Cancellations(ctx, w, format, rows, voice) })
	if err != nil {
		return 0, err
	}
	return len(rows), o.exported(ctx, "cancellations", len(rows))
}

// exported notes in the journal that something left the workspace.
func (o *Office) exported(ctx context.Context, what string, count int) error {
	return o.store.Update(ctx, func(w workspace.Writer) error {
		return o.record(ctx, w, "export", what, map[string]any{"count": count})
	})
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
