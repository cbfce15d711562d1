package help

import (
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
	"creneaux/app/wording"
	pages "creneaux/assets/help"
)

func libraries(t *testing.T) map[string]*Library {
	t.Helper()
	all := map[string]*Library{}
	for _, lang := range wording.Languages() {
		voice, err := wording.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		all[lang] = Load(voice, nil)
	}
	return all
}

// Names of the window, keys, links and pictures are checked by Load itself.
func TestThePagesAreSound(t *testing.T) {
	for _, l := range libraries(t) {
		for _, fault := range l.Faults() {
			t.Error(fault)
		}
	}
}

func TestFaultsAreSeen(t *testing.T) {
	l := libraries(t)["fr"]
	l.faults = nil
	body := parse(l.expand("essai", "# Essai\n\n## Sans ancre\n\n{{no.such.key}} {{key:no.action}} {{key:help.about}} {{keys:Q+Nokey}} "+
		"{{ui.quit.title}} {{ui.busy.text}} [lien](nowhere) [lien](#gone)\n\n![](none)\n"))
	l.pages = []*Page{{ID: "essai", body: body}}
	l.check()
	for _, want := range []string{
		"has no anchor", "no catalogue has no.such.key", "no action no.action", "help.about has no shortcut", "no key Nokey",
		"ui.busy.text is filled in", `"nowhere" leads nowhere`, `"#gone" leads nowhere`, "not said in words", "no picture none",
	} {
		if !slices.ContainsFunc(l.Faults(), func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("nobody notices: %s; faults are %q", want, l.Faults())
		}
	}
	if len(l.Faults()) != 10 {
		t.Errorf("%d faults, want 10: %q", len(l.Faults()), l.Faults())
	}
}

func TestLanguagesHaveTheSameAnchors(t *testing.T) {
	all := libraries(t)
	french, english := all["fr"], all["en"]
	for _, p := range french.Pages() {
		fr, en := french.Anchors(p.ID), english.Anchors(p.ID)
		slices.Sort(fr) // a glossary is in the order of its own alphabet
		slices.Sort(en)
		if !slices.Equal(fr, en) {
			t.Errorf("%s: anchors %q in French, %q in English", p.ID, fr, en)
		}
	}
	if len(french.Pages()) != len(english.Pages()) {
		t.Error("the languages have not the same pages")
	}
}

func TestGlossariesAreInOrder(t *testing.T) {
	for lang, l := range libraries(t) {
		var before string
		for _, b := range l.page("glossary").body[1:] {
			if b.kind != heading {
				continue
			}
			if now := fold(b.said()); now < before {
				t.Errorf("%s: %s stands after %s", lang, b.said(), before)
			} else {
				before = now
			}
		}
	}
}

func TestEveryCodeIsExplained(t *testing.T) {
	for lang, l := range libraries(t) {
		if len(l.Codes()) < 100 {
			t.Fatalf("%s: only %d codes are known: is the catalogue read?", lang, len(l.Codes()))
		}
		for _, code := range l.Codes() {
			page, anchor, ok := l.CodePage(code)
			if !ok || !slices.Contains(l.Anchors(page), anchor) {
				t.Errorf("%s: %s is explained nowhere", lang, code)
			}
			said, remedy := l.problem(code)
			if strings.Contains(said+remedy, "{{") || strings.Contains(said+remedy, "<no value>") || said == "" || remedy == "" {
				t.Errorf("%s: %s reads %q, %q", lang, code, said, remedy)
			}
		}
	}
}

var looksLikeCode = regexp.MustCompile(`^[A-Z]+(-[A-Z]+)+$`)

