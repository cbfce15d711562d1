package dialogs

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// bench is a window with dialogs, and somebody at its keyboard.
type bench struct {
	*testing.T
	*Dialogs
	window fyne.Window
	log    bytes.Buffer
}

func newBench(t *testing.T, scale float64, size fyne.Size) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale}))
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{T: t, window: app.NewWindow("")}
	b.window.SetContent(widgets.Spacer())
	b.window.Resize(size)
	b.Dialogs = New(Params{
		Window: b.window, Voice: voice, Log: slog.New(slog.NewTextHandler(&b.log, nil)), Background: widgets.Inline, Folder: t.TempDir(),
	})
	return b
}

func normal(t *testing.T) *bench { return newBench(t, 1, fyne.NewSize(960, 600)) }

func (b *bench) key(name fyne.KeyName) {
	b.Helper()
	event := &fyne.KeyEvent{Name: name}
	if focused := b.window.Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else if hear := b.window.Canvas().OnTypedKey(); hear != nil {
		hear(event)
	}
}

// fill types into the field that has the keyboard, in place of what it holds.
func (b *bench) fill(text string) {
	b.Helper()
	entry, ok := b.window.Canvas().Focused().(*widgets.Entry)
	if !ok {
		b.Fatalf("the keyboard is at %T", b.window.Canvas().Focused())
	}
	entry.SetText(text)
}

// said returns every text of the dialog on top.
func (b *bench) said() string {
	top := b.window.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	var texts []string
	walk(top, func(o fyne.CanvasObject) {
		if line, ok := o.(*canvas.Text); ok {
			texts = append(texts, line.Text)
		}
	})
	// Lines of wrapped text belong together, and no-break spaces are spaces here.
	return strings.Join(strings.Fields(strings.Join(texts, " ")), " ")
}

// walk visits what is visible of an object.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			walk(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			walk(child, visit)
		}
	}
}

func (b *bench) wantSaid(parts ...string) {
	b.Helper()
	said := b.said()
	for _, part := range parts {
		if !strings.Contains(said, part) {
			b.Errorf("%q is not said, but\n%s", part, said)
		}
	}
}

func (b *bench) wantOpen(n int) {
	b.Helper()
	if shown := len(b.window.Canvas().Overlays().List()); shown != n || b.Open() != (n > 0) {
		b.Fatalf("%d dialogs are shown and Open says %v; want %d", shown, b.Open(), n)
	}
}

func TestEscapeGoesBackAndEnterGoesOn(t *testing.T) {
	for _, c := range []struct {
		key         fyne.KeyName
		destructive bool
		answers     int
	}{
		{fyne.KeyEscape, false, 0},
		{fyne.KeyReturn, false, 1},
		{fyne.KeyEnter, false, 1},
		{fyne.KeyReturn, true, 0}, // an Enter held too long destroys nothing
	} {
		b := normal(t)
		answers := 0
		b.Confirm("Titre", "Texte", "Oui", c.destructive, func() { answers++ })
		b.wantOpen(1)
		b.wantSaid("Titre", "Texte", "Oui", "Annuler")
		b.key(c.key)
		b.wantOpen(0)
		if answers != c.answers {
			t.Errorf("%s, destructive %v: answered %d times, want %d", c.key, c.destructive, answers, c.answers)
		}
	}
}

func TestKeysComeBackToTheWindow(t *testing.T) {
	b := normal(t)
	heard := 0
	b.window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	b.Tell("Titre", "Texte")
	b.key(fyne.KeyF5)
	if heard != 0 {
		t.Error("the window hears keys behind a dialog")
	}
	b.key(fyne.KeyEscape)
	b.key(fyne.KeyF5)
	if heard != 1 {
		t.Error("the window hears no keys after a dialog")
	}
}

