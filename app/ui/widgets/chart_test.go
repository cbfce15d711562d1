package widgets

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"creneaux/app/chart"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

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

// at is the pointer in the middle of a part of a chart.
func at(c *Chart, index int) *desktop.MouseEvent {
	s := c.drawing.drawn.Spots[index]
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{
		Position: fyne.NewPos(float32(s.Min.X+s.Max.X)/2, float32(s.Min.Y+s.Max.Y)/2),
	}}
}

func TestChartShowsTheValuesUnderThePointer(t *testing.T) {
	c, _ := barChart(t)
	c.SetTarget("Objectif", 12.5)
	for index := range 10 {
		c.MouseMoved(at(&c.Chart, index))
		if c.Pointed() != index {
			t.Errorf("over category %d, %d is shown", index, c.Pointed())
		}
	}
	c.MouseMoved(at(&c.Chart, 0))
	if c.drawing.tip.Hidden {
		t.Error("no values beside the pointer")
	}
	said := strings.Join(textsIn(c.drawing.tip), " ")
	if said != "semaine 1 Publiés 10 Réservés 5 Objectif 12,5" {
		t.Errorf("told %q", said)
	}
	c.MouseMoved(at(&c.Chart, 1))
	if said := strings.Join(textsIn(c.drawing.tip), " "); strings.Contains(said, "Réservés") {
		t.Errorf("a missing value is told: %v", said)
	}
	c.MouseOut()
	if c.Pointed() != -1 || !c.drawing.tip.Hidden {
		t.Error("the values stay after the pointer has gone")
	}
}

func TestChartKeepsTheValuesInside(t *testing.T) {
	for name, c := range kinds(t) {
		open(t, c, 500, 260)
		for index := range c.spots() {
			c.point(index)
			tip := c.drawing.tip
			if tip.Position().X < 0 || tip.Position().Y < 0 || tip.Position().X+tip.Size().Width > c.Size().Width+0.5 {
				t.Errorf("%s %d: at %v, %v wide, in %v", name, index, tip.Position(), tip.Size(), c.Size())
			}
		}
	}
}

// Values about a small chart stand above it where there is room, also in a view that is
// moved, and do not hide it.
func TestValuesLeaveASmallChartInSight(t *testing.T) {
	look(t)
	for name, around := range map[string]func(fyne.CanvasObject) fyne.CanvasObject{
		"alone":   func(o fyne.CanvasObject) fyne.CanvasObject { return o },
		"in view": func(o fyne.CanvasObject) fyne.CanvasObject { return NewScroll(o) },
	} {
		c := NewBarChart(voiceOf(t, wording.French))
		categories, values := weekly(3)
		c.Set(categories, []Series{{Name: "Publiés en ligne", Values: values}, {Name: "Réservés", Values: values}, {Name: "Honorés", Values: values}})
		head := AtLeast(0, 200, NewText(RoleBody, ""))
		open(t, around(DownWith(c, head, c)), 220, 340)
		c.point(1)
		if tip := c.drawing.tip; tip.Position().Y+tip.Size().Height > 0 || tip.Position().Y < -200 {
			t.Errorf("%s: from %v, %v high", name, tip.Position().Y, tip.Size().Height)
		}
		head.Hide()
		open(t, around(DownWith(c, head, c)), 220, 140)
		c.point(2)
		if c.drawing.tip.Position().Y < 0 {
			t.Errorf("%s: without room above, from %v", name, c.drawing.tip.Position().Y)
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
	press(window, fyne.KeyEscape, fyne.KeyUp)
	if heard != 2 {
		t.Error("keys that a bar chart has no use for end at it")
	}
}

func TestHeatMapByKeyboard(t *testing.T) {
	c := kinds(t)["heat"]
	window := open(t, c, 500, 260)
	window.Canvas().Focus(c)
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyDown, 0}, {fyne.KeyDown, 3}, {fyne.KeyRight, 4}, {fyne.KeyRight, 5}, {fyne.KeyRight, 5}, {fyne.KeyUp, 2}, {fyne.KeyLeft, 1}, {fyne.KeyEnd, 5}, {fyne.KeyHome, 0},
	} {
		press(window, step.key)
		if c.Pointed() != step.want {
			t.Fatalf("after %s: %d instead of %d", step.key, c.Pointed(), step.want)
		}
	}
}

