package widgets

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

var today = agenda.MustDate("2027-03-10")

func monthParams(t *testing.T, language string) MonthParams {
	t.Helper()
	return MonthParams{
		Voice: voiceOf(t, language), Today: today,
		First: agenda.MustDate("2026-01-01"), Last: agenda.MustDate("2028-12-31"),
		Note: func(d agenda.Date) string {
			if d == agenda.MustDate("2027-03-29") {
				return "Lundi de Pâques"
			}
			return ""
		},
	}
}

func TestMonthIsWrittenInTheLanguage(t *testing.T) {
	look(t)
	for language, want := range map[string]string{wording.French: "Mars\u00a02027 Sem. Lun Dim", wording.English: "March\u00a02027 Week Mon Sun"} {
		grid := NewMonthGrid(monthParams(t, language))
		d, _ := newMonthDrawing(grid.days)
		d.draw()
		if got := fmt.Sprint(grid.title.Text(), " ", d.heads[0].Text, " ", d.heads[1].Text, " ", d.heads[7].Text); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
}

func TestMonthNumbersWeeksByISO(t *testing.T) {
	look(t)
	grid := NewMonthGrid(monthParams(t, wording.French))
	grid.SetSelected(agenda.MustDate("2027-01-01"))
	d, _ := newMonthDrawing(grid.days)
	d.draw()
	if d.weeks[0].Text != "53" || d.weeks[1].Text != "1" || d.cells[0].number.Text != "28" {
		t.Errorf("January 2027 begins with week %s, %s and day %s", d.weeks[0].Text, d.weeks[1].Text, d.cells[0].number.Text)
	}
}

func TestMonthByKeyboard(t *testing.T) {
	look(t)
	grid := NewMonthGrid(monthParams(t, wording.French))
	var chosen agenda.Date
	grid.OnChosen = func(d agenda.Date) { chosen = d }
	window := open(t, grid, 340, 320)
	window.Canvas().Focus(grid.First())
	for _, c := range []struct {
		keys []fyne.KeyName
		want string
	}{
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyDown}, "2027-03-18"},
		{[]fyne.KeyName{fyne.KeyLeft, fyne.KeyUp}, "2027-03-10"},
		{[]fyne.KeyName{fyne.KeyHome}, "2027-03-08"},
		{[]fyne.KeyName{fyne.KeyEnd}, "2027-03-14"},
		{[]fyne.KeyName{fyne.KeyPageDown}, "2027-04-14"},
		{[]fyne.KeyName{fyne.KeyPageUp, fyne.KeyPageUp}, "2027-02-14"},
	} {
		press(window, c.keys...)
		if got := grid.Cursor().String(); got != c.want {
			t.Errorf("%v leads to %s, want %s", c.keys, got, c.want)
		}
	}
	press(window, fyne.KeyReturn)
	if chosen.String() != "2027-02-14" || grid.Selected() != chosen {
		t.Errorf("chose %s, shows %s", chosen, grid.Selected())
	}
}

func TestMonthsHaveDifferentLengths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := agenda.MustDate("2024-01-01").AddDays(rapid.IntRange(0, 4000).Draw(t, "day"))
		months := rapid.IntRange(-30, 30).Draw(t, "months")
		got := addMonths(d, months)
		if (got.Year*12+int(got.Month))-(d.Year*12+int(d.Month)) != months {
			t.Fatalf("%d months after %s is %s", months, d, got)
		}
		if got.Day != d.Day && (got.Day > d.Day || got.AddDays(1).Day != 1) {
			t.Fatalf("%d months after %s is %s", months, d, got)
		}
	})
}

