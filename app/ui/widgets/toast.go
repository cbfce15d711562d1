package widgets

import (
	"image/color"
	"slices"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
)

// ToastParams say what a toast says.
type ToastParams struct {
	Text  string
	State State
	// Action is what can be done about it in a word or two, and Do does it; the toast
	// goes then. "": nothing.
	Action string
	Do     func()
}

// Message is a toast that was shown.
type Message struct {
	Text  string
	State State
	At    agenda.Moment
}

// How many toasts are seen at once, and how many messages are kept.
const (
	mostToasts   = 3
	mostMessages = 50
)

// toastTime is how long a toast stays: time to notice and to read it, more where something
// can be done about it. What went wrong stays until somebody closes it, 0.
func toastTime(p ToastParams) time.Duration {
	if p.State == Danger {
		return 0
	}
	const notice, letter = 4 * time.Second, time.Second / 12 // a slow reader's pace
	least := 8 * time.Second
	if p.Action != "" || p.State == Warning {
		least = 20 * time.Second
	}
	return max(least, notice+time.Duration(utf8.RuneCountInString(p.Text))*letter)
}

// Toast tells something in the lower right corner, and leaves the keyboard where it is.
// A toast goes by itself after a while, but not while the pointer or the keyboard is on
// it, or a dialog above it; what was said can be read again in [Stage.Messages]. The same
// words again only begin their time again. close takes the toast away, where what it says
// is true no more.
func (s *Stage) Toast(p ToastParams) (close func()) {
	s.note(p)
	for _, t := range s.shown {
		if t.p.Text == p.Text && t.p.State == p.State && t.p.Action == "" && p.Action == "" {
			t.start()
			return t.close
		}
	}
	if len(s.shown) == mostToasts {
		s.leastNeeded().close()
	}
	t := newToast(s, p)
	s.shown = append(s.shown, t)
	s.drawToasts()
	t.start()
	return t.close
}

// leastNeeded returns the oldest toast that would go by itself, else the oldest.
func (s *Stage) leastNeeded() *toast {
	for _, t := range s.shown {
		if toastTime(t.p) > 0 {
			return t
		}
	}
	return s.shown[0]
}

func (s *Stage) note(p ToastParams) {
	s.messages = append(s.messages, Message{p.Text, p.State, s.Now()})
	s.messages = s.messages[max(len(s.messages)-mostMessages, 0):]
	if s.OnMessages != nil {
		s.OnMessages()
	}
}

// Messages returns what toasts have said, the latest first.
func (s *Stage) Messages() []Message {
	all := slices.Clone(s.messages)
	slices.Reverse(all)
	return all
}

// Forget closes the toasts and forgets the messages: they are about a workspace that is
// not open any more.
func (s *Stage) Forget() {
	for _, t := range slices.Clone(s.shown) {
		t.close()
	}
	s.messages = nil
	if s.OnMessages != nil {
		s.OnMessages()
	}
}

// FocusToast gives the keyboard to the latest toast, or to the one before it when it is
// there already. It returns false where there is none to go to. In a toast, Enter does
// what it offers and Escape closes it.
func (s *Stage) FocusToast() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil || len(s.shown) == 0 {
		return false
	}
	next := len(s.shown) - 1
	if at := slices.IndexFunc(s.shown, func(t *toast) bool { return t.hasFocus(c) }); at >= 0 {
		next = at - 1
	}
	if next < 0 {
		return false
	}
	t := s.shown[next]
	t.before = c.Focused()
	c.Focus(t)
	return true
}

// HideTips takes away the tip that is seen: Escape does.
func (s *Stage) HideTips() { s.tips.close() }

func (s *Stage) drawToasts() {
	s.toasts.Objects = nil
	for _, t := range s.shown {
		s.toasts.Objects = append(s.toasts.Objects, t)
	}
	s.toasts.Refresh()
}

// ShowMessages opens a list of what toasts have said, under a widget or, where that is
// nil, in the corner where they stand.
func (s *Stage) ShowMessages(anchor fyne.CanvasObject) {
	var lines []fyne.CanvasObject
	for i, m := range s.Messages() {
		if i > 0 {
			lines = append(lines, AtLeast(0, 1, NewSurface(theme.ColorBorder, EdgeNone, nil)))
		}
		lines = append(lines, s.messageLine(m))
	}
	if len(lines) == 0 {
		lines = append(lines, NewParagraph(RoleMuted, s.text("widgets.messages.none")))
	}
	column := Down(lines...)
	scroll := NewScroll(column)
	height := HeightFor(column, toastWidth*theme.Scale()) / theme.Scale()
	heading := NewText(RoleHeading, s.text("widgets.messages.title"))
	list := container.New(exactly{toastWidth, min(height, 360)}, scroll)
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil {
		return
	}
	where := inTheCorner
	if anchor != nil {
		where = under(anchor)
	}
	over := showOverlay(c, Inset(theme.SizeGapLarge, DownWith(list, heading, list)), where, false)
	over.OnKey = func(key *fyne.KeyEvent) {
		switch key.Name {
		case fyne.KeyDown, fyne.KeyPageDown:
			scroll.ScrollBy(0.5)
		case fyne.KeyUp, fyne.KeyPageUp:
			scroll.ScrollBy(-0.5)
		}
	}
}

