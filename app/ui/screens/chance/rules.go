package chance

import (
	"context"

	"fyne.io/fyne/v2"

	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

const tabRules = "rules"

// rulesPart is the rules and what they make of a week.
type rulesPart struct {
	s         *Screen
	measuring widgets.Newest[measured]
	there     bool // what is shown is up to date

	maps    *maps
	figures *figures
	state   *page.State
}

func newRulesPart(s *Screen) *rulesPart {
	p := &rulesPart{s: s, maps: newMaps(s.p), figures: newFigures(s.p)}
	p.state = page.NewState(s.p.Voice, widgets.Parts(nil, p.figures.tiles, p.maps.content, p.figures.watch))
	p.follow()
	return p
}

func (p *rulesPart) tab() widgets.Tab {
	return widgets.Tab{ID: tabRules, Label: p.s.p.Voice.Text("screen.chance.tab.rules")}
}

func (p *rulesPart) content() fyne.CanvasObject { return p.state }
func (p *rulesPart) show()                      {}
func (p *rulesPart) changed([]office.Area)      {}

func (p *rulesPart) status() string { return p.s.p.Voice.Text("screen.chance.status.usual") }

func (p *rulesPart) leave() { p.measuring.Drop() }

// The actions of the rules.
const (
	actionTable = "chance.table"
	actionWeek  = "chance.week"
)

func (p *rulesPart) actions() []action.Action {
	voice := p.s.p.Voice
	return []action.Action{
		{
			ID: actionTable, Title: voice.Text("screen.chance.action.table"), Icon: theme.IconTable(),
			Enabled: func() bool { return p.there && p.s.sees(p) }, Why: func() string { return voice.Text("screen.chance.why.unmeasured") },
			Do: p.maps.rules.ShowTable,
		},
		{
			ID: actionWeek, Title: voice.Text("screen.chance.action.week"), Icon: theme.IconPublication(), Apart: true,
			Do: func() { p.s.p.Navigate(pagePublication) },
		},
	}
}

// follow measures the rules for the chosen week.
func (p *rulesPart) follow() {
	config := publication.Default(p.s.week, nil)
	p.measuring.Ask(p.s.p.Background, func(ctx context.Context) (measured, error) {
		return measure(ctx, config)
	}, func(m measured, err error) {
		p.there = err == nil
		if err != nil {
			p.state.Failed(err, p.follow)
		} else {
			p.maps.show(m)
			p.figures.show(m)
			p.state.Ready()
		}
		p.s.tell()
	})
}
