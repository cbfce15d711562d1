package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"creneaux/app/office"
)

func (env *environment) publicationSheetCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{Use: "sheet", Short: env.voice.Text("ctl.publication.sheet.short"), Args: cobra.NoArgs}
	week := env.weekFlag(cmd)
	cmd.Flags().StringVar(&out, "out", "", env.voice.Text("ctl.flag.out-sheet"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		w, err := week()
		if err != nil {
			return err
		}
		if _, err := env.formatOf(out, office.FormatPDF, office.FormatWorkbook, office.FormatCSV, office.FormatCalendar); err != nil {
			return err
		}
		return env.with(cmd.Context(), func(o *office.Office) error {
			said, err := o.WriteReleases(cmd.Context(), w, out, env.voice)
			if err != nil {
				return err
			}
			remarks := env.texts(said)
			document := struct {
				File    string   `json:"file"`
				Remarks []string `json:"remarks"`
			}{out, remarks}
			return env.print(document, func(to io.Writer) {
				env.say(to, "ctl.written", "File", out)
				for _, remark := range remarks {
					fmt.Fprintln(to, "–", remark)
				}
			})
		})
	}
	return cmd
}
