package publication

import (
	"cmp"
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// The filters of the pool, as they are remembered; those of a fate have its name.
const (
	fateComing = "coming" // those whose hour has not passed
	fateAll    = "all"
	fateUnsent = "unsent"
)

// fates are the filters in the order of the list.
var fates = []string{
	fateComing, string(publication.FateReturns), string(publication.FateWaits), string(publication.FateUrgent), fateUnsent, string(publication.FateOver), fateAll,
}

// filter returns the name of the filter that is set.
func (t *poolTab) filter() string { return fates[max(t.fate.SelectedIndex(), 0)] }

// setFilter sets the filter of a name; an unknown one is none.
func (t *poolTab) setFilter(name string) { t.fate.SetSelectedIndex(max(slices.Index(fates, name), 0)) }

// setOptions names the filters with how many slots each lets through.
func (t *poolTab) setOptions() {
	voice := t.s.p.Voice
	options := make([]string, len(fates))
	for i, name := range fates {
		options[i] = voice.Text("screen.publication.pool.filter.of", "Name", filterName(name, voice), "Count", len(through(t.pool.Slots, name)))
	}
	t.fate.SetOptions(options, max(t.fate.SelectedIndex(), 0))
}

func filterName(name string, voice *wording.Voice) string {
	switch name {
	case fateComing:
		return voice.Text("screen.publication.pool.filter.coming")
	case fateAll:
		return voice.Text("screen.publication.pool.filter.all")
	case fateUnsent:
		return voice.Text("screen.publication.pool.filter.unsent")
	default:
		said, _ := fateText(publication.Fate(name), voice)
		return said
	}
}

// filtered shows what another filter lets through.
func (t *poolTab) filtered() {
	t.s.remember()
	if t.there {
		t.showRows()
	}
}

// through returns the slots that a filter lets through.
func through(slots []office.FreedSlot, filter string) (shown []office.FreedSlot) {
	for _, f := range slots {
		if passes(f, filter) {
			shown = append(shown, f)
		}
	}
	return shown
}

// passes reports whether a filter lets a slot through.
func passes(f office.FreedSlot, filter string) bool {
	switch filter {
	case fateComing:
		return f.Fate != publication.FateOver
	case fateAll:
		return true
	case fateUnsent:
		return f.Unsent
	default:
		return !f.Unsent && string(f.Fate) == filter
	}
}

func fateText(fate publication.Fate, voice *wording.Voice) (string, widgets.State) {
	switch fate {
	case publication.FateReturns:
		return voice.Text("screen.publication.fate.returns"), widgets.Info
	case publication.FateWaits:
		return voice.Text("screen.publication.fate.waits"), widgets.Info
	case publication.FateUrgent:
		return voice.Text("screen.publication.fate.urgent"), widgets.Info
	default:
		return voice.Text("screen.publication.fate.over"), widgets.Quiet
	}
}

func poolColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "date", Label: voice.Text("screen.publication.pool.column.date"), Width: 118, Sortable: true},
		{ID: "hour", Label: voice.Text("screen.publication.column.clock"), Width: 62, Align: alignRight},
		{ID: "desk", Label: voice.Text("screen.publication.pool.column.desk"), Width: 70, Sortable: true},
		{ID: "procedure", Label: voice.Text("screen.publication.pool.column.procedure"), Width: 130, Stretch: true, Sortable: true},
		{ID: "given-back", Label: voice.Text("screen.publication.pool.column.given-back"), Width: 124, Sortable: true},
		{ID: "cause", Label: voice.Text("screen.publication.pool.column.cause"), Width: 146, Stretch: true, Sortable: true},
		{ID: "fate", Label: voice.Text("screen.publication.pool.column.fate"), Width: 128, Sortable: true},
		{ID: "from", Label: voice.Text("screen.publication.pool.column.from"), Tip: voice.Text("screen.publication.pool.column.from.tip"), Width: 168},
	}
}

// poolSource are the slots of the pool, sorted as asked.
type poolSource struct {
	slots []office.FreedSlot
	house office.House
	voice *wording.Voice
}

// Page implements [widgets.Source].
func (s *poolSource) Page(_ context.Context, offset, limit int, order widgets.Order) (widgets.Page, error) {
	slots := s.slots
	if compare := s.comparing(order.Column); compare != nil {
		slots = slices.Clone(slots)
		slices.SortStableFunc(slots, func(a, b office.FreedSlot) int {
			if order.Descending {
				return compare(b, a)
			}
			return compare(a, b)
		})
	}
	from := min(offset, len(slots))
	p := widgets.Page{Total: len(slots)}
	for _, f := range slots[from:min(from+limit, len(slots))] {
		p.Rows = append(p.Rows, freedRow(f, s.house, s.voice))
	}
	return p, nil
}

// comparing returns how slots are compared by a column; nil for the order of the pool,
// which is that of the appointments.
func (s *poolSource) comparing(column string) func(a, b office.FreedSlot) int {
	by := func(text func(office.FreedSlot) string) func(a, b office.FreedSlot) int {
		return func(a, b office.FreedSlot) int { return cmp.Compare(text(a), text(b)) }
	}
	switch column {
	case "date":
		return func(a, b office.FreedSlot) int {
			return cmp.Or(agenda.Date.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start))
		}
	case "desk":
		return by(func(f office.FreedSlot) string { return s.house.DeskName(f.Desk) })
	case "procedure":
		return by(func(f office.FreedSlot) string { return procedureName(s.house, f.Procedure) })
	case "given-back":
		return func(a, b office.FreedSlot) int { return cmp.Compare(a.At, b.At) }
	case "cause":
		return by(func(f office.FreedSlot) string { return s.voice.Say(publication.CauseOf(f.Cause)) })
	case "fate":
		return by(func(f office.FreedSlot) string { said, _ := slotText(f, s.voice); return said })
	default:
		return nil
	}
}

// slotText says what becomes of a slot, or what became of it already.
func slotText(f office.FreedSlot, voice *wording.Voice) (string, widgets.State) {
	switch {
	case f.Unsent:
		return voice.Text("screen.publication.fate.unsent"), widgets.Warning
	case f.State == agenda.SlotReleased:
		return voice.Text("screen.publication.fate.dealt"), widgets.Success
	default:
		return fateText(f.Fate, voice)
	}
}

func freedRow(f office.FreedSlot, house office.House, voice *wording.Voice) widgets.Row {
	fate, state := slotText(f, voice)
	days := ""
	if !f.From.IsZero() {
		days = voice.ShortDate(f.From)
	}
	if f.Last != f.From {
		days = voice.Text("screen.publication.pool.days", "From", days, "Last", voice.ShortDate(f.Last))
	}
	return widgets.Row{
		Key: string(f.ID),
		Cells: []string{
			voice.WeekdayShort(f.Date.Weekday()) + " " + voice.ShortDate(f.Date), voice.Clock(f.Start), house.DeskName(f.Desk), procedureName(house, f.Procedure),
			voice.ShortMoment(f.At), voice.Say(publication.CauseOf(f.Cause)), fate, days,
		},
		State: state, Tones: map[int]widgets.State{6: state},
	}
}