func TestNoCodeIsMadeUp(t *testing.T) {
	var rules []string
	for _, r := range vetting.Rules() {
		rules = append(rules, r.Code)
	}
	for lang, l := range libraries(t) {
		for _, p := range l.Pages() {
			p.each(func(b block) {
				for _, r := range b.allRuns() {
					if !r.code || !looksLikeCode.MatchString(r.text) || slices.Contains(rules, r.text) {
						continue
					}
					if _, _, ok := l.CodePage(r.text); !ok {
						t.Errorf("%s: %s names %s, which does not exist", lang, p.ID, r.text)
					}
				}
			})
		}
	}
}

func TestTheKeysPageHasEveryAction(t *testing.T) {
	for lang, l := range libraries(t) {
		var said []string
		l.page("keys").each(func(b block) { said = append(said, b.said()) })
		whole := strings.Join(said, "\n")
		for _, spec := range action.All() {
			name := strings.TrimSuffix(l.voice.Text(spec.Key), "…")
			if !strings.Contains(whole, name) {
				t.Errorf("%s: the page of the keys lacks %s", lang, spec.ID)
			}
			if spec.Shortcut != nil && !strings.Contains(whole, action.Keys(l.voice, spec.Shortcut)) {
				t.Errorf("%s: the page of the keys lacks the shortcut of %s", lang, spec.ID)
			}
		}
	}
}

func TestEveryFamilyOfCodesHasACode(t *testing.T) {
	for _, l := range libraries(t) {
		for _, f := range l.families() {
			if len(f.codes) == 0 {
				t.Errorf("%s has no code", f.page)
			}
		}
	}
}

func TestSearchFindsWhatIsMeant(t *testing.T) {
	all := libraries(t)
	for _, c := range []struct{ lang, question, page, anchor string }{
		{"fr", "phrase secrète", "glossary", "phrase-secrete"},
		{"fr", "PHRASES SECRETE", "glossary", "phrase-secrete"},
		{"fr", "comment annuler un import", "imports", "undo"},
		{"fr", "sceau", "glossary", "sceau"},
		{"fr", "import-empty", "codes-import", "import-empty"},
		{"fr", "sauvegarder", "files", "backup"},
		{"en", "passphrase", "glossary", "phrase-secrete"},
		{"en", "how do I draw a week", "publication", "draw"},
	} {
		found := all[c.lang].Search(c.question)
		at := slices.IndexFunc(found, func(f Found) bool { return f.Page == c.page && f.Anchor == c.anchor })
		if at < 0 || at > 2 {
			t.Errorf("%s: %q finds %s#%s at place %d of %d", c.lang, c.question, c.page, c.anchor, at, len(found))
		}
	}
	for _, question := range []string{"", "  ", "le la les", "xyzzyplugh"} {
		if found := all["fr"].Search(question); len(found) > 0 {
			t.Errorf("%q finds %d passages", question, len(found))
		}
	}
}

func TestExcerptsShowTheWords(t *testing.T) {
	for _, f := range libraries(t)["fr"].Search("réseau") {
		if !strings.Contains(f.Heading+f.Title+f.Excerpt, "réseau") {
			t.Errorf("%s#%s: excerpt %q does not show the word", f.Page, f.Anchor, f.Excerpt)
		}
		if n := len([]rune(f.Excerpt)); n > 240 {
			t.Errorf("%s#%s: excerpt of %d letters", f.Page, f.Anchor, n)
		}
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Réservations": "reservation", "CŒUR": "coeur", "des": "des", "créneaux": "creneau", "été": "ete",
	} {
		if got := fold(text); got != want {
			t.Errorf("%s folds to %q, want %q", text, got, want)
		}
	}
}

