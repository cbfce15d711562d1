package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type closureDocument struct {
	ID   agenda.ClosureID `json:"id"`
	From agenda.Date      `json:"from"`
	To   agenda.Date      `json:"to"`
	hoursDocument
	Desks  []string `json:"desks"` // none: every desk
	Reason string   `json:"reason"`
}

func closureDocuments(house office.House, closures []agenda.Closure) []closureDocument {
	documents := []closureDocument{}
	for _, c := range closures {
		document := closureDocument{ID: c.ID, From: c.From, To: c.To, hoursDocument: hoursDocumentOf(c.Hours), Desks: []string{}, Reason: c.Reason}
		for _, d := range c.Desks {
			document.Desks = append(document.Desks, house.DeskName(d))
		}
		documents = append(documents, document)
	}
	return documents
}

func (env *environment) closuresCommand() *cobra.Command {
	return env.group("closures", "ctl.calendar.closures.short",
		env.closuresListCommand(), env.closuresPutCommand("add"), env.closuresPutCommand("change ID"), env.closuresRemoveCommand())
}

func (env *environment) closuresListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: env.voice.Text("ctl.calendar.closures.list.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				documents := closureDocuments(house, house.Closures)
				return env.print(documents, func(w io.Writer) { env.printClosures(w, documents) })
			})
		},
	}
}

func (env *environment) printClosures(w io.Writer, documents []closureDocument) {
	for _, c := range documents {
		desks := strings.Join(c.Desks, ", ")
		if desks == "" {
			desks = env.voice.Text("ctl.calendar.every-desk")
		}
		env.say(w, "ctl.calendar.closures.line", "ID", string(c.ID), "From", c.From, "To", c.To, "Hours", c.text(), "Desks", desks, "Reason", because(c.Reason))
	}
}

// keptDocument is what a change of the calendar kept, or would keep, and what it hits.
type keptDocument struct {
	Closures []closureDocument `json:"closures,omitempty"`
	Absences []absenceDocument `json:"absences,omitempty"`
	Changes  []changeDocument  `json:"session_changes,omitempty"`
	Affected affectedDocument  `json:"affected"`
	List     string            `json:"list,omitempty"` // file of who is affected
	DryRun   bool              `json:"dry_run"`
}

// keeping is what keep keeps.
type keeping struct {
	entries office.Timetable
	dryRun  bool
	list    string // file for who is affected; may be empty
}

// keep keeps entries of the calendar, unless this is a dry run, and tells what was kept,
// as fill puts it into the document, and what that hits. The list of who is affected is
// written first: with the entries kept it would be empty.
func (env *environment) keep(
	ctx context.Context, o *office.Office, house office.House, k keeping, put func() error, fill func(*keptDocument),
) error {
	affected, err := o.Affected(ctx, k.entries)
	if err != nil {
		return err
	}
	lines := 0
	if k.list != "" {
		if lines, err = o.WriteAffected(ctx, k.list, k.entries, env.voice); err != nil {
			return err
		}
	}
	if !k.dryRun {
		if err := put(); err != nil {
			return err
		}
	}
	document := keptDocument{Affected: affectedDocumentOf(house, affected), DryRun: k.dryRun, List: k.list}
	fill(&document)
	return env.print(document, func(w io.Writer) {
		env.printClosures(w, document.Closures)
		env.printAbsences(w, document.Absences)
		env.printChanges(w, document.Changes)
		env.printAffected(w, document.Affected)
		if k.list != "" {
			env.say(w, "ctl.calendar.affected.written", "File", k.list, "Count", lines)
		}
	})
}

// listFlag adds the flag for the list of who is affected.
func (env *environment) listFlag(cmd *cobra.Command, list *string) {
	cmd.Flags().StringVar(list, "affected", "", env.voice.Text("ctl.flag.affected"))
}

// closuresPutCommand adds a closure, or changes one wholly: what is not said is as in a
// new one.
func (env *environment) closuresPutCommand(use string) *cobra.Command {
	var when period
	var desks []string
	var reason, list string
	var dryRun bool
	cmd := &cobra.Command{
		Use: use, Short: env.voice.Text("ctl.calendar.closures.add.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			var closure agenda.Closure
			var err error
			if closure.From, closure.To, err = env.days(when); err != nil {
				return err
			}
			if closure.Hours, err = env.hoursOf(when); err != nil {
				return err
			}
			closure.Reason = reason
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				if closure.Desks, err = deskIDs(house, desks); err != nil {
					return err
				}
				if len(args) == 1 {
					closure.ID = agenda.ClosureID(args[0])
					if !knows(house.Closures, closure.ID, func(c agenda.Closure) agenda.ClosureID { return c.ID }) {
						return agenda.NewProblem("CAL-UNKNOWN", "ID", args[0])
					}
				}
				kept := []agenda.Closure{closure}
				return env.keep(cmd.Context(), o, house, keeping{office.Timetable{Closures: kept}, dryRun, list}, func() (err error) {
					kept, err = o.PutClosures(cmd.Context(), closure)
					return err
				}, func(document *keptDocument) { document.Closures = closureDocuments(house, kept) })
			})
		},
	}
	if strings.Contains(use, " ") {
		cmd.Short, cmd.Args = env.voice.Text("ctl.calendar.closures.change.short"), cobra.ExactArgs(1)
	}
	when.flags(env, cmd)
	cmd.Flags().StringSliceVar(&desks, "desk", nil, env.voice.Text("ctl.flag.desks"))
	cmd.Flags().StringVar(&reason, "reason", "", env.voice.Text("ctl.flag.because"))
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, env.voice.Text("ctl.flag.dry-run-calendar"))
	env.listFlag(cmd, &list)
	return cmd
}

func (env *environment) closuresRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "remove ID…", Short: env.voice.Text("ctl.calendar.remove.short"), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				removed, err := o.RemoveClosures(cmd.Context(), idsOf[agenda.ClosureID](args)...)
				return env.removed(len(removed), err)
			})
		},
	}
}

func knows[T any, ID comparable](list []T, id ID, of func(T) ID) bool {
	for _, entry := range list {
		if of(entry) == id {
			return true
		}
	}
	return false
}

func idsOf[ID ~string](texts []string) []ID {
	ids := make([]ID, len(texts))
	for i, text := range texts {
		ids[i] = ID(text)
	}
	return ids
}

func (env *environment) removed(count int, err error) error {
	if err != nil {
		return err
	}
	return env.print(map[string]int{"removed": count}, func(w io.Writer) { env.say(w, "ctl.calendar.removed", "Count", count) })
}
