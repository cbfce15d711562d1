package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// Paragraph is text that wraps, without margins. It never wraps at a no-break space, so
// that a number stays whole: "15 000 rendez-vous".
type Paragraph struct {
	widget.BaseWidget

	text  string
	role  TextRole
	state State
	align fyne.TextAlign

	wrapped wrappedText
}

var (
	_ Fitting         = (*Paragraph)(nil)
	_ measured        = (*Paragraph)(nil)
	_ fyne.Accessible = (*Paragraph)(nil)
)

// NewParagraph returns a wrapping text.
func NewParagraph(role TextRole, text string) *Paragraph {
	p := &Paragraph{role: role, text: text}
	p.ExtendBaseWidget(p)
	return p
}

// SetText changes the text.
func (p *Paragraph) SetText(text string) {
	if p.text != text {
		p.text = text
		p.Refresh()
	}
}

// SetState colours the text; Plain is the colour of its role.
func (p *Paragraph) SetState(s State) {
	if p.state != s {
		p.state = s
		p.Refresh()
	}
}

// SetAlignment sets where the lines stand in their space.
func (p *Paragraph) SetAlignment(a fyne.TextAlign) {
	if p.align != a {
		p.align = a
		p.Refresh()
	}
}

// Text returns the text.
func (p *Paragraph) Text() string { return p.text }

// AccessibilityLabel is what a screen reader says.
func (p *Paragraph) AccessibilityLabel() string { return p.text }

// AccessibilityRole is what a screen reader calls it.
func (p *Paragraph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor returns how high the text is at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	return float32(max(len(p.lines(width)), 1)) * p.leading()
}

func (p *Paragraph) wantWidth() float32 {
	size, _, style := p.role.look()
	return min(textWidth(oneLine(p.text), theme.Size(size), style), readable*theme.Scale())
}

func (p *Paragraph) leastWidth() float32 {
	size, _, style := p.role.look()
	return min(widestWord(p.text, theme.Size(size), style), leastParagraph*theme.Scale())
}

const (
	readable       = 260 // how wide a text wants to be beside something else, at text scale 1
	leastParagraph = 120 // words that are wider are broken, at text scale 1
)

// leading is the height of a line with the room between it and the next.
func (p *Paragraph) leading() float32 {
	size, _, _ := p.role.look()
	return lineHeight(theme.Size(size)) + theme.Size(fynetheme.SizeNameLineSpacing)/2
}

func (p *Paragraph) lines(width float32) []string {
	size, _, style := p.role.look()
	return p.wrapped.of(p.text, width, theme.Size(size), style)
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	var drawn []fyne.CanvasObject
	arrange := func(s fyne.Size) {
		size, ink, style := p.role.look()
		if p.state != Plain {
			ink = p.state.InkName()
		}
		lines, leading := p.lines(s.Width), p.leading()
		for len(drawn) < len(lines) {
			drawn = append(drawn, canvas.NewText("", nil))
		}
		drawn = drawn[:len(lines)]
		for i, line := range lines {
			t := drawn[i].(*canvas.Text)
			setText(t, line, theme.Color(ink), theme.Size(size), style, p.align)
			place(t, 0, float32(i)*leading, s.Width, leading)
		}
	}
	return &renderer{
		objects: func() []fyne.CanvasObject { return drawn },
		layout:  arrange,
		minSize: func() fyne.Size {
			// The height of wrapped text depends on the width it has; before it has one, it
			// is a line.
			if width := p.Size().Width; width > 0 {
				return fyne.NewSize(p.leastWidth(), p.HeightFor(width))
			}
			return fyne.NewSize(p.leastWidth(), p.leading())
		},
		refresh: func() { arrange(p.Size()); canvas.Refresh(p) },
	}
}