// exactly gives its object a size at text scale 1, however much is in it.
type exactly struct{ width, height float32 }

func (e exactly) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(e.width*theme.Scale(), e.height*theme.Scale())
}

func (e exactly) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, size.Width, size.Height)
	}
}

func (s *Stage) messageLine(m Message) fyne.CanvasObject {
	text := NewParagraph(RoleBody, Signed(m.State, m.Text))
	at := ""
	if s.voice != nil {
		at = s.voice.ShortClock(m.At.Clock())
	}
	return AcrossWith(text, text, Down(NewText(RoleCaption, at)))
}

// inTheCorner is where toasts stand.
func inTheCorner(size, room fyne.Size) fyne.Position {
	margin := theme.Size(theme.SizeMargin)
	return fyne.NewPos(max(room.Width-size.Width-margin, 4), max(room.Height-size.Height-theme.Size(theme.SizeStatus)-margin, 4))
}

// toastWidth is how wide a toast is at text scale 1.
const toastWidth = 380

// toastColumn stacks the toasts where they hang, the latest at the top, or in the lower
// right corner, above where a status stands, the latest at the bottom.
type toastColumn struct{ stage *Stage }

func (toastColumn) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (c toastColumn) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	margin := theme.Size(theme.SizeMargin)
	if c.stage.Hang != nil {
		c.hang(objects, size)
		return
	}
	width := min(toastWidth*theme.Scale(), size.Width-2*margin)
	bottom := size.Height - theme.Size(theme.SizeStatus) - theme.Size(theme.SizeGapLarge)
	for _, o := range slices.Backward(objects) {
		height := HeightFor(o, width)
		bottom -= height
		place(o, size.Width-width-margin, bottom, width, height)
		bottom -= theme.Size(theme.SizeGap)
	}
}

func (c toastColumn) hang(objects []fyne.CanvasObject, size fyne.Size) {
	margin, width := theme.Size(theme.SizeMargin), toastWidth*theme.Scale()
	from := c.stage.Hang(width)
	width = min(width, size.Width-from.X-margin)
	for _, o := range slices.Backward(objects) {
		height := HeightFor(o, width)
		place(o, from.X, from.Y, width, height)
		from.Y += height + theme.Size(theme.SizeGap)
	}
}

// toast is a message that is seen.
type toast struct {
	widget.BaseWidget

	stage            *Stage
	p                ToastParams
	text             *Paragraph
	action, dismiss  *Button
	row              *fyne.Container
	halt             func() // ends the wait for its end; nil if it does not wait
	closed           bool
	hovered, focused bool
	before           fyne.Focusable // what had the keyboard
}

var (
	_ fyne.Focusable    = (*toast)(nil)
	_ fyne.Tappable     = (*toast)(nil)
	_ desktop.Hoverable = (*toast)(nil)
	_ fyne.Accessible   = (*toast)(nil)
)

func newToast(s *Stage, p ToastParams) *toast {
	t := &toast{stage: s, p: p, text: NewParagraph(RoleBody, Signed(p.State, p.Text))}
	t.dismiss = NewButton(Flat, "", theme.IconClose(), t.close)
	t.dismiss.SetAccessibleLabel(s.text("widgets.toast.close"))
	t.dismiss.SetTip(s.text("widgets.toast.close"))
	t.dismiss.keys = t.escape
	below := fyne.CanvasObject(t.text)
	if p.Action != "" {
		t.action = NewButton(Secondary, p.Action, nil, t.act)
		t.action.keys = t.escape
		gap := Spacer()
		below = Down(t.text, AcrossWith(gap, t.action, gap))
	}
	middle := Down(InsetEdges("", fynetheme.SizeNameInnerPadding, "", "", below))
	t.row = AcrossWith(middle, middle, Down(t.dismiss))
	t.ExtendBaseWidget(t)
	return t
}

// start begins the time of the toast.
func (t *toast) start() {
	t.stop()
	if rest := toastTime(t.p); rest > 0 && !t.closed {
		t.halt = t.stage.Wait(rest, t.end)
	}
}

