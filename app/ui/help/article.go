package help

import (
	"bytes"
	"image"
	_ "image/png" // the pictures

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// article shows the blocks of a page under each other and scrolls.
type article struct {
	widget.BaseWidget

	open    func(to string) // follows a link
	picture func(name string) fyne.Resource
	enlarge func(picture fyne.Resource, shows string)

	sheet  *fyne.Container
	space  *sized
	scroll *container.Scroll
	placed []placed
	flows  []*flow
}

// placed is a block and where it stands.
type placed struct {
	block  block
	object part
	indent float32 // in steps of the large gap
	above  float32 // in large gaps
	top    float32
}

// sized is a layout that places nothing and is as large as it is told.
type sized struct{ size fyne.Size }

func (s *sized) Layout([]fyne.CanvasObject, fyne.Size)        {}
func (s *sized) MinSize([]fyne.CanvasObject) (size fyne.Size) { return s.size }

func newArticle() *article {
	a := &article{space: &sized{}}
	a.sheet = container.New(a.space)
	a.scroll = container.NewVScroll(a.sheet)
	a.ExtendBaseWidget(a)
	return a
}

// set shows other blocks, with the words that a search wants marked.
func (a *article) set(body []block, marked []string) {
	a.placed, a.flows = nil, nil
	a.sheet.Objects = nil
	for i, b := range body {
		p := placed{block: b, object: a.part(b, marked)}
		if p.object == nil {
			continue
		}
		p.above, p.indent = gapAbove(body, i)
		a.placed = append(a.placed, p)
		a.sheet.Objects = append(a.sheet.Objects, p.object)
	}
	a.arrange(a.Size())
	a.scroll.ScrollToTop()
	a.sheet.Refresh()
	a.scroll.Refresh()
}

// gapAbove returns how far a block stands from the one before it, in large gaps, and
// how far from the left edge, in steps.
func gapAbove(body []block, i int) (above, indent float32) {
	b := body[i]
	if b.kind == item {
		indent = float32(b.level + 1)
	}
	switch {
	case i == 0:
		return 0, indent
	case b.kind == heading && b.level == 2:
		return 2, indent
	case b.kind == heading:
		return 1.4, indent
	case body[i-1].kind == heading:
		return 0.5, indent
	case b.kind == item && body[i-1].kind == item:
		return 0.3, indent
	default:
		return 0.75, indent
	}
}

// part makes what shows a block; nil where there is nothing to show.
func (a *article) part(b block, marked []string) part {
	switch b.kind {
	case heading:
		look := map[int]look{1: lookTitle, 2: lookHeading}[b.level]
		if b.level > 2 {
			look = lookStrong
		}
		return a.flow(look, b.runs, marked)
	case item:
		return newEntry(b.marker, a.flow(lookBody, b.runs, marked))
	case note:
		var inner []part
		for _, within := range b.inner {
			if p := a.part(within, marked); p != nil {
				inner = append(inner, p)
			}
		}
		return newNote(inner)
	case grid:
		return a.grid(b.rows, marked)
	case picture:
		if resource := a.picture(b.file); resource != nil {
			return newPicture(resource, a.flow(lookCaption, b.runs, marked), newLink(b.said(), func() { a.enlarge(resource, b.said()) }, a.reveal))
		}
		return nil
	default:
		return a.flow(lookBody, b.runs, marked)
	}
}

func (a *article) flow(l look, runs []run, marked []string) *flow {
	f := newFlow(l, runs)
	f.open, f.reveal = a.open, a.reveal
	f.wanted = marked
	a.flows = append(a.flows, f)
	return f
}

// letters is how many letters a line has at most: more are hard to follow.
const letters = 78

// arrange breaks the text to the width and places the blocks.
func (a *article) arrange(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	margin, gap := theme.Size(theme.SizeMargin)*1.4, theme.Size(theme.SizeGapLarge)
	room := max(size.Width-2*margin, gap*4)
	column := min(fyne.MeasureText("n", theme.Size(theme.SizeTextBody), fyne.TextStyle{}).Width*letters*0.93, room)
	top := margin * 0.8
	for i := range a.placed {
		p := &a.placed[i]
		top += p.above * gap
		p.top = top
		indent := p.indent * gap * 1.25
		width := column - indent
		if p.block.kind == picture || p.block.kind == grid {
			width = room
			if p.block.kind == grid {
				width = min(room, column*1.2)
			}
		}
		height := p.object.fit(width)
		put(p.object, margin+indent, top, width, height)
		top += height
	}
	a.space.size = fyne.NewSize(0, top+margin*1.5)
	put(a.scroll, 0, 0, size.Width, size.Height)
	a.scroll.Refresh()
}

// topOf returns where a heading stands; 0 if there is none with the anchor.
func (a *article) topOf(anchor string) float32 {
	for _, p := range a.placed {
		if anchor != "" && p.block.kind == heading && p.block.anchor == anchor {
			return max(p.top-theme.Size(theme.SizeGapLarge), 0)
		}
	}
	return 0
}

func (a *article) scrollTo(y float32) {
	a.scroll.ScrollToOffset(fyne.NewPos(0, y))
}

// move scrolls by a key; false if the key is none that scrolls.
func (a *article) move(key fyne.KeyName) bool {
	line, page := theme.Size(theme.SizeRow)*1.5, a.scroll.Size().Height*0.9
	step, known := map[fyne.KeyName]float32{
		fyne.KeyDown: line, fyne.KeyUp: -line, fyne.KeyPageDown: page, fyne.KeySpace: page, fyne.KeyPageUp: -page,
	}[key]
	switch {
	case known:
		a.scrollTo(a.scroll.Offset.Y + step)
	case key == fyne.KeyHome:
		a.scroll.ScrollToTop()
	case key == fyne.KeyEnd:
		a.scroll.ScrollToBottom()
	default:
		return false
	}
	return true
}

// reveal scrolls until an object is seen.
func (a *article) reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(a.sheet).Y
	bottom, view := top+o.Size().Height, a.scroll.Size().Height
	margin := theme.Size(theme.SizeMargin)
	switch {
	case top < a.scroll.Offset.Y:
		a.scrollTo(max(top-margin, 0))
	case bottom > a.scroll.Offset.Y+view:
		a.scrollTo(bottom - view + margin)
	}
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (a *article) CreateRenderer() fyne.WidgetRenderer { return articleRenderer{a} }

type articleRenderer struct{ a *article }

func (r articleRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.a.scroll} }
func (r articleRenderer) Layout(size fyne.Size)        { r.a.arrange(size) }
func (r articleRenderer) Destroy()                     {}

