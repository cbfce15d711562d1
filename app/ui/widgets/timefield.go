package widgets

import (
	"errors"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// TimeParams says what a [TimeField] takes.
type TimeParams struct {
	Voice *wording.Voice
	// First and Last bound the hours; both zero is the whole day.
	First, Last agenda.Clock
	// Step is how many minutes Up and Down go; 0 is 15.
	Step int
	// Empty is what an empty field shows in place of an example, such as "closed"; a
	// field with it has no arrows, as the cells of a table.
	Empty string
}

// TimeField is a time of day: 9h05, 0905, 9:05, 9 h 05, 9h or 17, written back as the
// reader's language writes it. Up and Down go to the next quarter of an hour.
type TimeField struct {
	valueField[agenda.Clock]
}

var _ Answer = (*TimeField)(nil)

// NewTimeField returns an empty field.
func NewTimeField(p TimeParams) *TimeField {
	if p.Last == 0 {
		p.Last = 24 * 60
	}
	if p.Step == 0 {
		p.Step = 15
	}
	f := &TimeField{}
	f.read = func(text string) (agenda.Clock, string) { return p.read(text) }
	f.write = p.Voice.Clock
	f.widen = func() float32 { return widestOf(p.Voice.Clock(20*60), p.Empty) }
	f.step = func(from agenda.Clock, set bool, steps int) agenda.Clock {
		if !set {
			return max(p.First, min(p.Last, 9*60))
		}
		return agenda.Clock(stepped(int(from), steps, p.Step, int(p.First), int(p.Last)))
	}
	f.build(f, valueParts{bare: p.Empty != ""})
	f.entry.PlaceHolder = p.Empty
	if p.Empty == "" {
		f.entry.PlaceHolder = p.Voice.Text("widgets.time.placeholder")
	}
	return f
}

func (p TimeParams) read(text string) (agenda.Clock, string) {
	clock, err := wording.ReadClock(text)
	switch {
	case errors.Is(err, wording.ErrMissing):
		return 0, p.Voice.Text("widgets.time.wrong.hour")
	case err != nil:
		return 0, p.Voice.Text("widgets.time.wrong.form")
	case clock < p.First || clock > p.Last:
		return 0, p.Voice.Text("widgets.time.wrong.range", "First", p.First, "Last", p.Last)
	}
	return clock, ""
}

// stepped goes on from a value to the multiples of a step beside it, within bounds.
func stepped(from, steps, step, low, high int) int {
	below := from - ((from%step)+step)%step
	if steps < 0 && below != from {
		steps++ // the multiple below is the first step
	}
	return max(low, min(high, below+steps*step))
}
