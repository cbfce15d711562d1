package office

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/wording"
)

// ChartWriter encodes charts.
type ChartWriter interface {
	// Chart writes a chart as a file of a kind, made at a moment, and returns remarks about
	// what did not come out as usual, such as characters that no font has.
	Chart(ctx context.Context, w io.Writer, kind chart.FileType, picture chart.Picture, at agenda.Moment, voice *wording.Voice) (remarks []agenda.Message, err error)
}

// WriteChart writes a chart of the screen as a file, with the day it was made under it:
// figures of a year that goes on are true for a day. It returns the remarks of the
// [ChartWriter].
func (o *Office) WriteChart(ctx context.Context, path string, kind chart.FileType, picture chart.Picture, voice *wording.Voice) (remarks []agenda.Message, err error) {
	now := o.now()
	if made := voice.Text("office.chart.made", "At", now); picture.Source == "" {
		picture.Source = made
	} else {
		picture.Source += " · " + made
	}
	err = o.files.WriteFile(path, func(w io.Writer) (err error) {
		remarks, err = o.writers.Chart(ctx, w, kind, picture, now, voice)
		return err
	})
	if err != nil {
		return nil, err
	}
	return remarks, o.exported(ctx, "chart-"+string(kind), 1)
}
