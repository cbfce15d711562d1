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

// ButtonRole is how much a button stands out.
type ButtonRole int

// The roles of a button. A page has one primary button at most.
const (
	Secondary ButtonRole = iota
	Primary
	Destructive // primary, for what cannot be undone
	Flat        // no edge until the pointer or the focus is on it: toolbars
)

// Button is a button with text, an icon or both. Space and Enter press it.
type Button struct {
	widget.DisableableWidget
	drawn drawn

	// OnTapped is called when the button is pressed.
	OnTapped func()

	text             string
	said             string     // to a screen reader, instead of the text
	onRune           func(rune) // hears what is typed; nil: nobody
	icon             fyne.Resource
	tip              string
	keys             func(*fyne.KeyEvent) bool // hears keys first; true for those it has used
	trailing         bool
	role             ButtonRole
	hovered, focused bool
	pressed          bool // the pointer holds it down
	byPointer        bool // the focus came by a click: no ring, the pointer shows where
}

var (
	_ fyne.Focusable     = (*Button)(nil)
	_ fyne.Tappable      = (*Button)(nil)
	_ desktop.Hoverable  = (*Button)(nil)
	_ desktop.Mouseable  = (*Button)(nil)
	_ fyne.Accessible    = (*Button)(nil)
	_ desktop.Cursorable = (*Button)(nil)
)

// NewButton returns a button; icon may be nil, text may be empty if there is an icon.
func NewButton(role ButtonRole, text string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{text: text, icon: icon, role: role, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// SetText changes the text.
func (b *Button) SetText(text string) {
	if b.text != text {
		b.text = text
		b.Refresh()
	}
}

// Text returns the text.
func (b *Button) Text() string { return b.text }

// SetIcon changes the icon.
func (b *Button) SetIcon(icon fyne.Resource) {
	b.icon = icon
	b.Refresh()
}

// SetRole changes how much the button stands out.
func (b *Button) SetRole(role ButtonRole) {
	if b.role != role {
		b.role = role
		b.Refresh()
	}
}

// SetIconTrailing puts the icon after the text, as for what opens a list.
func (b *Button) SetIconTrailing() {
	b.trailing = true
	b.Refresh()
}

// Tapped presses the button. A click leaves the focus on it, so that Tab goes on from
// there.
func (b *Button) Tapped(click *fyne.PointEvent) {
	if b.Disabled() {
		return
	}
	if click != nil {
		b.byPointer = true
		focus(b)
	}
	b.dropTip()
	if b.OnTapped != nil {
		b.OnTapped()
	}
}

// TypedKey presses the button with Space or Enter; other keys go on to the canvas.
func (b *Button) TypedKey(key *fyne.KeyEvent) {
	b.byPointer = false
	if b.keys != nil && b.keys(key) {
		return
	}
	b.hideTip()
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		bubble(b, key)
	}
}

// TypedRune hands text on to the picker that the button is a part of; other buttons
// take none.
func (b *Button) TypedRune(r rune) {
	if b.onRune != nil && r != ' ' {
		b.onRune(r)
	}
}

// FocusGained shows the focus ring.
func (b *Button) FocusGained() {
	b.focused = true
	if !b.byPointer {
		b.showTip()
		Reveal(b)
	}
	b.Refresh()
}

// FocusLost hides the focus ring.
func (b *Button) FocusLost() {
	b.focused, b.byPointer = false, false
	b.hideTip()
	b.Refresh()
}

// MouseIn lights the button up.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.hovered = true
	b.showTip()
	b.Refresh()
}

// MouseMoved does nothing more than MouseIn did.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (b *Button) MouseOut() {
	b.hovered = false
	b.hideTip()
	b.Refresh()
}

// MouseDown shows that the button is held.
func (b *Button) MouseDown(*desktop.MouseEvent) { b.pressed = true; b.Refresh() }

// MouseUp ends what MouseDown began.
func (b *Button) MouseUp(*desktop.MouseEvent) { b.pressed = false; b.Refresh() }

// Cursor says that a button is no text.
func (b *Button) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// SetAccessibleLabel says what a screen reader reads instead of the text: a button
// that is only an icon needs one.
func (b *Button) SetAccessibleLabel(label string) { b.said = label }

// AccessibilityLabel is what a screen reader says.
func (b *Button) AccessibilityLabel() string {
	if b.said != "" {
		return b.said
	}
	return b.text
}

// AccessibilityRole is what a screen reader calls it.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

type buttonLook struct {
	fill, edge color.Color
	ink        fyne.ThemeColorName
}

func (b *Button) disabledEdge() color.Color {
	if theme.High() {
		return theme.Color(fynetheme.ColorNameDisabled)
	}
	return theme.Color(theme.ColorBorder)
}

// veil is what lies over the ground while the pointer is there or holds the button.
func (b *Button) veil() color.Color {
	switch {
	case b.Disabled():
		return color.Transparent
	case b.pressed:
		return theme.Color(fynetheme.ColorNamePressed)
	case b.hovered && b.role == Destructive:
		return theme.Color(fynetheme.ColorNameHover)
	default:
		return color.Transparent
	}
}

