package widgets

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// now tells when a key was pressed: letters typed in a row belong together.
var now = time.Now

// choices is the opened list of a [Select]: a few rows at a time of however many.
type choices struct {
	widget.BaseWidget

	onChosen func(index int)

	options []string
	shown   []int // indices of the options that pass the filter
	chosen  int   // index of the option that is chosen; −1: none
	at      int   // place in shown where the keyboard is; −1 if nothing is shown
	top     int   // place of the first row that is seen
	least   float32
	typed   typeAhead
	none    string // said when nothing passes the filter
}

var (
	_ fyne.Focusable    = (*choices)(nil)
	_ fyne.Tappable     = (*choices)(nil)
	_ fyne.Scrollable   = (*choices)(nil)
	_ desktop.Hoverable = (*choices)(nil)
)

// mostRows is how many rows are seen at once at most.
const mostRows = 10

func newChoices(options []string, chosen int, least float32) *choices {
	c := &choices{options: options, chosen: chosen, least: least}
	c.ExtendBaseWidget(c)
	c.filter("")
	return c
}

// filter keeps the options that have all the words somewhere.
func (c *choices) filter(text string) {
	words := strings.Fields(wording.Folded(text))
	c.shown, c.at, c.top = nil, -1, 0
	for i, option := range c.options {
		folded := wording.Folded(option)
		fits := true
		for _, word := range words {
			fits = fits && strings.Contains(folded, word)
		}
		if !fits {
			continue
		}
		if i == c.chosen {
			c.at = len(c.shown)
		}
		c.shown = append(c.shown, i)
	}
	if c.at < 0 && len(c.shown) > 0 {
		c.at = 0
	}
	c.reveal()
}

// rows is how many rows there is room for.
func (c *choices) rows() int {
	room := int(c.Size().Height / theme.Size(theme.SizeRow))
	if room < 1 {
		room = mostRows
	}
	return min(room, mostRows)
}

// reveal scrolls to the row where the keyboard is.
func (c *choices) reveal() {
	rows := c.rows()
	c.top = max(0, min(c.top, len(c.shown)-rows))
	if c.at >= 0 {
		c.top = max(min(c.top, c.at), c.at-rows+1)
	}
	c.Refresh()
}

func (c *choices) moveTo(at int) {
	if len(c.shown) > 0 {
		c.at = max(0, min(at, len(c.shown)-1))
		c.reveal()
	}
}

func (c *choices) take() {
	if c.at >= 0 {
		c.onChosen(c.shown[c.at])
	}
}

// hear moves through the list; it returns false for keys that it has no use for.
func (c *choices) hear(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyUp:
		c.moveTo(c.at - 1)
	case fyne.KeyDown:
		c.moveTo(c.at + 1)
	case fyne.KeyPageUp:
		c.moveTo(c.at - c.rows() + 1)
	case fyne.KeyPageDown:
		c.moveTo(c.at + c.rows() - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.take()
	default:
		return false
	}
	return true
}

// TypedKey moves through the list and chooses; other keys go on to the canvas.
func (c *choices) TypedKey(key *fyne.KeyEvent) {
	switch {
	case c.hear(key):
	case key.Name == fyne.KeyHome:
		c.moveTo(0)
	case key.Name == fyne.KeyEnd:
		c.moveTo(len(c.shown) - 1)
	case key.Name == fyne.KeySpace:
		// It comes as a rune too.
	default:
		bubble(c, key)
	}
}

// TypedRune goes to the next option that begins with what is typed; Space chooses.
func (c *choices) TypedRune(r rune) {
	if r == ' ' && !c.typed.going() {
		c.take()
		return
	}
	if at := c.typed.next(r, c.options, c.at); at >= 0 { // never filtered here: shown is all
		c.moveTo(at)
	}
}

// FocusGained does nothing: the row of the keyboard is always seen.
func (c *choices) FocusGained() {}

// FocusLost does nothing more than FocusGained did.
func (c *choices) FocusLost() {}

func (c *choices) rowAt(p fyne.Position) int {
	at := c.top + int(p.Y/theme.Size(theme.SizeRow))
	if p.Y < 0 || at >= len(c.shown) || at >= c.top+c.rows() {
		return -1
	}
	return at
}

// Tapped chooses the row under the pointer.
func (c *choices) Tapped(e *fyne.PointEvent) {
	if at := c.rowAt(e.Position); at >= 0 {
		c.at = at
		c.take()
	}
}

// Scrolled moves the rows.
func (c *choices) Scrolled(e *fyne.ScrollEvent) {
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	c.top = max(0, min(c.top+step*2, len(c.shown)-c.rows()))
	c.Refresh()
}

// MouseIn begins to follow the pointer.
func (c *choices) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved puts the keyboard's row under the pointer.
func (c *choices) MouseMoved(e *desktop.MouseEvent) {
	if at := c.rowAt(e.Position); at >= 0 && at != c.at {
		c.at = at
		c.Refresh()
	}
}

// MouseOut does nothing: the row stays where it is.
func (c *choices) MouseOut() {}

