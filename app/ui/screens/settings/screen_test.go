package settings

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
)

// fake is an office with a house in memory.
type fake struct {
	house    office.House
	use      office.HouseUse
	affected office.HouseAffected
	failure  error
	edits    int
	during   func() // what happens while it is saved
}

func (f *fake) House(context.Context) (office.House, error)       { return detached(f.house), f.failure }
func (f *fake) HouseUse(context.Context) (office.HouseUse, error) { return f.use, nil }
func (f *fake) HouseAffected(context.Context, office.House) (office.HouseAffected, error) {
	return f.affected, nil
}

func (f *fake) EditHouse(_ context.Context, from, to office.House) (office.House, error) {
	if f.during != nil {
		f.during()
	}
	if !reflect.DeepEqual(f.house, from) {
		return office.House{}, agenda.NewProblem("HOUSE-OVERTAKEN")
	}
	f.edits++
	f.house = detached(to)
	for i, d := range f.house.Desks {
		if d.ID == "" {
			f.house.Desks[i].ID = agenda.DeskID("given to " + d.Name)
		}
	}
	return detached(f.house), nil
}

// told are the dialogs that were opened, by their titles or codes; all are answered with
// yes.
type told struct {
	said []string
	line string // what is typed where a line is asked for
}

func (a *told) Problem(err error)    { a.said = append(a.said, agenda.CodeOf(err)) }
func (a *told) Tell(title, _ string) { a.said = append(a.said, title) }
func (a *told) Confirm(title, _, _ string, _ bool, yes func()) {
	a.said = append(a.said, title)
	yes()
}
func (a *told) Ask(q dialogs.Question) *dialogs.Asked {
	a.said = append(a.said, q.Title+"\n"+seen.Text(q.Content))
	q.Answer()
	return nil
}
func (a *told) Input(l dialogs.Line) *dialogs.Asked {
	a.said = append(a.said, l.Title+l.Answer(a.line))
	return nil
}

// memory is what is remembered on this machine.
type memory map[string]string

func (m memory) String(key string) string    { return m[key] }
func (m memory) SetString(key, value string) { m[key] = value }

// steps are what was recorded.
type steps []history.Step

func (s *steps) Record(step history.Step) { *s = append(*s, step) }

// model is a house of two desks and three procedures.
func model() office.House {
	morning := []agenda.Session{{Days: []agenda.Weekday{agenda.Monday, agenda.Tuesday}, From: 540, To: 720, Positions: 2}}
	return office.House{
		Service: agenda.Service{Name: "Service", Address: []string{"1, rue Bleue"}, Territory: "metropole", Year: 2027, Targets: agenda.Targets{Appointments: 1000, Permits: 800}},
		Procedures: []agenda.Procedure{
			{Code: "first", Label: "Première demande", Minutes: 30, Counted: true, Target: 400, NoShow: 0.1234, PermitsPerKept: 0.8},
			{Code: "renewal", Label: "Renouvellement", Minutes: 20, Counted: true, Target: 600, PermitsPerKept: 1, Papers: []string{"Passeport", " Photos "}},
			{Code: "ten-year", Label: "Dix ans", Minutes: 20, Counted: true, WalkIn: &agenda.WalkIn{Mornings: []agenda.Weekday{agenda.Friday, agenda.Monday}}},
		},
		Desks: []agenda.Desk{
			{ID: "d1", Name: "G1", Procedures: []agenda.ProcedureCode{"renewal", "first"}, Sessions: morning},
			{ID: "d2", Name: "G2", Procedures: []agenda.ProcedureCode{"ten-year"}, Sessions: []agenda.Session{{Days: []agenda.Weekday{agenda.Sunday}, From: 540, To: 720, Positions: 1}}},
		},
	}
}

type stage struct {
	*Screen
	t       *testing.T
	office  *fake
	told    told
	memory  memory
	steps   steps
	visited []string
}

func show(t *testing.T, f *fake) *stage {
	t.Helper()
	seen.App(t)
	s := &stage{t: t, office: f, memory: memory{}}
	s.begin()
	return s
}

// begin makes the screen, as the program does when it starts.
func (s *stage) begin() {
	s.t.Helper()
	s.Screen = New(Params{
		Office: s.office, Voice: seen.Voice(s.t), Background: widgets.Inline, Memory: s.memory, Tasks: task.NewInline(), Dialogs: &s.told,
		History: &s.steps, Navigate: func(id string) { s.visited = append(s.visited, id) }, ActionsChanged: func() {},
	})
	seen.Show(s.t, s.Content())
}

