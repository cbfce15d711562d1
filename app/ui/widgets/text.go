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

// SetMinWidth lets the text be cut down to a width; without it the whole text is
// the least width.
func (t *Text) SetMinWidth(w float32) {
	t.least = w
	t.Refresh()
}

// Text returns the whole text.
func (t *Text) Text() string { return t.text }

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
			size, _, style := t.role.look()
			s := fyne.MeasureText(oneLine(t.text), theme.Size(size), style)
			s.Height = lineHeight(theme.Size(size))
			if t.least >= 0 {
				s.Width = min(s.Width, t.least)
			}
			return s
		},
		refresh: func() { arrange(t.Size()); canvas.Refresh(t) },
	}
}

// Paragraph is text that wraps, without Fyne's margins around it.
type Paragraph struct {
	widget.BaseWidget

	rich  *widget.RichText
	role  TextRole
	text  string
	align fyne.TextAlign
}

// NewParagraph returns a wrapping text.
func NewParagraph(role TextRole, text string) *Paragraph {
	p := &Paragraph{role: role, rich: widget.NewRichText()}
	p.rich.Wrapping = fyne.TextWrapWord
	p.ExtendBaseWidget(p)
	p.SetText(text)
	return p
}

// SetText changes the text.
func (p *Paragraph) SetText(text string) {
	p.text = text
	size, ink, style := p.role.look()
	p.rich.Segments = []widget.RichTextSegment{&widget.TextSegment{Text: text, Style: widget.RichTextStyle{
		Alignment: p.align, ColorName: ink, SizeName: size, TextStyle: style,
	}}}
	p.rich.Refresh()
	p.Refresh()
}

func (p *Paragraph) centre() {
	p.align = fyne.TextAlignCenter
	p.SetText(p.text)
}

// Text returns the text.
func (p *Paragraph) Text() string { return p.text }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	inset := func() float32 { return fynetheme.InnerPadding() }
	return &renderer{
		objects: fixedObjects(p.rich),
		layout: func(s fyne.Size) {
			i := inset()
			place(p.rich, -i, -i, s.Width+2*i, s.Height+2*i)
		},
		minSize: func() fyne.Size {
			i := inset()
			if w := p.Size().Width; w > 0 {
				// The height of wrapped text depends on the width it has.
				p.rich.Resize(fyne.NewSize(w+2*i, p.rich.Size().Height))
			}
			s := p.rich.MinSize()
			return fyne.NewSize(max(s.Width-2*i, 0), max(s.Height-2*i, 0))
		},
		refresh: func() { p.rich.Refresh() },
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
