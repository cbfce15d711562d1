package widgets

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"creneaux/app/wording"
)

func spelledOf(titles ...string) (all []spelledEntry) {
	for i, title := range titles {
		all = append(all, spelledEntry{PaletteEntry: PaletteEntry{ID: title, Title: title}, at: i, title: spell(title), others: spell(""), recent: -1})
	}
	return all
}

func titlesOf(matches []match) (titles []string) {
	for _, m := range matches {
		titles = append(titles, m.entry.Title)
	}
	return titles
}

var someTitle = rapid.StringOfN(rapid.RuneFrom([]rune("abcdeéœÉ’ -çÀ…")), 0, 14, -1)

// TestPaletteFindsWhatContainsTheLetters takes letters out of a title, keeps their order,
// and writes them as somebody in a hurry would.
func TestPaletteFindsWhatContainsTheLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		titles := rapid.SliceOfN(someTitle, 1, 8).Draw(t, "titles")
		pick := rapid.IntRange(0, len(titles)-1).Draw(t, "pick")
		var typed strings.Builder
		for _, r := range titles[pick] {
			if rapid.Bool().Draw(t, "keep") {
				typed.WriteRune(r)
			}
		}
		text := typed.String()
		if rapid.Bool().Draw(t, "capitals") {
			text = strings.ToUpper(text)
		}
		if rapid.Bool().Draw(t, "without accents") {
			text = string(spell(text).letters)
		}
		if !slices.Contains(titlesOf(found(spelledOf(titles...), text)), titles[pick]) {
			t.Fatalf("%q is not found by %q", titles[pick], text)
		}
	})
}

// TestPaletteFindsNothingElse checks that each match has the letters it says it has.
func TestPaletteFindsNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		titles := rapid.SliceOfN(someTitle, 1, 8).Draw(t, "titles")
		word := rapid.StringOfN(rapid.RuneFrom([]rune("abcdeç")), 1, 5, -1).Draw(t, "word")
		for _, m := range found(spelledOf(titles...), word) {
			runes := []rune(m.entry.Title)
			var marked strings.Builder
			for _, i := range m.marked {
				marked.WriteRune(runes[i])
			}
			// A ligature may stand for two letters that are typed.
			if got, want := string(spell(marked.String()).letters), string(spell(word).letters); !isSubsequence(want, got) {
				t.Fatalf("%q in %q marks %q", word, m.entry.Title, marked.String())
			}
		}
	})
}

func isSubsequence(part, text string) bool {
	rest := []rune(text)
	for _, r := range part {
		at := slices.Index(rest, r)
		if at < 0 {
			return false
		}
		rest = rest[at+1:]
	}
	return true
}

func TestPaletteOrderIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		titles := rapid.SliceOfN(someTitle, 0, 12).Draw(t, "titles")
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abcde ")), 0, 4, -1).Draw(t, "text")
		all := spelledOf(titles...)
		once := found(all, text)
		again := found(all, text)
		for i := range once {
			if once[i].entry.at != again[i].entry.at {
				t.Fatalf("%q then %q", titlesOf(once), titlesOf(again))
			}
			if i > 0 && once[i-1].points == once[i].points && once[i-1].entry.at > once[i].entry.at {
				t.Fatalf("equals are not in the order given: %q", titlesOf(once))
			}
		}
		if strings.TrimSpace(text) == "" && len(once) != len(titles) {
			t.Fatalf("%d of %d are listed while nothing is typed", len(once), len(titles))
		}
	})
}

func TestPaletteShowsTheBestFirst(t *testing.T) {
	titles := []string{
		"Écrire les convocations du jour", "Exporter les réservations", "Importer un export de la plateforme", "Vérifier un code",
		"Aller à : Réservations", "Actualiser", "Semaine précédente", "Ouvrir un espace de travail",
	}
	for typed, want := range map[string]string{
		"exp":    "Exporter les réservations",
		"reserv": "Exporter les réservations", // as good as the other, and given first
		"sp":     "Semaine précédente",
		"code":   "Vérifier un code",
		"oet":    "Ouvrir un espace de travail",
		"convoc": "Écrire les convocations du jour",
		"PREC":   "Semaine précédente",
	} {
		if got := titlesOf(found(spelledOf(titles...), typed)); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %q, want %q first", typed, got, want)
		}
	}
	if got := found(spelledOf(titles...), "xyz"); len(got) != 0 {
		t.Errorf("nothing has these letters, and %q is found", titlesOf(got))
	}
	if got := titlesOf(found(spelledOf(titles...), "jour écrire")); !slices.Equal(got, titles[:1]) {
		t.Errorf("words in another order find %q", got)
	}
}

