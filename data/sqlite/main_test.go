package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

var now = agenda.MustMoment("2026-03-02T10:17")

func testOptions() Options {
	return Options{Now: func() agenda.Moment { return now }, ApplicationVersion: "test"}
}

// create makes a workspace on disk that is closed when the test ends.
func create(t testing.TB) *Workspace {
	t.Helper()
	return createAt(t, filepath.Join(t.TempDir(), "2026.creneaux"), testOptions())
}

func createAt(t testing.TB, path string, opts Options) *Workspace {
	t.Helper()
	w, err := Create(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func open(t testing.TB, path string, opts Options) *Workspace {
	t.Helper()
	w, err := Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func closeNow(t testing.TB, w *Workspace) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func update(t testing.TB, w *Workspace, write func(ctx context.Context, w workspace.Writer) error) {
	t.Helper()
	if err := tryUpdate(w, write); err != nil {
		t.Fatal(err)
	}
}

func tryUpdate(w *Workspace, write func(ctx context.Context, w workspace.Writer) error) error {
	ctx := context.Background()
	return w.Update(ctx, func(tx workspace.Writer) error { return write(ctx, tx) })
}

func view[T any](t testing.TB, w *Workspace, read func(ctx context.Context, r workspace.Reader) (T, error)) (v T) {
	t.Helper()
	ctx := context.Background()
	err := w.View(ctx, func(r workspace.Reader) (err error) {
		v, err = read(ctx, r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func wantProblem(t testing.TB, err error, code string) {
	t.Helper()
	if agenda.CodeOf(err) != code {
		t.Fatalf("got %v, want the problem %s", err, code)
	}
}

func wantEqual(t testing.TB, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("-want +got\n%s", d)
	}
}

// wantSound runs Check, which every test may end with.
func wantSound(t testing.TB, w *Workspace) {
	t.Helper()
	messages, err := w.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(messages) > 0 {
		t.Fatalf("the check says %v", messages)
	}
}

// Sets a service of two desks and three procedures.
var (
	testProcedures = []agenda.Procedure{
		{Code: "renewal", Label: "Renouvellement", Minutes: 20, Counted: true, Target: 9000, NoShow: 0.1, PermitsPerKept: 0.8, UrgentReserve: 0.05,
			WalkIn: &agenda.WalkIn{Mornings: []agenda.Weekday{agenda.Monday}}, Papers: []string{"Passeport", "Photo d’identité"}},
		{Code: "first", Label: "Première demande", Minutes: 30, Counted: true, Target: 6000},
		{Code: "student", Label: "Étudiants", Minutes: 15},
	}
	testDesks = []agenda.Desk{
		{ID: "desk-2", Name: "G2", Procedures: []agenda.ProcedureCode{"renewal", "first"},
			Sessions: []agenda.Session{{Days: []agenda.Weekday{agenda.Monday, agenda.Tuesday}, From: 540, To: 720, Positions: 2}}},
		{ID: "desk-1", Name: "G1", Procedures: []agenda.ProcedureCode{"first"},
			Sessions: []agenda.Session{{Days: []agenda.Weekday{agenda.Friday}, From: 540, To: 720, Positions: 1}, {Days: []agenda.Weekday{agenda.Friday}, From: 780, To: 900, Positions: 3}}},
	}
	testWeek = agenda.MustWeek("2026-W10")
)

func setUp(ctx context.Context, w workspace.Writer) error {
	if err := w.SetService(ctx, agenda.Service{Name: "Service des étrangers", Address: []string{"1 place", "34000"}, Year: 2026,
		Territory: "metropole", Targets: agenda.Targets{Appointments: 15000, Permits: 12000}}); err != nil {
		return err
	}
	if err := w.SetProcedures(ctx, testProcedures); err != nil {
		return err
	}
	return w.SetDesks(ctx, testDesks)
}

// testSlot is the nth slot of 2 March 2026 and the days after.
func testSlot(n int) agenda.Slot {
	return agenda.Slot{
		ID: agenda.SlotID(fmt.Sprintf("slot-%05d", n)), Desk: testDesks[n%2].ID, Procedure: testProcedures[n%2].Code,
		Date: agenda.MustDate("2026-03-02").AddDays(n / 60), Start: agenda.Clock(540 + n%60*5), Minutes: 20, Position: 1, State: agenda.SlotPlanned,
	}
}

var (
	surnames = []string{"N’DIAYE", "Łukasiewicz", "de la Tour", "Nguyễn", "Müller-Öztürk", "El Amrani", "Dupont", "Çelik", "Ó Briain", "Đặng"}
	givens   = []string{"Aïssatou", "Zoë", "José María", "Fatoumata", "Jean-Noël", "Siân", "Bjørn", "Ştefan"}
)

// testBooking is the nth booking; all its personal fields are made from n.
func testBooking(n int) agenda.Booking {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	id := fmt.Sprintf("%05d", n)
	return agenda.Booking{
		ID: agenda.BookingID("booking-" + id), Reference: "RDV" + id, Desk: testDesks[n%2].ID, DeskName: testDesks[n%2].Name,
		Procedure: testProcedures[n%3].Code, Motive: testProcedures[n%3].Label,
		Date: agenda.MustDate("2026-03-02").AddDays(r.IntN(200)), Start: agenda.Clock(540 + 5*r.IntN(36)),
		Status: agenda.BookingActive, BookedAt: now - agenda.Moment(r.IntN(1e6)),
		Applicant: agenda.Applicant{
			ID: agenda.ApplicantID("applicant-" + id), Surname: surnames[r.IntN(len(surnames))], GivenNames: givens[r.IntN(len(givens))] + " " + letters(n),
			BirthDate: agenda.NewDate(1960+r.IntN(50), time.Month(1+r.IntN(12)), 1+r.IntN(28)), ForeignerNumber: fmt.Sprintf("%010d", n*7919),
			Email: "Person." + id + "@Example.org", Phone: fmt.Sprintf("06 12 %02d %02d %02d", n/10000, n/100%100, n%100), Postcode: "34000",
		},
	}
}

// letters writes a number in letters, for names.
func letters(n int) string {
	s := ""
	for ; n > 0 || s == ""; n /= 20 {
		s += string("abcdefghijklmnopqrst"[n%20])
	}
	return s
}

func testBookings(n int) []agenda.Booking {
	list := make([]agenda.Booking, n)
	for i := range list {
		list[i] = testBooking(i)
	}
	return list
}

func importOf(n int, bookings ...agenda.Booking) workspace.ImportApplication {
	return workspace.ImportApplication{
		Import: agenda.Import{ID: agenda.ImportID(fmt.Sprintf("import-%d", n)), Source: "platform", FileName: "export.csv", At: now, Rows: len(bookings), New: len(bookings)},
		New:    bookings,
	}
}

// filled makes a workspace with a service and n bookings.
func filled(t testing.TB, n int) *Workspace {
	t.Helper()
	w := create(t)
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, testBookings(n)...))
	})
	return w
}

func allBookings(t testing.TB, w *Workspace) []agenda.Booking {
	t.Helper()
	return view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Booking, error) {
		return r.Bookings(ctx, workspace.BookingQuery{Order: workspace.OrderReference})
	})
}

