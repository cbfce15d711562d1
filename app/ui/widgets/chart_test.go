package widgets

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

func TestTicksAreRoundAndReachAround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.Float64Range(-1e6, 0).Draw(t, "least")
		most := least + rapid.Float64Range(1e-3, 1e6).Draw(t, "range")
		about := rapid.IntRange(1, 12).Draw(t, "about")
		whole := rapid.Bool().Draw(t, "whole")
		ticks := roundTicks(least, most, about, whole)
		step := ticks[1] - ticks[0]
		if ticks[0] > least || ticks[len(ticks)-1] < most {
			t.Fatalf("%v does not reach from %v to %v", ticks, least, most)
		}
		if len(ticks) > about+2 {
			t.Fatalf("%d ticks instead of about %d", len(ticks), about)
		}
		for i, tick := range ticks {
			if whole && tick != math.Trunc(tick) {
				t.Fatalf("%v is not whole", tick)
			}
			if i > 0 && math.Abs(tick-ticks[i-1]-step) > step*1e-6 {
				t.Fatalf("uneven: %v", ticks)
			}
		}
	})
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		least, most float64
		about       int
		whole       bool
		want        string
	}{
		{0, 340, 7, true, "[0 50 100 150 200 250 300 350]"},
		{0, 15000, 6, true, "[0 2500 5000 7500 10000 12500 15000]"},
		{0, 2, 6, true, "[0 1 2]"},
		{0, 9, 4, true, "[0 5 10]"},
		{0, 0.8, 4, false, "[0 0.2 0.4 0.6000000000000001 0.8]"},
		{-30, 40, 4, true, "[-40 -20 0 20 40]"},
		{0, 0, 5, true, "[0 1]"},
	} {
		if got := fmt.Sprint(roundTicks(c.least, c.most, c.about, c.whole)); got != c.want {
			t.Errorf("%v to %v by %d: %s, want %s", c.least, c.most, c.about, got, c.want)
		}
	}
}

func TestLabelsDoNotTouch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.Float32Range(1, 200).Draw(t, "label")
		step := rapid.Float32Range(0.5, 100).Draw(t, "step")
		count := rapid.IntRange(namesAtMost+1, 2000).Draw(t, "count")
		every := labelEvery(label, step, count)
		if every < 1 || step*float32(every) < label && every < count {
			t.Fatalf("a label of %v every %d steps of %v", label, every, step)
		}
	})
}

func weekly(n int) (categories []Category, values []float64) {
	for i := range n {
		categories = append(categories, Category{Label: fmt.Sprintf("S%d", i+1), Title: fmt.Sprintf("semaine %d", i+1)})
		values = append(values, float64(10+i%7))
	}
	return categories, values
}

func barChart(t *testing.T) (*BarChart, fyne.Window) {
	t.Helper()
	look(t)
	c := NewBarChart(voiceOf(t, wording.French))
	categories, values := weekly(10)
	c.Set(categories, []Series{{Name: "Publiés", Values: values}, {Name: "Réservés", Values: []float64{5, math.NaN()}}})
	return c, open(t, c, 500, 260)
}

func at(c *Chart, index int) *desktop.MouseEvent {
	f := c.drawing.frame
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: f.at.AddXY(f.x(index), f.size.Height/2)}}
}

func TestChartShowsTheValuesUnderThePointer(t *testing.T) {
	c, _ := barChart(t)
	c.SetTarget("Objectif", 12.5)
	for index := range c.categories {
		c.MouseMoved(at(&c.Chart, index))
		if c.Pointed() != index {
			t.Errorf("over category %d, %d is shown", index, c.Pointed())
		}
	}
	c.MouseMoved(at(&c.Chart, 0))
	if c.drawing.tip.Hidden {
		t.Error("no values beside the pointer")
	}
	title, lines := c.tip(0)
	if got := fmt.Sprintf("%s, %d: %s %s … %s %s", title, len(lines), lines[0].name, lines[0].value, lines[2].name, lines[2].value); got != "semaine 1, 3: Publiés 10 … Objectif 12,5" {
		t.Errorf("told %q", got)
	}
	if _, lines := c.tip(1); len(lines) != 2 {
		t.Errorf("a missing value is told: %v", lines)
	}
	c.MouseOut()
	if c.Pointed() != -1 || !c.drawing.tip.Hidden {
		t.Error("the values stay after the pointer has gone")
	}
}

func TestChartKeepsTheValuesInside(t *testing.T) {
	c, _ := barChart(t)
	for index := range c.categories {
		c.point(index)
		tip := c.drawing.tip
		if tip.Position().X < 0 || tip.Position().Y < 0 || tip.Position().X+tip.Size().Width > c.Size().Width {
			t.Errorf("category %d: at %v, %v wide, in %v", index, tip.Position(), tip.Size(), c.Size())
		}
	}
}

func TestLabelsStayInside(t *testing.T) {
	c, _ := barChart(t)
	categories, values := weekly(53)
	c.Set(categories, []Series{{Values: values}})
	for _, width := range []float32{300, 501, 900} {
		c.Resize(fyne.NewSize(width, 260))
		for _, o := range c.drawing.texts.Objects {
			text := o.(*canvas.Text)
			middle := text.Position().X + text.Size().Width/2
			if text.Alignment == fyne.TextAlignCenter && middle+text.MinSize().Width/2 > width+0.5 {
				t.Errorf("%s ends beyond %v", text.Text, width)
			}
		}
	}
}