func TestTimetableTellsTheBlock(t *testing.T) {
	c := kinds(t)["timetable"]
	window := open(t, c, 500, 300)
	tapped := -1
	c.OnTapped = func(index int) { tapped = index }
	// The blocks are not in order of time in the model.
	window.Canvas().Focus(c)
	press(window, fyne.KeyHome, fyne.KeyReturn)
	if tapped != 1 {
		t.Errorf("the earliest block is %d", tapped)
	}
	press(window, fyne.KeyRight, fyne.KeyReturn)
	if tapped != 0 {
		t.Errorf("the block of the next day is %d", tapped)
	}
}

// kinds returns a chart of each kind.
func kinds(t *testing.T) map[string]*Chart {
	t.Helper()
	look(t)
	voice := voiceOf(t, wording.French)
	categories, values := weekly(5)
	series := []Series{{Name: "a", Values: values}, {Name: "b", Values: values, Dashed: true}}
	lines, bars, stacked := NewLineChart(voice), NewBarChart(voice), NewStackedChart(voice, "Total")
	lines.Set(categories, series)
	bars.Set(categories, series)
	stacked.Set(categories, series)
	heat, funnel, timetable := NewHeatMap(voice), NewFunnelChart(voice), NewTimetable(voice)
	heat.Set(chart.HeatMap{
		Name: "Attendu", Rows: []Category{{Label: "lun."}, {Label: "mar."}}, Columns: []Category{{Label: "8 h"}, {Label: "9 h"}, {Label: "10 h"}},
		Values: [][]float64{{1, 2, 3}, {4, math.NaN(), 0}},
	})
	funnel.Set(chart.Funnel{Stages: []chart.Stage{{Name: "Prévus", Value: 100}, {Name: "Publiés", Value: 80}, {Name: "Réservés", Value: 40}}})
	timetable.Set(chart.Timetable{
		Days: []chart.Day{{Label: "lun."}, {Label: "mar."}}, From: 8 * 60, To: 18 * 60,
		Blocks: []chart.Block{{Day: 1, From: 600, To: 660, Title: "B"}, {Day: 0, From: 540, To: 600, Title: "A"}},
	})
	all := map[string]*Chart{
		"lines": &lines.Chart, "bars": &bars.Chart, "stacked": &stacked.Chart,
		"heat": &heat.Chart, "funnel": &funnel.Chart, "timetable": &timetable.Chart,
	}
	for name, c := range all {
		all[name] = NewChart(voice, c.model) // a widget of its own, not a part of one
	}
	return all
}

func TestEveryChartHasATable(t *testing.T) {
	for name, c := range kinds(t) {
		window := open(t, c, 500, 300)
		window.Canvas().Focus(c)
		c.TypedRune('t')
		if c.table == nil {
			t.Errorf("%s: T shows no table", name)
			continue
		}
		if _, ok := window.Canvas().Focused().(*DataTable); !ok {
			t.Errorf("%s: the keyboard is at %T", name, window.Canvas().Focused())
		}
		press(window, fyne.KeyEscape)
		if c.table != nil || window.Canvas().Focused() != fyne.Focusable(c) {
			t.Errorf("%s: Escape does not lead back to the chart", name)
		}
		c.CopyValues()
		if got, want := fyne.CurrentApp().Clipboard().Content(), c.model.Table(c.words()); strings.Count(got, "\n") != len(want.Rows)+1 {
			t.Errorf("%s: copied %q for %d rows", name, got, len(want.Rows))
		}
	}
}

func TestCopiedNumbersAreNumbers(t *testing.T) {
	look(t)
	c := NewBarChart(voiceOf(t, wording.French))
	c.SetAxis("Guichet")
	c.Set([]Category{{Label: "=G1"}, {Label: "G2"}}, []Series{{Name: "Publiés", Values: []float64{12345.5, math.NaN()}}})
	c.CopyValues()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "Guichet\tPubliés\n'=G1\t12345,5\nG2\t\n" {
		t.Errorf("copied %q", got)
	}
}

func TestChartOffersToSave(t *testing.T) {
	for name, c := range kinds(t) {
		window := open(t, c, 500, 300)
		window.Canvas().Focus(c)
		c.SetTitle(name, "essai")
		if items := c.menu(); len(items) != 2 {
			t.Errorf("%s: %d items without anybody to save", name, len(items))
		}
		var saved []chart.FileType
		c.OnSave = func(kind chart.FileType, p chart.Picture) {
			saved = append(saved, kind)
			if p.Title != name || p.Chart == nil || p.Chart.Empty() {
				t.Errorf("%s: saved %+v", name, p)
			}
		}
		for _, item := range c.menu() {
			if item.Do != nil && item.Shortcut == "" {
				item.Do()
			}
		}
		if !slices.Equal(saved, chart.FileTypes()) {
			t.Errorf("%s: saved as %v", name, saved)
		}
		c.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
		if len(window.Canvas().Overlays().List()) != 1 {
			t.Errorf("%s: the Menu key opens no menu", name)
		}
	}
}

