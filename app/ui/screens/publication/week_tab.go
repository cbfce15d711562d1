package publication

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/beside"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// weekTab is the releases of a week.
type weekTab struct {
	s        *Screen
	week     agenda.Week
	schedule office.Schedule
	loading  widgets.Newest[office.Schedule]
	there    bool // schedule is that of the week, and in sight
	veil     *release.Veil
	marker   *release.Marker
	selected agenda.ReleaseID
	wanted   agenda.ReleaseID // to be selected once the week is there
	stop     func()           // ends the wait for the next turn

	draw, sheet, reveal *widgets.Button
	views               *widgets.Tabs
	table               *widgets.DataTable
	list                fyne.CanvasObject // the releases as a list …
	view                *weekView         // … or as a timetable
	panel               *fyne.Container   // the selected release
	seal                *seal
	head, notices       *fyne.Container
	state               *page.State
	content             fyne.CanvasObject
}

func newWeekTab(s *Screen) *weekTab {
	voice, p := s.p.Voice, s.p
	t := &weekTab{
		s: s, week: p.Week, stop: func() {}, panel: container.NewStack(), head: container.NewStack(), notices: container.NewStack(),
	}
	t.veil = release.NewVeil(release.VeilParams{
		Reveal: func(ctx context.Context, week agenda.Week) error { return p.Office.RevealWeek(ctx, week) }, Background: p.Background, After: p.After,
		Changed: t.refresh, Failed: func(err error) { p.Dialogs.Problem(err) },
		Rested: func() { p.Toast(voice.Text("screen.publication.rested"), widgets.Info) },
	})
	t.marker = release.NewMarker(release.MarkerParams{
		Office: p.Office, Voice: voice, Background: p.Background, Dialogs: p.Dialogs, History: p.History, Toast: p.Toast, Marked: t.load,
	})
	t.draw = widgets.NewButton(widgets.Primary, voice.Text("screen.publication.draw"), theme.IconDraw(), t.askDraw)
	t.sheet = widgets.NewButton(widgets.Primary, voice.Text("screen.publication.sheet"), theme.IconPrint(), t.chooseSheet)
	t.reveal = widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.reveal"), theme.IconShow(), t.toggle)
	t.table = t.newTable()
	t.view = newWeekView(voice, t.choose)
	t.view.timetable.OnSave = p.SaveChart
	t.seal = newSeal(voice, t.verify, t.prove)
	t.views = widgets.NewTabs([]widgets.Tab{
		{ID: viewWeek, Label: voice.Text("screen.publication.view.week")},
		{ID: viewList, Label: voice.Text("screen.publication.view.list")},
	}, func(string) { t.turned() })
	t.state = page.NewState(voice, t.layoutDrawn())
	t.content = widgets.DownWith(t.state, t.head, t.notices, t.state)
	t.open()
	return t
}

func (t *weekTab) newTable() *widgets.DataTable {
	voice := t.s.p.Voice
	table := widgets.NewDataTable(widgets.TableParams{
		ID: tableKey, Memory: t.s.p.Memory, Label: voice.Text("screen.publication.title"), Columns: columnsOf(voice), Voice: voice,
		Background: widgets.Inline, Signs: true, Multiple: true,
	})
	table.OnSelected = func(_ int, row widgets.Row) {
		t.selected = agenda.ReleaseID(row.Key)
		t.veil.Touch()
		t.showPanel()
	}
	table.OnUnselected = func() { t.selected = ""; t.showPanel() }
	table.OnSelection = func(widgets.Selection) { t.s.changed() }
	table.OnActivated = func(int, widgets.Row) { t.tick() }
	table.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(voice, t.s.actionsOf(actionTick, actionUntick, actionReveal)...)
	}
	return table
}

// The widths, at text scale 1, of the panel, which holds most names of procedures on one
// line, and of what must stay beside it: seven days.
const (
	panelWidth = 300
	weekWidth  = 560
)

