package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// deed is what an action of the catalogue does in a window.
type deed struct {
	do      func()
	title   func() string // where it is not that of the catalogue; "" is
	enabled func() bool
	why     string // key of why it is not
	checked func() bool
	absent  bool // not offered now
}

// step notes that something was asked for in a window.
func (s *Session) step(p *pane) {
	most := 0
	for _, other := range s.panes {
		most = max(most, other.asked)
	}
	p.asked = most + 1
}

// do does an action, unless a dialog is open: Fyne keeps menus and their shortcuts live
// behind it.
func (p *pane) do(a action.Action) {
	if p.dialogs.Open() && !a.Always || !a.Usable() {
		return
	}
	p.s.step(p)
	p.closePopovers()
	a.Do()
}

// gather returns the actions of the window as it stands.
func (p *pane) gather() action.Set {
	voice, deeds := p.s.voice, p.deeds()
	var set action.Set
	for _, spec := range action.All() {
		d, ok := deeds[spec.ID]
		if !ok || d.absent {
			continue
		}
		a := action.Action{
			ID: spec.ID, Title: voice.Text(spec.Key), Group: spec.Group, Apart: spec.Apart,
			Icon: spec.Icon, Shortcut: spec.Shortcut, Also: spec.Also, Native: spec.Native, Always: spec.Always, Enabled: d.enabled, Checked: d.checked, Do: d.do,
		}
		if d.title != nil {
			if title := d.title(); title != "" {
				a.Title = title
			}
		}
		if spec.Under != "" {
			a.Under = voice.Text(spec.Under)
		}
		if d.why != "" {
			a.Why = func() string { return voice.Text(d.why) }
		}
		set = append(set, a)
	}
	set = append(set, p.pageActions()...)
	return append(set, p.ownActions()...)
}

// pagePrefix begins the ids of the actions that go to a page.
const pagePrefix = "go.page."

// pageActions go to the pages of the navigation.
func (p *pane) pageActions() (all []action.Action) {
	for i, entry := range p.s.entries {
		a := action.Action{
			ID: pagePrefix + entry.ID, Title: p.s.voice.Say(entry.Title), Group: action.Go, Icon: entry.Icon, Apart: i == 0,
			Checked: func() bool { return p.current == entry.ID }, Do: func() { p.Navigate(entry.ID) },
		}
		if shortcuts := action.PageShortcut(i); len(shortcuts) > 0 {
			a.Shortcut, a.Also = shortcuts[0], shortcuts[1:]
		}
		all = append(all, a)
	}
	return all
}

// ownActions are those of the screen in sight.
func (p *pane) ownActions() []action.Action {
	actor, ok := p.made[p.current].(Actor)
	if !ok {
		return nil
	}
	all := slices.Clone(actor.Actions())
	for i := range all {
		if all[i].Group == "" {
			all[i].Group = action.Page
		}
	}
	return all
}

// deeds say what the actions of the catalogue do here, by their ids.
func (p *pane) deeds() map[string]deed {
	s := p.s
	open := func() bool { return s.office != nil }
	several := func() bool { return len(s.panes) > 1 }
	deeds := map[string]deed{
		"file.new":    {do: p.askNew},
		"file.open":   {do: func() { p.askOpen("") }},
		"file.demo":   {do: p.demo},
		"file.backup": {do: p.backup, enabled: open, why: "action.why.no-workspace"},
		"file.close":  {do: p.closeWorkspace, enabled: open, why: "action.why.no-workspace"},
		"file.reopen": {do: func() { s.choices.SetBool(keyReopen, !s.choices.reopens()); p.s.each((*pane).drawMenu) }, checked: s.choices.reopens},
		"file.quit":   {do: p.quit},

		"edit.undo": {do: func() { s.history.Undo() }, title: p.undoTitle, enabled: s.mayUndo, why: "action.why.no-undo"},
		"edit.redo": {do: func() { s.history.Redo() }, title: p.redoTitle, enabled: s.mayRedo, why: "action.why.no-redo"},

		"edit.cut":        {do: func() { p.edit(&fyne.ShortcutCut{Clipboard: s.p.App.Clipboard()}) }},
		"edit.copy":       {do: func() { p.edit(&fyne.ShortcutCopy{Clipboard: s.p.App.Clipboard()}) }},
		"edit.paste":      {do: func() { p.edit(&fyne.ShortcutPaste{Clipboard: s.p.App.Clipboard()}) }},
		"edit.select-all": {do: func() { p.edit(&fyne.ShortcutSelectAll{}) }},

		"view.refresh":    {do: s.refresh},
		"view.navigation": {do: p.fold, enabled: func() bool { return open() && !p.bare }, why: "action.why.no-navigation", checked: func() bool { return p.folded }},
		"view.page-only":  {do: func() { p.strip(!p.bare) }, enabled: open, why: "action.why.no-workspace", checked: func() bool { return p.bare }},

		"go.back":          {do: p.back, enabled: p.trail.mayGoBack, why: "action.why.no-back"},
		"go.forward":       {do: p.forward, enabled: p.trail.mayGoForward, why: "action.why.no-forward"},
		"go.week.previous": {do: func() { p.turnWeek(-1) }, enabled: open, why: "action.why.no-workspace"},
		"go.week.next":     {do: func() { p.turnWeek(1) }, enabled: open, why: "action.why.no-workspace"},
		"go.week.now":      {do: func() { p.ChooseWeek(s.p.Today().Week()) }, enabled: open, why: "action.why.no-workspace"},

		"window.new":   {do: func() { p.another(false) }, enabled: open, why: "action.why.no-workspace"},
		"window.page":  {do: func() { p.another(true) }, enabled: open, why: "action.why.no-workspace"},
		"window.next":  {do: p.next, enabled: several, why: "action.why.one-window"},
		"window.close": {do: p.close, enabled: several, why: "action.why.one-window"},
		"go.message":   {do: p.readMessages},

		"help.contents": {do: p.help},
		"help.palette":  {do: p.palette},
		"help.about":    {do: p.about},
	}
	p.addLooks(deeds)
	return deeds
}

