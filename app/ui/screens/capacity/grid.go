package capacity

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// grid shows a sheet: its header and its sums stand still, its weeks scroll between
// them. One week is selected; arrows, Page and Home keys move the selection.
type grid struct {
	widget.BaseWidget

	// onWeek is called when somebody selects a week.
	onWeek func(agenda.Week)

	sheet    sheet
	rows     []*gridRow
	selected int // index of the week, -1 if none
	scroll   *container.Scroll
	frame    *fyne.Container
	ring     *canvas.Rectangle
	focused  bool
}

var (
	_ fyne.Focusable    = (*grid)(nil)
	_ fyne.Tappable     = (*gridRow)(nil)
	_ desktop.Hoverable = (*gridRow)(nil)
)

func newGrid(s sheet, onWeek func(agenda.Week)) *grid {
	g := &grid{sheet: s, onWeek: onWeek, selected: -1, ring: canvas.NewRectangle(color.Transparent)}
	places := &columnLayout{columns: s.columns}
	body := container.New(&rowsLayout{})
	for i, w := range s.weeks {
		r := newGridRow(container.New(places, texts(s.columns, w.cells)...), func() { g.focus(); g.choose(i) })
		g.rows = append(g.rows, r)
		body.Add(r)
	}
	g.scroll = container.NewVScroll(body)
	header := widgets.NewSurface(theme.ColorChrome, widgets.EdgeBottom, container.New(&headLayout{columnLayout: places}, heads(s.columns)...))
	foot := container.New(&rowsLayout{})
	for _, cells := range s.sums {
		foot.Add(container.New(&columnLayout{columns: s.columns, merged: leading}, texts(strongColumns(s.columns), cells)...))
	}
	g.frame = container.NewBorder(header, widgets.NewSurface(theme.ColorChrome, widgets.EdgeTop, foot), nil, nil,
		widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, g.scroll))
	g.ExtendBaseWidget(g)
	return g
}

// selectWeek selects a week and brings it into the middle, without telling onWeek.
func (g *grid) selectWeek(week agenda.Week) {
	g.mark(slices.IndexFunc(g.sheet.weeks, func(l line) bool { return l.week == week }))
	g.centre()
}

// choose selects a week because somebody wants it.
func (g *grid) choose(i int) {
	if len(g.rows) == 0 {
		return
	}
	i = min(max(i, 0), len(g.rows)-1)
	g.mark(i)
	if g.onWeek != nil {
		g.onWeek(g.sheet.weeks[i].week)
	}
}

// focus gives the grid the keyboard, so that the arrows go on from a tap.
func (g *grid) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
}

func (g *grid) mark(i int) {
	if g.selected >= 0 {
		g.rows[g.selected].mark(false)
	}
	g.selected = i
	if i >= 0 {
		g.rows[i].mark(true)
		g.reveal(i)
	}
}

// centre brings the selected week into the middle of what is seen.
func (g *grid) centre() {
	if seen := g.scroll.Size().Height; g.selected >= 0 && seen > 0 {
		top := float32(g.selected)*rowHeight() - (seen-rowHeight())/2
		g.scroll.ScrollToOffset(fyne.NewPos(0, max(top, 0)))
	}
}

// reveal moves no more than it must to show a week.
func (g *grid) reveal(i int) {
	height, seen := rowHeight(), g.scroll.Size().Height
	if seen <= 0 {
		return
	}
	top := float32(i) * height
	switch {
	case top < g.scroll.Offset.Y:
		g.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+height > g.scroll.Offset.Y+seen:
		g.scroll.ScrollToOffset(fyne.NewPos(0, top+height-seen))
	}
}

// TypedKey moves the selection; other keys go on to the canvas.
func (g *grid) TypedKey(key *fyne.KeyEvent) {
	page := max(int(g.scroll.Size().Height/rowHeight())-1, 1)
	switch key.Name {
	case fyne.KeyDown:
		g.choose(g.selected + 1)
	case fyne.KeyUp:
		g.choose(g.selected - 1)
	case fyne.KeyPageDown:
		g.choose(g.selected + page)
	case fyne.KeyPageUp:
		g.choose(g.selected - page)
	case fyne.KeyHome:
		g.choose(0)
	case fyne.KeyEnd:
		g.choose(len(g.rows) - 1)
	default:
		if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(key)
		}
	}
}

