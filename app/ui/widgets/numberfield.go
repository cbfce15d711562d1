package widgets

import (
	"errors"
	"math"
	"strconv"

	"creneaux/app/wording"
)

// NumberParams says what a [NumberField] takes.
type NumberParams struct {
	Voice *wording.Voice
	// Least and Most bound the number.
	Least, Most float64
	// Decimals is how many there are at most; 0 takes whole numbers only.
	Decimals int
	// Step is how far Up and Down go; 0 is 1. PageUp and PageDown go ten steps.
	Step float64
	// Plain writes no separators of thousands, as for years.
	Plain bool
	// Unit stands behind the field: "min", "%"; may be empty.
	Unit string
	// Bare is a field without arrows, as the cells of a table.
	Bare bool
}

// NumberField is a number with the separators of the reader's language, a unit and
// bounds. What is wrong stays as it was typed.
type NumberField struct {
	valueField[float64]
}

var _ Answer = (*NumberField)(nil)

// NewNumberField returns an empty field.
func NewNumberField(p NumberParams) *NumberField {
	if p.Step == 0 {
		p.Step = 1
	}
	f := &NumberField{}
	f.read = p.read
	f.write = p.write
	f.edit = p.write
	f.widen = func() float32 {
		most := max(math.Abs(p.Least), math.Abs(p.Most))
		return widestOf(p.write(most), p.write(p.Least), p.write(most-math.Pow10(-p.Decimals)))
	}
	f.step = func(from float64, set bool, steps int) float64 {
		if !set {
			return max(p.Least, min(p.Most, 0))
		}
		// Counted in the smallest unit, for 0.1 + 0.2 is not 0.3.
		unit := math.Pow10(p.Decimals)
		next := stepped(int(math.Round(from*unit)), steps, max(1, int(math.Round(p.Step*unit))), int(math.Ceil(p.Least*unit)), int(math.Floor(p.Most*unit)))
		return float64(next) / unit
	}
	f.build(f, valueParts{unit: p.Unit, bare: p.Bare})
	return f
}

func (p NumberParams) write(n float64) string {
	if p.Plain {
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
	return p.Voice.Decimal(n, p.Decimals)
}

// Int returns the whole number that stands in the field; ok is false when it is empty
// or wrong.
func (f *NumberField) Int() (n int, ok bool) {
	v, ok := f.Value()
	return int(math.Round(v)), ok
}

// SetInt shows a whole number without telling anybody.
func (f *NumberField) SetInt(n int) { f.SetValue(float64(n)) }

func (p NumberParams) read(text string) (float64, string) {
	if p.Decimals == 0 {
		n, err := p.Voice.ReadInteger(text)
		if err != nil {
			return 0, p.Voice.Text("widgets.number.wrong.whole")
		}
		return p.bounded(float64(n))
	}
	n, err := p.Voice.ReadNumber(text)
	switch {
	case errors.Is(err, wording.ErrAmbiguous):
		return 0, p.Voice.Text("widgets.number.wrong.mark")
	case err != nil:
		return 0, p.Voice.Text("widgets.number.wrong.form")
	}
	// What is not kept must not be lost without a word.
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'f', p.Decimals, 64), 64)
	if math.Abs(rounded-n) > 1e-9 {
		return 0, p.Voice.Text("widgets.number.wrong.decimals", "Count", p.Decimals)
	}
	return p.bounded(rounded)
}

func (p NumberParams) bounded(n float64) (float64, string) {
	if n < p.Least || n > p.Most {
		return 0, p.Voice.Text("widgets.number.wrong.range", "Least", p.write(p.Least), "Most", p.write(p.Most))
	}
	return n, ""
}
