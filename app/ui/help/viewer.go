package help

import (
	"log/slog"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	pages "creneaux/assets/help"
)

// Params are what the help works with. All are needed but Actions.
type Params struct {
	App        fyne.App
	Voice      *wording.Voice
	Background widgets.Background
	Log        *slog.Logger
	// Actions are those that the window has beside the catalogue of actions.
	Actions action.Set
	// Closed is called when the window is gone.
	Closed func()
}

// Viewer is the help in a window. Its methods are called on the window's goroutine.
type Viewer struct {
	p       Params
	window  fyne.Window
	library *Library // nil while it is read

	search  *widgets.SearchField
	list    *list
	article *article
	said    *widgets.Text // how much a search has found
	trail   *widgets.Text
	back    *widgets.Button
	forward *widgets.Button

	past, future []place
	now          place
	waiting      place // asked for before the library was there
	question     string
	asking       int // which search is the last one
	found        []Found
}

// place is where a reader is.
type place struct {
	page, anchor string
	top          float32 // how far it was scrolled when it was left; 0: to the anchor
	marked       []string
}

// New opens the window of the help; what it shows is said by Open.
func New(p Params) *Viewer {
	v := &Viewer{p: p, window: p.App.NewWindow(p.Voice.Text("guide.title")), waiting: place{page: pages.Introduction}}
	v.list = newList(p.Voice.Text("guide.contents"), v.typed)
	v.article = newArticle()
	v.article.open, v.article.enlarge = v.leadTo, v.enlarge
	v.article.picture = func(name string) fyne.Resource { return v.library.pictureOf(name) }
	v.search = widgets.NewSearchField(p.Voice.Text("guide.search"))
	v.search.OnSearch = v.ask
	onKey := v.search.OnKey
	v.search.OnKey = func(key *fyne.KeyEvent) bool { return onKey(key) || v.typedInSearch(key) }
	v.said, v.trail = widgets.NewText(widgets.RoleCaption, ""), widgets.NewText(widgets.RoleMuted, p.Voice.Text("guide.loading"))
	v.said.SetMinWidth(0)
	v.said.Hide()
	v.trail.SetMinWidth(0)
	v.back = v.button(theme.IconBack(), "guide.back", v.Back)
	v.forward = v.button(theme.IconForward(), "guide.forward", v.Forward)
	v.window.SetPadded(false)
	stage := widgets.NewStage(v.layOut()) // the tips of the buttons
	stage.Speak(p.Voice)
	v.window.SetContent(stage)
	scale := theme.Size(theme.SizeTextBody) / 13
	v.window.Resize(fyne.NewSize(1080*min(scale, 1.4), 780*min(scale, 1.2)))
	surface := v.window.Canvas()
	surface.SetOnTypedKey(v.typed)
	surface.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt}, func(fyne.Shortcut) { v.Back() })
	surface.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: fyne.KeyModifierAlt}, func(fyne.Shortcut) { v.Forward() })
	surface.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) { v.seek() })
	v.window.SetOnClosed(p.Closed)
	v.walk()
	v.load()
	return v
}

func (v *Viewer) button(icon fyne.Resource, key string, do func()) *widgets.Button {
	b := widgets.NewButton(widgets.Flat, "", icon, do)
	b.SetAccessibleLabel(v.p.Voice.Text(key))
	return b
}

// layOut puts contents and search at the left, the page at the right.
func (v *Viewer) layOut() fyne.CanvasObject {
	head := widgets.InsetEdges(theme.SizeGap, theme.SizeGap, theme.SizeGap, "", widgets.Down(v.search, v.said))
	left := widgets.NewSurface(theme.ColorChrome, widgets.EdgeRight, under(head, v.list))
	bar := widgets.NewSurface(theme.ColorSurface, widgets.EdgeBottom,
		widgets.InsetEdges(theme.SizeGap, theme.SizeGap, theme.SizeMargin, theme.SizeGap,
			container.NewBorder(nil, nil, widgets.Across(v.back, v.forward), nil, widgets.InsetEdges(theme.SizeGap, "", "", "", v.trail))))
	right := widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, under(bar, v.article))
	split := container.NewHSplit(left, right)
	split.SetOffset(0.27)
	return split
}

