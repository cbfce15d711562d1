// Package dialogs asks and tells: every question, problem and choice of a file in the
// window goes through it, so that they look alike, speak the reader's language, answer
// to Escape and Enter, and put technical detail into the log instead of on the screen.
//
// What belongs here: ways of asking. What is asked is said by whoever asks.
package dialogs

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Dialogs opens dialogs on a window. Its methods are called on the window's goroutine.
type Dialogs struct {
	window   fyne.Window
	voice    *wording.Voice
	log      *slog.Logger
	folder   string // where the last file was chosen
	read     widgets.Background
	explain  func(code string)
	open     []*Asked // the one on top last
	deciding int      // answers that are being looked at
	later    []*Asked // asked meanwhile: the dialog that is answered closes first
}

// Params are what the dialogs work with. All are needed but Folder and Explain.
type Params struct {
	Window     fyne.Window
	Voice      *wording.Voice
	Log        *slog.Logger
	Background widgets.Background // reads folders
	Folder     string             // where the first file is looked for
	// Explain opens the help on a problem's code, or on the present page where the code
	// is "". F1 calls it.
	Explain func(code string)
}

// New returns the dialogs of a window.
func New(p Params) *Dialogs {
	return &Dialogs{window: p.Window, voice: p.Voice, log: p.Log, read: p.Background, folder: p.Folder, explain: p.Explain}
}

// Speak changes the language of the dialogs to come.
func (d *Dialogs) Speak(voice *wording.Voice) { d.voice = voice }

// Open reports whether a dialog is open: shortcuts of the window rest meanwhile.
func (d *Dialogs) Open() bool { return len(d.open)+len(d.later) > 0 }

// Unsaved names what was typed into the dialogs and would be lost with the window.
func (d *Dialogs) Unsaved() (names []string) {
	for _, a := range d.open {
		if a.question.Unsaved != nil {
			names = append(names, a.question.Unsaved()...)
		}
	}
	return names
}

// Shut closes every dialog without an answer, when the window goes.
func (d *Dialogs) Shut() {
	d.later = nil
	for _, a := range slices.Backward(slices.Clone(d.open)) {
		a.Close()
	}
}

// Question is what a dialog asks.
type Question struct {
	Title   string
	Text    string // may be empty
	Content fyne.CanvasObject
	Size    fyne.Size          // at least, at text scale 1, where the window has room; zero: what the content needs
	Code    string             // small print, such as a problem's code; may be empty
	Accept  string             // of the button that goes on; Enter presses it
	Refuse  string             // of the button that goes back; empty: there is none
	Role    widgets.ButtonRole // of the accepting button
	// Aside are buttons beside the answers that help to give one and leave the dialog open.
	Aside []fyne.CanvasObject
	// First gets the keyboard. nil: the accepting button; the refusing one where the
	// other destroys, for an Enter held too long must not answer twice.
	First fyne.Focusable
	// Answer is called when the question is accepted; the dialog stays open when it
	// returns false. What it asks itself appears once this dialog is gone.
	Answer func() (done bool)
	// Leaving is asked before Escape or the refusing button goes back; it returns false
	// to stay, such as to ask first whether what was typed may be lost. nil: nothing is.
	Leaving func(*Asked) bool
	// Unsaved names what was typed into the dialog and would be lost with its window; nil:
	// nothing is.
	Unsaved func() []string
	// Buttons stand in place of the accepting one: a dialog of several pages has its own.
	Buttons []fyne.CanvasObject
	Closed  func() // gone, however it was answered; may be nil
}

// Asked is a dialog that is open.
type Asked struct {
	dialogs  *Dialogs
	question Question
	overlay  *widgets.Overlay // nil: not shown yet
	closed   bool
}

// Ask opens a dialog. Escape is going back, Enter going on.
func (d *Dialogs) Ask(q Question) *Asked {
	a := &Asked{dialogs: d, question: q}
	if d.deciding > 0 {
		d.later = append(d.later, a)
	} else {
		a.show()
	}
	return a
}

// Accept goes on, as the accepting button does.
func (a *Asked) Accept() {
	if a.closed {
		return
	}
	d := a.dialogs
	d.deciding++
	done := a.question.Answer == nil || a.question.Answer()
	d.deciding--
	if done {
		a.Close()
	}
	if d.deciding > 0 {
		return
	}
	later := d.later
	d.later = nil
	for _, next := range later {
		next.show()
	}
}

// Close closes the dialog without an answer, and with it those above it.
func (a *Asked) Close() {
	a.closed = true
	at := slices.Index(a.dialogs.open, a)
	if at < 0 {
		return
	}
	for _, top := range slices.Backward(slices.Clone(a.dialogs.open[at:])) {
		top.overlay.Close()
	}
}

// Closed reports whether the dialog was answered or left.
func (a *Asked) Closed() bool { return a.closed }

// mayLeave reports whether the dialog may be closed without an answer.
func (a *Asked) mayLeave() bool {
	return a.question.Leaving == nil || a.question.Leaving(a)
}

func (a *Asked) leave() {
	if a.mayLeave() {
		a.Close()
	}
}