func TestChartSpeaks(t *testing.T) {
	c := kinds(t)["bars"]
	c.SetTitle("Rendez-vous", "Source : essai")
	for _, want := range []string{"Rendez-vous", "semaine 1", "maximum 14", "Source"} {
		if !strings.Contains(c.AccessibilityLabel(), want) {
			t.Errorf("%q does not tell %s", c.AccessibilityLabel(), want)
		}
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
	if c.drawing.empty.Hidden || c.drawing.empty.Text == "" || !c.drawing.table.Hidden {
		t.Error("an empty chart says nothing, or offers its figures")
	}
	c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(250, 130)}})
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	c.TypedRune('t')
}

// inked counts the pixels of a picture that have the colour of a name.
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

func TestBarsAreSharpAtAnyScale(t *testing.T) {
	c, window := barChart(t)
	for _, scale := range []float32{1, 1.25, 1.5, 2, 3} {
		window.Canvas().(software.WindowlessCanvas).SetScale(scale)
		c.Set([]Category{{Label: "a"}, {Label: "b"}, {Label: "c"}}, []Series{{Values: []float64{40, 20, 0}}})
		d := c.drawing
		img := rasterOf(d.drawn, int(float32(500+2*chart.Bleed)*scale), int(float32(260+2*chart.Bleed)*scale))
		column := func(index int) (high int) {
			x := int(float32(at(&c.Chart, index).Position.X+chart.Bleed) * scale)
			return inked(img, image.Rect(x, 0, x+1, img.Bounds().Dy()), theme.ColorSeries1)
		}
		if high := column(0); high < int(100*scale) || max(high-2*column(1), 2*column(1)-high) > 1 || column(2) != 0 {
			t.Errorf("scale %v: %d, %d and %d pixels high", scale, column(0), column(1), column(2))
		}
	}
}

// What a chart is painted with is seen on its ground in every theme, and letters on
// every class of a heat map are read.
func TestChartsAreSeenInEveryTheme(t *testing.T) {
	palette := chart.Palette(themePalette)
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		for _, contrast := range theme.Contrasts() {
			test.NewTempApp(t)
			fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: mode, Contrast: contrast}))
			ground := palette(chart.InkSurface)
			for _, ink := range chart.Inks() {
				least := 3.0
				switch ink {
				case chart.InkText, chart.InkMuted:
					least = 4.5
				case chart.InkSurface, chart.InkGrid:
					continue
				}
				if c := chart.Contrast(palette(ink), ground); c < least {
					t.Errorf("%s %s: %s has contrast %.2f", mode, contrast, ink, c)
				}
			}
			m := chart.HeatMap{Name: "n", Rows: make([]Category, 1), Columns: make([]Category, 12), Values: [][]float64{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}}
			c := NewHeatMap(voiceOf(t, wording.French))
			c.Set(m)
			open(t, c, 900, 200)
			read := 0
			for _, mark := range c.drawing.drawn.Marks {
				if mark.Kind == chart.Text && mark.Paint.Ink == chart.InkOver {
					read++
					if k := chart.Contrast(palette.ColorOf(mark), palette.Color(mark.Ground)); k < 4.5 {
						t.Errorf("%s %s: %s in its cell has contrast %.2f", mode, contrast, mark.Text, k)
					}
				}
			}
			if read != 12 {
				t.Errorf("%d of 12 cells are labelled", read)
			}
		}
	}
}

func BenchmarkChartOfAYear(b *testing.B) {
	voice, err := wording.New(wording.French)
	if err != nil {
		b.Fatal(err)
	}
	test.NewTempApp(b)
	c := NewLineChart(voice)
	categories, values := weekly(53)
	c.Set(categories, []Series{{Values: values}, {Values: values, Dashed: true}, {Values: values}, {Values: values}})
	w := test.NewTempWindow(b, c)
	w.Resize(fyne.NewSize(900, 300))
	for b.Loop() {
		c.Refresh()
		rasterOf(c.drawing.drawn, 900+2*chart.Bleed, 300+2*chart.Bleed)
	}
}
