package office_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/workspace"
	"creneaux/data/sqlite"
)

var background = context.Background()

// smallYear is a service that is planned fast: two desks, two procedures, a few hours a
// week, over the one year of its workspace.
var smallYear = office.Setup{
	Service: agenda.Service{Name: "Service des étrangers", Territory: "metropole", Year: 2030, Targets: agenda.Targets{Appointments: 380}},
	Procedures: []agenda.Procedure{
		{Code: "renewal", Label: "Renouvellement", Minutes: 20, Counted: true, Target: 260, PermitsPerKept: 0.5, UrgentReserve: 0.1},
		{Code: "first", Label: "Première demande", Minutes: 30, Counted: true, Target: 120, UrgentReserve: 0.05},
	},
	Desks: []agenda.Desk{
		{ID: "G1", Name: "G1", Procedures: []agenda.ProcedureCode{"renewal", "first"},
			Sessions: []agenda.Session{{Days: []agenda.Weekday{agenda.Monday, agenda.Thursday}, From: 9 * 60, To: 11 * 60, Positions: 1}}},
		{ID: "G2", Name: "G2", Procedures: []agenda.ProcedureCode{"renewal"},
			Sessions: []agenda.Session{{Days: []agenda.Weekday{agenda.Tuesday}, From: 14 * 60, To: 15 * 60, Positions: 2}}},
	},
}

// bureau is an office with a clock of its own and its store.
type bureau struct {
	*office.Office
	store   workspace.Store
	now     agenda.Moment
	tick    agenda.Moment // by which every look at the clock moves it on
	actions int
}

// encoders writes and reads no file.
type encoders struct{ office.Writers }

func (encoders) WriteFile(string, func(io.Writer) error) error { return nil }

// newBureau opens a copy of a workspace, or makes the small year's where there is none.
func newBureau(t testing.TB, folder string, copyOf []byte) *bureau {
	t.Helper()
	return newBureauOf(t, folder, copyOf, struct{ office.TableReader }{}, encoders{})
}

// files is what a bureau writes with.
type files interface {
	office.Writers
	office.FileWriter
}

