package house

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

const module = "creneaux"

// room is a group of packages that live by the same rule.
type room string

const (
	vocabulary room = "vocabulary" // what everybody speaks
	almanac    room = "almanac"    // holidays, closures, opening hours
	voice      room = "voice"      // sentences in the reader's language
	onomastics room = "onomastics" // what makes two spellings one person's name
	pure       room = "pure"       // one feature each: from input to result with reasons
	contract   room = "contract"   // what a workspace keeps, between use cases and storage
	office     room = "office"     // use cases
	window     room = "window"     // what is shown
	adapter    room = "adapter"    // what reads and writes, each for itself
	wiring     room = "wiring"     // the programs
	assets     room = "assets"     // what is looked at
)

// rules say, for a room and the package patterns that make it, which other rooms its
// packages may import, and which rooms their tests may import beside those. The first
// pattern that fits decides; a pattern that ends in "/..." takes in what is below.
//
// A package may import another one of its own room only where the room is named here
// among those it may import: features do not know each other, nor do adapters.
var rules = []struct {
	room     room
	packages []string
	imports  []room
	inTests  []room
}{
	{vocabulary, []string{"app/agenda", "app/agenda/agendatest"}, []room{vocabulary}, nil},
	{almanac, []string{"app/calendar"}, []room{vocabulary}, []room{voice}},
	{voice, []string{"app/wording"}, []room{vocabulary, assets}, nil},
	{onomastics, []string{"app/names"}, []room{vocabulary}, []room{voice}},
	{contract, []string{"app/workspace"}, []room{vocabulary, almanac, onomastics, pure}, nil},
	{office, []string{"app/office"}, []room{vocabulary, almanac, voice, onomastics, pure, contract}, []room{adapter}},
	{window, []string{"app/ui", "app/ui/..."}, []room{vocabulary, almanac, voice, onomastics, pure, contract, office, assets, window}, []room{adapter}},
	{pure, []string{"app/*"}, []room{vocabulary, almanac, voice, onomastics}, nil},
	{adapter, []string{"data/*"}, []room{vocabulary, almanac, voice, onomastics, pure, contract, assets}, nil},
	{assets, []string{"assets/*"}, nil, nil},
	{wiring, []string{"cmd/*", "cmd/internal/*"}, []room{vocabulary, almanac, voice, onomastics, pure, contract, office, window, adapter, assets, wiring}, nil},
}

// confined are the libraries that only some packages may use. Tests may use them too,
// to read back what was written.
var confined = []struct {
	library  string
	packages []string
}{
	{"fyne.io/fyne/v2", []string{"app/ui", "app/ui/...", "cmd/creneaux"}},
	{"github.com/mattn/go-sqlite3", []string{"data/sqlite"}},
	{"database/sql", []string{"data/sqlite"}},
	{"github.com/jung-kurt/gofpdf", []string{"data/pdf"}},
	{"github.com/xuri/excelize/v2", []string{"data/spreadsheet"}},
	{"github.com/arran4/golang-ical", []string{"data/ical"}},
	{"github.com/spf13/cobra", []string{"cmd/creneauxctl"}},
}

// libraries are all the ones beyond the standard library that a room which decides,
// and so must give the same answer everywhere and always, may use. Rooms that are not
// named may use any that is not confined to others.
var libraries = map[room][]string{
	vocabulary: nil,
	almanac:    nil,
	contract:   nil,
	voice:      {"github.com/nicksnyder/go-i18n/v2", "golang.org/x/text"},
	pure:       {"golang.org/x/text", "golang.org/x/net/idna", "github.com/agnivade/levenshtein", "gonum.org/v1/gonum/mathext"},
	onomastics: {"golang.org/x/text"},
	assets:     {"codeberg.org/go-fonts"},
}

// ambient are the parts of the standard library that bring in the world outside; the
// rooms of [libraries] get time, randomness and files as arguments instead.
var ambient = []string{"os", "os/exec", "net", "net/http", "crypto/rand", "math/rand", "path/filepath", "log", "log/slog"}

// ambientCalls are the functions, by package, that ask the machine for the time.
var ambientCalls = map[string][]string{
	"time": {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"},
}

// forbidden says why a package may not import another, or nothing when it may. Both
// are paths as Go writes them; those of the module begin with its name.
func forbidden(from, to string, inTest bool) string {
	home, known := roomOf(from)
	if !known {
		return fmt.Sprintf("%s is in no room of the house", from)
	}
	if strings.HasPrefix(to, module+"/") {
		return forbiddenRoom(from, to, home, inTest)
	}
	if inTest {
		return ""
	}
	return forbiddenLibrary(from, to, home)
}

func forbiddenRoom(from, to string, home room, inTest bool) string {
	if !inTest && strings.HasSuffix(to, "test") {
		return fmt.Sprintf("%s is for tests alone, not for %s", to, from)
	}
	target, known := roomOf(to)
	if !known {
		return fmt.Sprintf("%s is in no room of the house", to)
	}
	if inTest && from == to {
		return "" // the outer test package of the same folder
	}
	for _, rule := range rules {
		if rule.room != home {
			continue
		}
		if slices.Contains(rule.imports, target) || inTest && slices.Contains(rule.inTests, target) {
			return ""
		}
	}
	return fmt.Sprintf("%s (%s) may not import %s (%s)", from, home, to, target)
}

func forbiddenLibrary(from, to string, home room) string {
	for _, c := range confined {
		if within(to, c.library) && !slices.ContainsFunc(c.packages, func(p string) bool { return matches(p, local(from)) }) {
			return fmt.Sprintf("only %s may import %s, not %s", strings.Join(c.packages, ", "), to, from)
		}
	}
	allowed, strict := libraries[home]
	switch {
	case !strict:
		return ""
	case isStandard(to) && slices.Contains(ambient, to):
		return fmt.Sprintf("%s (%s) may not import %s: what it brings must be an argument", from, home, to)
	case isStandard(to), slices.ContainsFunc(allowed, func(library string) bool { return within(to, library) }):
		return ""
	}
	return fmt.Sprintf("%s (%s) may not use the library %s", from, home, to)
}

// roomOf returns the room of a package of the module.
func roomOf(pkg string) (room, bool) {
	for _, rule := range rules {
		for _, pattern := range rule.packages {
			if matches(pattern, local(pkg)) {
				return rule.room, true
			}
		}
	}
	return "", false
}

func local(pkg string) string { return strings.TrimPrefix(pkg, module+"/") }

func matches(pattern, name string) bool {
	if above, ok := strings.CutSuffix(pattern, "/..."); ok {
		return strings.HasPrefix(name, above+"/")
	}
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}

// within reports whether an import path is a library or a package below it.
func within(importPath, library string) bool {
	return importPath == library || strings.HasPrefix(importPath, library+"/")
}

// isStandard tells the standard library by its first element, which has no dot.
func isStandard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}