func TestAProblemIsASentenceAWayOutAndACode(t *testing.T) {
	b := normal(t)
	b.Problem(agenda.NewProblem("WS-MISSING", "File", "an.creneaux").Because(errors.New("ENOENT 42")))
	b.wantSaid("« an.creneaux » n’existe pas.", "Vérifiez le nom", "WS-MISSING")
	if strings.Contains(b.said(), "ENOENT") || !strings.Contains(b.log.String(), "ENOENT 42") {
		t.Errorf("the technical cause belongs into the log only: %q, %q", b.said(), b.log.String())
	}
	b.key(fyne.KeyReturn)
	b.wantOpen(0)
}

func (b *bench) press(text string) {
	b.Helper()
	found := false
	walk(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if button, ok := o.(*widgets.Button); ok && button.Text() == text {
			found = true
			button.Tapped(&fyne.PointEvent{})
		}
	})
	if !found {
		b.Errorf("there is no button %q", text)
	}
}

func TestAProblemIsCopiedAndExplained(t *testing.T) {
	b := normal(t)
	problem := agenda.NewProblem("WS-MISSING", "File", "an.creneaux").Because(errors.New("ENOENT 42"))
	b.Problem(problem)
	if strings.Contains(b.said(), "Expliquer") {
		t.Error("help is offered where nothing helps")
	}
	b.press("Copier le détail")
	for _, part := range []string{"WS-MISSING", "an.creneaux", "ENOENT 42"} {
		if copied := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(copied, part) {
			t.Errorf("%q is not copied, but %q", part, copied)
		}
	}
	b.wantSaid("Copié")
	b.key(fyne.KeyEscape)
	b.wantOpen(0)

	var helped []string
	b.Dialogs.explain = func(code string) { helped = append(helped, code) }
	b.Problem(problem)
	b.press("Expliquer")
	b.window.Canvas().Unfocus()
	b.key(fyne.KeyF1)
	if strings.Join(helped, " ") != "WS-MISSING WS-MISSING" {
		t.Errorf("helped with %q", helped)
	}
	b.wantOpen(1)
}

func TestTheKeyboardStaysInADialogAndIsGivenBack(t *testing.T) {
	b := normal(t)
	outside := widgets.NewEntry()
	b.window.SetContent(outside)
	b.window.Canvas().Focus(outside)
	b.Ask(Question{Title: "Titre", Content: widgets.Down(widgets.NewEntry(), widgets.NewEntry()), Accept: "Oui", Refuse: "Non"})
	seen := map[fyne.Focusable]bool{}
	for range 9 {
		b.window.Canvas().FocusNext()
		if b.window.Canvas().Focused() == fyne.Focusable(outside) {
			t.Fatal("Tab leaves the dialog")
		}
		seen[b.window.Canvas().Focused()] = true
	}
	if delete(seen, nil); len(seen) != 4 {
		t.Errorf("Tab finds %d of 4", len(seen))
	}
	b.key(fyne.KeyEscape)
	if b.window.Canvas().Focused() != fyne.Focusable(outside) {
		t.Error("the keyboard is not given back")
	}
}

func TestTabBringsFieldsIntoSight(t *testing.T) {
	b := newBench(t, 2, fyne.NewSize(960, 600))
	fields, entries := make([]fyne.CanvasObject, 12), map[fyne.Focusable]bool{}
	for i := range fields {
		entry := widgets.NewEntry()
		entries[entry] = true
		fields[i] = widgets.NewField("Libellé", "Conseil", entry)
	}
	asked := b.Ask(Question{Title: "Titre", Content: widgets.Down(fields...), Accept: "Oui", Refuse: "Non"})
	for range 30 {
		b.window.Canvas().FocusNext()
		focused := b.window.Canvas().Focused()
		if !entries[focused] {
			continue
		}
		delete(entries, focused)
		b.wantKeyboardInSight()
	}
	if len(entries) > 0 {
		t.Errorf("Tab does not find %d fields", len(entries))
	}
	asked.Close()
}

