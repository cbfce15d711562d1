package main

import (
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui"
	"creneaux/app/ui/screens/bookings"
	"creneaux/app/ui/screens/capacity"
)

// screens is the navigation of an open workspace, in the order of the work.
func screens(o *office.Office) []ui.Entry {
	return []ui.Entry{
		{
			ID: "capacity", Title: agenda.Msg("ui.nav.capacity"), Icon: fynetheme.GridIcon(),
			Make: func(h ui.Host) ui.Screen {
				return capacity.New(capacity.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Week: h.Week,
					Tasks: h.Tasks, Dialogs: h.Dialogs, ChooseWeek: h.ChooseWeek,
				})
			},
		},
		{
			ID: "bookings", Title: agenda.Msg("ui.nav.bookings"), Icon: fynetheme.ListIcon(),
			Make: func(h ui.Host) ui.Screen {
				return bookings.New(bookings.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Week: h.Week,
					OpenImports: func() { h.Navigate("import") },
				})
			},
		},
	}
}