// TypedRune does nothing: weeks are not searched by typing.
func (g *grid) TypedRune(rune) {}

// FocusGained shows where the keyboard is.
func (g *grid) FocusGained() { g.focused = true; g.Refresh() }

// FocusLost ends what FocusGained began.
func (g *grid) FocusLost() { g.focused = false; g.Refresh() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (g *grid) CreateRenderer() fyne.WidgetRenderer {
	// Where the window is too narrow for the columns, they scroll sideways together.
	whole := container.NewStack(container.NewHScroll(g.frame), g.ring)
	return &gridRenderer{WidgetRenderer: widget.NewSimpleRenderer(whole), grid: g}
}

// gridRenderer draws the ring of the focus around the whole.
type gridRenderer struct {
	fyne.WidgetRenderer
	grid *grid
}

func (r *gridRenderer) Layout(size fyne.Size) {
	r.draw()
	r.WidgetRenderer.Layout(size)
	r.grid.centre()
}

func (r *gridRenderer) Refresh() {
	r.draw()
	r.WidgetRenderer.Refresh()
}

func (r *gridRenderer) draw() {
	ring := r.grid.ring
	ring.StrokeColor, ring.StrokeWidth = theme.Color(theme.ColorBorder), 1
	if r.grid.focused {
		ring.StrokeColor, ring.StrokeWidth = theme.Color(theme.ColorAccentText), theme.Size(theme.SizeFocus)
	}
}

// gridRow is one week; a tap selects it.
type gridRow struct {
	widget.BaseWidget

	surface  *widgets.Surface
	tapped   func()
	selected bool
}

func newGridRow(content fyne.CanvasObject, tapped func()) *gridRow {
	r := &gridRow{surface: widgets.NewSurface(theme.ColorSurface, widgets.EdgeBottom, content), tapped: tapped}
	r.ExtendBaseWidget(r)
	return r
}

func (r *gridRow) mark(selected bool) {
	r.selected = selected
	r.ground(false)
}

func (r *gridRow) ground(hovered bool) {
	switch {
	case r.selected:
		r.surface.SetGround(theme.ColorAccentSoft)
	case hovered:
		r.surface.SetGround(theme.ColorHoverRow)
	default:
		r.surface.SetGround(theme.ColorSurface)
	}
}

// Tapped selects the week.
func (r *gridRow) Tapped(*fyne.PointEvent) { r.tapped() }

// MouseIn lights the row up.
func (r *gridRow) MouseIn(*desktop.MouseEvent) { r.ground(true) }

// MouseMoved does nothing more than MouseIn did.
func (r *gridRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (r *gridRow) MouseOut() { r.ground(false) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (r *gridRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.surface) }

// texts makes the objects of one row.
func texts(columns []column, cells []cell) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(columns))
	for i, c := range columns {
		role := widgets.RoleBody
		if c.strong {
			role = widgets.RoleStrong
		}
		t := widgets.NewText(role, cells[i].text)
		t.SetMinWidth(0)
		t.SetState(cells[i].state)
		t.SetAlignment(c.alignment())
		objects[i] = t
	}
	return objects
}

// heads makes the labels of the columns, which wrap.
func heads(columns []column) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(columns))
	for i, c := range columns {
		label := widget.NewRichText(&widget.TextSegment{Text: c.label, Style: widget.RichTextStyle{
			Alignment: c.alignment(), ColorName: theme.ColorMuted, SizeName: theme.SizeTextCaption,
		}})
		label.Wrapping = fyne.TextWrapWord
		objects[i] = label
	}
	return objects
}

// strongColumns are the columns with all their texts bold: sums.
func strongColumns(columns []column) []column {
	strong := slices.Clone(columns)
	for i := range strong {
		strong[i].strong = true
	}
	return strong
}

func (c column) alignment() fyne.TextAlign {
	if c.align == alignRight {
		return fyne.TextAlignTrailing
	}
	return fyne.TextAlignLeading
}

func rowHeight() float32 { return theme.Size(theme.SizeRow) }

