package theme

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
)

// drawn tells which drawings the functions Icon… of this package ask for.
func drawn(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "icons.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(f.Name.Name, "Icon") {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok {
				names[f.Name.Name] = strings.Trim(l.Value, `"`)
			}
			return true
		})
	}
	return names
}

func TestEveryIconIsDrawn(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(New(Options{Mode: Light}))
	asked := map[string]bool{}
	for function, name := range drawn(t) {
		asked[name] = true
		if icon(name) == nil {
			t.Errorf("%s: there is no drawing %q", function, name)
		}
	}
	for fyneName, name := range fyneIcons {
		asked[name] = true
		if icon(name) == nil {
			t.Errorf("%s: there is no drawing %q", fyneName, name)
		}
	}
	files, err := filepath.Glob("../../../assets/icons/ui/*.svg")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d drawings, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".svg")
		if regular := strings.TrimSuffix(name, "-filled"); !asked[name] && !asked[regular] {
			t.Errorf("nobody asks for the drawing %q", name)
		}
		// What draws them loses its way in arcs and relative steps written short.
		if path := pathData.FindSubmatch(icon(name).Content()); path == nil || bytes.ContainsAny(path[1], "aAmlhvcsqtHVSQT") {
			t.Errorf("%q is not made of absolute moves, lines and curves alone", name)
		}
		if share := inked(icon(name)); share < 0.02 || share > 0.85 {
			t.Errorf("%q covers %.0f %% of its square: it is not drawn as it should be", name, 100*share)
		}
	}
}

var pathData = regexp.MustCompile(` d="([^"]*)"`)

// inked tells how much of its square an icon covers.
func inked(r fyne.Resource) float64 {
	picture := canvas.NewImageFromResource(r)
	picture.SetMinSize(fyne.NewSize(40, 40))
	look := New(Options{Mode: Light})
	shot, ground := software.Render(picture, look), color.NRGBAModel.Convert(look.Color(fynetheme.ColorNameBackground, 0))
	return share(shot, func(c color.Color) bool { return color.NRGBAModel.Convert(c) != ground })
}

func share(shot image.Image, counts func(color.Color) bool) float64 {
	b, n := shot.Bounds(), 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if counts(shot.At(x, y)) {
				n++
			}
		}
	}
	return float64(n) / float64(b.Dx()*b.Dy())
}

func TestIconsTakeTheColourOfText(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(New(Options{Mode: Light}))
	light := IconUndo().Content()
	app.Settings().SetTheme(New(Options{Mode: Dark}))
	if dark := IconUndo().Content(); bytes.Equal(light, dark) {
		t.Error("the icon is the same in the light and in the dark")
	}
	if IconUndo() != IconUndo() {
		t.Error("an icon must be one resource, or it is drawn anew each time")
	}
}

func TestFilled(t *testing.T) {
	if got := Filled(IconHome()).Name(); !strings.Contains(got, "home-filled") {
		t.Errorf("the filled house is %q", got)
	}
	if Filled(IconUndo()) != IconUndo() {
		t.Error("an icon without a filled counterpart must stay as it is")
	}
	if other := fyne.NewStaticResource("x.svg", nil); Filled(other) != fyne.Resource(other) {
		t.Error("an icon from elsewhere must stay as it is")
	}
	if Filled(nil) != nil {
		t.Error("nothing became something")
	}
}

// One family of icons: nobody takes one of Fyne's.
func TestNobodyTakesAnIconOfFyne(t *testing.T) {
	foreign := regexp.MustCompile(`\bfynetheme\.\w+Icon\(\)`)
	for _, root := range []string{"..", "../../../cmd"} {
		err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if found := foreign.Find(source); found != nil {
				t.Errorf("%s takes %s", path, found)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
