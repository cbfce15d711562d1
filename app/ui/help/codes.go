package help

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"creneaux/app/agenda"
	pages "creneaux/assets/help"
	"creneaux/assets/translations"
)

// catalogue holds what is said for each key of one language; of plural forms, the one
// for many.
type catalogue map[string]string

func readCatalogue(language string) catalogue {
	all := catalogue{}
	names, _ := fs.Glob(translations.Files, "*."+language+".json") // the pattern is a good one
	for _, name := range names {
		raw, err := translations.Files.ReadFile(name)
		if err != nil {
			continue
		}
		var file map[string]json.RawMessage
		if json.Unmarshal(raw, &file) != nil {
			continue
		}
		for key, value := range file {
			var text string
			var forms map[string]string
			if json.Unmarshal(value, &text) == nil {
				all[key] = text
			} else if json.Unmarshal(value, &forms) == nil {
				all[key] = forms["other"]
			}
		}
	}
	return all
}

const problemPrefix, remedySuffix = "problem.", ".do"

// Codes returns the codes of all problems, sorted.
func (l *Library) Codes() (codes []string) {
	for key := range l.catalog {
		if code, ok := strings.CutPrefix(key, problemPrefix); ok && !strings.HasSuffix(code, remedySuffix) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// family is a page of codes that belong together.
type family struct {
	page  string
	codes []string
}

// families spreads the codes over the pages that explain them; the last page takes
// those that belong to none.
func (l *Library) families() []family {
	all := pages.CodeFamilies()
	out := make([]family, len(all))
	for i, f := range all {
		out[i].page = f.Page
	}
	for _, code := range l.Codes() {
		begin, _, _ := strings.Cut(code, "-")
		at := slices.IndexFunc(all, func(f pages.CodeFamily) bool { return slices.Contains(f.Begins, begin) })
		if at < 0 {
			at = len(all) - 1
		}
		out[at].codes = append(out[at].codes, code)
	}
	return out
}

// addCodes makes the pages of the codes: what the catalogues say of each and, where it
// takes more, what stands in the explanations.
func (l *Library) addCodes(group string) {
	more := l.explanations()
	for _, f := range l.families() {
		body := []block{
			{kind: heading, level: 1, runs: []run{{text: l.familyTitle(f.page)}}},
			{kind: paragraph, runs: []run{{text: l.voice.Text("guide.codes.about")}}},
		}
		for _, code := range f.codes {
			said, remedy := l.problem(code)
			body = append(body,
				block{kind: heading, level: 2, anchor: anchorOfCode(code), code: true, runs: []run{{text: code}}},
				block{kind: paragraph, runs: []run{{text: said}}},
				block{kind: paragraph, runs: []run{{text: l.voice.Text("guide.codes.do") + " ", bold: true}, {text: remedy}}},
			)
			body = append(body, more[code]...)
			delete(more, code)
		}
		l.finish(body)
		l.add(f.page, group, body)
	}
	for _, code := range slices.Sorted(maps.Keys(more)) {
		l.fault("%s: explains %s, which is no code", explained, code)
	}
}

func (l *Library) familyTitle(page string) string { return l.voice.Text("guide.codes." + page) }

// familyList leads to the pages of the codes.
func (l *Library) familyList() (body []block) {
	for _, f := range l.families() {
		runs := []run{{text: l.familyTitle(f.page), to: f.page}, {text: " — "}}
		for i, code := range f.codes {
			if i > 0 {
				runs = append(runs, run{text: ", "})
			}
			runs = append(runs, run{text: code, code: true})
		}
		body = append(body, block{kind: item, marker: "•", runs: runs})
	}
	return body
}

// explained is the file with what is said of single codes.
const explained = "explanations"

// explanations returns what was written about single codes, by code.
func (l *Library) explanations() map[string][]block {
	out := map[string][]block{}
	code := ""
	for _, b := range parse(l.expand(explained, l.source(explained))) {
		switch {
		case b.kind == heading && b.level == 2:
			code = b.said()
			if out[code] != nil {
				l.fault("%s: %s stands twice", explained, code)
			}
		case code != "":
			out[code] = append(out[code], b)
		}
	}
	return out
}

// examples are values that a sentence of a problem may be filled with, so that it reads
// as it does when it happens.
var examples = map[string]any{
	"Desk": "A", "Week": agenda.Week{Year: 2027, Number: 10}, "Number": "27 041 253 58",
	"Year": 2027, "Count": 2, "Line": 12, "Column": 8,
}

// exampleFiles are the keys of the names that files have on the pages of the codes.
var exampleFiles = map[string]string{
	"codes-workspace": "guide.example.workspace", "codes-import": "guide.example.import", "codes-vetting": "guide.example.import",
	"codes-output": "guide.example.output", "codes-setup": "guide.example.setup", "codes-other": "guide.example.import",
}

// problem returns what is said of a code, and what to do, filled with examples or "…".
func (l *Library) problem(code string) (said, remedy string) {
	file, named := exampleFiles[l.codes[code]]
	fill := func(key string) string {
		args := map[string]any{}
		for _, found := range placeholder.FindAllStringSubmatch(l.catalog[key], -1) {
			args[found[1]] = "…"
			if example, ok := examples[found[1]]; ok {
				args[found[1]] = example
			}
			if named && found[1] == "File" {
				args["File"] = l.voice.Text(file)
			}
		}
		return l.voice.Say(agenda.Message{Key: key, Args: args})
	}
	return fill(problemPrefix + code), fill(problemPrefix + code + remedySuffix)
}
