package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// Tab is a part of a page that is looked at instead of its neighbours.
type Tab struct {
	ID    string
	Label string
	Count string // how much is in it, beside the label; "" says nothing
	State State  // of the count
}

// Tabs is a row of tabs; one of them is open. Left and Right, Home and End, or Ctrl with
// PageUp and PageDown, open another.
type Tabs struct {
	widget.BaseWidget

	// OnSelected is called when somebody opens another tab.
	OnSelected func(id string)

	tabs      []Tab
	selected  int
	hovered   int // -1 if none
	focused   bool
	byPointer bool // the focus came by a click: no ring, the pointer shows where
}

var (
	_ fyne.Focusable    = (*Tabs)(nil)
	_ fyne.Shortcutable = (*Tabs)(nil)
	_ fyne.Tappable     = (*Tabs)(nil)
	_ desktop.Hoverable = (*Tabs)(nil)
	_ fyne.Accessible   = (*Tabs)(nil)
)

// NewTabs returns a row with its first tab open.
func NewTabs(tabs []Tab, selected func(id string)) *Tabs {
	t := &Tabs{tabs: tabs, OnSelected: selected, hovered: -1}
	t.ExtendBaseWidget(t)
	return t
}

// Set changes the tabs. The one that is open stays so where it is still there, else the
// first is open; nobody is told.
func (t *Tabs) Set(tabs []Tab) {
	if slices.Equal(t.tabs, tabs) {
		return
	}
	id := t.Selected()
	t.tabs = tabs
	t.selected = max(t.indexOf(id), 0)
	t.hovered = -1
	t.Refresh()
}

// SetCount changes how much is in a tab.
func (t *Tabs) SetCount(id, count string) {
	if i := t.indexOf(id); i >= 0 && t.tabs[i].Count != count {
		t.tabs = slices.Clone(t.tabs)
		t.tabs[i].Count = count
		t.Refresh()
	}
}

// Select opens a tab without telling anybody; an unknown one changes nothing.
func (t *Tabs) Select(id string) {
	if i := t.indexOf(id); i >= 0 && i != t.selected {
		t.selected = i
		t.Refresh()
	}
}

// Selected returns the id of the open tab, "" if there are none.
func (t *Tabs) Selected() string {
	if t.selected >= len(t.tabs) {
		return ""
	}
	return t.tabs[t.selected].ID
}

// Step opens the tab so many further, around the ends, as somebody would.
func (t *Tabs) Step(by int) {
	if n := len(t.tabs); n > 0 {
		t.open(((t.selected+by)%n + n) % n)
	}
}

func (t *Tabs) indexOf(id string) int {
	return slices.IndexFunc(t.tabs, func(tab Tab) bool { return tab.ID == id })
}

func (t *Tabs) open(i int) {
	if i < 0 || i >= len(t.tabs) || i == t.selected {
		return
	}
	t.selected = i
	t.Refresh()
	if t.OnSelected != nil {
		t.OnSelected(t.tabs[i].ID)
	}
}

// TypedKey opens another tab; other keys go on to the canvas.
func (t *Tabs) TypedKey(key *fyne.KeyEvent) {
	if t.byPointer {
		t.byPointer = false
		t.Refresh()
	}
	HideTip(t)
	switch key.Name {
	case fyne.KeyLeft:
		t.open(max(t.selected-1, 0))
	case fyne.KeyRight:
		t.open(min(t.selected+1, len(t.tabs)-1))
	case fyne.KeyHome:
		t.open(0)
	case fyne.KeyEnd:
		t.open(len(t.tabs) - 1)
	default:
		bubble(t, key)
	}
}

// TypedShortcut opens the tab before or after with Ctrl and PageUp or PageDown; other
// shortcuts go on to the canvas.
func (t *Tabs) TypedShortcut(s fyne.Shortcut) {
	custom, ok := s.(*desktop.CustomShortcut)
	switch {
	case ok && custom.Modifier == fyne.KeyModifierShortcutDefault && custom.KeyName == fyne.KeyPageUp:
		t.Step(-1)
	case ok && custom.Modifier == fyne.KeyModifierShortcutDefault && custom.KeyName == fyne.KeyPageDown:
		t.Step(1)
	default:
		bubbleShortcut(t, s)
	}
}

