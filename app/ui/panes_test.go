package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// second opens another window and returns it.
func (b *bench) second(alone bool) *pane {
	b.Helper()
	b.another(alone)
	b.settle()
	return b.panes[len(b.panes)-1]
}

func TestASecondWindowHasAPageAndAWeekOfItsOwn(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	b.choose("Capacité")
	first := b.screens["capacity"]
	other := b.second(true)
	page := b.screens["capacity"]
	if page == first || other.current != "capacity" || other.week != today.Week() {
		t.Fatalf("the second window is on %q", other.current)
	}
	if seen := said(other.window.Content()); strings.Contains(seen, "Tableau de bord") || !strings.Contains(seen, "screen Capacité") {
		t.Errorf("the second window shows %q, want the page alone", seen)
	}
	other.ChooseWeek(today.Week().Add(3))
	b.Navigate("dashboard")
	if b.week != today.Week() || other.current != "capacity" || first.week() != today.Week() || page.week() != today.Week().Add(3) {
		t.Error("a window follows the other")
	}
	b.listener(b.office)(office.AreaPlan)
	b.settle()
	if first.told != 1 || page.told != 1 {
		t.Errorf("a change is told %d and %d times, want once in each window", first.told, page.told)
	}
	other.strip(false)
	if !strings.Contains(said(other.window.Content()), "Tableau de bord") {
		t.Error("the navigation does not come back")
	}
}

func TestTheLastWindowEndsTheProgram(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	if a, _ := b.actions.Find("window.close"); a.Usable() || a.WhyNot() == "" {
		t.Error("the only window can be closed by an action")
	}
	other := b.second(false)
	other.close()
	b.settle()
	if len(b.panes) != 1 || b.quits != 0 || b.office == nil {
		t.Fatal("closing the second window ends more than that")
	}
	b.close()
	b.settle()
	if b.quits != 1 {
		t.Errorf("asked to end %d times", b.quits)
	}
}

func TestOtherWindowsGoWithTheirWorkspace(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	other := b.second(false)
	second := b.workspace("deux", "", 2026)
	other.Open(second)
	b.settle()
	if len(b.panes) != 1 || b.panes[0] != other || b.office.Path() != second || other.window.Title() != "deux – Créneaux" {
		t.Fatal("a window of the workspace before is left")
	}
	other.another(false)
	other.closeWorkspace()
	b.settle()
	if len(b.panes) != 1 || b.office != nil || !strings.Contains(said(other.window.Content()), "Découvrir avec une démonstration") {
		t.Error("closing the workspace leaves windows")
	}
}

func TestBackGoesWhereOneWas(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	b.choose("Capacité")
	b.choose("Semaine suivante")
	b.choose("Import")
	b.choose("Page précédente")
	b.choose("Page précédente")
	if b.current != "capacity" || b.week != today.Week() {
		t.Errorf("back on %q in %v", b.current, b.week)
	}
	b.choose("Page suivante")
	if b.week != today.Week().Add(1) || b.screens["capacity"].week() != b.week {
		t.Errorf("forward in %v", b.week)
	}
	b.choose("Page précédente")
	b.choose("Page précédente")
	if a, _ := b.actions.Find("go.back"); b.current != "dashboard" || a.Usable() {
		t.Errorf("the first page is %q, and back leads on: %t", b.current, a.Usable())
	}
}

func TestTheLastPageComesBack(t *testing.T) {
	b := newBench(t)
	path := b.workspace("un", "", 2026)
	b.open(path)
	b.choose("Capacité")
	b.choose("Rouvrir le dernier espace au démarrage")
	b.choose("Replier la navigation")
	b.quit()
	b.settle()
	b.start("fr")
	if !b.choices.reopens() || b.choices.last() != path || !b.folded {
		t.Error("what was chosen is forgotten")
	}
	b.open(path)
	if b.current != "capacity" {
		t.Errorf("the page is %q", b.current)
	}
}

