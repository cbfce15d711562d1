package chart

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

var update = flag.Bool("update", false, "write the golden files anew")

func words(t testing.TB) Words {
	t.Helper()
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	return Words{Voice: voice}
}

// sheetOf measures texts roughly as a sans serif of 11.5 units does.
func sheetOf(w Words, width, height float64) Sheet {
	size := func(r Role) float64 {
		if r == RoleTitle {
			return 18
		}
		return 11.5
	}
	return Sheet{
		Words: w, Width: width, Height: height, Pixel: 1, Size: size,
		Measure: func(text string, r Role) float64 { return 0.55 * size(r) * float64(utf8.RuneCountInString(text)) },
	}
}

func weekly(n int) (categories []Category, values []float64) {
	for i := range n {
		categories = append(categories, Category{Label: fmt.Sprintf("S%d", i+1), Title: fmt.Sprintf("semaine %d", i+1)})
		values = append(values, float64(200+40*(i%7)))
	}
	return categories, values
}

// examples has one chart of each kind, as the golden files show them.
func examples() map[string]Chart {
	nan := math.NaN()
	months := []Category{{Label: "janv.", Title: "janvier 2027"}, {Label: "févr.", Title: "février 2027"}, {Label: "mars", Title: "mars 2027"}, {Label: "avr.", Title: "avril 2027"}}
	return map[string]Chart{
		"lines": Lines{
			Axis: "Mois", Categories: months, Target: 1250, TargetName: "Objectif",
			Series: []Series{
				{Name: "Prévus", Values: []float64{1200, 1300, 1250, 1280}, Dashed: true},
				{Name: "Publiés", Values: []float64{1180, 1290, nan, 900}},
				{Name: "Réservés", Values: []float64{1100, 1240, 700}},
			},
		},
		"bars": Bars{
			Axis: "Mois", Categories: months, Target: nan,
			Series: []Series{{Name: "Publiés", Values: []float64{40, 20, -10, nan}}, {Name: "Réservés", Values: []float64{35, 18, 5}}},
		},
		"overlaid": Bars{
			Axis: "Mois", Categories: months, Target: 45, TargetName: "Objectif", Overlaid: true,
			Series: []Series{{Name: "Publiés", Values: []float64{40, 20, 30, 50}}, {Name: "Réservés", Values: []float64{35, 18, 5, 50}}},
		},
		"stacked": StackedBars{
			Axis: "Mois", Categories: months, Target: nan, TotalName: "Total",
			Series: []Series{
				{Name: "Doublons", Values: []float64{30, 22, 14, 9}}, {Name: "Noms manquants", Values: []float64{10, 12, 11, nan}},
				{Name: "Usager", Values: []float64{20, 28, 31, 25}}, {Name: "Fermeture", Values: []float64{0, 0, 12, 3}},
			},
		},
		"heat": HeatMap{
			RowAxis: "Jour", ColumnAxis: "Heure", Name: "Mises en ligne",
			Rows:    []Category{{Label: "lun."}, {Label: "mar."}, {Label: "mer."}},
			Columns: []Category{{Label: "8 h"}, {Label: "9 h"}, {Label: "10 h"}, {Label: "11 h"}},
			Values:  [][]float64{{0, 1, 2, 3}, {4, 9, nan, 12}, {20, 22}},
		},
		"funnel": Funnel{Name: "Rendez-vous", Stages: []Stage{
			{Name: "Prévus", Value: 15000}, {Name: "Publiés", Value: 14210}, {Name: "Réservés", Value: 13850, Note: "360 libres"},
			{Name: "Honorés", Value: 12102}, {Name: "Titres remis", Value: 9870},
		}},
		"timetable": Timetable{
			Days: []Day{{Label: "lun. 1", Title: "lundi 1er mars 2027"}, {Label: "mar. 2"}, {Label: "mer. 3", Closed: "Travaux"}},
			From: 8 * 60, To: 17 * 60, Kinds: []string{"Titres", "Remises"},
			Open: []Span{{Day: 0, From: 9 * 60, To: 12 * 60}},
			Blocks: []Block{
				{Day: 0, From: 9 * 60, To: 10*60 + 30, Title: "G1", Text: "12 rendez-vous"},
				{Day: 0, From: 10 * 60, To: 12 * 60, Title: "G2", Text: "Remises", Series: 1},
				{Day: 1, From: 10*60 + 17, To: 10*60 + 17, Sign: "√", Faint: true},
			},
		},
		"roster": Roster{
			Axis: "Guichet", Rows: []Category{{Label: "G1"}, {Label: "G2"}},
			Days: []Day{{Label: "lun. 1", Title: "lundi 1er mars 2027"}, {Label: "mar. 2", Closed: "Fête"}},
			From: 8 * 60, To: 17 * 60, Natures: []Nature{{Name: "Rendez-vous"}, {Name: "Sans rendez-vous"}, {Name: "Fermé", Ink: InkAxis}},
			Cells: [][]Shift{{
				{Stretches: []Stretch{{9 * 60, 11 * 60, []int{2}}, {11 * 60, 12 * 60, []int{1, 1}}}, Text: "9 h – 12 h", Values: []Value{{Name: "Ouvert", Text: "5 h"}}},
				{Stretches: []Stretch{{9 * 60, 12 * 60, []int{0, 0, 2}}}, Sign: "×", Note: "jour férié"},
			}, {{Text: "fermé"}}},
		},
		"wall": Wall{
			Year: 2027, Today: agenda.MustDate("2027-03-02"), Natures: []Nature{{Name: "Jour férié"}, {Name: "Fermeture"}},
			Marks: map[agenda.Date][]WallMark{
				agenda.MustDate("2027-03-29"): {{Text: "Lundi de Pâques", Sign: "◆"}, {Nature: 1, Text: "Travaux"}},
				agenda.MustDate("2027-05-07"): {{Nature: 1, Sign: "×", Text: "Pont"}},
			},
			Bands: []Band{{Name: "Zone A", Spans: []BandSpan{{agenda.Period{From: agenda.MustDate("2027-02-13"), To: agenda.MustDate("2027-02-28")}, "Hiver"}}}},
		},
	}
}