// TypedRune does nothing: tabs are not searched by typing.
func (t *Tabs) TypedRune(rune) {}

// FocusGained shows the focus ring.
func (t *Tabs) FocusGained() {
	t.focused = true
	if !t.byPointer {
		Reveal(t)
	}
	t.Refresh()
}

// FocusLost hides the focus ring.
func (t *Tabs) FocusLost() { t.focused, t.byPointer = false, false; t.Refresh() }

// Tapped opens the tab under the pointer.
func (t *Tabs) Tapped(e *fyne.PointEvent) {
	t.byPointer = true
	focus(t)
	dropTip(t)
	t.open(t.tabAt(e.Position.X))
}

// MouseIn begins to follow the pointer.
func (t *Tabs) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved lights up the tab under the pointer, and tells its label where it is cut.
func (t *Tabs) MouseMoved(e *desktop.MouseEvent) {
	at := t.tabAt(e.Position.X)
	if at == t.hovered {
		return
	}
	t.hovered = at
	t.Refresh()
	if at >= 0 && t.isCut(at) {
		ShowTip(t, fyne.NewPos(t.leftOf(at), t.Size().Height), t.tabs[at].Label)
	} else {
		HideTip(t)
	}
}

// MouseOut ends what MouseIn began.
func (t *Tabs) MouseOut() { t.hovered = -1; HideTip(t); t.Refresh() }

// AccessibilityLabel is what a screen reader says: the open tab.
func (t *Tabs) AccessibilityLabel() string {
	if t.selected >= len(t.tabs) {
		return ""
	}
	tab := t.tabs[t.selected]
	if tab.Count != "" {
		return tab.Label + ", " + tab.Count
	}
	return tab.Label
}

// AccessibilityRole is what a screen reader calls it.
func (t *Tabs) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Geometry, in pixels.

var tabStyle = fyne.TextStyle{Bold: true} // measured bold, so that nothing moves when one opens

func (t *Tabs) padding() float32 { return theme.Size(theme.SizeGap) * 1.5 }

// pillOf returns how wide the count of a tab is, with the gap before it.
func (t *Tabs) pillOf(i int) float32 {
	if t.tabs[i].Count == "" {
		return 0
	}
	return theme.Size(theme.SizeGap) + t.pillWidth(i)
}

func (t *Tabs) pillWidth(i int) float32 {
	return max(textWidth(t.tabs[i].Count, theme.Size(theme.SizeTextCaption), tabStyle)+theme.Size(theme.SizeGap)*1.5, navPill())
}

func (t *Tabs) labelOf(i int) float32 {
	return textWidth(t.tabs[i].Label, theme.Size(theme.SizeTextBody), tabStyle) + 1
}

// shrink returns which part of every label is seen: all of it where there is room.
func (t *Tabs) shrink() float32 {
	var labels, rest float32
	for i := range t.tabs {
		labels += t.labelOf(i)
		rest += t.pillOf(i) + 2*t.padding()
	}
	if width := t.Size().Width; labels > 0 && labels+rest > width {
		return max((width-rest)/labels, 0)
	}
	return 1
}

func (t *Tabs) isCut(i int) bool {
	room := t.labelOf(i) * t.shrink()
	return textWidth(t.tabs[i].Label, theme.Size(theme.SizeTextBody), tabStyle) > room
}

func (t *Tabs) widthOf(i int) float32 { return t.labelOf(i)*t.shrink() + t.pillOf(i) + 2*t.padding() }

func (t *Tabs) leftOf(i int) (left float32) {
	for k := range i {
		left += t.widthOf(k)
	}
	return left
}

func (t *Tabs) tabAt(x float32) int {
	left := float32(0)
	for i := range t.tabs {
		left += t.widthOf(i)
		if x < left {
			return i
		}
	}
	return -1
}

type tabDrawing struct {
	ground, bar, ring, pill *canvas.Rectangle
	label, count            *canvas.Text
}

func newTabDrawing() *tabDrawing {
	rectangle := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	return &tabDrawing{rectangle(), rectangle(), rectangle(), rectangle(), canvas.NewText("", nil), canvas.NewText("", nil)}
}

