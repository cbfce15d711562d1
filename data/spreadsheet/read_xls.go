package spreadsheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/intake"

	"github.com/richardlehane/mscfb"
)

// The .xls format is [MS-XLS]: a stream of BIFF8 records ("Workbook") in a compound
// file. Only the records that hold values are read; numbers, dates and hours come as
// numbers, as they do from .xlsx: app/intake needs them so.

// errNotBIFF8 says that the stream is of a version before Excel 97.
var errNotBIFF8 = errors.New("spreadsheet: not BIFF8")

// errPassword says that the stream is encrypted.
var errPassword = errors.New("spreadsheet: encrypted")

// decodeOLE reads a compound file: an .xls workbook, or what Excel makes of an .xlsx
// one to protect it by a password.
func decodeOLE(ctx context.Context, data []byte, name string, most limits) (intake.Table, error) {
	stream, kind, err := workbookStream(data, most)
	if err != nil {
		return intake.Table{}, damaged(name, err)
	}
	switch kind {
	case "EncryptedPackage":
		return intake.Table{}, agenda.NewProblem("IMPORT-PASSWORD", "File", name)
	case "Book":
		return intake.Table{}, agenda.NewProblem("IMPORT-OLD-WORKBOOK", "File", name)
	case "":
		return intake.Table{}, agenda.NewProblem("IMPORT-FORMAT", "File", name)
	}
	table, err := readXLSSheets(ctx, stream, most)
	switch {
	case errors.Is(err, errPassword):
		return intake.Table{}, agenda.NewProblem("IMPORT-PASSWORD", "File", name)
	case errors.Is(err, errNotBIFF8):
		return intake.Table{}, agenda.NewProblem("IMPORT-OLD-WORKBOOK", "File", name)
	case err != nil:
		return intake.Table{}, damaged(name, err)
	case len(table.Rows) == 0:
		return intake.Table{}, agenda.NewProblem("IMPORT-NO-SHEET", "File", name)
	}
	return table, nil
}

// workbookStream finds the stream of a compound file that tells what it is, and
// reads it if it is a workbook.
func workbookStream(data []byte, most limits) (stream []byte, kind string, err error) {
	err = guarded(func() error {
		file, err := mscfb.New(bytes.NewReader(data))
		if err != nil {
			return err
		}
		for _, entry := range file.File {
			switch entry.Name {
			case "Workbook":
				kind = entry.Name
				stream, err = readStream(entry, most)
				return err
			case "Book", "EncryptedPackage":
				kind = entry.Name
			}
		}
		return nil
	})
	return stream, kind, err
}

func readStream(entry *mscfb.File, most limits) ([]byte, error) {
	if entry.Size > most.unpack {
		return nil, errTooLarge
	}
	return io.ReadAll(io.LimitReader(entry, most.unpack))
}

// xlsBook is what the first part of the stream says of the workbook.
type xlsBook struct {
	date1904 bool
	sheets   []xlsSheet
	strings  []string // shared by the cells
}

type xlsSheet struct {
	name   string
	offset uint32
}

func readXLSSheets(ctx context.Context, stream []byte, most limits) (intake.Table, error) {
	book, err := readXLSGlobals(stream, most)
	if err != nil {
		return intake.Table{}, err
	}
	read := sheets{most: most}
	for _, sheet := range book.sheets {
		if int64(sheet.offset) >= int64(len(stream)) {
			return intake.Table{}, io.ErrUnexpectedEOF
		}
		cells := xlsCells{book: book, rows: map[int][]intake.Cell{}, most: most}
		if err := cells.read(ctx, &biffReader{rest: stream[sheet.offset:]}); err != nil {
			return intake.Table{}, fmt.Errorf("sheet %q: %w", sheet.name, err)
		}
		rows, err := cells.inOrder()
		if err != nil {
			return intake.Table{}, err
		}
		if err := read.add(sheet.name, rows); err != nil {
			return intake.Table{}, err
		}
	}
	return read.table(book.date1904), nil
}

