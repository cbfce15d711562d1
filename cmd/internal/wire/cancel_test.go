package wire_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/workspace"
	"creneaux/cmd/internal/wire"
)

// stopAfter cancels at the report of a number, as a person does who has had enough.
type stopAfter struct {
	reports int
	stop    context.CancelFunc
}

func (s *stopAfter) Report(agenda.Message, int, int) {
	if s.reports--; s.reports < 0 {
		s.stop()
	}
}

// stoppedAt returns a context and a progress that cancels it after some reports.
func stoppedAt(t *testing.T, reports int) (context.Context, *stopAfter) {
	t.Helper()
	ctx, stop := context.WithCancel(background)
	t.Cleanup(stop)
	return ctx, &stopAfter{reports, stop}
}

func TestACancelledDemoLeavesNoFile(t *testing.T) {
	for _, reports := range []int{0, 1, 5, 40, 80, 100, 110} {
		folder := t.TempDir()
		ctx, progress := stoppedAt(t, reports)
		o, err := wire.CreateDemo(ctx, wire.Options{Path: filepath.Join(folder, "demo.creneaux")},
			wire.Demo{Year: 2027, Today: agenda.MustDate("2027-03-10"), Bookings: 200, Seed: 1}, progress)
		if err == nil {
			_ = o.Close()
			if progress.reports < 0 {
				t.Errorf("cancelled after %d reports, and a demo was made", reports)
			}
			continue
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
			t.Errorf("cancelled after %d reports: %v, %v", reports, left, err)
		}
	}
}

func TestACancelledTaskChangesNothing(t *testing.T) {
	o, _ := planned(t)
	importFile(t, o, "first-semicolon-utf8bom.csv")
	state := func() any {
		plan := beside(t, o, func(r workspace.Reader) (workspace.PlanState, error) { return r.Plan(background) })
		return []any{everything(t, o), slotsOf(t, o, workspace.SlotQuery{}), plan, journal(t, o)}
	}
	before := state()
	out := filepath.Join(t.TempDir(), "lettres.pdf")
	for name, task := range map[string]func(context.Context, agenda.Progress) error{
		"import": func(ctx context.Context, p agenda.Progress) error {
			_, err := o.Import(ctx, office.ImportOptions{Path: filepath.Join(exports, "second.xlsx")}, p)
			return err
		},
		"plan": func(ctx context.Context, p agenda.Progress) error {
			_, err := o.Plan(ctx, office.PlanRequest{}, p)
			return err
		},
		"decide": func(ctx context.Context, p agenda.Progress) error {
			_, err := o.DecideAutomatic(ctx, p)
			return err
		},
		"letters": func(ctx context.Context, p agenda.Progress) error {
			s := office.Selection{From: agenda.MustDate("2026-03-02"), To: agenda.MustDate("2026-03-02")}
			_, err := o.WriteConvocations(ctx, s, out, office.FormatPDF, french(t), p)
			return err
		},
	} {
		for _, reports := range []int{0, 1, 2} {
			ctx, progress := stoppedAt(t, reports)
			if err := task(ctx, progress); err == nil {
				t.Errorf("%s cancelled after %d reports: no error", name, reports)
			}
			if name == "letters" && reports > 0 {
				before = state() // their numbers are kept before the file is written
				continue
			}
			if diff := cmp.Diff(before, state()); diff != "" {
				t.Fatalf("%s cancelled after %d reports:\n%s", name, reports, diff)
			}
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a cancelled file of letters is there")
	}
}
