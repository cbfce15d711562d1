package widgets

import (
	"cmp"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// PaletteEntry is something to find in a [Palette]: an action, a page, a record.
type PaletteEntry struct {
	ID       string
	Title    string
	Group    string        // what it belongs to, beside the title; may be empty
	Keywords string        // other words by which people look for it; not shown
	Shortcut string        // as it is written; may be empty
	Icon     fyne.Resource // may be nil
	Disabled string        // why it cannot be chosen now; "" if it can
}

// PaletteParams are what a palette works with. Voice, Entries and OnChosen are needed.
type PaletteParams struct {
	Voice   *wording.Voice
	Entries []PaletteEntry
	// Recent are the ids of those chosen last, the latest first: they stand above the
	// others while nothing is typed.
	Recent      []string
	Placeholder string // what can be looked for; "": commands
	// OnChosen is called with the id of what was chosen, once the palette is closed.
	OnChosen func(id string)
}

// Palette is a field with a list under it: what is typed is looked for in all entries, by
// letters in their order, whatever the accents, the best first. The keyboard stays in the
// field; arrows and pages move in the list, Enter chooses.
type Palette struct {
	widget.BaseWidget

	p       PaletteParams
	spelled []spelledEntry
	field   *Entry
	list    *paletteList
	column  *fyne.Container
	close   func()
}

// ShowPalette opens a palette in the upper part of a canvas. Escape or a click beside it
// closes it.
func ShowPalette(c fyne.Canvas, p PaletteParams) *Overlay {
	palette := NewPalette(p)
	o := showOverlay(c, Inset(theme.SizeGapLarge, palette), inTheUpperPart, true)
	o.light = true
	palette.close = o.Close
	c.Focus(palette.field)
	return o
}

// inTheUpperPart is where palettes stand: the field is always at one height.
func inTheUpperPart(size, room fyne.Size) fyne.Position {
	return fyne.NewPos((room.Width-size.Width)/2, max(min(room.Height*0.12, room.Height-size.Height-theme.Size(theme.SizeMargin)), 0))
}

// NewPalette returns a palette that is part of something else.
func NewPalette(p PaletteParams) *Palette {
	palette := &Palette{p: p, close: func() {}, field: NewEntry()}
	for i, entry := range p.Entries {
		palette.spelled = append(palette.spelled, spelledEntry{
			PaletteEntry: entry, at: i, title: spell(entry.Title), others: spell(entry.Group + " " + entry.Keywords),
			recent: slices.Index(p.Recent, entry.ID),
		})
	}
	palette.list = newPaletteList(p.Voice, palette.choose)
	palette.field.PlaceHolder = p.Placeholder
	if p.Placeholder == "" {
		palette.field.PlaceHolder = p.Voice.Text("widgets.palette.placeholder")
	}
	palette.field.SetAccessibleLabel(p.Voice.Text("widgets.palette.name"))
	palette.field.Icon = theme.IconSearch()
	palette.field.OnChanged = func(string) { palette.find() }
	palette.field.OnKey = palette.key
	size := AtLeast(560, 0, palette.list)
	palette.column = DownWith(size, palette.field, size)
	palette.ExtendBaseWidget(palette)
	palette.find()
	return palette
}

func (p *Palette) find() { p.list.set(found(p.spelled, p.field.Text), p.field.Text) }

// key moves in the list; what edits the text stays with the field.
func (p *Palette) key(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyDown:
		p.list.move(p.list.cursor+1, true)
	case fyne.KeyUp:
		p.list.move(p.list.cursor-1, true)
	case fyne.KeyPageDown:
		p.list.move(p.list.cursor+p.list.page(), false)
	case fyne.KeyPageUp:
		p.list.move(p.list.cursor-p.list.page(), false)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.list.choose(p.list.cursor)
	default:
		return false
	}
	return true
}

func (p *Palette) choose(id string) {
	p.close()
	p.p.OnChosen(id)
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (p *Palette) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(p.column),
		layout:  func(s fyne.Size) { place(p.column, 0, 0, s.Width, s.Height) },
		minSize: func() fyne.Size { return p.column.MinSize() },
		refresh: func() { p.column.Refresh() },
	}
}

// spelledEntry is an entry as it is compared with what is typed.
type spelledEntry struct {
	PaletteEntry

	at            int // among the entries given
	title, others spelling
	recent        int // among those chosen last; -1: not
}

