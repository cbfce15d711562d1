package picture_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/chart"
	"creneaux/app/wording"
	"creneaux/data/picture"
)

func voice(t testing.TB) *wording.Voice {
	t.Helper()
	v, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// examples has a picture of each kind of chart.
func examples() map[string]chart.Picture {
	nan := math.NaN()
	desks := []chart.Category{{Label: "Guichet 1"}, {Label: "Guichet 2"}, {Label: "Étudiants"}}
	series := []chart.Series{
		{Name: "Publiés", Values: []float64{3200, 2800, 900}}, {Name: "Réservés & confirmés", Values: []float64{3100, nan, 640}},
		{Name: "Honorés", Values: []float64{2500, 2100, 500}, Dashed: true},
	}
	charts := map[string]chart.Chart{
		"lines":   chart.Lines{Categories: desks, Series: series, Target: 3000, TargetName: "Objectif"},
		"bars":    chart.Bars{Categories: desks, Series: series, Target: nan},
		"stacked": chart.StackedBars{Categories: desks, Series: series, Target: nan, TotalName: "Total"},
		"heat": chart.HeatMap{Name: "Mises en ligne", Rows: desks, Columns: desks, Values: [][]float64{
			{0, 1, 2}, {3, nan, 9}, {12, 20, 30},
		}},
		"funnel": chart.Funnel{Name: "Rendez-vous", Stages: []chart.Stage{{Name: "Prévus", Value: 15000}, {Name: "Publiés", Value: 14210}, {Name: "Honorés", Value: 12102}}},
		"timetable": chart.Timetable{
			Days: []chart.Day{{Label: "lun. 1"}, {Label: "mar. 2"}, {Label: "mer. 3", Closed: "Férié"}}, From: 8 * 60, To: 18 * 60,
			Kinds: []string{"Titres", "Remises"}, Blocks: []chart.Block{
				{Day: 0, From: 540, To: 720, Title: "Guichet 1", Text: "36 rendez-vous"}, {Day: 0, From: 600, To: 720, Title: "Guichet 2", Series: 1},
			},
		},
	}
	all := map[string]chart.Picture{}
	for name, c := range charts {
		all[name] = chart.Picture{Title: "Créneaux publiés <2027>", Source: "Source : espace de travail, 2 mars 2027", Chart: c}
	}
	return all
}

func pngOf(t testing.TB, p chart.Picture) image.Image {
	t.Helper()
	var file bytes.Buffer
	if err := picture.WritePNG(context.Background(), &file, p, voice(t)); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// painted is a picture before it becomes a file, at a pixel a unit.
func painted(t testing.TB, p chart.Picture) *image.RGBA {
	t.Helper()
	img, err := picture.PaintSmall(p, voice(t))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func svgOf(t testing.TB, p chart.Picture) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := picture.WriteSVG(context.Background(), &file, p, voice(t)); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// textsOf reads the texts of an SVG by element, and so that it is XML.
func textsOf(t testing.TB, svg []byte) map[string][]string {
	t.Helper()
	texts := map[string][]string{}
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	element := ""
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			element = token.Name.Local
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" {
				texts[element] = append(texts[element], text)
			}
		}
	}
}

func TestSVGSaysWhatItShows(t *testing.T) {
	for name, p := range examples() {
		texts := textsOf(t, svgOf(t, p))
		if got := texts["title"]; len(got) != 1 || got[0] != p.Title {
			t.Errorf("%s: title %q", name, got)
		}
		if got := strings.Join(texts["desc"], ""); !strings.Contains(got, p.Source) || strings.Count(got, "\n") < 2 {
			t.Errorf("%s: described as %q", name, got)
		}
		if got := texts["text"]; len(got) < 5 || got[0] != p.Title {
			t.Errorf("%s: texts %q", name, got)
		}
	}
}

func TestSVGIsXMLWhateverItSays(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := chart.Picture{
			Title: rapid.String().Draw(r, "title"), Source: string(rapid.SliceOf(rapid.Byte()).Draw(r, "source")),
			Chart: chart.Bars{
				Categories: []chart.Category{{Label: rapid.String().Draw(r, "label")}},
				Series:     []chart.Series{{Name: rapid.StringMatching(`[<>&"'\x00-\x1fa-z]{0,9}`).Draw(r, "name"), Values: []float64{3}}},
			},
		}
		textsOf(t, svgOf(t, p))
	})
}

