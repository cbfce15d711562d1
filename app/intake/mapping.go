package intake

import (
	"maps"
	"slices"

	"creneaux/app/agenda"
)

// Mapping says which column of an export holds which field. It is remembered for a
// source with the titles the columns had, so that a later file of the same source
// is still read when its columns stand in another order.
type Mapping struct {
	// HeaderLine is the line of the row of titles, as in [Row].
	HeaderLine int `json:"header_line"`
	// Columns are the columns of the fields, from 0.
	Columns map[Field]int `json:"columns"`
	// Titles are the titles of these columns, as written in the file.
	Titles map[Field]string `json:"titles"`
}

// headerSearch is how many rows are searched for the titles: exports have a few
// lines of title above them, not pages.
const headerSearch = 60

// Has reports whether the export has a column for the field.
func (m Mapping) Has(f Field) bool {
	_, ok := m.Columns[f]
	return ok
}

// Fields returns the fields that the export has, in the order of [Fields].
func (m Mapping) Fields() []Field {
	return slices.DeleteFunc(Fields(), func(f Field) bool { return !m.Has(f) })
}

// Missing returns the fields without which no booking can be made: the reference,
// and the day and hour of the appointment in one column or in two.
func (m Mapping) Missing() []Field {
	var missing []Field
	if !m.Has(FieldReference) {
		missing = append(missing, FieldReference)
	}
	if !m.Has(FieldDateTime) && !m.Has(FieldDate) {
		missing = append(missing, FieldDate)
	}
	return missing
}

// Locate returns the mapping as it applies to another file of the same source: the
// row and the columns in which the remembered titles now stand. Columns that the
// file no longer has are left out. The problem IMPORT-OTHER-COLUMNS says that a
// column no booking can do without is not there, which means another kind of file.
func (m Mapping) Locate(t Table) (Mapping, error) {
	var best Mapping
	for _, row := range t.Rows[:min(len(t.Rows), headerSearch)] {
		if found := m.inRow(row); len(found.Columns) > len(best.Columns) {
			best = found
		}
	}
	for _, f := range m.essential() {
		if !best.Has(f) {
			return Mapping{}, agenda.NewProblem("IMPORT-OTHER-COLUMNS", "File", t.File, "Column", m.Titles[f])
		}
	}
	return best, nil
}

// essential returns the fields this mapping reads the reference and the appointment
// from.
func (m Mapping) essential() []Field {
	return slices.DeleteFunc([]Field{FieldReference, FieldDateTime, FieldDate, FieldTime},
		func(f Field) bool { return !m.Has(f) })
}

// inRow finds the remembered titles in a row. Where two columns have one title, each
// field keeps the column it had if that still has the title.
func (m Mapping) inRow(row Row) Mapping {
	found := Mapping{HeaderLine: row.Line, Columns: map[Field]int{}, Titles: map[Field]string{}}
	taken := make(map[int]bool)
	take := func(f Field, column int) {
		found.Columns[f], found.Titles[f] = column, row.cell(column).written()
		taken[column] = true
	}
	for _, f := range m.Fields() {
		if column := m.Columns[f]; !taken[column] && sameTitle(row.cell(column), m.Titles[f]) {
			take(f, column)
		}
	}
	for _, f := range m.Fields() {
		if found.Has(f) {
			continue
		}
		for column, c := range row.Cells {
			if !taken[column] && sameTitle(c, m.Titles[f]) {
				take(f, column)
				break
			}
		}
	}
	return found
}

func sameTitle(c Cell, title string) bool {
	key := foldKey(c.Text)
	return key != "" && key == foldKey(title)
}

// check reports what makes the mapping unfit for reading the table.
func (m Mapping) check(t Table) error {
	for _, f := range m.Missing() {
		return agenda.NewProblem("IMPORT-COLUMN-MISSING", "File", t.File, "Field", f.Label())
	}
	return nil
}

// Clone returns a mapping that can be corrected without changing this one.
func (m Mapping) Clone() Mapping {
	m.Columns, m.Titles = maps.Clone(m.Columns), maps.Clone(m.Titles)
	return m
}
