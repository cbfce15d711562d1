package chance

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/widgets"
)

// archive answers what past weeks tell.
type archive struct {
	history office.ReleaseHistory
	err     error
	asked   int
	context context.Context // of the last question
}

func (a *archive) ReleaseHistory(ctx context.Context, _ agenda.Progress) (office.ReleaseHistory, error) {
	a.asked++
	a.context = ctx
	return a.history, a.err
}

// someWeeks are two weeks of which a release was done on time, one late, one missed and
// one drawn again.
func someWeeks() office.ReleaseHistory {
	at := func(day agenda.Weekday, clock string) agenda.Moment {
		return march.Day(day).At(agenda.MustClock(clock))
	}
	release := func(id agenda.ReleaseID, drawn, done agenda.Moment, by string) office.PastRelease {
		r := office.PastRelease{Week: march}
		r.Release = agenda.Release{ID: id, Week: march, At: drawn, DoneAt: done, DoneBy: by, Slots: 40}
		r.ReleaseStanding = publication.StandingOf(r.Release, by, at(agenda.Sunday, "23:00"), publication.UsualPatience)
		return r
	}
	again := release("d", at(agenda.Friday, "17:00"), at(agenda.Friday, "17:00"), "paul")
	again.Redraw = 1
	missed := release("c", at(agenda.Thursday, "09:00"), 0, "")
	missed.Replaced = true
	onTime := release("a", at(agenda.Monday, "10:17"), at(agenda.Monday, "10:19"), "anna")
	onTime.Life = publication.HalfLife{Release: "a", At: onTime.DoneAt, Slots: 40, Booked: 30, Known: true, Half: 95 * time.Minute}
	late := release("b", at(agenda.Tuesday, "20:00"), at(agenda.Tuesday, "20:25"), "anna")
	late.Life = publication.HalfLife{Release: "b", At: late.DoneAt, Slots: 40, Booked: 3, Half: 50 * time.Hour}
	month := publication.Median{From: agenda.MustDate("2027-03-01"), Releases: 2, Censored: 1, Known: true, Half: 95 * time.Minute}
	return office.ReleaseHistory{
		Weeks: 2, Releases: []office.PastRelease{again, missed, late, onTime},
		Uniformity: publication.Uniformity{
			Weeks: 2, Releases: 3, Missing: 1, P: 0.004, Verdict: publication.UniformityUneven,
			Hours: []publication.HourTally{{Hour: publication.Hour{Day: agenda.Monday, Hour: 10}, Observed: 3, Expected: 1.25}},
			Tests: []publication.ChiSquare{{Division: publication.ByWeekday, Statistic: 12, Scale: 0.5, Freedom: 4.5, P: 0.00001, Cells: make([]publication.Cell, 5)}},
			Reasons: []agenda.Message{
				agenda.Msg("publication.uniform.uneven", "Count", 3, "Weeks", 2, "Chance", publication.Probability(0.004)),
				agenda.Msg("publication.uniform.missing", "Count", 1),
			},
		},
		Guess: publication.Guess{
			Learned: 12, Weeks: 1, P: 0.3, Verdict: publication.GuessNothing,
			Catches: []publication.Catch{{Hours: 5, Seen: 1, Releases: 3, Share: 0.333, ByChance: 0.25, Any: 1, AnyByChance: 0.5, P: 0.3}},
			Reasons: []agenda.Message{agenda.Msg("publication.guess.nothing", "Learned", 12, "Chance", publication.Probability(0.3))},
		},
		Learned: office.WeekRange{From: march.Add(-1), To: march.Add(-1)}, Watched: office.WeekRange{From: march, To: march},
		Lives: publication.HalfLives{
			Releases: []publication.HalfLife{onTime.Life, late.Life}, Overall: month, Months: []publication.Median{month},
			Trend: publication.Trend{P: 0.02, Verdict: publication.TrendShorter},
		},
	}
}

// turned shows a tab of the page.
func turned(t *testing.T, tab string, a *archive, change func(*Params)) (*Screen, *answers) {
	t.Helper()
	s, told := shown(t, func(p *Params) {
		p.Historian = a
		if change != nil {
			change(p)
		}
	})
	if a.asked != 0 {
		t.Error("the past was asked for before somebody looked")
	}
	open, _ := action.Set(s.Actions()).Find("chance.tab." + tab)
	open.Do()
	return s, told
}

func wantSaid(t *testing.T, s *Screen, wants ...string) {
	t.Helper()
	text := plain(seen.Text(s.Content()))
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
}

// cellsOf returns the rows of the table of a name.
func cellsOf(t *testing.T, s *Screen, name string) []string {
	t.Helper()
	for _, table := range seen.All[*widgets.DataTable](s.Content()) {
		if !strings.HasPrefix(table.AccessibilityLabel(), name) {
			continue
		}
		var rows []string
		for i := range table.Total() {
			row, _ := table.Row(i)
			rows = append(rows, plain(strings.Join(row.Cells, "|")))
		}
		return rows
	}
	t.Fatalf("there is no table %q", name)
	return nil
}

