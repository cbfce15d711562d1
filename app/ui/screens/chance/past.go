package chance

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

const tabPast = "past"

// pastPart says whether the releases of the weeks that are over lie as chance would have
// them, and shows them.
type pastPart struct {
	s        *Screen
	look     *lookback
	verdict  *verdict
	maps     *pastMaps
	tests    *pastTests
	delays   *widgets.Chart
	releases *pastReleases
	state    *page.State
}

// delaysHeight is how high the chart of delays is, at text scale 1.
const delaysHeight = 200

func newPastPart(s *Screen, look *lookback) *pastPart {
	voice := s.p.Voice
	p := &pastPart{s: s, look: look, verdict: newVerdict(s.p), maps: newPastMaps(s.p), tests: newPastTests(s.p), delays: widgets.NewChart(voice, nil)}
	p.releases = newPastReleases(s.p, p.actions)
	p.releases.table.OnSelection = func(widgets.Selection) { s.tell() }
	p.delays.SetEmpty(voice.Text("screen.chance.delays.none"))
	p.delays.SetFormat(func(f float64) string { return voice.Text("screen.chance.delay", "Count", int(f)) })
	delays := chartTile(s.p, p.delays, voice.Text("screen.chance.delays"), delaysHeight)
	p.state = page.NewState(voice, widgets.Parts(nil, p.verdict.content, p.maps.content, p.tests.content, p.releases.content, delays))
	return p
}

func (p *pastPart) tab() widgets.Tab {
	return widgets.Tab{ID: tabPast, Label: p.s.p.Voice.Text("screen.chance.tab.past")}
}

func (p *pastPart) content() fyne.CanvasObject  { return p.state }
func (p *pastPart) of() *page.State             { return p.state }
func (p *pastPart) show()                       { p.look.want() }
func (p *pastPart) changed(areas []office.Area) { p.look.changed(areas) }

func (p *pastPart) status() string {
	if !p.look.there || p.look.history.Weeks == 0 {
		return ""
	}
	missed := 0
	for _, r := range p.look.history.Releases {
		if stateOf(r) == pastMissed {
			missed++
		}
	}
	return p.s.p.Voice.Text("screen.chance.past.status", "Count", p.look.history.Weeks, "Releases", len(p.look.history.Releases), "Missed", missed)
}

// The actions of the weeks that are over.
const (
	actionPastWeek  = "chance.past.week"
	actionPastTable = "chance.past.table"
)

func (p *pastPart) actions() []action.Action {
	voice := p.s.p.Voice
	there := func() bool { return p.s.sees(p) && p.look.there && p.look.history.Weeks > 0 }
	return []action.Action{
		{
			ID: actionPastTable, Title: voice.Text("screen.chance.action.past.table"), Icon: theme.IconTable(), Apart: true,
			Enabled: there, Why: func() string { return voice.Text("screen.chance.why.past") }, Do: p.maps.observed.ShowTable,
		},
		{
			ID: actionPastWeek, Title: voice.Text("screen.chance.action.past.week"), Icon: theme.IconPublication(),
			Enabled: func() bool { _, chosen := p.releases.chosen(); return chosen && there() },
			Why:     func() string { return voice.Text("screen.chance.why.release") }, Do: p.releases.openWeek,
		},
	}
}

func (p *pastPart) tells(h office.ReleaseHistory) {
	p.verdict.of(h.Uniformity, p.s.p.Voice)
	p.maps.show(h.Uniformity.Hours)
	p.tests.show(h)
	p.releases.show(h.Releases)
	p.delays.SetModel(delaysModel(h.Releases, p.s.p.Voice))
	p.state.Ready()
}

// of says what the tests say together.
func (v *verdict) of(u publication.Uniformity, voice *wording.Voice) {
	count, weeks := u.Releases, u.Weeks
	remarks := voice.Join(keyed(u.Reasons, "publication.uniform.far.day", "publication.uniform.far.hour", "publication.uniform.far.both",
		"publication.uniform.outside", "publication.uniform.missing"), " ")
	chance := publication.Probability(u.P)
	switch u.Verdict {
	case publication.UniformityTooFew:
		v.set(voice.Text("screen.chance.verdict.too-few"), widgets.Info, voice.Text("screen.chance.verdict.too-few.said", "Count", count, "Weeks", weeks),
			remarks, voice.Text("screen.chance.verdict.too-few.means"))
	case publication.UniformityDoubtful:
		v.set(voice.Text("screen.chance.verdict.doubtful"), widgets.Warning, voice.Text("screen.chance.verdict.doubtful.said", "Count", count, "Weeks", weeks),
			remarks, voice.Text("screen.chance.verdict.doubtful.means", "Chance", chance))
	case publication.UniformityUneven:
		v.set(voice.Text("screen.chance.verdict.uneven"), widgets.Danger, voice.Text("screen.chance.verdict.uneven.said", "Count", count, "Weeks", weeks),
			remarks, voice.Text("screen.chance.verdict.uneven.means", "Chance", chance))
	case publication.UniformityTooEven:
		v.set(voice.Text("screen.chance.verdict.too-even"), widgets.Danger, voice.Text("screen.chance.verdict.too-even.said", "Count", count, "Weeks", weeks),
			remarks, voice.Text("screen.chance.verdict.too-even.means"))
	default:
		v.set(voice.Text("screen.chance.verdict.chance"), widgets.Success, voice.Text("screen.chance.verdict.chance.said", "Count", count, "Weeks", weeks),
			remarks, voice.Text("screen.chance.verdict.chance.means", "Chance", chance))
	}
}

// keyed returns the messages of some keys.
func keyed(messages []agenda.Message, keys ...string) []agenda.Message {
	var found []agenda.Message
	for _, m := range messages {
		if slices.Contains(keys, m.Key) {
			found = append(found, m)
		}
	}
	return found
}

// longestDelay is from where on delays, in minutes, are drawn as one: a release that was
// done a day later would leave no room to tell the others apart.
const longestDelay = 120

// delaysModel shows how long after its drawn minute each release was done, in the order
// in which they were drawn.
func delaysModel(newest []office.PastRelease, voice *wording.Voice) chart.Lines {
	model := chart.Lines{Axis: voice.Text("screen.chance.releases.drawn"), Target: math.NaN(), WholeAxis: true}
	onTime, late := make([]float64, 0, len(newest)), make([]float64, 0, len(newest))
	for _, r := range slices.Backward(newest) {
		state := stateOf(r)
		if r.DoneAt.IsZero() {
			continue
		}
		model.Categories = append(model.Categories, chart.Category{Label: voice.ShortDate(r.At.Date()), Title: voice.Moment(r.At)})
		delay := float64(min(max(r.Delay, -longestDelay), longestDelay))
		if state == pastOnTime {
			onTime, late = append(onTime, delay), append(late, math.NaN())
		} else {
			onTime, late = append(onTime, math.NaN()), append(late, delay)
		}
	}
	model.Series = []chart.Series{
		{Name: voice.Text("screen.chance.delays.on-time"), Values: onTime, Apart: true},
		{Name: voice.Text("screen.chance.delays.late"), Values: late, Apart: true},
	}
	return model
}
