package chance

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/beside"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/widgets"
)

const tabRules = "rules"

// What the map is of.
const (
	mapOfRules = iota // those in the form
	mapOfWeek         // those that the chosen week would be drawn by
)

// rulesPart is the rules and what they make of a week.
type rulesPart struct {
	s         *Screen
	draft     draft
	there     bool                 // rules were read
	overtaken bool                 // they were changed elsewhere while somebody was changing them here
	resumed   *office.ReleaseRules // to be gone on with once the rules are there
	filling   bool                 // the form is being filled, not changed
	valid     bool                 // the draft is what stands in the form
	measured  bool                 // what is shown is up to date

	loading   widgets.Newest[office.ReleaseRules]
	measuring widgets.Newest[measured]
	stop      func() // ends the wait for the end of the typing

	form    *form
	scroll  *widgets.Scroll
	panel   *beside.Beside
	of      *widgets.Select
	said    *widgets.Paragraph // about what the map is of
	maps    *mapPair
	figures *figures
	clash   *clash
	outcome fyne.CanvasObject
	result  *fyne.Container // the outcome or the clash
	state   *page.State
}

// The widths of the panel at first and of what it leaves, and the least height of that, at
// text scale 1.
const (
	panelWidth  = 372
	leastBeside = 560
	leastHeight = 420
)

func newRulesPart(s *Screen) *rulesPart {
	voice := s.p.Voice
	p := &rulesPart{s: s, stop: func() {}, maps: newMaps(s.p), figures: newFigures(s.p), result: container.NewStack()}
	p.form = newForm(s.p, p.edited, p.resized)
	p.clash = newClash(s.p, p.take)
	p.said = widgets.NewParagraph(widgets.RoleBody, "")
	p.of = widgets.NewSelect(p.choices(), mapOfRules, func(int) { p.turn() })
	p.of.SetAccessibleLabel(voice.Text("screen.chance.of"))
	p.outcome = widgets.Parts(nil, p.figures.tiles, p.maps.content, p.figures.watch)
	p.result.Objects = []fyne.CanvasObject{p.outcome}
	main := widgets.NewScroll(columns.BesideBar(widgets.Parts(nil,
		widgets.Down(widgets.Flow(nil, widgets.NewText(widgets.RoleMuted, voice.Text("screen.chance.of")), p.of), p.said), p.result)))
	inside := widgets.Parts(nil, p.form.content, widgets.Flow(nil, p.tools()...))
	p.scroll = widgets.NewScroll(columns.BesideBar(inside))
	p.panel = beside.New(beside.Params{
		Main: widgets.AtLeast(0, leastHeight, main), Side: widgets.NewTile(p.scroll), Inside: inside, Width: panelWidth, Least: leastBeside, OnWidth: func(float32) { s.remember() },
	})
	p.state = page.NewState(voice, p.panel)
	return p
}

func (p *rulesPart) tab() widgets.Tab {
	return widgets.Tab{ID: tabRules, Label: p.s.p.Voice.Text("screen.chance.tab.rules")}
}

func (p *rulesPart) content() fyne.CanvasObject { return p.state }
func (p *rulesPart) show()                      {}

func (p *rulesPart) changed(areas []office.Area) {
	if office.Touched(areas, office.AreaReleases, office.AreaSetup) {
		p.load()
	}
}

func (p *rulesPart) dirty() bool { return p.there && (!p.valid || p.draft.dirty()) }

func (p *rulesPart) status() string {
	text := p.s.p.Voice.Text
	switch {
	case !p.there:
		return ""
	case p.overtaken:
		return text("screen.chance.status.overtaken")
	case p.dirty():
		return text("screen.chance.status.dirty")
	case p.draft.base.Usual:
		return text("screen.chance.status.usual")
	default:
		return text("screen.chance.status.own")
	}
}

// leave ends what is under way: the page goes for good.
func (p *rulesPart) leave() {
	p.stop()
	p.loading.Drop()
	p.measuring.Drop()
}

// choices are what the map can be of.
func (p *rulesPart) choices() []string {
	voice := p.s.p.Voice
	return []string{voice.Text("screen.chance.of.rules"), voice.Text("screen.chance.of.week", "Number", p.s.week.Number, "Days", voice.WeekDays(p.s.week))}
}

// follow shows the chosen week.
func (p *rulesPart) follow() {
	p.of.SetOptions(p.choices(), p.of.SelectedIndex())
	if p.there {
		p.measure()
	}
}

// turn has the map be of something else.
func (p *rulesPart) turn() {
	p.measure()
	p.s.tell()
}

func (p *rulesPart) load() {
	p.loading.Ask(p.s.p.Background, func(ctx context.Context) (office.ReleaseRules, error) {
		return p.s.p.Office.ReleaseRules(ctx)
	}, func(rules office.ReleaseRules, err error) {
		if err != nil {
			p.there = false
			p.state.Failed(err, p.load)
			p.s.tell()
			return
		}
		p.read(rules)
	})
}

