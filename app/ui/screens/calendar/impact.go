package calendar

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// impact tells in a form whom what stands in it would hit.
type impact struct {
	s       *Screen
	turn    int // counts what was asked; late answers are dropped
	asking  bool
	waiting *office.Timetable // asked for once the present answer is there
	by      office.Timetable
	known   bool // hit is the answer for by
	hit     office.Affected
	then    func(office.Affected) // to be done with the answer

	resized func() // other words may need more room
	said    *widgets.Paragraph
	list    *widgets.Button
	box     fyne.CanvasObject
}

// impactHeight holds two lines and the button, so that a form does not grow and shrink
// while somebody types.
const impactHeight = 74

func newImpact(s *Screen) *impact {
	i := &impact{s: s, resized: func() {}, said: widgets.NewParagraph(widgets.RoleBody, s.p.Voice.Text("screen.calendar.impact.incomplete"))}
	i.list = widgets.NewButton(widgets.Secondary, s.p.Voice.Text("screen.calendar.impact.list"), theme.IconList(), func() { s.showAffected(i.by, i.hit) })
	i.list.Hide()
	content := widgets.Down(i.said, widgets.Flow(nil, i.list))
	i.box = widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.AtLeast(0, impactHeight, content)))
	return i
}

// ask asks whom entries would hit; complete is false while there are none yet. One
// question at a time is under way: what is typed meanwhile is asked after it.
func (i *impact) ask(by office.Timetable, complete bool) {
	i.known = false
	if !complete {
		i.turn++
		i.asking, i.waiting, i.then = false, nil, nil
		i.say(widgets.Plain, i.s.p.Voice.Text("screen.calendar.impact.incomplete"), false)
		return
	}
	if i.asking {
		i.waiting = &by
		return
	}
	i.turn++
	i.asking, i.by = true, by
	turn := i.turn
	i.say(widgets.Plain, i.s.p.Voice.Text("screen.calendar.impact.asking"), false)
	var hit office.Affected
	var err error
	i.s.p.Background(func() { hit, err = i.s.p.Office.Affected(context.Background(), by) }, func() {
		if turn != i.turn {
			return
		}
		i.asking = false
		if next := i.waiting; next != nil {
			i.waiting = nil
			i.ask(*next, true)
			return
		}
		i.answered(hit, err)
	})
}

func (i *impact) answered(hit office.Affected, err error) {
	voice, then := i.s.p.Voice, i.then
	i.then = nil
	if err != nil {
		sentence, remedy := voice.Problem(err)
		i.say(widgets.Danger, sentence+" "+remedy, false)
		return
	}
	i.hit, i.known = hit, true
	text, state := impactOf(hit, voice)
	i.say(state, text, len(hit.Slots)+len(hit.Bookings) > 0)
	if then != nil {
		then(hit)
	}
}

// once does something with the answer for what was asked last, when it is there.
func (i *impact) once(then func(office.Affected)) {
	if i.known {
		then(i.hit)
		return
	}
	if i.asking {
		i.then = then
	}
}

func (i *impact) say(state widgets.State, text string, list bool) {
	i.said.SetText(text)
	i.said.SetState(state)
	widgets.ShowIf(i.list, list)
	i.box.Refresh()
	i.resized()
}

// grave reports whether people outside know already of what would be hit.
func grave(hit office.Affected) bool {
	return hit.Released+hit.Published > 0 || len(hit.Bookings) > 0
}

// impactOf says in sentences what would be hit.
func impactOf(hit office.Affected, voice *wording.Voice) (string, widgets.State) {
	said := ""
	add := func(count int, text string) {
		if count > 0 && said != "" {
			said += " "
		}
		if count > 0 {
			said += text
		}
	}
	n := len(hit.Bookings)
	add(n, voice.Text("screen.calendar.impact.bookings", "Count", n))
	add(hit.Published, voice.Text("screen.calendar.impact.published", "Count", hit.Published))
	add(hit.Released, voice.Text("screen.calendar.impact.released", "Count", hit.Released))
	add(hit.Planned+hit.Reserved, voice.Text("screen.calendar.impact.planned", "Count", hit.Planned+hit.Reserved))
	switch {
	case said == "":
		return voice.Text("screen.calendar.impact.none"), widgets.Success
	case grave(hit):
		return said, widgets.Warning
	}
	return said, widgets.Info
}

// warn shows who would be hit, and lets the person decide.
func (s *Screen) warn(by office.Timetable, hit office.Affected, goOn func()) {
	voice := s.p.Voice
	text, _ := impactOf(hit, voice)
	s.p.Dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.calendar.warn.title"), Text: text + "\n\n" + voice.Text("screen.calendar.warn.text"),
		Content: s.affectedTable(hit), Size: fyne.NewSize(tableWidth, 0), Role: widgets.Destructive, Aside: s.writing(by),
		Accept: voice.Text("screen.calendar.warn.accept"), Refuse: voice.Text("screen.calendar.warn.refuse"),
		Answer: func() bool { goOn(); return true },
	})
}

