package sqlite

import (
	"context"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

func withJournal(t testing.TB, n int) *Workspace {
	t.Helper()
	w := create(t)
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		for i := range n {
			if err := w.Record(ctx, record("plan", i+1)); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

func TestJournalComesBackNewestFirst(t *testing.T) {
	w := withJournal(t, 5)
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.Record(ctx, workspace.JournalRecord{At: now})
	})
	page := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.JournalEntry, error) {
		return r.Journal(ctx, 1, 2)
	})
	if len(page) != 2 || page[0].Sequence != 5 || page[0].Detail != `{"n":5}` || page[0].Subject != "5" || len(page[0].Hash) != 64 || page[1].Sequence != 4 {
		t.Errorf("got %+v", page)
	}
	all := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.JournalEntry, error) {
		return r.Journal(ctx, 0, 0)
	})
	if len(all) != 6 || all[0].Detail != "{}" {
		t.Errorf("got %+v", all)
	}
	err := tryUpdate(w, func(ctx context.Context, w workspace.Writer) error {
		return w.Record(ctx, workspace.JournalRecord{Detail: []byte("{")})
	})
	if err == nil {
		t.Error("a detail that is no JSON was recorded")
	}
	wantSound(t, w)
}

func TestJournalRefusesChanges(t *testing.T) {
	w := withJournal(t, 2)
	for _, statement := range []string{`UPDATE journal SET actor = 'x'`, `DELETE FROM journal`, `DELETE FROM journal WHERE sequence = 2`} {
		if _, err := w.writer.Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// TestAnyTamperingWithTheJournalIsFound alters the file as somebody would who has it
// but not the key, then puts it back.
func TestAnyTamperingWithTheJournalIsFound(t *testing.T) {
	const entries = 12
	w := withJournal(t, entries)
	for _, trigger := range []string{"journal_no_update", "journal_no_delete"} {
		if _, err := w.writer.Exec(`DROP TRIGGER ` + trigger); err != nil {
			t.Fatal(err)
		}
	}
	stop := errors.New("put back")
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, entries).Draw(rt, "entry")
		statement := rapid.SampledFrom([]string{
			`UPDATE journal SET at = at + 1 WHERE sequence = ?`,
			`UPDATE journal SET actor = actor || 'x' WHERE sequence = ?`,
			`UPDATE journal SET action = subject, subject = action WHERE sequence = ?`,
			`UPDATE journal SET actor = actor || substr(action, 1, 1), action = substr(action, 2) WHERE sequence = ?`,
			`UPDATE journal SET subject = '' WHERE sequence = ?`,
			`UPDATE journal SET detail = '{}' WHERE sequence = ?`,
			`UPDATE journal SET hash = zeroblob(32) WHERE sequence = ?`,
			`UPDATE journal SET sequence = sequence + 100 WHERE sequence = ?`,
			`DELETE FROM journal WHERE sequence = ?`,
			`DELETE FROM journal WHERE sequence >= ?`,
		}).Draw(rt, "tampering")
		err := tryUpdate(w, func(ctx context.Context, tx workspace.Writer) error {
			inside := tx.(*writer)
			if err := inside.exec(ctx, statement, n); err != nil {
				return err
			}
			messages, err := inside.checkJournal(ctx)
			if err != nil {
				return err
			}
			if len(messages) == 0 {
				rt.Fatalf("%s on %d was not found", statement, n)
			}
			return stop
		})
		if !errors.Is(err, stop) {
			rt.Fatal(err)
		}
	})
	wantSound(t, w)
}

func TestJournalWrittenAnewIsFound(t *testing.T) {
	w := withJournal(t, 3)
	other := withJournal(t, 2)
	forged := view(t, other, func(ctx context.Context, r workspace.Reader) ([]agenda.JournalEntry, error) {
		return r.Journal(ctx, 0, 0)
	})
	err := tryUpdate(w, func(ctx context.Context, tx workspace.Writer) error {
		inside := tx.(*writer)
		before := chainStart(inside.workspace)
		if err := inside.exec(ctx, `DROP TRIGGER journal_no_delete`); err != nil {
			return err
		}
		if err := inside.exec(ctx, `DELETE FROM journal`); err != nil {
			return err
		}
		for i := len(forged) - 1; i >= 0; i-- { // a chain of hashes that fits
			e := forged[i]
			before = chainHash(before, e)
			if err := inside.exec(ctx, `INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)`, e.Sequence, e.At, e.Actor, e.Action, e.Subject, e.Detail, before); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	messages, err := w.Check(t.Context())
	if err != nil || len(messages) != 1 || messages[0].Key != "workspace.check.journal_end" {
		t.Errorf("got %v (%v)", messages, err)
	}
}

func TestCheckFindsWhatDoesNotOpen(t *testing.T) {
	w := filled(t, 4)
	for statement, want := range map[string]string{
		`UPDATE applicant SET sealed = (SELECT sealed FROM applicant WHERE id = 'applicant-00000') WHERE id = 'applicant-00001'`: "workspace.check.sealed",
		`UPDATE applicant SET phone_hash = zeroblob(16) WHERE id = 'applicant-00002'`:                                            "workspace.check.lookup",
	} {
		if _, err := w.writer.Exec(statement); err != nil {
			t.Fatal(err)
		}
		messages, err := w.Check(t.Context())
		found := false
		for _, m := range messages {
			found = found || m.Key == want && m.Args["Count"] == 1
		}
		if err != nil || !found {
			t.Errorf("%s: %v (%v)", statement, messages, err)
		}
	}
	err := w.View(t.Context(), func(r workspace.Reader) error {
		_, err := r.Bookings(t.Context(), workspace.BookingQuery{})
		return err
	})
	wantProblem(t, err, "WS-DAMAGED")
}

func TestCheckFindsBrokenReferences(t *testing.T) {
	w := filled(t, 2)
	for _, statement := range []string{`PRAGMA foreign_keys = OFF`, `DELETE FROM import`, `PRAGMA foreign_keys = ON`} {
		if _, err := w.writer.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	messages, err := w.Check(t.Context())
	if err != nil || len(messages) != 2 || messages[0].Key != "workspace.check.reference" {
		t.Errorf("got %v (%v)", messages, err)
	}
}