func record(action string, n int) workspace.JournalRecord {
	return workspace.JournalRecord{At: now, Actor: "agent", Action: action, Subject: fmt.Sprint(n), Detail: json.RawMessage(fmt.Sprintf(`{ "n": %d }`, n))}
}

// keepPlan keeps a plan of numbers whose slots are of no interest: those of weeks that
// were counted need not be there.
func keepPlan(ctx context.Context, w workspace.Writer, cells []agenda.PlanCell, locked []agenda.Week) error {
	step := workspace.PlanStep{PlanVersion: workspace.PlanVersion{At: now, By: "agent", Cause: "made", Policy: "fewest"}, Cells: cells, Locked: locked}
	for _, c := range cells {
		if !slices.Contains(step.Counted, c.Week) {
			step.Counted = append(step.Counted, c.Week)
		}
	}
	_, err := w.KeepPlan(ctx, step)
	return err
}

// dropSlots makes a version of the plan without some slots.
func dropSlots(ctx context.Context, w workspace.Writer, ids ...agenda.SlotID) error {
	step := workspace.PlanStep{PlanVersion: workspace.PlanVersion{At: now, Cause: "edited"}, Gone: ids}
	_, err := w.KeepPlan(ctx, step)
	return err
}

// testDrawn is a drawn week whose seal holds, with releases that nobody drew.
func testDrawn(week agenda.Week, releases ...agenda.Release) workspace.ReleaseWeek {
	seed, rules := [32]byte([]byte("secret-seed-secret-seed-secret-s")), publication.Default(week, nil)
	for i := range releases {
		releases[i].Week = week
	}
	return workspace.ReleaseWeek{
		ReleaseWeek: agenda.ReleaseWeek{Week: week, Config: string(rules.Canonical()), Seed: seed[:], Seal: publication.Seal(seed, rules), DrawnAt: now},
		Releases:    releases,
	}
}