func names(charts map[string]Chart) []string {
	var all []string
	for name := range charts {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// golden is a drawing as its golden file has it: a line for each mark.
func golden(d Drawing, t Table, said []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.0f × %.0f\n", d.Width, d.Height)
	kinds := map[Kind]string{Rect: "rect", Area: "area", Line: "line", Strokes: "strokes", Disc: "disc", Text: "text"}
	for _, m := range d.Marks {
		fmt.Fprintf(&b, "%s %s", kinds[m.Kind], m.Paint.Ink)
		if m.Paint.Share > 0 {
			fmt.Fprintf(&b, "*%.2f", m.Paint.Share)
		}
		for _, p := range m.Points {
			fmt.Fprintf(&b, " %.1f,%.1f", p.X, p.Y)
		}
		if m.Width > 0 {
			fmt.Fprintf(&b, " width %.1f", m.Width)
		}
		if m.Dash != nil {
			fmt.Fprintf(&b, " dash %v", m.Dash)
		}
		if m.Radius > 0 {
			fmt.Fprintf(&b, " radius %.1f", m.Radius)
		}
		if m.Kind == Text {
			fmt.Fprintf(&b, " %q role %d anchor %d", m.Text, m.Role, m.Anchor)
		}
		b.WriteByte('\n')
	}
	for _, s := range d.Spots {
		fmt.Fprintf(&b, "spot %d,%d %.1f,%.1f %.1f,%.1f %q", s.Row, s.Column, s.Min.X, s.Min.Y, s.Max.X, s.Max.Y, s.Title)
		for _, v := range s.Values {
			fmt.Fprintf(&b, " %q=%q", v.Name, v.Text)
		}
		b.WriteByte('\n')
	}
	for _, row := range append([][]string{t.Headers}, t.Rows...) {
		raw, _ := json.Marshal(row)
		fmt.Fprintf(&b, "table %s\n", raw)
	}
	for _, sentence := range said {
		fmt.Fprintf(&b, "said %s\n", sentence)
	}
	return b.String()
}

func TestDrawings(t *testing.T) {
	w, charts := words(t), examples()
	for _, name := range names(charts) {
		c := charts[name]
		got := golden(Picture{Title: "Titre", Source: "Source : essai", Chart: c}.Draw(sheetOf(w, 480, 300)), c.Table(w), c.Describe(w))
		path := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got, or -update):\n%s", name, diff)
		}
	}
}

