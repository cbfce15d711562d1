package setup

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/screens/internal/weekform"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/widgets"
	"creneaux/data/reference"
)

// standard is the set-up of the reference for 2027.
func standard() office.Setup { return setupOf(reference.Standard()) }

func setupOf(s reference.Setup) office.Setup {
	setup := office.Setup{Service: s.Service, Procedures: s.Procedures, Desks: s.Desks, Weights: s.Weights, SchoolHolidays: s.SchoolHolidays}
	for _, c := range s.Closures {
		setup.Closures = append(setup.Closures, office.Closure(c))
	}
	for _, a := range s.Absences {
		setup.Absences = append(setup.Absences, office.Absence(a))
	}
	for _, c := range s.Changes {
		setup.Changes = append(setup.Changes, office.SessionChange(c))
	}
	return setup
}

// fileOf writes a set-up as the program does.
func fileOf(t *testing.T, s office.Setup) string {
	t.Helper()
	file := reference.Setup{Service: s.Service, Procedures: s.Procedures, Desks: s.Desks, Weights: s.Weights, SchoolHolidays: s.SchoolHolidays}
	for _, c := range s.Closures {
		file.Closures = append(file.Closures, reference.Closure(c))
	}
	for _, a := range s.Absences {
		file.Absences = append(file.Absences, reference.Absence(a))
	}
	for _, c := range s.Changes {
		file.Changes = append(file.Changes, reference.SessionChange(c))
	}
	var b bytes.Buffer
	if err := reference.WriteSetup(&b, file); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bench is a wizard in a window.
type bench struct {
	*testing.T
	*Wizard
	window   fyne.Window
	finished []start.Request
	saved    []office.Setup
}

func newBench(t *testing.T, from office.Setup) *bench {
	t.Helper()
	seen.App(t)
	b := &bench{T: t}
	b.Wizard = New(Params{
		Voice: seen.Voice(t), Background: widgets.Inline, Today: agenda.MustDate("2026-11-23"), Path: "/tmp/annee-2027.creneaux", From: from,
		Load:   func(answer func(office.Setup)) { answer(standard()) },
		Browse: func(answer func(string)) { answer("/tmp/autre.creneaux") },
		Save:   func(s office.Setup) { b.saved = append(b.saved, s) },
		Finish: func(r start.Request) { b.finished = append(b.finished, r) },
	})
	b.plan = metAtOnce
	b.window = test.NewTempWindow(t, widgets.DownWith(b.Content(), append([]fyne.CanvasObject{b.Content()}, b.Buttons()...)...))
	b.window.Resize(fyne.NewSize(1280, 900))
	return b
}

// metAtOnce finds a place for everything without planning: a whole year takes long, and
// most tests do not ask what fits.
func metAtOnce(_ context.Context, s office.Setup) (Estimate, error) {
	return Estimate{Planned: s.Service.Targets.Appointments, Target: s.Service.Targets.Appointments}, nil
}

// small is a set-up of one desk, whose year is planned quickly.
func small() office.Setup {
	s := standard()
	s.Desks = s.Desks[:1]
	s.Procedures = slices.DeleteFunc(s.Procedures, func(p agenda.Procedure) bool { return !slices.Contains(s.Desks[0].Procedures, p.Code) })
	return s
}

func (b *bench) says(part string) bool {
	return strings.Contains(seen.Text(b.Content()), part)
}

func (b *bench) desks() *desksStep { return b.step(1).(*desksStep) }

// What a set-up file says comes out of the guided set-up unchanged, and what comes out
// is read by the reader of `creneauxctl init`.
func TestSetupsPassUnchanged(t *testing.T) {
	const particular = `{"service":{"name":"S","territory":"mayotte","year":2027,"targets":{"appointments":10,"permits":5},"address":["a","b"]},
"procedures":[{"code":"other","label":"Autre","minutes":20,"counted":true,"target":7,"no_show":0.0625,"permits_per_kept":0.123},{"code":"walk","label":"Sans","minutes":5,"counted":false,"walk_in":{"mornings":["mon"]}}],
"desks":[{"name":"A","procedures":["other","walk"],"sessions":[{"days":["mon","sun"],"from":"09:00","to":"12:00","positions":1}]},
{"name":"B","procedures":["other"],"sessions":[{"days":["tue"],"from":"14:00","to":"16:00","positions":2}]}],
"closures":[{"from":"2027-05-07","to":"2027-05-07","reason":"Pont (Ascension)"},{"from":"2027-08-02","to":"2027-08-06","desk":"A","reason":"travaux"}]}`
	read, err := reference.ReadSetup(strings.NewReader(particular))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]office.Setup{"reference": standard(), "particular": setupOf(read)} {
		b := newBench(t, want)
		b.protection().protect.SetChecked(false)
		for range b.steps {
			b.Next()
		}
		if len(b.finished) != 1 {
			t.Fatalf("%s: stopped on page %d: %q", name, b.at+1, seen.Text(b.Content()))
		}
		got := b.finished[0].Setup
		if diff := cmp.Diff(want, *got, cmpopts.EquateEmpty(), cmpopts.SortSlices(func(a, b agenda.Session) bool { return a.From < b.From }),
			cmpopts.SortSlices(func(a, b agenda.ProcedureCode) bool { return a < b })); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		file, err := reference.ReadSetup(strings.NewReader(fileOf(t, *got)))
		if err != nil {
			t.Fatalf("%s: the reader refuses what was written: %v", name, err)
		}
		if diff := cmp.Diff(*got, setupOf(file), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: written and read (-want +got):\n%s", name, diff)
		}
	}
}

