package intake

import (
	"math"
	"strconv"
	"strings"
)

// Table is an export as its file holds it, whatever the format: rows of cells.
type Table struct {
	// File is the name of the file without folder, for messages.
	File string
	// Sheet is the name of the sheet the rows were taken from; empty for a text file.
	Sheet string
	// Encoding is how a text file was decoded ("utf-8", "windows-1252"…); empty for a
	// workbook.
	Encoding string
	// Date1904 is set when serial numbers count from 1 January 1904, as workbooks
	// made on old Macintosh computers do, and not from 1900.
	Date1904 bool
	// Rows are the rows in the order of the file; blank ones may be missing.
	Rows []Row
	// Others are the other sheets of the workbook that hold something, in its order.
	Others []Table
}

// Row is a row of a [Table].
type Row struct {
	// Line is the line of the text file or the row of the sheet, from 1. A record
	// that spans several lines has the line it starts on.
	Line  int
	Cells []Cell
}

// CellKind says what a cell holds.
type CellKind uint8

// The kinds of cells.
const (
	CellText   CellKind = iota // Text as written
	CellNumber                 // Number; in a workbook it may as well be a date or an hour
	CellDate                   // Number is a serial date, hour or both, of the 1900 system
)

// Cell is one cell. The zero Cell is blank.
type Cell struct {
	Text   string // as in the file
	Number float64
	Kind   CellKind
}

// Text makes a cell that holds a text.
func Text(s string) Cell { return Cell{Text: s} }

// Number makes a cell that holds a number.
func Number(n float64) Cell {
	return Cell{Text: formatNumber(n), Number: n, Kind: CellNumber}
}

// SerialDate makes a cell that holds a date, an hour or both as a serial number of
// the 1900 system, written as text in the file.
func SerialDate(n float64, text string) Cell {
	return Cell{Text: text, Number: n, Kind: CellDate}
}

// formatNumber writes a number as a person would have typed it: a foreigner number
// stored as 3.294916953E9 is 3294916953.
func formatNumber(n float64) string {
	if math.Abs(n) < 1e18 {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return strconv.FormatFloat(n, 'g', -1, 64)
}

// written returns the cell's value cleaned, as text.
func (c Cell) written() string {
	if c.Kind == CellNumber && c.Text == "" {
		return formatNumber(c.Number)
	}
	return Clean(withoutDefusing(c.Text))
}

// withoutDefusing takes away the apostrophe that this program, and others, put before
// what a spreadsheet would take for a formula ("'+33…", "'=…").
func withoutDefusing(s string) string {
	defused, ok := strings.CutPrefix(s, "'")
	if !ok {
		return s
	}
	first, _ := nextRune(strings.TrimSpace(defused))
	if strings.ContainsRune("=+-@＝＋－＠", first) || strings.HasPrefix(defused, "\t") || strings.HasPrefix(defused, "\r") || strings.HasPrefix(defused, "\n") {
		return defused
	}
	return s
}

// blank reports whether nothing is written in the cell.
func (c Cell) blank() bool {
	switch {
	case c.Kind != CellText:
		return false
	case c.Text == "":
		return true
	case c.Text[0] > ' ' && c.Text[0] <= '~': // most cells, told without cleaning them
		return false
	}
	return Clean(c.Text) == ""
}

// blank reports whether nothing is written in the row.
func (r Row) blank() bool {
	for _, c := range r.Cells {
		if !c.blank() {
			return false
		}
	}
	return true
}

// cell returns the cell of a column, blank where the row is shorter.
func (r Row) cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// fromText reports whether the table was a text file, where an unquoted separator
// shifts the cells that follow; the cells of a workbook stay where they are.
func (t Table) fromText() bool { return t.Encoding != "" }

// excerpt shortens a value for a report.
func excerpt(s string) string {
	const most = 80
	s = strings.TrimSpace(s)
	for i, n := range runeStarts(s) {
		if n == most {
			return s[:i] + "…"
		}
	}
	return s
}
