package widgets

import (
	"image/color"
	"math"

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
type tableDrawing struct {
	table *DataTable

	ground, header, line, ring *canvas.Rectangle
	heads                      []*headDrawing
	headBox, bodyBox           *fyne.Container
	headClip, bodyClip         *container.Clip
	slots                      []*rowDrawing
	down, sideways             *scrollbar
	notice                     *fyne.Container
	noticeFor                  tableNotice
	noticeVersion              int // of the table, when the notice was made
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
	index, version    int
	loaded            bool
	ink               color.Color
}

// tableNotice is what stands in the place of the rows.
type tableNotice int

const (
	noNotice tableNotice = iota
	noticeLoading
	noticeEmpty
	noticeFailed
)

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	d := &tableDrawing{
		table:  t,
		ground: canvas.NewRectangle(nil), header: canvas.NewRectangle(nil),
		line: canvas.NewRectangle(nil), ring: canvas.NewRectangle(color.Transparent),
		headBox: container.NewWithoutLayout(), bodyBox: container.NewWithoutLayout(),
		notice: container.NewStack(),
	}
	d.headClip, d.bodyClip = container.NewClip(d.headBox), container.NewClip(d.bodyBox)
	d.down = newScrollbar(false, t.scrollTo)
	d.sideways = newScrollbar(true, func(offset float64) { t.shift(float32(offset) - t.across) })
	for range t.columns {
		h := &headDrawing{label: canvas.NewText("", nil), edge: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
		d.heads = append(d.heads, h)
		d.headBox.Objects = append(d.headBox.Objects, h.label, h.edge, h.ring)
	}
	t.drawing = d
	objects := fixedObjects(d.ground, d.header, d.headClip, d.bodyClip, d.line, d.notice, d.down, d.sideways, d.ring)
	return &renderer{
		objects: objects,
		layout: func(fyne.Size) {
			t.version++
			t.rescale()
			t.load()
			d.draw()
		},
		minSize: func() fyne.Size {
			return fyne.NewSize(theme.Size(theme.SizeRow)*6, t.headerHeight()+3*float32(t.rowHeight()))
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
	bar, header := theme.Size(fyneScrollBar), t.headerHeight()
	starts, widths, total := t.columnSpans()

	setFill(d.ground, theme.Color(theme.ColorSurface), nil, 0)
	setFill(d.header, theme.Color(theme.ColorChrome), nil, 0)
	setFill(d.line, theme.Color(theme.ColorBorder), nil, 0)
	ring, width := theme.Color(theme.ColorBorder), float32(1)
	if t.focused {
		ring, width = theme.Color(theme.ColorAccentText), 1.5
	}
	setFill(d.ring, color.Transparent, ring, width)
	place(d.ground, 0, 0, size.Width, size.Height)
	place(d.header, 0, 0, size.Width, header)
	place(d.line, 0, header-1, size.Width, 1)
	place(d.ring, 0, 0, size.Width, size.Height)

	place(d.headClip, 0, 0, size.Width, header)
	place(d.bodyClip, 0, header, size.Width-bar, size.Height-header)
	d.drawHeads(starts, widths)
	d.drawRows(starts, widths)

	d.down.set(float64(t.total)*t.rowHeight(), t.bodyHeight(), t.offset)
	d.sideways.set(float64(total), float64(t.bodyWidth()), float64(t.across))
	d.down.Hidden, d.sideways.Hidden = !d.down.needed(), !d.sideways.needed()
	place(d.down, size.Width-bar-1, header, bar, size.Height-header-1)
	place(d.sideways, 1, size.Height-bar-1, size.Width-bar-2, bar)
	d.drawNotice(header)
}

func (d *tableDrawing) drawHeads(starts, widths []float32) {
	t := d.table
	style := fyne.TextStyle{Bold: true}
	textSize := theme.Size(theme.SizeTextCaption)
	for i, c := range t.columns {
		arrow, ink := "", theme.Color(theme.ColorMuted)
		if t.order.Column == c.ID && c.Sortable {
			ink, arrow = theme.Color(theme.ColorAccentText), " ▲"
			if t.order.Descending {
				arrow = " ▼"
			}
		}
		h := d.heads[i]
		room := widths[i] - 2*cellMargin
		label := c.Label
		if arrow != "" {
			// In a narrow column the label is cut, not the arrow.
			label = elide(label, room-textWidth(arrow, textSize, style), textSize, style) + arrow
		} else {
			label = elide(label, room, textSize, style)
		}
		setText(h.label, label, ink, textSize, style, c.Align)
		height := lineHeight(textSize)
		place(h.label, starts[i]-t.across+cellMargin, (t.headerHeight()-height)/2, room, height)
		setFill(h.edge, theme.Color(theme.ColorBorder), nil, 0)
		place(h.edge, starts[i]+widths[i]-t.across-0.5, 7, 1, t.headerHeight()-14)
		ring := color.Color(color.Transparent)
		if t.head == i {
			ring = theme.Color(theme.ColorAccentText)
		}
		setFill(h.ring, color.Transparent, ring, theme.Size(theme.SizeFocus))
		place(h.ring, starts[i]-t.across+2, 3, widths[i]-4, t.headerHeight()-6)
	}
}

// cellMargin is the room at both sides of a cell's text.
const cellMargin = 7

func (d *tableDrawing) drawRows(starts, widths []float32) {
	t := d.table
	height := t.rowHeight()
	count := int(math.Ceil(t.bodyHeight()/height)) + 1
	d.fit(count)
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
		d.drawGround(slot, index, y, float32(height))
		row, loaded := t.Row(index)
		if slot.index != index || slot.version != t.version || slot.loaded != loaded {
			slot.index, slot.version, slot.loaded = index, t.version, loaded
			d.drawTexts(slot, row, loaded, widths)
		}
		d.placeTexts(slot, y, float32(height), starts, widths)
	}
}

// fit makes as many row drawings as are in sight.
func (d *tableDrawing) fit(count int) {
	if len(d.slots) == count {
		return
	}
	for len(d.slots) < count {
		s := &rowDrawing{ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), sign: canvas.NewText("", nil)}
		for range d.table.columns {
			s.cells = append(s.cells, canvas.NewText("", nil))
		}
		d.slots = append(d.slots, s)
	}
	d.slots = d.slots[:count]
	objects := make([]fyne.CanvasObject, 0, count*(4+len(d.table.columns)))
	for _, s := range d.slots {
		s.index = -1
		objects = append(objects, s.ground, s.line, s.bar, s.sign)
		for _, c := range s.cells {
			objects = append(objects, c)
		}
	}
	d.bodyBox.Objects = objects
	d.bodyBox.Refresh()
}

func (s *rowDrawing) show(shown bool) {
	s.ground.Hidden, s.line.Hidden, s.sign.Hidden = !shown, !shown, !shown
	s.bar.Hidden = s.bar.Hidden || !shown
	for _, c := range s.cells {
		c.Hidden = !shown
	}
}

func (d *tableDrawing) drawGround(s *rowDrawing, index int, y, height float32) {
	t := d.table
	ground := color.Color(color.Transparent)
	selected := index == t.selected
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

func (d *tableDrawing) drawTexts(s *rowDrawing, row Row, loaded bool, widths []float32) {
	t := d.table
	size := theme.Size(theme.SizeTextBody)
	s.ink = theme.Color(fynetheme.ColorNameForeground)
	if row.State == Quiet || !loaded {
		s.ink = theme.Color(theme.ColorMuted)
	}
	setText(s.sign, row.State.Sign(), row.State.Ink(), size, fyne.TextStyle{Bold: true}, fyne.TextAlignCenter)
	for i, c := range t.columns {
		text, ink := "", s.ink
		switch {
		case !loaded:
			text = "…"
		case i < len(row.Cells):
			text = row.Cells[i]
		}
		if tone, ok := row.Tones[i]; ok {
			ink = tone.Ink()
		}
		setText(s.cells[i], elide(text, widths[i]-2*cellMargin, size, fyne.TextStyle{}), ink, size, fyne.TextStyle{}, c.Align)
	}
}

func (d *tableDrawing) placeTexts(s *rowDrawing, y, height float32, starts, widths []float32) {
	t := d.table
	line := lineHeight(theme.Size(theme.SizeTextBody))
	top := y + float32(math.Round(float64(height-line)/2))
	place(s.sign, 4-t.across, top, t.gutter()-4, line)
	for i := range t.columns {
		place(s.cells[i], starts[i]-t.across+cellMargin, top, widths[i]-2*cellMargin, line)
	}
}

func (d *tableDrawing) drawNotice(header float32) {
	t := d.table
	wanted := noNotice
	switch {
	case t.failure != nil:
		wanted = noticeFailed
	case t.known && t.total == 0:
		wanted = noticeEmpty
	case !t.known && t.source != nil:
		wanted = noticeLoading
	}
	if wanted != d.noticeFor || d.noticeVersion != t.noticeVersion {
		d.noticeFor, d.noticeVersion = wanted, t.noticeVersion
		d.notice.Objects = nil
		if o := t.noticeOf(wanted); o != nil {
			d.notice.Objects = []fyne.CanvasObject{NewSurface(theme.ColorSurface, EdgeNone, o)}
		}
		d.notice.Refresh()
	}
	d.notice.Hidden = wanted == noNotice
	size := t.Size()
	place(d.notice, 1, header, size.Width-2, size.Height-header-1)
}

func (t *DataTable) noticeOf(n tableNotice) fyne.CanvasObject {
	switch n {
	case noticeLoading:
		return NewLoading(t.voice)
	case noticeFailed:
		return NewFailed(t.voice, t.failure, func() {
			focus(t) // the button that was pressed goes away
			t.Reload()
		})
	case noticeEmpty:
		if t.empty != nil {
			return t.empty()
		}
		return NewNotice(NoticeParams{Title: t.voice.Text("ui.table.empty")})
	default:
		return nil
	}
}
