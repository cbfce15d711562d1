package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
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
// move through it, Enter or Space goes there. It folds to its icons, which then say
// their names in tips: by the item at its foot, and by itself where [Beside] finds the
// window narrow.
type Navigation struct {
	widget.BaseWidget
	drawn drawn

	// OnFolded is called when somebody folds or unfolds the list. Without it there is no
	// item to do so.
	OnFolded func(folded bool)

	onSelected func(id string)
	view       *Scroll // that the list stands in; nil: none
	items      []NavItem
	counts     map[string]string
	selected   int // -1 if none
	cursor     int // where the keyboard is
	hovered    int // -1 if none
	focused    bool
	byPointer  bool // the focus came by a click: no ring, the pointer shows where
	folded     bool // as was chosen
	narrow     bool // there is no room for the names
	unfolded   bool // for a moment, although there is no room

	foldLabel, unfoldLabel string
}

var (
	_ fyne.Focusable    = (*Navigation)(nil)
	_ fyne.Tappable     = (*Navigation)(nil)
	_ desktop.Hoverable = (*Navigation)(nil)
	_ fyne.Accessible   = (*Navigation)(nil)
)

// NewNavigation returns a list with nothing selected. onSelected is called when
// somebody chooses an item, also the one that is selected already.
func NewNavigation(items []NavItem, onSelected func(id string)) *Navigation {
	n := &Navigation{items: items, onSelected: onSelected, counts: map[string]string{}, selected: -1, hovered: -1}
	n.ExtendBaseWidget(n)
	return n
}

// Rail returns the list on its ground, in a view that moves where the window is too low
// for all of it. The keyboard, and the place where one is, are kept in sight.
func (n *Navigation) Rail() fyne.CanvasObject {
	n.view = newUprightScroll(n)
	n.view.laid = func() { n.reveal(n.cursor) }
	n.view.scroll.OnScrolled = func(fyne.Position) { n.MouseOut() } // another item is under the pointer
	return NewSurface(theme.ColorChrome, EdgeRight, n.view)
}

// reveal moves the view so that an item is in sight.
func (n *Navigation) reveal(index int) {
	if n.view == nil || index < 0 || index >= n.count() {
		return
	}
	at := fyne.NewPos(0, n.topOf(index)).Subtract(n.view.Offset())
	n.view.show(at, fyne.NewSize(n.Size().Width, n.itemHeight()))
}

