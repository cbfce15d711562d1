// Package page is the frame that every screen is put in: title, what the page is for,
// actions at the right, filters, content, status at the bottom; and the one way to say
// that there is nothing to show yet, nothing at all, or that it did not come.
//
// What belongs here: the one way in which a page is laid out.
package page

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// Parts are what a page is made of. Content is needed.
type Parts struct {
	Title   string
	Purpose string              // what the page is for, in a line
	Actions []fyne.CanvasObject // buttons, the primary one last
	Filters fyne.CanvasObject   // nil: none
	Content fyne.CanvasObject   // takes the space that is left
	Status  fyne.CanvasObject   // nil: none
}

// New lays a page out. Where the window is narrow or the text large, actions go under
// the title and the page is moved as a whole rather than cut.
func New(p Parts) fyne.CanvasObject {
	title := widgets.Tight(
		widgets.NewParagraph(widgets.RoleTitle, p.Title),
		widgets.NewParagraph(widgets.RoleMuted, p.Purpose))
	head := title
	if len(p.Actions) > 0 {
		// The actions stay together: beside the title or, all of them, under it.
		head = widgets.AcrossMiddle(title, title, widgets.Flow(nil, p.Actions...))
	}
	parts := []fyne.CanvasObject{head}
	if p.Filters != nil {
		parts = append(parts, p.Filters)
	}
	parts = append(parts, p.Content)
	if p.Status != nil {
		parts = append(parts, p.Status)
	}
	return widgets.NewScroll(widgets.Inset(theme.SizeMargin, widgets.Parts(p.Content, parts...)))
}
