package capacity

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/beside"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The width of the panel at least, and what the table needs beside it, at text scale 1:
// in a window of 1,280 pixels the table keeps every procedure in sight.
const (
	sideWidth  = 324
	tableWidth = 560
)

// side explains the chosen week at the right of the table.
type side struct {
	s      *Screen
	folded bool

	title    *widgets.Text
	days     *widgets.Text
	badges   *fyne.Container
	said     *widgets.Paragraph
	lock     *widgets.Button
	releases *widgets.Button
	failure  *fyne.Container // why the desks of the week are not there
	editor   *editor
	body     *widgets.Scroll
	inside   fyne.CanvasObject
	panel    fyne.CanvasObject
	pinned   *pinned
	need     [2]float32 // what it needed when it was laid out last
}

func newSide(s *Screen) *side {
	voice := s.p.Voice
	d := &side{
		s: s, title: widgets.NewText(widgets.RoleHeading, ""), days: widgets.NewText(widgets.RoleMuted, ""), badges: widgets.Flow(nil),
		said: widgets.NewParagraph(widgets.RoleBody, ""),
	}
	d.title.SetMinWidth(0)
	d.days.SetMinWidth(0)
	dismiss := widgets.NewButton(widgets.Flat, "", theme.IconClose(), func() { d.fold(true) })
	dismiss.SetTip(voice.Text("screen.capacity.side.close"))
	d.releases = widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.side.releases"), theme.IconPublication(), s.openReleases)
	d.lock = widgets.NewButton(widgets.Secondary, "", nil, d.relock)
	d.failure = container.NewStack()
	d.failure.Hide()
	d.editor = newEditor(s)
	d.body = widgets.NewScroll(widgets.InsetEdges("", "", theme.SizeGap, "",
		widgets.Down(d.badges, d.said, widgets.Flow(nil, d.lock, d.releases), d.failure, d.editor.content)))
	title := widgets.Tight(d.title, d.days)
	d.pinned = newPinned(widgets.AcrossMiddle(title, title, dismiss), d.body, d.editor.bar.content)
	d.inside = widgets.Inset(theme.SizeGap, d.pinned)
	d.panel = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, d.inside)
	return d
}

// around places the panel beside the table.
func (d *side) around(table fyne.CanvasObject) *beside.Beside {
	return beside.New(beside.Params{
		Main: table, Side: d.panel, Inside: d.inside, Width: sideWidth, Least: tableWidth,
		OnWidth: func(float32) { d.s.remember() },
	})
}

// show explains a week of the plan.
func (d *side) show(week agenda.Week) {
	s, voice := d.s, d.s.p.Voice
	d.title.SetText(voice.Text("screen.capacity.side.title", "Number", week.Number))
	d.days.SetText(voice.WeekDays(week))
	d.drawBadges()
	d.said.SetText(strings.Join(weekDetails(s.plan, s.standings, week, voice), " "))
	d.releases.Hidden = !s.ofYear()
	d.drawLock()
	d.editor.show(week)
	d.fit()
}

// drawBadges shows how the week stands.
func (d *side) drawBadges() {
	voice, stands := d.s.p.Voice, d.s.standings[d.s.week]
	d.badges.Objects = nil
	badge := func(is bool, key string, state widgets.State) {
		if is {
			d.badges.Objects = append(d.badges.Objects, widgets.NewBadge(voice.Text(key), state))
		}
	}
	badge(stands.current, "screen.capacity.badge.current", widgets.Info)
	badge(stands.past, "screen.capacity.badge.past", widgets.Plain)
	badge(stands.why.Locked, "screen.capacity.badge.locked", widgets.Plain)
	badge(stands.edited, "screen.capacity.badge.edited", widgets.Plain)
	badge(len(stands.over) > 0, "screen.capacity.badge.over", widgets.Danger)
	badge(stands.typed, "screen.capacity.badge.typed", widgets.Warning)
	d.badges.Hidden = len(d.badges.Objects) == 0
	d.badges.Refresh()
}

// drawLock shows what the button of the lock would do to the week.
func (d *side) drawLock() {
	s, voice := d.s, d.s.p.Voice
	i := slices.IndexFunc(s.present.Weeks, func(w office.PlanWeek) bool { return w.Week == s.week })
	d.lock.Hidden = i < 0 || s.looking() || s.present.Weeks[i].Past
	if d.lock.Hidden {
		return
	}
	if s.present.Weeks[i].Locked {
		d.lock.SetText(voice.Text("screen.capacity.side.unlock"))
	} else {
		d.lock.SetText(voice.Text("screen.capacity.side.lock"))
	}
}

// relock locks the week of the panel, or takes its lock away.
func (d *side) relock() {
	for _, w := range d.s.present.Weeks {
		if w.Week == d.s.week {
			d.s.relock([]agenda.Week{w.Week}, !w.Locked)
		}
	}
}

// failed says why the desks of the week are not there; nil: they are.
func (d *side) failed(err error, again func()) {
	if err == nil && !d.failure.Visible() {
		return
	}
	d.failure.Hidden = err == nil
	d.failure.Objects = nil
	if err != nil {
		d.failure.Objects = []fyne.CanvasObject{widgets.NewFailed(d.s.p.Voice, err, again)}
	}
	d.fit()
}

// fit gives what the panel shows its place, where that needs another height than before,
// and reports whether it did. The page as a whole is laid out anew only where the panel
// stands under the table.
func (d *side) fit() bool {
	width := d.body.Size().Width
	need := [2]float32{widgets.HeightFor(d.body, width), d.pinned.footHeight(width)}
	if need == d.need {
		d.editor.numbers.Refresh()
		return false
	}
	d.need = need
	d.inside.Refresh()
	if beside := d.s.weeks.beside; beside.Under(beside.Size().Width) {
		d.s.content.Refresh()
	}
	return true
}

// fold closes the panel until somebody asks for it.
func (d *side) fold(folded bool) {
	d.folded = folded
	d.draw()
	d.s.remember()
	if !folded {
		d.editor.show(d.s.week)
	}
	d.s.content.Refresh()
	d.s.actionsChanged()
}

func (d *side) draw() {
	if d.folded {
		d.panel.Hide()
	} else {
		d.panel.Show()
	}
}
