package widgets

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// Select is a list to choose one of. Space, Up and Down open it, Left and Right choose
// without opening, letters go to what begins with them. A long list has a field in
// which part of a name is typed.
type Select struct {
	widget.DisableableWidget

	options []string
	chosen  int // −1: none
	changed func(index int)
	voice   *wording.Voice // nil: the list cannot be filtered
	said    string
	typed   typeAhead
	overlay *Overlay
	wrong   bool
	hovered bool
	focused bool
}

var (
	_ Answer             = (*Select)(nil)
	_ fyne.Focusable     = (*Select)(nil)
	_ fyne.Tappable      = (*Select)(nil)
	_ fyne.Accessible    = (*Select)(nil)
	_ desktop.Hoverable  = (*Select)(nil)
	_ desktop.Cursorable = (*Select)(nil)
)

// NewSelect returns a list. changed is called with the index of what was chosen.
func NewSelect(options []string, chosen int, changed func(index int)) *Select {
	s := &Select{options: options, chosen: -1, changed: changed}
	if chosen >= 0 && chosen < len(options) {
		s.chosen = chosen
	}
	s.ExtendBaseWidget(s)
	return s
}

// NewComboField returns a list with a field to filter it by parts of names, for lists
// that are longer than a glance.
func NewComboField(voice *wording.Voice, options []string, chosen int, changed func(index int)) *Select {
	s := NewSelect(options, chosen, changed)
	s.voice = voice
	return s
}

// SetOptions changes what can be chosen without telling anybody.
func (s *Select) SetOptions(options []string, chosen int) {
	s.options, s.chosen = options, -1
	if chosen >= 0 && chosen < len(options) {
		s.chosen = chosen
	}
	s.Refresh()
}

// SelectedIndex returns the index of what is chosen, −1 if nothing is.
func (s *Select) SelectedIndex() int { return s.chosen }

// SetSelectedIndex shows another choice without telling anybody.
func (s *Select) SetSelectedIndex(index int) {
	if index >= -1 && index < len(s.options) {
		s.chosen = index
		s.Refresh()
	}
}

// Selected returns the text of what is chosen, "" if nothing is.
func (s *Select) Selected() string {
	if s.chosen < 0 {
		return ""
	}
	return s.options[s.chosen]
}

func (s *Select) choose(index int) {
	if index < 0 || index >= len(s.options) || index == s.chosen {
		return
	}
	s.chosen = index
	s.Refresh()
	if s.changed != nil {
		s.changed(index)
	}
}

// Open shows the list.
func (s *Select) Open() {
	if s.Disabled() || s.overlay != nil || len(s.options) == 0 {
		return
	}
	list := newChoices(s.options, s.chosen, s.Size().Width)
	list.onChosen = func(index int) {
		s.overlay.Close()
		s.choose(index)
	}
	var content fyne.CanvasObject = list
	var first fyne.Focusable = list
	if s.voice != nil {
		filter := newChoiceFilter(s.voice, list)
		content, first = filter.content, filter.entry
	}
	if s.overlay = ShowPopover(s, Inset(fynetheme.SizeNamePadding, content)); s.overlay == nil {
		return
	}
	s.overlay.OnClosed = func() { s.overlay = nil }
	s.overlay.canvas.Focus(first)
	list.reveal()
}

// Tapped opens the list. A click leaves the focus here, so that Tab goes on from here.
func (s *Select) Tapped(*fyne.PointEvent) {
	if !s.Disabled() {
		focus(s)
		s.Open()
	}
}

// TypedKey chooses with Left and Right, and opens the list with Space, Up and Down;
// other keys go on to the canvas.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyUp, fyne.KeyDown:
		s.Open()
	case fyne.KeyLeft:
		s.choose(s.chosen - 1)
	case fyne.KeyRight:
		s.choose(s.chosen + 1)
	case fyne.KeyHome:
		s.choose(0)
	case fyne.KeyEnd:
		s.choose(len(s.options) - 1)
	default:
		bubble(s, key)
	}
}

// TypedRune goes to the next option that begins with what is typed.
func (s *Select) TypedRune(r rune) {
	if r != ' ' || s.typed.going() {
		s.choose(s.typed.next(r, s.options, s.chosen))
	}
}

// FocusGained shows the focus ring.
func (s *Select) FocusGained() { s.focused = true; Reveal(s); s.Refresh() }

// FocusLost hides the focus ring.
func (s *Select) FocusLost() { s.focused = false; s.typed = typeAhead{}; s.Refresh() }

// MouseIn lights the list up.
func (s *Select) MouseIn(*desktop.MouseEvent) { s.hovered = true; s.Refresh() }

// MouseMoved does nothing more than MouseIn did.
func (s *Select) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (s *Select) MouseOut() { s.hovered = false; s.Refresh() }

