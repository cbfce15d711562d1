package release

import (
	"context"
	"time"

	"creneaux/app/agenda"
	"creneaux/app/ui/widgets"
)

// Rest is how long moments stay in sight while nobody touches the page: somebody who has
// left the desk has not hidden them.
const Rest = 5 * time.Minute

// VeilParams are what a veil works with. All are needed.
type VeilParams struct {
	// Reveal writes down that somebody asks for the moments to come of a week.
	Reveal     func(ctx context.Context, week agenda.Week) error
	Background widgets.Background
	After      After
	// Changed is called when moments may be seen that could not, or the other way round.
	Changed func()
	// Rested is called when nobody has touched the page for [Rest], once they are hidden.
	Rested func()
	// Failed tells why they stay hidden.
	Failed func(err error)
}

// Veil keeps moments to come out of sight until somebody asks for them. They are shown
// once it is written down who asked, and never otherwise.
type Veil struct {
	p      VeilParams
	lifted bool
	asking widgets.Newest[struct{}]
	stop   func()
}

// NewVeil returns a veil over all moments to come.
func NewVeil(p VeilParams) *Veil { return &Veil{p: p, stop: func() {}} }

// Lifted reports whether moments to come may be shown.
func (v *Veil) Lifted() bool { return v.lifted }

// Lift asks to see the moments to come of a week.
func (v *Veil) Lift(week agenda.Week) {
	v.asking.Ask(v.p.Background, func(ctx context.Context) (none struct{}, err error) {
		return none, v.p.Reveal(ctx, week)
	}, func(_ struct{}, err error) {
		if err != nil {
			v.p.Failed(err)
			return
		}
		v.lifted = true
		v.Touch()
		v.p.Changed()
	})
}

// Lower hides the moments again, and those that were asked for and are not shown yet.
func (v *Veil) Lower() {
	v.asking.Drop()
	v.stop()
	v.stop = func() {}
	if v.lifted {
		v.lifted = false
		v.p.Changed()
	}
}

// Touch says that somebody is at the page.
func (v *Veil) Touch() {
	if !v.lifted {
		return
	}
	v.stop()
	v.stop = v.p.After(Rest, func() {
		v.Lower()
		v.p.Rested()
	})
}
