package widgets

import (
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
)

// Column is a column of a [DataTable].
type Column struct {
	ID    string // what the source knows it by, in [Order]
	Label string
	// Tip explains what the column holds, under its header, where the label does not.
	Tip string
	// Width is in pixels at text scale 1. What is left over goes to the columns that
	// stretch, evenly.
	Width   float32
	Stretch bool
	// Align is where the text stands: numbers belong at the right.
	Align fyne.TextAlign
	// Sortable columns sort the table when their header is clicked.
	Sortable bool
	// Frozen columns stand first and stay when the others move sideways.
	Frozen bool
	// Typed columns are those in which typing letters finds a row. Where no column is, it
	// looks into the one that is sorted by, or the first with text.
	Typed bool
	// Hidden columns are shown only to who asks for them in the menu of columns.
	Hidden bool
}

// The widths that a column can be given, in pixels at text scale 1.
const (
	leastColumn = 36
	mostColumn  = 2000
)

// columnPlan is which columns there are, in what order, how wide, and which are hidden.
// Columns are named by their index in the list that the table was made with, so that
// the cells of a row are found however they stand.
type columnPlan struct {
	columns []Column
	order   []int // every column, as they stand; frozen ones first
	hidden  []bool
	widths  []float32 // at text scale 1
	held    []bool    // columns that somebody gave a width: they stretch no more
	changes int       // counts what makes a layout old
}

func newColumnPlan(columns []Column) *columnPlan {
	p := &columnPlan{columns: columns}
	p.deliver()
	return p
}

// deliver puts the columns as the screen delivers them.
func (p *columnPlan) deliver() {
	n := len(p.columns)
	p.order, p.hidden = make([]int, n), make([]bool, n)
	p.widths, p.held = make([]float32, n), make([]bool, n)
	for i, c := range p.columns {
		p.order[i], p.hidden[i] = i, c.Hidden
		p.widths[i] = min(max(c.Width, leastColumn), mostColumn)
	}
	p.settle()
}

// settle keeps two promises: frozen columns stand first, and something is shown.
func (p *columnPlan) settle() {
	p.changes++
	slices.SortStableFunc(p.order, func(a, b int) int { return later(p.columns[a]) - later(p.columns[b]) })
	if len(p.shown()) == 0 && len(p.order) > 0 {
		p.hidden[p.order[0]] = false
	}
}

func later(c Column) int {
	if c.Frozen {
		return 0
	}
	return 1
}

// shown returns the columns that are not hidden, as they stand.
func (p *columnPlan) shown() []int {
	return slices.DeleteFunc(slices.Clone(p.order), func(column int) bool { return p.hidden[column] })
}

// delivered tells whether nothing was changed.
func (p *columnPlan) delivered() bool {
	fresh := newColumnPlan(p.columns)
	return slices.Equal(p.order, fresh.order) && slices.Equal(p.hidden, fresh.hidden) &&
		slices.Equal(p.widths, fresh.widths) && slices.Equal(p.held, fresh.held)
}

// hide hides or shows a column. The last that is shown stays.
func (p *columnPlan) hide(column int, hidden bool) {
	if hidden && slices.Equal(p.shown(), []int{column}) {
		return
	}
	p.hidden[column] = hidden
	p.changes++
}

// hold gives a column a width.
func (p *columnPlan) hold(column int, width float32) {
	p.widths[column], p.held[column] = min(max(width, leastColumn), mostColumn), true
	p.changes++
}

// stretches tells whether a column takes a part of what is left over.
func (p *columnPlan) stretches(column int) bool { return p.columns[column].Stretch && !p.held[column] }

// move puts a column where another stands, on whose far side it then is. Frozen columns
// stay among themselves.
func (p *columnPlan) move(column, target int) {
	if column == target || p.columns[column].Frozen != p.columns[target].Frozen {
		return
	}
	to := slices.Index(p.order, target)
	rest := slices.DeleteFunc(slices.Clone(p.order), func(c int) bool { return c == column })
	p.order = slices.Insert(rest, to, column)
	p.changes++
}

// neighbour returns the shown column that stands beside another, and may change places
// with it; -1 if there is none.
func (p *columnPlan) neighbour(column, step int) int {
	shown := p.shown()
	at := slices.Index(shown, column)
	if at < 0 || at+step < 0 || at+step >= len(shown) || p.columns[shown[at+step]].Frozen != p.columns[column].Frozen {
		return -1
	}
	return shown[at+step]
}

// columnLayout is where the shown columns lie, in pixels.
type columnLayout struct {
	shown          []int     // which column lies at a place
	starts, widths []float32 // by place
	staying        int       // how many places, from the first, do not move sideways
	stays          float32   // how wide what does not move is, the gutter included
	total          float32
}

// mostStaying is the share of the room that may stay still: the rest must be seen too.
const mostStaying = 0.6

