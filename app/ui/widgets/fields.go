package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// Entry is a one-line text field that lets go of the keys it has no use for.
type Entry struct {
	widget.Entry

	// OnKey hears keys first; it returns true for those it has used.
	OnKey func(*fyne.KeyEvent) bool
	// OnBlur is called when the keyboard leaves the field.
	OnBlur func()

	// self is the widget that lies on the canvas: the field, or what is made of it.
	self fyne.Widget
}

// NewEntry returns an empty field.
func NewEntry() *Entry {
	e := &Entry{}
	e.become(e)
	return e
}

// become makes the field a part of a widget. The canvas gives the keyboard only to a
// widget that lies on it, so a field has to know of which one it is a part.
func (e *Entry) become(self fyne.Widget) {
	e.self = self
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollNone
	e.ExtendBaseWidget(self)
}

// TypedKey edits; Escape, function keys, and Enter where nobody waits for it, go on.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(key) {
		return
	}
	switch key.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		bubble(e.self, key)
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.OnSubmitted == nil {
			bubble(e.self, key)
			return
		}
		e.Entry.TypedKey(key)
	default:
		e.Entry.TypedKey(key)
	}
}

// FocusLost ends the typing.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnBlur != nil {
		e.OnBlur()
	}
}

// SetTextQuietly changes the text without telling OnChanged.
func (e *Entry) SetTextQuietly(text string) {
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// SearchField is a field that says what is looked for once the typing rests.
type SearchField struct {
	Entry

	// OnSearch is called with the text, a moment after the last key or at once on Enter.
	OnSearch func(text string)

	wait  func(rest time.Duration, then func()) (stop func())
	stop  func() // the wait that is going on; nil if none is
	asked string
	turn  int
}

// searchRest is how long the typing rests before the search begins: long enough not
// to search for every letter, short enough to feel immediate.
const searchRest = 200 * time.Millisecond

// onceRested calls then on the window's goroutine after a while, unless it is stopped.
func onceRested(rest time.Duration, then func()) (stop func()) {
	timer := time.AfterFunc(rest, func() { fyne.Do(then) })
	return func() { timer.Stop() }
}

// NewSearchField returns a field that shows the placeholder while it is empty.
func NewSearchField(placeholder string) *SearchField {
	s := &SearchField{wait: onceRested}
	s.become(s)
	s.PlaceHolder = placeholder
	s.Icon = theme.IconSearch()
	s.OnChanged = func(string) { s.later() }
	s.OnSubmitted = func(string) { s.now() }
	s.OnKey = func(key *fyne.KeyEvent) bool {
		if key.Name != fyne.KeyEscape || s.Text == "" {
			return false
		}
		s.SetText("")
		s.now()
		return true
	}
	return s
}

func (s *SearchField) later() {
	s.halt()
	turn := s.turn
	s.stop = s.wait(searchRest, func() {
		if turn == s.turn {
			s.now()
		}
	})
}

// halt ends the wait. One that has just ended and is on its way to the window's
// goroutine is told by its turn.
func (s *SearchField) halt() {
	s.turn++
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

func (s *SearchField) now() {
	s.halt()
	if s.Text == s.asked {
		return
	}
	s.asked = s.Text
	if s.OnSearch != nil {
		s.OnSearch(s.Text)
	}
}

// Select is a list to choose one of; Escape goes on to the canvas.
type Select struct {
	widget.Select
}

// NewSelect returns a list. changed is called with the index of what was chosen.
func NewSelect(options []string, chosen int, changed func(index int)) *Select {
	s := &Select{}
	s.Options = options
	s.ExtendBaseWidget(s)
	if chosen >= 0 && chosen < len(options) {
		s.SetSelectedIndex(chosen)
	}
	s.OnChanged = func(string) {
		if changed != nil {
			changed(s.SelectedIndex())
		}
	}
	return s
}

// TypedKey chooses with Left and Right, and opens the list with Space, Up and Down;
// other keys go on to the canvas.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		s.Select.TypedKey(key)
	default:
		bubble(s, key)
	}
}

