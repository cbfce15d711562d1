package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/cmd/internal/wire"
)

// minutesDocument is the JSON of `publication measure --minutes`: what the command gives
// without the flag, each minute, and the habit that touts lived on beside it.
type minutesDocument struct {
	Measures publication.Measures `json:"measures"`
	Minutes  []minuteDocument     `json:"minutes"`
	Sunday   publication.Measures `json:"sunday_evening"`
}

type minuteDocument struct {
	At     agenda.Moment `json:"at"`
	Chance float64       `json:"chance"`
}

func minutesDocumentOf(measures, sunday publication.Measures) minutesDocument {
	document := minutesDocument{Measures: measures, Minutes: []minuteDocument{}, Sunday: sunday}
	for _, m := range measures.Minutes {
		document.Minutes = append(document.Minutes, minuteDocument(m))
	}
	return document
}

func (env *environment) publicationMeasureCommand() *cobra.Command {
	var config string
	var minutes bool
	cmd := &cobra.Command{
		Use: "measure", Short: env.voice.Text("ctl.publication.measure.short"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if config == "" {
				return usageError{errors.New(env.voice.Text("ctl.needs-config"))}
			}
			rules, err := wire.ReadRules(config)
			if err != nil {
				return err
			}
			measures, err := publication.Measure(rules)
			if err != nil {
				return err
			}
			sunday, err := publication.Measure(publication.SundayEvening(rules.Week))
			if err != nil {
				return err
			}
			var document any = json.Marshaler(measures)
			if minutes {
				document = minutesDocumentOf(measures, sunday)
			}
			return env.print(document, func(w io.Writer) { env.sayMeasures(w, rules, measures, sunday) })
		},
	}
	cmd.Flags().StringVar(&config, "config", "", env.voice.Text("ctl.flag.config"))
	cmd.Flags().BoolVar(&minutes, "minutes", false, env.voice.Text("ctl.flag.each-minute"))
	return cmd
}

func (env *environment) sayMeasures(w io.Writer, rules publication.Config, measures, sunday publication.Measures) {
	env.say(w, "ctl.measure.schedules", "Schedules", measures.Schedules.String())
	if _, err := publication.Prepare(rules); err != nil {
		fmt.Fprintln(w, env.problemLine(err))
		return
	}
	env.say(w, "ctl.measure.entropy", "Bits", measures.EntropyBits, "Largest", measures.LargestEntropyBits)
	env.sayHours(w, measures.Hours)
	env.sayWatches(w, measures.BestWatch)
	env.say(w, "ctl.measure.sunday", "Schedules", sunday.Schedules.String(), "Bits", sunday.EntropyBits)
	env.sayWatches(w, sunday.BestWatch[:1])
}

// sayHours says how many releases each hour expects, a line for each day.
func (env *environment) sayHours(w io.Writer, hours []publication.HourExpectation) {
	for len(hours) > 0 {
		day := hours[0].Hour.Day
		var texts []string
		for len(hours) > 0 && hours[0].Hour.Day == day {
			texts = append(texts, env.voice.Text("ctl.measure.hour", "Hour", hours[0].Hour.Hour, "Expected", env.voice.Decimal(hours[0].Expected, 3)))
			hours = hours[1:]
		}
		env.say(w, "ctl.measure.day", "Day", env.voice.Weekday(day), "Hours", strings.Join(texts, " ; "))
	}
}

func (env *environment) sayWatches(w io.Writer, watches []publication.Watch) {
	for _, watch := range watches {
		env.say(w, "ctl.measure.watch", "Hours", watch.Hours, "Share", env.voice.Percent(watch.Share), "Any", env.voice.Percent(watch.Any))
	}
}
