package help

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// line is a line of the list at the left: a heading, a page of the contents, or what a
// search has found.
type line struct {
	heading bool
	title   string
	above   string // small, above the title: where a found section stands
	excerpt string
	do      func() // nil for a heading
}

// list shows lines; Up and Down choose, Enter or a click follows.
type list struct {
	widget.BaseWidget

	says    string // what it is
	rows    []*row
	at      int // where the keyboard is; -1: nowhere
	focused bool
	// onKey hears what the list has no use for.
	onKey func(*fyne.KeyEvent)

	column *fyne.Container
	space  *sized
	scroll *container.Scroll
}

var (
	_ fyne.Focusable  = (*list)(nil)
	_ fyne.Accessible = (*list)(nil)
)

func newList(says string, onKey func(*fyne.KeyEvent)) *list {
	l := &list{says: says, at: -1, onKey: onKey, space: &sized{}}
	l.column = container.New(l.space)
	l.scroll = container.NewVScroll(l.column)
	l.ExtendBaseWidget(l)
	return l
}

// set shows other lines, words of a search marked.
func (l *list) set(lines []line, marked []string) {
	l.rows, l.column.Objects, l.at = nil, nil, -1
	for i, one := range lines {
		r := newRow(l, i, one, marked)
		l.rows = append(l.rows, r)
		l.column.Objects = append(l.column.Objects, r)
	}
	l.arrange(l.Size())
	l.scroll.ScrollToTop()
	l.column.Refresh()
}

// choose shows a line as the one that is open; -1: none.
func (l *list) choose(at int) {
	if l.at == at {
		return
	}
	l.at = at
	for _, r := range l.rows {
		r.dress()
	}
	l.reveal()
}

func (l *list) reveal() {
	if l.at < 0 || l.at >= len(l.rows) {
		return
	}
	r := l.rows[l.at]
	top, bottom, view := r.Position().Y, r.Position().Y+r.Size().Height, l.scroll.Size().Height
	switch {
	case top < l.scroll.Offset.Y:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > l.scroll.Offset.Y+view:
		l.scroll.ScrollToOffset(fyne.NewPos(0, bottom-view))
	}
}

// step goes to the next line that leads somewhere, up or down, and opens it.
func (l *list) step(by int) {
	for at := l.at + by; at >= 0 && at < len(l.rows); at += by {
		if l.rows[at].line.do != nil {
			l.follow(at)
			return
		}
	}
}

func (l *list) follow(at int) {
	l.choose(at)
	l.rows[at].line.do()
}

// AccessibilityLabel is what a screen reader says: what the list is and which of its
// lines is open.
func (l *list) AccessibilityLabel() string {
	if l.at < 0 || l.at >= len(l.rows) {
		return l.says
	}
	return l.says + ", " + l.rows[l.at].line.title
}

// AccessibilityRole says text, for Fyne knows no lists: it is at least read out.
func (l *list) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// FocusGained shows where the keyboard is.
func (l *list) FocusGained() {
	l.focused = true
	l.dress()
}

// FocusLost hides it.
func (l *list) FocusLost() {
	l.focused = false
	l.dress()
}

func (l *list) dress() {
	for _, r := range l.rows {
		r.dress()
	}
}

// TypedRune does nothing.
func (l *list) TypedRune(rune) {}

// TypedKey moves through the lines.
func (l *list) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		l.step(1)
	case fyne.KeyUp:
		l.step(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.at >= 0 && l.at < len(l.rows) {
			l.follow(l.at)
		}
	default:
		l.onKey(key)
	}
}

func (l *list) arrange(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	top := theme.Size(theme.SizeGap)
	for i, r := range l.rows {
		if r.line.heading && i > 0 {
			top += theme.Size(theme.SizeGap)
		}
		height := r.fit(size.Width)
		put(r, 0, top, size.Width, height)
		top += height
	}
	l.space.size = fyne.NewSize(0, top+theme.Size(theme.SizeGap))
	put(l.scroll, 0, 0, size.Width, size.Height)
	l.scroll.Refresh()
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (l *list) CreateRenderer() fyne.WidgetRenderer { return listRenderer{l} }

type listRenderer struct{ l *list }

func (r listRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.l.scroll} }
func (r listRenderer) Layout(size fyne.Size)        { r.l.arrange(size) }
func (r listRenderer) Destroy()                     {}

