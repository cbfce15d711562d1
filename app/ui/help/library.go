package help

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/wording"
	pages "creneaux/assets/help"
)

// Page is a page of the help, ready to be shown.
type Page struct {
	ID    string
	Title string
	Group string // its title
	body  []block
}

// Library is the help in one language. It does not change once it is loaded.
type Library struct {
	voice    *wording.Voice
	actions  action.Set
	catalog  catalogue
	pages    []*Page // in the order of the contents
	codes    map[string]string
	sections []section
	faults   []string
}

// Load reads every page. more are the actions that the window has beside its catalogue
// of actions and its pages. It takes a moment and may be called beside the window.
func Load(voice *wording.Voice, more action.Set) *Library {
	l := &Library{voice: voice, actions: allActions(voice, more), catalog: readCatalogue(voice.Language()), codes: map[string]string{}}
	for _, family := range l.families() {
		for _, code := range family.codes {
			l.codes[code] = family.page
		}
	}
	for _, group := range pages.Contents() {
		title := voice.Text("guide.group." + group.ID)
		for _, id := range group.Pages {
			l.add(id, title, l.read(id))
		}
		if group.ID == pages.GroupCodes {
			l.addCodes(title)
		}
	}
	l.check()
	for _, p := range l.pages {
		l.sections = append(l.sections, p.sections()...)
	}
	return l
}

// Pages returns the pages in the order of the contents.
func (l *Library) Pages() []*Page { return l.pages }

// Faults says what is wrong with the pages: names that no catalogue has, keys of
// actions that do not exist, links and pictures that lead nowhere.
func (l *Library) Faults() []string { return l.faults }

// CodePage returns where a problem's code is explained.
func (l *Library) CodePage(code string) (page, anchor string, ok bool) {
	page, ok = l.codes[code]
	return page, anchorOfCode(code), ok
}

func anchorOfCode(code string) string { return strings.ToLower(code) }

func (l *Library) page(id string) *Page {
	at := slices.IndexFunc(l.pages, func(p *Page) bool { return p.ID == id })
	if at < 0 {
		return nil
	}
	return l.pages[at]
}

func (l *Library) fault(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(l.voice.Language()+": "+format, args...))
}

// add takes a page in. Its first heading is its title.
func (l *Library) add(id, group string, body []block) {
	p := &Page{ID: id, Title: id, Group: group, body: body}
	if len(body) > 0 && body[0].kind == heading {
		p.Title = body[0].said()
	} else {
		l.fault("%s: does not begin with a title", id)
	}
	l.pages = append(l.pages, p)
}

// The lines of a page in whose place the program writes what it knows itself.
const (
	lineActions = "{{actions}}"
	lineCodes   = "{{codes}}"
)

// read reads a page of assets/help.
func (l *Library) read(id string) (body []block) {
	source := l.source(id)
	for source != "" {
		at, line := len(source), ""
		for _, known := range []string{lineActions, lineCodes} {
			if i := strings.Index(source, known); i >= 0 && i < at {
				at, line = i, known
			}
		}
		body = append(body, parse(l.expand(id, source[:at]))...)
		source = source[at+len(line):]
		switch line {
		case lineActions:
			body = append(body, l.actionTables()...)
		case lineCodes:
			body = append(body, l.familyList()...)
		}
	}
	l.finish(body)
	return body
}

func (l *Library) source(id string) string {
	raw, err := pages.Files.ReadFile(id + "." + l.voice.Language() + ".md")
	if err != nil {
		l.fault("%s: %v", id, err)
	}
	return string(raw)
}

var (
	token       = regexp.MustCompile(`{{([a-z:][A-Za-z0-9_.:+-]*)}}`)
	placeholder = regexp.MustCompile(`{{\.([A-Z][A-Za-z0-9]*)}}`)
	counted     = regexp.MustCompile(`\s*\({{\.[A-Z][A-Za-z0-9]*}}\)$`)
)

// expand puts the names of the window and its keys in the place of their tokens:
// {{action.file.open}} is what the catalogue says, {{key:file.open}} an action's
// shortcut, {{keys:Ctrl+F}} those keys as the reader's keyboard has them.
func (l *Library) expand(id, source string) string {
	return token.ReplaceAllStringFunc(source, func(found string) string {
		name := strings.Trim(found, "{}")
		if action, ok := strings.CutPrefix(name, "key:"); ok {
			return string(keyBegins) + l.keys(id, action) + string(keyEnds)
		}
		if keys, ok := strings.CutPrefix(name, "keys:"); ok {
			return string(keyBegins) + l.written(id, keys) + string(keyEnds)
		}
		said, ok := l.catalog[name]
		if !ok {
			l.fault("%s: no catalogue has %s", id, name)
			return name
		}
		said = counted.ReplaceAllString(said, "")
		if placeholder.MatchString(said) {
			l.fault("%s: %s is filled in while the program runs and cannot be named", id, name)
		}
		// The dots of a menu say that a question follows; in a sentence they are noise.
		return string(nameBegins) + strings.TrimSuffix(said, "…") + string(nameEnds)
	})
}

