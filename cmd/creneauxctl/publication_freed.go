package main

import (
	"io"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
)

// freedSlotDocument is one slot of the pool. It names no release: whoever knows that
// knows when to book.
type freedSlotDocument struct {
	Slot      agenda.SlotID        `json:"slot"`
	Date      agenda.Date          `json:"date"`
	Start     agenda.Clock         `json:"start"`
	Desk      string               `json:"desk"`
	Procedure agenda.ProcedureCode `json:"procedure"`
	GivenBack agenda.Moment        `json:"given_back"`
	Cause     agenda.CancelCause   `json:"cause"`
	Fate      publication.Fate     `json:"fate"`
	Dealt     bool                 `json:"dealt"` // a release to come has it
	From      agenda.Date          `json:"from,omitzero"`
	Last      agenda.Date          `json:"last,omitzero"`
	Unsent    bool                 `json:"unsent"`
	Reason    string               `json:"reason"`
}

type freedDocument struct {
	Returns int                  `json:"returns"`
	Waits   int                  `json:"waits"`
	Urgent  int                  `json:"urgent"`
	Over    int                  `json:"over"`
	Unsent  int                  `json:"unsent"`
	Done    *freedReturnDocument `json:"done,omitempty"`
	Slots   []freedSlotDocument  `json:"slots"`
}

type freedReturnDocument struct {
	Released int `json:"released"`
	Urgent   int `json:"urgent"`
}

func (env *environment) publicationFreedCommand() *cobra.Command {
	var give bool
	cmd := &cobra.Command{Use: "freed", Short: env.voice.Text("ctl.publication.freed.short"), Args: cobra.NoArgs}
	cmd.Flags().BoolVar(&give, "return", false, env.voice.Text("ctl.publication.freed.flag.return"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return env.with(cmd.Context(), func(o *office.Office) error {
			var done *freedReturnDocument
			if give {
				returned, err := o.ReturnFreed(cmd.Context())
				if err != nil {
					return err
				}
				done = &freedReturnDocument{returned.Released, returned.Urgent}
			}
			pool, err := o.FreedSlots(cmd.Context())
			if err != nil {
				return err
			}
			document := env.freedDocumentOf(pool)
			document.Done = done
			return env.print(document, func(w io.Writer) { env.sayFreed(w, pool, document) })
		})
	}
	return cmd
}

func (env *environment) freedDocumentOf(pool office.FreedPool) freedDocument {
	document := freedDocument{Slots: []freedSlotDocument{}}
	number := map[publication.Fate]*int{
		publication.FateReturns: &document.Returns, publication.FateWaits: &document.Waits,
		publication.FateUrgent: &document.Urgent, publication.FateOver: &document.Over,
	}
	for _, f := range pool.Slots {
		*number[f.Fate]++
		if f.Unsent {
			document.Unsent++
		}
		document.Slots = append(document.Slots, freedSlotDocument{
			Slot: f.ID, Date: f.Date, Start: f.Start, Desk: pool.House.DeskName(f.Desk), Procedure: f.Procedure,
			GivenBack: f.At, Cause: f.Cause, Fate: f.Fate, Dealt: f.State == agenda.SlotReleased,
			From: f.From, Last: f.Last, Unsent: f.Unsent, Reason: env.voice.Say(f.Reason),
		})
	}
	return document
}

// sayFreed says what becomes of each slot to come; of those that are over, how many.
func (env *environment) sayFreed(w io.Writer, pool office.FreedPool, d freedDocument) {
	if d.Done != nil {
		env.say(w, "ctl.publication.freed.done", "Released", d.Done.Released, "Urgent", d.Done.Urgent)
	}
	env.say(w, "ctl.publication.freed.pool", "Count", len(d.Slots), "Returns", d.Returns, "Waits", d.Waits, "Urgent", d.Urgent, "Over", d.Over)
	if d.Unsent > 0 {
		env.say(w, "ctl.publication.freed.unsent", "Count", d.Unsent)
	}
	for _, f := range pool.Slots {
		if f.Fate != publication.FateOver {
			procedure, _ := pool.House.Procedure(f.Procedure)
			env.say(w, "ctl.publication.freed.slot", "At", f.Date.At(f.Start), "Desk", pool.House.DeskName(f.Desk), "Procedure", procedure.Label, "Reason", f.Reason)
		}
	}
}