// value draws values of every kind: usual, none, huge, below 0, not a number.
func value() *rapid.Generator[float64] {
	return rapid.OneOf(
		rapid.Float64Range(0, 500), rapid.Float64Range(-100, 100), rapid.Float64(),
		rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, 1e99, -1e99, math.SmallestNonzeroFloat64, 15000}),
	)
}

func label() *rapid.Generator[string] {
	return rapid.OneOf(rapid.StringMatching(`[a-zéèA-Z0-9 ]{0,24}`), rapid.String())
}

func categories(t *rapid.T, most int) []Category {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Category {
		return Category{Label: label().Draw(t, "label"), Title: label().Draw(t, "title")}
	}), 0, most).Draw(t, "categories")
}

func anySeries(t *rapid.T) []Series {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Series {
		return Series{Name: label().Draw(t, "name"), Values: rapid.SliceOfN(value(), 0, 60).Draw(t, "values"), Dashed: rapid.Bool().Draw(t, "dashed")}
	}), 0, 6).Draw(t, "series")
}

// anyChart draws a chart of any kind with any content.
func anyChart(t *rapid.T) Chart {
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 0:
		return Lines{Categories: categories(t, 60), Series: anySeries(t), Target: value().Draw(t, "target"), TargetName: label().Draw(t, "target name")}
	case 1:
		return Bars{Categories: categories(t, 60), Series: anySeries(t), Target: value().Draw(t, "target"), Overlaid: rapid.Bool().Draw(t, "overlaid")}
	case 2:
		return StackedBars{Categories: categories(t, 60), Series: anySeries(t), Target: value().Draw(t, "target"), TotalName: "Total"}
	case 3:
		return HeatMap{
			Name: label().Draw(t, "name"), Rows: categories(t, 8), Columns: categories(t, 30),
			Values: rapid.SliceOfN(rapid.SliceOfN(value(), 0, 32), 0, 9).Draw(t, "values"),
		}
	case 4:
		return Funnel{Name: label().Draw(t, "name"), Stages: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Stage {
			return Stage{Name: label().Draw(t, "stage"), Value: value().Draw(t, "value"), Note: label().Draw(t, "note")}
		}), 0, 12).Draw(t, "stages")}
	case 5:
		return anyRoster(t)
	case 6:
		return anyWall(t)
	default:
		return anyTimetable(t)
	}
}

func anyRoster(t *rapid.T) Roster {
	clock := rapid.Map(rapid.IntRange(-60, 25*60), func(m int) agenda.Clock { return agenda.Clock(m) })
	shift := rapid.Custom(func(t *rapid.T) Shift {
		return Shift{
			Text: label().Draw(t, "text"), Sign: rapid.SampledFrom([]string{"", "×"}).Draw(t, "sign"), Note: label().Draw(t, "note"),
			Stretches: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Stretch {
				return Stretch{clock.Draw(t, "from"), clock.Draw(t, "to"), rapid.SliceOfN(rapid.IntRange(-1, 4), 0, 4).Draw(t, "parts")}
			}), 0, 4).Draw(t, "stretches"),
		}
	})
	return Roster{
		Rows: categories(t, 12), Days: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Day {
			return Day{Label: label().Draw(t, "day"), Closed: rapid.SampledFrom([]string{"", "", "Férié"}).Draw(t, "closed")}
		}), 0, 7).Draw(t, "days"),
		From: clock.Draw(t, "from"), To: clock.Draw(t, "to"), Natures: []Nature{{Name: "Ouvert"}, {Name: "Fermé", Ink: InkAxis}},
		Cells: rapid.SliceOfN(rapid.SliceOfN(shift, 0, 8), 0, 13).Draw(t, "cells"),
	}
}

