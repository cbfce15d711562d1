package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// Pressable is content that leads somewhere: a figure to where it is counted, a line of a
// list to its page. A click, Space or Enter goes there.
type Pressable struct {
	widget.BaseWidget

	// OnTapped is called when it is pressed.
	OnTapped func()

	content          fyne.CanvasObject
	said, tip        string
	arrow            bool
	hovered, focused bool
	byPointer        bool // the focus came by a click: no ring, the pointer shows where
}

var (
	_ fyne.Focusable     = (*Pressable)(nil)
	_ fyne.Tappable      = (*Pressable)(nil)
	_ desktop.Hoverable  = (*Pressable)(nil)
	_ desktop.Cursorable = (*Pressable)(nil)
	_ fyne.Accessible    = (*Pressable)(nil)
	_ Fitting            = (*Pressable)(nil)
	_ measured           = (*Pressable)(nil)
)

// NewPressable returns content that can be pressed. said is what a screen reader reads.
func NewPressable(content fyne.CanvasObject, said string, tapped func()) *Pressable {
	p := &Pressable{content: content, said: said, OnTapped: tapped}
	p.ExtendBaseWidget(p)
	return p
}

// SetLabel changes what a screen reader reads.
func (p *Pressable) SetLabel(said string) { p.said = said }

// SetTip sets a text that appears when the pointer or the keyboard rests here: where it
// leads.
func (p *Pressable) SetTip(text string) { p.tip = text }

// SetArrow draws at the right that this leads on: in a list of such lines.
func (p *Pressable) SetArrow() {
	p.arrow = true
	p.Refresh()
}

// Tapped goes where it leads. A click leaves the focus here.
func (p *Pressable) Tapped(click *fyne.PointEvent) {
	if click != nil {
		p.byPointer = true
		focus(p)
	}
	dropTip(p)
	if p.OnTapped != nil {
		p.OnTapped()
	}
}

// TypedKey goes where it leads with Space or Enter; other keys go on to the canvas.
func (p *Pressable) TypedKey(key *fyne.KeyEvent) {
	p.byPointer = false
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.Tapped(nil)
	default:
		bubble(p, key)
	}
}

// TypedRune does nothing: there is nothing to type.
func (p *Pressable) TypedRune(rune) {}

// FocusGained shows the focus ring.
func (p *Pressable) FocusGained() {
	p.focused = true
	if !p.byPointer {
		p.showTip()
		Reveal(p)
	}
	p.Refresh()
}

// FocusLost hides the focus ring.
func (p *Pressable) FocusLost() {
	p.focused, p.byPointer = false, false
	HideTip(p)
	p.Refresh()
}

// MouseIn lights the content up.
func (p *Pressable) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.showTip()
	p.Refresh()
}

// MouseMoved does nothing more than MouseIn did.
func (p *Pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (p *Pressable) MouseOut() {
	p.hovered = false
	HideTip(p)
	p.Refresh()
}

func (p *Pressable) showTip() {
	if p.tip != "" {
		ShowTip(p, fyne.NewPos(0, p.Size().Height), p.tip)
	}
}

// Cursor says that this leads somewhere.
func (p *Pressable) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is what a screen reader says.
func (p *Pressable) AccessibilityLabel() string { return p.said }

// AccessibilityRole is what a screen reader calls it.
func (p *Pressable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// edge is the room between the content and what lights up around it.
func (p *Pressable) edge() float32 { return theme.Size(theme.SizeGapSmall) }

// arrowRoom is what the arrow takes beside the content.
func (p *Pressable) arrowRoom() float32 {
	if !p.arrow {
		return 0
	}
	return theme.Size(fynetheme.SizeNameInlineIcon) + theme.Size(theme.SizeGap)
}

// HeightFor returns how high the content is at a width.
func (p *Pressable) HeightFor(width float32) float32 {
	return HeightFor(p.content, width-2*p.edge()-p.arrowRoom()) + 2*p.edge()
}

func (p *Pressable) wantWidth() float32 { return wantWidth(p.content) + 2*p.edge() + p.arrowRoom() }

func (p *Pressable) leastWidth() float32 { return leastWidth(p.content) + 2*p.edge() + p.arrowRoom() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (p *Pressable) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(nil), canvas.NewRectangle(color.Transparent)
	arrow := canvas.NewImageFromResource(nil)
	arrow.FillMode = canvas.ImageFillContain
	draw := func() {
		fill, edge := color.Color(color.Transparent), color.Color(color.Transparent)
		if p.hovered {
			fill = theme.Color(theme.ColorHoverRow)
		}
		if p.focused && !p.byPointer {
			edge = theme.Color(theme.ColorFocusRing)
		}
		ground.CornerRadius, ring.CornerRadius = theme.Size(theme.SizeRadius), theme.Size(theme.SizeRadius)
		setFill(ground, fill, nil, 0)
		setFill(ring, color.Transparent, edge, theme.Size(theme.SizeFocus))
		arrow.Hidden = !p.arrow
		if p.arrow && arrow.Resource == nil {
			arrow.Resource = tinted(theme.IconNext(), theme.ColorMuted)
		}
		arrow.Refresh()
	}
	arrange := func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		place(ring, 0, 0, s.Width, s.Height)
		icon := theme.Size(fynetheme.SizeNameInlineIcon)
		place(arrow, s.Width-p.edge()-icon, (s.Height-icon)/2, icon, icon)
		place(p.content, p.edge(), p.edge(), s.Width-2*p.edge()-p.arrowRoom(), s.Height-2*p.edge())
	}
	draw()
	return &renderer{
		objects: fixedObjects(ground, p.content, arrow, ring),
		layout:  arrange,
		minSize: func() fyne.Size {
			width := p.Size().Width
			if width <= 0 {
				width = p.wantWidth()
			}
			return fyne.NewSize(p.leastWidth(), p.HeightFor(width))
		},
		refresh: func() { draw(); arrange(p.Size()); p.content.Refresh(); canvas.Refresh(p) },
	}
}
