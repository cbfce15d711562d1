package calendar

import (
	"context"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// keptFor says what desks keep for people without appointment.
func keptFor(w agenda.WalkIn, voice *wording.Voice) string {
	switch {
	case w.Positions > 0:
		return voice.Text("screen.calendar.walk-in.positions", "Count", w.Positions)
	case w.Share > 0:
		return voice.Text("screen.calendar.walk-in.share", "Share", voice.Percent(w.Share))
	}
	return voice.Text("screen.calendar.walk-in.usual", "Share", voice.Percent(opening.WalkInShare))
}

// editWalkIn asks on which mornings the selected procedure is received without
// appointment, and what is kept for it.
func (v *hoursView) editWalkIn() {
	at, _, ok := v.walkIn.Selected()
	if !ok || at < 0 || at >= len(v.codes) {
		return
	}
	s, voice := v.s, v.s.p.Voice
	text := voice.Text
	procedure, _ := s.house.Procedure(v.codes[at])
	days := newDayTicks(s, procedure.WalkIn.Mornings, func() {})
	mornings := widgets.NewField(text("screen.calendar.walk-in.mornings"), "", days.box).CheckWith(func() string {
		if len(days.chosen()) == 0 {
			return text("screen.calendar.walk-in.wrong.mornings")
		}
		return ""
	})
	share := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: 100, Step: 5, Unit: "%"})
	positions := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: agenda.MostPositions})
	shareField := widgets.NewField(text("screen.calendar.walk-in.share.field"), "", share).Require(voice)
	positionsField := widgets.NewField(text("screen.calendar.walk-in.positions.field"), "", positions).Require(voice)
	way := 0
	switch w := procedure.WalkIn; {
	case w.Positions > 0:
		way = 2
		positions.SetInt(w.Positions)
	case w.Share > 0:
		way = 1
		share.SetInt(int(100*w.Share + 0.5))
	}
	var content *fyne.Container
	var ways *widgets.Select
	var asked *dialogs.Asked
	show := func() {
		widgets.ShowIf(shareField, ways.SelectedIndex() == 1)
		widgets.ShowIf(positionsField, ways.SelectedIndex() == 2)
		content.Refresh()
		if asked != nil {
			asked.Changed()
		}
	}
	ways = widgets.NewSelect([]string{
		text("screen.calendar.walk-in.usual", "Share", voice.Percent(opening.WalkInShare)), text("screen.calendar.walk-in.way.share"), text("screen.calendar.walk-in.way.positions"),
	}, way, func(int) { show() })
	kept := widgets.NewField(text("screen.calendar.walk-in.kept"), text("screen.calendar.walk-in.kept.hint"), ways)
	content = widgets.Down(mornings, kept, shareField, positionsField)
	show()
	fields := widgets.NewForm(mornings, kept, shareField, positionsField)
	fields.Watch(days.answers()...)
	fields.Clean()
	asked = s.p.Dialogs.Ask(dialogs.Question{
		Title: text("screen.calendar.walk-in.title", "Procedure", procedure.Label), Content: widgets.AtLeast(formWidth, 0, content), First: fields.First(),
		Role: widgets.Primary, Accept: text("screen.calendar.form.keep"), Refuse: text("screen.calendar.form.leave"),
		Answer: func() bool {
			if !fields.Validate() {
				return false
			}
			w := agenda.WalkIn{Mornings: days.chosen()}
			switch ways.SelectedIndex() {
			case 1:
				n, _ := share.Int()
				w.Share = float64(n) / 100
			case 2:
				w.Positions, _ = positions.Int()
			}
			v.setWalkIn(procedure, w, asked.Close)
			return false
		},
		Unsaved: func() []string {
			if fields.Dirty() {
				return []string{text("screen.calendar.walk-in")}
			}
			return nil
		},
	})
}

func (v *hoursView) setWalkIn(p agenda.Procedure, w agenda.WalkIn, done func()) {
	s := v.s
	set := func(w agenda.WalkIn) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, _ agenda.Progress) error {
			_, err := s.p.Office.SetWalkIn(ctx, p.Code, w)
			return err
		}
	}
	var before agenda.WalkIn
	s.run(func(ctx context.Context) (err error) { before, err = s.p.Office.SetWalkIn(ctx, p.Code, w); return err }, func() {
		done()
		if reflect.DeepEqual(before, w) {
			return
		}
		s.did(history.Step{Name: s.p.Voice.Text("screen.calendar.walk-in.step", "Procedure", p.Label), Undo: set(before), Redo: set(w)}, true)
	})
}

// dayTicks asks for days of the week.
type dayTicks struct {
	boxes []*widgets.Check
	box   *fyne.Container
}

// newDayTicks offers Monday to Saturday, and Sunday where it is among those given.
func newDayTicks(s *Screen, days []agenda.Weekday, changed func()) *dayTicks {
	t := &dayTicks{}
	var boxes []fyne.CanvasObject
	for _, day := range weekdays {
		ticked := slices.Contains(days, day)
		if day == agenda.Sunday && !ticked {
			break
		}
		box := widgets.NewCheck(s.p.Voice.WeekdayShort(day), ticked, func(bool) { changed() })
		t.boxes, boxes = append(t.boxes, box), append(boxes, box)
	}
	t.box = widgets.Flow(nil, boxes...)
	return t
}

func (t *dayTicks) chosen() (days []agenda.Weekday) {
	for i, box := range t.boxes {
		if box.Checked {
			days = append(days, weekdays[i])
		}
	}
	return days
}

func (t *dayTicks) answers() (answers []widgets.Answer) {
	for _, box := range t.boxes {
		answers = append(answers, box)
	}
	return answers
}
