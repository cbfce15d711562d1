package widgets

import (
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/app/ui/theme"
)

const fyneScrollBar = fynetheme.SizeNameScrollBar

// tableDrawing are the objects that a [DataTable] is seen by. Rows that leave the
// view at one end come back as rows at the other, so that scrolling by one row
// changes the texts of one row.
//
// What moves sideways and what stays lie in two areas, each of which cuts off what is
// beyond it; the grounds of the rows lie under both.
type tableDrawing struct {
	table *DataTable

	ground, header, line, ring *canvas.Rectangle
	cursor, fold, drop         *canvas.Rectangle
	heads                      []*headDrawing
	headsMoving, headsStaying  area
	grounds, moving, staying   area
	slots                      []*rowDrawing
	shown                      []int // the columns that the cells are for
	still                      int   // how many of them lie in the staying area
	down, sideways             *scrollbar
	corner                     *tableCorner
	foot, notice               *fyne.Container
	sums                       sumsDrawing
	noticeFor                  tableNotice
	noticeVersion              int // of the table, when the notice was made
}

// area is a part of the table that cuts off what is beyond it.
type area struct {
	box  *fyne.Container
	clip *container.Clip
}

func newArea() area {
	box := container.NewWithoutLayout()
	return area{box: box, clip: container.NewClip(box)}
}

func (a area) fill(objects []fyne.CanvasObject) {
	a.box.Objects = objects
	a.box.Refresh()
}

type headDrawing struct {
	label *canvas.Text
	edge  *canvas.Rectangle
	ring  *canvas.Rectangle // shown while the header has the keyboard
}

type rowDrawing struct {
	ground, bar, line *canvas.Rectangle
	sign              *canvas.Text
	cells             []*canvas.Text
	marks             []*canvas.Rectangle // behind what was looked for
	markAt            []float32           // where a mark begins in its cell
	index, version    int
	loaded            bool
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	rectangle := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	d := &tableDrawing{
		table:  t,
		ground: rectangle(), header: rectangle(), line: rectangle(), ring: rectangle(),
		cursor: rectangle(), fold: rectangle(), drop: rectangle(),
		headsMoving: newArea(), headsStaying: newArea(), grounds: newArea(), moving: newArea(), staying: newArea(),
		foot: container.NewWithoutLayout(), notice: container.NewStack(), sums: newSumsDrawing(),
	}
	d.down = newScrollbar(false, t.scrollTo)
	d.sideways = newScrollbar(true, func(offset float64) { t.shift(float32(offset) - t.across) })
	d.corner = newTableCorner(t)
	t.drawing = d
	objects := fixedObjects(d.ground, d.header, d.grounds.clip, d.moving.clip, d.staying.clip, d.cursor,
		d.headsMoving.clip, d.headsStaying.clip, d.sums.ground, d.sums.line, d.sums.moving.clip, d.sums.staying.clip, d.line, d.fold, d.drop, d.notice, d.down, d.sideways, d.corner, d.foot, d.ring)
	return &renderer{
		objects: objects,
		layout: func(fyne.Size) {
			t.version++
			t.rescale()
			t.keepInSight()
			t.load()
			d.draw()
		},
		minSize: func() fyne.Size {
			return fyne.NewSize(theme.Size(theme.SizeRow)*6, t.headerHeight()+3*float32(t.rowHeight())+t.sumsHeight())
		},
		refresh: func() {
			t.version++ // the theme may be another
			d.noticeFor = noNotice
			t.rescale()
			t.load()
			d.draw()
			canvas.Refresh(t)
		},
		destroy: func() {
			// A table out of sight waits for nothing; seen again, it asks again.
			t.giveUp()
			if t.drawing == d {
				t.drawing = nil
			}
		},
	}
}

func (d *tableDrawing) draw() {
	t := d.table
	size := t.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	l := t.layout()
	d.drawFrame(size, l)
	d.fit(l)
	d.drawHeads(l)
	d.drawRows(l)
	d.drawSums(l)
	d.drawCursor()
	d.drawBars(size, l)
	d.drawNotice(size)
	d.drawFoot(size)
}