func TestPaletteMarksWhatIsTyped(t *testing.T) {
	for _, c := range []struct{ title, typed, want string }{
		{"Vérifier un code", "code", "Vérifier un [code]"},
		{"Semaine précédente", "sp", "[S]emaine [p]récédente"},
		{"Œuvre", "oe", "[Œ]uvre"},
		{"De\u0301cision", "de", "[De\u0301]cision"},
	} {
		var said strings.Builder
		for _, p := range piecesOf(c.title, found(spelledOf(c.title), c.typed)[0].marked, mostPieces) {
			if p.marked {
				fmt.Fprintf(&said, "[%s]", p.text)
			} else {
				said.WriteString(p.text)
			}
		}
		if said.String() != c.want {
			t.Errorf("%q in %q marks %q", c.typed, c.title, said.String())
		}
	}
	if got := piecesOf("abababab", []int{0, 2, 4, 6}, 3); len(got) != 3 || got[2].text != "ababab" {
		t.Errorf("too many pieces: %v", got)
	}
}

func TestSpellingKeepsWhereLettersStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		s := spell(text)
		if len(s.of) != len(s.letters) || !slices.IsSorted(s.of) {
			t.Fatalf("%q: %v of %v", text, s.of, s.letters)
		}
		for i, r := range s.letters {
			if s.of[i] >= len([]rune(text)) || unicode.Is(unicode.Mn, r) {
				t.Fatalf("%q: letter %d is %q of rune %d", text, i, r, s.of[i])
			}
		}
	})
}

// paletteOf opens a palette and returns what was chosen.
func paletteOf(t *testing.T, p PaletteParams) (fyne.Window, *Palette, *[]string) {
	t.Helper()
	look(t)
	window := open(t, NewEntry(), 900, 700)
	chosen := &[]string{}
	p.Voice = voiceOf(t, wording.French)
	p.OnChosen = func(id string) { *chosen = append(*chosen, id) }
	o := ShowPalette(window.Canvas(), p)
	var palette *Palette
	visit(o, func(o fyne.CanvasObject) {
		if found, ok := o.(*Palette); ok {
			palette = found
		}
	})
	return window, palette, chosen
}

func actions(n int) (all []PaletteEntry) {
	for i := range n {
		all = append(all, PaletteEntry{ID: fmt.Sprint(i), Title: fmt.Sprintf("Action %d", i), Group: "Groupe", Keywords: "synonyme"})
	}
	return all
}

func TestPaletteByKeyboard(t *testing.T) {
	entries := actions(40)
	entries[0].Disabled = "Ouvrez d’abord un espace"
	window, palette, chosen := paletteOf(t, PaletteParams{Entries: entries, Recent: []string{"7", "unknown", "3"}})
	if got := titlesOf(palette.list.matches)[:3]; !slices.Equal(got, []string{"Action 7", "Action 3", "Action 0"}) {
		t.Errorf("those chosen last do not come first: %q", got)
	}
	press(window, fyne.KeyDown, fyne.KeyDown)
	if palette.list.cursor != 2 {
		t.Fatalf("the cursor is at %d", palette.list.cursor)
	}
	press(window, fyne.KeyReturn)
	if len(*chosen) != 0 {
		t.Fatal("what is disabled was chosen")
	}
	if !slices.Contains(textsIn(palette), "Ouvrez d’abord un espace") || !strings.Contains(palette.list.AccessibilityLabel(), "Ouvrez") {
		t.Error("nothing says why")
	}
	press(window, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	if palette.list.cursor != 39 || palette.list.first+palette.list.page() != 40 {
		t.Errorf("the cursor is at %d, the first row %d", palette.list.cursor, palette.list.first)
	}
	press(window, fyne.KeyDown)
	if palette.list.cursor != 0 || palette.list.first != 0 {
		t.Error("the first does not follow the last")
	}
	palette.field.SetText("synonyme 12")
	if got := titlesOf(palette.list.matches); !slices.Equal(got, []string{"Action 12"}) {
		t.Errorf("found %q", got)
	}
	press(window, fyne.KeyReturn)
	if !slices.Equal(*chosen, []string{"12"}) || window.Canvas().Overlays().Top() != nil {
		t.Errorf("chosen %q", *chosen)
	}
}

func TestPaletteByPointer(t *testing.T) {
	_, palette, chosen := paletteOf(t, PaletteParams{Entries: actions(40)})
	at := func(row int) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(20, palette.list.rowHeight()*(float32(row)+0.5))}
	}
	palette.list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -20)})
	palette.list.MouseMoved(&desktop.MouseEvent{PointEvent: at(1)})
	if palette.list.cursor != 4 {
		t.Errorf("the pointer marks %d", palette.list.cursor)
	}
	tap := at(2)
	palette.list.Tapped(&tap)
	if !slices.Equal(*chosen, []string{"5"}) {
		t.Errorf("chosen %q", *chosen)
	}
	window, palette, chosen := paletteOf(t, PaletteParams{Entries: actions(3)})
	palette.list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, palette.list.Size().Height-2)})
	palette.field.SetText("rien de tel")
	if !slices.Contains(textsIn(palette), "Rien ne correspond à «\u00a0rien de tel\u00a0».") {
		t.Errorf("an empty list says %q", textsIn(palette))
	}
	press(window, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEscape)
	if len(*chosen) != 0 || window.Canvas().Overlays().Top() != nil {
		t.Errorf("chosen %q, or the palette is open", *chosen)
	}
	_, _, _ = paletteOf(t, PaletteParams{Entries: nil})
}
