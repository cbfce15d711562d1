package dialogs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// sheet is how a dialog is laid out: title, body, and at the bottom what helps at the
// left and the answers at the right, above each other where they have no room beside each
// other. The body scrolls when the window is too small for all of it, as with large text;
// title and answers never go.
type sheet struct {
	canvas    fyne.Canvas
	wanted    fyne.Size // at text scale 1
	title     fyne.CanvasObject
	body      fyne.CanvasObject // nil: none
	scroller  *widgets.Scroll   // around the body
	helps     *fyne.Container   // nil: nothing helps
	answers   *fyne.Container
	container *fyne.Container
}

// bodyWidth is how wide a dialog is at text scale 1 unless its content asks for more:
// a line that is easily read.
const bodyWidth = 460

// rim is the room around the body inside what scrolls, which would cut the ring around
// what has the keyboard.
const rim = fynetheme.SizeNamePadding

func newSheet(c fyne.Canvas, q Question, answers []fyne.CanvasObject) *sheet {
	s := &sheet{
		canvas: c, wanted: q.Size, body: q.body(),
		title: widgets.NewParagraph(widgets.RoleHeading, q.Title), answers: widgets.Across(answers...),
	}
	objects := []fyne.CanvasObject{s.title}
	if s.body != nil {
		s.body = widgets.Inset(rim, s.body)
		s.scroller = widgets.NewScroll(s.body)
		objects = append(objects, s.scroller)
	}
	if len(q.Aside) > 0 {
		s.helps = widgets.Across(q.Aside...)
		objects = append(objects, s.helps)
	}
	s.container = container.New(s, append(objects, s.answers)...)
	return s
}

// scroll moves the body by parts of what is seen of it.
func (s *sheet) scroll(views float32) {
	if s.scroller != nil {
		s.scroller.ScrollBy(views)
	}
}

// room is what a sheet can have of the window, with the margin inside of the panel.
func (s *sheet) room() fyne.Size {
	margins := 2 * (theme.Size(theme.SizeMargin) + widgets.DialogMargin)
	return s.canvas.Size().SubtractWidthHeight(margins, margins)
}

// bottom returns how wide what stands at the bottom is beside each other, and how high it
// is in a width.
func (s *sheet) bottom(width float32) (beside, height float32) {
	answers := s.answers.MinSize()
	if s.helps == nil {
		return answers.Width, answers.Height
	}
	helps, gap := s.helps.MinSize(), theme.Size(theme.SizeGap)
	beside = helps.Width + gap + answers.Width
	if beside > width {
		return beside, helps.Height + gap + answers.Height
	}
	return beside, max(helps.Height, answers.Height)
}

// MinSize implements fyne.Layout.
func (s *sheet) MinSize([]fyne.CanvasObject) fyne.Size {
	room, gap := s.room(), theme.Size(theme.SizeGapLarge)
	width, edge := max(bodyWidth, s.wanted.Width)*theme.Scale(), theme.Size(rim)
	if s.body != nil {
		width = max(width, s.body.MinSize().Width-2*edge)
	}
	beside, _ := s.bottom(width)
	width = max(min(max(width, beside), room.Width), s.answers.MinSize().Width)
	_, bottom := s.bottom(width)
	height := widgets.HeightFor(s.title, width) + gap + bottom
	if s.body != nil {
		height += gap + widgets.HeightFor(s.body, width+2*edge) - 2*edge
	}
	return fyne.NewSize(width, min(max(height, s.wanted.Height*theme.Scale()), room.Height))
}

// Layout implements fyne.Layout.
func (s *sheet) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, y))
	}
	gap, top := theme.Size(theme.SizeGapLarge), widgets.HeightFor(s.title, size.Width)
	place(s.title, 0, 0, size.Width, top)
	_, bottom := s.bottom(size.Width)
	answers := s.answers.MinSize()
	place(s.answers, size.Width-answers.Width, size.Height-answers.Height, answers.Width, answers.Height)
	if s.helps != nil {
		helps := s.helps.MinSize()
		place(s.helps, 0, size.Height-bottom, helps.Width, helps.Height)
	}
	if s.scroller != nil {
		edge := theme.Size(rim)
		place(s.scroller, -edge, top+gap-edge, size.Width+2*edge, size.Height-top-bottom-2*gap+2*edge)
	}
}

// complaint is what is wrong, beside the field that it is about. It is there only while
// something is.
type complaint struct{ *widgets.Paragraph }

func newComplaint(wrong string) complaint {
	c := complaint{widgets.NewParagraph(widgets.RoleBody, "")}
	c.SetState(widgets.Danger)
	c.say(wrong)
	return c
}

func (c complaint) say(wrong string) {
	if wrong == "" {
		c.SetText("")
		c.Hide()
		return
	}
	c.SetText(widgets.Signed(widgets.Danger, wrong))
	c.Show()
}
