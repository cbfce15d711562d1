package spreadsheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"creneaux/app/agenda"
	"creneaux/app/intake"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"
)

// file writes bytes to a file of a temporary folder.
func file(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// texts returns the cells of a table as written, with their lines.
func texts(table intake.Table) map[int][]string {
	rows := make(map[int][]string)
	for _, row := range table.Rows {
		for _, c := range row.Cells {
			rows[row.Line] = append(rows[row.Line], c.Text)
		}
	}
	return rows
}

// workbook makes an .xlsx workbook.
func workbook(t testing.TB, fill func(*excelize.File) error, options ...excelize.Options) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	if err := fill(book); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b, options...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipped makes an archive of named parts.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := archive.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func ods(body string) string {
	return `<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet>` + body + `</office:spreadsheet></office:body></office:document-content>`
}

func contents(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(sample(name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestProblems(t *testing.T) {
	xlsx, odsFile, xls := contents(t, "first.xlsx"), contents(t, "first.ods"), contents(t, "first.xls")
	header := func(book *excelize.File) error { return book.SetSheetRow("Sheet1", "A1", &[]string{"Réf.", "Date"}) }
	nothing := func(*excelize.File) error { return nil }
	for _, c := range []struct {
		name string
		data []byte
		code string
	}{
		{"empty.csv", nil, "IMPORT-EMPTY"},
		{"blank.csv", []byte(" \r\n\r\n\t"), "IMPORT-EMPTY"},
		{"separators.csv", []byte(";;;\n;;;\n"), "IMPORT-EMPTY"},
		{"truncated.xlsx", xlsx[:len(xlsx)/2], "IMPORT-DAMAGED"},
		{"truncated.ods", odsFile[:len(odsFile)-100], "IMPORT-DAMAGED"},
		{"truncated.xls", xls[:len(xls)/2], "IMPORT-DAMAGED"},
		{"header-of.xls", xls[:600], "IMPORT-DAMAGED"},
		{"cut-off.ods", zipped(t, "content.xml", `<office:spreadsheet><table:table><table:table-row>`), "IMPORT-DAMAGED"},
		{"no-xml.ods", zipped(t, "content.xml", "<<<"), "IMPORT-DAMAGED"},
		{"no-xml.xlsx", zipped(t, "xl/workbook.xml", "<<<", "[Content_Types].xml", "<"), "IMPORT-DAMAGED"},
		{"junk.csv", []byte("\x00\x01\x02\x03\xff\xfe\x9d\x00junk\x00\x00\x07"), "IMPORT-BINARY"},
		{"picture.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "IMPORT-BINARY"},
		{"controls.csv", bytes.Repeat([]byte("a\x01\x02"), 100), "IMPORT-BINARY"},
		{"mixed.csv", []byte("Réf;Nom\nR1;Éloïse Ngọc Đức\nR2;Ren\xe9\n"), "IMPORT-ENCODING"},
		{"mixed-bom.csv", []byte("\xef\xbb\xbfRef;Nom\nR2;Ren\xe9\n"), "IMPORT-ENCODING"},
		{"odd.csv", append(utf16Text("R;N\n1;é\n", binary.LittleEndian, true), 'x'), "IMPORT-ENCODING"},
		{"half.csv", append(utf16Text("R;N\n", binary.LittleEndian, true), 0x00, 0xd8, 'a', 0), "IMPORT-ENCODING"},
		{"archive.zip", zipped(t, "letter.txt", "hello"), "IMPORT-FORMAT"},
		{"text.odt", zipped(t, "content.xml", "<office:text/>"), "IMPORT-FORMAT"},
		{"binary.xlsb", zipped(t, "xl/workbook.bin", ""), "IMPORT-FORMAT"},
		{"page.html", []byte("<html><body><p>Connexion</p></body></html>"), "IMPORT-FORMAT"},
		{"no-sheet.ods", zipped(t, "content.xml", ods("")), "IMPORT-NO-SHEET"},
		{"blank.ods", zipped(t, "content.xml", ods(`<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`)), "IMPORT-NO-SHEET"},
		{"blank.xlsx", workbook(t, nothing), "IMPORT-NO-SHEET"},
		{"no-sheet.xlsx", withoutSheets(t, workbook(t, header)), "IMPORT-NO-SHEET"},
		{"password.xlsx", workbook(t, header, excelize.Options{Password: "secret"}), "IMPORT-PASSWORD"},
		{"password.ods", zipped(t, "META-INF/manifest.xml", "<manifest:encryption-data/>", "content.xml", "\x01\x02"), "IMPORT-PASSWORD"},
		{"excel4.xls", []byte("\x09\x04\x06\x00\x00\x00\x10\x00"), "IMPORT-OLD-WORKBOOK"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := file(t, c.name, c.data)
			table, err := Open(t.Context(), path)
			if agenda.CodeOf(err) != c.code {
				t.Fatalf("got %v, %d rows, want %s", err, len(table.Rows), c.code)
			}
			if !strings.Contains(err.Error(), c.name) {
				t.Errorf("the problem does not name the file: %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, c.data) {
				t.Error("the file was changed")
			}
		})
	}
}

// withoutSheets takes the sheets out of a workbook's list.
func withoutSheets(t *testing.T, data []byte) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		s := string(text)
		if f.Name == "xl/workbook.xml" {
			from, to := strings.Index(s, "<sheets>"), strings.Index(s, "</sheets>")
			s = s[:from] + "<sheets>" + s[to:]
		}
		parts = append(parts, f.Name, s)
	}
	return zipped(t, parts...)
}

func TestProblemsOfTheFile(t *testing.T) {
	folder := t.TempDir()
	denied := file(t, "denied.csv", []byte("a;b"))
	if err := os.Chmod(denied, 0); err != nil {
		t.Fatal(err)
	}
	for path, code := range map[string]string{
		filepath.Join(folder, "missing.csv"):           "IMPORT-MISSING",
		filepath.Join(folder, "missing", "export.csv"): "IMPORT-MISSING",
		folder: "IMPORT-FOLDER",
	} {
		if _, err := Open(t.Context(), path); agenda.CodeOf(err) != code {
			t.Errorf("%s: got %v, want %s", path, err, code)
		}
	}
	// The superuser and Windows read a file whatever its mode says; there, the error
	// of the system is looked at.
	_, err := Open(t.Context(), denied)
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		err = fileProblem(&os.PathError{Op: "open", Path: denied, Err: os.ErrPermission}, denied, usual)
	}
	if agenda.CodeOf(err) != "IMPORT-DENIED" {
		t.Errorf("got %v", err)
	}
	if err := fileProblem(errors.New("network gone"), denied, usual); agenda.CodeOf(err) != "IMPORT-UNREADABLE" {
		t.Errorf("got %v", err)
	}
}

func TestLimits(t *testing.T) {
	rows := strings.Repeat("R;02/03/2026;9h00\n", 200)
	small := limits{file: 1 << 20, unpack: 1 << 20, rows: 100, columns: 2, cells: 1000}
	big := workbook(t, func(book *excelize.File) error {
		for i := range 200 {
			if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &[]string{"R", "x"}); err != nil {
				return err
			}
		}
		return nil
	})
	bomb := zipped(t, "content.xml", strings.Repeat(" ", 2<<20))
	repeatedRows := zipped(t, "content.xml", ods(`<table:table><table:table-row table:number-rows-repeated="500"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>`))
	for name, data := range map[string][]byte{
		"rows.csv": []byte(rows), "rows.xlsx": big, "rows.ods": repeatedRows, "rows.xls": contents(t, "first.xls"), "bomb.ods": bomb,
		"rows.html": []byte("<table>" + strings.Repeat("<tr><td>x</td></tr>", 200) + "</table>"),
		"size.csv":  bytes.Repeat([]byte("x"), 1<<20+1),
	} {
		if _, err := open(t.Context(), file(t, name, data), small); agenda.CodeOf(err) != "IMPORT-TOO-LARGE" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	small.rows = 1000
	table, err := open(t.Context(), file(t, "wide.csv", []byte(rows)), small)
	if err != nil || len(table.Rows[0].Cells) != small.columns {
		t.Errorf("a wide table: %v", err)
	}
	small.cells = 100
	if _, err := open(t.Context(), file(t, "cells.csv", []byte(rows)), small); agenda.CodeOf(err) != "IMPORT-TOO-LARGE" {
		t.Errorf("cells: got %v", err)
	}
}

func TestOpenStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, form := range forms {
		path := sample("first" + form.suffix)
		if _, err := Open(ctx, path); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v", form.name, err)
		}
		data := contents(t, "first"+form.suffix)
		if _, err := decode(ctx, data, path, usual); !errors.Is(err, context.Canceled) {
			t.Errorf("%s, in memory: got %v", form.name, err)
		}
	}
}

