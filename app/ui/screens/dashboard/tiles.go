package dashboard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// showTargets shows the goals of the year. They lead to the plan, which reaches them or
// not.
func (s *Screen) showTargets(targets []target) {
	var tiles []fyne.CanvasObject
	for _, t := range targets {
		tiles = append(tiles, newTarget(t, s.p))
	}
	s.targets.Objects = []fyne.CanvasObject{widgets.Evenly(tiles...)}
	s.targets.Refresh()
}

// newTarget is a goal: a large figure, and a bar for each way to measure it.
func newTarget(t target, p Params) fyne.CanvasObject {
	title := widgets.NewText(widgets.RoleHeading, t.title)
	title.SetMinWidth(0)
	head := widgets.AcrossMiddle(title, title, widgets.NewText(widgets.RoleFigure, t.figure))
	lines := []fyne.CanvasObject{head}
	for _, m := range t.measures {
		bar := widgets.NewTargetBar(p.Voice, m.label)
		bar.Under = m.under
		bar.Set(m.value, float64(t.target))
		lines = append(lines, bar)
	}
	leads := widgets.NewPressable(widgets.Inset(theme.SizeGap, widgets.Down(lines...)),
		t.title+", "+t.figure+" "+t.of, func() { p.Navigate(pageCapacity) })
	leads.SetTip(openText(pageCapacity, p.Voice))
	return widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.Inset(theme.SizeGapSmall, leads))
}

// strip is the steps from the plan to the desk, side by side; each leads to where it is
// counted.
type strip struct {
	p       Params
	steps   []*stepCell
	row     *fyne.Container
	causes  *widgets.Paragraph
	content fyne.CanvasObject
}

// stepCell is a step: what it is, how many, and how many students apart.
type stepCell struct {
	figure, students *widgets.Text
	leads            *widgets.Pressable
}

func newStrip(p Params) *strip {
	s := &strip{p: p, causes: widgets.NewParagraph(widgets.RoleCaption, ""), row: container.NewStack()}
	causes := widgets.InsetEdges(theme.SizeGapSmall, "", theme.SizeGapSmall, theme.SizeGapSmall, s.causes)
	s.content = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Tight(s.row, causes)))
	return s
}

// show shows the figures of the steps. Their cells stay, and with them the keyboard.
func (s *strip) show(tiles []tile, causes string) {
	if s.steps == nil {
		s.make(tiles)
	}
	for i, t := range tiles {
		c := s.steps[i]
		c.figure.SetText(t.figure)
		c.students.SetText(t.students)
		c.leads.SetLabel(t.label + ", " + t.figure)
	}
	s.causes.SetText(causes)
	s.content.Refresh()
}

func (s *strip) make(tiles []tile) {
	var cells []fyne.CanvasObject
	for _, t := range tiles {
		c := &stepCell{figure: widgets.NewText(widgets.RoleFigure, ""), students: widgets.NewText(widgets.RoleCaption, t.students)}
		text := widgets.Tight(widgets.NewText(widgets.RoleCaption, t.label), c.figure, c.students)
		c.leads = widgets.NewPressable(text, t.label, func() { s.p.Navigate(t.page) })
		c.leads.SetTip(openText(t.page, s.p.Voice))
		s.steps = append(s.steps, c)
		cells = append(cells, c.leads)
	}
	s.row.Objects = []fyne.CanvasObject{widgets.Evenly(cells...)}
}
