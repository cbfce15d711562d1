package chance

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/internal/boxes"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// windowsField is the table of the windows: a row for those that differ by their day alone.
type windowsField struct {
	p       Params
	changed func()
	spans   []span
	table   *widgets.DataTable
	frame   *fyne.Container // as high as its rows
	around  *widgets.Field
	content fyne.CanvasObject

	edit, remove, copy *widgets.Button
}

func newWindowsField(p Params, changed func()) *windowsField {
	voice := p.Voice
	text := voice.Text
	w := &windowsField{p: p, changed: changed}
	w.table = widgets.NewDataTable(widgets.TableParams{
		ID: windowsKey, Memory: p.Memory, Label: text("screen.chance.form.windows"), Voice: voice, Background: widgets.Inline, Multiple: true,
		Columns: []widgets.Column{
			{ID: "days", Label: text("screen.chance.form.window.days"), Width: 96, Stretch: true},
			{ID: "hours", Label: text("screen.chance.form.window.hours"), Width: 104},
			{ID: "band", Label: text("screen.chance.form.window.band"), Width: 84, Stretch: true},
		},
	})
	w.table.OnActivated = func(int, widgets.Row) { w.change() }
	w.table.OnSelection = func(widgets.Selection) { w.update() }
	w.table.Menu = func(widgets.Selection) []widgets.MenuItem { return w.menu() }
	w.table.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewParagraph(widgets.RoleMuted, text("screen.chance.form.windows.none"))
	})
	button := func(key string, do func()) *widgets.Button {
		return widgets.NewButton(widgets.Secondary, text(key), nil, do)
	}
	add := button("screen.chance.window.add", w.add)
	w.edit = button("screen.chance.window.change", w.change)
	w.copy = button("screen.chance.window.copy", w.copyDay)
	w.remove = button("screen.chance.window.remove", w.removeChosen)
	w.frame = container.NewStack()
	w.around = widgets.NewField("", "", w.frame)
	w.content = widgets.Down(w.around, widgets.Flow(nil, add, w.edit, w.remove, w.copy))
	return w
}

// fit makes the table as high as its rows; of many, others are moved into sight.
func (w *windowsField) fit() {
	const head, row, fewest, most = 36, 27, 3, 9
	height := float32(head + row*min(max(len(w.spans), fewest), most))
	w.frame.Objects = []fyne.CanvasObject{widgets.AtLeast(0, height, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, w.table))}
	w.frame.Refresh()
}

// show shows windows.
func (w *windowsField) show(windows []publication.Window) {
	w.spans = spansOf(windows)
	voice := w.p.Voice
	rows := make([]widgets.Row, len(w.spans))
	for i, s := range w.spans {
		rows[i] = widgets.Row{Key: s.key(), Cells: []string{
			s.said(voice), voice.ShortClock(s.from) + "\u2009–\u2009" + voice.ShortClock(s.to), voice.Say(publication.BandLabel(s.band)),
		}}
	}
	w.fit()
	at, _, chosen := w.table.Selected()
	w.table.SetSource(widgets.Rows(rows))
	if chosen && len(rows) > 0 {
		w.table.Select(min(max(at, 0), len(rows)-1))
	}
	w.update()
}

// key tells spans apart.
func (s span) key() string {
	return strconv.Itoa(int(s.from)) + "-" + strconv.Itoa(int(s.to)) + "-" + s.band
}

// said names the days of a span: those in a row by their first and last.
func (s span) said(voice *wording.Voice) string {
	var said []string
	for i := 0; i < len(s.days); i++ {
		if !s.days[i] {
			continue
		}
		last := i
		for last+1 < len(s.days) && s.days[last+1] {
			last++
		}
		first := voice.WeekdayShort(weekdays[i])
		if last-i < 2 {
			said = append(said, first)
			continue
		}
		said = append(said, voice.Text("screen.chance.form.window.days.range", "First", first, "Last", voice.WeekdayShort(weekdays[last])))
		i = last
	}
	return strings.Join(said, ", ")
}

