package fonts_test

import (
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"creneaux/assets/fonts"
)

func TestFontsAreWholeAndPrivate(t *testing.T) {
	for name, load := range map[string]func() []byte{
		"Liberation Sans":             fonts.Sans,
		"Liberation Sans Bold":        fonts.SansBold,
		"Liberation Sans Italic":      fonts.SansItalic,
		"Liberation Sans Bold Italic": fonts.SansBoldItalic,
		"Liberation Mono":             fonts.Mono,
		"DejaVu Sans":                 fonts.Fallback,
		"DejaVu Sans Bold":            fonts.FallbackBold,
	} {
		first, second := load(), load()
		if &first[0] == &second[0] {
			t.Errorf("%s: two callers share the bytes", name)
		}
		font, err := sfnt.Parse(first)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if full, err := font.Name(nil, sfnt.NameIDFull); err != nil || full != name {
			t.Errorf("the font is called %q, not %q (%v)", full, name, err)
		}
	}
}

// Columns of numbers align: every figure is as wide as every other, and so is what the
// French put between thousands in all of them.
func TestFiguresAreTabular(t *testing.T) {
	for name, ttf := range map[string][]byte{
		"regular": fonts.Sans(), "bold": fonts.SansBold(), "italic": fonts.SansItalic(), "mono": fonts.Mono(),
	} {
		font, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		widths := map[fixed.Int26_6]bool{}
		for _, r := range "0123456789" {
			glyph, err := font.GlyphIndex(nil, r)
			if err != nil || glyph == 0 {
				t.Fatalf("%s has no %q (%v)", name, r, err)
			}
			width, err := font.GlyphAdvance(nil, glyph, fixed.I(1000), 0)
			if err != nil {
				t.Fatal(err)
			}
			widths[width] = true
		}
		if len(widths) != 1 {
			t.Errorf("%s: figures have the widths %v", name, widths)
		}
	}
}

// The letters of the languages that people who come to the desks are named in.
func TestOneOfTheFontsHasEveryLetter(t *testing.T) {
	for language, letters := range map[string]string{
		"French":              "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ’«»–— \u202f",
		"Vietnamese":          "ĂÂĐÊÔƠƯăâđêôơưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ",
		"Turkish":             "ÇĞİÖŞÜçğıöşü",
		"Azerbaijani":         "Əə",
		"Romanian":            "ĂÂÎȘȚăâîșțŞŢşţ",
		"Polish":              "ĄĆĘŁŃÓŚŹŻąćęłńóśźż",
		"Czech":               "ČĎĚŇŘŠŤŮŽčďěňřšťůž",
		"Baltic":              "ĀĒĢĪĶĻŅŪāēģīķļņūĖėĮįŲųŠšŽž",
		"Maltese":             "ĊĠĦŻċġħż",
		"Malagasy":            "àñôÀÑÔ",
		"Arabic, transcribed": "ʾʿĀāĪīŪūḌḍḤḥḪḫṢṣṬṭẒẓẔẕĠġŠšṮṯḎḏ",
		"African":             "ƁɓƊɗƘƙƳƴŊŋƐɛƆɔẸẹỌọṢṣɖƉ",
		"Guarani":             "G̃g̃ÃẼĨÕŨỸãẽĩõũỹ",
	} {
		for name, font := range map[string][2][]byte{
			"regular": {fonts.Sans(), fonts.Fallback()},
			"bold":    {fonts.SansBold(), fonts.FallbackBold()},
		} {
			for _, r := range letters {
				if !has(t, font[0], r) && !has(t, font[1], r) {
					t.Errorf("%s: neither %s font has %q", language, name, r)
				}
			}
		}
	}
}

func has(t *testing.T, ttf []byte, r rune) bool {
	t.Helper()
	font, err := sfnt.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	glyph, err := font.GlyphIndex(nil, r)
	return err == nil && glyph != 0
}
