package widgets

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"creneaux/app/wording"
)

// typed writes text on what has the keyboard.
func typed(window fyne.Window, text string) {
	for _, r := range text {
		window.Canvas().Focused().TypedRune(r)
	}
}

// heard returns the keys that come to a window because no widget wanted them.
func heard(window fyne.Window) *[]fyne.KeyName {
	names := &[]fyne.KeyName{}
	window.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { *names = append(*names, e.Name) })
	return names
}

// clock is time that passes when a test says so.
type clock struct {
	left time.Duration
	then func()
}

func (c *clock) wait(rest time.Duration, then func()) (stop func()) {
	c.left, c.then = rest, then
	return func() { c.then = nil }
}

func (c *clock) pass(d time.Duration) {
	if c.left -= d; c.left <= 0 && c.then != nil {
		then := c.then
		c.then = nil
		then()
	}
}

func TestSearchWaitsUntilTheTypingRests(t *testing.T) {
	look(t)
	field, time := NewSearchField("Nom"), &clock{}
	field.wait = time.wait
	window := open(t, field, 300, 40)
	window.Canvas().Focus(field)
	var asked []string
	field.OnSearch = func(text string) { asked = append(asked, text) }
	for _, letter := range "dupont" {
		typed(window, string(letter))
		time.pass(searchRest / 2)
	}
	if len(asked) != 0 {
		t.Fatalf("searched for %q while somebody types", asked)
	}
	time.pass(searchRest)
	if !slices.Equal(asked, []string{"dupont"}) {
		t.Fatalf("searched for %q, want dupont once", asked)
	}
	typed(window, "s")
	press(window, fyne.KeyReturn)
	time.pass(2 * searchRest)
	if !slices.Equal(asked, []string{"dupont", "duponts"}) {
		t.Fatalf("searched for %q; Enter searches at once, and once", asked)
	}
	press(window, fyne.KeyBackspace)
	typed(window, "s")
	time.pass(2 * searchRest)
	if len(asked) != 2 {
		t.Errorf("searched for %q, though the text is the same again", asked)
	}
	press(window, fyne.KeyEscape)
	if field.Text != "" || asked[len(asked)-1] != "" {
		t.Errorf("Escape leaves %q and searches for %q", field.Text, asked)
	}
	keys := heard(window)
	press(window, fyne.KeyEscape)
	if !slices.Equal(*keys, []fyne.KeyName{fyne.KeyEscape}) {
		t.Error("Escape in an empty field is for somebody else")
	}
}

// The canvas gives the keyboard only to what lies on it: the search, not its field.
func TestSearchTakesTheKeyboardWhenClicked(t *testing.T) {
	look(t)
	field := NewSearchField("Nom")
	window := open(t, field, 300, 40)
	field.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	if window.Canvas().Focused() == nil {
		t.Fatal("nothing has the keyboard after a click into the search")
	}
	typed(window, "dupont")
	if window.Canvas().Focused() != field || field.Text != "dupont" {
		t.Errorf("a clicked search holds %q, and %T has the keyboard", field.Text, window.Canvas().Focused())
	}
}

func TestPathIsSubmittedWithEnter(t *testing.T) {
	look(t)
	field := NewFilePathField("Chemin", "Parcourir…")
	window := open(t, field, 500, 40)
	submitted := ""
	field.SetOnSubmitted(func(path string) { submitted = path })
	window.Canvas().Focus(field.entry)
	typed(window, "/tmp/export.csv")
	press(window, fyne.KeyReturn)
	if submitted != "/tmp/export.csv" {
		t.Errorf("Enter submitted %q", submitted)
	}
}

// A wait that ended just before the next key must not search for half a word.
func TestSearchForgetsAnEndedWait(t *testing.T) {
	look(t)
	field := NewSearchField("Nom")
	var ended []func()
	field.wait = func(_ time.Duration, then func()) func() {
		ended = append(ended, then)
		return func() {} // too late to stop it
	}
	var asked []string
	field.OnSearch = func(text string) { asked = append(asked, text) }
	field.SetText("du")
	field.SetText("dupont")
	ended[0]()
	ended[1]()
	if !slices.Equal(asked, []string{"dupont"}) {
		t.Errorf("searched for %q", asked)
	}
}

func TestOnceRested(t *testing.T) {
	look(t)
	synctest.Test(t, func(t *testing.T) {
		calls := make(chan string, 2)
		began := time.Now()
		stop := onceRested(searchRest, func() { calls <- "stopped" })
		onceRested(searchRest, func() { calls <- "waited" })
		stop()
		if call := <-calls; call != "waited" || time.Since(began) != searchRest {
			t.Errorf("%s after %v", call, time.Since(began))
		}
		synctest.Wait()
		if len(calls) != 0 {
			t.Error("a stopped wait went on")
		}
	})
}

