package widgets

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// The times of a tip: how long the pointer rests before it appears; how long it stays
// when the pointer has left, so that the pointer can go and rest on the tip itself (WCAG
// 1.4.13); how often it looks whether what it is about is still there.
const (
	tipRest  = 600 * time.Millisecond
	tipGrace = 250 * time.Millisecond
	tipLook  = 300 * time.Millisecond
)

// tipWidth is where a tip wraps, at text scale 1.
const tipWidth = 360

// ShowTip shows a text about a widget once the pointer, or the keyboard, has rested on it
// for a moment. at is the lower left corner of what the text is about, in the widget: the
// tip appears under it, or above where there is no room. Asking again for the tip that is
// there, or about to appear, changes nothing. Without a [Stage] or an [Overlay] around the
// widget nothing happens.
func ShowTip(of fyne.CanvasObject, at fyne.Position, text string) {
	if layer := tipsOf(of); layer != nil {
		layer.ask(of, at, text)
	}
}

// HideTip ends what ShowTip began, when the pointer or the keyboard has left.
func HideTip(of fyne.CanvasObject) {
	if layer := tipsOf(of); layer != nil {
		layer.left(of)
	}
}

// dropTip takes the tip of a widget away at once, and for as long as the pointer stays:
// the widget was used, so its user knows what it does.
func dropTip(of fyne.CanvasObject) {
	if layer := tipsOf(of); layer != nil {
		layer.drop(of)
	}
}

// hushTip takes the tip of a part of a widget away at once, as dropTip does; other parts
// still have theirs.
func hushTip(of fyne.CanvasObject) {
	if layer := tipsOf(of); layer != nil && layer.of == of {
		text := layer.text
		layer.drop(of)
		layer.droppedText = text
	}
}

// tipsOf returns the layer in which the tip of a widget belongs: that of the overlay on
// top, for nothing under it can be pointed at, else that of the stage.
func tipsOf(of fyne.CanvasObject) *tipLayer {
	c := fyne.CurrentApp().Driver().CanvasForObject(of)
	if c == nil {
		return nil
	}
	if top := c.Overlays().Top(); top != nil {
		if o, ours := top.(*Overlay); ours {
			return o.tips
		}
		return nil
	}
	if s := stageOf(c); s != nil {
		return s.tips
	}
	return nil
}

// tipLayer is the layer above a content in which one tip may lie.
type tipLayer struct {
	layer *fyne.Container
	box   *tipBox

	wait    Wait
	halt    func() // ends the waiting that is going on; nil if none is
	turn    int    // counts waits: one that has just ended may be on its way
	of      fyne.CanvasObject
	at      fyne.Position
	text    string
	found   fyne.Position // where the widget was when its tip appeared
	dropped fyne.CanvasObject
	// droppedText is which tip of what was dropped; "" is all of them.
	droppedText string
}

func newTipLayer(wait Wait) *tipLayer {
	l := &tipLayer{wait: wait}
	l.box = newTipBox(func() { l.stop() }, func() { l.left(l.of) })
	l.box.Hide()
	l.layer = container.NewWithoutLayout(l.box)
	return l
}

func (l *tipLayer) stop() {
	l.turn++
	if l.halt != nil {
		l.halt()
		l.halt = nil
	}
	if l.box.Visible() {
		l.later(tipLook, l.look)
	}
}

func (l *tipLayer) later(rest time.Duration, then func()) {
	l.turn++
	if l.halt != nil {
		l.halt()
	}
	turn := l.turn
	l.halt = l.wait(rest, func() {
		if turn == l.turn {
			l.halt = nil
			then()
		}
	})
}

func (l *tipLayer) ask(of fyne.CanvasObject, at fyne.Position, text string) {
	switch {
	case of == l.dropped && (l.droppedText == "" || l.droppedText == text):
		return
	case text == "":
		l.left(of)
		return
	case of == l.of && at == l.at && text == l.text:
		if l.box.Visible() {
			l.stop() // the pointer may have left and come back
		}
		return
	}
	l.close()
	l.of, l.at, l.text = of, at, text
	l.later(tipRest, l.appear)
}

