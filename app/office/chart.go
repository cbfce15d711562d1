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
	// Chart writes a chart as a file of a kind, made at a moment.
	Chart(ctx context.Context, w io.Writer, kind chart.FileType, picture chart.Picture, at agenda.Moment, voice *wording.Voice) error
}

// WriteChart writes a chart of the screen as a file, with the day it was made under it:
// figures of a year that goes on are true for a day.
func (o *Office) WriteChart(ctx context.Context, path string, kind chart.FileType, picture chart.Picture, voice *wording.Voice) error {
	now := o.now()
	if made := voice.Text("office.chart.made", "At", now); picture.Source == "" {
		picture.Source = made
	} else {
		picture.Source += " · " + made
	}
	err := o.files.WriteFile(path, func(w io.Writer) error {
		return o.writers.Chart(ctx, w, kind, picture, now, voice)
	})
	if err != nil {
		return err
	}
	return o.exported(ctx, "chart-"+string(kind), 1)
}
