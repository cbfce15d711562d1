package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/names"
	"creneaux/data/spreadsheet"
)

// verdictDocument is the JSON of `names compare A B`.
type verdictDocument struct {
	Verdict names.Likeness `json:"verdict"`
	Score   float64        `json:"score"`
	Reasons []string       `json:"reasons"`
}

// pairDocument is one pair of `names compare --file`.
type pairDocument struct {
	Name1 string `json:"name1"`
	Name2 string `json:"name2"`
	verdictDocument
}

func (env *environment) namesCommand() *cobra.Command {
	return env.group("names", "ctl.names.short", env.compareNamesCommand())
}

func (env *environment) compareNamesCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use: "compare [A B]", Short: env.voice.Text("ctl.names.compare.short"), Args: cobra.MaximumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case file != "" && len(args) == 0:
				return env.comparePairs(cmd.Context(), file)
			case file == "" && len(args) == 2:
				return env.compareTwo(args[0], args[1])
			}
			return usageError{errors.New(env.voice.Text("ctl.names.usage"))}
		},
	}
	cmd.Flags().StringVar(&file, "file", "", env.voice.Text("ctl.names.flag.file"))
	return cmd
}

func (env *environment) compareTwo(a, b string) error {
	v := names.Compare(a, b)
	document := env.verdict(v)
	return env.print(document, func(w io.Writer) {
		env.say(w, "ctl.names.verdict", "First", a, "Second", b, "Verdict", v.Verdict.Label(), "Score", v.Score)
		for _, reason := range document.Reasons {
			fmt.Fprintf(w, "    %s\n", reason)
		}
	})
}

func (env *environment) verdict(v names.Verdict) verdictDocument {
	document := verdictDocument{Verdict: v.Verdict, Score: v.Score, Reasons: make([]string, len(v.Reasons))}
	for i, reason := range v.Reasons {
		document.Reasons[i] = env.voice.Say(reason)
	}
	return document
}

func (env *environment) comparePairs(ctx context.Context, path string) error {
	table, err := spreadsheet.Open(ctx, path)
	if err != nil {
		return err
	}
	pairs, err := pairsOf(table, filepath.Base(path))
	if err != nil {
		return err
	}
	documents := make([]pairDocument, len(pairs))
	labels := make([]agenda.Message, len(pairs))
	for i, pair := range pairs {
		if err := ctx.Err(); err != nil {
			return err
		}
		v := names.Compare(pair[0], pair[1])
		documents[i] = pairDocument{pair[0], pair[1], env.verdict(v)}
		labels[i] = v.Verdict.Label()
	}
	return env.print(map[string]any{"pairs": documents}, func(w io.Writer) {
		for i, d := range documents {
			env.say(w, "ctl.names.verdict", "First", d.Name1, "Second", d.Name2, "Verdict", labels[i], "Score", d.Score)
		}
	})
}

// pairsOf returns the columns name1 and name2 of a table, row by row.
func pairsOf(table intake.Table, file string) ([][2]string, error) {
	for i, header := range table.Rows {
		first, second := columnTitled(header, "name1"), columnTitled(header, "name2")
		if first < 0 || second < 0 {
			continue
		}
		pairs := make([][2]string, 0, len(table.Rows)-i-1)
		for _, row := range table.Rows[i+1:] {
			pairs = append(pairs, [2]string{cellText(row, first), cellText(row, second)})
		}
		return pairs, nil
	}
	return nil, agenda.NewProblem("NAMES-COLUMNS", "File", file)
}

func columnTitled(row intake.Row, title string) int {
	for i, cell := range row.Cells {
		if names.Fold(cell.Text) == title {
			return i
		}
	}
	return -1
}

func cellText(row intake.Row, column int) string {
	if column >= len(row.Cells) {
		return ""
	}
	return row.Cells[column].Text
}