type choiceRow struct {
	ground *canvas.Rectangle
	label  *canvas.Text
	tick   [2]*canvas.Line
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (c *choices) CreateRenderer() fyne.WidgetRenderer {
	var objects []fyne.CanvasObject
	rows := make([]choiceRow, mostRows)
	for i := range rows {
		rows[i] = choiceRow{canvas.NewRectangle(nil), canvas.NewText("", nil), [2]*canvas.Line{canvas.NewLine(nil), canvas.NewLine(nil)}}
		objects = append(objects, rows[i].ground, rows[i].label, rows[i].tick[0], rows[i].tick[1])
	}
	track, thumb := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	nothing := canvas.NewText("", nil)
	objects = append(objects, track, thumb, nothing)
	arrange := func(s fyne.Size) {
		size, height := theme.Size(theme.SizeTextBody), theme.Size(theme.SizeRow)
		seen := c.rows()
		left := theme.Size(fynetheme.SizeNameInlineIcon) + theme.Size(theme.SizeGap)
		bar := theme.Size(fynetheme.SizeNameScrollBarSmall)
		for i, row := range rows {
			at := c.top + i
			hidden := i >= seen || at >= len(c.shown)
			for _, o := range []fyne.CanvasObject{row.ground, row.label, row.tick[0], row.tick[1]} {
				hide(o, hidden)
			}
			if hidden {
				continue
			}
			ground, ink := fynetheme.ColorNameOverlayBackground, fynetheme.ColorNameForeground
			if at == c.at {
				ground, ink = theme.ColorAccentSoft, theme.ColorAccentText
			}
			y := float32(i) * height
			setFill(row.ground, theme.Color(ground), nil, 0)
			row.ground.CornerRadius = theme.Size(theme.SizeRadius)
			place(row.ground, 0, y, s.Width, height)
			chosen := c.shown[at] == c.chosen
			room := s.Width - left - bar - 4
			style := fyne.TextStyle{Bold: chosen}
			setText(row.label, elide(c.options[c.shown[at]], room+0.5, size, style), theme.Color(ink), size, style, fyne.TextAlignLeading)
			line := lineHeight(size)
			place(row.label, left, y+(height-line)/2, room, line)
			drawTick(row.tick, left/2, y+height/2, !chosen)
		}
		over := len(c.shown) > seen
		hide(track, !over)
		hide(thumb, !over)
		if over {
			long := float32(seen) * height
			setFill(track, theme.Color(fynetheme.ColorNameScrollBarBackground), nil, 0)
			setFill(thumb, theme.Color(fynetheme.ColorNameScrollBar), nil, 0)
			thumb.CornerRadius = bar / 2
			share := float32(seen) / float32(len(c.shown))
			place(track, s.Width-bar, 0, bar, long)
			place(thumb, s.Width-bar, long*float32(c.top)/float32(len(c.shown)), bar, max(long*share, leastThumb/2))
		}
		hide(nothing, len(c.shown) > 0)
		setText(nothing, c.none, theme.Color(theme.ColorMuted), size, fyne.TextStyle{}, fyne.TextAlignLeading)
		place(nothing, theme.Size(theme.SizeGap), (height-lineHeight(size))/2, s.Width, lineHeight(size))
	}
	return &renderer{
		objects: fixedObjects(objects...),
		layout:  arrange,
		minSize: func() fyne.Size {
			width := float32(0)
			for _, option := range c.options {
				width = max(width, textWidth(option, theme.Size(theme.SizeTextBody), fyne.TextStyle{Bold: true}))
			}
			width += theme.Size(fynetheme.SizeNameInlineIcon) + 2*theme.Size(theme.SizeGap) + theme.Size(fynetheme.SizeNameScrollBarSmall)
			return fyne.NewSize(max(width, c.least-2*theme.Size(fynetheme.SizeNamePadding)), float32(min(len(c.options), mostRows))*theme.Size(theme.SizeRow))
		},
		refresh: func() { arrange(c.Size()); canvas.Refresh(c) },
	}
}

func hide(o fyne.CanvasObject, hidden bool) {
	if hidden {
		o.Hide()
	} else {
		o.Show()
	}
}

// drawTick draws the tick of what is chosen; the sign proper is in no font of ours.
func drawTick(lines [2]*canvas.Line, x, y float32, hidden bool) {
	unit := theme.Size(theme.SizeTextBody) / 4
	ends := [2][2]fyne.Position{
		{fyne.NewPos(x-unit, y), fyne.NewPos(x-unit/4, y+unit*0.8)},
		{fyne.NewPos(x-unit/4, y+unit*0.8), fyne.NewPos(x+unit*1.1, y-unit)},
	}
	for i, line := range lines {
		line.Hidden = hidden
		line.StrokeColor, line.StrokeWidth = theme.Color(theme.ColorAccentText), theme.Size(theme.SizeTextBody)/8
		line.Position1, line.Position2 = ends[i][0], ends[i][1]
		line.Refresh()
	}
}

// choiceFilter is a field above a list that keeps what fits.
type choiceFilter struct {
	entry   *Entry
	content fyne.CanvasObject
}

func newChoiceFilter(voice *wording.Voice, list *choices) *choiceFilter {
	f := &choiceFilter{entry: NewEntry()}
	list.none = voice.Text("widgets.select.none")
	f.entry.PlaceHolder = voice.Text("widgets.select.filter")
	f.entry.SetAccessibleLabel(voice.Text("widgets.select.filter"))
	f.entry.Icon = theme.IconSearch()
	f.entry.OnChanged = list.filter
	f.entry.OnSubmitted = func(string) { list.take() }
	f.entry.OnKey = list.hear
	f.content = Down(f.entry, list)
	return f
}
