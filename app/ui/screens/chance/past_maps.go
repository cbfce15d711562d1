package chance

import (
	"math"

	"fyne.io/fyne/v2"

	"creneaux/app/chart"
	"creneaux/app/publication"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// pastMaps are two maps of the weeks that are over: how many releases were done in each
// hour, and how many the rules expect there. A shade means the same in both.
type pastMaps struct {
	voice              *wording.Voice
	observed, expected *widgets.HeatMap
	content            fyne.CanvasObject
}

func newPastMaps(p Params) *pastMaps {
	voice := p.Voice
	m := &pastMaps{voice: voice, observed: widgets.NewHeatMap(voice), expected: widgets.NewHeatMap(voice)}
	m.observed.SetFormat(func(f float64) string { return voice.Decimal(f, 1) })
	m.expected.SetFormat(func(f float64) string { return voice.FixedDecimal(f, 1) })
	left := chartTile(p, &m.observed.Chart, voice.Text("screen.chance.past.observed"), mapHeight)
	right := chartTile(p, &m.expected.Chart, voice.Text("screen.chance.past.expected"), mapHeight)
	m.content = widgets.Down(widgets.Evenly(left, right), widgets.NewParagraph(widgets.RoleCaption, voice.Text("screen.chance.past.maps")))
	return m
}

// chartTile is a chart under its title, of a height at text scale 1.
func chartTile(p Params, c *widgets.Chart, title string, height float32) fyne.CanvasObject {
	heading := widgets.NewText(widgets.RoleStrong, title)
	heading.SetMinWidth(0)
	c.SetTitle(title, "")
	c.OnSave = p.SaveChart
	return widgets.NewTile(widgets.Down(heading, widgets.AtLeast(mapLeast, height, c)))
}

func (m *pastMaps) show(hours []publication.HourTally) {
	g := gridOfTallies(hours)
	observed, expected := m.voice.Text("screen.chance.past.done"), m.voice.Text("screen.chance.past.due")
	done, due := g.frame(observed, m.voice), g.frame(expected, m.voice)
	tallies := map[publication.Hour]publication.HourTally{}
	for _, h := range hours {
		tallies[h.Hour] = h
		g.put(done, h.Hour, float64(h.Observed))
		g.put(due, h.Hour, h.Expected)
	}
	done.Detail = func(row, column int) []chart.Value {
		return []chart.Value{{Name: expected, Text: m.voice.FixedDecimal(tallies[g.hour(row, column)].Expected, 1)}}
	}
	due.Detail = func(row, column int) []chart.Value {
		return []chart.Value{{Name: observed, Text: m.voice.Number(tallies[g.hour(row, column)].Observed)}}
	}
	m.observed.Set(done)
	m.expected.Set(due)
}

// gridOfTallies has the hours that have a chance, and classes of one width: what was done
// and what is expected are of one size.
func gridOfTallies(hours []publication.HourTally) grid {
	g, most := grid{first: 23}, 0.0
	for _, h := range hours {
		g.first, g.last = min(g.first, h.Hour.Hour), max(g.last, h.Hour.Hour)
		most = max(most, h.Expected, float64(h.Observed))
	}
	step := math.Max(1, math.Ceil(most/(chart.MostBounds-1)))
	for bound := 0.0; bound < most || len(g.bounds) < 2; bound += step {
		g.bounds = append(g.bounds, bound)
	}
	if last := g.bounds[len(g.bounds)-1]; last < most {
		g.bounds = append(g.bounds, last+step)
	}
	return g
}
