package dashboard

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	Dashboard(ctx context.Context) (office.Dashboard, error)
	Waiting(ctx context.Context) (office.Waiting, error)
}

// Params are what the screen works with. All are needed.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	ChooseWeek func(agenda.Week) // chooses another week for the whole window
	// SaveChart saves the chart of the year; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
	// The screens that this one sends people to.
	OpenCapacity, OpenPublication, OpenVetting func()
}

// Screen is the year at a glance.
type Screen struct {
	p        Params
	upcoming agenda.Release // the next one
	shown    bool           // somebody asked for its moment

	// Counts of what was asked for; late answers are dropped.
	askedFigures, askedErrands int

	first   *widgets.Button // opens what is most pressing
	targets *fyne.Container
	tiles   *fyne.Container
	chart   *widgets.LineChart
	next    *fyne.Container
	errands *fyne.Container
	notes   *fyne.Container
	body    *fyne.Container
	whole   fyne.CanvasObject // what the body shows of a planned year
	content fyne.CanvasObject
}

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	voice := p.Voice
	s := &Screen{
		p: p, targets: container.NewStack(), tiles: container.NewStack(), chart: widgets.NewLineChart(voice),
		next: container.NewStack(), errands: container.NewStack(), notes: container.NewStack(), body: container.NewStack(),
	}
	s.first = widgets.NewButton(widgets.Primary, "", nil, nil)
	s.first.Hide()
	s.chart.SetAxis(voice.Text("screen.dashboard.chart.axis"))
	s.chart.SetTitle(voice.Text("screen.dashboard.chart.title"), voice.Text("screen.dashboard.chart.source"))
	s.chart.OnSave = p.SaveChart
	s.chart.SetFormat(func(f float64) string { return voice.Decimal(f, 0) })
	s.whole = s.layout()
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.dashboard.title"), Purpose: voice.Text("screen.dashboard.purpose"),
		Actions: []fyne.CanvasObject{s.first}, Content: s.body,
	})
	s.only(widgets.NewLoading(voice))
	s.load()
	return s
}

// sideWidth holds most warnings on two or three lines.
const sideWidth = 320

func (s *Screen) layout() fyne.CanvasObject {
	title := widgets.NewText(widgets.RoleHeading, s.p.Voice.Text("screen.dashboard.chart.title"))
	chart := widgets.NewTile(widgets.DownWith(s.chart, title, s.chart))
	side := container.NewVScroll(widgets.Inset(theme.SizeGapLarge, widgets.Parts(nil, s.errands, s.next, s.notes)))
	lower := widgets.AcrossWith(chart, chart, widgets.AtLeast(sideWidth, 0, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, side)))
	return widgets.Parts(lower, s.targets, s.tiles, lower)
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek hides the next moment again: the window calls it whenever somebody comes to
// the screen, which shows the whole year whatever the week.
func (s *Screen) SetWeek(agenda.Week) {
	if s.shown {
		s.shown = false
		s.showNext(s.upcoming)
	}
}

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaReleases, office.AreaBookings, office.AreaDecisions) {
		fyne.Do(s.load)
	}
}

func (s *Screen) load() {
	s.askedFigures++
	asked := s.askedFigures
	var d office.Dashboard
	var err error
	s.p.Background(func() {
		d, err = s.p.Office.Dashboard(context.Background())
	}, func() {
		switch {
		case asked != s.askedFigures:
		case err != nil:
			s.only(widgets.NewFailed(s.p.Voice, err, s.load))
		case planless(d):
			s.only(s.empty(d))
		default:
			s.show(d)
			s.loadErrands()
		}
	})
}

// loadErrands asks for what waits, apart from the figures: to find it takes longer.
func (s *Screen) loadErrands() {
	s.askedErrands++
	asked := s.askedErrands
	var w office.Waiting
	var err error
	s.p.Background(func() {
		w, err = s.p.Office.Waiting(context.Background())
	}, func() {
		if asked == s.askedErrands {
			s.showErrands(w, err)
		}
	})
}

// only shows a notice in the place of the figures.
func (s *Screen) only(notice fyne.CanvasObject) {
	s.first.Hide()
	s.body.Objects = []fyne.CanvasObject{notice}
	s.content.Refresh()
}

// empty says what to do in a workspace without a plan.
func (s *Screen) empty(d office.Dashboard) fyne.CanvasObject {
	voice := s.p.Voice
	return widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconCalendar(), Title: voice.Text("screen.dashboard.empty.title"),
		Text:   voice.Text("screen.dashboard.empty.text", "Appointments", d.Appointments.Target, "Permits", d.Permits.Target),
		Action: widgets.NewButton(widgets.Primary, voice.Text("screen.dashboard.empty.plan"), theme.IconNext(), s.p.OpenCapacity),
	})
}