func TestNothingTypedIsLostByBack(t *testing.T) {
	b := newBench(t, standard())
	if b.Dirty() {
		t.Error("nothing was typed yet")
	}
	service := b.step(0).(*serviceStep)
	service.Name.SetText("Bureau du séjour")
	service.Year.SetInt(2028)
	if !b.Dirty() {
		t.Error("what was typed would be lost")
	}
	b.Next()
	b.desks().panels[0].build().hours.Hours(0, 0).First().(*widgets.Entry).SetText("tôt")
	b.Next()
	if b.at != 1 || !b.says("Lundi") || !b.says("Saisissez une heure") {
		t.Errorf("page %d says %q", b.at+1, seen.Text(b.Content()))
	}
	b.Back()
	b.Next()
	if got := b.desks().panels[0].build().hours.Hours(0, 0).First().(*widgets.Entry).Text; got != "tôt" {
		t.Errorf("what was typed wrong became %q", got)
	}
	b.desks().panels[0].build().hours.Hours(0, 0).SetValue(agenda.MustClock("08:30"))
	b.Next()
	if b.at != 2 || b.answers.Service.Name != "Bureau du séjour" {
		t.Errorf("page %d, %+v", b.at+1, b.answers.Service)
	}
	if b.Next(); !b.says("2028") {
		t.Error("the holidays are not those of the year that was typed")
	}
	if b.Next(); b.protection().file() != "/tmp/annee-2028.creneaux" {
		t.Errorf("proposes %s", b.protection().file())
	}
}