func TestEntryLetsGoOfKeys(t *testing.T) {
	look(t)
	entry := NewEntry()
	window := open(t, entry, 300, 40)
	keys := heard(window)
	window.Canvas().Focus(entry)
	typed(window, "ab")
	press(window, fyne.KeyLeft, fyne.KeyEscape, fyne.KeyF1, fyne.KeyReturn, fyne.KeyBackspace)
	if want := []fyne.KeyName{fyne.KeyEscape, fyne.KeyF1, fyne.KeyReturn}; !slices.Equal(*keys, want) || entry.Text != "b" {
		t.Errorf("%v went on, the text is %q", *keys, entry.Text)
	}
	submitted, left := "", 0
	entry.OnSubmitted = func(s string) { submitted = s }
	entry.OnBlur = func() { left++ }
	press(window, fyne.KeyReturn)
	window.Canvas().Unfocus()
	if submitted != "b" || left != 1 || len(*keys) != 3 {
		t.Errorf("submitted %q, left %d times, %v went on", submitted, left, *keys)
	}
}

func TestEntryIsFilledQuietly(t *testing.T) {
	look(t)
	entry := NewEntry()
	changes := 0
	entry.OnChanged = func(string) { changes++ }
	entry.SetTextQuietly("x")
	if changes != 0 || entry.Text != "x" {
		t.Errorf("%d changes told, text %q", changes, entry.Text)
	}
	entry.SetText("y")
	if changes != 1 {
		t.Errorf("%d changes told after that", changes)
	}
}

func TestSelectByKeyboard(t *testing.T) {
	look(t)
	var chosen []int
	list := NewSelect([]string{"lundi", "mardi", "mercredi"}, 1, func(i int) { chosen = append(chosen, i) })
	window := open(t, list, 200, 40)
	keys := heard(window)
	window.Canvas().Focus(list)
	press(window, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyEscape, fyne.KeyReturn)
	if !slices.Equal(chosen, []int{2, 1, 0}) {
		t.Errorf("chosen %v; setting it up must not tell", chosen)
	}
	press(window, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if !slices.Equal(chosen, []int{2, 1, 0, 2}) || window.Canvas().Focused() != fyne.Focusable(list) {
		t.Errorf("chosen %v from the opened list", chosen)
	}
	press(window, fyne.KeySpace, fyne.KeyEscape)
	if len(chosen) != 4 || window.Canvas().Overlays().Top() != nil {
		t.Error("Escape should close the list")
	}
	if want := []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}; !slices.Equal(*keys, want) {
		t.Errorf("%v went on, want %v", *keys, want)
	}
	if none := NewSelect([]string{"a"}, -1, nil); none.SelectedIndex() != -1 {
		t.Error("nothing should be chosen")
	}
}

func TestCheckByKeyboard(t *testing.T) {
	look(t)
	var ticked []bool
	box := NewCheck("Étudiants à part", true, func(on bool) { ticked = append(ticked, on) })
	window := open(t, box, 200, 40)
	keys := heard(window)
	window.Canvas().Focus(box)
	typed(window, "  x")
	press(window, fyne.KeyEscape)
	if !slices.Equal(ticked, []bool{false, true}) || !slices.Equal(*keys, []fyne.KeyName{fyne.KeyEscape}) {
		t.Errorf("ticked %v, %v went on", ticked, *keys)
	}
}

func TestFieldSaysWhatIsWrong(t *testing.T) {
	look(t)
	field := NewField("Année", "de 2020 à 2040", NewEntry())
	open(t, field, 300, 100)
	shown := func() []string { return textsIn(field) }
	if !slices.Contains(shown(), "de 2020 à 2040") {
		t.Errorf("the field says %q", shown())
	}
	field.SetError("L’année manque.")
	if field.Error() == "" || !slices.Contains(shown(), "×\u2002L’année manque.") || slices.Contains(shown(), "de 2020 à 2040") {
		t.Errorf("the field says %q", shown())
	}
	field.SetError("")
	if field.Error() != "" || !slices.Contains(shown(), "de 2020 à 2040") {
		t.Errorf("the field says %q", shown())
	}
}

func TestFieldGrowsForWhatIsWrong(t *testing.T) {
	look(t)
	field := NewField("Année", "", NewEntry())
	least := field.MinSize().Height
	field.SetError("L’année manque.")
	if field.MinSize().Height <= least {
		t.Error("there is no room for the error")
	}
	field.SetError("")
	if field.MinSize().Height != least {
		t.Error("the room for the error stays")
	}
}

