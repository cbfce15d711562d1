package pdf

import "strconv"

// characters are those of a typeface that gofpdf knows to be used, and so embeds.
type characters [lastRune + 1]bool

// takeAll adds the characters of a text and reports whether all were there before.
func (c *characters) takeAll(text string) bool {
	all := true
	for _, r := range text {
		all = all && c[r]
		c[r] = true
	}
	return all
}

// show sets a run of the selected face and size with its base line at y. The library is
// asked where it has to note a new character; it takes four times as long as writing the
// same operators here, and most characters come again and again.
func (d *document) show(x, y float64, r run) {
	if !d.loaded[d.face].takeAll(r.text) {
		d.out.Text(x, y, r.text)
		return
	}
	const k = 1 / millimetresPerPoint
	line := make([]byte, 0, 64+3*len(r.text))
	line = append(line, "q "...)
	for _, share := range []int{d.ink.red, d.ink.green, d.ink.blue} {
		line = append(strconv.AppendFloat(line, float64(share)/255, 'f', 3, 64), ' ')
	}
	line = append(line, "rg BT "...)
	line = append(strconv.AppendFloat(line, x*k, 'f', 2, 64), ' ')
	line = strconv.AppendFloat(line, (d.height-y)*k, 'f', 2, 64)
	line = append(line, " Td ("...)
	for _, c := range r.text {
		line = appendEscaped(appendEscaped(line, byte(c>>8)), byte(c))
	}
	line = append(line, ") Tj ET Q"...)
	d.out.RawWriteStr(string(line))
}

// appendEscaped adds a byte of a string in parentheses (ISO 32000-1, 7.3.4.2).
func appendEscaped(text []byte, b byte) []byte {
	switch b {
	case '\\', '(', ')':
		return append(text, '\\', b)
	case '\r':
		return append(text, '\\', 'r')
	}
	return append(text, b)
}
