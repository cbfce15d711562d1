package chance

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// pastReleases are the releases of the weeks that are over, one by one.
type pastReleases struct {
	p       Params
	list    []office.PastRelease // newest first
	table   *widgets.DataTable
	content fyne.CanvasObject
}

// releasesKey is the name under which the table is remembered.
const releasesKey = "chance-releases"

// The columns of the releases.
const (
	columnWeek  = "week"
	columnDrawn = "drawn"
	columnDone  = "done"
	columnDelay = "delay"
	columnBy    = "by"
	columnState = "state"
	columnSlots = "slots"
	columnLife  = "life"
)

// releasesHeight is how high the table is, at text scale 1.
const releasesHeight = 420

func newPastReleases(p Params, actions func() []action.Action) *pastReleases {
	voice := p.Voice
	r := &pastReleases{p: p}
	sortable := func(c widgets.Column) widgets.Column { c.Sortable = true; return c }
	r.table = widgets.NewDataTable(widgets.TableParams{
		ID: releasesKey, Memory: p.Memory, Label: voice.Text("screen.chance.releases"), Voice: voice, Background: widgets.Inline, Signs: true,
		Order: widgets.Order{Column: columnDrawn, Descending: true},
		Columns: []widgets.Column{
			{ID: columnWeek, Label: voice.Text("screen.chance.releases.week"), Width: 96, Sortable: true, Frozen: true},
			{ID: columnDrawn, Label: voice.Text("screen.chance.releases.drawn"), Tip: voice.Text("screen.chance.releases.drawn.tip"), Width: 170, Stretch: true, Sortable: true},
			{ID: columnDone, Label: voice.Text("screen.chance.releases.done"), Tip: voice.Text("screen.chance.releases.done.tip"), Width: 110, Stretch: true, Sortable: true},
			sortable(figureColumn(columnDelay, voice.Text("screen.chance.releases.delay"), voice.Text("screen.chance.releases.delay.tip"), 90)),
			{ID: columnBy, Label: voice.Text("screen.chance.releases.by"), Width: 110, Stretch: true, Sortable: true},
			{ID: columnState, Label: voice.Text("screen.chance.releases.state"), Width: 150, Stretch: true, Sortable: true},
			sortable(figureColumn(columnSlots, voice.Text("screen.chance.releases.slots"), voice.Text("screen.chance.releases.slots.tip"), 80)),
			sortable(figureColumn(columnLife, voice.Text("screen.chance.releases.life"), voice.Text("screen.chance.releases.life.tip"), 120)),
		},
	})
	r.table.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(voice, action.Set(actions()).Of(actionPastWeek)...)
	}
	r.table.OnActivated = func(int, widgets.Row) { r.openWeek() }
	heading := widgets.NewText(widgets.RoleStrong, voice.Text("screen.chance.releases"))
	heading.SetMinWidth(0)
	r.content = widgets.NewTile(widgets.Down(heading, widgets.AtLeast(mapLeast, releasesHeight, r.table)))
	return r
}

func (r *pastReleases) show(list []office.PastRelease) {
	r.list = list
	r.table.SetSource(widgets.SourceFunc(r.page))
}

// page gives releases in an order; equal ones are newest first.
func (r *pastReleases) page(_ context.Context, offset, limit int, order widgets.Order) (widgets.Page, error) {
	list := slices.Clone(r.list)
	if compare := releaseOrders[order.Column]; compare != nil {
		slices.SortStableFunc(list, func(a, b office.PastRelease) int {
			if order.Descending {
				a, b = b, a
			}
			return compare(a, b)
		})
	}
	from := min(offset, len(list))
	page := widgets.Page{Total: len(list)}
	for _, one := range list[from:min(from+limit, len(list))] {
		page.Rows = append(page.Rows, releaseRow(one, r.p.Voice))
	}
	return page, nil
}

