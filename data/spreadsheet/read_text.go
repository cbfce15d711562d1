package spreadsheet

import (
	"context"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/intake"
)

// decodeText reads separated text, or markup that calls itself a workbook.
func decodeText(ctx context.Context, data []byte, name string, most limits) (intake.Table, error) {
	text, encoding, err := decodeRunes(data, name)
	if err != nil {
		return intake.Table{}, err
	}
	if isMarkup(text) {
		return decodeMarkup(ctx, text, encoding, name, most)
	}
	table := intake.Table{Encoding: encoding}
	table.Rows, err = readSeparated(ctx, text, most)
	if err == nil && len(table.Rows) == 0 {
		err = agenda.NewProblem("IMPORT-EMPTY", "File", name)
	}
	return table, err
}

// readSeparated reads the records of a separated text.
func readSeparated(ctx context.Context, text string, most limits) ([]intake.Row, error) {
	s := scanner{rest: text, line: 1, backslashes: hasEscapedQuotes(text)}
	if separator, ok := s.declaredSeparator(); ok {
		s.separator = separator
	} else {
		s.separator = findSeparator(text)
	}
	rows := rowsCollector{most: most}
	for n := 0; !s.done(); n++ {
		if n%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		line, fields := s.record()
		cells := make([]intake.Cell, min(len(fields), most.columns))
		for i := range cells {
			cells[i] = intake.Text(fields[i])
		}
		if err := rows.add(line, cells); err != nil {
			return nil, err
		}
	}
	return rows.rows, nil
}

const separators = ";,\t|"

// findSeparator finds the separator by looking at the first records: the one that
// parts the most of them into one same number of fields, more fields being worth
// more.
func findSeparator(text string) byte {
	best, bestScore, backslashes := separators[0], 0, hasEscapedQuotes(text)
	for i := range len(separators) {
		s := scanner{rest: text, line: 1, separator: separators[i], backslashes: backslashes}
		counts := make(map[int]int)
		for n := 0; n < 100 && !s.done(); n++ {
			if _, fields := s.record(); len(fields) > 1 {
				counts[len(fields)]++
			}
		}
		for fields, records := range counts {
			if score := records * (fields - 1); score > bestScore {
				best, bestScore = separators[i], score
			}
		}
	}
	return best
}

// scanner parts a text into records and fields, as RFC 4180 says and more leniently:
// any line ending, a quotation mark inside a field taken as it stands, and one that
// was never closed taken as a letter, so that it does not swallow the rows below it.
type scanner struct {
	rest      string
	line      int // of the next record, from 1
	separator byte
	fields    []string // of the record, reused
	// backslashes is set where a backslash, and not a second mark, takes a quotation
	// mark into a quoted field, as programs made for MySQL write them.
	backslashes bool
}

const (
	// A quoted field that runs over more lines or more bytes than these was not
	// closed: no export has such a cell.
	longestQuoteLines = 50
	longestQuoteBytes = 64 << 10
)

// hasEscapedQuotes reports whether quotation marks are escaped by a backslash: one such
// mark stands before what ends no field. In a text whose marks are doubled none does.
func hasEscapedQuotes(text string) bool {
	for {
		_, after, ok := strings.Cut(text, `\"`)
		if !ok {
			return false
		}
		if after != "" && !strings.ContainsRune(separators+"\"\r\n ", rune(after[0])) {
			return true
		}
		text = after
	}
}

func (s *scanner) done() bool { return s.rest == "" }

// declaredSeparator takes away the line "sep=;" that Excel understands.
func (s *scanner) declaredSeparator() (byte, bool) {
	first, after, _ := strings.Cut(s.rest, "\n")
	first = strings.TrimSuffix(first, "\r")
	value, ok := strings.CutPrefix(strings.ToLower(strings.Trim(first, `"`)), "sep=")
	if !ok || len(value) != 1 {
		return 0, false
	}
	s.rest, s.line = after, 2
	return value[0], true
}

// record reads the next record and the line it starts on. The fields are valid until
// the next call.
func (s *scanner) record() (line int, fields []string) {
	line, s.fields = s.line, s.fields[:0]
	for {
		field, ended := s.field()
		s.fields = append(s.fields, field)
		if ended {
			return line, s.fields
		}
	}
}

// field reads the next field and tells whether the record ends with it.
func (s *scanner) field() (field string, ended bool) {
	if lead := len(s.rest) - len(strings.TrimLeft(s.rest, " ")); lead < len(s.rest) && s.rest[lead] == '"' {
		if field, after, ok := s.quoted(s.rest[lead+1:]); ok {
			s.line += countLines(s.rest[:len(s.rest)-len(after)])
			return field, s.advance(after)
		}
	}
	end := 0
	for end < len(s.rest) && s.rest[end] != s.separator && s.rest[end] != '\n' && s.rest[end] != '\r' {
		end++
	}
	field = s.rest[:end]
	return field, s.advance(s.rest[end:])
}

// advance steps over the separator or the line ending at the beginning of rest.
func (s *scanner) advance(rest string) (ended bool) {
	switch {
	case rest == "":
		s.rest = ""
		return true
	case rest[0] == s.separator:
		s.rest = rest[1:]
		if s.rest != "" {
			return false
		}
		// The last record of the file ends with a separator: one blank field more
		// tells nothing.
		return true
	case strings.HasPrefix(rest, "\r\n"):
		s.rest = rest[2:]
	default:
		s.rest = rest[1:]
	}
	s.line++
	return true
}

// quoted reads a field after its opening quotation mark and returns what follows the
// closing one. ok is false when the mark was not an opening one after all.
func (s *scanner) quoted(text string) (field, after string, ok bool) {
	var b strings.Builder
	lines, start := 0, 0
	for i := 0; i < len(text) && i < longestQuoteBytes; i++ {
		switch text[i] {
		case '\\':
			if s.backslashes && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\') {
				b.WriteString(text[start:i])
				start = i + 1
				i++
			}
		case '\n':
			if lines++; lines > longestQuoteLines {
				return "", "", false
			}
		case '"':
			if i+1 < len(text) && text[i+1] == '"' {
				b.WriteString(text[start : i+1])
				start = i + 2
				i++
				continue
			}
			if rest := strings.TrimLeft(text[i+1:], " "); s.endsField(rest) {
				b.WriteString(text[start:i])
				return b.String(), rest, true
			}
			// A mark that opens another field below: this one was never closed.
			if lines > 0 && s.beginsField(text[:i]) {
				return "", "", false
			}
		}
	}
	return "", "", false
}

func (s *scanner) endsField(rest string) bool {
	return rest == "" || rest[0] == s.separator || rest[0] == '\n' || rest[0] == '\r'
}

func (s *scanner) beginsField(before string) bool {
	if before == "" {
		return false
	}
	last := before[len(before)-1]
	return last == s.separator || last == '\n'
}

func countLines(text string) int {
	n := strings.Count(text, "\n")
	for i := range len(text) {
		if text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			n++
		}
	}
	return n
}
