package dashboard

import (
	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/wording"
)

// errand is something that waits, and the screen where it is done.
type errand struct {
	text string
	open func()
}

// errandsOf are what waits, the most pressing first.
func errandsOf(w office.Waiting, p Params) []errand {
	var errands []errand
	if n := len(w.Late); n > 0 {
		errands = append(errands, errand{p.Voice.Text("screen.dashboard.todo.late", "Count", n), p.publication(w.Late[0].Week)})
	}
	for _, week := range w.Undrawn {
		errands = append(errands, errand{p.Voice.Text("screen.dashboard.todo.draw", "Number", week.Number), p.publication(week)})
	}
	if w.ToDecide > 0 {
		errands = append(errands, errand{p.Voice.Text("screen.dashboard.todo.decide", "Count", w.ToDecide), p.OpenVetting})
	}
	if w.Automatic > 0 {
		errands = append(errands, errand{p.Voice.Text("screen.dashboard.todo.automatic", "Count", w.Automatic), p.OpenVetting})
	}
	return errands
}

// publication opens the releases of a week.
func (p Params) publication(week agenda.Week) func() {
	return func() {
		p.ChooseWeek(week)
		p.OpenPublication()
	}
}

// nextText says when the next release is, or only in which week: the moment is worth
// money to touts, so it is shown only to who asks for it.
func nextText(next agenda.Release, shown bool, voice *wording.Voice) string {
	switch {
	case next.ID == "":
		return voice.Text("screen.dashboard.next.none")
	case shown:
		return voice.Moment(next.At)
	default:
		return voice.Text("screen.dashboard.next.hidden", "Number", next.Week.Number, "Days", voice.WeekDays(next.Week))
	}
}