// under puts a content below a head. Tab comes to the head first, as a reader does: in
// a container made by Fyne it would come to the content first.
func under(head, content fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewBorderLayout(head, nil, nil, nil), head, content)
}

// load reads the pages beside the window.
func (v *Viewer) load() {
	var library *Library
	v.p.Background(func() { library = Load(v.p.Voice, v.p.Actions) }, func() {
		v.library = library
		for _, fault := range library.Faults() {
			v.p.Log.Error("help", "fault", fault)
		}
		v.showContents()
		v.show(v.waiting)
	})
}

// Show shows the window and brings it to the front.
func (v *Viewer) Show() {
	v.window.Show()
	v.window.RequestFocus()
}

// Close closes the window.
func (v *Viewer) Close() { v.window.Close() }

// Open shows a page, the introduction if there is none of that name, from an anchor on
// ("": from its beginning).
func (v *Viewer) Open(page, anchor string) {
	v.Show()
	if v.library == nil {
		v.waiting = place{page: page, anchor: anchor}
		return
	}
	v.visit(place{page: page, anchor: anchor})
}

// OpenCode explains the code of a problem.
func (v *Viewer) OpenCode(code string) {
	if v.library == nil {
		// Which page has the code is known once the library is there.
		v.waiting = place{page: codePage, anchor: code}
		v.Show()
		return
	}
	page, anchor, ok := v.library.CodePage(code)
	if !ok {
		page, anchor = codePage, ""
	}
	v.Open(page, anchor)
}

// codePage is the page about codes in general.
const codePage = "codes"

// leadTo follows a link of the page that is shown.
func (v *Viewer) leadTo(to string) {
	page, anchor := target(v.now.page, to)
	v.visit(place{page: page, anchor: anchor})
}

// visit goes to a place and remembers the one that is left.
func (v *Viewer) visit(to place) {
	if v.now.page != "" && (v.now.page != to.page || v.now.anchor != to.anchor) {
		v.now.top = v.article.scroll.Offset.Y
		v.past, v.future = append(v.past, v.now), nil
	}
	v.show(to)
}

// Page returns the id of the page that is shown; "" while the help is read.
func (v *Viewer) Page() string { return v.now.page }

// Back goes to the place before.
func (v *Viewer) Back() { v.turn(&v.past, &v.future) }

// Forward takes a step back back.
func (v *Viewer) Forward() { v.turn(&v.future, &v.past) }

func (v *Viewer) turn(from, to *[]place) {
	if len(*from) == 0 {
		return
	}
	v.now.top = v.article.scroll.Offset.Y
	*to = append(*to, v.now)
	last := len(*from) - 1
	next := (*from)[last]
	*from = (*from)[:last]
	v.show(next)
}

// show shows a place.
func (v *Viewer) show(to place) {
	if to.page == codePage && to.anchor != "" {
		if page, anchor, ok := v.library.CodePage(to.anchor); ok {
			to.page, to.anchor = page, anchor
		}
	}
	page := v.library.page(to.page)
	if page == nil {
		page = v.library.page(pages.Introduction)
		to = place{page: page.ID}
	}
	if v.now.page != to.page || !slices.Equal(v.now.marked, to.marked) {
		v.article.set(page.body, to.marked)
	}
	v.now = to
	if to.top > 0 {
		v.article.scrollTo(to.top)
	} else {
		v.article.scrollTo(v.article.topOf(to.anchor))
	}
	v.trail.SetText(page.Group + "  ›  " + page.Title)
	v.walk()
	v.follow()
}

