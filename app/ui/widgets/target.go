package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// TargetBar shows a value against its target: the two figures, a bar with a mark at
// the target, and in words how much is missing or too much.
type TargetBar struct {
	widget.BaseWidget

	// Under and Over are the states of a value under and over its target; Warning and
	// Success unless they are changed.
	Under, Over State

	voice         *wording.Voice
	format        func(float64) string
	value, target float64
	label, figure *Text
	detail        *Paragraph
	head          *fyne.Container
}

// NewTargetBar returns a bar that stands at 0 of 0.
func NewTargetBar(voice *wording.Voice, label string) *TargetBar {
	b := &TargetBar{
		Under: Warning, Over: Success, voice: voice,
		format: func(f float64) string { return voice.Decimal(f, 0) },
		label:  NewText(RoleBody, label), figure: NewText(RoleStrong, ""), detail: NewParagraph(RoleCaption, ""),
	}
	b.label.SetMinWidth(leastTile)
	b.head = AcrossWith(b.label, b.label, b.figure)
	b.ExtendBaseWidget(b)
	b.write()
	return b
}

// SetLabel changes what is measured.
func (b *TargetBar) SetLabel(label string) { b.label.SetText(label) }

// SetFormat changes how values are written; at first they are whole numbers.
func (b *TargetBar) SetFormat(format func(float64) string) {
	b.format = format
	b.write()
	b.Refresh()
}

// Set shows a value against a target. A target of 0 or less is none: the bar then
// tells the value alone.
func (b *TargetBar) Set(value, target float64) {
	if b.value == value && b.target == target {
		return
	}
	b.value, b.target = value, target
	b.write()
	b.Refresh()
}

// State returns the state that the value has against its target.
func (b *TargetBar) State() State {
	switch {
	case b.target <= 0:
		return Plain
	case b.distance() == "":
		return Success
	case b.value < b.target:
		return b.Under
	default:
		return b.Over
	}
}

// Words returns what is said under the bar, with the sign of its state.
func (b *TargetBar) Words() string { return b.detail.Text() }

// distance writes how far the value is from the target; "" if no reader could tell
// the two apart.
func (b *TargetBar) distance() string {
	if b.format(b.value) == b.format(b.target) {
		return ""
	}
	return b.format(max(b.target-b.value, b.value-b.target))
}

func (b *TargetBar) write() {
	if b.target <= 0 {
		b.figure.SetText(b.format(b.value))
		b.detail.SetState(Quiet)
		b.detail.SetText(b.voice.Text("widgets.target.none"))
		return
	}
	b.figure.SetText(b.voice.Text("widgets.target.of", "Value", b.format(b.value), "Target", b.format(b.target)))
	share := b.voice.Percent(b.value / b.target)
	words := b.voice.Text("widgets.target.reached")
	switch distance := b.distance(); {
	case distance == "":
	case b.value < b.target:
		words = b.voice.Text("widgets.target.under", "Distance", distance, "Share", share)
	default:
		words = b.voice.Text("widgets.target.over", "Distance", distance, "Share", share)
	}
	b.detail.SetState(b.State())
	b.detail.SetText(Signed(b.State(), words))
}

// shares returns how much of the track the value fills and where the mark stands.
func (b *TargetBar) shares() (value, mark float32) {
	// A little room beyond the target lets the mark be seen from both sides.
	full := max(b.value, b.target*1.04)
	if full <= 0 {
		return 0, 0
	}
	return float32(max(b.value, 0) / full), float32(max(b.target, 0) / full)
}

// HeightFor returns how high the bar with its texts is at a width.
func (b *TargetBar) HeightFor(width float32) float32 {
	return HeightFor(b.head, width) + barHeight() + 2*theme.Size(theme.SizeGapSmall) + b.detail.HeightFor(width)
}

func (b *TargetBar) wantWidth() float32 { return max(wantWidth(b.head), b.leastWidth()) }

func (b *TargetBar) leastWidth() float32 {
	return max(leastWidth(b.head), b.detail.leastWidth(), leastTile*theme.Scale())
}

// barHeight is how thick the bar itself is.
func barHeight() float32 { return theme.Size(theme.SizeGap) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *TargetBar) CreateRenderer() fyne.WidgetRenderer {
	track, fill, beyond := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	mark, halo := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	draw := func() {
		for _, r := range []*canvas.Rectangle{track, fill, beyond} {
			r.CornerRadius = theme.Size(fynetheme.SizeNamePadding) / 2
		}
		setFill(track, theme.Color(theme.ColorSunken), nil, 0)
		setFill(fill, theme.Color(fynetheme.ColorNamePrimary), nil, 0)
		setFill(beyond, b.Over.Ink(), nil, 0)
		setFill(mark, theme.Color(theme.ColorTarget), nil, 0)
		setFill(halo, theme.Color(theme.ColorSurface), nil, 0)
	}
	draw()
	arrange := func(s fyne.Size) {
		head, bar, pad := HeightFor(b.head, s.Width), barHeight(), theme.Size(fynetheme.SizeNamePadding)
		place(b.head, 0, 0, s.Width, head)
		top := head + pad
		value, target := b.shares()
		end, at := s.Width*value, s.Width*target
		place(track, 0, top, s.Width, bar)
		place(fill, 0, top, end, bar)
		fill.Hidden = value <= 0
		beyond.Hidden = b.target <= 0 || b.value <= b.target
		place(beyond, at, top, end-at, bar)
		mark.Hidden, halo.Hidden = b.target <= 0, b.target <= 0
		place(halo, at-2, top-2, 6, bar+4)
		place(mark, at, top-3, 2, bar+6)
		place(b.detail, 0, top+bar+pad, s.Width, b.detail.HeightFor(s.Width))
	}
	return &renderer{
		objects: fixedObjects(b.head, track, fill, beyond, halo, mark, b.detail),
		layout:  arrange,
		minSize: func() fyne.Size {
			width := b.Size().Width
			if width <= 0 {
				width = b.wantWidth()
			}
			return fyne.NewSize(b.leastWidth(), b.HeightFor(width))
		},
		refresh: func() {
			draw()
			b.head.Refresh()
			b.detail.Refresh()
			arrange(b.Size())
			canvas.Refresh(b)
		},
	}
}
