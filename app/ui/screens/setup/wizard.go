package setup

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Params are what the guided set-up works with. All are needed.
type Params struct {
	Voice      *wording.Voice
	Background widgets.Background
	Today      agenda.Date
	// Path is proposed for the new workspace.
	Path string
	// From is the set-up to begin with: that of the reference, of a file or of another
	// workspace. Its year is the one to plan.
	From office.Setup
	// Load asks for a set-up file or a workspace and answers with what it says.
	Load func(answer func(office.Setup))
	// Browse asks where the workspace shall be and answers with the path.
	Browse func(answer func(path string))
	// Save asks where to save the answers as a set-up file, and saves them.
	Save func(office.Setup)
	// Finish makes the workspace.
	Finish func(start.Request)
}

// Wizard is the guided set-up. What was typed on a page stays when another is shown.
type Wizard struct {
	p       Params
	answers Answers
	begun   Answers // the answers at the beginning
	steps   []step  // nil: not looked at yet
	make    [pages]func() step
	at      int
	bar     *progress
	title   *widgets.Text
	purpose *widgets.Paragraph
	page    *widgets.Scroll
	body    *fyne.Container
	content fyne.CanvasObject
	back    *widgets.Button
	next    *widgets.Button
	load    *widgets.Button

	plan func(context.Context, office.Setup) (Estimate, error)
}

// step is a page of the set-up.
type step interface {
	title() string
	purpose() string
	content() fyne.CanvasObject
	first() fyne.Focusable
	// enter follows what was answered on the pages before.
	enter()
	// take reads the page into the answers, or shows what is wrong with it.
	take() (ok bool)
	// dirty reports whether something was typed that the answers do not know.
	dirty() bool
}

// New returns the guided set-up at its first page.
func New(p Params) *Wizard {
	w := &Wizard{p: p, plan: estimate, bar: newProgress(), title: widgets.NewText(widgets.RoleHeading, ""), purpose: widgets.NewParagraph(widgets.RoleMuted, "")}
	w.body = container.NewStack()
	w.page = widgets.NewScroll(container.New(&room{}, w.body))
	text := p.Voice.Text
	w.load = widgets.NewButton(widgets.Secondary, text("screen.setup.load"), theme.IconFolderOpen(), func() { p.Load(w.begin) })
	w.back = widgets.NewButton(widgets.Secondary, text("screen.setup.back"), nil, w.Back)
	w.next = widgets.NewButton(widgets.Primary, "", nil, w.Next)
	head := widgets.Down(w.bar, w.title, w.purpose)
	w.content = widgets.Parts(w.page, head, w.page)
	w.begin(p.From)
	return w
}

// begin asks anew, with other answers proposed.
func (w *Wizard) begin(from office.Setup) {
	w.answers, w.begun = answersOf(from), answersOf(from)
	path := w.p.Path
	if len(w.steps) > 0 && w.steps[protectionAt] != nil {
		path = w.protection().path.Path()
	}
	w.make = [...]func() step{
		func() step { return newServiceStep(w) }, func() step { return newDesksStep(w) }, func() step { return newProceduresStep(w) },
		func() step { return newClosuresStep(w) }, func() step { return newProtectionStep(w, path) }, func() step { return newSummaryStep(w) },
	}
	w.steps = make([]step, len(w.make))
	w.show(0)
}

// The number of pages, and which of them others ask.
const (
	pages        = 6
	protectionAt = pages - 2
)

// step returns a page, which is built when it is first looked at: all at once would keep
// the window waiting.
func (w *Wizard) step(at int) step {
	if w.steps[at] == nil {
		w.steps[at] = w.make[at]()
	}
	return w.steps[at]
}

func (w *Wizard) protection() *protectionStep { return w.step(protectionAt).(*protectionStep) }

// Content is the page.
func (w *Wizard) Content() fyne.CanvasObject { return w.content }

// Buttons go from page to page, Aside brings answers from elsewhere.
func (w *Wizard) Buttons() []fyne.CanvasObject { return []fyne.CanvasObject{w.back, w.next} }

// Aside returns the buttons that help to answer.
func (w *Wizard) Aside() []fyne.CanvasObject { return []fyne.CanvasObject{w.load} }

// First returns what gets the keyboard.
func (w *Wizard) First() fyne.Focusable { return w.step(w.at).first() }

// Dirty reports whether something would be lost if the set-up were left now.
func (w *Wizard) Dirty() bool {
	for _, s := range w.steps {
		if s != nil && s.dirty() {
			return true
		}
	}
	return !reflect.DeepEqual(w.setup(w.answers), w.setup(w.begun))
}

func (w *Wizard) setup(a Answers) office.Setup {
	return a.Setup(func(b Bridge) string { return w.p.Voice.Text("screen.setup.bridge.reason", "Holiday", b.Holiday.Name) })
}

// Setup returns the answers of the pages that were left so far.
func (w *Wizard) Setup() office.Setup { return w.setup(w.answers) }

