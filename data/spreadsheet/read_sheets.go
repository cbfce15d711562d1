package spreadsheet

import (
	"slices"

	"creneaux/app/intake"
)

// sheets gathers the sheets of a workbook that hold something.
type sheets struct {
	most    limits
	all     []intake.Table
	cells   int // of all sheets
	largest int // cells of the fullest
	fullest int // its place in all
}

func (s *sheets) add(name string, rows rowsCollector) error {
	if rows.cells == 0 {
		return nil
	}
	if s.cells += rows.cells; s.cells > s.most.cells {
		return errTooLarge
	}
	if rows.cells > s.largest {
		s.largest, s.fullest = rows.cells, len(s.all)
	}
	s.all = append(s.all, intake.Table{Sheet: name, Rows: rows.rows})
	return nil
}

// table returns the fullest sheet, with the others beside it; it has no rows where no
// sheet has.
func (s *sheets) table(date1904 bool) intake.Table {
	if len(s.all) == 0 {
		return intake.Table{}
	}
	for i := range s.all {
		s.all[i].Date1904 = date1904
	}
	table := s.all[s.fullest]
	if others := slices.Delete(slices.Clone(s.all), s.fullest, s.fullest+1); len(others) > 0 {
		table.Others = others
	}
	return table
}
