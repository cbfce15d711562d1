package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// top is the top of the work tree as seen from this folder.
const top = "../../.."

// topLevel is everything that may stand there, dot files aside; what the build leaves
// behind is not in the repository.
var topLevel = []string{
	"cmd", "app", "data", "assets", "go.mod", "go.sum", "FyneApp.toml", "Makefile", "README.md", "LICENSE",
	"bin", "demo", "dist", "out",
}

// source is one parsed Go file of the module.
type source struct {
	file   string // path from the top of the work tree, with slashes
	pkg    string // import path of its folder
	inTest bool
	syntax *ast.File
}

// sources parses every Go file of the module, for every system it is built for.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	root := os.DirFS(top)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		if err != nil {
			return err
		}
		all = append(all, source{
			file: name, pkg: module + "/" + path.Dir(name),
			inTest: strings.HasSuffix(name, "_test.go"), syntax: syntax,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no Go file found: is the test in another folder than it thinks?")
	}
	return all
}

func (s source) imports(t *testing.T) []string {
	t.Helper()
	var paths []string
	for _, spec := range s.syntax.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatalf("%s: %v", s.file, err)
		}
		paths = append(paths, importPath)
	}
	return paths
}

func TestImportsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		for _, to := range s.imports(t) {
			if why := forbidden(s.pkg, to, s.inTest); why != "" {
				t.Errorf("%s: %s", s.file, why)
			}
		}
	}
}

func TestPackagesThatDecideAskNoClock(t *testing.T) {
	for _, s := range sources(t) {
		home, _ := roomOf(s.pkg)
		if _, strict := libraries[home]; !strict || s.inTest {
			continue
		}
		for _, call := range ambientUses(s.syntax) {
			t.Errorf("%s: %s in a package that decides: the time must be an argument", s.file, call)
		}
	}
}

// The scripts spare the planner the race detector for what this test says.
func TestThePlannerComputesOnOneGoroutine(t *testing.T) {
	for _, s := range sources(t) {
		if s.pkg != module+"/app/capacity" || s.inTest {
			continue
		}
		if slices.ContainsFunc(s.imports(t), func(path string) bool { return within(path, "sync") }) {
			t.Errorf("%s guards something against other goroutines", s.file)
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.GoStmt, *ast.ChanType:
				t.Errorf("%s works on several goroutines", s.file)
			}
			return true
		})
	}
}

// ambientUses returns the functions of [ambientCalls] that a file mentions.
func ambientUses(file *ast.File) []string {
	var uses []string
	ast.Inspect(file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if from, ok := selector.X.(*ast.Ident); ok && slices.Contains(ambientCalls[from.Name], selector.Sel.Name) {
			uses = append(uses, from.Name+"."+selector.Sel.Name)
		}
		return true
	})
	return uses
}

func TestEveryPackageSaysWhatBelongsInIt(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		if s.inTest {
			continue
		}
		doc := s.syntax.Doc.Text()
		begins := "Package " + s.syntax.Name.Name + " "
		if s.syntax.Name.Name == "main" {
			begins = "Command " + path.Base(s.pkg) + " "
		}
		documented[s.pkg] = documented[s.pkg] || strings.HasPrefix(doc, begins)
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("%s has no comment that begins with \"Package …\" or \"Command …\"", pkg)
		}
	}
}

func TestNothingNewAtTheTop(t *testing.T) {
	entries, err := os.ReadDir(top)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) {
			t.Errorf("%s stands at the top level; its place is in cmd, app, data, assets or a dot folder", e.Name())
		}
	}
}

// The program for scripts and servers must run where there is no display and no
// OpenGL library, so not even a package of a package may bring Fyne in.
func TestCommandLineProgramHasNoWindow(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "./cmd/creneauxctl")
	list.Dir = filepath.FromSlash(top)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	if !slices.Contains(packages, module+"/cmd/creneauxctl") {
		t.Fatalf("go list answered something else than the packages of creneauxctl: %q", out)
	}
	for _, pkg := range packages {
		if within(pkg, "fyne.io") || within(pkg, module+"/app/ui") || within(pkg, "github.com/go-gl") {
			t.Errorf("creneauxctl is built with %s", pkg)
		}
	}
}

