package spreadsheet

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/intake"
)

// Some programs write a workbook as one XML text: flat OpenDocument (.fods), and what
// Excel calls "XML Spreadsheet 2003", which web platforms like to name .xls.

const spreadsheetML = "urn:schemas-microsoft-com:office:spreadsheet"

// decodeMarkup reads a text that is markup: a workbook in XML, else the tables of a page.
func decodeMarkup(ctx context.Context, text, encoding, name string, most limits) (intake.Table, error) {
	head := text[:min(len(text), lookedAt)]
	switch {
	case strings.Contains(head, "<office:document"):
		return readODS(ctx, xmlDecoder(text), name, most)
	case strings.Contains(head, spreadsheetML) && strings.Contains(head, "Workbook"):
		return decodeSpreadsheetML(ctx, text, name, most)
	}
	return decodeHTML(ctx, text, encoding, name, most)
}

// xmlDecoder reads XML that is UTF-8 by now, whatever its first line says.
func xmlDecoder(text string) *xml.Decoder {
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return decoder
}

func decodeSpreadsheetML(ctx context.Context, text, name string, most limits) (intake.Table, error) {
	book := xmlBook{decoder: xmlDecoder(text), sheets: sheets{most: most}}
	if err := book.read(ctx); err != nil {
		return intake.Table{}, damaged(name, err)
	}
	table := book.sheets.table(book.date1904)
	if len(table.Rows) == 0 {
		return intake.Table{}, agenda.NewProblem("IMPORT-NO-SHEET", "File", name)
	}
	return table, nil
}

// xmlBook reads SpreadsheetML from beginning to end. Prefixes are those of whoever wrote
// it; the local names tell the elements.
type xmlBook struct {
	decoder  *xml.Decoder
	sheets   sheets
	date1904 bool

	sheet string
	rows  rowsCollector
	line  int
	cells []intake.Cell
	at    int // the column of the next cell
	kind  string
	text  strings.Builder
	data  bool // inside the data of a cell
	notes int  // comments that are open
}

func (b *xmlBook) read(ctx context.Context) error {
	for n := 0; ; n++ {
		if n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		token, err := b.decoder.Token() // which refuses what ends without having begun
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			b.start(e)
		case xml.EndElement:
			if err := b.end(e.Name.Local); err != nil {
				return err
			}
		case xml.CharData:
			if b.data && b.notes == 0 {
				b.text.Write(e)
			}
		}
	}
}

// anyAttribute returns an attribute by its local name.
func anyAttribute(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// place returns where an element says it stands, counted from 1, or the next place.
func place(e xml.StartElement, next int) int {
	if n, err := strconv.Atoi(anyAttribute(e, "Index")); err == nil && n > 0 {
		return n
	}
	return next
}

func (b *xmlBook) start(e xml.StartElement) {
	switch e.Name.Local {
	case "Date1904":
		b.date1904 = true
	case "Worksheet":
		b.sheet, b.rows, b.line = anyAttribute(e, "Name"), rowsCollector{most: b.sheets.most}, 0
	case "Row":
		b.line, b.cells, b.at = place(e, b.line+1), nil, 0
	case "Cell":
		b.at = place(e, b.at+1)
		b.kind = ""
		b.text.Reset()
	case "Comment":
		b.notes++
	case "Data":
		if b.notes == 0 {
			b.data, b.kind = true, anyAttribute(e, "Type")
		}
	}
}

func (b *xmlBook) end(local string) error {
	switch local {
	case "Worksheet":
		return b.sheets.add(b.sheet, b.rows)
	case "Row":
		return b.rows.add(b.line, b.cells)
	case "Cell":
		b.endCell()
	case "Comment":
		b.notes--
	case "Data":
		b.data = b.data && b.notes > 0
	}
	return nil
}

func (b *xmlBook) endCell() {
	if b.at > b.sheets.most.columns {
		return
	}
	for len(b.cells) < b.at {
		b.cells = append(b.cells, intake.Cell{})
	}
	b.cells[b.at-1] = b.cell()
}

func (b *xmlBook) cell() intake.Cell {
	text := b.text.String()
	switch b.kind {
	case "Number":
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return intake.Number(n)
		}
	case "DateTime":
		if n, ok := serialOfDate(text); ok {
			return intake.SerialDate(n, text)
		}
	}
	return intake.Text(text)
}
