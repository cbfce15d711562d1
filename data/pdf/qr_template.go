package pdf

import "sync"

// template is what all symbols of a version share.
type template struct {
	patterns grid    // finder, alignment and timing patterns, version information
	fixed    grid    // dark where a module carries no data
	path     []place // of the modules that carry data, in the order of its bits
	masks    [8]grid // dark where a mask turns round, with its format information
}

// alignmentCentres are the rows and columns of alignment patterns (annex E).
var alignmentCentres = [largestVersion + 1][]int{
	2: {6, 18}, 3: {6, 22}, 4: {6, 26}, 5: {6, 30}, 6: {6, 34},
	7: {6, 22, 38}, 8: {6, 24, 42}, 9: {6, 26, 46}, 10: {6, 28, 50},
}

var templates [largestVersion + 1]struct {
	once sync.Once
	template
}

func templateOf(version int) *template {
	t := &templates[version]
	t.once.Do(func() { t.template = newTemplate(version) })
	return &t.template
}

func newTemplate(version int) template {
	side := 17 + 4*version
	t := template{patterns: grid{side: side}, fixed: grid{side: side}}
	for i := range side {
		t.set(i, 6, i%2 == 0)
		t.set(6, i, i%2 == 0)
	}
	t.finder(3, 3)
	t.finder(side-4, 3)
	t.finder(3, side-4)
	last := side - 7
	for _, x := range alignmentCentres[version] {
		for _, y := range alignmentCentres[version] {
			if x == 6 && (y == 6 || y == last) || x == last && y == 6 {
				continue // finder patterns stand there
			}
			t.rings(x, y, 2, func(ring int) bool { return ring != 1 })
		}
	}
	format := formatPlaces(side)
	for _, places := range format {
		t.set(places[0].x, places[0].y, false)
		t.set(places[1].x, places[1].y, false)
	}
	t.set(8, side-8, true) // the dark module
	t.versionInformation(version)
	t.path = t.dataPath()
	for i := range t.masks {
		t.masks[i] = t.mask(i, format)
	}
	return t
}

func (t *template) set(x, y int, dark bool) {
	t.fixed.darken(x, y)
	t.patterns.lighten(x, y)
	if dark {
		t.patterns.darken(x, y)
	}
}

func (t *template) mask(number int, format [15][2]place) grid {
	g := grid{side: t.patterns.side}
	for _, at := range t.path {
		if maskInverts[number](at.y, at.x) {
			g.darken(at.x, at.y)
		}
	}
	information := formatInformation(number)
	for i, places := range format {
		if information>>i&1 == 1 {
			g.darken(places[0].x, places[0].y)
			g.darken(places[1].x, places[1].y)
		}
	}
	return g
}

// finder draws a finder pattern around its centre, with its light separator.
func (t *template) finder(x, y int) {
	t.rings(x, y, 4, func(ring int) bool { return ring != 2 && ring != 4 })
}

// rings draws concentric squares, as far as they lie in the symbol.
func (t *template) rings(x, y, radius int, dark func(ring int) bool) {
	for dy := -radius; dy <= radius; dy++ {
		for dx := -radius; dx <= radius; dx++ {
			if x+dx >= 0 && x+dx < t.patterns.side && y+dy >= 0 && y+dy < t.patterns.side {
				t.set(x+dx, y+dy, dark(max(dx, -dx, dy, -dy)))
			}
		}
	}
}

// versionInformation draws it twice, from version 7 on (clause 7.10).
func (t *template) versionInformation(version int) {
	if version < 7 {
		return
	}
	information := withCheck(version, 0x1F25)
	for i := range 18 {
		dark := information>>i&1 == 1
		t.set(t.patterns.side-11+i%3, i/3, dark)
		t.set(i/3, t.patterns.side-11+i%3, dark)
	}
}

// formatPlaces returns the two places of each bit of the format information, from
// the lowest (clause 7.9).
func formatPlaces(side int) (places [15][2]place) {
	for i := range places {
		switch {
		case i < 6:
			places[i][0] = place{8, i}
		case i < 8:
			places[i][0] = place{8, i + 1}
		case i == 8:
			places[i][0] = place{7, 8}
		default:
			places[i][0] = place{14 - i, 8}
		}
		if i < 8 {
			places[i][1] = place{side - 1 - i, 8}
		} else {
			places[i][1] = place{8, side - 15 + i}
		}
	}
	return places
}

// dataPath goes up and down through columns two modules wide, from the right
// (clause 7.7.3); the column of the timing pattern is left out.
func (t *template) dataPath() []place {
	var path []place
	side, up := t.patterns.side, true
	for right := side - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for i := range side {
			y := i
			if up {
				y = side - 1 - i
			}
			for _, x := range [2]int{right, right - 1} {
				if !t.fixed.dark(x, y) {
					path = append(path, place{x, y})
				}
			}
		}
		up = !up
	}
	return path
}
