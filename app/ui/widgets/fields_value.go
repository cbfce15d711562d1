package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// valueField is what the fields of a value have in common: a text is typed, read into
// a value when the typing ends, and written back in the reader's form. What cannot be
// read stays as it was typed, with what is wrong under it.
type valueField[T comparable] struct {
	widget.BaseWidget

	// OnChanged is called when another value has been typed or chosen, or the field
	// was emptied.
	OnChanged func()
	// OnTyped is called with every key that changes the text, before it is a value: what
	// follows the typing asks Value.
	OnTyped func()

	entry  *Entry
	column *fyne.Container
	wrong  note
	said   string
	report func(wrong string) // to the field around; nil: said under the entry

	// How values are read and written. read returns what is wrong in a sentence.
	read  func(text string) (value T, wrong string)
	write func(T) string
	edit  func(T) string // while the keyboard is in the field; nil: as written
	step  func(from T, set bool, steps int) T
	widen func() float32 // how wide the text may become

	widest struct{ size, width float32 } // what widen said, and for which size of letters

	value T
	set   bool
	raw   string // what was written last
}

// valueParts are what lies beside the entry.
type valueParts struct {
	unit   string
	button *Button
	bare   bool // without arrows to step
}

func (f *valueField[T]) build(self fyne.Widget, parts valueParts) {
	f.entry, f.wrong = NewEntry(), newNote(RoleCaption, "")
	f.entry.OnSubmitted = func(string) { f.submit() }
	f.entry.OnFocus = f.begin
	f.entry.OnBlur = f.take
	f.entry.OnKey = f.key
	f.entry.OnChanged = func(string) {
		if f.said != "" && f.Wrong() == "" {
			f.say("")
		}
		if f.OnTyped != nil {
			f.OnTyped()
		}
	}
	f.entry.narrow = parts.bare
	if f.step != nil && !parts.bare {
		f.entry.ActionItem = newStepper(func(steps int) { f.move(steps) })
	}
	room := container.New(steadyWidth{f.width}, f.entry)
	row := []fyne.CanvasObject{room}
	if parts.unit != "" {
		row = append(row, NewText(RoleMuted, parts.unit))
	}
	if parts.button != nil {
		row = append(row, parts.button)
	}
	across := container.New(&rowBox{gap: fynetheme.SizeNamePadding, stretch: room}, row...)
	f.column = container.New(&columnBox{gap: fynetheme.SizeNamePadding}, across, f.wrong.Paragraph)
	f.ExtendBaseWidget(self)
}

// width is how wide the entry has to be for the longest value.
func (f *valueField[T]) width() float32 {
	width := 2*theme.Size(fynetheme.SizeNameInnerPadding) + 6
	if size := theme.Size(theme.SizeTextBody); f.widen != nil && f.widest.size != size {
		f.widest.size, f.widest.width = size, f.widen() // layouts ask often
	}
	width += f.widest.width
	if f.entry.ActionItem != nil {
		width += f.entry.ActionItem.MinSize().Width
	}
	return width
}

// widestOf returns the width of the widest of some texts.
func widestOf(texts ...string) float32 {
	width := float32(0)
	for _, text := range texts {
		width = max(width, textWidth(text, theme.Size(theme.SizeTextBody), fyne.TextStyle{}))
	}
	return width
}

// begin shows the form that is easy to change.
func (f *valueField[T]) begin() {
	if f.set && strings.TrimSpace(f.entry.Text) == strings.TrimSpace(f.raw) {
		f.put(f.edited(f.value))
	}
	f.entry.SelectAll()
}

func (f *valueField[T]) edited(v T) string {
	if f.edit != nil {
		return f.edit(v)
	}
	return f.write(v)
}

func (f *valueField[T]) put(text string) {
	f.raw = text
	f.entry.SetTextQuietly(text)
}

// take reads what is typed, or says why it cannot. What nobody has changed stays the
// value that it is: it may be more exact than the text.
func (f *valueField[T]) take() {
	text := strings.TrimSpace(f.entry.Text)
	if f.set && text == strings.TrimSpace(f.raw) {
		f.show(f.value, true)
		return
	}
	var value T
	if text != "" {
		var wrong string
		if value, wrong = f.read(text); wrong != "" {
			f.say(wrong)
			return
		}
	}
	f.accept(value, text != "")
}

