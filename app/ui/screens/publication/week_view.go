package publication

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/release"
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
	voice     *wording.Voice
	timetable *widgets.Timetable
	hidden    *widgets.Paragraph // says that releases are hidden
	content   fyne.CanvasObject
	releases  []agenda.ReleaseID // by block
}

// hoursHeight is how high the timetable is at least, at text scale 1: a release has three
// lines, and a day several of them.
const hoursHeight = 250

// newWeekView returns a timetable; chosen is called with the release of a block.
func newWeekView(voice *wording.Voice, chosen func(agenda.ReleaseID)) *weekView {
	v := &weekView{voice: voice, timetable: widgets.NewTimetable(voice), hidden: widgets.NewParagraph(widgets.RoleMuted, "")}
	v.timetable.OnTapped = func(block int) {
		if block < len(v.releases) {
			chosen(v.releases[block])
		}
	}
	hours := widgets.AtLeast(0, hoursHeight, v.timetable)
	v.content = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll,
		widgets.Inset(theme.SizeGap, widgets.DownWith(hours, hours, v.hidden)))
	return v
}

// show shows a schedule as it stands. What is shown may be saved, and then says that it
// is secret.
func (v *weekView) show(s office.Schedule, now agenda.Moment, shown bool, voice *wording.Voice) {
	t, releases := timetableOf(s, now, shown, voice)
	secrets := talliesOf(s, now)[toCome]
	source := ""
	if secrets.releases > 0 && shown {
		source = voice.Text("screen.publication.week.secret")
	}
	v.releases = releases
	v.timetable.SetTitle(voice.Text("screen.publication.week.title", "Number", s.Week.Number, "Days", voice.WeekDays(s.Week)), source)
	v.timetable.Set(t)
	v.hidden.SetText(voice.Text("screen.publication.week.hidden", "Count", secrets.releases, "Slots", secrets.slots))
	v.hidden.Hidden = secrets.releases == 0 || shown
	v.content.Refresh()
}

// timetableOf returns the week as a timetable, and the release of each of its blocks.
// Moments to come are left out unless shown is true.
func timetableOf(s office.Schedule, now agenda.Moment, shown bool, voice *wording.Voice) (chart.Timetable, []agenda.ReleaseID) {
	t := chart.Timetable{From: 7 * 60, To: 21 * 60, Kinds: kindsOf(s, now, shown, voice), Days: daysOf(s, voice)}
	for _, w := range s.Rules.Windows {
		t.Open = append(t.Open, chart.Span{Day: w.Day.ISO() - 1, From: w.From, To: w.To})
	}
	var ids []agenda.ReleaseID
	for _, r := range s.Releases {
		if !release.Secret(r, now) || shown {
			t.Blocks = append(t.Blocks, blockOf(s, r, now, voice))
			ids = append(ids, r.ID)
		}
	}
	return t, ids
}

func daysOf(s office.Schedule, voice *wording.Voice) []chart.Day {
	days := make([]chart.Day, 7)
	for i := range days {
		date := s.Week.Monday().AddDays(i)
		days[i] = chart.Day{Label: voice.WeekdayShort(date.Weekday()) + "\u00a0" + voice.Number(date.Day), Title: voice.Date(date)}
		if slices.Contains(s.Closed, date) {
			days[i].Closed = voice.Text("screen.publication.week.holiday")
		}
	}
	return days
}

// kindsOf names those looks that are in sight; the others have no name, and no place in
// the legend.
func kindsOf(s office.Schedule, now agenda.Moment, shown bool, voice *wording.Voice) []string {
	names := []string{
		toCome:   voice.Text("screen.publication.week.to-come"),
		due:      voice.Text("screen.publication.week.due"),
		late:     voice.Text("screen.publication.week.late"),
		missed:   voice.Text("screen.publication.week.missed"),
		done:     voice.Text("screen.publication.week.done"),
		replaced: voice.Text("screen.publication.week.replaced"),
	}
	tallies := talliesOf(s, now)
	for i := range names {
		if tallies[look(i)].releases == 0 || look(i) == toCome && !shown {
			names[i] = ""
		}
	}
	return names
}

// blockOf returns a release as it stands in the timetable: one that was done, at its real
// minute, as long as that is in the week.
func blockOf(s office.Schedule, r office.ScheduledRelease, now agenda.Moment, voice *wording.Voice) chart.Block {
	at, how := r.At, lookOf(r, now)
	if how == done && r.DoneAt.Date().Week() == s.Week {
		at = r.DoneAt
	}
	slots, procedures := 0, map[agenda.ProcedureCode]bool{}
	for _, lot := range s.Lots {
		if lot.Release == r.ID {
			slots += lot.Slots
			procedures[lot.Procedure] = true
		}
	}
	_, state := standingText(r, now, voice)
	b := chart.Block{
		Day: at.Date().Weekday().ISO() - 1, From: at.Clock(), To: at.Clock(), Sign: state.Sign(),
		Text: voice.Text("screen.publication.week.slots", "Count", slots), Series: int(how), Faint: how == done || how == replaced, Struck: how == replaced,
	}
	if len(procedures) > 0 {
		b.More = voice.Text("screen.publication.week.procedures", "Count", len(procedures))
	}
	if r.Redraw > 0 {
		b.Title = voice.Text("screen.publication.week.redrawn", "Clock", at.Clock())
	}
	return b
}

// open shows the releases as a list or as a timetable.
func (t *weekTab) open() {
	shown, hidden := t.view.content, t.list
	if t.views.Selected() == viewList {
		shown, hidden = hidden, shown
	}
	hidden.Hide()
	shown.Show()
}

// turned is called when the releases are to be seen otherwise.
func (t *weekTab) turned() {
	t.veil.Touch()
	t.open()
	t.s.remember()
	t.s.changed()
}

// choose selects a release.
func (t *weekTab) choose(id agenda.ReleaseID) {
	for i, r := range t.schedule.Releases {
		if r.ID == id {
			t.table.Select(i)
		}
	}
}
