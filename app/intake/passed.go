package intake

import (
	"slices"
	"strings"
	"unicode"

	"creneaux/app/agenda"
)

// passed makes what is told of a row that is no booking: its first words and why.
func (r *reader) passed(row Row, why agenda.Message) Rejection {
	passed := Rejection{Line: row.Line, Reason: why, Cells: r.asKept(row)}
	if i := slices.IndexFunc(passed.Cells, func(s string) bool { return Clean(s) != "" }); i >= 0 {
		passed.Value = excerpt(Clean(passed.Cells[i]))
	}
	return passed
}

// passedAsTitles tells why a row that cannot be read is one of titles; the message is
// zero where it is none.
func (r *reader) passedAsTitles(row Row) agenda.Message {
	switch {
	case r.repeatsTitles(row):
		return agenda.Msg("intake.passed.titles")
	case r.continuesTitles(row):
		return agenda.Msg("intake.passed.subtitles")
	}
	return agenda.Message{}
}

// repeatsTitles reports whether the row has the titles again, as in an export printed
// page by page or put together from several.
func (r *reader) repeatsTitles(row Row) bool {
	for _, f := range r.reading.Fields {
		if !sameTitle(row.cell(r.mapping.Columns[f]), r.mapping.Titles[f]) {
			return false
		}
	}
	return true
}

// continuesTitles reports whether the row is a second line of titles, such as their
// translation or their form: it stands right below them, no cell has a figure, without
// which there is no appointment, and most are filled or all of those in brackets.
func (r *reader) continuesTitles(row Row) bool {
	if len(r.reading.Bookings)+len(r.reading.Rejected) > 0 {
		return false
	}
	filled, bracketed := 0, true
	for _, c := range row.Cells {
		if s := c.written(); s != "" && !strings.HasPrefix(s, "(") && !strings.HasPrefix(s, "[") {
			bracketed = false
		}
		if c.Kind != CellText || strings.ContainsFunc(c.Text, unicode.IsDigit) {
			return false
		}
	}
	for _, f := range r.reading.Fields {
		if !row.cell(r.mapping.Columns[f]).blank() {
			filled++
		}
	}
	return bracketed || 2*filled > len(r.reading.Fields)
}

const mostRemarkCells = 3 // "Total", a number and perhaps a unit

// remarkWords begin the lines that platforms write under a table; true marks those that
// count or add up.
var remarkWords = map[string]bool{
	"total": true, "totaux": true, "sous": true, "somme": true, "nombre": true, "nb": true,
	"totals": true, "subtotal": true, "sum": true, "count": true,
	"edite": false, "export": false, "exporte": false, "genere": false, "imprime": false, "extrait": false, "fin": false,
	"page": false, "document": false, "confidentiel": false, "source": false,
	"exported": false, "generated": false, "printed": false, "end": false, "confidential": false,
}

// remark tells why a row says something about the table, such as a total, and holds no
// booking: a few cells only, one of which begins with a word for it. The message is zero
// where it does not.
func (r *reader) remark(row Row) agenda.Message {
	filled, told, counts := 0, false, false
	for i, c := range row.Cells {
		if c.blank() || r.notes[i] {
			continue
		}
		filled++
		if words := fold(c.Text); len(words) > 0 {
			adds, known := remarkWords[words[0]]
			told, counts = told || known, counts || adds
		}
	}
	switch {
	case !told || filled > mostRemarkCells || 2*filled >= len(r.reading.Fields):
		return agenda.Message{}
	case counts:
		return agenda.Msg("intake.passed.total")
	}
	return agenda.Msg("intake.passed.remark")
}

// passRemarks takes the remarks under the last booking, and the totals under any, out of
// what was rejected. Elsewhere such a row may be a booking that was spoilt, and stays for
// a person to look at; so do all of them in a file without a booking.
func (r *reader) passRemarks() {
	n := len(r.reading.Bookings)
	if n == 0 {
		return
	}
	first, last := r.reading.Bookings[0].Line, r.reading.Bookings[n-1].Line
	r.reading.Rejected = slices.DeleteFunc(r.reading.Rejected, func(rejected Rejection) bool {
		remark, ok := r.remarks[rejected.Line]
		total := remark.Reason.Key == "intake.passed.total" && rejected.Line > first
		if ok = ok && (total || rejected.Line > last); ok {
			r.reading.Passed = append(r.reading.Passed, remark)
		}
		return ok
	})
}
