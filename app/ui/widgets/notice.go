package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// NoticeParams says what a [Notice] says.
type NoticeParams struct {
	Icon  fyne.Resource // may be nil
	Ink   fyne.ThemeColorName
	Title string
	// Text says what to do next; it may be empty.
	Text string
	// Code is small print, such as the code of a problem; it may be empty.
	Code string
	// Action does it; nil if there is nothing to press.
	Action *Button
}

// Notice stands in the middle of a space that has nothing else to show: it is empty,
// on its way, or failed. There is no other way to say these.
type Notice struct {
	widget.BaseWidget

	p NoticeParams
}

// NewNotice returns a notice.
func NewNotice(p NoticeParams) *Notice {
	if p.Ink == "" {
		p.Ink = theme.ColorMuted
	}
	n := &Notice{p: p}
	n.ExtendBaseWidget(n)
	return n
}

// NewLoading returns the notice for what is on its way.
func NewLoading(voice *wording.Voice) *Notice {
	return NewNotice(NoticeParams{Text: voice.Text("ui.notice.loading")})
}

// NewFailed returns the notice for what did not come: what happened, what to do, and
// a button to try again if again is not nil.
func NewFailed(voice *wording.Voice, err error, again func()) *Notice {
	sentence, remedy := voice.Problem(err)
	p := NoticeParams{
		Icon: theme.IconError(), Ink: theme.ColorErrorText,
		Title: sentence, Text: remedy, Code: agenda.CodeOf(err),
	}
	if again != nil {
		p.Action = NewButton(Secondary, voice.Text("ui.notice.again"), theme.IconRefresh(), again)
	}
	return NewNotice(p)
}

// noticeWidth is how wide its text is: a line that is easily read.
const noticeWidth = 420

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (n *Notice) CreateRenderer() fyne.WidgetRenderer {
	var parts []fyne.CanvasObject
	if n.p.Icon != nil {
		image := canvas.NewImageFromResource(tinted(n.p.Icon, n.p.Ink))
		image.FillMode = canvas.ImageFillContain
		parts = append(parts, AtLeast(0, 34, image))
	}
	paragraph := func(role TextRole, text string) {
		if text != "" {
			p := NewParagraph(role, text)
			p.SetAlignment(fyne.TextAlignCenter)
			parts = append(parts, p)
		}
	}
	paragraph(RoleHeading, n.p.Title)
	paragraph(RoleMuted, n.p.Text)
	paragraph(RoleCaption, n.p.Code)
	if n.p.Action != nil {
		parts = append(parts, container.NewCenter(n.p.Action))
	}
	column := Down(parts...)
	arrange := func(s fyne.Size) {
		width := min(noticeWidth*theme.Size(theme.SizeTextBody)/13, s.Width)
		column.Resize(fyne.NewSize(width, column.MinSize().Height))
		height := column.MinSize().Height
		place(column, (s.Width-width)/2, max((s.Height-height)*0.42, 0), width, height)
	}
	return &renderer{
		objects: fixedObjects(column),
		layout:  arrange,
		minSize: func() fyne.Size { return column.MinSize() },
		refresh: func() { arrange(n.Size()); column.Refresh() },
	}
}
