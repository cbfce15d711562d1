package settings

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/widgets"
)

// askSave saves what was changed, once nothing is wrong and, where slots are hit that are
// promised, online or booked, once the reader has seen which.
func (s *Screen) askSave() {
	if before := s.tabs.Selected(); !s.part(before).valid() {
		return
	}
	var affected office.HouseAffected
	from, to := s.draft.base, detached(s.draft.now)
	s.run(s.p.Voice.Text("screen.settings.task.look"), func(ctx context.Context) (err error) {
		affected, err = s.p.Office.HouseAffected(ctx, to)
		return err
	}, func() {
		if affected.Released+affected.Published+len(affected.Bookings)+affected.Lengths == 0 {
			s.keep(from, to)
			return
		}
		s.warn(affected, func() { s.keep(from, to) })
	})
}

// keep saves the house as it would become of the one that somebody has changed: where that
// is another by now, the office refuses.
func (s *Screen) keep(from, to office.House) {
	voice := s.p.Voice
	var after office.House
	s.run(voice.Text("screen.settings.task.save"), func(ctx context.Context) (err error) {
		after, err = s.p.Office.EditHouse(ctx, from, to)
		return err
	}, func() {
		s.draft.saved(to, after)
		s.overtaken = false
		s.fill()
		s.p.History.Record(history.Step{
			Name: voice.Text("screen.settings.step"),
			Undo: s.becoming(after, from), Redo: s.becoming(from, after),
		})
		s.load()
	})
}

// becoming is a step from one house to another.
func (s *Screen) becoming(from, to office.House) func(context.Context, agenda.Progress) error {
	edit := s.p.Office.EditHouse
	return func(ctx context.Context, _ agenda.Progress) error {
		_, err := edit(ctx, from, to)
		return err
	}
}

// warn tells what the changes hit, and whom.
func (s *Screen) warn(a office.HouseAffected, yes func()) {
	voice := s.p.Voice
	var said []fyne.CanvasObject
	tell := func(count int, key string, pairs ...any) {
		if count > 0 {
			said = append(said, widgets.NewParagraph(widgets.RoleBody, voice.Text(key, append([]any{"Count", count}, pairs...)...)))
		}
	}
	tell(len(a.Slots), "screen.settings.affected.slots", "Published", a.Published, "Released", a.Released, "Planned", a.Planned+a.Reserved)
	tell(a.Unserved, "screen.settings.affected.unserved")
	tell(len(a.Bookings), "screen.settings.affected.bookings")
	tell(a.Lengths, "screen.settings.affected.lengths")
	var content fyne.CanvasObject = widgets.Down(said...)
	size := fyne.NewSize(520, 0)
	if len(a.Bookings) > 0 {
		table := s.bookingTable(a.Bookings)
		content = widgets.DownWith(table, append(said, table)...)
		size = fyne.NewSize(820, 420)
	}
	s.p.Dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.settings.affected.title"), Content: content, Size: size, Role: widgets.Primary,
		Accept: voice.Text("screen.settings.affected.save"), Refuse: voice.Text("screen.settings.affected.back"),
		Answer: func() bool { yes(); return true },
	})
}

// bookingTable lists who sits on what the changes hit.
func (s *Screen) bookingTable(bookings []agenda.Booking) fyne.CanvasObject {
	voice := s.p.Voice
	text := voice.Text
	rows := make([]widgets.Row, len(bookings))
	for i, b := range bookings {
		p, _ := s.draft.base.Procedure(b.Procedure)
		rows[i] = widgets.Row{Key: strconv.Itoa(i), Cells: []string{
			voice.Date(b.Date), voice.Clock(b.Start), s.draft.base.DeskName(b.Desk), b.Applicant.DisplayName(), p.Label, b.Reference,
		}}
	}
	t := widgets.NewDataTable(widgets.TableParams{
		Label: text("screen.settings.affected.table"), Voice: voice, Background: widgets.Inline, Multiple: true,
		Columns: []widgets.Column{
			{ID: "date", Label: text("screen.settings.column.date"), Width: 168}, {ID: "hour", Label: text("screen.settings.column.hour"), Width: 60},
			{ID: "desk", Label: text("screen.settings.column.desk"), Width: 64}, {ID: "name", Label: text("screen.settings.column.name"), Width: 150, Stretch: true},
			{ID: "procedure", Label: text("screen.settings.column.procedure"), Width: 150, Stretch: true},
			{ID: "reference", Label: text("screen.settings.column.reference"), Width: 100},
		},
	})
	t.SetSource(widgets.Rows(rows))
	return widgets.AtLeast(0, 220, t)
}

// askDiscard goes back to what is saved, once somebody agrees: what was typed does not
// come back.
func (s *Screen) askDiscard() {
	voice := s.p.Voice
	s.p.Dialogs.Confirm(voice.Text("screen.settings.discard.title"), voice.Text("screen.settings.discard.text"), voice.Text("screen.settings.discard.yes"), true, func() {
		s.draft = newDraft(s.draft.base)
		s.overtaken = false
		s.fill()
		s.load()
	})
}

// run does a work as a task; done is called when nothing went wrong.
func (s *Screen) run(label string, work func(context.Context) error, done func()) {
	started := s.p.Tasks.Run(label, func(ctx context.Context, _ agenda.Progress) error { return work(ctx) }, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		done()
	})
	if !started {
		s.p.Dialogs.Tell(label, s.p.Voice.Text("screen.settings.busy"))
	}
}
