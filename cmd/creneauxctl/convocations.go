package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

func (env *environment) convocationsCommand() *cobra.Command {
	return env.group("convocations", "ctl.convocations.short", env.convocationsWriteCommand(), env.convocationsVerifyCommand())
}

// dayFlag adds a flag that names a day.
func (env *environment) dayFlag(cmd *cobra.Command, name, usage string) func() (agenda.Date, error) {
	var text string
	cmd.Flags().StringVar(&text, name, "", env.voice.Text(usage))
	return func() (agenda.Date, error) {
		if text == "" {
			return agenda.Date{}, usageError{errors.New(env.voice.Text("ctl.needs-day", "Flag", name))}
		}
		date, err := agenda.ParseDate(text)
		if err != nil {
			return date, usageError{err}
		}
		return date, nil
	}
}

func (env *environment) convocationsWriteCommand() *cobra.Command {
	var desk, out string
	cmd := &cobra.Command{Use: "write", Short: env.voice.Text("ctl.convocations.write.short"), Args: cobra.NoArgs}
	from := env.dayFlag(cmd, "from", "ctl.flag.from")
	to := env.dayFlag(cmd, "to", "ctl.flag.to")
	cmd.Flags().StringVar(&desk, "desk", "", env.voice.Text("ctl.flag.desk"))
	cmd.Flags().StringVar(&out, "out", "", env.voice.Text("ctl.flag.out-letters"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		var selection office.Selection
		if selection.From, err = from(); err != nil {
			return err
		}
		selection.To = selection.From
		if cmd.Flags().Changed("to") {
			if selection.To, err = to(); err != nil {
				return err
			}
		}
		if selection.To.Before(selection.From) {
			return usageError{errors.New(env.voice.Text("ctl.convocations.reversed"))}
		}
		format, err := env.formatOf(out, office.FormatPDF, office.FormatWorkbook)
		if err != nil {
			return err
		}
		return env.with(cmd.Context(), func(o *office.Office) error {
			if selection.Desk, err = deskOf(cmd, o, desk); err != nil {
				return err
			}
			written, err := o.WriteConvocations(cmd.Context(), selection, out, format, env.voice, env.progress())
			if err != nil {
				return err
			}
			return env.printWritten("ctl.convocations.done", out, written)
		})
	}
	return cmd
}

// printWritten says what a file of letters or a list holds.
func (env *environment) printWritten(key, out string, written office.Written) error {
	remarks := env.texts(written.Remarks)
	document := struct {
		fileDocument
		Remarks []string `json:"remarks"`
	}{fileDocument{out, written.Count}, remarks}
	return env.print(document, func(w io.Writer) {
		env.say(w, key, "File", out, "Count", written.Count)
		for _, remark := range remarks {
			fmt.Fprintln(w, "–", remark)
		}
	})
}

// deskOf finds a desk by its name; no name means every desk.
func deskOf(cmd *cobra.Command, o *office.Office, name string) (agenda.DeskID, error) {
	if name == "" {
		return "", nil
	}
	house, err := o.House(cmd.Context())
	if err != nil {
		return "", err
	}
	return house.DeskByName(name)
}

func (env *environment) convocationsVerifyCommand() *cobra.Command {
	return &cobra.Command{
		Use: "verify CODE", Short: env.voice.Text("ctl.convocations.verify.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				check, err := o.VerifyCode(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				b := check.Booking
				document := struct {
					Verdict   office.CodeVerdict `json:"verdict"`
					Number    string             `json:"number"`
					Reference string             `json:"reference"`
					Name      string             `json:"name"`
					Date      agenda.Date        `json:"date"`
					Time      agenda.Clock       `json:"time"`
					Desk      string             `json:"desk"`
				}{check.Verdict, check.Number, b.Reference, b.Applicant.DisplayName(), b.Date, b.Start, check.Desk}
				return env.print(document, func(w io.Writer) {
					env.say(w, "ctl.convocations.verified", "Number", check.Number, "Desk", check.Desk,
						"Verdict", env.voice.Text("ctl.verdict."+string(check.Verdict)), "At", b.Date.At(b.Start))
				})
			})
		},
	}
}

func (env *environment) deskCommand() *cobra.Command {
	var desk, out string
	list := &cobra.Command{Use: "list", Short: env.voice.Text("ctl.desk.list.short"), Args: cobra.NoArgs}
	date := env.dayFlag(list, "date", "ctl.flag.date")
	list.Flags().StringVar(&desk, "desk", "", env.voice.Text("ctl.flag.desk"))
	list.Flags().StringVar(&out, "out", "", env.voice.Text("ctl.flag.out-pdf"))
	list.RunE = func(cmd *cobra.Command, _ []string) error {
		day, err := date()
		if err != nil {
			return err
		}
		if _, err := env.formatOf(out, office.FormatPDF); err != nil {
			return err
		}
		return env.with(cmd.Context(), func(o *office.Office) error {
			id, err := deskOf(cmd, o, desk)
			if err != nil {
				return err
			}
			written, err := o.WriteDayList(cmd.Context(), day, id, out, env.voice)
			if err != nil {
				return err
			}
			return env.printWritten("ctl.desk.list.done", out, written)
		})
	}
	return env.group("desk", "ctl.desk.short", list)
}