func TestChartByKeyboard(t *testing.T) {
	c, window := barChart(t)
	tapped := -1
	c.OnTapped = func(index int) { tapped = index }
	window.Canvas().Focus(c)
	press(window, fyne.KeyLeft)
	if c.Pointed() != 9 {
		t.Errorf("Left begins at %d", c.Pointed())
	}
	press(window, fyne.KeyHome, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft, fyne.KeyReturn)
	if tapped != 1 {
		t.Errorf("Enter told %d", tapped)
	}
	heard := 0
	window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	press(window, fyne.KeyEscape)
	if heard != 1 {
		t.Error("Escape ends at the chart")
	}
}

func TestChartShrinks(t *testing.T) {
	c, _ := barChart(t)
	c.point(9)
	categories, values := weekly(3)
	c.Set(categories, []Series{{Values: values}})
	if c.Pointed() != -1 {
		t.Errorf("category %d is shown of 3", c.Pointed())
	}
	c.Set(nil, nil)
	if c.drawing.empty.Hidden || c.drawing.empty.Text == "" {
		t.Error("an empty chart says nothing")
	}
	c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(250, 130)}})
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
}

// inked counts the pixels of a picture that have about the colour of a name.
func inked(img image.Image, r image.Rectangle, name fyne.ThemeColorName) (n int) {
	want := color.NRGBAModel.Convert(theme.Color(name))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if color.NRGBAModel.Convert(img.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}

func TestBarsAreAsHighAsTheirValues(t *testing.T) {
	c, _ := barChart(t)
	c.Set([]Category{{Label: "a"}, {Label: "b"}, {Label: "c"}}, []Series{{Values: []float64{40, 20, 0}}})
	for _, scale := range []int{1, 2, 3} {
		f := c.drawing.frame
		f.size = fyne.NewSize(300, 200)
		img := c.picture(f, (300+2*bleed)*scale, (200+2*bleed)*scale)
		column := func(index int) int {
			x := int(f.x(index)+bleed) * scale
			return inked(img, image.Rect(x, 0, x+1, img.Bounds().Dy()), theme.ColorSeries1)
		}
		if column(0) != 200*scale || column(1) != 100*scale || column(2) != 0 {
			t.Errorf("scale %d: %d, %d and %d pixels high", scale, column(0), column(1), column(2))
		}
	}
}

func TestEqualBarsAreEquallyBroad(t *testing.T) {
	c, _ := barChart(t)
	categories, _ := weekly(53)
	values := make([]float64, 53)
	for i := range values {
		values[i] = 10
	}
	c.Set(categories, []Series{{Values: values}})
	f := c.drawing.frame
	f.size = fyne.NewSize(701, 200)
	img := c.picture(f, 701+2*bleed, 200+2*bleed)
	row := image.Rect(0, 100, img.Bounds().Dx(), 101)
	all := inked(img, row, theme.ColorSeries1)
	if all == 0 || all%53 != 0 {
		t.Errorf("53 equal bars take %d pixels", all)
	}
}

func TestOverlaidBarsStaySeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := bars{overlaid: rapid.Bool().Draw(t, "overlaid")}
		count, group := rapid.IntRange(1, 4).Draw(t, "series"), rapid.IntRange(8, 200).Draw(t, "group")
		before, width := -1, 0
		for i := range count {
			from, to := m.span(i, count, group)
			if from < 0 || to > group || to <= from {
				t.Fatalf("series %d of %d reaches from %d to %d of %d", i, count, from, to, group)
			}
			if m.overlaid && i > 0 && to-from >= width {
				t.Fatalf("series %d hides the one before", i)
			}
			if !m.overlaid && from < before {
				t.Fatalf("series %d stands on the one before", i)
			}
			before, width = to, to-from
		}
	})
}

func TestLinesAreInterrupted(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{[]float64{1, 2, nan, 4}, "[[0 1] [3]]"},
		{[]float64{nan, nan}, "[]"},
		{[]float64{1, 2}, "[[0 1]]"},
		{[]float64{1, math.Inf(1), 3, 4}, "[[0] [2 3]]"},
		{nil, "[]"},
	} {
		if got := fmt.Sprint(runs(Series{Values: c.values}, 4)); got != c.want {
			t.Errorf("%v: %s, want %s", c.values, got, c.want)
		}
	}
}

func TestLineGoesThroughItsValues(t *testing.T) {
	look(t)
	c := NewLineChart(voiceOf(t, wording.English))
	c.Set([]Category{{Label: "a"}, {Label: "b"}, {Label: "c"}}, []Series{{Name: "x", Values: []float64{0, 5, 10}}, {Name: "y", Values: []float64{10, 10, 10}, Dashed: true}})
	c.SetTarget("target", 8)
	open(t, c, 400, 240)
	f := c.drawing.frame
	img := c.picture(f, int(f.size.Width)+2*bleed, int(f.size.Height)+2*bleed)
	for k, value := range c.series[0].Values {
		x, y := int(f.x(k))+bleed, int(f.y(value))+bleed
		if inked(img, image.Rect(x-2, y-2, x+2, y+2), theme.ColorSeries1) == 0 {
			t.Errorf("the line does not pass through value %v", value)
		}
	}
	if inked(img, img.Bounds(), theme.ColorTarget) == 0 {
		t.Error("no target line")
	}
	if len(c.legend()) != 3 {
		t.Errorf("the legend has %d names", len(c.legend()))
	}
}

func BenchmarkChartOfAYear(b *testing.B) {
	voice, err := wording.New(wording.French)
	if err != nil {
		b.Fatal(err)
	}
	c := NewLineChart(voice)
	categories, values := weekly(53)
	c.Set(categories, []Series{{Values: values}, {Values: values, Dashed: true}, {Values: values}})
	f := frame{size: fyne.NewSize(900, 300), ticks: roundTicks(0, 20, 6, true), categories: 53}
	for b.Loop() {
		c.picture(f, 900+2*bleed, 300+2*bleed)
	}
}
