package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type worthDocument struct {
	Minutes      int           `json:"minutes"`
	Weeks        []agenda.Week `json:"weeks"`
	Desks        []string      `json:"desks"`
	Appointments gapDocument   `json:"appointments"`
	Permits      gapDocument   `json:"permits"`
}

type gapDocument struct {
	Target   float64          `json:"target"`
	Planned  float64          `json:"planned"`
	Gains    [][]float64      `json:"gains"` // by week and desk
	Remedies []remedyDocument `json:"remedies"`
	Reached  float64          `json:"reached"`
	Reasons  []string         `json:"reasons"`
}

type remedyDocument struct {
	Desk  string `json:"desk"`
	Times int    `json:"times"`
}

// worthCommand says what more opening time is worth.
func (env *environment) worthCommand() *cobra.Command {
	var scenario string
	minutes := 60
	command := &cobra.Command{
		Use: "worth", Short: env.voice.Text("ctl.worth.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				what := office.WhatIf{}
				if scenario != "" {
					s, err := scenarioNamed(cmd.Context(), o, scenario)
					if err != nil {
						return err
					}
					what = s.WhatIf
				}
				worth, err := o.PlanWorth(cmd.Context(), what, minutes, env.progress())
				if err != nil {
					return err
				}
				document := worthDocument{Minutes: worth.Minutes, Weeks: worth.Weeks, Appointments: env.gapDocument(worth.Appointments), Permits: env.gapDocument(worth.Permits)}
				for _, d := range worth.Desks {
					document.Desks = append(document.Desks, d.Name)
				}
				return env.print(document, func(w io.Writer) { env.printWorth(w, document) })
			})
		},
	}
	command.Flags().IntVar(&minutes, "minutes", minutes, env.voice.Text("ctl.worth.flag.minutes"))
	command.Flags().StringVar(&scenario, "scenario", "", env.voice.Text("ctl.worth.flag.scenario"))
	return command
}

func (env *environment) gapDocument(g office.Gap) gapDocument {
	document := gapDocument{g.Target, g.Planned, g.Gains, []remedyDocument{}, g.Reached, env.texts(g.Reasons)}
	for _, r := range g.Remedies {
		document.Remedies = append(document.Remedies, remedyDocument{r.Desk.Name, r.Times})
	}
	return document
}

// printWorth shows the weeks in which something can be gained.
func (env *environment) printWorth(w io.Writer, d worthDocument) {
	env.printGap(w, "ctl.worth.appointments", d.Minutes, d.Appointments)
	env.printGap(w, "ctl.worth.permits", d.Minutes, d.Permits)
	gains := func(i int) bool {
		return len(d.Desks) > 0 && (slices.Max(d.Appointments.Gains[i]) > 0 || slices.Max(d.Permits.Gains[i]) > 0)
	}
	first := 0
	for first < len(d.Weeks) && !gains(first) {
		first++
	}
	if first == len(d.Weeks) {
		return // where the targets are met, a table would be a head without a row
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, env.voice.Text("ctl.capacity.column.week"), "\t")
	for _, desk := range d.Desks {
		fmt.Fprint(table, desk, "\t")
	}
	fmt.Fprintln(table)
	for i, week := range d.Weeks {
		if !gains(i) {
			continue
		}
		fmt.Fprint(table, week, "\t")
		for j := range d.Desks {
			fmt.Fprintf(table, "%.1f/%.1f\t", d.Appointments.Gains[i][j], d.Permits.Gains[i][j])
		}
		fmt.Fprintln(table)
	}
	_ = table.Flush() // standard output: nothing else to tell anybody
}

func (env *environment) printGap(w io.Writer, key string, minutes int, g gapDocument) {
	env.say(w, key, "Planned", int(g.Planned+0.5), "Target", int(g.Target))
	for _, r := range g.Remedies {
		env.say(w, "ctl.worth.remedy", "Desk", r.Desk, "Count", r.Times, "Minutes", minutes)
	}
	if len(g.Remedies) > 0 {
		env.say(w, "ctl.worth.reached", "Reached", int(g.Reached+0.5))
	}
	for _, reason := range g.Reasons {
		fmt.Fprintln(w, "–", reason)
	}
}