func TestWhatWasDoneIsUndoneByItsName(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	done := []string{"RDV1"}
	b.record(history.Step{
		Name: "refuser RDV1",
		Undo: func(context.Context, agenda.Progress) error { done = nil; return nil },
		Redo: func(context.Context, agenda.Progress) error { done = []string{"RDV1"}; return nil },
	})
	b.wantSeen("C’est fait : refuser RDV1", "Annuler")
	b.choose("Annuler : refuser RDV1")
	if done != nil {
		t.Error("nothing was undone")
	}
	b.wantSeen("Annulé : refuser RDV1")
	if strings.Contains(said(b.window.Content()), "C’est fait") {
		t.Error("what was undone is still offered to be undone")
	}
	b.choose("Rétablir : refuser RDV1")
	if done == nil {
		t.Error("nothing was done again")
	}
	b.record(history.Step{Name: "trop tard", Undo: func(context.Context, agenda.Progress) error {
		return agenda.NewProblem("WS-UNDO-DONE", "At", agenda.MustMoment("2026-03-04T10:00"))
	}})
	b.choose("Annuler : trop tard")
	b.wantAsked("Impossible d’annuler : trop tard", "déjà")
	b.key(fyne.KeyEscape)
	if name, _ := b.history.NextUndo(); name != "refuser RDV1" {
		t.Errorf("next is %q", name)
	}
	b.closeWorkspace()
	b.settle()
	if _, ok := b.history.NextUndo(); ok {
		t.Error("something of a closed workspace can be undone")
	}
}

// keys presses what Fyne has as a shortcut, as it does: menus hear it first, then what has
// the keyboard, then the canvas, to which a field of text leaves what edits nothing.
func (b *bench) keys(s fyne.Shortcut) {
	for _, menu := range b.window.MainMenu().Items {
		for _, item := range menu.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == s.ShortcutName() {
				item.Action()
				b.settle()
				return
			}
		}
	}
	_, custom := s.(*desktop.CustomShortcut)
	if taker, ok := b.window.Canvas().Focused().(fyne.Shortcutable); ok && !custom {
		taker.TypedShortcut(s)
		return
	}
	for _, a := range b.actions { // the canvas of the tests hears none
		for _, known := range a.Shortcuts() {
			if known.ShortcutName() == s.ShortcutName() {
				b.doByID(a.ID)
			}
		}
	}
	b.settle()
}

func TestAFieldOfTextUndoesItsOwn(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	undone := 0
	step := history.Step{Name: "refuser RDV1", Undo: func(context.Context, agenda.Progress) error { undone++; return nil }}
	b.record(step)
	b.record(step)
	entry := widgets.NewEntry()
	b.frame.show("dashboard", entry)
	b.window.Canvas().Focus(entry)
	entry.TypedRune('a')
	b.keys(&fyne.ShortcutUndo{})
	if undone != 0 || entry.Text != "" {
		t.Errorf("undone %d times, the field says %q", undone, entry.Text)
	}
	b.choose("Annuler : refuser RDV1")
	if undone != 1 {
		t.Error("the menu does not undo what it says")
	}
	b.window.Canvas().Unfocus()
	b.keys(&fyne.ShortcutUndo{})
	if undone != 2 {
		t.Errorf("undone %d times", undone)
	}
	b.record(step)
	entry = widgets.NewEntry()
	b.dialogs.Ask(dialogs.Question{Title: "Motif", Content: entry, First: entry})
	entry.TypedRune('b')
	b.keys(&fyne.ShortcutUndo{})
	if undone != 2 || entry.Text != "" {
		t.Errorf("in a dialog: undone %d times, the field says %q", undone, entry.Text)
	}
}

func TestTheEditMenuServesTheFieldThatTheKeyboardLeft(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	entry := widgets.NewEntry()
	b.frame.show("dashboard", entry)
	entry.SetText("élan")
	b.window.Canvas().Focus(entry)
	b.window.Canvas().Unfocus() // as a click on the menu bar does
	b.choose("Tout sélectionner")
	b.window.Canvas().Unfocus()
	b.choose("Couper")
	if got := b.p.App.Clipboard().Content(); entry.Text != "" || got != "élan" {
		t.Errorf("the field says %q, the clipboard %q", entry.Text, got)
	}
	b.choose("Coller")
	b.choose("Coller")
	if entry.Text != "élanélan" || b.window.Canvas().Focused() != fyne.Focusable(entry) {
		t.Errorf("the field says %q", entry.Text)
	}
	b.window.Canvas().Unfocus()
	b.Navigate("capacity")
	b.choose("Coller")
	if entry.Text != "élanélan" {
		t.Error("a field out of sight is written into")
	}
}