func TestAnswersStandUnderWhatHelpsWhereItIsNarrow(t *testing.T) {
	b := newBench(t, 2, fyne.NewSize(760, 600))
	b.Dialogs.explain = func(string) {}
	b.Problem(agenda.NewProblem("WS-MISSING", "File", "an.creneaux"))
	b.wantButtonsInside()
}

func TestWhatWasCancelledIsNoProblem(t *testing.T) {
	b := normal(t)
	b.Problem(context.Canceled)
	b.Problem(errors.Join(errors.New("import"), context.Canceled))
	b.Problem(nil)
	b.wantOpen(0)
}

func TestADialogAskedByAnAnswerStays(t *testing.T) {
	b := normal(t)
	b.Confirm("Un", "", "Oui", false, func() { b.Tell("Deux", "") })
	b.key(fyne.KeyReturn)
	b.wantOpen(1)
	b.wantSaid("Deux")
	b.key(fyne.KeyReturn)
	b.wantOpen(0)
}

func TestClosingADialogClosesThoseAboveIt(t *testing.T) {
	b := normal(t)
	var closed []string
	ask := func(title string) *Asked {
		return b.Ask(Question{Title: title, Accept: "Oui", Closed: func() { closed = append(closed, title) }})
	}
	lower := ask("Un")
	ask("Deux")
	b.wantOpen(2)
	lower.Close()
	b.wantOpen(0)
	if strings.Join(closed, " ") != "Deux Un" {
		t.Errorf("closed %q", closed)
	}
	lower.Close()
	lower.Accept()
	b.wantOpen(0)
}

func TestALineIsAskedAgainWithWhatIsWrong(t *testing.T) {
	b := normal(t)
	var got []string
	b.Input(Line{Title: "Espace protégé", Accept: "Ouvrir", Secret: true, Wrong: "Ce n’était pas elle.", Answer: func(text string) string {
		got = append(got, text)
		if text != "juste" {
			return "Ce n’est pas elle."
		}
		return ""
	}})
	b.wantSaid("Ce n’était pas elle.")
	b.fill("faux")
	b.key(fyne.KeyReturn)
	b.wantOpen(1)
	b.wantSaid("Ce n’est pas elle.")
	if strings.Contains(b.said(), "faux") {
		t.Error("the passphrase is shown")
	}
	b.fill("juste")
	b.key(fyne.KeyReturn)
	b.wantOpen(0)
	if strings.Join(got, " ") != "faux juste" {
		t.Errorf("answered %q", got)
	}
}

func TestDialogsFitASmallWindowWithLargeText(t *testing.T) {
	for _, scale := range []float64{1, 2} {
		b := newBench(t, scale, fyne.NewSize(960, 600))
		many := make([]fyne.CanvasObject, 12)
		for i := range many {
			many[i] = widgets.NewField("Libellé", "Conseil", widgets.NewEntry())
		}
		for _, open := range []func(){
			func() {
				b.Ask(Question{Title: "Titre", Text: strings.Repeat("Un texte assez long. ", 20), Content: widgets.Down(many...), Accept: "Oui", Refuse: "Non"})
			},
			func() { b.OpenFile(FileKind{Title: "Ouvrir"}, func(string) {}) },
			func() { b.Tell("Titre", strings.Repeat("Un texte très long. ", 200)) },
		} {
			open()
			b.wantButtonsInside()
			b.wantKeyboardInSight()
			b.key(fyne.KeyEscape)
		}
	}
}

