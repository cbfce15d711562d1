package settings

import (
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/widgets"
)

// listing is a table of what the house has of a kind, and the panel beside it with the fields
// of the one that is chosen.
type listing[T any] struct {
	s *Screen
	// all is those of the draft.
	all  func() *[]T
	draw func() // fills the rows anew

	table *widgets.DataTable
	rows  []widgets.Row
	at    int // the one in the panel; -1: none
	panel interface {
		show()
		valid() bool
		focus()
	}
}

// newTable makes the table; its panel comes later.
func (l *listing[T]) newTable(id, label string, columns ...widgets.Column) *widgets.DataTable {
	voice := l.s.p.Voice
	t := widgets.NewDataTable(widgets.TableParams{
		ID: id, Memory: l.s.p.Memory, Label: label, Voice: voice, Background: widgets.Inline, Signs: true, Columns: columns,
	})
	t.SetSource(widgets.RowsNow(func() []widgets.Row { return l.rows }))
	t.OnSelected = func(index int, _ widgets.Row) { l.choose(index) }
	t.OnActivated = func(int, widgets.Row) { l.panel.focus() }
	t.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(voice, action.Set(l.s.Actions()).Of(actionDuplicate, actionUp, actionDown, "", actionRemove)...)
	}
	return t
}

func (l *listing[T]) count() int { return len(*l.all()) }

// show shows the list as it is now, with one of it chosen.
func (l *listing[T]) show(at int) {
	l.draw()
	l.at = min(at, len(l.rows)-1)
	l.panel.show()
	if l.at >= 0 {
		l.table.Select(l.at)
	}
}

// choose shows another row in the panel, unless something is wrong in the one there.
func (l *listing[T]) choose(at int) {
	if at == l.at || at >= len(l.rows) {
		return
	}
	if !l.panel.valid() {
		l.table.Select(l.at)
		return
	}
	l.at = at
	l.panel.show()
	l.s.actionsChanged()
}

// chosen returns the one in the panel.
func (l *listing[T]) chosen() *T {
	if all := *l.all(); l.at >= 0 && l.at < len(all) {
		return &all[l.at]
	}
	return nil
}

// insert puts one after the chosen one, which it then is.
func (l *listing[T]) insert(one T) {
	all := *l.all()
	at := min(l.at+1, len(all))
	*l.all() = append(append(all[:at:at], one), all[at:]...)
	l.show(at)
}

// shift moves the chosen one up or down.
func (l *listing[T]) shift(by int) {
	*l.all(), l.at = move(*l.all(), l.at, by)
	l.show(l.at)
}

// drop takes the chosen one away.
func (l *listing[T]) drop() {
	*l.all() = remove(*l.all(), l.at)
	l.show(l.at)
}
