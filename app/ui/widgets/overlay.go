package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// Overlay is a panel above the window: a dialog in its middle or a popover at a
// widget. Escape closes it. While it is open, the keys that nobody inside wants come
// to its OnKey, whatever the window's frame listens to.
type Overlay struct {
	widget.BaseWidget

	// OnClosed is called once, when the overlay is gone.
	OnClosed func()
	// Leaving is asked before Escape closes the overlay; it returns false to stay. nil:
	// Escape closes.
	Leaving func() bool
	// OnKey hears the keys that no widget inside wanted, Escape excepted.
	OnKey func(*fyne.KeyEvent)

	canvas  fyne.Canvas
	content fyne.CanvasObject
	where   position
	modal   bool // dims what is under it
	light   bool // a tap beside it closes it
	panel   *fyne.Container
	closed  bool
	before  func(*fyne.KeyEvent)
	focused fyne.Focusable
	tips    *tipLayer
}

var (
	_ fyne.Tappable          = (*Overlay)(nil)
	_ fyne.SecondaryTappable = (*Overlay)(nil)
)

// DialogMargin is what is left of the window around a dialog at least.
const DialogMargin = 12

// position says where in a room a panel of a size stands.
type position func(size, room fyne.Size) fyne.Position

// ShowDialog opens a panel in the middle of the canvas. What is under it is dimmed
// and out of reach.
func ShowDialog(c fyne.Canvas, content fyne.CanvasObject) *Overlay {
	return showOverlay(c, content, inTheMiddle, true)
}

// ShowPopover opens a panel under a widget, or above it where there is more room. A
// tap beside it closes it. It returns nil if the anchor is on no canvas.
func ShowPopover(anchor, content fyne.CanvasObject) *Overlay {
	c := fyne.CurrentApp().Driver().CanvasForObject(anchor)
	if c == nil {
		return nil
	}
	return showOverlay(c, content, under(anchor), false)
}

func showOverlay(c fyne.Canvas, content fyne.CanvasObject, where position, modal bool) *Overlay {
	o := &Overlay{canvas: c, content: content, where: where, modal: modal, light: !modal, before: c.OnTypedKey(), focused: c.Focused()}
	wait := Wait(onceRested)
	if stage := stageOf(c); stage != nil {
		stage.HideTips()
		wait = stage.Wait
	}
	o.tips = newTipLayer(wait)
	o.ExtendBaseWidget(o)
	c.Overlays().Add(o)
	c.SetOnTypedKey(o.typedKey)
	return o
}

func (o *Overlay) typedKey(key *fyne.KeyEvent) {
	o.tips.close()
	if key.Name == fyne.KeyEscape {
		if o.Leaving == nil || o.Leaving() {
			o.Close()
		}
		return
	}
	if o.OnKey != nil {
		o.OnKey(key)
	}
}

// Close removes the overlay, with every overlay above it, and gives the keyboard back
// to what had it.
func (o *Overlay) Close() {
	if o.closed {
		return
	}
	o.closed = true
	o.tips.close()
	o.closeAbove()
	// An overlay below that was closed first has taken this one with it.
	if slices.Contains(o.canvas.Overlays().List(), fyne.CanvasObject(o)) {
		o.canvas.Overlays().Remove(o)
		o.canvas.SetOnTypedKey(o.before)
		if o.focused != nil {
			o.canvas.Focus(o.focused)
		}
	}
	if o.OnClosed != nil {
		o.OnClosed()
	}
}

// closeAbove closes what was opened from this overlay, the last first.
func (o *Overlay) closeAbove() {
	all := o.canvas.Overlays().List()
	for i := len(all) - 1; i >= 0 && all[i] != fyne.CanvasObject(o); i-- {
		if above, ok := all[i].(*Overlay); ok && slices.Contains(all, fyne.CanvasObject(o)) {
			above.Close()
		}
	}
}

// Tapped is a tap beside the panel: it closes a popover; a dialog stays.
func (o *Overlay) Tapped(e *fyne.PointEvent) {
	if !o.light || o.panel == nil {
		return
	}
	at, size := o.panel.Position(), o.panel.Size()
	inside := e.Position.X >= at.X && e.Position.X < at.X+size.Width && e.Position.Y >= at.Y && e.Position.Y < at.Y+size.Height
	if !inside {
		o.Close()
	}
}

// TappedSecondary does what [Overlay.Tapped] does.
func (o *Overlay) TappedSecondary(e *fyne.PointEvent) { o.Tapped(e) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (o *Overlay) CreateRenderer() fyne.WidgetRenderer {
	dim, ground := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	o.panel = container.NewWithoutLayout(ground, o.content)
	draw := func() {
		veil := color.Color(color.Transparent)
		if o.modal {
			veil = theme.Color(fynetheme.ColorNameShadow)
		}
		setFill(dim, veil, nil, 0)
		ground.CornerRadius = theme.Size(theme.SizeRadiusLarge)
		ground.Shadow = canvas.Shadow{Color: theme.Color(fynetheme.ColorNameShadow), BlurRadius: 14, Offset: fyne.NewPos(0, 3)}
		setFill(ground, theme.Color(fynetheme.ColorNameOverlayBackground), theme.Color(theme.ColorBorder), 1)
	}
	arrange := func(s fyne.Size) {
		place(dim, 0, 0, s.Width, s.Height)
		margin := float32(4)
		if o.modal {
			margin = DialogMargin
		}
		size := o.content.MinSize().Min(fyne.NewSize(s.Width-2*margin, s.Height-2*margin))
		at := o.where(size, s)
		place(o.panel, at.X, at.Y, size.Width, size.Height)
		place(ground, 0, 0, size.Width, size.Height)
		place(o.content, 0, 0, size.Width, size.Height)
		place(o.tips.layer, 0, 0, s.Width, s.Height)
	}
	draw()
	return &renderer{
		objects: fixedObjects(dim, o.panel, o.tips.layer),
		layout:  arrange,
		minSize: func() fyne.Size { return o.content.MinSize() },
		refresh: func() { draw(); arrange(o.Size()); o.content.Refresh(); canvas.Refresh(o) },
	}
}

// inTheMiddle is where dialogs stand: a little above the middle is where the eye looks for
// a question.
func inTheMiddle(size, room fyne.Size) fyne.Position {
	return fyne.NewPos((room.Width-size.Width)/2, max((room.Height-size.Height)*0.42, 0))
}

// under places a popover under its anchor, or above it where there is more room.
func under(anchor fyne.CanvasObject) position {
	return func(size, room fyne.Size) fyne.Position {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor)
		y := at.Y + anchor.Size().Height + 3
		if y+size.Height > room.Height && at.Y-size.Height-3 > 0 {
			y = at.Y - size.Height - 3
		}
		x := min(at.X, room.Width-size.Width-4)
		return fyne.NewPos(max(x, 4), max(min(y, room.Height-size.Height-4), 4))
	}
}