var releaseOrders = map[string]func(a, b office.PastRelease) int{
	columnWeek:  func(a, b office.PastRelease) int { return a.Week.Compare(b.Week) },
	columnDrawn: func(a, b office.PastRelease) int { return cmp.Compare(a.At, b.At) },
	columnDone:  func(a, b office.PastRelease) int { return cmp.Compare(a.DoneAt, b.DoneAt) },
	columnDelay: func(a, b office.PastRelease) int { return cmp.Compare(a.Delay, b.Delay) },
	columnBy:    func(a, b office.PastRelease) int { return cmp.Compare(a.DoneBy, b.DoneBy) },
	columnState: func(a, b office.PastRelease) int { return cmp.Compare(stateOf(a), stateOf(b)) },
	columnSlots: func(a, b office.PastRelease) int { return cmp.Compare(a.Slots, b.Slots) },
	columnLife:  func(a, b office.PastRelease) int { return cmp.Compare(a.Life.Half, b.Life.Half) },
}

// pastState is what became of a release, from best to worst.
type pastState int

const (
	pastOnTime pastState = iota
	pastLate
	pastEarly
	pastReplaced
	pastMissed
)

func stateOf(r office.PastRelease) pastState {
	switch {
	case r.Replaced:
		return pastReplaced
	case r.Standing != publication.StandingDone:
		return pastMissed
	case r.OnTime:
		return pastOnTime
	case r.Delay < 0:
		return pastEarly
	default:
		return pastLate
	}
}

func (s pastState) said(voice *wording.Voice) (string, widgets.State) {
	switch s {
	case pastOnTime:
		return voice.Text("screen.chance.state.on-time"), widgets.Success
	case pastLate:
		return voice.Text("screen.chance.state.late"), widgets.Warning
	case pastEarly:
		return voice.Text("screen.chance.state.early"), widgets.Warning
	case pastReplaced:
		return voice.Text("screen.chance.state.replaced"), widgets.Quiet
	default:
		return voice.Text("screen.chance.state.missed"), widgets.Danger
	}
}

func releaseRow(r office.PastRelease, voice *wording.Voice) widgets.Row {
	said, state := stateOf(r).said(voice)
	if r.Redraw > 0 {
		said = voice.Text("screen.chance.state.redrawn", "State", said)
	}
	done, delay := "", ""
	if !r.DoneAt.IsZero() {
		done, delay = voice.ShortClock(r.DoneAt.Clock()), voice.Text("screen.chance.delay", "Count", r.Delay)
		if r.DoneAt.Date() != r.At.Date() {
			done = dayAndHour(r.DoneAt, voice)
		}
	}
	return widgets.Row{Key: string(r.ID), State: state, Cells: []string{
		voice.Text("screen.chance.releases.number", "Number", r.Week.Number, "Year", strconv.Itoa(r.Week.Year)), dayAndHour(r.At, voice), done, delay, r.DoneBy, said, strconv.Itoa(r.Slots), lifeText(r.Life, voice),
	}}
}

// dayAndHour writes a moment with its weekday, as short as a table wants it.
func dayAndHour(at agenda.Moment, voice *wording.Voice) string {
	return voice.WeekdayShort(at.Date().Weekday()) + " " + voice.ShortMoment(at)
}

// lifeText writes a half-life; one that is not known yet is longer than was seen.
func lifeText(l publication.HalfLife, voice *wording.Voice) string {
	switch {
	case l.Slots == 0:
		return ""
	case l.Known:
		return length(l.Half, voice)
	default:
		return voice.Text("screen.chance.life.longer", "Half", length(l.Half, voice))
	}
}

// chosen is the release that is selected.
func (r *pastReleases) chosen() (office.PastRelease, bool) {
	_, row, ok := r.table.Selected()
	i := slices.IndexFunc(r.list, func(one office.PastRelease) bool { return string(one.ID) == row.Key })
	if !ok || i < 0 {
		return office.PastRelease{}, false
	}
	return r.list[i], true
}

// openWeek goes to the week of the selected release.
func (r *pastReleases) openWeek() {
	if one, ok := r.chosen(); ok {
		r.p.ChooseWeek(one.Week)
		r.p.Navigate(pagePublication)
	}
}
