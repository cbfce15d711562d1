package dashboard

import (
	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
)

// errand is something that waits, and the page where it is done.
type errand struct {
	text  string // what waits
	verb  string // what opens it
	state widgets.State
	open  func()
}

// errandsOf are what waits, the most pressing first.
func errandsOf(w office.Waiting, p Params) []errand {
	voice := p.Voice
	releases, vetting := openText(pagePublication, voice), openText(pageVetting, voice)
	var errands []errand
	if n := len(w.Late); n > 0 {
		errands = append(errands, errand{voice.Text("screen.dashboard.todo.late", "Count", n), releases, widgets.Danger, p.publication(w.Late[0].Week)})
	}
	if n := len(w.Missed); n > 0 {
		first := w.Missed[0].Week
		errands = append(errands, errand{voice.Text("screen.dashboard.todo.missed", "Count", n, "Number", first.Number), releases, widgets.Danger, p.publication(first)})
	}
	for _, week := range w.Undrawn {
		text := voice.Text("screen.dashboard.todo.draw", "Number", week.Number)
		errands = append(errands, errand{text, releases, widgets.Warning, p.publication(week)})
	}
	if w.Unserved > 0 {
		text := voice.Text("screen.dashboard.todo.unserved", "Count", w.Unserved, "Number", w.UnservedFrom.Number)
		errands = append(errands, errand{text, openText(pageCapacity, voice), widgets.Danger, p.plan(w.UnservedFrom)})
	}
	if n := w.ToDecide + w.Automatic; n > 0 {
		text := voice.Text("screen.dashboard.todo.vet", "Count", n, "ToDecide", w.ToDecide)
		errands = append(errands, errand{text, vetting, widgets.Info, func() { p.Navigate(pageVetting) }})
	}
	return errands
}

// publication opens the releases of a week.
func (p Params) publication(week agenda.Week) func() {
	return func() {
		p.ChooseWeek(week)
		p.Navigate(pagePublication)
	}
}

// plan opens a week of the plan.
func (p Params) plan(week agenda.Week) func() {
	return func() {
		p.ChooseWeek(week)
		p.Navigate(pageCapacity)
	}
}
