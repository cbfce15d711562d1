package wire_test

import (
	"path/filepath"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/cmd/internal/wire"
)

// newLarge makes the demo of a whole year as of its first Monday, when nearly all that
// is booked is still to come.
func newLarge(b *testing.B) *office.Office {
	b.Helper()
	demo := wire.Demo{Year: 2027, Bookings: 15000, Seed: 1, Today: agenda.MustDate("2027-01-04")}
	o, err := wire.CreateDemo(background, wire.Options{Path: filepath.Join(b.TempDir(), "demo.creneaux")}, demo, agenda.Silent{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = o.Close() }) // the folder is thrown away; closing twice does no harm
	return o
}

// exportOfAll writes an export of every booking.
func exportOfAll(b *testing.B, o *office.Office) (path string) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "export.csv")
	_, err := wire.WriteDemoExport(background, o, path)
	must(b, err)
	return path
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkImport reads, compares and keeps an export of 15 000 rows in an empty
// workspace.
func BenchmarkImport(b *testing.B) {
	export := exportOfAll(b, newLarge(b))
	for b.Loop() {
		b.StopTimer()
		o, err := wire.Create(background, wire.Options{Path: filepath.Join(b.TempDir(), "an.creneaux")}, 2027, "")
		must(b, err)
		b.StartTimer()
		result, err := o.Import(background, office.ImportOptions{Path: export}, agenda.Silent{})
		must(b, err)
		b.StopTimer()
		if result.Import.New != 15000 {
			b.Fatalf("%+v", result.Import)
		}
		must(b, o.Close())
		b.StartTimer()
	}
}

// BenchmarkImportAgain imports the same export into the workspace it came from.
func BenchmarkImportAgain(b *testing.B) {
	o := newLarge(b)
	export := exportOfAll(b, o)
	for b.Loop() {
		_, err := o.Import(background, office.ImportOptions{Path: export}, agenda.Silent{})
		must(b, err)
	}
}

// BenchmarkVet examines the active ones of 15 000 bookings.
func BenchmarkVet(b *testing.B) {
	o := newLarge(b)
	examined := 0
	for b.Loop() {
		v, err := o.Vet(background, agenda.Silent{})
		must(b, err)
		examined = v.Examined
	}
	b.ReportMetric(float64(examined), "bookings")
}

// BenchmarkDecideAutomatic decides all automatic findings of the demo, once.
func BenchmarkDecideAutomatic(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		o := newLarge(b)
		b.StartTimer()
		_, err := o.DecideAutomatic(background, agenda.Silent{})
		must(b, err)
	}
}

// BenchmarkLetters writes the letters of a day and of every day to come.
func BenchmarkLetters(b *testing.B) {
	o, voice := newLarge(b), french(b)
	day := agenda.MustDate("2027-03-02")
	for _, c := range []struct {
		name      string
		selection office.Selection
		format    office.Format
	}{
		{"day", office.Selection{From: day, To: day}, office.FormatPDF},
		{"year", office.Selection{}, office.FormatPDF},
		{"year-workbook", office.Selection{}, office.FormatWorkbook},
	} {
		b.Run(c.name, func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "lettres."+string(c.format))
			written := office.Written{}
			for b.Loop() {
				var err error
				written, err = o.WriteConvocations(background, c.selection, out, c.format, voice, agenda.Silent{})
				must(b, err)
			}
			b.ReportMetric(float64(written.Count), "letters")
		})
	}
}

// BenchmarkPlan plans the reference year anew.
func BenchmarkPlan(b *testing.B) {
	o, err := wire.Create(background, wire.Options{Path: filepath.Join(b.TempDir(), "an.creneaux")}, 2027, "")
	must(b, err)
	b.Cleanup(func() { _ = o.Close() }) // the folder is thrown away
	for b.Loop() {
		_, err := o.Plan(background, office.PlanRequest{}, agenda.Silent{})
		must(b, err)
	}
}

// BenchmarkOpen opens a workspace of 15 000 bookings and shows its first page.
func BenchmarkOpen(b *testing.B) {
	o := newLarge(b)
	path := o.Path()
	must(b, o.Close())
	for b.Loop() {
		o, err := wire.Open(background, wire.Options{Path: path})
		must(b, err)
		query := everybody
		query.Limit = 100
		_, _, err = o.Bookings(background, query)
		must(b, err)
		must(b, o.Close())
	}
}

