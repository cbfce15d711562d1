package convocations

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// verifier is the field for a number or a code that somebody shows, and the answer.
// A scanner types like a keyboard and ends with Enter, so the field takes both.
type verifier struct {
	s       *Screen
	entry   *widgets.Entry
	answer  *fyne.Container
	turn    int // counts questions; late answers are dropped
	content fyne.CanvasObject
}

func newVerifier(s *Screen) *verifier {
	voice := s.p.Voice
	v := &verifier{s: s, entry: widgets.NewEntry(), answer: container.NewStack()}
	v.entry.PlaceHolder = voice.Text("screen.convocations.verify.placeholder")
	v.entry.SetAccessibleLabel(voice.Text("screen.convocations.fact.number"))
	v.entry.OnSubmitted = func(string) { v.verify() }
	check := widgets.NewButton(widgets.Secondary, voice.Text("screen.convocations.verify.check"), nil, v.verify)
	v.content = widgets.Down(
		widgets.NewText(widgets.RoleHeading, voice.Text("screen.convocations.verify.title")),
		widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.convocations.verify.explain")),
		widgets.AcrossWith(v.entry, v.entry, check),
		v.answer,
	)
	return v
}

func (v *verifier) verify() {
	text := strings.TrimSpace(v.entry.Text)
	v.turn++
	if text == "" {
		v.show(nil)
		return
	}
	turn := v.turn
	var check office.CodeCheck
	var house office.House
	var err error
	v.s.p.Background(func() {
		if check, err = v.s.p.Office.VerifyCode(context.Background(), text); err == nil {
			house, err = v.s.p.Office.House(context.Background())
		}
	}, func() {
		switch {
		case turn != v.turn:
		case err != nil:
			sentence, remedy := v.s.p.Voice.Problem(err)
			v.show(widgets.Down(v.verdict(v.s.p.Voice.Text("screen.convocations.verdict.refused"), widgets.Danger),
				widgets.NewParagraph(widgets.RoleBody, sentence), widgets.NewParagraph(widgets.RoleMuted, remedy)))
		default:
			v.show(v.judged(check, house))
		}
	})
}

func (v *verifier) show(content fyne.CanvasObject) {
	v.answer.Objects = nil
	if content != nil {
		v.answer.Objects = []fyne.CanvasObject{content}
	}
	v.answer.Refresh()
	v.content.Refresh()
}

func (v *verifier) verdict(text string, state widgets.State) fyne.CanvasObject {
	gap := widgets.Spacer()
	return widgets.AcrossWith(gap, widgets.NewBadge(text, state), gap)
}

// judged shows a letter that the workspace knows: what it is worth today, then what it says.
func (v *verifier) judged(check office.CodeCheck, house office.House) fyne.CanvasObject {
	voice := v.s.p.Voice
	text, state, explained := verdictOf(check, v.s.p.Office.Now().Date(), voice)
	b := check.Booking
	facts := widgets.NewFacts(voice,
		widgets.Fact{Label: voice.Text("screen.convocations.fact.number"), Value: convocation.SpacedNumber(check.Number)},
		widgets.Fact{Label: voice.Text("screen.convocations.column.name"), Value: b.Applicant.DisplayName()},
		widgets.Fact{Label: voice.Text("screen.convocations.fact.date"), Value: voice.Date(b.Date)},
		widgets.Fact{Label: voice.Text("screen.convocations.column.hour"), Value: voice.Clock(b.Start)},
		widgets.Fact{Label: voice.Text("screen.convocations.column.desk"), Value: deskOf(b, house)},
		widgets.Fact{Label: voice.Text("screen.convocations.column.procedure"), Value: procedureOf(b, house)},
	)
	facts.SetStrong()
	return widgets.Down(v.verdict(text, state), widgets.NewParagraph(widgets.RoleBody, explained), facts)
}

// verdictOf says what a letter is worth on a day, and why.
func verdictOf(check office.CodeCheck, today agenda.Date, voice *wording.Voice) (text string, state widgets.State, explained string) {
	switch b := check.Booking; {
	case check.Verdict == office.CodeCancelled:
		return voice.Text("screen.convocations.verdict.cancelled"), widgets.Danger, voice.Text("screen.convocations.verdict.cancelled.text")
	case check.Verdict == office.CodeReplaced:
		return voice.Text("screen.convocations.verdict.replaced"), widgets.Danger, voice.Text("screen.convocations.verdict.replaced.text")
	case check.Verdict == office.CodeOutdated:
		return voice.Text("screen.convocations.verdict.outdated"), widgets.Danger, voice.Text("screen.convocations.verdict.outdated.text")
	case b.Status == agenda.BookingServed:
		return voice.Text("screen.convocations.verdict.served"), widgets.Warning, voice.Text("screen.convocations.verdict.served.text")
	case b.Date.After(today):
		return voice.Text("screen.convocations.verdict.later"), widgets.Warning, voice.Text("screen.convocations.verdict.later.text", "Date", b.Date)
	case b.Date.Before(today):
		return voice.Text("screen.convocations.verdict.past"), widgets.Warning, voice.Text("screen.convocations.verdict.past.text", "Date", b.Date)
	default:
		return voice.Text("screen.convocations.verdict.valid"), widgets.Success, voice.Text("screen.convocations.verdict.valid.text")
	}
}

// written shows what was written last, with a way to open it.
func written(message, file, folder string, remarks []string, voice *wording.Voice, open func()) fyne.CanvasObject {
	gap := widgets.Spacer()
	lines := []fyne.CanvasObject{
		widgets.AcrossWith(gap, widgets.NewBadge(message, widgets.Success), gap),
		widgets.NewParagraph(widgets.RoleBody, voice.Text("screen.convocations.written.where", "File", file, "Folder", folder)),
	}
	for _, remark := range remarks {
		lines = append(lines, widgets.NewParagraph(widgets.RoleMuted, widgets.Signed(widgets.Warning, remark)))
	}
	end := widgets.Spacer()
	lines = append(lines, widgets.AcrossWith(end,
		widgets.NewButton(widgets.Secondary, voice.Text("screen.convocations.written.open"), theme.IconDocument(), open), end))
	return widgets.Down(lines...)
}
