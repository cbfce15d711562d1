package capacity

import (
	"fyne.io/fyne/v2"

	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// earlier is a version that is looked at in place of the plan that stands.
type earlier struct {
	plan    office.PlanView
	version office.PlanVersion
}

// looking reports whether another version than the plan that stands is looked at.
func (s *Screen) looking() bool { return s.earlier != nil }

// lookAt shows an earlier version, to be read.
func (s *Screen) lookAt(plan office.PlanView, version office.PlanVersion) {
	s.earlier = &earlier{plan, version}
	s.draw()
	s.turnTo(viewWeeks)
}

// leaveVersion goes back to the plan that stands.
func (s *Screen) leaveVersion() {
	s.earlier = nil
	s.draw()
	s.turnTo(viewWeeks)
}

// banner says above everything that an earlier version is looked at.
type banner struct {
	said    *widgets.Paragraph
	content fyne.CanvasObject
}

func newBanner(s *Screen) *banner {
	voice := s.p.Voice
	b := &banner{said: widgets.NewParagraph(widgets.RoleStrong, "")}
	back := widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.version.back"), theme.IconBack(), s.leaveVersion)
	restore := widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.version.restore"), theme.IconHistory(), func() {
		if s.looking() {
			s.restore(s.earlier.version.Version)
		}
	})
	b.content = widgets.NewSurface(widgets.Warning.GroundName(), widgets.EdgeAll,
		widgets.Inset(theme.SizeGap, widgets.AcrossMiddle(b.said, b.said, back, restore)))
	b.content.Hide()
	return b
}

func (b *banner) show(s *Screen) {
	if !s.looking() {
		b.content.Hide()
		return
	}
	v, voice := s.earlier.version, s.p.Voice
	b.said.SetText(widgets.Signed(widgets.Warning, voice.Text("screen.capacity.version.banner", "Version", v.Version, "At", v.At, "By", v.By)))
	b.content.Show()
}
