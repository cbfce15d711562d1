package publication

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"creneaux/app/agenda"
)

// maxConfigBytes bounds a configuration file; one with hundreds of windows stays far
// below it.
const maxConfigBytes = 1 << 20

// ReadConfig reads a configuration and checks it. It is strict: a field that is
// unknown, given twice, missing or of another type is a problem that names it, as is
// anything after the end. Only min_gap_minutes, min_days, quotas and excluded_dates
// may be absent. Problems: PUB-READ, PUB-SIZE, PUB-SYNTAX, PUB-UNKNOWN, PUB-TWICE,
// PUB-MISSING, PUB-FIELD.
func ReadConfig(r io.Reader) (Config, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxConfigBytes+1))
	if err != nil {
		return Config{}, agenda.NewProblem("PUB-READ").Because(err)
	}
	if len(data) > maxConfigBytes {
		return Config{}, agenda.NewProblem("PUB-SIZE", "Most", maxConfigBytes/1024)
	}
	var whole json.RawMessage
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &whole); err != nil {
		return Config{}, syntaxProblem(data, err)
	}
	c, err := configOf(whole)
	if err != nil {
		return Config{}, err
	}
	return c, c.Check()
}

func configOf(raw json.RawMessage) (Config, error) {
	var c Config
	f := readFields("", raw, map[string]reader{
		"week":            func(path string, raw json.RawMessage) error { return readText(path, raw, &c.Week) },
		"windows":         func(path string, raw json.RawMessage) error { return readList(path, raw, &c.Windows, readWindow) },
		"grid_minutes":    integerInto(&c.GridMinutes),
		"releases":        integerInto(&c.Releases),
		"min_gap_minutes": integerInto(&c.MinGapMinutes),
		"max_per_day":     integerInto(&c.MaxPerDay),
		"min_days":        integerInto(&c.MinDays),
		"quotas":          func(path string, raw json.RawMessage) error { return readQuotas(path, raw, &c.Quotas) },
		"excluded_dates": func(path string, raw json.RawMessage) error {
			return readList(path, raw, &c.ExcludedDates, readDate)
		},
	})
	return c, f.require("week", "windows", "grid_minutes", "releases", "max_per_day")
}

func readWindow(path string, raw json.RawMessage) (w Window, err error) {
	f := readFields(path, raw, map[string]reader{
		"day":  func(path string, raw json.RawMessage) error { return readText(path, raw, &w.Day) },
		"from": func(path string, raw json.RawMessage) error { return readText(path, raw, &w.From) },
		"to":   func(path string, raw json.RawMessage) error { return readText(path, raw, &w.To) },
		"band": func(path string, raw json.RawMessage) error { return readJSON(path, raw, &w.Band) },
	})
	return w, f.require("day", "from", "to", "band")
}

func readDate(path string, raw json.RawMessage) (d agenda.Date, err error) {
	if err = readText(path, raw, &d); err == nil && d.IsZero() {
		err = fieldProblem(path, agenda.Msg("publication.field.value", "Value", string(raw)))
	}
	return d, err
}

func readQuotas(path string, raw json.RawMessage, into *map[string]Quota) error {
	*into = map[string]Quota{}
	return eachField(path, raw, func(band string, raw json.RawMessage) error {
		var q Quota
		f := readFields(path+"."+band, raw, map[string]reader{
			"min": integerInto(&q.Min),
			"max": func(path string, raw json.RawMessage) error {
				q.Max = new(int)
				return readJSON(path, raw, q.Max)
			},
		})
		(*into)[band] = q
		return f.err
	})
}

// reader reads the value of one field; path names the field in a problem.
type reader func(path string, raw json.RawMessage) error

// fields is what became of reading an object: which fields it had, and the first
// problem.
type fields struct {
	path string
	had  map[string]bool
	err  error
}

// readFields reads an object whose fields are known.
func readFields(path string, raw json.RawMessage, known map[string]reader) *fields {
	f := &fields{path: path, had: map[string]bool{}}
	f.err = eachField(path, raw, func(name string, raw json.RawMessage) error {
		read, ok := known[name]
		if !ok {
			return agenda.NewProblem("PUB-UNKNOWN", "Field", joined(path, name))
		}
		f.had[name] = true
		return read(joined(path, name), raw)
	})
	return f
}

// require returns the problem met while reading, or the first of the names that the
// object did not have.
func (f *fields) require(names ...string) error {
	if f.err != nil {
		return f.err
	}
	for _, name := range names {
		if !f.had[name] {
			return agenda.NewProblem("PUB-MISSING", "Field", joined(f.path, name))
		}
	}
	return nil
}

// eachField calls do for every field of an object, in the order of the file; raw is
// known to be JSON. Unlike decoding into a struct it sees fields given twice, and
// letter case counts.
func eachField(path string, raw json.RawMessage, do func(name string, raw json.RawMessage) error) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return fieldProblem(cmp.Or(path, "{}"), agenda.Msg("publication.field.object")).Because(err)
	}
	seen := map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		name := key.(string) // keys of an object are strings; the decoder sees to it
		if seen[name] {
			return agenda.NewProblem("PUB-TWICE", "Field", joined(path, name))
		}
		seen[name] = true
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		if err := do(name, value); err != nil {
			return err
		}
	}
	return nil
}

func readList[T any](path string, raw json.RawMessage, into *[]T, read func(string, json.RawMessage) (T, error)) error {
	var items []json.RawMessage
	if err := readJSON(path, raw, &items); err != nil {
		return err
	}
	*into = make([]T, len(items))
	for i, item := range items {
		var err error
		if (*into)[i], err = read(indexed(path, i), item); err != nil {
			return err
		}
	}
	return nil
}

func integerInto(into *int) reader {
	return func(path string, raw json.RawMessage) error { return readJSON(path, raw, into) }
}

// readText reads a string by the type's own UnmarshalText.
func readText(path string, raw json.RawMessage, into interface{ UnmarshalText([]byte) error }) error {
	var s string
	if err := readJSON(path, raw, &s); err != nil {
		return err
	}
	if err := into.UnmarshalText([]byte(s)); err != nil {
		return fieldProblem(path, agenda.Msg("publication.field.value", "Value", s)).Because(err)
	}
	return nil
}

// readJSON reads a value of exactly its type; null, which would leave it as it was,
// is of no type here.
func readJSON(path string, raw json.RawMessage, into any) error {
	err := json.Unmarshal(raw, into)
	if err == nil && string(raw) == "null" {
		err = errors.New("null")
	}
	if err != nil {
		return fieldProblem(path, agenda.Msg("publication.field.value", "Value", shortened(raw))).Because(err)
	}
	return nil
}

// syntaxProblem says where in the file the JSON breaks.
func syntaxProblem(data []byte, err error) error {
	at := len(data)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = min(at, int(syntax.Offset))
	}
	before := data[:at]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := max(1, at-1-bytes.LastIndexByte(before, '\n'))
	return agenda.NewProblem("PUB-SYNTAX", "Line", line, "Column", column).Because(err)
}

func fieldProblem(field string, reason agenda.Message) *agenda.Problem {
	return agenda.NewProblem("PUB-FIELD", "Field", field, "Reason", reason)
}

func joined(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func indexed(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// shortened keeps a sentence readable when the wrong value is long.
func shortened(raw json.RawMessage) string {
	const most = 40
	runes := []rune(string(raw))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}
