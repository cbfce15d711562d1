package inspect

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/widgets"
)

// Focusables returns what Tab should reach, in the order in which it does.
func Focusables(root fyne.CanvasObject, size fyne.Size) (all []Thing) {
	Walk(root, size, func(t Thing) bool {
		if d, ok := t.Object.(fyne.Disableable); ok && d.Disabled() {
			return true
		}
		if _, ok := t.Object.(fyne.Focusable); ok {
			all = append(all, t)
		}
		return true
	})
	return all
}

// Backward returns the steps of the focus that a reader does not expect: to the left in
// one row, or up without going to the right, where another column begins.
func Backward(order []Thing) (findings []string) {
	const tolerance = 2
	for i := 1; i < len(order); i++ {
		from, to := order[i-1].Area, order[i].Area
		left := to.Right <= from.Left+tolerance && to.Top < from.Bottom-tolerance && to.Bottom > from.Top+tolerance
		up := to.Bottom <= from.Top+tolerance && to.Left < from.Right-tolerance
		if left || up {
			findings = append(findings, fmt.Sprintf("the focus goes back from %s (%v) to %s (%v)",
				Describe(order[i-1].Object), from, Describe(order[i].Object), to))
		}
	}
	return findings
}

// Unlabelled returns what can be used and has no name: a field that stands in no
// [widgets.Field] and has no label of its own, a button with neither text nor label.
func Unlabelled(root fyne.CanvasObject, size fyne.Size) (findings []string) {
	for _, thing := range Focusables(root, size) {
		if !named(thing) {
			findings = append(findings, fmt.Sprintf("%s (%v) has no label", Describe(thing.Object), thing.Area))
		}
	}
	return findings
}

func named(t Thing) bool {
	for _, above := range t.Above {
		if _, ok := above.(*widgets.Field); ok {
			return true
		}
	}
	drawn, said := labelIn(t.Object), ""
	if a, ok := t.Object.(fyne.Accessible); ok {
		said = strings.TrimSpace(a.AccessibilityLabel())
	}
	if isInput(t.Object) {
		// What stands in a field is its value or an example, not its name.
		return said != "" && said != drawn
	}
	return said != "" || drawn != ""
}

// isInput tells what holds a value that somebody types or chooses. A box to tick has its
// name beside it.
func isInput(o fyne.CanvasObject) bool {
	type selected interface{ SelectedIndex() int }
	type typed interface{ CursorTextOffset() int }
	switch o := o.(type) {
	case *widgets.SearchField:
		return strings.TrimSpace(o.PlaceHolder) == "" // it says what is looked for, beside its sign
	case selected, typed:
		return true
	default:
		return false
	}
}
