package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
)

type walkInDocument struct {
	Procedure agenda.ProcedureCode `json:"procedure"`
	Mornings  []agenda.Weekday     `json:"mornings"`
	Share     float64              `json:"share"`     // of the morning; 0 where positions are kept instead
	Positions int                  `json:"positions"` // kept all morning; 0 where a share is
}

func walkInDocuments(house office.House) []walkInDocument {
	documents := []walkInDocument{}
	for _, p := range house.Procedures {
		if p.WalkIn == nil {
			continue
		}
		document := walkInDocument{p.Code, p.WalkIn.Mornings, p.WalkIn.Share, p.WalkIn.Positions}
		switch {
		case document.Positions > 0:
			document.Share = 0
		case document.Share == 0:
			document.Share = calendar.WalkInShare
		}
		documents = append(documents, document)
	}
	return documents
}

// walkInsCommand lists what is kept for people without appointment, after changing that
// of one procedure when one is named.
func (env *environment) walkInsCommand() *cobra.Command {
	var procedure string
	var mornings []string
	var walkIn agenda.WalkIn
	cmd := &cobra.Command{
		Use: "walk-ins", Short: env.voice.Text("ctl.calendar.walk-ins.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if walkIn.Share > 0 && walkIn.Positions > 0 {
				return usageError{errors.New(env.voice.Text("ctl.calendar.walk-ins.one"))}
			}
			var err error
			if walkIn.Mornings, err = weekdaysOf(mornings); err != nil {
				return usageError{err}
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				if procedure != "" {
					code := agenda.ProcedureCode(procedure)
					if p, _ := house.Procedure(code); len(walkIn.Mornings) == 0 && p.WalkIn != nil {
						walkIn.Mornings = p.WalkIn.Mornings
					}
					if _, err := o.SetWalkIn(cmd.Context(), code, walkIn); err != nil {
						return err
					}
					if house, err = o.House(cmd.Context()); err != nil {
						return err
					}
				}
				documents := walkInDocuments(house)
				return env.print(documents, func(w io.Writer) { env.printWalkIns(w, documents) })
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&procedure, "procedure", "", env.voice.Text("ctl.flag.walk-in-procedure"))
	flags.StringSliceVar(&mornings, "mornings", nil, env.voice.Text("ctl.flag.mornings"))
	flags.Float64Var(&walkIn.Share, "share", 0, env.voice.Text("ctl.flag.share"))
	flags.IntVar(&walkIn.Positions, "positions", 0, env.voice.Text("ctl.flag.walk-in-positions"))
	return cmd
}

func (env *environment) printWalkIns(w io.Writer, documents []walkInDocument) {
	for _, d := range documents {
		var days []string
		for _, day := range d.Mornings {
			days = append(days, env.voice.Weekday(day))
		}
		if d.Positions > 0 {
			env.say(w, "ctl.calendar.walk-ins.positions", "Procedure", string(d.Procedure), "Days", days, "Count", d.Positions)
		} else {
			env.say(w, "ctl.calendar.walk-ins.share", "Procedure", string(d.Procedure), "Days", days, "Share", env.voice.Percent(d.Share))
		}
	}
}