func TestFilePathField(t *testing.T) {
	look(t)
	field := NewFilePathField("Chemin", "Parcourir…")
	window := open(t, field, 400, 40)
	var paths []string
	field.OnChanged = func(p string) { paths = append(paths, p) }
	field.OnBrowse = func() { field.SetPath("/tmp/été.csv") }
	window.Canvas().Focus(field.entry)
	typed(window, "x")
	buttonsIn(field)[0].Tapped(nil)
	if field.Path() != "/tmp/été.csv" || !slices.Equal(paths, []string{"x", "/tmp/été.csv"}) {
		t.Errorf("the path is %q after %q", field.Path(), paths)
	}
	if test.WidgetRenderer(field).MinSize().Width < 200 {
		t.Error("a path needs room")
	}
}

// A long path neither widens its field nor shows a bar over itself, and the wheel still
// moves the page.
func TestLongTextLeavesTheFieldAsItIs(t *testing.T) {
	look(t)
	short, long := NewEntry(), NewEntry()
	long.SetText("/home/agent/" + strings.Repeat("dossier/", 30))
	if short.MinSize() != long.MinSize() {
		t.Errorf("%v with a long text, %v without", long.MinSize(), short.MinSize())
	}
	page := NewScroll(Down(long, AtLeast(10, 900, NewText(RoleBody, ""))))
	window := open(t, page, 300, 200)
	test.Scroll(window.Canvas(), long.Position().AddXY(40, 10), 0, -50)
	if page.Offset().Y == 0 {
		t.Error("the wheel stops at a field")
	}
}

// Of the shortcuts with keys of their own Fyne's field knows only those that move by
// words; the rest must not end in it.
func TestFieldKeepsOnlyItsShortcuts(t *testing.T) {
	look(t)
	e := NewEntry()
	e.SetText("un deux")
	open(t, e, 200, 40)
	ctrl := func(key fyne.KeyName, more fyne.KeyModifier) *desktop.CustomShortcut {
		return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | more}
	}
	for shortcut, kept := range map[*desktop.CustomShortcut]bool{
		ctrl(fyne.KeyRight, 0): true, ctrl(fyne.KeyLeft, fyne.KeyModifierShift): true,
		ctrl(fyne.KeyK, 0): false, ctrl(fyne.KeyRight, fyne.KeyModifierAlt): false,
		{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt}: false,
	} {
		if movesByWord(shortcut) != kept {
			t.Errorf("%s is kept: %v", shortcut.ShortcutName(), !kept)
		}
	}
	e.TypedShortcut(ctrl(fyne.KeyRight, 0))
	if e.CursorColumn == 0 {
		t.Error("Ctrl+Right does not move the cursor")
	}
}

// What was said to be wrong with a text is taken back as soon as it is right, and said
// anew, where something else is wrong, once the keyboard leaves.
func TestWhatWasWrongIsLookedAtAgain(t *testing.T) {
	look(t)
	voice := voiceOf(t, wording.French)
	entry, secret, path := NewEntry(), NewPasswordField(voice, false), NewFilePathField("", "Parcourir")
	for name, c := range map[string]struct {
		input  Answer
		stands func() string
	}{
		"text": {entry, entry.Stands}, "secret": {secret, secret.Stands}, "path": {path, path.Stands},
	} {
		field := NewField("Nom", "", c.input).Require(voice).CheckWith(func() string {
			if len(c.stands()) < 3 {
				return "trop court"
			}
			return ""
		})
		window := open(t, field, 300, 120)
		window.Canvas().Focus(c.input.First())
		if window.Canvas().Unfocus(); field.Error() != "" {
			t.Errorf("%s: said %q to somebody who only passed", name, field.Error())
		}
		if field.Check() {
			t.Errorf("%s: an empty field is right", name)
		}
		missing := field.Error()
		window.Canvas().Focus(c.input.First())
		if typed(window, "a"); field.Error() != missing {
			t.Errorf("%s: said %q in the middle of a word", name, field.Error())
		}
		if window.Canvas().Unfocus(); field.Error() != "trop court" {
			t.Errorf("%s: says %q after the keyboard left", name, field.Error())
		}
		window.Canvas().Focus(c.input.First())
		if typed(window, "bc"); field.Error() != "" {
			t.Errorf("%s: still says %q", name, field.Error())
		}
		field.SetError("refusé")
		if window.Canvas().Unfocus(); field.Error() != "refusé" {
			t.Errorf("%s: took back what only somebody else knows", name)
		}
	}
	field := NewField("Fichier", "", path)
	field.SetError("introuvable")
	if path.SetPath("/tmp/autre"); field.Error() != "" {
		t.Errorf("says %q of another file", field.Error())
	}
}
