package main

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// houseDocument is what an edit of the house made, or would make, and what it hits.
type houseDocument struct {
	Service    *serviceDocument      `json:"service,omitempty"`
	Targets    *targetsDocument      `json:"targets,omitempty"`
	Procedures []procedureDocument   `json:"procedures,omitempty"`
	Desks      []deskDocument        `json:"desks,omitempty"`
	Affected   houseAffectedDocument `json:"affected"`
	DryRun     bool                  `json:"dry_run"`
}

type houseAffectedDocument struct {
	affectedDocument
	Unserved int `json:"unserved"`
	Lengths  int `json:"kept_lengths"`
}

// shown is how the part of the house that a command edits is put into the document and
// told to people.
type shown struct {
	fill  func(*houseDocument, office.House)
	print func(io.Writer, houseDocument)
}

// editHouse changes the house of the workspace, unless this is a dry run, and tells what
// became of it and what that hits.
func (env *environment) editHouse(cmd *cobra.Command, dryRun bool, show shown, edit func(*office.House) error) error {
	return env.with(cmd.Context(), func(o *office.Office) error {
		before, err := o.House(cmd.Context())
		if err != nil {
			return err
		}
		after := before
		after.Procedures, after.Desks = slices.Clone(before.Procedures), slices.Clone(before.Desks)
		if err := edit(&after); err != nil {
			return err
		}
		affected, err := o.HouseAffected(cmd.Context(), after)
		if err != nil {
			return err
		}
		if !dryRun {
			if after, err = o.EditHouse(cmd.Context(), before, after); err != nil {
				return err
			}
		}
		document := houseDocument{
			Affected: houseAffectedDocument{affectedDocumentOf(before, affected.Affected), affected.Unserved, affected.Lengths},
			DryRun:   dryRun,
		}
		show.fill(&document, after)
		return env.print(document, func(w io.Writer) {
			show.print(w, document)
			env.printHouseAffected(w, document.Affected)
		})
	})
}

func (env *environment) printHouseAffected(w io.Writer, a houseAffectedDocument) {
	if a.Planned+a.Reserved+a.Released+a.Published+len(a.Bookings) > 0 {
		env.printAffected(w, a.affectedDocument)
	}
	if a.Unserved > 0 {
		env.say(w, "ctl.house.unserved", "Count", a.Unserved)
	}
	if a.Lengths > 0 {
		env.say(w, "ctl.house.lengths", "Count", a.Lengths)
	}
}

// showHouse reads the house for a command that lists a part of it.
func (env *environment) showHouse(use, short string, show func(office.House) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: env.voice.Text(short), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				return show(house)
			})
		},
	}
}

// dryRunFlag adds --dry-run to a command.
func (env *environment) dryRunFlag(cmd *cobra.Command) *bool {
	return cmd.Flags().Bool("dry-run", false, env.voice.Text("ctl.flag.dry-run-calendar"))
}

// findProcedure returns where a procedure stands.
func findProcedure(procedures []agenda.Procedure, code string) (int, error) {
	at := slices.IndexFunc(procedures, func(p agenda.Procedure) bool { return string(p.Code) == code })
	if at < 0 {
		return at, agenda.NewProblem("HOUSE-NO-PROCEDURE", "Code", code)
	}
	return at, nil
}

// findDesk returns where a desk stands, by its name.
func findDesk(desks []agenda.Desk, name string) (int, error) {
	at := slices.IndexFunc(desks, func(d agenda.Desk) bool { return d.Name == name })
	if at < 0 {
		return at, agenda.NewProblem("CAL-DESK-NAME", "Desk", name)
	}
	return at, nil
}

// without removes what is named from a list, all or none.
func without[T any](list []T, names []string, find func([]T, string) (int, error)) ([]T, error) {
	for _, name := range names {
		at, err := find(list, name)
		if err != nil {
			return nil, err
		}
		list = slices.Delete(list, at, at+1)
	}
	return list, nil
}

// inOrder puts what is named before the rest of a list, in the order of the names.
func inOrder[T any](list []T, names []string, find func([]T, string) (int, error)) ([]T, error) {
	var first []T
	for _, name := range names {
		at, err := find(list, name)
		if err != nil {
			return nil, err
		}
		first = append(first, list[at])
		list = slices.Delete(list, at, at+1)
	}
	return append(first, list...), nil
}