func TestShortcutsReachTheWindowFromAField(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	entry := widgets.NewEntry()
	b.frame.show("dashboard", entry)
	b.window.Canvas().Focus(entry)
	b.keys(action.Ctrl(fyne.KeyEqual)) // the plus of a French keyboard
	if got := b.choices.scale(); got <= 1 {
		t.Errorf("the text size is %v", got)
	}
	b.keys(action.CtrlShift(fyne.Key2))
	if b.current != "capacity" {
		t.Errorf("the page is %q", b.current)
	}
	b.dialogs.Tell("Titre", "Texte")
	b.keys(action.Ctrl(fyne.Key0))
	b.keys(action.CtrlShift(fyne.Key1))
	if got := b.choices.scale(); got != 1 || b.current != "capacity" {
		t.Errorf("behind a dialog: the text size is %v, the page %q", got, b.current)
	}
}

func TestNothingTypedIsLostUnasked(t *testing.T) {
	b := newBench(t)
	first := b.workspace("un", "", 2026)
	b.open(first)
	b.screens["dashboard"].unsaved = []string{"le motif du refus"}
	for name, attempt := range map[string]func(){
		"quit": b.quit, "close": b.closeWorkspace, "open": func() { b.pane.Open(filepath.Join(b.folder, "deux.creneaux")) },
		"new": b.askNew, "demo": b.demo, "language": func() { b.choose("English") },
	} {
		attempt()
		b.settle()
		b.wantAsked("1 saisie n’est pas enregistrée", "le motif du refus")
		b.key(fyne.KeyEscape)
		if b.quits != 0 || b.office == nil || b.office.Path() != first || b.voice.Language() != "fr" {
			t.Fatalf("%s: it is lost", name)
		}
	}
	b.quit()
	b.quit()
	if n := len(b.window.Canvas().Overlays().List()); n != 1 {
		t.Errorf("it is asked %d times", n)
	}
	b.window.Canvas().FocusNext() // from "keep" to "discard"
	b.key(fyne.KeySpace)
	if b.quits != 1 {
		t.Errorf("asked to end %d times", b.quits)
	}
}

func TestTheKeysOfTheWeeksTurnTabsWhereTheKeyboardIsOnThem(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	tabs := widgets.NewTabs([]widgets.Tab{{ID: "a", Label: "A"}, {ID: "b", Label: "B"}}, func(string) {})
	b.frame.show("dashboard", tabs)
	b.window.Canvas().Focus(tabs)
	b.choose("Semaine suivante")
	if tabs.Selected() != "b" || b.week != today.Week() {
		t.Errorf("the tab %q in %v", tabs.Selected(), b.week)
	}
	b.window.Canvas().Unfocus()
	b.choose("Semaine suivante")
	if b.week != today.Week().Add(1) {
		t.Errorf("the week is %v", b.week)
	}
}

// What a key alone does that is not for a text field does nothing while somebody types.
func TestAKeyThatIsNotForFieldsRestsWhileSomebodyTypes(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	done := 0
	field := widgets.NewEntry()
	b.frame.show("dashboard", field)
	b.actions = append(b.actions, action.Action{ID: "x", Title: "x", Shortcut: action.Alone(fyne.KeyF7), Native: true, Do: func() { done++ }})
	b.window.Canvas().Focus(field)
	b.typed(&fyne.KeyEvent{Name: fyne.KeyF7})
	if done != 0 {
		t.Error("it is done while somebody types")
	}
	b.window.Canvas().Unfocus()
	b.typed(&fyne.KeyEvent{Name: fyne.KeyF7})
	if done != 1 {
		t.Errorf("it is done %d times", done)
	}
}

func TestALanguageKeepsWhatScreensCanRestore(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	b.choose("Import")
	b.screens["imports"].filter = "élan"
	b.choose("English")
	if got := b.screens["imports"].filter; got != "élan" {
		t.Errorf("the filter is %q", got)
	}
	b.second(false)
	if got := b.screens["imports"].filter; got != "élan" {
		t.Errorf("in the second window the filter is %q", got)
	}
}

