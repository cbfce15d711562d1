package gallery

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// lists show rows.
func lists(voice *wording.Voice) []Section {
	return []Section{table(voice), tableWithSums(voice), tableWithout(voice)}
}

func newTable(voice *wording.Voice, source widgets.Source) *widgets.DataTable {
	t := widgets.NewDataTable(widgets.TableParams{
		Voice: voice, Label: "Rendez-vous", Background: widgets.Inline, Signs: true, Multiple: true,
		Order: widgets.Order{Column: "date"},
		Columns: []widgets.Column{
			{ID: "date", Label: "Date", Width: 150, Sortable: true, Frozen: true},
			{ID: "name", Label: "Nom", Width: 160, Stretch: true, Sortable: true},
			{ID: "count", Label: "Places", Width: 80, Align: fyne.TextAlignTrailing},
		},
	})
	if source != nil {
		t.SetSource(source)
	}
	return t
}

func rows() widgets.Source {
	var all []widgets.Row
	for i, state := range states {
		all = append(all, widgets.Row{
			Key: fmt.Sprint(i), State: state.State,
			Cells: []string{"lun. 3 mai 2027", "Martin-Dubois de la Rochefoucauld, " + state.name, fmt.Sprint(1200 * i)},
			Tones: map[int]widgets.State{2: state.State},
		})
	}
	return widgets.Rows(all)
}

var tableSize = fyne.NewSize(440, 250)

func table(voice *wording.Voice) Section {
	hover, focus, found := newTable(voice, rows()), newTable(voice, rows()), newTable(voice, rows())
	focus.Select(2)
	return Section{Name: "table", Samples: []Sample{
		{State: "rest", Object: newTable(voice, rows()), Size: tableSize},
		{State: "hover", Object: hover, Size: tableSize, After: hovered(hover, 200, 70)},
		{State: "selected, focus", Object: focus, Size: tableSize, After: focused(focus)},
		{State: "find", Object: found, Size: tableSize, After: found.OpenFind},
	}}
}

func tableWithSums(voice *wording.Voice) Section {
	one, two := newTable(voice, rows()), newTable(voice, rows())
	sum := widgets.Row{Key: "sum", Cells: []string{"Total", "", "18 000"}}
	one.SetSums(sum)
	two.SetSums(sum, widgets.Row{
		Key: "target", State: widgets.Warning, Cells: []string{"Objectif", "", "20 000"}, Tones: map[int]widgets.State{2: widgets.Warning},
	})
	two.Select(5)
	return Section{Name: "table-with-sums", Samples: []Sample{
		{State: "a sum", Object: one, Size: tableSize},
		{State: "sum and target", Object: two, Size: tableSize, After: focused(two)},
	}}
}

func tableWithout(voice *wording.Voice) Section {
	never := widgets.SourceFunc(func(ctx context.Context, _, _ int, _ widgets.Order) (widgets.Page, error) {
		return widgets.Page{}, agenda.NewProblem("WS-MISSING", "File", "annee.creneaux").Because(errors.New("no such file"))
	})
	empty := newTable(voice, widgets.Rows(nil))
	empty.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{Icon: theme.IconBookings(), Title: "Aucun rendez-vous cette semaine"})
	})
	waiting := widgets.NewDataTable(widgets.TableParams{
		Voice: voice, Background: func(func(), func()) {}, Columns: []widgets.Column{{ID: "a", Label: "Date", Width: 150}},
	})
	waiting.SetSource(rows())
	return Section{Name: "table-without-rows", Samples: []Sample{
		{State: "empty", Object: empty, Size: tableSize}, {State: "loading", Object: waiting, Size: tableSize},
		{State: "failed", Object: newTable(voice, never), Size: tableSize},
	}}
}

// charts show values.
func charts(voice *wording.Voice) []Section {
	weeks := []widgets.Category{{Label: "S1"}, {Label: "S2"}, {Label: "S3"}, {Label: "S4"}, {Label: "S5"}}
	planned := widgets.Series{Name: "Planifiés", Values: []float64{300, 280, 320, 310, 290}}
	booked := widgets.Series{Name: "Réservés", Values: []float64{210, 260, 150, 300, 40}}
	size := fyne.NewSize(480, 210)
	line, pointed := widgets.NewLineChart(voice), widgets.NewLineChart(voice)
	for _, c := range []*widgets.LineChart{line, pointed} {
		c.Set(weeks, []widgets.Series{planned, {Name: "Attendus", Values: booked.Values, Dashed: true}})
		c.SetTarget("Objectif", 305)
	}
	bars, overlaid, stacked := widgets.NewBarChart(voice), widgets.NewBarChart(voice), widgets.NewStackedChart(voice, "Total")
	bars.Set(weeks, []widgets.Series{planned, booked})
	overlaid.Set(weeks, []widgets.Series{planned, booked})
	overlaid.SetOverlaid(true)
	stacked.Set(weeks, []widgets.Series{planned, booked})
	empty := widgets.NewBarChart(voice)
	empty.SetEmpty("Rien n’a encore été réservé.")
	heat := widgets.NewHeatMap(voice)
	heat.Set(chart.HeatMap{
		RowAxis: "Jour", ColumnAxis: "Heure", Name: "Mises en ligne attendues",
		Rows: []chart.Category{{Label: "lun."}, {Label: "mar."}, {Label: "mer."}}, Columns: []chart.Category{{Label: "8"}, {Label: "9"}, {Label: "10"}, {Label: "11"}},
		Values: [][]float64{{0.1, 0.4, 0.2, 0}, {0.3, 0.9, 0.6, 0.2}, {0, 0.2, 0.5, 0.7}},
	})
	funnel := widgets.NewFunnelChart(voice)
	funnel.Set(chart.Funnel{Name: "Rendez-vous", Stages: []chart.Stage{
		{Name: "Planifiés", Value: 15000}, {Name: "Réservés", Value: 14200}, {Name: "Honorés", Value: 12100, Note: "1 300 absents"},
	}})
	timetable := widgets.NewTimetable(voice)
	nine, eleven, noon := agenda.MustClock("09:00"), agenda.MustClock("11:00"), agenda.MustClock("12:00")
	timetable.Set(chart.Timetable{
		Days: []chart.Day{{Label: "lun. 3"}, {Label: "mar. 4"}, {Label: "jeu. 6", Closed: "Ascension"}}, From: nine, To: noon,
		Open: []chart.Span{{Day: 0, From: nine, To: noon}, {Day: 1, From: nine, To: noon}}, Kinds: []string{"Séjour", "Étudiants"},
		Blocks: []chart.Block{{Day: 0, From: nine, To: eleven, Title: "Séjour", Text: "12 créneaux"}, {Day: 1, From: eleven, To: noon, Title: "Étudiants", Series: 1, Faint: true}},
	})
	return []Section{
		{Name: "line-chart", Samples: []Sample{
			{State: "rest", Object: line, Size: size},
			{State: "pointed", Object: pointed, Size: size, After: both(focused(pointed), key(pointed, fyne.KeyRight))},
		}},
		{Name: "bar-chart", Samples: []Sample{
			{State: "beside", Object: bars, Size: size}, {State: "in front", Object: overlaid, Size: size},
			{State: "stacked", Object: stacked, Size: size}, {State: "empty", Object: empty, Size: size},
		}},
		{Name: "other-charts", Samples: []Sample{
			{State: "heat map", Object: heat, Size: size}, {State: "funnel", Object: funnel, Size: size},
			{State: "timetable", Object: timetable, Size: fyne.NewSize(480, 260)},
		}},
	}
}
