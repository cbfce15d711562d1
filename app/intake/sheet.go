package intake

import "creneaux/app/agenda"

// Sheets returns every sheet of the workbook, the fullest first; of a text file the table.
func (t Table) Sheets() []Table {
	first := t
	first.Others = nil
	all := append([]Table{first}, t.Others...)
	for i := range all {
		all[i].File = t.File
	}
	return all
}

// SheetNamed returns the sheet of a name, with the others beside it. The problem
// IMPORT-OTHER-SHEET says that there is none.
func (t Table) SheetNamed(name string) (Table, error) {
	for i, sheet := range t.Sheets() {
		if sheet.Sheet == name {
			return t.withSheet(i), nil
		}
	}
	return Table{}, agenda.NewProblem("IMPORT-OTHER-SHEET", "File", t.File, "Sheet", name)
}

// Export returns the sheet that looks most like an export, with the others beside it: one
// that has the columns of an earlier import where there was one (nil: there was none), else
// the one whose titles name the most; the fullest where nothing tells.
func (t Table) Export(earlier *Mapping, synonyms map[string][]string) Table {
	best, most := 0, 0.0
	for i, sheet := range t.Sheets() {
		if score := sheet.likeness(earlier, synonyms); score > most {
			best, most = i, score
		}
	}
	return t.withSheet(best)
}

// likeness says how much a sheet looks like an export: what its columns are sure of, more
// where they suffice for bookings, and most where an earlier import had the same.
func (t Table) likeness(earlier *Mapping, synonyms map[string][]string) float64 {
	score := 0.0
	if earlier != nil {
		if _, err := earlier.Locate(t); err == nil {
			score += 2 * float64(len(Fields()))
		}
	}
	p, err := Guess(t, synonyms)
	if err != nil {
		return score
	}
	for _, confidence := range p.Confidence {
		score += confidence
	}
	if len(p.Mapping.Missing()) == 0 {
		score += float64(len(Fields()))
	}
	return score
}

// withSheet returns the sheet of a place in [Table.Sheets], with the others beside it.
func (t Table) withSheet(place int) Table {
	all := t.Sheets()
	chosen := all[place]
	if others := append(all[:place:place], all[place+1:]...); len(others) > 0 {
		chosen.Others = others
	}
	return chosen
}
