package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// pane is a window of the session, with a page and a week of its own.
type pane struct {
	s       *Session
	number  int // of its place among the preferences, from 0
	window  fyne.Window
	stage   *widgets.Stage // what the window shows lies on it
	dialogs *dialogs.Dialogs

	made    map[string]Screen
	kept    map[string]map[string]string // what screens to come get back
	current string
	week    agenda.Week
	trail   trail
	actions action.Set
	asked   int  // counts what was asked for in the session, when it was here
	folded  bool // the navigation shows its icons alone
	losing  bool // whether what was typed may be lost is being asked
	bare    bool // neither navigation nor bar: the page alone

	frame *frame      // nil: no workspace is open
	start *start.Page // nil: one is
	bar   *taskBar
}

// newPane makes a window without content; draw gives it one.
func newPane(s *Session) *pane {
	p := &pane{s: s, number: s.freeNumber(), made: map[string]Screen{}, kept: map[string]map[string]string{}, week: s.p.Today().Week()}
	p.folded = s.choices.folded()
	p.window = s.p.App.NewWindow(s.voice.Text("app.name"))
	p.window.SetPadded(false) // the grounds of the frame reach its edges
	p.window.Resize(s.choices.size(p.number))
	p.window.SetCloseIntercept(p.close)
	p.window.Canvas().SetOnTypedKey(p.typed)
	p.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { p.dropped(files) })
	p.stage = widgets.NewStage(widgets.Spacer())
	p.stage.Speak(s.voice)
	p.stage.Hang = p.toastsHang
	if s.desk.wait != nil {
		p.stage.Wait = s.desk.wait
	}
	p.bar = newTaskBar(p)
	p.dialogs = dialogs.New(dialogs.Params{
		Window: p.window, Voice: s.voice, Log: s.p.Log, Background: s.desk.background, Folder: s.choices.folder(),
		Explain: p.explain,
	})
	return p
}

// toastsHang is where toasts hang: in the bar, between the name of the workspace and what
// can be pressed there; where that is too narrow, over the title of the page. The corners
// at the right are where decisions are made.
func (p *pane) toastsHang(width float32) fyne.Position {
	margin := theme.Size(theme.SizeMargin)
	if p.frame == nil {
		return fyne.NewPos(margin, margin)
	}
	at := p.within(p.frame.stage).AddXY(margin, theme.Size(theme.SizeGap))
	if name := p.frame.name; p.frame.bar.Visible() && name.Size().Width >= width {
		left := p.within(name).X
		return fyne.NewPos(min(at.X, left+name.Size().Width-width), p.within(p.frame.bar).Y+theme.Size(theme.SizeGapSmall))
	}
	return at
}

// within returns where something stands in the window's content.
func (p *pane) within(o fyne.CanvasObject) fyne.Position {
	driver := fyne.CurrentApp().Driver()
	return driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(p.stage))
}

// freeNumber is the lowest that no window has: its size is remembered under it.
func (s *Session) freeNumber() int {
	for number := 0; ; number++ {
		if !slices.ContainsFunc(s.panes, func(p *pane) bool { return p.number == number }) {
			return number
		}
	}
}

// draw builds the frame and the menus for what is open.
func (p *pane) draw() {
	if p.window.Content() != p.stage {
		p.window.SetContent(p.stage) // not before: the toolkit measures it, while fonts are loaded
	}
	p.closePopovers()
	p.bar.rest()
	p.leaveScreens()
	if p.start != nil && !p.dialogs.Open() {
		p.window.Canvas().Unfocus() // keys for a button that is gone would be lost
	}
	p.frame, p.start = nil, nil
	p.bar = newTaskBar(p)
	if p.s.office == nil {
		p.drawStart()
		p.drawMenu()
		return
	}
	p.frame = newFrame(p)
	p.show(p.current)
	p.stage.SetContent(p.bar.under(p.frame.content)) // at last, so that all is laid out once
}

