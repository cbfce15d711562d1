package reference

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"creneaux/app/agenda"
)

// reader reads the objects of a set-up file and keeps the first problem. After it,
// reading goes on with zero values, so that the code that reads stays free of it.
type reader struct {
	problem *agenda.Problem
}

func (r *reader) fail(p *agenda.Problem) {
	if r.problem == nil {
		r.problem = p
	}
}

// object is an object of the file: its fields, and the path that names it in problems.
type object struct {
	*reader
	path   string
	fields map[string]json.RawMessage
}

// object takes an object apart. Unlike decoding into a map it sees fields given twice.
func (r *reader) object(path string, raw json.RawMessage) object {
	o := object{r, path, map[string]json.RawMessage{}}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		o.refuse("", agenda.Msg("setup.field.object"), err)
		return o
	}
	for dec.More() {
		key, err := dec.Token()
		var value json.RawMessage
		if err = errors.Join(err, dec.Decode(&value)); err != nil {
			o.refuse("", agenda.Msg("setup.field.object"), err)
			return o
		}
		name := key.(string) // keys of an object are strings; the decoder sees to it
		if o.has(name) {
			r.fail(agenda.NewProblem("SETUP-TWICE", "Field", o.at(name)))
		}
		o.fields[name] = value
	}
	return o
}

// at returns the path of a field.
func (o object) at(name string) string {
	if o.path == "" || name == "" {
		return cmp.Or(o.path+name, "{}")
	}
	return o.path + "." + name
}

func (o object) refuse(name string, reason agenda.Message, cause error) {
	o.fail(agenda.NewProblem("SETUP-FIELD", "Field", o.at(name), "Reason", reason).Because(cause))
}

// only refuses every field but these.
func (o object) only(names ...string) {
	var unknown []string
	for name := range o.fields {
		if !slices.Contains(names, name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		o.fail(agenda.NewProblem("SETUP-UNKNOWN", "Field", o.at(slices.Min(unknown))))
	}
}

func (o object) has(name string) bool {
	_, ok := o.fields[name]
	return ok
}

// decode reads a field that must be there into a value of exactly its type; null,
// which would leave it as it was, is of no type here.
func (o object) decode(name string, into any) {
	raw, ok := o.fields[name]
	if !ok {
		o.fail(agenda.NewProblem("SETUP-MISSING", "Field", o.at(name)))
		return
	}
	var err error
	if text, ok := into.(encoding.TextUnmarshaler); ok {
		var s string
		err = json.Unmarshal(raw, &s)
		if err == nil && s == "" {
			err = errors.New("empty") // which the types of app/agenda take for "not known"
		}
		if err == nil {
			err = text.UnmarshalText([]byte(s))
		}
	} else {
		err = json.Unmarshal(raw, into)
	}
	if string(raw) == "null" {
		err = errors.New("null")
	}
	if err != nil {
		o.refuse(name, agenda.Msg("setup.field.value", "Value", shortened(raw)), err)
	}
}

// line reads a text of one line with at least so many characters.
func (o object) line(name string, least int) (s string) {
	o.decode(name, &s)
	s = strings.TrimSpace(s)
	if n := utf8.RuneCountInString(s); n < least || n > maxText || strings.ContainsFunc(s, unicode.IsControl) {
		o.refuse(name, agenda.Msg("setup.field.text", "Most", maxText), nil)
	}
	return s
}

func (o object) text(name string) string { return o.line(name, 1) }

func (o object) texts(name string) []string {
	items := o.list(name)
	texts := make([]string, len(items))
	for i, raw := range items {
		element := indexed(name, i)
		texts[i] = object{o.reader, o.path, map[string]json.RawMessage{element: raw}}.text(element)
	}
	return texts
}

func (o object) list(name string) (items []json.RawMessage) {
	o.decode(name, &items)
	if len(items) > maxItems {
		o.refuse(name, agenda.Msg("setup.field.many", "Most", maxItems), nil)
		return nil
	}
	return items
}

func (o object) object(name string) object {
	raw, ok := o.fields[name]
	if !ok {
		o.fail(agenda.NewProblem("SETUP-MISSING", "Field", o.at(name)))
		return object{o.reader, o.at(name), nil}
	}
	return o.reader.object(o.at(name), raw)
}

func (o object) objects(name string) []object {
	var objects []object
	for i, raw := range o.list(name) {
		objects = append(objects, o.reader.object(o.at(indexed(name, i)), raw))
	}
	return objects
}

func (o object) weekdays(name string) []agenda.Weekday {
	var days []agenda.Weekday
	for i, text := range o.texts(name) {
		day, err := agenda.ParseWeekday(text)
		if err != nil || slices.Contains(days, day) {
			o.refuse(indexed(name, i), agenda.Msg("setup.field.day", "Value", text), err)
		}
		days = append(days, day)
	}
	if len(days) == 0 {
		o.refuse(name, agenda.Msg("setup.field.days"), nil)
	}
	return days
}

func (o object) boolean(name string) (b bool) {
	o.decode(name, &b)
	return b
}

func (o object) integer(name string, low, high int) (n int) {
	o.decode(name, &n)
	if o.has(name) && (n < low || n > high) {
		o.refuse(name, agenda.Msg("setup.field.range", "Value", n, "Low", low, "High", high), nil)
	}
	return n
}

func (o object) number(name string, low, high float64) (f float64) {
	o.decode(name, &f)
	if f < low || f > high {
		o.refuse(name, agenda.Msg("setup.field.range", "Value", f, "Low", low, "High", high), nil)
	}
	return f
}

// share reads a part from 0 to 1 that may be left out.
func (o object) share(name string, usual float64) float64 {
	if !o.has(name) {
		return usual
	}
	return o.number(name, 0, 1)
}

// unique refuses what is already in seen, and adds it.
func (o object) unique(name, value string, seen map[string]bool) {
	if seen[value] {
		o.refuse(name, agenda.Msg("setup.field.again", "Value", value), nil)
	}
	seen[value] = true
}

func indexed(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }

// shortened keeps a sentence readable when the wrong value is long.
func shortened(raw json.RawMessage) string {
	const most = 40
	runes := []rune(string(raw))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}
