package capacity

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	PlanView(ctx context.Context) (office.PlanView, error)
	KeptWeeks(ctx context.Context) (map[agenda.Week]office.KeptWeek, error)
	Plan(ctx context.Context, progress agenda.Progress) (office.PlanView, error)
	WritePlan(ctx context.Context, path string, voice *wording.Voice) error
}

// Params are what the screen works with. All are needed.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	// ChooseWeek chooses another week for the whole window.
	ChooseWeek func(agenda.Week)
	Tasks      Tasks
	Dialogs    Dialogs
}

// Tasks runs what takes longer than a moment; see package task.
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	Problem(err error)
	Tell(title, text string)
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// Screen is the yearly plan.
type Screen struct {
	p       Params
	week    agenda.Week
	plan    office.PlanView
	kept    map[agenda.Week]office.KeptWeek
	asked   int // counts what was asked for; late answers are dropped
	grid    *grid
	details *fyne.Container

	export, replan *widgets.Button
	written        *widgets.Text // where the last export went
	status         *fyne.Container
	body           *fyne.Container
	content        fyne.CanvasObject
}

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	voice := p.Voice
	s := &Screen{
		p: p, week: p.Week, details: container.NewStack(), status: container.NewStack(), body: container.NewStack(),
		written: widgets.NewText(widgets.RoleMuted, ""),
	}
	s.written.SetMinWidth(0)
	s.written.Hide()
	s.export = widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.export"), theme.IconSave(), s.writePlan)
	s.replan = widgets.NewButton(widgets.Primary, voice.Text("screen.capacity.plan"), theme.IconCalculate(), s.makePlan)
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.capacity.title"), Purpose: voice.Text("screen.capacity.purpose"),
		Actions: []fyne.CanvasObject{s.export, s.replan},
		Filters: s.status, Content: s.body, Status: s.written,
	})
	s.only(widgets.NewLoading(voice))
	s.load()
	return s
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek follows the week chosen in the window.
func (s *Screen) SetWeek(w agenda.Week) {
	if s.week == w {
		return
	}
	s.week = w
	if s.grid != nil {
		s.grid.selectWeek(w)
		s.showDetails()
	}
}

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaReleases, office.AreaBookings, office.AreaDecisions) {
		fyne.Do(s.load)
	}
}

func (s *Screen) load() {
	s.asked++
	asked := s.asked
	var plan office.PlanView
	var kept map[agenda.Week]office.KeptWeek
	var err error
	s.p.Background(func() {
		if plan, err = s.p.Office.PlanView(context.Background()); err == nil {
			kept, err = s.p.Office.KeptWeeks(context.Background())
		}
	}, func() {
		if asked != s.asked {
			return
		}
		if err != nil {
			s.only(widgets.NewFailed(s.p.Voice, err, s.load))
			return
		}
		s.show(plan, kept)
	})
}

// only shows a notice in the place of the plan.
func (s *Screen) only(notice fyne.CanvasObject) {
	s.grid = nil
	s.export.Hide()
	s.replan.Hide()
	s.status.Hide()
	s.body.Objects = []fyne.CanvasObject{notice}
	s.content.Refresh()
}

func (s *Screen) show(plan office.PlanView, kept map[agenda.Week]office.KeptWeek) {
	s.plan, s.kept = plan, kept
	voice := s.p.Voice
	if plan.Version == 0 {
		s.only(widgets.NewNotice(widgets.NoticeParams{
			Title:  voice.Text("screen.capacity.empty.title", "Year", yearOf(plan)),
			Text:   voice.Text("screen.capacity.empty.text", "Appointments", plan.House.Service.Targets.Appointments, "Permits", plan.House.Service.Targets.Permits),
			Action: widgets.NewButton(widgets.Primary, voice.Text("screen.capacity.plan"), theme.IconCalculate(), s.makePlan),
		}))
		return
	}
	offset := fyne.Position{}
	if s.grid != nil {
		offset = s.grid.scroll.Offset
	}
	s.grid = newGrid(newSheet(plan, kept, voice), s.chooseWeek)
	s.grid.scroll.Offset = offset
	s.export.Show()
	s.replan.Show()
	s.status.Objects = []fyne.CanvasObject{statusOf(plan, voice)}
	s.status.Show()
	s.body.Objects = []fyne.CanvasObject{s.layout()}
	s.content.Refresh()
	s.grid.selectWeek(s.week)
	s.showDetails()
}

