package sqlite

import (
	"bytes"
	"context"
	"os"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

func TestAdditionalAppointmentsComeBack(t *testing.T) {
	w := create(t)
	additional := []agenda.Additional{
		{ID: "a2", Label: "Rattrapage", Procedures: []agenda.ProcedureCode{"renewal", "first"}, Slots: 500, To: agenda.MustDate("2026-05-31")},
		{ID: "a1", Procedures: []agenda.ProcedureCode{"first"}, Slots: 20, From: agenda.MustDate("2026-04-01"), To: agenda.MustDate("2026-06-30")},
		{ID: "a3", Procedures: []agenda.ProcedureCode{"first"}, Slots: 1},
	}
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		return w.SetAdditional(ctx, []agenda.Additional{additional[2], additional[1], additional[0]})
	})
	read := func() []agenda.Additional {
		return view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Additional, error) { return r.Additional(ctx) })
	}
	wantEqual(t, read(), additional)

	// What loses its last procedure goes with it.
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		var left []agenda.Procedure
		for _, p := range testProcedures {
			if p.Code != "first" {
				left = append(left, p)
			}
		}
		return w.SetProcedures(ctx, left)
	})
	additional[0].Procedures = additional[0].Procedures[:1]
	wantEqual(t, read(), additional[:1])
	wantSound(t, w)
}

func TestAPlanKeepsWhichSlotsAreAdditional(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	cell := agenda.PlanCell{Week: testWeek, Desk: "desk-1", Procedure: "first", Slots: 4}
	part := cell
	part.Slots = 3
	keep := func(cells []agenda.PlanCell, additional ...agenda.AdditionalCell) {
		update(t, w, func(ctx context.Context, w workspace.Writer) error {
			_, err := w.KeepPlan(ctx, workspace.PlanStep{
				PlanVersion: workspace.PlanVersion{At: now, By: "A", Cause: "made"}, Cells: cells, Additional: additional,
			})
			return err
		})
	}
	plan := func() workspace.PlanState {
		return view(t, w, func(ctx context.Context, r workspace.Reader) (workspace.PlanState, error) { return r.Plan(ctx) })
	}
	first := agenda.AdditionalCell{Additional: "a1", PlanCell: part}
	keep([]agenda.PlanCell{cell}, first)
	wantEqual(t, plan().Additional, []agenda.AdditionalCell{first})
	keep([]agenda.PlanCell{cell}) // the same numbers, of which none is additional
	wantEqual(t, plan().Additional, []agenda.AdditionalCell{})
	earlier := view(t, w, func(ctx context.Context, r workspace.Reader) (workspace.PlanState, error) {
		p, found, err := r.PlanOf(ctx, 1)
		if !found {
			t.Error("version 1 is not kept")
		}
		return p, err
	})
	wantEqual(t, earlier.Additional, []agenda.AdditionalCell{first})
	versions := view(t, w, func(ctx context.Context, r workspace.Reader) ([]workspace.PlanVersion, error) {
		return r.PlanVersions(ctx)
	})
	wantEqual(t, versions[0].Weeks, []agenda.Week{testWeek})
}

func TestScenariosComeBackAndAreSealed(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	kept := []workspace.Scenario{
		{ID: "s1", At: now, By: "A", Base: 3, Digest: "d1", Content: []byte("Congé de Mme Secret")},
		{ID: "s2", At: now, By: "B", Base: 4, Digest: "d2", Content: bytes.Repeat([]byte("x"), 50_000)},
	}
	put := func(s workspace.Scenario) {
		update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.PutScenario(ctx, s) })
	}
	put(kept[0])
	put(kept[1])
	read := func() []workspace.Scenario {
		return view(t, w, func(ctx context.Context, r workspace.Reader) ([]workspace.Scenario, error) { return r.Scenarios(ctx) })
	}
	wantEqual(t, read(), kept)
	kept[0].Base, kept[0].Content = 5, []byte("Congé de M. Secret")
	put(kept[0])
	wantEqual(t, read(), kept)
	wantSound(t, w)
	for _, path := range []string{w.Path(), w.Path() + "-wal"} {
		if file, err := os.ReadFile(path); err == nil && bytes.Contains(file, []byte("Secret")) {
			t.Errorf("a scenario stands in clear in %s", path)
		}
	}
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.DeleteScenario(ctx, "s1") })
	wantEqual(t, read(), kept[1:])
}

func TestTheDemandOfSchoolHolidaysComesBack(t *testing.T) {
	w := create(t)
	service := agenda.Service{Name: "S", Territory: "metropole", SchoolZone: "A", SchoolDemand: 0.8, Year: 2026}
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.SetService(ctx, service) })
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) (agenda.Service, error) { return r.Service(ctx) }), service)
}
