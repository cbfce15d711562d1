package page

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// found returns the objects of a type that are shown in another, with their places.
func found[T fyne.CanvasObject](o fyne.CanvasObject, at fyne.Position) (all []T, places []fyne.Position) {
	if o == nil || !o.Visible() {
		return nil, nil
	}
	if match, ok := o.(T); ok {
		all, places = append(all, match), append(places, at)
	}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	for _, part := range parts {
		more, where := found[T](part, at.Add(part.Position()))
		all, places = append(all, more...), append(places, where...)
	}
	return all, places
}

func parts() Parts {
	body := canvas.NewRectangle(nil)
	body.SetMinSize(fyne.NewSize(200, 300))
	hidden := widgets.NewButton(widgets.Secondary, "Caché", nil, nil)
	hidden.Hide()
	return Parts{
		Title:   "Convocations",
		Purpose: "Les lettres d’un jour ou d’un guichet, la liste du jour pour l’accueil, et ce qui en a déjà été écrit.",
		Actions: []fyne.CanvasObject{
			hidden,
			widgets.NewButton(widgets.Secondary, "Liste du jour", theme.IconList(), nil),
			widgets.NewButton(widgets.Primary, "Écrire les convocations", theme.IconPrint(), nil),
		},
		Filters: widgets.Flow(nil, widgets.NewButton(widgets.Secondary, "Guichet", nil, nil)),
		Content: body,
		Status:  widgets.NewText(widgets.RoleMuted, "12 rendez-vous"),
	}
}

// At any text scale and in both densities nothing of a page is out of reach: texts are
// whole, actions inside, and what does not fit can be moved to.
func TestPageAtEveryScale(t *testing.T) {
	app := test.NewTempApp(t)
	for _, density := range theme.Densities() {
		for _, scale := range theme.Scales() {
			app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale, Density: density}))
			p := parts()
			content := New(p)
			window := test.NewTempWindow(t, content)
			window.SetPadded(false)
			window.Resize(fyne.NewSize(860, 600))
			width := content.Size().Width

			texts, at := found[*canvas.Text](content, fyne.Position{})
			said := ""
			for i, text := range texts {
				said += " " + text.Text
				if end := at[i].X + text.MinSize().Width; end > width+1 || strings.HasSuffix(text.Text, "…") {
					t.Errorf("%v %v: %q ends at %v of %v", density, scale, text.Text, end, width)
				}
			}
			for _, want := range []string{p.Title, "en a déjà été écrit", "12 rendez-vous"} {
				if !strings.Contains(said, want) && !strings.Contains(strings.ReplaceAll(said, " ", ""), strings.ReplaceAll(want, " ", "")) {
					t.Errorf("%v %v: %q is not in %q", density, scale, want, said)
				}
			}
			buttons, where := found[*widgets.Button](content, fyne.Position{})
			if len(buttons) != 3 {
				t.Errorf("%v %v: %d buttons are shown", density, scale, len(buttons))
			}
			for i, b := range buttons {
				if where[i].X < 0 || where[i].X+b.Size().Width > width+1 {
					t.Errorf("%v %v: the button %q is at %v, %v wide", density, scale, b.Text(), where[i].X, b.Size().Width)
				}
			}
		}
	}
}

func TestHiddenActionsTakeNoRoom(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	content := New(parts())
	window := test.NewTempWindow(t, content)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(1200, 700))
	buttons, at := found[*widgets.Button](content, fyne.Position{})
	last := buttons[1]
	if end := at[1].X + last.Size().Width; end != 1200-theme.Size(theme.SizeMargin) {
		t.Errorf("the primary action ends at %v", end)
	}
	if gap := at[1].X - at[0].X - buttons[0].Size().Width; gap != theme.Size(theme.SizeGap) {
		t.Errorf("between the actions are %v", gap)
	}
}

func TestStateOfAPage(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	ready := canvas.NewRectangle(nil)
	s := NewState(voice, ready)
	window := test.NewTempWindow(t, s)
	window.Resize(fyne.NewSize(500, 400))
	shows := func() string {
		switch o := s.stack.Objects[0].(type) {
		case *widgets.Notice:
			lines, _ := found[*widgets.Paragraph](o, fyne.Position{})
			var said []string
			for _, line := range lines {
				said = append(said, line.Text())
			}
			return strings.Join(said, "|")
		default:
			return "ready"
		}
	}
	if got := shows(); got == "ready" {
		t.Error("content is shown before it is there")
	}
	s.Empty(widgets.NoticeParams{Title: "Rien", Text: "Importez un fichier."})
	if got := shows(); got != "Rien|Importez un fichier." {
		t.Errorf("empty says %q", got)
	}
	s.Ready()
	s.Loading()
	if got := shows(); got != "ready" {
		t.Errorf("while it is read anew the content gives way to %q", got)
	}
	again := 0
	s.Failed(errors.New("disk"), func() { again++ })
	buttons, _ := found[*widgets.Button](s, fyne.Position{})
	if len(buttons) != 1 {
		t.Fatalf("%d buttons", len(buttons))
	}
	buttons[0].Tapped(nil)
	if again != 1 {
		t.Error("the button does not try again")
	}
	s.Loading()
	if got := shows(); got == "ready" || strings.Contains(got, "disk") {
		t.Errorf("on its way says %q", got)
	}
}

// A state is as narrow as what it shows: a page must not be moved sideways because its
// content would like to be wider.
func TestStateIsAsNarrowAsItsContent(t *testing.T) {
	test.NewTempApp(t)
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	long := func() fyne.CanvasObject {
		return widgets.Evenly(widgets.NewParagraph(widgets.RoleBody, "Rendez-vous mis en ligne"), widgets.NewParagraph(widgets.RoleBody, "Titres de séjour attendus"))
	}
	shown := NewState(voice, long())
	shown.Ready()
	bare := New(Parts{Title: "T", Content: long()})
	held := New(Parts{Title: "T", Content: shown})
	for _, width := range []float32{200, 300, 600} {
		if a, b := widgets.HeightFor(bare, width), widgets.HeightFor(held, width); a != b {
			t.Errorf("at %v: %v, in a state %v", width, a, b)
		}
	}
}