func (b *Button) look() buttonLook {
	clear := color.Color(color.Transparent)
	if b.Disabled() {
		if b.role == Flat {
			return buttonLook{clear, clear, fynetheme.ColorNameDisabled}
		}
		return buttonLook{theme.Color(fynetheme.ColorNameDisabledButton), b.disabledEdge(), fynetheme.ColorNameDisabled}
	}
	switch b.role {
	case Primary:
		fill := theme.Color(fynetheme.ColorNamePrimary)
		if b.hovered {
			fill = theme.Color(theme.ColorAccentHover)
		}
		return buttonLook{fill, clear, fynetheme.ColorNameForegroundOnPrimary}
	case Destructive:
		return buttonLook{theme.Color(fynetheme.ColorNameError), clear, fynetheme.ColorNameForegroundOnError}
	case Flat:
		if b.hovered {
			return buttonLook{theme.Color(theme.ColorSunken), clear, fynetheme.ColorNameForeground}
		}
		return buttonLook{clear, clear, fynetheme.ColorNameForeground}
	default:
		fill := theme.Color(fynetheme.ColorNameButton)
		if b.hovered {
			fill = theme.Color(theme.ColorHoverRow)
		}
		return buttonLook{fill, theme.Color(theme.ColorControl), fynetheme.ColorNameForeground}
	}
}

// Refresh draws the widget anew.
func (b *Button) Refresh() { b.drawn.refresh(b.DisableableWidget.Refresh) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.drawn = true
	ring, ground, veil := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	label := canvas.NewText("", nil)
	drawing := newInkedIcon()
	image := drawing.image
	style := func() fyne.TextStyle { return fyne.TextStyle{Bold: b.role == Primary || b.role == Destructive} }
	ink := fyne.ThemeColorName("")
	draw := func() {
		l := b.look()
		radius := theme.Size(theme.SizeRadius)
		edge := theme.Size(theme.SizeEdge)
		if b.Disabled() {
			edge = 1 // also where edges are thick: it says less than one that can be pressed
		}
		ground.CornerRadius, veil.CornerRadius, ring.CornerRadius = radius, radius, radius+ringOutset()
		setFill(ground, l.fill, l.edge, edge)
		setFill(veil, b.veil(), nil, 0)
		ringColor := color.Color(color.Transparent)
		if b.focused && !b.byPointer && !b.Disabled() {
			ringColor = theme.Color(theme.ColorFocusRing)
		}
		setFill(ring, color.Transparent, ringColor, theme.Size(theme.SizeFocus))
		ink = l.ink
		drawing.draw(b.icon, l.ink)
	}
	draw()
	side := func() float32 { return theme.Size(theme.SizeGap) + theme.Size(theme.SizeGapSmall) }
	parts := func() (icon, gap, text float32) {
		if b.icon != nil {
			icon = theme.Size(fynetheme.SizeNameInlineIcon)
		}
		if b.text != "" {
			text = textWidth(b.text, theme.Size(theme.SizeTextBody), style())
		}
		if icon > 0 && text > 0 {
			gap = theme.Size(theme.SizeGapSmall) * 1.5
		}
		return icon, gap, text
	}
	arrange := func(s fyne.Size) {
		h := min(s.Height, theme.Size(theme.SizeControl))
		top := (s.Height - h) / 2
		place(ground, 0, top, s.Width, h)
		place(veil, 0, top, s.Width, h)
		out := ringOutset()
		place(ring, -out, top-out, s.Width+2*out, h+2*out)
		icon, gap, text := parts()
		size := theme.Size(theme.SizeTextBody)
		shown := b.text
		if room := s.Width - icon - gap - 2*theme.Size(theme.SizeGapSmall); text > room+0.5 {
			shown = elide(b.text, room, size, style())
			text = textWidth(shown, size, style())
		}
		setText(label, shown, theme.Color(ink), size, style(), fyne.TextAlignLeading)
		left := (s.Width - icon - gap - text) / 2
		th := lineHeight(label.TextSize)
		iconAt, textAt := left, left+icon+gap
		if b.trailing {
			iconAt, textAt = left+text+gap, left
		}
		place(image, iconAt, top+(h-icon)/2, icon, icon)
		place(label, textAt, top+(h-th)/2, text, th)
	}
	return &renderer{
		objects: fixedObjects(ground, veil, ring, image, label),
		layout:  arrange,
		minSize: func() fyne.Size {
			icon, gap, text := parts()
			h := theme.Size(theme.SizeControl)
			if text == 0 {
				return fyne.NewSize(h, h)
			}
			return fyne.NewSize(icon+gap+text+2*side(), h)
		},
		refresh: func() {
			draw()
			arrange(b.Size())
			canvas.Refresh(b)
		},
	}
}

// ringOutset is how far the ring around what has the keyboard stands out: its thickness
// and a gap, so that it is seen beside an edge of its own colour.
func ringOutset() float32 { return theme.Size(theme.SizeFocus) + 1 }

// tinted returns an icon of the theme in one of its colours.
func tinted(icon fyne.Resource, ink fyne.ThemeColorName) fyne.Resource {
	if icon == nil {
		return nil
	}
	return fynetheme.NewColoredResource(icon, ink)
}
