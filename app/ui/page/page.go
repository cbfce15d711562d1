// Package page is the frame that every screen is put in: title, what the page is for,
// actions at the right, filters, content, status at the bottom.
//
// What belongs here: the one way in which a page is laid out.
package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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

// New lays a page out.
func New(p Parts) fyne.CanvasObject {
	purpose := widgets.NewText(widgets.RoleMuted, p.Purpose)
	purpose.SetMinWidth(0)
	title := widgets.Down(widgets.NewText(widgets.RoleTitle, p.Title), purpose)
	head := widgets.AcrossWith(title, append([]fyne.CanvasObject{title}, centred(p.Actions)...)...)
	parts := []fyne.CanvasObject{head}
	if p.Filters != nil {
		parts = append(parts, p.Filters)
	}
	parts = append(parts, p.Content)
	if p.Status != nil {
		parts = append(parts, p.Status)
	}
	return widgets.Inset(theme.SizeMargin, widgets.Parts(p.Content, parts...))
}

// centred keeps each action at its own height beside the two lines of the title.
func centred(actions []fyne.CanvasObject) []fyne.CanvasObject {
	kept := make([]fyne.CanvasObject, len(actions))
	for i, a := range actions {
		kept[i] = container.New(middle{}, a)
	}
	return kept
}

// middle gives one object its own height in the middle of what there is.
type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, height))
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
	}
}

func (middle) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}