func (t *toast) stop() {
	if t.halt != nil {
		t.halt()
		t.halt = nil
	}
}

// end closes the toast, unless somebody may be reading it or cannot see it.
func (t *toast) end() {
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	if c != nil && (t.isPointedAt() || t.hasFocus(c) || c.Overlays().Top() != nil) {
		t.start()
		return
	}
	t.close()
}

func (t *toast) isPointedAt() bool {
	return t.hovered || t.dismiss.hovered || t.action != nil && t.action.hovered
}

func (t *toast) hasFocus(c fyne.Canvas) bool {
	switch focused := c.Focused(); focused {
	case nil:
		return false
	case fyne.Focusable(t), fyne.Focusable(t.dismiss):
		return true
	default:
		return t.action != nil && focused == fyne.Focusable(t.action)
	}
}

func (t *toast) close() {
	if t.closed {
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	had := c != nil && t.hasFocus(c)
	t.closed = true
	t.stop()
	s := t.stage
	s.shown = slices.DeleteFunc(s.shown, func(other *toast) bool { return other == t })
	s.drawToasts()
	if !had {
		return
	}
	c.Unfocus()
	if t.before != nil {
		c.Focus(t.before)
	}
}

func (t *toast) act() {
	t.close()
	if t.p.Do != nil {
		t.p.Do()
	}
}

func (t *toast) escape(key *fyne.KeyEvent) bool {
	if key.Name != fyne.KeyEscape {
		return false
	}
	t.close()
	return true
}

// TypedKey does what the toast offers with Enter or Space, and closes it with Escape or
// Delete; other keys go on to the canvas.
func (t *toast) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.act()
	case fyne.KeyEscape, fyne.KeyDelete:
		t.close()
	default:
		bubble(t, key)
	}
}

// TypedRune does nothing: toasts take no text.
func (t *toast) TypedRune(rune) {}

// FocusGained shows the focus ring; the toast stays.
func (t *toast) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost hides the focus ring, and begins the time again.
func (t *toast) FocusLost() { t.focused = false; t.start(); t.Refresh() }

// Tapped keeps a click from what lies under the toast.
func (t *toast) Tapped(*fyne.PointEvent) {}

// MouseIn keeps the toast: the pointer reads it.
func (t *toast) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.stop() }

// MouseMoved does nothing more than MouseIn did.
func (t *toast) MouseMoved(*desktop.MouseEvent) {}

// MouseOut begins the time again.
func (t *toast) MouseOut() { t.hovered = false; t.start() }

// AccessibilityLabel is what a screen reader says.
func (t *toast) AccessibilityLabel() string { return t.p.Text }

// AccessibilityRole is what a screen reader calls it.
func (t *toast) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// toastInset is the room around what a toast says.
func toastInset() (x, y float32) { return theme.Size(theme.SizeGap) + 6, theme.Size(theme.SizeGap) }

// HeightFor returns how high the toast is at a width.
func (t *toast) HeightFor(width float32) float32 {
	x, y := toastInset()
	return HeightFor(t.row, width-x-y) + 2*y
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	ground, bar, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	draw := func() {
		radius := theme.Size(theme.SizeRadiusLarge)
		ground.CornerRadius, ring.CornerRadius = radius, radius+2
		bar.TopLeftCornerRadius, bar.BottomLeftCornerRadius = radius, radius
		ground.Shadow = canvas.Shadow{Color: theme.Color(fynetheme.ColorNameShadow), BlurRadius: 14, Offset: fyne.NewPos(0, 3)}
		setFill(ground, theme.Color(fynetheme.ColorNameOverlayBackground), theme.Color(theme.ColorControl), 1)
		setFill(bar, t.p.State.Ink(), nil, 0)
		bar.Hidden = t.p.State == Plain || t.p.State == Quiet
		edge := color.Color(color.Transparent)
		if t.focused {
			edge = theme.Color(theme.ColorAccentText)
		}
		setFill(ring, color.Transparent, edge, theme.Size(theme.SizeFocus))
	}
	arrange := func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		place(bar, 0, 0, 4, s.Height)
		place(ring, -2, -2, s.Width+4, s.Height+4)
		x, y := toastInset()
		place(t.row, x, y, s.Width-x-y, s.Height-2*y)
	}
	draw()
	return &renderer{
		objects: fixedObjects(ground, bar, t.row, ring),
		layout:  arrange,
		minSize: func() fyne.Size {
			x, y := toastInset()
			return t.row.MinSize().AddWidthHeight(x+y, 2*y)
		},
		refresh: func() { draw(); arrange(t.Size()); t.row.Refresh(); canvas.Refresh(t) },
	}
}