func (r listRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Size(theme.SizeNavigation), theme.Size(theme.SizeRow)*3)
}

func (r listRenderer) Refresh() {
	for _, row := range r.l.rows {
		row.forget()
	}
	r.l.arrange(r.l.Size())
	r.l.dress()
	canvas.Refresh(r.l)
}

// row draws a line of the list.
type row struct {
	widget.BaseWidget

	list    *list
	at      int
	line    line
	hovered bool
	height  float32
	ground  *canvas.Rectangle
	bar     *canvas.Rectangle
	ring    *canvas.Rectangle
	title   *flow
	above   *flow
	excerpt *flow
}

var (
	_ fyne.Tappable     = (*row)(nil)
	_ desktop.Hoverable = (*row)(nil)
)

func newRow(l *list, at int, one line, marked []string) *row {
	r := &row{list: l, at: at, line: one, ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	titleLook := lookBody
	switch {
	case one.heading:
		titleLook = look{size: theme.SizeTextCaption, ink: theme.ColorMuted, bold: true}
	case one.excerpt != "":
		titleLook = lookStrong
	}
	r.title = newFlow(titleLook, plain(one.title))
	r.above = newFlow(lookCaption, plain(one.above))
	r.excerpt = newFlow(lookCaption, plain(one.excerpt))
	r.title.wanted, r.excerpt.wanted = marked, marked
	r.ExtendBaseWidget(r)
	r.dress()
	return r
}

func (r *row) forget() {
	for _, f := range []*flow{r.title, r.above, r.excerpt} {
		f.width = -1
	}
}

func (r *row) fit(width float32) float32 {
	left, gap := theme.Size(theme.SizeMargin), theme.Size(theme.SizeGap)
	room := width - left - theme.Size(theme.SizeMargin)*0.8
	top := gap / 2
	for _, f := range []*flow{r.above, r.title, r.excerpt} {
		if len(f.runs) == 0 || f.runs[0].text == "" {
			continue
		}
		height := f.fit(room)
		put(f, left, top, room, height)
		top += height
	}
	top += gap / 2
	inset := gap / 2
	put(r.ground, inset, 0, width-2*inset, top)
	put(r.ring, inset, 0, width-2*inset, top)
	put(r.bar, inset+2, inset, 3, top-2*inset)
	r.height = top
	return top
}

// dress takes the colours of what the row is now.
func (r *row) dress() {
	chosen := r.list.at == r.at
	ground := color.Color(color.Transparent)
	switch {
	case chosen:
		ground = theme.Color(theme.ColorAccentSoft)
	case r.hovered && r.line.do != nil:
		ground = theme.Color(theme.ColorSunken)
	}
	r.ground.FillColor, r.ground.CornerRadius = ground, theme.Size(theme.SizeRadius)
	r.bar.FillColor, r.bar.CornerRadius, r.bar.Hidden = theme.Color(fynetheme.ColorNamePrimary), 1.5, !chosen
	r.ring.FillColor, r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, color.Transparent, 0
	if chosen && r.list.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(theme.ColorAccentText), theme.Size(theme.SizeFocus)
	}
	r.ring.CornerRadius = theme.Size(theme.SizeRadius)
	r.ground.Refresh()
	r.bar.Refresh()
	r.ring.Refresh()
}

// Tapped opens what the line leads to.
func (r *row) Tapped(*fyne.PointEvent) {
	if r.line.do == nil {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.list); c != nil {
		c.Focus(r.list)
	}
	r.list.follow(r.at)
}

// MouseIn lights the row up.
func (r *row) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.dress() }

// MouseMoved does nothing more.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (r *row) MouseOut() { r.hovered = false; r.dress() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return rowRenderer{r} }

type rowRenderer struct{ r *row }

func (x rowRenderer) Objects() []fyne.CanvasObject {
	r := x.r
	objects := []fyne.CanvasObject{r.ground, r.bar, r.ring, r.title}
	if r.line.above != "" {
		objects = append(objects, r.above)
	}
	if r.line.excerpt != "" {
		objects = append(objects, r.excerpt)
	}
	return objects
}
func (x rowRenderer) Layout(fyne.Size)   {}
func (x rowRenderer) MinSize() fyne.Size { return fyne.NewSize(0, x.r.height) }
func (x rowRenderer) Destroy()           {}
func (x rowRenderer) Refresh()           { x.r.dress(); canvas.Refresh(x.r) }
