package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

func (env *environment) publicationCommand() *cobra.Command {
	return env.group("publication", "ctl.publication.short",
		env.publicationRulesCommand(), env.publicationDrawCommand(), env.publicationMeasureCommand(),
		env.publicationPlanCommand(), env.publicationShowCommand(), env.publicationSheetCommand(), env.publicationMarkCommand(),
		env.publicationRedrawCommand(), env.publicationGiveUpCommand(), env.publicationFreedCommand(), env.publicationVerifyCommand(),
		env.publicationHistoryCommand())
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

// ofWeek makes a command one that does something to a week of a workspace.
func (env *environment) ofWeek(cmd *cobra.Command, run func(ctx context.Context, o *office.Office, week agenda.Week) error) {
	week := env.weekFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		w, err := week()
		if err != nil {
			return err
		}
		return env.with(cmd.Context(), func(o *office.Office) error { return run(cmd.Context(), o, w) })
	}
}

type markDocument struct {
	At    agenda.Moment `json:"at"`
	Slots int           `json:"slots"`
}

// releaseAt returns the release of a minute. One that was drawn again may have left its
// minute to another.
func releaseAt(s office.Schedule, at agenda.Moment) (found office.ScheduledRelease, ok bool) {
	for _, r := range s.Releases {
		if r.At == at && (!ok || !r.Replaced) {
			found, ok = r, true
		}
	}
	return found, ok
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
			r, found := releaseAt(s, moment)
			if !found {
				return agenda.NewProblem("PUB-NO-RELEASE", "At", moment)
			}
			if err := o.MarkReleased(cmd.Context(), !undo, r.ID); err != nil {
				return err
			}
			return env.print(markDocument{r.At, r.Slots}, func(w io.Writer) {
				env.say(w, "ctl.publication.marked", "At", r.At, "Count", r.Slots)
			})
		})
	}
	return cmd
}
