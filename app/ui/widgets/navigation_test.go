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

func TestNavigationFolds(t *testing.T) {
	n, chosen, window := navigation(t)
	var told []bool
	n.OnFolded = func(folded bool) { told = append(told, folded) }
	n.SetFoldLabels("Replier", "Déplier")
	n.SetCount("list", "128")
	wide := n.MinSize().Width
	n.SetFolded(true)
	if narrow := n.MinSize().Width; !n.Folded() || narrow > wide/3 || len(told) > 0 {
		t.Errorf("folded from %v to %v, told %v", wide, narrow, told)
	}
	window.Canvas().Focus(n)
	press(window, fyne.KeyEnd)
	if got := n.AccessibilityLabel(); got != "Déplier" {
		t.Errorf("at the foot is %q", got)
	}
	press(window, fyne.KeySpace)
	n.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, n.topOf(3)+5)})
	if !slices.Equal(told, []bool{false, true}) || !n.Folded() || len(*chosen) > 0 {
		t.Errorf("told %v, folded: %v, chosen: %v", told, n.Folded(), *chosen)
	}
}

func TestNavigationFoldsInNarrowWindows(t *testing.T) {
	n, _, _ := navigation(t)
	n.OnFolded = func(bool) { t.Error("a narrow window is no choice to remember") }
	n.SetFoldLabels("Replier", "Déplier")
	row := Beside(n, NewSurface("", EdgeNone, n), box(10, 10))
	row.Resize(fyne.NewSize(1280, 700))
	if n.iconsOnly() {
		t.Error("folded in a wide window")
	}
	row.Resize(fyne.NewSize(800, 700))
	if !n.iconsOnly() || n.Folded() {
		t.Error("not folded by itself in a narrow one")
	}
	if page := row.Objects[1]; page.Position().X+page.Size().Width != 800 || page.Position().X > 80 {
		t.Errorf("the page stands at %v, %v wide", page.Position().X, page.Size().Width)
	}
	n.choose(len(n.items))
	if n.iconsOnly() {
		t.Error("the names must be there when they are asked for")
	}
	n.choose(0)
	if !n.iconsOnly() {
		t.Error("the names stay although there is no room")
	}
	row.Resize(fyne.NewSize(1280, 700))
	if n.iconsOnly() {
		t.Error("stays folded in a wide window")
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

// A window may be too low for every item, with large text above all: the keyboard and the
// place where one is are in sight all the same.
func TestNavigationMovesInALowWindow(t *testing.T) {
	look(t)
	n := NewNavigation(nil, func(string) {})
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"} {
		n.items = append(n.items, NavItem{ID: id, Label: id, Icon: theme.IconHome()})
	}
	n.OnFolded = func(bool) {}
	n.SetFoldLabels("Replier", "Déplier")
	n.Select("j")
	rail := n.Rail()
	window := open(t, rail, 212, 200)
	inSight := func(index int) {
		t.Helper()
		top := n.topOf(index) - n.view.Offset().Y
		if top < 0 || top+n.itemHeight() > rail.Size().Height {
			t.Errorf("item %d is at %v of %v", index, top, rail.Size().Height)
		}
	}
	inSight(9)
	n.Select("a")
	inSight(0)
	window.Canvas().Focus(n)
	for index := 1; index < n.count(); index++ {
		press(window, fyne.KeyDown)
		inSight(index)
	}
	press(window, fyne.KeyHome)
	inSight(0)
	press(window, fyne.KeyEnd)
	inSight(10)
	n.Select("b")
	inSight(1)
	if got, want := rail.MinSize().Width, n.MinSize().Width; got != want {
		t.Errorf("the rail is %v wide, the list %v", got, want)
	}
	window.Resize(fyne.NewSize(212, 900))
	if n.Size().Height != 900 || n.topOf(10) < 900-2*n.itemHeight() {
		t.Errorf("in a high window the list is %v high and folds at %v", n.Size().Height, n.topOf(10))
	}
}
