package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/statistics"
)

func (env *environment) statisticsCommand() *cobra.Command {
	show := &cobra.Command{
		Use: "show", Short: env.voice.Text("ctl.statistics.show.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				view, err := o.Dashboard(cmd.Context())
				if err != nil {
					return err
				}
				return env.print(statisticsDocument(view), func(w io.Writer) { env.printDashboard(w, view) })
			})
		},
	}
	return env.group("statistics", "ctl.statistics.short", show)
}

// yearDocument is the JSON of `statistics show`. Students stand apart everywhere.
type yearDocument struct {
	Year         int             `json:"year"`
	Targets      agenda.Targets  `json:"targets"`
	Counted      figuresDocument `json:"counted"`
	Students     figuresDocument `json:"students"`
	Elsewhere    figuresDocument `json:"elsewhere"`
	Expected     float64         `json:"expected_permits"`
	Appointments int             `json:"missing_appointments"`
	Permits      float64         `json:"missing_permits"`
}

type figuresDocument struct {
	Planned   int                        `json:"planned"`
	Reserved  int                        `json:"reserved"`
	Published int                        `json:"published"`
	Booked    int                        `json:"booked"`
	Waiting   int                        `json:"waiting"`
	Served    int                        `json:"served"`
	Absent    int                        `json:"absent"`
	Cancelled map[agenda.CancelCause]int `json:"cancelled"`
}

func statisticsDocument(d office.Dashboard) yearDocument {
	figures := func(f statistics.Figures) figuresDocument {
		cancelled := map[agenda.CancelCause]int{}
		for cause, n := range f.Cancelled {
			cancelled[cause] = n
		}
		return figuresDocument{f.Planned, f.Reserved, f.Published, f.Booked(), f.Waiting, f.Served, f.Absent, cancelled}
	}
	return yearDocument{
		Year: d.House.Service.Year, Targets: d.House.Service.Targets,
		Counted: figures(d.Counted), Students: figures(d.Students), Elsewhere: figures(d.Elsewhere),
		Expected: d.Permits.Planned, Appointments: d.Appointments.Missing, Permits: d.Permits.Missing,
	}
}

func (env *environment) printDashboard(w io.Writer, d office.Dashboard) {
	for _, step := range d.Funnel {
		fmt.Fprintf(w, "%9s  %s\n", env.voice.Number(step.Count), env.voice.Say(step.Message))
		for _, part := range step.Parts {
			fmt.Fprintf(w, "%9s    %s\n", env.voice.Number(part.Count), env.voice.Say(part.Message))
		}
	}
	env.say(w, "ctl.capacity.planned", "Planned", d.Appointments.Planned, "Target", d.Appointments.Target, "Year", d.House.Service.Year)
	env.say(w, "ctl.capacity.permits", "Permits", int(d.Permits.Planned+0.5), "Target", d.Permits.Target)
	for _, warning := range d.Warnings {
		fmt.Fprintln(w, "!", env.voice.Say(warning))
	}
}