// Next leaves the page for the next one, unless something on it is wrong; from the last
// one it makes the workspace.
func (w *Wizard) Next() {
	switch {
	case !w.step(w.at).take():
	case w.at == pages-1:
		w.finish()
	default:
		w.show(w.at + 1)
	}
}

// Back shows the page before. What is wrong on this one may stay for now.
func (w *Wizard) Back() {
	if w.at > 0 {
		w.show(w.at - 1)
	}
}

func (w *Wizard) finish() {
	// A page further up may have been left by Back with something wrong on it.
	for i := range pages {
		if s := w.step(i); !s.take() {
			w.show(i)
			s.take()
			return
		}
	}
	setup := w.Setup()
	protection := w.protection()
	w.p.Finish(start.Request{
		Path: protection.file(), Year: setup.Service.Year, Setup: &setup, Passphrase: protection.passphrase(),
	})
}

// Refused goes back to where the file is asked for when the workspace could not be made
// because of it: code is that of the problem.
func (w *Wizard) Refused(code string) {
	switch code {
	case "WS-EXISTS", "WS-NO-FOLDER", "WS-READ-ONLY", "WS-DISK-FULL", "WS-DISK":
		w.show(protectionAt)
		w.focus(w.protection().path.First())
	}
}

func (w *Wizard) show(at int) {
	w.at = at
	s := w.step(at)
	s.enter()
	text := w.p.Voice.Text
	w.bar.set(at+1, pages)
	w.title.SetText(text("screen.setup.step", "Number", at+1, "Of", pages, "Title", s.title()))
	w.purpose.SetText(s.purpose())
	w.body.Objects = []fyne.CanvasObject{s.content()}
	w.body.Refresh()
	w.page.ScrollToTop()
	w.load.Hidden = at > 0
	w.load.Refresh()
	if at == 0 {
		w.back.Disable()
	} else {
		w.back.Enable()
	}
	if at == pages-1 {
		w.next.SetText(text("screen.setup.finish"))
	} else {
		w.next.SetText(text("screen.setup.next"))
	}
	w.content.Refresh()
	w.focus(s.first())
}

// focus gives the keyboard to something on the page. The canvas is that of the buttons:
// what has just come onto the page is on none until it is drawn.
func (w *Wizard) focus(to fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w.next); c != nil && to != nil {
		c.Focus(to)
	}
}

// estimate plans the answers' year beside the window.
func (w *Wizard) estimate(setup office.Setup, show func(Estimate, error)) {
	var result Estimate
	var err error
	w.p.Background(func() { result, err = w.plan(context.Background(), setup) }, func() { show(result, err) })
}

// progress shows how many of the pages are done.
type progress struct {
	widget.BaseWidget
	at, of int
}

func newProgress() *progress {
	p := &progress{}
	p.ExtendBaseWidget(p)
	return p
}

func (p *progress) set(at, of int) {
	p.at, p.of = at, of
	p.Refresh()
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (p *progress) CreateRenderer() fyne.WidgetRenderer {
	r := &progressRenderer{progress: p}
	for range pages {
		r.parts = append(r.parts, canvas.NewRectangle(nil))
	}
	return r
}

type progressRenderer struct {
	progress *progress
	parts    []*canvas.Rectangle
}

func (r *progressRenderer) Layout(size fyne.Size) {
	gap := theme.Size(fynetheme.SizeNamePadding)
	width := (size.Width - gap*float32(max(r.progress.of-1, 0))) / float32(max(r.progress.of, 1))
	for i, part := range r.parts {
		name := theme.ColorSunken
		if i < r.progress.at {
			name = fynetheme.ColorNamePrimary
		}
		part.FillColor = theme.Color(name)
		part.CornerRadius = size.Height / 2
		part.Move(fyne.NewPos(float32(i)*(width+gap), 0))
		part.Resize(fyne.NewSize(width, size.Height))
		part.Refresh()
	}
}

func (r *progressRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, theme.Size(fynetheme.SizeNamePadding))
}
func (r *progressRenderer) Refresh() { r.Layout(r.progress.Size()) }
func (r *progressRenderer) Destroy() {}
func (r *progressRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.parts))
	for i, part := range r.parts {
		objects[i] = part
	}
	return objects
}

// room leaves space for the scrollbar and for rings around what has the keyboard.
type room struct{}

func (room) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	edge, bar := theme.Size(theme.SizeFocus)+1, theme.Size(fynetheme.SizeNameScrollBar)
	for _, o := range objects {
		o.Move(fyne.NewPos(edge, edge))
		o.Resize(fyne.NewSize(size.Width-2*edge-bar, o.Size().Height))
		o.Resize(fyne.NewSize(size.Width-2*edge-bar, max(o.MinSize().Height, size.Height-2*edge)))
	}
}

func (room) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	edge := theme.Size(theme.SizeFocus) + 1
	return least.AddWidthHeight(2*edge+theme.Size(fynetheme.SizeNameScrollBar), 2*edge)
}
