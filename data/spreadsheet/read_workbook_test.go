package spreadsheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"testing"
	"unicode/utf16"

	"creneaux/app/agenda"
	"creneaux/app/intake"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func TestXLSXTakesTheFullestSheet(t *testing.T) {
	data := workbook(t, func(book *excelize.File) error {
		date1904 := true
		return errors.Join(
			book.SetSheetRow("Sheet1", "A1", &[]string{"Notice", "à lire"}),
			second(book.NewSheet("Données")),
			book.SetSheetRow("Données", "B3", &[]any{"Réf.", "Date", "Tél."}),
			book.SetSheetRow("Données", "B5", &[]any{"0012", 46083.375, 739150008}),
			book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}),
		)
	})
	table, err := decode(t.Context(), data, "x.xlsx", usual)
	if err != nil {
		t.Fatal(err)
	}
	want := intake.Table{Sheet: "Données", Date1904: true, Rows: []intake.Row{
		{Line: 3, Cells: []intake.Cell{{}, intake.Text("Réf."), intake.Text("Date"), intake.Text("Tél.")}},
		{Line: 5, Cells: []intake.Cell{{}, intake.Text("0012"), intake.Number(46083.375), intake.Number(739150008)}},
	}, Others: []intake.Table{{Sheet: "Sheet1", Date1904: true, Rows: []intake.Row{
		{Line: 1, Cells: []intake.Cell{intake.Text("Notice"), intake.Text("à lire")}},
	}}}}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func second(_ int, err error) error { return err }

func TestRawCells(t *testing.T) {
	for s, want := range map[string]intake.Cell{
		"":                    {},
		"46083":               intake.Number(46083),
		"46083.0":             intake.Number(46083),
		"3.294916953E9":       intake.Number(3294916953),
		"0.37847222222222221": {Text: "0.37847222222222221", Number: 0.37847222222222221, Kind: intake.CellNumber},
		"9.50":                {Text: "9.50", Number: 9.5, Kind: intake.CellNumber},
		"-1.5":                {Text: "-1.5", Number: -1.5, Kind: intake.CellNumber},
		"0739150008":          intake.Text("0739150008"),
		"+33739150008":        intake.Text("+33739150008"),
		"1E5":                 intake.Text("1E5"),
		"12E-3":               intake.Text("12E-3"),
		"NaN":                 intake.Text("NaN"),
		"-Inf":                intake.Text("-Inf"),
		"0x1.8p1":             intake.Text("0x1.8p1"),
		"2026-03-02":          intake.Text("2026-03-02"),
		"R.1":                 intake.Text("R.1"),
	} {
		if diff := cmp.Diff(want, rawCell(s)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", s, diff)
		}
	}
}

func TestODSCells(t *testing.T) {
	data := zipped(t, "content.xml", ods(`
		<table:table table:name="Notice"><table:table-row><table:table-cell><text:p>lire</text:p></table:table-cell></table:table-row></table:table>
		<table:tracked-changes><table:table table:name="old"><table:table-row><table:table-cell table:number-columns-repeated="9"><text:p>deleted</text:p></table:table-cell></table:table-row></table:table></table:tracked-changes>
		<table:table table:name="RDV">
		<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
		<table:table-row>
			<table:table-cell table:number-columns-repeated="2"/>
			<table:table-cell office:value-type="string"><text:p>Ben<text:s/>Ali</text:p><text:p>dit <text:span>Jo</text:span></text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell>
			<table:covered-table-cell/>
			<table:table-cell office:value-type="float" office:value="739150008"><text:p>7,39E8</text:p></table:table-cell>
			<table:table-cell office:value-type="date" office:date-value="2026-03-02T09:05:00"><text:p>02/03/26</text:p></table:table-cell>
			<table:table-cell office:value-type="time" office:time-value="PT09H05M00S"><text:p>09:05</text:p></table:table-cell>
			<table:table-cell office:value-type="string" office:string-value="exact"><text:p>shown</text:p></table:table-cell>
			<table:table-cell office:value-type="date" office:date-value="soon"><text:p>soon</text:p></table:table-cell>
			<table:table-cell table:number-columns-repeated="16000"/>
		</table:table-row>
		<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell></table:table-row>
		<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
		</table:table>`))
	table, err := decode(t.Context(), data, "x.ods", usual)
	if err != nil {
		t.Fatal(err)
	}
	x := intake.Text("x")
	want := intake.Table{Sheet: "RDV", Rows: []intake.Row{
		{Line: 3, Cells: []intake.Cell{
			{}, {}, intake.Text("Ben Ali\ndit Jo"), {}, intake.Number(739150008), intake.SerialDate(46083+545.0/1440, "02/03/26"),
			intake.SerialDate(545.0/1440, "09:05"), intake.Text("exact"), intake.Text("soon"),
		}},
		{Line: 4, Cells: []intake.Cell{x, x, x}},
		{Line: 5, Cells: []intake.Cell{x, x, x}},
	}, Others: []intake.Table{{Sheet: "Notice", Rows: []intake.Row{{Line: 1, Cells: []intake.Cell{intake.Text("lire")}}}}}}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })
	if diff := cmp.Diff(want, table, near); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// biff writes records of BIFF8 for the tests.
