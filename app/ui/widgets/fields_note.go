package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// note is a text around a field that wraps where the field ends: its label, its hint
// or what is wrong. Its height follows from its width.
type note struct {
	widget.BaseWidget

	text  string
	role  TextRole
	state State
}

func newNote(role TextRole, text string) *note {
	n := &note{role: role, text: text}
	n.ExtendBaseWidget(n)
	n.Hidden = text == ""
	return n
}

// say changes the text; "" hides it.
func (n *note) say(text string, state State) {
	if n.text == text && n.state == state {
		return
	}
	n.text, n.state = text, state
	n.Hidden = text == ""
	n.Refresh()
}

// lines breaks the text where it has to, between words.
func (n *note) lines(width float32) []string {
	size, _, style := n.role.look()
	text := n.text
	if sign := n.state.Sign(); sign != "" && text != "" {
		text = sign + "\u2002" + text
	}
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := ""
		for word := range strings.SplitSeq(paragraph, " ") {
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			if line != "" && width > 0 && textWidth(longer, theme.Size(size), style) > width {
				lines = append(lines, line)
				longer = word
			}
			line = longer
		}
		lines = append(lines, line)
	}
	return lines
}

// HeightFor returns how high the text is when it is so wide.
func (n *note) HeightFor(width float32) float32 {
	if n.Hidden {
		return 0
	}
	size, _, _ := n.role.look()
	return float32(len(n.lines(width))) * lineHeight(theme.Size(size))
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (n *note) CreateRenderer() fyne.WidgetRenderer {
	var drawn []fyne.CanvasObject
	draw := func() {
		name, ink, style := n.role.look()
		if n.state != Plain {
			ink = n.state.InkName()
		}
		size := theme.Size(name)
		height := lineHeight(size)
		lines := n.lines(n.Size().Width)
		for len(drawn) < len(lines) {
			drawn = append(drawn, canvas.NewText("", nil))
		}
		drawn = drawn[:len(lines)]
		for i, line := range lines {
			t := drawn[i].(*canvas.Text)
			setText(t, elide(line, n.Size().Width+0.5, size, style), theme.Color(ink), size, style, fyne.TextAlignLeading)
			place(t, 0, float32(i)*height, n.Size().Width, height)
		}
	}
	return &renderer{
		objects: func() []fyne.CanvasObject { return drawn },
		layout:  func(fyne.Size) { draw() },
		minSize: func() fyne.Size { return fyne.NewSize(0, n.HeightFor(n.Size().Width)) },
		refresh: func() { draw(); canvas.Refresh(n) },
	}
}
