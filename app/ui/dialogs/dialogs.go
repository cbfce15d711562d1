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

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Dialogs opens dialogs on a window. Its methods are called on the window's goroutine.
type Dialogs struct {
	window fyne.Window
	voice  *wording.Voice
	log    *slog.Logger
	open   int
	folder string // where the last file was chosen
	read   widgets.Background
}

// Params are what the dialogs work with. All are needed but Folder.
type Params struct {
	Window     fyne.Window
	Voice      *wording.Voice
	Log        *slog.Logger
	Background widgets.Background // reads folders
	Folder     string             // where the first file is looked for
}

// New returns the dialogs of a window.
func New(p Params) *Dialogs {
	return &Dialogs{window: p.Window, voice: p.Voice, log: p.Log, read: p.Background, folder: p.Folder}
}

// Open reports whether a dialog is open: shortcuts of the window rest meanwhile.
func (d *Dialogs) Open() bool { return d.open > 0 }

// contentWidth is how wide a dialog's text is: a line that is easily read.
const contentWidth = 460

// Question is what a dialog asks.
type Question struct {
	Title   string
	Text    string // may be empty
	Content fyne.CanvasObject
	Code    string              // small print, such as a problem's code; may be empty
	Accept  string              // of the button that goes on; Enter presses it
	Refuse  string              // of the button that goes back; empty: there is none
	Role    widgets.ButtonRole  // of the accepting button
	First   fyne.Focusable      // gets the keyboard; nil: the accepting button
	Answer  func() (close bool) // accepted; the dialog stays open when it returns false
	Closed  func()              // gone, however it was answered; may be nil
}

// Asked is a dialog that is open.
type Asked struct {
	overlay *widgets.Overlay
	accept  *widgets.Button
}

// Accept goes on, as the accepting button does.
func (a *Asked) Accept() { a.accept.OnTapped() }

// Close closes the dialog without an answer.
func (a *Asked) Close() { a.overlay.Close() }

// Ask opens a dialog. Escape is going back, Enter going on.
func (d *Dialogs) Ask(q Question) *Asked {
	var overlay *widgets.Overlay
	accept := widgets.NewButton(q.Role, q.Accept, nil, nil)
	accept.OnTapped = func() {
		if q.Answer == nil || q.Answer() {
			overlay.Close()
		}
	}
	buttons := []fyne.CanvasObject{widgets.Spacer()}
	if q.Refuse != "" {
		buttons = append(buttons, widgets.NewButton(widgets.Secondary, q.Refuse, nil, func() { overlay.Close() }))
	}
	buttons = append(buttons, accept)

	parts := []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, q.Title)}
	if q.Text != "" {
		parts = append(parts, d.paragraph(widgets.RoleBody, q.Text))
	}
	if q.Content != nil {
		parts = append(parts, q.Content)
	}
	if q.Code != "" {
		parts = append(parts, widgets.NewText(widgets.RoleCaption, q.Code))
	}
	parts = append(parts, widgets.AcrossWith(buttons[0], buttons...))

	d.open++
	overlay = widgets.ShowDialog(d.window.Canvas(), widgets.Inset(theme.SizeMargin, widgets.Parts(q.Content, parts...)))
	overlay.OnKey = func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter {
			accept.OnTapped()
		}
	}
	overlay.OnClosed = func() {
		d.open--
		if q.Closed != nil {
			q.Closed()
		}
	}
	if q.First == nil {
		q.First = accept
	}
	d.window.Canvas().Focus(q.First)
	return &Asked{overlay, accept}
}

// paragraph returns a wrapping text of the width of a dialog. It is measured once at
// that width, for the height of wrapped text follows from it.
func (d *Dialogs) paragraph(role widgets.TextRole, text string) fyne.CanvasObject {
	p := widgets.NewParagraph(role, text)
	p.Resize(fyne.NewSize(contentWidth, 0))
	return widgets.AtLeast(contentWidth, p.MinSize().Height, p)
}

// Problem tells what went wrong and what to do; the technical cause goes to the log.
// A cancelled task is no problem: whoever cancelled it knows.
func (d *Dialogs) Problem(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	code := agenda.CodeOf(err)
	d.log.Error("problem shown", "code", code, "error", err)
	sentence, remedy := d.voice.Problem(err)
	d.Ask(Question{
		Title: d.voice.Text("ui.dialog.problem"), Text: sentence + "\n\n" + remedy, Code: code,
		Accept: d.voice.Text("ui.dialog.close"), Role: widgets.Primary,
	})
}

// Tell tells something that needs no answer.
func (d *Dialogs) Tell(title, text string) {
	d.Ask(Question{Title: title, Text: text, Accept: d.voice.Text("ui.dialog.close"), Role: widgets.Primary})
}

// Confirm asks before something is done; accept says what the button does.
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

// Input asks for a line of text. answer returns what is wrong with it, or "" to close.
func (d *Dialogs) Input(title, text, accept string, secret bool, answer func(string) (wrong string)) {
	entry := widgets.NewEntry()
	entry.Password = secret
	field := widgets.NewField("", "", entry)
	overlayAnswer := func() bool {
		wrong := answer(entry.Text)
		field.SetError(wrong)
		return wrong == ""
	}
	d.Ask(Question{
		Title: title, Text: text, Content: widgets.AtLeast(contentWidth, 0, field), Accept: accept,
		Refuse: d.voice.Text("ui.dialog.cancel"), Role: widgets.Primary, First: entry, Answer: overlayAnswer,
	})
}

// Folder returns where the last file was chosen.
func (d *Dialogs) Folder() string { return d.folder }