func TestDroppedFilesFindTheirPlace(t *testing.T) {
	b := newBench(t)
	drop := func(name string) {
		b.dropped([]fyne.URI{storage.NewFileURI(filepath.Join(b.folder, name))})
		b.settle()
	}
	drop("lettre.docx")
	b.wantAsked("n’est pas de ceux que Créneaux lit", "lettre.docx")
	b.key(fyne.KeyEscape)
	drop("guichets.json")
	b.wantAsked("Nouvel espace de travail", "Étape 1 sur 6")
	b.key(fyne.KeyEscape)
	b.open(b.workspace("un", "", 2026))
	for _, name := range []string{"a.csv", "b.XLSX", "c.ods", "d.xls"} {
		drop(name)
	}
	if got := len(b.screens["imports"].files); got != 4 {
		t.Errorf("%d files were taken: %q", got, b.screens["imports"].files)
	}
}

func TestMemoryIsThatOfAWorkspace(t *testing.T) {
	b := newBench(t)
	first, second := b.workspace("un", "", 2026), b.workspace("deux", "", 2026)
	b.open(first)
	b.host().Memory.SetString("bookings.columns", "a,b")
	b.open(second)
	if got := b.host().Memory.String("bookings.columns"); got != "" {
		t.Errorf("another workspace remembers %q", got)
	}
	b.open(first)
	if got := b.host().Memory.String("bookings.columns"); got != "a,b" {
		t.Errorf("remembered %q", got)
	}
	b.host().Memory.SetString("bookings.columns", "")
	if _, kept := b.choices.memoryOf(b.office).all()["bookings.columns"]; kept {
		t.Error("not forgotten")
	}
	b.choices.memoryOf(b.office).SetString(keyPage, "capacity")
	for i := range recentKept {
		b.choices.opened(fmt.Sprint("/w/", i))
	}
	if got := b.choices.String(memoryKey(first)); got != "" {
		t.Errorf("remembered of a workspace that was not opened for long: %s", got)
	}
	if strings.Contains(memoryKey(first), "un") {
		t.Error("the preferences tell where a workspace is")
	}
}

func TestAFailureThatNoDialogTellsStandsInTheBar(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	b.tasks.Run("Lecture", func(context.Context, agenda.Progress) error { return agenda.NewProblem("WS-DISK-FULL", "File", "un") }, func(error) {})
	b.settle()
	b.wantSeen("Lecture : échec.")
	b.wrote("/tmp/liste.pdf")
	b.wantSeen("liste.pdf est écrit dans /tmp")
	b.showInFolder("/tmp/liste.pdf")
	b.settle()
	if !slices.Equal(b.shown, []string{"/tmp/liste.pdf"}) {
		t.Errorf("shown: %q", b.shown)
	}
	b.bar.forget()
	if strings.Contains(said(b.window.Content()), "liste.pdf") {
		t.Error("the result cannot be closed")
	}
}

func TestALineOfProgressFillsUp(t *testing.T) {
	newBench(t)
	line := newProgressLine()
	line.Resize(fyne.NewSize(200, line.MinSize().Height))
	for share, want := range map[float32]float32{0: 0, 0.25: 50, 1: 200, 1.5: 200} {
		line.set(share)
		if from, wide := line.filled(200); from != 0 || wide != want {
			t.Errorf("%v: from %v, %v wide, want %v", share, from, wide, want)
		}
	}
	line.set(-1)
	if from, wide := line.filled(200); from < 69.9 || from > 70.1 || wide < 59.9 || wide > 60.1 || line.sweep != nil {
		t.Errorf("nobody knows how far, and nothing may move: from %v, %v wide, moving %t", from, wide, line.sweep != nil)
	}
}

func TestWhatIsLeftIsSaidRoughly(t *testing.T) {
	b := newBench(t)
	for seconds, want := range map[int]string{
		5: "moins d’une minute", 61: "environ 2 minutes", 9 * 60: "environ 9 minutes", 21 * 60: "environ 25 minutes", 4000: "environ 2 heures",
	} {
		got := leftOf(task.State{Busy: true, Left: time.Duration(seconds) * time.Second}, b.voice)
		if !strings.Contains(got, want) {
			t.Errorf("%d s: %q", seconds, got)
		}
	}
	if got := leftOf(task.State{Busy: true}, b.voice); got != "" {
		t.Errorf("nobody can tell: %q", got)
	}
}

