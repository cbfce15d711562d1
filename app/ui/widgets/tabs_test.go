package widgets

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

func someTabs(opened *[]string) *Tabs {
	return NewTabs([]Tab{{ID: "open", Label: "À traiter", Count: "12", State: Warning}, {ID: "decided", Label: "Décidés"}, {ID: "rules", Label: "Règles"}},
		func(id string) { *opened = append(*opened, id) })
}

func TestTabsByKeyboard(t *testing.T) {
	look(t)
	var opened []string
	tabs := someTabs(&opened)
	window := open(t, tabs, 600, 40)
	keys := heard(window)
	window.Canvas().Focus(tabs)
	press(window, fyne.KeyLeft, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyF5)
	ctrl := func(key fyne.KeyName) {
		tabs.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
	}
	ctrl(fyne.KeyPageDown)
	ctrl(fyne.KeyPageUp)
	if want := []string{"decided", "rules", "open", "rules", "open", "rules"}; !slices.Equal(opened, want) {
		t.Errorf("opened %q, want %q", opened, want)
	}
	if !slices.Equal(*keys, []fyne.KeyName{fyne.KeyF5}) {
		t.Errorf("the window hears %v", *keys)
	}
	ctrl(fyne.KeyK) // goes on to the window
	if len(opened) != 6 {
		t.Errorf("opened %q by another shortcut", opened)
	}
}

func TestTabsByPointer(t *testing.T) {
	look(t)
	var opened []string
	tabs := someTabs(&opened)
	window := open(t, tabs, 600, 40)
	for _, i := range []int{1, 1, 0} {
		tabs.Tapped(&fyne.PointEvent{Position: fyne.NewPos(tabs.leftOf(i)+3, 10)})
	}
	tabs.Tapped(&fyne.PointEvent{Position: fyne.NewPos(599, 10)})
	if !slices.Equal(opened, []string{"decided", "open"}) || window.Canvas().Focused() != fyne.Focusable(tabs) {
		t.Errorf("opened %q", opened)
	}
}

func TestTabsChange(t *testing.T) {
	look(t)
	var opened []string
	tabs := someTabs(&opened)
	open(t, tabs, 600, 40)
	tabs.Select("rules")
	tabs.Select("unknown")
	tabs.SetCount("open", "7")
	if tabs.Selected() != "rules" || !slices.Contains(textsIn(tabs), "7") || slices.Contains(textsIn(tabs), "12") {
		t.Errorf("open is %q, %q is seen", tabs.Selected(), textsIn(tabs))
	}
	tabs.Set([]Tab{{ID: "rules", Label: "Règles"}, {ID: "more", Label: "Plus"}})
	if tabs.Selected() != "rules" || slices.Contains(textsIn(tabs), "Décidés") {
		t.Errorf("open is %q, %q is seen", tabs.Selected(), textsIn(tabs))
	}
	tabs.Set([]Tab{{ID: "open", Label: "À traiter", Count: "3"}})
	if tabs.Selected() != "open" || tabs.AccessibilityLabel() != "À traiter, 3" {
		t.Errorf("open is %q, said %q", tabs.Selected(), tabs.AccessibilityLabel())
	}
	tabs.Set(nil)
	tabs.Step(1)
	if tabs.Selected() != "" || len(opened) != 0 {
		t.Errorf("open is %q; told %q though nobody chose", tabs.Selected(), opened)
	}
}

func TestNarrowTabsSayTheirLabelsInTips(t *testing.T) {
	look(t)
	var opened []string
	tabs := someTabs(&opened)
	stage, clock, _ := openStage(t, container.NewWithoutLayout(tabs), 600, 200)
	tabs.Resize(fyne.NewSize(170, 34))
	if end := tabs.leftOf(3); end > 171 {
		t.Errorf("the tabs are %v wide in 170", end)
	}
	tabs.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(tabs.leftOf(1)+3, 10)}})
	clock.pass(time.Second)
	if !slices.Contains(textsIn(stage.tips.box), "Décidés") {
		t.Error("the whole label is nowhere")
	}
}
