package pdf

// maskInverts are the eight mask patterns (table 10): whether each turns the module
// in a row and column round.
var maskInverts = [8]func(row, column int) bool{
	func(r, c int) bool { return (r+c)%2 == 0 },
	func(r, _ int) bool { return r%2 == 0 },
	func(_, c int) bool { return c%3 == 0 },
	func(r, c int) bool { return (r+c)%3 == 0 },
	func(r, c int) bool { return (r/2+c/3)%2 == 0 },
	func(r, c int) bool { return r*c%2+r*c%3 == 0 },
	func(r, c int) bool { return (r*c%2+r*c%3)%2 == 0 },
	func(r, c int) bool { return ((r+c)%2+r*c%3)%2 == 0 },
}

// bestMask returns the symbol under the mask with the least penalty.
func bestMask(t *template, unmasked grid) grid {
	var best grid
	least := -1
	for i := range t.masks {
		g := unmasked.combined(&t.masks[i])
		if penalty := g.penalty(); least < 0 || penalty < least {
			best, least = g, penalty
		}
	}
	return best
}

// formatInformation says which level and mask a symbol has (clause 7.9).
func formatInformation(mask int) int {
	const (
		levelM  = 0b00
		pattern = 0b101_0100_0001_0010 // keeps the information from being all light
	)
	return withCheck(levelM<<3|mask, 0x537) ^ pattern
}