func TestThePastIsJudgedInASentence(t *testing.T) {
	s, told := turned(t, "past", &archive{history: someWeeks()}, nil)
	wantSaid(t, s, "Une habitude se voit : en 2 semaines, le hasard n’aurait pas placé ainsi les 3 mises en ligne faites.",
		"Une mise en ligne n’a pas été faite", "Heures apprises de semaine 8 de 2027")
	seen.All[*widgets.Pressable](s.Content())[0].Tapped(nil)
	if len(told.said) != 1 || !strings.Contains(plain(told.said[0]), "probabilité de 0,4 %") {
		t.Errorf("told %q", told.said)
	}
	for name, want := range map[string][]string{
		"Les tests du khi-deux":                        {"jour de la semaine|24,00|4,5|moins de 0,01 %|5"},
		"Si quelqu’un avait appris les heures passées": {"5 heures|33 %|25 %|100 %|50 %|30 %"},
		"Les mises en ligne passées": {
			"S9 2027|ven. 05/03/2027 17:00|17:00|0 min|paul|À l’heure (retirée au sort)|40|",
			"S9 2027|jeu. 04/03/2027 09:00||||Remplacée|40|",
			"S9 2027|mar. 02/03/2027 20:00|20:25|25 min|anna|En retard|40|plus de 2 jours",
			"S9 2027|lun. 01/03/2027 10:17|10:19|2 min|anna|À l’heure|40|1 h 35",
		},
	} {
		if rows := cellsOf(t, s, name); !slices.Equal(rows, want) {
			t.Errorf("%s: %q, want %q", name, rows, want)
		}
	}
}

// What stands in the table can be sorted by every column, both ways.
func TestPastReleasesAreSorted(t *testing.T) {
	s, _ := turned(t, "past", &archive{history: someWeeks()}, nil)
	var table *widgets.DataTable
	for _, one := range seen.All[*widgets.DataTable](s.Content()) {
		if one.Total() == 4 {
			table = one
		}
	}
	for column, want := range map[string]agenda.ReleaseID{
		"drawn": "a", "done": "c", "delay": "d", "by": "c", "state": "d", "life": "d", "week": "d", "slots": "d",
	} {
		table.SetOrder(widgets.Order{Column: column})
		first, _ := table.Row(0)
		if first.Key != string(want) {
			t.Errorf("by %s, %s is first", column, first.Key)
		}
		table.SetOrder(widgets.Order{Column: column, Descending: true})
		if column == "drawn" {
			if last, _ := table.Row(3); last.Key != "a" {
				t.Errorf("the other way round, %s is last", last.Key)
			}
		}
	}
}

func TestAPastReleaseLeadsToItsWeek(t *testing.T) {
	var went []string
	s, _ := turned(t, "past", &archive{history: someWeeks()}, func(p *Params) {
		p.Navigate = func(id string) { went = append(went, id) }
		p.ChooseWeek = func(w agenda.Week) { went = append(went, w.String()) }
	})
	find := func() action.Action { a, _ := action.Set(s.Actions()).Find("chance.past.week"); return a }
	if find().Usable() || find().WhyNot() == "" {
		t.Error("a week is offered before a release is chosen")
	}
	for _, table := range seen.All[*widgets.DataTable](s.Content()) {
		if table.Total() == 4 {
			table.Select(1)
		}
	}
	find().Do()
	if len(went) != 2 || went[0] != march.String() || went[1] != "publication" {
		t.Errorf("went to %v", went)
	}
	for _, id := range []string{"chance.past.table", "chance.speed.table"} {
		one, _ := action.Set(s.Actions()).Find(id)
		if one.Usable() != (id == "chance.past.table") {
			t.Errorf("%s: %v, %s", id, one.Usable(), one.WhyNot())
		}
	}
}

func TestSpeedIsToldAndShown(t *testing.T) {
	s, told := turned(t, "speed", &archive{history: someWeeks()}, nil)
	wantSaid(t, s, "Les créneaux partent de plus en plus vite", "Pour la moitié des 2 mises en ligne, la moitié des créneaux est partie en 1 h 35 au plus.")
	seen.All[*widgets.Pressable](s.Content())[0].Tapped(nil)
	if len(told.said) != 1 || !strings.Contains(plain(told.said[0]), "probabilité de 2 %") {
		t.Errorf("told %q", told.said)
	}
	if rows := cellsOf(t, s, "Par mois"); len(rows) != 1 || rows[0] != "mars 2027|2|1 h 35|1" {
		t.Errorf("months %q", rows)
	}
	table := picture(t, s).Chart.Table(chart.Words{Voice: seen.Voice(t), Format: picture(t, s).Format})
	if len(table.Rows) != 2 || plain(strings.Join(table.Rows[0], "|")) != "lun. 1er mars 2027 à 10 h 19|1 h 35|1 h 35|" ||
		plain(strings.Join(table.Rows[1], "|")) != "mar. 2 mars 2027 à 20 h 25|1 h 35||2 jours" {
		t.Errorf("the chart says %q", table.Rows)
	}
}

