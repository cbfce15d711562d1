package widgets

import "creneaux/app/ui/theme"

// What a table has at least where a page is laid out: a few rows to read under its
// header, and room for a few columns beside something else.
const (
	fitRows  = 4
	fitWidth = 420 // at text scale 1
)

// HeightFor returns how high a table is at least in a page.
func (t *DataTable) HeightFor(float32) float32 {
	return max(t.MinSize().Height, (fitRows+1)*theme.Size(theme.SizeRow)+t.sumsHeight())
}

func (t *DataTable) wantWidth() float32  { return max(t.MinSize().Width, fitWidth*theme.Scale()) }
func (t *DataTable) leastWidth() float32 { return t.MinSize().Width }