func anyWall(t *rapid.T) Wall {
	year := rapid.IntRange(-1, 10000).Draw(t, "year")
	day := rapid.Map(rapid.IntRange(-10, 380), func(n int) agenda.Date { return agenda.NewDate(max(year, 1), 1, 1).AddDays(n) })
	c := Wall{Year: year, Today: day.Draw(t, "today"), Natures: []Nature{{Name: label().Draw(t, "nature")}, {Name: "Fermeture"}}, Marks: map[agenda.Date][]WallMark{}}
	for range rapid.IntRange(0, 20).Draw(t, "marks") {
		d := day.Draw(t, "day")
		c.Marks[d] = append(c.Marks[d], WallMark{rapid.IntRange(-1, 3).Draw(t, "of"), rapid.SampledFrom([]string{"", "×"}).Draw(t, "sign"), label().Draw(t, "text")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "bands") {
		from := day.Draw(t, "from")
		c.Bands = append(c.Bands, Band{label().Draw(t, "band"), []BandSpan{{agenda.Period{From: from, To: from.AddDays(15)}, label().Draw(t, "span")}}})
	}
	return c
}

// Every day of a year has its place, and none lies on another.
func TestEveryDayHasItsPlaceOnTheWall(t *testing.T) {
	w := words(t)
	for _, year := range []int{2027, 2028} {
		d := Wall{Year: year}.Draw(sheetOf(w, 1000, 500))
		want := agenda.NewDate(year+1, 1, 1).DaysSince(agenda.NewDate(year, 1, 1))
		if len(d.Spots) != want {
			t.Fatalf("%d: %d days, want %d", year, len(d.Spots), want)
		}
		seen := map[Point]bool{}
		for i, s := range d.Spots {
			if s.Index != i || seen[s.Min] || s.Max.X <= s.Min.X || s.Max.Y <= s.Min.Y {
				t.Fatalf("%d: day %d is %+v", year, i, s)
			}
			seen[s.Min] = true
		}
	}
}

func anyTimetable(t *rapid.T) Timetable {
	clock := rapid.Map(rapid.IntRange(-60, 25*60), func(m int) agenda.Clock { return agenda.Clock(m) })
	return Timetable{
		Days: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Day {
			return Day{Label: label().Draw(t, "day"), Closed: rapid.SampledFrom([]string{"", "", "Férié"}).Draw(t, "closed")}
		}), 0, 7).Draw(t, "days"),
		From: clock.Draw(t, "from"), To: clock.Draw(t, "to"), Kinds: rapid.SliceOfN(label(), 0, 4).Draw(t, "kinds"),
		Open: []Span{{Day: rapid.IntRange(-1, 7).Draw(t, "open"), From: 9 * 60, To: 12 * 60}},
		Blocks: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Block {
			return Block{
				Day: rapid.IntRange(-1, 7).Draw(t, "day"), From: clock.Draw(t, "from"), To: clock.Draw(t, "to"),
				Title: label().Draw(t, "title"), Text: label().Draw(t, "text"), Series: rapid.IntRange(-1, 5).Draw(t, "series"),
				More: label().Draw(t, "more"), Struck: rapid.Bool().Draw(t, "struck"),
			}
		}), 0, 40).Draw(t, "blocks"),
	}
}

