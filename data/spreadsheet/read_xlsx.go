package spreadsheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"math"
	"strconv"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/intake"

	"github.com/xuri/excelize/v2"
)

// decodeZip reads a workbook that is a zip archive, whichever kind it is.
func decodeZip(ctx context.Context, data []byte, name string, most limits) (intake.Table, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return intake.Table{}, damaged(name, err)
	}
	if err := checkUnpacked(archive, most); err != nil {
		return intake.Table{}, err
	}
	switch {
	case part(archive, "content.xml") != nil:
		return decodeODS(ctx, archive, name, most)
	case hasFolder(archive, "xl/") && part(archive, "xl/workbook.bin") == nil: // .xlsb is another format
		return decodeXLSX(ctx, data, name, most)
	}
	return intake.Table{}, agenda.NewProblem("IMPORT-FORMAT", "File", name)
}

// checkUnpacked refuses an archive whose parts would unpack to more than the limit.
// The zip reader holds every part to the size it declares.
func checkUnpacked(archive *zip.Reader, most limits) error {
	left := uint64(most.unpack)
	for _, f := range archive.File {
		if f.UncompressedSize64 > left {
			return errTooLarge
		}
		left -= f.UncompressedSize64
	}
	return nil
}

func part(archive *zip.Reader, name string) *zip.File {
	for _, f := range archive.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func hasFolder(archive *zip.Reader, prefix string) bool {
	for _, f := range archive.File {
		if strings.HasPrefix(f.Name, prefix) {
			return true
		}
	}
	return false
}

// decodeXLSX reads the sheet of an .xlsx workbook that has the most in it. The
// limits keep every part in memory: excelize would otherwise write large ones, in
// clear, to the temporary folder.
func decodeXLSX(ctx context.Context, data []byte, name string, most limits) (intake.Table, error) {
	var table intake.Table
	err := guarded(func() error {
		book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
			RawCellValue: true, UnzipSizeLimit: most.unpack, UnzipXMLSizeLimit: most.unpack,
		})
		if err != nil {
			return err
		}
		defer book.Close()
		table, err = readXLSXSheets(ctx, book, most)
		return err
	})
	switch {
	case err != nil:
		return intake.Table{}, damaged(name, err)
	case len(table.Rows) == 0:
		return intake.Table{}, agenda.NewProblem("IMPORT-NO-SHEET", "File", name)
	}
	return table, nil
}

func readXLSXSheets(ctx context.Context, book *excelize.File, most limits) (intake.Table, error) {
	read := sheets{most: most}
	for _, sheet := range book.GetSheetList() {
		rows, err := xlsxRows(ctx, book, sheet, most)
		if noWorksheet, ok := errors.AsType[excelize.ErrSheetNotExist](err); ok && noWorksheet.SheetName == sheet {
			continue // a sheet that holds a chart
		}
		if err != nil {
			return intake.Table{}, err
		}
		if err := read.add(sheet, rows); err != nil {
			return intake.Table{}, err
		}
	}
	properties, err := book.GetWorkbookProps()
	return read.table(err == nil && properties.Date1904 != nil && *properties.Date1904), nil
}

func xlsxRows(ctx context.Context, book *excelize.File, sheet string, most limits) (rowsCollector, error) {
	collected := rowsCollector{most: most}
	rows, err := book.Rows(sheet)
	if err != nil {
		return collected, err
	}
	defer rows.Close()
	for line := 1; rows.Next(); line++ {
		if line%1024 == 1 {
			if err := ctx.Err(); err != nil {
				return collected, err
			}
		}
		values, err := rows.Columns()
		if err != nil {
			return collected, err
		}
		cells := make([]intake.Cell, min(len(values), most.columns))
		for i := range cells {
			cells[i] = rawCell(values[i])
		}
		if err := collected.add(line, cells); err != nil {
			return collected, err
		}
	}
	return collected, rows.Error()
}

// rawCell makes a cell of a raw value. Excelize does not tell a number from a text of
// digits; either is a number here when writing the number gives the text back, so
// that nothing is lost if it was a text. Programs write whole numbers as 46083, as
// 46083.0 and as 4.6083E4.
func rawCell(s string) intake.Cell {
	if s == "" || strings.Trim(s, "0123456789.-+E") != "" {
		return intake.Text(s)
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return intake.Text(s)
	}
	cell, hasPoint := intake.Number(n), strings.Contains(s, ".")
	switch {
	case cell.Text == s, hasPoint && (n == math.Trunc(n) || strings.Contains(s, "E")):
		return cell
	case hasPoint:
		cell.Text = s
		return cell
	}
	return intake.Text(s)
}
