package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

func (env *environment) additionalCommand() *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: env.voice.Text("ctl.additional.list.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				plan, err := o.PlanView(cmd.Context())
				if err != nil {
					return err
				}
				return env.showAdditional(plan.Additional, plan.Placed)
			})
		},
	}
	remove := &cobra.Command{
		Use: "remove ID…", Short: env.voice.Text("ctl.additional.remove.short"), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				removed, err := o.RemoveAdditional(cmd.Context(), idsOf[agenda.AdditionalID](args)...)
				return env.removed(len(removed), err)
			})
		},
	}
	return env.group("additional", "ctl.additional.short", env.additionalAddCommand(), list, remove)
}

func (env *environment) additionalAddCommand() *cobra.Command {
	return &cobra.Command{
		Use: "add LOT", Short: env.voice.Text("ctl.additional.add.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			wanted, err := readAll(env, "LOT", args, additionalFrom)
			if err != nil {
				return err
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				kept, err := o.PutAdditional(cmd.Context(), wanted...)
				if err != nil {
					return err
				}
				return env.showAdditional(kept, nil)
			})
		},
	}
}

// placedDocument is additional appointments with how many of them the plan has.
type placedDocument struct {
	additionalDocument
	Placed int `json:"placed"`
}

func (env *environment) showAdditional(additional []agenda.Additional, placed map[agenda.AdditionalID]int) error {
	documents, plain := []placedDocument{}, []additionalDocument{}
	for _, a := range additional {
		plain = append(plain, additionalDocument(a))
		documents = append(documents, placedDocument{additionalDocument(a), placed[a.ID]})
	}
	return env.print(documents, func(w io.Writer) { env.printAdditional(w, plain, placed) })
}

// printAdditional says which additional appointments are asked for, and, where that is
// known, how many of them have a place.
func (env *environment) printAdditional(w io.Writer, additional []additionalDocument, placed map[agenda.AdditionalID]int) {
	for _, a := range additional {
		var codes []string
		for _, code := range a.Procedures {
			codes = append(codes, string(code))
		}
		env.say(w, "ctl.additional.line", "ID", string(a.ID), "Slots", a.Slots, "Procedures", strings.Join(codes, ","), "When", env.between(a.From, a.To),
			"Label", because(a.Label))
		if placed != nil {
			env.say(w, "ctl.additional.placed", "Placed", placed[a.ID], "Slots", a.Slots)
		}
	}
}

// between says a range of days of which either end may be open.
func (env *environment) between(from, to agenda.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return env.voice.Text("ctl.additional.any-day")
	case from.IsZero():
		return env.voice.Text("ctl.additional.until", "To", to)
	case to.IsZero():
		return env.voice.Text("ctl.additional.from", "From", from)
	}
	return env.voice.Text("ctl.additional.between", "From", from, "To", to)
}
