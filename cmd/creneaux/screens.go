package main

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui"
	"creneaux/app/ui/charts"
	"creneaux/app/ui/screens/bookings"
	"creneaux/app/ui/screens/calendar"
	"creneaux/app/ui/screens/capacity"
	"creneaux/app/ui/screens/chance"
	"creneaux/app/ui/screens/convocations"
	"creneaux/app/ui/screens/dashboard"
	"creneaux/app/ui/screens/imports"
	"creneaux/app/ui/screens/publication"
	"creneaux/app/ui/screens/scenarios"
	"creneaux/app/ui/screens/settings"
	"creneaux/app/ui/screens/vetting"
	"creneaux/app/ui/theme"
	"creneaux/cmd/internal/wire"
)

// screens is the navigation of an open workspace, in the order of the work. The names
// are those of the help's pages too.
func screens(o *office.Office) []ui.Entry {
	return []ui.Entry{
		{
			ID: "dashboard", Title: agenda.Msg("ui.nav.dashboard"), Icon: theme.IconHome(),
			Make: func(h ui.Host) ui.Screen {
				return dashboard.New(dashboard.Params{
					Office: o, Voice: h.Voice, Background: h.Background, ChooseWeek: h.ChooseWeek, SaveChart: saver(o, h).Save,
					Navigate: h.Navigate, Dialogs: h.Dialogs, History: h.History, Toast: h.Toast, ActionsChanged: h.ActionsChanged,
				})
			},
		},
		{
			ID: "calendar", Title: agenda.Msg("ui.nav.calendar"), Icon: theme.IconCalendar(),
			Make: func(h ui.Host) ui.Screen {
				return calendar.New(calendar.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory, Week: h.Week, ChooseWeek: h.ChooseWeek,
					Navigate: h.Navigate, Tasks: h.Tasks, Dialogs: h.Dialogs, History: h.History, Toast: h.Toast, Offer: h.Offer,
					Wrote: h.Wrote, ActionsChanged: h.ActionsChanged, SaveChart: saver(o, h).Save,
				})
			},
		},
		{
			ID: "capacity", Title: agenda.Msg("ui.nav.capacity"), Icon: theme.IconCapacity(),
			Make: func(h ui.Host) ui.Screen {
				return capacity.New(capacity.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory, Week: h.Week, ChooseWeek: h.ChooseWeek,
					Navigate: h.Navigate, Tasks: h.Tasks, Dialogs: h.Dialogs, History: h.History, Toast: h.Toast, Wrote: h.Wrote,
					ActionsChanged: h.ActionsChanged, SaveChart: saver(o, h).Save,
				})
			},
		},
		{
			ID: "scenarios", Title: agenda.Msg("ui.nav.scenarios"), Icon: theme.IconScenarios(),
			Make: func(h ui.Host) ui.Screen {
				return scenarios.New(scenarios.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory,
					Tasks: h.Tasks, Dialogs: h.Dialogs, Navigate: h.Navigate, History: h.History, Toast: h.Toast,
					ActionsChanged: h.ActionsChanged, SaveChart: saver(o, h).Save,
				})
			},
		},
		{
			ID: "publication", Title: agenda.Msg("ui.nav.publication"), Icon: theme.IconPublication(),
			Make: func(h ui.Host) ui.Screen {
				return publication.New(publication.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory, Week: h.Week, Navigate: h.Navigate,
					Tasks: h.Tasks, Dialogs: h.Dialogs, History: h.History, Toast: h.Toast, Wrote: h.Wrote,
					ActionsChanged: h.ActionsChanged, SaveChart: saver(o, h).Save,
				})
			},
		},
		{
			ID: "chance", Title: agenda.Msg("ui.nav.chance"), Icon: theme.IconDraw(),
			Make: func(h ui.Host) ui.Screen {
				return chance.New(chance.Params{
					Office: o, Historian: o, Files: chance.Files{Read: wire.ReadRules, Write: wire.WriteRules},
					Voice: h.Voice, Background: h.Background, Memory: h.Memory, Week: h.Week, Tasks: h.Tasks, Dialogs: h.Dialogs,
					History: h.History, Toast: h.Toast, Wrote: h.Wrote, ChooseWeek: h.ChooseWeek, Navigate: h.Navigate,
					ActionsChanged: h.ActionsChanged, SaveChart: saver(o, h).Save,
				})
			},
		},
		{
			ID: "imports", Title: agenda.Msg("ui.nav.imports"), Icon: theme.IconImport(), TakesFiles: true,
			Make: func(h ui.Host) ui.Screen {
				return imports.New(imports.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory,
					Tasks: h.Tasks, Dialogs: h.Dialogs, Navigate: h.Navigate, History: h.History,
					Wrote: h.Wrote, Toast: h.Toast, ActionsChanged: h.ActionsChanged,
				})
			},
		},
		{
			ID: "bookings", Title: agenda.Msg("ui.nav.bookings"), Icon: theme.IconBookings(),
			Make: func(h ui.Host) ui.Screen {
				return bookings.New(bookings.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory, Week: h.Week,
					Tasks: h.Tasks, Dialogs: h.Dialogs, Navigate: h.Navigate, Reveal: h.Reveal, Wrote: h.Wrote, Toast: h.Toast,
					ActionsChanged: h.ActionsChanged,
				})
			},
		},
		{
			ID: "vetting", Title: agenda.Msg("ui.nav.vetting"), Icon: theme.IconVetting(),
			Make: func(h ui.Host) ui.Screen {
				return vetting.New(vetting.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory,
					Tasks: h.Tasks, Dialogs: h.Dialogs, Navigate: h.Navigate, History: h.History,
					Reveal: h.Reveal, Wrote: h.Wrote, Toast: h.Toast, ActionsChanged: h.ActionsChanged,
				})
			},
		},
		{
			ID: "convocations", Title: agenda.Msg("ui.nav.convocations"), Icon: theme.IconConvocations(),
			Make: func(h ui.Host) ui.Screen {
				return convocations.New(convocations.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory, Week: h.Week,
					Tasks: h.Tasks, Dialogs: h.Dialogs, Navigate: h.Navigate, Reveal: h.Reveal, Apart: h.Apart,
					Wrote: h.Wrote, Toast: h.Toast, ActionsChanged: h.ActionsChanged, Tick: eachMinute,
				})
			},
		},
		{
			ID: "settings", Title: agenda.Msg("ui.nav.settings"), Icon: theme.IconSettings(),
			Make: func(h ui.Host) ui.Screen {
				return settings.New(settings.Params{
					Office: o, Voice: h.Voice, Background: h.Background, Memory: h.Memory, Tasks: h.Tasks, Dialogs: h.Dialogs,
					History: h.History, Navigate: h.Navigate, ActionsChanged: h.ActionsChanged,
				})
			},
		},
	}
}

// eachMinute calls do every minute on the window's goroutine until it is stopped.
func eachMinute(do func()) (stop func()) {
	ticker, done := time.NewTicker(time.Minute), make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				fyne.Do(do)
			case <-done:
				return
			}
		}
	}()
	return sync.OnceFunc(func() {
		ticker.Stop()
		close(done)
	})
}

// saver saves the charts of a screen.
func saver(o *office.Office, h ui.Host) charts.Saver {
	return charts.Saver{Office: o, Voice: h.Voice, Tasks: h.Tasks, Dialogs: h.Dialogs, Wrote: h.Wrote}
}
