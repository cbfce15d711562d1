package widgets

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	"creneaux/app/wording"

	"creneaux/app/ui/theme"
)

// hours are many waits whose time passes when a test says so.
type hours struct {
	now   time.Duration
	waits []*waiting
}

type waiting struct {
	at   time.Duration
	then func()
}

func (h *hours) wait(rest time.Duration, then func()) (stop func()) {
	w := &waiting{h.now + rest, then}
	h.waits = append(h.waits, w)
	return func() { h.waits = slices.DeleteFunc(h.waits, func(o *waiting) bool { return o == w }) }
}

// pass lets time pass, and what waits for it happen in its order.
func (h *hours) pass(d time.Duration) {
	end := h.now + d
	for {
		next := -1
		for i, w := range h.waits {
			if w.at <= end && (next < 0 || w.at < h.waits[next].at) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		w := h.waits[next]
		h.waits = slices.Delete(h.waits, next, next+1)
		h.now = w.at
		w.then()
	}
	h.now = end
}

// openStage shows an object on a stage whose time is the test's.
func openStage(t *testing.T, content fyne.CanvasObject, w, h float32) (*Stage, *hours, fyne.Window) {
	t.Helper()
	clock := &hours{}
	stage := NewStage(content)
	stage.Wait = clock.wait
	stage.Now = func() agenda.Moment { return agenda.MustMoment("2026-03-02T10:17:00") }
	stage.Speak(voiceOf(t, wording.French))
	return stage, clock, open(t, stage, w, h)
}

func TestTipAppearsWhenThePointerRests(t *testing.T) {
	look(t)
	button := NewButton(Flat, "", theme.IconRefresh(), nil)
	button.SetTip("Actualiser (F5)")
	stage, clock, _ := openStage(t, container.NewCenter(button), 400, 300)
	seen := func() bool { return slices.Contains(textsIn(stage), "Actualiser (F5)") }

	button.MouseIn(nil)
	clock.pass(tipRest / 2)
	button.MouseOut()
	clock.pass(time.Minute)
	if seen() {
		t.Fatal("the tip appears though the pointer has only passed by")
	}
	button.MouseIn(nil)
	clock.pass(tipRest)
	if !seen() {
		t.Fatal("no tip")
	}
	clock.pass(time.Hour)
	if !seen() {
		t.Error("a tip stays as long as the pointer")
	}
	button.MouseOut()
	stage.tips.box.MouseIn(nil) // the pointer goes to the tip to read it
	clock.pass(time.Hour)
	if !seen() {
		t.Error("the tip goes while the pointer is on it")
	}
	stage.tips.box.MouseOut()
	clock.pass(tipGrace)
	if seen() {
		t.Error("the tip stays after the pointer")
	}
	button.MouseIn(nil)
	clock.pass(tipRest)
	button.Tapped(&fyne.PointEvent{})
	if seen() {
		t.Error("a click does not close the tip")
	}
	button.MouseMoved(nil)
	clock.pass(time.Hour)
	if seen() {
		t.Error("the tip comes back though the button was used")
	}
}

func TestTipForTheKeyboard(t *testing.T) {
	look(t)
	button := NewButton(Flat, "", theme.IconRefresh(), func() {})
	button.SetTip("Actualiser")
	stage, clock, window := openStage(t, container.NewVBox(button, NewEntry()), 400, 300)
	window.Canvas().FocusNext()
	clock.pass(tipRest)
	if !stage.tips.box.Visible() {
		t.Fatal("no tip for what has the keyboard")
	}
	press(window, fyne.KeySpace)
	if stage.tips.box.Visible() {
		t.Error("a key does not close the tip")
	}
	window.Canvas().FocusNext()
	window.Canvas().FocusPrevious()
	clock.pass(tipRest)
	if !stage.tips.box.Visible() {
		t.Error("no tip when the keyboard comes back")
	}
	stage.HideTips()
	if stage.tips.box.Visible() {
		t.Error("the tip stays")
	}
	if button.AccessibilityLabel() != "Actualiser" {
		t.Errorf("the icon is called %q", button.AccessibilityLabel())
	}
}

func TestTipStaysOnTheCanvas(t *testing.T) {
	look(t)
	long := strings.Repeat("Un texte coupé dans sa cellule. ", 12)
	for _, at := range []fyne.Position{{}, {X: 560, Y: 370}, {X: 0, Y: 370}, {X: 560, Y: 0}, {X: 300, Y: 200}} {
		button := NewButton(Secondary, "x", nil, nil)
		button.SetTip(long)
		stage, clock, _ := openStage(t, container.NewWithoutLayout(button), 600, 400)
		button.Move(at)
		button.Resize(fyne.NewSize(40, 30))
		button.MouseIn(nil)
		clock.pass(tipRest)
		box := stage.tips.box
		if from, to := box.Position(), box.Position().Add(box.Size()); from.X < 0 || from.Y < 0 || to.X > 600 || to.Y > 400 {
			t.Errorf("for %v the tip lies from %v to %v", at, from, to)
		}
		if box.Size().Width > tipWidth+20 || box.Size().Height < 60 {
			t.Errorf("the tip does not wrap: %v", box.Size())
		}
	}
}

func TestTipGoesWithWhatItIsAbout(t *testing.T) {
	look(t)
	button := NewButton(Secondary, "x", nil, nil)
	button.SetTip("Tip")
	stage, clock, _ := openStage(t, container.NewWithoutLayout(button), 600, 400)
	button.Resize(fyne.NewSize(40, 30))
	button.MouseIn(nil)
	clock.pass(tipRest)
	button.Move(fyne.NewPos(100, 100)) // scrolled away
	clock.pass(tipLook)
	if stage.tips.box.Visible() {
		t.Error("the tip stays though its widget has gone")
	}
}

func TestTipOfADialogLiesAboveIt(t *testing.T) {
	look(t)
	below := NewButton(Secondary, "x", nil, nil)
	below.SetTip("Below")
	stage, clock, window := openStage(t, container.NewCenter(below), 600, 400)
	below.MouseIn(nil)
	clock.pass(tipRest)
	inside := NewButton(Secondary, "y", nil, nil)
	inside.SetTip("Inside")
	dialog := ShowDialog(window.Canvas(), inside)
	if stage.tips.box.Visible() {
		t.Error("the tip stays behind a dialog")
	}
	inside.MouseIn(nil)
	clock.pass(tipRest)
	if !slices.Contains(textsIn(dialog), "Inside") {
		t.Error("a dialog shows no tips")
	}
}

func TestWithoutAStageThereAreNoTips(t *testing.T) {
	look(t)
	button := NewButton(Secondary, "x", nil, nil)
	button.SetTip("Tip")
	open(t, button, 200, 100)
	button.MouseIn(nil)
	button.MouseOut()
	button.Tapped(nil)
}

func TestToastLeavesTheKeyboardAndThePointerAlone(t *testing.T) {
	look(t)
	entry := NewEntry()
	button := NewButton(Secondary, "x", nil, nil)
	stage, clock, window := openStage(t, container.NewVBox(entry, button), 800, 600)
	window.Canvas().Focus(entry)
	stage.Toast(ToastParams{Text: "La copie est écrite.", State: Success})
	if window.Canvas().Focused() != fyne.Focusable(entry) {
		t.Error("a toast takes the keyboard")
	}
	pressed := false
	button.OnTapped = func() { pressed = true }
	test.TapCanvas(window.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(button).AddXY(3, 3))
	if !pressed {
		t.Error("a toast keeps clicks from the content")
	}
	clock.pass(7 * time.Second)
	if len(stage.shown) != 1 {
		t.Error("gone too soon")
	}
	clock.pass(2 * time.Second)
	if len(stage.shown) != 0 {
		t.Error("not gone")
	}
	if got := stage.Messages(); len(got) != 1 || got[0].Text != "La copie est écrite." || got[0].At != agenda.MustMoment("2026-03-02T10:17:00") {
		t.Errorf("messages %v", got)
	}
}

func TestToastStaysWhileItIsRead(t *testing.T) {
	look(t)
	stage, clock, window := openStage(t, NewEntry(), 800, 600)
	stage.Toast(ToastParams{Text: "Fait.", Action: "Annuler"})
	on := stage.shown[0]
	on.MouseIn(nil)
	on.MouseOut()
	on.action.MouseIn(&desktop.MouseEvent{}) // from the toast to the button in it
	clock.pass(time.Hour)
	if len(stage.shown) != 1 {
		t.Fatal("gone from under the pointer")
	}
	on.action.MouseOut()
	window.Canvas().Focus(on.dismiss)
	clock.pass(time.Hour)
	if len(stage.shown) != 1 {
		t.Fatal("gone with the keyboard on it")
	}
	window.Canvas().Unfocus()
	dialog := ShowDialog(window.Canvas(), NewEntry())
	clock.pass(time.Hour)
	if len(stage.shown) != 1 {
		t.Fatal("gone behind a dialog")
	}
	dialog.Close()
	clock.pass(20 * time.Second)
	if len(stage.shown) != 0 {
		t.Error("not gone at last")
	}
	stage.Toast(ToastParams{Text: "Impossible.", State: Danger})
	clock.pass(24 * time.Hour)
	if len(stage.shown) != 1 {
		t.Error("what went wrong goes by itself")
	}
}

func TestAtMostThreeToasts(t *testing.T) {
	look(t)
	stage, _, _ := openStage(t, NewEntry(), 800, 600)
	stage.Toast(ToastParams{Text: "Erreur", State: Danger})
	for _, text := range []string{"un", "deux", "trois", "trois"} {
		stage.Toast(ToastParams{Text: text})
	}
	var shown []string
	for _, o := range stage.shown {
		shown = append(shown, o.p.Text)
	}
	if want := []string{"Erreur", "deux", "trois"}; !slices.Equal(shown, want) {
		t.Errorf("%q are seen, want %q", shown, want)
	}
	bottom := float32(600)
	for _, o := range slices.Backward(stage.shown) {
		if end := o.Position().Y + o.Size().Height; end > bottom || o.Position().X+o.Size().Width > 800 {
			t.Errorf("%q ends at %v, under what is below it at %v", o.p.Text, end, bottom)
		}
		bottom = o.Position().Y
	}
	if len(stage.Messages()) != 5 || stage.Messages()[0].Text != "trois" {
		t.Errorf("messages %v", stage.Messages())
	}
	stage.Forget()
	if len(stage.Messages())+len(stage.shown) != 0 {
		t.Error("not forgotten")
	}
}

func TestToastByKeyboard(t *testing.T) {
	look(t)
	entry := NewEntry()
	stage, _, window := openStage(t, entry, 800, 600)
	if stage.FocusToast() {
		t.Error("there is no toast to go to")
	}
	window.Canvas().Focus(entry)
	undone := 0
	stage.Toast(ToastParams{Text: "un"})
	stage.Toast(ToastParams{Text: "deux", Action: "Annuler", Do: func() { undone++ }})
	if !stage.FocusToast() || window.Canvas().Focused() != fyne.Focusable(stage.shown[1]) {
		t.Fatal("the keyboard is not on the latest toast")
	}
	press(window, fyne.KeyReturn)
	if undone != 1 || len(stage.shown) != 1 || window.Canvas().Focused() != fyne.Focusable(entry) {
		t.Errorf("undone %d times, %d toasts left, the keyboard at %T", undone, len(stage.shown), window.Canvas().Focused())
	}
	stage.FocusToast()
	if stage.FocusToast() {
		t.Error("there is no other toast to go to")
	}
	window.Canvas().FocusNext() // to its button
	press(window, fyne.KeyEscape)
	if len(stage.shown) != 0 || window.Canvas().Focused() != fyne.Focusable(entry) {
		t.Errorf("%d toasts left, the keyboard at %T", len(stage.shown), window.Canvas().Focused())
	}
}

func TestMessagesCanBeReadAgain(t *testing.T) {
	look(t)
	anchor := NewButton(Flat, "Messages", nil, nil)
	stage, _, window := openStage(t, container.NewCenter(anchor), 800, 600)
	stage.ShowMessages(anchor)
	top := window.Canvas().Overlays().Top()
	if !slices.Contains(textsIn(top), "Aucun message depuis l’ouverture.") {
		t.Errorf("an empty list says %q", textsIn(top))
	}
	press(window, fyne.KeyEscape)
	for range 60 {
		stage.Toast(ToastParams{Text: strings.Repeat("Un message assez long. ", 8), State: Warning})
	}
	stage.ShowMessages(anchor)
	texts := textsIn(window.Canvas().Overlays().Top())
	if !slices.Contains(texts, "10:17") || len(stage.Messages()) != mostMessages {
		t.Errorf("%d messages: %q", len(stage.Messages()), texts)
	}
	if size := window.Canvas().Overlays().Top().(*Overlay).panel.Size(); size.Height > 500 {
		t.Errorf("the list is %v large", size)
	}
	press(window, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyEscape)
	stage.ShowMessages(nil)
	panel := window.Canvas().Overlays().Top().(*Overlay).panel
	if end := panel.Position().Add(panel.Size()); end.X > 800 || end.Y > 600 || panel.Position().X < 300 {
		t.Errorf("the list stands from %v to %v", panel.Position(), end)
	}
}
