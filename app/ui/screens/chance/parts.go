package chance

import (
	"fyne.io/fyne/v2"

	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/widgets"
)

// part is what stands under a tab of the page. Its methods are called on the window's
// goroutine.
type part interface {
	tab() widgets.Tab
	content() fyne.CanvasObject
	// actions are what can be done in it. They are asked for when it is out of sight too,
	// and then not enabled unless they lead to it.
	actions() []action.Action
	// show is called when it comes into sight.
	show()
	// changed tells, in sight or not, that areas of the workspace are not what they were.
	changed(areas []office.Area)
	// status is what stands at the foot of the page.
	status() string
}

// opened returns the part in sight.
func (s *Screen) opened() part {
	for _, one := range s.parts {
		if one.tab().ID == s.tabs.Selected() {
			return one
		}
	}
	return s.rules
}

// sees reports whether a part is in sight.
func (s *Screen) sees(one part) bool { return s.tabs != nil && s.opened() == one }

// open shows the part of the open tab.
func (s *Screen) open() {
	s.body.Objects = []fyne.CanvasObject{s.opened().content()}
	s.opened().show()
	s.tell()
}

// turned is called when another tab was opened.
func (s *Screen) turned() {
	s.remember()
	s.open()
}

// turnTo opens a tab.
func (s *Screen) turnTo(tab string) {
	s.tabs.Select(tab)
	s.turned()
}

// tell follows what a part has become: its status, and what can be done.
func (s *Screen) tell() {
	if s.content == nil {
		return // the page is being made
	}
	s.status.SetText(s.opened().status())
	widgets.ShowIf(s.status, s.status.Text() != "")
	for _, b := range []offered.Button{s.discard, s.save} {
		widgets.ShowIf(b.Button, s.sees(s.rules))
		b.Update()
	}
	s.content.Refresh()
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}
