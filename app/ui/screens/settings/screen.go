package settings

import (
	"context"
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/screens/internal/serviceform"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	House(ctx context.Context) (office.House, error)
	HouseUse(ctx context.Context) (office.HouseUse, error)
	HouseAffected(ctx context.Context, to office.House) (office.HouseAffected, error)
	EditHouse(ctx context.Context, from, to office.House) (after office.House, err error)
}

// Params are what the screen works with. All are needed but those that may be nil.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      Tasks
	Dialogs    Dialogs
	History    history.Recorder
	// Navigate goes to another page: that of the plan.
	Navigate func(id string)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// Memory keeps columns and the open part on this machine; nil: nothing is kept.
	Memory widgets.Memory
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
	Ask(q dialogs.Question) *dialogs.Asked
	Input(l dialogs.Line) *dialogs.Asked
}

// pageCapacity is the name of the page of the plan in the navigation.
const pageCapacity = "capacity"

// The parts of the page.
const (
	partService    = "service"
	partProcedures = "procedures"
	partDesks      = "desks"
)

// part is what stands under a tab.
type part interface {
	// valid says what is wrong in the fields, and leads to it.
	valid() bool
	content() fyne.CanvasObject
	// focus gives the keyboard to the first field.
	focus()
}

// Screen is the page of the service's set-up.
type Screen struct {
	p     Params
	draft draft
	use   office.HouseUse

	loading   widgets.Newest[contents]
	there     bool // a house is in sight
	overtaken bool // it changed elsewhere while somebody was changing it here
	dirty     bool // what was told last
	kept      *office.House
	known     planned // the plan that was there when the page was last up to date with it

	tabs       *widgets.Tabs
	service    *serviceform.Form
	whole      fyne.CanvasObject // the form, in a view
	procedures *proceduresPart
	desks      *desksPart
	views      *fyne.Container

	save, discard offered.Button
	status        *widgets.Text
	replan        *widgets.Button // shown while the plan does not know the last changes
	state         *page.State
	content       fyne.CanvasObject
}

// widestForm is how wide the form of the service becomes, in pixels at text scale 1.
const widestForm = 900

// New returns the screen and begins to load what it shows.
func New(p Params) *Screen {
	voice := p.Voice
	s := &Screen{p: p, status: widgets.NewText(widgets.RoleMuted, ""), views: container.NewStack()}
	s.service = serviceform.New(serviceform.Params{Voice: voice, Changed: s.takeService}, agenda.Service{})
	s.whole = widgets.NewScroll(columns.AtMost(widestForm, widgets.Inset(theme.SizeGapSmall, s.service.Content())))
	s.procedures = newProceduresPart(s)
	s.desks = newDesksPart(s)
	s.tabs = widgets.NewTabs([]widgets.Tab{
		{ID: partService, Label: voice.Text("screen.settings.part.service"), State: widgets.Info},
		{ID: partProcedures, Label: voice.Text("screen.settings.part.procedures"), State: widgets.Info},
		{ID: partDesks, Label: voice.Text("screen.settings.part.desks"), State: widgets.Info},
	}, func(id string) { s.leaveFor(id) })
	s.discard = offered.NewButton(widgets.Secondary, s.action(actionDiscard), voice)
	s.save = offered.NewButton(widgets.Primary, s.action(actionSave), voice)
	s.replan = widgets.NewButton(widgets.Flat, voice.Text("screen.settings.capacity"), theme.IconCapacity(), func() { p.Navigate(pageCapacity) })
	s.replan.Hide()
	s.state = page.NewState(voice, widgets.DownWith(s.views, s.tabs, s.views))
	s.content = page.New(page.Parts{
		Title: voice.Text("screen.settings.title"), Purpose: voice.Text("screen.settings.purpose"),
		Actions: []fyne.CanvasObject{s.discard.Button, s.save.Button}, Content: s.state, Status: widgets.Flow(nil, s.status, s.replan),
	})
	s.open(s.recalled())
	s.load()
	return s
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek does nothing: the set-up is of the whole year.
func (s *Screen) SetWeek(agenda.Week) {}

// Unsaved names what was typed and is not saved.
func (s *Screen) Unsaved() []string {
	if !s.there || !s.draft.dirty() {
		return nil
	}
	return []string{s.p.Voice.Text("screen.settings.unsaved")}
}

// Changed shows anew what a use case has changed. It may be called from any goroutine.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaSetup, office.AreaPlan, office.AreaBookings) {
		fyne.Do(s.load)
	}
}

func (s *Screen) load() {
	s.loading.Ask(s.p.Background, s.read, func(got contents, err error) {
		if err != nil {
			s.there = false
			s.state.Failed(err, s.load)
			s.changed()
			return
		}
		s.show(got.house, got.use)
	})
}

// contents are what the page shows, as they were read.
type contents struct {
	house office.House
	use   office.HouseUse
}

// read reads what the page shows; it is called beside the window.
func (s *Screen) read(ctx context.Context) (c contents, err error) {
	if c.house, err = s.p.Office.House(ctx); err != nil {
		return c, err
	}
	c.use, err = s.p.Office.HouseUse(ctx)
	return c, err
}

