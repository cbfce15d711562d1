package widgets

import (
	"creneaux/app/wording"
)

// DurationParams says what a [DurationField] takes, in minutes.
type DurationParams struct {
	Voice *wording.Voice
	// Least and Most bound the minutes; Most 0 is no bound.
	Least, Most int
	// Step is how many minutes Up and Down go; 0 is 5.
	Step int
}

// DurationField is a duration: 45, 45 min, 1h30 or 1 h 30.
type DurationField struct {
	valueField[int]
}

var _ Answer = (*DurationField)(nil)

// noBound is the most where nobody says one: ReadDuration takes four digits of hours.
const noBound = 9999*60 + 59

// NewDurationField returns an empty field.
func NewDurationField(p DurationParams) *DurationField {
	if p.Most == 0 {
		p.Most = noBound
	}
	if p.Step == 0 {
		p.Step = 5
	}
	f := &DurationField{}
	f.read = p.read
	f.write = p.Voice.Duration
	f.widen = func() float32 { return widestOf(p.Voice.Duration(10*60+30), p.Voice.Duration(min(p.Most, 50*60+30))) }
	f.step = func(from int, set bool, steps int) int {
		if !set {
			return max(p.Least, min(p.Most, p.Step))
		}
		return stepped(from, steps, p.Step, p.Least, p.Most)
	}
	f.build(f, valueParts{})
	f.entry.PlaceHolder = p.Voice.Text("widgets.duration.placeholder")
	return f
}

func (p DurationParams) read(text string) (int, string) {
	minutes, err := wording.ReadDuration(text)
	switch {
	case err != nil:
		return 0, p.Voice.Text("widgets.duration.wrong.form")
	case minutes >= p.Least && minutes <= p.Most:
		return minutes, ""
	case p.Most == noBound:
		return 0, p.Voice.Text("widgets.duration.wrong.least", "Least", p.Voice.Duration(p.Least))
	}
	return 0, p.Voice.Text("widgets.duration.wrong.range", "Least", p.Voice.Duration(p.Least), "Most", p.Voice.Duration(p.Most))
}
