package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/cmd/internal/wire"
)

func (env *environment) publicationCommand() *cobra.Command {
	return env.group("publication", "ctl.publication.short",
		env.publicationDrawCommand(), env.publicationMeasureCommand(), env.publicationPlanCommand(),
		env.publicationShowCommand(), env.publicationHistoryCommand(), env.publicationMarkCommand(), env.publicationFreedCommand(),
		env.publicationSheetCommand(), env.publicationVerifyCommand())
}

func readConfig(path string) (publication.Config, error) {
	file, err := wire.OpenInput(path)
	if err != nil {
		return publication.Config{}, err
	}
	defer func() { _ = file.Close() }() // only read
	return publication.ReadConfig(file)
}

// weekFlag adds the flag that names an ISO week.
func (env *environment) weekFlag(cmd *cobra.Command) func() (agenda.Week, error) {
	var text string
	cmd.Flags().StringVar(&text, "week", "", env.voice.Text("ctl.flag.week"))
	return func() (agenda.Week, error) {
		if text == "" {
			return agenda.Week{}, usageError{errors.New(env.voice.Text("ctl.needs-week"))}
		}
		week, err := agenda.ParseWeek(text)
		if err != nil {
			return week, usageError{err}
		}
		return week, nil
	}
}

type releaseDocument struct {
	At    agenda.Moment `json:"at"`
	Slots int           `json:"slots"`
	Done  agenda.Moment `json:"done,omitzero"`
}

type weekDocument struct {
	Week     agenda.Week       `json:"week"`
	Seal     string            `json:"seal"`
	Releases []releaseDocument `json:"releases"`
	Left     int               `json:"left"`
}

func (env *environment) publicationPlanCommand() *cobra.Command {
	var config string
	cmd := &cobra.Command{Use: "plan", Short: env.voice.Text("ctl.publication.plan.short"), Args: cobra.NoArgs}
	week := env.weekFlag(cmd)
	cmd.Flags().StringVar(&config, "config", "", env.voice.Text("ctl.flag.config"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		w, err := week()
		if err != nil {
			return err
		}
		var rules *publication.Config
		if config != "" {
			read, err := readConfig(config)
			if err != nil {
				return err
			}
			rules = &read
		}
		return env.with(cmd.Context(), func(o *office.Office) error {
			drawing, err := o.DrawWeek(cmd.Context(), w, rules)
			if err != nil {
				return err
			}
			document := weekDocument{w, drawing.Week.Seal, releaseDocuments(drawing.Week.Releases), len(drawing.Left)}
			return env.print(document, func(out io.Writer) {
				env.say(out, "ctl.publication.plan.done", "Week", w, "Count", len(drawing.Week.Releases))
				for _, r := range drawing.Week.Releases {
					env.say(out, "ctl.publication.release", "At", r.At, "Count", r.Slots)
				}
				if len(drawing.Left) > 0 {
					env.say(out, "ctl.publication.left", "Count", len(drawing.Left))
				}
				env.say(out, "ctl.publication.seal", "Seal", drawing.Week.Seal)
			})
		})
	}
	return cmd
}

func (env *environment) publicationShowCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "show", Short: env.voice.Text("ctl.publication.show.short"), Args: cobra.NoArgs}
	week := env.weekFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		w, err := week()
		if err != nil {
			return err
		}
		return env.with(cmd.Context(), func(o *office.Office) error {
			s, err := o.Schedule(cmd.Context(), w)
			if err != nil {
				return err
			}
			if !s.Drawn {
				return agenda.NewProblem("PUB-NOT-DRAWN", "Week", w)
			}
			document := weekDocument{w, s.Kept.Seal, releaseDocuments(s.Kept.Releases), s.Planned}
			return env.print(document, func(out io.Writer) {
				for _, r := range s.Kept.Releases {
					if r.DoneAt.IsZero() {
						env.say(out, "ctl.publication.release", "At", r.At, "Count", r.Slots)
					} else {
						env.say(out, "ctl.publication.release-done", "At", r.At, "Count", r.Slots, "DoneAt", r.DoneAt)
					}
				}
				env.say(out, "ctl.publication.seal", "Seal", s.Kept.Seal)
			})
		})
	}
	return cmd
}

func releaseDocuments(releases []agenda.Release) []releaseDocument {
	documents := make([]releaseDocument, len(releases))
	for i, r := range releases {
		documents[i] = releaseDocument{r.At, r.Slots, r.DoneAt}
	}
	return documents
}

func (env *environment) publicationMarkCommand() *cobra.Command {
	var at string
	var undo bool
	cmd := &cobra.Command{Use: "mark", Short: env.voice.Text("ctl.publication.mark.short"), Args: cobra.NoArgs}
	cmd.Flags().StringVar(&at, "release", "", env.voice.Text("ctl.flag.release"))
	cmd.Flags().BoolVar(&undo, "undo", false, env.voice.Text("ctl.flag.undo"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		moment, err := agenda.ParseMoment(at)
		if err != nil {
			return usageError{err}
		}
		return env.with(cmd.Context(), func(o *office.Office) error {
			s, err := o.Schedule(cmd.Context(), moment.Date().Week())
			if err != nil {
				return err
			}
			for _, r := range s.Kept.Releases {
				if r.At == moment {
					if err := o.MarkReleased(cmd.Context(), !undo, r.ID); err != nil {
						return err
					}
					return env.print(releaseDocument{At: r.At, Slots: r.Slots}, func(w io.Writer) {
						env.say(w, "ctl.publication.marked", "At", r.At, "Count", r.Slots)
					})
				}
			}
			return agenda.NewProblem("PUB-NO-RELEASE", "At", moment)
		})
	}
	return cmd
}

func (env *environment) publicationVerifyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "verify", Short: env.voice.Text("ctl.publication.verify.short"), Args: cobra.NoArgs}
	week := env.weekFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		w, err := week()
		if err != nil {
			return err
		}
		return env.with(cmd.Context(), func(o *office.Office) error {
			v, err := o.VerifyWeek(cmd.Context(), w)
			if err != nil {
				return err
			}
			document := struct {
				Week        agenda.Week `json:"week"`
				Seal        bool        `json:"seal_ok"`
				Schedule    bool        `json:"schedule_ok"`
				Differences []string    `json:"differences"`
			}{w, v.SealOK, v.ScheduleOK, env.texts(v.Differences)}
			err = env.print(document, func(out io.Writer) {
				if v.SealOK && v.ScheduleOK {
					env.say(out, "ctl.publication.verified", "Week", w)
				}
				for _, d := range document.Differences {
					fmt.Fprintln(out, d)
				}
			})
			if err == nil && !(v.SealOK && v.ScheduleOK) {
				return agenda.NewProblem("PUB-SEAL-BROKEN", "Week", w)
			}
			return err
		})
	}
	return cmd
}
