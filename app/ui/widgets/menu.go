package widgets

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// MenuItem is a line of a context menu.
type MenuItem struct {
	Label    string
	Shortcut string        // as it is written beside the label; "" if there is none
	Icon     fyne.Resource // may be nil
	Disabled bool
	// Separator makes the item a hairline between groups; the rest of it is not looked at.
	Separator bool
	Do        func()
}

// ShowMenu opens a context menu. at is where the pointer is in the widget, or for the
// Menu key the lower left corner of what the menu is about. Arrows, Home, End and first
// letters move in it, Enter or Space chooses, Escape or a click beside it closes it; the
// keyboard goes back to where it was before an item is done. It returns nil, and opens
// nothing, for a widget that is on no canvas or without items.
func ShowMenu(of fyne.CanvasObject, at fyne.Position, items []MenuItem) *Overlay {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(of)
	if c == nil || len(items) == 0 {
		return nil
	}
	list := newMenuList(items)
	point := driver.AbsolutePositionForObject(of).Add(at)
	o := showOverlay(c, list.scrolling(), func(size, room fyne.Size) fyne.Position { return besidePoint(point, size, room) }, false)
	list.close = o.Close
	c.Focus(list)
	return o
}

// IsMenuKey tells whether a key asks for the context menu of what has the keyboard: the
// Menu key, or Shift+F10, which is no shortcut to Fyne.
func IsMenuKey(key *fyne.KeyEvent) bool {
	if key.Name != fyne.KeyF10 {
		return key.Name == desktop.KeyMenu
	}
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers() == fyne.KeyModifierShift
}

// besidePoint places a menu under a point and to its right, or on the other sides where
// there is no room.
func besidePoint(point fyne.Position, size, room fyne.Size) fyne.Position {
	const edge = 4
	x, y := point.X, point.Y
	if x+size.Width > room.Width-edge {
		x -= size.Width
	}
	if y+size.Height > room.Height-edge && y-size.Height > edge {
		y -= size.Height
	}
	return fyne.NewPos(max(min(x, room.Width-size.Width-edge), edge), max(min(y, room.Height-size.Height-edge), edge))
}

// menuList is what is in a menu.
type menuList struct {
	widget.BaseWidget

	items  []MenuItem
	close  func()
	cursor int // -1 while nothing is chosen
	typed  typedLetters
	scroll *container.Scroll
}

var (
	_ fyne.Focusable    = (*menuList)(nil)
	_ fyne.Tappable     = (*menuList)(nil)
	_ desktop.Hoverable = (*menuList)(nil)
	_ fyne.Accessible   = (*menuList)(nil)
)

func newMenuList(items []MenuItem) *menuList {
	m := &menuList{items: items, cursor: -1, close: func() {}, typed: typedLetters{now: time.Now}}
	m.ExtendBaseWidget(m)
	return m
}

// scrolling returns the list as large as it is where there is room, scrolling where not.
func (m *menuList) scrolling() fyne.CanvasObject {
	m.scroll = container.NewVScroll(m)
	return container.New(asLargeAs{m}, m.scroll)
}

// asLargeAs gives a scroller the size of what it holds.
type asLargeAs struct{ content fyne.CanvasObject }

func (a asLargeAs) MinSize([]fyne.CanvasObject) fyne.Size { return a.content.MinSize() }

func (a asLargeAs) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, size.Width, size.Height)
	}
}

func (m *menuList) canBeChosen(i int) bool {
	return i >= 0 && i < len(m.items) && !m.items[i].Disabled && !m.items[i].Separator
}

// step moves the cursor to the next item that can be chosen from a start, around the ends.
func (m *menuList) step(from, by int) {
	n := len(m.items)
	for k := range n {
		if i := ((from+by*k)%n + n) % n; m.canBeChosen(i) {
			m.move(i)
			return
		}
	}
}

