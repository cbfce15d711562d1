package widgets

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// Answer is an input that a [Form] can ask. All inputs of the kit are some.
type Answer interface {
	fyne.CanvasObject
	// Wrong returns in a sentence what is wrong with what stands in the input; ""
	// when nothing is, or when nothing stands there.
	Wrong() string
	// Stands returns what stands in the input, to be compared with what stood there.
	Stands() string
	// First returns what gets the keyboard.
	First() fyne.Focusable
}

// An input may let its field say what is wrong, tell it that somebody types, show it at
// its edge, and be called by a name.
type (
	reporting interface{ ReportTo(say func(wrong string)) }
	watched   interface{ watch(look func(ended bool)) }
	marked    interface{ SetWrong(bool) }
	named     interface{ SetAccessibleLabel(string) }
)

// Field is a label above an input, and under it a hint or what is wrong with it. Both
// wrap where the field ends.
type Field struct {
	widget.BaseWidget

	input   fyne.CanvasObject
	label   note
	below   note
	name    string
	hint    string
	wrong   string
	refused string // what stood in the input when it was found wrong
	needed  string // the sentence for a field that stays empty; "" where it may
	check   func() string
}

// NewField returns a labelled input. hint may be empty.
func NewField(label, hint string, input fyne.CanvasObject) *Field {
	f := &Field{input: input, hint: hint, name: label, label: newNote(RoleMuted, label), below: newNote(RoleCaption, hint)}
	if r, ok := input.(reporting); ok {
		r.ReportTo(f.SetError)
	}
	if w, ok := input.(watched); ok {
		w.watch(f.lookAgain)
	}
	f.ExtendBaseWidget(f)
	f.announce()
	return f
}

// Require says in words that the field must be filled in, and refuses an empty one.
func (f *Field) Require(voice *wording.Voice) *Field {
	f.needed = voice.Text("widgets.field.missing")
	f.rename(voice.Text("widgets.field.required", "Label", f.name))
	return f
}

// Optional says in words that the field may stay empty.
func (f *Field) Optional(voice *wording.Voice) *Field {
	f.rename(voice.Text("widgets.field.optional", "Label", f.name))
	return f
}

func (f *Field) rename(name string) {
	f.label.say(name, Plain)
	f.name = name
	f.announce()
}

// CheckWith adds a rule: it returns what is wrong, in a sentence, or "". It is asked
// once the input itself finds nothing wrong.
func (f *Field) CheckWith(check func() string) *Field {
	f.check = check
	return f
}

// Input returns what is between label and hint.
func (f *Field) Input() fyne.CanvasObject { return f.input }

// Check looks at what stands in the input, shows what is wrong under it, and returns
// whether nothing is.
func (f *Field) Check() bool {
	wrong := f.judge()
	f.SetError(wrong)
	return wrong == ""
}

func (f *Field) judge() string {
	if a, ok := f.input.(Answer); ok {
		if wrong := a.Wrong(); wrong != "" {
			return wrong
		}
		if f.needed != "" && a.Stands() == "" {
			return f.needed
		}
	}
	if f.check != nil {
		return f.check()
	}
	return ""
}

// lookAgain takes back what was said to be wrong as soon as it is right, and says what is
// wrong now once the typing has ended: nobody is corrected in the middle of a word. It
// is taken back while somebody types, because a page that moves when the keyboard
// leaves would move from under the pointer.
func (f *Field) lookAgain(ended bool) {
	if f.wrong == "" || f.stands() == f.refused {
		return
	}
	if wrong := f.judge(); wrong == "" || ended {
		f.SetError(wrong)
	}
}

func (f *Field) stands() string {
	if a, ok := f.input.(Answer); ok {
		return a.Stands()
	}
	return ""
}

// SetHint changes what is said under the field while nothing is wrong.
func (f *Field) SetHint(hint string) {
	f.hint = hint
	f.show()
}

// SetError shows what is wrong under the field; "" when nothing is.
func (f *Field) SetError(wrong string) {
	f.refused = ""
	if wrong != "" {
		f.refused = f.stands()
	}
	if f.wrong != wrong {
		f.wrong = wrong
		f.show()
	}
}

