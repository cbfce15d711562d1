package publication

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

const alignRight = fyne.TextAlignTrailing

// Office is what the screen asks of the use cases.
type Office interface {
	Now() agenda.Moment
	Schedule(ctx context.Context, week agenda.Week) (office.Schedule, error)
	DrawWeek(ctx context.Context, week agenda.Week, config *publication.Config) (office.Drawing, error)
	VerifyWeek(ctx context.Context, week agenda.Week) (publication.Verification, error)
	MarkReleased(ctx context.Context, done bool, ids ...agenda.ReleaseID) error
	WriteReleases(ctx context.Context, week agenda.Week, path string, voice *wording.Voice) (remarks []agenda.Message, err error)
}

// Params are what the screen works with. All are needed but those that may be nil.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	Tasks      Tasks
	Dialogs    Dialogs
	// History takes down what was ticked, so that it can be undone.
	History history.Recorder
	// Toast tells something that needs no answer.
	Toast func(text string, state widgets.State)
	// Wrote tells that a file was written.
	Wrote func(path string)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// Memory keeps columns and view on this machine; nil: nothing is kept.
	Memory widgets.Memory
	// SaveChart saves the week as a timetable; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
	// After calls a function on the window's goroutine when a time has passed, unless
	// it is stopped before; nil is the clock of the system.
	After func(time.Duration, func()) (stop func())
}

// Tasks runs what takes longer than a moment; see package task.
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	Problem(err error)
	Tell(title, text string)
	Confirm(title, text, accept string, destructive bool, yes func())
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// Screen is the releases of a week.
type Screen struct {
	p        Params
	week     agenda.Week
	schedule office.Schedule
	asked    int  // counts what was asked for; late answers are dropped
	there    bool // schedule is that of the week, and in sight
	shown    bool // somebody asked for the moments to come
	selected agenda.ReleaseID
	wanted   agenda.ReleaseID // to be selected once the week is there
	stop     func()           // ends the wait for the next turn

	draw, sheet, reveal *widgets.Button
	tabs                *widgets.Tabs
	table               *widgets.DataTable
	list                fyne.CanvasObject // the releases as a list …
	view                *weekView         // … or as a timetable
	panel               *fyne.Container   // the selected release
	seal                *seal
	status              *fyne.Container
	count               *widgets.Text      // how many releases, and how many are selected
	outcome             *widgets.Paragraph // what became of the last draw
	state               *page.State
	content             fyne.CanvasObject
}

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	if p.After == nil {
		p.After = systemClock
	}
	voice := p.Voice
	s := &Screen{
		p: p, week: p.Week, stop: func() {}, panel: container.NewStack(), status: container.NewStack(),
		count: widgets.NewText(widgets.RoleMuted, ""), outcome: widgets.NewParagraph(widgets.RoleBody, ""),
	}
	s.outcome.Hide()
	s.draw = widgets.NewButton(widgets.Primary, voice.Text("screen.publication.draw"), theme.IconDraw(), s.askDraw)
	s.sheet = widgets.NewButton(widgets.Primary, voice.Text("screen.publication.sheet"), theme.IconPrint(), s.writeSheet)
	s.reveal = widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.reveal"), theme.IconShow(), s.toggle)
	s.table = s.newTable()
	s.view = newWeekView(voice)
	s.view.timetable.OnTapped = s.choose
	s.view.timetable.OnSave = p.SaveChart
	s.seal = newSeal(voice, s.verify)
	s.state = page.NewState(voice, s.layoutDrawn())
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.publication.title"), Purpose: voice.Text("screen.publication.purpose"),
		Actions: []fyne.CanvasObject{s.reveal, s.draw, s.sheet},
		Filters: s.status, Content: s.state, Status: widgets.Tight(s.outcome, s.count),
	})
	s.recall()
	s.leave()
	s.load()
	return s
}

func systemClock(d time.Duration, f func()) func() {
	timer := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { timer.Stop() }
}

func (s *Screen) newTable() *widgets.DataTable {
	voice := s.p.Voice
	t := widgets.NewDataTable(widgets.TableParams{
		ID: tableKey, Memory: s.p.Memory, Label: voice.Text("screen.publication.title"), Columns: columnsOf(voice), Voice: voice,
		Background: widgets.Inline, Signs: true, Multiple: true,
	})
	t.OnSelected = func(_ int, row widgets.Row) { s.selected = agenda.ReleaseID(row.Key); s.showPanel() }
	t.OnUnselected = func() { s.selected = ""; s.showPanel() }
	t.OnSelection = func(widgets.Selection) { s.showCount(); s.actionsChanged() }
	t.OnActivated = func(int, widgets.Row) { s.tick() }
	t.Menu = func(widgets.Selection) []widgets.MenuItem { return s.menu() }
	return t
}

