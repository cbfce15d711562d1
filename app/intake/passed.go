package intake

import (
	"slices"

	"creneaux/app/agenda"
)

// pass moves a row from those that should be bookings to those that are none.
func (r *reader) pass(row Rejection) {
	r.reading.Rows--
	r.reading.Passed = append(r.reading.Passed, row)
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

const mostRemarkCells = 3 // "Total", a number and perhaps a unit

// remarkWords begin the lines that platforms write under a table.
var remarkWords = map[string]bool{
	"total": true, "totaux": true, "somme": true, "nombre": true, "edite": true, "export": true, "exporte": true, "genere": true,
	"imprime": true, "extrait": true, "fin": true, "page": true, "document": true, "confidentiel": true, "source": true,
	"totals": true, "sum": true, "count": true, "exported": true, "generated": true, "printed": true, "end": true, "confidential": true,
}

// isRemark reports whether a row says something about the table, such as a total, and
// holds no booking: a few cells only, one of which begins with a word for it.
func (r *reader) isRemark(row Row) bool {
	filled, told := 0, false
	for _, c := range row.Cells {
		if c.blank() {
			continue
		}
		filled++
		words := fold(c.Text)
		told = told || len(words) > 0 && (remarkWords[words[0]] || words[0] == "n" && len(words) > 1)
	}
	return told && filled <= mostRemarkCells && 2*filled < len(r.reading.Fields)
}

// passRemarks takes the remarks under the last booking out of what was rejected. Above
// it such a row may be a booking that was spoilt, and stays for a person to look at.
func (r *reader) passRemarks() {
	last := 0
	if n := len(r.reading.Bookings); n > 0 {
		last = r.reading.Bookings[n-1].Line
	}
	r.reading.Rejected = slices.DeleteFunc(r.reading.Rejected, func(rejected Rejection) bool {
		remark := rejected.Line > last && r.remarks[rejected.Line]
		if remark {
			r.pass(Rejection{Line: rejected.Line, Value: rejected.Value, Reason: agenda.Msg("intake.passed.remark")})
		}
		return remark
	})
}