func (s *Screen) show(d office.Dashboard) {
	voice := s.p.Voice
	var targets []fyne.CanvasObject
	for _, t := range targetsOf(d, voice) {
		targets = append(targets, newTarget(t, voice))
	}
	s.targets.Objects = []fyne.CanvasObject{widgets.Evenly(targets...)}
	s.tiles.Objects = []fyne.CanvasObject{tileRow(d, voice)}
	categories, series := seriesOf(d, voice)
	s.chart.Set(categories, series)
	s.chart.OnTapped = func(i int) { s.p.ChooseWeek(d.Weekly[i].Week) }
	s.showNext(d.Next)
	s.showNotes(d.Warnings)
	s.body.Objects = []fyne.CanvasObject{s.whole}
	s.content.Refresh()
}

// newTarget is a goal: a large figure, and a bar for each way to measure it.
func newTarget(t target, voice *wording.Voice) fyne.CanvasObject {
	title := widgets.NewText(widgets.RoleHeading, t.title)
	title.SetMinWidth(0)
	of := widgets.NewText(widgets.RoleMuted, t.of)
	head := widgets.AcrossWith(title, title, widgets.NewText(widgets.RoleFigure, t.figure), of)
	bars := make([]fyne.CanvasObject, len(t.measures))
	for i, m := range t.measures {
		bar := widgets.NewTargetBar(voice, m.label)
		bar.Under = m.under
		bar.Set(m.value, float64(t.target))
		bars[i] = bar
	}
	return widgets.NewTile(widgets.Down(head, widgets.Evenly(bars...)))
}

func tileRow(d office.Dashboard, voice *wording.Voice) fyne.CanvasObject {
	var row []fyne.CanvasObject
	for _, t := range tilesOf(d, voice) {
		stat := widgets.NewStatTile(t.label)
		stat.Set(t.figure, t.students, widgets.Quiet)
		row = append(row, stat)
	}
	lines := []fyne.CanvasObject{widgets.Evenly(row...)}
	if causes := causesOf(d, voice); causes != "" {
		text := widgets.NewText(widgets.RoleCaption, causes)
		text.SetMinWidth(0)
		lines = append(lines, text)
	}
	return widgets.Down(lines...)
}

func (s *Screen) showNext(next agenda.Release) {
	voice := s.p.Voice
	s.upcoming = next
	title := widgets.NewText(widgets.RoleHeading, voice.Text("screen.dashboard.next.title"))
	title.SetMinWidth(0)
	head := widgets.AcrossWith(title, title)
	if next.ID != "" {
		text, icon := voice.Text("screen.dashboard.next.show"), theme.IconShow()
		if s.shown {
			text, icon = voice.Text("screen.dashboard.next.hide"), theme.IconHide()
		}
		head.Add(widgets.NewButton(widgets.Flat, text, icon, func() {
			s.shown = !s.shown
			s.showNext(next)
		}))
	}
	s.next.Objects = []fyne.CanvasObject{widgets.Down(head, widgets.NewParagraph(widgets.RoleBody, nextText(next, s.shown, voice)))}
	s.next.Refresh()
}

func (s *Screen) showNotes(warnings []agenda.Message) {
	voice := s.p.Voice
	lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, voice.Text("screen.dashboard.notes.title"))}
	if len(warnings) == 0 {
		lines = append(lines, widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.dashboard.notes.none")))
	}
	for _, warning := range warnings {
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Warning, voice.Say(warning))))
	}
	s.notes.Objects = []fyne.CanvasObject{widgets.Down(lines...)}
	s.notes.Refresh()
}

func (s *Screen) showErrands(w office.Waiting, err error) {
	voice := s.p.Voice
	lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, voice.Text("screen.dashboard.todo.title"))}
	errands := errandsOf(w, s.p)
	switch {
	case err != nil:
		sentence, remedy := voice.Problem(err)
		lines = append(lines, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Danger, sentence+" "+remedy)))
	case len(errands) == 0:
		lines = append(lines, widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.dashboard.todo.none")))
	}
	for _, e := range errands {
		b := widgets.NewButton(widgets.Secondary, e.text, theme.IconNext(), e.open)
		b.SetIconTrailing()
		lines = append(lines, b)
	}
	s.errands.Objects = []fyne.CanvasObject{widgets.Down(lines...)}
	if len(errands) > 0 {
		s.first.SetText(errands[0].verb)
		s.first.OnTapped = errands[0].open
		s.first.Show()
	} else {
		s.first.Hide()
	}
	s.content.Refresh()
}