// chosen returns the places of the selected rows.
func (w *windowsField) chosen() (places []int) {
	selected := w.table.Selection()
	for i, s := range w.spans {
		if selected.Contains(s.key()) {
			places = append(places, i)
		}
	}
	return places
}

func (w *windowsField) update() {
	enable := func(b *widgets.Button, yes bool, why string) {
		if yes {
			b.Enable()
			b.SetTip("")
		} else {
			b.Disable()
			b.SetTip(w.p.Voice.Text(why))
		}
	}
	n := len(w.chosen())
	enable(w.edit, n == 1, "screen.chance.why.one-window")
	enable(w.remove, n > 0, "screen.chance.why.some-window")
	enable(w.copy, len(w.spans) > 0, "screen.chance.why.no-window")
}

func (w *windowsField) menu() []widgets.MenuItem {
	text := w.p.Voice.Text
	n := len(w.chosen())
	return []widgets.MenuItem{
		{Label: text("screen.chance.window.change"), Icon: theme.IconOpen(), Disabled: n != 1, Do: w.change},
		{Label: text("screen.chance.window.add"), Icon: theme.IconAdd(), Do: w.add},
		{Label: text("screen.chance.window.copy"), Icon: theme.IconCopy(), Do: w.copyDay},
		{Separator: true},
		{Label: text("screen.chance.window.remove"), Icon: theme.IconDelete(), Disabled: n == 0, Do: w.removeChosen},
	}
}

// take shows other windows, and tells of them.
func (w *windowsField) take(windows []publication.Window) {
	w.show(windows)
	w.changed()
}

func (w *windowsField) removeChosen() {
	gone := w.chosen()
	var left []span
	for i, s := range w.spans {
		if !slices.Contains(gone, i) {
			left = append(left, s)
		}
	}
	w.take(windowsOf(left))
}

func (w *windowsField) add() {
	fresh := span{from: agenda.MustClock("09:00"), to: agenda.MustClock("12:00"), band: publication.BandMorning}
	for i := range 5 {
		fresh.days[i] = true
	}
	w.ask(w.p.Voice.Text("screen.chance.window.add.title"), fresh, func(s span) { w.take(windowsOf(append(slices.Clone(w.spans), s))) })
}

func (w *windowsField) change() {
	places := w.chosen()
	if len(places) != 1 {
		return
	}
	w.ask(w.p.Voice.Text("screen.chance.window.change.title"), w.spans[places[0]], func(s span) {
		after := slices.Clone(w.spans)
		after[places[0]] = s
		w.take(windowsOf(after))
	})
}

// dayBoxes asks for days.
func (w *windowsField) dayBoxes(ticked [len(weekdays)]bool) *boxes.Boxes {
	names := make([]string, len(weekdays))
	for i, day := range weekdays {
		names[i] = w.p.Voice.WeekdayShort(day)
	}
	b := boxes.New(names)
	for i, on := range ticked {
		b.Tick(i, on)
	}
	return b
}

// needDay refuses days of which none is ticked.
func (w *windowsField) needDay(days *boxes.Boxes) func() string {
	return func() string {
		if days.Stands() == "" {
			return w.p.Voice.Text("screen.chance.wrong.no-day")
		}
		return ""
	}
}

// ask asks for a window.
func (w *windowsField) ask(title string, s span, done func(span)) {
	voice := w.p.Voice
	text := voice.Text
	days := w.dayBoxes(s.days)
	from, to := widgets.NewTimeField(widgets.TimeParams{Voice: voice, Last: minutesOfDay - 1}), widgets.NewTimeField(widgets.TimeParams{Voice: voice, First: 1})
	from.SetValue(s.from)
	to.SetValue(s.to)
	band := newBandField(voice, s.band)
	begin := widgets.NewField(text("screen.chance.form.window.from"), "", from).Require(voice)
	end := widgets.NewField(text("screen.chance.form.window.to"), "", to).Require(voice).CheckWith(func() string {
		first, _ := from.Value()
		if last, ok := to.Value(); ok && last <= first {
			return voice.Say(agenda.Msg("publication.field.order", "From", first, "To", last))
		}
		return ""
	})
	on := widgets.NewField(text("screen.chance.form.window.days"), "", days).CheckWith(w.needDay(days))
	form := widgets.NewForm(on, begin, end, band.field, band.own)
	w.p.Dialogs.Ask(dialogs.Question{
		Title: title, Content: widgets.Down(on, widgets.Evenly(begin, end), band.content), Size: fyne.NewSize(440, 0), First: days.First(),
		Role: widgets.Primary, Accept: text("screen.chance.window.take"), Refuse: text("screen.chance.window.leave"),
		Answer: func() bool {
			if !form.Validate() {
				return false
			}
			asked := span{band: band.value()}
			asked.from, _ = from.Value()
			asked.to, _ = to.Value()
			for i := range asked.days {
				asked.days[i] = days.Ticked(i)
			}
			done(asked)
			return true
		},
	})
}

