package widgets

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// menuOf opens a menu of a few items and returns what they note.
func menuOf(t *testing.T) (window fyne.Window, list *menuList, done *[]string) {
	t.Helper()
	look(t)
	done = &[]string{}
	do := func(what string) func() { return func() { *done = append(*done, what) } }
	entry := NewEntry()
	window = open(t, container.NewVBox(entry), 400, 300)
	window.Canvas().Focus(entry)
	o := ShowMenu(entry, fyne.NewPos(10, 10), []MenuItem{
		{Label: "Copier", Shortcut: "Ctrl+C", Do: do("copy")},
		{Separator: true},
		{Label: "Éditer", Do: do("edit")},
		{Label: "Effacer", Disabled: true, Do: do("delete")},
		{Label: "Exporter…", Do: do("export")},
	})
	if o == nil {
		t.Fatal("no menu")
	}
	list = window.Canvas().Focused().(*menuList)
	list.typed.now = func() time.Time { return time.Unix(0, 0) }
	return window, list, done
}

func TestMenuByKeyboard(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []fyne.KeyName
		want []string
	}{
		{"down", []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, []string{"copy"}},
		{"over a separator", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeySpace}, []string{"edit"}},
		{"over a disabled item", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyEnter}, []string{"export"}},
		{"around the end", []fyne.KeyName{fyne.KeyEnd, fyne.KeyDown, fyne.KeyEnter}, []string{"copy"}},
		{"up to the last", []fyne.KeyName{fyne.KeyUp, fyne.KeyEnter}, []string{"export"}},
		{"home", []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome, fyne.KeyEnter}, []string{"copy"}},
		{"escape", []fyne.KeyName{fyne.KeyDown, fyne.KeyEscape}, nil},
	} {
		window, _, done := menuOf(t)
		press(window, c.keys...)
		if !slices.Equal(*done, c.want) {
			t.Errorf("%s: %q, want %q", c.name, *done, c.want)
		}
		if _, back := window.Canvas().Focused().(*Entry); !back || window.Canvas().Overlays().Top() != nil {
			t.Errorf("%s: the menu is open, or the keyboard is not back", c.name)
		}
	}
}

func TestMenuByLetters(t *testing.T) {
	_, list, _ := menuOf(t)
	at := func(typed string, want int) {
		t.Helper()
		for _, r := range typed {
			list.TypedRune(r)
		}
		if list.cursor != want {
			t.Errorf("%q marks item %d, want %d", typed, list.cursor, want)
		}
	}
	at("e", 2) // without its accent
	at("e", 4) // over the disabled one
	at("e", 2)
	list.typed.typed = ""
	at("ex", 4)
	list.typed.typed = ""
	at("z", 4)
}

func TestMenuByPointer(t *testing.T) {
	_, list, done := menuOf(t)
	at := func(i int) *fyne.PointEvent { return &fyne.PointEvent{Position: fyne.NewPos(20, list.topOf(i)+3)} }
	list.MouseMoved(&desktop.MouseEvent{PointEvent: *at(2)})
	if list.cursor != 2 || list.AccessibilityLabel() != "Éditer" {
		t.Errorf("the pointer marks %d", list.cursor)
	}
	list.Tapped(at(3))
	list.Tapped(at(1))
	if len(*done) != 0 {
		t.Errorf("done %q: a disabled item or a separator", *done)
	}
	list.Tapped(at(4))
	if !slices.Equal(*done, []string{"export"}) {
		t.Errorf("done %q", *done)
	}
}

func TestMenuStaysOnTheCanvas(t *testing.T) {
	look(t)
	many := make([]MenuItem, 30)
	for i := range many {
		many[i] = MenuItem{Label: "Un libellé de menu"}
	}
	for _, items := range [][]MenuItem{many[:3], many} {
		for _, at := range []fyne.Position{{}, {X: 399, Y: 299}, {X: 399}, {Y: 299}, {X: 200, Y: 150}} {
			anchor := NewButton(Secondary, "x", nil, nil)
			open(t, container.NewStack(anchor), 400, 300)
			o := ShowMenu(anchor, at, items)
			if from, to := o.panel.Position(), o.panel.Position().Add(o.panel.Size()); from.X < 0 || from.Y < 0 || to.X > 400 || to.Y > 300 {
				t.Errorf("%d items at %v: from %v to %v", len(items), at, from, to)
			}
		}
	}
	window := open(t, container.NewStack(NewButton(Secondary, "x", nil, nil)), 400, 300)
	o := ShowMenu(window.Content(), fyne.Position{}, many)
	list := window.Canvas().Focused().(*menuList)
	press(window, fyne.KeyEnd)
	if top := list.topOf(29) - list.scroll.Offset.Y; top < 0 || top+list.heightOf(29) > list.scroll.Size().Height {
		t.Error("the last item is out of sight")
	}
	press(window, fyne.KeyHome)
	if list.scroll.Offset.Y > list.topOf(0) {
		t.Error("the first item is out of sight")
	}
	o.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(399, 299)})
	if window.Canvas().Overlays().Top() != nil {
		t.Error("a right click beside it does not close it")
	}
}

func TestMenuOfNothing(t *testing.T) {
	look(t)
	entry := NewEntry()
	open(t, entry, 100, 100)
	if ShowMenu(entry, fyne.Position{}, nil) != nil {
		t.Error("a menu without items")
	}
}
