package publication

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// The views of a drawn week.
const (
	viewList = "list"
	viewWeek = "week"
)

// weekView is the week as a timetable: the windows in which releases may fall, and those
// releases that may be seen.
type weekView struct {
	timetable *widgets.Timetable
	hidden    *widgets.Paragraph // says that releases are hidden
	content   fyne.CanvasObject
	releases  []agenda.ReleaseID // by block
}

func newWeekView(voice *wording.Voice) *weekView {
	v := &weekView{timetable: widgets.NewTimetable(voice), hidden: widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.publication.week.hidden"))}
	v.content = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll,
		widgets.Inset(theme.SizeGapLarge, widgets.DownWith(v.timetable, v.timetable, v.hidden)))
	return v
}

// show shows a schedule as it stands. What is shown may be saved, and then says that it
// is secret.
func (v *weekView) show(s office.Schedule, now agenda.Moment, shown bool, voice *wording.Voice) {
	t, releases := timetableOf(s, now, shown, voice)
	source := ""
	secrets := slices.ContainsFunc(s.Kept.Releases, func(r agenda.Release) bool { return secret(r, now) })
	if secrets && shown {
		source = voice.Text("screen.publication.week.secret")
	}
	v.releases = releases
	v.timetable.SetTitle(voice.Text("screen.publication.week.title", "Number", s.Week.Number, "Days", voice.WeekDays(s.Week)), source)
	v.timetable.Set(t)
	v.hidden.Hidden = !secrets || shown
	v.content.Refresh()
}

// timetableOf returns the week as a timetable, and the release of each of its blocks.
// Moments to come are left out unless shown is true.
func timetableOf(s office.Schedule, now agenda.Moment, shown bool, voice *wording.Voice) (chart.Timetable, []agenda.ReleaseID) {
	t := chart.Timetable{
		From: 7 * 60, To: 21 * 60,
		Kinds: []string{
			toCome: voice.Text("screen.publication.week.to-come"),
			due:    voice.Text("screen.publication.week.due"),
			late:   voice.Text("screen.publication.week.late"),
			done:   voice.Text("screen.publication.week.done"),
		},
	}
	monday := s.Week.Monday()
	for i := range 7 {
		date := monday.AddDays(i)
		day := chart.Day{Label: voice.WeekdayShort(date.Weekday()) + "\u00a0" + voice.Number(date.Day), Title: voice.Date(date)}
		if slices.Contains(s.Closed, date) {
			day.Closed = voice.Text("screen.publication.week.holiday")
		}
		t.Days = append(t.Days, day)
	}
	// A schedule of an older program may have no rules that can be read: it shows its
	// releases all the same.
	if config, err := publication.ReadConfig(strings.NewReader(s.Kept.Config)); err == nil {
		for _, w := range config.Windows {
			t.Open = append(t.Open, chart.Span{Day: w.Day.ISO() - 1, From: w.From, To: w.To})
		}
	}
	slots := slotsOf(s)
	var ids []agenda.ReleaseID
	for _, r := range s.Kept.Releases {
		if secret(r, now) && !shown {
			continue
		}
		at := standingOf(r, now)
		_, sign := standingText(r, now, voice)
		t.Blocks = append(t.Blocks, chart.Block{
			Day: r.At.Date().Weekday().ISO() - 1, From: r.At.Clock(), To: r.At.Clock(),
			Sign: sign.Sign(), Text: voice.Text("screen.publication.week.slots", "Count", slots[r.ID]),
			Series: int(at), Faint: at == done,
		})
		ids = append(ids, r.ID)
	}
	return t, ids
}

// open shows the releases as a list or as a timetable.
func (s *Screen) open(view string) {
	shown, hidden := s.list, s.view.content
	if view == viewWeek {
		shown, hidden = hidden, shown
	}
	hidden.Hide()
	shown.Show()
}

// choose selects the release of a block.
func (s *Screen) choose(block int) {
	if block >= len(s.view.releases) {
		return
	}
	id := s.view.releases[block]
	for i, r := range s.schedule.Kept.Releases {
		if r.ID == id {
			s.table.Select(i)
		}
	}
}
