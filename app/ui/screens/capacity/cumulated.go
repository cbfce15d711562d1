package capacity

import (
	"math"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// cumulated shows how appointments and permits add up over the year, each against its
// target.
type cumulated struct {
	voice                 *wording.Voice
	appointments, permits *widgets.LineChart
	content               fyne.CanvasObject
}

func newCumulated(p Params, chosen func(week int)) *cumulated {
	c := &cumulated{voice: p.Voice, appointments: newSumChart(p, chosen), permits: newSumChart(p, chosen)}
	tile := func(title string, chart *widgets.LineChart) fyne.CanvasObject {
		return widgets.NewTile(widgets.DownWith(chart, widgets.NewText(widgets.RoleHeading, title), chart))
	}
	c.content = widgets.Evenly(
		tile(p.Voice.Text("screen.capacity.cumulated.appointments"), c.appointments),
		tile(p.Voice.Text("screen.capacity.cumulated.permits"), c.permits))
	return c
}

func newSumChart(p Params, chosen func(week int)) *widgets.LineChart {
	chart := widgets.NewLineChart(p.Voice)
	chart.SetAxis(p.Voice.Text("screen.capacity.chart.axis"))
	chart.SetFormat(func(v float64) string { return p.Voice.Number(int(math.Round(v))) })
	chart.OnSave, chart.OnTapped = p.SaveChart, chosen
	return chart
}

// show shows the lines of a plan and, where some weeks are over, of what became of them.
func (c *cumulated) show(plan office.PlanView, taken []office.WeekTaken) {
	voice, targets, year := c.voice, plan.House.Service.Targets, yearOf(plan)
	categories := weekCategories(plan, voice)
	source := voice.Text("screen.capacity.chart.source", "Version", plan.Version)
	planned := widgets.Series{Name: voice.Text("screen.capacity.cumulated.planned"), Dashed: len(taken) > 0}
	came := widgets.Series{Name: voice.Text("screen.capacity.cumulated.taken")}
	expected := widgets.Series{Name: voice.Text("screen.capacity.cumulated.expected"), Dashed: len(taken) > 0}
	reached := widgets.Series{Name: voice.Text("screen.capacity.cumulated.reached")}
	planned.Values, expected.Values = plannedSums(plan)
	came.Values, reached.Values = takenSums(plan.Weeks, taken)

	c.appointments.SetTitle(voice.Text("screen.capacity.cumulated.appointments.title", "Year", year), source)
	c.appointments.SetTarget(voice.Text("screen.capacity.cumulated.target", "Target", targets.Appointments), float64(targets.Appointments))
	c.appointments.Set(categories, withTaken(taken, planned, came))
	c.permits.SetTitle(voice.Text("screen.capacity.cumulated.permits.title", "Year", year), source)
	c.permits.SetTarget(voice.Text("screen.capacity.cumulated.target", "Target", targets.Permits), float64(targets.Permits))
	c.permits.Set(categories, withTaken(taken, expected, reached))
}

// withTaken leaves out the line of what happened where nothing did.
func withTaken(taken []office.WeekTaken, plan, real widgets.Series) []widgets.Series {
	if len(taken) == 0 {
		return []widgets.Series{plan}
	}
	return []widgets.Series{plan, real}
}

// plannedSums returns how many appointments of the counted procedures a plan has up to
// each week, and the permits that they lead to.
func plannedSums(plan office.PlanView) (appointments, permits []float64) {
	slots, expected := 0, 0.0
	for _, w := range plan.Weeks {
		for _, p := range plan.House.Procedures {
			if n := w.ByProcedure[p.Code]; p.Counted {
				slots += n
				expected += p.ExpectedPermits(n)
			}
		}
		appointments, permits = append(appointments, float64(slots)), append(permits, expected)
	}
	return appointments, permits
}

// takenSums returns how many appointments were taken up to each week that is over, and
// the permits that those who came lead to; the lines end where nothing is known.
func takenSums(weeks []office.PlanWeek, taken []office.WeekTaken) (appointments, permits []float64) {
	of := map[agenda.Week]office.WeekTaken{}
	for _, t := range taken {
		of[t.Week] = t
	}
	sum := office.WeekTaken{}
	for _, w := range weeks {
		t, over := of[w.Week]
		if !over {
			appointments, permits = append(appointments, math.NaN()), append(permits, math.NaN())
			continue
		}
		sum.Appointments += t.Appointments
		sum.Permits += t.Permits
		appointments, permits = append(appointments, float64(sum.Appointments)), append(permits, sum.Permits)
	}
	return appointments, permits
}
