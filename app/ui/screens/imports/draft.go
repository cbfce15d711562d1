package imports

import (
	"maps"
	"slices"
	"strings"

	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/wording"
)

// draft is a file on its way in: what was read of it, and what a person corrected.
type draft struct {
	path, source string
	sheet        string // chosen by hand; empty: as the program chooses
	table        intake.Table
	mapping      intake.Mapping
	confidence   map[intake.Field]float64 // of what was guessed
	chosen       map[intake.Field]bool    // by hand
	result       *office.ImportResult     // of the last reading; nil where it failed
	problem      error                    // why it failed
	committed    bool                     // imported: nothing can be corrected any more
	// additions are columns that the remembered mapping does not read and that look like
	// fields: a later export has more of them than the one that was remembered.
	additions map[intake.Field]int
}

// take keeps what a reading found. What a person chose stays told apart from what was
// guessed or remembered.
func (d *draft) take(r office.ImportResult) {
	d.table, d.mapping, d.result, d.problem = r.Table, r.Mapping.Clone(), &r, nil
	if r.Proposal.Confidence != nil {
		d.confidence = maps.Clone(r.Proposal.Confidence)
	}
	d.committed = !r.DryRun
}

// wasRemembered reports whether a reading took the mapping of an earlier import.
func wasRemembered(r office.ImportResult) bool { return r.Proposal.Confidence == nil }

// unread returns the titles of the columns that no field is read from.
func (d *draft) unread() []string {
	used := map[int]bool{}
	for _, column := range d.mapping.Columns {
		used[column] = true
	}
	var titles []string
	for _, o := range d.options() {
		if !used[o.column] {
			titles = append(titles, o.title)
		}
	}
	return titles
}

// added returns, of the columns of a guess, those that the mapping neither reads nor has
// another column for.
func added(mapping intake.Mapping, guess intake.Proposal) map[intake.Field]int {
	if guess.Mapping.HeaderLine != mapping.HeaderLine {
		return nil
	}
	used := map[int]bool{}
	for _, column := range mapping.Columns {
		used[column] = true
	}
	more := map[intake.Field]int{}
	for f, column := range guess.Mapping.Columns {
		if !used[column] && !mapping.Has(f) && guess.Confidence[f] >= probableFrom {
			more[f] = column
		}
	}
	return more
}

// header returns the row of titles.
func (d *draft) header() intake.Row {
	for _, row := range d.table.Rows {
		if row.Line == d.mapping.HeaderLine {
			return row
		}
	}
	return intake.Row{}
}

// useHeader takes the row of a line for the titles; what was mapped before is forgotten.
func (d *draft) useHeader(line int) {
	d.mapping = intake.Mapping{HeaderLine: line, Columns: map[intake.Field]int{}, Titles: map[intake.Field]string{}}
	d.chosen, d.confidence, d.result, d.additions = map[intake.Field]bool{}, nil, nil, nil
}

// option is a column that a field may be read from.
type option struct {
	column int
	title  string
}

// options returns the columns that have a title, in the order of the file. A column
// without title cannot be found again in a later file and is not offered.
func (d *draft) options() []option {
	var titled []option
	for i, c := range d.header().Cells {
		if title := strings.TrimSpace(c.Text); title != "" {
			titled = append(titled, option{i, title})
		}
	}
	return titled
}

// set reads a field from a column, -1 for none. A column holds one field: whichever
// had it before loses it.
func (d *draft) set(f intake.Field, column int) {
	m := d.mapping.Clone()
	delete(m.Columns, f)
	delete(m.Titles, f)
	if column >= 0 {
		for other, c := range m.Columns {
			if c == column {
				delete(m.Columns, other)
				delete(m.Titles, other)
			}
		}
		m.Columns[f] = column
		for _, o := range d.options() {
			if o.column == column {
				m.Titles[f] = o.title
			}
		}
	}
	d.mapping = m
	if d.chosen == nil {
		d.chosen = map[intake.Field]bool{}
	}
	d.chosen[f] = true
	delete(d.additions, f)
	d.result = nil
}

// sample returns the first value below the titles that a column holds, as a person
// reads it: workbooks keep dates and hours as serial numbers. Titles that stand again are
// no value.
func (d *draft) sample(f intake.Field, column int, voice *wording.Voice) string {
	for _, row := range d.table.Rows {
		if row.Line <= d.mapping.HeaderLine || column >= len(row.Cells) {
			continue
		}
		cell := row.Cells[column]
		if text := d.asDate(f, cell, voice); text != "" {
			return text
		}
		if text := strings.TrimSpace(cell.Text); text != "" && text != strings.TrimSpace(d.mapping.Titles[f]) {
			return text
		}
	}
	return ""
}

// asDate writes a serial number as the date or the hour that a field holds; "" where
// the cell is none.
func (d *draft) asDate(f intake.Field, cell intake.Cell, voice *wording.Voice) string {
	switch f {
	case intake.FieldDate, intake.FieldBirthDate:
		if day, ok := d.table.SerialDay(cell); ok {
			return voice.ShortDate(day)
		}
	case intake.FieldTime:
		if hour, ok := d.table.SerialHour(cell); ok {
			return voice.ShortClock(hour)
		}
	case intake.FieldDateTime, intake.FieldBookedAt, intake.FieldCancelledAt:
		if at, ok := d.table.SerialMoment(cell); ok {
			return voice.ShortMoment(at)
		}
	}
	return ""
}

// certainty says where the choice of a column comes from, and how sure it is.
type certainty int

const (
	absent     certainty = iota // no column, and none is needed
	missing                     // no column, and no booking can be made without
	doubtful                    // guessed from what the cells look like
	probable                    // guessed from a title that is nearly known
	sure                        // the title is known
	remembered                  // an earlier import of the source had it so
	byHand                      // a person said so
)

// The confidence of a guess from which on it is called sure or probable; see
// [intake.Proposal].
const (
	sureFrom     = 0.95
	probableFrom = 0.7
)

func (d *draft) certaintyOf(f intake.Field) certainty {
	switch confidence, guessed := d.confidence[f]; {
	case !d.mapping.Has(f) && slices.Contains(d.mapping.Missing(), f):
		return missing
	case !d.mapping.Has(f):
		return absent
	case d.chosen[f]:
		return byHand
	case !guessed:
		return remembered
	case confidence >= sureFrom:
		return sure
	case confidence >= probableFrom:
		return probable
	default:
		return doubtful
	}
}

// complete reports whether the columns suffice for reading bookings.
func (d *draft) complete() bool { return len(d.mapping.Missing()) == 0 }
