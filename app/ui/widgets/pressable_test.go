package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestPressableLeadsOnByClickAndKey(t *testing.T) {
	look(t)
	pressed := 0
	p := NewPressable(NewParagraph(RoleBody, "2 mises en ligne en retard"), "2 mises en ligne en retard", func() { pressed++ })
	p.SetArrow()
	w := test.NewTempWindow(t, p)
	heard := fyne.KeyName("")
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { heard = e.Name })
	test.Tap(p)
	for _, key := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape} {
		p.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if pressed != 4 || heard != fyne.KeyEscape {
		t.Errorf("pressed %d times, %q went on", pressed, heard)
	}
	if p.AccessibilityLabel() == "" || p.AccessibilityRole() != fyne.AccessibleRoleButton {
		t.Error("a screen reader is told nothing")
	}
}

// What wraps gets the width that the arrow and the edges leave.
func TestPressableIsAsHighAsItsContent(t *testing.T) {
	look(t)
	text := NewParagraph(RoleBody, "53 rendez-vous passés ne sont notés ni reçus ni absents")
	p := NewPressable(text, "", nil)
	p.SetArrow()
	for _, width := range []float32{120, 240, 480} {
		p.Resize(fyne.NewSize(width, p.HeightFor(width)))
		if text.Size().Width >= width || text.Size().Height < text.HeightFor(text.Size().Width)-0.5 {
			t.Errorf("at %v the text has %v", width, text.Size())
		}
	}
}
