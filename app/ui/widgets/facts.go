package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// Fact is something that is known: what it is, and its value.
type Fact struct{ Label, Value string }

// noValue stands where a value is not known.
const noValue = "–"

// Facts is a list of facts, labels at the left, values at the right; both wrap. Where it is
// narrow a value stands under its label. Up and Down move between the facts, Ctrl+C copies
// a value; the context menu, by the right button or the Menu key, copies one or all.
type Facts struct {
	widget.BaseWidget

	voice   *wording.Voice
	facts   []Fact
	labels  []*Paragraph
	values  []*Paragraph
	role    TextRole
	cursor  int
	focused bool
	pointer bool // the focus came by a click: no ring, the pointer shows where
}

var (
	_ fyne.Focusable         = (*Facts)(nil)
	_ fyne.Shortcutable      = (*Facts)(nil)
	_ fyne.Tappable          = (*Facts)(nil)
	_ fyne.SecondaryTappable = (*Facts)(nil)
	_ fyne.Accessible        = (*Facts)(nil)
	_ Fitting                = (*Facts)(nil)
)

// NewFacts returns a list of facts; an empty value is shown as a dash.
func NewFacts(voice *wording.Voice, facts ...Fact) *Facts {
	f := &Facts{voice: voice, role: RoleBody}
	f.ExtendBaseWidget(f)
	f.Set(facts...)
	return f
}

// SetStrong writes the values in bold: they are what somebody compares with a paper.
func (f *Facts) SetStrong() {
	f.role = RoleStrong
	f.Set(f.facts...)
}

// Set changes the facts.
func (f *Facts) Set(facts ...Fact) {
	f.facts, f.labels, f.values = facts, nil, nil
	for _, fact := range facts {
		value := fact.Value
		if value == "" {
			value = noValue
		}
		f.labels = append(f.labels, NewParagraph(RoleMuted, fact.Label))
		f.values = append(f.values, NewParagraph(f.role, value))
	}
	f.cursor = min(f.cursor, max(len(facts)-1, 0))
	f.Refresh()
}

// Values returns what is shown, in its order.
func (f *Facts) Values() []Fact { return f.facts }

func (f *Facts) copyValue(i int) {
	if i >= 0 && i < len(f.facts) {
		fyne.CurrentApp().Clipboard().SetContent(f.facts[i].Value)
	}
}

func (f *Facts) copyAll() {
	var text strings.Builder
	for _, fact := range f.facts {
		text.WriteString(fact.Label + "\t" + oneLine(fact.Value) + "\n")
	}
	fyne.CurrentApp().Clipboard().SetContent(text.String())
}

func (f *Facts) menu(i int, at fyne.Position) {
	if i < 0 || i >= len(f.facts) {
		return
	}
	ShowMenu(f, at, []MenuItem{
		{
			Label: f.voice.Text("widgets.facts.copy", "Label", f.facts[i].Label), Shortcut: f.voice.Text("widgets.facts.copy.shortcut"),
			Icon: theme.IconCopy(), Disabled: f.facts[i].Value == "", Do: func() { f.copyValue(i) },
		},
		{Label: f.voice.Text("widgets.facts.copy-all"), Do: f.copyAll},
	})
}

// TypedKey moves between the facts and opens the menu; other keys go on to the canvas.
func (f *Facts) TypedKey(key *fyne.KeyEvent) {
	f.pointer = false
	last := max(len(f.facts)-1, 0)
	switch {
	case IsMenuKey(key):
		top, height := f.row(f.cursor)
		f.menu(f.cursor, fyne.NewPos(0, top+height))
	case key.Name == fyne.KeyUp && f.cursor > 0:
		f.move(f.cursor - 1)
	case key.Name == fyne.KeyDown && f.cursor < last:
		f.move(f.cursor + 1)
	case key.Name == fyne.KeyHome:
		f.move(0)
	case key.Name == fyne.KeyEnd:
		f.move(last)
	default:
		bubble(f, key)
	}
}

func (f *Facts) move(to int) {
	f.cursor = to
	f.Refresh()
}

// TypedShortcut copies the value of the fact; other shortcuts go on to the canvas.
func (f *Facts) TypedShortcut(s fyne.Shortcut) {
	if _, is := s.(*fyne.ShortcutCopy); is {
		f.copyValue(f.cursor)
		return
	}
	bubbleShortcut(f, s)
}

// TypedRune does nothing: facts are not searched by typing.
func (f *Facts) TypedRune(rune) {}

// FocusGained shows which fact the keyboard is on.
func (f *Facts) FocusGained() {
	f.focused = true
	if !f.pointer {
		Reveal(f)
	}
	f.Refresh()
}