func (r articleRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Size(theme.SizeControl)*10, theme.Size(theme.SizeControl)*6)
}

// Refresh arranges anew: the text may have another size.
func (r articleRenderer) Refresh() {
	for _, f := range r.a.flows {
		f.width = -1
	}
	r.a.arrange(r.a.Size())
	canvas.Refresh(r.a)
}

// box is a part made of others.
type box struct {
	widget.BaseWidget
	objects []fyne.CanvasObject
	height  float32
	arrange func(width float32) (height float32)
}

func newBox(objects []fyne.CanvasObject, arrange func(float32) float32) *box {
	b := &box{objects: objects, arrange: arrange}
	b.ExtendBaseWidget(b)
	return b
}

func (b *box) fit(width float32) float32 {
	b.height = b.arrange(width)
	return b.height
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *box) CreateRenderer() fyne.WidgetRenderer { return boxRenderer{b} }

type boxRenderer struct{ b *box }

func (r boxRenderer) Objects() []fyne.CanvasObject { return r.b.objects }
func (r boxRenderer) Layout(fyne.Size)             {}
func (r boxRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, r.b.height) }
func (r boxRenderer) Destroy()                     {}
func (r boxRenderer) Refresh()                     { canvas.Refresh(r.b) }

// newEntry is an item of a list: its marker hangs at the left of the text.
func newEntry(marker string, text *flow) part {
	sign := newFlow(lookMuted, plain(marker))
	return newBox([]fyne.CanvasObject{sign, text}, func(width float32) float32 {
		hang := theme.Size(theme.SizeGapLarge) * 1.25
		height := text.fit(width)
		put(text, 0, 0, width, height)
		put(sign, -hang, 0, hang, sign.fit(hang))
		return height
	})
}

