package chance

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// figures say in plain words how hard the draw is to guess.
type figures struct {
	p                     Params
	schedules, bits, seen *figure
	table                 *widgets.DataTable
	tiles, watch          fyne.CanvasObject
}

// figure is a figure that explains itself to who points at it or presses it.
type figure struct {
	title, means string
	value        *widgets.Text
	detail       *widgets.Paragraph
	leads        *widgets.Pressable
	content      fyne.CanvasObject
}

func newFigures(p Params) *figures {
	voice := p.Voice
	f := &figures{p: p}
	f.schedules = f.figure(voice.Text("screen.chance.figure.schedules"))
	f.bits = f.figure(voice.Text("screen.chance.figure.bits"))
	f.seen = f.figure(voice.Text("screen.chance.figure.seen", "Hours", mostWatched))
	f.tiles = container.New(&columns.Grid{Shares: []float32{1, 1, 1}, Wide: true, Fold: leastTiles}, f.schedules.content, f.bits.content, f.seen.content)
	f.table = widgets.NewDataTable(widgets.TableParams{
		ID: watchKey, Memory: p.Memory, Label: voice.Text("screen.chance.watch"), Voice: voice, Background: widgets.Inline,
		Columns: []widgets.Column{
			{ID: "hours", Label: voice.Text("screen.chance.watch.hours"), Tip: voice.Text("screen.chance.watch.hours.tip"), Width: 176},
			{ID: "share", Label: voice.Text("screen.chance.watch.share"), Tip: voice.Text("screen.chance.watch.share.tip"), Width: 128, Align: fyne.TextAlignTrailing},
			{ID: "any", Label: voice.Text("screen.chance.watch.any"), Tip: voice.Text("screen.chance.watch.any.tip"), Width: 146, Align: fyne.TextAlignTrailing},
			{ID: "sunday", Label: voice.Text("screen.chance.watch.sunday"), Tip: voice.Text("screen.chance.watch.sunday.tip"), Width: 120, Align: fyne.TextAlignTrailing},
		},
	})
	heading := widgets.NewText(widgets.RoleStrong, voice.Text("screen.chance.watch"))
	heading.SetMinWidth(0)
	const rows = 160 // four, and the header
	f.watch = widgets.Down(heading, widgets.AtLeast(0, rows, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, f.table)))
	return f
}

// mostWatched is the largest number of hours for which the measures tell the catch.
const mostWatched = 10

// leastFigure is how narrow a figure may be, leastTiles three beside each other, at text
// scale 1.
const (
	leastFigure = 120
	leastTiles  = 480
)

func (f *figures) figure(title string) *figure {
	one := &figure{title: title, value: widgets.NewText(widgets.RoleFigure, ""), detail: widgets.NewParagraph(widgets.RoleCaption, "")}
	one.value.SetMinWidth(0)
	one.leads = widgets.NewPressable(widgets.Inset(theme.SizeGapSmall, widgets.AtLeast(leastFigure, 0, widgets.Tight(widgets.NewParagraph(widgets.RoleMuted, title), one.value, one.detail))),
		title, func() { f.p.Dialogs.Tell(one.title, one.means) })
	one.content = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.Inset(theme.SizeGapSmall, one.leads))
	return one
}

func (one *figure) set(value, detail, means string) {
	one.value.SetText(value)
	one.detail.SetText(detail)
	one.means = means
	one.leads.SetLabel(one.title + ", " + value + ", " + detail)
	one.leads.SetTip(means)
}

func (f *figures) show(m measured) {
	voice := f.p.Voice
	count, sunday := m.rules.Schedules, m.sunday
	f.schedules.set(rounded(count, voice), voice.Say(comparison(count)),
		voice.Text("screen.chance.figure.schedules.tip", "Exact", grouped(count, voice), "Sunday", grouped(sunday.Schedules, voice)))
	f.bits.set(voice.Text("screen.chance.figure.bits.value", "Bits", voice.Decimal(m.rules.EntropyBits, 1)),
		voice.Text("screen.chance.figure.bits.detail", "Largest", voice.Decimal(m.rules.LargestEntropyBits, 1), "Sunday", voice.Decimal(sunday.EntropyBits, 1)),
		voice.Text("screen.chance.figure.bits.tip", "Bits", voice.Decimal(m.rules.EntropyBits, 3), "Largest", voice.Decimal(m.rules.LargestEntropyBits, 3)))
	rows := make([]widgets.Row, len(m.rules.BestWatch))
	for i, w := range m.rules.BestWatch {
		habit := sunday.BestWatch[i]
		rows[i] = widgets.Row{Key: strconv.Itoa(w.Hours), Cells: []string{
			voice.Text("screen.chance.watch.count", "Count", w.Hours), percent(w.Share, voice), percent(w.Any, voice), percent(habit.Share, voice),
		}}
		if w.Hours == mostWatched {
			f.seen.set(percent(w.Share, voice), voice.Text("screen.chance.figure.seen.detail", "Any", percent(w.Any, voice), "Sunday", percent(habit.Share, voice)),
				voice.Text("screen.chance.figure.seen.tip", "Hours", w.Hours, "Share", voice.Decimal(100*w.Share, 4), "Any", voice.Decimal(100*w.Any, 4)))
		}
	}
	f.table.SetSource(widgets.Rows(rows))
}