// FocusLost ends what FocusGained began.
func (f *Facts) FocusLost() { f.focused, f.pointer = false, false; leftBehind(f); f.Refresh() }

// Tapped gives the keyboard to a fact, for Ctrl+C.
func (f *Facts) Tapped(e *fyne.PointEvent) {
	if i := f.factAt(e.Position.Y); i >= 0 {
		f.cursor = i
	}
	f.pointer = true
	focus(f)
	f.Refresh()
}

// TappedSecondary opens the menu of the fact under the pointer.
func (f *Facts) TappedSecondary(e *fyne.PointEvent) {
	f.Tapped(e)
	f.menu(f.factAt(e.Position.Y), e.Position)
}

// Cursor says that values are text.
func (f *Facts) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// AccessibilityLabel is what a screen reader says: all of it, for a fact alone says little.
func (f *Facts) AccessibilityLabel() string {
	var parts []string
	for i, fact := range f.facts {
		parts = append(parts, fact.Label+" "+f.values[i].Text())
	}
	return strings.Join(parts, ", ")
}

// AccessibilityRole is what a screen reader calls it.
func (f *Facts) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Geometry, in pixels.

// The columns of facts at text scale 1: the narrowest that has two, and the widest labels.
const (
	leastFacts = 190
	mostLabel  = 150
)

// columns returns how wide labels and values are, and whether a value stands beside its
// label. Labels take what they need, but leave more than half to the values.
func (f *Facts) columns(width float32) (label, value float32, beside bool) {
	scale := theme.Scale()
	if width < leastFacts*scale {
		return width, width, false
	}
	size := theme.Size(theme.SizeTextBody)
	for _, fact := range f.facts {
		label = max(label, textWidth(fact.Label, size, fyne.TextStyle{})+2)
	}
	label = min(label, mostLabel*scale, width*0.45)
	return label, width - label - theme.Size(theme.SizeGapLarge), true
}

// HeightFor returns how high the facts are in a width.
func (f *Facts) HeightFor(width float32) float32 {
	return f.arrange(width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// arrange places the facts in a width and returns how high they are together.
func (f *Facts) arrange(width float32, place func(o fyne.CanvasObject, x, y, w, h float32)) (height float32) {
	label, value, beside := f.columns(width)
	gap := theme.Size(theme.SizeGap)
	for i := range f.facts {
		if i > 0 {
			height += gap
		}
		l, v := f.labels[i].HeightFor(label), f.values[i].HeightFor(value)
		place(f.labels[i], 0, height, label, l)
		if beside {
			place(f.values[i], width-value, height, value, v)
			height += max(l, v)
		} else {
			place(f.values[i], 0, height+l, value, v)
			height += l + v
		}
	}
	return height
}

// row returns where a fact is.
func (f *Facts) row(i int) (top, height float32) {
	if i < 0 || i >= len(f.facts) {
		return 0, 0
	}
	top = f.labels[i].Position().Y
	return top, max(f.labels[i].Position().Y+f.labels[i].Size().Height, f.values[i].Position().Y+f.values[i].Size().Height) - top
}

// factAt returns the fact at a height; a gap belongs to the fact above it.
func (f *Facts) factAt(y float32) int {
	for i := len(f.facts) - 1; i >= 0; i-- {
		if top, _ := f.row(i); y >= top {
			return i
		}
	}
	return -1
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (f *Facts) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(color.Transparent)
	draw := func() {
		ring.CornerRadius = theme.Size(theme.SizeRadius)
		edge := color.Color(color.Transparent)
		if f.focused && !f.pointer && len(f.facts) > 0 {
			edge = theme.Color(theme.ColorAccentText)
		}
		setFill(ring, color.Transparent, edge, theme.Size(theme.SizeFocus))
		top, height := f.row(f.cursor)
		place(ring, -4, top-3, f.Size().Width+8, height+6)
	}
	arrange := func(s fyne.Size) { f.arrange(s.Width, place); draw() }
	return &renderer{
		objects: func() []fyne.CanvasObject {
			var objects []fyne.CanvasObject
			for i := range f.facts {
				objects = append(objects, f.labels[i], f.values[i])
			}
			return append(objects, ring)
		},
		layout: arrange,
		minSize: func() fyne.Size {
			least := leastFacts * theme.Scale() / 2
			return fyne.NewSize(least, f.HeightFor(max(f.Size().Width, least)))
		},
		refresh: func() { arrange(f.Size()); canvas.Refresh(f) },
	}
}