func (m *menuList) move(to int) {
	if m.cursor == to {
		return
	}
	m.cursor = to
	m.Refresh()
	if m.scroll == nil || to < 0 {
		return
	}
	top, height := m.topOf(to), m.heightOf(to)
	switch view := m.scroll.Size().Height; {
	case top < m.scroll.Offset.Y:
		m.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+height > m.scroll.Offset.Y+view:
		m.scroll.ScrollToOffset(fyne.NewPos(0, top+height-view))
	}
}

func (m *menuList) choose(i int) {
	if !m.canBeChosen(i) {
		return
	}
	m.close()
	if do := m.items[i].Do; do != nil {
		do()
	}
}

// TypedKey moves in the menu and chooses; other keys go on to the overlay.
func (m *menuList) TypedKey(key *fyne.KeyEvent) {
	last := len(m.items) - 1
	switch key.Name {
	case fyne.KeyDown:
		m.step(m.cursor+1, 1)
	case fyne.KeyUp:
		m.step(max(m.cursor, 0)-1, -1)
	case fyne.KeyHome, fyne.KeyPageUp:
		m.step(0, 1)
	case fyne.KeyEnd, fyne.KeyPageDown:
		m.step(last, -1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(m.cursor)
	default:
		bubble(m, key)
	}
}

// TypedRune moves to the next item that begins with what is typed.
func (m *menuList) TypedRune(r rune) {
	if r == ' ' {
		return // it chooses
	}
	from, begin := m.typed.add(r, m.cursor)
	n := len(m.items)
	for k := range n {
		i := (max(from, 0) + k) % n
		if m.canBeChosen(i) && begins(m.items[i].Label, begin) {
			m.move(i)
			return
		}
	}
}

// FocusGained needs no ring: the chosen item shows where the keyboard is.
func (m *menuList) FocusGained() {}

// FocusLost does nothing more than FocusGained did.
func (m *menuList) FocusLost() {}

// Tapped chooses the item under the pointer.
func (m *menuList) Tapped(e *fyne.PointEvent) { m.choose(m.itemAt(e.Position.Y)) }

// TappedSecondary chooses too: whoever holds the button down may let it go here.
func (m *menuList) TappedSecondary(e *fyne.PointEvent) { m.Tapped(e) }

// MouseIn begins to follow the pointer.
func (m *menuList) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved marks the item under the pointer.
func (m *menuList) MouseMoved(e *desktop.MouseEvent) {
	if i := m.itemAt(e.Position.Y); m.canBeChosen(i) && i != m.cursor {
		m.cursor = i // without scrolling: the pointer would be on another item then
		m.Refresh()
	}
}

// MouseOut leaves the item marked, for the keyboard to go on from.
func (m *menuList) MouseOut() {}

// AccessibilityLabel is what a screen reader says: the item that is marked.
func (m *menuList) AccessibilityLabel() string {
	if m.cursor < 0 {
		return ""
	}
	return m.items[m.cursor].Label
}

// AccessibilityRole is what a screen reader calls it.
func (m *menuList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Geometry, in pixels.

func (m *menuList) margin() float32 { return theme.Size(fynetheme.SizeNamePadding) }

func (m *menuList) heightOf(i int) float32 {
	if m.items[i].Separator {
		return 2*m.margin() + 1
	}
	return theme.Size(theme.SizeRow)
}

func (m *menuList) topOf(i int) float32 {
	top := m.margin()
	for k := range i {
		top += m.heightOf(k)
	}
	return top
}

func (m *menuList) itemAt(y float32) int {
	top := m.margin()
	for i := range m.items {
		if y >= top && y < top+m.heightOf(i) {
			return i
		}
		top += m.heightOf(i)
	}
	return -1
}

// columns returns where labels begin, and how wide labels and shortcuts are at most.
func (m *menuList) columns() (left, label, shortcut float32) {
	size := theme.Size(theme.SizeTextBody)
	left = m.margin() + theme.Size(theme.SizeGap)
	for _, item := range m.items {
		if item.Separator {
			continue
		}
		if item.Icon != nil {
			left = m.margin() + 2*theme.Size(theme.SizeGap) + theme.Size(fynetheme.SizeNameInlineIcon)
		}
		label = max(label, textWidth(item.Label, size, fyne.TextStyle{}))
		shortcut = max(shortcut, textWidth(item.Shortcut, size, fyne.TextStyle{}))
	}
	return left, label, shortcut
}

type menuDrawing struct {
	ground          *canvas.Rectangle // of the item; the hairline of a separator
	icon            *canvas.Image
	label, shortcut *canvas.Text
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (m *menuList) CreateRenderer() fyne.WidgetRenderer {
	drawings := make([]menuDrawing, len(m.items))
	var objects []fyne.CanvasObject
	for i, item := range m.items {
		d := menuDrawing{canvas.NewRectangle(color.Transparent), canvas.NewImageFromResource(item.Icon), canvas.NewText("", nil), canvas.NewText("", nil)}
		d.icon.FillMode = canvas.ImageFillContain
		d.icon.Hidden = item.Icon == nil || item.Separator
		drawings[i] = d
		objects = append(objects, d.ground, d.icon, d.label, d.shortcut)
	}
	draw := func() {
		left, _, _ := m.columns()
		for i, d := range drawings {
			m.drawItem(i, d, left)
		}
	}
	draw()
	return &renderer{
		objects: fixedObjects(objects...),
		layout:  func(fyne.Size) { draw() },
		minSize: func() fyne.Size {
			left, label, shortcut := m.columns()
			width := left + label + theme.Size(theme.SizeGap) + m.margin()
			if shortcut > 0 {
				width += theme.Size(theme.SizeMargin) + shortcut
			}
			least := theme.Size(theme.SizeControl) * 4
			return fyne.NewSize(max(width, least)+2, m.topOf(len(m.items))+m.margin())
		},
		refresh: func() { draw(); canvas.Refresh(m) },
	}
}

func (m *menuList) drawItem(i int, d menuDrawing, left float32) {
	item, margin, width := m.items[i], m.margin(), m.Size().Width
	top, height := m.topOf(i), m.heightOf(i)
	if item.Separator {
		setFill(d.ground, theme.Color(theme.ColorBorder), nil, 0)
		place(d.ground, margin, top+margin, width-2*margin, 1)
		return
	}
	fill, ink, quiet := color.Color(color.Transparent), fyne.ThemeColorName(fynetheme.ColorNameForeground), fyne.ThemeColorName(theme.ColorMuted)
	switch {
	case item.Disabled:
		ink, quiet = fynetheme.ColorNameDisabled, fynetheme.ColorNameDisabled
	case i == m.cursor:
		fill, ink, quiet = theme.Color(theme.ColorAccentSoft), theme.ColorAccentText, theme.ColorAccentText
	}
	d.ground.CornerRadius = theme.Size(theme.SizeRadius)
	setFill(d.ground, fill, nil, 0)
	place(d.ground, margin, top, width-2*margin, height)
	if item.Icon != nil {
		side := theme.Size(fynetheme.SizeNameInlineIcon)
		d.icon.Resource = tinted(item.Icon, ink)
		d.icon.Refresh()
		place(d.icon, margin+theme.Size(theme.SizeGap)*0.75, top+(height-side)/2, side, side)
	}
	size, plain := theme.Size(theme.SizeTextBody), fyne.TextStyle{}
	end := width - margin - theme.Size(theme.SizeGap)
	line := lineHeight(size)
	keys := textWidth(item.Shortcut, size, plain)
	setText(d.shortcut, item.Shortcut, theme.Color(quiet), size, plain, fyne.TextAlignTrailing)
	place(d.shortcut, end-keys, top+(height-line)/2, keys, line)
	room := end - left
	if keys > 0 {
		room -= keys + theme.Size(theme.SizeGap)
	}
	setText(d.label, elide(item.Label, room+0.5, size, plain), theme.Color(ink), size, plain, fyne.TextAlignLeading)
	place(d.label, left, top+(height-line)/2, room, line)
}
