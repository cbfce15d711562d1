package dashboard

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/statistics"
	"creneaux/app/ui/action"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/widgets"
)

type fake struct {
	dashboard office.Dashboard
	waiting   office.Waiting
	failure   error // of the figures
	stuck     error // of what waits
	now       agenda.Moment
	deaf      error // the journal cannot be written
	revealed  []agenda.Week
	marked    []agenda.ReleaseID
}

func (f *fake) Now() agenda.Moment { return f.now }

func (f *fake) RevealWeek(_ context.Context, w agenda.Week) error {
	if f.deaf == nil {
		f.revealed = append(f.revealed, w)
	}
	return f.deaf
}

// Schedule returns the next release alone.
func (f *fake) Schedule(_ context.Context, w agenda.Week) (office.Schedule, error) {
	r := office.ScheduledRelease{Release: f.dashboard.Next, ReleaseStanding: publication.StandingOf(f.dashboard.Next, "", f.now, publication.UsualPatience)}
	return office.Schedule{Week: w, Releases: []office.ScheduledRelease{r}}, nil
}

func (f *fake) MarkReleased(_ context.Context, _ bool, ids ...agenda.ReleaseID) error {
	f.marked = append(f.marked, ids...)
	return nil
}

func (f *fake) Dashboard(context.Context) (office.Dashboard, error) { return f.dashboard, f.failure }
func (f *fake) Waiting(context.Context) (office.Waiting, error)     { return f.waiting, f.stuck }

var procedures = []agenda.Procedure{
	{Code: "renewal", Label: "Renouvellement", Counted: true, PermitsPerKept: 0.8},
	{Code: "student", Label: "Étudiant"},
}

// year has a plan of 9,000 slots for a target of 10,000, and a week of bookings.
func year() office.Dashboard {
	week := agenda.MustWeek("2026-W10")
	var d office.Dashboard
	d.Dashboard = statistics.DashboardOf(statistics.Input{
		Targets: agenda.Targets{Appointments: 10_000, Permits: 7_000}, Procedures: procedures, Weeks: agenda.WeeksOf(2026),
		Counts: statistics.Counts{ByWeek: []statistics.Count{
			{Week: week, Procedure: "renewal", Figures: statistics.Figures{
				Planned: 9_000, Published: 6_000, Waiting: 1_000, Served: 3_000, Absent: 400,
				Cancelled: map[agenda.CancelCause]int{agenda.CancelDuplicate: 30, agenda.CancelPlatform: 170},
			}},
			{Week: week, Procedure: "student", Figures: statistics.Figures{Planned: 123, Published: 77}},
		}},
	})
	d.Next = agenda.Release{ID: "r", Week: agenda.MustWeek("2026-W48"), At: agenda.MustMoment("2026-11-24T10:17")}
	return d
}

type stage struct {
	*Screen
	office   *fake
	opened   []string
	week     agenda.Week
	problems []string
	steps    []history.Step
	waits    map[time.Duration]func() // what the screen waits for, by how long
}

// Problem and Confirm are the dialogs: every question is answered with yes.
func (s *stage) Problem(err error)                          { s.problems = append(s.problems, err.Error()) }
func (s *stage) Confirm(_, _, _ string, _ bool, yes func()) { yes() }
func (s *stage) Record(step history.Step)                   { s.steps = append(s.steps, step) }
func (s *stage) after(d time.Duration, wake func()) (stop func()) {
	s.waits[d] = wake
	return func() { delete(s.waits, d) }
}

func show(t *testing.T, f *fake) *stage {
	t.Helper()
	seen.App(t)
	s := made(t, f)
	seen.Show(t, s.Content())
	return s
}

// made makes the screen without a window.
func made(t *testing.T, f *fake) *stage {
	s := &stage{office: f, waits: map[time.Duration]func(){}}
	if f.now.IsZero() {
		f.now = agenda.MustMoment("2026-11-24T08:07")
	}
	s.Screen = New(Params{
		Office: f, Voice: seen.Voice(t), Background: widgets.Inline, ChooseWeek: func(w agenda.Week) { s.week = w },
		Navigate: func(id string) { s.opened = append(s.opened, id) }, Dialogs: s, History: s, After: s.after,
		Toast: func(string, widgets.State) {},
	})
	return s
}

