package widgets

import (
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

func (t *Text) whole() float32 {
	size, _, style := t.role.look()
	return textWidth(oneLine(t.text), theme.Size(size), style)
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

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewText("", nil)
	draw := func() {
		size, ink, style := t.role.look()
		if t.state != Plain {
			ink = t.state.InkName()
		}
		s := theme.Size(size)
		setText(line, elide(t.text, t.BaseWidget.Size().Width+0.5, s, style), theme.Color(ink), s, style, t.align)
	}
	arrange := func(s fyne.Size) {
		draw()
		h := lineHeight(line.TextSize)
		place(line, 0, (s.Height-h)/2, s.Width, h)
	}
	draw()
	return &renderer{
		objects: fixedObjects(line),
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

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	ground, label := canvas.NewRectangle(nil), canvas.NewText("", nil)
	style := fyne.TextStyle{Bold: true}
	said := func() string {
		if sign := b.state.Sign(); sign != "" {
			return sign + "\u2002" + b.text
		}
		return b.text
	}
	draw := func() {
		ground.CornerRadius = theme.Size(theme.SizeRadius)
		setFill(ground, theme.Color(b.state.GroundName()), nil, 0)
		setText(label, said(), b.state.Ink(), theme.Size(theme.SizeTextCaption), style, fyne.TextAlignCenter)
	}
	arrange := func(s fyne.Size) {
		h := min(lineHeight(label.TextSize)+4, s.Height)
		place(ground, 0, (s.Height-h)/2, s.Width, h)
		place(label, 0, (s.Height-lineHeight(label.TextSize))/2, s.Width, lineHeight(label.TextSize))
	}
	draw()
	return &renderer{
		objects: fixedObjects(ground, label),
		layout:  arrange,
		minSize: func() fyne.Size {
			size := theme.Size(theme.SizeTextCaption)
			return fyne.NewSize(textWidth(said(), size, style)+14, lineHeight(size)+4)
		},
		refresh: func() { draw(); arrange(b.Size()); canvas.Refresh(b) },
	}
}
