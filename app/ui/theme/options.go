package theme

import "fyne.io/fyne/v2"

// Mode says which palette is used.
type Mode string

// The modes. System follows the desktop.
const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// Modes returns the modes in the order in which they are offered.
func Modes() []Mode { return []Mode{System, Light, Dark} }

// Contrast says how far text and edges stand out from their ground.
type Contrast string

// The contrasts. High has text of 7:1 at least and thick edges in full ink; it is
// dark on light or light on dark as the [Mode] says.
const (
	NormalContrast Contrast = "normal"
	HighContrast   Contrast = "high"
)

// Contrasts returns the contrasts in the order in which they are offered.
func Contrasts() []Contrast { return []Contrast{NormalContrast, HighContrast} }

// Density says how much room is left around things. Text keeps its size.
type Density string

// The densities.
const (
	Comfortable Density = "comfortable"
	Compact     Density = "compact"
)

// Densities returns the densities in the order in which they are offered.
func Densities() []Density { return []Density{Comfortable, Compact} }

// The bounds of the text scale.
const (
	MinScale = 0.8
	MaxScale = 2.0
)

// Scales returns the text scales in the order in which they are offered.
func Scales() []float64 { return []float64{0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2} }

// Options are what a reader chooses for the look. The zero value is the normal look.
type Options struct {
	Mode     Mode     // "" or an unknown one: System
	Contrast Contrast // "" or an unknown one: NormalContrast
	Density  Density  // "" or an unknown one: Comfortable
	// Scale is the size of the text, 1 being normal and 0 meaning 1. It is kept between
	// MinScale and MaxScale.
	Scale float64
	// ReducedMotion keeps everything still that would move by itself.
	ReducedMotion bool
}

// known returns the options with what is unknown or missing replaced.
func (o Options) known() Options {
	if o.Mode != Light && o.Mode != Dark {
		o.Mode = System
	}
	if o.Contrast != HighContrast {
		o.Contrast = NormalContrast
	}
	if o.Density != Compact {
		o.Density = Comfortable
	}
	if o.Scale == 0 {
		o.Scale = 1
	}
	o.Scale = min(max(o.Scale, MinScale), MaxScale)
	return o
}

// High reports whether the running program is in high contrast, where a soft ground does
// not tell things apart and an edge has to.
func High() bool {
	app := fyne.CurrentApp()
	if app == nil {
		return false
	}
	t, ok := app.Settings().Theme().(*Theme)
	return ok && t.options.Contrast == HighContrast
}

// ReducedMotion reports whether the reader chose that nothing moves by itself in the
// running program. Fyne's own widgets never move in it: it is built without their
// animations, so that Fyne cannot be asked.
func ReducedMotion() bool {
	app := fyne.CurrentApp()
	if app == nil {
		return false
	}
	t, ok := app.Settings().Theme().(*Theme)
	return ok && t.options.ReducedMotion
}
