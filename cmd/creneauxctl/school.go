package main

import (
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type schoolDocument struct {
	ID   agenda.SchoolHolidayID `json:"id"`
	Zone string                 `json:"zone"`
	Name string                 `json:"name"`
	From agenda.Date            `json:"from"`
	To   agenda.Date            `json:"to"`
}

func schoolDocuments(holidays []agenda.SchoolHoliday) []schoolDocument {
	documents := []schoolDocument{}
	for _, h := range holidays {
		documents = append(documents, schoolDocument(h))
	}
	return documents
}

func (env *environment) printSchool(w io.Writer, documents []schoolDocument) {
	for _, h := range documents {
		env.say(w, "ctl.calendar.school.line", "ID", string(h.ID), "Zone", h.Zone, "Name", h.Name, "From", h.From, "To", h.To)
	}
}

func (env *environment) schoolCommand() *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: env.voice.Text("ctl.calendar.school.list.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				documents := schoolDocuments(house.SchoolHolidays)
				return env.print(documents, func(w io.Writer) { env.printSchool(w, documents) })
			})
		},
	}
	remove := &cobra.Command{
		Use: "remove ID…", Short: env.voice.Text("ctl.calendar.remove.short"), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				removed, err := o.RemoveSchoolHolidays(cmd.Context(), idsOf[agenda.SchoolHolidayID](args)...)
				return env.removed(len(removed), err)
			})
		},
	}
	zone := &cobra.Command{
		Use: "zone [A|B|C]", Short: env.voice.Text("ctl.calendar.school.zone.short"), Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			wanted := ""
			if len(args) == 1 {
				wanted = args[0]
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				before, err := o.SetSchoolZone(cmd.Context(), wanted)
				if err != nil {
					return err
				}
				return env.print(map[string]string{"zone": wanted, "before": before}, func(w io.Writer) {
					env.say(w, "ctl.calendar.school.zone.done", "Zone", wanted, "Before", before)
				})
			})
		},
	}
	demand := &cobra.Command{
		Use: "demand SHARE", Short: env.voice.Text("ctl.calendar.school.demand.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			share, err := strconv.ParseFloat(args[0], 64)
			if err != nil {
				return usageError{err}
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				before, err := o.SetSchoolDemand(cmd.Context(), share)
				if err != nil {
					return err
				}
				return env.print(map[string]float64{"demand": share, "before": before}, func(w io.Writer) {
					env.say(w, "ctl.calendar.school.demand.done", "Share", share)
				})
			})
		},
	}
	return env.group("school", "ctl.calendar.school.short", list, env.listImportCommand(
		"ctl.calendar.school.import.short", (*office.Office).ImportSchoolHolidays), remove, zone, demand)
}
