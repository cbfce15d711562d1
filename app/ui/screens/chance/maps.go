package chance

import (
	"math"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/publication"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// mapPair is two maps of the week, by weekday and hour: what the rules give, and beside it
// what Sunday evening gave. A shade means the same in both.
type mapPair struct {
	voice         *wording.Voice
	rules, sunday *widgets.HeatMap
	title         *widgets.Text
	content       fyne.CanvasObject
}

// mapHeight leaves the figures room in the cells, at text scale 1.
const mapHeight = 350

func newMaps(p Params) *mapPair {
	voice := p.Voice
	m := &mapPair{voice: voice, title: widgets.NewText(widgets.RoleStrong, voice.Text("screen.chance.map.rules"))}
	make := func(title *widgets.Text) (*widgets.HeatMap, fyne.CanvasObject) {
		h := widgets.NewHeatMap(voice)
		h.SetFormat(func(f float64) string { return perHundred(f, voice) })
		h.SetTitle(title.Text(), "")
		h.OnSave = p.SaveChart
		title.SetMinWidth(0)
		return h, widgets.NewTile(widgets.Down(title, widgets.AtLeast(mapLeast, mapHeight, h)))
	}
	var left, right fyne.CanvasObject
	m.rules, left = make(m.title)
	m.sunday, right = make(widgets.NewText(widgets.RoleStrong, voice.Text("screen.chance.map.sunday")))
	m.content = widgets.Down(widgets.Evenly(left, right), widgets.NewParagraph(widgets.RoleCaption, voice.Text("screen.chance.map.caption")))
	return m
}

// mapLeast is how narrow a map may be, at text scale 1.
const mapLeast = 250

func (m *mapPair) show(of measured) {
	grid := gridOf(of)
	m.rules.Set(grid.model(of.rules, m.voice))
	m.sunday.Set(grid.model(of.sunday, m.voice))
}

// perHundred writes how often something happens in a hundred weeks.
func perHundred(f float64, voice *wording.Voice) string {
	if f < 10 && f != math.Trunc(f) {
		return voice.FixedDecimal(f, 1)
	}
	return voice.Decimal(f, 0)
}

// weekdays are the columns of the maps.
var weekdays = [...]agenda.Weekday{
	agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday, agenda.Saturday, agenda.Sunday,
}

// grid is what both maps have in common: the hours of their rows, and the classes.
type grid struct {
	first, last int // hours
	bounds      []float64
}

func gridOf(of measured) grid {
	g, most := grid{first: 23}, 0.0
	for _, m := range []publication.Measures{of.rules, of.sunday} {
		for _, h := range m.Hours {
			g.first, g.last = min(g.first, h.Hour.Hour), max(g.last, h.Hour.Hour)
			most = max(most, 100*h.Expected)
		}
	}
	g.bounds = boundsTo(most)
	return g
}

// boundsTo divides the values up to a largest one into classes of which each reaches about
// twice as far as the one before: hours of random weeks are alike, and Sunday evening is
// ten times more probable than any.
func boundsTo(most float64) []float64 {
	steps := []float64{1, 2, 5}
	power, at := math.Pow10(int(math.Floor(math.Log10(max(most, 1))))), 0
	for steps[at]*power < most {
		if at++; at == len(steps) {
			power, at = power*10, 0
		}
	}
	bounds := make([]float64, chart.MostBounds)
	for i := len(bounds) - 1; i > 0; i-- {
		bounds[i] = steps[at] * power
		if at--; at < 0 {
			power, at = power/10, len(steps)-1
		}
	}
	return bounds
}

// frame is a map without values: every hour is one that never was.
func (g grid) frame(name string, voice *wording.Voice) chart.HeatMap {
	model := chart.HeatMap{
		RowAxis: voice.Text("screen.chance.map.hour"), ColumnAxis: voice.Text("screen.chance.map.day"),
		Name: name, Bounds: g.bounds,
	}
	for _, day := range weekdays {
		model.Columns = append(model.Columns, chart.Category{Label: voice.WeekdayShort(day), Title: voice.Weekday(day)})
	}
	for hour := g.first; hour <= g.last; hour++ {
		from, to := agenda.Clock(60*hour), agenda.Clock(60*hour+60)
		model.Rows = append(model.Rows, chart.Category{
			Label: voice.Text("screen.chance.map.at", "Hour", hour), Title: voice.Text("screen.chance.map.span", "From", from, "To", to),
		})
		row := make([]float64, len(weekdays))
		for i := range row {
			row[i] = math.NaN()
		}
		model.Values = append(model.Values, row)
	}
	return model
}

// put sets the value of an hour.
func (g grid) put(model chart.HeatMap, hour publication.Hour, value float64) {
	model.Values[hour.Hour-g.first][hour.Day.ISO()-1] = value
}

// hour returns the hour of a cell.
func (g grid) hour(row, column int) publication.Hour {
	return publication.Hour{Day: weekdays[column], Hour: g.first + row}
}

// model is a map of measures. An hour without any moment is none.
func (g grid) model(m publication.Measures, voice *wording.Voice) chart.HeatMap {
	model := g.frame(voice.Text("screen.chance.map.value"), voice)
	for _, h := range m.Hours {
		g.put(model, h.Hour, 100*h.Expected)
	}
	minutes := minutesOf(m)
	model.Detail = func(row, column int) []chart.Value {
		return minutes[g.hour(row, column)].told(voice)
	}
	return model
}

// minutes are the moments of an hour.
type minutes struct {
	moments   int
	likeliest publication.MomentChance // the earliest of several
}

func minutesOf(m publication.Measures) map[publication.Hour]minutes {
	found := map[publication.Hour]minutes{}
	for _, one := range m.Minutes {
		hour := publication.Hour{Day: one.At.Date().Weekday(), Hour: int(one.At.Clock()) / 60}
		within := found[hour]
		if within.moments++; one.Chance > within.likeliest.Chance {
			within.likeliest = one
		}
		found[hour] = within
	}
	return found
}

// told says what the map cannot show of an hour.
func (m minutes) told(voice *wording.Voice) []chart.Value {
	return []chart.Value{
		{Name: voice.Text("screen.chance.map.moments"), Text: voice.Number(m.moments)},
		{
			Name: voice.Text("screen.chance.map.likeliest"),
			Text: voice.Text("screen.chance.map.minute", "At", m.likeliest.At.Clock(), "Times", voice.Decimal(100*m.likeliest.Chance, 3)),
		},
	}
}
