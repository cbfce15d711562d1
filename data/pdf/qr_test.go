package pdf

import (
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
	"pgregory.net/rapid"
)

// Another encoder gives the same symbol, module by module, under the mask it chose.
func TestSymbolsAreThoseOfAnotherEncoder(t *testing.T) {
	for length := 1; length <= 311; length++ {
		text := strings.Repeat("CRENEAUX1 $%*+-./:0Z", 16)[:length]
		other, failure := encoder.Encoder_encode(text, decoder.ErrorCorrectionLevel_M, nil)
		if failure != nil {
			t.Fatal(failure)
		}
		template, unmasked, err := unmaskedQR(text)
		if err != nil {
			t.Fatal(err)
		}
		ours, theirs := unmasked.combined(&template.masks[other.GetMaskPattern()]), other.GetMatrix()
		if ours.side != theirs.GetWidth() {
			t.Fatalf("%d characters: %d modules, not %d", length, ours.side, theirs.GetWidth())
		}
		for y := range ours.side {
			for x := range ours.side {
				if ours.dark(x, y) != (theirs.Get(x, y) == 1) || ours.dark(x, y) != (ours.columns[x]>>y&1 == 1) {
					t.Fatalf("%d characters: module %d, %d differs", length, x, y)
				}
			}
		}
	}
}

// The quick scoring of lines agrees with the wording of the standard, module by module.
func TestPenalty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := grid{side: 17 + 4*rapid.IntRange(1, largestVersion).Draw(t, "version")}
		for y, row := range rapid.SliceOfN(rapid.Uint64(), g.side, g.side).Draw(t, "rows") {
			for x := range g.side {
				if row>>x&1 == 1 {
					g.darken(x, y)
				}
			}
		}
		if got, want := g.penalty(), slowPenalty(&g); got != want {
			t.Fatalf("penalty %d, want %d", got, want)
		}
	})
}

func slowPenalty(g *grid) int {
	sum, dark := 0, 0
	for i := range g.side {
		sum += slowLinePenalty(g.side, func(j int) bool { return g.dark(j, i) })
		sum += slowLinePenalty(g.side, func(j int) bool { return g.dark(i, j) })
	}
	for y := range g.side {
		for x := range g.side {
			if g.dark(x, y) {
				dark++
			}
			if x > 0 && y > 0 && g.dark(x, y) == g.dark(x-1, y) && g.dark(x, y) == g.dark(x, y-1) && g.dark(x, y) == g.dark(x-1, y-1) {
				sum += 3
			}
		}
	}
	fromHalf := 100*dark/(g.side*g.side) - 50
	return sum + 10*(max(fromHalf, -fromHalf)/5)
}

func slowLinePenalty(side int, dark func(int) bool) int {
	var line strings.Builder
	sum, run := 0, 0
	for i := range side {
		if dark(i) {
			line.WriteByte('#')
		} else {
			line.WriteByte('.')
		}
		if i > 0 && dark(i) == dark(i-1) {
			run++
		} else {
			run = 1
		}
		switch {
		case run == 5:
			sum += 3
		case run > 5:
			sum++
		}
	}
	for i := range line.String() {
		if rest := line.String()[i:]; strings.HasPrefix(rest, "#.###.#....") || strings.HasPrefix(rest, "....#.###.#") {
			sum += 40
		}
	}
	return sum
}

// Two values that the standard prints: format information for level M and mask 5
// (annex C), version information for version 7 (annex D).
func TestProtectedInformation(t *testing.T) {
	if got := formatInformation(5); got != 0b100000011001110 {
		t.Errorf("format information %015b", got)
	}
	if got := withCheck(7, 0x1F25); got != 0b000111110010010100 {
		t.Errorf("version information %018b", got)
	}
}

// The example of annex I, "01234567" in numeric mode, gives this error correction.
func TestReedSolomonExample(t *testing.T) {
	data := []byte{0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11}
	want := []byte{0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55}
	if got := remainder(data, generatorOf(10)); string(got) != string(want) {
		t.Errorf("% X, want % X", got, want)
	}
}

func TestSmallestVersionHoldsTheText(t *testing.T) {
	// Capacities at level M in alphanumeric mode (table 7).
	for version, capacity := range [largestVersion + 1]int{1: 20, 38, 61, 90, 122, 154, 178, 221, 262, 311} {
		if version == 0 {
			continue
		}
		if got := smallestVersion(capacity); got != version {
			t.Errorf("%d characters go in version %d, not %d", capacity, got, version)
		}
		if got := smallestVersion(capacity + 1); got != (version+1)%(largestVersion+1) {
			t.Errorf("%d characters go in version %d", capacity+1, got)
		}
	}
}

func TestEveryModuleIsSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		version := rapid.IntRange(1, largestVersion).Draw(t, "version")
		template := templateOf(version)
		b := blocksOf[version]
		bits := 8 * (b.dataCodewords() + (b.short+b.long)*b.correction)
		if left := len(template.path) - bits; left < 0 || left > 7 {
			t.Fatalf("version %d has room for %d bits, %d codeword bits", version, len(template.path), bits)
		}
	})
}

func BenchmarkEncodeQR(b *testing.B) {
	code := strings.Repeat("CRENEAUX1ABCDEFG", 13)[:204]
	for b.Loop() {
		if _, err := encodeQR(code); err != nil {
			b.Fatal(err)
		}
	}
}
