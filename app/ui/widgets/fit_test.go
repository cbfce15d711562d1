package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"pgregory.net/rapid"

	"creneaux/app/ui/theme"
)

// Nothing of a text is lost when it wraps, no line is wider than it may be, and what
// belongs together stays so.
func TestWrapping(t *testing.T) {
	look(t)
	size := theme.Size(theme.SizeTextBody)
	words := []string{"15\u202f000", "rendez-vous", "n°\u00a012", "C:/Users/agent/Documents", "é", "mise en ligne", "e\u0301e\u0301e\u0301", "👩🏽", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 20).Draw(t, "words"), " ")
		width := float32(rapid.IntRange(1, 400).Draw(t, "width"))
		got := wrap(text, width, size, fyne.TextStyle{})
		squeezed := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if squeezed(strings.Join(got, "")) != squeezed(text) {
			t.Fatalf("%q became %q", text, got)
		}
		for i, line := range got {
			if textWidth(line, size, fyne.TextStyle{}) <= width+0.02 {
				continue
			}
			runes := []rune(line)
			for j := 1; j < len(runes); j++ {
				if !joined(runes[j-1], runes[j]) {
					t.Fatalf("line %d, %q, is wider than %v", i, line, width)
				}
			}
		}
	})
}

func TestNumbersDoNotBreak(t *testing.T) {
	look(t)
	size := theme.Size(theme.SizeTextBody)
	text := "Il manque 15\u202f000 créneaux au\u00a0plan"
	for width := float32(70); width < 300; width += 7 {
		for _, line := range wrap(text, width, size, fyne.TextStyle{}) {
			if strings.HasSuffix(line, "15") || strings.HasSuffix(line, "au") {
				t.Errorf("at %v: a line ends with %q", width, line)
			}
		}
	}
}

func TestParagraphIsAsHighAsItsLines(t *testing.T) {
	look(t)
	p := NewParagraph(RoleBody, strings.Repeat("Un créneau rendu ne revient pas aussitôt en ligne. ", 5))
	wide, narrow := p.HeightFor(800), p.HeightFor(200)
	if narrow < 3*wide/2 {
		t.Errorf("%v high at 200, %v at 800", narrow, wide)
	}
	page := Down(p, box(10, 10))
	open(t, page, 200, 400)
	if p.Size().Height != narrow || page.MinSize().Height < narrow {
		t.Errorf("given %v, needs %v; the column needs %v", p.Size().Height, narrow, page.MinSize().Height)
	}
	if p.MinSize().Width > 200 {
		t.Errorf("a paragraph needs %v", p.MinSize().Width)
	}
}

// A row has its objects on one line where they fit and on several where they do not;
// none is wider than the row, and none overlaps another.
func TestRowsWrap(t *testing.T) {
	look(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "n")
		var objects []fyne.CanvasObject
		natural := -theme.Size(theme.SizeGap)
		for range n {
			w := float32(rapid.IntRange(1, 120).Draw(t, "w"))
			natural += w + theme.Size(theme.SizeGap)
			objects = append(objects, box(w, float32(rapid.IntRange(1, 40).Draw(t, "h"))))
		}
		var stretch fyne.CanvasObject
		if i := rapid.IntRange(-1, n-1).Draw(t, "stretch"); i >= 0 {
			stretch = objects[i]
		}
		width := float32(rapid.IntRange(120, 900).Draw(t, "width"))
		flow := Flow(stretch, objects...)
		height := HeightFor(flow, width)
		flow.Resize(fyne.NewSize(width, height))
		if got := flow.MinSize().Height; got != height {
			t.Fatalf("needs %v once it is %v wide, said %v before", got, width, height)
		}
		lines := map[float32]bool{}
		for i, o := range objects {
			if o.Position().X < 0 || o.Position().X+o.Size().Width > width+0.6 || o.Position().Y+o.Size().Height > height+0.01 {
				t.Fatalf("object %d at %v, %v large, in %v × %v", i, o.Position(), o.Size(), width, height)
			}
			if o.Size().Width < o.MinSize().Width || o.Size().Height < o.MinSize().Height {
				t.Fatalf("object %d is %v, at least %v", i, o.Size(), o.MinSize())
			}
			for _, other := range objects[:i] {
				if overlap(o, other) {
					t.Fatalf("%v %v overlaps %v %v", o.Position(), o.Size(), other.Position(), other.Size())
				}
			}
			lines[o.Position().X] = true
		}
		if natural <= width && len(lines) != n {
			t.Fatalf("%v wide objects in %v do not stand on one line", natural, width)
		}
	})
}

