package convocations

import (
	"context"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// deeds are the actions of the screen.
type deeds struct {
	letters, some, workbook, dayList, booking, copy, before, after, board, apart, verify action.Action
}

func (s *Screen) newDeeds() deeds {
	voice := s.p.Voice
	expected := func() bool { return s.total > 0 }
	whyNobody := func() string { return voice.Text("screen.convocations.why.nobody") }
	selected := func() bool { return s.tabs.Selected() == tabLetters && s.chosen.Count() > 0 }
	whyNone := func() string { return voice.Text("screen.convocations.why.none-selected") }
	return deeds{
		letters: action.Action{
			ID: "convocations.letters", Title: voice.Text("screen.convocations.letters"), Icon: theme.IconPrint(), Shortcut: action.Ctrl(fyne.KeyP),
			Enabled: expected, Why: whyNobody, Do: func() { s.writeDay(office.FormatPDF) },
		},
		some: action.Action{
			ID: "convocations.letters-selected", Title: voice.Text("screen.convocations.letters-selected"), Icon: theme.IconPrint(),
			Shortcut: action.CtrlShift(fyne.KeyP), Enabled: selected, Why: whyNone, Do: s.writeSelected,
		},
		workbook: action.Action{
			ID: "convocations.workbook", Title: voice.Text("screen.convocations.workbook"), Icon: theme.IconTable(),
			Enabled: expected, Why: whyNobody, Do: func() { s.writeDay(office.FormatWorkbook) },
		},
		dayList: action.Action{
			ID: "convocations.day-list", Title: voice.Text("screen.convocations.day-list"), Icon: theme.IconList(),
			Enabled: expected, Why: whyNobody, Do: s.writeDayList,
		},
		booking: action.Action{
			ID: "convocations.booking", Title: voice.Text("screen.convocations.booking"), Icon: theme.IconBookings(), Shortcut: action.Ctrl(fyne.KeyI),
			Apart: true, Enabled: selected, Why: whyNone, Do: s.showBooking,
		},
		copy: action.Action{
			ID: "convocations.copy-reference", Title: voice.Text("screen.bookings.copy-reference"), Icon: theme.IconCopy(),
			Shortcut: action.CtrlShift(fyne.KeyC), Enabled: selected, Why: whyNone, Do: s.copyReference,
		},
		before: action.Action{
			ID: "convocations.before", Title: voice.Text("screen.convocations.before"), Icon: theme.IconPrevious(), Shortcut: action.Alt(fyne.KeyPageUp),
			Apart: true, Do: s.dayBefore,
		},
		after: action.Action{
			ID: "convocations.after", Title: voice.Text("screen.convocations.after"), Icon: theme.IconNext(), Shortcut: action.Alt(fyne.KeyPageDown),
			Do: s.dayAfter,
		},
		board: action.Action{
			ID: "convocations.board", Title: voice.Text("screen.convocations.go-board"), Icon: theme.IconClock(), Shortcut: action.CtrlShift(fyne.KeyL),
			Apart: true, Do: func() { s.openTab(tabBoard) },
		},
		apart: action.Action{
			ID: "convocations.apart", Title: voice.Text("screen.convocations.apart"), Icon: theme.IconWindowNew(),
			Do: func() { s.openTab(tabBoard); s.p.Apart() },
		},
		verify: action.Action{
			ID: "convocations.verify", Title: voice.Text("screen.convocations.go-verify"), Icon: theme.IconVetting(),
			Shortcut: action.CtrlShift(fyne.KeyV), Do: func() { s.openTab(tabVerify) },
		},
	}
}

// Actions returns what can be done on the screen.
func (s *Screen) Actions() []action.Action {
	d := s.deeds
	return []action.Action{d.letters, d.some, d.workbook, d.dayList, d.booking, d.copy, d.before, d.after, d.board, d.apart, d.verify}
}

// menu is what the context menu of the rows offers.
func (s *Screen) menu(widgets.Selection) []widgets.MenuItem {
	return offered.Items(s.p.Voice, s.deeds.booking, s.deeds.some, action.Action{}, s.deeds.copy)
}

// showBooking shows the current row among the bookings.
func (s *Screen) showBooking() {
	if _, row, ok := s.table.Selected(); ok {
		s.p.Reveal(bookingsID, row.Key)
	}
}

func (s *Screen) copyReference() {
	if _, row, ok := s.table.Selected(); ok {
		fyne.CurrentApp().Clipboard().SetContent(row.Cells[referenceCell])
		s.p.Toast(s.p.Voice.Text("screen.bookings.copied", "Reference", row.Cells[referenceCell]), widgets.Success)
	}
}

// fileName proposes a name that says what is in the file: its day and its desk.
func (s *Screen) fileName(base string) string {
	name := base + "-" + s.day.String()
	if desk := s.house.DeskName(s.desk); desk != "" {
		name += "-" + desk
	}
	return name
}

// writeDay writes the letters of everybody who is shown.
func (s *Screen) writeDay(format office.Format) {
	selection := office.Selection{From: s.day, To: s.day, Desk: s.desk}
	s.writing.Letters(s.p.Office, booked.Batch{
		Label: s.p.Voice.Text("screen.convocations.task.letters", "Date", s.day),
		Name:  s.fileName(s.p.Voice.Text("screen.convocations.letters.file")), Format: format,
		Whose: func(context.Context) (office.Selection, error) { return selection, nil },
	})
}

// writeSelected writes the letters of the selected rows.
func (s *Screen) writeSelected() {
	if chosen := s.table.Selection(); chosen.Count() > 0 {
		s.writing.Letters(s.p.Office, booked.Batch{
			Label: s.p.Voice.Text("screen.convocations.task.letters", "Date", s.day),
			Name:  s.fileName(s.p.Voice.Text("screen.convocations.letters-selected.file")), Format: office.FormatPDF,
			Whose: booked.Selected(chosen), Asked: chosen.Count(),
		})
	}
}

func (s *Screen) writeDayList() {
	voice, day, desk := s.p.Voice, s.day, s.desk
	s.p.Dialogs.SaveFile(dialogs.FileKind{
		Title: voice.Text("screen.convocations.day-list.title"), Endings: []string{".pdf"},
		Name: s.fileName(voice.Text("screen.convocations.day-list.file")) + ".pdf",
	}, func(path string) {
		s.writing.Write(voice.Text("screen.convocations.task.day-list", "Date", day), path,
			func(ctx context.Context, _ agenda.Progress) (office.Written, error) {
				return s.p.Office.WriteDayList(ctx, day, desk, path, voice)
			}, func(count int) string { return voice.Text("screen.convocations.written.day-list", "Count", count) })
	})
}
