package convocations

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// verifier is the field for a number or a code that somebody shows, and the answer.
// A scanner types like a keyboard and ends with Enter, so the field takes both, keeps
// the keyboard, and the next scan replaces what stands in it.
type verifier struct {
	s       *Screen
	entry   *widgets.Entry
	answer  *fyne.Container
	said    string // the last answer in a line
	asking  widgets.Newest[checkedCode]
	content fyne.CanvasObject
}

// verifyWidth is what a letter's facts need at most, at text scale 1.
const verifyWidth = 560

func newVerifier(s *Screen) *verifier {
	voice := s.p.Voice
	v := &verifier{s: s, entry: widgets.NewEntry(), answer: container.NewStack()}
	v.entry.PlaceHolder = voice.Text("screen.convocations.verify.placeholder")
	v.entry.SetAccessibleLabel(voice.Text("screen.convocations.verify.placeholder"))
	v.entry.OnSubmitted = func(string) { v.verify() }
	check := widgets.NewButton(widgets.Primary, voice.Text("screen.convocations.verify.check"), theme.IconCheck(), v.verify)
	v.content = newColumn(verifyWidth, widgets.Parts(nil,
		widgets.Tight(
			widgets.NewText(widgets.RoleHeading, voice.Text("screen.convocations.verify.title")),
			widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.convocations.verify.explain")),
		),
		widgets.AcrossWith(v.entry, v.entry, check),
		v.answer,
	))
	return v
}

// column keeps its content no wider than lines that can be read.
type column struct {
	widget.BaseWidget

	most    float32 // at text scale 1
	content fyne.CanvasObject
}

var _ widgets.Fitting = (*column)(nil)

func newColumn(most float32, content fyne.CanvasObject) *column {
	c := &column{most: most, content: content}
	c.ExtendBaseWidget(c)
	return c
}

func (c *column) width(given float32) float32 { return min(given, c.most*theme.Scale()) }

// HeightFor returns how high the content is at a width.
func (c *column) HeightFor(width float32) float32 {
	return widgets.HeightFor(c.content, c.width(width))
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (c *column) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(columnLayout{c}, c.content))
}

type columnLayout struct{ c *column }

// MinSize implements [fyne.Layout].
func (l columnLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(min(l.c.content.MinSize().Width, l.c.width(l.c.Size().Width)), 0)
}

// Layout implements [fyne.Layout].
func (l columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(l.c.width(size.Width), size.Height))
}

// focus gives the keyboard to the field, what stands in it selected. Fyne knows the
// canvas of a widget only once it was drawn, so that of the tabs is asked.
func (v *verifier) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.s.tabs); c != nil {
		c.Focus(v.entry)
		v.entry.SelectAll()
	}
}

func (v *verifier) verify() {
	text := strings.TrimSpace(v.entry.Text)
	v.focus()
	if text == "" {
		v.asking.Drop()
		v.show("", nil)
		return
	}
	v.asking.Ask(v.s.p.Background, func(ctx context.Context) (c checkedCode, err error) {
		if c.check, err = v.s.p.Office.VerifyCode(ctx, text); err == nil {
			c.house, err = v.s.p.Office.House(ctx)
		}
		return c, err
	}, func(c checkedCode, err error) {
		if err != nil {
			v.refuse(err)
			return
		}
		v.judge(c.check, c.house)
	})
}

// checkedCode is what a code proved to be, in the service as it is set up.
type checkedCode struct {
	check office.CodeCheck
	house office.House
}

// show shows an answer and says it in a line: under the page, and as the name of the
// field, which has the keyboard and is what a screen reader reads.
func (v *verifier) show(said string, content fyne.CanvasObject) {
	v.said = said
	label := v.s.p.Voice.Text("screen.convocations.verify.placeholder")
	if said != "" {
		label = v.s.p.Voice.Text("screen.convocations.verify.answered", "Field", label, "Answer", said)
	}
	v.entry.SetAccessibleLabel(label)
	v.answer.Objects = nil
	if content != nil {
		v.answer.Objects = []fyne.CanvasObject{content}
	}
	v.answer.Refresh()
	v.s.drawStatus()
	v.s.content.Refresh() // the answer has another height
}

// verdict is what an answer begins with, on a ground of its state.
func verdict(text string, state widgets.State, why ...string) fyne.CanvasObject {
	heading := widgets.NewParagraph(widgets.RoleTitle, widgets.Signed(state, text))
	heading.SetState(state)
	lines := []fyne.CanvasObject{heading}
	for _, sentence := range why {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, sentence))
	}
	return widgets.NewSurface(state.GroundName(), widgets.EdgeAll, widgets.Inset(theme.SizeGapLarge, widgets.Down(lines...)))
}

// refuse shows that a text is no letter of this workspace, and why.
func (v *verifier) refuse(err error) {
	voice := v.s.p.Voice
	sentence, remedy := voice.Problem(err)
	text := voice.Text("screen.convocations.verdict.refused")
	v.show(text, verdict(text, widgets.Danger, sentence, remedy))
}

// judge shows a letter that the workspace knows: what it is worth today, then what it says.
func (v *verifier) judge(check office.CodeCheck, house office.House) {
	voice, b := v.s.p.Voice, check.Booking
	text, state, explained := verdictOf(check, v.s.p.Office.Now().Date(), voice)
	number := convocation.SpacedNumber(check.Number)
	facts := widgets.NewFacts(voice, append([]widgets.Fact{
		{Label: voice.Text("screen.convocations.column.name"), Value: booked.Name(b.Applicant, voice)},
		{Label: voice.Text("screen.convocations.fact.number"), Value: number},
	}, booked.Appointment(b, house, voice)...)...)
	facts.SetStrong()
	v.show(voice.Text("screen.convocations.verify.said", "Number", number, "Verdict", text),
		widgets.Parts(nil, verdict(text, state, explained), facts))
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
