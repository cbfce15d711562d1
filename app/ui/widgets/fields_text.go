package widgets

import (
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

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
	clear := newClearMark(func() {
		s.SetText("")
		s.now()
		give(s)
	})
	clear.Hide()
	s.ActionItem = clear
	s.OnChanged = func(text string) {
		clear.Hidden = text == ""
		clear.Refresh()
		s.later()
	}
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

// clearMark empties a search with the pointer; with the keyboard Escape does, so that
// it is no stop for the Tab key.
type clearMark struct {
	widget.BaseWidget

	clear   func()
	hovered bool
}

var (
	_ fyne.Tappable      = (*clearMark)(nil)
	_ desktop.Hoverable  = (*clearMark)(nil)
	_ desktop.Cursorable = (*clearMark)(nil)
)

func newClearMark(clear func()) *clearMark {
	m := &clearMark{clear: clear}
	m.ExtendBaseWidget(m)
	return m
}

// Tapped empties the search.
func (m *clearMark) Tapped(*fyne.PointEvent) { m.clear() }

// Cursor says that the mark is no text.
func (m *clearMark) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// MouseIn lights the mark up.
func (m *clearMark) MouseIn(*desktop.MouseEvent) { m.hovered = true; m.Refresh() }

// MouseMoved does nothing more than MouseIn did.
func (m *clearMark) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (m *clearMark) MouseOut() { m.hovered = false; m.Refresh() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (m *clearMark) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	cross := [2]*canvas.Line{canvas.NewLine(nil), canvas.NewLine(nil)}
	arrange := func(s fyne.Size) {
		fill := theme.Color(fynetheme.ColorNameInputBackground)
		if m.hovered {
			fill = theme.Color(theme.ColorSunken)
		}
		setFill(ground, fill, nil, 0)
		ground.CornerRadius = theme.Size(theme.SizeRadius)
		side := theme.Size(fynetheme.SizeNameInlineIcon)
		left, top := (s.Width-side)/2, (s.Height-side)/2
		place(ground, left, top, side, side)
		in := side * 0.3
		for i, line := range cross {
			line.StrokeColor, line.StrokeWidth = theme.Color(theme.ColorMuted), theme.Size(theme.SizeTextBody)/9
			a, b := left+in, left+side-in
			if i == 1 {
				a, b = b, a
			}
			line.Position1, line.Position2 = fyne.NewPos(a, top+in), fyne.NewPos(b, top+side-in)
			line.Refresh()
		}
	}
	return &renderer{
		objects: fixedObjects(ground, cross[0], cross[1]),
		layout:  arrange,
		minSize: func() fyne.Size {
			return fyne.NewSize(theme.Size(fynetheme.SizeNameInlineIcon)+theme.Size(fynetheme.SizeNameInnerPadding), 0)
		},
		refresh: func() { arrange(m.Size()); canvas.Refresh(m) },
	}
}

// TextArea is a text of several lines. Tab leaves it, as it leaves every field.
type TextArea struct {
	Entry
}

// NewTextArea returns an empty text with room for so many lines.
func NewTextArea(lines int) *TextArea {
	t := &TextArea{}
	t.MultiLine = true
	t.become(t)
	t.Wrapping = fyne.TextWrapWord
	t.Scroll = fyne.ScrollVerticalOnly
	t.SetMinRowsVisible(lines)
	return t
}

// AcceptsTab returns false: Tab goes on to the next field.
func (t *TextArea) AcceptsTab() bool { return false }

// Lines returns the lines that are not empty, without the spaces around them.
func (t *TextArea) Lines() []string {
	var lines []string
	for line := range strings.Lines(t.Text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// PasswordField is a secret that is typed. A button shows and hides it; where asked
// for, a line says how strong it is.
type PasswordField struct {
	widget.BaseWidget

	// OnChanged is called with every change.
	OnChanged func(text string)

	voice    *wording.Voice
	entry    *Entry
	show     *Button
	strength note // without a paragraph: not said
	column   *fyne.Container
}

var _ Answer = (*PasswordField)(nil)

const noBreakSpace = "\u00a0"

// NewPasswordField returns an empty field; a field for a new secret says how strong it
// is.
func NewPasswordField(voice *wording.Voice, isNew bool) *PasswordField {
	p := &PasswordField{voice: voice, entry: NewEntry()}
	p.entry.Password = true
	p.entry.ActionItem = container.NewWithoutLayout() // in the place of Fyne's eye, which no key reaches
	p.show = NewButton(Secondary, voice.Text("widgets.password.show"), nil, p.toggle)
	p.entry.OnChanged = func(text string) {
		p.judge()
		if p.OnChanged != nil {
			p.OnChanged(text)
		}
	}
	row := container.New(&rowBox{gap: fynetheme.SizeNamePadding, stretch: p.entry}, p.entry, container.New(steadyWidth{p.buttonWidth}, p.show))
	p.column = container.New(&columnBox{gap: fynetheme.SizeNamePadding}, row)
	if isNew {
		p.strength = newNote(RoleCaption, noBreakSpace)
		p.column.Add(p.strength.Paragraph)
	}
	p.ExtendBaseWidget(p)
	return p
}

// buttonWidth keeps the field from growing and shrinking with the button's word.
func (p *PasswordField) buttonWidth() float32 {
	return widestOf(p.voice.Text("widgets.password.show"), p.voice.Text("widgets.password.hide")) + 2*theme.Size(theme.SizeGap) + 8
}

func (p *PasswordField) toggle() {
	p.entry.Password = !p.entry.Password
	word := "widgets.password.hide"
	if p.entry.Password {
		word = "widgets.password.show"
	}
	p.show.SetText(p.voice.Text(word))
	p.entry.Refresh()
}

func (p *PasswordField) judge() {
	if p.strength.Paragraph == nil {
		return
	}
	strength := StrengthOf(p.entry.Text)
	if p.entry.Text == "" {
		p.strength.say(noBreakSpace, Plain) // its line stays, so that nothing jumps
		return
	}
	p.strength.say(strength.Say(p.voice), strength.state())
}

// Text returns the secret.
func (p *PasswordField) Text() string { return p.entry.Text }

// SetOnSubmitted says what Enter does; before, Enter goes on to the canvas.
func (p *PasswordField) SetOnSubmitted(do func(text string)) { p.entry.OnSubmitted = do }

// Wrong returns "": any secret is one.
func (p *PasswordField) Wrong() string { return "" }

// Stands returns the secret.
func (p *PasswordField) Stands() string { return p.entry.Text }

// First returns what gets the keyboard.
func (p *PasswordField) First() fyne.Focusable { return p.entry }

func (p *PasswordField) watch(look func(ended bool)) { p.entry.watch(look) }

// SetWrong draws the edge of a field with something wrong in it.
func (p *PasswordField) SetWrong(wrong bool) { p.entry.SetWrong(wrong) }

// SetAccessibleLabel says what a screen reader calls the field.
func (p *PasswordField) SetAccessibleLabel(label string) { p.entry.SetAccessibleLabel(label) }

// HeightFor returns how high the field is at a width.
func (p *PasswordField) HeightFor(width float32) float32 {
	height := p.column.Objects[0].MinSize().Height
	if p.strength.Paragraph != nil {
		if h := p.strength.HeightFor(width); h > 0 {
			height += h + fieldGap()
		}
	}
	return height
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (p *PasswordField) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(p.column),
		layout: func(s fyne.Size) {
			if p.strength.Paragraph != nil {
				p.strength.Resize(fyne.NewSize(s.Width, p.strength.Size().Height))
			}
			place(p.column, 0, 0, s.Width, s.Height)
		},
		minSize: func() fyne.Size { return p.column.MinSize().Max(fyne.NewSize(theme.Size(theme.SizeControl)*6, 0)) },
		refresh: func() { p.column.Refresh() },
	}
}

// Strength is how long a secret would stand against somebody who guesses.
type Strength int

// The strengths.
const (
	Weak Strength = iota
	Fair
	Strong
)

// The lengths, in characters that tell something new, from which a secret is fair and
// strong: argon2id makes each guess dear, so that a sentence of four words is enough.
const (
	fairLength   = 10
	strongLength = 16
)

// StrengthOf judges a secret by its length, counting only what is not foreseen from
// what stands before: not "aaaa", "1234", "azerty", nor a word written twice.
func StrengthOf(text string) Strength {
	letters := []rune(strings.ToLower(text))
	counted, kinds := 0, map[int]bool{}
	for i, r := range letters {
		if !foreseen(letters[:i], r) {
			counted++
		}
		kinds[kindOf(r)] = true
	}
	if len(kinds) == 1 {
		counted = counted * 3 / 4 // digits alone, or letters of one word
	}
	switch {
	case counted >= strongLength:
		return Strong
	case counted >= fairLength:
		return Fair
	}
	return Weak
}

// rows are what fingers type without thinking.
var rows = []string{"abcdefghijklmnopqrstuvwxyz", "01234567890", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm"}

// foreseen reports whether a letter follows from those before it: the same again, the
// next but one of a row, or the next of something written before.
func foreseen(before []rune, r rune) bool {
	n := len(before)
	if n > 0 && before[n-1] == r {
		return true
	}
	if n < 2 {
		return false
	}
	three, back := string([]rune{before[n-2], before[n-1], r}), string([]rune{r, before[n-1], before[n-2]})
	for _, row := range rows {
		if strings.Contains(row, three) || strings.Contains(row, back) {
			return true
		}
	}
	return strings.Contains(string(before), three)
}

func kindOf(r rune) int {
	switch {
	case unicode.IsLetter(r):
		return 1
	case unicode.IsDigit(r):
		return 2
	}
	return 3
}

// Say returns the strength in words.
func (s Strength) Say(voice *wording.Voice) string {
	switch s {
	case Strong:
		return voice.Text("widgets.password.strong")
	case Fair:
		return voice.Text("widgets.password.fair")
	}
	return voice.Text("widgets.password.weak")
}

func (s Strength) state() State {
	switch s {
	case Strong:
		return Success
	case Fair:
		return Info
	}
	return Warning
}