// submit takes what is typed and, where it can be taken, lets Enter go on: what the
// field stands in may wait for it. A popover that has closed meanwhile was what waited.
func (f *valueField[T]) submit() {
	if f.take(); f.said == "" && f.entry.focused {
		bubble(f.entry, &fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

func (f *valueField[T]) accept(value T, set bool) {
	changed := value != f.value || set != f.set
	f.show(value, set)
	if changed && f.OnChanged != nil {
		f.OnChanged()
	}
}

// show puts a value into the field without telling anybody.
func (f *valueField[T]) show(value T, set bool) {
	f.value, f.set = value, set
	text := ""
	switch {
	case set && f.entry.focused:
		text = f.edited(value)
	case set:
		text = f.write(value)
	}
	f.put(text)
	f.say("")
}

// key steps through the values.
func (f *valueField[T]) key(key *fyne.KeyEvent) bool {
	if f.step == nil {
		return false
	}
	switch key.Name {
	case fyne.KeyUp:
		f.move(1)
	case fyne.KeyDown:
		f.move(-1)
	case fyne.KeyPageUp:
		f.move(pageOfSteps)
	case fyne.KeyPageDown:
		f.move(-pageOfSteps)
	default:
		return false
	}
	return true
}

// pageOfSteps is how many steps PageUp and PageDown go at once.
const pageOfSteps = 10

// move goes some steps on from what is typed; from nonsense it does not.
func (f *valueField[T]) move(steps int) {
	if f.entry.Disabled() {
		return
	}
	value, set := f.value, f.set
	if text := strings.TrimSpace(f.entry.Text); text == "" {
		set = false
	} else if text != strings.TrimSpace(f.raw) {
		typed, wrong := f.read(text)
		if wrong != "" {
			f.say(wrong)
			return
		}
		value, set = typed, true
	}
	f.accept(f.step(value, set, steps), true)
}

// Value returns what stands in the field; ok is false when it is empty or wrong.
func (f *valueField[T]) Value() (value T, ok bool) {
	text := strings.TrimSpace(f.entry.Text)
	switch {
	case text == "":
		return value, false
	case f.set && text == strings.TrimSpace(f.raw):
		return f.value, true
	}
	value, wrong := f.read(text)
	return value, wrong == ""
}

// SetValue shows a value without telling anybody.
func (f *valueField[T]) SetValue(value T) { f.show(value, true) }

// Clear empties the field without telling anybody.
func (f *valueField[T]) Clear() {
	var none T
	f.show(none, false)
}

// Wrong returns what is wrong with what stands in the field; "" when nothing is.
func (f *valueField[T]) Wrong() string {
	text := strings.TrimSpace(f.entry.Text)
	if text == "" || f.set && text == strings.TrimSpace(f.raw) {
		return ""
	}
	_, wrong := f.read(text)
	return wrong
}

// Stands returns the value as written, or what was typed.
func (f *valueField[T]) Stands() string {
	if value, ok := f.Value(); ok {
		return f.write(value)
	}
	return strings.TrimSpace(f.entry.Text)
}

// First returns what gets the keyboard.
func (f *valueField[T]) First() fyne.Focusable { return f.entry }

// Error returns what is said to be wrong, "" when nothing is.
func (f *valueField[T]) Error() string { return f.said }

// SetWrong draws the edge of a field with something wrong in it.
func (f *valueField[T]) SetWrong(wrong bool) { f.entry.SetWrong(wrong) }

// SetAccessibleLabel says what a screen reader calls the field.
func (f *valueField[T]) SetAccessibleLabel(label string) { f.entry.SetAccessibleLabel(label) }

// SetDisabled greys the field out.
func (f *valueField[T]) SetDisabled(disabled bool) {
	if disabled {
		f.entry.Disable()
	} else {
		f.entry.Enable()
	}
}

// ReportTo lets somebody else say what is wrong, such as one line for many fields; ""
// when nothing is.
func (f *valueField[T]) ReportTo(say func(wrong string)) { f.report = say }

// say shows what is wrong with what is typed; "" when nothing is.
func (f *valueField[T]) say(wrong string) {
	f.said = wrong
	if f.report != nil {
		f.report(wrong)
		return
	}
	f.entry.SetWrong(wrong != "")
	if !f.wrong.says(wrong, Danger) {
		f.wrong.say(wrong, Danger)
		f.Refresh()
	}
}

// HeightFor returns how high the field is at a width.
func (f *valueField[T]) HeightFor(width float32) float32 {
	height := f.column.Objects[0].MinSize().Height
	if h := f.wrong.HeightFor(width); h > 0 {
		height += h + fieldGap()
	}
	return height
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (f *valueField[T]) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(f.column),
		layout: func(s fyne.Size) {
			place(f.wrong, f.wrong.Position().X, f.wrong.Position().Y, s.Width, f.wrong.Size().Height)
			place(f.column, 0, 0, s.Width, s.Height)
		},
		minSize: func() fyne.Size { return f.column.MinSize() },
		refresh: func() { f.column.Refresh() },
	}
}

// stepper is the two arrows in a field. It is no stop for the Tab key: Up and Down in
// the field do the same.
type stepper struct {
	widget.BaseWidget

	step    func(steps int)
	hovered int // +1, −1, or 0
}

var (
	_ fyne.Tappable      = (*stepper)(nil)
	_ desktop.Hoverable  = (*stepper)(nil)
	_ desktop.Cursorable = (*stepper)(nil)
)

func newStepper(step func(int)) *stepper {
	s := &stepper{step: step}
	s.ExtendBaseWidget(s)
	return s
}

func (s *stepper) half(at fyne.Position) int {
	if at.Y < s.Size().Height/2 {
		return 1
	}
	return -1
}

// Tapped goes one step up or down.
func (s *stepper) Tapped(e *fyne.PointEvent) { s.step(s.half(e.Position)) }

// Cursor says that the arrows are no text.
func (s *stepper) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// MouseIn lights an arrow up.
func (s *stepper) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved lights an arrow up.
func (s *stepper) MouseMoved(e *desktop.MouseEvent) {
	if at := s.half(e.Position); at != s.hovered {
		s.hovered = at
		s.Refresh()
	}
}

// MouseOut ends what MouseIn began.
func (s *stepper) MouseOut() { s.hovered = 0; s.Refresh() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (s *stepper) CreateRenderer() fyne.WidgetRenderer {
	up, down := newArrow(), newArrow()
	grounds := [2]*canvas.Rectangle{canvas.NewRectangle(nil), canvas.NewRectangle(nil)}
	draw := func() {
		for i, ground := range grounds {
			name := fynetheme.ColorNameInputBackground
			if s.hovered == 1-2*i {
				name = theme.ColorHoverRow
			}
			setFill(ground, theme.Color(name), nil, 0)
		}
	}
	arrange := func(size fyne.Size) {
		draw()
		half := size.Height / 2
		const edge = 2 // of the field around, not to be covered
		place(grounds[0], 0, edge, size.Width-edge, half-edge)
		place(grounds[1], 0, half, size.Width-edge, half-2*edge)
		up.place(size.Width/2, half/2+1, -1)
		down.place(size.Width/2, half+half/2-1, 1)
	}
	return &renderer{
		objects: fixedObjects(grounds[0], grounds[1], up.left, up.right, down.left, down.right),
		layout:  arrange,
		minSize: func() fyne.Size { return fyne.NewSize(theme.Size(fynetheme.SizeNameInlineIcon)+3, 0) },
		refresh: func() { arrange(s.Size()); canvas.Refresh(s) },
	}
}

// arrow is drawn by two lines: a sign of a font stands differently in each.
type arrow struct{ left, right *canvas.Line }

func newArrow() arrow { return arrow{canvas.NewLine(nil), canvas.NewLine(nil)} }

// place draws the arrow around a point, with its tip up (−1) or down (+1).
func (a arrow) place(x, y, tip float32) {
	wide := theme.Size(theme.SizeTextBody) / 4
	high := wide / 2 * tip
	ends := [2][2]fyne.Position{
		{fyne.NewPos(x-wide, y-high), fyne.NewPos(x, y+high)},
		{fyne.NewPos(x, y+high), fyne.NewPos(x+wide, y-high)},
	}
	for i, line := range []*canvas.Line{a.left, a.right} {
		line.StrokeColor, line.StrokeWidth = theme.Color(theme.ColorMuted), theme.Size(theme.SizeTextBody)/9
		line.Position1, line.Position2 = ends[i][0], ends[i][1]
		line.Refresh()
	}
}