// panelWidth holds most names of procedures on one line.
const panelWidth = 330

func (s *Screen) layoutDrawn() fyne.CanvasObject {
	side := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.NewScroll(widgets.Inset(theme.SizeGapLarge, s.panel)))
	s.list = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, s.table)
	s.tabs = widgets.NewTabs([]widgets.Tab{
		{ID: viewList, Label: s.p.Voice.Text("screen.publication.view.list")},
		{ID: viewWeek, Label: s.p.Voice.Text("screen.publication.view.week")},
	}, func(view string) { s.open(view); s.remember(); s.actionsChanged() })
	s.open(viewList)
	views := container.NewStack(s.list, s.view.content)
	releases := widgets.DownWith(views, s.tabs, views)
	left := widgets.Parts(releases, releases, s.seal.content)
	return widgets.AcrossWith(left, left, widgets.AtLeast(panelWidth, 0, side))
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek follows the week chosen in the window. The window calls it whenever somebody
// comes to the screen, so moments that were shown are hidden again.
func (s *Screen) SetWeek(w agenda.Week) {
	if s.week == w {
		if s.shown {
			s.toggle()
		}
		return
	}
	s.week, s.shown, s.selected, s.wanted = w, false, "", ""
	s.seal.forget()
	s.outcome.Hide()
	s.leave()
	s.load()
}

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaReleases) {
		fyne.Do(s.load)
	}
}

func (s *Screen) load() {
	s.asked++
	asked, week := s.asked, s.week
	var schedule office.Schedule
	var err error
	s.p.Background(func() {
		schedule, err = s.p.Office.Schedule(context.Background(), week)
	}, func() {
		switch {
		case asked != s.asked:
		case err != nil:
			s.leave()
			s.state.Failed(err, s.load)
			s.content.Refresh()
		default:
			s.schedule, s.there = schedule, true
			s.show()
		}
	})
}

// leave takes away what belongs to a week that is not in sight any more.
func (s *Screen) leave() {
	s.stop()
	s.there, s.schedule = false, office.Schedule{}
	for _, o := range []fyne.CanvasObject{s.draw, s.sheet, s.reveal, s.status, s.count} {
		o.Hide()
	}
	s.state.Clear()
	s.content.Refresh()
	s.actionsChanged()
}

// show shows the schedule as it stands now.
func (s *Screen) show() {
	s.stop()
	voice, now := s.p.Voice, s.p.Office.Now()
	s.showStatus(now)
	defer s.actionsChanged()
	if !s.schedule.Drawn {
		s.count.Hide()
		s.state.Empty(s.undrawn())
		s.showButtons(now)
		s.content.Refresh()
		return
	}
	s.state.Ready()
	place := s.place(now) // before the table forgets its selection
	s.table.SetSource(widgets.Rows(rowsOf(s.schedule, now, s.shown, voice)))
	s.table.Select(place)
	s.view.show(s.schedule, now, s.shown, voice)
	s.seal.show(s.schedule, now)
	s.showCount()
	s.count.Show()
	s.showButtons(now)
	s.content.Refresh()
	if turn := nextTurn(s.schedule.Kept.Releases, now); !turn.IsZero() {
		s.stop = s.p.After(time.Duration(turn-now)*time.Second, s.show)
	}
}

// place returns the row to select: the one that was, or the first still to be done.
func (s *Screen) place(now agenda.Moment) int {
	if s.wanted != "" {
		s.selected, s.wanted = s.wanted, ""
	}
	first := -1
	for i, r := range s.schedule.Kept.Releases {
		if r.ID == s.selected {
			return i
		}
		if first < 0 && standingOf(r, now) != done {
			first = i
		}
	}
	return max(first, 0)
}

// toggle shows the moments to come, or hides them again.
func (s *Screen) toggle() {
	s.shown = !s.shown
	if s.there {
		s.show()
	}
}

// release returns a release of the week and its number.
func (s *Screen) release(id agenda.ReleaseID) (r agenda.Release, number int, ok bool) {
	for i, r := range s.schedule.Kept.Releases {
		if r.ID == id {
			return r, i + 1, true
		}
	}
	return agenda.Release{}, 0, false
}
