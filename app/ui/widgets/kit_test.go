package widgets

import (
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

func TestButtonByKeyboard(t *testing.T) {
	look(t)
	pressed := 0
	button := NewButton(Primary, "Publier", nil, func() { pressed++ })
	window := open(t, button, 200, 40)
	keys := heard(window)
	window.Canvas().Focus(button)
	press(window, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape, fyne.KeyF1)
	if pressed != 3 || !slices.Equal(*keys, []fyne.KeyName{fyne.KeyEscape, fyne.KeyF1}) {
		t.Errorf("pressed %d times, %v went on", pressed, *keys)
	}
	button.Disable()
	button.Tapped(&fyne.PointEvent{})
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if pressed != 3 {
		t.Error("a disabled button was pressed")
	}
	button.Enable()
	button.Tapped(&fyne.PointEvent{})
	if pressed != 4 || window.Canvas().Focused() != fyne.Focusable(button) {
		t.Error("a click presses the button and leaves the keyboard there")
	}
	NewButton(Flat, "nothing", nil, nil).Tapped(nil)
}

func TestButtonIsNamedForScreenReaders(t *testing.T) {
	look(t)
	button := NewButton(Flat, "", theme.IconHelp(), nil)
	button.SetAccessibleLabel("Aide")
	if got := button.AccessibilityLabel(); got != "Aide" {
		t.Errorf("the icon is called %q", got)
	}
	if got := NewButton(Flat, "Fermer", nil, nil).AccessibilityLabel(); got != "Fermer" {
		t.Errorf("the button is called %q", got)
	}
}

func TestIconsOfPickersAreNamed(t *testing.T) {
	look(t)
	for _, language := range []string{wording.French, wording.English} {
		p := monthParams(t, language)
		for _, picker := range []fyne.Widget{NewMonthGrid(p), NewWeekPicker(p), NewDatePicker(p)} {
			for _, button := range buttonsIn(picker) {
				if button.AccessibilityLabel() == "" {
					t.Errorf("%s: a button of %T has no name", language, picker)
				}
			}
		}
	}
}

func TestButtonHasRoomForItsParts(t *testing.T) {
	look(t)
	text := NewButton(Secondary, "Parcourir…", nil, nil).MinSize()
	both := NewButton(Secondary, "Parcourir…", theme.IconFolderOpen(), nil).MinSize()
	icon := NewButton(Secondary, "", theme.IconFolderOpen(), nil).MinSize()
	if both.Width <= text.Width || icon.Width != icon.Height || text.Height != theme.Size(theme.SizeControl) {
		t.Errorf("text %v, both %v, icon %v", text, both, icon)
	}
}

// What is cut keeps whole letters, fits, and is as long as can be.
func TestElide(t *testing.T) {
	look(t)
	size := theme.Size(theme.SizeTextBody)
	measured := func(s string) float32 { return textWidth(s, size, fyne.TextStyle{}) }
	letters := []string{"a", "W", " ", "é", "e\u0301", "n\u0303", "o\u0302\u0323", "ß", "ﬁ", "Ж", "ب", "👩\u200d🚀", "👍🏽", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(letters), 0, 40).Draw(t, "letters")
		text, width := strings.Join(parts, ""), float32(rapid.IntRange(0, 300).Draw(t, "width"))
		got := elide(text, width, size, fyne.TextStyle{})
		if strings.ContainsAny(got, "\r\n") {
			t.Fatalf("%q has several lines", got)
		}
		if measured(oneLine(text)) <= width {
			if got != oneLine(text) {
				t.Fatalf("%q fits, but became %q", text, got)
			}
			return
		}
		if got == "" {
			if measured("…") <= width {
				t.Fatal("there was room for the ellipsis")
			}
			return
		}
		kept, ok := strings.CutSuffix(got, "…")
		if !ok || measured(got) > width+0.01 {
			t.Fatalf("%q became %q, %v wide, want %v", text, got, measured(got), width)
		}
		rest, ok := strings.CutPrefix(oneLine(text), kept)
		if !ok {
			t.Fatalf("%q became %q", text, got)
		}
		next, _ := utf8.DecodeRuneInString(rest)
		if unicode.Is(unicode.M, next) || next == '\u200d' || strings.HasSuffix(kept, "\u200d") || strings.HasPrefix(rest, "🏽") {
			t.Fatalf("%q was cut within a letter: %q", text, got)
		}
	})
}

func TestTextIsCutToItsWidth(t *testing.T) {
	look(t)
	text := NewText(RoleBody, "Renouvellement d’un titre de séjour")
	whole := text.MinSize().Width
	text.SetMinWidth(60)
	open(t, AtLeast(0, 0, text), 100, 30)
	if got := textsIn(text)[1]; !strings.HasSuffix(got, "…") || text.MinSize().Width != 60 {
		t.Errorf("%q in 100 pixels, at least %v", got, text.MinSize().Width)
	}
	text.Resize(fyne.NewSize(whole, 30))
	if got := textsIn(text)[1]; got != text.Text() {
		t.Errorf("%q in all its %v pixels", got, whole)
	}
}