func TestWhatIsTypedIntoADialogIsNotLostUnasked(t *testing.T) {
	b := newBench(t)
	first := b.workspace("un", "", 2026)
	b.open(first)
	other := b.second(false)
	b.dialogs.Ask(dialogs.Question{Title: "Motif", Accept: "Refuser", Unsaved: func() []string { return []string{"le motif du refus"} }})
	for name, attempt := range map[string]func(){"the window": b.close, "the program, from another window": other.quit, "the workspace": other.closeWorkspace} {
		attempt()
		attempt()
		b.settle()
		if n := len(b.window.Canvas().Overlays().List()) + len(other.window.Canvas().Overlays().List()); n != 2 {
			t.Fatalf("closing %s: %d dialogs are open", name, n)
		}
		for _, p := range []*pane{b.pane, other} {
			if top := p.window.Canvas().Overlays().Top(); top != nil && strings.Contains(said(top), "le motif du refus") {
				p.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
			}
		}
		if len(b.panes) != 2 || b.office == nil || b.quits != 0 || len(b.window.Canvas().Overlays().List()) != 1 {
			t.Fatalf("closing %s: it is lost", name)
		}
	}
	other.Open(b.workspace("deux", "", 2026))
	b.settle()
	other.window.Canvas().FocusNext() // from "keep" to "discard"
	other.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.settle()
	if len(b.panes) != 1 || b.office.Path() == first {
		t.Error("the workspace stays though it may go")
	}
}

// A window that asks whether to stop a task may go while it asks, with its workspace or
// by the window manager: the program must end all the same.
func TestAQuestionGoesWithItsWindow(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	other := b.second(false)
	b.tasks.Run("Lecture", func(context.Context, agenda.Progress) error { return nil }, func(error) {})
	other.quit()
	other.close()
	b.settle()
	b.quit()
	b.settle()
	if b.quits != 1 {
		t.Errorf("asked to end %d times", b.quits)
	}
}

func TestWhatATaskSaysOutlivesItsWindow(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("un", "", 2026))
	other := b.second(false)
	of := other.host()
	other.close()
	of.Wrote("/tmp/liste.pdf")
	b.wantSeen("liste.pdf est écrit dans /tmp")
	of.Toast("Déjà fait", widgets.Success)
	of.History.Record(history.Step{Name: "refuser RDV1"})
	b.wantSeen("Déjà fait", "C’est fait", "refuser RDV1")
	b.open(b.workspace("deux", "", 2026))
	of.History.Record(history.Step{Name: "refuser RDV2"})
	if name, ok := b.history.NextUndo(); ok {
		t.Errorf("%q of the workspace before can be undone", name)
	}
	other.Open(filepath.Join(b.folder, "trois.creneaux"))
	b.settle()
	b.wantAsked("trois.creneaux")
}

func TestThePageComesBackWithItsWorkspace(t *testing.T) {
	b := newBench(t)
	first := b.workspace("un", "", 2026)
	b.open(first)
	b.choose("Capacité")
	b.closeWorkspace()
	b.settle()
	b.open(first)
	if b.current != "capacity" {
		t.Errorf("after closing, the page is %q", b.current)
	}
	b.choose("Import")
	b.open(b.workspace("deux", "", 2026))
	b.open(first)
	if b.current != "imports" {
		t.Errorf("after another workspace, the page is %q", b.current)
	}
}

func TestTheBarStaysOnOneLineAtTheLargestText(t *testing.T) {
	b := newBench(t)
	b.open(b.workspace("prefecture-2026", "", 2026))
	b.window.Resize(fyne.NewSize(1280, 800))
	const week = "2–8 mars 2026"
	b.wantSeen(week)
	oneLine := b.frame.week.MinSize().Height + 2*theme.Size(theme.SizeGap)
	for range theme.Scales() {
		b.choose("Agrandir le texte")
	}
	oneLine *= theme.Scale()
	b.window.Resize(fyne.NewSize(1280, 800))
	if seen := said(b.window.Content()); strings.Contains(seen, week) || b.frame.bar.Size().Height > oneLine+2 {
		t.Errorf("the bar is %v high, one line %v: %s", b.frame.bar.Size().Height, oneLine, seen)
	}
	b.choose("Taille normale du texte")
	b.wantSeen(week)
}