// showAffected lists who would be hit.
func (s *Screen) showAffected(by office.Timetable, hit office.Affected) {
	voice := s.p.Voice
	text, _ := impactOf(hit, voice)
	s.p.Dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.calendar.impact.title"), Text: text, Content: s.affectedTable(hit),
		Size: fyne.NewSize(tableWidth, 0), Role: widgets.Primary, Accept: voice.Text("screen.calendar.impact.done"), Aside: s.writing(by),
	})
}

// writing is a button that writes the list into a file.
func (s *Screen) writing(by office.Timetable) []fyne.CanvasObject {
	voice := s.p.Voice
	title := voice.Text("screen.calendar.impact.write")
	return []fyne.CanvasObject{widgets.NewButton(widgets.Secondary, title, theme.IconSave(), func() {
		kind := dialogs.FileKind{Title: title, Endings: []string{".xlsx", ".csv"}, Name: voice.Text("screen.calendar.impact.file")}
		s.p.Dialogs.SaveFile(kind, func(path string) {
			lines := 0
			s.p.Tasks.Run(title, func(ctx context.Context, _ agenda.Progress) (err error) {
				lines, err = s.p.Office.WriteAffected(ctx, path, by, voice)
				return err
			}, func(err error) {
				if err != nil {
					s.p.Dialogs.Problem(err)
					return
				}
				s.p.Wrote(path)
				s.p.Toast(voice.Text("screen.calendar.impact.written", "Count", lines), widgets.Success)
			})
		})
	})}
}

// How large the table of who is hit is at least, at text scale 1.
const (
	tableWidth  = 920
	tableHeight = 300
)

func (s *Screen) affectedTable(hit office.Affected) fyne.CanvasObject {
	voice := s.p.Voice
	text := voice.Text
	t := widgets.NewDataTable(widgets.TableParams{
		ID: affectedKey, Memory: s.p.Memory, Label: text("screen.calendar.impact.title"), Voice: voice, Background: widgets.Inline, Multiple: true, Signs: true,
		Columns: []widgets.Column{
			{ID: "date", Label: text("screen.calendar.column.date"), Width: 164},
			{ID: "hour", Label: text("screen.calendar.column.hour"), Width: 56, Align: fyne.TextAlignTrailing},
			{ID: "desk", Label: text("screen.calendar.column.desk"), Width: 70},
			{ID: "procedure", Label: text("screen.calendar.column.procedure"), Width: 180, Stretch: true},
			{ID: "state", Label: text("screen.calendar.column.state"), Width: 120},
			{ID: "reference", Label: text("screen.calendar.column.reference"), Width: 96},
			{ID: "name", Label: text("screen.calendar.column.name"), Width: 150, Stretch: true},
		},
	})
	t.SetSource(widgets.Rows(affectedRows(hit, s.house, voice)))
	return widgets.AtLeast(0, tableHeight, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, t))
}

// affectedRows lists the slots, each with its booking, and the bookings of no known slot,
// by date and hour.
func affectedRows(hit office.Affected, house office.House, voice *wording.Voice) []widgets.Row {
	type line struct {
		at  agenda.Moment
		row widgets.Row
	}
	var lines []line
	bookings := map[agenda.SlotID][]agenda.Booking{}
	told := func(b agenda.Booking, at agenda.Moment) {
		lines = append(lines, line{at, widgets.Row{Key: "b" + string(b.ID), State: widgets.Warning, Cells: []string{
			voice.Date(b.Date), voice.ShortClock(b.Start), booked.Desk(b, house), booked.Procedure(b, house),
			voice.Text("screen.calendar.slot.booked"), b.Reference, booked.Name(b.Applicant, voice),
		}}})
	}
	slots := map[agenda.SlotID]bool{}
	for _, slot := range hit.Slots {
		slots[slot.ID] = true
	}
	for _, b := range hit.Bookings {
		if slots[b.Slot] {
			bookings[b.Slot] = append(bookings[b.Slot], b)
			continue
		}
		told(b, b.Date.At(b.Start))
	}
	for _, slot := range hit.Slots {
		at := slot.Date.At(slot.Start)
		if of := bookings[slot.ID]; len(of) > 0 {
			for _, b := range of {
				told(b, at)
			}
			continue
		}
		procedure := string(slot.Procedure)
		if p, ok := house.Procedure(slot.Procedure); ok {
			procedure = p.Label
		}
		state, sign := slotState(slot.State, voice)
		lines = append(lines, line{at, widgets.Row{Key: "s" + string(slot.ID), State: sign, Cells: []string{
			voice.Date(slot.Date), voice.ShortClock(slot.Start), house.DeskName(slot.Desk), procedure, state, "", "",
		}}})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.at, b.at) })
	rows := make([]widgets.Row, len(lines))
	for i, l := range lines {
		rows[i] = l.row
	}
	return rows
}

func slotState(state agenda.SlotState, voice *wording.Voice) (string, widgets.State) {
	switch state {
	case agenda.SlotPublished:
		return voice.Text("screen.calendar.slot.published"), widgets.Warning
	case agenda.SlotReleased:
		return voice.Text("screen.calendar.slot.released"), widgets.Warning
	case agenda.SlotReserved:
		return voice.Text("screen.calendar.slot.reserved"), widgets.Plain
	default:
		return voice.Text("screen.calendar.slot.planned"), widgets.Plain
	}
}