func (b *bench) wantButtonsInside() {
	b.Helper()
	room, driver := b.window.Canvas().Size(), fyne.CurrentApp().Driver()
	buttons := 0
	scrolled := map[fyne.CanvasObject]bool{} // these come into sight when they are wanted
	walk(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if scroll, ok := o.(*widgets.Scroll); ok {
			walk(scroll, func(inside fyne.CanvasObject) { scrolled[inside] = true })
		}
		if button, ok := o.(*widgets.Button); ok && !scrolled[o] {
			buttons++
			at := driver.AbsolutePositionForObject(button)
			end := at.Add(button.Size())
			if at.X < 0 || at.Y < 0 || end.X > room.Width || end.Y > room.Height {
				b.Errorf("%q ends at %v, outside of %v", button.Text(), end, room)
			}
			if least := button.MinSize(); button.Size().Width < least.Width || button.Size().Height < least.Height {
				b.Errorf("%q is cut: %v of %v", button.Text(), button.Size(), least)
			}
		}
	})
	if buttons == 0 {
		b.Error("no buttons found")
	}
}

func (b *bench) wantKeyboardInSight() {
	b.Helper()
	focused := b.window.Canvas().Focused().(fyne.CanvasObject)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(focused)
	var buttons float32 // what scrolls ends above them
	walk(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if button, ok := o.(*widgets.Button); ok && o != focused {
			buttons = max(buttons, fyne.CurrentApp().Driver().AbsolutePositionForObject(button).Y)
		}
	})
	end := at.Y + focused.Size().Height
	if _, is := focused.(*widgets.Button); is {
		buttons = b.window.Canvas().Size().Height
	}
	if at.Y < 0 || end > buttons {
		b.Errorf("the keyboard is at %T from %v to %v", focused, at.Y, end)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSavingTouchesNothingAndAddsTheEnding(t *testing.T) {
	b := normal(t)
	folder := b.Folder()
	write(t, filepath.Join(folder, "plan.xlsx"), "before")
	kind := FileKind{Title: "Enregistrer", Endings: []string{".xlsx"}, Name: "plan"}
	var chosen []string
	save := func() { b.SaveFile(kind, func(path string) { chosen = append(chosen, path) }) }

	save()
	b.key(fyne.KeyReturn) // "plan" gets its ending, and that file is there
	b.wantOpen(2)
	b.wantSaid("plan.xlsx", "existe déjà")
	b.key(fyne.KeyEscape)
	b.wantOpen(1)
	if len(chosen) != 0 {
		t.Fatalf("chosen %q without a yes", chosen)
	}
	b.fill("plan.pdf") // the ending of another kind is part of the name
	b.key(fyne.KeyReturn)
	b.wantOpen(0)

	save()
	b.key(fyne.KeyReturn)
	b.key(fyne.KeyTab)
	b.window.Canvas().FocusNext() // from "cancel" to "replace"
	b.key(fyne.KeySpace)
	b.wantOpen(0)
	want := []string{filepath.Join(folder, "plan.pdf.xlsx"), filepath.Join(folder, "plan.xlsx")}
	if strings.Join(chosen, "|") != strings.Join(want, "|") {
		t.Errorf("chosen %q, want %q", chosen, want)
	}
	if text, err := os.ReadFile(want[1]); err != nil || string(text) != "before" {
		t.Errorf("the file was touched: %q (%v)", text, err)
	}
	if _, err := os.Stat(want[0]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file was made: %v", err)
	}
}

func TestOpeningEntersFoldersAndRefusesWhatIsMissing(t *testing.T) {
	b := normal(t)
	folder := b.Folder()
	inner := filepath.Join(folder, "Exports")
	if err := os.Mkdir(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(inner, "mars.csv"), "a;b")
	write(t, filepath.Join(inner, "image.png"), "")
	write(t, filepath.Join(inner, ".caché.csv"), "")
	var chosen []string
	kind := FileKind{Title: "Ouvrir", Endings: []string{".csv"}}
	b.OpenFile(kind, func(path string) { chosen = append(chosen, path) })

	b.key(fyne.KeyReturn)
	b.wantSaid("Choisissez un fichier")
	b.fill("avril.csv")
	b.key(fyne.KeyReturn)
	b.wantSaid("« avril.csv » n’existe pas")
	b.fill("Exports")
	b.key(fyne.KeyReturn)
	b.wantOpen(1)
	b.wantSaid("mars.csv")
	if said := b.said(); strings.Contains(said, "image.png") || strings.Contains(said, "caché") {
		t.Errorf("files of another kind, or hidden ones, are listed:\n%s", said)
	}
	b.fill("mars.csv")
	b.key(fyne.KeyReturn)
	b.wantOpen(0)

	absolute := filepath.Join(t.TempDir(), "avril.csv")
	write(t, absolute, "")
	b.OpenFile(kind, func(path string) { chosen = append(chosen, path) })
	b.wantSaid("mars.csv") // the folder of the last file
	b.fill("  " + absolute + " ")
	b.key(fyne.KeyReturn)
	if want := filepath.Join(inner, "mars.csv") + "|" + absolute; strings.Join(chosen, "|") != want {
		t.Errorf("chosen %q, want %q", chosen, want)
	}
	if b.Folder() != filepath.Dir(absolute) {
		t.Errorf("the folder kept is %q", b.Folder())
	}
}

func TestAFolderThatCannotBeReadIsSaid(t *testing.T) {
	b := normal(t)
	b.OpenFile(FileKind{Title: "Ouvrir"}, func(string) { t.Error("chosen") })
	var where *widgets.Entry
	walk(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if entry, ok := o.(*widgets.Entry); ok && where == nil {
			where = entry
		}
	})
	where.SetText(filepath.Join(b.Folder(), "nulle part"))
	where.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.wantSaid("nulle part", "ne peut pas être lu")
	b.wantOpen(1)
}

