package inspect

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

var room = fyne.NewSize(400, 300)

// start brings the application that every widget asks for its looks.
func start(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
}

// shown lays content out in a window.
func shown(t *testing.T, content fyne.CanvasObject) fyne.CanvasObject {
	t.Helper()
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(room)
	return content
}

func button(text string) *widgets.Button { return widgets.NewButton(widgets.Secondary, text, nil, nil) }

func wants(t *testing.T, findings []string, parts ...string) {
	t.Helper()
	if len(findings) != len(parts) {
		t.Errorf("%d findings, want %d:\n%s", len(findings), len(parts), strings.Join(findings, "\n"))
	}
	for i := range min(len(findings), len(parts)) {
		if !strings.Contains(findings[i], parts[i]) {
			t.Errorf("%q is not in %q", parts[i], findings[i])
		}
	}
}

func at(o fyne.CanvasObject, x, y, width, height float32) fyne.CanvasObject {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
	return o
}

func TestWhatFitsIsNotFound(t *testing.T) {
	start(t)
	long := widgets.NewText(widgets.RoleBody, strings.Repeat("long ", 100))
	long.SetMinWidth(0) // cut with an ellipsis
	column := container.NewVBox(button("one"), long, widgets.NewField("Name", "", widgets.NewEntry()))
	for range 30 {
		column.Add(widgets.NewParagraph(widgets.RoleBody, strings.Repeat("words that wrap ", 10)))
	}
	wants(t, Cut(shown(t, container.NewVScroll(column)), room))
}

func TestWhatIsCutIsFound(t *testing.T) {
	start(t)
	text := canvas.NewText("much longer than its place", nil)
	wants(t, Cut(shown(t, container.NewWithoutLayout(
		at(button("outside"), 350, 10, 120, 40),
		at(button("small"), 10, 10, 12, 40),
		at(text, 380, 100, 10, 20),
		at(canvas.NewText("below", nil), 10, 295, 100, 20),
	)), room), "outside of", "outside of", "and needs", "outside of", "outside of")
}

// label is a widget that lets its text go on beyond it.
type label struct {
	widget.BaseWidget
	text *canvas.Text
}

func (l *label) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.text) }
func (l *label) MinSize() fyne.Size                  { return fyne.NewSize(1, 1) }

func TestATextThatGoesOnBeyondItsWidgetIsFound(t *testing.T) {
	start(t)
	l := &label{text: canvas.NewText("much longer than its widget", nil)}
	l.ExtendBaseWidget(l)
	wants(t, Cut(shown(t, container.NewWithoutLayout(at(l, 10, 10, 40, 20))), room), "beyond its widget")
}

func TestAScrollBringsIntoSightWhatGoesItsWay(t *testing.T) {
	start(t)
	wide := container.NewWithoutLayout(at(button("to the right"), 390, 10, 200, 40))
	wants(t, Cut(shown(t, container.NewVScroll(wide)), room), "Button", "Text")
	wants(t, Cut(shown(t, container.NewScroll(wide)), room))
}

func TestOrderOfTheFocus(t *testing.T) {
	start(t)
	first, second, third := button("first"), button("second"), button("third")
	root := shown(t, container.NewWithoutLayout(
		at(first, 10, 10, 100, 30), at(second, 120, 10, 100, 30), at(third, 10, 50, 100, 30)))
	order := Focusables(root, room)
	if len(order) != 3 {
		t.Fatalf("%d things can have the focus", len(order))
	}
	wants(t, Backward(order))
	wants(t, Backward([]Thing{order[1], order[0]}), "goes back from")
	wants(t, Backward([]Thing{order[2], order[0]}), "goes back from")
	wants(t, Backward([]Thing{order[2], order[1]})) // the next column
	second.Disable()
	if order := Focusables(root, room); len(order) != 2 {
		t.Errorf("%d things can have the focus, one of three is disabled", len(order))
	}
}

func TestWhatHasNoLabelIsFound(t *testing.T) {
	start(t)
	icon := widgets.NewButton(widgets.Flat, "", theme.New(theme.Options{Mode: theme.Light}).Icon("search"), nil)
	named := widgets.NewButton(widgets.Flat, "", theme.New(theme.Options{Mode: theme.Light}).Icon("search"), nil)
	named.SetAccessibleLabel("Search")
	entry := widgets.NewEntry()
	entry.SetText("a value is no name")
	wants(t, Unlabelled(shown(t, container.NewVBox(
		button("text"), icon, named, entry, widgets.NewField("Name", "", widgets.NewEntry()),
		widgets.NewSearchField("Look for"), widgets.NewSearchField(""), widgets.NewCheck("box", false, nil),
		widgets.NewSelect([]string{"one"}, 0, nil),
	)), room), "Button", "Entry", "SearchField", "Select")
}

func TestTextsInSight(t *testing.T) {
	start(t)
	column := container.NewVBox(widget.NewLabel("in sight"))
	for range 30 {
		column.Add(button("more"))
	}
	column.Add(button("far below"))
	texts := strings.Join(Texts(shown(t, container.NewVScroll(column)), room), "|")
	if !strings.HasPrefix(texts, "in sight|more|") || strings.Contains(texts, "far below") {
		t.Errorf("texts %q", texts)
	}
}
