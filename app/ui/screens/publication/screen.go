package publication

import (
	"context"
	"slices"
	"strings"
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
	MarkReleased(ctx context.Context, id agenda.ReleaseID, done bool) error
	WriteReleaseSheet(ctx context.Context, week agenda.Week, path string, voice *wording.Voice) error
}

// Params are what the screen works with. All are needed but After.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	Tasks      Tasks
	Dialogs    Dialogs
	// History takes down what was ticked, so that it can be undone.
	History history.Recorder
	// Wrote tells that a file was written.
	Wrote func(path string)
	// Memory keeps columns on this machine; nil: nothing is kept.
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
	shown    bool // somebody asked for the moments to come
	selected agenda.ReleaseID
	stop     func() // ends the wait for the next turn

	draw, sheet, reveal *widgets.Button
	table               *widgets.DataTable
	list                fyne.CanvasObject // the releases as a list …
	view                *weekView         // … or as a timetable
	panel               *fyne.Container   // the selected release
	seal                *fyne.Container
	status              *fyne.Container
	outcome             *widgets.Paragraph // what became of the last thing done here
	body                *fyne.Container
	drawn               fyne.CanvasObject // what the body shows of a drawn week
	content             fyne.CanvasObject
}

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	if p.After == nil {
		p.After = systemClock
	}
	voice := p.Voice
	s := &Screen{
		p: p, week: p.Week, stop: func() {},
		panel: container.NewStack(), seal: container.NewStack(), status: container.NewStack(), body: container.NewStack(),
		outcome: widgets.NewParagraph(widgets.RoleMuted, ""),
	}
	s.outcome.Hide()
	s.draw = widgets.NewButton(widgets.Primary, voice.Text("screen.publication.draw"), theme.IconDraw(), s.askDraw)
	s.sheet = widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.sheet"), theme.IconPrint(), s.writeSheet)
	s.reveal = widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.reveal"), theme.IconShow(), s.toggle)
	s.table = widgets.NewDataTable(widgets.TableParams{ID: "publication-table", Memory: p.Memory, Columns: columnsOf(voice), Voice: voice, Background: widgets.Inline, Signs: true})
	s.table.OnSelected = func(_ int, row widgets.Row) { s.selected = agenda.ReleaseID(row.Key); s.showPanel() }
	s.table.OnUnselected = func() { s.selected = ""; s.showPanel() }
	s.table.OnActivated = func(_ int, row widgets.Row) { s.tick(agenda.ReleaseID(row.Key)) }
	s.view = newWeekView(voice)
	s.view.timetable.OnTapped = s.choose
	s.view.timetable.OnSave = p.SaveChart
	s.drawn = s.layoutDrawn()
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.publication.title"), Purpose: voice.Text("screen.publication.purpose"),
		Actions: []fyne.CanvasObject{s.reveal, s.sheet, s.draw},
		Filters: s.status, Content: s.body, Status: s.outcome,
	})
	s.only(widgets.NewLoading(voice))
	s.load()
	return s
}

func systemClock(d time.Duration, f func()) func() {
	timer := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { timer.Stop() }
}

// panelWidth holds most names of procedures on one line.
const panelWidth = 330

func (s *Screen) layoutDrawn() fyne.CanvasObject {
	side := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll,
		container.NewVScroll(widgets.Inset(theme.SizeGapLarge, s.panel)))
	s.list = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, s.table)
	tabs := widgets.NewTabs([]widgets.Tab{
		{ID: viewList, Label: s.p.Voice.Text("screen.publication.view.list")},
		{ID: viewWeek, Label: s.p.Voice.Text("screen.publication.view.week")},
	}, s.open)
	s.open(viewList)
	views := container.NewStack(s.list, s.view.content)
	releases := widgets.DownWith(views, tabs, views)
	left := widgets.Parts(releases, releases, s.seal)
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
	s.week, s.shown, s.selected = w, false, ""
	s.outcome.Hide()
	s.only(widgets.NewLoading(s.p.Voice))
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
		if asked != s.asked {
			return
		}
		if err != nil {
			s.only(widgets.NewFailed(s.p.Voice, err, s.load))
			return
		}
		s.schedule = schedule
		s.show()
	})
}

// only shows a notice in the place of the week.
func (s *Screen) only(notice fyne.CanvasObject) {
	s.stop()
	s.draw.Disable()
	s.sheet.Hide()
	s.reveal.Hide()
	s.status.Hide()
	s.body.Objects = []fyne.CanvasObject{notice}
	s.content.Refresh()
}