func anySheet(t *rapid.T, w Words) Sheet {
	s := sheetOf(w, rapid.Float64Range(0, 1500).Draw(t, "width"), rapid.Float64Range(0, 900).Draw(t, "height"))
	s.Pixel = rapid.SampledFrom([]float64{0, 1, 0.5, 0.8}).Draw(t, "pixel")
	if rapid.Bool().Draw(t, "corner") {
		s.Corner = Point{26, 24}
	}
	return s
}

// bounds returns the corners of what a mark covers.
func bounds(m Mark, size float64) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range m.Points {
		x0, y0, x1, y1 = min(x0, p.X), min(y0, p.Y), max(x1, p.X), max(y1, p.Y)
	}
	if m.Kind == Text {
		x0 -= m.Reach * float64(m.Anchor) / 2
		return x0, y0 - size*capShare, x0 + m.Reach, y0
	}
	return x0 - m.Radius, y0 - m.Radius, x1 + m.Radius, y1 + m.Radius
}

// stroke is how far a line or a marker at the edge may reach over the sheet: painters
// leave that much room.
const stroke = Bleed

func TestMarksStayOnTheSheet(t *testing.T) {
	w := words(t)
	rapid.Check(t, func(t *rapid.T) {
		c, s := anyChart(t), anySheet(t, w)
		d := c.Draw(s)
		for _, m := range d.Marks {
			x0, y0, x1, y1 := bounds(m, s.Size(m.Role))
			for _, v := range []float64{x0, y0, x1, y1} {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("no number: %+v", m)
				}
			}
			if x0 < -stroke || y0 < -stroke || x1 > s.Width+stroke || y1 > s.Height+stroke {
				t.Fatalf("beyond %v × %v: %+v", s.Width, s.Height, m)
			}
		}
		for _, spot := range d.Spots {
			if spot.Max.X < spot.Min.X || spot.Max.Y < spot.Min.Y {
				t.Fatalf("%+v is turned inside out", spot)
			}
		}
		if c.Empty() && len(d.Marks) > 0 {
			t.Fatal("an empty chart draws something")
		}
		table := c.Table(w)
		for _, row := range table.Rows {
			if len(row) != len(table.Headers) || len(table.Figures) != len(table.Headers) {
				t.Fatalf("%d headers, %d kinds, a row of %d", len(table.Headers), len(table.Figures), len(row))
			}
		}
		if len(c.Describe(w)) == 0 {
			t.Fatal("nothing is said")
		}
	})
}

func TestTextsDoNotOverlap(t *testing.T) {
	w := words(t)
	rapid.Check(t, func(t *rapid.T) {
		if over := overlaps(anyChart(t).Draw(anySheet(t, w))); over != "" {
			t.Fatal(over)
		}
	})
}

// Months that are narrower than the number of a day, and desks that are lower than their
// names.
func TestTextsDoNotOverlapWhereThereIsNoRoom(t *testing.T) {
	w := words(t)
	for name, d := range map[string]Drawing{
		"wall":   Wall{Year: 1}.Draw(sheetOf(w, 145, 339)),
		"roster": Roster{Rows: slices.Repeat([]Category{{Label: "G1"}}, 12), Days: make([]Day, 1), From: 8 * 60, To: 18 * 60}.Draw(sheetOf(w, 300, 100)),
	} {
		if over := overlaps(d); over != "" {
			t.Errorf("%s: %s", name, over)
		}
	}
}

// overlaps names two texts of which one lies on the other, if there are any.
func overlaps(d Drawing) string {
	var texts []Mark
	for _, m := range d.Marks {
		if m.Kind == Text {
			texts = append(texts, m)
		}
	}
	for i, a := range texts {
		ax0, ay0, ax1, ay1 := bounds(a, 11.5)
		for _, b := range texts[:i] {
			bx0, by0, bx1, by1 := bounds(b, 11.5)
			if min(ax1, bx1)-max(ax0, bx0) > 0.5 && min(ay1, by1)-max(ay0, by0) > 0.5 {
				return fmt.Sprintf("%q at %v,%v–%v,%v lies on %q at %v,%v–%v,%v", a.Text, ax0, ay0, ax1, ay1, b.Text, bx0, by0, bx1, by1)
			}
		}
	}
	return ""
}