// finish makes links of codes that stand in a text, and sets the text as the language
// wants it.
func (l *Library) finish(body []block) {
	for i := range body {
		l.link(body[i].runs)
		for _, row := range body[i].rows {
			for _, cell := range row {
				l.link(cell)
			}
		}
		l.finish(body[i].inner)
	}
}

func (l *Library) link(runs []run) {
	for i, r := range runs {
		if l.voice.Language() == wording.French && !r.code {
			runs[i].text = unbroken.Replace(r.text)
		}
		if page, anchor, ok := l.CodePage(r.text); ok && r.code && r.to == "" {
			runs[i].to = page + "#" + anchor
		}
	}
}

// unbroken keeps the marks of French at the word before them.
var unbroken = strings.NewReplacer(" :", "\u00a0:", " ;", "\u202f;", " !", "\u202f!", " ?", "\u202f?", " »", "\u00a0»", "« ", "«\u00a0", " %", "\u202f%")

// check looks whether links and pictures lead somewhere.
func (l *Library) check() {
	for _, p := range l.pages {
		anchors := map[string]bool{}
		p.each(func(b block) {
			if b.kind == heading && b.anchor != "" {
				if anchors[b.anchor] {
					l.fault("%s: two headings are #%s", p.ID, b.anchor)
				}
				anchors[b.anchor] = true
			}
			if b.kind == heading && b.level > 1 && b.anchor == "" {
				l.fault("%s: the heading %q has no anchor", p.ID, b.said())
			}
			if b.kind == picture {
				l.checkPicture(p, b)
			}
			for _, r := range b.allRuns() {
				if r.to != "" && !l.leads(p, r.to) {
					l.fault("%s: %q leads nowhere", p.ID, r.to)
				}
			}
		})
	}
}

func (l *Library) checkPicture(p *Page, b block) {
	if b.said() == "" {
		l.fault("%s: picture %s is not said in words", p.ID, b.file)
	}
	if l.pictureOf(b.file) == nil {
		l.fault("%s: there is no picture %s", p.ID, b.file)
	}
}

// leads tells whether a link from a page has an end.
func (l *Library) leads(from *Page, to string) bool {
	id, anchor := target(from.ID, to)
	p := l.page(id)
	if p == nil {
		return false
	}
	if anchor == "" {
		return true
	}
	known := false
	p.each(func(b block) { known = known || b.kind == heading && b.anchor == anchor })
	return known
}

// target returns page and anchor of a link on a page.
func target(from, to string) (page, anchor string) {
	page, anchor, _ = strings.Cut(to, "#")
	if page == "" {
		page = from
	}
	return page, anchor
}

// pictureOf returns a picture in the reader's language, or the one that is the same in
// all; nil if there is none.
func (l *Library) pictureOf(name string) fyne.Resource {
	for _, file := range []string{name + "." + l.voice.Language() + ".png", name + ".png"} {
		if raw, err := pages.Files.ReadFile(path.Join("pictures", file)); err == nil {
			return fyne.NewStaticResource(file, raw)
		}
	}
	return nil
}

// Anchors returns the anchors of a page, in their order; nil if there is no such page.
func (l *Library) Anchors(id string) (anchors []string) {
	if p := l.page(id); p != nil {
		p.each(func(b block) {
			if b.anchor != "" {
				anchors = append(anchors, b.anchor)
			}
		})
	}
	return anchors
}

// each visits every block of a page.
func (p *Page) each(visit func(block)) {
	var walk func([]block)
	walk = func(body []block) {
		for _, b := range body {
			visit(b)
			walk(b.inner)
		}
	}
	walk(p.body)
}

// allRuns returns the runs of a block and of its cells.
func (b block) allRuns() []run {
	runs := slices.Clone(b.runs)
	for _, row := range b.rows {
		for _, cell := range row {
			runs = append(runs, cell...)
		}
	}
	return runs
}

// sections cuts a page at its headings.
func (p *Page) sections() (out []section) {
	now := section{page: p.ID, title: p.Title}
	var said []string
	end := func() {
		now.text = strings.Join(said, " ")
		if now.text != "" || now.heading != "" {
			now.words, now.head = wordsOf(now.text), append(wordsOf(now.heading), wordsOf(now.title)...)
			if now.heading != "" {
				now.head = wordsOf(now.heading)
			}
			out = append(out, now)
		}
		said = nil
	}
	for i, b := range p.body {
		if b.kind == heading {
			if i > 0 {
				end()
				now = section{page: p.ID, code: b.code, title: p.Title, anchor: b.anchor, heading: b.said()}
			}
			continue
		}
		said = append(said, b.said())
	}
	end()
	return out
}
