package widgets

import (
	"encoding/csv"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func drawnColumns(t *rapid.T) []Column {
	columns := make([]Column, rapid.IntRange(1, 9).Draw(t, "columns"))
	for i := range columns {
		columns[i] = Column{
			ID: fmt.Sprint("c", i), Label: fmt.Sprint("Colonne ", i), Width: float32(rapid.IntRange(-5, 400).Draw(t, "width")),
			Stretch: rapid.Bool().Draw(t, "stretch"), Sortable: rapid.Bool().Draw(t, "sortable"),
			Frozen: rapid.IntRange(0, 4).Draw(t, "frozen") == 0, Hidden: rapid.IntRange(0, 4).Draw(t, "hidden") == 0,
		}
	}
	return columns
}

func changePlan(t *rapid.T, p *columnPlan) {
	column := func(t *rapid.T) int { return rapid.IntRange(0, len(p.columns)-1).Draw(t, "column") }
	for range rapid.IntRange(0, 12).Draw(t, "changes") {
		switch rapid.SampledFrom([]string{"hide", "hold", "move", "deliver"}).Draw(t, "change") {
		case "hide":
			p.hide(column(t), rapid.Bool().Draw(t, "hidden"))
		case "hold":
			p.hold(column(t), float32(rapid.IntRange(-10, 5000).Draw(t, "width")))
		case "move":
			p.move(column(t), column(t))
		case "deliver":
			if rapid.IntRange(0, 5).Draw(t, "rarely") == 0 {
				p.deliver()
			}
		}
	}
}

// However columns are moved, hidden and drawn, they lie side by side without a gap, and
// fill the room as long as one of them may stretch.
func TestColumnsNeverOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newColumnPlan(drawnColumns(t))
		changePlan(t, p)
		scale := rapid.SampledFrom([]float32{0.8, 1, 1.5, 2}).Draw(t, "scale")
		gutter, room := float32(4), float32(rapid.IntRange(0, 2500).Draw(t, "room"))
		l := p.lay(scale, gutter, room)

		if len(l.shown) == 0 {
			t.Fatal("no column is shown")
		}
		at, stretches, moving := gutter, false, false
		for place, column := range l.shown {
			if d := l.starts[place] - at; d > 0.01 || d < -0.01 {
				t.Fatalf("place %d begins at %v, the one before ends at %v", place, l.starts[place], at)
			}
			at += l.widths[place]
			if l.widths[place] < leastColumn*scale-0.01 {
				t.Fatalf("column %d is %v wide", column, l.widths[place])
			}
			stretches = stretches || p.stretches(column)
			if frozen := p.columns[column].Frozen; frozen && moving {
				t.Fatal("a frozen column stands behind one that moves")
			} else if !frozen {
				moving = true
			}
		}
		if math.Abs(float64(l.total-at)) > 0.5 {
			t.Fatalf("%v wide in all, but the last ends at %v", l.total, at)
		}
		if stretches && l.total < room-0.5 {
			t.Fatalf("%v of %v are filled", l.total, room)
		}
		if l.staying > 0 && l.stays > mostStaying*room {
			t.Fatalf("%v of %v never move", l.stays, room)
		}
		if sorted := slices.Sorted(slices.Values(p.order)); !slices.Equal(sorted, slices.Sorted(maps.Keys(indices(len(p.columns))))) {
			t.Fatalf("the columns are %v", p.order)
		}
	})
}

func indices(n int) map[int]bool {
	all := map[int]bool{}
	for i := range n {
		all[i] = true
	}
	return all
}

