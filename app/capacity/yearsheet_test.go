package capacity_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
)

func drawSheet(t *rapid.T) capacity.YearSheet {
	sheet := capacity.YearSheet{Desks: make([]agenda.Desk, rapid.IntRange(0, 3).Draw(t, "desks"))}
	for i := range rapid.IntRange(0, 5).Draw(t, "procedures") {
		sheet.Procedures = append(sheet.Procedures, agenda.Procedure{
			Code: agenda.ProcedureCode(fmt.Sprint(i)), Counted: rapid.Bool().Draw(t, "counted"),
			NoShow: rapid.Float64Range(0, 1).Draw(t, "no-show"), PermitsPerKept: rapid.Float64Range(0, 1).Draw(t, "permits"),
		})
	}
	for _, week := range agenda.WeeksOf(rapid.SampledFrom([]int{2026, 2027, 2032}).Draw(t, "year")) {
		w := capacity.SheetWeek{Week: week, Slots: make([]int, len(sheet.Procedures)), Desks: make([]capacity.SheetHours, len(sheet.Desks))}
		for i := range w.Slots {
			w.Slots[i] = rapid.IntRange(0, 90).Draw(t, "slots")
		}
		for i := range w.Desks {
			w.Desks[i].Open = rapid.IntRange(0, 4000).Draw(t, "open")
			w.Desks[i].Used = rapid.IntRange(0, w.Desks[i].Open).Draw(t, "used")
		}
		sheet.Weeks = append(sheet.Weeks, w)
	}
	return sheet
}

// The quarters are the year, once each week, and their sums are the year's.
func TestQuartersMakeTheYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sheet := drawSheet(t)
		quarters := sheet.Quarters()
		if len(quarters) != 4 {
			t.Fatalf("%d quarters", len(quarters))
		}
		year, sum, next := sheet.Sum(sheet.Weeks), capacity.SheetSum{Slots: make([]int, len(sheet.Procedures))}, 0
		for i, quarter := range quarters {
			if i < 3 && len(quarter) != 13 || i == 3 && len(quarter) != len(sheet.Weeks)-39 {
				t.Fatalf("quarter %d has %d weeks", i+1, len(quarter))
			}
			for _, w := range quarter {
				if w.Week != sheet.Weeks[next].Week {
					t.Fatalf("%s is where %s should be", w.Week, sheet.Weeks[next].Week)
				}
				next++
			}
			q := sheet.Sum(quarter)
			for j, n := range q.Slots {
				sum.Slots[j] += n
			}
			sum.Counted, sum.All, sum.Permits = sum.Counted+q.Counted, sum.All+q.All, sum.Permits+q.Permits
			sum.Open, sum.Used = sum.Open+q.Open, sum.Used+q.Used
		}
		if math.Abs(sum.Permits-year.Permits) > 1e-6 {
			t.Fatalf("%g permits in the quarters, %g in the year", sum.Permits, year.Permits)
		}
		sum.Permits = year.Permits
		if fmt.Sprint(sum) != fmt.Sprint(year) {
			t.Fatalf("quarters %v, year %v", sum, year)
		}
	})
}

func TestFewWeeksMakeFewQuarters(t *testing.T) {
	for weeks, want := range map[int]int{0: 0, 1: 1, 14: 1, 15: 2, 27: 2, 52: 4, 53: 4} {
		if got := len(capacity.YearSheet{Weeks: make([]capacity.SheetWeek, weeks)}.Quarters()); got != want {
			t.Errorf("%d weeks make %d quarters, want %d", weeks, got, want)
		}
	}
}

func TestStandingAndSigns(t *testing.T) {
	for _, c := range []struct {
		open, used int
		want       string
	}{
		{0, 0, "×"}, {0, 20, "×■"}, {1000, 500, ""}, {900, 0, ""}, {899, 0, "▼"}, {1000, 979, ""}, {1000, 980, "■"}, {400, 400, "▼■"},
	} {
		if got := capacity.StandingOf(capacity.SheetHours{Open: c.open, Used: c.used}, 1000).Signs(); got != c.want {
			t.Errorf("%d of %d minutes: %q, want %q", c.used, c.open, got, c.want)
		}
	}
}

func TestUsualWeekIsTheMedianOfThoseThatOpen(t *testing.T) {
	var sheet capacity.YearSheet
	for _, open := range []int{0, 900, 0, 100, 500, 700} {
		sheet.Weeks = append(sheet.Weeks, capacity.SheetWeek{Desks: []capacity.SheetHours{{Open: open}}})
	}
	if got := sheet.UsualMinutes(); got != 700 {
		t.Errorf("an ordinary week opens %d minutes", got)
	}
}
