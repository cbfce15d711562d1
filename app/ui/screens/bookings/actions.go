package bookings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// deeds are the actions of the screen.
type deeds struct {
	letters, details, copy, address, phone, examine, search, clear action.Action
}

func (s *Screen) newDeeds() deeds {
	voice := s.p.Voice
	chosen := func() bool { return s.chosen.Count() > 0 }
	current := func() bool { _, _, ok := s.table.Selected(); return ok }
	whyNot := func() string { return voice.Text("screen.bookings.why.none-selected") }
	return deeds{
		letters: action.Action{
			ID: "bookings.letters", Title: voice.Text("screen.bookings.letters"), Icon: theme.IconPrint(), Shortcut: action.Ctrl(fyne.KeyP),
			Enabled: chosen, Why: whyNot, Do: s.writeLetters,
		},
		details: action.Action{
			ID: "bookings.details", Title: voice.Text("screen.bookings.details"), Icon: theme.IconInfo(), Shortcut: action.Ctrl(fyne.KeyI),
			Apart: true, Enabled: current, Why: whyNot, Do: s.panel.open,
		},
		examine: action.Action{
			ID: "bookings.examine", Title: voice.Text("screen.bookings.examine"), Icon: theme.IconVetting(), Shortcut: action.CtrlShift(fyne.KeyE),
			Enabled: current, Why: whyNot, Do: s.examine,
		},
		address: action.Action{
			ID: "bookings.same-address", Title: voice.Text("screen.bookings.same-address"), Icon: theme.IconPerson(),
			Shortcut: action.CtrlShift(fyne.KeyA), Apart: true, Enabled: current, Why: whyNot,
			Do: func() {
				s.alike(func(a agenda.Applicant) string { return a.Email }, voice.Text("screen.bookings.same-address.none"))
			},
		},
		phone: action.Action{
			ID: "bookings.same-phone", Title: voice.Text("screen.bookings.same-phone"), Icon: theme.IconPerson(),
			Shortcut: action.CtrlShift(fyne.KeyT), Enabled: current, Why: whyNot,
			Do: func() {
				s.alike(func(a agenda.Applicant) string { return a.Phone }, voice.Text("screen.bookings.same-phone.none"))
			},
		},
		copy: action.Action{
			ID: "bookings.copy-reference", Title: voice.Text("screen.bookings.copy-reference"), Icon: theme.IconCopy(),
			Shortcut: action.CtrlShift(fyne.KeyC), Apart: true, Enabled: current, Why: whyNot, Do: s.copyReference,
		},
		search: action.Action{
			ID: "bookings.search", Title: voice.Text("screen.bookings.go-search"), Icon: theme.IconSearch(), Shortcut: action.CtrlShift(fyne.KeyF),
			Apart: true, Do: s.goSearch,
		},
		clear: action.Action{
			ID: "bookings.clear", Title: voice.Text("screen.bookings.none.clear"), Icon: theme.IconReset(),
			Enabled: func() bool { return s.filter != everything },
			Why:     func() string { return voice.Text("screen.bookings.why.no-filter") }, Do: s.clearFilters,
		},
	}
}

// Actions returns what can be done on the screen.
func (s *Screen) Actions() []action.Action {
	d := s.deeds
	return []action.Action{d.letters, d.details, d.examine, d.address, d.phone, d.copy, d.search, d.clear}
}

// menu is what the context menu of the rows offers.
func (s *Screen) menu(widgets.Selection) []widgets.MenuItem {
	d, line := s.deeds, action.Action{}
	return offered.Items(s.p.Voice, d.details, d.letters, d.examine, line, d.address, d.phone, line, d.copy)
}

// writeLetters writes the convocations of the selected bookings.
func (s *Screen) writeLetters() {
	chosen, voice := s.table.Selection(), s.p.Voice
	if chosen.Count() == 0 {
		return
	}
	s.writing.Letters(s.p.Office, booked.Batch{
		Label: voice.Text("screen.bookings.letters.task", "Count", chosen.Count()),
		Name:  voice.Text("screen.bookings.letters.file"), Format: office.FormatPDF, Asked: chosen.Count(),
		Whose: booked.Selected(chosen),
	})
}

// examine shows what the vetting says about the current booking.
func (s *Screen) examine() {
	if _, row, ok := s.table.Selected(); ok {
		s.p.Reveal(vettingID, row.Key)
	}
}

// alike shows every booking of the year with an address or a number of the current one,
// which the search takes in any spelling.
func (s *Screen) alike(part func(agenda.Applicant) string, none string) {
	_, row, ok := s.table.Selected()
	if !ok {
		return
	}
	s.comparing.Ask(s.p.Background, s.reading(agenda.BookingID(row.Key)), func(found []agenda.Booking, err error) {
		text := ""
		if len(found) > 0 {
			text = strings.TrimSpace(part(found[0].Applicant))
		}
		switch {
		case err != nil:
			s.p.Dialogs.Problem(err)
		case text == "":
			s.p.Toast(none, widgets.Info)
		default:
			s.choose(filter{wholeYear: true, text: text})
		}
	})
}

func (s *Screen) copyReference() {
	if _, row, ok := s.table.Selected(); ok {
		fyne.CurrentApp().Clipboard().SetContent(row.Cells[referenceCell])
		s.p.Toast(s.p.Voice.Text("screen.bookings.copied", "Reference", row.Cells[referenceCell]), widgets.Success)
	}
}

func (s *Screen) goSearch() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.filters.search); c != nil {
		c.Focus(s.filters.search)
		s.filters.search.SelectAll()
	}
}

func (s *Screen) focusTable() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.table); c != nil {
		c.Focus(s.table)
	}
}

// Reveal shows a booking in the list of the whole year.
func (s *Screen) Reveal(booking string) {
	s.choose(everything)
	s.goTo(agenda.BookingID(booking))
}

// place is where the list has a booking, if it does.
type place struct {
	index int
	found bool
}

// goTo selects a booking where the list has it.
func (s *Screen) goTo(id agenda.BookingID) {
	list, order := s.list(s.filter.query(s.week)), s.table.Order()
	s.seeking.Ask(s.p.Background, func(ctx context.Context) (place, error) {
		index, found, err := list.IndexOf(ctx, id, order)
		return place{index, found}, err
	}, func(at place, err error) {
		switch {
		case err != nil:
			s.p.Dialogs.Problem(err)
		case at.found:
			s.table.Select(at.index)
		}
	})
}