// show shows the house as it was read. What somebody has changed here stays: whether it
// can still be saved is said.
func (s *Screen) show(house office.House, use office.HouseUse) {
	s.use = use
	if s.known.version != use.Version || !s.there {
		s.known = planned{use.Version, house}
	}
	if use.Version > 0 {
		s.service.HoldYear(s.p.Voice.Text("screen.settings.year.held"))
	}
	if s.there && s.draft.dirty() {
		s.overtaken = !s.draft.follows(house)
		s.changed()
		return
	}
	s.draft, s.there, s.overtaken = newDraft(house), true, false
	if s.kept != nil {
		kept := detached(*s.kept)
		s.draft.now.Service, s.draft.now.Procedures, s.draft.now.Desks, s.kept = kept.Service, kept.Procedures, kept.Desks, nil
	}
	s.fill()
	s.state.Ready()
}

// fill shows the draft in all the fields.
func (s *Screen) fill() {
	s.service.Set(s.draft.base.Service) // so that what was not touched is read as it was
	s.service.Set(s.draft.now.Service)
	s.procedures.fill()
	s.desks.fill()
	s.changed()
	s.content.Refresh()
}

func (s *Screen) takeService() {
	if s.there {
		s.service.Take(&s.draft.now.Service)
		s.changed()
	}
}

// changed follows a change of the draft.
func (s *Screen) changed() {
	voice := s.p.Voice
	dirty := s.there && s.draft.dirty()
	switch {
	case !s.there:
		s.status.SetText("")
		s.status.SetState(widgets.Plain)
	case s.overtaken:
		s.status.SetText(voice.Text("screen.settings.status.overtaken"))
		s.status.SetState(widgets.Warning)
	case dirty:
		s.status.SetText(voice.Text("screen.settings.status.dirty"))
		s.status.SetState(widgets.Info)
	case s.behind():
		s.status.SetText(voice.Text("screen.settings.status.behind"))
		s.status.SetState(widgets.Warning)
	default:
		s.status.SetText(voice.Text("screen.settings.status.saved"))
		s.status.SetState(widgets.Plain)
	}
	if s.replan.Hidden == (s.there && s.behind()) {
		s.replan.Hidden = !s.replan.Hidden
		s.content.Refresh()
	}
	s.count()
	if dirty != s.dirty || !s.there {
		s.dirty = dirty
		s.save.Update()
		s.discard.Update()
		s.actionsChanged()
	}
}

// planned is a plan and the house that it was made for.
type planned struct {
	version int
	house   office.House
}

// behind reports whether the plan would come out otherwise than it did.
func (s *Screen) behind() bool {
	return s.known.version > 0 && changesPlan(s.known.house, s.draft.base)
}

// count says at the tabs how much was changed behind them.
func (s *Screen) count() {
	some := func(n int) string {
		if n == 0 {
			return ""
		}
		return s.p.Voice.Number(n)
	}
	from, to := s.draft.base, s.draft.now
	s.tabs.SetCount(partService, some(serviceChanges(from.Service, to.Service)))
	procedures := listChanges(from.Procedures, to.Procedures, func(p agenda.Procedure) string { return string(p.Code) })
	if from.Service.Targets != to.Service.Targets {
		procedures++
	}
	s.tabs.SetCount(partProcedures, some(procedures))
	s.tabs.SetCount(partDesks, some(listChanges(from.Desks, to.Desks, func(d agenda.Desk) string { return string(d.ID) })))
}

// part returns what stands under a tab.
func (s *Screen) part(id string) part {
	switch id {
	case partProcedures:
		return s.procedures
	case partDesks:
		return s.desks
	}
	return servicePart{s}
}

// open shows a part of the page.
func (s *Screen) open(id string) {
	s.tabs.Select(id)
	s.views.Objects = []fyne.CanvasObject{s.part(s.tabs.Selected()).content()}
	s.views.Refresh()
}

// leaveFor opens another part, unless something is wrong in the one in sight: out of
// sight nobody would know.
func (s *Screen) leaveFor(id string) {
	shown := slices.IndexFunc([]string{partService, partProcedures, partDesks}, func(one string) bool {
		return len(s.views.Objects) > 0 && s.views.Objects[0] == s.part(one).content()
	})
	if before := []string{partService, partProcedures, partDesks}[max(shown, 0)]; before != id && !s.part(before).valid() {
		s.tabs.Select(before)
		return
	}
	s.open(id)
	if s.p.Memory != nil {
		s.p.Memory.SetString(partKey, id)
	}
	s.actionsChanged()
}

// partKey is under which the open part is remembered.
const partKey = "settings.part"

func (s *Screen) recalled() string {
	if s.p.Memory == nil {
		return partService
	}
	return s.p.Memory.String(partKey)
}

// servicePart is the form of the service.
type servicePart struct{ s *Screen }

func (p servicePart) valid() bool                { return p.s.service.Validate() }
func (p servicePart) content() fyne.CanvasObject { return p.s.whole }
func (p servicePart) focus()                     { widgets.FocusBeside(p.s.content, p.s.service.First()) }

// The names under which the screen is kept to be made anew.
const (
	keptPart  = "part"
	keptDraft = "draft"
)

// Keep returns the open part and what was changed and is not saved.
func (s *Screen) Keep() map[string]string {
	kept := map[string]string{keptPart: s.tabs.Selected()}
	if s.Unsaved() != nil {
		if text, err := json.Marshal(s.draft.now); err == nil {
			kept[keptDraft] = string(text)
		}
	}
	return kept
}

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.open(kept[keptPart])
	var house office.House
	if kept[keptDraft] == "" || json.Unmarshal([]byte(kept[keptDraft]), &house) != nil {
		return
	}
	s.kept, s.there = &house, false
	s.load()
}
