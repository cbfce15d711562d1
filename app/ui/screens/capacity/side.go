package capacity

import (
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
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
	badges   *fyne.Container
	said     *widgets.Paragraph
	releases *widgets.Button
	inside   fyne.CanvasObject
	panel    fyne.CanvasObject
}

func newSide(s *Screen) *side {
	voice := s.p.Voice
	d := &side{
		s: s, title: widgets.NewText(widgets.RoleHeading, ""), badges: widgets.Flow(nil),
		said: widgets.NewParagraph(widgets.RoleBody, ""),
	}
	d.title.SetMinWidth(0)
	dismiss := widgets.NewButton(widgets.Flat, "", theme.IconClose(), func() { d.fold(true) })
	dismiss.SetTip(voice.Text("screen.capacity.side.close"))
	d.releases = widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.side.releases"), theme.IconPublication(), s.openReleases)
	body := widgets.NewScroll(widgets.Down(d.badges, d.said, widgets.Flow(nil, d.releases)))
	d.inside = widgets.Inset(theme.SizeGap, widgets.DownWith(body, widgets.AcrossMiddle(d.title, d.title, dismiss), body))
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
	d.title.SetText(voice.Text("screen.capacity.detail.short-title", "Number", week.Number, "Days", voice.WeekDays(week)))
	d.badges.Objects = nil
	badge := func(is bool, key string, state widgets.State) {
		if is {
			d.badges.Objects = append(d.badges.Objects, widgets.NewBadge(voice.Text(key), state))
		}
	}
	stands := s.standings[week]
	badge(stands.current, "screen.capacity.badge.current", widgets.Info)
	badge(stands.past, "screen.capacity.badge.past", widgets.Plain)
	badge(stands.why.Locked, "screen.capacity.badge.locked", widgets.Plain)
	badge(stands.edited, "screen.capacity.badge.edited", widgets.Plain)
	badge(len(stands.over) > 0, "screen.capacity.badge.over", widgets.Danger)
	d.badges.Hidden = len(d.badges.Objects) == 0
	d.said.SetText(strings.Join(weekDetails(s.plan, s.standings, week, voice), "\n"))
	if s.ofYear() {
		d.releases.Show()
	} else {
		d.releases.Hide()
	}
}

// fold closes the panel until somebody asks for it.
func (d *side) fold(folded bool) {
	d.folded = folded
	d.draw()
	d.s.remember()
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