// Cursor says that a list is no text.
func (s *Select) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// Wrong returns "": every option may be chosen.
func (s *Select) Wrong() string { return "" }

// Stands returns the number of what is chosen, "" if nothing is: texts change with the
// language.
func (s *Select) Stands() string {
	if s.chosen < 0 {
		return ""
	}
	return strconv.Itoa(s.chosen)
}

// First returns what gets the keyboard.
func (s *Select) First() fyne.Focusable { return s }

// SetWrong draws the edge of a list with something wrong.
func (s *Select) SetWrong(wrong bool) { s.wrong = wrong; s.Refresh() }

// SetAccessibleLabel says what a screen reader calls the list.
func (s *Select) SetAccessibleLabel(label string) { s.said = label }

// AccessibilityLabel is what a screen reader says; what is chosen alone is no name.
func (s *Select) AccessibilityLabel() string {
	if s.said == "" {
		return ""
	}
	return joinedBy(" : ", s.said, s.Selected())
}

// AccessibilityRole is what a screen reader calls it.
func (s *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	label, mark := canvas.NewText("", nil), newArrow()
	pad := func() float32 { return theme.Size(fynetheme.SizeNameInnerPadding) + 2 }
	icon := func() float32 { return theme.Size(fynetheme.SizeNameInlineIcon) }
	arrange := func(size fyne.Size) {
		fill, ink := fynetheme.ColorNameInputBackground, fynetheme.ColorNameForeground
		edge := theme.Color(theme.ColorControl)
		switch {
		case s.Disabled():
			fill, ink, edge = fynetheme.ColorNameDisabledButton, fynetheme.ColorNameDisabled, theme.Color(theme.ColorBorder)
		case s.hovered:
			fill = theme.ColorHoverRow
		}
		stroke := color.Color(color.Transparent)
		switch {
		case s.wrong:
			stroke = theme.Color(theme.ColorErrorText)
		case s.focused && !s.Disabled():
			stroke = theme.Color(theme.ColorAccentText)
		}
		ground.CornerRadius = theme.Size(fynetheme.SizeNameInputRadius)
		ring.CornerRadius = ground.CornerRadius
		setFill(ground, theme.Color(fill), edge, 1)
		setFill(ring, color.Transparent, stroke, theme.Size(theme.SizeFocus))
		height := min(size.Height, theme.Size(theme.SizeControl))
		top := (size.Height - height) / 2
		place(ground, 0, top, size.Width, height)
		place(ring, 0, top, size.Width, height)
		text := theme.Size(theme.SizeTextBody)
		room := size.Width - 2*pad() - icon()
		setText(label, elide(s.Selected(), room+0.5, text, fyne.TextStyle{}), theme.Color(ink), text, fyne.TextStyle{}, fyne.TextAlignLeading)
		line := lineHeight(text)
		place(label, pad(), top+(height-line)/2, room, line)
		mark.place(size.Width-pad()-icon()/2+2, top+height/2, 1)
	}
	return &renderer{
		objects: fixedObjects(ground, label, mark.left, mark.right, ring),
		layout:  arrange,
		minSize: func() fyne.Size {
			width := float32(0)
			for _, option := range s.options {
				width = max(width, textWidth(option, theme.Size(theme.SizeTextBody), fyne.TextStyle{}))
			}
			width = min(width, widestChoice*theme.Size(theme.SizeTextBody))
			return fyne.NewSize(width+2*pad()+icon(), theme.Size(theme.SizeControl))
		},
		refresh: func() { arrange(s.Size()); canvas.Refresh(s) },
	}
}

// widestChoice is how wide a list wants to be at most, in sizes of its letters; longer
// options are cut, and whole in the opened list where the window has room.
const widestChoice = 24

// typeAhead finds options by their first letters.
type typeAhead struct {
	letters string
	at      int64
}

func (t *typeAhead) going() bool { return t.letters != "" && now().UnixMilli()-t.at < typeAheadRest }

// typeAheadRest is after how many milliseconds a letter begins anew.
const typeAheadRest = 1000

// next returns the option that begins with the letters typed in a row, from the chosen
// one on; the same letter again goes from one to the next. −1 if there is none.
func (t *typeAhead) next(r rune, options []string, chosen int) int {
	letter := strings.ToLower(string(r))
	if !t.going() {
		t.letters = ""
	}
	t.at = now().UnixMilli()
	from := chosen
	switch {
	case t.letters == "" || t.letters == letter:
		t.letters, from = letter, chosen+1
	default:
		t.letters += letter
	}
	for i := range options {
		at := (max(from, 0) + i) % len(options)
		if strings.HasPrefix(wording.Folded(options[at]), wording.Folded(t.letters)) {
			return at
		}
	}
	return -1
}