func (d *tabDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.ground, d.bar, d.pill, d.label, d.count, d.ring}
}

// wantWidth is the width at which no label is cut.
func (t *Tabs) wantWidth() (width float32) {
	for i := range t.tabs {
		width += t.labelOf(i) + t.pillOf(i) + 2*t.padding()
	}
	return width
}

// leastWidth is the width at which something is left of every label.
func (t *Tabs) leastWidth() (width float32) {
	for i := range t.tabs {
		width += min(t.labelOf(i), theme.Size(theme.SizeControl)*1.5) + t.pillOf(i) + 2*t.padding()
	}
	return width
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewRectangle(color.Transparent)
	var drawings []*tabDrawing
	draw := func() {
		for len(drawings) < len(t.tabs) {
			drawings = append(drawings, newTabDrawing())
		}
		drawings = drawings[:len(t.tabs)]
		setFill(line, theme.Color(theme.ColorBorder), nil, 0)
		place(line, 0, t.Size().Height-1, t.Size().Width, 1)
		for i, d := range drawings {
			t.drawTab(i, d)
		}
	}
	draw()
	return &renderer{
		objects: func() []fyne.CanvasObject {
			objects := []fyne.CanvasObject{line}
			for _, d := range drawings {
				objects = append(objects, d.objects()...)
			}
			return objects
		},
		layout:  func(fyne.Size) { draw() },
		minSize: func() fyne.Size { return fyne.NewSize(t.leastWidth(), theme.Size(theme.SizeControl)+4) },
		refresh: func() { draw(); canvas.Refresh(t) },
	}
}

func (t *Tabs) drawTab(i int, d *tabDrawing) {
	tab, selected := t.tabs[i], i == t.selected
	left, width, height := t.leftOf(i), t.widthOf(i), t.Size().Height
	fill, ink, style := color.Color(color.Transparent), fyne.ThemeColorName(theme.ColorMuted), fyne.TextStyle{}
	switch {
	case selected:
		ink, style = theme.ColorAccentText, tabStyle
	case i == t.hovered:
		fill, ink = theme.Color(theme.ColorHoverRow), fynetheme.ColorNameForeground
	}
	radius := theme.Size(theme.SizeRadius)
	d.ground.CornerRadius, d.ring.CornerRadius = radius, radius
	setFill(d.ground, fill, nil, 0)
	place(d.ground, left, 0, width, height-4)
	setFill(d.bar, theme.Color(fynetheme.ColorNamePrimary), nil, 0)
	d.bar.CornerRadius = 1.5
	d.bar.Hidden = !selected
	place(d.bar, left+2, height-3, width-4, 3)
	ring := color.Color(color.Transparent)
	if selected && t.focused && !t.byPointer {
		ring = theme.Color(theme.ColorAccentText)
	}
	setFill(d.ring, color.Transparent, ring, theme.Size(theme.SizeFocus))
	place(d.ring, left+1, 1, width-2, height-6)

	size := theme.Size(theme.SizeTextBody)
	room, textHeight := t.labelOf(i)*t.shrink(), lineHeight(size)
	setText(d.label, elide(tab.Label, room, size, style), theme.Color(ink), size, style, fyne.TextAlignLeading)
	middle := (height - 4) / 2
	place(d.label, left+t.padding(), middle-textHeight/2, room, textHeight)

	d.pill.Hidden, d.count.Hidden = tab.Count == "", tab.Count == ""
	if tab.Count == "" {
		return
	}
	caption, pill := theme.Size(theme.SizeTextCaption), t.pillWidth(i)
	ground, countInk := theme.Color(tab.State.GroundName()), tab.State.Ink()
	d.pill.CornerRadius = navPill() / 2
	setFill(d.pill, ground, nil, 0)
	at := left + t.padding() + room + theme.Size(theme.SizeGap)
	place(d.pill, at, middle-navPill()/2, pill, navPill())
	setText(d.count, tab.Count, countInk, caption, tabStyle, fyne.TextAlignCenter)
	place(d.count, at, middle-lineHeight(caption)/2, pill, lineHeight(caption))
}
