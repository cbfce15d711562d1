package chance

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// verdict says in a sentence whether the draw works; who points at it, or presses it,
// learns what that means.
type verdict struct {
	title, means string
	badge        *widgets.Badge
	sentence     *widgets.Paragraph
	remarks      *widgets.Paragraph
	leads        *widgets.Pressable
	content      fyne.CanvasObject
}

func newVerdict(p Params) *verdict {
	v := &verdict{
		badge: widgets.NewBadge("", widgets.Plain), sentence: widgets.NewParagraph(widgets.RoleStrong, ""),
		remarks: widgets.NewParagraph(widgets.RoleCaption, ""),
	}
	text := widgets.Tight(v.sentence, v.remarks)
	v.leads = widgets.NewPressable(widgets.Inset(theme.SizeGap, widgets.AcrossWith(text, v.badge, text)), "", func() { p.Dialogs.Tell(v.title, v.means) })
	v.content = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.Inset(theme.SizeGapSmall, v.leads))
	return v
}

// set says a verdict; remarks may be empty.
func (v *verdict) set(label string, state widgets.State, sentence, remarks, means string) {
	v.title, v.means = label, means
	v.badge.Set(label, state)
	v.sentence.SetText(sentence)
	v.remarks.SetText(remarks)
	widgets.ShowIf(v.remarks, remarks != "")
	v.leads.SetLabel(label + ". " + sentence)
	v.leads.SetTip(means)
}
