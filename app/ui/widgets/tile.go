package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// StatTile is one figure of a page: what it is, the figure, and a line that puts it
// in its place.
type StatTile struct {
	widget.BaseWidget

	label, detail *Paragraph
	figure        *Text
	frame         *Surface
}

// leastTile is how narrow a tile may be, at text scale 1.
const leastTile = 110

// NewStatTile returns a tile without a figure.
func NewStatTile(label string) *StatTile {
	t := &StatTile{label: NewParagraph(RoleMuted, label), figure: NewText(RoleFigure, "–"), detail: NewParagraph(RoleCaption, "")}
	column := container.New(&columnBox{gap: fynetheme.SizeNamePadding}, t.label, t.figure, t.detail)
	t.frame = NewSurface(theme.ColorSurface, EdgeAll, InsetEdges(theme.SizeGapLarge, theme.SizeGap, theme.SizeGapLarge, theme.SizeGap, AtLeast(leastTile, 0, column)))
	t.ExtendBaseWidget(t)
	return t
}

// SetLabel changes what the figure is.
func (t *StatTile) SetLabel(label string) { t.label.SetText(label) }

// Set shows a figure, the line under it, which may be empty, and what the state of
// both is: its sign stands before the line.
func (t *StatTile) Set(figure, detail string, state State) {
	if figure == "" {
		figure = "–"
	}
	t.figure.SetText(figure)
	t.detail.SetState(state)
	t.detail.SetText(Signed(state, detail))
}

// Figure returns the figure that is shown.
func (t *StatTile) Figure() string { return t.figure.Text() }

// Detail returns the line under the figure, with the sign of its state.
func (t *StatTile) Detail() string { return t.detail.Text() }

// HeightFor returns how high the tile is at a width.
func (t *StatTile) HeightFor(width float32) float32 { return t.frame.HeightFor(width) }

func (t *StatTile) wantWidth() float32  { return t.frame.wantWidth() }
func (t *StatTile) leastWidth() float32 { return t.frame.leastWidth() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (t *StatTile) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(t.frame),
		layout:  func(s fyne.Size) { place(t.frame, 0, 0, s.Width, s.Height) },
		minSize: func() fyne.Size { return t.frame.MinSize() },
		refresh: func() { t.frame.Refresh() },
	}
}
