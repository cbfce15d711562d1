package help

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// part is something that takes the width it is given and says how high it then is.
type part interface {
	fyne.CanvasObject
	fit(width float32) (height float32)
}

// look is how the text of a flow is drawn.
type look struct {
	size fyne.ThemeSizeName
	ink  fyne.ThemeColorName
	bold bool
}

var (
	lookBody    = look{size: theme.SizeTextBody, ink: fynetheme.ColorNameForeground}
	lookMuted   = look{size: theme.SizeTextBody, ink: theme.ColorMuted}
	lookCaption = look{size: theme.SizeTextCaption, ink: theme.ColorMuted}
	lookStrong  = look{size: theme.SizeTextBody, ink: fynetheme.ColorNameForeground, bold: true}
	lookHeading = look{size: theme.SizeTextHeading, ink: fynetheme.ColorNameForeground, bold: true}
	lookTitle   = look{size: theme.SizeTextTitle, ink: fynetheme.ColorNameForeground, bold: true}
)

// atom is a piece of text that is never broken.
type atom struct {
	run
	spaced bool // a space, and so a chance to break the line, stands before it
}

// atoms takes runs apart at their spaces. No-break spaces are none.
func atoms(runs []run) (out []atom) {
	spaced := false
	for _, r := range runs {
		if r.key {
			out = append(out, atom{r, spaced})
			spaced = false
			continue
		}
		for i, text := range strings.Split(r.text, " ") {
			if i > 0 {
				spaced = true
			}
			if text != "" {
				one := r
				one.text = text
				out = append(out, atom{one, spaced && len(out) > 0})
				spaced = false
			}
		}
	}
	return out
}

// flow is a text of several looks that wraps, with links in it.
type flow struct {
	widget.BaseWidget

	look   look
	runs   []run
	wanted []string // words to mark
	open   func(to string)
	reveal func(fyne.CanvasObject)

	width, height float32
	objects       []fyne.CanvasObject
}

func newFlow(l look, runs []run) *flow {
	f := &flow{look: l, runs: runs, width: -1}
	f.ExtendBaseWidget(f)
	return f
}

// plain returns one run of a text.
func plain(text string) []run { return []run{{text: text}} }

func (f *flow) style(r run) (fyne.TextStyle, float32) {
	size := theme.Size(f.look.size)
	if r.key {
		return fyne.TextStyle{}, theme.Size(theme.SizeTextCaption)
	}
	return fyne.TextStyle{Bold: f.look.bold || r.bold, Italic: r.italic, Monospace: r.code && !f.look.bold}, size
}

// spacing is how much of a line's height is added to it, for comfortable reading.
const spacing = 0.28

func (f *flow) lineHeight() float32 {
	return fyne.MeasureText("Ég", theme.Size(f.look.size), fyne.TextStyle{}).Height * (1 + spacing)
}

// keyPadding is what stands around the name of a key, with the cap's own margin.
func keyPadding() float32 { return theme.Size(fynetheme.SizeNamePadding)*1.25 + keyMargin() }

// keyMargin keeps the cap of a key from the letters beside it.
func keyMargin() float32 { return theme.Size(fynetheme.SizeNamePadding) / 2 }

func (f *flow) widthOf(r run) float32 {
	style, size := f.style(r)
	w := fyne.MeasureText(r.text, size, style).Width
	if r.key {
		w += 2 * keyPadding()
	}
	return w
}

// space is how wide the space between two runs is: one inside a look is that of its font.
func (f *flow) space(before, after run) float32 {
	one := run{}
	if sameLook(before, after) {
		one = after
	}
	one.text = " "
	return f.widthOf(one)
}

