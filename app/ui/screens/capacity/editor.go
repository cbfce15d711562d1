package capacity

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
)

// editor shows the chosen week desk by desk, and takes other numbers for it.
type editor struct {
	s *Screen

	week     agenda.Week // the one that is asked for
	standing office.WeekDraft
	there    bool // standing is that of the week
	shown    office.WeekDraft
	failure  error // why an edit cannot even be tried; nil otherwise
	loads    latest
	tries    latest

	desks   []*deskRows
	numbers *numbers
	sum     *widgets.Paragraph
	content *fyne.Container
	bar     *editBar
	told    struct{ typed, keepable bool } // what the actions of the page know
}

func newEditor(s *Screen) *editor {
	voice := s.p.Voice
	e := &editor{s: s, numbers: newNumbers(), sum: widgets.NewParagraph(widgets.RoleStrong, "")}
	e.loads.background, e.tries.background = s.p.Background, s.p.Background
	head := newHead(voice.Text("screen.capacity.edit.procedure"), voice.Text("screen.capacity.edit.slots"),
		voice.Text("screen.capacity.edit.bound"), voice.Text("screen.capacity.edit.room"))
	e.bar = newEditBar(e)
	legend := widgets.NewParagraph(widgets.RoleCaption, voice.Text("screen.capacity.edit.legend"))
	e.content = widgets.Down(e.sum, head, e.numbers, e.bar.reason, legend)
	return e
}

// show turns to a week; its desks come when they are read.
func (e *editor) show(week agenda.Week) {
	s := e.s
	if !s.ofYear() || s.looking() || s.weeks.side.folded {
		e.week, e.there = agenda.Week{}, false
		e.content.Hide()
		e.bar.draw()
		return
	}
	if week != e.week {
		e.week, e.there = week, false
	}
	e.read()
}

// read reads the week as it stands.
func (e *editor) read() {
	week := e.week
	var draft office.WeekDraft
	var err error
	e.loads.run(func() { draft, err = e.s.p.Office.WeekPlan(context.Background(), week) }, func() {
		if week != e.week {
			return
		}
		if err != nil {
			e.there = false
			e.content.Hide()
			e.s.weeks.side.failed(err, e.read)
			return
		}
		e.take(draft)
	})
}

// take shows the week as it stands, with what was typed into it.
func (e *editor) take(standing office.WeekDraft) {
	e.standing, e.there, e.failure = standing, true, nil
	e.shown = standing
	if typed := e.edit(); typed != nil {
		if typed.rebase(standing); typed.empty() || standing.Past {
			delete(e.s.edits, e.week)
		}
	}
	e.tries.drop()
	e.build()
	for _, desk := range e.desks {
		desk.show()
	}
	e.content.Show()
	e.s.weeks.side.failed(nil, nil)
	e.changed()
	if e.edit() != nil {
		e.try()
	}
}

// edit is what was typed into the week; nil: nothing.
func (e *editor) edit() *edit { return e.s.edits[e.week] }

// build makes a line for each number, unless they are there from another week.
func (e *editor) build() {
	same := slices.EqualFunc(e.desks, e.standing.Desks, func(rows *deskRows, draft office.DeskDraft) bool { return rows.suits(draft) })
	if !same {
		e.desks = nil
		for i := range e.standing.Desks {
			e.desks = append(e.desks, newDeskRows(e, i))
		}
		e.numbers.set(e.desks)
	}
}

// typed takes what was typed into a line.
func (e *editor) typed(at place, n, standing int) {
	now := e.edit()
	if now == nil {
		now = &edit{}
		e.s.edits[e.week] = now
	}
	now.set(at, n, standing)
	if now.empty() {
		delete(e.s.edits, e.week)
	}
	e.changed()
	e.try()
}

// changed tells what follows from other numbers.
func (e *editor) changed() {
	e.draw()
	e.s.typed(e.week)
}

// try asks what the edit would make of the week.
func (e *editor) try() {
	now := e.edit()
	if !e.valid() {
		return
	}
	if now == nil {
		e.tries.drop()
		e.answered(e.standing, nil)
		return
	}
	wanted := now.of(e.standing)
	var draft office.WeekDraft
	var err error
	e.tries.run(func() { draft, err = e.s.p.Office.TryWeek(context.Background(), wanted) }, func() {
		if wanted.Week == e.week && e.there {
			e.answered(draft, err)
		}
	})
}