// newNote is a text that stands out: a ground and a bar at its left.
func newNote(inner []part) part {
	ground, bar := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	objects := []fyne.CanvasObject{ground, bar}
	for _, p := range inner {
		objects = append(objects, p)
	}
	return newBox(objects, func(width float32) float32 {
		ground.FillColor, bar.FillColor = theme.Color(theme.ColorInfoSoft), theme.Color(theme.ColorInfoText)
		ground.CornerRadius = theme.Size(theme.SizeRadius)
		gap := theme.Size(theme.SizeGap)
		top := gap * 1.25
		for i, p := range inner {
			if i > 0 {
				top += gap
			}
			height := p.fit(width - 4*gap)
			put(p, 2*gap, top, width-4*gap, height)
			top += height
		}
		top += gap * 1.25
		put(ground, 0, 0, width, top)
		put(bar, 0, 0, 3, top)
		return top
	})
}

// naturalSize is how large a picture of the window is at the present text scale.
func naturalSize(resource fyne.Resource) fyne.Size {
	config, _, err := image.DecodeConfig(bytes.NewReader(resource.Content()))
	if err != nil || config.Width == 0 {
		return fyne.NewSize(1, 1)
	}
	scale := theme.Size(theme.SizeTextBody) / 13
	return fyne.NewSize(float32(config.Width)*scale, float32(config.Height)*scale)
}

// newPicture is a picture at its own size where there is room, and what it shows. It can
// be pressed, to be seen larger.
func newPicture(resource fyne.Resource, caption *flow, press *link) part {
	shown, edge := canvas.NewImageFromResource(resource), canvas.NewRectangle(nil)
	shown.FillMode = canvas.ImageFillStretch
	shown.ScaleMode = canvas.ImageScaleSmooth
	return newBox([]fyne.CanvasObject{shown, edge, caption, press}, func(width float32) float32 {
		natural := naturalSize(resource)
		edge.StrokeColor, edge.StrokeWidth = theme.Color(theme.ColorBorder), 1
		w := min(width, natural.Width)
		h := w * natural.Height / natural.Width
		gap := theme.Size(theme.SizeGap)
		put(shown, 0, 0, w, h)
		put(edge, -1, -1, w+2, h+2)
		put(press, -1, -1, w+2, h+2)
		below := caption.fit(max(w, width/2))
		put(caption, 0, h+gap/2, max(w, width/2), below)
		return h + gap/2 + below
	})
}

// grid is a table: the columns share the width as their texts need it.
func (a *article) grid(rows [][][]run, marked []string) part {
	if len(rows) == 0 {
		return nil
	}
	cells := make([][]*flow, len(rows))
	lines := make([]*canvas.Rectangle, len(rows))
	var objects []fyne.CanvasObject
	for i, row := range rows {
		lines[i] = canvas.NewRectangle(nil)
		objects = append(objects, lines[i])
		for _, runs := range row {
			f := a.flow(lookBody, runs, marked)
			cells[i] = append(cells[i], f)
			objects = append(objects, f)
		}
	}
	return newBox(objects, func(width float32) float32 {
		gap := theme.Size(theme.SizeGap)
		widths := columnWidths(cells, width, 2*gap)
		top := float32(0)
		for i, row := range cells {
			x, tallest := float32(0), float32(0)
			for n, cell := range row {
				height := cell.fit(widths[n])
				put(cell, x, top+gap/2, widths[n], height)
				x += widths[n] + 2*gap
				tallest = max(tallest, height)
			}
			top += tallest + gap
			lines[i].FillColor = theme.Color(theme.ColorBorder)
			put(lines[i], 0, top-1, x-2*gap, 1)
		}
		return top
	})
}

// columnWidths gives each column what its longest text needs, and where that is too
// much, the narrow ones what they need and the others the same share of the rest.
func columnWidths(cells [][]*flow, width, gap float32) []float32 {
	var need []float32
	for _, row := range cells {
		for n, cell := range row {
			if n == len(need) {
				need = append(need, 0)
			}
			whole := float32(0)
			all := atoms(cell.runs)
			for i, a := range all {
				if a.spaced {
					whole += cell.space(all[i-1].run, a.run)
				}
				whole += cell.widthOf(a.run)
			}
			need[n] = max(need[n], whole+1)
		}
	}
	rest, open := width-gap*float32(len(need)-1), len(need)
	widths := make([]float32, len(need))
	for settled := true; settled && open > 0; {
		settled = false
		share := rest / float32(open)
		for n, w := range need {
			if widths[n] == 0 && w <= share {
				widths[n], settled = w, true
				rest -= w
				open--
				share = rest / float32(max(open, 1))
			}
		}
	}
	for n := range widths {
		if widths[n] == 0 {
			widths[n] = max(rest/float32(open), 1)
		}
	}
	return widths
}
