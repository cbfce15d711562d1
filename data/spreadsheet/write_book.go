package spreadsheet

import (
	"context"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// column is one column of a list: what stands above it, how wide it is, and what a row
// has in it. A list is written by the same columns as a workbook and as CSV.
type column[T any] struct {
	title agenda.Message
	width float64 // in characters, as workbooks measure it
	// value returns a string, lines of text as []string, an int, an agenda.Date, an
	// agenda.Clock or an agenda.Moment. Whatever must stay text, such as a telephone number, is a string.
	value func(T) any
}

// list is a sheet of rows of one kind under one header.
type list[T any] struct {
	title   agenda.Message // of the document
	sheet   agenda.Message // name on the tab
	columns []column[T]
}

// Forms of cells. Day first in both languages, as in every paper of the service.
const (
	dateFormat   = "dd/mm/yyyy"
	clockFormat  = "hh:mm"
	momentFormat = "dd/mm/yyyy hh:mm"
	numberFormat = "#,##0"
)

// The font of workbooks as programs know it by default; bold styles must repeat it.
const (
	fontFamily = "Calibri"
	fontSize   = 11
)

// headerHeight leaves room for titles of two lines, in points.
const headerHeight = 32

// paperA4 is the number of A4 in ECMA-376, part 1, section 18.3.1.63.
const paperA4 = 9

// checkEvery is how many rows are written between two looks at the context.
const checkEvery = 512

// writeBook writes a list as a workbook of one sheet.
func writeBook[T any](ctx context.Context, w io.Writer, l list[T], rows []T, voice *wording.Voice) error {
	b, err := newBook(voice, voice.Say(l.title), voice.Say(l.sheet))
	if err != nil {
		return err
	}
	// Closing also removes what a large workbook has spilled, in clear, into the
	// folder of temporary files.
	defer b.file.Close()
	if err := writeList(ctx, b, l, rows, voice); err != nil {
		return err
	}
	return b.writeTo(w)
}

// writeList writes a list on the sheet that was begun: a header that stays in view, is
// repeated on every printed page and filters; dates, hours and moments as such; A4
// landscape, one page wide.
func writeList[T any](ctx context.Context, b *book, l list[T], rows []T, voice *wording.Voice) error {
	header := make([]any, len(l.columns))
	for i, c := range l.columns {
		header[i] = b.header(voice.Say(c.title))
		if err := b.stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := b.filter(1, len(l.columns), len(rows)); err != nil {
		return err
	}
	if err := b.setUp(1, 0); err != nil {
		return err
	}
	if err := b.headerRow(1, header); err != nil {
		return err
	}
	cells := make([]any, len(l.columns))
	for i, row := range rows {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		for j, c := range l.columns {
			cells[j] = b.cell(c.value(row))
		}
		if err := b.row(i+2, cells); err != nil {
			return err
		}
	}
	return nil
}

// book is a workbook being written, one sheet after the other.
type book struct {
	file   *excelize.File
	stream *excelize.StreamWriter
	sheet  string // that is being written
	styles styles
}

// styles are the numbers of the cell styles of a workbook.
type styles struct {
	header                      int
	text, lines                 int // lines: several of them in a cell
	date, clock, moment, number int
	bold, total                 int // total: below a column
}

// newBook makes a workbook whose properties say what it is and name nobody. Its first
// sheet has this name.
func newBook(voice *wording.Voice, title, sheet string) (*book, error) {
	f := excelize.NewFile()
	b := &book{file: f, sheet: sheet}
	if err := b.begin(title, voice.Language()); err != nil {
		f.Close()
		return nil, err
	}
	return b, nil
}

func (b *book) begin(title, language string) (err error) {
	if err := b.file.SetSheetName("Sheet1", b.sheet); err != nil {
		return err
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: creator}); err != nil {
		return err
	}
	b.file.Pkg.Store("docProps/core.xml", coreProperties(title, language))
	bold := &excelize.Font{Bold: true, Family: fontFamily, Size: fontSize}
	top := &excelize.Alignment{Vertical: "top"}
	// Dates at the left, and numbers apart from the edge, or they run into the next column.
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left"}
	apart := &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1}
	for _, s := range []struct {
		number *int
		style  excelize.Style
	}{
		{&b.styles.header, excelize.Style{
			Font:      bold,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3E9F5"}},
			Border:    []excelize.Border{{Type: "bottom", Style: 1, Color: "000091"}},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
		}},
		// "@" keeps a number that is typed over a text a text.
		{&b.styles.text, excelize.Style{CustomNumFmt: ptr("@"), Alignment: top}},
		{&b.styles.lines, excelize.Style{CustomNumFmt: ptr("@"), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&b.styles.date, excelize.Style{CustomNumFmt: ptr(dateFormat), Alignment: left}},
		{&b.styles.clock, excelize.Style{CustomNumFmt: ptr(clockFormat), Alignment: left}},
		{&b.styles.moment, excelize.Style{CustomNumFmt: ptr(momentFormat), Alignment: left}},
		{&b.styles.number, excelize.Style{CustomNumFmt: ptr(numberFormat), Alignment: apart}},
		{&b.styles.bold, excelize.Style{CustomNumFmt: ptr(numberFormat), Font: bold}},
		{&b.styles.total, excelize.Style{
			CustomNumFmt: ptr(numberFormat), Font: bold,
			Border: []excelize.Border{{Type: "top", Style: 1, Color: "000091"}},
		}},
	} {
		if *s.number, err = b.file.NewStyle(&s.style); err != nil {
			return err
		}
	}
	return b.beginSheet()
}

// next ends the sheet and begins another one.
func (b *book) next(sheet string) error {
	if err := b.stream.Flush(); err != nil {
		return err
	}
	b.sheet = sheet
	if _, err := b.file.NewSheet(sheet); err != nil {
		return err
	}
	return b.beginSheet()
}

func (b *book) beginSheet() (err error) {
	// The stream begins with the properties of the sheet as they are now.
	if err := b.file.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: ptr(true)}); err != nil {
		return err
	}
	b.stream, err = b.file.NewStreamWriter(b.sheet)
	return err
}