// lay places the columns behind a gutter, in a room, at a text scale.
func (p *columnPlan) lay(scale, gutter, room float32) *columnLayout {
	l := &columnLayout{shown: p.shown(), total: gutter, stays: gutter}
	l.starts, l.widths = make([]float32, len(l.shown)), make([]float32, len(l.shown))
	stretching := 0
	for place, column := range l.shown {
		l.widths[place] = p.widths[column] * scale
		l.total += l.widths[place]
		if p.stretches(column) {
			stretching++
		}
	}
	if rest := room - l.total; rest > 0 && stretching > 0 {
		for place, column := range l.shown {
			if p.stretches(column) {
				l.widths[place] += rest / float32(stretching)
			}
		}
		l.total = room
	}
	at := gutter
	for place := range l.widths {
		l.starts[place] = at
		at += l.widths[place]
	}
	for place, column := range l.shown {
		if end := l.starts[place] + l.widths[place]; p.columns[column].Frozen && end <= mostStaying*room {
			l.staying, l.stays = place+1, end
		}
	}
	return l
}

// x returns where a place begins in the view that is moved sideways by across.
func (l *columnLayout) x(place int, across float32) float32 {
	if place < l.staying {
		return l.starts[place]
	}
	return l.starts[place] - across
}

// placeAt returns the place that lies at x, -1 if none does.
func (l *columnLayout) placeAt(x, across float32) int {
	for place := range l.shown {
		left := l.x(place, across)
		if x >= left && x < left+l.widths[place] && (place < l.staying || x >= l.stays) {
			return place
		}
	}
	return -1
}

// edgeReach is how near the pointer must be to the edge of a column to take it.
const edgeReach = 4

// edgeAt returns the place whose right edge is at x, -1 if none is.
func (l *columnLayout) edgeAt(x, across float32) int {
	for place := len(l.shown) - 1; place >= 0; place-- { // of two edges the one that can be drawn wider
		right := l.x(place, across) + l.widths[place]
		if d := x - right; d > -edgeReach && d < edgeReach && (place < l.staying || right >= l.stays) {
			return place
		}
	}
	return -1
}

// place returns where a column lies, -1 if it is hidden.
func (l *columnLayout) place(column int) int { return slices.Index(l.shown, column) }

// rememberedColumn is what a [Memory] knows of a column.
type rememberedColumn struct {
	ID     string  `json:"id"`
	Width  float32 `json:"width,omitempty"` // 0: as delivered
	Hidden bool    `json:"hidden,omitempty"`
}

// rememberedTable is what a [Memory] knows of a table, as JSON.
type rememberedTable struct {
	Columns []rememberedColumn `json:"columns,omitempty"`
	Order   *Order             `json:"order,omitempty"`
}

// remember writes the plan and the order down; "" if they are as delivered.
func (p *columnPlan) remember(order, delivered Order) string {
	var r rememberedTable
	if order != delivered {
		r.Order = &order
	}
	if !p.delivered() {
		for _, column := range p.order {
			c := rememberedColumn{ID: p.columns[column].ID, Hidden: p.hidden[column]}
			if p.held[column] {
				c.Width = p.widths[column]
			}
			r.Columns = append(r.Columns, c)
		}
	}
	text, err := json.Marshal(r)
	if err != nil || string(text) == "{}" {
		return ""
	}
	return string(text)
}

// recall reads what remember has written, perhaps by another version of the program:
// columns that are not known any more are passed over, new ones stand where they are
// delivered, and what makes no sense counts as nothing. It returns the order.
func (p *columnPlan) recall(text string, delivered Order) Order {
	var r rememberedTable
	if json.Unmarshal([]byte(text), &r) != nil {
		return delivered
	}
	p.deliver()
	if len(r.Columns) > 0 {
		p.arrange(r.Columns)
	}
	if r.Order != nil && p.sorts(r.Order.Column) {
		return *r.Order
	}
	return delivered
}

func (p *columnPlan) arrange(remembered []rememberedColumn) {
	var order []int
	for _, c := range remembered {
		column := p.find(c.ID)
		if column < 0 || slices.Contains(order, column) {
			continue
		}
		order = append(order, column)
		p.hidden[column] = c.Hidden
		if c.Width > 0 {
			p.hold(column, c.Width)
		}
	}
	for column := range p.columns {
		if !slices.Contains(order, column) {
			order = slices.Insert(order, slices.Index(order, column-1)+1, column)
		}
	}
	p.order = order
	p.settle()
}

func (p *columnPlan) find(id string) int {
	return slices.IndexFunc(p.columns, func(c Column) bool { return c.ID == id })
}

// sorts tells whether rows can be sorted by a column; by none they always can.
func (p *columnPlan) sorts(id string) bool {
	column := p.find(id)
	return id == "" || column >= 0 && p.columns[column].Sortable
}
