package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/cmd/internal/wire"
)

// drawDocument is one line of `publication draw`.
type drawDocument struct {
	Releases []agenda.Moment `json:"releases"`
}

func (env *environment) publicationDrawCommand() *cobra.Command {
	var config, seedText string
	var count int
	cmd := &cobra.Command{
		Use: "draw", Short: env.voice.Text("ctl.publication.draw.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if config == "" {
				return usageError{errors.New(env.voice.Text("ctl.needs-config"))}
			}
			if count < 1 {
				return usageError{errors.New(env.voice.Text("ctl.draw.count"))}
			}
			seed, err := seedOf(seedText)
			if err != nil {
				return err
			}
			rules, err := wire.ReadRules(config)
			if err != nil {
				return err
			}
			sampler, err := publication.Prepare(rules)
			if err != nil {
				return err
			}
			drawn := 0
			for moments := range sampler.Schedules(seed) {
				if err := cmd.Context().Err(); err != nil {
					return err
				}
				if err := env.printSchedule(moments); err != nil {
					return err
				}
				if drawn++; drawn == count {
					return nil
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&config, "config", "", env.voice.Text("ctl.flag.config"))
	cmd.Flags().IntVar(&count, "count", 1, env.voice.Text("ctl.flag.count"))
	cmd.Flags().StringVar(&seedText, "seed", "", env.voice.Text("ctl.flag.seed-hex"))
	return cmd
}

// seedOf reads a seed of 64 hexadecimal digits, or draws one.
func seedOf(text string) ([32]byte, error) {
	if text == "" {
		return wire.RandomSeed()
	}
	return publication.ParseSeed(text)
}

func (env *environment) printSchedule(moments []agenda.Moment) error {
	return env.print(drawDocument{moments}, func(w io.Writer) {
		texts := make([]string, len(moments))
		for i, m := range moments {
			texts[i] = env.voice.Moment(m)
		}
		fmt.Fprintln(w, strings.Join(texts, " ; "))
	})
}
