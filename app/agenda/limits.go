package agenda

// The limits of what a service says about itself, far above any real one.
const (
	MostTarget    = 10_000_000 // slots or permits of a year
	MostPositions = 99         // agents side by side
	MostMinutes   = 480        // length of a slot
)

// mostCode is how many characters the code of a procedure has at most.
const mostCode = 40

// Valid reports whether a procedure may be called so in plans, files and commands: small
// letters without accents, digits, dashes and underscores, the first one of them a letter
// or a digit, 40 at most.
func (c ProcedureCode) Valid() bool {
	if c == "" || len(c) > mostCode || c[0] == '-' || c[0] == '_' {
		return false
	}
	for i := range len(c) {
		switch b := c[i]; {
		case 'a' <= b && b <= 'z', '0' <= b && b <= '9', b == '-', b == '_':
		default:
			return false
		}
	}
	return true
}