func TestMonthByPointer(t *testing.T) {
	look(t)
	grid := NewMonthGrid(monthParams(t, wording.French))
	var chosen []string
	grid.OnChosen = func(d agenda.Date) { chosen = append(chosen, d.String()) }
	open(t, grid, 340, 320)
	cell := grid.days.cell()
	over := func(column, row float32) fyne.Position {
		return fyne.NewPos((column+0.5)*cell.Width, grid.days.headHeight()+(row+0.5)*cell.Height)
	}
	grid.days.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: over(1, 4)}})
	if grid.note.Text() != "29/03/2027 · Lundi de Pâques" {
		t.Errorf("over Easter Monday it says %q", grid.note.Text())
	}
	grid.days.Tapped(&fyne.PointEvent{Position: over(1, 4)})
	grid.days.Tapped(&fyne.PointEvent{Position: over(0, 1)}) // a number of a week is no day
	grid.days.Tapped(&fyne.PointEvent{Position: over(7, 0)})
	if fmt.Sprint(chosen) != "[2027-03-29 2027-03-07]" {
		t.Errorf("chose %v", chosen)
	}
	grid.days.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -1)})
	if grid.Cursor().Month != time.April {
		t.Errorf("the wheel leads to %s", grid.Cursor())
	}
}

func TestMonthRefusesDaysOutOfBounds(t *testing.T) {
	look(t)
	p := monthParams(t, wording.French)
	p.First, p.Last = agenda.MustDate("2027-03-08"), agenda.MustDate("2027-03-19")
	grid := NewMonthGrid(p)
	grid.OnChosen = func(d agenda.Date) { t.Errorf("chose %s", d) }
	open(t, grid, 340, 320)
	grid.choose(agenda.MustDate("2027-03-07"))
	grid.days.turn(1)
	if grid.Cursor() != p.Last {
		t.Errorf("the keyboard went to %s", grid.Cursor())
	}
}

func TestDateIsTyped(t *testing.T) {
	look(t)
	picker := NewDatePicker(monthParams(t, wording.French))
	var told []string
	picker.OnChanged = func(d agenda.Date) { told = append(told, d.String()) }
	window := open(t, picker, 260, 80)
	window.Canvas().Focus(picker.entry)
	enter := func(text string) {
		picker.entry.SetText(text)
		press(window, fyne.KeyReturn)
	}
	enter("2/3/27")
	if picker.entry.Text != "02/03/2027" || picker.Error() != "" {
		t.Errorf("shows %q, says %q", picker.entry.Text, picker.Error())
	}
	for text, want := range map[string]string{
		"demain":     "Saisissez une date, par exemple 2/3/2027 ou 2 mars.",
		"31/02/2027": "Cette date n’existe pas au calendrier.",
		"01/01/2031": "Choisissez une date du 01/01/2026 au 31/12/2028.",
	} {
		enter(text)
		if _, valid := picker.Date(); valid || picker.Error() != want || picker.wrong.Hidden {
			t.Errorf("%q: valid %v, says %q", text, valid, picker.Error())
		}
	}
	enter("")
	if d, valid := picker.Date(); !valid || !d.IsZero() || picker.Error() != "" {
		t.Errorf("an empty field is %s, %v, says %q", d, valid, picker.Error())
	}
	if fmt.Sprint(told) != "[2027-03-02 ]" {
		t.Errorf("told %q", told)
	}
}

func TestDateSaysOneBound(t *testing.T) {
	look(t)
	p := monthParams(t, wording.English)
	for _, c := range []struct {
		first, last agenda.Date
		text, want  string
	}{
		{agenda.MustDate("2027-03-08"), agenda.Date{}, "01/03/2027", "Choose a date from 08/03/2027 on."},
		{agenda.Date{}, agenda.MustDate("2027-03-08"), "01/04/2027", "Choose a date up to 08/03/2027."},
	} {
		p.First, p.Last = c.first, c.last
		picker := NewDatePicker(p)
		picker.entry.SetText(c.text)
		picker.take()
		if picker.Error() != c.want {
			t.Errorf("says %q, want %q", picker.Error(), c.want)
		}
	}
}

