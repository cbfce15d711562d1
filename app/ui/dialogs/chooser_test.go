package dialogs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/widgets"
)

func TestPlainPath(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	for typed, want := range map[string]string{
		"  /a/b.csv ":                        "/a/b.csv",
		`"/a/un export.csv"`:                 "/a/un export.csv",
		"'/a/b.csv'":                         "/a/b.csv",
		"«\u00a0/a/b.csv\u00a0»":             "/a/b.csv",
		"~":                                  home,
		"~/Documents/b.csv":                  home + "/Documents/b.csv",
		"~export.csv":                        "~export.csv",
		"file:///a/un%20export.csv":          "/a/un export.csv",
		"file://localhost/a/b.csv":           "/a/b.csv",
		"file://serveur/partage/b.csv":       "//serveur/partage/b.csv",
		`\\serveur\partage\b.csv`:            `\\serveur\partage\b.csv`,
		"plan 2027: version finale (2).xlsx": "plan 2027: version finale (2).xlsx",
		"":                                   "",
	} {
		if got := plainPath(typed); got != filepath.FromSlash(want) && got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func (b *bench) where() *widgets.Entry {
	b.Helper()
	var first *widgets.Entry
	walk(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if entry, ok := o.(*widgets.Entry); ok && first == nil {
			first = entry
		}
	})
	return first
}

func TestAPathIsTypedOrPasted(t *testing.T) {
	b := normal(t)
	t.Setenv("HOME", b.Folder())
	write(t, filepath.Join(b.Folder(), "un export.csv"), "")
	var chosen []string
	open := func() {
		b.OpenFile(FileKind{Title: "Ouvrir", Endings: []string{".csv"}}, func(path string) { chosen = append(chosen, filepath.Base(path)) })
	}
	for _, typed := range []string{`"` + filepath.Join(b.Folder(), "un export.csv") + `"`, "~/un export.csv"} {
		open()
		b.fill(typed)
		b.key(fyne.KeyReturn)
		b.wantOpen(0)
	}
	open()
	where := b.where()
	where.SetText(filepath.Join(b.Folder(), "un export.csv")) // a file where a folder is asked for
	where.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.wantOpen(1)
	b.key(fyne.KeyReturn)
	b.wantOpen(0)
	if want := []string{"un export.csv", "un export.csv", "un export.csv"}; !slices.Equal(chosen, want) {
		t.Errorf("chosen %q", chosen)
	}
}

func TestAnEmptyFolderSaysSo(t *testing.T) {
	b := normal(t)
	b.OpenFile(FileKind{Title: "Ouvrir", Endings: []string{".csv"}}, func(string) {})
	b.wantSaid("Ce dossier est vide")
	b.key(fyne.KeyEscape)
	write(t, filepath.Join(b.Folder(), "image.png"), "")
	b.OpenFile(FileKind{Title: "Ouvrir", Endings: []string{".csv", ".xlsx"}}, func(string) {})
	b.wantSaid("Ce dossier est vide", "1 fichier d’un autre type que .csv .xlsx")
}

func TestTheBeginningOfANameIsEnough(t *testing.T) {
	b := normal(t)
	for _, name := range []string{"avril.csv", "mars-1.csv", "mars-2.csv"} {
		write(t, filepath.Join(b.Folder(), name), "")
	}
	var chosen []string
	open := func() {
		b.OpenFile(FileKind{Title: "Ouvrir"}, func(path string) { chosen = append(chosen, filepath.Base(path)) })
	}
	open()
	b.fill("AV")
	b.key(fyne.KeyReturn)
	if got := b.window.Canvas().Focused().(*widgets.Entry).Text; got != "avril.csv" {
		t.Errorf("%q is proposed", got)
	}
	b.key(fyne.KeyReturn)
	b.wantOpen(0)
	open()
	b.fill("mars")
	b.key(fyne.KeyReturn)
	b.wantSaid("n’existe pas") // there are two
	b.key(fyne.KeyDown)        // to the list, which followed
	b.key(fyne.KeyDown)
	b.key(fyne.KeyReturn)
	b.wantOpen(0)
	if want := []string{"avril.csv", "mars-2.csv"}; !slices.Equal(chosen, want) {
		t.Errorf("chosen %q, want %q", chosen, want)
	}
}

func TestAProposedNameIsReplacedByTyping(t *testing.T) {
	b := normal(t)
	b.SaveFile(FileKind{Title: "Enregistrer", Endings: []string{".xlsx"}, Name: "plan.xlsx"}, func(string) {})
	entry := b.window.Canvas().Focused().(*widgets.Entry)
	if entry.SelectedText() != "plan.xlsx" {
		t.Errorf("%q is marked", entry.SelectedText())
	}
	entry.TypedRune('x')
	if entry.Text != "x" {
		t.Errorf("typed x, and the name is %q", entry.Text)
	}
}

// TestASlowFolderIsSaid has a disk that takes longer than anybody's patience.
func TestASlowFolderIsSaid(t *testing.T) {
	b := normal(t)
	var asked []func()
	b.read = func(work, show func()) { asked = append(asked, func() { work(); show() }) }
	write(t, filepath.Join(b.Folder(), "a.csv"), "")
	b.OpenFile(FileKind{Title: "Ouvrir"}, func(string) {})
	disk, wait := asked[len(asked)-2], asked[len(asked)-1]
	wait()
	b.wantSaid("Le dossier tarde à répondre")
	disk()
	for len(asked) > 0 { // the table reads its rows
		next := asked[0]
		asked = asked[1:]
		next()
	}
	b.wantSaid("a.csv")
	if strings.Contains(b.said(), "tarde") {
		t.Error("the folder has answered, and the dialog says that it waits")
	}
	b.key(fyne.KeyEscape)
	b.wantOpen(0)
}

func TestAFolderThatIsGoneAtFirst(t *testing.T) {
	b := normal(t)
	if err := os.Remove(b.Folder()); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", filepath.Join(b.Folder(), "nowhere"))
	b.OpenFile(FileKind{Title: "Ouvrir"}, func(string) {})
	b.wantSaid("ne peut pas être lu")
}
