package fonts_test

import (
	"testing"

	"golang.org/x/image/font/sfnt"

	"creneaux/assets/fonts"
)

func TestFontsAreWholeAndPrivate(t *testing.T) {
	for name, load := range map[string]func() []byte{
		"Liberation Sans":      fonts.Sans,
		"Liberation Sans Bold": fonts.SansBold,
		"DejaVu Sans":          fonts.Fallback,
		"DejaVu Sans Bold":     fonts.FallbackBold,
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
