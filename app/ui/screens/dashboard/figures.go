package dashboard

import (
	"math"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/statistics"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// tile is one figure with those of the students, who stand apart, and the page where it
// comes from.
type tile struct {
	label, figure, students string
	page                    string
}

// tilesOf returns the steps of the year, from the plan to the desk.
func tilesOf(d office.Dashboard, voice *wording.Voice) []tile {
	steps := []struct {
		label agenda.Message
		count func(statistics.Figures) int
		page  string
	}{
		{agenda.Msg("screen.dashboard.tile.planned"), func(f statistics.Figures) int { return f.Planned }, pageCapacity},
		{agenda.Msg("screen.dashboard.tile.published"), func(f statistics.Figures) int { return f.Published }, pagePublication},
		{agenda.Msg("screen.dashboard.tile.booked"), statistics.Figures.Booked, pageBookings},
		{agenda.Msg("screen.dashboard.tile.cancelled"), statistics.Figures.AllCancelled, pageBookings},
		{agenda.Msg("screen.dashboard.tile.served"), func(f statistics.Figures) int { return f.Served }, pageBookings},
		{agenda.Msg("screen.dashboard.tile.absent"), func(f statistics.Figures) int { return f.Absent }, pageBookings},
	}
	tiles := make([]tile, len(steps))
	for i, step := range steps {
		tiles[i] = tile{label: voice.Say(step.label), figure: voice.Number(step.count(d.Counted)), page: step.page}
		if d.StudentFunnel != nil {
			tiles[i].students = voice.Text("screen.dashboard.tile.students", "Number", step.count(d.Students))
		}
	}
	return tiles
}

// causesOf says why bookings were cancelled, "" when none was.
func causesOf(d office.Dashboard, voice *wording.Voice) string {
	var parts []string
	for _, step := range d.Funnel {
		if step.Key != statistics.StepCancelled {
			continue
		}
		for _, part := range step.Parts {
			parts = append(parts, voice.Number(part.Count)+" "+voice.Say(part.Message))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return voice.Text("screen.dashboard.causes", "Causes", strings.Join(parts, " · "))
}

// measure is one bar of a target.
type measure struct {
	label string
	value float64
	under widgets.State // of a value under the target
}

// target is one of the two goals of the year, with how far things are.
type target struct {
	title, figure, of string
	target            int
	measures          []measure
}

// targetsOf returns the two goals of the year. That not every slot is online yet is
// no alarm; that the plan does not reach a target is one.
func targetsOf(d office.Dashboard, voice *wording.Voice) []target {
	appointments := target{
		title:  voice.Text("screen.dashboard.target.appointments"),
		figure: voice.Number(d.Appointments.Published),
		of:     voice.Text("screen.dashboard.target.of", "Target", d.Appointments.Target),
		target: d.Appointments.Target,
		measures: []measure{
			{voice.Text("screen.dashboard.target.online"), float64(d.Appointments.Published), widgets.Info},
			{voice.Text("screen.dashboard.target.planned"), float64(d.Appointments.Planned), widgets.Danger},
		},
	}
	permits := target{
		title:  voice.Text("screen.dashboard.target.permits"),
		figure: voice.Number(int(d.Permits.Published)),
		of:     voice.Text("screen.dashboard.target.of", "Target", d.Permits.Target),
		target: d.Permits.Target,
		measures: []measure{
			{voice.Text("screen.dashboard.target.online"), math.Floor(d.Permits.Published), widgets.Info},
			{voice.Text("screen.dashboard.target.planned"), math.Floor(d.Permits.Planned), widgets.Danger},
		},
	}
	return []target{appointments, permits}
}

// seriesOf are the weeks of the year: planned, online, booked; students apart.
func seriesOf(d office.Dashboard, voice *wording.Voice) ([]widgets.Category, []widgets.Series) {
	planned := widgets.Series{Name: voice.Text("screen.dashboard.chart.planned"), Dashed: true}
	published := widgets.Series{Name: voice.Text("screen.dashboard.chart.published")}
	booked := widgets.Series{Name: voice.Text("screen.dashboard.chart.booked")}
	categories := make([]widgets.Category, len(d.Weekly))
	for i, week := range d.Weekly {
		categories[i] = widgets.Category{
			Label: voice.Number(week.Week.Number),
			Title: voice.Text("screen.dashboard.chart.week", "Number", week.Week.Number, "Days", voice.WeekDays(week.Week)),
		}
		planned.Values = append(planned.Values, float64(week.Counted.Planned))
		published.Values = append(published.Values, float64(week.Counted.Published))
		booked.Values = append(booked.Values, float64(week.Counted.Booked()))
	}
	return categories, []widgets.Series{planned, published, booked}
}

// planless reports whether the year has no slot at all.
func planless(d office.Dashboard) bool {
	return d.Counted.Planned+d.Students.Planned+d.Elsewhere.Planned == 0
}