// filter lets readers filter the rows below a header by its columns.
func (b *book) filter(headerRow, columns, rows int) error {
	return b.file.AutoFilter(b.sheet, cellName(1, headerRow)+":"+cellName(columns, headerRow+rows), nil)
}

// setUp freezes the rows down to the header and the first columns, and prepares the
// printed pages, on which the header is repeated. It must come before the first row.
func (b *book) setUp(headerRow, frozenColumns int) error {
	pane := "bottomLeft"
	if frozenColumns > 0 {
		pane = "bottomRight"
	}
	for _, step := range []func() error{
		func() error {
			return b.stream.SetPanes(&excelize.Panes{
				Freeze: true, XSplit: frozenColumns, YSplit: headerRow,
				TopLeftCell: cellName(frozenColumns+1, headerRow+1), ActivePane: pane,
			})
		},
		func() error {
			return b.file.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{
				Size: ptr(paperA4), Orientation: ptr("landscape"), FitToWidth: ptr(1), FitToHeight: ptr(0),
			})
		},
		func() error {
			return b.file.SetPageMargins(b.sheet, &excelize.PageLayoutMarginsOptions{
				Left: ptr(0.4), Right: ptr(0.4), Top: ptr(0.5), Bottom: ptr(0.6), Footer: ptr(0.3),
			})
		},
		func() error {
			return b.file.SetHeaderFooter(b.sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"})
		},
		func() error {
			return b.file.SetDefinedName(&excelize.DefinedName{
				Name: "_xlnm.Print_Titles", Scope: b.sheet, RefersTo: fmt.Sprintf("%s!$%d:$%d", quoted(b.sheet), headerRow, headerRow),
			})
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) header(text string) any { return excelize.Cell{StyleID: b.styles.header, Value: text} }

// cell gives a value the form that a workbook sorts and calculates with.
func (b *book) cell(value any) any {
	switch v := value.(type) {
	case agenda.Date:
		if serial, ok := dateSerial(v); ok {
			return excelize.Cell{StyleID: b.styles.date, Value: serial}
		}
		return b.text(v.String())
	case agenda.Clock:
		return excelize.Cell{StyleID: b.styles.clock, Value: float64(v) / minutesOfDay}
	case agenda.Moment:
		if serial, ok := dateSerial(v.Date()); ok && !v.IsZero() {
			return excelize.Cell{StyleID: b.styles.moment, Value: momentSerial(serial, v.Clock())}
		}
		return b.text(v.String())
	case []string:
		if len(v) == 0 {
			return nil
		}
		return excelize.Cell{StyleID: b.styles.lines, Value: strings.Join(v, "\n")}
	case int:
		return excelize.Cell{StyleID: b.styles.number, Value: v}
	default:
		return b.text(fmt.Sprint(v))
	}
}

// text keeps a text one, whatever it begins with: in a workbook only what is marked as
// a formula is one. An empty text is an empty cell.
func (b *book) text(s string) any {
	if s == "" {
		return nil
	}
	return excelize.Cell{StyleID: b.styles.text, Value: s}
}

const minutesOfDay = 24 * 60

// momentSerial returns the number that stands for a minute of a day in workbooks, rounded
// up to the 15 digits that they have: the library would cut it off, and LibreOffice shows
// the minute before for what lies below by a hair.
func momentSerial(day int, clock agenda.Clock) float64 {
	const unit = 1e10 // a date has five digits, which leaves ten
	part := (int(clock)*unit + minutesOfDay - 1) / minutesOfDay
	return float64(day*unit+part) / unit
}

// dateSerial returns the number that stands for a date in workbooks: days since
// 30 December 1899. It is not ok for an unknown date and for those before 1 March 1900,
// where workbooks count a 29 February 1900 that never was.
func dateSerial(d agenda.Date) (serial int, ok bool) {
	serial = d.DaysSince(agenda.NewDate(1899, 12, 30))
	return serial, !d.IsZero() && serial > 60
}

func (b *book) row(number int, cells []any) error {
	return b.stream.SetRow(cellName(1, number), cells)
}

func (b *book) headerRow(number int, cells []any) error {
	return b.stream.SetRow(cellName(1, number), cells, excelize.RowOpts{Height: headerHeight})
}

// cellName returns "B3" for column 2, row 3.
func cellName(column, row int) string {
	letters := ""
	for ; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}

func (b *book) writeTo(w io.Writer) error {
	if err := b.stream.Flush(); err != nil {
		return err
	}
	return b.file.Write(w)
}

// creator stands in the properties of every workbook: the program, not a person.
const creator = "Créneaux"

// coreProperties are the properties of a document (ECMA-376, part 2, section 11)
// without an author, without the one who changed it last, and without a time: the
// library would write a made-up one.
func coreProperties(title, language string) []byte {
	return fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:creator>%s</dc:creator><dc:language>%s</dc:language></cp:coreProperties>`,
		html.EscapeString(title), creator, language)
}

// quoted returns the name of a sheet as formulas write it.
func quoted(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

func ptr[T any](v T) *T { return &v }
