package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// menuByKey opens the menu of the header that has the keyboard, or of the current row.
func (t *DataTable) menuByKey() {
	l := t.layout()
	if t.head >= len(l.shown) {
		t.ShowColumns()
		return
	}
	if column, on := t.headColumn(); on {
		t.showHeadMenu(column, fyne.NewPos(max(l.x(t.head, t.across), 0), t.headerHeight()))
		return
	}
	y := t.headerHeight()
	if t.cursor.index >= 0 {
		t.reveal(t.cursor.index)
		y += float32(float64(t.cursor.index+1)*t.rowHeight() - t.offset)
	}
	t.showRowMenu(fyne.NewPos(t.gutter(), y))
}

// showRowMenu opens the menu of what is selected: what the screen does with it, then
// what every table can do.
func (t *DataTable) showRowMenu(at fyne.Position) {
	HideTip(t)
	var items []MenuItem
	if t.Menu != nil {
		if items = t.Menu(t.Selection()); len(items) > 0 {
			items = append(items, MenuItem{Separator: true})
		}
	}
	items = append(items, MenuItem{
		Label: t.voice.Text("table.menu.copy"), Shortcut: t.voice.Text("table.key.copy"), Icon: theme.IconCopy(),
		Disabled: !t.anySelected(), Do: t.Copy,
	})
	if t.params.Multiple {
		items = append(items, MenuItem{
			Label: t.voice.Text("table.menu.all"), Shortcut: t.voice.Text("table.key.all"),
			Disabled: t.total == 0, Do: t.SelectAll,
		})
	}
	items = append(items,
		MenuItem{Label: t.voice.Text("table.menu.find"), Shortcut: t.voice.Text("table.key.find"), Icon: theme.IconSearch(), Do: t.OpenFind},
	)
	if t.hasCorner() {
		items = append(items, MenuItem{Separator: true}, t.columnsItem())
	}
	ShowMenu(t, at, items)
}

func (t *DataTable) columnsItem() MenuItem {
	return MenuItem{Label: t.voice.Text("table.menu.columns"), Icon: theme.IconColumns(), Disabled: !t.hasCorner(), Do: t.ShowColumns}
}

// showHeadMenu opens the menu of a column.
func (t *DataTable) showHeadMenu(column int, at fyne.Position) {
	HideTip(t)
	c := t.plan.columns[column]
	sorting := func(label string, descending bool) MenuItem {
		o := Order{Column: c.ID, Descending: descending}
		return MenuItem{Label: label, Disabled: !c.Sortable || t.order == o, Do: func() { t.sort(o) }}
	}
	moving := func(label, shortcut string, step int) MenuItem {
		return MenuItem{
			Label: label, Shortcut: shortcut, Disabled: t.plan.neighbour(column, step) < 0,
			Do: func() { t.moveColumn(column, step) },
		}
	}
	ShowMenu(t, at, []MenuItem{
		sorting(t.voice.Text("table.menu.ascending"), false),
		sorting(t.voice.Text("table.menu.descending"), true),
		{Separator: true},
		moving(t.voice.Text("table.menu.left"), t.voice.Text("table.key.left"), -1),
		moving(t.voice.Text("table.menu.right"), t.voice.Text("table.key.right"), +1),
		{Label: t.voice.Text("table.menu.fit"), Do: func() { t.fitColumn(column) }},
		{Label: t.voice.Text("table.menu.hide"), Disabled: len(t.plan.shown()) == 1, Do: func() { t.HideColumn(c.ID, true) }},
		{Separator: true},
		t.columnsItem(),
		{Label: t.voice.Text("table.menu.reset"), Disabled: t.asDelivered(), Do: t.ResetColumns},
	})
}

func (t *DataTable) asDelivered() bool { return t.plan.delivered() && t.order == t.params.Order }

// columnsShare is how much of the window's height the list of columns takes at most.
const columnsShare = 0.55

