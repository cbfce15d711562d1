package scenarios

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// mostCompared is how many scenarios stand beside the plan at most: as many as can be
// told apart at a glance.
const mostCompared = 3

// comparison is the plan that stands beside some scenarios, in figures and by week.
type comparison struct {
	s      *Screen
	ticked []office.ScenarioID // in the order of the list

	boxes   *fyne.Container
	hint    *widgets.Paragraph
	columns []widgets.Column
	rows    []widgets.Row
	table   *widgets.DataTable
	place   *fyne.Container // of the table, which is another for other scenarios
	weeks   *widgets.LineChart
	content fyne.CanvasObject
}

func newComparison(s *Screen) *comparison {
	voice := s.p.Voice
	c := &comparison{s: s, boxes: widgets.Flow(nil), hint: widgets.NewParagraph(widgets.RoleMuted, ""), weeks: widgets.NewLineChart(voice)}
	c.weeks.SetAxis(voice.Text("screen.scenarios.chart.axis"))
	c.weeks.OnSave = s.p.SaveChart
	c.place = container.New(&tall{rows: func() int { return len(c.rows) + 1 }})
	weeks := widgets.NewTile(widgets.AtLeast(0, chartHeight, c.weeks))
	c.content = widgets.DownWith(weeks, c.boxes, c.hint, c.place, weeks)
	return c
}

const chartHeight = 190

// chosen are the scenarios that are compared.
func (c *comparison) chosen() (all []office.Scenario) {
	for _, kept := range c.s.all {
		if slices.Contains(c.ticked, kept.ID) {
			all = append(all, kept)
		}
	}
	return all
}

// set compares other scenarios, as many as there may be.
func (c *comparison) set(ids []office.ScenarioID) {
	c.ticked = ids[:min(len(ids), mostCompared)]
	c.remember()
	c.show()
	c.s.acted()
}

// tick compares a scenario too, or not any more.
func (c *comparison) tick(id office.ScenarioID, on bool) {
	var ids []office.ScenarioID
	for _, kept := range c.s.all {
		if kept.ID == id && on || kept.ID != id && slices.Contains(c.ticked, kept.ID) {
			ids = append(ids, kept.ID)
		}
	}
	c.set(ids)
}

// show shows the figures as they are now.
func (c *comparison) show() {
	chosen := c.chosen()
	c.drawBoxes(len(chosen))
	voice := c.s.p.Voice
	switch {
	case len(c.s.all) == 0:
		c.hint.SetText(voice.Text("screen.scenarios.compare.none"))
	case len(chosen) == 0:
		c.hint.SetText(voice.Text("screen.scenarios.compare.tick", "Most", mostCompared))
	default:
		c.hint.SetText(voice.Text("screen.scenarios.compare.hint"))
	}
	c.drawTable(chosen)
	c.drawWeeks(chosen)
	c.content.Refresh()
	if c.s.made {
		c.s.content.Refresh()
	}
}

func (c *comparison) drawBoxes(chosen int) {
	boxes := make([]fyne.CanvasObject, 0, len(c.s.all))
	for _, kept := range c.s.all {
		on := slices.Contains(c.ticked, kept.ID)
		name := kept.Name
		if kept.Old {
			name = c.s.p.Voice.Text("screen.scenarios.compare.old", "Name", name)
		}
		box := widgets.NewCheck(name, on, func(on bool) { c.tick(kept.ID, on) })
		if !on && chosen >= mostCompared {
			box.Disable()
		}
		boxes = append(boxes, box)
	}
	c.boxes.Objects = boxes
	widgets.ShowIf(c.boxes, len(boxes) > 0)
	c.boxes.Refresh()
}

// drawTable lays the figures out: a line each, the plan and the scenarios across.
func (c *comparison) drawTable(chosen []office.Scenario) {
	voice := c.s.p.Voice
	columns := []widgets.Column{
		{ID: "figure", Label: voice.Text("screen.scenarios.compare.figure"), Width: 300, Frozen: true, Typed: true},
		{ID: "plan", Label: voice.Text("screen.scenarios.compare.plan"), Tip: voice.Text("screen.scenarios.compare.plan.tip", "Version", c.s.plan.Version), Width: 130, Align: fyne.TextAlignTrailing},
	}
	for _, kept := range chosen {
		columns = append(columns, widgets.Column{ID: string(kept.ID), Label: kept.Name, Width: 170, Stretch: true, Align: fyne.TextAlignTrailing})
	}
	c.rows = c.figureRows(chosen)
	if c.table != nil && slices.Equal(columns, c.columns) {
		c.table.Reload()
		return
	}
	c.columns = columns
	c.table = widgets.NewDataTable(widgets.TableParams{
		Label: voice.Text("screen.scenarios.view.compare"), Columns: columns, Voice: voice, Background: widgets.Inline, Multiple: true,
	})
	c.table.SetSource(widgets.RowsNow(func() []widgets.Row { return c.rows }))
	c.place.Objects = []fyne.CanvasObject{widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, c.table)}
	c.place.Refresh()
}

func (c *comparison) figureRows(chosen []office.Scenario) []widgets.Row {
	voice, base := c.s.p.Voice, figuresOf(c.s.plan)
	beside := make([]figures, len(chosen))
	for i, kept := range chosen {
		beside[i] = figuresOf(kept.Plan)
	}
	all := lines(c.s.plan.House, voice)
	rows := make([]widgets.Row, len(all))
	for i, line := range all {
		rows[i] = widgets.Row{Key: line.id, Cells: []string{line.label, line.alone(base, voice)}, Tones: map[int]widgets.State{}}
		for j := range beside {
			said, tone := line.beside(beside[j], base, voice)
			rows[i].Cells = append(rows[i].Cells, said)
			rows[i].Tones[2+j] = tone
		}
	}
	return rows
}

// drawWeeks draws the slots of every week.
func (c *comparison) drawWeeks(chosen []office.Scenario) {
	voice, plan := c.s.p.Voice, c.s.plan
	categories := make([]widgets.Category, len(plan.Weeks))
	for i, w := range plan.Weeks {
		categories[i] = widgets.Category{Label: voice.Number(w.Week.Number), Title: voice.Text("screen.scenarios.week", "Number", w.Week.Number, "Days", voice.WeekDays(w.Week))}
	}
	series := []widgets.Series{{Name: voice.Text("screen.scenarios.compare.plan"), Values: slotsOf(plan), Dashed: len(chosen) > 0}}
	for _, kept := range chosen {
		series = append(series, widgets.Series{Name: kept.Name, Values: slotsOf(kept.Plan)})
	}
	c.weeks.SetTitle(voice.Text("screen.scenarios.chart.title", "Year", yearOf(plan.House)), voice.Text("screen.scenarios.chart.source", "Version", plan.Version))
	c.weeks.Set(categories, series)
}

func slotsOf(plan office.PlanView) []float64 {
	values := make([]float64, len(plan.Weeks))
	for i, w := range plan.Weeks {
		values[i] = float64(w.Slots)
	}
	return values
}