// show shows the schedule as it stands now.
func (s *Screen) show() {
	s.stop()
	voice, now := s.p.Voice, s.p.Office.Now()
	s.showStatus(now)
	s.showButtons(now)
	if !s.schedule.Drawn {
		s.body.Objects = []fyne.CanvasObject{s.undrawn()}
		s.content.Refresh()
		return
	}
	s.body.Objects = []fyne.CanvasObject{s.drawn}
	place := s.place(now) // before the table forgets its selection
	s.table.SetSource(widgets.Rows(rowsOf(s.schedule, now, s.shown, voice)))
	s.table.Select(place)
	s.view.show(s.schedule, now, s.shown, voice)
	s.showSeal(s.schedule.Seal, false)
	s.content.Refresh()
	if turn := nextTurn(s.schedule.Kept.Releases, now); !turn.IsZero() {
		s.stop = s.p.After(time.Duration(turn-now)*time.Second, s.show)
	}
}

// place returns the row to select: the one that was, or the first still to be done.
func (s *Screen) place(now agenda.Moment) int {
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

func (s *Screen) showButtons(now agenda.Moment) {
	voice, drawn := s.p.Voice, s.schedule.Drawn
	show := func(b *widgets.Button, wanted bool) {
		if wanted {
			b.Show()
		} else {
			b.Hide()
		}
	}
	if s.shown {
		s.reveal.SetText(voice.Text("screen.publication.hide"))
		s.reveal.SetIcon(theme.IconHide())
	} else {
		s.reveal.SetText(voice.Text("screen.publication.reveal"))
		s.reveal.SetIcon(theme.IconShow())
	}
	show(s.reveal, drawn && s.secrets(now))
	show(s.sheet, drawn)
	// A drawn week is to be handed out; drawing it anew is the rare and grave thing.
	s.draw.SetRole(widgets.Primary)
	s.sheet.SetRole(widgets.Primary)
	s.draw.SetText(voice.Text("screen.publication.draw"))
	if drawn {
		s.draw.SetText(voice.Text("screen.publication.redraw"))
		s.draw.SetRole(widgets.Secondary)
	}
	if s.schedule.MayDraw {
		s.draw.Enable()
	} else {
		s.draw.Disable()
	}
}

// secrets reports whether the week has a moment that is still worth money.
func (s *Screen) secrets(now agenda.Moment) bool {
	return slices.ContainsFunc(s.schedule.Kept.Releases, func(r agenda.Release) bool { return secret(r, now) })
}

// say says at the bottom what became of what was done.
func (s *Screen) say(text string) {
	s.outcome.SetText(text)
	s.outcome.Show()
	s.content.Refresh()
}

func (s *Screen) showStatus(now agenda.Moment) {
	voice, schedule := s.p.Voice, s.schedule
	parts := []fyne.CanvasObject{
		widgets.NewText(widgets.RoleHeading, voice.Text("screen.publication.week", "Number", s.week.Number, "Days", voice.WeekDays(s.week))),
	}
	if schedule.Drawn {
		finished, overdue := progressOf(schedule, now)
		parts = append(parts, widgets.NewBadge(
			voice.Text("screen.publication.status.done", "Done", finished, "All", len(schedule.Kept.Releases)), finishedState(finished, len(schedule.Kept.Releases))))
		if overdue > 0 {
			parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.late", "Count", overdue), widgets.Danger))
		}
	} else {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.undrawn"), widgets.Plain))
	}
	if schedule.Planned > 0 && schedule.MayDraw {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.waiting", "Count", schedule.Planned), widgets.Info))
	}
	for _, holiday := range schedule.Closed {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.holiday", "Date", holiday), widgets.Warning))
	}
	lines := []fyne.CanvasObject{widgets.Across(parts...)}
	if why := s.whyNot(); why != "" && schedule.Drawn {
		lines = append(lines, widgets.NewParagraph(widgets.RoleMuted, why))
	}
	s.status.Objects = []fyne.CanvasObject{widgets.Down(lines...)}
	s.status.Show()
}

func finishedState(finished, all int) widgets.State {
	if finished == all {
		return widgets.Success
	}
	return widgets.Plain
}

// whyNot says why the week may not be drawn, and "" where it may.
func (s *Screen) whyNot() string {
	if s.schedule.MayDraw || s.schedule.WhyNot == nil {
		return ""
	}
	sentence, remedy := s.p.Voice.Problem(s.schedule.WhyNot)
	return sentence + " " + remedy
}

// undrawn is what stands in the place of the releases of a week without any.
func (s *Screen) undrawn() fyne.CanvasObject {
	voice := s.p.Voice
	if !s.schedule.MayDraw {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconInfo(), Title: voice.Text("screen.publication.past.title"), Text: s.whyNot(),
		})
	}
	text := voice.Text("screen.publication.empty.none")
	if s.schedule.Planned > 0 {
		text = voice.Text("screen.publication.empty.text", "Count", s.schedule.Planned)
	}
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconCalendar(), Title: voice.Text("screen.publication.empty.title", "Number", s.week.Number), Text: text,
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.draw"), theme.IconDraw(), s.askDraw),
	})
}