// copyDay gives some days the windows of another.
func (w *windowsField) copyDay() {
	voice := w.p.Voice
	text := voice.Text
	windows := windowsOf(w.spans)
	names := make([]string, len(weekdays))
	for i, day := range weekdays {
		names[i] = voice.Weekday(day)
	}
	from := widgets.NewSelect(names, windows[0].Day.ISO()-1, nil)
	to := w.dayBoxes([len(weekdays)]bool{})
	onto := widgets.NewField(text("screen.chance.copy.to"), text("screen.chance.copy.hint"), to).CheckWith(w.needDay(to))
	form := widgets.NewForm(onto)
	w.p.Dialogs.Ask(dialogs.Question{
		Title: text("screen.chance.copy.title"), Content: widgets.Down(widgets.NewField(text("screen.chance.copy.from"), "", from), onto),
		Size: fyne.NewSize(440, 0), First: from, Role: widgets.Primary, Accept: text("screen.chance.copy.do"), Refuse: text("screen.chance.window.leave"),
		Answer: func() bool {
			if !form.Validate() {
				return false
			}
			var days []agenda.Weekday
			for i, day := range weekdays {
				if to.Ticked(i) {
					days = append(days, day)
				}
			}
			w.take(copied(windows, weekdays[from.SelectedIndex()], days))
			return true
		},
	})
}

// usualBands are the bands that are offered by name; any other is written.
var usualBands = []string{publication.BandMorning, publication.BandMidday, publication.BandAfternoon, publication.BandEvening, ""}

// bandField asks for the band of a window.
type bandField struct {
	choice  *widgets.Select
	name    *widgets.Entry
	field   *widgets.Field
	own     *widgets.Field
	content *fyne.Container
}

func newBandField(voice *wording.Voice, band string) *bandField {
	b := &bandField{name: widgets.NewEntry()}
	names := make([]string, len(usualBands), len(usualBands)+1)
	for i, one := range usualBands {
		names[i] = voice.Say(publication.BandLabel(one))
	}
	names = append(names, voice.Text("screen.chance.form.window.band.own"))
	at := slices.Index(usualBands, band)
	if at < 0 {
		at = len(usualBands)
		b.name.SetText(band)
	}
	b.choice = widgets.NewSelect(names, at, func(int) { b.show() })
	b.field = widgets.NewField(voice.Text("screen.chance.form.window.band"), "", b.choice)
	b.own = widgets.NewField(voice.Text("screen.chance.form.window.band.name"), "", b.name).Require(voice).CheckWith(func() string {
		probe := publication.SundayEvening(agenda.NewDate(2001, 1, 8).Week())
		probe.Windows[0].Band = b.value()
		if field, said := fieldOf(probe.Check()); field != "" {
			return voice.Say(said)
		}
		return ""
	})
	b.content = widgets.Evenly(b.field, b.own)
	b.show()
	return b
}

func (b *bandField) show() {
	widgets.ShowIf(b.own, b.choice.SelectedIndex() == len(usualBands))
	b.content.Refresh()
}

// value returns the band that was chosen or written.
func (b *bandField) value() string {
	if at := b.choice.SelectedIndex(); at >= 0 && at < len(usualBands) {
		return usualBands[at]
	}
	return b.name.Stands()
}
