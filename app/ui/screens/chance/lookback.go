package chance

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// Historian looks back at the weeks that are over.
type Historian interface {
	ReleaseHistory(ctx context.Context, progress agenda.Progress) (office.ReleaseHistory, error)
}

// lookback is what the weeks that are over tell, for the parts that show it: it is asked
// for when the first of them is looked at, and again when something has changed.
type lookback struct {
	s       *Screen
	asking  widgets.Newest[office.ReleaseHistory]
	history office.ReleaseHistory
	there   bool // history is that of the workspace
	stale   bool // something has changed since it was asked for
	asked   bool
	shows   []shower
}

// shower shows what the weeks that are over tell.
type shower interface {
	part
	of() *page.State
	tells(h office.ReleaseHistory)
}

// want asks for the history unless it is there, or on its way.
func (l *lookback) want() {
	if !l.asked || l.stale {
		l.ask()
	}
}

func (l *lookback) ask() {
	l.asked, l.stale = true, false
	for _, one := range l.shows {
		one.of().Loading()
	}
	l.asking.Ask(l.s.p.Background, func(ctx context.Context) (office.ReleaseHistory, error) {
		return l.s.p.Historian.ReleaseHistory(ctx, agenda.Silent{})
	}, func(h office.ReleaseHistory, err error) {
		l.history, l.there = h, err == nil
		l.asked = err == nil
		for _, one := range l.shows {
			switch {
			case err != nil:
				one.of().Failed(err, l.ask)
			case h.Weeks == 0:
				one.of().Empty(l.nothing())
			default:
				one.tells(h)
			}
		}
		l.s.tell()
	})
}

// nothing says what has to be before there is something to look back at.
func (l *lookback) nothing() widgets.NoticeParams {
	voice := l.s.p.Voice
	return widgets.NoticeParams{
		Icon: theme.IconHistory(), Title: voice.Text("screen.chance.past.none"), Text: voice.Text("screen.chance.past.none.do"),
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.chance.action.week"), theme.IconPublication(), func() { l.s.p.Navigate(pagePublication) }),
	}
}

// changed asks anew where somebody looks, else once somebody does.
func (l *lookback) changed(areas []office.Area) {
	for _, area := range areas {
		switch area {
		case office.AreaReleases, office.AreaBookings:
			l.stale = true
		}
	}
	for _, one := range l.shows {
		if l.stale && l.s.sees(one) {
			l.ask()
		}
	}
}
