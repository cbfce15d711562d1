package chance

import (
	"strconv"

	"fyne.io/fyne/v2"

	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// pastTests are the figures behind the verdict: the tests, and what somebody would have
// caught who had learned from earlier releases.
type pastTests struct {
	p              Params
	tests, guesses *widgets.DataTable
	pooled         *widgets.Paragraph
	learned        *widgets.Paragraph
	content        fyne.CanvasObject
}

// The names under which the tables are remembered.
const (
	testsKey   = "chance-tests"
	guessesKey = "chance-guesses"
)

func newPastTests(p Params) *pastTests {
	voice := p.Voice
	t := &pastTests{p: p, pooled: widgets.NewParagraph(widgets.RoleCaption, ""), learned: widgets.NewParagraph(widgets.RoleCaption, "")}
	t.tests = widgets.NewDataTable(widgets.TableParams{
		ID: testsKey, Memory: p.Memory, Label: voice.Text("screen.chance.tests"), Voice: voice, Background: widgets.Inline,
		Columns: []widgets.Column{
			{ID: "by", Label: voice.Text("screen.chance.test.by"), Width: 130, Stretch: true},
			figureColumn("statistic", voice.Text("screen.chance.test.statistic"), voice.Text("screen.chance.test.statistic.tip"), 80),
			figureColumn("freedom", voice.Text("screen.chance.test.freedom"), voice.Text("screen.chance.test.freedom.tip"), 70),
			figureColumn("p", voice.Text("screen.chance.test.p"), voice.Text("screen.chance.test.p.tip"), 100),
			figureColumn("cells", voice.Text("screen.chance.test.cells"), voice.Text("screen.chance.test.cells.tip"), 60),
		},
	})
	t.guesses = widgets.NewDataTable(widgets.TableParams{
		ID: guessesKey, Memory: p.Memory, Label: voice.Text("screen.chance.guesses"), Voice: voice, Background: widgets.Inline,
		Columns: []widgets.Column{
			{ID: "hours", Label: voice.Text("screen.chance.guess.hours"), Tip: voice.Text("screen.chance.guess.hours.tip"), Width: 80, Stretch: true},
			figureColumn("share", voice.Text("screen.chance.guess.share"), voice.Text("screen.chance.guess.share.tip"), 58),
			figureColumn("by-chance", voice.Text("screen.chance.guess.by-chance"), voice.Text("screen.chance.guess.by-chance.tip"), 66),
			figureColumn("any", voice.Text("screen.chance.guess.any"), voice.Text("screen.chance.guess.any.tip"), 76),
			figureColumn("any-by-chance", voice.Text("screen.chance.guess.by-chance"), voice.Text("screen.chance.guess.any-by-chance.tip"), 66),
			figureColumn("p", voice.Text("screen.chance.test.p"), voice.Text("screen.chance.guess.p.tip"), 98),
		},
	})
	t.content = widgets.Evenly(
		tableTile(voice.Text("screen.chance.tests"), t.tests, t.pooled), tableTile(voice.Text("screen.chance.guesses"), t.guesses, t.learned))
	return t
}

// tableTile is a short table under its title, with what there is to say of it.
func tableTile(title string, table *widgets.DataTable, said fyne.CanvasObject) fyne.CanvasObject {
	heading := widgets.NewText(widgets.RoleStrong, title)
	heading.SetMinWidth(0)
	const rows = 160 // four, and the header
	return widgets.NewTile(widgets.Down(heading, widgets.AtLeast(mapLeast, rows, table), said))
}

func (t *pastTests) show(h office.ReleaseHistory) {
	voice := t.p.Voice
	t.tests.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{Icon: theme.IconInfo(), Title: voice.Text("screen.chance.tests.none"), Text: voice.Text("screen.chance.tests.none.do")})
	})
	var tests []widgets.Row
	for _, test := range h.Uniformity.Tests {
		tests = append(tests, widgets.Row{Key: string(test.Division), Cells: []string{
			divisionName(test.Division, voice), voice.FixedDecimal(test.Statistic/test.Scale, 2), voice.FixedDecimal(test.Freedom, 1),
			voice.Say(publication.Probability(test.P)), voice.Number(len(test.Cells)),
		}})
	}
	t.tests.SetSource(widgets.Rows(tests))
	t.pooled.SetText(voice.Join(keyed(h.Uniformity.Reasons, "publication.uniform.pooled"), " "))
	widgets.ShowIf(t.pooled, t.pooled.Text() != "")

	t.guesses.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{Icon: theme.IconInfo(), Title: voice.Text("screen.chance.guesses.none"), Text: voice.Text("screen.chance.guesses.none.do")})
	})
	var guesses []widgets.Row
	for _, c := range h.Guess.Catches {
		guesses = append(guesses, widgets.Row{Key: strconv.Itoa(c.Hours), Cells: []string{
			voice.Text("screen.chance.watch.count", "Count", c.Hours), percent(c.Share, voice), percent(c.ByChance, voice),
			percent(c.Any, voice), percent(c.AnyByChance, voice), voice.Say(publication.Probability(c.P)),
		}})
	}
	t.guesses.SetSource(widgets.Rows(guesses))
	if h.Guess.Verdict == publication.GuessTooFew {
		t.learned.SetText("")
	} else {
		t.learned.SetText(voice.Say(h.Guess.Reasons[0]) + " " + voice.Text("screen.chance.guess.learned",
			"LearnedFrom", h.Learned.From, "LearnedTo", h.Learned.To, "WatchedFrom", h.Watched.From, "WatchedTo", h.Watched.To))
	}
	widgets.ShowIf(t.learned, t.learned.Text() != "")
}

func divisionName(d publication.Division, voice *wording.Voice) string {
	switch d {
	case publication.ByWeekday:
		return voice.Text("publication.division.weekday")
	case publication.ByHour:
		return voice.Text("publication.division.hour")
	default:
		return voice.Text("publication.division.both")
	}
}

// figureColumn holds numbers.
func figureColumn(id, label, tip string, width float32) widgets.Column {
	return widgets.Column{ID: id, Label: label, Tip: tip, Width: width, Stretch: true, Align: fyne.TextAlignTrailing}
}