func (s *Screen) toggle() {
	s.shown = !s.shown
	s.show()
}

// release returns the selected release.
func (s *Screen) release(id agenda.ReleaseID) (r agenda.Release, number int, ok bool) {
	for i, r := range s.schedule.Kept.Releases {
		if r.ID == id {
			return r, i + 1, true
		}
	}
	return agenda.Release{}, 0, false
}

// showPanel shows the selected release: when, what, and the button that ticks it.
func (s *Screen) showPanel() {
	voice, now := s.p.Voice, s.p.Office.Now()
	r, number, ok := s.release(s.selected)
	if !ok {
		s.panel.Objects = []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.publication.panel.none"))}
		s.panel.Refresh()
		return
	}
	when := voice.Moment(r.At)
	if secret(r, now) && !s.shown {
		when = voice.Text("screen.publication.panel.hidden")
	}
	said, state := standingText(r, now, voice)
	parts := []fyne.CanvasObject{
		widgets.NewText(widgets.RoleCaption, voice.Text("screen.publication.panel.number", "Number", number, "All", len(s.schedule.Kept.Releases))),
		widgets.NewText(widgets.RoleHeading, when),
		container.NewHBox(widgets.NewBadge(said, state)),
	}
	if b := s.tickButton(r, now); b != nil {
		parts = append(parts, b)
	}
	parts = append(parts, s.lots(r.ID)...)
	s.panel.Objects = []fyne.CanvasObject{widgets.Down(parts...)}
	s.panel.Refresh()
}

// tickButton ticks a release whose moment has come, or takes the tick back.
func (s *Screen) tickButton(r agenda.Release, now agenda.Moment) fyne.CanvasObject {
	switch standingOf(r, now) {
	case toCome:
		return widgets.NewParagraph(widgets.RoleMuted, s.p.Voice.Text("screen.publication.panel.wait"))
	case done:
		return widgets.NewButton(widgets.Secondary, s.p.Voice.Text("screen.publication.untick"), theme.IconUndo(), func() { s.mark(r.ID, false) })
	default:
		return widgets.NewButton(widgets.Secondary, s.p.Voice.Text("screen.publication.tick"), theme.IconCheck(), func() { s.mark(r.ID, true) })
	}
}

// lots lists what a release puts online, desk by desk.
func (s *Screen) lots(id agenda.ReleaseID) []fyne.CanvasObject {
	voice := s.p.Voice
	desks := lotsOf(s.schedule, id)
	if len(desks) == 0 {
		return []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.publication.panel.no-lots"))}
	}
	var parts []fyne.CanvasObject
	for _, d := range desks {
		lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleStrong, voice.Text("screen.publication.panel.desk", "Desk", d.desk))}
		for _, l := range d.lots {
			count := widgets.NewText(widgets.RoleBody, voice.Number(l.slots))
			count.SetAlignment(alignRight)
			label := widgets.NewText(widgets.RoleBody, l.procedure)
			label.SetMinWidth(0)
			lines = append(lines, widgets.AcrossWith(label, widgets.AtLeast(28, 0, count), label))
		}
		parts = append(parts, container.NewVBox(lines...))
	}
	return parts
}

// tick ticks a release whose moment has come and that nobody ticked yet.
func (s *Screen) tick(id agenda.ReleaseID) {
	if r, _, ok := s.release(id); ok {
		if now := standingOf(r, s.p.Office.Now()); now == due || now == late {
			s.mark(id, true)
		}
	}
}

func (s *Screen) mark(id agenda.ReleaseID, ticked bool) {
	var err error
	s.p.Background(func() {
		err = s.p.Office.MarkReleased(context.Background(), id, ticked)
	}, func() {
		if err != nil {
			s.p.Dialogs.Problem(err)
		} else {
			s.record(id, ticked)
		}
		s.load()
	})
}