// ShowColumns opens the list of columns, to tick those that are shown.
func (t *DataTable) ShowColumns() {
	if t.drawing == nil || !t.hasCorner() || fyne.CurrentApp().Driver().CanvasForObject(t) == nil {
		return
	}
	HideTip(t)
	focus(t)
	var list []fyne.CanvasObject
	for _, column := range t.plan.order {
		c := t.plan.columns[column]
		var check *Check
		check = NewCheck(c.Label, !t.plan.hidden[column], func(shown bool) {
			t.HideColumn(c.ID, !shown)
			if t.plan.hidden[column] == shown { // the last one stays
				check.SetChecked(!t.plan.hidden[column])
			}
		})
		list = append(list, check)
	}
	checks := Down(list...)
	size := checks.MinSize()
	most := columnsShare * fyne.CurrentApp().Driver().CanvasForObject(t).Size().Height
	shown := AtLeast(size.Width+theme.Size(fyneScrollBar), min(size.Height, most), container.NewVScroll(checks))
	var over *Overlay
	reset := NewButton(Flat, t.voice.Text("table.menu.reset"), theme.IconReset(), func() {
		over.Close()
		t.ResetColumns()
	})
	over = ShowPopover(t.drawing.corner, Inset(theme.SizeGapLarge, Down(NewText(RoleHeading, t.voice.Text("table.columns.title")), shown, reset)))
	if over != nil && len(list) > 0 {
		t.focusPart(list[0].(*Check))
	}
}

// tableCorner is the button at the end of the header that opens the list of columns. It
// is not in the order of the Tab key: from the headers the arrows lead to it.
type tableCorner struct {
	widget.BaseWidget

	table        *DataTable
	hovered      bool
	ground, ring *canvas.Rectangle
	icon         *canvas.Image
	drawn        color.Color
}

var (
	_ fyne.Tappable      = (*tableCorner)(nil)
	_ desktop.Hoverable  = (*tableCorner)(nil)
	_ fyne.Accessible    = (*tableCorner)(nil)
	_ desktop.Cursorable = (*tableCorner)(nil)
)

func newTableCorner(t *DataTable) *tableCorner {
	c := &tableCorner{
		table: t, ground: canvas.NewRectangle(nil), ring: canvas.NewRectangle(color.Transparent),
		icon: canvas.NewImageFromResource(nil),
	}
	c.icon.FillMode = canvas.ImageFillContain
	c.ExtendBaseWidget(c)
	return c
}

// hasCorner tells whether there are columns to choose from.
func (t *DataTable) hasCorner() bool { return len(t.plan.columns) > 1 }

func (t *DataTable) cornerWidth() float32 { return t.headerHeight() - 6 }

// Tapped opens the list of columns.
func (c *tableCorner) Tapped(*fyne.PointEvent) { c.table.ShowColumns() }

// MouseIn makes the button stand out and tells what it is.
func (c *tableCorner) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.draw()
	ShowTip(c, fyne.NewPos(0, c.Size().Height), c.AccessibilityLabel())
}

// MouseMoved does nothing more than MouseIn did.
func (c *tableCorner) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (c *tableCorner) MouseOut() {
	c.hovered = false
	c.draw()
	HideTip(c)
}

// Cursor tells that it can be pressed.
func (c *tableCorner) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel names the button.
func (c *tableCorner) AccessibilityLabel() string { return c.table.voice.Text("table.columns.title") }

// AccessibilityRole says that it can be pressed.
func (c *tableCorner) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (c *tableCorner) draw() {
	ground, ring := theme.Color(theme.ColorChrome), color.Color(color.Transparent)
	if c.hovered {
		ground = theme.Color(theme.ColorHoverRow)
	}
	if c.table.head == len(c.table.plan.shown()) {
		ring = theme.Color(theme.ColorAccentText)
	}
	setFill(c.ground, ground, nil, 0)
	setFill(c.ring, color.Transparent, ring, theme.Size(theme.SizeFocus))
	if ink := theme.Color(theme.ColorMuted); c.drawn != ink {
		c.drawn = ink
		c.icon.Resource = tinted(theme.IconColumns(), theme.ColorMuted)
		c.icon.Refresh()
	}
	size := c.Size()
	side := min(size.Width, size.Height) * 0.66
	place(c.ground, 0, 0, size.Width, size.Height)
	place(c.ring, 2, 2, size.Width-4, size.Height-4)
	place(c.icon, (size.Width-side)/2, (size.Height-side)/2, side, side)
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (c *tableCorner) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(c.ground, c.icon, c.ring),
		layout:  func(fyne.Size) { c.draw() },
		minSize: func() fyne.Size { return fyne.Size{} },
		refresh: func() { c.draw(); canvas.Refresh(c) },
	}
}
