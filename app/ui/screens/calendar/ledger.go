package calendar

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// kind is one kind of entry of the calendar.
type kind[T any, ID ~string] struct {
	key     string // of what is remembered
	label   string // of the table
	icon    fyne.Resource
	empty   [2]string // what is said where there is none at all: title and text
	columns []widgets.Column
	list    func(office.House) []T
	id      func(T) ID
	period  func(T) agenda.Period
	on      func(T, agenda.DeskID) bool // whether it is about a desk; nil: none is of any
	cells   func(T) []string
	// named is what it is called after a verb: "la fermeture du lun. 2 mars 2026".
	named  func(T) string
	many   func(count int) string
	put    func(ctx context.Context, entries ...T) ([]T, error)
	remove func(ctx context.Context, ids ...ID) ([]T, error)
	form   func(entry T, fresh bool) // opens the form; fresh: it is not kept yet
	blank  func() T                  // what a new one begins with
	plan   func() bool               // whether it changes what can be planned
	brief  bool                      // little room is left for saying that there is none
}

// When an entry holds, as a filter.
const (
	coming = iota // today or later
	past
	anyTime
)

// always is that an entry changes what can be planned.
func always() bool { return true }

var times = []string{"coming", "past", "always"} // as they are remembered

// ledger is the list of one kind of entry, with what can be done with them.
type ledger[T any, ID ~string] struct {
	kind[T, ID]
	s       *Screen
	entries []T // those shown, in the order of the table
	listed  bool

	time, desk *widgets.Select
	desks      []agenda.DeskID // in the order of the list, after "every desk"
	table      *widgets.DataTable
	buttons    []offered.Button
	box        fyne.CanvasObject
}

func newLedger[T any, ID ~string](s *Screen, k kind[T, ID]) *ledger[T, ID] {
	voice := s.p.Voice
	l := &ledger[T, ID]{kind: k, s: s}
	l.time = widgets.NewSelect([]string{
		voice.Text("screen.calendar.filter.coming"), voice.Text("screen.calendar.filter.past"), voice.Text("screen.calendar.filter.always"),
	}, max(slices.Index(times, s.recalled(k.key+timeSuffix)), 0), func(i int) { s.keep(k.key+timeSuffix, times[i]); l.show(); s.tell(""); s.changed() })
	l.time.SetAccessibleLabel(voice.Text("screen.calendar.filter.time"))
	l.desk = widgets.NewSelect([]string{voice.Text("screen.calendar.filter.every-desk")}, 0, func(i int) {
		chosen := ""
		if i > 0 {
			chosen = string(l.desks[i-1])
		}
		s.keep(k.key+deskSuffix, chosen)
		l.show()
		s.tell("")
		s.changed()
	})
	l.desk.SetAccessibleLabel(voice.Text("screen.calendar.column.desk"))
	l.table = widgets.NewDataTable(widgets.TableParams{
		ID: k.key, Memory: s.p.Memory, Label: k.label, Columns: k.columns, Voice: voice, Background: widgets.Inline, Multiple: true,
	})
	l.table.OnSelection = func(widgets.Selection) { s.tell(""); s.changed() }
	l.table.OnActivated = func(int, widgets.Row) { l.edit() }
	l.table.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(voice, action.Set(s.Actions()).Of(actionEdit, actionDuplicate, actionShow, "", actionRemove)...)
	}
	l.table.SetEmpty(l.nothing)
	bar := []fyne.CanvasObject{l.time}
	if k.on != nil {
		bar = append(bar, l.desk)
	}
	for _, id := range []string{actionEdit, actionDuplicate, actionRemove} {
		b := offered.NewButton(widgets.Secondary, s.action(id), voice)
		l.buttons = append(l.buttons, b)
		bar = append(bar, b.Button)
	}
	table := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, l.table)
	l.box = container.NewStack(widgets.DownWith(table, widgets.Flow(nil, bar...), table))
	return l
}

func (l *ledger[T, ID]) content() fyne.CanvasObject { return l.box }

