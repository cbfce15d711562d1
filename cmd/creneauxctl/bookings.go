package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/vetting"
	"creneaux/cmd/internal/wire"
	"creneaux/data/reference"
)

func (env *environment) bookingsCommand() *cobra.Command {
	return env.group("bookings", "ctl.bookings.short",
		env.importCommand(), env.undoImportCommand(), env.rejectedCommand(), env.vetCommand(), env.decideCommand(), env.cancellationsCommand())
}

// importDocument is the JSON of `bookings import`.
type importDocument struct {
	Import    agenda.ImportID    `json:"import"`
	Rows      int                `json:"rows"` // those that are bookings, or were rejected
	New       int                `json:"new"`
	Changed   int                `json:"changed"`
	Unchanged int                `json:"unchanged"`
	Gone      int                `json:"gone"`
	Rejected  []rejectedDocument `json:"rejected"`
	RulesOff  []ruleOffDocument  `json:"rules_off"`
	Passed    []passedDocument   `json:"passed"` // rows that are no bookings
	Mended    bool               `json:"mended"` // the file holds rows rejected before
	Sheet     string             `json:"sheet"`  // of a workbook, that was read
	Others    []string           `json:"sheets_unread"`
}

// passedDocument is a row that is no booking, such as a total.
type passedDocument struct {
	Line   int    `json:"line"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

type rejectedDocument struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

type ruleOffDocument struct {
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
}

func (env *environment) importCommand() *cobra.Command {
	var options office.ImportOptions
	var mapping string
	cmd := &cobra.Command{
		Use: "import FILE", Short: env.voice.Text("ctl.import.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			options.Path = args[0]
			if mapping != "" {
				read, err := readMapping(mapping)
				if err != nil {
					return err
				}
				options.Mapping = &read
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				result, err := o.Import(cmd.Context(), options, env.progress())
				if err != nil {
					return err
				}
				return env.printImport(result)
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&options.DryRun, "dry-run", false, env.voice.Text("ctl.flag.dry-run"))
	flags.StringVar(&options.Source, "source", "", env.voice.Text("ctl.flag.source"))
	flags.StringVar(&options.Sheet, "sheet", "", env.voice.Text("ctl.flag.sheet"))
	flags.StringVar(&mapping, "map", "", env.voice.Text("ctl.flag.map"))
	return cmd
}

// readMapping reads a column mapping from its JSON file.
func readMapping(path string) (m intake.Mapping, err error) {
	file, err := wire.OpenInput(path)
	if err != nil {
		return m, err
	}
	defer func() { _ = file.Close() }() // only read
	const largest = 1 << 20
	decoder := json.NewDecoder(io.LimitReader(file, largest))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		return m, agenda.NewProblem("IMPORT-MAP", "File", filepath.Base(path)).Because(err)
	}
	return m, nil
}

func (env *environment) printImport(result office.ImportResult) error {
	i := result.Import
	document := importDocument{
		Import: i.ID, Rows: i.Rows - i.Passed(), New: i.New, Changed: i.Changed, Unchanged: i.Unchanged, Gone: i.Gone,
		Rejected: []rejectedDocument{}, RulesOff: []ruleOffDocument{}, Passed: []passedDocument{}, Mended: result.Reading.Mended,
		Sheet: result.Table.Sheet, Others: []string{},
	}
	for _, other := range result.Table.Others {
		document.Others = append(document.Others, other.Sheet)
	}
	for _, r := range result.Reading.Passed {
		document.Passed = append(document.Passed, passedDocument{r.Line, r.Value, env.voice.Say(r.Reason)})
	}
	for _, r := range result.Rejected {
		document.Rejected = append(document.Rejected, rejectedDocument{r.Line, r.Column, r.Value, env.voice.Say(r.Reason)})
	}
	for _, off := range result.RulesOff {
		document.RulesOff = append(document.RulesOff, ruleOffDocument{off.Rule, env.voice.Say(off.Reason)})
	}
	return env.print(document, func(w io.Writer) {
		key := "ctl.import.done"
		if result.DryRun {
			key = "ctl.import.dry-run"
		}
		env.say(w, key, "File", i.FileName, "Rows", i.Rows, "New", i.New, "Changed", i.Changed,
			"Unchanged", i.Unchanged, "Gone", i.Gone, "Rejected", i.Rejected, "Passed", i.Passed(), "Import", string(i.ID))
		if len(document.Others) > 0 {
			env.say(w, "ctl.import.sheets", "Sheet", document.Sheet, "Count", len(document.Others), "Others", strings.Join(document.Others, ", "))
		}
		if result.Reading.Mended {
			env.say(w, "ctl.import.mended")
		}
		for _, r := range document.Rejected {
			env.say(w, "ctl.import.rejected", "Line", r.Line, "Column", r.Column, "Value", r.Value, "Reason", r.Reason)
		}
		for _, r := range document.Passed {
			env.say(w, "ctl.import.passed", "Line", r.Line, "Value", r.Value, "Reason", r.Reason)
		}
		for _, off := range document.RulesOff {
			fmt.Fprintf(w, "%s: %s\n", off.Rule, off.Reason)
		}
	})
}

func (env *environment) undoImportCommand() *cobra.Command {
	return &cobra.Command{
		Use: "undo ID", Short: env.voice.Text("ctl.undo-import.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				if err := o.UndoImport(cmd.Context(), agenda.ImportID(args[0])); err != nil {
					return err
				}
				return env.print(map[string]string{"undone": args[0]}, func(w io.Writer) {
					env.say(w, "ctl.undo-import.done", "Import", args[0])
				})
			})
		},
	}
}

func (env *environment) rejectedCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "rejected ID", Short: env.voice.Text("ctl.rejected.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			format, err := env.formatOf(out, office.FormatCSV, office.FormatWorkbook)
			if err != nil {
				return err
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				count, err := o.WriteRejections(cmd.Context(), agenda.ImportID(args[0]), out, format, env.voice)
				if err != nil {
					return err
				}
				return env.print(fileDocument{out, count}, func(w io.Writer) {
					env.say(w, "ctl.rejected.done", "File", out, "Count", count)
				})
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", env.voice.Text("ctl.flag.out-list"))
	return cmd
}

// findingDocument is one finding of `bookings vet`, bookings by the platform's
// reference.
type findingDocument struct {
	Key      string           `json:"key"`
	Rule     string           `json:"rule"`
	Severity vetting.Severity `json:"severity"`
	Bookings []string         `json:"bookings"`
	Cancel   []string         `json:"cancel"`
	Reason   string           `json:"reason"`

	Version   int                `json:"version"`
	Certainty vetting.Certainty  `json:"certainty"`
	Outcome   agenda.Outcome     `json:"outcome"` // proposed
	Evidence  []evidenceDocument `json:"evidence"`
}

// evidenceDocument is what a booking says in a field, as written in the export.
type evidenceDocument struct {
	Booking string        `json:"booking"`
	Field   vetting.Field `json:"field"`
	Value   string        `json:"value"`
}

type vetDocument struct {
	Findings []findingDocument `json:"findings"`
	RulesOff []ruleOffDocument `json:"rules_off"`
}

func (env *environment) vetCommand() *cobra.Command {
	return &cobra.Command{
		Use: "vet", Short: env.voice.Text("ctl.vet.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				v, err := o.Vet(cmd.Context(), env.progress())
				if err != nil {
					return err
				}
				document := vetDocument{Findings: env.findings(v), RulesOff: []ruleOffDocument{}}
				for _, off := range v.Off {
					document.RulesOff = append(document.RulesOff, ruleOffDocument{off.Rule, env.voice.Say(off.Reason)})
				}
				return env.print(document, func(w io.Writer) {
					env.say(w, "ctl.vet.done", "Examined", v.Examined, "Count", len(v.Open),
						"Automatic", v.CountBySeverity(vetting.Automatic), "Decide", v.CountBySeverity(vetting.Decide))
					for _, f := range document.Findings {
						fmt.Fprintf(w, "%s %s [%s] %s\n    %s\n", f.Key, f.Rule, env.voice.Text("ctl.severity."+string(f.Severity)), strings.Join(f.Bookings, " "), f.Reason)
					}
					for _, off := range document.RulesOff {
						fmt.Fprintf(w, "%s: %s\n", off.Rule, off.Reason)
					}
				})
			})
		},
	}
}

func (env *environment) findings(v office.Vetting) []findingDocument {
	references := func(ids []agenda.BookingID) []string {
		texts := make([]string, len(ids))
		for i, id := range ids {
			texts[i] = v.Bookings[id].Reference
		}
		return texts
	}
	documents := make([]findingDocument, len(v.Open))
	for i, f := range v.Open {
		documents[i] = findingDocument{
			Key: f.Key, Rule: f.Rule, Version: f.Version, Severity: f.Severity, Certainty: f.Certainty,
			Bookings: references(f.Bookings), Outcome: f.Proposed(), Cancel: references(f.Cancel), Reason: env.voice.Say(f.Reason),
			Evidence: make([]evidenceDocument, len(f.Evidence)),
		}
		for j, e := range f.Evidence {
			documents[i].Evidence[j] = evidenceDocument{v.Bookings[e.Booking].Reference, e.Field, e.Value}
		}
	}
	return documents
}

func (env *environment) decideCommand() *cobra.Command {
	var automatic bool
	var key, outcome, reason, undo string
	var cancel []string
	cmd := &cobra.Command{
		Use: "decide", Short: env.voice.Text("ctl.decide.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			chosen := 0
			for _, given := range []bool{automatic, key != "", undo != ""} {
				if given {
					chosen++
				}
			}
			if chosen != 1 {
				return usageError{errors.New(env.voice.Text("ctl.decide.usage"))}
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				if undo != "" {
					if err := o.UndoDecision(cmd.Context(), agenda.DecisionID(undo)); err != nil {
						return err
					}
					return env.print(map[string]string{"undone": undo}, func(w io.Writer) { env.say(w, "ctl.decide.undone", "Decision", undo) })
				}
				var decisions []agenda.Decision
				var err error
				if automatic {
					decisions, err = o.DecideAutomatic(cmd.Context(), env.progress())
				} else {
					decisions, err = env.decideOne(cmd, o, key, outcome, reason, cancel)
				}
				if err != nil {
					return err
				}
				return env.printDecisions(decisions)
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&automatic, "automatic", false, env.voice.Text("ctl.flag.automatic"))
	flags.StringVar(&key, "finding", "", env.voice.Text("ctl.flag.finding"))
	flags.StringVar(&outcome, "outcome", string(agenda.OutcomeKeep), env.voice.Text("ctl.flag.outcome"))
	flags.StringSliceVar(&cancel, "cancel", nil, env.voice.Text("ctl.flag.cancel"))
	flags.StringVar(&reason, "reason", "", env.voice.Text("ctl.flag.reason"))
	flags.StringVar(&undo, "undo", "", env.voice.Text("ctl.flag.undo-decision"))
	return cmd
}

func (env *environment) decideOne(cmd *cobra.Command, o *office.Office, key, outcome, reason string, cancel []string) ([]agenda.Decision, error) {
	if outcome != string(agenda.OutcomeKeep) && outcome != string(agenda.OutcomeCancel) {
		return nil, usageError{errors.New(env.voice.Text("ctl.decide.outcome", "Outcome", outcome))}
	}
	if outcome == string(agenda.OutcomeKeep) && len(cancel) > 0 {
		return nil, usageError{errors.New(env.voice.Text("ctl.decide.keep-cancels"))}
	}
	v, err := o.Vet(cmd.Context(), env.progress())
	if err != nil {
		return nil, err
	}
	for _, f := range v.Open {
		if f.Key != key {
			continue
		}
		verdict := office.Verdict{Finding: f, Outcome: agenda.Outcome(outcome), Reason: reason}
		for _, reference := range cancel {
			id, found := v.ByReference(reference)
			if !found {
				return nil, agenda.NewProblem("VET-NOT-IN-FINDING", "Rule", f.Rule)
			}
			verdict.Cancel = append(verdict.Cancel, id)
		}
		return o.Decide(cmd.Context(), []office.Verdict{verdict})
	}
	return nil, agenda.NewProblem("VET-NO-FINDING", "Finding", key)
}

func (env *environment) printDecisions(decisions []agenda.Decision) error {
	type decisionDocument struct {
		Decision agenda.DecisionID `json:"decision"`
		Rule     string            `json:"rule"`
		Outcome  agenda.Outcome    `json:"outcome"`
		Cancel   int               `json:"cancelled"`
	}
	documents := make([]decisionDocument, len(decisions))
	cancelled := 0
	for i, d := range decisions {
		documents[i] = decisionDocument{d.ID, d.Rule, d.Outcome, len(d.Cancel)}
		cancelled += len(d.Cancel)
	}
	return env.print(map[string]any{"decisions": documents}, func(w io.Writer) {
		env.say(w, "ctl.decide.done", "Count", len(decisions), "Cancelled", cancelled)
	})
}

func (env *environment) cancellationsCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "cancellations", Short: env.voice.Text("ctl.cancellations.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			format, err := env.formatOf(out, office.FormatCSV, office.FormatWorkbook)
			if err != nil {
				return err
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				count, err := o.WriteCancellations(cmd.Context(), out, format, env.voice)
				if err != nil {
					return err
				}
				return env.print(fileDocument{out, count}, func(w io.Writer) {
					env.say(w, "ctl.cancellations.done", "File", out, "Count", count)
				})
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", env.voice.Text("ctl.flag.out-list"))
	return cmd
}

// formatOf tells the form of an output file by its name's ending.
func (env *environment) formatOf(path string, allowed ...office.Format) (office.Format, error) {
	if path == "" {
		return "", usageError{errors.New(env.voice.Text("ctl.needs-out"))}
	}
	ending := office.Format(strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")))
	for _, f := range allowed {
		if f == ending {
			return f, nil
		}
	}
	names := make([]string, len(allowed))
	for i, f := range allowed {
		names[i] = "." + string(f)
	}
	return "", usageError{errors.New(env.voice.Text("ctl.bad-format", "File", path, "Endings", strings.Join(names, ", ")))}
}

func (env *environment) emailsCommand() *cobra.Command {
	type emailDocument struct {
		Address   string `json:"address"`
		Canonical string `json:"canonical"`
		Valid     bool   `json:"valid"`
		Throwaway bool   `json:"throwaway"`
	}
	canonical := &cobra.Command{
		Use: "canonical ADDRESS…", Short: env.voice.Text("ctl.emails.canonical.short"), Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			domains := reference.DisposableDomains()
			documents := make([]emailDocument, len(args))
			for i, address := range args {
				e := vetting.CanonicalEmail(address)
				documents[i] = emailDocument{address, e.Canonical, e.Valid, e.Valid && vetting.Throwaway(e.Domain, domains)}
			}
			return env.print(map[string]any{"emails": documents}, func(w io.Writer) {
				for _, d := range documents {
					switch {
					case !d.Valid:
						env.say(w, "ctl.emails.invalid", "Address", d.Address)
					case d.Throwaway:
						env.say(w, "ctl.emails.throwaway", "Canonical", d.Canonical)
					default:
						fmt.Fprintln(w, d.Canonical)
					}
				}
			})
		},
	}
	return env.group("emails", "ctl.emails.short", canonical)
}