func TestMarkdownIsRead(t *testing.T) {
	blocks := parse("# T\n\nUn **mot** et `X-Y`, [là](p#a).\n\n1. un\n2. deux\n   - trois\n\n> note\n\n| a | b |\n|---|---|\n| c | d |\n\n![alt](file)\n")
	var kinds []kind
	for _, b := range blocks {
		kinds = append(kinds, b.kind)
	}
	if want := []kind{heading, paragraph, item, item, item, note, grid, picture}; !slices.Equal(kinds, want) {
		t.Fatalf("kinds %v, want %v", kinds, want)
	}
	if want := []run{{text: "Un "}, {text: "mot", bold: true}, {text: " et "}, {text: "X-Y", code: true}, {text: ", "}, {text: "là", to: "p#a"}, {text: "."}}; !slices.Equal(blocks[1].runs, want) {
		t.Errorf("runs %+v", blocks[1].runs)
	}
	if blocks[3].marker != "2." || blocks[4].marker != "•" || blocks[4].level != 1 {
		t.Errorf("items %+v", blocks[2:5])
	}
	if blocks[7].file != "file" || blocks[7].said() != "alt" {
		t.Errorf("picture %+v", blocks[7])
	}
}

// bench is the help in Fyne's test driver.
func bench(t *testing.T, lang string, scale float64) *Viewer {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{Scale: scale}))
	voice, err := wording.New(lang)
	if err != nil {
		t.Fatal(err)
	}
	v := New(Params{App: app, Voice: voice, Background: widgets.Inline, Log: slog.New(slog.DiscardHandler)})
	v.window.Resize(fyne.NewSize(1000, 700))
	return v
}

func press(v *Viewer, names ...fyne.KeyName) {
	for _, name := range names {
		key := &fyne.KeyEvent{Name: name}
		if focused := v.window.Canvas().Focused(); focused != nil {
			focused.TypedKey(key)
		} else {
			v.window.Canvas().OnTypedKey()(key)
		}
	}
}

func TestBackAndForward(t *testing.T) {
	v := bench(t, "fr", 1)
	v.Open("capacity", "")
	v.leadTo("files#setup")
	v.article.scrollTo(v.article.scroll.Offset.Y + 10)
	left := v.article.scroll.Offset.Y
	v.leadTo("#log")
	v.Back()
	if v.Page() != "files" || v.article.scroll.Offset.Y != left {
		t.Errorf("back leads to %s at %v, want files at %v", v.Page(), v.article.scroll.Offset.Y, left)
	}
	v.Back()
	if v.Page() != "capacity" {
		t.Errorf("back twice leads to %s", v.Page())
	}
	v.Forward()
	if v.Page() != "files" || v.forward.Disabled() || v.back.Disabled() {
		t.Errorf("forward leads to %s", v.Page())
	}
	v.leadTo("keys")
	if !v.forward.Disabled() {
		t.Error("one can go forward after going elsewhere")
	}
}

func TestOpenGoesToTheAnchor(t *testing.T) {
	v := bench(t, "fr", 1)
	v.OpenCode("IMPORT-PASSWORD")
	if v.Page() != "codes-import" || v.article.scroll.Offset.Y <= 0 {
		t.Errorf("the code opens %s at %v", v.Page(), v.article.scroll.Offset.Y)
	}
	v.OpenCode("NO-SUCH-CODE")
	if v.Page() != codePage {
		t.Errorf("an unknown code opens %s", v.Page())
	}
	v.Open("no-such-page", "")
	if v.Page() != pages.Introduction {
		t.Errorf("an unknown page opens %s", v.Page())
	}
}

func TestWhatIsAskedBeforeThePagesAreReadComesAfter(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{}))
	voice, err := wording.New("fr")
	if err != nil {
		t.Fatal(err)
	}
	var read func()
	later := func(work, show func()) { read = func() { work(); show() } }
	v := New(Params{App: app, Voice: voice, Background: later, Log: slog.New(slog.DiscardHandler)})
	v.OpenCode("PUB-SEAL-BROKEN")
	read()
	if v.Page() != "codes-publication" {
		t.Errorf("the code opens %s", v.Page())
	}
}