// walk says which steps are possible.
func (v *Viewer) walk() {
	for button, steps := range map[*widgets.Button][]place{v.back: v.past, v.forward: v.future} {
		if len(steps) == 0 {
			button.Disable()
		} else {
			button.Enable()
		}
	}
}

// follow marks the line of the list that belongs to what is shown.
func (v *Viewer) follow() {
	if v.question != "" {
		return
	}
	at := -1
	for i, p := range v.library.Pages() {
		if p.ID == v.now.page {
			at = i + v.headingsBefore(i)
		}
	}
	v.list.choose(at)
}

// headingsBefore counts the headings of the contents above a page.
func (v *Viewer) headingsBefore(page int) (headings int) {
	group := ""
	for _, p := range v.library.Pages()[:page+1] {
		if p.Group != group {
			group = p.Group
			headings++
		}
	}
	return headings
}

// showContents lists the pages.
func (v *Viewer) showContents() {
	var lines []line
	group := ""
	for _, p := range v.library.Pages() {
		if p.Group != group {
			group = p.Group
			lines = append(lines, line{heading: true, title: group})
		}
		lines = append(lines, line{title: p.Title, do: func() { v.visit(place{page: p.ID}) }})
	}
	v.list.set(lines, nil)
}

// enlarge shows a picture in a window of its own, which any of the usual keys closes.
func (v *Viewer) enlarge(picture fyne.Resource, shows string) {
	w := v.p.App.NewWindow(shows)
	image := canvas.NewImageFromResource(picture)
	image.FillMode = canvas.ImageFillContain
	w.SetPadded(false)
	w.SetContent(image)
	w.Resize(naturalSize(picture))
	w.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		switch key.Name {
		case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
			w.Close()
		}
	})
	w.Show()
}

// seek gives the search the keyboard.
func (v *Viewer) seek() { v.window.Canvas().Focus(v.search) }

// ask searches beside the window; a late answer to an earlier question is dropped.
func (v *Viewer) ask(question string) {
	v.question = question
	v.asking++
	turn, library := v.asking, v.library
	if question == "" || library == nil {
		v.said.Hide()
		v.found = nil
		if library != nil {
			v.showContents()
			v.follow()
		}
		return
	}
	var found []Found
	v.p.Background(func() { found = library.Search(question) }, func() {
		if turn == v.asking {
			v.showFound(question, found)
		}
	})
}

func (v *Viewer) showFound(question string, found []Found) {
	v.found = found
	marked := wanted(question)
	lines := make([]line, len(found))
	for i, f := range found {
		lines[i] = line{title: f.Heading, above: f.Title, excerpt: f.Excerpt, do: func() {
			v.visit(place{page: f.Page, anchor: f.Anchor, marked: marked})
		}}
		if f.Heading == "" {
			lines[i].title, lines[i].above = f.Title, ""
		}
	}
	if len(found) == 0 {
		v.said.SetText(v.p.Voice.Text("guide.found.none"))
	} else {
		v.said.SetText(v.p.Voice.Text("guide.found", "Count", len(found)))
	}
	v.said.Show()
	v.list.set(lines, marked)
}

// typedInSearch hears the keys that lead from the search to what it has found, and
// those that scroll the page meanwhile.
func (v *Viewer) typedInSearch(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		if len(v.found) == 0 || v.question != v.search.Text {
			return false // what is typed has yet to be searched for
		}
		v.window.Canvas().Focus(v.list)
		v.list.step(1)
		return true
	case fyne.KeyPageDown, fyne.KeyPageUp:
		return v.article.move(key.Name)
	}
	return false
}

// typed hears the keys of the window.
func (v *Viewer) typed(key *fyne.KeyEvent) {
	switch {
	case key.Name == fyne.KeyEscape && v.search.Text != "":
		v.search.SetText("")
		v.search.OnSubmitted("") // at once
	case key.Name == fyne.KeyEscape:
		v.window.Close()
	case key.Name == fyne.KeyF1:
		v.visit(place{page: pages.Introduction})
	default:
		v.article.move(key.Name)
	}
}
