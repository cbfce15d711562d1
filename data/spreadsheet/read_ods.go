package spreadsheet

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"creneaux/app/agenda"
	"creneaux/app/intake"
)

// The .ods format is OpenDocument 1.3 (OASIS, part 3): tables of rows of cells in
// content.xml, where runs of equal rows and cells are written once with a count.

const (
	nsTable  = "table"
	nsOffice = "office"
	nsText   = "text"
)

// decodeODS reads the sheets of an .ods workbook.
func decodeODS(ctx context.Context, archive *zip.Reader, name string, most limits) (intake.Table, error) {
	if encrypted(archive) {
		return intake.Table{}, agenda.NewProblem("IMPORT-PASSWORD", "File", name)
	}
	content, err := part(archive, "content.xml").Open()
	if err != nil {
		return intake.Table{}, damaged(name, err)
	}
	defer content.Close()
	return readODS(ctx, xml.NewDecoder(content), name, most)
}

// readODS reads the sheets of OpenDocument content.
func readODS(ctx context.Context, decoder *xml.Decoder, name string, most limits) (intake.Table, error) {
	document := odsDocument{decoder: decoder, most: most, sheets: sheets{most: most}}
	if err := document.read(ctx); err != nil {
		return intake.Table{}, damaged(name, err)
	}
	table := document.sheets.table(false)
	switch {
	case !document.spreadsheet:
		return intake.Table{}, agenda.NewProblem("IMPORT-FORMAT", "File", name)
	case len(table.Rows) == 0:
		return intake.Table{}, agenda.NewProblem("IMPORT-NO-SHEET", "File", name)
	}
	return table, nil
}

// encrypted reports whether the manifest says that the content is.
func encrypted(archive *zip.Reader) bool {
	manifest := part(archive, "META-INF/manifest.xml")
	if manifest == nil {
		return false
	}
	r, err := manifest.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	const longestManifest = 1 << 20
	text, err := io.ReadAll(io.LimitReader(r, longestManifest))
	return err == nil && strings.Contains(string(text), "encryption-data")
}

// odsDocument reads content.xml from beginning to end, without building a tree.
type odsDocument struct {
	decoder     *xml.Decoder
	most        limits
	spreadsheet bool // office:spreadsheet was met: it is a workbook
	sheets      sheets
	tokens      int
}

// next returns the next token. RawToken leaves the prefixes as they are written;
// every program writes those of the standard, and it is twice as fast.
func (d *odsDocument) next(ctx context.Context) (xml.Token, error) {
	if d.tokens++; d.tokens%4096 == 0 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return d.decoder.RawToken()
}

func (d *odsDocument) read(ctx context.Context) error {
	for {
		token, err := d.next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case isElement(start.Name, nsOffice, "spreadsheet"):
			d.spreadsheet = true
		case isElement(start.Name, nsTable, "tracked-changes"):
			// Rows that were deleted stand there; they are no longer data.
			if err := d.skip(ctx, start.Name); err != nil {
				return err
			}
		case isElement(start.Name, nsTable, "table"):
			if err := d.readTable(ctx, attribute(start, nsTable, "name")); err != nil {
				return err
			}
		}
	}
}

func isElement(name xml.Name, space, local string) bool {
	return name.Local == local && name.Space == space
}

func attribute(e xml.StartElement, space, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local && a.Name.Space == space {
			return a.Value
		}
	}
	return ""
}

