package dashboard

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// soon is how many seconds before its minute a release is told to everybody: somebody has
// to be ready.
const soon = 10 * 60

// next is the next release: how long it is until its minute. That is a secret until
// somebody asks, or until it is so near that somebody has to know.
type next struct {
	p        Params
	upcoming agenda.Release // the next one; zero: none is drawn
	veil     *release.Veil
	stop     func() // ends the wait for the next minute
	onShown  func() // it can be seen, or cannot any more
	onDue    func() // its minute has come
	resized  func() // other words may need more room

	reveal *widgets.Button
	mark   fyne.CanvasObject // the button that marks it once it is due
	when   *widgets.Paragraph
}

func newNext(p Params, mark action.Action) *next {
	n := &next{p: p, stop: func() {}, when: widgets.NewParagraph(widgets.RoleBody, "")}
	n.veil = release.NewVeil(release.VeilParams{
		Reveal: func(ctx context.Context, week agenda.Week) error { return p.Office.RevealWeek(ctx, week) }, Background: p.Background, After: p.After,
		Changed: func() { n.draw(); n.onShown() }, Rested: func() {}, Failed: func(err error) { p.Dialogs.Problem(err) },
	})
	n.reveal = widgets.NewButton(widgets.Flat, "", nil, n.toggle)
	button := widgets.NewButton(widgets.Secondary, p.Voice.Text("screen.dashboard.next.mark", "Keys", action.Keys(p.Voice, mark.Shortcut)), mark.Icon, mark.Do)
	button.SetTip(mark.Tip(p.Voice))
	n.mark = inLine(button)
	n.mark.Hide()
	return n
}

// show shows another release as the next one; the zero release is none.
func (n *next) show(upcoming agenda.Release) {
	if n.upcoming.ID != upcoming.ID {
		n.veil.Lower() // another moment is another secret
	}
	n.upcoming = upcoming
	n.draw()
}

// there reports whether there is a release to show.
func (n *next) there() bool { return n.upcoming.ID != "" }

// secret reports whether its moment is told only to who asks.
func (n *next) secret() bool { return n.there() && n.upcoming.At > n.p.Office.Now()+soon }

func (n *next) toggle() {
	if n.veil.Lifted() {
		n.veil.Lower()
	} else {
		n.veil.Lift(n.upcoming.Week)
	}
}

// toggleText says what toggle does.
func (n *next) toggleText() string {
	if n.veil.Lifted() {
		return n.p.Voice.Text("screen.dashboard.next.hide")
	}
	return n.p.Voice.Text("screen.dashboard.next.show")
}

func (n *next) draw() {
	n.reveal.SetText(n.toggleText())
	n.reveal.SetIcon(theme.IconShow())
	if n.veil.Lifted() {
		n.reveal.SetIcon(theme.IconHide())
	}
	n.reveal.Hidden = !n.secret()
	widgets.ShowIf(n.mark, n.there() && n.upcoming.At <= n.p.Office.Now())
	n.tell()
	n.resized()
}

// tell says how long it is until the release, and waits for when that is said otherwise.
func (n *next) tell() {
	n.stop()
	n.stop = func() {}
	if !n.there() {
		n.when.SetText(n.p.Voice.Text("screen.dashboard.next.none"))
		return
	}
	now := n.p.Office.Now()
	n.when.SetText(nextText(n.upcoming, now, n.veil.Lifted() || !n.secret(), n.p.Voice))
	n.stop = n.p.After(time.Duration(n.turn(now)-now)*time.Second, n.turned)
}

// turn is when the release is next said otherwise: at the next minute where it can be seen,
// else once it is so near that it can.
func (n *next) turn(now agenda.Moment) agenda.Moment {
	if n.secret() && !n.veil.Lifted() {
		return n.upcoming.At - soon
	}
	return now - now%60 + 60
}

// turned is called when a minute is over. While the moment is only awaited, the words alone
// are others.
func (n *next) turned() {
	switch now := n.p.Office.Now(); {
	case n.upcoming.At <= now:
		n.onDue()
	case n.reveal.Visible() != n.secret():
		n.draw()
		n.onShown()
	default:
		n.tell()
	}
}

// leave ends the wait for the next minute.
func (n *next) leave() {
	n.veil.Lower()
	n.stop()
	n.stop = func() {}
}

// nextText says how long it is until the next release, or only in which week it is: the
// moment is worth money to touts.
func nextText(next agenda.Release, now agenda.Moment, shown bool, voice *wording.Voice) string {
	switch {
	case !shown:
		return voice.Text("screen.dashboard.next.hidden", "Number", next.Week.Number, "Days", voice.WeekDays(next.Week))
	case next.At <= now:
		return voice.Text("screen.dashboard.next.due", "At", next.At)
	default:
		return voice.Text("screen.dashboard.next.in", "Duration", voice.Duration(int(next.At-now+59)/60), "At", next.At)
	}
}
