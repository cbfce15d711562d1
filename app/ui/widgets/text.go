package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// TextRole is what a text is for; size, weight and colour follow from it.
type TextRole int

// The roles of a text.
const (
	RoleBody    TextRole = iota
	RoleStrong           // body, bold
	RoleMuted            // body of second rank
	RoleCaption          // small, of second rank: labels above figures, legends
	RoleHeading          // of a part of a page
	RoleTitle            // of a page
	RoleFigure           // a large number
)

func (r TextRole) look() (fyne.ThemeSizeName, fyne.ThemeColorName, fyne.TextStyle) {
	switch r {
	case RoleStrong:
		return theme.SizeTextBody, fynetheme.ColorNameForeground, fyne.TextStyle{Bold: true}
	case RoleMuted:
		return theme.SizeTextBody, theme.ColorMuted, fyne.TextStyle{}
	case RoleCaption:
		return theme.SizeTextCaption, theme.ColorMuted, fyne.TextStyle{}
	case RoleHeading:
		return theme.SizeTextHeading, fynetheme.ColorNameForeground, fyne.TextStyle{Bold: true}
	case RoleTitle:
		return theme.SizeTextTitle, fynetheme.ColorNameForeground, fyne.TextStyle{Bold: true}
	case RoleFigure:
		return theme.SizeTextFigure, fynetheme.ColorNameForeground, fyne.TextStyle{Bold: true}
	default:
		return theme.SizeTextBody, fynetheme.ColorNameForeground, fyne.TextStyle{}
	}
}

// Text is one line of text without margins; what does not fit is cut with an ellipsis.
type Text struct {
	widget.BaseWidget
	drawn drawn

	text  string
	role  TextRole
	state State
	align fyne.TextAlign
	least float32
}

// NewText returns a line of text.
func NewText(role TextRole, text string) *Text {
	t := &Text{text: text, role: role, least: -1}
	t.ExtendBaseWidget(t)
	return t
}