type biff struct{ bytes.Buffer }

func (b *biff) record(kind uint16, parts ...any) *biff {
	var data bytes.Buffer
	for _, p := range parts {
		if s, ok := p.(string); ok {
			data.WriteString(s)
		} else if err := binary.Write(&data, binary.LittleEndian, p); err != nil {
			panic(err)
		}
	}
	for _, p := range []any{kind, uint16(data.Len()), data.Bytes()} {
		if err := binary.Write(b, binary.LittleEndian, p); err != nil {
			panic(err)
		}
	}
	return b
}

func at(row, column uint16) []uint16 { return []uint16{row, column, 0} }

// xlsStream makes the stream of a workbook of one sheet from the records of its
// globals and of the sheet.
func xlsStream(globals, sheet func(*biff)) []byte {
	var before, after biff
	before.record(recordBOF, uint16(biff8), uint16(5))
	globals(&before)
	const boundSheet, eof = 4 + 8 + 3, 4
	offset := uint32(before.Len() + boundSheet + eof)
	before.record(recordBoundSheet, offset, byte(0), byte(0), byte(3), byte(0), "RDV").record(recordEOF)
	after.record(recordBOF, uint16(biff8), uint16(0x10))
	sheet(&after)
	after.record(recordEOF)
	return append(before.Bytes(), after.Bytes()...)
}

func TestXLSRecords(t *testing.T) {
	stream := xlsStream(func(b *biff) {
		b.record(recordDate1904, uint16(1))
		// Four texts: plain, wide, with formatting, and one that a CONTINUE record
		// cuts in the middle and goes on in two bytes a letter.
		b.record(recordSST, uint32(4), uint32(4),
			uint16(4), byte(0), "Nom\xe9",
			uint16(2), byte(wideText), []uint16{0x0141, 0x00f3},
			uint16(3), byte(hasRuns|hasExtras), uint16(1), uint32(5), "ABC", uint32(7), "extra",
			uint16(6), byte(0), "Asl")
		b.record(recordContinue, byte(wideText), utf16.Encode([]rune("ano")))
	}, func(b *biff) {
		for i := range 4 {
			b.record(recordLabelSST, at(1, uint16(i)), uint32(i))
		}
		b.record(recordLabel, at(3, 0), uint16(2), byte(0), "G1")
		b.record(recordNumber, at(3, 1), 46083.375)
		b.record(recordRK, at(3, 2), uint32(46083<<2|2))
		b.record(recordMulRK, uint16(3), uint16(3), uint16(0), uint32(37550<<2|3), uint16(0), uint32(math.Float64bits(0.375)>>32), uint16(4))
		b.record(recordFormula, at(3, 5), 1.5, "rest of the formula")
		b.record(recordFormula, at(3, 6), []uint16{0, 0, 0, 0xffff}, "rest of the formula")
		b.record(recordString, uint16(3), byte(0), "sum")
		b.record(recordFormula, at(3, 7), []uint16{1, 1, 0, 0xffff}, "a boolean")
		// A chart in the sheet, with a number of its own.
		b.record(recordBOF, uint16(biff8), uint16(0x20)).record(recordNumber, at(9, 9), 1.0).record(recordEOF)
		b.record(recordLabel, at(0, 0), uint16(5), byte(0), "Titre")
	})
	table, err := readXLSSheets(t.Context(), stream, usual)
	if err != nil {
		t.Fatal(err)
	}
	text, number := intake.Text, intake.Number
	want := intake.Table{Sheet: "RDV", Date1904: true, Rows: []intake.Row{
		{Line: 1, Cells: []intake.Cell{text("Titre")}},
		{Line: 2, Cells: []intake.Cell{text("Nomé"), text("Łó"), text("ABC"), text("Aslano")}},
		{Line: 4, Cells: []intake.Cell{text("G1"), number(46083.375), number(46083), number(375.5), number(0.375), number(1.5), text("sum")}},
	}}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestXLSRefusals(t *testing.T) {
	protected := xlsStream(func(b *biff) { b.record(recordFilePass, uint16(1)) }, func(*biff) {})
	if _, err := readXLSSheets(t.Context(), protected, usual); !errors.Is(err, errPassword) {
		t.Errorf("encrypted: %v", err)
	}
	var excel95 biff
	excel95.record(recordBOF, uint16(0x0500), uint16(5)).record(recordEOF)
	if _, err := readXLSSheets(t.Context(), excel95.Bytes(), usual); !errors.Is(err, errNotBIFF8) {
		t.Errorf("Excel 95: %v", err)
	}
	whole := xlsStream(func(*biff) {}, func(b *biff) { b.record(recordNumber, at(0, 0), 1.0) })
	for n := range whole {
		if _, err := readXLSSheets(t.Context(), whole[:n], usual); err == nil {
			t.Fatalf("the first %d of %d bytes read as whole", n, len(whole))
		}
	}
}

// A text is read whatever CONTINUE records cut it, and wherever.
func TestXLSTextsAcrossRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.StringMatching(`[a-zé]{0,40}`).Draw(t, "text")
		units := utf16.Encode([]rune(want))
		cut := rapid.IntRange(0, len(units)).Draw(t, "cut")
		wide := rapid.Bool().Draw(t, "wide")
		part := func(units []uint16, wide bool) any {
			if wide {
				return units
			}
			narrow := make([]byte, len(units))
			for i, u := range units {
				narrow[i] = byte(u)
			}
			return narrow
		}
		flag := func(wide bool) byte {
			if wide {
				return wideText
			}
			return 0
		}
		var b biff
		b.record(recordSST, uint32(1), uint32(1), uint16(len(units)), flag(wide), part(units[:cut], wide))
		if cut < len(units) {
			b.record(recordContinue, flag(!wide), part(units[cut:], !wide))
		}
		r := &biffReader{rest: b.Bytes()}
		record, err := r.next()
		if err != nil {
			t.Fatal(err)
		}
		got, err := record.sharedStrings(usual)
		if err != nil || len(got) != 1 || got[0] != want {
			t.Fatalf("got %q, %v, want %q", got, err, want)
		}
	})
}

