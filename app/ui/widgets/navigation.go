package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// NavItem is an item of a [Navigation].
type NavItem struct {
	ID    string
	Label string
	Icon  fyne.Resource
	// Apart puts a hairline above the item: another group begins.
	Apart bool
}

// Navigation is the list at the left of a window that says where one is. Up and Down
// move through it, Enter or Space goes there.
type Navigation struct {
	widget.BaseWidget

	onSelected func(id string)
	items      []NavItem
	counts     map[string]string
	selected   int // -1 if none
	cursor     int // where the keyboard is
	hovered    int // -1 if none
	focused    bool
	byPointer  bool // the focus came by a click: no ring, the pointer shows where
	collapsed  bool
}

var (
	_ fyne.Focusable    = (*Navigation)(nil)
	_ fyne.Tappable     = (*Navigation)(nil)
	_ desktop.Hoverable = (*Navigation)(nil)
)

// NewNavigation returns a list with nothing selected. onSelected is called when
// somebody chooses an item, also the one that is selected already.
func NewNavigation(items []NavItem, onSelected func(id string)) *Navigation {
	n := &Navigation{items: items, onSelected: onSelected, counts: map[string]string{}, selected: -1, hovered: -1}
	n.ExtendBaseWidget(n)
	return n
}

// Select shows an item as the place where one is, without telling anybody. An unknown
// id selects nothing.
func (n *Navigation) Select(id string) {
	n.selected = -1
	for i, item := range n.items {
		if item.ID == id {
			n.selected, n.cursor = i, i
		}
	}
	n.Refresh()
}

// Selected returns the id of the selected item, "" if none is.
func (n *Navigation) Selected() string {
	if n.selected < 0 {
		return ""
	}
	return n.items[n.selected].ID
}

// SetCount shows how many things wait behind an item; "" when none does.
func (n *Navigation) SetCount(id, count string) {
	if n.counts[id] != count {
		n.counts[id] = count
		n.Refresh()
	}
}

// SetLabels changes the labels, in the order of the items: the language is another.
func (n *Navigation) SetLabels(labels []string) {
	for i := range min(len(labels), len(n.items)) {
		n.items[i].Label = labels[i]
	}
	n.Refresh()
}

// SetCollapsed shows the icons alone, for narrow windows.
func (n *Navigation) SetCollapsed(collapsed bool) {
	if n.collapsed != collapsed {
		n.collapsed = collapsed
		n.Refresh()
	}
}

// Collapsed reports whether the icons stand alone.
func (n *Navigation) Collapsed() bool { return n.collapsed }

func (n *Navigation) choose(index int) {
	if index < 0 || index >= len(n.items) {
		return
	}
	n.selected, n.cursor = index, index
	n.Refresh()
	if n.onSelected != nil {
		n.onSelected(n.items[index].ID)
	}
}

// Tapped goes to the item under the pointer.
func (n *Navigation) Tapped(e *fyne.PointEvent) {
	n.byPointer = true
	focus(n)
	n.choose(n.itemAt(e.Position.Y))
}

// TypedKey moves the cursor and goes where it is; other keys go on to the canvas.
func (n *Navigation) TypedKey(key *fyne.KeyEvent) {
	n.byPointer = false
	last := len(n.items) - 1
	switch key.Name {
	case fyne.KeyUp:
		n.cursor = max(n.cursor-1, 0)
	case fyne.KeyDown:
		n.cursor = max(min(n.cursor+1, last), 0)
	case fyne.KeyHome:
		n.cursor = 0
	case fyne.KeyEnd:
		n.cursor = max(last, 0)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		n.choose(n.cursor)
		return
	default:
		bubble(n, key)
		return
	}
	n.Refresh()
}

// TypedRune does nothing: items are not searched by typing.
func (n *Navigation) TypedRune(rune) {}

// FocusGained shows where the keyboard is, beginning at the selected item.
func (n *Navigation) FocusGained() {
	n.focused = true
	if n.selected >= 0 {
		n.cursor = n.selected
	}
	n.Refresh()
}

// FocusLost ends what FocusGained began.
func (n *Navigation) FocusLost() { n.focused, n.byPointer = false, false; n.Refresh() }

// MouseIn begins to follow the pointer.
func (n *Navigation) MouseIn(e *desktop.MouseEvent) { n.MouseMoved(e) }

// MouseMoved lights up the item under the pointer.
func (n *Navigation) MouseMoved(e *desktop.MouseEvent) {
	if at := n.itemAt(e.Position.Y); at != n.hovered {
		n.hovered = at
		n.Refresh()
	}
}

// MouseOut ends what MouseIn began.
func (n *Navigation) MouseOut() { n.hovered = -1; n.Refresh() }

// Geometry, in pixels.

func (n *Navigation) itemHeight() float32 { return theme.Size(theme.SizeNavigationItem) }
func (n *Navigation) margin() float32     { return theme.Size(theme.SizeGap) }

// topOf returns where an item begins; that of the item after the last is the height of
// all of them.
func (n *Navigation) topOf(index int) float32 {
	top := n.margin()
	for i, item := range n.items {
		if item.Apart && i <= index {
			top += 2*n.margin() + 1
		}
		if i < index {
			top += n.itemHeight() + 2
		}
	}
	return top
}

// itemAt returns the item at a height, -1 if none is there.
func (n *Navigation) itemAt(y float32) int {
	for i := range n.items {
		if top := n.topOf(i); y >= top && y < top+n.itemHeight() {
			return i
		}
	}
	return -1
}