// drawAtLeast draws the start page where nothing has been drawn yet.
func (p *pane) drawAtLeast() {
	if !p.drawn() {
		p.draw()
	}
}

// drawn reports whether the window shows anything yet.
func (p *pane) drawn() bool { return p.frame != nil || p.start != nil }

// title names the workspace, and the page where several windows show it.
func (p *pane) title() string {
	s := p.s
	if s.office == nil {
		return s.voice.Text("app.name")
	}
	name := workspaceName(s.office.Path())
	at := slices.IndexFunc(s.entries, func(e Entry) bool { return e.ID == p.current })
	if len(s.panes) < 2 || at < 0 {
		return s.voice.Text("ui.window.title", "File", name)
	}
	return s.voice.Text("ui.window.title.page", "File", name, "Page", s.entries[at].Title)
}

// drawStart shows what there is without a workspace, above the bar of the running task:
// opening one may take a moment.
func (p *pane) drawStart() {
	page := start.New(start.Params{
		Voice: p.s.voice, Icon: p.s.p.App.Icon(), Open: p.askOpen, Forget: p.forget, New: p.askNew, Demo: p.demo,
	})
	p.start = page
	p.stage.SetContent(p.bar.under(widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, page.Content())))
	p.listRecent()
}

// listRecent offers the workspaces opened last. Whether they are still there is asked
// beside the window, for a network drive may take its time.
func (p *pane) listRecent() {
	page, paths := p.start, p.s.choices.recent()
	var recent []start.Recent
	if page == nil {
		return
	}
	p.s.desk.background(func() { recent = lookedUp(paths) }, func() { page.SetRecent(recent) })
}

// forget takes a workspace off the list.
func (p *pane) forget(path string) {
	p.s.choices.forget(path)
	p.listRecent()
}

// closePopovers closes what hangs at a widget that is about to go. Dialogs stay.
func (p *pane) closePopovers() {
	if p.dialogs.Open() {
		return
	}
	for _, over := range slices.Backward(p.window.Canvas().Overlays().List()) {
		if popover, ok := over.(*widgets.Overlay); ok {
			popover.Close()
		}
	}
}

// keepScreens remembers how the screens stand, for those that take their place.
func (p *pane) keepScreens() {
	for id, screen := range p.made {
		if keeper, ok := screen.(Keeper); ok {
			p.kept[id] = keeper.Keep()
		}
	}
}

// leaveScreens lets the screens go.
func (p *pane) leaveScreens() {
	for _, screen := range p.made {
		if leaver, ok := screen.(Leaver); ok {
			leaver.Leave()
		}
	}
	p.made = map[string]Screen{}
}

// host is what the screens get.
func (p *pane) host() Host {
	s := p.s
	return Host{
		Voice: s.voice, Background: s.desk.background, Tasks: s.tasks, Dialogs: p.dialogs, Week: p.week,
		ChooseWeek: p.ChooseWeek, Navigate: p.Navigate, OpenFile: p.openFile,
		Reveal: p.reveal, Apart: func() { p.another(true) },
		Memory: s.choices.memoryOf(s.office), History: recorder{p, s.office}, Toast: p.toast, Offer: p.offer, Wrote: p.wrote, ActionsChanged: p.drawMenu,
	}
}

func (p *pane) toast(text string, state widgets.State) {
	p.orAnother().stage.Toast(widgets.ToastParams{Text: text, State: state})
}

// offer tells something with what can be done about it.
func (p *pane) offer(text, action string, do func()) (withdraw func()) {
	return p.orAnother().stage.Toast(widgets.ToastParams{Text: text, State: widgets.Info, Action: action, Do: do})
}

func (p *pane) tellBusy() {
	voice := p.s.voice
	p.dialogs.Tell(voice.Text("ui.busy.title"), voice.Text("ui.busy.text", "Task", p.s.tasks.State().Label))
}
