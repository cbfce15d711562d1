package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// TestTheFirstSchemaIsFrozen: workspaces with it exist, so what changes is a migration
// of its own.
func TestTheFirstSchemaIsFrozen(t *testing.T) {
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(steps[0].script))
	if got := hex.EncodeToString(sum[:]); got != "7ed8bb747ec38a1fce05f777a16cbffd252328945b9d4615c46a12c64b5d6dcd" {
		t.Errorf("migration 0001 was edited: SHA-256 %s", got)
	}
}

// firstWorkspace makes a workspace of the first schema, with what its program wrote into
// the tables that later migrations change.
func firstWorkspace(t *testing.T) (path string) {
	t.Helper()
	env, err := present()
	if err != nil {
		t.Fatal(err)
	}
	env.steps = env.steps[:1]
	path = filepath.Join(t.TempDir(), "2026.creneaux")
	w, err := createIn(t.Context(), path, testOptions(), env)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`INSERT INTO service (only, name, prefecture, address, email, website, territory, year, appointments, permits)
		 VALUES (1, 'Service des étrangers', '', '[]', '', '', 'metropole', 2026, 15000, 12000)`,
		`INSERT INTO procedure (code, position, label, minutes, counted, target, no_show, permits_per_kept, urgent_reserve, walk_in, papers)
		 VALUES ('ten-year', 0, 'Dix ans', 20, 1, 0, 0, 0, 0, '{"mornings":["mon","tue"]}', '[]'), ('renewal', 1, 'Renouvellement', 20, 1, 9000, 0, 0, 0, NULL, '[]')`,
		`INSERT INTO desk (id, position, name) VALUES ('desk-1', 0, 'G1'), ('desk-2', 1, 'G2')`,
		`INSERT INTO desk_procedure (desk, position, procedure) VALUES ('desk-1', 0, 'renewal'), ('desk-1', 1, 'ten-year')`,
		`INSERT INTO session (desk, position, days, from_clock, to_clock, positions) VALUES ('desk-1', 0, '["mon"]', 540, 720, 2)`,
		`INSERT INTO closure (from_date, to_date, desk, reason) VALUES ('2026-08-03', '2026-08-14', 'desk-2', 'Travaux'), ('2026-05-15', '2026-05-15', NULL, 'Pont')`,
	} {
		if _, err := w.writer.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Update(t.Context(), func(w workspace.Writer) error { return w.Record(t.Context(), record("init", 1)) }); err != nil {
		t.Fatal(err)
	}
	closeNow(t, w)
	return path
}

func TestFirstWorkspacesAreBroughtUp(t *testing.T) {
	path := firstWorkspace(t)
	w := open(t, path, testOptions())
	wantSound(t, w)
	service := view(t, w, func(ctx context.Context, r workspace.Reader) (agenda.Service, error) { return r.Service(ctx) })
	if service.Name != "Service des étrangers" || service.SchoolZone != "" || service.Targets.Permits != 12000 {
		t.Errorf("service %+v", service)
	}
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Closure, error) { return r.Closures(ctx) }), []agenda.Closure{
		{ID: "closure-2", From: agenda.MustDate("2026-05-15"), To: agenda.MustDate("2026-05-15"), Reason: "Pont"},
		{ID: "closure-1", From: agenda.MustDate("2026-08-03"), To: agenda.MustDate("2026-08-14"), Desks: []agenda.DeskID{"desk-2"}, Reason: "Travaux"},
	})
	procedures := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Procedure, error) { return r.Procedures(ctx) })
	wantEqual(t, procedures[0].WalkIn, &agenda.WalkIn{Mornings: []agenda.Weekday{agenda.Monday, agenda.Tuesday}})
	desks := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Desk, error) { return r.Desks(ctx) })
	if len(desks) != 2 || desks[0].Sessions[0].Positions != 2 {
		t.Errorf("desks %+v", desks)
	}
	for name, count := range map[string]int{
		"absences": len(view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Absence, error) { return r.Absences(ctx) })),
		"changes": len(view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.SessionChange, error) {
			return r.SessionChanges(ctx)
		})),
		"school": len(view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.SchoolHoliday, error) {
			return r.SchoolHolidays(ctx)
		})),
	} {
		if count != 0 {
			t.Errorf("%d %s out of nothing", count, name)
		}
	}
	closeNow(t, w)

	// The backup beside it is the file of the first schema, and is brought up in its turn.
	before := strings.TrimSuffix(path, ".creneaux") + ".schema-1.2026-03-02T101700.creneaux"
	db := connect(readerDSN(before, true), 1)
	version, err := scalar[int](t.Context(), db, `PRAGMA user_version`)
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	if err != nil || version != 1 {
		t.Errorf("the backup has version %d (%v)", version, err)
	}
	wantSound(t, open(t, before, testOptions()))
}

func TestTheCalendarComesBack(t *testing.T) {
	w := create(t)
	day := agenda.MustDate
	closures := []agenda.Closure{
		{ID: "c1", From: day("2026-05-15"), To: day("2026-05-15"), Hours: agenda.Morning(), Reason: "réunion"},
		{ID: "c2", From: day("2026-08-01"), To: day("2026-08-15"), Hours: agenda.Hours{From: 600, To: 660}, Desks: []agenda.DeskID{"desk-1", "desk-2"}},
		{ID: "c3", From: day("2026-09-01"), To: day("2026-09-01"), Desks: []agenda.DeskID{"desk-1"}},
	}
	absences := []agenda.Absence{
		{ID: "a1", Desk: "desk-1", From: day("2026-03-02"), To: day("2026-03-06"), Positions: 1, Reason: "Formation de Mme Zyx"},
		{ID: "a2", Desk: "desk-2", From: day("2026-03-09"), To: day("2026-03-09"), Positions: 2, Hours: agenda.Afternoon()},
	}
	changes := []agenda.SessionChange{
		{ID: "s1", Desk: "desk-1", From: day("2026-06-01"), Sessions: testDesks[0].Sessions, Reason: "été"},
		{ID: "s2", Desk: "desk-1", From: day("2026-07-01"), To: day("2026-07-31")},
	}
	school := []agenda.SchoolHoliday{{ID: "h1", Zone: "C", Name: "Vacances d’essai", From: day("2026-02-21"), To: day("2026-03-08")}}
	set := func(ctx context.Context, w workspace.Writer) error {
		for _, err := range []error{
			w.SetClosures(ctx, closures), w.SetAbsences(ctx, absences), w.SetSessionChanges(ctx, changes), w.SetSchoolHolidays(ctx, school),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}
	wantAll := func(closures []agenda.Closure, absences []agenda.Absence, changes []agenda.SessionChange) {
		t.Helper()
		wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Closure, error) { return r.Closures(ctx) }), closures)
		wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Absence, error) { return r.Absences(ctx) }), absences)
		wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.SessionChange, error) {
			return r.SessionChanges(ctx)
		}), changes)
		wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.SchoolHoliday, error) {
			return r.SchoolHolidays(ctx)
		}), school)
		wantSound(t, w)
	}
	update(t, w, setUp)
	update(t, w, set)
	update(t, w, set) // again: lists are replaced
	wantAll(closures, absences, changes)

	// A desk that leaves takes what is its own with it, and closures of it alone do not
	// become closures of every desk.
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.SetDesks(ctx, testDesks[:1]) })
	rest := closures[1]
	rest.Desks = []agenda.DeskID{"desk-2"}
	wantAll([]agenda.Closure{closures[0], rest}, absences[1:], nil)
}