type navDrawing struct {
	ground, bar, line, ring, pill *canvas.Rectangle
	icon                          *canvas.Image
	label, count                  *canvas.Text
	drawnIcon                     fyne.Resource
	drawnInk                      fyne.ThemeColorName
}

func (d *navDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.line, d.ground, d.bar, d.icon, d.label, d.pill, d.count, d.ring}
}

func newNavDrawing() *navDrawing {
	rectangle := func() *canvas.Rectangle { return canvas.NewRectangle(nil) }
	d := &navDrawing{
		ground: rectangle(), bar: rectangle(), line: rectangle(), ring: rectangle(), pill: rectangle(),
		icon: canvas.NewImageFromResource(nil), label: canvas.NewText("", nil), count: canvas.NewText("", nil),
	}
	d.icon.FillMode = canvas.ImageFillContain
	return d
}

func (d *navDrawing) draw(n *Navigation, index int) {
	item, selected := n.items[index], index == n.selected
	ground, ink := color.Color(color.Transparent), fyne.ThemeColorName(fynetheme.ColorNameForeground)
	switch {
	case selected:
		ground, ink = theme.Color(theme.ColorAccentSoft), theme.ColorAccentText
	case index == n.hovered:
		ground = theme.Color(theme.ColorSunken)
	}
	radius := theme.Size(theme.SizeRadius)
	d.ground.CornerRadius, d.ring.CornerRadius = radius, radius
	setFill(d.ground, ground, nil, 0)
	d.bar.CornerRadius = 1.5
	setFill(d.bar, theme.Color(fynetheme.ColorNamePrimary), nil, 0)
	d.bar.Hidden = !selected
	setFill(d.line, theme.Color(theme.ColorBorder), nil, 0)
	d.line.Hidden = !item.Apart
	ring := color.Color(color.Transparent)
	if n.focused && !n.byPointer && index == n.cursor {
		ring = theme.Color(theme.ColorAccentText)
	}
	setFill(d.ring, color.Transparent, ring, theme.Size(theme.SizeFocus))

	if d.drawnIcon != item.Icon || d.drawnInk != ink {
		d.drawnIcon, d.drawnInk = item.Icon, ink
		d.icon.Resource = tinted(item.Icon, ink)
	}
	d.icon.Hidden = item.Icon == nil
	d.icon.Refresh() // a tinted icon follows the theme only when it is asked to

	count := n.counts[item.ID]
	d.pill.Hidden = count == ""
	d.pill.CornerRadius = navPill() / 2
	setFill(d.pill, theme.Color(fynetheme.ColorNamePrimary), nil, 0)
	if n.collapsed {
		d.pill.CornerRadius = navDot / 2
		count = ""
	}
	setText(d.count, count, theme.Color(fynetheme.ColorNameForegroundOnPrimary), theme.Size(theme.SizeTextCaption), fyne.TextStyle{Bold: true}, fyne.TextAlignCenter)
	d.place(n, index, theme.Color(ink))
}

// navDot is how wide the dot is that stands for a count beside an icon alone.
const navDot = 8

func navPill() float32 { return lineHeight(theme.Size(theme.SizeTextCaption)) + 3 }

func (d *navDrawing) place(n *Navigation, index int, ink color.Color) {
	margin, height, width := n.margin(), n.itemHeight(), n.Size().Width
	top, left := n.topOf(index), margin
	room := width - 2*margin
	place(d.line, left, top-margin-1, room, 1)
	place(d.ground, left, top, room, height)
	place(d.ring, left, top, room, height)
	place(d.bar, left+2, top+7, 3, height-14)
	icon := theme.Size(fynetheme.SizeNameInlineIcon)
	iconAt := left + margin + 4
	if n.collapsed {
		iconAt = left + (room-icon)/2
	}
	place(d.icon, iconAt, top+(height-icon)/2, icon, icon)

	end := left + room - margin
	pill := navPill()
	switch {
	case n.collapsed:
		place(d.pill, iconAt+icon-navDot/2, top+(height-icon)/2-navDot/2, navDot, navDot)
	case d.count.Text != "":
		w := max(textWidth(d.count.Text, d.count.TextSize, d.count.TextStyle)+10, pill)
		place(d.pill, end-w, top+(height-pill)/2, w, pill)
		h := lineHeight(d.count.TextSize)
		place(d.count, end-w, top+(height-h)/2, w, h)
		end -= w + margin
	}
	style, size := fyne.TextStyle{Bold: index == n.selected}, theme.Size(theme.SizeTextBody)
	label, textAt := n.items[index].Label, iconAt+icon+margin+2
	if n.collapsed {
		label = ""
	}
	setText(d.label, elide(label, end-textAt, size, style), ink, size, style, fyne.TextAlignLeading)
	h := lineHeight(size)
	place(d.label, textAt, top+(height-h)/2, end-textAt, h)
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (n *Navigation) CreateRenderer() fyne.WidgetRenderer {
	drawings := make([]*navDrawing, len(n.items))
	var objects []fyne.CanvasObject
	for i := range drawings {
		drawings[i] = newNavDrawing()
		objects = append(objects, drawings[i].objects()...)
	}
	draw := func() {
		for i, d := range drawings {
			d.draw(n, i)
		}
	}
	return &renderer{
		objects: fixedObjects(objects...),
		layout:  func(fyne.Size) { draw() },
		minSize: func() fyne.Size {
			width := theme.Size(theme.SizeNavigation)
			if n.collapsed {
				width = n.itemHeight() + 2*n.margin()
			}
			return fyne.NewSize(width, n.topOf(len(n.items))+n.margin())
		},
		refresh: func() { draw(); canvas.Refresh(n) },
	}
}
