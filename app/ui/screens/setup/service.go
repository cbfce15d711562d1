package setup

import (
	"fyne.io/fyne/v2"

	"creneaux/app/calendar"
	"creneaux/app/ui/screens/internal/serviceform"
)

type serviceStep struct {
	*serviceform.Form
	w *Wizard
}

func newServiceStep(w *Wizard) *serviceStep {
	return &serviceStep{serviceform.New(serviceform.Params{Voice: w.p.Voice, Targets: true}, w.answers.Service), w}
}

func (s *serviceStep) title() string              { return s.w.p.Voice.Text("screen.setup.service.title") }
func (s *serviceStep) purpose() string            { return s.w.p.Voice.Text("screen.setup.service.purpose") }
func (s *serviceStep) content() fyne.CanvasObject { return s.Content() }
func (s *serviceStep) first() fyne.Focusable      { return s.First() }
func (s *serviceStep) enter()                     {}
func (s *serviceStep) dirty() bool                { return s.Dirty() }

func (s *serviceStep) take() bool {
	if !s.Validate() {
		return false
	}
	s.Take(&s.w.answers.Service)
	s.Clean()
	return true
}

// holidays returns those of the year that is planned.
func (a Answers) holidays() []calendar.Holiday {
	days, err := calendar.Holidays(a.Service.Territory, a.Service.Year)
	if err != nil {
		return nil
	}
	return days
}
