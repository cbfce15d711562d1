package dialogs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// sheet is how a dialog is laid out: title, body, buttons. The body scrolls when the
// window is too small for all of it, as with large text; title and buttons never go.
type sheet struct {
	canvas    fyne.Canvas
	wanted    fyne.Size         // at text scale 1
	body      fyne.CanvasObject // nil: none
	scroller  *container.Scroll
	container *fyne.Container
}

// bodyWidth is how wide a dialog is at text scale 1 unless its content asks for more:
// a line that is easily read.
const bodyWidth = 460

func newSheet(c fyne.Canvas, wanted fyne.Size, title, body, buttons fyne.CanvasObject) *sheet {
	s := &sheet{canvas: c, wanted: wanted, body: body}
	if body == nil {
		s.container = container.New(s, title, buttons)
		return s
	}
	s.scroller = container.NewScroll(body)
	s.container = container.New(s, title, s.scroller, buttons)
	return s
}

// scroll moves the body by half of what is seen of it.
func (s *sheet) scroll(direction float32) {
	if s.scroller != nil {
		s.scroller.ScrollToOffset(fyne.NewPos(0, s.scroller.Offset.Y+direction*s.scroller.Size().Height/2))
	}
}

// reveal scrolls to what gets the keyboard.
func (s *sheet) reveal(focused fyne.Focusable) {
	o, ok := focused.(fyne.CanvasObject)
	if !ok || s.scroller == nil {
		return
	}
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s.body).Y
	if below := top + o.Size().Height - s.scroller.Size().Height; below > 0 && top < s.body.Size().Height {
		s.scroller.ScrollToOffset(fyne.NewPos(0, below+theme.Size(theme.SizeGapLarge)))
	}
}

// room is what a sheet can have of the window: its margin stands inside and outside.
func (s *sheet) room() fyne.Size {
	margins := 4 * theme.Size(theme.SizeMargin)
	return s.canvas.Size().SubtractWidthHeight(margins, margins)
}

// MinSize implements fyne.Layout.
func (s *sheet) MinSize(objects []fyne.CanvasObject) fyne.Size {
	room := s.room()
	scale := theme.Size(theme.SizeTextBody) / 13
	width := max(bodyWidth, s.wanted.Width) * scale
	if s.body != nil {
		width = max(width, s.body.MinSize().Width)
	}
	width = max(min(width, room.Width), objects[len(objects)-1].MinSize().Width)
	height := theme.Size(theme.SizeGapLarge) * float32(len(objects)-1)
	for _, o := range objects {
		if o == fyne.CanvasObject(s.scroller) {
			o = s.body
		}
		height += heightAt(o, width)
	}
	return fyne.NewSize(width, min(max(height, s.wanted.Height*scale), room.Height))
}

// heightAt returns how high an object is that is so wide: the height of wrapped text
// follows from its width.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.Size().Height))
	return o.MinSize().Height
}

// Layout implements fyne.Layout.
func (s *sheet) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Size(theme.SizeGapLarge)
	title, buttons := objects[0], objects[len(objects)-1]
	top, bottom := heightAt(title, size.Width), buttons.MinSize().Height
	title.Resize(fyne.NewSize(size.Width, top))
	title.Move(fyne.NewPos(0, 0))
	buttons.Resize(fyne.NewSize(size.Width, bottom))
	buttons.Move(fyne.NewPos(0, size.Height-bottom))
	if s.scroller != nil {
		s.scroller.Resize(fyne.NewSize(size.Width, size.Height-top-bottom-2*gap))
		s.scroller.Move(fyne.NewPos(0, top+gap))
	}
}

// complaint is what is wrong, under the field that it is about. It wraps: sentences
// about files hold paths.
type complaint struct {
	*widget.RichText
}

func newComplaint(wrong string) complaint {
	c := complaint{widget.NewRichText()}
	c.Wrapping = fyne.TextWrapWord
	c.say(wrong)
	return c
}

func (c complaint) say(wrong string) {
	c.Segments = nil
	if wrong != "" {
		c.Segments = []widget.RichTextSegment{&widget.TextSegment{
			Text:  widgets.Danger.Sign() + "\u2002" + wrong,
			Style: widget.RichTextStyle{ColorName: theme.ColorErrorText, SizeName: fynetheme.SizeNameText},
		}}
	}
	c.Hidden = wrong == ""
	c.Refresh()
}