// press presses what leads to a page, by the beginning of its text.
func (s *stage) press(t *testing.T, text string) {
	t.Helper()
	for _, p := range seen.All[*widgets.Pressable](s.Content()) {
		if strings.HasPrefix(plain(p.AccessibilityLabel()), text) {
			p.Tapped(nil)
			return
		}
	}
	t.Fatalf("nothing to press says %q", text)
}

// read returns the texts in sight with plain spaces.
func (s *stage) read() string {
	return plain(seen.Text(s.Content()))
}

// plain writes a text with plain spaces.
func plain(text string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ", "\u2002", " ").Replace(text)
}

func (s *stage) wants(t *testing.T, parts ...string) {
	t.Helper()
	text := s.read()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

func TestFiguresAgainstTargets(t *testing.T) {
	s := show(t, &fake{dashboard: year()})
	s.wants(t, "6 000 sur 10 000", "× Il manque 1 000", "i Il manque 4 000",
		"4 600", "étudiants : 123", "200", "Annulations : 170 sur la plateforme · 30 doublons", "3 000", "400")
	s.wants(t, "! Il manque 1 000 créneaux au plan")
}

func TestStudentsStandApartOnlyWhereThereAreSome(t *testing.T) {
	d := year()
	d.StudentFunnel = nil
	s := show(t, &fake{dashboard: d})
	if text := s.read(); strings.Contains(text, "étudiants :") {
		t.Errorf("students without students:\n%s", text)
	}
}

func TestNextMomentIsHiddenUntilAskedFor(t *testing.T) {
	s := show(t, &fake{dashboard: year()})
	s.wants(t, "Semaine 48 (23–29 novembre 2026), moment masqué")
	if strings.Contains(s.read(), "10 h 17") {
		t.Error("the moment can be read")
	}
	seen.Button(t, s.Content(), "Montrer").Tapped(nil)
	s.wants(t, "Dans 2 h 10 : mar. 24 novembre 2026 à 10 h 17")
	if len(s.office.revealed) != 1 {
		t.Errorf("the journal has %v", s.office.revealed)
	}
	s.SetWeek(agenda.MustWeek("2026-W10")) // somebody comes back to the screen
	if strings.Contains(s.read(), "10 h 17") {
		t.Error("the moment stays in sight")
	}
}

func TestNextMomentStaysHiddenWhereTheJournalCannotBeWritten(t *testing.T) {
	s := show(t, &fake{dashboard: year(), deaf: errors.New("disk")})
	seen.Button(t, s.Content(), "Montrer").Tapped(nil)
	if strings.Contains(s.read(), "10 h 17") || len(s.problems) != 1 {
		t.Errorf("problems %q in\n%s", s.problems, s.read())
	}
}

// The time until the next release goes on by the minute without anything else being read
// or drawn anew; near its minute it is told to everybody, and then by which key it is done.
func TestTimeUntilTheNextReleaseGoesOn(t *testing.T) {
	s := show(t, &fake{dashboard: year()})
	wait := func(d time.Duration) {
		t.Helper()
		wake, ok := s.waits[d]
		if !ok {
			t.Fatalf("the screen does not wait %v", d)
		}
		delete(s.waits, d)
		s.office.now += agenda.Moment(d / time.Second)
		wake()
	}
	seen.Button(t, s.Content(), "Montrer").Tapped(nil)
	before := s.side.content
	wait(time.Minute)
	s.wants(t, "Dans 2 h 09")
	wait(release.Rest)
	s.wants(t, "moment masqué")
	wait(114 * time.Minute)
	s.wants(t, "Dans 10 min : mar. 24 novembre 2026 à 10 h 17")
	if s.side.next.reveal.Visible() || s.side.next.mark.Visible() || len(s.office.revealed) != 1 {
		t.Errorf("near its minute: reveal %v, mark %v, journal %v", s.side.next.reveal.Visible(), s.side.next.mark.Visible(), s.office.revealed)
	}
	for range 10 {
		wait(time.Minute)
	}
	s.wants(t, "À faire maintenant : mar. 24 novembre 2026 à 10 h 17")
	if s.side.content != before {
		t.Error("the page was made anew")
	}
	seen.Button(t, s.Content(), "Noter comme faite (F7)").Tapped(nil)
	if !slices.Equal(s.office.marked, []agenda.ReleaseID{"r"}) || len(s.steps) != 1 {
		t.Errorf("marked %v in %d steps", s.office.marked, len(s.steps))
	}
	s.Leave()
	if len(s.waits) != 0 {
		t.Errorf("gone, it waits for %d", len(s.waits))
	}
}

// Whatever the next moment and the time: more than ten minutes before it, nothing on the
// page tells it or how long it is until then, unless somebody asked.
func TestNoMomentToComeIsAnywhereOnThePage(t *testing.T) {
	seen.App(t)
	voice := seen.Voice(t)
	rapid.Check(t, func(rt *rapid.T) {
		d := year()
		f := &fake{dashboard: d, now: d.Next.At - agenda.Moment(rapid.IntRange(1, 10_000).Draw(rt, "minutes")*60)}
		f.waiting.Missed = rapid.SliceOfN(rapid.Just(agenda.Release{ID: "m", Week: d.Next.Week}), 0, 3).Draw(rt, "missed")
		s := made(t, f)
		if rapid.Bool().Draw(rt, "asked") {
			s.side.next.toggle()
			s.side.next.toggle()
		}
		said := plain(seen.Everything(voice, s.Content()))
		told := strings.Contains(said, "10 h 17") || strings.Contains(said, "Dans ")
		if near := d.Next.At-f.now <= soon; told != near {
			rt.Fatalf("%d s before, it is told: %v\n%s", d.Next.At-f.now, told, said)
		}
	})
}

func TestErrandsLeadToTheirScreens(t *testing.T) {
	late, missed := agenda.Release{ID: "l", Week: agenda.MustWeek("2026-W46")}, agenda.Release{ID: "m", Week: agenda.MustWeek("2026-W44")}
	s := show(t, &fake{dashboard: year(), waiting: office.Waiting{
		Late: []agenda.Release{late}, Missed: []agenda.Release{missed, late}, Undrawn: []agenda.Week{agenda.MustWeek("2026-W49")}, Automatic: 20, ToDecide: 3,
		Unserved: 12, UnservedFrom: agenda.MustWeek("2026-W50"),
	}})
	s.press(t, "1 mise en ligne en retard")
	if s.week != late.Week {
		t.Errorf("late: week %v", s.week)
	}
	s.press(t, "2 mises en ligne manquées, depuis la semaine 44")
	if s.week != missed.Week {
		t.Errorf("missed: week %v", s.week)
	}
	s.press(t, "Semaine 49 à tirer")
	if s.week.Number != 49 {
		t.Errorf("undrawn: week %v", s.week)
	}
	s.press(t, "12 créneaux à venir n’ont plus d’agent (dès la semaine 50)")
	if s.week.Number != 50 {
		t.Errorf("unserved: week %v", s.week)
	}
	s.press(t, "23 constats à traiter, dont 3 à décider")
	s.first.Tapped(nil)
	if got := strings.Join(s.opened, " "); got != "publication publication publication capacity vetting publication" {
		t.Errorf("opened %s", got)
	}
	if s.first.Text() != "Ouvrir les mises en ligne" {
		t.Errorf("the first thing to do is %q", s.first.Text())
	}
	s.office.waiting = office.Waiting{}
	s.Changed(office.AreaDecisions)
	s.wants(t, "Rien n’attend.")
	if s.first.Visible() {
		t.Error("nothing waits, yet a button stays")
	}
}

// Every figure, target and warning leads to the page where it is counted or can be changed.
func TestFiguresLeadToTheirPages(t *testing.T) {
	s := show(t, &fake{dashboard: year()})
	for _, c := range []struct{ text, page string }{
		{"Rendez-vous mis en ligne, 6 000", pageCapacity}, {"Planifiés, 9 000", pageCapacity}, {"Mis en ligne, 6 000", pagePublication},
		{"Réservés", pageBookings}, {"Annulés, 200", pageBookings}, {"Absents, 400", pageBookings},
		{"Il manque 1 000 créneaux au plan", pageCapacity},
	} {
		s.opened = nil
		s.press(t, c.text)
		if strings.Join(s.opened, " ") != c.page {
			t.Errorf("%s leads to %q, want %s", c.text, s.opened, c.page)
		}
	}
	s.chart.OnTapped(9)
	if s.week.Number != 10 || s.opened[len(s.opened)-1] != pageCapacity {
		t.Errorf("a week of the chart leads to %v, %q", s.week, s.opened)
	}
}

func TestActionsSayWhatCanBeDone(t *testing.T) {
	s := show(t, &fake{dashboard: year(), waiting: office.Waiting{ToDecide: 3, Undrawn: []agenda.Week{agenda.MustWeek("2026-W49")}}})
	all := action.Set(s.Actions())
	if clashes := all.Clashes(); len(clashes) > 0 {
		t.Errorf("clashes: %v", clashes)
	}
	first, _ := all.Find("dashboard.first")
	first.Do()
	if s.week.Number != 49 || strings.Join(s.opened, " ") != pagePublication {
		t.Errorf("the first thing to do opens %v of %v", s.opened, s.week)
	}
	next, _ := all.Find("dashboard.next")
	next.Do()
	s.wants(t, "10 h 17")
	s.office.waiting, s.office.dashboard.Next = office.Waiting{}, agenda.Release{}
	s.Changed(office.AreaReleases)
	for _, id := range []string{"dashboard.first", "dashboard.next"} {
		if a, _ := action.Set(s.Actions()).Find(id); a.Usable() || a.WhyNot() == "" {
			t.Errorf("%s can be done, or says not why it cannot", id)
		}
	}
}

// What says the same as before keeps its place, and with it the keyboard.
func TestLinesStayWhenNothingChanged(t *testing.T) {
	s := show(t, &fake{dashboard: year(), waiting: office.Waiting{ToDecide: 3}})
	before := seen.All[*widgets.Pressable](s.side.content)
	s.Changed(office.AreaBookings)
	if after := seen.All[*widgets.Pressable](s.side.content); !slices.Equal(before, after) {
		t.Error("the lines were made anew")
	}
}

func TestEmptyWorkspaceLeadsToThePlan(t *testing.T) {
	s := show(t, &fake{})
	s.wants(t, "Commencez par planifier l’année")
	seen.Button(t, s.Content(), "Planifier l’année").Tapped(nil)
	if strings.Join(s.opened, " ") != "capacity" {
		t.Errorf("opened %q", s.opened)
	}
}

func TestFailures(t *testing.T) {
	f := &fake{dashboard: year(), stuck: errors.New("disk")}
	s := show(t, f)
	s.wants(t, "6 000", "× Une erreur inattendue")
	f.failure = errors.New("disk")
	s.Changed(office.AreaBookings)
	if strings.Contains(s.read(), "6 000") {
		t.Error("figures that could not be read are shown")
	}
	f.failure, f.stuck = nil, nil
	seen.Button(t, s.Content(), "Réessayer").Tapped(nil)
	s.wants(t, "6 000", "Rien n’attend.")
}

// The chart and the tiles tell the same: the weeks of a series add up to its tile.
func TestSeriesAddUp(t *testing.T) {
	voice := seen.Voice(t)
	rapid.Check(t, func(t *rapid.T) {
		var counts []statistics.Count
		for _, w := range agenda.WeeksOf(2026) {
			counts = append(counts, statistics.Count{Week: w, Procedure: "renewal", Figures: statistics.Figures{
				Planned: rapid.IntRange(0, 400).Draw(t, "planned"), Published: rapid.IntRange(0, 400).Draw(t, "published"),
				Waiting: rapid.IntRange(0, 400).Draw(t, "waiting"), Absent: rapid.IntRange(0, 9).Draw(t, "absent"),
			}})
		}
		var d office.Dashboard
		d.Dashboard = statistics.DashboardOf(statistics.Input{Procedures: procedures, Weeks: agenda.WeeksOf(2026), Counts: statistics.Counts{ByWeek: counts}})
		categories, series := seriesOf(d, voice)
		tiles := tilesOf(d, voice)
		for i, s := range series {
			sum := 0.0
			for _, v := range s.Values {
				sum += v
			}
			if len(s.Values) != len(categories) || voice.Number(int(sum)) != tiles[i].figure {
				t.Fatalf("%s adds up to %v, its tile says %s", s.Name, sum, tiles[i].figure)
			}
		}
	})
}