// rects returns the rectangles of an ink, from left to right.
func rects(d Drawing, ink Ink) []Mark {
	var all []Mark
	for _, m := range d.Marks {
		if m.Kind == Rect && m.Paint == (Paint{Ink: ink}) && m.Points[0].Y >= d.Plot[0].Y {
			all = append(all, m)
		}
	}
	return all
}

func TestBarsAreAsHighAsTheirValues(t *testing.T) {
	w := words(t)
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(1, 1000), 1, 40).Draw(t, "values")
		cats, _ := weekly(len(values))
		s := sheetOf(w, 900, 400)
		s.Pixel = 0
		bars := rects(Bars{Categories: cats, Series: []Series{{Values: values}}, Target: math.NaN()}.Draw(s), InkSeries1)
		if len(bars) != len(values) {
			t.Fatalf("%d bars for %d values", len(bars), len(values))
		}
		for i, b := range bars {
			unit := (bars[0].Points[1].Y - bars[0].Points[0].Y) / values[0]
			if high := b.Points[1].Y - b.Points[0].Y; math.Abs(high-unit*values[i]) > 1e-6*400 {
				t.Fatalf("value %v is %v high, %v is %v", values[i], high, values[0], unit*values[0])
			}
			if math.Abs(b.Points[1].X-b.Points[0].X-bars[0].Points[1].X+bars[0].Points[0].X) > 1e-9 {
				t.Fatal("equal bars are not equally broad")
			}
		}
	})
}

func TestPartsMakeTheirSum(t *testing.T) {
	w := words(t)
	rapid.Check(t, func(t *rapid.T) {
		cats, _ := weekly(rapid.IntRange(1, 12).Draw(t, "categories"))
		c := StackedBars{Categories: cats, Target: math.NaN()}
		whole := Bars{Categories: cats, Target: math.NaN(), Series: []Series{{Values: make([]float64, len(cats))}}}
		for range rapid.IntRange(1, 4).Draw(t, "series") {
			values := rapid.SliceOfN(rapid.Float64Range(1, 100), len(cats), len(cats)).Draw(t, "values")
			c.Series = append(c.Series, Series{Values: values})
			for k, v := range values {
				whole.Series[0].Values[k] += v
			}
		}
		s := sheetOf(w, 900, 400)
		s.Pixel = 0
		high := make([]float64, len(cats))
		d := c.Draw(s)
		for i := range c.Series {
			for k, part := range rects(d, inkOf("", i)) {
				high[k] += part.Points[1].Y - part.Points[0].Y
			}
		}
		for k, bar := range rects(whole.Draw(s), InkSeries1) {
			if want := bar.Points[1].Y - bar.Points[0].Y; math.Abs(want-high[k]) > 1e-6 {
				t.Fatalf("the parts are %v high, the whole %v", high[k], want)
			}
		}
	})
}

func TestCellsCoverTheGrid(t *testing.T) {
	w := words(t)
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(1, 8).Draw(t, "rows"), rapid.IntRange(1, 24).Draw(t, "columns")
		c := HeatMap{Rows: make([]Category, rows), Columns: make([]Category, columns), Values: [][]float64{{1}}}
		s := sheetOf(w, 800, 400)
		d := c.Draw(s)
		covered := 0.0
		for _, spot := range d.Spots {
			covered += (spot.Max.X - spot.Min.X) * (spot.Max.Y - spot.Min.Y)
		}
		whole := (d.Plot[1].X - d.Plot[0].X) * (d.Plot[1].Y - d.Plot[0].Y)
		if len(d.Spots) != rows*columns || math.Abs(covered-whole) > 2*(s.Width+s.Height) {
			t.Fatalf("%d cells cover %v of %v", len(d.Spots), covered, whole)
		}
	})
}

func TestHeatGrowsWithTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(0, 1000), 2, 50).Draw(t, "values")
		e := newExtent()
		for _, v := range values {
			e.take(v)
		}
		s := HeatMap{}.scale(e)
		slices.Sort(values)
		before := 0.0
		for _, v := range values {
			paint, blank := s.paintOf(v, InkSeries1)
			if blank {
				paint.Share = 0
			}
			if paint.Share < before {
				t.Fatalf("%v is lighter than what is less", v)
			}
			before = paint.Share
		}
	})
}

func TestBlocksThatOverlapStandSideBySide(t *testing.T) {
	w := words(t)
	rapid.Check(t, func(t *rapid.T) {
		d := anyTimetable(t).Draw(sheetOf(w, 1200, 800))
		for i, a := range d.Spots {
			for _, b := range d.Spots[:i] {
				if min(a.Max.X, b.Max.X)-max(a.Min.X, b.Min.X) > 0.5 && min(a.Max.Y, b.Max.Y)-max(a.Min.Y, b.Min.Y) > 0.5 {
					t.Fatalf("%+v lies on %+v", a, b)
				}
			}
		}
	})
}

// A moment with three lines shows all of them, unless another moment is too near: then
// both keep the width of the day and say less.
func TestMomentsSayAsMuchAsThereIsRoomFor(t *testing.T) {
	moments := func(at ...agenda.Clock) (said []string) {
		c := Timetable{Days: []Day{{Label: "lun."}}, From: 8 * 60, To: 18 * 60, Kinds: []string{"", "Faite"}}
		for i, m := range at {
			c.Blocks = append(c.Blocks, Block{From: m, To: m, Text: "12 créneaux", More: "3 démarches", Struck: i == 0, Series: 1})
		}
		struck := 0
		for _, m := range c.Draw(sheetOf(words(t), 300, 400)).Marks {
			if m.Kind == Text && m.Anchor == Start {
				said = append(said, m.Text)
			}
			if m.Kind == Rect && m.Paint == (Paint{Ink: InkText}) {
				struck++
			}
		}
		if struck != 1 {
			t.Errorf("%d titles are struck through", struck)
		}
		return said
	}
	if got := moments(600, 780); strings.Join(got, " ") != "Faite 10\u00a0h\u00a000 12 créneaux 3 démarches 13\u00a0h\u00a000 12 créneaux 3 démarches" {
		t.Errorf("far from each other they say %q", got)
	}
	if got := moments(600, 670); strings.Join(got, " ") != "Faite 10\u00a0h\u00a000 12 créneaux 11\u00a0h\u00a010 12 créneaux" {
		t.Errorf("near each other they say %q", got)
	}
}

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
			if i > 0 && math.Abs(tick-ticks[i-1]-step) > step*1e-6+1e-14*math.Abs(tick) {
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

func TestSeriesAreToldApart(t *testing.T) {
	seen := map[string]int{}
	for i := range len(seriesInks) * variants {
		look := fmt.Sprint(inkOf("", i), variant(i))
		if before, twice := seen[look]; twice {
			t.Errorf("series %d looks like %d", i, before)
		}
		seen[look] = i
	}
}

// Letters in cells are read on every class, on paper as on the screens (see the test
// of the widgets).
func TestLettersAreReadOnEveryClass(t *testing.T) {
	for _, shares := range heatShares {
		for _, share := range shares {
			ground := Paint{Ink: InkSeries1, Share: share}
			m := Mark{Kind: Text, Paint: Paint{Ink: InkOver}, Ground: ground}
			if c := Contrast(Palette(Paper).ColorOf(m), Palette(Paper).Color(ground)); c < 4.5 {
				t.Errorf("share %v: contrast %.2f", share, c)
			}
		}
	}
	for _, ink := range Inks() {
		least := map[Ink]float64{InkText: 7, InkMuted: 4.5, InkSurface: 1, InkGrid: 1}[ink]
		if least == 0 {
			least = 3
		}
		if c := Contrast(Paper(ink), Paper(InkSurface)); c < least-0.11 {
			t.Errorf("%s: contrast %.2f", ink, c)
		}
	}
}

func year() Lines {
	cats, values := weekly(53)
	c := Lines{Categories: cats, Target: 320, TargetName: "Objectif"}
	for i := range 4 {
		c.Series = append(c.Series, Series{Name: fmt.Sprintf("Série %d", i), Values: values, Dashed: i == 0})
	}
	return c
}

func hours() HeatMap {
	c := HeatMap{Name: "Mises en ligne", Rows: make([]Category, 7), Columns: make([]Category, 24)}
	for r := range 7 {
		c.Values = append(c.Values, make([]float64, 24))
		for k := range 24 {
			c.Values[r][k] = float64(r * k % 50)
		}
	}
	return c
}

func BenchmarkDrawYear(b *testing.B) {
	s, c := sheetOf(words(b), 900, 300), year()
	for b.Loop() {
		c.Draw(s)
	}
}

func BenchmarkDrawHeatMap(b *testing.B) {
	s, c := sheetOf(words(b), 900, 300), hours()
	for b.Loop() {
		c.Draw(s)
	}
}

// Two maps with the same classes have the same legend and the same shades, whatever
// their values.
func TestMapsWithTheSameClassesAreCompared(t *testing.T) {
	w := words(t)
	shadeOf := func(values ...float64) (legend []string, paint Paint) {
		c := HeatMap{Rows: make([]Category, 1), Columns: make([]Category, len(values)), Values: [][]float64{values}, Bounds: []float64{0, 2, 5, 10}}
		d := c.Draw(sheetOf(w, 600, 200))
		for _, m := range d.Marks {
			if m.Kind == Text && strings.Contains(m.Text, "–") {
				legend = append(legend, m.Text)
			}
		}
		return legend, d.Spots[0].Values[0].Sample[0].Paint
	}
	whole, first := shadeOf(3, 9)
	parts, second := shadeOf(3, 0.4)
	if len(whole) != 3 || !slices.Equal(whole, parts) || first != second {
		t.Errorf("%q in %v beside %q in %v", whole, first, parts, second)
	}
}

// What more there is to say of a cell follows its value.
func TestACellSaysMore(t *testing.T) {
	c := HeatMap{
		Name: "Mises en ligne", Rows: make([]Category, 1), Columns: make([]Category, 2), Values: [][]float64{{1, math.NaN()}},
		Detail: func(row, column int) []Value { return []Value{{Name: "Minutes", Text: fmt.Sprint(row, column)}} },
	}
	spots := c.Draw(sheetOf(words(t), 600, 200)).Spots
	if said := spots[0].Values; len(said) != 2 || said[1].Text != "0 0" {
		t.Errorf("the cell says %v", said)
	}
	if len(spots[1].Values) != 0 {
		t.Errorf("an unknown cell says %v", spots[1].Values)
	}
}

// Markers that stand apart have no line, each of them is drawn however close they are,
// and the axis can be told to count whole numbers.
func TestMarkersApartHaveNoLine(t *testing.T) {
	values := make([]float64, 300)
	for i := range values {
		values[i] = 0.25 + float64(i%5)/10
	}
	c := Lines{Categories: make([]Category, len(values)), Series: []Series{{Name: "Demi-vie", Values: values, Apart: true}}, Target: math.NaN(), WholeAxis: true}
	discs := 0
	for _, m := range c.Draw(sheetOf(words(t), 600, 200)).Marks {
		switch {
		case m.Kind == Line || m.Kind == Strokes:
			t.Errorf("a line is drawn: %+v", m)
		case m.Kind == Disc:
			discs++
		case m.Kind == Text && strings.Contains(m.Text, ","):
			t.Errorf("the axis says %q", m.Text)
		}
	}
	if discs != len(values)+1 { // and the legend
		t.Errorf("%d markers of %d", discs, len(values))
	}
}