func (f *Field) show() {
	if f.wrong == "" {
		f.below.say(f.hint, Plain)
	} else {
		f.below.say(f.wrong, Danger)
	}
	if m, ok := f.input.(marked); ok {
		m.SetWrong(f.wrong != "")
	}
	f.announce()
	f.Refresh()
}

// announce tells the input what a screen reader calls it, with what is wrong.
func (f *Field) announce() {
	if n, ok := f.input.(named); ok {
		said := f.wrong
		if said == "" {
			said = f.hint
		}
		n.SetAccessibleLabel(joinedBy(". ", f.name, said))
	}
}

// Error returns what is wrong, "" when nothing is.
func (f *Field) Error() string { return f.wrong }

func fieldGap() float32 { return theme.Size(fynetheme.SizeNamePadding) }

// HeightFor returns how high the field is at a width.
func (f *Field) HeightFor(width float32) float32 {
	height := heightOf(f.input, width)
	for _, n := range []note{f.label, f.below} {
		if h := n.HeightFor(width); h > 0 {
			height += h + fieldGap()
		}
	}
	return height
}

// heightOf returns how high an object is at a width.
func heightOf(o fyne.CanvasObject, width float32) float32 {
	if fits, ok := o.(interface{ HeightFor(float32) float32 }); ok {
		return fits.HeightFor(width)
	}
	return o.MinSize().Height
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	parts := []fyne.CanvasObject{f.label.Paragraph, f.input, f.below.Paragraph}
	arrange := func(s fyne.Size) {
		label, below := f.label.HeightFor(s.Width), f.below.HeightFor(s.Width)
		top := float32(0)
		if label > 0 {
			place(f.label, 0, 0, s.Width, label)
			top = label + fieldGap()
		}
		height := heightOf(f.input, s.Width)
		place(f.input, 0, top, s.Width, height)
		place(f.below, 0, top+height+fieldGap(), s.Width, below)
	}
	return &renderer{
		objects: fixedObjects(parts...),
		layout:  arrange,
		minSize: func() fyne.Size {
			width := f.input.MinSize().Width
			return fyne.NewSize(width, f.HeightFor(max(f.Size().Width, width)))
		},
		refresh: func() {
			arrange(f.Size())
			for _, part := range parts {
				part.Refresh()
			}
		},
	}
}

// Form is the fields of a dialog or a page that are sent off together: it checks them,
// leads to the first wrong one, and knows whether somebody has typed something that
// would be lost.
type Form struct {
	fields  []*Field
	answers []Answer
	before  []string // what stood in the answers when they were last clean
}

// NewForm returns a form of fields, in the order in which they are looked at.
func NewForm(fields ...*Field) *Form {
	f := &Form{}
	f.Add(fields...)
	return f
}

// Add adds fields. What stands in them now counts as nothing typed.
func (f *Form) Add(fields ...*Field) {
	for _, field := range fields {
		f.fields = append(f.fields, field)
		if a, ok := field.input.(Answer); ok {
			f.Watch(a)
		}
	}
}

// Watch adds inputs that stand without a field, such as boxes to tick.
func (f *Form) Watch(answers ...Answer) {
	for _, a := range answers {
		f.answers = append(f.answers, a)
		f.before = append(f.before, a.Stands())
	}
}

// Validate checks every field that is shown and gives the keyboard to the first wrong
// one.
func (f *Form) Validate() bool {
	var first *Field
	for _, field := range f.fields {
		if field.Visible() && !field.Check() && first == nil {
			first = field
		}
	}
	if first == nil {
		return true
	}
	if a, ok := first.input.(Answer); ok {
		give(a.First())
	}
	return false
}

// give gives the keyboard to a widget, if it is on a canvas.
func give(to fyne.Focusable) {
	if o, ok := to.(fyne.CanvasObject); ok {
		if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
			c.Focus(to)
		}
	}
}

// Dirty reports whether something stands in the form that was not there when it was
// last clean.
func (f *Form) Dirty() bool {
	for i, a := range f.answers {
		if a.Stands() != f.before[i] {
			return true
		}
	}
	return false
}

// Clean takes what stands in the form now for saved.
func (f *Form) Clean() {
	for i, a := range f.answers {
		f.before[i] = a.Stands()
	}
}

// First returns what gets the keyboard when the form is opened; nil for an empty one.
func (f *Form) First() fyne.Focusable {
	if len(f.answers) == 0 {
		return nil
	}
	return f.answers[0].First()
}