// leastGrid holds a few weeks under the names of the procedures.
const leastGrid = 230

// footHeight holds the sentences on a week of many.
const footHeight = 122

func (s *Screen) layout() fyne.CanvasObject {
	voice := s.p.Voice
	foot := widgets.AtLeast(0, footHeight, widgets.Evenly(
		container.NewVScroll(s.details),
		container.NewVScroll(reasonsOf(s.plan, voice)),
	))
	legend := widgets.NewParagraph(widgets.RoleCaption, voice.Text("screen.capacity.legend"))
	grid := widgets.AtLeast(0, leastGrid, s.grid)
	return widgets.DownWith(grid, grid, legend, foot)
}

func (s *Screen) showDetails() {
	voice := s.p.Voice
	lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, voice.Text("screen.capacity.detail.title", "Number", s.week.Number, "Days", voice.WeekDays(s.week)))}
	for _, said := range weekDetails(s.plan, s.kept, s.week, voice) {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, said))
	}
	s.details.Objects = []fyne.CanvasObject{widgets.Down(lines...)}
	s.details.Refresh()
}

func reasonsOf(plan office.PlanView, voice *wording.Voice) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, voice.Text("screen.capacity.reasons.title"))}
	if len(plan.Reasons) == 0 {
		return widgets.Down(append(lines, widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.capacity.reasons.none")))...)
	}
	for _, reason := range plan.Reasons {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, "! "+voice.Say(reason)))
	}
	return widgets.Down(lines...)
}

// statusOf says how the plan stands against its targets.
func statusOf(plan office.PlanView, voice *wording.Voice) fyne.CanvasObject {
	targets := plan.House.Service.Targets
	permits := int(plan.ExpectedPermits)
	said := []fyne.CanvasObject{
		widgets.NewBadge(voice.Text("screen.capacity.status.appointments", "Planned", plan.Planned, "Target", targets.Appointments), reached(plan.Planned, targets.Appointments)),
		widgets.NewBadge(voice.Text("screen.capacity.status.permits", "Expected", permits, "Target", targets.Permits), reached(permits, targets.Permits)),
	}
	if plan.Uncounted > 0 {
		said = append(said, widgets.NewBadge(voice.Text("screen.capacity.status.students", "Count", plan.Uncounted), widgets.Plain))
	}
	made := widgets.NewText(widgets.RoleMuted, voice.Text("screen.capacity.status.made", "Version", plan.Version, "At", plan.MadeAt))
	made.SetMinWidth(0)
	return widgets.AcrossWith(made, append(said, made)...)
}

func reached(n, target int) widgets.State {
	if n >= target {
		return widgets.Success
	}
	return widgets.Danger
}

func (s *Screen) chooseWeek(w agenda.Week) {
	s.week = w
	s.showDetails()
	s.p.ChooseWeek(w)
}

func (s *Screen) makePlan() {
	s.run(s.p.Voice.Text("screen.capacity.planning", "Year", yearOf(s.plan)), func(ctx context.Context, progress agenda.Progress) error {
		_, err := s.p.Office.Plan(ctx, progress)
		return err
	}, s.load)
}

func (s *Screen) writePlan() {
	voice := s.p.Voice
	kind := dialogs.FileKind{
		Title: voice.Text("screen.capacity.export.title"), Endings: []string{".xlsx"},
		Name: voice.Text("screen.capacity.export.name", "Year", yearOf(s.plan)),
	}
	s.p.Dialogs.SaveFile(kind, func(path string) {
		s.run(kind.Title, func(ctx context.Context, _ agenda.Progress) error {
			return s.p.Office.WritePlan(ctx, path, voice)
		}, func() {
			s.written.SetText(voice.Text("screen.capacity.written", "File", path))
			s.written.Show()
			s.content.Refresh()
		})
	})
}

// run does a work as a task; done is called when nothing went wrong.
func (s *Screen) run(label string, work func(context.Context, agenda.Progress) error, done func()) {
	started := s.p.Tasks.Run(label, work, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		done()
	})
	if !started {
		s.p.Dialogs.Tell(label, s.p.Voice.Text("screen.capacity.busy"))
	}
}