// picture returns the chart of half-lives as it is saved.
func picture(t *testing.T, s *Screen) chart.Picture {
	t.Helper()
	charts := seen.All[*widgets.Chart](s.Content())
	if len(charts) != 1 {
		t.Fatalf("%d charts", len(charts))
	}
	return charts[0].Picture()
}

func TestEveryVerdictHasItsSentence(t *testing.T) {
	h := someWeeks()
	for _, test := range []struct {
		verdict publication.UniformityVerdict
		trend   publication.TrendVerdict
		past    string
		speed   string
	}{
		{publication.UniformityChance, publication.TrendNone, "Aucune habitude ne se voit", "Rien ne dit que les moments sont connus"},
		{publication.UniformityDoubtful, publication.TrendLonger, "À suivre : en 2 semaines", "Les créneaux partent de moins en moins vite"},
		{publication.UniformityTooEven, publication.TrendShorter, "plus régulières que le hasard", "Les créneaux partent de plus en plus vite"},
		{publication.UniformityTooFew, publication.TrendTooFew, "il en faut une dizaine au moins", "il en faut 10, à des moments différents"},
	} {
		h.Uniformity.Verdict, h.Lives.Trend.Verdict = test.verdict, test.trend
		h.Lives.Reasons = nil
		if test.trend == publication.TrendTooFew {
			h.Lives.Reasons = []agenda.Message{agenda.Msg("publication.half.trend.too-few", "Count", 2, "Least", 10)}
			h.Lives.Overall.Known, h.Uniformity.Tests, h.Guess = false, nil, publication.Guess{Verdict: publication.GuessTooFew}
		}
		s, _ := turned(t, "past", &archive{history: h}, nil)
		wantSaid(t, s, test.past)
		speed, _ := action.Set(s.Actions()).Find("chance.tab.speed")
		speed.Do()
		wantSaid(t, s, test.speed)
	}
}

func TestNothingPastSaysWhatIsNeeded(t *testing.T) {
	var went []string
	navigate := func(p *Params) { p.Navigate = func(id string) { went = append(went, id) } }
	s, _ := turned(t, "past", &archive{}, navigate)
	wantSaid(t, s, "Aucune semaine tirée n’est écoulée", "Une dizaine de mises en ligne")
	seen.Button(t, s.Content(), "Voir les mises en ligne de la semaine").Tapped(nil)

	unbooked := someWeeks()
	unbooked.Lives = publication.HalfLives{}
	s, _ = turned(t, "speed", &archive{history: unbooked}, navigate)
	wantSaid(t, s, "On ne sait pas encore quand les créneaux ont été réservés")
	seen.Button(t, s.Content(), "Importer des réservations").Tapped(nil)
	if strings.Join(went, " ") != "publication imports" {
		t.Errorf("went to %v", went)
	}
}

func TestThePastIsAskedAgainWhereItFailed(t *testing.T) {
	a := &archive{err: errors.New("disque")}
	s, _ := turned(t, "past", a, nil)
	if table, _ := action.Set(s.Actions()).Find("chance.past.table"); table.Usable() {
		t.Error("the figures of nothing are offered")
	}
	a.err, a.history = nil, someWeeks()
	seen.Button(t, s.Content(), "Réessayer").Tapped(nil)
	wantSaid(t, s, "Une habitude se voit")
}

// The past is read once for both tabs, again when releases or bookings have changed, and
// not for anything else or while nobody looks.
func TestThePastFollowsTheWorkspace(t *testing.T) {
	a := &archive{history: someWeeks()}
	s, _ := turned(t, "past", a, nil)
	turn := func(tab string) {
		open, _ := action.Set(s.Actions()).Find("chance.tab." + tab)
		open.Do()
	}
	wantAsked := func(want int) {
		t.Helper()
		if a.asked != want {
			t.Errorf("asked %d times, want %d", a.asked, want)
		}
	}
	turn("speed")
	wantAsked(1)
	s.Changed(office.AreaPlan)
	wantAsked(1)
	s.Changed(office.AreaBookings, office.AreaReleases)
	wantAsked(2)
	turn("rules")
	s.Changed(office.AreaReleases)
	wantAsked(2)
	turn("past")
	wantAsked(3)
	restored := s.Keep()
	other, _ := shown(t, func(p *Params) { p.Historian = a })
	other.Restore(restored)
	wantAsked(4)
	wantSaid(t, other, "Une habitude se voit")
}

// Leaving the page ends what it began.
func TestLeavingEndsTheReckoning(t *testing.T) {
	a := &archive{history: someWeeks()}
	var work func()
	s, _ := turned(t, "past", a, func(p *Params) {
		p.Background = func(do, _ func()) { work = do }
	})
	s.Leave()
	work()
	if a.context == nil || a.context.Err() == nil {
		t.Error("the reckoning goes on")
	}
}
