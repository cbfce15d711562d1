package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/ui/theme"
)

func navigation(t *testing.T) (n *Navigation, chosen *[]string, window fyne.Window) {
	t.Helper()
	look(t)
	chosen = &[]string{}
	n = NewNavigation([]NavItem{
		{ID: "home", Label: "Tableau de bord", Icon: theme.IconHome()},
		{ID: "list", Label: "Réservations", Icon: theme.IconList()},
		{ID: "settings", Label: "Paramètres", Icon: theme.IconSettings(), Apart: true},
	}, func(id string) { *chosen = append(*chosen, id) })
	return n, chosen, open(t, n, 212, 300)
}

func TestNavigationByKeyboard(t *testing.T) {
	n, chosen, window := navigation(t)
	n.Select("list")
	if n.Selected() != "list" || len(*chosen) != 0 {
		t.Fatalf("Select must show %q and tell nobody, told %v", n.Selected(), *chosen)
	}
	window.Canvas().Focus(n)
	press(window, fyne.KeyUp, fyne.KeyUp) // the second goes nowhere
	if n.Selected() != "list" {
		t.Error("moving must not go there yet")
	}
	press(window, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyDown, fyne.KeySpace)
	if !slices.Equal(*chosen, []string{"home", "settings"}) {
		t.Errorf("chose %v", *chosen)
	}
}

func TestNavigationLetsOtherKeysGo(t *testing.T) {
	n, _, window := navigation(t)
	var heard []fyne.KeyName
	window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { heard = append(heard, key.Name) })
	window.Canvas().Focus(n)
	press(window, fyne.KeyEscape, fyne.KeyF1, fyne.KeyDown)
	if !slices.Equal(heard, []fyne.KeyName{fyne.KeyEscape, fyne.KeyF1}) {
		t.Errorf("the canvas heard %v", heard)
	}
}

func TestNavigationByPointer(t *testing.T) {
	n, chosen, _ := navigation(t)
	middle := func(index int) fyne.Position { return fyne.NewPos(40, n.topOf(index)+n.itemHeight()/2) }
	for index := range n.items {
		n.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: middle(index)}})
		if n.hovered != index {
			t.Errorf("over item %d, item %d is lit", index, n.hovered)
		}
		n.Tapped(&fyne.PointEvent{Position: middle(index)})
	}
	n.Tapped(&fyne.PointEvent{Position: fyne.NewPos(40, n.topOf(2)-4)}) // between the groups
	n.Tapped(&fyne.PointEvent{Position: fyne.NewPos(40, 290)})
	if !slices.Equal(*chosen, []string{"home", "list", "settings"}) {
		t.Errorf("chose %v", *chosen)
	}
	n.MouseOut()
	if n.hovered != -1 {
		t.Error("an item stays lit")
	}
}

func TestNavigationUnknownItem(t *testing.T) {
	n, _, _ := navigation(t)
	n.Select("list")
	if n.Select("gone"); n.Selected() != "" {
		t.Errorf("selected %q", n.Selected())
	}
}

func TestNavigationCollapses(t *testing.T) {
	n, _, _ := navigation(t)
	n.SetCount("list", "128")
	wide := n.MinSize().Width
	n.SetCollapsed(true)
	if narrow := n.MinSize().Width; !n.Collapsed() || narrow > wide/3 {
		t.Errorf("collapsed from %v to %v", wide, narrow)
	}
}

func TestNavigationWithoutItems(t *testing.T) {
	look(t)
	n := NewNavigation(nil, nil)
	window := open(t, n, 212, 300)
	window.Canvas().Focus(n)
	press(window, fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn)
	n.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 20)})
}