// match is an entry that was found.
type match struct {
	entry  spelledEntry
	points int
	marked []int // the runes of the title that were typed, sorted
}

// found returns the entries in which every word that is typed is found, the best first.
// A word is found in a title that has its letters in their order, or in the group and the
// keywords as it stands. Among equals those chosen last come first, then those that can be
// chosen, then those given first.
func found(entries []spelledEntry, typed string) (all []match) {
	looked := words(typed)
	for _, entry := range entries {
		if m, ok := entry.match(looked); ok {
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.points, a.points), compareRecent(a.entry.recent, b.entry.recent),
			compareDisabled(a.entry, b.entry, len(looked) > 0), cmp.Compare(a.entry.at, b.entry.at))
	})
	return all
}

func compareRecent(a, b int) int {
	switch {
	case a == b:
		return 0
	case a < 0:
		return 1
	case b < 0:
		return -1
	default:
		return cmp.Compare(a, b)
	}
}

// compareDisabled keeps the given order while nothing is typed: people look for things
// where they stood the last time.
func compareDisabled(a, b spelledEntry, typed bool) int {
	switch {
	case !typed || (a.Disabled == "") == (b.Disabled == ""):
		return 0
	case a.Disabled == "":
		return -1
	default:
		return 1
	}
}

func (e spelledEntry) match(words [][]rune) (match, bool) {
	m := match{entry: e}
	for _, word := range words {
		points, at, inTitle := e.title.find(word)
		other, atWord := e.others.contains(word)
		elsewhere := len(word) * pointsLetter
		if atWord {
			elsewhere += pointsWord
		}
		switch {
		case !inTitle && !other:
			return m, false
		case other && (!inTitle || elsewhere > points):
			m.points += elsewhere
		default:
			m.points += points
			m.marked = append(m.marked, at...)
		}
	}
	slices.Sort(m.marked)
	m.marked = slices.Compact(m.marked)
	return m, true
}

// paletteList is what was found; one row is chosen.
type paletteList struct {
	widget.BaseWidget

	voice    *wording.Voice
	onChosen func(id string)
	matches  []match
	typed    string
	cursor   int
	first    int // the row at the top
	bar      *scrollbar
}

var (
	_ fyne.Tappable     = (*paletteList)(nil)
	_ fyne.Scrollable   = (*paletteList)(nil)
	_ desktop.Hoverable = (*paletteList)(nil)
	_ fyne.Accessible   = (*paletteList)(nil)
)

// paletteRows is how many rows are seen.
const paletteRows = 10

func newPaletteList(voice *wording.Voice, chosen func(id string)) *paletteList {
	l := &paletteList{voice: voice, onChosen: chosen}
	l.bar = newScrollbar(false, func(offset float64) { l.scrollTo(int(offset + 0.5)) })
	l.ExtendBaseWidget(l)
	return l
}

func (l *paletteList) set(matches []match, typed string) {
	l.matches, l.typed, l.first = matches, typed, 0
	l.cursor = max(slices.IndexFunc(matches, func(m match) bool { return m.entry.Disabled == "" }), 0)
	l.reveal()
}

// page returns how many rows are seen.
func (l *paletteList) page() int { return max(int(l.Size().Height/l.rowHeight()), 1) }

func (l *paletteList) rowHeight() float32 { return theme.Size(theme.SizeControl) }

// move chooses another row; around means that the first follows the last.
func (l *paletteList) move(to int, around bool) {
	n := len(l.matches)
	if n == 0 {
		return
	}
	if around {
		to = (to + n) % n
	}
	l.cursor = min(max(to, 0), n-1)
	l.reveal()
}

func (l *paletteList) reveal() {
	l.scrollTo(min(max(l.first, l.cursor-l.page()+1), l.cursor))
}

func (l *paletteList) scrollTo(first int) {
	l.first = max(min(first, len(l.matches)-l.page()), 0)
	l.Refresh()
}

func (l *paletteList) choose(i int) {
	if i >= 0 && i < len(l.matches) && l.matches[i].entry.Disabled == "" {
		l.onChosen(l.matches[i].entry.ID)
	}
}

func (l *paletteList) rowAt(y float32) int {
	if row := l.first + int(y/l.rowHeight()); row < len(l.matches) && row < l.first+l.page() {
		return row
	}
	return -1
}

