package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/cmd/internal/wire"
)

// weekDocument is the JSON of a drawn week. Left counts the slots that wait for another.
type weekDocument struct {
	Week     agenda.Week       `json:"week"`
	Seal     string            `json:"seal"`
	Releases []releaseDocument `json:"releases"`
	Redraws  []redrawDocument  `json:"redraws,omitempty"`
	Adapted  []string          `json:"adapted,omitempty"`
	Missed   int               `json:"missed"`
	Left     int               `json:"left"`
}

// releaseDocument has the moment as its first field: that is the one that scripts read.
type releaseDocument struct {
	At       agenda.Moment        `json:"at"`
	Slots    int                  `json:"slots"`
	Standing publication.Standing `json:"standing"`
	Done     agenda.Moment        `json:"done,omitzero"`
	By       string               `json:"by,omitempty"`
	Redraw   int                  `json:"redraw,omitempty"`
	GivenUp  agenda.Moment        `json:"given_up,omitzero"`
	Replaced int                  `json:"replaced_by,omitempty"`
}

type redrawDocument struct {
	At     agenda.Moment `json:"at"`
	Seal   string        `json:"seal"`
	Missed int           `json:"missed"`
}

func (env *environment) weekDocumentOf(s office.Schedule, left int) weekDocument {
	document := weekDocument{Week: s.Week, Seal: s.Kept.Seal, Adapted: env.texts(s.Adapted), Missed: s.Missed, Left: left}
	for _, r := range s.Releases {
		document.Releases = append(document.Releases, releaseDocument{
			At: r.At, Slots: r.Slots, Standing: r.Standing, Done: r.DoneAt, By: r.DoneBy, Redraw: r.Redraw, GivenUp: r.GivenUp, Replaced: r.ReplacedBy,
		})
	}
	for _, r := range s.Redraws {
		document.Redraws = append(document.Redraws, redrawDocument{r.At, r.Seal, len(r.Missed)})
	}
	return document
}

// revealFlag adds the flag that asks for the moments to come.
func (env *environment) revealFlag(cmd *cobra.Command) *bool {
	return cmd.Flags().Bool("reveal", false, env.voice.Text("ctl.flag.reveal"))
}

// printReleases prints a drawn week. Moments to come are shown to people who ask for them, and
// to programs; that is written in the journal before.
func (env *environment) printReleases(ctx context.Context, o *office.Office, week agenda.Week, reveal bool, left func(office.Schedule) int, head func(io.Writer)) error {
	s, err := o.Schedule(ctx, week)
	if err != nil {
		return err
	}
	if !s.Drawn {
		return agenda.NewProblem("PUB-NOT-DRAWN", "Week", week)
	}
	reveal = reveal || env.json
	if reveal && slices.ContainsFunc(s.Releases, isSecret) {
		if err := o.RevealWeek(ctx, week); err != nil {
			return err
		}
	}
	document := env.weekDocumentOf(s, left(s))
	return env.print(document, func(out io.Writer) {
		head(out)
		for _, r := range s.Releases {
			env.printRelease(out, r, reveal)
		}
		env.sayAdapted(out, "ctl.publication.adapted", document.Adapted)
		if document.Left > 0 {
			env.say(out, "ctl.publication.left", "Count", document.Left)
		}
		if s.SlotsNow+document.Left == 0 {
			env.say(out, "ctl.publication.no-slots")
		}
		env.say(out, "ctl.publication.seal", "Seal", s.Kept.Seal)
		for i, r := range s.Redraws {
			env.say(out, "ctl.publication.seal-redraw", "Number", i+1, "Seal", r.Seal)
		}
	})
}

// sayAdapted says under a heading in what a draw asks for less than it should.
func (env *environment) sayAdapted(out io.Writer, heading string, adapted []string) {
	if len(adapted) == 0 {
		return
	}
	env.say(out, heading)
	for _, text := range adapted {
		fmt.Fprintln(out, "  "+text)
	}
}

// isSecret reports whether the moment of a release is still to come.
func isSecret(r office.ScheduledRelease) bool { return r.Standing == publication.StandingPlanned }

func (env *environment) printRelease(out io.Writer, r office.ScheduledRelease, reveal bool) {
	if isSecret(r) && !reveal {
		env.say(out, "ctl.publication.release-hidden", "Number", r.Number, "Count", r.Slots)
		return
	}
	env.say(out, "ctl.publication.release", "Number", r.Number, "Count", r.Slots, "Standing", r.Reason)
}

func (env *environment) publicationPlanCommand() *cobra.Command {
	var config string
	cmd := &cobra.Command{Use: "plan", Short: env.voice.Text("ctl.publication.plan.short"), Args: cobra.NoArgs}
	reveal := env.revealFlag(cmd)
	cmd.Flags().StringVar(&config, "config", "", env.voice.Text("ctl.flag.config"))
	env.ofWeek(cmd, func(ctx context.Context, o *office.Office, w agenda.Week) error {
		var rules *publication.Config
		if config != "" {
			read, err := wire.ReadRules(config)
			if err != nil {
				return err
			}
			rules = &read
		}
		drawing, err := o.DrawWeek(ctx, w, rules)
		if err != nil {
			return err
		}
		return env.printDrawing(ctx, o, w, *reveal, drawing, func(out io.Writer) {
			env.say(out, "ctl.publication.plan.done", "Week", w, "Count", len(drawing.Week.Releases))
		})
	})
	return cmd
}

func (env *environment) printDrawing(ctx context.Context, o *office.Office, week agenda.Week, reveal bool, drawing office.Drawing, head func(io.Writer)) error {
	return env.printReleases(ctx, o, week, reveal, func(office.Schedule) int { return len(drawing.Left) }, head)
}

func (env *environment) publicationShowCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "show", Short: env.voice.Text("ctl.publication.show.short"), Args: cobra.NoArgs}
	reveal := env.revealFlag(cmd)
	env.ofWeek(cmd, func(ctx context.Context, o *office.Office, w agenda.Week) error {
		return env.printReleases(ctx, o, w, *reveal, func(s office.Schedule) int { return s.Planned }, func(io.Writer) {})
	})
	return cmd
}

func (env *environment) publicationRedrawCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "redraw", Short: env.voice.Text("ctl.publication.redraw.short"), Args: cobra.NoArgs}
	reveal := env.revealFlag(cmd)
	env.ofWeek(cmd, func(ctx context.Context, o *office.Office, w agenda.Week) error {
		drawing, err := o.RedrawMissed(ctx, w)
		if err != nil {
			return err
		}
		return env.printDrawing(ctx, o, w, *reveal, drawing, func(out io.Writer) {
			env.say(out, "ctl.publication.redraw.done", "Week", w)
			env.sayAdapted(out, "ctl.publication.redraw.adapted", env.texts(drawing.Adapted))
		})
	})
	return cmd
}

func (env *environment) publicationGiveUpCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "give-up", Short: env.voice.Text("ctl.publication.give-up.short"), Args: cobra.NoArgs}
	env.ofWeek(cmd, func(ctx context.Context, o *office.Office, w agenda.Week) error {
		slots, err := o.GiveUpMissed(ctx, w)
		if err != nil {
			return err
		}
		document := struct {
			Week  agenda.Week `json:"week"`
			Slots int         `json:"slots"`
		}{w, slots}
		return env.print(document, func(out io.Writer) { env.say(out, "ctl.publication.give-up.done", "Week", w, "Count", slots) })
	})
	return cmd
}
