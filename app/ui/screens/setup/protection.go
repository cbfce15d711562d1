package setup

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/widgets"
)

// protectionStep asks where the workspace shall be and how it is protected.
type protectionStep struct {
	w *Wizard

	path         *widgets.FilePathField
	protect      *widgets.Check
	secret       *widgets.PasswordField
	again        *widgets.PasswordField
	phrase       *widgets.Field
	phraseAgain  *widgets.Field
	warning      *widgets.Paragraph
	form         *widgets.Form
	page         fyne.CanvasObject
	proposedYear int
	proposed     string
}

// shortestPassphrase is how many characters a passphrase has at least: argon2id makes
// each guess dear, a short one is guessed all the same.
const shortestPassphrase = 10

func newProtectionStep(w *Wizard, path string) *protectionStep {
	voice := w.p.Voice
	text := voice.Text
	s := &protectionStep{w: w, path: widgets.NewFilePathField("", text("screen.start.browse")), proposed: path}
	s.path.SetPath(path)
	s.path.OnBrowse = func() { w.p.Browse(s.path.SetPath) }
	s.protect = widgets.NewCheck(text("screen.setup.protection.protect"), true, func(bool) { s.enable() })
	s.secret, s.again = widgets.NewPasswordField(voice, true), widgets.NewPasswordField(voice, false)
	file := widgets.NewField(text("screen.setup.protection.path"), text("screen.setup.protection.path.hint"), s.path).Require(voice)
	s.phrase = widgets.NewField(text("screen.setup.protection.phrase"), text("screen.setup.protection.phrase.hint"), s.secret).Require(voice).CheckWith(func() string {
		if len([]rune(s.secret.Text())) < shortestPassphrase {
			return text("screen.setup.protection.wrong.short", "Count", shortestPassphrase)
		}
		return ""
	})
	s.phraseAgain = widgets.NewField(text("screen.setup.protection.again"), "", s.again).Require(voice).CheckWith(func() string {
		if s.again.Text() != s.secret.Text() {
			return text("screen.setup.protection.wrong.again")
		}
		return ""
	})
	s.warning = widgets.NewParagraph(widgets.RoleStrong, widgets.Warning.Sign()+"\u2002"+text("screen.setup.protection.warning"))
	s.form = widgets.NewForm(file, s.phrase, s.phraseAgain)
	s.form.Watch(s.protect)
	s.page = widgets.Parts(nil, file, widgets.Down(s.protect, s.phrase, s.phraseAgain, s.warning))
	s.enable()
	return s
}

func (s *protectionStep) title() string              { return s.w.p.Voice.Text("screen.setup.protection.title") }
func (s *protectionStep) purpose() string            { return s.w.p.Voice.Text("screen.setup.protection.purpose") }
func (s *protectionStep) content() fyne.CanvasObject { return s.page }
func (s *protectionStep) first() fyne.Focusable      { return s.secret.First() }
func (s *protectionStep) dirty() bool                { return s.form.Dirty() }

// enter follows the year in the proposed name of the file, unless another was chosen.
func (s *protectionStep) enter() {
	year := s.w.answers.Service.Year
	if s.path.Path() != s.proposed || year == s.proposedYear {
		return
	}
	folder, name := filepath.Split(s.proposed)
	before := itoa(s.w.begun.Service.Year)
	if s.proposedYear != 0 {
		before = itoa(s.proposedYear)
	}
	s.proposed = folder + strings.Replace(name, before, itoa(year), 1)
	s.proposedYear = year
	s.path.SetPath(s.proposed)
}

func (s *protectionStep) enable() {
	widgets.ShowIf(s.phrase, s.protect.Checked)
	widgets.ShowIf(s.phraseAgain, s.protect.Checked)
	widgets.ShowIf(s.warning, !s.protect.Checked)
	s.page.Refresh()
}

// file returns the path of the workspace with its ending.
func (s *protectionStep) file() string {
	path := strings.TrimSpace(s.path.Path())
	if !strings.EqualFold(filepath.Ext(path), start.Ending) {
		path += start.Ending
	}
	return path
}

func (s *protectionStep) passphrase() string {
	if !s.protect.Checked {
		return ""
	}
	return s.secret.Text()
}

func (s *protectionStep) take() bool {
	ok := s.form.Validate()
	s.page.Refresh()
	return ok
}