// SetText changes the text.
func (t *Text) SetText(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// SetState colours the text; Plain is the colour of its role.
func (t *Text) SetState(s State) {
	if t.state != s {
		t.state = s
		t.Refresh()
	}
}

// SetAlignment sets where the text stands in its space.
func (t *Text) SetAlignment(a fyne.TextAlign) {
	t.align = a
	t.Refresh()
}

// SetMinWidth lets the text be cut down to a width, in pixels at text scale 1; without
// it the whole text is the least width.
func (t *Text) SetMinWidth(w float32) {
	t.least = w
	t.Refresh()
}

// Text returns the whole text.
func (t *Text) Text() string { return t.text }

// parts are the sign and what stands after it. A sign alone is that of the text's state.
func (t *Text) parts() (State, string) {
	if t.state.Sign() != "" && t.text == t.state.Sign() {
		return t.state, ""
	}
	return unsigned(t.text)
}

func (t *Text) whole() float32 {
	name, _, style := t.role.look()
	size := theme.Size(name)
	state, said := t.parts()
	if said == "" && state != Plain {
		return signSide(size)
	}
	return signRoom(state, size) + textWidth(oneLine(said), size, style)
}

func (t *Text) wantWidth() float32 {
	if t.least < 0 {
		return t.whole()
	}
	return min(t.whole(), max(t.least, readable)*theme.Scale())
}

func (t *Text) leastWidth() float32 {
	if t.least < 0 {
		return t.whole()
	}
	return min(t.whole(), t.least*theme.Scale())
}

// AccessibilityLabel is what a screen reader says.
func (t *Text) AccessibilityLabel() string { return t.text }

// AccessibilityRole is what a screen reader calls it.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Refresh draws the widget anew.
func (t *Text) Refresh() { t.drawn.refresh(t.BaseWidget.Refresh) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.drawn = true
	line, sign := canvas.NewText("", nil), newSignDrawing()
	arrange := func(s fyne.Size) {
		name, ink, style := t.role.look()
		state, said := t.parts()
		if t.state != Plain {
			ink = t.state.InkName()
		}
		size := theme.Size(name)
		room := signRoom(state, size)
		shown := elide(said, s.Width-room+0.5, size, style)
		setText(line, shown, theme.Color(ink), size, style, fyne.TextAlignLeading)
		signInk := ink
		if state != Plain {
			signInk = state.InkName()
		}
		sign.draw(state, signInk)
		length := room + textWidth(shown, size, style)
		if shown == "" {
			length = signSide(size)
		}
		left := float32(0)
		switch t.align {
		case fyne.TextAlignCenter:
			left = max((s.Width-length)/2, 0)
		case fyne.TextAlignTrailing:
			left = max(s.Width-length, 0)
		}
		h := lineHeight(size)
		sign.put(left, (s.Height-h)/2, h, size)
		place(line, left+room, (s.Height-h)/2, s.Width-left-room, h)
	}
	arrange(t.Size())
	return &renderer{
		objects: fixedObjects(line, sign.image),
		layout:  arrange,
		minSize: func() fyne.Size {
			size, _, _ := t.role.look()
			return fyne.NewSize(t.leastWidth(), lineHeight(theme.Size(size)))
		},
		refresh: func() { arrange(t.Size()); canvas.Refresh(t) },
	}
}

// Badge is a short text on a ground of its state's colour, with the state's sign.
type Badge struct {
	widget.BaseWidget
	drawn drawn

	text  string
	state State
}

// NewBadge returns a badge.
func NewBadge(text string, state State) *Badge {
	b := &Badge{text: text, state: state}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes text and state.
func (b *Badge) Set(text string, state State) {
	b.text, b.state = text, state
	b.Refresh()
}

// Refresh draws the widget anew.
func (b *Badge) Refresh() { b.drawn.refresh(b.BaseWidget.Refresh) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	b.drawn = true
	ground, label, sign := canvas.NewRectangle(nil), canvas.NewText("", nil), newSignDrawing()
	style := fyne.TextStyle{Bold: true}
	side := func() float32 { return theme.Size(theme.SizeGapSmall) * 1.75 }
	draw := func() {
		ground.CornerRadius = theme.Size(theme.SizeRadius)
		var edge color.Color
		thick := float32(0)
		if theme.High() {
			edge, thick = b.state.Ink(), theme.Size(theme.SizeEdge)
		}
		setFill(ground, theme.Color(b.state.GroundName()), edge, thick)
		setText(label, b.text, b.state.Ink(), theme.Size(theme.SizeTextCaption), style, fyne.TextAlignLeading)
		sign.draw(b.state, b.state.InkName())
	}
	arrange := func(s fyne.Size) {
		size := theme.Size(theme.SizeTextCaption)
		h := min(lineHeight(size)+4, s.Height)
		place(ground, 0, (s.Height-h)/2, s.Width, h)
		room, line := signRoom(b.state, size), lineHeight(size)
		shown := elide(b.text, s.Width-2*side()-room+0.5, size, style)
		setText(label, shown, b.state.Ink(), size, style, fyne.TextAlignLeading)
		left := max((s.Width-room-textWidth(shown, size, style))/2, 0)
		sign.put(left, (s.Height-line)/2, line, size)
		place(label, left+room, (s.Height-line)/2, s.Width-left-room, line)
	}
	draw()
	return &renderer{
		objects: fixedObjects(ground, sign.image, label),
		layout:  arrange,
		minSize: func() fyne.Size {
			size := theme.Size(theme.SizeTextCaption)
			return fyne.NewSize(signRoom(b.state, size)+textWidth(b.text, size, style)+2*side(), lineHeight(size)+4)
		},
		refresh: func() { draw(); arrange(b.Size()); canvas.Refresh(b) },
	}
}

// AccessibilityLabel is what a screen reader says.
func (b *Badge) AccessibilityLabel() string { return b.text }

// AccessibilityRole is what a screen reader calls it.
func (b *Badge) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