// answered shows what an edit makes of the week.
func (e *editor) answered(draft office.WeekDraft, err error) {
	if e.failure = err; err == nil {
		e.shown = draft
	}
	for _, desk := range e.desks {
		desk.answer()
	}
	e.changed()
}

// valid reports whether every line has a number that can be tried.
func (e *editor) valid() bool {
	return !slices.ContainsFunc(e.desks, func(d *deskRows) bool { return d.wrong() != nil })
}

// unplaced is how many slots have no place in the week as it was tried.
func (e *editor) unplaced() (slots int) {
	for _, u := range e.shown.Unplaced {
		slots += u.Slots
	}
	return slots
}

// draw shows the sums and what can be done.
func (e *editor) draw() {
	voice := e.s.p.Voice
	slots, before, open, used := 0, 0, 0, 0
	for _, desk := range e.desks {
		desk.draw()
		for _, row := range desk.rows {
			slots += row.slots()
			before += row.standing().Slots
		}
		open, used = open+desk.standing().OpenMinutes, used+desk.used()
	}
	said := voice.Text("screen.capacity.edit.sum", "Count", slots, "Used", hours(used, voice), "Open", hours(open, voice))
	if slots != before {
		said = voice.Text("screen.capacity.edit.sum.changed", "Count", slots, "Change", signed(slots-before, voice), "Used", hours(used, voice), "Open", hours(open, voice))
	}
	e.sum.SetText(said)
	e.bar.draw()
	if e.s.weeks.side.fit() {
		e.reveal()
	}
}

// reveal keeps the number in sight that somebody types.
func (e *editor) reveal() {
	c := fyne.CurrentApp().Driver().CanvasForObject(e.s.content)
	if c == nil {
		return
	}
	for _, desk := range e.desks {
		for _, row := range desk.rows {
			if c.Focused() == row.field.First() {
				widgets.Reveal(row.field)
				return
			}
		}
	}
}

// discard forgets what was typed into the week.
func (e *editor) discard() {
	delete(e.s.edits, e.week)
	e.take(e.standing)
}

// keep keeps the week as it was typed.
func (e *editor) keep() {
	if !e.keepable() {
		e.toWrong()
		return
	}
	s, voice, week := e.s, e.s.p.Voice, e.week
	wanted := e.edit().of(e.standing)
	s.step(voice.Text("screen.capacity.edit.keeping", "Number", week.Number), voice.Text("screen.capacity.step.edit", "Number", week.Number),
		func(ctx context.Context, _ agenda.Progress) (office.PlanView, error) {
			return s.p.Office.EditWeek(ctx, wanted)
		},
		func(office.PlanView) { e.kept(wanted) })
}

// kept forgets what was typed into a week and is kept by now; what was typed while it was
// being kept stays.
func (e *editor) kept(as office.WeekEdit) {
	edits := e.s.edits
	if typed := edits[as.Week]; typed != nil {
		if typed.keptAs(as); typed.empty() {
			delete(edits, as.Week)
		}
	}
}

// keepable reports whether there is something to keep that can be kept.
func (e *editor) keepable() bool {
	return e.there && e.edit() != nil && e.valid() && e.failure == nil && e.unplaced() == 0
}

// toWrong gives the keyboard to the first number that cannot stay.
func (e *editor) toWrong() {
	for _, desk := range e.desks {
		if row := desk.wrong(); row != nil {
			e.s.focus(row.field.First())
			return
		}
	}
}

// first is what gets the keyboard to edit the week; nil where nothing can be edited.
func (e *editor) first() fyne.Focusable {
	if !e.there || e.standing.Past {
		return nil
	}
	for _, desk := range e.desks {
		for _, row := range desk.rows {
			return row.field.First()
		}
	}
	return nil
}

// latest does one thing after another beside the window: what is asked for while one is
// done waits, and of those that wait only the last is done.
type latest struct {
	background widgets.Background
	busy       bool
	next       func()
	turn       int // counts what was asked for; late answers are dropped
}

func (l *latest) run(work, show func()) {
	l.turn++
	turn := l.turn
	begin := func() {
		l.busy = true
		l.background(work, func() {
			l.busy = false
			if next := l.next; next != nil {
				l.next = nil
				next()
				return
			}
			if turn == l.turn {
				show()
			}
		})
	}
	if l.busy {
		l.next = begin
		return
	}
	begin()
}

// drop forgets what was asked for and has not been answered.
func (l *latest) drop() {
	l.turn++
	l.next = nil
}