func TestDateIsChosenInTheCalendar(t *testing.T) {
	look(t)
	picker := NewDatePicker(monthParams(t, wording.French))
	picker.SetDate(agenda.MustDate("2027-03-10"))
	var told agenda.Date
	picker.OnChanged = func(d agenda.Date) { told = d }
	window := open(t, picker, 500, 500)
	window.Canvas().Focus(picker.entry)
	press(window, fyne.KeyDown)
	if window.Canvas().Overlays().Top() == nil {
		t.Fatal("Down opens no calendar")
	}
	press(window, fyne.KeyRight, fyne.KeyReturn)
	if told.String() != "2027-03-11" || picker.entry.Text != "11/03/2027" || window.Canvas().Overlays().Top() != nil {
		t.Errorf("told %s, shows %q", told, picker.entry.Text)
	}
	test.Tap(picker.open)
	press(window, fyne.KeyEscape)
	if window.Canvas().Overlays().Top() != nil {
		t.Error("Escape leaves the calendar open")
	}
	test.Tap(picker.open)
	if window.Canvas().Overlays().Top() == nil {
		t.Error("the calendar opens only once")
	}
}

func TestWeekPicker(t *testing.T) {
	look(t)
	p := monthParams(t, wording.French)
	picker := NewWeekPicker(p)
	var told []string
	picker.OnChanged = func(w agenda.Week) { told = append(told, w.String()) }
	window := open(t, picker, 700, 500)
	if picker.Label() != "sem.\u00a010 · 8–14 mars 2027" || !picker.current.Disabled() {
		t.Errorf("begins at %q", picker.Label())
	}
	test.Tap(picker.after)
	test.Tap(picker.before)
	test.Tap(picker.before)
	test.Tap(picker.current)
	test.Tap(picker.current) // greyed out: we are there
	picker.ShowCalendar()
	press(window, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	if fmt.Sprint(told) != "[2027-W11 2027-W10 2027-W09 2027-W10 2027-W12]" {
		t.Errorf("told %v", told)
	}
	if window.Canvas().Overlays().Top() != nil {
		t.Error("the calendar stays open")
	}
}

func TestWeekPickerStopsAtTheBounds(t *testing.T) {
	look(t)
	p := monthParams(t, wording.French)
	p.First, p.Last = agenda.MustDate("2027-03-10"), agenda.MustDate("2027-03-15") // inside weeks
	picker := NewWeekPicker(p)
	if !picker.before.Disabled() || picker.after.Disabled() {
		t.Error("week 10 is the first")
	}
	picker.SetWeek(agenda.MustWeek("2027-W11"))
	if picker.before.Disabled() || !picker.after.Disabled() {
		t.Error("week 11 is the last")
	}
}

func TestWeekPickerStandsStill(t *testing.T) {
	look(t)
	picker := NewWeekPicker(monthParams(t, wording.French))
	open(t, picker, 700, 60)
	width := picker.MinSize().Width
	for _, week := range agenda.WeeksOf(2027) {
		picker.SetWeek(week)
		if picker.MinSize().Width != width {
			t.Fatalf("%s moves the buttons", week)
		}
	}
}

// The corner where the tip of a day hangs is that of the day under the pointer.
func TestTheTipOfADayHangsAtTheDay(t *testing.T) {
	look(t)
	grid := NewMonthGrid(monthParams(t, wording.French))
	open(t, grid, 400, 400)
	rapid.Check(t, func(t *rapid.T) {
		day := firstShown(grid.days.cursor).AddDays(rapid.IntRange(0, weeksShown*daysInWeek-1).Draw(t, "day"))
		if got := grid.days.dayAt(grid.days.cornerOf(day).AddXY(1, -1)); got != day {
			t.Errorf("the corner of %v lies in %v", day, got)
		}
	})
}

func TestADayWithANoteSaysItInATip(t *testing.T) {
	look(t)
	grid := NewMonthGrid(monthParams(t, wording.French))
	stage, clock, _ := openStage(t, grid, 400, 400)
	const tip = "lun.\u00a029\u00a0mars\u00a02027 · Lundi de Pâques"
	seen := func() bool { return slices.Contains(textsIn(stage), tip) }
	at := func(day string) *desktop.MouseEvent {
		e := &desktop.MouseEvent{}
		e.Position = grid.days.cornerOf(agenda.MustDate(day)).AddXY(2, -2)
		return e
	}
	grid.days.MouseMoved(at("2027-03-29"))
	if clock.pass(tipRest); !seen() {
		t.Errorf("no tip: %q", textsIn(stage))
	}
	grid.days.MouseMoved(at("2027-03-30"))
	if clock.pass(tipGrace); seen() {
		t.Error("the tip stays on another day")
	}
}
