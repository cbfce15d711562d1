package pdf

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
)

// modulesOf paints the path of a symbol on squared paper.
func modulesOf(t *rapid.T, s symbol) *gozxing.BitMatrix {
	matrix, err := gozxing.NewSquareBitMatrix(s.modules)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(s.path) {
		var x, y, width int
		if _, err := fmt.Sscanf(line, "%d %d %d 1 re\n", &x, &y, &width); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		for i := range width {
			if matrix.Get(x+i, y) {
				t.Fatalf("the module %d, %d is painted twice", x+i, y)
			}
			matrix.Set(x+i, y)
		}
	}
	return matrix
}

func TestSymbolIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.StringOfN(rapid.SampledFrom([]rune(alphanumerics)), 1, 311, -1).Draw(t, "code")
		s, err := newSymbol(convocation.Letter{Code: code})
		if err != nil {
			t.Fatal(err)
		}
		read, err := decoder.NewDecoder().Decode(modulesOf(t, s), nil)
		if err != nil {
			t.Fatal(err)
		}
		if read.GetText() != code {
			t.Fatalf("read %q, want %q", read.GetText(), code)
		}
	})
}

func TestSymbolLimits(t *testing.T) {
	for _, code := range []string{strings.Repeat("A", 312), strings.Repeat("A", 5000), "é", "abc"} {
		_, err := newSymbol(convocation.Letter{Number: "27-041253-58", Code: code})
		if agenda.CodeOf(err) != "PDF-CODE-UNFIT" {
			t.Errorf("%.10s…: %v", code, err)
		}
	}
	if s, err := newSymbol(convocation.Letter{}); err != nil || s != (symbol{}) {
		t.Errorf("no code: %v, %v", s, err)
	}
}

func TestSymbolsKeepTheirOrder(t *testing.T) {
	letters := make([]convocation.Letter, 200)
	for i := range letters {
		letters[i].Code = strings.Repeat("A", 1+i%40) + fmt.Sprint(i)
	}
	i := 0
	for s, err := range symbols(context.Background(), letters) {
		if err != nil {
			t.Fatal(err)
		}
		if want, _ := newSymbol(letters[i]); s != want {
			t.Fatalf("symbol %d is another one's", i)
		}
		i++
	}
	if i != len(letters) {
		t.Fatalf("%d symbols of %d", i, len(letters))
	}
}

func TestSymbolsStop(t *testing.T) {
	letters := make([]convocation.Letter, 1000)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	seen := 0
	for range symbols(ctx, letters) {
		if seen++; seen == 3 {
			cancel()
		}
	}
	if seen == len(letters) {
		t.Error("all symbols came in spite of the cancellation")
	}
	for range symbols(context.Background(), letters) {
		break // leaving early must not hang
	}
}
