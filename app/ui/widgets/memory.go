package widgets

// Memory is what a widget or a screen remembers on this machine from one start to the
// next: widths of columns, a folded panel. A nil Memory remembers nothing.
//
// It is kept outside the workspace and unprotected: never put in it what says anything
// about a person, such as a name or a text somebody searched for.
type Memory interface {
	// String returns what was remembered, "" if nothing was.
	String(key string) string
	// SetString remembers a value; "" forgets it.
	SetString(key, value string)
}
