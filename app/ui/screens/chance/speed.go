package chance

import (
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

const tabSpeed = "speed"

// pageImports is the name of the page of the imports in the navigation.
const pageImports = "imports"

// speedPart says how fast releases are booked, and whether that changes: the sign that
// somebody knows the moment.
type speedPart struct {
	s       *Screen
	look    *lookback
	verdict *verdict
	lives   *widgets.Chart
	months  *widgets.DataTable
	overall *widgets.Paragraph
	state   *page.State
}

// monthsKey is the name under which the table of months is remembered.
const monthsKey = "chance-months"

// livesHeight is how high the chart of half-lives is, at text scale 1.
const livesHeight = 420

func newSpeedPart(s *Screen, look *lookback) *speedPart {
	voice := s.p.Voice
	p := &speedPart{s: s, look: look, verdict: newVerdict(s.p), lives: widgets.NewChart(voice, nil), overall: widgets.NewParagraph(widgets.RoleCaption, "")}
	p.lives.SetFormat(func(f float64) string { return length(lengthAt(f), voice) })
	p.months = widgets.NewDataTable(widgets.TableParams{
		ID: monthsKey, Memory: s.p.Memory, Label: voice.Text("screen.chance.months"), Voice: voice, Background: widgets.Inline,
		Columns: []widgets.Column{
			{ID: "month", Label: voice.Text("screen.chance.months.month"), Width: 112, Stretch: true},
			figureColumn("releases", voice.Text("screen.chance.months.releases"), voice.Text("screen.chance.months.releases.tip"), 70),
			figureColumn("half", voice.Text("screen.chance.months.half"), voice.Text("screen.chance.months.half.tip"), 76),
			figureColumn("censored", voice.Text("screen.chance.months.censored"), voice.Text("screen.chance.months.censored.tip"), 76),
		},
	})
	heading := widgets.NewText(widgets.RoleStrong, voice.Text("screen.chance.months"))
	heading.SetMinWidth(0)
	beside := container.New(&columns.Grid{Shares: []float32{5, 3}, Wide: true, Fold: 820},
		chartTile(s.p, p.lives, voice.Text("screen.chance.lives"), livesHeight),
		widgets.NewTile(widgets.Down(heading, widgets.AtLeast(mapLeast, livesHeight, p.months))))
	p.state = page.NewState(voice, widgets.Parts(nil, p.verdict.content, beside, p.overall))
	return p
}

func (p *speedPart) tab() widgets.Tab {
	return widgets.Tab{ID: tabSpeed, Label: p.s.p.Voice.Text("screen.chance.tab.speed")}
}

func (p *speedPart) content() fyne.CanvasObject { return p.state }
func (p *speedPart) of() *page.State            { return p.state }
func (p *speedPart) show()                      { p.look.want() }

// changed does nothing: the part of the past tells the lookback that both share.
func (p *speedPart) changed([]office.Area) {}

func (p *speedPart) measured() bool { return p.look.there && len(p.look.history.Lives.Releases) > 0 }

func (p *speedPart) status() string {
	if !p.measured() {
		return ""
	}
	return p.s.p.Voice.Text("screen.chance.speed.status", "Count", len(p.look.history.Lives.Releases))
}

// The actions of how fast releases are booked.
const actionSpeedTable = "chance.speed.table"

func (p *speedPart) actions() []action.Action {
	voice := p.s.p.Voice
	return []action.Action{{
		ID: actionSpeedTable, Title: voice.Text("screen.chance.action.speed.table"), Icon: theme.IconTable(), Apart: true,
		Enabled: func() bool { return p.s.sees(p) && p.measured() }, Why: func() string { return voice.Text("screen.chance.why.speed") },
		Do: p.lives.ShowTable,
	}}
}

func (p *speedPart) tells(h office.ReleaseHistory) {
	voice := p.s.p.Voice
	if len(h.Lives.Releases) == 0 {
		p.state.Empty(widgets.NoticeParams{
			Icon: theme.IconClock(), Title: voice.Text("screen.chance.speed.none"), Text: voice.Text("screen.chance.speed.none.do"),
			Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.chance.speed.import"), theme.IconImport(), func() { p.s.p.Navigate(pageImports) }),
		})
		return
	}
	p.verdict.ofTrend(h.Lives, voice)
	p.lives.SetModel(livesModel(h.Lives, voice))
	rows := make([]widgets.Row, len(h.Lives.Months))
	for i, m := range h.Lives.Months {
		rows[i] = widgets.Row{Key: m.From.String(), Cells: []string{
			monthName(m, voice), voice.Number(m.Releases), medianText(m, voice), voice.Number(m.Censored),
		}}
	}
	p.months.SetSource(widgets.Rows(rows))
	p.months.SetSums(widgets.Row{Key: "overall", Cells: []string{
		voice.Text("screen.chance.months.overall"), voice.Number(h.Lives.Overall.Releases), medianText(h.Lives.Overall, voice), voice.Number(h.Lives.Overall.Censored),
	}})
	p.overall.SetText(voice.Text("screen.chance.lives.caption"))
	p.state.Ready()
}

// ofTrend says where half-lives go.
func (v *verdict) ofTrend(l publication.HalfLives, voice *wording.Voice) {
	overall := voice.Join(keyed(l.Reasons, "publication.half.no-median"), "")
	if l.Overall.Known {
		overall = voice.Text("screen.chance.speed.overall", "Count", l.Overall.Releases, "Half", length(l.Overall.Half, voice))
	}
	remarks := strings.TrimSpace(overall + " " + voice.Join(keyed(l.Reasons, "publication.half.some-censored", "publication.half.some-early"), " "))
	chance := publication.Probability(l.Trend.P)
	switch l.Trend.Verdict {
	case publication.TrendTooFew:
		v.set(voice.Text("screen.chance.trend.too-few"), widgets.Info,
			voice.Join(keyed(l.Reasons, "publication.half.trend.too-few"), " "), remarks, voice.Text("screen.chance.trend.too-few.means"))
	case publication.TrendShorter:
		v.set(voice.Text("screen.chance.trend.shorter"), widgets.Warning, voice.Text("screen.chance.trend.shorter.said"), remarks,
			voice.Text("screen.chance.trend.shorter.means", "Chance", chance))
	case publication.TrendLonger:
		v.set(voice.Text("screen.chance.trend.longer"), widgets.Success, voice.Text("screen.chance.trend.longer.said"), remarks,
			voice.Text("screen.chance.trend.longer.means", "Chance", chance))
	default:
		v.set(voice.Text("screen.chance.trend.none"), widgets.Success, voice.Text("screen.chance.trend.none.said"), remarks,
			voice.Text("screen.chance.trend.none.means", "Chance", chance))
	}
}

func monthName(m publication.Median, voice *wording.Voice) string {
	return voice.Text("screen.chance.months.name", "Month", voice.Month(int(m.From.Month)), "Year", m.From.String()[:4])
}

// medianText writes a median half-life, or that fewer than half of the releases came to
// be half booked.
func medianText(m publication.Median, voice *wording.Voice) string {
	if !m.Known {
		return voice.Text("screen.chance.months.unknown")
	}
	return length(m.Half, voice)
}

// length writes how long something took.
func length(d time.Duration, voice *wording.Voice) string {
	switch {
	case d < time.Minute:
		return voice.Text("screen.chance.length.moment")
	case d >= 48*time.Hour:
		return voice.Text("publication.span.days", "Count", int(d/(24*time.Hour)))
	default:
		return voice.Duration(int(d / time.Minute))
	}
}

// Half-lives reach from minutes to weeks: the chart shows them by doublings of an hour.
// What took less than a minute is shown as a minute.
func doublings(d time.Duration) float64 { return math.Log2(max(d, time.Minute).Hours()) }

// lengthAt returns the half-life at a height of the chart, to the minute.
func lengthAt(doublings float64) time.Duration {
	return time.Duration(math.Round(60*math.Exp2(doublings))) * time.Minute
}

// livesModel shows the half-life of each release, those not known yet apart, and the
// median of each month.
func livesModel(l publication.HalfLives, voice *wording.Voice) chart.Lines {
	model := chart.Lines{Axis: voice.Text("screen.chance.lives.axis"), Target: math.NaN(), WholeAxis: true}
	median := chart.Series{Name: voice.Text("screen.chance.lives.median")}
	known := chart.Series{Name: voice.Text("screen.chance.lives.known"), Apart: true}
	censored := chart.Series{Name: voice.Text("screen.chance.lives.censored"), Apart: true}
	month := 0
	for _, r := range l.Releases {
		at := r.At.Date()
		for month+1 < len(l.Months) && !at.Before(l.Months[month+1].From) {
			month++
		}
		model.Categories = append(model.Categories, chart.Category{Label: voice.ShortDate(at), Title: voice.Moment(r.At)})
		of := func(yes bool, d time.Duration) float64 {
			if !yes {
				return math.NaN()
			}
			return doublings(d)
		}
		median.Values = append(median.Values, of(l.Months[month].Known, l.Months[month].Half))
		known.Values = append(known.Values, of(r.Known, r.Half))
		censored.Values = append(censored.Values, of(!r.Known, r.Half))
	}
	model.Series = []chart.Series{median, known}
	if l.Overall.Censored > 0 {
		model.Series = append(model.Series, censored)
	}
	return model
}