func TestEveryPageSaysWhatIsWrong(t *testing.T) {
	b := newBench(t, standard())
	service := b.step(0).(*serviceStep)
	refused := func(sentence string) {
		t.Helper()
		at := b.at
		b.Next()
		if b.at != at || !b.says(sentence) {
			t.Errorf("page %d says %q, want %q", b.at+1, seen.Text(b.Content()), sentence)
		}
	}
	service.Name.SetText(" ")
	refused("Remplissez ce champ.")
	service.Name.SetText("Service")
	service.Email.SetText("personne")
	refused("Ce n’est pas une adresse électronique.")
	service.Email.SetText("service@example.org")
	b.Next()

	desks := b.desks()
	desks.panels[1].build().name.SetText("g1")
	refused("Un autre guichet porte déjà ce nom.")
	desks.panels[1].build().name.SetText("Accueil")
	desks.add(false)
	refused("Ce guichet n’ouvre jamais")
	desks.panels[7].build().hours.Hours(0, 0).SetValue(agenda.MustClock("14:00"))
	refused("il manque l’heure de fermeture")
	desks.panels[7].build().hours.Hours(0, 1).SetValue(agenda.MustClock("12:00"))
	refused("n’est pas possible")
	desks.panels[7].build().hours.Hours(0, 1).SetValue(agenda.MustClock("16:00"))
	desks.panels[7].build().hours.Hours(0, 2).SetValue(agenda.MustClock("15:00"))
	desks.panels[7].build().hours.Hours(0, 3).SetValue(agenda.MustClock("17:00"))
	refused("avant la fin de la matinée")
	desks.panels[7].build().hours.Hours(0, 2).SetValue(agenda.MustClock("16:30"))
	b.Next()

	refused("Le guichet G8 ne reçoit aucune démarche")
	b.answers.Desks[7].Serves["first"] = true
	procedures := b.step(2).(*proceduresStep)
	procedures.rows[0].minutes.Clear()
	refused("Première demande de titre de séjour")
	procedures.rows[0].offered.SetChecked(false)
	refused("Le guichet G8 ne reçoit aucune démarche")
	b.answers.Desks[7].Serves["renewal"] = true
	b.Next()

	closures := b.step(3).(*closuresStep)
	row := closures.newRow(Closure{From: agenda.MustDate("2027-08-06"), To: agenda.MustDate("2027-08-02")})
	closures.draw()
	refused("Le dernier jour vient avant le premier.")
	row.to.SetDate(agenda.MustDate("2027-08-08"))
	row.desk.SetSelectedIndex(2)
	b.Next()

	refused("Remplissez ce champ.")
	b.protection().secret.First().(*widgets.Entry).SetText("court")
	b.protection().again.First().(*widgets.Entry).SetText("court")
	refused("Au moins 10 caractères.")
	b.protection().secret.First().(*widgets.Entry).SetText("quatre chats noirs")
	refused("Les deux phrases diffèrent.")
	b.protection().again.First().(*widgets.Entry).SetText("quatre chats noirs")
	b.Next()
	b.Next()
	if len(b.finished) != 1 {
		t.Fatalf("stopped on page %d: %q", b.at+1, seen.Text(b.Content()))
	}
	r := b.finished[0]
	if r.Passphrase != "quatre chats noirs" || !slices.Equal(r.Setup.Closures[0].DeskNames, []string{"Accueil"}) || len(r.Setup.Procedures) != 8 || r.Path != "/tmp/annee-2027.creneaux" {
		t.Errorf("%+v", r)
	}
}

func TestHoursAreCopied(t *testing.T) {
	b := newBench(t, standard())
	b.Next()
	desks := b.desks()
	first := desks.panels[0]
	first.hours.Hours(0, 0).SetValue(agenda.MustClock("08:15"))
	first.copyMonday()
	week, wrong := first.week()
	if wrong != "" || week[4] != week[0] || week[0][0].From != agenda.MustClock("08:15") || week[5] != ([2]weekform.Span{}) {
		t.Errorf("%v %s", week, wrong)
	}
	desks.copyHours(first)
	for _, p := range desks.panels {
		if other, _ := p.week(); other != week {
			t.Errorf("%s is open %v", p.called(), other)
		}
	}
	desks.add(true)
	if last := desks.panels[len(desks.panels)-1]; last.called() != "G8" || !last.desk.Serves["first"] {
		t.Errorf("the copy is called %s and serves %v", last.called(), last.desk.Serves)
	}
}

func TestBridgesLieBetweenHolidayAndWeekend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(2000, 2099).Draw(t, "year")
		for _, territory := range calendar.Territories() {
			for _, bridge := range bridgesOf(territory, year) {
				day, holiday := bridge.Date.Weekday(), bridge.Holiday.Date.Weekday()
				if !(day == agenda.Friday && holiday == agenda.Thursday || day == agenda.Monday && holiday == agenda.Tuesday) {
					t.Fatalf("%v is no bridge of %v", bridge.Date, bridge.Holiday)
				}
			}
		}
	})
}