// repeated returns how often an element stands for itself, between 1 and most.
func repeated(e xml.StartElement, local string, most int) int {
	n, err := strconv.Atoi(attribute(e, nsTable, local))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

// skip reads to the end of an element.
func (d *odsDocument) skip(ctx context.Context, name xml.Name) error {
	for depth := 1; depth > 0; {
		token, err := d.next(ctx)
		if err != nil {
			return unexpected(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name == name {
				depth++
			}
		case xml.EndElement:
			if e.Name == name {
				depth--
			}
		}
	}
	return nil
}

// unexpected makes the end of the file inside an element an error.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

const mostSheetRows = 1 << 20 // that a sheet of any program has; the rest is filling

func (d *odsDocument) readTable(ctx context.Context, name string) error {
	rows := rowsCollector{most: d.most}
	line := 1
	for {
		token, err := d.next(ctx)
		if err != nil {
			return unexpected(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if !isElement(e.Name, nsTable, "table-row") {
				continue
			}
			cells, err := d.readRow(ctx)
			if err != nil {
				return err
			}
			times := repeated(e, "number-rows-repeated", mostSheetRows)
			for i := range times {
				if len(cells) == 0 {
					break
				}
				if err := rows.add(line+i, cells); err != nil {
					return err
				}
			}
			line += times
		case xml.EndElement:
			if !isElement(e.Name, nsTable, "table") {
				continue
			}
			return d.sheets.add(name, rows)
		}
	}
}

// readRow reads the cells of a row, without the blank ones at its end.
func (d *odsDocument) readRow(ctx context.Context) ([]intake.Cell, error) {
	var cells []intake.Cell
	blanks := 0
	for {
		token, err := d.next(ctx)
		if err != nil {
			return nil, unexpected(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if !isElement(e.Name, nsTable, "table-cell") && !isElement(e.Name, nsTable, "covered-table-cell") {
				continue
			}
			times := repeated(e, "number-columns-repeated", d.most.columns)
			cell, err := d.readCell(ctx, e)
			if err != nil {
				return nil, err
			}
			if cell == (intake.Cell{}) {
				blanks = min(blanks+times, d.most.columns)
				continue
			}
			for ; blanks > 0 && len(cells) < d.most.columns; blanks-- {
				cells = append(cells, intake.Cell{})
			}
			for range min(times, d.most.columns-len(cells)) {
				cells = append(cells, cell)
			}
			blanks = 0
		case xml.EndElement:
			if isElement(e.Name, nsTable, "table-row") {
				return cells, nil
			}
		}
	}
}

// readCell reads a cell to its end.
func (d *odsDocument) readCell(ctx context.Context, start xml.StartElement) (intake.Cell, error) {
	text, err := d.readText(ctx, start.Name)
	if err != nil {
		return intake.Cell{}, err
	}
	switch attribute(start, nsOffice, "value-type") {
	case "float", "currency", "percentage":
		if n, err := strconv.ParseFloat(attribute(start, nsOffice, "value"), 64); err == nil {
			return intake.Number(n), nil
		}
	case "date":
		if n, ok := serialOfDate(attribute(start, nsOffice, "date-value")); ok {
			return intake.SerialDate(n, text), nil
		}
	case "time":
		if n, ok := serialOfDuration(attribute(start, nsOffice, "time-value")); ok {
			return intake.SerialDate(n, text), nil
		}
	case "string":
		if value := attribute(start, nsOffice, "string-value"); value != "" {
			return intake.Text(value), nil
		}
	}
	return intake.Text(text), nil
}

// readText reads what a person sees in a cell: its paragraphs, without the comments.
func (d *odsDocument) readText(ctx context.Context, cell xml.Name) (string, error) {
	var b strings.Builder
	inside := 0 // paragraphs
	for {
		token, err := d.next(ctx)
		if err != nil {
			return "", unexpected(err)
		}
		switch e := token.(type) {
		case xml.CharData:
			if inside > 0 {
				b.Write(e)
			}
		case xml.StartElement:
			switch {
			case isElement(e.Name, nsOffice, "annotation"):
				if err := d.skip(ctx, e.Name); err != nil {
					return "", err
				}
			case isElement(e.Name, nsText, "p"), isElement(e.Name, nsText, "h"):
				if b.Len() > 0 {
					b.WriteByte('\n')
				}
				inside++
			case isElement(e.Name, nsText, "s"):
				const mostSpaces = 100
				n, err := strconv.Atoi(attribute(e, nsText, "c"))
				if err != nil {
					n = 1
				}
				b.WriteString(strings.Repeat(" ", max(0, min(n, mostSpaces))))
			case isElement(e.Name, nsText, "tab"), isElement(e.Name, nsText, "line-break"):
				b.WriteByte('\n')
			}
		case xml.EndElement:
			switch {
			case e.Name == cell:
				return b.String(), nil
			case isElement(e.Name, nsText, "p"), isElement(e.Name, nsText, "h"):
				inside--
			}
		}
		if int64(b.Len()) > d.most.unpack {
			return "", errTooLarge
		}
	}
}

// epoch is day 0 of the 1900 system, from 1 March 1900 on.
var epoch = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// serialOfDate turns "2026-03-02" and "2026-03-02T09:05:00" into a serial number.
func serialOfDate(s string) (float64, bool) {
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return float64(t.Unix()-epoch.Unix()) / (24 * 60 * 60), true
		}
	}
	return 0, false
}

// serialOfDuration turns "PT09H05M00S" into a part of a day.
func serialOfDuration(s string) (float64, bool) {
	rest, ok := strings.CutPrefix(s, "PT")
	if !ok {
		return 0, false
	}
	duration, err := time.ParseDuration(strings.ToLower(strings.ReplaceAll(rest, ",", ".")))
	if err != nil || duration < 0 {
		return 0, false
	}
	return duration.Hours() / 24, true
}
