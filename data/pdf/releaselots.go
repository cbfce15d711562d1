package pdf

import "creneaux/app/publication"

// The columns of a table of lots.
const (
	lotKindAt   = marginLeft + tickBox + 3
	lotDeskAt   = 108.0
	lotDaysAt   = 132.0
	lotKindSpan = lotDeskAt - lotKindAt - 3
	lotDeskSpan = lotDaysAt - lotDeskAt - 3
	lotDaysSpan = textRight - 13 - lotDaysAt
)

// lotTable is a table of lots, measured in one size.
type lotTable struct {
	rows []lotRow
}

// lotRow is a lot, or the name of additional appointments above theirs.
type lotRow struct {
	publication.SheetLot
	heading bool
	style   typeStyle
	lines   []string // of the procedure, or of the name
	height  float64
}

// measureLots measures lots at a size; what is additional stands below a name of its own.
func (s *sheetPages) measureLots(lots []publication.SheetLot, size float64) lotTable {
	style := sheetText.sized(size)
	var table lotTable
	add := func(row lotRow, width float64) {
		row.height = max(float64(max(1, len(row.lines)))*row.style.leading(), tickBox*size/10) + 1.1
		table.rows = append(table.rows, row)
	}
	above := ""
	for _, lot := range lots {
		if lot.Additional != above {
			above = lot.Additional
			row := lotRow{SheetLot: lot, heading: true, style: sheetStrong.sized(size)}
			row.lines = wrap(s.clean(s.voice.Text("pdf.releases.additional", "Label", above)), row.style, textWidth)
			add(row, textWidth)
		}
		add(lotRow{SheetLot: lot, style: style, lines: wrap(s.clean(lot.Procedure), style, lotKindSpan)}, lotKindSpan)
	}
	return table
}

func (t lotTable) height() float64 {
	height := tableHeadRoom
	for _, r := range t.rows {
		height += r.height
	}
	return height
}

// divided divides the rows among pages: the first has so much room, the others more. A
// name does not end a page, and a page has at least one row.
func (t lotTable) divided(first, others float64) []lotTable {
	var tables []lotTable
	var page lotTable
	room := first
	for i, r := range t.rows {
		needed := page.height() + r.height
		if r.heading && i+1 < len(t.rows) {
			needed += t.rows[i+1].height
		}
		if len(page.rows) > 0 && needed > room {
			tables, page, room = append(tables, page), lotTable{}, others
		}
		page.rows = append(page.rows, r)
	}
	return append(tables, page)
}

// lots draws a table of lots, with a box to tick for each that is to do.
func (s *sheetPages) lots(y float64, table lotTable, toDo bool) {
	y = 0.7 + s.tableHead(y,
		tableTitle{s.voice.Text("pdf.releases.procedure"), lotKindAt, false}, tableTitle{s.voice.Text("pdf.releases.desk"), lotDeskAt, false},
		tableTitle{s.voice.Text("pdf.releases.days"), lotDaysAt, false}, tableTitle{s.voice.Text("pdf.releases.lot-slots"), textRight, true})
	for _, r := range table.rows {
		s.lot(y, r, toDo)
		y += r.height
		s.line(marginLeft, y, textRight, y, 0.15, hairline)
	}
}

func (s *sheetPages) lot(y float64, r lotRow, toDo bool) {
	base := y + 0.6 + r.style.leading()/2 + r.style.capHeight()/2
	if r.heading {
		s.textLines(marginLeft, base, r.style, r.lines)
		return
	}
	if toDo {
		box := tickBox * r.style.size / 10
		s.frame(marginLeft, y+0.7, box, box, 0.3, black)
	}
	s.textLines(lotKindAt, base, r.style, r.lines)
	desk := s.clean(r.Desk)
	s.text(lotDeskAt, base, fit(desk, r.style, 5, lotDeskSpan, 1), desk)
	days := s.voice.ShortDate(r.From)
	if r.To != r.From {
		days += " – " + s.voice.ShortDate(r.To)
	}
	s.text(lotDaysAt, base, fit(days, r.style, 5, lotDaysSpan, 1), days)
	s.textRightAt(textRight, base, sheetStrong.sized(r.style.size+1), s.voice.Number(r.Slots))
}