// pixelsOf returns the bytes of a picture, four a pixel, and how many there are to a row.
func pixelsOf(t *testing.T, img image.Image) (pix []uint8, stride int) {
	t.Helper()
	switch img := img.(type) {
	case *image.RGBA:
		return img.Pix, img.Stride
	case *image.NRGBA:
		return img.Pix, img.Stride
	default:
		t.Fatalf("a picture of another kind: %T", img)
		return nil, 0
	}
}

// coverage returns how much of a picture is not white, by tiles of so many pixels.
func coverage(t *testing.T, img image.Image, tile int) (dark [][]float64) {
	t.Helper()
	const every = 3 // pixels are looked at: the race detector makes each one dear
	pix, stride := pixelsOf(t, img)
	size := img.Bounds().Size()
	for y := 0; y+tile <= size.Y; y += tile {
		var row []float64
		for x := 0; x+tile <= size.X; x += tile {
			sum := 0
			for j := y; j < y+tile; j += every {
				for i := x; i < x+tile; i += every {
					at := j*stride + 4*i
					sum += 3*255 - int(pix[at]) - int(pix[at+1]) - int(pix[at+2])
				}
			}
			row = append(row, float64(sum*every*every)/float64(3*255*tile*tile))
		}
		dark = append(dark, row)
	}
	return dark
}

// Two painters of the same marks give the same picture, but for the edges of letters.
func TestSVGAndPNGAgree(t *testing.T) {
	program, err := exec.LookPath("rsvg-convert")
	if err != nil {
		t.Skip("rsvg-convert is not installed")
	}
	for name, p := range examples() {
		file := filepath.Join(t.TempDir(), "chart.svg")
		if err := os.WriteFile(file, svgOf(t, p), 0o600); err != nil {
			t.Fatal(err)
		}
		raw, err := exec.Command(program, file).Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rendered, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		small := painted(t, p)
		if small.Bounds().Size() != rendered.Bounds().Size() {
			t.Fatalf("%s: %v and %v", name, small.Bounds(), rendered.Bounds())
		}
		const tile = 30
		a, b := coverage(t, small, tile), coverage(t, rendered, tile)
		for y := range a {
			for x := range a[y] {
				if difference := math.Abs(a[y][x] - b[y][x]); difference > 0.2 {
					t.Errorf("%s: around %d, %d the PNG is %.2f dark and the SVG %.2f", name, x*tile, y*tile, a[y][x], b[y][x])
				}
			}
		}
	}
}

func TestPNGHasItsTexts(t *testing.T) {
	p := examples()["bars"]
	title := coverage(t, pngOf(t, p).(*image.RGBA).SubImage(image.Rect(56, 56, 536, 116)), 60)
	sum := 0.0
	for _, tile := range title[0] {
		sum += tile
	}
	if sum/float64(len(title[0])) < 0.05 {
		t.Errorf("where the title stands, %.3f is dark", sum/float64(len(title[0])))
	}
}

func TestLettersThatTheReadingTypefaceLacks(t *testing.T) {
	blank, written := chart.Picture{Title: "", Chart: chart.Lines{}}, chart.Picture{Title: "ƁɓƊŊẸẹ Əə", Chart: chart.Lines{}}
	if bytes.Equal(painted(t, blank).Pix, painted(t, written).Pix) {
		t.Error("nothing is written")
	}
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestErrorsOfTheWriter(t *testing.T) {
	p := examples()["heat"]
	for name, write := range map[string]func(context.Context, io.Writer, chart.Picture, *wording.Voice) error{"png": picture.WritePNG, "svg": picture.WriteSVG} {
		if err := write(context.Background(), broken{}, p, voice(t)); !errors.Is(err, errBroken) {
			t.Errorf("%s: %v", name, err)
		}
		ended, end := context.WithCancel(context.Background())
		end()
		var file bytes.Buffer
		if err := write(ended, &file, p, voice(t)); !errors.Is(err, context.Canceled) || file.Len() > 0 {
			t.Errorf("%s: cancelled: %v, %d bytes", name, err, file.Len())
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	p, v := examples()["stacked"], voice(b)
	for b.Loop() {
		if err := picture.WritePNG(context.Background(), io.Discard, p, v); err != nil {
			b.Fatal(err)
		}
	}
}