// TestALateAnswerOfTheDiskIsDropped has a disk that answers when it likes.
func TestALateAnswerOfTheDiskIsDropped(t *testing.T) {
	b := normal(t)
	var late []func()
	b.read = func(work, show func()) { late = append(late, func() { work(); show() }) }
	write(t, filepath.Join(b.Folder(), "a.csv"), "")
	write(t, filepath.Join(b.Folder(), "b.csv"), "")
	answer := func() { // what was asked so far, and what follows from the answers
		for i := 0; i < len(late); i++ {
			late[i]()
		}
		late = nil
	}
	var chosen []string
	b.OpenFile(FileKind{Title: "Ouvrir"}, func(path string) { chosen = append(chosen, filepath.Base(path)) })
	answer()
	b.fill("a.csv")
	b.key(fyne.KeyReturn)
	b.fill("b.csv")
	b.key(fyne.KeyReturn)
	b.wantOpen(1)
	answer()
	if strings.Join(chosen, " ") != "b.csv" {
		t.Errorf("chosen %q", chosen)
	}
	b.OpenFile(FileKind{Title: "Ouvrir"}, func(string) { t.Error("chosen after Escape") })
	answer()
	b.fill("a.csv")
	b.key(fyne.KeyReturn)
	b.key(fyne.KeyEscape)
	answer()
	b.wantOpen(0)
}

func TestAProblemIsExplained(t *testing.T) {
	b := normal(t)
	var asked []string
	b.explain = func(code string) { asked = append(asked, code) }
	b.Problem(agenda.NewProblem("IMPORT-EMPTY", "File", "a.csv"))
	b.key(fyne.KeyF1)
	b.window.Canvas().(interface{ FocusPrevious() }).FocusPrevious() // the button before the one that closes
	b.key(fyne.KeyReturn)
	if !slices.Equal(asked, []string{"IMPORT-EMPTY", "IMPORT-EMPTY"}) {
		t.Errorf("asked for %q", asked)
	}
	if !b.Open() {
		t.Error("explaining closes the problem")
	}
	b.key(fyne.KeyEscape)
	b.Tell("Titre", "Texte")
	b.key(fyne.KeyF1)
	if len(asked) != 3 || asked[2] != "" {
		t.Errorf("F1 without a problem asks for %q", asked)
	}
}