// drawFrame draws what lies under, between and around the rows.
func (d *tableDrawing) drawFrame(size fyne.Size, l *columnLayout) {
	t := d.table
	header, body := t.headerHeight(), float32(t.bodyHeight())
	setFill(d.ground, theme.Color(theme.ColorSurface), nil, 0)
	setFill(d.header, theme.Color(theme.ColorChrome), nil, 0)
	setFill(d.line, theme.Color(theme.ColorBorder), nil, 0)
	setFill(d.fold, theme.Color(theme.ColorControl), nil, 0)
	hairline := theme.Size(theme.SizeEdge)
	ring, width := theme.Color(theme.ColorBorder), hairline
	if t.focused {
		ring, width = theme.Color(theme.ColorAccentText), theme.Size(theme.SizeFocus)
	}
	setFill(d.ring, color.Transparent, ring, width)
	place(d.ground, 0, 0, size.Width, size.Height)
	place(d.header, 0, 0, size.Width, header)
	place(d.line, 0, header-hairline, size.Width, hairline)
	place(d.ring, 0, 0, size.Width, size.Height)

	right := t.bodyWidth()
	place(d.headsStaying.clip, 0, 0, min(l.stays, right), header)
	place(d.headsMoving.clip, l.stays, 0, right-l.stays, header)
	place(d.grounds.clip, 0, header, right, body)
	place(d.staying.clip, 0, header, min(l.stays, right), body)
	place(d.moving.clip, l.stays, header, right-l.stays, body)
	// The line says that columns have gone behind those that stay.
	d.fold.Hidden = t.across <= 0 || l.staying == 0
	place(d.fold, l.stays-hairline, 0, hairline, header+body+t.sumsHeight())
}

// fit makes as many row drawings as are in sight, with a cell for each shown column.
func (d *tableDrawing) fit(l *columnLayout) {
	t := d.table
	count := int(math.Ceil(t.bodyHeight()/t.rowHeight())) + 1
	sameColumns := slices.Equal(d.shown, l.shown) && d.still == l.staying
	if len(d.slots) == count && sameColumns {
		return
	}
	if !sameColumns {
		d.slots, d.shown, d.still = nil, l.shown, l.staying
		d.makeHeads()
	}
	for len(d.slots) < count {
		d.slots = append(d.slots, newRowDrawing(len(l.shown)))
	}
	d.slots = d.slots[:count]
	var grounds, moving, staying []fyne.CanvasObject
	for _, s := range d.slots {
		s.index = -1
		grounds = append(grounds, s.ground, s.line)
		staying = append(staying, s.bar, s.sign)
		for place, cell := range s.cells {
			if place < d.still {
				staying = append(staying, s.marks[place], cell)
			} else {
				moving = append(moving, s.marks[place], cell)
			}
		}
	}
	d.grounds.fill(grounds)
	d.staying.fill(staying)
	d.moving.fill(moving)
}

func newRowDrawing(cells int) *rowDrawing {
	s := &rowDrawing{ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), sign: canvas.NewText("", nil)}
	s.sign.FontSource = theme.SignFont()
	for range cells {
		mark := canvas.NewRectangle(nil)
		mark.Hidden = true
		s.cells, s.marks = append(s.cells, canvas.NewText("", nil)), append(s.marks, mark)
	}
	s.markAt = make([]float32, cells)
	return s
}

