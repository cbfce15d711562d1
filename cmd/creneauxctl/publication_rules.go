package main

import (
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/cmd/internal/wire"
)

// rulesDocument is the JSON of the rules of every draw. Its config is a file for --config.
type rulesDocument struct {
	Usual       bool            `json:"usual"`
	LeadMinDays int             `json:"lead_min_days"`
	LeadMaxDays int             `json:"lead_max_days"` // 0: no bound
	LateAfter   int             `json:"late_after"`
	MissedAfter int             `json:"missed_after"`
	Config      json.RawMessage `json:"config"`
	Adapted     []string        `json:"adapted,omitempty"` // what a week leaves no room for
}

func rulesDocumentOf(rules office.ReleaseRules) rulesDocument {
	return rulesDocument{
		Usual: rules.Usual, LeadMinDays: rules.Lead.LeadMinDays, LeadMaxDays: rules.Lead.LeadMaxDays,
		LateAfter: rules.Patience.LateAfter, MissedAfter: rules.Patience.MissedAfter, Config: rules.Config.Canonical(),
	}
}

func (env *environment) publicationRulesCommand() *cobra.Command {
	return env.group("rules", "ctl.publication.rules.short", env.rulesShowCommand(), env.rulesSetCommand())
}

// rulesShowCommand shows the rules of every draw or, given a week, what they leave of it.
func (env *environment) rulesShowCommand() *cobra.Command {
	var week string
	cmd := &cobra.Command{Use: "show", Short: env.voice.Text("ctl.publication.rules.show.short"), Args: cobra.NoArgs}
	cmd.Flags().StringVar(&week, "week", "", env.voice.Text("ctl.flag.week"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		var of agenda.Week
		if week != "" {
			var err error
			if of, err = agenda.ParseWeek(week); err != nil {
				return usageError{err}
			}
		}
		return env.with(cmd.Context(), func(o *office.Office) error {
			rules, err := o.ReleaseRules(cmd.Context())
			if err != nil {
				return err
			}
			var adapted []agenda.Message
			if week != "" {
				if rules.Config, adapted, err = o.WeekRules(cmd.Context(), of); err != nil {
					return err
				}
			}
			document := rulesDocumentOf(rules)
			document.Adapted = env.texts(adapted)
			return env.printRules(rules, document)
		})
	}
	return cmd
}

func (env *environment) printRules(rules office.ReleaseRules, document rulesDocument) error {
	return env.print(document, func(out io.Writer) {
		if rules.Usual {
			env.say(out, "ctl.publication.rules.usual")
		}
		c := rules.Config
		env.say(out, "ctl.publication.rules.draw", "Count", c.Releases, "Gap", c.MinGapMinutes, "Days", c.MinDays, "PerDay", c.MaxPerDay)
		env.sayWindows(out, c)
		if rules.Lead.LeadMaxDays > 0 {
			env.say(out, "ctl.publication.rules.lead", "Least", rules.Lead.LeadMinDays, "Most", rules.Lead.LeadMaxDays)
		} else {
			env.say(out, "ctl.publication.rules.lead-least", "Count", rules.Lead.LeadMinDays)
		}
		env.say(out, "ctl.publication.rules.patience", "Late", rules.Patience.LateAfter, "Missed", rules.Patience.MissedAfter)
		env.sayAdapted(out, "ctl.publication.adapted", document.Adapted)
	})
}

// sayWindows says when releases may be: windows by weekday, quotas by band, days without any.
func (env *environment) sayWindows(out io.Writer, c publication.Config) {
	days := map[agenda.Weekday][]string{}
	for _, w := range c.Windows {
		days[w.Day] = append(days[w.Day], env.voice.Text("ctl.publication.rules.window", "From", w.From, "To", w.To, "Band", publication.BandLabel(w.Band)))
	}
	for i := range 7 {
		day := agenda.Weekday((i + 1) % 7) // from Monday on
		if windows := days[day]; windows != nil {
			env.say(out, "ctl.publication.rules.day", "Day", env.voice.Weekday(day), "Windows", strings.Join(windows, ", "))
		}
	}
	env.say(out, "ctl.publication.rules.grid", "Count", c.GridMinutes)
	for _, band := range slices.Sorted(maps.Keys(c.Quotas)) {
		q := c.Quotas[band]
		if q.Max != nil {
			env.say(out, "ctl.publication.rules.quota", "Band", publication.BandLabel(band), "Least", q.Min, "Most", *q.Max)
		} else {
			env.say(out, "ctl.publication.rules.quota-least", "Band", publication.BandLabel(band), "Least", q.Min)
		}
	}
	for _, date := range c.ExcludedDates {
		env.say(out, "ctl.publication.rules.excluded", "Date", date)
	}
}

// rulesSetCommand changes the rules that it is given and leaves the others.
func (env *environment) rulesSetCommand() *cobra.Command {
	var config string
	var usual bool
	var to office.ReleaseRules
	cmd := &cobra.Command{Use: "set", Short: env.voice.Text("ctl.publication.rules.set.short"), Args: cobra.NoArgs}
	flags := cmd.Flags()
	flags.StringVar(&config, "config", "", env.voice.Text("ctl.flag.config"))
	flags.IntVar(&to.Lead.LeadMinDays, "lead-min", 0, env.voice.Text("ctl.flag.lead-min"))
	flags.IntVar(&to.Lead.LeadMaxDays, "lead-max", 0, env.voice.Text("ctl.flag.lead-max"))
	flags.IntVar(&to.Patience.LateAfter, "late", 0, env.voice.Text("ctl.flag.late"))
	flags.IntVar(&to.Patience.MissedAfter, "missed", 0, env.voice.Text("ctl.flag.missed"))
	flags.BoolVar(&usual, "usual", false, env.voice.Text("ctl.flag.usual"))
	cmd.MarkFlagsOneRequired("config", "lead-min", "lead-max", "late", "missed", "usual")
	for _, name := range []string{"config", "lead-min", "lead-max", "late", "missed"} {
		cmd.MarkFlagsMutuallyExclusive("usual", name)
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return env.with(cmd.Context(), func(o *office.Office) error {
			rules, err := o.ReleaseRules(cmd.Context())
			if err != nil {
				return err
			}
			rules.Usual = usual
			if config != "" {
				if rules.Config, err = wire.ReadRules(config); err != nil {
					return err
				}
			}
			for name, change := range map[string]func(){
				"lead-min": func() { rules.Lead.LeadMinDays = to.Lead.LeadMinDays },
				"lead-max": func() { rules.Lead.LeadMaxDays = to.Lead.LeadMaxDays },
				"late":     func() { rules.Patience.LateAfter = to.Patience.LateAfter },
				"missed":   func() { rules.Patience.MissedAfter = to.Patience.MissedAfter },
			} {
				if flags.Changed(name) {
					change()
				}
			}
			if _, err := o.SetReleaseRules(cmd.Context(), rules); err != nil {
				return err
			}
			if rules, err = o.ReleaseRules(cmd.Context()); err != nil {
				return err
			}
			return env.printRules(rules, rulesDocumentOf(rules))
		})
	}
	return cmd
}
