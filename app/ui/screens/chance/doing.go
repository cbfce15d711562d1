package chance

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The actions of the rules.
const (
	actionSave    = "chance.save"
	actionDiscard = "chance.discard"
	actionUsual   = "chance.usual"
	actionImport  = "chance.import"
	actionExport  = "chance.export"
	actionAdd     = "chance.window.add"
	actionChange  = "chance.window.change"
	actionCopy    = "chance.window.copy"
	actionRemove  = "chance.window.remove"
	actionOfRules = "chance.of.rules"
	actionOfWeek  = "chance.of.week"
	actionTable   = "chance.table"
	actionWeek    = "chance.week"
)

func (p *rulesPart) actions() []action.Action {
	text := func(key string) string { return p.s.p.Voice.Text(key) }
	because := func(key string) func() string { return func() string { return text(key) } }
	seen := func() bool { return p.there && p.s.sees(p) }
	dirty := func() bool { return seen() && p.dirty() }
	chosen := func(least, most int) func() bool {
		return func() bool { n := len(p.form.windows.chosen()); return seen() && least <= n && n <= most }
	}
	unseen := because("screen.chance.why.unseen")
	w := p.form.windows
	return []action.Action{
		{
			ID: actionSave, Title: text("screen.chance.save"), Icon: theme.IconSave(), Shortcut: action.Ctrl(fyne.KeyReturn),
			Enabled: dirty, Why: because("screen.chance.why.clean"), Do: p.save,
		},
		{
			ID: actionDiscard, Title: text("screen.chance.discard"), Icon: theme.IconReset(),
			Enabled: dirty, Why: because("screen.chance.why.clean"), Do: p.askDiscard,
		},
		{
			ID: actionUsual, Title: text("screen.chance.usual"), Icon: theme.IconUndo(),
			Enabled: func() bool { return seen() && !(p.valid && same(p.draft.now, usual(p.s.week))) }, Why: because("screen.chance.why.usual"),
			Do: func() { p.replace(usual(p.s.week)) },
		},
		{
			ID: actionImport, Title: text("screen.chance.import"), Icon: theme.IconImport(), Shortcut: action.Ctrl(fyne.KeyI), Apart: true,
			Enabled: seen, Why: unseen, Do: p.importRules,
		},
		{
			ID: actionExport, Title: text("screen.chance.export"), Icon: theme.IconDocument(),
			Enabled: func() bool { return seen() && p.valid }, Why: because("screen.chance.why.invalid"), Do: p.exportRules,
		},
		{
			ID: actionAdd, Title: text("screen.chance.action.window.add"), Icon: theme.IconAdd(), Shortcut: action.Ctrl(fyne.KeyJ), Apart: true,
			Enabled: seen, Why: unseen, Do: w.add,
		},
		{
			ID: actionChange, Title: text("screen.chance.action.window.change"), Icon: theme.IconOpen(), Shortcut: action.Ctrl(fyne.KeyE),
			Enabled: chosen(1, 1), Why: because("screen.chance.why.one-window"), Do: w.change,
		},
		{
			ID: actionCopy, Title: text("screen.chance.action.window.copy"), Icon: theme.IconCopy(), Shortcut: action.Ctrl(fyne.KeyD),
			Enabled: func() bool { return seen() && len(w.spans) > 0 }, Why: because("screen.chance.why.no-window"), Do: w.copyDay,
		},
		{
			ID: actionRemove, Title: text("screen.chance.action.window.remove"), Icon: theme.IconDelete(),
			Enabled: chosen(1, 1<<30), Why: because("screen.chance.why.some-window"), Do: w.removeChosen,
		},
		p.mapOf(actionOfRules, text("screen.chance.action.of.rules"), mapOfRules),
		p.mapOf(actionOfWeek, text("screen.chance.action.of.week"), mapOfWeek),
		{
			ID: actionTable, Title: text("screen.chance.action.table"), Icon: theme.IconTable(),
			Enabled: func() bool { return seen() && p.measured }, Why: because("screen.chance.why.unmeasured"), Do: p.maps.rules.ShowTable,
		},
		{
			ID: actionWeek, Title: text("screen.chance.action.week"), Icon: theme.IconPublication(), Apart: true,
			Do: func() { p.s.p.Navigate(pagePublication) },
		},
	}
}

