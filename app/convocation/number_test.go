package convocation_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
)

func drawNumber(t *rapid.T) string {
	year := rapid.IntRange(convocation.FirstYear, convocation.LastYear).Draw(t, "year")
	sequence := rapid.IntRange(1, convocation.MaxSequence).Draw(t, "sequence")
	number, err := convocation.NewNumber(year, sequence)
	if err != nil {
		t.Fatal(err)
	}
	return number
}

func TestNumberIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := drawNumber(t)
		typed := number
		for _, change := range []struct{ from, to string }{
			{"-", rapid.SampledFrom([]string{"", "-", " ", ".", "\u202f", " – "}).Draw(t, "separator")},
			{"0", rapid.SampledFrom([]string{"0", "O", "o"}).Draw(t, "zero")},
			{"1", rapid.SampledFrom([]string{"1", "I", "l", "i"}).Draw(t, "one")},
		} {
			typed = strings.ReplaceAll(typed, change.from, change.to)
		}
		for _, s := range []string{typed, convocation.SpacedNumber(number), " " + number + "\r\n"} {
			if got, err := convocation.ParseNumber(s); err != nil || got != number {
				t.Fatalf("ParseNumber(%q) = %q, %v; want %q", s, got, err, number)
			}
		}
	})
}

func TestNumbersDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.IntRange(1, convocation.MaxSequence).Draw(t, "a"), rapid.IntRange(1, convocation.MaxSequence).Draw(t, "b")
		numberA, _ := convocation.NewNumber(2027, a)
		numberB, _ := convocation.NewNumber(2027, b)
		if (a == b) != (numberA == numberB) {
			t.Fatalf("%d and %d give %s and %s", a, b, numberA, numberB)
		}
	})
}

func TestOneWrongDigitIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte(strings.ReplaceAll(drawNumber(t), "-", ""))
		at := rapid.IntRange(0, len(digits)-1).Draw(t, "at")
		wrong := byte('0' + rapid.IntRange(0, 9).Draw(t, "wrong"))
		if digits[at] == wrong {
			t.Skip("the digit is the same")
		}
		digits[at] = wrong
		if _, err := convocation.ParseNumber(string(digits)); agenda.CodeOf(err) != "NUMBER-CHECK" {
			t.Fatalf("%s: %v", digits, err)
		}
	})
}

func TestTwoSwappedDigitsAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte(strings.ReplaceAll(drawNumber(t), "-", ""))
		at := rapid.IntRange(0, len(digits)-2).Draw(t, "at")
		if digits[at] == digits[at+1] {
			t.Skip("the digits are the same")
		}
		digits[at], digits[at+1] = digits[at+1], digits[at]
		if _, err := convocation.ParseNumber(string(digits)); agenda.CodeOf(err) != "NUMBER-CHECK" {
			t.Fatalf("%s: %v", digits, err)
		}
	})
}

// The check digits of this example were worked out by hand from the standard:
// 2704125300 = 97 × 27877580 + 40, and 98 − 40 = 58.
func TestNumberExamples(t *testing.T) {
	number, err := convocation.NewNumber(2027, 41253)
	if err != nil || number != "27-041253-58" {
		t.Errorf("NewNumber = %q, %v", number, err)
	}
	if got := convocation.SpacedNumber(number); got != "27 041 253 58" {
		t.Errorf("SpacedNumber = %q", got)
	}
	if got := convocation.SpacedNumber("n/a"); got != "n/a" {
		t.Errorf("SpacedNumber = %q", got)
	}
	for typed, code := range map[string]string{
		"":               "NUMBER-FORM",
		"27-041253-5":    "NUMBER-FORM",
		"27-041253-581":  "NUMBER-FORM",
		"27-041253-5x":   "NUMBER-FORM",
		"RDV100223":      "NUMBER-FORM",
		"27-041253-59":   "NUMBER-CHECK",
		"00-000000-98":   "NUMBER-CHECK", // the remainder is right, but there is no letter 0
		"27-000000-45":   "NUMBER-CHECK",
		"００００００００００":     "NUMBER-FORM",
		"\xff\xfe27":     "NUMBER-FORM",
		"9999999999":     "NUMBER-CHECK",
		"27/041253/58":   "NUMBER-FORM",
		"27 041 253 85":  "NUMBER-CHECK",
		"72 041 253 58":  "NUMBER-CHECK",
		"27 041 253 5 8": "",
	} {
		if _, err := convocation.ParseNumber(typed); agenda.CodeOf(err) != code || (err == nil) != (code == "") {
			t.Errorf("ParseNumber(%q): %v, want %q", typed, err, code)
		}
	}
	for _, bad := range [][2]int{{1999, 1}, {2100, 1}, {2027, 0}, {2027, -1}, {2027, 1_000_000}} {
		if _, err := convocation.NewNumber(bad[0], bad[1]); agenda.CodeOf(err) != "NUMBER-EXHAUSTED" {
			t.Errorf("NewNumber(%d, %d): %v", bad[0], bad[1], err)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	f.Add("27-041253-58")
	f.Add("27 O4l 253 81")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		number, err := convocation.ParseNumber(s)
		if err != nil {
			return
		}
		if again, err := convocation.ParseNumber(number); err != nil || again != number {
			t.Fatalf("%q gives %q, which gives %q, %v", s, number, again, err)
		}
	})
}