// record takes down that a release was ticked, or that its tick was taken back. Its
// moment is no secret any more.
func (s *Screen) record(id agenda.ReleaseID, ticked bool) {
	r, _, ok := s.release(id)
	if !ok {
		return
	}
	key := "screen.publication.step.untick"
	if ticked {
		key = "screen.publication.step.tick"
	}
	mark := func(done bool) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, _ agenda.Progress) error { return s.p.Office.MarkReleased(ctx, id, done) }
	}
	s.p.History.Record(history.Step{Name: s.p.Voice.Text(key, "At", r.At), Undo: mark(!ticked), Redo: mark(ticked)})
}

// showSeal shows the seal and what its check says; checked tells that somebody asked
// for the check just now.
func (s *Screen) showSeal(v publication.Verification, checked bool) {
	voice := s.p.Voice
	said, state := verdictOf(v, voice)
	lines := []fyne.CanvasObject{
		widgets.NewText(widgets.RoleHeading, voice.Text("screen.publication.seal.title")),
		newMono(sealGroups(s.schedule.Kept.Seal)),
	}
	line := func(role widgets.TextRole, text string) *widgets.Text {
		t := widgets.NewText(role, text)
		t.SetMinWidth(0)
		lines = append(lines, t)
		return t
	}
	line(widgets.RoleBody, widgets.Signed(state, said[0])).SetState(state)
	for _, more := range said[1:] {
		line(widgets.RoleBody, more)
	}
	made := voice.Text("screen.publication.seal.drawn", "At", s.schedule.Kept.DrawnAt)
	if checked {
		made = voice.Text("screen.publication.seal.checked", "At", s.schedule.Kept.DrawnAt, "Clock", s.p.Office.Now().Clock())
	}
	line(widgets.RoleMuted, made)
	check := widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.seal.check"), theme.IconCheck(), s.verify)
	text := widgets.Down(lines...)
	s.seal.Objects = []fyne.CanvasObject{widgets.NewTile(widgets.AcrossWith(text, text, check))}
	s.seal.Refresh()
}

func (s *Screen) verify() {
	week := s.week
	var v publication.Verification
	var err error
	s.p.Background(func() {
		v, err = s.p.Office.VerifyWeek(context.Background(), week)
	}, func() {
		switch {
		case week != s.week:
		case err != nil:
			s.p.Dialogs.Problem(err)
		default:
			s.showSeal(v, true)
		}
	})
}

// askDraw draws the week, after a question where that replaces another draw.
func (s *Screen) askDraw() {
	voice := s.p.Voice
	if !s.schedule.Drawn {
		s.drawWeek()
		return
	}
	s.p.Dialogs.Confirm(
		voice.Text("screen.publication.replace.title", "Number", s.week.Number),
		voice.Text("screen.publication.replace.text"),
		voice.Text("screen.publication.redraw"), true, s.drawWeek)
}

func (s *Screen) drawWeek() {
	voice, week := s.p.Voice, s.week
	var drawing office.Drawing
	s.run(voice.Text("screen.publication.drawing", "Week", week), func(ctx context.Context, _ agenda.Progress) (err error) {
		drawing, err = s.p.Office.DrawWeek(ctx, week, nil)
		return err
	}, func() {
		s.shown = false
		slots := 0
		for _, line := range drawing.Lots {
			slots += line.Slots
		}
		said := append([]string{voice.Text("screen.publication.drawn", "Count", slots, "Releases", len(drawing.Week.Releases))}, leftOver(drawing.Left, voice)...)
		s.say(strings.Join(said, " "))
		s.load()
	})
}

func (s *Screen) writeSheet() {
	voice, week := s.p.Voice, s.week
	kind := dialogs.FileKind{
		Title: voice.Text("screen.publication.sheet.title"), Endings: []string{".pdf"},
		Name: voice.Text("screen.publication.sheet.name", "Week", week.String()),
	}
	s.p.Dialogs.SaveFile(kind, func(path string) {
		s.run(kind.Title, func(ctx context.Context, _ agenda.Progress) error {
			return s.p.Office.WriteReleaseSheet(ctx, week, path, voice)
		}, func() {
			said := voice.Text("screen.publication.written", "File", path)
			if s.secrets(s.p.Office.Now()) {
				said += " " + voice.Text("screen.publication.written.secret")
			}
			s.say(said)
			s.p.Wrote(path)
		})
	})
}

// run does a work as a task; then is called when nothing went wrong.
func (s *Screen) run(label string, work func(context.Context, agenda.Progress) error, then func()) {
	started := s.p.Tasks.Run(label, work, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		then()
	})
	if !started {
		s.p.Dialogs.Tell(label, s.p.Voice.Text("screen.publication.busy"))
	}
}