// columnLayout places the cells of a row in the sheet's columns.
type columnLayout struct {
	columns []column
	merged  int // so many columns at the left have one cell for all of them
	known   [2]spans
}

// spans are where columns begin and how wide they are, in a width at a text size.
type spans struct {
	width, text, gap float32
	starts, widths   []float32
}

// spans returns where each column begins and how wide it is. Every row asks, and for the
// least width too, each time anything on the page changes: measuring the labels each
// time kept the window's thread away for 150 ms.
func (l *columnLayout) spans(width float32) (starts, widths []float32) {
	text, gap := theme.Size(theme.SizeTextBody), theme.Size(theme.SizeGap)
	at := &l.known[0]
	if width > 0 {
		at = &l.known[1]
	}
	if at.starts == nil || at.width != width || at.text != text || at.gap != gap {
		*at = spans{width: width, text: text, gap: gap}
		at.starts, at.widths = l.measure(width)
	}
	return at.starts, at.widths
}

func (l *columnLayout) measure(width float32) (starts, widths []float32) {
	scale := theme.Size(theme.SizeTextBody) / 13
	edge := theme.Size(theme.SizeGap)
	rest := width - 2*edge - theme.Size(fynetheme.SizeNameScrollBar) + l.columns[0].gap()
	stretching := float32(0)
	for _, c := range l.columns {
		rest -= c.least(scale) + c.gap()
		if c.stretch {
			stretching++
		}
	}
	at := edge - l.columns[0].gap()
	for _, c := range l.columns {
		w := c.least(scale)
		if c.stretch && rest > 0 {
			w += rest / stretching
		}
		at += c.gap()
		starts, widths = append(starts, at), append(widths, w)
		at += w
	}
	for i := 1; i < l.merged; i++ {
		widths[0] += widths[i]
		widths[i] = 0
	}
	return starts, widths
}

// least is the least width of a column, in which no word of its label is cut.
func (c column) least(scale float32) float32 {
	least := c.width * scale
	for _, word := range strings.Fields(c.label) {
		size := fyne.MeasureText(word, theme.Size(theme.SizeTextCaption), fyne.TextStyle{})
		least = max(least, size.Width+1)
	}
	return least
}

// gap is the room before a column.
func (c column) gap() float32 {
	if c.apart {
		return 1.5 * theme.Size(theme.SizeGap)
	}
	return theme.Size(theme.SizeGap) * 0.6
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	starts, widths := l.spans(size.Width)
	for i, o := range objects {
		o.Move(fyne.NewPos(starts[i], 0))
		o.Resize(fyne.NewSize(widths[i], size.Height))
	}
}

func (l *columnLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	starts, widths := l.spans(0)
	last := len(starts) - 1
	return fyne.NewSize(starts[last]+widths[last]+theme.Size(theme.SizeGap)+theme.Size(fynetheme.SizeNameScrollBar), rowHeight())
}

// headLayout places the labels at the bottom of a header that is as tall as the
// tallest of them at the present width.
type headLayout struct {
	*columnLayout
	width float32
}

func (l *headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	starts, widths := l.spans(size.Width)
	pad := fynetheme.InnerPadding()
	for i, o := range objects {
		o.Resize(fyne.NewSize(widths[i]+2*pad, o.Size().Height))
		h := o.MinSize().Height
		o.Move(fyne.NewPos(starts[i]-pad, size.Height-h))
		o.Resize(fyne.NewSize(widths[i]+2*pad, h))
	}
}

func (l *headLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	_, widths := l.spans(l.width)
	pad := fynetheme.InnerPadding()
	tallest := float32(0)
	for i, o := range objects {
		// The height of wrapped text depends on the width it has.
		o.Resize(fyne.NewSize(widths[i]+2*pad, o.Size().Height))
		tallest = max(tallest, o.MinSize().Height)
	}
	return fyne.NewSize(l.columnLayout.MinSize(objects).Width, tallest)
}

// rowsLayout places rows of one height under each other, without gaps.
type rowsLayout struct{}

func (rowsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		o.Move(fyne.NewPos(0, float32(i)*rowHeight()))
		o.Resize(fyne.NewSize(size.Width, rowHeight()))
	}
}

func (rowsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range objects {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, rowHeight()*float32(len(objects)))
}
