package capacity

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// large is an office with ten desks that serve four procedures each.
func large() *fake {
	f := &fake{plan: year(), drafts: map[agenda.Week]office.WeekDraft{}}
	for _, w := range f.plan.Weeks {
		d := office.WeekDraft{Week: w.Week}
		for i := range 10 {
			desk := office.DeskDraft{Desk: agenda.Desk{ID: agenda.DeskID(fmt.Sprint(i)), Name: fmt.Sprintf("Guichet %d", i)}, OpenMinutes: 1200, UsedMinutes: 900}
			for j := range 4 {
				desk.Cells = append(desk.Cells, office.CellDraft{
					Procedure: agenda.Procedure{Code: agenda.ProcedureCode(fmt.Sprint(j)), Label: fmt.Sprintf("Démarche %d", j), Minutes: 20}, Slots: 8 + i, Room: w.Week.Number,
				})
			}
			d.Desks = append(d.Desks, desk)
		}
		f.drafts[w.Week] = d
	}
	return f
}

// screenFor shows the page of an office.
func screenFor(b *testing.B, f *fake) *Screen {
	b.Helper()
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		b.Fatal(err)
	}
	s := New(Params{
		Office: f, Voice: voice, Background: widgets.Inline, Week: week, ChooseWeek: func(agenda.Week) {}, Tasks: task.NewInline(), Dialogs: &told{},
	})
	w := test.NewTempWindow(b, s.Content())
	w.Resize(fyne.NewSize(1280, 800))
	return s
}

// What happens on the window's goroutine when somebody goes through the weeks.
func BenchmarkNextWeek(b *testing.B) {
	s := screenFor(b, large())
	keys := []fyne.KeyName{fyne.KeyDown, fyne.KeyUp}
	for i := 0; b.Loop(); i++ {
		s.weeks.table.TypedKey(&fyne.KeyEvent{Name: keys[i%2]})
	}
}

// What happens there when somebody types a number.
func BenchmarkTyping(b *testing.B) {
	s := screenFor(b, large())
	entry := s.weeks.side.editor.desks[0].rows[0].field.First().(*widgets.Entry)
	for i := 0; b.Loop(); i++ {
		entry.SetText(fmt.Sprint(10 + i%50))
	}
}

// What happens there when the plan is another.
func BenchmarkOtherPlan(b *testing.B) {
	s := screenFor(b, large())
	for b.Loop() {
		s.load()
	}
}