// The place under the pointer is the one that is drawn there, also beside columns that
// stay while others move under them.
func TestColumnsAreFoundWhereTheyAreDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newColumnPlan(drawnColumns(t))
		changePlan(t, p)
		room := float32(rapid.IntRange(100, 1500).Draw(t, "room"))
		l := p.lay(1, 4, room)
		across := float32(rapid.IntRange(0, int(max(l.total-room, 0))).Draw(t, "across"))
		x := float32(rapid.IntRange(0, int(room)).Draw(t, "x"))
		var there []int
		for place := range l.shown {
			left := l.starts[place]
			if place >= l.staying {
				left -= across
			}
			inArea := place < l.staying && x < l.stays || place >= l.staying && x >= l.stays
			if inArea && x >= left && x < left+l.widths[place] {
				there = append(there, place)
			}
		}
		want := -1
		if len(there) > 0 {
			want = there[0]
		}
		if got := l.placeAt(x, across); got != want || len(there) > 1 {
			t.Fatalf("at %v is place %d, want %v", x, got, there)
		}
	})
}

// What is remembered comes back, and nothing that is remembered can break the table.
func TestColumnsAreRemembered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := drawnColumns(t)
		p := newColumnPlan(columns)
		changePlan(t, p)
		delivered := Order{Column: "c0"}
		order := delivered
		if rapid.Bool().Draw(t, "sorted") {
			order = Order{Column: columns[rapid.IntRange(0, len(columns)-1).Draw(t, "by")].ID, Descending: true}
		}
		q := newColumnPlan(columns)
		got := q.recall(p.remember(order, delivered), delivered)
		if !slices.Equal(q.order, p.order) || !slices.Equal(q.hidden, p.hidden) || !slices.Equal(q.held, p.held) {
			t.Fatalf("remembered %v %v, came back %v %v", p.order, p.hidden, q.order, q.hidden)
		}
		for column := range columns {
			if p.held[column] && p.widths[column] != q.widths[column] {
				t.Fatalf("column %d was %v wide, is %v", column, p.widths[column], q.widths[column])
			}
		}
		want := order
		if !p.sorts(order.Column) {
			want = delivered
		}
		if got != want {
			t.Fatalf("sorted by %v, want %v", got, want)
		}

		// Another version of the program has other columns.
		other := newColumnPlan(drawnColumns(t))
		other.recall(p.remember(order, delivered), Order{})
		if n := len(other.order); n != len(other.columns) || len(other.shown()) == 0 {
			t.Fatalf("%d columns stand in %v", len(other.columns), other.order)
		}
		other.recall(rapid.String().Draw(t, "damaged"), Order{})
	})
}

func TestColumnsRememberedByAnotherVersion(t *testing.T) {
	columns := []Column{{ID: "a", Width: 50}, {ID: "new", Width: 60}, {ID: "b", Width: 70, Sortable: true}}
	for _, c := range []struct {
		remembered string
		order      []int
		by         string
	}{
		{"", []int{0, 1, 2}, ""},
		{"nonsense", []int{0, 1, 2}, ""},
		{`{"columns":[{"id":"b"},{"id":"gone","width":9},{"id":"a"},{"id":"b"}],"order":{"Column":"gone"}}`, []int{2, 0, 1}, ""},
		{`{"columns":[{"id":"b"},{"id":"a"}],"order":{"Column":"b","Descending":true}}`, []int{2, 0, 1}, "b"},
		{`{"columns":[{"id":"a","hidden":true},{"id":"b","hidden":true},{"id":"new","hidden":true}],"order":{"Column":"a"}}`, []int{0, 2, 1}, ""},
		{`{"columns":[{"id":"a","width":1e30},{"id":"b","width":-4}]}`, []int{0, 1, 2}, ""},
	} {
		p := newColumnPlan(columns)
		order := p.recall(c.remembered, Order{})
		if !slices.Equal(p.order, c.order) || order.Column != c.by || len(p.shown()) == 0 || p.widths[0] > mostColumn {
			t.Errorf("%s: %v shown %v sorted by %q, widths %v", c.remembered, p.order, p.shown(), order.Column, p.widths)
		}
	}
}