// Select shows an item as the place where one is, without telling anybody. An unknown
// id selects nothing.
func (n *Navigation) Select(id string) {
	n.selected = -1
	for i, item := range n.items {
		if item.ID == id {
			n.selected, n.cursor = i, i
			n.reveal(i)
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

// SetFoldLabels names the item that folds the list, and the one that unfolds it.
func (n *Navigation) SetFoldLabels(fold, unfold string) {
	n.foldLabel, n.unfoldLabel = fold, unfold
	n.Refresh()
}

// SetFolded folds the list to its icons, or unfolds it, without telling anybody.
func (n *Navigation) SetFolded(folded bool) {
	if n.folded != folded {
		n.folded = folded
		n.Refresh()
	}
}

// Folded reports whether the list was folded by somebody.
func (n *Navigation) Folded() bool { return n.folded }

// setNarrow folds the list for as long as there is no room for the names.
func (n *Navigation) setNarrow(narrow bool) {
	if n.narrow != narrow {
		n.narrow, n.unfolded = narrow, false
		n.Refresh()
	}
}

// iconsOnly reports whether the icons stand alone.
func (n *Navigation) iconsOnly() bool {
	if n.narrow {
		return !n.unfolded
	}
	return n.folded
}

// toggle folds or unfolds the list for its user. In a narrow window nothing is chosen
// by it: the list unfolds until somebody goes somewhere.
func (n *Navigation) toggle() {
	HideTip(n)
	if n.narrow {
		n.unfolded = !n.unfolded
		n.Refresh()
		return
	}
	n.SetFolded(!n.folded)
	n.OnFolded(n.folded)
}

// count is how many items can be gone to, that which folds included.
func (n *Navigation) count() int {
	if n.OnFolded == nil {
		return len(n.items)
	}
	return len(n.items) + 1
}

// item returns an item; the one after the last folds the list.
func (n *Navigation) item(index int) NavItem {
	switch {
	case index < len(n.items):
		return n.items[index]
	case n.iconsOnly():
		return NavItem{Label: n.unfoldLabel, Icon: theme.IconUnfold()}
	default:
		return NavItem{Label: n.foldLabel, Icon: theme.IconFold()}
	}
}

func (n *Navigation) choose(index int) {
	switch {
	case index < 0 || index >= n.count():
		return
	case index == len(n.items):
		n.cursor = index
		n.toggle()
		return
	}
	dropTip(n)
	n.selected, n.cursor, n.unfolded = index, index, false
	n.Refresh()
	if n.onSelected != nil {
		n.onSelected(n.items[index].ID)
	}
}

// tell shows the name of an item that is only an icon.
func (n *Navigation) tell(index int) {
	if index < 0 || !n.iconsOnly() {
		HideTip(n)
		return
	}
	label := n.item(index).Label
	if index < len(n.items) && n.counts[n.items[index].ID] != "" {
		label += " (" + n.counts[n.items[index].ID] + ")"
	}
	ShowTip(n, fyne.NewPos(n.margin(), n.topOf(index)+n.itemHeight()), label)
}

// AccessibilityLabel is what a screen reader says: where the keyboard is.
func (n *Navigation) AccessibilityLabel() string {
	if n.cursor >= n.count() {
		return ""
	}
	return n.item(n.cursor).Label
}

// AccessibilityRole is what a screen reader calls it.
func (n *Navigation) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped goes to the item under the pointer.
func (n *Navigation) Tapped(e *fyne.PointEvent) {
	n.byPointer = true
	focus(n)
	n.choose(n.itemAt(e.Position.Y))
}

// TypedKey moves the cursor and goes where it is; other keys go on to the canvas.
func (n *Navigation) TypedKey(key *fyne.KeyEvent) {
	n.byPointer = false
	last := n.count() - 1
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
	if n.count() > 0 {
		n.reveal(n.cursor)
		n.tell(n.cursor)
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
	if !n.byPointer && n.count() > 0 {
		n.reveal(n.cursor)
		n.tell(n.cursor)
	}
	n.Refresh()
}

// FocusLost ends what FocusGained began.
func (n *Navigation) FocusLost() {
	n.focused, n.byPointer = false, false
	HideTip(n)
	n.Refresh()
}

// MouseIn begins to follow the pointer.
func (n *Navigation) MouseIn(e *desktop.MouseEvent) { n.MouseMoved(e) }

// MouseMoved lights up the item under the pointer.
func (n *Navigation) MouseMoved(e *desktop.MouseEvent) {
	if at := n.itemAt(e.Position.Y); at != n.hovered {
		n.hovered = at
		n.tell(at)
		n.Refresh()
	}
}

// MouseOut ends what MouseIn began.
func (n *Navigation) MouseOut() {
	n.hovered = -1
	HideTip(n)
	n.Refresh()
}

// Geometry, in pixels.

func (n *Navigation) itemHeight() float32 { return theme.Size(theme.SizeNavigationItem) }
func (n *Navigation) margin() float32     { return theme.Size(theme.SizeGap) }

// topOf returns where an item begins. That which folds the list is at its foot.
func (n *Navigation) topOf(index int) float32 {
	if index == len(n.items) {
		return max(n.end(index), n.Size().Height-n.itemHeight()-n.margin())
	}
	return n.end(index)
}

// end returns where an item begins below those before it.
func (n *Navigation) end(index int) float32 {
	top := n.margin()
	for i, item := range n.items {
		if item.Apart && i <= index {
			top += 2*n.margin() + 1
		}
		if i < index {
			top += n.itemHeight() + navGap
		}
	}
	return top
}

// itemAt returns the item at a height, -1 if none is there.
func (n *Navigation) itemAt(y float32) int {
	for i := range n.count() {
		if top := n.topOf(i); y >= top && y < top+n.itemHeight() {
			return i
		}
	}
	return -1
}

type navDrawing struct {
	ground, bar, line, ring, pill *canvas.Rectangle
	icon                          *inkedIcon
	label, count                  *canvas.Text
}

func (d *navDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.line, d.ground, d.bar, d.icon.image, d.label, d.pill, d.count, d.ring}
}

func newNavDrawing() *navDrawing {
	rectangle := func() *canvas.Rectangle { return canvas.NewRectangle(nil) }
	d := &navDrawing{
		ground: rectangle(), bar: rectangle(), line: rectangle(), ring: rectangle(), pill: rectangle(),
		icon: newInkedIcon(), label: canvas.NewText("", nil), count: canvas.NewText("", nil),
	}
	return d
}

func (d *navDrawing) draw(n *Navigation, index int) {
	item, selected := n.item(index), index == n.selected
	ground, ink := color.Color(color.Transparent), fyne.ThemeColorName(fynetheme.ColorNameForeground)
	switch {
	case selected:
		ground, ink = theme.Color(theme.ColorAccentSoft), theme.ColorAccentText
	case index == n.hovered:
		ground = theme.Color(theme.ColorSunken)
	}
	radius := theme.Size(theme.SizeRadius)
	d.ground.CornerRadius, d.ring.CornerRadius = radius, radius
	if selected {
		item.Icon = theme.Filled(item.Icon)
	}
	setFill(d.ground, ground, nil, 0)
	d.bar.CornerRadius = 1.5
	setFill(d.bar, theme.Color(fynetheme.ColorNamePrimary), nil, 0)
	d.bar.Hidden = !selected
	setFill(d.line, theme.Color(theme.ColorBorder), nil, 0)
	d.line.Hidden = !item.Apart
	ring := color.Color(color.Transparent)
	if n.focused && !n.byPointer && index == n.cursor {
		ring = theme.Color(theme.ColorFocusRing)
	}
	setFill(d.ring, color.Transparent, ring, theme.Size(theme.SizeFocus))

	d.icon.draw(item.Icon, ink)

	count := n.counts[item.ID]
	d.pill.Hidden = count == ""
	d.pill.CornerRadius = navPill() / 2
	setFill(d.pill, theme.Color(fynetheme.ColorNamePrimary), nil, 0)
	if n.iconsOnly() {
		d.pill.CornerRadius = navDot / 2
		count = ""
	}
	setText(d.count, count, theme.Color(fynetheme.ColorNameForegroundOnPrimary), theme.Size(theme.SizeTextCaption), fyne.TextStyle{Bold: true}, fyne.TextAlignCenter)
	d.place(n, index, theme.Color(ink))
}

// navGap is between items.
const navGap = 2

// navDot is how wide the dot is that stands for a count beside an icon alone.
const navDot = 8

func navPill() float32 { return lineHeight(theme.Size(theme.SizeTextCaption)) + 3 }

func (d *navDrawing) place(n *Navigation, index int, ink color.Color) {
	margin, height, width := n.margin(), n.itemHeight(), n.Size().Width
	top, left := n.topOf(index), margin
	room := width - 2*margin
	place(d.line, left, top-margin-1, room, theme.Size(theme.SizeEdge))
	place(d.ground, left, top, room, height)
	place(d.ring, left, top, room, height)
	place(d.bar, left+2, top+height/5, 3, height*3/5)
	icon := theme.Size(fynetheme.SizeNameInlineIcon)
	iconAt := left + margin + 4
	if n.iconsOnly() {
		iconAt = left + (room-icon)/2
	}
	place(d.icon.image, iconAt, top+(height-icon)/2, icon, icon)

	end := left + room - margin
	pill := navPill()
	switch {
	case n.iconsOnly():
		place(d.pill, iconAt+icon-navDot/2, top+(height-icon)/2-navDot/2, navDot, navDot)
	case d.count.Text != "":
		w := max(textWidth(d.count.Text, d.count.TextSize, d.count.TextStyle)+10, pill)
		place(d.pill, end-w, top+(height-pill)/2, w, pill)
		h := lineHeight(d.count.TextSize)
		place(d.count, end-w, top+(height-h)/2, w, h)
		end -= w + margin
	}
	style, size := fyne.TextStyle{Bold: index == n.selected}, theme.Size(theme.SizeTextBody)
	label, textAt := n.item(index).Label, iconAt+icon+margin+2
	if n.iconsOnly() {
		label = ""
	}
	setText(d.label, elide(label, end-textAt, size, style), ink, size, style, fyne.TextAlignLeading)
	h := lineHeight(size)
	place(d.label, textAt, top+(height-h)/2, end-textAt, h)
}

// Refresh draws the widget anew.
func (n *Navigation) Refresh() { n.drawn.refresh(n.BaseWidget.Refresh) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (n *Navigation) CreateRenderer() fyne.WidgetRenderer {
	n.drawn = true
	var drawings []*navDrawing
	var objects []fyne.CanvasObject
	draw := func() {
		for len(drawings) < n.count() {
			drawings = append(drawings, newNavDrawing())
			objects = append(objects, drawings[len(drawings)-1].objects()...)
		}
		for i, d := range drawings {
			d.draw(n, i)
		}
	}
	draw()
	return &renderer{
		objects: func() []fyne.CanvasObject { return objects },
		layout:  func(fyne.Size) { draw() },
		minSize: func() fyne.Size {
			width := theme.Size(theme.SizeNavigation)
			if n.iconsOnly() {
				width = n.itemHeight() + 2*n.margin()
			}
			height := n.end(len(n.items)) + n.margin()
			if n.OnFolded != nil {
				height += n.itemHeight()
			}
			return fyne.NewSize(width, height)
		},
		refresh: func() { draw(); canvas.Refresh(n) },
	}
}

// beside is a navigation with what it leads to at its right.
type beside struct{ navigation *Navigation }

// leastBeside is the width that is left to a page before the navigation folds by
// itself, at text scale 1.
const leastBeside = 640

func (b beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rail, content := objects[0], objects[1]
	b.navigation.setNarrow(size.Width-theme.Size(theme.SizeNavigation) < leastBeside*theme.Scale())
	width := float32(0)
	if rail.Visible() {
		width = rail.MinSize().Width
	}
	place(rail, 0, 0, width, size.Height)
	place(content, width, 0, size.Width-width, size.Height)
}

func (b beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[1].MinSize()
	if rail := objects[0]; rail.Visible() {
		s := rail.MinSize()
		least = fyne.NewSize(least.Width+s.Width, max(least.Height, s.Height))
	}
	return least
}

// Beside places content at the right of a navigation, which stands in its rail. Where a
// window is so narrow that the content would not have enough of it, the navigation folds.
func Beside(navigation *Navigation, rail, content fyne.CanvasObject) *fyne.Container {
	return container.New(beside{navigation}, rail, content)
}