// newBureauOf is newBureau with other readers and writers.
func newBureauOf(t testing.TB, folder string, copyOf []byte, tables office.TableReader, writers files) *bureau {
	t.Helper()
	b := &bureau{now: agenda.MustMoment("2029-12-01T09:00")}
	path, options := filepath.Join(folder, "an.creneaux"), sqlite.Options{Now: func() agenda.Moment { return b.now }}
	var store *sqlite.Workspace
	var err error
	if copyOf == nil {
		store, err = sqlite.Create(background, path, options)
	} else if err = os.WriteFile(path, copyOf, 0o600); err == nil {
		store, err = sqlite.Open(background, path, options)
	}
	if err != nil {
		t.Fatal(err)
	}
	b.store = store
	origin := ids.Add(1)
	count := 0
	b.Office, err = office.New(office.Params{
		Store: store, Now: func() agenda.Moment { b.now += b.tick; return b.now }, Random: rand.NewChaCha8([32]byte{byte(origin)}), Actor: "cheffe",
		NewID:  func() string { count++; return fmt.Sprintf("id-%d-%06d", origin, count) },
		Tables: tables, Writers: writers, Files: writers,
		Reference: office.Reference{Columns: map[string][]string{}}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	if copyOf == nil {
		if err := b.Initialise(background, smallYear); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// ids tells the bureaus apart, so that no two of them give the same id.
var ids atomic.Int64

func (b *bureau) close(t testing.TB) {
	t.Helper()
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

// aBureau is one that has its year planned.
func aBureau(t testing.TB) *bureau {
	t.Helper()
	b := newBureau(t, t.TempDir(), plannedFile(t))
	t.Cleanup(func() { b.close(t) })
	return b
}

// planned is what plannedFile returns, once it was made: planning takes most of the time.
var planned []byte

// plannedFile returns the bytes of a workspace that has its year planned.
func plannedFile(t testing.TB) []byte {
	t.Helper()
	if planned != nil {
		return planned
	}
	b := newBureau(t, t.TempDir(), nil)
	b.plan(t, office.PlanRequest{})
	b.close(t)
	var err error
	if planned, err = os.ReadFile(b.Path()); err != nil {
		t.Fatal(err)
	}
	return planned
}

func (b *bureau) plan(t testing.TB, request office.PlanRequest) office.PlanView {
	t.Helper()
	v, err := b.Plan(background, request, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func reading[T any](t testing.TB, b *bureau, read func(workspace.Reader) (T, error)) (result T) {
	t.Helper()
	err := b.store.View(background, func(r workspace.Reader) (err error) {
		result, err = read(r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func (b *bureau) slots(t testing.TB) []agenda.Slot {
	t.Helper()
	return reading(t, b, func(r workspace.Reader) ([]agenda.Slot, error) { return r.Slots(background, workspace.SlotQuery{}) })
}

func (b *bureau) state(t testing.TB) workspace.PlanState {
	t.Helper()
	return reading(t, b, func(r workspace.Reader) (workspace.PlanState, error) { return r.Plan(background) })
}

// book lets somebody hold a slot.
func (b *bureau) book(t testing.TB, slot agenda.Slot) {
	t.Helper()
	b.bookAs(t, slot, agenda.BookingActive, agenda.CancelNone)
}

// bookAs has a booking on a slot, with what became of it.
func (b *bureau) bookAs(t testing.TB, slot agenda.Slot, status agenda.BookingStatus, cause agenda.CancelCause) {
	t.Helper()
	b.actions++
	id := fmt.Sprint(b.actions)
	booking := agenda.Booking{
		ID: agenda.BookingID("booking-" + id), Reference: "RDV" + id, Slot: slot.ID, Desk: slot.Desk, Procedure: slot.Procedure,
		Date: slot.Date, Start: slot.Start, Status: status, Cause: cause, Applicant: agenda.Applicant{ID: agenda.ApplicantID("person-" + id), Surname: "Ondo"},
	}
	err := b.store.Update(background, func(w workspace.Writer) error {
		return w.ApplyImport(background, workspace.ImportApplication{
			Import: agenda.Import{ID: agenda.ImportID("import-" + id), At: b.now, New: 1}, New: []agenda.Booking{booking},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// publish puts slots online, and keeps them so.
func (b *bureau) publish(t testing.TB, week agenda.Week, slots ...agenda.Slot) {
	t.Helper()
	b.actions++
	release := agenda.Release{ID: agenda.ReleaseID(fmt.Sprint("release-", b.actions)), Week: week, At: b.now}
	for i := range slots {
		slots[i].State, slots[i].Release = agenda.SlotReleased, release.ID
	}
	err := b.store.Update(background, func(w workspace.Writer) error {
		rules := publication.Default(agenda.Week{Year: 2000 + b.actions/50, Number: 1 + b.actions%50}, nil)
		release.Week = rules.Week
		drawn := workspace.ReleaseWeek{ReleaseWeek: agenda.ReleaseWeek{
			Week: rules.Week, Config: string(rules.Canonical()), Seed: make([]byte, 32), Seal: publication.Seal([32]byte{}, rules),
		}, Releases: []agenda.Release{release}}
		if err := w.PutReleaseWeek(background, drawn); err != nil {
			return err
		}
		if err := w.PutSlots(background, slots); err != nil {
			return err
		}
		return w.MarkReleased(background, release.ID, b.now, "cheffe")
	})
	if err != nil {
		t.Fatal(err)
	}
}

// remembered is what a version of the plan was when it was made.
type remembered struct {
	state workspace.PlanState
	slots map[agenda.SlotID]agenda.Slot
}

// bound are the slots that nobody may move.
func (b *bureau) bound(t testing.TB) map[agenda.SlotID]agenda.Slot {
	t.Helper()
	used := reading(t, b, func(r workspace.Reader) (map[agenda.SlotID]bool, error) {
		return r.UsedSlots(background, agenda.Date{}, agenda.Date{})
	})
	bound := map[agenda.SlotID]agenda.Slot{}
	for _, s := range b.slots(t) {
		if used[s.ID] || s.State == agenda.SlotReleased || s.State == agenda.SlotPublished {
			bound[s.ID] = s
		}
	}
	return bound
}

func byID(slots []agenda.Slot) map[agenda.SlotID]agenda.Slot {
	all := map[agenda.SlotID]agenda.Slot{}
	for _, s := range slots {
		all[s.ID] = s
	}
	return all
}

func byWeek(slots map[agenda.SlotID]agenda.Slot) map[agenda.Week]map[agenda.SlotID]agenda.Slot {
	weeks := map[agenda.Week]map[agenda.SlotID]agenda.Slot{}
	for id, s := range slots {
		week := s.Date.Week()
		if weeks[week] == nil {
			weeks[week] = map[agenda.SlotID]agenda.Slot{}
		}
		weeks[week][id] = s
	}
	return weeks
}

func cellsOf(state workspace.PlanState, week agenda.Week) map[agenda.PlanCell]bool {
	cells := map[agenda.PlanCell]bool{}
	for _, c := range state.Cells {
		if c.Week == week {
			cells[c] = true
		}
	}
	return cells
}

// TestAnyVersionComesBack lives through random histories of a plan: it is made, edited,
// locked, published, booked, time passes, and versions are taken back.
func TestAnyVersionComesBack(t *testing.T) {
	year := plannedFile(t)
	checkHistories(t, func(rt *rapid.T) {
		b := newBureau(t, t.TempDir(), year)
		defer b.close(t)
		weeks := agenda.WeeksOf(2030)
		anyWeek := rapid.SampledFrom(weeks[:12]) // few, so that steps meet
		versions := map[int]remembered{}
		note := func() {
			state := b.state(t)
			if _, known := versions[state.Version]; !known {
				versions[state.Version] = remembered{state, byID(b.slots(t))}
			}
		}
		note()
		for range rapid.IntRange(3, 7).Draw(rt, "steps") {
			bound, begun := b.bound(t), byID(b.slots(t))
			today := b.now.Date()
			switch rapid.SampledFrom([]string{"plan", "edit", "edit", "edit", "lock", "unlock", "publish", "publish", "book", "wait", "restore", "restore", "restore", "restore"}).Draw(rt, "step") {
			case "plan":
				b.replanAtRandom(t, rt)
			case "edit":
				b.editAtRandom(t, rt, anyWeek.Draw(rt, "week"))
			case "lock":
				if _, err := b.LockWeeks(background, []agenda.Week{anyWeek.Draw(rt, "week"), anyWeek.Draw(rt, "other")}, ""); err != nil {
					rt.Fatal(err)
				}
			case "unlock":
				if _, err := b.UnlockWeeks(background, []agenda.Week{anyWeek.Draw(rt, "week")}, ""); err != nil {
					rt.Fatal(err)
				}
			case "publish":
				if of := b.someOf(rt, t, anyWeek.Draw(rt, "week"), agenda.SlotPlanned); len(of) > 0 {
					b.publish(t, of[0].Date.Week(), of...)
				}
			case "book":
				for _, s := range b.someOf(rt, t, anyWeek.Draw(rt, "week"), "") {
					b.book(t, s)
				}
			case "wait":
				b.now = b.now.Date().AddDays(rapid.IntRange(1, 40).Draw(rt, "days")).At(9 * 60)
			case "restore":
				version := rapid.IntRange(1, b.state(t).Version).Draw(rt, "version")
				b.restoreAndCompare(t, rt, version, versions[version])
			}
			note()
			after := byID(b.slots(t))
			for id, s := range bound {
				if is := after[id]; is != s {
					rt.Fatalf("bound %+v became %+v", s, is)
				}
			}
			for id, s := range begun {
				if is := after[id]; !s.Date.Week().Monday().After(today) && (is.Date != s.Date || is.Start != s.Start) {
					rt.Fatalf("%+v of a week that had begun became %+v", s, is)
				}
			}
		}
		b.wantSound(t, rt)
	})
}

func (b *bureau) wantSound(t testing.TB, rt rapid.TB) {
	t.Helper()
	damage, err := b.Check(background)
	if err != nil || len(damage) > 0 {
		rt.Fatalf("the check says %v, %v", damage, err)
	}
	type seat struct {
		desk     agenda.DeskID
		date     agenda.Date
		position int
	}
	until := map[seat]agenda.Clock{}
	for _, s := range b.slots(t) { // by date and hour
		at := seat{s.Desk, s.Date, s.Position}
		if s.Start < until[at] {
			rt.Fatalf("%+v overlaps another", s)
		}
		until[at] = s.End()
	}
}

func (b *bureau) replanAtRandom(t testing.TB, rt *rapid.T) {
	request := office.PlanRequest{
		Policy: rapid.SampledFrom(append(capacity.Policies(), "")).Draw(rt, "policy"),
		Past:   rapid.SampledFrom(append(office.PastCounts(), "")).Draw(rt, "past"),
	}
	if rapid.Bool().Draw(rt, "later") {
		request.From = b.now.Date().Week().Add(rapid.IntRange(1, 8).Draw(rt, "weeks"))
		if request.From.Year < 2030 {
			request.From = agenda.MustWeek("2030-W04")
		}
	}
	b.plan(t, request)
}

func (b *bureau) editAtRandom(t testing.TB, rt *rapid.T, week agenda.Week) {
	draft, err := b.WeekPlan(background, week)
	if err != nil {
		rt.Fatal(err)
	}
	edit := office.WeekEdit{Week: week}
	for _, d := range draft.Desks {
		for _, c := range d.Cells {
			n := rapid.IntRange(c.Bound, c.Slots+c.Room).Draw(rt, "slots")
			edit.Cells = append(edit.Cells, agenda.PlanCell{Week: week, Desk: d.Desk.ID, Procedure: c.Procedure.Code, Slots: n})
		}
	}
	before := byID(b.slots(t))
	tried, err := b.TryWeek(background, edit)
	if draft.Past {
		if agenda.CodeOf(err) != "PLAN-WEEK-BEGUN" {
			rt.Fatalf("a week that has begun is edited: %v", err)
		}
		return
	}
	if err != nil {
		rt.Fatal(err)
	}
	if !maps.Equal(before, byID(b.slots(t))) {
		rt.Fatal("trying changed slots")
	}
	_, err = b.EditWeek(background, edit)
	if len(tried.Unplaced) > 0 {
		if agenda.CodeOf(err) != "PLAN-NO-ROOM" {
			rt.Fatalf("%v has no place, and the edit says %v", tried.Unplaced, err)
		}
		return
	}
	if err != nil {
		rt.Fatal(err)
	}
	after := byID(b.slots(t))
	added, removed := 0, 0
	for id := range after {
		if _, was := before[id]; !was {
			added++
		}
	}
	for id, s := range before {
		if _, is := after[id]; !is {
			removed++
		}
		if s.Date.Week() != week && after[id] != s {
			rt.Fatalf("editing %s moved %+v", week, s)
		}
	}
	if added != tried.Added || removed != tried.Removed {
		rt.Fatalf("%d came and %d went, told were %d and %d", added, removed, tried.Added, tried.Removed)
	}
	made, err := b.WeekPlan(background, week)
	if err != nil || !made.Locked {
		rt.Fatalf("the edited week is %+v, %v", made, err)
	}
	for _, c := range edit.Cells {
		for _, d := range made.Desks {
			for _, is := range d.Cells {
				if d.Desk.ID == c.Desk && is.Procedure.Code == c.Procedure && is.Slots != c.Slots {
					rt.Fatalf("%+v was asked for, %d are there", c, is.Slots)
				}
			}
		}
	}
}

// someOf draws up to three slots of a week that nobody has moved on yet.
func (b *bureau) someOf(rt *rapid.T, t testing.TB, week agenda.Week, state agenda.SlotState) []agenda.Slot {
	bound := b.bound(t)
	slots := slices.DeleteFunc(b.slots(t), func(s agenda.Slot) bool {
		_, is := bound[s.ID]
		return is || s.Date.Week() != week || state != "" && s.State != state
	})
	return slots[:rapid.IntRange(0, min(3, len(slots))).Draw(rt, "number")]
}

// restoreAndCompare takes a version back and compares every week with what it was, and
// where it could not go back, with what it is.
func (b *bureau) restoreAndCompare(t testing.TB, rt *rapid.T, version int, then remembered) {
	before, stateBefore, bound := byWeek(byID(b.slots(t))), b.state(t), b.bound(t)
	view, err := b.RestorePlan(background, version, "à l’essai")
	if err != nil {
		rt.Fatal(err)
	}
	after, state := byWeek(byID(b.slots(t))), b.state(t)
	stuck := 0
	if !slices.Equal(then.state.Locked, state.Locked) {
		rt.Fatalf("locks were %v and are %v", then.state.Locked, state.Locked)
	}
	was := byWeek(then.slots)
	for _, week := range agenda.WeeksOf(2030) {
		want, cells := map[agenda.SlotID]agenda.Slot{}, cellsOf(then.state, week)
		same, free := len(before[week]) == len(was[week]), week.Monday().After(b.now.Date())
		for id, s := range was[week] {
			want[id] = s
			if is, stands := before[week][id]; !stands || is.Date != s.Date || is.Start != s.Start || is.Position != s.Position {
				same = false
			}
		}
		for id := range before[week] {
			_, had := want[id]
			if is, isBound := bound[id]; isBound && had {
				want[id] = is // published or booked since: as it is now
			} else if isBound {
				free = false
			}
		}
		if !same && !free {
			want, cells = before[week], cellsOf(stateBefore, week)
			stuck++
		} else if !week.Monday().After(b.now.Date()) {
			want = before[week] // the same slots, in the state that they are in
		}
		if !maps.Equal(want, after[week]) {
			rt.Fatalf("slots of %s in version %d (-want +got):\n%s", week, version, cmp.Diff(want, after[week]))
		}
		if got := cellsOf(state, week); !maps.Equal(cells, got) {
			rt.Fatalf("numbers of %s in version %d (-want +got):\n%s", week, version, cmp.Diff(cells, got))
		}
	}
	told := len(view.Reasons) > 0 && view.Reasons[0].Key == "office.plan.stuck"
	if told != (stuck > 0) || told && view.Reasons[0].Args["Count"] != stuck {
		rt.Fatalf("%d weeks could not go back, the reasons are %v", stuck, view.Reasons)
	}
}

func (b *bureau) wantProblem(t testing.TB, err error, code string) {
	t.Helper()
	if agenda.CodeOf(err) != code {
		t.Errorf("got %v, want the problem %s", err, code)
	}
}

func TestPlanningAnUnchangedYearMovesNothing(t *testing.T) {
	b := aBureau(t)
	before := byID(b.slots(t))
	if !slices.ContainsFunc(b.slots(t), func(s agenda.Slot) bool { return s.State == agenda.SlotReserved }) {
		t.Error("nothing is held back")
	}
	again := b.plan(t, office.PlanRequest{})
	if !maps.Equal(before, byID(b.slots(t))) {
		t.Errorf("slots moved:\n%s", cmp.Diff(before, byID(b.slots(t))))
	}
	versions, err := b.PlanVersions(background)
	if err != nil || len(versions) != 2 || again.Version != 2 {
		t.Fatalf("%v, %v", versions, err)
	}
	if v := versions[0]; len(v.Weeks) != 0 || v.Added+v.Removed != 0 || v.Cause != office.PlanMade || v.By != "cheffe" || v.Planned != again.Planned {
		t.Errorf("%+v", v)
	}
	if v := versions[1]; len(v.Weeks) < 50 || v.Added != len(before) || v.Removed != 0 {
		t.Errorf("%+v", v)
	}
}

// TestOnlyWhatIsLeftIsPlanned lets months go by.
func TestOnlyWhatIsLeftIsPlanned(t *testing.T) {
	b := aBureau(t)
	before := byID(b.slots(t))
	b.now = agenda.MustMoment("2030-06-05T11:00") // a Wednesday of week 23
	taken := slices.DeleteFunc(b.slots(t), func(s agenda.Slot) bool { return s.Date.Week() != agenda.MustWeek("2030-W05") })
	b.book(t, taken[0])
	b.publish(t, agenda.MustWeek("2030-W05"), taken[1])
	b.bookAs(t, taken[2], agenda.BookingServed, agenda.CancelNone)
	b.bookAs(t, taken[3], agenda.BookingAbsent, agenda.CancelNone)
	b.bookAs(t, taken[4], agenda.BookingCancelled, agenda.CancelPlatform)
	_, err := b.Plan(background, office.PlanRequest{From: agenda.MustWeek("2030-W23")}, agenda.Silent{})
	b.wantProblem(t, err, "PLAN-FROM-BEGUN")
	_, err = b.Plan(background, office.PlanRequest{From: agenda.MustWeek("2031-W01")}, agenda.Silent{})
	b.wantProblem(t, err, "PLAN-WEEK-YEAR")
	_, err = b.Plan(background, office.PlanRequest{Policy: "fairest"}, agenda.Silent{})
	b.wantProblem(t, err, "PLAN-REQUEST")
	_, err = b.Plan(background, office.PlanRequest{Past: "forgotten"}, agenda.Silent{})
	b.wantProblem(t, err, "PLAN-REQUEST")

	inWeek := func(v office.PlanView, n int) office.PlanWeek { return v.Weeks[n-1] }
	planned := b.plan(t, office.PlanRequest{})
	counts := map[office.PastCount]int{office.PastPlanned: len(taken), office.PastTaken: 3}
	for _, s := range taken {
		if is := byID(b.slots(t))[s.ID]; is.State != agenda.SlotPlanned || slices.Contains([]agenda.SlotID{taken[0].ID, taken[2].ID, taken[3].ID, taken[4].ID}, s.ID) {
			counts[office.PastOffered]++
		}
	}
	for _, past := range office.PastCounts() {
		v := b.plan(t, office.PlanRequest{Past: past, From: agenda.MustWeek("2030-W30")})
		if got := inWeek(v, 5).Slots; got != counts[past] {
			t.Errorf("%s: week 5 counts for %d, want %d", past, got, counts[past])
		}
		for n := 23; n < 30; n++ {
			if got, want := inWeek(v, n), inWeek(planned, n); got.Slots != want.Slots {
				t.Errorf("%s: week %d has %d slots instead of %d, and is not planned anew", past, n, got.Slots, want.Slots)
			}
		}
		told := slices.ContainsFunc(v.Reasons, func(m agenda.Message) bool {
			return m.Key == "office.plan.counted" && m.Args["Last"] == agenda.MustWeek("2030-W22") && m.Args["Slots"].(int) < m.Args["Had"].(int)
		})
		if told != (past != office.PastPlanned) {
			t.Errorf("%s: the reasons are %v", past, v.Reasons)
		}
		if !inWeek(v, 23).Past || inWeek(v, 24).Past {
			t.Errorf("weeks 23 and 24 are past: %v, %v", inWeek(v, 23).Past, inWeek(v, 24).Past)
		}
		if damage, err := b.Check(background); err != nil || len(damage) > 0 {
			t.Errorf("%s: %v, %v", past, damage, err)
		}
	}
	for id, s := range byID(b.slots(t)) {
		if s.Date.Week().Before(agenda.MustWeek("2030-W24")) && s.Release == "" && before[id] != s {
			t.Fatalf("%+v of the past was %+v", s, before[id])
		}
	}

	b.now = agenda.MustMoment("2031-01-02T11:00")
	_, err = b.Plan(background, office.PlanRequest{}, agenda.Silent{})
	b.wantProblem(t, err, "PLAN-YEAR-OVER")
	if _, err := b.UndoPlan(background, ""); err != nil {
		t.Error(err)
	}
}

func TestAWeekWithPublishedSlotsIsEditedAroundThem(t *testing.T) {
	b := aBureau(t)
	week := agenda.MustWeek("2030-W10")
	of := slices.DeleteFunc(b.slots(t), func(s agenda.Slot) bool { return s.Date.Week() != week || s.State != agenda.SlotPlanned })
	b.publish(t, week, of[0], of[1])
	b.book(t, of[2])
	draft, err := b.WeekPlan(background, week)
	if err != nil {
		t.Fatal(err)
	}
	bound, edit := 0, office.WeekEdit{Week: week, Why: "Grève"}
	for _, d := range draft.Desks {
		for _, c := range d.Cells {
			bound += c.Bound
			edit.Cells = append(edit.Cells, agenda.PlanCell{Week: week, Desk: d.Desk.ID, Procedure: c.Procedure.Code, Slots: c.Bound})
		}
	}
	if bound != 3 {
		t.Fatalf("%d slots are bound", bound)
	}
	for i, c := range edit.Cells {
		if c.Slots > 0 {
			edit.Cells[i].Slots--
			_, err := b.EditWeek(background, edit)
			b.wantProblem(t, err, "PLAN-BOUND")
			_, err = b.TryWeek(background, edit)
			b.wantProblem(t, err, "PLAN-BOUND")
			edit.Cells[i].Slots++
		}
	}
	before := byID(b.slots(t))
	version := b.state(t).Version
	v, err := b.EditWeek(background, edit)
	if err != nil {
		t.Fatal(err)
	}
	if w := v.Weeks[9]; w.Slots != 3 || !w.Locked || !w.Kept {
		t.Errorf("the edited week is %+v", w)
	}
	if again, err := b.EditWeek(background, edit); err != nil || again.Version != v.Version {
		t.Errorf("the same edit makes version %d of %d, %v", again.Version, v.Version, err)
	}
	earlier, err := b.PlanAt(background, version)
	if err != nil || earlier.Weeks[9].Slots != len(slices.DeleteFunc(slices.Collect(maps.Values(before)), func(s agenda.Slot) bool { return s.Date.Week() != week })) || earlier.Weeks[9].Locked {
		t.Errorf("the version before had %+v, %v", earlier.Weeks[9], err)
	}
	if _, err := b.UndoPlan(background, "La grève est levée"); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(before, byID(b.slots(t))) {
		t.Errorf("undone:\n%s", cmp.Diff(before, byID(b.slots(t))))
	}
	entries := reading(t, b, func(r workspace.Reader) ([]agenda.JournalEntry, error) { return r.Journal(background, 0, 2) })
	for i, want := range []struct{ action, why, cause string }{{"plan-restore", "La grève est levée", "restored"}, {"plan-edit", "Grève", "edited"}} {
		var detail struct {
			Version    int
			Why, Cause string
		}
		if err := json.Unmarshal([]byte(entries[i].Detail), &detail); err != nil {
			t.Fatal(err)
		}
		if e := entries[i]; e.Action != want.action || e.Actor != "cheffe" || e.Subject != "2030-W10" || detail.Why != want.why || detail.Cause != want.cause || detail.Version != version+2-i {
			t.Errorf("the journal tells %+v", e)
		}
	}
}

func TestWithoutAPlanThereIsNothingToEdit(t *testing.T) {
	b := newBureau(t, t.TempDir(), nil)
	defer b.close(t)
	week := agenda.MustWeek("2030-W10")
	for name, do := range map[string]func() error{
		"week":   func() error { _, err := b.WeekPlan(background, week); return err },
		"try":    func() error { _, err := b.TryWeek(background, office.WeekEdit{Week: week}); return err },
		"edit":   func() error { _, err := b.EditWeek(background, office.WeekEdit{Week: week}); return err },
		"lock":   func() error { _, err := b.LockWeeks(background, []agenda.Week{week}, ""); return err },
		"unlock": func() error { _, err := b.UnlockWeeks(background, []agenda.Week{week}, ""); return err },
	} {
		if err := do(); agenda.CodeOf(err) != "PLAN-NONE" {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := b.RestorePlan(background, 1, "")
	b.wantProblem(t, err, "PLAN-VERSION")
	_, err = b.UndoPlan(background, "")
	b.wantProblem(t, err, "PLAN-NO-EARLIER")
	_, err = b.PlanAt(background, 1)
	b.wantProblem(t, err, "PLAN-VERSION")
	if versions, err := b.PlanVersions(background); err != nil || len(versions) != 0 {
		t.Errorf("%v, %v", versions, err)
	}
	b.plan(t, office.PlanRequest{})
	_, err = b.LockWeeks(background, []agenda.Week{agenda.MustWeek("2031-W10")}, "")
	b.wantProblem(t, err, "PLAN-WEEK-YEAR")
}

// TestLockedWeeksThatAreClosedAreTold closes a week after it was locked.
func TestLockedWeeksThatAreClosedAreTold(t *testing.T) {
	b := aBureau(t)
	week := agenda.MustWeek("2030-W10")
	if _, err := b.LockWeeks(background, []agenda.Week{week}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.PutClosures(background, agenda.Closure{From: week.Monday(), To: week.Day(agenda.Sunday), Reason: "Travaux"}); err != nil {
		t.Fatal(err)
	}
	v := b.plan(t, office.PlanRequest{})
	if !slices.ContainsFunc(v.Reasons, func(m agenda.Message) bool { return m.Key == "capacity.reason.locked-over" && m.Args["Week"] == week }) {
		t.Errorf("the reasons are %v", v.Reasons)
	}
	used := 0
	for _, of := range v.Weeks[9].ByDesk {
		used += of.UsedMinutes
		if of.OpenMinutes != 0 {
			t.Errorf("a desk of the closed week is open: %+v", of)
		}
	}
	if w := v.Weeks[9]; w.OpenMinutes != 0 || w.UsedMinutes == 0 || w.UsedMinutes != used {
		t.Errorf("the closed week is %+v", w)
	}
}

// TestUndoingGoesBackStepByStep undoes several steps one after the other.
func TestUndoingGoesBackStepByStep(t *testing.T) {
	b := aBureau(t)
	week := func(n int) []agenda.Week { return []agenda.Week{{Year: 2030, Number: n}} }
	for n := 10; n < 14; n++ {
		if _, err := b.LockWeeks(background, week(n), ""); err != nil {
			t.Fatal(err)
		}
	}
	for left := 3; left >= 0; left-- {
		if _, err := b.UndoPlan(background, ""); err != nil {
			t.Fatal(err)
		}
		if locked := b.state(t).Locked; len(locked) != left {
			t.Fatalf("locked are %v, want %d", locked, left)
		}
	}
	_, err := b.UndoPlan(background, "")
	b.wantProblem(t, err, "PLAN-NO-EARLIER")
	if _, err := b.RestorePlan(background, 3, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.UndoPlan(background, ""); err != nil {
		t.Fatal(err)
	}
	if locked := b.state(t).Locked; len(locked) != 1 {
		t.Errorf("undone after version 3 came back: %v", locked)
	}
}

// Nobody who holds a slot loses it to the urgent cases because a week is edited, not even
// in a week of which nothing was held back before.
func TestAnEditHoldsBackNoSlotThatSomebodyHolds(t *testing.T) {
	b := aBureau(t)
	for _, week := range agenda.WeeksOf(2030)[10:20] {
		var booked []agenda.Slot
		for _, s := range b.slots(t) {
			if s.Date.Week() == week && s.State == agenda.SlotPlanned {
				b.book(t, s)
				booked = append(booked, s)
			}
		}
		draft, err := b.WeekPlan(background, week)
		if err != nil {
			t.Fatal(err)
		}
		edit := office.WeekEdit{Week: week}
		for _, d := range draft.Desks {
			for _, c := range d.Cells {
				edit.Cells = append(edit.Cells, agenda.PlanCell{Week: week, Desk: d.Desk.ID, Procedure: c.Procedure.Code, Slots: c.Slots + min(1, c.Room)})
			}
		}
		if _, err := b.EditWeek(background, edit); err != nil && agenda.CodeOf(err) != "PLAN-NO-ROOM" {
			t.Fatal(err)
		}
		after := byID(b.slots(t))
		for _, s := range booked {
			if after[s.ID] != s {
				t.Errorf("%s: %+v became %+v", week, s, after[s.ID])
			}
		}
	}
}
