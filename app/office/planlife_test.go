package office_test

import (
	"context"
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
	"creneaux/app/capacity"
	"creneaux/app/office"
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
	actions int
}

// encoders writes and reads no file.
type encoders struct{ office.Writers }

func (encoders) WriteFile(string, func(io.Writer) error) error { return nil }

// newBureau opens a copy of a workspace, or makes the small year's where there is none.
func newBureau(t testing.TB, folder string, copyOf []byte) *bureau {
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
		Store: store, Now: func() agenda.Moment { return b.now }, Random: rand.NewChaCha8([32]byte{byte(origin)}), Actor: "cheffe",
		NewID:  func() string { count++; return fmt.Sprintf("id-%d-%06d", origin, count) },
		Tables: struct{ office.TableReader }{}, Writers: encoders{}, Files: encoders{},
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
	b := newBureau(t, t.TempDir(), nil)
	t.Cleanup(func() { b.close(t) })
	b.plan(t, office.PlanRequest{})
	return b
}

// plannedFile returns the bytes of a workspace that has its year planned.
func plannedFile(t testing.TB) []byte {
	t.Helper()
	b := newBureau(t, t.TempDir(), nil)
	b.plan(t, office.PlanRequest{})
	b.close(t)
	file, err := os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func (b *bureau) plan(t testing.TB, request office.PlanRequest) office.PlanView {
	t.Helper()
	v, err := b.Plan(background, request, agenda.Silent{})
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
	b.actions++
	id := fmt.Sprint(b.actions)
	booking := agenda.Booking{
		ID: agenda.BookingID("booking-" + id), Reference: "RDV" + id, Slot: slot.ID, Desk: slot.Desk, Procedure: slot.Procedure,
		Date: slot.Date, Start: slot.Start, Status: agenda.BookingActive, Applicant: agenda.Applicant{ID: agenda.ApplicantID("person-" + id), Surname: "Ondo"},
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
		drawn := workspace.ReleaseWeek{ReleaseWeek: agenda.ReleaseWeek{Week: agenda.Week{Year: 2000 + b.actions/50, Number: 1 + b.actions%50}}, Releases: []agenda.Release{release}}
		drawn.Releases[0].Week = drawn.Week
		if err := w.PutReleaseWeek(background, drawn); err != nil {
			return err
		}
		if err := w.PutSlots(background, slots); err != nil {
			return err
		}
		return w.MarkReleased(background, release.ID, b.now)
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
	rapid.Check(t, func(rt *rapid.T) {
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

func (b *bureau) wantSound(t testing.TB, rt *rapid.T) {
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