// mapOf has the map be of something.
func (p *rulesPart) mapOf(id, title string, of int) action.Action {
	return action.Action{
		ID: id, Title: title, Apart: of == mapOfRules,
		Enabled: func() bool { return p.there && p.s.sees(p) }, Checked: func() bool { return p.of.SelectedIndex() == of },
		Do: func() {
			p.of.SetSelectedIndex(of)
			p.turn()
		},
	}
}

// tools are the buttons under the form.
func (p *rulesPart) tools() (buttons []fyne.CanvasObject) {
	for _, a := range action.Set(p.actions()).Of(actionUsual, actionImport, actionExport) {
		buttons = append(buttons, widgets.NewButton(widgets.Secondary, a.Title, a.Icon, func() {
			if a.Usable() {
				a.Do()
			}
		}))
	}
	return buttons
}

// save keeps the rules, once nothing is wrong in the form.
func (p *rulesPart) save() {
	if !p.valid {
		p.form.complain()
		return
	}
	voice := p.s.p.Voice
	rules := p.draft.now
	rules.Usual = same(rules, usual(p.s.week))
	var before office.ReleaseRules
	p.run(voice.Text("screen.chance.task.save"), func(ctx context.Context) (err error) {
		before, err = p.s.p.Office.SetReleaseRules(ctx, rules)
		return err
	}, func() {
		p.draft.base, p.overtaken = rules, false
		p.s.p.History.Record(history.Step{Name: voice.Text("screen.chance.step"), Undo: p.becoming(before), Redo: p.becoming(rules)})
		p.load()
	})
}

// becoming is a step to rules.
func (p *rulesPart) becoming(rules office.ReleaseRules) func(context.Context, agenda.Progress) error {
	set := p.s.p.Office.SetReleaseRules
	return func(ctx context.Context, _ agenda.Progress) error {
		_, err := set(ctx, rules)
		return err
	}
}

// askDiscard goes back to the rules that are kept, once somebody agrees: what was typed
// does not come back.
func (p *rulesPart) askDiscard() {
	text := p.s.p.Voice.Text
	p.s.p.Dialogs.Confirm(text("screen.chance.discard.title"), text("screen.chance.discard.text"), text("screen.chance.discard.yes"), true, func() {
		p.there = false
		p.load()
	})
}

// ending is that of the files of rules.
const ending = ".json"

// importRules has the rules of a file in the form; nothing is saved by that.
func (p *rulesPart) importRules() {
	voice := p.s.p.Voice
	title := voice.Text("screen.chance.import.title")
	p.s.p.Dialogs.OpenFile(dialogs.FileKind{Title: title, Endings: []string{ending}}, func(path string) {
		var config publication.Config
		p.run(title, func(context.Context) (err error) {
			config, err = p.s.p.Files.Read(path)
			return err
		}, func() {
			rules := p.draft.now
			rules.Config = ofAnyWeek(config)
			p.replace(rules)
			said := voice.Text("screen.chance.imported.plain", "File", filepath.Base(path))
			if n := len(config.ExcludedDates); n > 0 {
				said = voice.Text("screen.chance.imported", "File", filepath.Base(path), "Count", n)
			}
			p.s.p.Toast(said, widgets.Info)
		})
	})
}

// exportRules writes the rules in the form as those of the chosen week.
func (p *rulesPart) exportRules() {
	voice := p.s.p.Voice
	title := voice.Text("screen.chance.export.title")
	name := voice.Text("screen.chance.export.name", "Week", p.s.week.String())
	rules := of(p.s.week, p.draft.now.Config)
	p.s.p.Dialogs.SaveFile(dialogs.FileKind{Title: title, Endings: []string{ending}, Name: name}, func(path string) {
		p.run(title, func(context.Context) error { return p.s.p.Files.Write(path, rules) }, func() { p.s.p.Wrote(path) })
	})
}

// run does a work as a task; done is called when nothing went wrong.
func (p *rulesPart) run(label string, work func(context.Context) error, done func()) {
	started := p.s.p.Tasks.Run(label, func(ctx context.Context, _ agenda.Progress) error { return work(ctx) }, func(err error) {
		if err != nil {
			p.s.p.Dialogs.Problem(err)
			return
		}
		done()
	})
	if !started {
		p.s.p.Dialogs.Tell(label, p.s.p.Voice.Text("screen.chance.busy"))
	}
}
