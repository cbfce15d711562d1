package intake

import (
	"fmt"
	"strings"

	"creneaux/app/agenda"
)

// Rows that gave no booking are kept whole, and written with notes beside them: where
// they stood and what is wrong. Mended by a person they come back as another file, from
// which the notes have to be told again.

// NoteTitles is the key, among the synonyms of the fields, of the titles that the columns
// of notes have.
const NoteTitles = "note"

// leastNotes is how many columns of notes mark a file of rows to be mended: a single one
// may be a column of anybody's.
const leastNotes = 2

// noteColumns returns the columns of a row of titles that this program added to rows
// that it had rejected; titles are those it gives them, in any language.
func noteColumns(header Row, titles []string) map[int]bool {
	notes := make(map[int]bool)
	for i, c := range header.Cells {
		for _, title := range titles {
			if sameTitle(c, title) {
				notes[i] = true
			}
		}
	}
	if len(notes) < leastNotes {
		return nil
	}
	return notes
}

// headerRow returns the row of titles, blank where there is none.
func headerRow(t Table, m Mapping) Row {
	for _, row := range t.Rows {
		if row.Line == m.HeaderLine {
			return row
		}
	}
	return Row{}
}

// titlesOf returns the titles of all columns but the notes.
func (r *reader) titlesOf(header Row) []string {
	var titles []string
	for i, c := range header.Cells[:filledWidth(header)] {
		if !r.notes[i] {
			titles = append(titles, Clean(c.Text))
		}
	}
	return titles
}

// asKept returns the cells of a row, without notes, so that they read the same in a file
// of their own: what a number or the order of day and month means, the rest of this file
// tells.
func (r *reader) asKept(row Row) []string {
	var cells []string
	for i, c := range row.Cells[:filledWidth(row)] {
		if !r.notes[i] {
			cells = append(cells, r.form.portable(c, r.fieldOf[i]))
		}
	}
	return cells
}

// portable writes a cell so that it means the same in a file that says nothing of
// its dates.
func (f calendarForm) portable(c Cell, field Field) string {
	written := c.Text
	if c.Kind == CellNumber && written == "" {
		written = formatNumber(c.Number)
	}
	switch field {
	case FieldDate, FieldDateTime, FieldBookedAt, FieldCancelledAt, FieldBirthDate:
		if c.Kind == CellText {
			return f.dayFirst(written)
		}
		if t, why := f.readTimestamp(c); why == faultNone {
			return isoTimestamp(t)
		}
	case FieldTime:
		if clock, why := f.readClock(c); c.Kind != CellText && why == faultNone {
			return clock.String()
		}
	}
	return written
}

func isoTimestamp(t timestamp) string {
	if !t.timed {
		return t.date.String()
	}
	return fmt.Sprintf("%s %s:%02d", t.date, agenda.Clock(t.seconds/60), t.seconds%60)
}

// dayFirst writes 03/13/2026 as 13/03/2026 where the file has the month first.
func (f calendarForm) dayFirst(s string) string {
	if _, _, ok := twoFigures(s); !ok || !f.monthFirst {
		return s
	}
	s = strings.TrimLeft(s, " ")
	_, n, rest := leadingInt(s)
	_, m, after := leadingInt(rest[1:])
	return rest[1:1+m] + rest[:1] + s[:n] + after
}