func (t *weekTab) layoutDrawn() fyne.CanvasObject {
	inside := widgets.Inset(theme.SizeGapLarge, t.panel)
	side := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.NewScroll(inside))
	t.list = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, t.table)
	views := container.NewStack(t.list, t.view.content)
	left := widgets.Parts(views, views, t.seal.content)
	return beside.New(beside.Params{Main: left, Side: side, Inside: inside, Width: panelWidth, Least: weekWidth})
}

// buttons are those in the head of the page.
func (t *weekTab) buttons() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.reveal, t.draw, t.sheet}
}

// set follows another week; the same again hides what was shown.
func (t *weekTab) set(w agenda.Week) {
	t.veil.Lower()
	if t.week == w {
		return
	}
	t.week, t.selected, t.wanted = w, "", ""
	t.seal.forget()
	t.s.whole(func() {
		t.s.say("")
		t.leave()
		t.load()
	})
}

func (t *weekTab) load() {
	week := t.week
	t.loading.Ask(t.s.p.Background, func(ctx context.Context) (office.Schedule, error) {
		return t.s.p.Office.Schedule(ctx, week)
	}, func(schedule office.Schedule, err error) {
		if err != nil {
			t.leave()
			t.state.Failed(err, t.load)
			t.s.changed()
			return
		}
		t.schedule, t.there = schedule, true
		t.show()
	})
}

// leave takes away what belongs to a week that is not in sight any more.
func (t *weekTab) leave() {
	t.stop()
	t.there, t.schedule = false, office.Schedule{}
	t.head.Hide()
	t.notices.Hide()
	t.state.Clear()
	t.s.changed()
}

// refresh shows the schedule anew, if there is one.
func (t *weekTab) refresh() {
	if t.there {
		t.show()
	}
}

// show shows the schedule as it stands now.
func (t *weekTab) show() { t.s.whole(t.fill) }

func (t *weekTab) fill() {
	t.stop()
	now := t.s.p.Office.Now()
	t.showHead(now)
	t.showNotices(now)
	if !t.schedule.Drawn {
		t.state.Empty(t.undrawn())
		return
	}
	t.state.Ready()
	place := t.place(now) // before the table forgets its selection
	t.table.SetSource(widgets.Rows(rowsOf(t.schedule, now, t.veil.Lifted(), t.s.p.Voice)))
	t.table.Select(place)
	t.view.show(t.schedule, now, t.veil.Lifted(), t.s.p.Voice)
	t.seal.show(t.schedule, now, t.veil.Lifted())
	if turn := nextTurn(t.schedule.Releases, now); !turn.IsZero() {
		t.stop = t.s.p.After(time.Duration(turn-now)*time.Second, t.load)
	}
}

// place returns the row to select: the one that was, or the first still to be done.
func (t *weekTab) place(now agenda.Moment) int {
	if t.wanted != "" {
		t.selected, t.wanted = t.wanted, ""
	}
	first := -1
	for i, r := range t.schedule.Releases {
		if r.ID == t.selected {
			return i
		}
		if first < 0 && (release.ToDo(r, now) || release.Secret(r, now)) {
			first = i
		}
	}
	return max(first, 0)
}

// toggle asks for the moments to come, or hides them again.
func (t *weekTab) toggle() {
	if t.veil.Lifted() {
		t.veil.Lower()
	} else {
		t.veil.Lift(t.week)
	}
}

// release returns a release of the week.
func (t *weekTab) release(id agenda.ReleaseID) (office.ScheduledRelease, bool) {
	for _, r := range t.schedule.Releases {
		if r.ID == id {
			return r, true
		}
	}
	return office.ScheduledRelease{}, false
}

// chosen returns the selected releases that are as wanted, in order of time.
func (t *weekTab) chosen(wanted func(office.ScheduledRelease, agenda.Moment) bool) (all []agenda.Release) {
	selection, now := t.table.Selection(), t.s.p.Office.Now()
	for _, r := range t.schedule.Releases {
		if selection.Contains(string(r.ID)) && wanted(r, now) {
			all = append(all, r.Release)
		}
	}
	return all
}

// tick marks the selected releases whose moment has come; untick takes marks back.
func (t *weekTab) tick()   { t.marker.Mark(true, t.chosen(mayTick)...) }
func (t *weekTab) untick() { t.marker.Mark(false, t.chosen(mayUntick)...) }
