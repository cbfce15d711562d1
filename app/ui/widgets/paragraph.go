package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// Paragraph is text that wraps, without margins. It never wraps at a no-break space, so
// that a number stays whole: "15 000 rendez-vous". Lines after the first stand under the
// text, not under its sign.
type Paragraph struct {
	widget.BaseWidget
	drawn drawn

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
	name, _, style := p.role.look()
	state, said := unsigned(p.text)
	size := theme.Size(name)
	return min(signRoom(state, size)+textWidth(oneLine(said), size, style), readable*theme.Scale())
}

func (p *Paragraph) leastWidth() float32 {
	name, _, style := p.role.look()
	state, said := unsigned(p.text)
	size := theme.Size(name)
	return signRoom(state, size) + min(widestWord(said, size, style), leastParagraph*theme.Scale())
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
	name, _, style := p.role.look()
	state, said := unsigned(p.text)
	size := theme.Size(name)
	return p.wrapped.of(said, width-signRoom(state, size), size, style)
}

// Refresh draws the widget anew.
func (p *Paragraph) Refresh() { p.drawn.refresh(p.BaseWidget.Refresh) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.drawn = true
	sign := newSignDrawing()
	drawn := []fyne.CanvasObject{sign.image}
	arrange := func(s fyne.Size) {
		name, ink, style := p.role.look()
		if p.state != Plain {
			ink = p.state.InkName()
		}
		size, leading := theme.Size(name), p.leading()
		state, _ := unsigned(p.text)
		room, lines := signRoom(state, size), p.lines(s.Width)
		signInk := ink
		if state != Plain {
			signInk = state.InkName()
		}
		sign.draw(state, signInk)
		sign.put(0, 0, leading, size)
		for len(drawn) <= len(lines) {
			drawn = append(drawn, canvas.NewText("", nil))
		}
		drawn = drawn[:len(lines)+1]
		for i, line := range lines {
			t := drawn[i+1].(*canvas.Text)
			setText(t, line, theme.Color(ink), size, style, p.align)
			place(t, room, float32(i)*leading, s.Width-room, leading)
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
