package chance

import (
	"math"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// percent writes a share with a decimal where it is small.
func percent(share float64, voice *wording.Voice) string {
	decimals := 0
	if share > 0 && share < 0.1 {
		decimals = 1
	}
	return voice.Text("screen.chance.percent", "Share", voice.Decimal(100*share, decimals))
}

// grouped writes a whole number of any size, in groups of three digits.
func grouped(n *big.Int, voice *wording.Voice) string {
	digits := n.String()
	gap := strings.Trim(voice.Number(1000), "01")
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(gap)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// exactUpTo is below which a count is written in full.
const exactUpTo = 1_000_000

// rounded writes a count in full or, where it is large, as a power of ten.
func rounded(n *big.Int, voice *wording.Voice) string {
	if n.Cmp(big.NewInt(exactUpTo)) < 0 {
		return grouped(n, voice)
	}
	digits := n.String()
	exponent := len(digits) - 1
	first, _ := new(big.Rat).SetFrac(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exponent)), nil)).Float64()
	if first = math.Round(10*first) / 10; first == 10 {
		first, exponent = 1, exponent+1
	}
	return voice.Text("screen.chance.power", "Digits", voice.Decimal(first, 1), "Exponent", raised(exponent))
}

// raised writes a whole number as an exponent.
func raised(n int) string {
	return strings.Map(func(r rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'] }, big.NewInt(int64(n)).String())
}

// comparisons are numbers that people have an idea of, in their order. The lottery is that
// of France since 2008: five of 49 and one of 10.
var comparisons = []struct {
	least *big.Int
	said  agenda.Message
}{
	{big.NewInt(2), agenda.Msg("screen.chance.compare.few")},
	{big.NewInt(365), agenda.Msg("screen.chance.compare.days")},
	{big.NewInt(7 * 24 * 60), agenda.Msg("screen.chance.compare.minutes")},
	{big.NewInt(19_068_840), agenda.Msg("screen.chance.compare.lottery")},
	{power(1, 10), agenda.Msg("screen.chance.compare.people")},
	{power(5, 17), agenda.Msg("screen.chance.compare.seconds")},
	{power(1, 25), agenda.Msg("screen.chance.compare.stars")},
	{new(big.Int).MulRange(1, 52), agenda.Msg("screen.chance.compare.cards")},
}

// power returns digit × 10^exponent.
func power(digit, exponent int64) *big.Int {
	n := new(big.Int).Exp(big.NewInt(10), big.NewInt(exponent), nil)
	return n.Mul(n, big.NewInt(digit))
}

// comparison says what there are fewer of than there are schedules.
func comparison(n *big.Int) agenda.Message {
	said := agenda.Msg("screen.chance.compare.one")
	for _, c := range comparisons {
		if n.Cmp(c.least) >= 0 {
			said = c.said
		}
	}
	return said
}

// capital begins a sentence with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