func overlap(a, b fyne.CanvasObject) bool {
	const touch = 0.01
	p, q := a.Position(), b.Position()
	return p.X < q.X+b.Size().Width-touch && q.X < p.X+a.Size().Width-touch &&
		p.Y < q.Y+b.Size().Height-touch && q.Y < p.Y+a.Size().Height-touch
}

func TestEvenlyWraps(t *testing.T) {
	look(t)
	gap := theme.Size(theme.SizeGapLarge)
	tiles := make([]fyne.CanvasObject, 5)
	for i := range tiles {
		tiles[i] = box(100, 20)
	}
	row := Evenly(tiles...)
	for _, c := range []struct{ width, lines float32 }{{500 + 4*gap, 1}, {300 + 2*gap, 2}, {499, 2}, {200 + gap, 3}, {100, 5}, {50, 5}} {
		row.Resize(fyne.NewSize(c.width, HeightFor(row, c.width)))
		if got, want := row.Size().Height, 20*c.lines+gap*(c.lines-1); got != want {
			t.Errorf("at %v it is %v high, want %v", c.width, got, want)
		}
		last := tiles[4]
		if end := last.Position().Y + last.Size().Height; end > row.Size().Height+0.01 {
			t.Errorf("at %v the last ends at %v of %v", c.width, end, row.Size().Height)
		}
	}
}

func TestFlowDoesNotKeepAWindowWide(t *testing.T) {
	look(t)
	a, b := box(100, 10), box(80, 10)
	if got := Flow(nil, a, b).MinSize().Width; got != 100 {
		t.Errorf("a flow needs %v", got)
	}
	if got := Across(a, b).MinSize().Width; got != 180+theme.Size(theme.SizeGap) {
		t.Errorf("a row needs %v", got)
	}
}

func TestHeightOfStacks(t *testing.T) {
	look(t)
	p := NewParagraph(RoleBody, strings.Repeat("mot ", 60))
	stack := container.NewStack(Inset(theme.SizeGap, p), box(5, 5))
	if got, want := HeightFor(stack, 150), p.HeightFor(150-2*theme.Size(theme.SizeGap))+2*theme.Size(theme.SizeGap); got != want {
		t.Errorf("the stack is %v high, want %v", got, want)
	}
}

func TestScrollGivesWhatIsNeeded(t *testing.T) {
	look(t)
	p := NewParagraph(RoleBody, strings.Repeat("mot ", 400))
	rest := box(10, 10)
	s := NewScroll(DownWith(rest, p, rest))
	open(t, s, 300, 200)
	if height := s.body.Size().Height; height <= 200 || height != HeightFor(s.content, 300) {
		t.Errorf("the content is %v high, needs %v", height, HeightFor(s.content, 300))
	}
	p.SetText("court")
	s.Resize(fyne.NewSize(300, 201))
	if s.body.Size().Height != 201 || rest.Position().Y+rest.Size().Height != 201 {
		t.Errorf("short content is %v high, its end at %v", s.body.Size().Height, rest.Position().Y+rest.Size().Height)
	}
	if least := s.MinSize(); least.Width > 200 {
		t.Errorf("the view needs %v", least)
	}
}

func TestScrollShowsWhatHasTheKeyboard(t *testing.T) {
	look(t)
	last := NewButton(Secondary, "Dernier", nil, nil)
	first := NewButton(Secondary, "Premier", nil, nil)
	outside := NewButton(Secondary, "Dehors", nil, nil)
	s := NewScroll(Down(first, box(10, 900), last))
	window := open(t, container.NewBorder(outside, nil, nil, nil, s), 300, 200)
	window.Canvas().Focus(last)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(last).Y
	if at < 30 || at+last.Size().Height > 200 {
		t.Fatalf("what has the keyboard is at %v of 200", at)
	}
	before := s.Offset()
	window.Canvas().Focus(outside)
	if s.Offset() != before {
		t.Error("what is outside moves the view")
	}
	window.Canvas().Focus(first)
	if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(first).Y; at < 30 {
		t.Errorf("the first is at %v", at)
	}
}