// fit breaks the text into lines of a width.
func (f *flow) fit(width float32) float32 {
	if width == f.width {
		return f.height
	}
	f.width = width
	var lines [][]atom
	var line []atom
	at := float32(0)
	all := atoms(f.runs)
	for i := 0; i < len(all); {
		end := i + 1
		for end < len(all) && !all[end].spaced {
			end++
		}
		word := float32(0)
		for _, a := range all[i:end] {
			word += f.widthOf(a.run)
		}
		if len(line) > 0 {
			space := f.space(all[i-1].run, all[i].run)
			if at += space; at+word > width {
				lines, line, at = append(lines, line), nil, 0
			}
		}
		line = append(line, all[i:end]...)
		at += word
		i = end
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	f.draw(lines)
	f.Resize(fyne.NewSize(width, f.height))
	return f.height
}

// draw makes the texts of the lines.
func (f *flow) draw(lines [][]atom) {
	f.objects = nil
	links := map[string]*link{}
	height := f.lineHeight()
	for i, line := range lines {
		top, x := float32(i)*height, float32(0)
		for n := 0; n < len(line); {
			piece, spaced := line[n].run, n > 0 && line[n].spaced
			n++
			for n < len(line) && sameLook(piece, line[n].run) {
				if line[n].spaced {
					piece.text += " "
				}
				piece.text += line[n].text
				n++
			}
			if spaced {
				x += f.widthOf(run{text: " "})
			}
			x += f.place(piece, x, top, height, links)
		}
	}
	f.height = float32(len(lines)) * height
	canvas.Refresh(f)
}

func sameLook(a, b run) bool {
	a.text, b.text = "", ""
	return a == b && !a.key
}

// place draws a piece of a line and returns its width.
func (f *flow) place(piece run, x, top, height float32, links map[string]*link) float32 {
	style, size := f.style(piece)
	width := f.widthOf(piece)
	textHeight := fyne.MeasureText(piece.text, size, style).Height
	ink := theme.Color(f.look.ink)
	switch {
	case piece.to != "":
		ink = theme.Color(fynetheme.ColorNameHyperlink)
	case piece.key:
		cap := canvas.NewRectangle(theme.Color(theme.ColorChrome))
		cap.StrokeColor, cap.StrokeWidth, cap.CornerRadius = theme.Color(theme.ColorControl), 1, theme.Size(theme.SizeRadius)
		put(cap, x+keyMargin(), top+(height-textHeight)/2-1, width-2*keyMargin(), textHeight+2)
		f.objects = append(f.objects, cap)
		ink = theme.Color(fynetheme.ColorNameForeground)
	}
	f.light(piece, x, top, height, style, size)
	text := canvas.NewText(piece.text, ink)
	text.TextSize, text.TextStyle = size, style
	margin := float32(0)
	if piece.key {
		margin = keyPadding()
	}
	put(text, x+margin, top+(height-textHeight)/2, width-2*margin, textHeight)
	f.objects = append(f.objects, text)
	if piece.to != "" {
		line := canvas.NewRectangle(theme.Color(fynetheme.ColorNameHyperlink))
		put(line, x, top+(height+textHeight)/2-2, width, 1)
		f.objects = append(f.objects, line)
		f.addLink(piece.to, x, top, width, height, links)
	}
	return width
}

// light puts a ground and a line under the words that a search wants.
func (f *flow) light(piece run, x, top, height float32, style fyne.TextStyle, size float32) {
	if len(f.wanted) == 0 {
		return
	}
	for _, w := range wordsOf(piece.text) {
		if !matches(w.folded, f.wanted) {
			continue
		}
		from := fyne.MeasureText(piece.text[:w.start], size, style).Width
		width := fyne.MeasureText(piece.text[w.start:w.end], size, style).Width
		ground := canvas.NewRectangle(theme.Color(theme.ColorWarningSoft))
		ground.CornerRadius = 2
		put(ground, x+from-1, top+2, width+2, height-4)
		line := canvas.NewRectangle(theme.Color(theme.ColorWarningText))
		put(line, x+from-1, top+height-3, width+2, 1.5)
		f.objects = append(f.objects, ground, line)
	}
}

// addLink makes a piece of a line lead somewhere. The pieces of one link that lie on
// several lines share the keyboard.
func (f *flow) addLink(to string, x, top, width, height float32, links map[string]*link) {
	if f.open == nil {
		return
	}
	first := links[to]
	if first == nil {
		first = newLink(f.said(to), func() { f.open(to) }, f.reveal)
		links[to] = first
		put(first, x, top, width, height)
		f.objects = append(f.objects, first)
		return
	}
	rest := newRest(first.do)
	put(rest, x, top, width, height)
	f.objects = append(f.objects, rest)
}

// said returns the words that lead to a target, where they stand first.
func (f *flow) said(to string) string {
	var words strings.Builder
	for _, r := range f.runs {
		switch {
		case r.to == to:
			words.WriteString(r.text)
		case words.Len() > 0:
			return words.String()
		}
	}
	return words.String()
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (f *flow) CreateRenderer() fyne.WidgetRenderer { return flowRenderer{f} }

type flowRenderer struct{ f *flow }

func (r flowRenderer) Objects() []fyne.CanvasObject { return r.f.objects }
func (r flowRenderer) Layout(fyne.Size)             {}
func (r flowRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, r.f.height) }
func (r flowRenderer) Destroy()                     {}

// Refresh draws anew: colours and sizes may be other ones.
func (r flowRenderer) Refresh() {
	if width := r.f.width; width >= 0 {
		r.f.width = -1
		r.f.fit(width)
	}
}

// rest is a further line of a link: the pointer may press it, Tab passes it by.
type rest struct {
	widget.BaseWidget
	do func()
}

func newRest(do func()) *rest {
	r := &rest{do: do}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped follows the link.
func (r *rest) Tapped(*fyne.PointEvent) { r.do() }

// Cursor says that the text leads somewhere.
func (r *rest) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (r *rest) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// link is the place of a link: it hears the pointer and the keyboard, and shows the
// focus. Its text lies under it.
type link struct {
	widget.BaseWidget
	says    string
	do      func()
	reveal  func(fyne.CanvasObject)
	focused bool
}

var (
	_ fyne.Focusable  = (*link)(nil)
	_ fyne.Accessible = (*link)(nil)
)

func newLink(says string, do func(), reveal func(fyne.CanvasObject)) *link {
	l := &link{says: says, do: do, reveal: reveal}
	l.ExtendBaseWidget(l)
	return l
}

// Tapped follows the link.
func (l *link) Tapped(*fyne.PointEvent) { l.do() }

// Cursor says that the text leads somewhere.
func (l *link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is what a screen reader says.
func (l *link) AccessibilityLabel() string { return l.says }

// AccessibilityRole is what a screen reader calls it.
func (l *link) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// FocusGained shows the ring.
func (l *link) FocusGained() {
	l.focused = true
	l.Refresh()
	if l.reveal != nil {
		l.reveal(l)
	}
}

// FocusLost hides the ring.
func (l *link) FocusLost() { l.focused = false; l.Refresh() }

// TypedRune follows the link with Space.
func (l *link) TypedRune(r rune) {
	if r == ' ' {
		l.do()
	}
}

// TypedKey follows the link with Enter; other keys go on to the window.
func (l *link) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter {
		l.do()
		return
	}
	goOn(l, key)
}

// goOn hands a key to the window.
func goOn(o fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(key)
	}
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (l *link) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(color.Transparent)
	ring.CornerRadius = theme.Size(theme.SizeRadius)
	return &linkRenderer{WidgetRenderer: widget.NewSimpleRenderer(ring), link: l, ring: ring}
}

type linkRenderer struct {
	fyne.WidgetRenderer
	link *link
	ring *canvas.Rectangle
}

// Refresh shows or hides the ring.
func (r *linkRenderer) Refresh() {
	r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, 0
	if r.link.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(theme.ColorAccentText), theme.Size(theme.SizeFocus)
	}
	r.ring.Refresh()
}
