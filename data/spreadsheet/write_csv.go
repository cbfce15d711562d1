package spreadsheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// byteOrderMark tells spreadsheet programs that a CSV file is UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV writes a list as CSV as a French Excel opens it: semicolons, UTF-8 with byte
// order mark, CRLF, dates as dd/mm/yyyy.
func writeCSV[T any](w io.Writer, l list[T], rows []T, voice *wording.Voice) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	record := make([]string, len(l.columns))
	for i, c := range l.columns {
		record[i] = defused(voice.Say(c.title))
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for _, row := range rows {
		for i, c := range l.columns {
			record[i] = csvText(c.value(row))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func csvText(value any) string {
	switch v := value.(type) {
	case agenda.Date:
		return csvDate(v)
	case agenda.Clock:
		return v.String()
	case agenda.Moment:
		if v.IsZero() {
			return ""
		}
		return csvDate(v.Date()) + " " + v.Clock().String()
	case []string:
		return defused(strings.Join(v, "\n"))
	case int:
		return fmt.Sprint(v)
	default:
		return defused(fmt.Sprint(v))
	}
}

func csvDate(d agenda.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// defused returns a text that no spreadsheet program takes for a formula: an apostrophe
// goes before what begins with a sign that starts one, full-width forms and leading
// spaces included (OWASP, "CSV Injection").
func defused(s string) string {
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\n") {
		return "'" + s
	}
	if trimmed := strings.TrimSpace(s); trimmed != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(trimmed)[0]) {
		return "'" + s
	}
	return s
}