func TestBadgeHasASign(t *testing.T) {
	look(t)
	badge := NewBadge("annulé", Danger)
	open(t, badge, 100, 30)
	if got := textsIn(badge); !slices.Contains(got, "annulé") || signsIn(badge) != 1 {
		t.Errorf("the badge says %q with %d signs", got, signsIn(badge))
	}
	badge.Set("à l’écran", Plain)
	if got := textsIn(badge); !slices.Contains(got, "à l’écran") || signsIn(badge) != 0 {
		t.Errorf("the badge says %q with %d signs", got, signsIn(badge))
	}
}

// signsIn counts the drawings that are shown in an object.
func signsIn(o fyne.CanvasObject) (n int) {
	visit(o, func(o fyne.CanvasObject) {
		if _, ok := o.(*canvas.Image); ok {
			n++
		}
	})
	return n
}

// The sign of a state is drawn as an icon before what is said, and takes its room.
func TestSignsAreDrawn(t *testing.T) {
	look(t)
	for state, signs := range map[State]int{Plain: 0, Quiet: 0, Info: 1, Success: 1, Warning: 1, Danger: 1} {
		line, wrapping := NewText(RoleBody, Signed(state, "Objectif atteint")), NewParagraph(RoleBody, Signed(state, "Objectif atteint"))
		open(t, Down(line, wrapping), 300, 80)
		if signsIn(line) != signs || signsIn(wrapping) != signs {
			t.Errorf("state %d: %d and %d signs", state, signsIn(line), signsIn(wrapping))
		}
		for _, o := range []fyne.CanvasObject{line, wrapping} {
			visit(o, func(o fyne.CanvasObject) {
				if drawn, ok := o.(*canvas.Text); ok && drawn.Text != "Objectif atteint" {
					t.Errorf("state %d: %q is drawn as letters", state, drawn.Text)
				}
			})
		}
		if plain := NewText(RoleBody, "Objectif atteint"); signs == 1 && line.MinSize().Width <= plain.MinSize().Width {
			t.Errorf("state %d: the sign has no room", state)
		}
	}
	alone := NewText(RoleStrong, Success.Sign())
	alone.SetState(Success)
	open(t, alone, 20, 20)
	if signsIn(alone) != 1 {
		t.Error("a sign alone is not drawn")
	}
	if got := NewText(RoleBody, "i"); signsIn(got) != 0 {
		t.Error("a letter became a sign")
	}
}

func box(w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

// Objects in a row or column have their least size, do not overlap, and leave no room
// if one stretches; those that are hidden take none.
func TestAcrossAndDown(t *testing.T) {
	look(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		stretched, vertical := rapid.IntRange(-1, n-1).Draw(t, "stretched"), rapid.Bool().Draw(t, "vertical")
		var objects []fyne.CanvasObject
		for range n {
			o := box(float32(rapid.IntRange(0, 50).Draw(t, "w")), float32(rapid.IntRange(0, 50).Draw(t, "h")))
			if rapid.IntRange(0, 3).Draw(t, "hidden") == 0 {
				o.Hide()
			}
			objects = append(objects, o)
		}
		var stretch fyne.CanvasObject
		if stretched >= 0 {
			stretch = objects[stretched]
		}
		row, along := AcrossWith(stretch, objects...), func(s fyne.Size) float32 { return s.Width }
		if vertical {
			row, along = DownWith(stretch, objects...), func(s fyne.Size) float32 { return s.Height }
		}
		least := row.MinSize()
		row.Resize(least.AddWidthHeight(30, 20))
		end, gap := -theme.Size(theme.SizeGap), theme.Size(theme.SizeGap)
		for i, o := range objects {
			if !o.Visible() {
				continue
			}
			at := o.Position().X
			if vertical {
				at = o.Position().Y
			}
			if at != end+gap {
				t.Fatalf("object %d begins at %v, want %v", i, at, end+gap)
			}
			if along(o.Size()) < along(o.MinSize()) || o != stretch && along(o.Size()) > along(o.MinSize()) {
				t.Fatalf("object %d is %v, at least %v", i, o.Size(), o.MinSize())
			}
			end = at + along(o.Size())
		}
		want := along(least)
		if stretch != nil && stretch.Visible() {
			want = along(row.Size())
		}
		if max(end, 0) != want {
			t.Fatalf("the last ends at %v, want %v", end, want)
		}
	})
}

