package gallery

import (
	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// day is the one that the gallery takes for today: its images must not change by night.
var day = agenda.MustDate("2027-05-05")

func month(voice *wording.Voice) widgets.MonthParams {
	return widgets.MonthParams{Voice: voice, Today: day, Note: func(d agenda.Date) string {
		if d == agenda.MustDate("2027-05-06") {
			return "Ascension"
		}
		return ""
	}}
}

// pickers choose a day, a week, a page.
func pickers(voice *wording.Voice) []Section {
	return []Section{dates(voice), months(voice), navigation(), tabs()}
}

func dates(voice *wording.Voice) Section {
	make := func() *widgets.DatePicker {
		p := widgets.NewDatePicker(month(voice))
		p.SetDate(day)
		return p
	}
	wrong, disabled := make(), make()
	wrong.SetWrong(true)
	disabled.SetDisabled(true)
	week := widgets.NewWeekPicker(month(voice))
	week.SetWeek(day.Week())
	return Section{Name: "date", Samples: []Sample{
		field("empty", widgets.NewDatePicker(month(voice)), nil), field("filled", make(), nil), field("wrong", wrong, nil),
		field("disabled", disabled, nil), {State: "week", Object: widgets.Across(week)},
	}}
}

func months(voice *wording.Voice) Section {
	days, weeks := widgets.NewMonthGrid(month(voice)), widgets.NewWeekGrid(month(voice))
	days.SetSelected(day.AddDays(7))
	weeks.SetSelected(day.AddDays(7))
	return Section{Name: "month", Samples: []Sample{
		{State: "days", Object: widgets.Across(days), After: focused(days.First())}, {State: "weeks", Object: widgets.Across(weeks)},
	}}
}

func navigation() Section {
	make := func() *widgets.Navigation {
		n := widgets.NewNavigation([]widgets.NavItem{
			{ID: "dashboard", Label: "Tableau de bord", Icon: theme.IconHome()},
			{ID: "capacity", Label: "Capacité", Icon: theme.IconCapacity()},
			{ID: "bookings", Label: "Rendez-vous", Icon: theme.IconBookings(), Apart: true},
		}, nil)
		n.Select("capacity")
		n.SetCount("bookings", "26")
		return n
	}
	hover, focus, folded := make(), make(), make()
	folded.SetFolded(true)
	size := fyne.NewSize(212, 150)
	return Section{Name: "navigation", Samples: []Sample{
		{State: "rest", Object: make(), Size: size}, {State: "hover", Object: hover, Size: size, After: hovered(hover, 20, 15)},
		{State: "focus", Object: focus, Size: size, After: both(focused(focus), key(focus, fyne.KeyDown))},
		{State: "folded", Object: widgets.Across(folded), Size: fyne.NewSize(60, 150)},
	}}
}

func tabs() Section {
	make := func() *widgets.Tabs {
		return widgets.NewTabs([]widgets.Tab{
			{ID: "open", Label: "À traiter", Count: "26", State: widgets.Warning}, {ID: "decided", Label: "Décidés", Count: "4"},
			{ID: "rules", Label: "Règles"},
		}, nil)
	}
	hover, focus := make(), make()
	return Section{Name: "tabs", Samples: []Sample{
		field("rest", make(), nil), field("hover", hover, hovered(hover, 160, 15)), field("focus", focus, focused(focus)),
	}}
}