// do does an action of the page.
func (s *stage) do(id string) {
	s.t.Helper()
	a := s.action(id)
	if !a.Usable() {
		s.t.Fatalf("%s cannot be done: %s", id, a.WhyNot())
	}
	a.Do()
}

func (s *stage) says(part string) bool { return strings.Contains(seen.Text(s.Content()), part) }

// Looking at every part and every entry changes nothing, whatever the fields can hold.
func TestLookingChangesNothing(t *testing.T) {
	s := show(t, &fake{house: model()})
	for _, id := range []string{partProcedures, partDesks, partService} {
		s.do("settings.part." + id)
		if l := s.list(); l != nil {
			for range l.count() - 1 {
				s.do(actionNext)
			}
		}
		s.procedures.panel.take()
		s.desks.panel.take()
		s.takeService()
	}
	if diff := cmp.Diff(s.draft.base, s.draft.now); diff != "" || s.Unsaved() != nil || s.action(actionSave).Usable() {
		t.Errorf("looking has changed (-was +is):\n%s", diff)
	}
	if !s.says("Tout est enregistré.") || s.action(actionSave).WhyNot() == "" {
		t.Errorf("says %q", s.status.Text())
	}
}

func TestWhatWasTypedIsSavedAtOnceAndUndone(t *testing.T) {
	s := show(t, &fake{house: model(), use: office.HouseUse{Version: 1}})
	before := detached(s.office.house)
	s.service.Name.SetText("Bureau du séjour")
	s.do("settings.part." + partProcedures)
	s.procedures.appointments.First().(*widgets.Entry).SetText("1200")
	s.procedures.panel.noShow.First().(*widgets.Entry).SetText("5")
	s.procedures.panel.minutes.SetValue(25)
	s.procedures.panel.take()
	s.do("settings.part." + partDesks)
	s.desks.panel.week.Hours(0, 0).SetValue(agenda.MustClock("08:30"))
	s.desks.panel.take()
	if got := s.Unsaved(); len(got) != 1 || s.office.edits != 0 || !s.says("ne sont pas encore enregistrées") {
		t.Errorf("unsaved %q, saved %d times", got, s.office.edits)
	}
	s.do(actionSave)
	want := before
	want.Service.Name, want.Service.Targets.Appointments = "Bureau du séjour", 1200
	want.Procedures, want.Desks = slices.Clone(before.Procedures), slices.Clone(before.Desks)
	want.Procedures[0].NoShow, want.Procedures[0].Minutes = 0.05, 25
	want.Desks[0].Sessions = []agenda.Session{
		{Days: []agenda.Weekday{agenda.Monday}, From: 510, To: 720, Positions: 2}, {Days: []agenda.Weekday{agenda.Tuesday}, From: 540, To: 720, Positions: 2},
	}
	if diff := cmp.Diff(want, s.office.house); diff != "" {
		t.Errorf("saved (-want +got):\n%s", diff)
	}
	if s.office.edits != 1 || len(s.steps) != 1 || s.Unsaved() != nil || len(s.told.said) != 0 {
		t.Fatalf("%d edits, %d steps, unsaved %q, told %q", s.office.edits, len(s.steps), s.Unsaved(), s.told.said)
	}
	if !s.says("le plan ne tient pas encore compte") || s.replan.Hidden {
		t.Errorf("says %q", s.status.Text())
	}
	s.replan.Tapped(nil)
	if !slices.Equal(s.visited, []string{pageCapacity}) {
		t.Errorf("visited %q", s.visited)
	}
	if err := s.steps[0].Undo(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	s.Changed(office.AreaSetup, office.AreaPlan)
	if diff := cmp.Diff(before, s.office.house); diff != "" || s.service.Name.Text != "Service" || !s.says("Tout est enregistré.") || !s.replan.Hidden {
		t.Errorf("undone (-before +now):\n%s\nthe name is %q, says %q", diff, s.service.Name.Text, s.status.Text())
	}
	if err := s.steps[0].Redo(t.Context(), nil); err != nil || s.office.house.Service.Name != "Bureau du séjour" {
		t.Errorf("again: %v", err)
	}
}

// Sums and tabs follow the typing, key by key.
func TestSumsFollowTheTyping(t *testing.T) {
	s := show(t, &fake{house: model()})
	s.do("settings.part." + partProcedures)
	sums := func() []string {
		var lines []string
		for _, row := range s.procedures.sums() {
			lines = append(lines, row.Cells[2]+" "+row.Cells[5])
		}
		return lines
	}
	if want := []string{"1\u202f000 881", "1\u202f000 800", "✓ +81"}; !slices.Equal(sums(), want) {
		t.Errorf("%q, want %q", sums(), want)
	}
	s.procedures.panel.target.First().(*widgets.Entry).SetText("3")
	if want := []string{"603 602", "1\u202f000 800", "−397 −198"}; !slices.Equal(sums(), want) {
		t.Errorf("%q, want %q", sums(), want)
	}
	s.do(actionShare)
	if want := "1\u202f000"; !strings.HasPrefix(sums()[0], want) || s.draft.now.Procedures[0].Target != 5 {
		t.Errorf("shared: %q, %d", sums(), s.draft.now.Procedures[0].Target)
	}
	if got, _ := s.procedures.panel.target.Int(); got != 5 {
		t.Errorf("the field shows %d", got)
	}
	s.do(actionDiscard)
	if s.Unsaved() != nil || s.draft.now.Procedures[0].Target != 400 || len(s.told.said) != 1 {
		t.Errorf("discarded: %+v, told %q", s.draft.now.Procedures[0], s.told.said)
	}
}

// What is wrong keeps its field in sight: no other entry, no other part, no saving.
func TestWhatIsWrongIsNotLeft(t *testing.T) {
	s := show(t, &fake{house: model()})
	s.do("settings.part." + partProcedures)
	s.procedures.panel.label.SetText("Autre")
	s.procedures.panel.minutes.First().(*widgets.Entry).SetText("mille")
	for name, leave := range map[string]func(){
		"another row": func() { s.procedures.table.Select(1) }, "next": func() { s.do(actionNext) },
		"another part": func() { s.do("settings.part." + partDesks) }, "saving": func() { s.do(actionSave) }, "a copy": func() { s.do(actionDuplicate) },
	} {
		leave()
		if at, _, _ := s.procedures.table.Selected(); at != 0 || s.procedures.at != 0 || s.tabs.Selected() != partProcedures || s.office.edits != 0 || s.procedures.count() != 3 {
			t.Errorf("%s: row %d, %s, %d edits, %d procedures", name, at, s.tabs.Selected(), s.office.edits, s.procedures.count())
		}
	}
	s.procedures.panel.minutes.SetValue(40)
	s.do("settings.part." + partDesks)
	s.desks.panel.week.Hours(0, 1).Clear()
	s.do(actionSave)
	if s.office.edits != 0 || !s.says("il manque l’heure de fermeture") {
		t.Error("an opening without end was saved")
	}
	s.desks.panel.week.Hours(0, 1).SetValue(agenda.MustClock("11:00"))
	s.desks.panel.name.SetText("g2")
	s.do(actionSave)
	if s.office.edits != 0 || !s.says("Un autre guichet porte déjà ce nom.") {
		t.Error("two desks have one name")
	}
}

func TestEntriesAreAddedMovedAndRemoved(t *testing.T) {
	s := show(t, &fake{house: model(), use: office.HouseUse{
		Desks: map[agenda.DeskID]office.Use{"d1": {Slots: 12, Bookings: 3}}, Procedures: map[agenda.ProcedureCode]office.Use{"first": {Slots: 5}},
	}})
	s.do("settings.part." + partProcedures)
	s.told.line = "Été : 1re fois"
	s.do(actionAdd)
	s.do(actionDuplicate)
	s.do(actionDown)
	var codes []agenda.ProcedureCode
	for _, p := range s.draft.now.Procedures {
		codes = append(codes, p.Code)
	}
	if want := []agenda.ProcedureCode{"first", "ete-1re-fois", "renewal", "ete-1re-fois-copie", "ten-year"}; !slices.Equal(codes, want) {
		t.Errorf("%q, want %q", codes, want)
	}
	for _, code := range codes {
		if !code.Valid() {
			t.Errorf("%q is no code", code)
		}
	}
	s.do(actionRemove) // the copy
	s.procedures.show(0)
	s.do(actionRemove)
	if len(s.draft.now.Procedures) != 4 || !slices.Equal(s.told.said, []string{"Ajouter une démarche", "WS-PROCEDURE-IN-USE"}) {
		t.Errorf("%d procedures, told %q", len(s.draft.now.Procedures), s.told.said)
	}

	s.do("settings.part." + partDesks)
	s.do(actionRemove)
	s.do(actionDuplicate)
	s.do(actionUp)
	if names := []string{s.draft.now.Desks[0].Name, s.draft.now.Desks[1].Name, s.draft.now.Desks[2].Name}; !slices.Equal(names, []string{"G3", "G1", "G2"}) {
		t.Errorf("desks %q", names)
	}
	if s.told.said[2] != "WS-DESK-IN-USE" || !slices.Equal(s.draft.now.Desks[0].Procedures, s.draft.now.Desks[1].Procedures) {
		t.Errorf("told %q, the copy %+v", s.told.said, s.draft.now.Desks[0])
	}
	s.do(actionSave)
	if s.office.edits != 1 || s.office.house.Desks[0].ID == "" || s.Unsaved() != nil {
		t.Errorf("%d edits, %+v, unsaved %q", s.office.edits, s.office.house.Desks[0], s.Unsaved())
	}
	s.desks.show(0)
	s.do(actionRemove)
	if len(s.draft.now.Desks) != 2 {
		t.Errorf("%d desks", len(s.draft.now.Desks))
	}
}

// Hours that the table cannot show are told and kept, until somebody types others.
func TestParticularHoursAreKept(t *testing.T) {
	s := show(t, &fake{house: model()})
	s.do("settings.part." + partDesks)
	s.do(actionNext)
	if !s.says("dim.\u00a0: 9") || s.says("Copier le lundi") {
		t.Errorf("says\n%s", seen.Text(s.Content()))
	}
	s.desks.panel.name.SetText("Accueil")
	if !reflect.DeepEqual(s.draft.now.Desks[1].Sessions, model().Desks[1].Sessions) {
		t.Errorf("%+v", s.draft.now.Desks[1])
	}
	seen.Button(t, s.Content(), "Saisir d’autres heures").Tapped(nil)
	if len(s.draft.now.Desks[1].Sessions) != 0 || !s.says("Copier le lundi") {
		t.Errorf("%+v", s.draft.now.Desks[1])
	}
}

func TestWalkInsAreSaidByMorningsAndShareOrAgents(t *testing.T) {
	s := show(t, &fake{house: model()})
	s.do("settings.part." + partProcedures)
	panel, first := s.procedures.panel, func() *agenda.WalkIn { return s.draft.now.Procedures[0].WalkIn }
	panel.walksIn.SetChecked(true)
	days := []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Thursday, agenda.Friday}
	if diff := cmp.Diff(&agenda.WalkIn{Mornings: days}, first()); diff != "" || !panel.target.First().(*widgets.Entry).Disabled() {
		t.Errorf("-want +got\n%s", diff)
	}
	panel.walkIn.how.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	panel.walkIn.percent.First().(*widgets.Entry).SetText("50")
	if diff := cmp.Diff(&agenda.WalkIn{Mornings: days, Share: 0.5}, first()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	panel.walkIn.how.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	panel.walkIn.boxes[0].SetChecked(false)
	if diff := cmp.Diff(&agenda.WalkIn{Mornings: days[1:], Positions: 1}, first()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, box := range panel.walkIn.boxes {
		box.SetChecked(false)
	}
	if s.do(actionSave); s.office.edits != 0 || !s.says("Cochez au moins une matinée.") {
		t.Error("no morning at all was saved")
	}
	panel.walksIn.SetChecked(false)
	if first() != nil || s.Unsaved() != nil {
		t.Errorf("by appointment again: %+v", first())
	}
}

// Whom the changes hit is told before they are made.
func TestWhoIsHitIsToldFirst(t *testing.T) {
	f := &fake{house: model(), affected: office.HouseAffected{
		Affected: office.Affected{
			Slots: make([]agenda.Slot, 3), Published: 2, Released: 1,
			Bookings: []agenda.Booking{{Reference: "RDV1", Desk: "d1", Date: agenda.MustDate("2027-03-02"), Start: 540, Procedure: "first", Applicant: agenda.Applicant{FullName: "Ana Zyx"}}},
		},
		Unserved: 3, Lengths: 2,
	}}
	s := show(t, f)
	s.service.Name.SetText("Autre")
	s.do(actionSave)
	if len(s.told.said) != 1 || f.edits != 1 {
		t.Fatalf("told %q, %d edits", s.told.said, f.edits)
	}
	for _, part := range []string{"3 créneaux n’auraient plus d’agent", "2 en ligne", "Une personne y a rendez-vous", "ne reçoit plus leur démarche", "gardent la durée"} {
		if !strings.Contains(s.told.said[0], part) {
			t.Errorf("%q is not in %q", part, s.told.said[0])
		}
	}
}

// What changes elsewhere meanwhile is followed where nothing was typed, and told where
// something was; the calendar is no matter.
func TestChangesFromElsewhere(t *testing.T) {
	f := &fake{house: model()}
	s := show(t, f)
	f.house.Service.Name = "Ailleurs"
	s.Changed(office.AreaSetup)
	if s.service.Name.Text != "Ailleurs" {
		t.Errorf("shows %q", s.service.Name.Text)
	}
	s.service.Name.SetText("Ici")
	f.house.Closures = []agenda.Closure{{ID: "c", From: agenda.MustDate("2027-03-02"), To: agenda.MustDate("2027-03-02")}}
	s.Changed(office.AreaSetup)
	s.do(actionSave)
	if f.house.Service.Name != "Ici" || len(f.house.Closures) != 1 || len(s.told.said) != 0 {
		t.Errorf("%+v, told %q", f.house, s.told.said)
	}
	s.service.Name.SetText("Encore ici")
	f.house.Desks = f.house.Desks[:1]
	s.Changed(office.AreaSetup)
	if !s.says("a changé ailleurs") || s.service.Name.Text != "Encore ici" {
		t.Errorf("says %q", s.status.Text())
	}
	if s.do(actionSave); !slices.Equal(s.told.said, []string{"HOUSE-OVERTAKEN"}) {
		t.Errorf("told %q", s.told.said)
	}
	s.do(actionDiscard)
	if s.service.Name.Text != "Ici" || len(s.draft.now.Desks) != 1 || s.Unsaved() != nil {
		t.Errorf("%q, %+v", s.service.Name.Text, s.draft.now)
	}
}

// What is typed while it is being saved is not lost, and the new desk is the one that was
// saved.
func TestTypingWhileSaving(t *testing.T) {
	f := &fake{house: model()}
	s := show(t, f)
	s.do("settings.part." + partDesks)
	s.do(actionAdd)
	f.during = func() {
		s.do("settings.part." + partService)
		s.service.Name.SetText("Plus tard")
	}
	s.do(actionSave)
	if s.Unsaved() == nil || f.house.Service.Name != "Service" || s.service.Name.Text != "Plus tard" {
		t.Errorf("%q saved, %q shown", f.house.Service.Name, s.service.Name.Text)
	}
	f.during = nil
	s.do(actionSave)
	if s.Unsaved() != nil || f.house.Service.Name != "Plus tard" || len(f.house.Desks) != 3 {
		t.Errorf("%+v", f.house)
	}
}

// The page in another language has the same part open, and what was typed.
func TestThePageIsMadeAnew(t *testing.T) {
	f := &fake{house: model()}
	s := show(t, f)
	s.do("settings.part." + partProcedures)
	s.procedures.panel.label.SetText("Autre nom")
	kept, memory := s.Keep(), s.memory
	s.begin()
	if s.tabs.Selected() != partProcedures || memory[partKey] != partProcedures || s.Unsaved() != nil {
		t.Errorf("begins with %s, unsaved %q", s.tabs.Selected(), s.Unsaved())
	}
	s.Restore(kept)
	if s.draft.now.Procedures[0].Label != "Autre nom" || s.procedures.panel.label.Text != "Autre nom" || s.Unsaved() == nil {
		t.Errorf("%+v", s.draft.now.Procedures[0])
	}
	if diff := cmp.Diff(model(), s.draft.base); diff != "" {
		t.Errorf("the house:\n%s", diff)
	}
}

func TestWhatDidNotComeIsAskedForAgain(t *testing.T) {
	f := &fake{house: model(), failure: agenda.NewProblem("WS-DISK", "File", "x")}
	s := show(t, f)
	if !s.says("WS-DISK") || s.action(actionSave).Usable() || s.action(actionAdd).Usable() {
		t.Errorf("says\n%s", seen.Text(s.Content()))
	}
	f.failure = nil
	seen.Button(t, s.Content(), "Réessayer").Tapped(nil)
	if !s.says("Nom du service") {
		t.Errorf("says\n%s", seen.Text(s.Content()))
	}
}

func TestActionsDoNotClash(t *testing.T) {
	s := show(t, &fake{house: model()})
	set := action.Set(s.Actions())
	for _, spec := range action.All() {
		set = append(set, action.Action{ID: spec.ID, Group: spec.Group, Shortcut: spec.Shortcut, Also: spec.Also})
	}
	if clashes := set.Clashes(); len(clashes) > 0 {
		t.Errorf("%+v", clashes)
	}
}