// What is copied is read back by who reads such text.
func TestSeparatedTextIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		cell := rapid.OneOf(rapid.StringMatching(`[a-z"\t\n, é=+@-]{0,8}`), rapid.SampledFrom([]string{"", "\"", "a\nb", "\t", "=1", "12,5"}))
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 6).Draw(t, "rows")
		var s separated
		for _, row := range rows {
			s.row(row)
		}
		reader := csv.NewReader(strings.NewReader(s.String()))
		reader.Comma = '\t'
		got, err := reader.ReadAll()
		if err != nil {
			t.Fatalf("%v in %q", err, s.String())
		}
		if len(got) != len(rows) {
			t.Fatalf("%d rows became %d: %q", len(rows), len(got), s.String())
		}
		for i, row := range rows {
			for j, cell := range row {
				if got[i][j] != harmless(cell) {
					t.Fatalf("%q became %q", harmless(cell), got[i][j])
				}
			}
		}
	})
}

func TestWhatIsLookedForIsFound(t *testing.T) {
	for _, c := range []struct{ text, sought, match string }{
		{"Zoé Amélie", "zoe", "Zoé"},
		{"Zoé Amélie", "AMELIE", "Amélie"},
		{"Zoe\u0301 Amélie", "zoé", "Zoe\u0301"},
		{"1\u202f234", "1 234", "1\u202f234"},
		{"Straße", "e", "e"},
		{"aaa", "aa", "aa"},
		{"abc", "d", ""},
		{"abc", "", ""},
	} {
		from, to, ok := matchIn(c.text, fold(c.sought))
		got := ""
		if ok {
			got = c.text[from:to]
		}
		if got != c.match {
			t.Errorf("%q in %q is %q, want %q", c.sought, c.text, got, c.match)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		sought := fold(rapid.String().Draw(t, "sought"))
		from, to, ok := matchIn(text, sought)
		if ok && (from < 0 || to > len(text) || from > to) {
			t.Fatalf("%q in %q: %d to %d", sought, text, from, to)
		}
	})
}

// chosenModel is a selection as simple as can be: the set of indices.
type chosenModel map[int]bool

// A selection of ticks, spans and rows turned agrees with a plain set, whatever the order
// in which keys become known.
func TestChoiceAgreesWithASet(t *testing.T) {
	const rows = 5*pageRows + 10
	keyOf := func(i int) string { return fmt.Sprint("k", i) }
	rapid.Check(t, func(t *rapid.T) {
		book := &keyBook{}
		var c choice
		model := chosenModel{}
		index := func(t *rapid.T, name string) int { return rapid.IntRange(0, rows-1).Draw(t, name) }
		settle := func(pages, share int) {
			c.settle(pages, func(_ *keyBook, page int) (keys []string, known bool) {
				if page%share != 0 {
					return nil, false
				}
				for i := page * pageRows; i < (page+1)*pageRows; i++ {
					keys = append(keys, keyOf(i))
				}
				return keys, true
			})
		}
		t.Repeat(map[string]func(*rapid.T){
			"turn": func(t *rapid.T) {
				i, on := index(t, "row"), rapid.Bool().Draw(t, "on")
				c.turn(book, i, keyOf(i), on)
				model[i] = on
			},
			"only": func(t *rapid.T) {
				i := index(t, "row")
				c.only(keyOf(i))
				clear(model)
				model[i] = true
			},
			"all": func(*rapid.T) {
				c.selectAll()
				for i := range rows {
					model[i] = true
				}
			},
			"clear": func(*rapid.T) { c.clear(); clear(model) },
			"span": func(t *rapid.T) {
				from, to := index(t, "from"), index(t, "to")
				from, to = min(from, to), max(from, to)
				c.addSpan(span{book: book, from: from, to: to})
				for i := from; i <= to; i++ {
					model[i] = true
				}
			},
			"settle": func(t *rapid.T) { settle(rapid.IntRange(0, 4).Draw(t, "pages"), rapid.IntRange(1, 3).Draw(t, "share")) },
			"": func(t *rapid.T) {
				n := 0
				for i := range rows {
					if got := c.contains(book, i, keyOf(i)); got != model[i] {
						t.Fatalf("row %d: %v, want %v", i, got, model[i])
					}
					if model[i] {
						n++
					}
				}
				if got := c.count(rows); got < n || len(c.spans) == 0 && got != n {
					t.Fatalf("%d rows are chosen, counted %d (%d spans)", n, got, len(c.spans))
				}
			},
		})
	})
}
