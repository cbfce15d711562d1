package translations_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"creneaux/assets/translations"
)

// families are the beginnings of keys that the sources complete while they run. What
// a family lacks is noticed by the tests of the package that completes it.
var families = []string{
	"action.menu.",
	"ctl.severity.",
	"ctl.verdict.",
	"guide.codes.",
	"guide.group.",
	"ui.nav.",
	"wording.month-short.",
	"wording.month.",
	"wording.weekday-short.",
	"wording.weekday.",
}

// sentence is what a catalogue says for a key: one text, or one for each plural form.
type sentence map[string]string

const onlyForm = "" // the form of a sentence without plural

func (s sentence) plural() bool { _, only := s[onlyForm]; return !only }

var placeholder = regexp.MustCompile(`{{\.([A-Z][A-Za-z0-9]*)}}`)

// placeholders returns the names that any form of the sentence is filled with, sorted.
func (s sentence) placeholders() []string {
	names := map[string]bool{}
	for _, text := range s {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			names[found[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// catalogue holds all sentences of one language by key.
type catalogue map[string]sentence

// read gathers the files of one language and reports keys that stand twice.
func read(t *testing.T, lang string) catalogue {
	t.Helper()
	names, err := fs.Glob(translations.Files, "*."+lang+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogue in %s: %v", lang, err)
	}
	all, from := catalogue{}, map[string]string{}
	for _, name := range names {
		text, err := translations.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		err = eachEntry(text, func(key string, s sentence) {
			if before, twice := from[key]; twice {
				t.Errorf("%s stands in %s and in %s", key, before, name)
			}
			all[key], from[key] = s, name
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return all
}

// eachEntry reads one file. It goes from token to token because a map would hide a key
// that is there twice.
func eachEntry(text []byte, visit func(string, sentence)) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return fmt.Errorf("not a JSON object: %v", err)
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		s, err := sentenceOf(value)
		if err != nil {
			return fmt.Errorf("%v: %w", key, err)
		}
		visit(key.(string), s)
	}
	if _, err := decoder.Token(); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return fmt.Errorf("something follows the object")
	}
	return nil
}

func sentenceOf(value json.RawMessage) (sentence, error) {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return sentence{onlyForm: text}, nil
	}
	var forms sentence
	if err := json.Unmarshal(value, &forms); err != nil {
		return nil, err
	}
	if got := slices.Sorted(maps.Keys(forms)); !slices.Equal(got, []string{"one", "other"}) {
		return nil, fmt.Errorf("plural forms %q, want one and other", got)
	}
	return forms, nil
}

var (
	plainKey   = regexp.MustCompile(`^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$`)
	problemKey = regexp.MustCompile(`^problem\.([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)(\.do)?$`)
)

func TestLanguagesSayTheSame(t *testing.T) {
	french, english := read(t, "fr"), read(t, "en")
	for key, fr := range french {
		en, ok := english[key]
		switch {
		case !ok:
			t.Errorf("%s is not said in English", key)
		case fr.plural() != en.plural():
			t.Errorf("%s has plural forms in one language only", key)
		case !slices.Equal(fr.placeholders(), en.placeholders()):
			t.Errorf("%s is filled with %q in French and with %q in English", key, fr.placeholders(), en.placeholders())
		}
	}
	for key := range english {
		if _, ok := french[key]; !ok {
			t.Errorf("%s is not said in French", key)
		}
	}
}

func TestKeysAreWellFormed(t *testing.T) {
	french := read(t, "fr")
	for key := range french {
		if !plainKey.MatchString(key) && !problemKey.MatchString(key) {
			t.Errorf("%s is neither lower case words with dots nor problem.CODE", key)
		}
	}
}

func TestProblemsSayWhatToDo(t *testing.T) {
	french := read(t, "fr")
	for key := range french {
		match := problemKey.FindStringSubmatch(key)
		if match == nil {
			continue
		}
		for _, twin := range []string{"problem." + match[1], "problem." + match[1] + ".do"} {
			if _, ok := french[twin]; !ok {
				t.Errorf("%s has no %s beside it", key, twin)
			}
		}
	}
}

func TestSentencesAreWellSet(t *testing.T) {
	for lang, faults := range map[string]func(string) []string{"fr": frenchFaults, "en": englishFaults} {
		for key, s := range read(t, lang) {
			for _, text := range s {
				for _, fault := range append(templateFaults(text), faults(text)...) {
					t.Errorf("%s (%s): %s: %q", key, lang, fault, text)
				}
			}
		}
	}
}

// templateFaults says what is wrong with a sentence in any language.
func templateFaults(text string) []string {
	var faults []string
	if strings.TrimSpace(text) == "" {
		faults = append(faults, "nothing is said")
	}
	if strings.Contains(placeholder.ReplaceAllString(text, ""), "{{") {
		faults = append(faults, "a placeholder is not of the form {{.Name}}")
	}
	return faults
}

var (
	// Tall marks of French need a no-break space before them, narrow or not; hours and
	// addresses (9:05, https://) and runs of marks (?!) do not.
	spaceless   = regexp.MustCompile(`[^\x{202f}\x{a0}:;!?»][:;!?»]`)
	techUse     = regexp.MustCompile(`[0-9]:[0-9]|[a-z]://`)
	openQuote   = regexp.MustCompile(`«[^\x{202f}\x{a0}]`)
	looseMark   = regexp.MustCompile(`[\x{202f}\x{a0} ][:;!?]`)
	plainSpace  = regexp.MustCompile(` [:;!?»]`)
	twoSpaces   = regexp.MustCompile(`\S  `) // lines of a list begin with two
	straightOne = regexp.MustCompile(`\pL'\pL`)
)

func frenchFaults(text string) []string {
	var faults []string
	bare := techUse.ReplaceAllString(text, "")
	if strings.ContainsAny(firstOf(bare), ":;!?»") || spaceless.MatchString(bare) || plainSpace.MatchString(bare) {
		faults = append(faults, "no no-break space before : ; ! ? »")
	}
	if openQuote.MatchString(bare) {
		faults = append(faults, "no no-break space after «")
	}
	if straightOne.MatchString(bare) {
		faults = append(faults, "a straight apostrophe, French has ’")
	}
	if twoSpaces.MatchString(bare) {
		faults = append(faults, "two spaces")
	}
	return faults
}

func englishFaults(text string) []string {
	if looseMark.MatchString(text) {
		return []string{"a space before : ; ! ?, which English does not have"}
	}
	return nil
}

func firstOf(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}

func TestFaultsAreSeen(t *testing.T) {
	for text, faulty := range map[string]bool{
		"Prêt\u202f: 3\u00a0; ouvert à 9:05\u202f!": false, "Que faire\u202f?!": false,
		"«\u00a0Guichet\u00a0»": false, "L’agent": false, "voir https://exemple.fr": false,
		"Prêt : 3": true, "Prêt: 3": true, "«Guichet»": true, "L'agent": true, "{{.Desk}}!": true, "deux  espaces": true, "?": true,
	} {
		if got := frenchFaults(text); (len(got) > 0) != faulty {
			t.Errorf("%q: got %q, faulty should be %t", text, got, faulty)
		}
	}
	for text, faulty := range map[string]bool{"{{.Desk}} is full.": false, " \u00a0": true, "{{.desk}}": true, "{{if .X}}": true} {
		if got := templateFaults(text); (len(got) > 0) != faulty {
			t.Errorf("%q: got %q, faulty should be %t", text, got, faulty)
		}
	}
	if len(englishFaults("Ready : 3")) == 0 || len(englishFaults("Ready: 3")) > 0 {
		t.Error("English: the space before a colon is not judged")
	}
	for _, text := range []string{`{"a.b": "x"`, `[]`, `{"a.b": {"many": "x"}}`, `{"a.b": 3}`, `{} {}`} {
		if eachEntry([]byte(text), func(string, sentence) {}) == nil {
			t.Errorf("%s passes for a catalogue", text)
		}
	}
}

// call is one place where the sources name a sentence and what fills it.
type call struct {
	at    string   // file and line
	name  string   // Msg, Text or NewProblem
	first string   // key or problem code
	names []string // names of the values
	whole bool     // all names are literal
}

// keys returns the keys that the call needs.
func (c call) keys() []string {
	if c.name == "NewProblem" {
		return []string{"problem." + c.first, "problem." + c.first + ".do"}
	}
	return []string{c.first}
}

// mentions are what the sources of the programs, tests aside, say about sentences.
type mentions struct {
	calls    []call
	literals map[string]string // every string literal, and a place where it stands
}

func scan(t *testing.T) mentions {
	t.Helper()
	found := mentions{literals: map[string]string{}}
	root := os.DirFS("../..")
	for _, folder := range []string{"app", "cmd", "data"} {
		err := fs.WalkDir(root, folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			return found.add(name, text)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func (m *mentions) add(name string, text []byte) error {
	files := token.NewFileSet()
	syntax, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	at := func(n ast.Node) string { return fmt.Sprintf("%s:%d", name, files.Position(n.Pos()).Line) }
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, ok := stringOf(n); ok {
				m.literals[s] = at(n)
			}
		case *ast.CallExpr:
			if c, ok := callOf(n); ok {
				c.at = at(n)
				m.calls = append(m.calls, c)
			}
		}
		return true
	})
	return nil
}

// callOf recognises agenda.Msg("key", …), voice.Text("key", …) and
// agenda.NewProblem("CODE", …).
func callOf(n *ast.CallExpr) (call, bool) {
	var c call
	switch f := n.Fun.(type) {
	case *ast.Ident:
		c.name = f.Name
	case *ast.SelectorExpr:
		c.name = f.Sel.Name
	}
	if !slices.Contains([]string{"Msg", "Text", "NewProblem"}, c.name) || len(n.Args) == 0 {
		return call{}, false
	}
	first, ok := stringOf(n.Args[0])
	if !ok || c.name == "Text" && !plainKey.MatchString(first) && !problemKey.MatchString(first) {
		return call{}, false
	}
	c.first, c.whole = first, !n.Ellipsis.IsValid()
	for i := 1; i < len(n.Args); i += 2 {
		name, ok := stringOf(n.Args[i])
		c.names, c.whole = append(c.names, name), c.whole && ok
	}
	return c, true
}

func stringOf(n ast.Expr) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// fileName tells names of files, which look like keys: setup.json.
var fileName = regexp.MustCompile(`\.(json|csv|xlsx|xls|ods|pdf|ics|png|svg|md|sql|txt|ttf|go|log|lock|creneaux)$`)

// missing returns what the sources say and the catalogue does not have or cannot fill.
func (m mentions) missing(all catalogue) []string {
	var faults []string
	for _, c := range m.calls {
		for _, key := range c.keys() {
			s, ok := all[key]
			if !ok {
				faults = append(faults, fmt.Sprintf("%s: no catalogue has %s", c.at, key))
				continue
			}
			for _, name := range s.placeholders() {
				if c.whole && !slices.Contains(c.names, name) {
					faults = append(faults, fmt.Sprintf("%s: %s wants a value named %s", c.at, key, name))
				}
			}
			if s.plural() && c.whole && !slices.Contains(c.names, "Count") {
				faults = append(faults, fmt.Sprintf("%s: %s has plural forms and wants a value named Count", c.at, key))
			}
		}
	}
	areas := areasOf(all)
	for literal, at := range m.literals {
		if !areas[areaOf(literal)] || fileName.MatchString(literal) {
			continue
		}
		if _, known := all[literal]; plainKey.MatchString(literal) && !known {
			faults = append(faults, fmt.Sprintf("%s: %q looks like a key and no catalogue has it", at, literal))
		}
		if isFamily(literal) && !slices.Contains(families, literal) {
			faults = append(faults, fmt.Sprintf("%s: %q looks like the beginning of computed keys; name it in families", at, literal))
		}
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}

// unused returns the keys that the sources name nowhere.
func (m mentions) unused(all catalogue) []string {
	var keys []string
	for key := range all {
		said := key
		if match := problemKey.FindStringSubmatch(key); match != nil {
			said = match[1]
		}
		_, named := m.literals[said]
		computed := slices.ContainsFunc(families, func(family string) bool { return strings.HasPrefix(key, family) })
		if !named && !computed {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

func areasOf(all catalogue) map[string]bool {
	areas := map[string]bool{}
	for key := range all {
		if areaOf(key) != "problem" { // its keys are made from codes, in app/wording
			areas[areaOf(key)] = true
		}
	}
	return areas
}

func areaOf(key string) string {
	area, _, _ := strings.Cut(key, ".")
	return area
}

func isFamily(literal string) bool {
	beginning, ok := strings.CutSuffix(literal, ".")
	return ok && plainKey.MatchString(beginning)
}

func TestEverySentenceOfTheSourcesExists(t *testing.T) {
	m := scan(t)
	if len(m.calls) == 0 {
		t.Fatal("the sources name no sentence at all: is the scan broken?")
	}
	for _, fault := range m.missing(read(t, "fr")) {
		t.Error(fault)
	}
}

func TestNoSentenceIsUnused(t *testing.T) {
	m := scan(t)
	for _, key := range m.unused(read(t, "fr")) {
		t.Errorf("%s is said nowhere in the sources", key)
	}
	for _, family := range families {
		if _, ok := m.literals[family]; !ok {
			t.Errorf("the family %s is computed nowhere in the sources", family)
		}
	}
}

func TestScanSeesWhatIsMissing(t *testing.T) {
	m := mentions{literals: map[string]string{}}
	err := m.add("x.go", []byte(`package x
		var (
			a = agenda.Msg("plan.known", "Desk", d)
			b = agenda.Msg("plan.absent")
			c = agenda.Msg("plan.known", "Week", w)
			d = agenda.NewProblem("GONE")
			e = voice.Text("plan.count", "N", 1)
			f = command("plan.elsewhere", "plan.xlsx")
			g = voice.Text("plan.state." + state)
			h = pdf.Text("1.5")
			i = agenda.Msg("plan.known", pairs...)
		)`))
	if err != nil {
		t.Fatal(err)
	}
	all := catalogue{
		"plan.known": {onlyForm: "{{.Desk}}"}, "plan.count": {"one": "1", "other": "{{.N}}"},
		"plan.spare": {onlyForm: "x"}, "problem.SPARE": {onlyForm: "x"},
	}
	want := []string{
		`x.go:4: "plan.absent" looks like a key and no catalogue has it`,
		`x.go:4: no catalogue has plan.absent`,
		`x.go:5: plan.known wants a value named Desk`,
		`x.go:6: no catalogue has problem.GONE`,
		`x.go:6: no catalogue has problem.GONE.do`,
		`x.go:7: plan.count has plural forms and wants a value named Count`,
		`x.go:8: "plan.elsewhere" looks like a key and no catalogue has it`,
		`x.go:9: "plan.state." looks like the beginning of computed keys; name it in families`,
	}
	if got := m.missing(all); !slices.Equal(got, want) {
		t.Errorf("missing:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := m.unused(all); !slices.Equal(got, []string{"plan.spare", "problem.SPARE"}) {
		t.Errorf("unused: %q", got)
	}
}
