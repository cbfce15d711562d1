package chance

import (
	"fyne.io/fyne/v2"

	"creneaux/app/publication"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// clash says that no schedule obeys the rules, which rule is in the way, and what would be
// possible.
type clash struct {
	p       Params
	take    func(publication.Config) // of a way out
	title   *widgets.Paragraph
	ways    *fyne.Container
	content fyne.CanvasObject
}

func newClash(p Params, take func(publication.Config)) *clash {
	c := &clash{p: p, take: take, title: widgets.NewParagraph(widgets.RoleHeading, ""), ways: widgets.Parts(nil)}
	c.title.SetState(widgets.Warning)
	c.content = widgets.NewTile(widgets.Parts(nil, c.title, c.ways))
	return c
}

// show shows why rules are impossible; offered says that a way out can be taken.
func (c *clash) show(m measured, title string, offered bool) {
	voice := c.p.Voice
	c.title.SetText(widgets.Signed(widgets.Warning, title))
	c.ways.Objects = nil
	if !offered || len(m.ways) == 0 {
		sentence, remedy := voice.Problem(m.impossible)
		c.ways.Objects = append(c.ways.Objects, widgets.NewParagraph(widgets.RoleBody, sentence), widgets.NewParagraph(widgets.RoleMuted, remedy))
	} else {
		c.ways.Objects = append(c.ways.Objects, widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.chance.clash.ways", "Count", len(m.ways))))
		for _, way := range m.ways {
			c.ways.Objects = append(c.ways.Objects, c.way(way))
		}
	}
	c.ways.Refresh()
}

// way is a way out: which rule clashes, and the button that takes the nearest possible one.
func (c *clash) way(way publication.Way) fyne.CanvasObject {
	said := widgets.NewParagraph(widgets.RoleBody, capital(c.p.Voice.Say(way.Clash)))
	take := widgets.NewButton(widgets.Secondary, c.p.Voice.Text("screen.chance.clash.take"), theme.IconCheck(), func() { c.take(way.Rules) })
	take.SetAccessibleLabel(take.Text() + ", " + said.Text())
	return widgets.AcrossMiddle(said, said, take)
}
