package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// progressLine is a line that fills up as a task goes on. Where nobody knows how far it
// is a part of the line wanders along it, or rests in its middle for who wants no motion.
type progressLine struct {
	widget.BaseWidget

	share float32 // of the work that is done, from 0 to 1; below 0: nobody knows
	at    float32 // of the wandering part, from 0 to 1
	sweep *fyne.Animation
}

func newProgressLine() *progressLine {
	l := &progressLine{}
	l.ExtendBaseWidget(l)
	return l
}

// sweepTime is how long the wandering part takes along the line and back.
const sweepTime = 2400 * time.Millisecond

// set shows how much is done.
func (l *progressLine) set(share float32) {
	l.share = share
	switch {
	case share >= 0 || theme.ReducedMotion():
		l.rest()
		l.at = 0.5
	case l.sweep == nil:
		l.sweep = fyne.NewAnimation(sweepTime/2, func(at float32) { l.at = at; l.Refresh() })
		l.sweep.AutoReverse, l.sweep.RepeatCount = true, fyne.AnimationRepeatForever
		l.sweep.Start()
	}
	l.Refresh()
}

// rest ends the wandering.
func (l *progressLine) rest() {
	if l.sweep != nil {
		l.sweep.Stop()
		l.sweep = nil
	}
}

// wandering is how much of the line the wandering part takes.
const wandering = 0.3

// filled returns where the filled part of a line so wide begins, and its width.
func (l *progressLine) filled(width float32) (from, wide float32) {
	if l.share < 0 {
		return (1 - wandering) * width * l.at, wandering * width
	}
	return 0, width * min(l.share, 1)
}

func (l *progressLine) height() float32 { return theme.Size(theme.SizeGap) }

// MinSize implements [fyne.CanvasObject].
func (l *progressLine) MinSize() fyne.Size { return fyne.NewSize(0, l.height()) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (l *progressLine) CreateRenderer() fyne.WidgetRenderer {
	track, fill := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	return &progressDrawing{line: l, track: track, fill: fill}
}

// progressDrawing draws a line of progress.
type progressDrawing struct {
	line        *progressLine
	track, fill *canvas.Rectangle
}

func (d *progressDrawing) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.track, d.fill} }
func (d *progressDrawing) MinSize() fyne.Size           { return d.line.MinSize() }
func (d *progressDrawing) Destroy()                     {}

func (d *progressDrawing) Layout(size fyne.Size) {
	height := d.line.height()
	top := (size.Height - height) / 2
	from, wide := d.line.filled(size.Width)
	d.track.CornerRadius, d.fill.CornerRadius = height/2, height/2
	d.track.Resize(fyne.NewSize(size.Width, height))
	d.track.Move(fyne.NewPos(0, top))
	d.fill.Resize(fyne.NewSize(wide, height))
	d.fill.Move(fyne.NewPos(from, top))
}

func (d *progressDrawing) Refresh() {
	d.track.FillColor, d.fill.FillColor = theme.Color(theme.ColorSunken), theme.Color(fynetheme.ColorNamePrimary)
	d.track.StrokeColor, d.track.StrokeWidth = theme.Color(theme.ColorControl), 1
	d.Layout(d.line.Size())
	canvas.Refresh(d.line)
}
