package main

import (
	"errors"
	"io"
	"time"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/cmd/internal/wire"
)

func (env *environment) initCommand() *cobra.Command {
	var year int
	var setup string
	cmd := &cobra.Command{
		Use: "init", Short: env.voice.Text("ctl.init.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			options, err := env.options()
			if err != nil {
				return err
			}
			o, err := wire.Create(cmd.Context(), options, year, setup)
			if err != nil {
				return err
			}
			defer func() { _ = o.Close() }() // everything is committed
			house, err := o.House(cmd.Context())
			if err != nil {
				return err
			}
			document := struct {
				Workspace  string         `json:"workspace"`
				Year       int            `json:"year"`
				Procedures int            `json:"procedures"`
				Desks      int            `json:"desks"`
				Targets    agenda.Targets `json:"targets"`
				Protected  bool           `json:"protected"`
			}{env.workspace, house.Service.Year, len(house.Procedures), len(house.Desks), house.Service.Targets, o.Protected()}
			return env.print(document, func(w io.Writer) {
				env.say(w, "ctl.init.done", "File", env.workspace, "Year", house.Service.Year,
					"Procedures", len(house.Procedures), "Desks", len(house.Desks))
				if !o.Protected() {
					env.say(w, "ctl.init.unprotected")
				}
			})
		},
	}
	cmd.Flags().IntVar(&year, "year", 0, env.voice.Text("ctl.flag.year"))
	cmd.Flags().StringVar(&setup, "setup", "", env.voice.Text("ctl.flag.setup"))
	return cmd
}

func (env *environment) demoCommand() *cobra.Command {
	demo := wire.Demo{Bookings: 15000, Seed: 1}
	var today string
	cmd := &cobra.Command{
		Use: "demo", Short: env.voice.Text("ctl.demo.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			options, err := env.options()
			if err != nil {
				return err
			}
			if today != "" {
				if demo.Today, err = agenda.ParseDate(today); err != nil {
					return usageError{err}
				}
			}
			if demo.Year == 0 {
				demo.Year = yearOf(demo.Today)
			}
			if demo.Bookings < 0 {
				return usageError{errors.New(env.voice.Text("ctl.demo.negative"))}
			}
			o, err := wire.CreateDemo(cmd.Context(), options, demo, env.progress())
			if err != nil {
				return err
			}
			defer func() { _ = o.Close() }() // everything is committed
			return env.printDemo(cmd, o)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&demo.Year, "year", 0, env.voice.Text("ctl.flag.year"))
	flags.IntVar(&demo.Bookings, "bookings", demo.Bookings, env.voice.Text("ctl.flag.bookings"))
	flags.Uint64Var(&demo.Seed, "seed", demo.Seed, env.voice.Text("ctl.flag.seed"))
	flags.StringVar(&today, "today", "", env.voice.Text("ctl.flag.today"))
	cmd.AddCommand(env.demoExportCommand())
	return cmd
}

// yearOf returns the ISO year of a date, or of today.
func yearOf(d agenda.Date) int {
	if d.IsZero() {
		d = agenda.DateOf(time.Now())
	}
	return d.Week().Year
}

func (env *environment) printDemo(cmd *cobra.Command, o *office.Office) error {
	view, err := o.Dashboard(cmd.Context())
	if err != nil {
		return err
	}
	return env.print(statisticsDocument(view), func(w io.Writer) {
		env.say(w, "ctl.demo.done", "File", env.workspace, "Year", view.House.Service.Year)
		env.printDashboard(w, view)
	})
}

func (env *environment) demoExportCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "export", Short: env.voice.Text("ctl.demo.export.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out == "" {
				return usageError{errors.New(env.voice.Text("ctl.needs-out"))}
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				count, err := wire.WriteDemoExport(cmd.Context(), o, out)
				if err != nil {
					return err
				}
				return env.print(fileDocument{File: out, Count: count}, func(w io.Writer) {
					env.say(w, "ctl.demo.export.done", "File", out, "Count", count)
				})
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", env.voice.Text("ctl.flag.out"))
	return cmd
}

// fileDocument is the JSON of a command that wrote a file.
type fileDocument struct {
	File  string `json:"file"`
	Count int    `json:"count"`
}

func (env *environment) backupCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "backup", Short: env.voice.Text("ctl.backup.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out == "" {
				return usageError{errors.New(env.voice.Text("ctl.needs-out"))}
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				if err := o.Backup(cmd.Context(), out); err != nil {
					return err
				}
				return env.print(map[string]string{"file": out}, func(w io.Writer) { env.say(w, "ctl.backup.done", "File", out) })
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", env.voice.Text("ctl.flag.out"))
	return cmd
}

func (env *environment) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: env.voice.Text("ctl.check.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				damages, err := o.Check(cmd.Context())
				if err != nil {
					return err
				}
				document := struct {
					OK       bool     `json:"ok"`
					Problems []string `json:"problems"`
				}{len(damages) == 0, env.texts(damages)}
				err = env.print(document, func(w io.Writer) {
					for _, d := range damages {
						env.say(w, "ctl.check.damage", "Damage", d)
					}
					if len(damages) == 0 {
						env.say(w, "ctl.check.ok", "File", env.workspace)
					}
				})
				if err == nil && len(damages) > 0 {
					return agenda.NewProblem("WS-CHECK-FAILED", "File", env.workspace, "Count", len(damages))
				}
				return err
			})
		},
	}
}

// texts says messages, never nil so that JSON shows a list.
func (env *environment) texts(messages []agenda.Message) []string {
	texts := make([]string, len(messages))
	for i, m := range messages {
		texts[i] = env.voice.Say(m)
	}
	return texts
}