func (l *tipLayer) left(of fyne.CanvasObject) {
	if l.dropped == of {
		l.dropped = nil
	}
	if l.of != of || of == nil {
		return
	}
	if !l.box.Visible() {
		l.close()
		return
	}
	l.later(tipGrace, l.close)
}

func (l *tipLayer) drop(of fyne.CanvasObject) {
	if l.of == of {
		l.close()
	}
	l.dropped, l.droppedText = of, ""
}

func (l *tipLayer) close() {
	l.turn++
	if l.halt != nil {
		l.halt()
		l.halt = nil
	}
	l.of, l.text = nil, ""
	if l.box.Visible() {
		l.box.Hide()
		l.layer.Refresh()
	}
}

// appear shows the tip where it is whole and does not lie on what it is about.
func (l *tipLayer) appear() {
	if l.of == nil || !l.of.Visible() {
		l.close()
		return
	}
	l.box.set(l.text)
	l.found = fyne.CurrentApp().Driver().AbsolutePositionForObject(l.of)
	room, size := l.layer.Size(), l.box.MinSize()
	const gap, edge = 4, 4
	corner := l.found.Add(l.at)
	x := max(min(corner.X, room.Width-size.Width-edge), edge)
	y := corner.Y + gap
	if y+size.Height > room.Height-edge {
		y = max(corner.Y-theme.Size(theme.SizeControl)-gap-size.Height, edge)
	}
	l.box.Show()
	place(l.box, x, y, size.Width, size.Height)
	l.box.Refresh()
	l.layer.Refresh()
	l.later(tipLook, l.look)
}

// look takes the tip away when what it is about has moved or gone: scrolled, or another
// page is shown. No event tells.
func (l *tipLayer) look() {
	if !l.of.Visible() || fyne.CurrentApp().Driver().AbsolutePositionForObject(l.of) != l.found {
		l.close()
		return
	}
	l.later(tipLook, l.look)
}

// tipBox is the tip that is seen. The pointer may rest on it, but what it does there goes
// to what is below.
type tipBox struct {
	widget.BaseWidget

	enter, leave func()
	text         *Paragraph
	width        float32
}

var _ desktop.Hoverable = (*tipBox)(nil)

func newTipBox(enter, leave func()) *tipBox {
	b := &tipBox{enter: enter, leave: leave, text: NewParagraph(RoleBody, "")}
	b.ExtendBaseWidget(b)
	return b
}

// MouseIn keeps the tip: the pointer reads it.
func (b *tipBox) MouseIn(*desktop.MouseEvent) { b.enter() }

// MouseMoved does nothing more than MouseIn did.
func (b *tipBox) MouseMoved(*desktop.MouseEvent) {}

// MouseOut lets the tip go.
func (b *tipBox) MouseOut() { b.leave() }

// set changes the text, and makes the tip as wide as its longest line, up to where it wraps.
func (b *tipBox) set(text string) {
	size := theme.Size(theme.SizeTextBody)
	b.width = 0
	for line := range strings.Lines(text) {
		b.width = max(b.width, textWidth(strings.TrimRight(line, "\n"), size, fyne.TextStyle{})+2)
	}
	b.width = min(b.width, tipWidth*theme.Scale())
	b.text.SetText(text)
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *tipBox) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	padding := func() fyne.Size { return fyne.NewSize(theme.Size(theme.SizeGap), theme.Size(theme.SizeGap)*0.6) }
	draw := func() {
		ground.CornerRadius = theme.Size(theme.SizeRadius)
		ground.Shadow = canvas.Shadow{Color: theme.Color(fynetheme.ColorNameShadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
		setFill(ground, theme.Color(fynetheme.ColorNameMenuBackground), theme.Color(theme.ColorControl), 1)
	}
	arrange := func(s fyne.Size) {
		p := padding()
		place(ground, 0, 0, s.Width, s.Height)
		place(b.text, p.Width, p.Height, s.Width-2*p.Width, s.Height-2*p.Height)
	}
	draw()
	return &renderer{
		objects: fixedObjects(ground, b.text),
		layout:  arrange,
		minSize: func() fyne.Size {
			p := padding()
			return fyne.NewSize(b.width+2*p.Width, b.text.HeightFor(b.width)+2*p.Height)
		},
		refresh: func() { draw(); arrange(b.Size()); b.text.Refresh(); canvas.Refresh(b) },
	}
}