// Tapped chooses the row under the pointer.
func (l *paletteList) Tapped(e *fyne.PointEvent) { l.choose(l.rowAt(e.Position.Y)) }

// Scrolled moves through the list.
func (l *paletteList) Scrolled(e *fyne.ScrollEvent) {
	switch {
	case e.Scrolled.DY < 0:
		l.scrollTo(l.first + 3)
	case e.Scrolled.DY > 0:
		l.scrollTo(l.first - 3)
	}
}

// MouseIn does nothing yet: a list that opens under the pointer must not choose by it.
func (l *paletteList) MouseIn(*desktop.MouseEvent) {}

// MouseMoved marks the row under the pointer.
func (l *paletteList) MouseMoved(e *desktop.MouseEvent) {
	if row := l.rowAt(e.Position.Y); row >= 0 && row != l.cursor {
		l.cursor = row
		l.Refresh()
	}
}

// MouseOut leaves the row marked, for the keyboard to go on from.
func (l *paletteList) MouseOut() {}

// AccessibilityLabel is what a screen reader says: the row that is marked.
func (l *paletteList) AccessibilityLabel() string {
	if l.cursor >= len(l.matches) {
		return l.nothing()
	}
	entry := l.matches[l.cursor].entry
	if entry.Disabled != "" {
		return entry.Title + ". " + entry.Disabled
	}
	return entry.Title
}

// AccessibilityRole is what a screen reader calls it.
func (l *paletteList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (l *paletteList) nothing() string {
	return l.voice.Text("widgets.palette.nothing", "Text", l.typed)
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (l *paletteList) CreateRenderer() fyne.WidgetRenderer {
	var rows []*paletteRow
	nothing := NewParagraph(RoleMuted, "")
	draw := func() {
		for len(rows) < l.page() {
			rows = append(rows, newPaletteRow())
		}
		bar := float32(0)
		if len(l.matches) > l.page() {
			bar = theme.Size(fynetheme.SizeNameScrollBar)
		}
		for i, row := range rows {
			index := l.first + i
			row.show(i < l.page() && index < len(l.matches))
			if row.shown {
				row.draw(l.matches[index], index == l.cursor, float32(i)*l.rowHeight(), fyne.NewSize(l.Size().Width-bar, l.rowHeight()))
			}
		}
		place(l.bar, l.Size().Width-theme.Size(fynetheme.SizeNameScrollBar), 0, theme.Size(fynetheme.SizeNameScrollBar), float32(l.page())*l.rowHeight())
		l.bar.set(float64(len(l.matches)), float64(l.page()), float64(l.first))
		nothing.Hidden = len(l.matches) > 0
		if len(l.matches) == 0 {
			nothing.SetText(l.nothing())
			gap := theme.Size(theme.SizeGap)
			place(nothing, gap, gap, l.Size().Width-2*gap, l.rowHeight()*2)
		}
	}
	return &renderer{
		objects: func() []fyne.CanvasObject {
			objects := []fyne.CanvasObject{nothing}
			for _, row := range rows {
				objects = append(objects, row.objects()...)
			}
			return append(objects, l.bar)
		},
		layout: func(fyne.Size) {
			l.first = max(min(l.first, len(l.matches)-l.page()), 0)
			draw()
		},
		minSize: func() fyne.Size { return fyne.NewSize(0, l.rowHeight()*paletteRows) },
		refresh: func() { draw(); canvas.Refresh(l) },
	}
}

// paletteRow is what a row is drawn with.
type paletteRow struct {
	shown           bool
	ground          *canvas.Rectangle
	icon            *canvas.Image
	title           []*canvas.Text // pieces: typed and not typed in turn
	group, shortcut *canvas.Text
	key             *canvas.Rectangle // around the shortcut
}

// mostPieces is how many pieces of a title are drawn apart; the rest is one piece.
const mostPieces = 13

func newPaletteRow() *paletteRow {
	r := &paletteRow{
		ground: canvas.NewRectangle(color.Transparent), icon: canvas.NewImageFromResource(nil), key: canvas.NewRectangle(color.Transparent),
		group: canvas.NewText("", nil), shortcut: canvas.NewText("", nil),
	}
	r.icon.FillMode = canvas.ImageFillContain
	for range mostPieces {
		r.title = append(r.title, canvas.NewText("", nil))
	}
	return r
}

func (r *paletteRow) objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.ground, r.icon, r.group, r.key, r.shortcut}
	for _, piece := range r.title {
		all = append(all, piece)
	}
	return all
}