func TestSearchByKeyboardAlone(t *testing.T) {
	v := bench(t, "fr", 1)
	v.Open("dashboard", "")
	v.seek()
	v.search.SetText("sceau")
	press(v, fyne.KeyReturn) // asks at once
	if len(v.found) == 0 {
		t.Fatal("nothing is found")
	}
	press(v, fyne.KeyReturn)
	first := v.now
	if first.page != v.found[0].Page || !slices.Equal(first.marked, []string{"sceau"}) {
		t.Errorf("Enter opens %+v, want %+v", first, v.found[0])
	}
	press(v, fyne.KeyDown)
	if v.now.page == first.page && v.now.anchor == first.anchor {
		t.Error("Down stays")
	}
	press(v, fyne.KeyEscape)
	if v.question != "" || v.list.rows[0].line.do != nil {
		t.Error("Escape leaves the search open")
	}
}

func TestKeysScroll(t *testing.T) {
	v := bench(t, "fr", 1)
	v.Open("glossary", "")
	v.window.Canvas().Unfocus()
	for _, c := range []struct {
		key  fyne.KeyName
		more bool
	}{{fyne.KeyDown, true}, {fyne.KeyPageDown, true}, {fyne.KeyUp, false}, {fyne.KeyEnd, true}, {fyne.KeyPageUp, false}, {fyne.KeyHome, false}} {
		before := v.article.scroll.Offset.Y
		press(v, c.key)
		if now := v.article.scroll.Offset.Y; (now > before) != c.more || now == before {
			t.Errorf("%s goes from %v to %v", c.key, before, now)
		}
	}
	closed := false
	v.window.SetOnClosed(func() { closed = true })
	press(v, fyne.KeyEscape)
	if !closed {
		t.Error("Escape does not close the window")
	}
}

func TestPicturesAndLinksAreReachedWithTab(t *testing.T) {
	v := bench(t, "fr", 1)
	v.Open("capacity", "")
	keyboard, windows := v.window.Canvas(), fyne.CurrentApp().Driver().AllWindows
	enlarged, before := false, len(windows())
	for range 40 {
		keyboard.(interface{ FocusNext() }).FocusNext()
		l, ok := keyboard.Focused().(*link)
		if !ok {
			continue
		}
		top := fyne.CurrentApp().Driver().AbsolutePositionForObject(l).Y
		if top < 0 || top > v.window.Canvas().Size().Height {
			t.Errorf("what has the keyboard is out of sight, at %v", top)
		}
		press(v, fyne.KeyReturn)
		if v.Page() != "capacity" {
			break
		}
		if len(windows()) > before {
			enlarged = true
			large := windows()[len(windows())-1]
			large.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		}
	}
	if !enlarged || len(windows()) != before {
		t.Error("Enter does not enlarge a picture, or Escape does not close it")
	}
	if v.Page() == "capacity" {
		t.Error("Tab reaches no link")
	}
}

// At every scale nothing is wider than the page, but for words that are longer.
func TestTextStaysOnThePage(t *testing.T) {
	for _, scale := range []float64{1, 2} {
		v := bench(t, "fr", scale)
		for _, p := range v.library.Pages() {
			if strings.HasPrefix(p.ID, "codes-") && p.ID != "codes-import" {
				continue // their pages are made alike
			}
			v.Open(p.ID, "")
			for _, f := range v.article.flows {
				for _, o := range f.objects {
					if right := o.Position().X + o.Size().Width; right > f.width+1 && f.width > 200 {
						t.Errorf("%v %s: %v is %v wide of %v", scale, p.ID, f.runs, right, f.width)
					}
				}
			}
		}
	}
}

func TestThePageFollowsTheTextSize(t *testing.T) {
	v := bench(t, "en", 1)
	v.Open("glossary", "")
	before := v.article.space.size.Height
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Scale: 2}))
	v.window.Content().Refresh()
	if after := v.article.space.size.Height; after < 2*before {
		t.Errorf("the page is %v high with a text twice as large, %v before", after, before)
	}
	if row := v.list.rows[1]; row.height < 40 {
		t.Errorf("a line of the contents stays %v high", row.height)
	}
}
