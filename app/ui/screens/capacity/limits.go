package capacity

import (
	"fyne.io/fyne/v2"

	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// limitsOf says what keeps the plan from its targets, and whether another could do better.
func limitsOf(plan office.PlanView, best bool, voice *wording.Voice) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, voice.Text("screen.capacity.reasons.title"))}
	if best {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Info, voice.Text("screen.capacity.proven"))))
	}
	if len(plan.Reasons) == 0 {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Success, voice.Text("screen.capacity.reasons.none"))))
	}
	for _, reason := range plan.Reasons {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Warning, voice.Say(reason))))
	}
	return widgets.NewTile(widgets.Down(lines...))
}