// The content decides, not the name.
func TestExtensionsDoNotMatter(t *testing.T) {
	for _, form := range forms {
		want, err := Open(t.Context(), sample("first"+form.suffix))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Open(t.Context(), file(t, "export.dat", contents(t, "first"+form.suffix)))
		if err != nil {
			t.Fatal(err)
		}
		if got.File != "export.dat" {
			t.Errorf("file %q", got.File)
		}
		got.File = want.File
		if !cmp.Equal(want, got) {
			t.Errorf("%s read otherwise under another name", form.name)
		}
	}
}

func utf16Text(s string, order binary.ByteOrder, mark bool) []byte {
	var b []byte
	if mark {
		b = appendUnit(b, order, 0xfeff)
	}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = appendUnit(b, order, unit)
	}
	return b
}

func appendUnit(b []byte, order binary.ByteOrder, unit uint16) []byte {
	var two [2]byte
	order.PutUint16(two[:], unit)
	return append(b, two[:]...)
}

func TestEncodings(t *testing.T) {
	encoded := func(page *charmap.Charmap, s string) []byte {
		b, err := page.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	const french = "Réf;Prénom;Ville\nR1;Éloïse;Hérault\nR2;Françoise;Nîmes\n"
	const spanish = "Réf;Nom\nR1;López García\nR2;Muñoz Ramón\nR3;Peña Ángel\n"
	for _, c := range []struct {
		name, text, want string
		data             []byte
	}{
		{"UTF-8", french, "utf-8", []byte(french)},
		{"UTF-8 with its mark", french, "utf-8", []byte("\ufeff" + french)},
		{"ASCII", "a;b\n", "utf-8", []byte("a;b\n")},
		{"UTF-16 LE with its mark", french, "utf-16le", utf16Text(french, binary.LittleEndian, true)},
		{"UTF-16 BE with its mark", french, "utf-16be", utf16Text(french, binary.BigEndian, true)},
		{"UTF-16 LE", french, "utf-16le", utf16Text(french, binary.LittleEndian, false)},
		{"UTF-16 BE", french, "utf-16be", utf16Text(french, binary.BigEndian, false)},
		{"UTF-16 with pairs", "a;𝒜\n", "utf-16le", utf16Text("a;𝒜\n", binary.LittleEndian, true)},
		{"Windows-1252", french, "windows-1252", encoded(charmap.Windows1252, french)},
		{"Windows-1252, Spanish", spanish, "windows-1252", encoded(charmap.Windows1252, spanish)},
		{"Windows-1252, apostrophe", "Nom\nN’Diaye\nŒuvray\n", "windows-1252", encoded(charmap.Windows1252, "Nom\nN’Diaye\nŒuvray\n")},
		{"Windows-1252, capitals", "ÉLOÏSE;À CÔTÉ\n", "windows-1252", encoded(charmap.Windows1252, "ÉLOÏSE;À CÔTÉ\n")},
		{"ISO-8859-15", "Nom;Prénom\nLecœur;Anaïs\n", "iso-8859-15", encoded(charmap.ISO8859_15, "Nom;Prénom\nLecœur;Anaïs\n")},
		{"code page 850", french, "cp850", encoded(charmap.CodePage850, french)},
		{"Macintosh", french, "macintosh", encoded(charmap.Macintosh, french)},
	} {
		got, encoding, err := decodeRunes(c.data, "x.csv")
		if err != nil || got != c.text || encoding != c.want {
			t.Errorf("%s: got %q as %s, %v", c.name, got, encoding, err)
		}
	}
}

func TestEncodingProblemsNameTheLine(t *testing.T) {
	_, _, err := decodeRunes([]byte("Réf;Nom\nR1;Éloïse\nR2;Ren\xe9\n"), "x.csv")
	if problem, ok := errors.AsType[*agenda.Problem](err); !ok || problem.Args["Line"] != 3 {
		t.Errorf("got %v", err)
	}
}

// A French text comes back from every encoding that can hold it.
func TestFrenchComesBackFromEveryEncoding(t *testing.T) {
	word := rapid.StringMatching(`[A-Z][a-zéèêàçîôùœ]{2,8}`)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 40).Draw(t, "words")
		text := "Référence;Prénom\n" + strings.Join(words, "\n")
		for _, data := range [][]byte{
			[]byte(text), utf16Text(text, binary.LittleEndian, true), utf16Text(text, binary.BigEndian, true),
			mustEncode(charmap.Windows1252, text), mustEncode(charmap.ISO8859_15, text),
		} {
			got, encoding, err := decodeRunes(data, "x.csv")
			if err != nil || got != text {
				t.Fatalf("as %s: %q, %v", encoding, got, err)
			}
		}
	})
}

func mustEncode(page *charmap.Charmap, s string) []byte {
	b, err := page.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return b
}