func (r *paletteRow) show(shown bool) {
	r.shown = shown
	for _, o := range r.objects() {
		if shown {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

func (r *paletteRow) draw(m match, chosen bool, top float32, size fyne.Size) {
	e := m.entry
	fill, ink, mark, quiet := color.Color(color.Transparent), fyne.ThemeColorName(fynetheme.ColorNameForeground), theme.ColorAccentText, theme.ColorMuted
	if chosen {
		fill = theme.Color(theme.ColorAccentSoft)
	}
	if e.Disabled != "" {
		ink, mark = theme.ColorMuted, theme.ColorMuted
	}
	r.ground.CornerRadius = theme.Size(theme.SizeRadius)
	setFill(r.ground, fill, nil, 0)
	place(r.ground, 0, top, size.Width, size.Height)

	gap, side := theme.Size(theme.SizeGap), theme.Size(fynetheme.SizeNameInlineIcon)
	r.icon.Hidden = e.Icon == nil
	if e.Icon != nil {
		r.icon.Resource = tinted(e.Icon, ink)
		r.icon.Refresh()
		place(r.icon, gap, top+(size.Height-side)/2, side, side)
	}
	left, end := 2*gap+side, size.Width-gap
	caption := theme.Size(theme.SizeTextCaption)
	small := lineHeight(caption)

	r.key.Hidden = e.Shortcut == ""
	setText(r.shortcut, e.Shortcut, theme.Color(quiet), caption, fyne.TextStyle{}, fyne.TextAlignCenter)
	if e.Shortcut != "" {
		w, h := textWidth(e.Shortcut, caption, fyne.TextStyle{})+gap, small+4
		r.key.CornerRadius = theme.Size(theme.SizeRadius)
		setFill(r.key, color.Transparent, theme.Color(theme.ColorControl), 1)
		place(r.key, end-w, top+(size.Height-h)/2, w, h)
		place(r.shortcut, end-w, top+(size.Height-small)/2, w, small)
		end -= w + gap
	}
	// Why it cannot be done is more use than what it belongs to.
	beside := e.Group
	if e.Disabled != "" {
		beside = e.Disabled
	}
	body := theme.Size(theme.SizeTextBody)
	wanted := textWidth(e.Title, body, fyne.TextStyle{Bold: true})
	room := max(end-left-wanted-2*gap, (end-left)/3)
	beside = elide(beside, room, caption, fyne.TextStyle{})
	setText(r.group, beside, theme.Color(quiet), caption, fyne.TextStyle{}, fyne.TextAlignTrailing)
	w := textWidth(beside, caption, fyne.TextStyle{})
	place(r.group, end-w, top+(size.Height-small)/2, w, small)
	if beside != "" {
		end -= w + 2*gap
	}
	r.drawTitle(m, left, top, end-left, size.Height, theme.Color(ink), theme.Color(mark))
}

// drawTitle writes the title with the letters that were typed in bold.
func (r *paletteRow) drawTitle(m match, left, top, room, height float32, ink, mark color.Color) {
	size := theme.Size(theme.SizeTextBody)
	line := lineHeight(size)
	bold := fyne.TextStyle{Bold: true}
	pieces := piecesOf(elide(m.entry.Title, room, size, bold), m.marked, len(r.title))
	at := left
	for i, piece := range r.title {
		text, style, color := "", fyne.TextStyle{}, ink
		if i < len(pieces) {
			text = pieces[i].text
			if pieces[i].marked {
				style, color = bold, mark
			}
		}
		setText(piece, text, color, size, style, fyne.TextAlignLeading)
		w := textWidth(text, size, style)
		place(piece, at, top+(height-line)/2, w, line)
		at += w
	}
}

type piece struct {
	text   string
	marked bool
}

// piecesOf parts a title into what was typed and what not; what is left when there are
// too many is one piece.
func piecesOf(title string, marked []int, most int) (pieces []piece) {
	for i, r := range []rune(title) {
		_, is := slices.BinarySearch(marked, i)
		if last := len(pieces) - 1; last >= 0 && (pieces[last].marked == is || len(pieces) == most || joined(0, r)) {
			pieces[last].text += string(r)
			continue
		}
		pieces = append(pieces, piece{string(r), is})
	}
	return pieces
}