func (d *tableDrawing) makeHeads() {
	d.heads = nil
	var moving, staying []fyne.CanvasObject
	for place := range d.shown {
		h := &headDrawing{label: canvas.NewText("", nil), edge: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
		d.heads = append(d.heads, h)
		if place < d.still {
			staying = append(staying, h.label, h.edge, h.ring)
		} else {
			moving = append(moving, h.label, h.edge, h.ring)
		}
	}
	d.headsMoving.fill(moving)
	d.headsStaying.fill(staying)
}

// left returns where a place begins within the area that it lies in.
func (d *tableDrawing) left(l *columnLayout, place int) float32 {
	if place < l.staying {
		return l.starts[place]
	}
	return l.starts[place] - d.table.across - l.stays
}

func (d *tableDrawing) drawHeads(l *columnLayout) {
	t := d.table
	size, style := theme.Size(theme.SizeTextCaption), fyne.TextStyle{Bold: true}
	height, header, margin := lineHeight(size), t.headerHeight(), cellMargin()
	hairline := theme.Size(theme.SizeEdge)
	for at, column := range l.shown {
		h, left, wide := d.heads[at], d.left(l, at), l.widths[at]
		c := t.plan.columns[column]
		room := wide - 2*margin - d.hidden(l, at)
		label, ink := t.headLabel(c, room)
		if t.grip.kind == gripMove && t.grip.column == column {
			ink = theme.Color(theme.ColorAccentText)
		}
		setText(h.label, label, ink, size, style, c.Align)
		place(h.label, left+margin, (header-height)/2, room, height)
		setFill(h.edge, theme.Color(theme.ColorBorder), nil, 0)
		place(h.edge, float32(math.Round(float64(left+wide)))-hairline, header/4, hairline, header/2)
		ring := color.Color(color.Transparent)
		if t.head == at {
			ring = theme.Color(theme.ColorAccentText)
		}
		setFill(h.ring, color.Transparent, ring, theme.Size(theme.SizeFocus))
		place(h.ring, left+2, 3, wide-4, header-6)
	}
	d.drawDrop(l)
}

// hidden returns how much of a header the button in the corner covers.
func (d *tableDrawing) hidden(l *columnLayout, at int) float32 {
	t := d.table
	if d.corner.Hidden {
		return 0
	}
	right := l.x(at, t.across) + l.widths[at]
	return min(max(right-(t.Size().Width-t.cornerWidth()), 0), l.widths[at]/2)
}

// headLabel returns what a header says. In a narrow column the label is cut, not the
// arrow of the order.
func (t *DataTable) headLabel(c Column, room float32) (string, color.Color) {
	size, style := theme.Size(theme.SizeTextCaption), fyne.TextStyle{Bold: true}
	if t.order.Column != c.ID || !c.Sortable {
		return elide(c.Label, room, size, style), theme.Color(theme.ColorMuted)
	}
	arrow := " ▲"
	if t.order.Descending {
		arrow = " ▼"
	}
	return elide(c.Label, room-textWidth(arrow, size, style), size, style) + arrow, theme.Color(theme.ColorAccentText)
}

// drawDrop shows where a column would be put down.
func (d *tableDrawing) drawDrop(l *columnLayout) {
	t := d.table
	target := -1
	if t.grip.kind == gripMove {
		target = t.dropAt(t.grip)
	}
	d.drop.Hidden = target < 0
	if target < 0 {
		return
	}
	to := l.place(target)
	x := l.x(to, t.across)
	if to > l.place(t.grip.column) {
		x += l.widths[to]
	}
	setFill(d.drop, theme.Color(theme.ColorAccentText), nil, 0)
	place(d.drop, x-1.5, 0, 3, t.headerHeight()+float32(t.bodyHeight()))
}

// cellMargin is the room at both sides of a cell's text.
func cellMargin() float32 { return theme.Size(fynetheme.SizeNameInnerPadding) }

func (d *tableDrawing) drawRows(l *columnLayout) {
	t := d.table
	height := t.rowHeight()
	line := lineHeight(theme.Size(theme.SizeTextBody))
	first := int(t.offset / height)
	for index := first; index < first+len(d.slots); index++ {
		slot := d.slots[index%len(d.slots)]
		shown := index < t.total
		slot.show(shown)
		if !shown {
			slot.index = -1
			continue
		}
		y := float32(float64(index)*height - t.offset)
		row, loaded := t.Row(index)
		d.drawGround(slot, index, row, y, float32(height))
		if slot.index != index || slot.version != t.version || slot.loaded != loaded {
			slot.index, slot.version, slot.loaded = index, t.version, loaded
			d.drawTexts(slot, row, loaded, l)
		}
		d.placeTexts(slot, y, float32(height), line, l)
	}
}

func (s *rowDrawing) show(shown bool) {
	if s.ground.Hidden == !shown {
		return
	}
	s.ground.Hidden, s.line.Hidden, s.sign.Hidden = !shown, !shown, !shown
	s.bar.Hidden = true
	for i, c := range s.cells {
		c.Hidden = !shown
		s.marks[i].Hidden = true
	}
}

func (d *tableDrawing) drawGround(s *rowDrawing, index int, row Row, y, height float32) {
	t := d.table
	ground := color.Color(color.Transparent)
	selected := t.isSelected(index, row)
	switch {
	case selected:
		ground = theme.Color(theme.ColorAccentSoft)
	case index == t.hovered:
		ground = theme.Color(theme.ColorHoverRow)
	}
	width := t.Size().Width
	setFill(s.ground, ground, nil, 0)
	setFill(s.line, theme.Color(theme.ColorSunken), nil, 0)
	setFill(s.bar, theme.Color(fynetheme.ColorNamePrimary), nil, 0)
	s.bar.Hidden = !selected
	place(s.ground, 0, y, width, height)
	place(s.line, 0, y+height-1, width, 1)
	place(s.bar, 1, y, 3, height)
}

func (d *tableDrawing) drawTexts(s *rowDrawing, row Row, loaded bool, l *columnLayout) {
	t := d.table
	size, style, margin := theme.Size(theme.SizeTextBody), fyne.TextStyle{}, cellMargin()
	plainInk := theme.Color(fynetheme.ColorNameForeground)
	if row.State == Quiet || !loaded {
		plainInk = theme.Color(theme.ColorMuted)
	}
	setText(s.sign, row.State.Sign(), row.State.Ink(), size, fyne.TextStyle{Bold: true}, fyne.TextAlignCenter)
	for at, column := range l.shown {
		text, ink := "", plainInk
		switch {
		case !loaded:
			text = "…"
		case column < len(row.Cells):
			text = row.Cells[column]
		}
		if tone, ok := row.Tones[column]; ok {
			ink = tone.Ink()
		}
		matches := loaded && t.cellMatches(row, column)
		if matches {
			ink = theme.Color(fynetheme.ColorNameForeground) // what is read on the ground of a mark
		}
		room := l.widths[at] - 2*margin
		setText(s.cells[at], elide(text, room, size, style), ink, size, style, t.plan.columns[column].Align)
		d.measureMark(s, at, room, matches)
	}
}

// cellMatches tells whether a cell has what somebody is looking for.
func (t *DataTable) cellMatches(row Row, column int) bool {
	if !t.find.open || t.find.folded == "" {
		return false
	}
	_, _, ok := cellMatch(row, column, t.find.folded)
	return ok
}

// measureMark makes the mark behind what was looked for as wide as that is. If it is cut
// off, all that is seen of the cell is marked. Its place follows in placeTexts.
func (d *tableDrawing) measureMark(s *rowDrawing, at int, room float32, matches bool) {
	mark, cell := s.marks[at], s.cells[at]
	mark.Hidden = !matches
	if !matches {
		return
	}
	setFill(mark, theme.Color(theme.ColorWarningSoft), theme.Color(theme.ColorWarningText), 1)
	mark.CornerRadius = 2
	from, to, ok := matchIn(cell.Text, d.table.find.folded)
	if !ok {
		from, to = 0, len(cell.Text)
	}
	size, style := cell.TextSize, cell.TextStyle
	s.markAt[at] = textWidth(cell.Text[:from], size, style) - 1
	switch free := room - textWidth(cell.Text, size, style); cell.Alignment {
	case fyne.TextAlignTrailing:
		s.markAt[at] += free
	case fyne.TextAlignCenter:
		s.markAt[at] += free / 2
	}
	mark.Resize(fyne.NewSize(textWidth(cell.Text[from:to], size, style)+2, lineHeight(size)))
}

func (d *tableDrawing) placeTexts(s *rowDrawing, y, height, line float32, l *columnLayout) {
	t := d.table
	top := y + float32(math.Round(float64(height-line)/2))
	margin := cellMargin()
	place(s.sign, 4, top, t.gutter()-4, line)
	for at := range l.shown {
		left := d.left(l, at) + margin
		place(s.cells[at], left, top, l.widths[at]-2*margin, line)
		if !s.marks[at].Hidden {
			s.marks[at].Move(fyne.NewPos(left+s.markAt[at], top))
		}
	}
}

// drawCursor draws a ring around the current row where it may be another than those
// selected.
func (d *tableDrawing) drawCursor() {
	t := d.table
	height := t.rowHeight()
	y := float64(t.cursor.index)*height - t.offset
	d.cursor.Hidden = !t.params.Multiple || !t.focused || t.head >= 0 || t.cursor.index < 0 || t.cursor.index >= t.total ||
		y < -height/2 || y > t.bodyHeight()-height/2
	setFill(d.cursor, color.Transparent, theme.Color(theme.ColorAccentText), 1)
	place(d.cursor, 1, t.headerHeight()+float32(y), t.bodyWidth()-2, float32(height)-1)
}

func (d *tableDrawing) drawBars(size fyne.Size, l *columnLayout) {
	t := d.table
	bar, header, body := theme.Size(fyneScrollBar), t.headerHeight(), float32(t.bodyHeight())
	d.down.set(float64(t.total)*t.rowHeight(), t.bodyHeight(), t.offset)
	d.sideways.set(float64(l.total), float64(t.bodyWidth()), float64(t.across))
	d.down.Hidden, d.sideways.Hidden = !d.down.needed(), !d.sideways.needed()
	place(d.down, size.Width-bar-1, header, bar, body-1)
	place(d.sideways, l.stays, header+body+t.sumsHeight()-1, t.bodyWidth()-l.stays-1, bar)
	d.corner.Hidden = !t.hasCorner()
	wide := t.cornerWidth()
	place(d.corner, size.Width-wide-1, 1, wide, header-1-theme.Size(theme.SizeEdge)) // the line under the header stays whole
	d.corner.draw()
}

func (d *tableDrawing) drawFoot(size fyne.Size) {
	t := d.table
	strips := t.foot()
	if !slices.Equal(d.foot.Objects, strips) {
		d.foot.Objects = strips
		d.foot.Refresh()
	}
	height := stripHeight()
	top := size.Height - height*float32(len(strips))
	place(d.foot, 1, top, size.Width-2, size.Height-top-1)
	for i, strip := range strips {
		place(strip, 0, float32(i)*height, size.Width-2, height)
	}
}
