package widgets

import (
	"image/color"
	"sort"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/app/ui/theme"
)

// renderer is a widget's renderer made of functions: which objects there are, how
// they are placed, how they take the present state and theme.
type renderer struct {
	objects func() []fyne.CanvasObject
	layout  func(fyne.Size)
	minSize func() fyne.Size
	refresh func()
	destroy func()
}

func (r *renderer) Objects() []fyne.CanvasObject { return r.objects() }
func (r *renderer) Layout(s fyne.Size)           { r.layout(s) }
func (r *renderer) MinSize() fyne.Size           { return r.minSize() }
func (r *renderer) Refresh()                     { r.refresh() }

func (r *renderer) Destroy() {
	if r.destroy != nil {
		r.destroy()
	}
}

// fixedObjects is for renderers whose objects never change.
func fixedObjects(objects ...fyne.CanvasObject) func() []fyne.CanvasObject {
	return func() []fyne.CanvasObject { return objects }
}

// place moves and resizes in one go.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

// setText changes a canvas text only if something differs: a refreshed text is drawn anew.
func setText(t *canvas.Text, text string, ink color.Color, size float32, style fyne.TextStyle, align fyne.TextAlign) {
	if t.Text == text && t.Color == ink && t.TextSize == size && t.TextStyle == style && t.Alignment == align {
		return
	}
	t.Text, t.Color, t.TextSize, t.TextStyle, t.Alignment = text, ink, size, style, align
	t.Refresh()
}

// setFill changes a rectangle's colours only if one differs.
func setFill(r *canvas.Rectangle, fill, stroke color.Color, width float32) {
	if r.FillColor == fill && r.StrokeColor == stroke && r.StrokeWidth == width {
		return
	}
	r.FillColor, r.StrokeColor, r.StrokeWidth = fill, stroke, width
	r.Refresh()
}

func textWidth(text string, size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText(text, size, style).Width
}

func lineHeight(size float32) float32 { return fyne.MeasureText("Ég", size, fyne.TextStyle{}).Height }

// oneLine returns a text whose lines stand behind each other.
func oneLine(text string) string {
	if !strings.ContainsAny(text, "\r\n\v\f\u0085\u2028\u2029") {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\r\n\v\f\u0085\u2028\u2029", r) }), " ")
}

// elide cuts a text that is wider than width and ends it with an ellipsis. What
// readers take for one letter, such as a letter and its accent, is cut as a whole.
func elide(text string, width, size float32, style fyne.TextStyle) string {
	text = oneLine(text)
	if width < 1 {
		return "" // not placed yet: no letter fits, and none need be measured to know
	}
	if text == "" || textWidth(text, size, style) <= width {
		return text
	}
	runes := []rune(text)
	kept := sort.Search(len(runes), func(n int) bool {
		return textWidth(string(runes[:n+1])+"…", size, style) > width
	})
	if kept == 0 && textWidth("…", size, style) > width {
		return ""
	}
	for kept > 0 && joined(runes[kept-1], runes[kept]) {
		kept--
	}
	return strings.TrimRight(string(runes[:kept]), " ") + "…"
}

// joined tells whether two runes belong to one letter or sign: the main rules of
// Unicode Standard Annex 29, Grapheme Cluster Boundaries.
func joined(before, r rune) bool {
	const zeroWidthJoiner = '\u200d'
	skinTone := r >= 0x1f3fb && r <= 0x1f3ff
	return unicode.Is(unicode.M, r) || r == zeroWidthJoiner || before == zeroWidthJoiner || skinTone
}

// bubble hands a key that a widget has no use for to the canvas.
func bubble(w fyne.CanvasObject, key *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(w)
	if c == nil {
		return
	}
	if hear := c.OnTypedKey(); hear != nil {
		hear(key)
	}
}

// bubbleShortcut hands a shortcut that a widget has no use for to the canvas: Fyne itself
// lets it end at whatever has the focus.
func bubbleShortcut(w fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(w).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// focusable is a widget that can have the keyboard.
type focusable interface {
	fyne.CanvasObject
	fyne.Focusable
}

// focus gives a widget the keyboard, if it is on a canvas.
func focus(w focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		c.Focus(w)
	}
}

// State is what a row, a figure or a text says about itself. Each has a colour and a
// sign, so that colour is never alone.
type State int

// The states.
const (
	Plain State = iota
	Quiet       // of second rank, done with
	Info
	Success
	Warning
	Danger
)

// Sign returns the sign that stands beside the state's colour in plain text; "" for
// Plain and Quiet. What is drawn shows the state's icon instead: see [Signed].
func (s State) Sign() string {
	switch s {
	case Info:
		return "i"
	case Success:
		return "✓" // in none of the fonts for reading: see signDrawing
	case Warning:
		return "!"
	case Danger:
		return "×"
	default:
		return ""
	}
}

// Ink returns the colour of text in the state.
func (s State) Ink() color.Color { return theme.Color(s.InkName()) }

// InkName returns the name of the colour of text in the state.
func (s State) InkName() fyne.ThemeColorName {
	switch s {
	case Quiet:
		return theme.ColorMuted
	case Info:
		return theme.ColorInfoText
	case Success:
		return theme.ColorSuccessText
	case Warning:
		return theme.ColorWarningText
	case Danger:
		return theme.ColorErrorText
	default:
		return fynetheme.ColorNameForeground
	}
}

// GroundName returns the name of the colour of a ground in the state.
func (s State) GroundName() fyne.ThemeColorName {
	switch s {
	case Info:
		return theme.ColorInfoSoft
	case Success:
		return theme.ColorSuccessSoft
	case Warning:
		return theme.ColorWarningSoft
	case Danger:
		return theme.ColorErrorSoft
	default:
		return theme.ColorSunken
	}
}

// ShowIf shows or hides something.
func ShowIf(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// FocusBeside gives the keyboard to a widget on the canvas of something that is drawn
// already: what has just come onto a page is on none until it is drawn. Nil is left alone.
func FocusBeside(known fyne.CanvasObject, to fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(known); c != nil && to != nil {
		c.Focus(to)
	}
}