func TestTheSummaryEstimatesTheYear(t *testing.T) {
	met := small()
	met.Service.Targets.Appointments = 300
	missed := small()
	missed.Service.Targets.Appointments = 3000
	for name, c := range map[string]struct {
		setup   office.Setup
		planned int
		says    string
	}{
		"met":    {met, 300, "objectif de 300 tenu"},
		"missed": {missed, 2794, "il en manque 206 pour 3\u202f000"},
	} {
		b := newBench(t, c.setup)
		var e Estimate
		var err error
		b.plan = func(ctx context.Context, s office.Setup) (Estimate, error) {
			e, err = estimate(ctx, s)
			return e, err
		}
		b.protection().protect.SetChecked(false)
		for range len(b.steps) - 1 {
			b.Next()
		}
		if err != nil || e.Planned != c.planned || (len(e.Reasons) > 0) != (e.Planned < e.Target) {
			t.Errorf("%s: %+v %v", name, e, err)
		}
		if !b.says(b.p.Voice.Number(c.planned)) || !b.says(c.says) {
			t.Errorf("%s: says %q", name, seen.Text(b.Content()))
		}
		b.step(5).(*summaryStep).save.Tapped(nil)
		if len(b.saved) != 1 || len(b.saved[0].Desks) != 1 {
			t.Errorf("%s: saved %d", name, len(b.saved))
		}
	}
}

func TestAnswersOfAFileTakeThePlace(t *testing.T) {
	b := newBench(t, standard())
	b.step(0).(*serviceStep).Name.SetText("Autre")
	b.load.Tapped(nil)
	if b.Dirty() || b.step(0).(*serviceStep).Name.Text != "Service des étrangers" {
		t.Error("the file's answers are not shown")
	}
}

// What the guided set-up has no fields for goes through it unharmed, under the desks' new
// names, and leaves with the desk that it is of.
func TestWhatHasNoFieldsIsKept(t *testing.T) {
	from := standard()
	first, second := from.Desks[0].Name, from.Desks[1].Name
	day := agenda.MustDate("2027-03-02")
	from.Closures = []office.Closure{
		{Closure: agenda.Closure{From: day, To: day, Hours: agenda.Morning(), Reason: "Réunion"}},
		{Closure: agenda.Closure{From: day, To: day}, DeskNames: []string{first, second}},
		{Closure: agenda.Closure{From: day, To: day, Hours: agenda.Afternoon()}, DeskNames: []string{second}},
	}
	from.Absences = []office.Absence{{Absence: agenda.Absence{From: day, To: day, Positions: 1}, DeskName: first}}
	from.Changes = []office.SessionChange{{SessionChange: agenda.SessionChange{From: day}, DeskName: second}}
	from.SchoolHolidays = []agenda.SchoolHoliday{{Zone: "A", Name: "Essai", From: day, To: day}}

	a := answersOf(from)
	a.Desks[0].Name = "Autre"
	got := a.Setup(func(Bridge) string { return "Pont" })
	want := slices.Clone(from.Closures)
	want[1].DeskNames = []string{"Autre", second}
	if diff := cmp.Diff(want, got.Closures); diff != "" {
		t.Errorf("closures (-want +got):\n%s", diff)
	}
	if got.Absences[0].DeskName != "Autre" || got.Changes[0].DeskName != second || len(got.SchoolHolidays) != 1 {
		t.Errorf("kept %+v %+v %+v", got.Absences, got.Changes, got.SchoolHolidays)
	}
	a.Desks = a.Desks[:1]
	got = a.Setup(func(Bridge) string { return "Pont" })
	if len(got.Closures) != 2 || !slices.Equal(got.Closures[1].DeskNames, []string{"Autre"}) || got.Changes != nil {
		t.Errorf("without %s: %+v %+v", second, got.Closures, got.Changes)
	}
}