func TestRulesAllowAndForbid(t *testing.T) {
	for _, edge := range []struct {
		from, to string
		inTest   bool
		allowed  bool
	}{
		{from: "cmd/creneaux", to: "creneaux/app/ui", allowed: true},
		{from: "cmd/creneaux", to: "creneaux/cmd/internal/wire", allowed: true},
		{from: "cmd/internal/wire", to: "creneaux/data/sqlite", allowed: true},
		{from: "cmd/creneaux", to: "fyne.io/fyne/v2/app", allowed: true},
		{from: "cmd/creneauxctl", to: "creneaux/app/office", allowed: true},
		{from: "cmd/creneauxctl", to: "github.com/spf13/cobra", allowed: true},
		{from: "cmd/creneauxctl", to: "fyne.io/fyne/v2"},
		{from: "cmd/internal/wire", to: "fyne.io/fyne/v2/widget"},
		{from: "cmd/creneauxctl", to: "database/sql"},

		{from: "app/ui", to: "creneaux/app/office", allowed: true},
		{from: "app/ui/screens/plan", to: "creneaux/app/ui/widgets", allowed: true},
		{from: "app/ui/screens/plan", to: "creneaux/app/capacity", allowed: true},
		{from: "app/ui", to: "creneaux/assets/icons", allowed: true},
		{from: "app/ui/widgets", to: "fyne.io/fyne/v2/widget", allowed: true},
		{from: "app/ui/screens/plan", to: "creneaux/data/sqlite"},
		{from: "app/ui/screens/plan", to: "creneaux/data/sqlite", inTest: true, allowed: true},
		{from: "app/ui", to: "creneaux/cmd/internal/wire"},
		{from: "app/ui", to: "github.com/xuri/excelize/v2"},

		{from: "app/office", to: "creneaux/app/vetting", allowed: true},
		{from: "app/office", to: "creneaux/app/workspace", allowed: true},
		{from: "app/office", to: "creneaux/data/sqlite"},
		{from: "app/office", to: "creneaux/data/sqlite", inTest: true, allowed: true},
		{from: "app/office", to: "creneaux/app/ui"},
		{from: "app/office", to: "creneaux/app/ui", inTest: true},
		{from: "app/office", to: "fyne.io/fyne/v2"},
		{from: "app/office", to: "database/sql"},

		{from: "data/sqlite", to: "creneaux/app/workspace", allowed: true},
		{from: "data/sqlite", to: "database/sql", allowed: true},
		{from: "data/sqlite", to: "github.com/mattn/go-sqlite3", allowed: true},
		{from: "data/pdf", to: "creneaux/app/convocation", allowed: true},
		{from: "data/pdf", to: "github.com/jung-kurt/gofpdf", allowed: true},
		{from: "data/pdf", to: "creneaux/data/reference"},
		{from: "data/pdf", to: "creneaux/data/reference", inTest: true},
		{from: "data/pdf", to: "creneaux/app/office"},
		{from: "data/pdf", to: "creneaux/app/ui/theme"},
		{from: "data/spreadsheet", to: "github.com/jung-kurt/gofpdf"},
		{from: "data/pdf", to: "github.com/xuri/excelize/v2"},
		{from: "data/ical", to: "github.com/arran4/golang-ical", allowed: true},
		{from: "data/pdf", to: "github.com/arran4/golang-ical"},
		{from: "data/reference", to: "database/sql"},

		{from: "app/capacity", to: "creneaux/app/agenda", allowed: true},
		{from: "app/capacity", to: "creneaux/app/calendar", allowed: true},
		{from: "app/convocation", to: "creneaux/app/wording", allowed: true},
		{from: "app/vetting", to: "golang.org/x/text/unicode/norm", allowed: true},
		{from: "app/vetting", to: "creneaux/app/names", allowed: true},
		{from: "data/sqlite", to: "creneaux/app/names", allowed: true},
		{from: "app/names", to: "creneaux/app/vetting"},
		{from: "app/names", to: "golang.org/x/text/unicode/norm", allowed: true},
		{from: "app/names", to: "os"},
		{from: "app/vetting", to: "golang.org/x/net/idna", allowed: true},
		{from: "app/vetting", to: "math/rand/v2", allowed: true},
		{from: "app/vetting", to: "pgregory.net/rapid", inTest: true, allowed: true},
		{from: "app/vetting", to: "creneaux/app/vetting", inTest: true, allowed: true},
		{from: "app/vetting", to: "golang.org/x/net/html"},
		{from: "app/vetting", to: "pgregory.net/rapid"},
		{from: "app/vetting", to: "creneaux/app/publication"},
		{from: "app/vetting", to: "creneaux/app/publication", inTest: true},
		{from: "app/vetting", to: "creneaux/app/workspace"},
		{from: "app/vetting", to: "creneaux/app/office"},
		{from: "app/vetting", to: "creneaux/data/reference"},
		{from: "app/publication", to: "crypto/rand"},
		{from: "app/statistics", to: "os"},
		{from: "app/statistics", to: "fyne.io/fyne/v2"},
		{from: "app/calendar", to: "creneaux/app/capacity"},

		{from: "app/agenda", to: "strings", allowed: true},
		{from: "app/agenda", to: "creneaux/app/calendar"},
		{from: "app/capacity", to: "creneaux/app/agenda/agendatest"},
		{from: "app/capacity", to: "creneaux/app/agenda/agendatest", inTest: true, allowed: true},
		{from: "app/agenda", to: "golang.org/x/text/unicode/norm"},
		{from: "app/wording", to: "creneaux/assets/translations", allowed: true},
		{from: "app/wording", to: "creneaux/app/calendar"},
		{from: "app/workspace", to: "creneaux/app/intake", allowed: true},
		{from: "app/workspace", to: "creneaux/app/office"},
		{from: "assets/help", to: "embed", allowed: true},
		{from: "assets/help", to: "creneaux/app/wording"},

		{from: "tools/release", to: "strings"},
		{from: "data/pdf/fonts", to: "strings"},
		{from: "app/office", to: "creneaux/lib/util"},
	} {
		why := forbidden(module+"/"+edge.from, edge.to, edge.inTest)
		if (why == "") != edge.allowed {
			t.Errorf("%s → %s (in a test: %t): allowed should be %t, got %q", edge.from, edge.to, edge.inTest, edge.allowed, why)
		}
	}
}

func TestAmbientUsesAreSeen(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", `package x
		import "time"
		var now = time.Now
		func f(t time.Time) time.Duration { return time.Since(t) }
		func g(t time.Time) int { return t.Year() }`, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := ambientUses(file); !slices.Equal(got, []string{"time.Now", "time.Since"}) {
		t.Errorf("got %q", got)
	}
}