// nothing is said in the place of rows.
func (l *ledger[T, ID]) nothing() fyne.CanvasObject {
	voice := l.s.p.Voice
	if len(l.list(l.s.house)) > 0 {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: l.icon, Title: voice.Text("screen.calendar.filtered.title"), Text: voice.Text("screen.calendar.filtered.text"),
			Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.calendar.filtered.do"), nil, l.showAll),
		})
	}
	if l.brief {
		return widgets.Inset(theme.SizeGap, widgets.NewParagraph(widgets.RoleMuted, l.empty[1]))
	}
	add := l.s.action(actionAdd)
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: l.icon, Title: l.empty[0], Text: l.empty[1], Action: widgets.NewButton(widgets.Secondary, add.Title, add.Icon, l.add),
	})
}

func (l *ledger[T, ID]) showAll() {
	l.time.SetSelectedIndex(anyTime)
	l.desk.SetSelectedIndex(0)
	l.s.keep(l.key+timeSuffix, times[anyTime])
	l.s.keep(l.key+deskSuffix, "")
	l.show()
	l.s.tell("")
}

// coming counts the entries that are not past.
func (l *ledger[T, ID]) coming() (count int) {
	for _, e := range l.list(l.s.house) {
		if l.lets(e, coming) {
			count++
		}
	}
	return count
}

// lets reports whether a filter of time lets an entry through.
func (l *ledger[T, ID]) lets(e T, time int) bool {
	p, today := l.period(e), l.s.today()
	over := !p.To.IsZero() && p.To.Before(today)
	return time == anyTime || (time == past) == over
}

// listDesks offers the desks as they are; the one that was chosen, or is remembered, stays.
func (l *ledger[T, ID]) listDesks() (chosen agenda.DeskID) {
	remembered, at := l.s.recalled(l.key+deskSuffix), 0
	if i := l.desk.SelectedIndex(); i > 0 {
		remembered = string(l.desks[i-1])
	}
	names := []string{l.s.p.Voice.Text("screen.calendar.filter.every-desk")}
	l.desks = nil
	for i, d := range l.s.house.Desks {
		names, l.desks = append(names, d.Name), append(l.desks, d.ID)
		if string(d.ID) == remembered {
			at, chosen = i+1, d.ID
		}
	}
	l.desk.SetOptions(names, at)
	return chosen
}

// show lists the entries that the filters let through, by date.
func (l *ledger[T, ID]) show() {
	desk := l.listDesks()
	l.entries = nil
	for _, e := range l.list(l.s.house) {
		if l.lets(e, l.time.SelectedIndex()) && (desk == "" || l.on == nil || l.on(e, desk)) {
			l.entries = append(l.entries, e)
		}
	}
	slices.SortStableFunc(l.entries, func(a, b T) int { return l.period(a).From.Compare(l.period(b).From) })
	if l.time.SelectedIndex() == past {
		slices.Reverse(l.entries) // what was last is looked for first
	}
	if !l.listed {
		l.listed = true
		l.table.SetSource(widgets.SourceFunc(l.page))
	} else {
		l.table.Reload()
	}
}