func TestEvenlyLeavesNoHole(t *testing.T) {
	look(t)
	a, b, c := box(10, 20), box(30, 5), box(20, 10)
	row := Evenly(a, b, c)
	gap := theme.Size(theme.SizeGapLarge)
	if want := fyne.NewSize(90+2*gap, 20); row.MinSize() != want {
		t.Errorf("least size %v, want %v", row.MinSize(), want)
	}
	b.Hide()
	if want := fyne.NewSize(40+gap, 20); row.MinSize() != want {
		t.Errorf("least size %v, want %v", row.MinSize(), want)
	}
	row.Resize(fyne.NewSize(200+gap, 30))
	if a.Size().Width != 100 || c.Position().X != 100+gap || c.Size().Width != 100 {
		t.Errorf("%v wide, then at %v, %v wide", a.Size().Width, c.Position().X, c.Size().Width)
	}
	if empty := Evenly(); empty.MinSize() != (fyne.Size{}) {
		t.Errorf("nothing takes %v", empty.MinSize())
	}
}

func TestInsetAndAtLeast(t *testing.T) {
	look(t)
	content := box(10, 10)
	frame := InsetEdges(theme.SizeGap, "", theme.SizeMargin, "", content)
	frame.Resize(fyne.NewSize(100, 50))
	if content.Position() != fyne.NewPos(8, 0) || content.Size() != fyne.NewSize(72, 50) || frame.MinSize() != fyne.NewSize(38, 10) {
		t.Errorf("at %v, %v large; at least %v", content.Position(), content.Size(), frame.MinSize())
	}
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: 2}))
	if got := AtLeast(40, 5, box(10, 30)).MinSize(); got != fyne.NewSize(80, 30) {
		t.Errorf("at text scale 2 it is %v", got)
	}
}

func TestFailedSaysWhatToDo(t *testing.T) {
	look(t)
	voice, again := voiceOf(t, wording.French), 0
	notice := NewFailed(voice, agenda.NewProblem("X-Y").Because(errors.New("disk")), func() { again++ })
	open(t, notice, 500, 300)
	if got := textsIn(notice); !slices.Contains(got, "X-Y") {
		t.Errorf("it says %q", got)
	}
	buttonsIn(notice)[0].Tapped(nil)
	if again != 1 {
		t.Error("the button does not try again")
	}
	if NewFailed(voice, errors.New("x"), nil).p.Action != nil {
		t.Error("there is a button for nothing")
	}
}

// Fyne throws the renderer of what is out of sight for a minute away and makes it
// again later, without laying it out: refreshing must do that.
func TestWidgetsComeBackAsTheyWere(t *testing.T) {
	look(t)
	voice := voiceOf(t, wording.French)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voice, Background: Inline})
	table.SetSource(&ledger{total: 50})
	path := NewFilePathField("Chemin", "Parcourir…")
	tile, target := NewStatTile("Rendez-vous"), NewTargetBar(voice, "Rendez-vous")
	tile.Set("12", "x", Warning)
	target.Set(12, 15)
	chart, lines := NewBarChart(voice), NewLineChart(voice)
	navigation := NewNavigation([]NavItem{{ID: "a", Label: "Semaine"}}, nil)
	week := NewWeekPicker(monthParams(t, wording.French))
	month := NewMonthGrid(monthParams(t, wording.French))
	for _, w := range []fyne.Widget{
		NewButton(Primary, "Publier", theme.IconCheck(), nil), NewText(RoleTitle, "Créneaux"), NewParagraph(RoleBody, "Une phrase."),
		NewBadge("annulé", Danger), NewField("Année", "2027", NewEntry()), path, NewSurface(theme.ColorSurface, EdgeAll, box(5, 5)),
		NewFailed(voice, errors.New("x"), func() {}), table, chart, lines, navigation, tile, target, week, month,
		NewDatePicker(monthParams(t, wording.French)),
	} {
		t.Run(strings.TrimPrefix(fmt.Sprintf("%T", w), "*widgets."), func(t *testing.T) {
			open(t, w, 400, 300)
			first := w.CreateRenderer()
			first.Layout(w.Size())
			want := places(first)
			again := w.CreateRenderer()
			again.Refresh()
			if got := places(again); !slices.Equal(got, want) {
				t.Errorf("came back as\n%v, was\n%v", got, want)
			}
		})
	}
}

// places tells where the direct parts of a widget are.
func places(r fyne.WidgetRenderer) (all []string) {
	for _, o := range r.Objects() {
		all = append(all, fmt.Sprintf("%T %v %v %v", o, o.Position(), o.Size(), o.Visible()))
	}
	return all
}

// A button that the pointer holds down looks otherwise than one that it only points at.
func TestButtonShowsThatItIsHeld(t *testing.T) {
	look(t)
	for _, role := range []ButtonRole{Secondary, Primary, Destructive, Flat} {
		button := NewButton(role, "", nil, nil)
		window := open(t, button, 80, 40)
		at := func() color.Color { return window.Canvas().Capture().At(40, 20) }
		button.MouseIn(nil)
		pointed := at()
		button.MouseDown(nil)
		held := at()
		button.MouseUp(nil)
		if held == pointed || at() != pointed {
			t.Errorf("role %d is %v under the pointer, %v held, %v after", role, pointed, held, at())
		}
	}
}
