package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/app/ui/theme"
)

// SetSums sets what stands still under the rows, in their columns: sums, targets. They
// cannot be selected. Without any there are none.
func (t *DataTable) SetSums(sums ...Row) {
	t.sums = sums
	t.refit()
}

// sumsHeight is how much room the sums take.
func (t *DataTable) sumsHeight() float32 { return float32(len(t.sums)) * float32(t.rowHeight()) }

// sumsDrawing are the objects that sums are seen by.
type sumsDrawing struct {
	ground, line    *canvas.Rectangle
	moving, staying area
	cells           [][]*canvas.Text // by sum and place
	columns, still  int              // how many places there are, and of them stay
}

func newSumsDrawing() sumsDrawing {
	return sumsDrawing{ground: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), moving: newArea(), staying: newArea()}
}

// fit makes as many texts as there are sums and shown columns.
func (s *sumsDrawing) fit(sums, columns, still int) {
	if len(s.cells) == sums && s.columns == columns && s.still == still {
		return
	}
	s.cells, s.columns, s.still = nil, columns, still
	var moving, staying []fyne.CanvasObject
	for range sums {
		row := make([]*canvas.Text, columns)
		for place := range row {
			row[place] = canvas.NewText("", nil)
			if place < still {
				staying = append(staying, row[place])
			} else {
				moving = append(moving, row[place])
			}
		}
		s.cells = append(s.cells, row)
	}
	s.moving.fill(moving)
	s.staying.fill(staying)
}

// drawSums draws the sums in the columns as they stand now.
func (d *tableDrawing) drawSums(l *columnLayout) {
	t, s := d.table, &d.sums
	s.fit(len(t.sums), len(l.shown), l.staying)
	height, top := t.sumsHeight(), t.headerHeight()+float32(t.bodyHeight())
	hairline, right := theme.Size(theme.SizeEdge), t.bodyWidth()
	s.ground.Hidden, s.line.Hidden = height == 0, height == 0
	setFill(s.ground, theme.Color(theme.ColorChrome), nil, 0)
	setFill(s.line, theme.Color(theme.ColorBorder), nil, 0)
	place(s.ground, 0, top, t.Size().Width, height)
	place(s.line, 0, top, t.Size().Width, hairline)
	place(s.staying.clip, 0, top, min(l.stays, right), height)
	place(s.moving.clip, l.stays, top, right-l.stays, height)

	size, style, margin := theme.Size(theme.SizeTextBody), fyne.TextStyle{Bold: true}, cellMargin()
	line, row := lineHeight(size), float32(t.rowHeight())
	for i, sum := range t.sums {
		for at, column := range l.shown {
			cell, text, ink := s.cells[i][at], "", theme.Color(fynetheme.ColorNameForeground)
			if column < len(sum.Cells) {
				text = sum.Cells[column]
			}
			if tone, ok := sum.Tones[column]; ok {
				ink = tone.Ink()
			}
			room := t.sumRoom(sum, l, at) - 2*margin
			setText(cell, elide(text, room, size, style), ink, size, style, t.plan.columns[column].Align)
			place(cell, d.left(l, at)+margin, float32(i)*row+(row-line)/2, room, line)
		}
	}
}

// sumRoom is how wide a cell of a sum may be: its name takes the room of the empty cells
// after it.
func (t *DataTable) sumRoom(sum Row, l *columnLayout, at int) float32 {
	room := l.widths[at]
	if column := l.shown[at]; column < len(sum.Cells) && sum.Cells[column] == "" || t.plan.columns[l.shown[at]].Align != fyne.TextAlignLeading {
		return room
	}
	for next := at + 1; next < len(l.shown) && (next < l.staying) == (at < l.staying); next++ {
		if column := l.shown[next]; column < len(sum.Cells) && sum.Cells[column] != "" {
			break
		}
		room += l.widths[next]
	}
	return room
}