// addLooks adds what changes the look and the language.
func (p *pane) addLooks(deeds map[string]deed) {
	s := p.s
	deeds["view.larger"] = deed{do: func() { s.resizeText(1) }, enabled: func() bool { return s.choices.scale() < theme.MaxScale }, why: "action.why.largest"}
	deeds["view.smaller"] = deed{do: func() { s.resizeText(-1) }, enabled: func() bool { return s.choices.scale() > theme.MinScale }, why: "action.why.smallest"}
	deeds["view.normal"] = deed{do: func() { s.choices.SetFloat(keyScale, 1); s.dress() }}
	for _, mode := range theme.Modes() {
		deeds["view.look."+string(mode)] = deed{
			do:      func() { s.choices.SetString(keyMode, string(mode)); s.dress() },
			checked: func() bool { return s.choices.look().Mode == mode },
		}
	}
	for _, density := range theme.Densities() {
		deeds["view.density."+string(density)] = deed{
			do:      func() { s.choices.SetString(keyDensity, string(density)); s.dress() },
			checked: func() bool { return s.choices.look().Density == density },
		}
	}
	deeds["view.contrast"] = deed{
		do: func() {
			next := theme.HighContrast
			if s.choices.look().Contrast == next {
				next = theme.NormalContrast
			}
			s.choices.SetString(keyContrast, string(next))
			s.dress()
		},
		checked: func() bool { return s.choices.look().Contrast == theme.HighContrast },
	}
	deeds["view.motion"] = deed{
		do:      func() { s.choices.SetBool(keyStill, !s.choices.Bool(keyStill)); s.dress() },
		checked: func() bool { return s.choices.Bool(keyStill) },
	}
	for _, lang := range wording.Languages() {
		deeds["view.language."+lang] = deed{
			do:      func() { p.askLanguage(lang) },
			checked: func() bool { return s.voice.Language() == lang },
		}
	}
}

// drawMenu gathers the actions and builds the menu bar from them.
func (p *pane) drawMenu() {
	p.window.SetTitle(p.title())
	p.actions = p.gather()
	p.window.SetMainMenu(p.menu())
	for _, a := range p.actions {
		for _, also := range a.Also {
			p.window.Canvas().AddShortcut(also, func(fyne.Shortcut) { p.doByID(a.ID) })
		}
	}
	// These no menu hears: the canvas does where nothing with the keyboard has.
	for _, id := range []string{"edit.undo", "edit.redo"} {
		if a, ok := p.actions.Find(id); ok {
			p.window.Canvas().AddShortcut(a.Shortcut, func(fyne.Shortcut) { p.doByID(id) })
		}
	}
}

func (p *pane) doByID(id string) {
	if a, ok := p.actions.Find(id); ok {
		p.do(a)
	}
}

// edit does something with what has the keyboard, or had it before the menu was clicked.
func (p *pane) edit(how fyne.Shortcut) {
	canvas := p.window.Canvas()
	if canvas.Focused() == nil {
		if left := p.stage.Left(); left != nil {
			canvas.Focus(left)
		}
	}
	if taker, ok := canvas.Focused().(fyne.Shortcutable); ok {
		taker.TypedShortcut(how)
	}
}

// readMessages goes to the toast that is seen, from it to the one before; where there is
// none, it shows what was said before.
func (p *pane) readMessages() {
	if !p.stage.FocusToast() {
		p.stage.ShowMessages(nil)
	}
}