// read takes up rules as they are kept. What somebody has changed here stays.
func (p *rulesPart) read(rules office.ReleaseRules) {
	switch {
	case !p.there || !p.dirty():
		p.draft, p.there, p.overtaken = draft{rules, rules}, true, false
		if p.resumed != nil {
			p.draft.now, p.resumed = *p.resumed, nil
		}
		p.fill()
	case same(p.draft.now, rules):
		p.draft.base, p.overtaken = rules, false
	case !same(p.draft.base, rules):
		p.overtaken = true
	}
	p.state.Ready()
	p.measure()
	p.s.tell()
}

// resume goes on with rules that were being changed.
func (p *rulesPart) resume(rules office.ReleaseRules) {
	p.resumed = &rules
	if p.there {
		p.there = false
		p.load()
	}
}

// fill shows the draft in the form.
func (p *rulesPart) fill() {
	p.filling = true
	p.form.show(p.draft.now)
	p.filling, p.valid = false, true
	p.judge()
	p.resized()
}

// replace has other rules in the form, as if somebody had typed them.
func (p *rulesPart) replace(rules office.ReleaseRules) {
	p.draft.now = rules
	p.of.SetSelectedIndex(mapOfRules)
	p.fill()
	p.measure()
	p.s.tell()
}

// take goes a way out of impossible rules.
func (p *rulesPart) take(way publication.Config) {
	rules := p.draft.now
	rules.Config = ofAnyWeek(way)
	p.replace(rules)
}

// typing is how long nobody types before the rules are measured.
const typing = 300 * time.Millisecond

// edited follows a change in the form.
func (p *rulesPart) edited() {
	if p.filling || !p.there {
		return
	}
	rules, whole := p.form.read()
	p.form.follow(rules.Config)
	if p.valid = whole; whole {
		rules.Config.Week = p.draft.base.Config.Week
		p.draft.now = rules
		p.valid = p.judge()
	}
	p.of.SetSelectedIndex(mapOfRules)
	p.measuring.Drop()
	p.stop()
	p.stop = p.s.p.After(typing, p.measure)
	p.s.tell()
}

// judge says at its field what is wrong with the draft, and returns whether nothing is.
func (p *rulesPart) judge() bool {
	field, said := faultOf(p.draft.now, p.s.week)
	wrong := ""
	if field != "" {
		wrong = capital(p.s.p.Voice.Say(said))
	}
	p.form.say(field, wrong)
	return field == ""
}

// resized makes room in the panel for what is said.
func (p *rulesPart) resized() {
	if p.scroll != nil && !p.filling {
		p.scroll.Refresh()
	}
}

// measure reckons what the map is of.
func (p *rulesPart) measure() {
	p.stop()
	p.measured = false
	ofWeek := p.of.SelectedIndex() == mapOfWeek
	if !ofWeek && !p.valid {
		p.measuring.Drop()
		p.say(p.s.p.Voice.Text("screen.chance.said.invalid"), widgets.Warning)
		return
	}
	week, config := p.s.week, of(p.s.week, p.draft.now.Config)
	p.measuring.Ask(p.s.p.Background, func(ctx context.Context) (m measured, err error) {
		var adapted []agenda.Message
		if ofWeek {
			if config, adapted, err = p.s.p.Office.WeekRules(ctx, week); err != nil {
				return m, err
			}
		}
		m, err = measure(ctx, config)
		m.config, m.adapted = config, adapted
		return m, err
	}, func(m measured, err error) {
		p.tell(m, ofWeek, err)
		p.s.tell()
	})
}

// tell shows what was measured.
func (p *rulesPart) tell(m measured, ofWeek bool, err error) {
	voice := p.s.p.Voice
	switch {
	case err != nil:
		sentence, remedy := voice.Problem(err)
		p.say(sentence+" "+remedy, widgets.Warning)
		return
	case m.impossible != nil:
		p.say("", widgets.Plain)
		title := voice.Text("screen.chance.clash.rules")
		if ofWeek {
			title = voice.Text("screen.chance.clash.week", "Number", p.s.week.Number)
		}
		p.clash.show(m, title, !ofWeek)
		p.put(p.clash.content)
		return
	case ofWeek:
		p.say(weekSaid(m, p.draft.base.Config, voice), widgets.Info)
	default:
		p.say("", widgets.Plain)
	}
	p.measured = true
	p.maps.show(m)
	p.figures.show(m)
	p.put(p.outcome)
}

func (p *rulesPart) put(o fyne.CanvasObject) {
	p.result.Objects = []fyne.CanvasObject{o}
	p.result.Refresh()
}

// say says something about what the map is of; "" says nothing.
func (p *rulesPart) say(text string, state widgets.State) {
	p.said.SetState(state)
	p.said.SetText(widgets.Signed(state, text))
	widgets.ShowIf(p.said, text != "")
}