// Check is a box to tick; Space ticks it, other keys go on to the canvas.
type Check struct {
	widget.Check
}

// NewCheck returns a box. changed is called when somebody ticks or clears it.
func NewCheck(text string, ticked bool, changed func(bool)) *Check {
	c := &Check{}
	c.Text = text
	c.Checked = ticked
	c.OnChanged = changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey lets the keys go on that a box has no use for; Space arrives as a rune.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeySpace {
		c.Check.TypedKey(key)
		return
	}
	bubble(c, key)
}

// Field is a label above an input, and under it a hint or what is wrong with it.
type Field struct {
	widget.BaseWidget

	input  fyne.CanvasObject
	label  *Text
	below  *Text
	hint   string
	wrong  string
	column *fyne.Container
}

// NewField returns a labelled input. hint may be empty.
func NewField(label, hint string, input fyne.CanvasObject) *Field {
	f := &Field{input: input, hint: hint, label: NewText(RoleMuted, label), below: NewText(RoleCaption, hint)}
	f.below.SetMinWidth(0)
	f.column = container.New(&gapBox{vertical: true, gap: fynetheme.SizeNamePadding}, f.label, input, f.below)
	f.below.Hidden = hint == ""
	f.ExtendBaseWidget(f)
	return f
}

// SetError shows what is wrong under the field; "" when nothing is.
func (f *Field) SetError(wrong string) {
	if f.wrong == wrong {
		return
	}
	f.wrong = wrong
	if wrong == "" {
		f.below.SetState(Plain)
		f.below.SetText(f.hint)
	} else {
		f.below.SetState(Danger)
		f.below.SetText(wrong)
	}
	f.below.Hidden = f.below.Text() == ""
	f.Refresh()
}

// Error returns what is wrong, "" when nothing is.
func (f *Field) Error() string { return f.wrong }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(f.column),
		layout:  func(s fyne.Size) { place(f.column, 0, 0, s.Width, s.Height) },
		minSize: func() fyne.Size { return f.column.MinSize() },
		refresh: func() { f.column.Refresh() },
	}
}

// FilePathField is a path that is typed, or chosen with a button.
type FilePathField struct {
	widget.BaseWidget

	// OnChanged is called with every change of the path.
	OnChanged func(path string)
	// OnBrowse is called for the button; it answers with SetPath.
	OnBrowse func()

	entry  *Entry
	browse *Button
	row    *fyne.Container
}

// NewFilePathField returns a field with a button of the given text.
func NewFilePathField(placeholder, browse string) *FilePathField {
	f := &FilePathField{entry: NewEntry()}
	f.entry.PlaceHolder = placeholder
	f.entry.OnChanged = func(path string) {
		if f.OnChanged != nil {
			f.OnChanged(path)
		}
	}
	f.browse = NewButton(Secondary, browse, theme.IconFolderOpen(), func() {
		if f.OnBrowse != nil {
			f.OnBrowse()
		}
	})
	f.row = AcrossWith(f.entry, f.entry, f.browse)
	f.ExtendBaseWidget(f)
	return f
}

// Path returns what is typed.
func (f *FilePathField) Path() string { return f.entry.Text }

// SetPath changes the path and tells OnChanged.
func (f *FilePathField) SetPath(path string) { f.entry.SetText(path) }

// SetOnSubmitted says what Enter does with the path; before, Enter goes on to the canvas.
func (f *FilePathField) SetOnSubmitted(do func(path string)) { f.entry.OnSubmitted = do }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (f *FilePathField) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(f.row),
		layout:  func(s fyne.Size) { place(f.row, 0, 0, s.Width, s.Height) },
		minSize: func() fyne.Size { return f.row.MinSize().Max(fyne.NewSize(theme.Size(theme.SizeControl)*9, 0)) },
		refresh: func() { f.row.Refresh() },
	}
}
