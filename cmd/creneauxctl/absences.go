package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type absenceDocument struct {
	ID   agenda.AbsenceID `json:"id"`
	From agenda.Date      `json:"from"`
	To   agenda.Date      `json:"to"`
	hoursDocument
	Desk      string `json:"desk"`
	Positions int    `json:"positions"`
	Reason    string `json:"reason"`
}

func absenceDocuments(house office.House, absences []agenda.Absence) []absenceDocument {
	documents := []absenceDocument{}
	for _, a := range absences {
		documents = append(documents, absenceDocument{a.ID, a.From, a.To, hoursDocumentOf(a.Hours), house.DeskName(a.Desk), a.Positions, a.Reason})
	}
	return documents
}

func (env *environment) printAbsences(w io.Writer, documents []absenceDocument) {
	for _, a := range documents {
		env.say(w, "ctl.calendar.absences.line", "ID", string(a.ID), "From", a.From, "To", a.To, "Hours", a.text(), "Desk", a.Desk, "Count", a.Positions, "Reason", because(a.Reason))
	}
}

func (env *environment) absencesCommand() *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: env.voice.Text("ctl.calendar.absences.list.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				documents := absenceDocuments(house, house.Absences)
				return env.print(documents, func(w io.Writer) { env.printAbsences(w, documents) })
			})
		},
	}
	remove := &cobra.Command{
		Use: "remove ID…", Short: env.voice.Text("ctl.calendar.remove.short"), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				removed, err := o.RemoveAbsences(cmd.Context(), idsOf[agenda.AbsenceID](args)...)
				return env.removed(len(removed), err)
			})
		},
	}
	return env.group("absences", "ctl.calendar.absences.short", list, env.absencesAddCommand(), remove, env.listImportCommand(
		"ctl.calendar.absences.import.short", (*office.Office).ImportAbsences))
}

// atDesk opens the workspace for what concerns one desk, by its name.
func (env *environment) atDesk(ctx context.Context, name string, do func(*office.Office, office.House, agenda.DeskID) error) error {
	if name == "" {
		return usageError{errors.New(env.voice.Text("ctl.calendar.needs-desk"))}
	}
	return env.with(ctx, func(o *office.Office) error {
		house, err := o.House(ctx)
		if err != nil {
			return err
		}
		ids, err := deskIDs(house, []string{name})
		if err != nil {
			return err
		}
		return do(o, house, ids[0])
	})
}

func (env *environment) absencesAddCommand() *cobra.Command {
	var when period
	var desk, reason, list string
	var dryRun bool
	positions := 1
	cmd := &cobra.Command{
		Use: "add", Short: env.voice.Text("ctl.calendar.absences.add.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			absence := agenda.Absence{Positions: positions, Reason: reason}
			var err error
			if absence.From, absence.To, err = env.days(when); err != nil {
				return err
			}
			if absence.Hours, err = env.hoursOf(when); err != nil {
				return err
			}
			return env.atDesk(cmd.Context(), desk, func(o *office.Office, house office.House, at agenda.DeskID) error {
				absence.Desk = at
				kept := []agenda.Absence{absence}
				return env.keep(cmd.Context(), o, house, keeping{office.Timetable{Absences: kept}, dryRun, list}, func() (err error) {
					kept, err = o.PutAbsences(cmd.Context(), absence)
					return err
				}, func(document *keptDocument) { document.Absences = absenceDocuments(house, kept) })
			})
		},
	}
	when.flags(env, cmd)
	flags := cmd.Flags()
	flags.StringVar(&desk, "desk", "", env.voice.Text("ctl.flag.desk"))
	flags.IntVar(&positions, "positions", positions, env.voice.Text("ctl.flag.positions"))
	flags.StringVar(&reason, "reason", "", env.voice.Text("ctl.flag.because"))
	flags.BoolVar(&dryRun, "dry-run", false, env.voice.Text("ctl.flag.dry-run-calendar"))
	env.listFlag(cmd, &list)
	return cmd
}

// listImportDocument is the JSON of an import of absences or school holidays.
type listImportDocument struct {
	Rows           int                `json:"rows"`
	New            int                `json:"new"`
	Known          int                `json:"known"`
	Passed         int                `json:"passed"`
	Rejected       []rejectedDocument `json:"rejected"`
	Columns        []string           `json:"columns"`
	Unread         []string           `json:"unread"`
	Absences       []absenceDocument  `json:"absences"`
	SchoolHolidays []schoolDocument   `json:"school_holidays"`
	DryRun         bool               `json:"dry_run"`
}

// listImportCommand imports a file of one kind of list.
func (env *environment) listImportCommand(short string, importer func(*office.Office, context.Context, string, bool) (office.CalendarImport, error)) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use: "import FILE", Short: env.voice.Text(short), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				result, err := importer(o, cmd.Context(), args[0], dryRun)
				if err != nil && len(result.Rejected) == 0 {
					return err
				}
				return errors.Join(env.printListImport(house, result), err)
			})
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, env.voice.Text("ctl.flag.dry-run-calendar"))
	return cmd
}

// printListImport says what became of every row, also of a file that was refused.
func (env *environment) printListImport(house office.House, result office.CalendarImport) error {
	document := listImportDocument{
		Rows: result.Rows, New: len(result.Absences) + len(result.SchoolHolidays), Known: result.Known, Passed: result.Passed,
		Rejected: []rejectedDocument{}, Columns: append([]string{}, result.Columns...), Unread: append([]string{}, result.Unread...),
		Absences: absenceDocuments(house, result.Absences), SchoolHolidays: schoolDocuments(result.SchoolHolidays), DryRun: result.DryRun,
	}
	for _, r := range result.Rejected {
		document.Rejected = append(document.Rejected, rejectedDocument{r.Line, r.Column, r.Value, env.voice.Say(r.Reason)})
	}
	return env.print(document, func(w io.Writer) {
		key := "ctl.calendar.import.done"
		switch {
		case result.DryRun:
			key = "ctl.calendar.import.dry-run"
		case len(result.Rejected) > 0:
			key = "ctl.calendar.import.refused"
		}
		env.say(w, key, "File", result.File, "Rows", document.Rows, "New", document.New, "Known", document.Known,
			"Passed", document.Passed, "Rejected", len(document.Rejected))
		for _, r := range document.Rejected {
			env.say(w, "ctl.import.rejected", "Line", r.Line, "Column", r.Column, "Value", r.Value, "Reason", r.Reason)
		}
		if len(result.Unread) > 0 {
			env.say(w, "ctl.calendar.import.unread", "Titles", strings.Join(result.Unread, ", "))
		}
		env.printAbsences(w, document.Absences)
		env.printSchool(w, document.SchoolHolidays)
	})
}