// BenchmarkDashboard counts a year of 15 000 bookings.
func BenchmarkDashboard(b *testing.B) {
	o := newLarge(b)
	for b.Loop() {
		_, err := o.Dashboard(background)
		must(b, err)
	}
}

// BenchmarkSchedule shows a drawn week of a year of 15 000 bookings, its seal verified.
func BenchmarkSchedule(b *testing.B) {
	o := newLarge(b)
	for b.Loop() {
		_, err := o.Schedule(background, agenda.MustWeek("2027-W01"))
		must(b, err)
	}
}

// BenchmarkPlanView shows the plan with its reasons.
func BenchmarkPlanView(b *testing.B) {
	o := newLarge(b)
	for b.Loop() {
		_, err := o.PlanView(background)
		must(b, err)
	}
}

// BenchmarkDemo makes the demo of a whole year.
func BenchmarkDemo(b *testing.B) {
	for b.Loop() {
		o := newLarge(b)
		must(b, o.Close())
	}
}

// benchWeek returns a demo of 15 000 bookings, an hour after it was made, with a week to
// come and an edit of it that takes a slot off.
func benchWeek(b *testing.B) (*office.Office, office.WeekEdit) {
	o := newLarge(b)
	plan, err := o.PlanView(background)
	must(b, err)
	for _, w := range plan.Weeks {
		draft, err := o.WeekPlan(background, w.Week)
		must(b, err)
		edit := office.WeekEdit{Week: w.Week}
		taken := false
		for _, d := range draft.Desks {
			for _, c := range d.Cells {
				if !draft.Past && !taken && c.Slots > c.Bound {
					c.Slots--
					taken = true
				}
				edit.Cells = append(edit.Cells, agenda.PlanCell{Week: w.Week, Desk: d.Desk.ID, Procedure: c.Procedure.Code, Slots: c.Slots})
			}
		}
		if taken {
			return o, edit
		}
	}
	b.Fatal("no week to come can do without a slot")
	return nil, office.WeekEdit{}
}

// BenchmarkTryWeek tries an edit, as the screen does while somebody types.
func BenchmarkTryWeek(b *testing.B) {
	o, edit := benchWeek(b)
	for b.Loop() {
		_, err := o.TryWeek(background, edit)
		must(b, err)
	}
}

// BenchmarkTryEmptyWeek tries a week of which all but what is bound is taken off: there is
// room for much.
func BenchmarkTryEmptyWeek(b *testing.B) {
	o, edit := benchWeek(b)
	draft, err := o.WeekPlan(background, edit.Week)
	must(b, err)
	edit.Cells = nil
	for _, d := range draft.Desks {
		for _, c := range d.Cells {
			edit.Cells = append(edit.Cells, agenda.PlanCell{Week: edit.Week, Desk: d.Desk.ID, Procedure: c.Procedure.Code, Slots: c.Bound})
		}
	}
	for b.Loop() {
		_, err := o.TryWeek(background, edit)
		must(b, err)
	}
}

// BenchmarkEditAndRestore edits a week and undoes it.
func BenchmarkEditAndRestore(b *testing.B) {
	o, edit := benchWeek(b)
	before, err := o.PlanView(background)
	must(b, err)
	for b.Loop() {
		_, err := o.EditWeek(background, edit)
		must(b, err)
		_, err = o.RestorePlan(background, before.Version, "")
		must(b, err)
	}
}

// BenchmarkLock locks a week and unlocks it.
func BenchmarkLock(b *testing.B) {
	o, edit := benchWeek(b)
	weeks := []agenda.Week{edit.Week}
	for b.Loop() {
		_, err := o.LockWeeks(background, weeks, "")
		must(b, err)
		_, err = o.UnlockWeeks(background, weeks, "")
		must(b, err)
	}
}

// BenchmarkPlanWorth values a half-day at every desk and week of a year that is to come and
// whose targets are out of reach.
func BenchmarkPlanWorth(b *testing.B) {
	o, _ := planned(b)
	for b.Loop() {
		worth, err := o.PlanWorth(background, office.WhatIf{}, 180, agenda.Silent{})
		must(b, err)
		b.ReportMetric(worth.Appointments.Target-worth.Appointments.Planned, "short")
	}
}
