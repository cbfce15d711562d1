package chart

import (
	"image"
	"image/color"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func picture(w, h int, scale float64, marks ...Mark) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	Raster(img, Drawing{Marks: marks}, Paper, scale)
	return img
}

// covered returns how many whole pixels are painted, partly painted ones by their part.
func covered(img *image.RGBA) (sum float64) {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			sum += float64(img.RGBAAt(x, y).A) / 255
		}
	}
	return sum
}

func TestRectanglesAreSharp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := rapid.Float64Range(1, 20).Draw(t, "x"), rapid.Float64Range(1, 20).Draw(t, "y")
		w, h := rapid.Float64Range(0, 20).Draw(t, "w"), rapid.Float64Range(0, 20).Draw(t, "h")
		img := picture(100, 100, rapid.Float64Range(0.8, 2).Draw(t, "scale"),
			Mark{Kind: Rect, Points: []Point{{x, y}, {x + w, y + h}}, Paint: Paint{Ink: InkText}})
		for i := 3; i < len(img.Pix); i += 4 {
			if a := img.Pix[i]; a != 0 && a != 255 {
				t.Fatalf("a pixel is covered by %d", a)
			}
		}
		if covered(img) == 0 {
			t.Fatal("a thin rectangle is not seen")
		}
	})
}

func TestAreasCoverWhatTheyMeasure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		corner := func() Point {
			return Point{rapid.Float64Range(5, 55).Draw(t, "x"), rapid.Float64Range(5, 55).Draw(t, "y")}
		}
		a, b, c := corner(), corner(), corner()
		img := picture(60, 60, 1, Mark{Kind: Area, Points: []Point{a, b, c}, Paint: Paint{Ink: InkText}})
		want := math.Abs((b.X-a.X)*(c.Y-a.Y)-(c.X-a.X)*(b.Y-a.Y)) / 2
		if got := covered(img); math.Abs(got-want) > 0.02*want+4 {
			t.Fatalf("the triangle %v %v %v of %v covers %v", a, b, c, want, got)
		}
	})
}

func TestLinesAreAsLongAndBroadAsTheyAre(t *testing.T) {
	for _, c := range []struct {
		name string
		mark Mark
		want float64
	}{
		{"line", Mark{Kind: Line, Points: []Point{{10, 10}, {50, 40}}, Width: 2}, 100 + math.Pi},
		{"line back and forth", Mark{Kind: Line, Points: []Point{{10, 10}, {50, 40}, {10, 10}}, Width: 2}, 100 + math.Pi},
		{"dashes", Mark{Kind: Line, Points: []Point{{10, 20.5}, {50, 20.5}}, Width: 2, Dash: []float64{6, 4}}, 48 + math.Pi/2},
		{"strokes", Mark{Kind: Strokes, Points: []Point{{10, 10.5}, {20, 10.5}, {30, 30.5}, {40, 30.5}}, Width: 3}, 60},
		{"disc", Mark{Kind: Disc, Points: []Point{{30, 30}}, Radius: 8}, 64 * math.Pi},
	} {
		c.mark.Paint = Paint{Ink: InkText}
		for _, scale := range []float64{1, 2} {
			got := covered(picture(120, 120, scale, c.mark)) / scale / scale
			if math.Abs(got-c.want) > 0.06*c.want {
				t.Errorf("%s at %v: covers %.1f instead of %.1f", c.name, scale, got, c.want)
			}
		}
	}
}

func TestThinnedInkLiesBetween(t *testing.T) {
	half := Palette(func(i Ink) color.NRGBA {
		if i == InkSurface {
			return color.NRGBA{R: 255, G: 255, B: 255, A: 255}
		}
		return color.NRGBA{A: 255}
	}).Color(Paint{Ink: InkText, Share: 0.5})
	if half != (color.NRGBA{R: 128, G: 128, B: 128, A: 255}) {
		t.Errorf("half of black on white is %v", half)
	}
}

func BenchmarkRasterYear(b *testing.B) {
	d := year().Draw(sheetOf(words(b), 900, 300))
	img := image.NewRGBA(image.Rect(0, 0, 1800, 600))
	for b.Loop() {
		Raster(img, d, Paper, 2)
	}
}

func BenchmarkRasterHeatMap(b *testing.B) {
	d := hours().Draw(sheetOf(words(b), 900, 300))
	img := image.NewRGBA(image.Rect(0, 0, 1800, 600))
	for b.Loop() {
		Raster(img, d, Paper, 2)
	}
}