// page gives the entries as they stand now.
func (l *ledger[T, ID]) page(_ context.Context, offset, limit int, _ widgets.Order) (widgets.Page, error) {
	page, from := widgets.Page{Total: len(l.entries)}, min(offset, len(l.entries))
	for _, e := range l.entries[from:min(from+limit, len(l.entries))] {
		row := widgets.Row{Key: string(l.id(e)), Cells: l.cells(e)}
		if l.lets(e, past) {
			row.State = widgets.Quiet
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

// chosen returns the selected entries.
func (l *ledger[T, ID]) chosen() []T {
	selection := l.table.Selection()
	if selection.Count() == 0 {
		return nil
	}
	var chosen []T
	for _, e := range l.entries {
		if selection.Contains(string(l.id(e))) {
			chosen = append(chosen, e)
		}
	}
	return chosen
}

func (l *ledger[T, ID]) count() int { return len(l.chosen()) }

func (l *ledger[T, ID]) status() string {
	voice := l.s.p.Voice
	if n := l.count(); n > 1 {
		return voice.Text("screen.calendar.count.selected", "Count", n, "All", len(l.entries))
	}
	return voice.Text("screen.calendar.count", "Count", len(l.entries), "All", len(l.list(l.s.house)))
}

func (l *ledger[T, ID]) update() {
	for _, b := range l.buttons {
		b.Update()
	}
}

// day is the first day of the selected entry.
func (l *ledger[T, ID]) day() (agenda.Date, bool) {
	if chosen := l.chosen(); len(chosen) == 1 {
		return l.period(chosen[0]).From, true
	}
	return agenda.Date{}, false
}

func (l *ledger[T, ID]) add() { l.form(l.blank(), true) }

func (l *ledger[T, ID]) edit() {
	if chosen := l.chosen(); len(chosen) == 1 {
		l.form(chosen[0], false)
	}
}

func (l *ledger[T, ID]) duplicate() {
	if chosen := l.chosen(); len(chosen) == 1 {
		l.form(chosen[0], true)
	}
}

// keep keeps one entry: a new one, or one in place of another. done is called when it is
// kept or could not be.
func (l *ledger[T, ID]) keep(entry T, before *T, done func(kept bool)) {
	var kept []T
	l.s.attempt(func(ctx context.Context) (err error) { kept, err = l.put(ctx, entry); return err }, func(is bool) {
		done(is)
		if !is {
			return
		}
		voice := l.s.p.Voice
		put := func(entries []T) func(context.Context, agenda.Progress) error {
			return func(ctx context.Context, _ agenda.Progress) error { _, err := l.put(ctx, entries...); return err }
		}
		step := history.Step{Name: voice.Text("screen.calendar.step.add", "What", l.named(kept[0])), Undo: l.removal(kept), Redo: put(kept)}
		if before != nil {
			step.Name, step.Undo = voice.Text("screen.calendar.step.change", "What", l.named(kept[0])), put([]T{*before})
		}
		l.s.did(step, l.plan())
	})
}

// keepMany keeps new entries.
func (l *ledger[T, ID]) keepMany(entries []T, name func(kept []T) string) {
	var kept []T
	l.s.run(func(ctx context.Context) (err error) { kept, err = l.put(ctx, entries...); return err }, func() {
		l.s.did(history.Step{Name: name(kept), Undo: l.removal(kept), Redo: func(ctx context.Context, _ agenda.Progress) error {
			_, err := l.put(ctx, kept...)
			return err
		}}, l.plan())
	})
}

// removal removes entries.
func (l *ledger[T, ID]) removal(entries []T) func(context.Context, agenda.Progress) error {
	ids := make([]ID, len(entries))
	for i, e := range entries {
		ids[i] = l.id(e)
	}
	return func(ctx context.Context, _ agenda.Progress) error { _, err := l.remove(ctx, ids...); return err }
}

// removeChosen removes the selected entries. It can be undone, so that nobody is asked.
func (l *ledger[T, ID]) removeChosen() {
	chosen := l.chosen()
	if len(chosen) == 0 {
		return
	}
	remove := l.removal(chosen)
	l.s.run(func(ctx context.Context) error { return remove(ctx, nil) }, func() {
		voice := l.s.p.Voice
		what := l.named(chosen[0])
		if len(chosen) > 1 {
			what = l.many(len(chosen))
		}
		l.s.did(history.Step{
			Name: voice.Text("screen.calendar.step.remove", "What", what), Redo: remove,
			Undo: func(ctx context.Context, _ agenda.Progress) error { _, err := l.put(ctx, chosen...); return err },
		}, l.plan())
	})
}

// run does something at once, beside the window: it takes no time that is worth a task.
// done is called when nothing went wrong.
func (s *Screen) run(work func(context.Context) error, done func()) {
	s.attempt(work, func(ok bool) {
		if ok {
			done()
		}
	})
}

// attempt is run for those who want to know, too, that something went wrong, once that has
// been said.
func (s *Screen) attempt(work func(context.Context) error, done func(ok bool)) {
	var err error
	s.p.Background(func() { err = work(context.Background()) }, func() {
		if err != nil {
			s.p.Dialogs.Problem(err)
		}
		done(err == nil)
	})
}