// readXLSGlobals reads the records before the first sheet.
func readXLSGlobals(stream []byte, most limits) (xlsBook, error) {
	var book xlsBook
	r := &biffReader{rest: stream}
	first, err := r.next()
	switch {
	case err != nil:
		return book, err
	case first.kind != recordBOF || first.uint16(0) != biff8:
		return book, errNotBIFF8
	}
	for {
		record, err := r.next()
		if err != nil {
			return book, err
		}
		switch record.kind {
		case recordFilePass:
			return book, errPassword
		case recordDate1904:
			book.date1904 = record.uint16(0) == 1
		case recordBoundSheet:
			const worksheet = 0
			if record.byte(5) == worksheet {
				name := record.stringReader(6)
				book.sheets = append(book.sheets, xlsSheet{name: name.text(int(name.byte())), offset: record.uint32(0)})
			}
		case recordSST:
			if book.strings, err = record.sharedStrings(most); err != nil {
				return book, err
			}
		case recordEOF:
			return book, nil
		}
	}
}

// xlsCells gathers the cells of a sheet.
type xlsCells struct {
	book  xlsBook
	rows  map[int][]intake.Cell
	most  limits
	cells int
}

// read reads the records of a sheet. Charts that stand in it are streams of their
// own, between a BOF and an EOF record.
func (c *xlsCells) read(ctx context.Context, r *biffReader) error {
	depth := 0
	formulaAt := biffRecord{} // the formula whose text follows in a record of its own
	for n := 0; ; n++ {
		if n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		record, err := r.next()
		if err != nil {
			return err
		}
		switch {
		case record.kind == recordBOF:
			depth++
		case record.kind == recordEOF:
			if depth--; depth <= 0 {
				return nil
			}
		case depth != 1:
		case record.kind == recordFormula && record.formulaIsText():
			formulaAt = record
		case record.kind == recordString:
			text := record.stringReader(0)
			c.put(formulaAt, 0, intake.Text(text.text(int(text.uint16()))))
		default:
			c.record(record)
		}
		if c.cells > c.most.cells {
			return errTooLarge
		}
	}
}

// record takes the cells of one record.
func (c *xlsCells) record(r biffRecord) {
	switch r.kind {
	case recordLabelSST:
		if i := int(r.uint32(6)); i < len(c.book.strings) {
			c.put(r, 0, intake.Text(c.book.strings[i]))
		}
	case recordLabel, recordRString:
		text := r.stringReader(6)
		c.put(r, 0, intake.Text(text.text(int(text.uint16()))))
	case recordNumber, recordFormula:
		if n, ok := r.number(6); ok {
			c.put(r, 0, intake.Number(n))
		}
	case recordRK:
		c.put(r, 0, intake.Number(rkNumber(r.uint32(6))))
	case recordMulRK:
		const first, each = 4, 6 // bytes before the first pair of format and number
		for i := 0; first+(i+1)*each+2 <= len(r.data); i++ {
			c.put(r, i, intake.Number(rkNumber(r.uint32(first+i*each+2))))
		}
	}
}

// put sets the cell at the record's row, so many columns right of the record's.
func (c *xlsCells) put(r biffRecord, right int, cell intake.Cell) {
	row, column := int(r.uint16(0)), int(r.uint16(2))+right
	if column >= c.most.columns || len(r.data) < 6 {
		return
	}
	cells := c.rows[row]
	for len(cells) <= column {
		cells = append(cells, intake.Cell{})
	}
	cells[column] = cell
	c.rows[row] = cells
	c.cells++
}

func (c *xlsCells) inOrder() (rowsCollector, error) {
	collected := rowsCollector{most: c.most}
	for _, row := range slices.Sorted(maps.Keys(c.rows)) {
		if err := collected.add(row+1, c.rows[row]); err != nil {
			return collected, err
		}
	}
	return collected, nil
}