func (a *Asked) show() {
	if a.closed {
		return
	}
	d, q := a.dialogs, a.question
	if q.Code != "" && d.explain != nil {
		q.Aside = append(slices.Clone(q.Aside),
			widgets.NewButton(widgets.Flat, d.voice.Text("ui.dialog.explain"), theme.IconHelp(), func() { d.explain(q.Code) }))
	}
	accept := widgets.NewButton(q.Role, q.Accept, nil, a.Accept)
	first := fyne.Focusable(accept)
	var answers []fyne.CanvasObject
	if q.Refuse != "" {
		refuse := widgets.NewButton(widgets.Secondary, q.Refuse, nil, a.leave)
		answers = append(answers, refuse)
		if q.Role == widgets.Destructive {
			first = refuse
		}
	}
	if len(q.Buttons) > 0 {
		answers = append(answers, q.Buttons...)
	} else {
		answers = append(answers, accept)
	}
	if q.First != nil {
		first = q.First
	}

	canvas := d.window.Canvas()
	content := newSheet(canvas, q, answers)
	d.open = append(d.open, a)
	a.overlay = widgets.ShowDialog(canvas, widgets.Inset(theme.SizeMargin, content.container))
	a.overlay.Leaving = a.mayLeave
	a.overlay.OnKey = func(key *fyne.KeyEvent) {
		switch key.Name {
		case fyne.KeyReturn, fyne.KeyEnter:
			a.Accept()
		case fyne.KeyF1:
			if d.explain != nil {
				d.explain(q.Code)
			}
		case fyne.KeyPageDown, fyne.KeyDown:
			content.scroll(0.5)
		case fyne.KeyPageUp, fyne.KeyUp:
			content.scroll(-0.5)
		}
	}
	a.overlay.OnClosed = func() {
		a.closed = true
		d.open = slices.DeleteFunc(d.open, func(other *Asked) bool { return other == a })
		if q.Closed != nil {
			q.Closed()
		}
	}
	canvas.Focus(first)
	a.reveal()
}

// Changed makes room for what has come to the content, or gone.
func (a *Asked) Changed() {
	if a.overlay != nil && !a.closed {
		a.overlay.Refresh()
	}
}

// reveal scrolls to what has the keyboard.
func (a *Asked) reveal() {
	a.dialogs.read(func() { time.Sleep(drawn) }, func() {
		if focused, ok := a.dialogs.window.Canvas().Focused().(fyne.CanvasObject); ok && !a.closed {
			widgets.Reveal(focused)
		}
	})
}

// drawn is how long it takes at most until a dialog is drawn: before, the driver does
// not know where its parts are.
const drawn = 100 * time.Millisecond

// body is what stands between title and buttons; nil where there is nothing.
func (q Question) body() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if q.Text != "" {
		parts = append(parts, widgets.NewParagraph(widgets.RoleBody, q.Text))
	}
	if q.Content != nil {
		parts = append(parts, q.Content)
	}
	if q.Code != "" {
		parts = append(parts, widgets.NewText(widgets.RoleCaption, q.Code))
	}
	if len(parts) == 0 {
		return nil
	}
	return widgets.Parts(q.Content, parts...)
}

// Problem tells what went wrong and what to do; the technical cause goes to the log, and
// to whoever copies the details to send them to somebody who helps. A cancelled task is no
// problem: whoever cancelled it knows.
func (d *Dialogs) Problem(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	code := agenda.CodeOf(err)
	d.log.Error("problem shown", "code", code, "error", err)
	sentence, remedy := d.voice.Problem(err)
	q := Question{
		Title: d.voice.Text("ui.dialog.problem"), Code: code,
		Content: widgets.Parts(nil, widgets.NewParagraph(widgets.RoleStrong, sentence), widgets.NewParagraph(widgets.RoleBody, remedy)),
		Accept:  d.voice.Text("ui.dialog.close"), Role: widgets.Primary,
	}
	details := strings.Join([]string{code, sentence, remedy, err.Error()}, "\n")
	var copied *widgets.Button
	copied = widgets.NewButton(widgets.Flat, d.voice.Text("ui.dialog.copy-details"), theme.IconCopy(), func() {
		fyne.CurrentApp().Clipboard().SetContent(details)
		copied.SetText(d.voice.Text("ui.dialog.copied")) // where the eye is
	})
	q.Aside = []fyne.CanvasObject{copied}
	d.Ask(q)
}

// Tell tells something that needs no answer.
func (d *Dialogs) Tell(title, text string) {
	d.Ask(Question{Title: title, Text: text, Accept: d.voice.Text("ui.dialog.close"), Role: widgets.Primary})
}

// Confirm asks before something is done that cannot be undone, or that reaches other
// people: files replaced, letters written, a workspace closed over a running task. What can
// be undone is done at once and told in a toast that undoes it, for a question that is
// always answered with yes is not read. accept says what the button does, in a verb; where
// it is destructive the other button has the keyboard.
func (d *Dialogs) Confirm(title, text, accept string, destructive bool, yes func()) {
	role := widgets.Primary
	if destructive {
		role = widgets.Destructive
	}
	d.Ask(Question{
		Title: title, Text: text, Accept: accept, Refuse: d.voice.Text("ui.dialog.cancel"), Role: role,
		Answer: func() bool { yes(); return true },
	})
}

// Line is a line of text that is asked for.
type Line struct {
	Title, Text, Accept string
	Secret              bool   // dots are shown in place of what is typed
	Wrong               string // what was wrong with the last answer; "" at first
	// Answer returns what is wrong with the text, or "" to close.
	Answer func(text string) (wrong string)
}

// Input asks for a line of text.
func (d *Dialogs) Input(l Line) *Asked {
	entry := widgets.NewEntry()
	entry.Password = l.Secret
	wrong := newComplaint(l.Wrong)
	var asked *Asked
	asked = d.Ask(Question{
		Title: l.Title, Text: l.Text, Content: widgets.Down(entry, wrong.Paragraph), Accept: l.Accept,
		Refuse: d.voice.Text("ui.dialog.cancel"), Role: widgets.Primary, First: entry,
		Answer: func() bool {
			problem := l.Answer(entry.Text)
			wrong.say(problem)
			asked.Changed()
			return problem == ""
		},
	})
	return asked
}

// Folder returns where the last file was chosen.
func (d *Dialogs) Folder() string { return d.folder }