// small keeps fuzzed files from asking for much.
var small = limits{file: 1 << 20, unpack: 8 << 20, rows: 5000, columns: 64, cells: 50_000}

// fuzzed reads any bytes: they give a table within the limits or a problem.
func fuzzed(t *testing.T, data []byte) {
	table, err := decode(t.Context(), data, "x", small)
	if err != nil {
		if agenda.CodeOf(fileProblem(err, "x", small)) == "IMPORT-UNREADABLE" {
			t.Fatalf("not a problem with a code of its own: %v", err)
		}
		return
	}
	line := 0
	for _, row := range table.Rows {
		if row.Line <= line || len(row.Cells) == 0 || len(row.Cells) > small.columns {
			t.Fatalf("row on line %d after %d, %d cells", row.Line, line, len(row.Cells))
		}
		line = row.Line
	}
	if len(table.Rows) == 0 || len(table.Rows) > small.rows {
		t.Fatalf("%d rows", len(table.Rows))
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(workbook(f, func(book *excelize.File) error { return book.SetSheetRow("Sheet1", "A1", &[]any{"a", 46083.375}) }))
	f.Add(zipped(f, "xl/workbook.xml", `<workbook><sheets><sheet name="x" sheetId="1"/></sheets></workbook>`))
	f.Fuzz(fuzzed)
}

// FuzzODS fuzzes the content, which the archive's checksums would otherwise guard.
func FuzzODS(f *testing.F) {
	f.Add(ods(`<table:table><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>`))
	f.Add(`<office:spreadsheet><table:table><table:table-row><table:table-cell table:number-columns-repeated="99999999">`)
	f.Fuzz(func(t *testing.T, content string) { fuzzed(t, zipped(t, "content.xml", content)) })
}

func FuzzXLS(f *testing.F) {
	f.Add(contents(f, "first.xls")[:4096])
	f.Fuzz(fuzzed)
}

// FuzzBIFF fuzzes the records, inside whatever compound file.
func FuzzBIFF(f *testing.F) {
	f.Add(xlsStream(func(b *biff) {
		b.record(recordSST, uint32(1), uint32(1), uint16(3), byte(hasRuns), uint16(1), "abc", uint32(0))
	}, func(b *biff) {
		b.record(recordLabelSST, at(0, 0), uint32(0)).record(recordMulRK, uint16(1), uint16(0), uint16(0), uint32(7), uint16(0))
	}))
	f.Fuzz(func(t *testing.T, stream []byte) {
		table, err := readXLSSheets(context.Background(), stream, small)
		if err == nil && len(table.Rows) > small.rows {
			t.Fatalf("%d rows", len(table.Rows))
		}
	})
}
