package sqlite

import (
	"context"
	"errors"
	"strings"

	"github.com/mattn/go-sqlite3"

	"creneaux/app/agenda"
)

// Check implements [workspace.Store]. It opens every sealed value, and compares the
// look-up columns of every applicant with the person.
func (w *Workspace) Check(ctx context.Context) (messages []agenda.Message, err error) {
	err = w.during(ctx, func() error {
		return w.inSnapshot(ctx, func(r *reader) error {
			messages, err = r.check(ctx)
			return err
		})
	})
	return messages, err
}

// check looks in every way, also after one of them met damage that it could not read
// over: the more a person knows, the better he can choose a backup.
func (r *reader) check(ctx context.Context) (messages []agenda.Message, err error) {
	for _, look := range []func(context.Context) ([]agenda.Message, error){
		r.checkFile, r.checkReferences, r.checkJournal, r.checkSealed, r.checkApplicants, r.checkPlan, r.checkReleases,
	} {
		found, err := look(ctx)
		if err != nil && !isDamage(err) {
			return nil, err
		}
		messages = append(messages, found...)
		if err != nil && len(messages) == 0 { // otherwise it has been said
			messages = append(messages, agenda.Msg("workspace.check.file", "Detail", err.Error()))
		}
	}
	return messages, nil
}

// isDamage reports whether SQLite could not read on: that is a finding, not a failure
// of the check.
func isDamage(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

func (r *reader) checkFile(ctx context.Context) (messages []agenda.Message, err error) {
	err = each(ctx, r.tx, `PRAGMA integrity_check`, func(row scanner) error {
		var detail string
		if err := row.Scan(&detail); err != nil {
			return err
		}
		detail = strings.Join(strings.Fields(strings.TrimPrefix(detail, "*** in database main ***")), " ")
		if detail != "ok" {
			messages = append(messages, agenda.Msg("workspace.check.file", "Detail", detail))
		}
		return nil
	})
	return messages, err
}

func (r *reader) checkReferences(ctx context.Context) ([]agenda.Message, error) {
	return query(ctx, r.tx, `SELECT "table", "parent", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2`,
		func(row scanner) (agenda.Message, error) {
			var table, parent string
			var count int
			err := row.Scan(&table, &parent, &count)
			return agenda.Msg("workspace.check.reference", "Table", table, "Parent", parent, "Count", count), err
		})
}

// sealedColumns are the sealed values and what each is bound to. Those of applicants
// are seen to by checkApplicants.
var sealedColumns = []struct {
	table     string
	domain    domain
	statement string // gives row and value
}{
	{"rejection", sealRejection, `SELECT i.id || '/' || j.position, j.sealed FROM rejection j JOIN import i ON i.pk = j.import`},
	{"applicant_before", sealApplicant, `SELECT a.id, b.sealed FROM applicant_before b JOIN applicant a ON a.pk = b.applicant WHERE b.sealed IS NOT NULL`},
	{"decision", sealDecision, `SELECT id, sealed FROM decision`},
	{"convocation", sealConvocation, `SELECT number, sealed FROM convocation`},
	{"release_week", sealSeed, `SELECT week, sealed FROM release_week`},
	{"release", sealMoment, `SELECT id, sealed FROM release`},
	{"release_redraw", sealSeed, `SELECT week || '/' || number, sealed FROM release_redraw`},
	{"release_redraw", sealAgain, `SELECT week || '/' || number, kept FROM release_redraw`},
	{"absence", sealAbsence, `SELECT id, sealed FROM absence`},
	{"scenario", sealScenario, `SELECT id, sealed FROM scenario`},
	{"plan_version", sealAdopted, `SELECT version, sealed FROM plan_version WHERE sealed IS NOT NULL`},
	{"secret", sealSecret, `SELECT name, sealed FROM secret`},
}

func (r *reader) checkSealed(ctx context.Context) (messages []agenda.Message, err error) {
	for _, column := range sealedColumns {
		closed := 0
		err := each(ctx, r.tx, column.statement, func(row scanner) error {
			var name string
			var sealed []byte
			if err := row.Scan(&name, &sealed); err != nil {
				return err
			}
			if _, err := r.keys.open(column.domain, name, sealed); err != nil {
				closed++
			}
			return nil
		})
		if err != nil {
			return messages, err
		}
		if closed > 0 {
			messages = append(messages, agenda.Msg("workspace.check.sealed", "Table", column.table, "Count", closed))
		}
	}
	return messages, nil
}

func (r *reader) checkApplicants(ctx context.Context) (messages []agenda.Message, err error) {
	var closed, misled int
	err = each(ctx, r.tx,
		`SELECT id, sealed, email_hash, number_hash, phone_hash FROM applicant WHERE sealed IS NOT NULL`,
		func(row scanner) error {
			var id agenda.ApplicantID
			var stored sealedApplicant
			if err := row.Scan(text(&id), &stored.sealed, &stored.emailHash, &stored.numberHash, &stored.phoneHash); err != nil {
				return err
			}
			a, err := r.keys.openApplicant(id, stored.sealed)
			switch {
			case err != nil:
				closed++
			case !stored.sameHashes(r.keys.hashApplicant(a)):
				misled++
			}
			return nil
		})
	if closed > 0 {
		messages = append(messages, agenda.Msg("workspace.check.sealed", "Table", "applicant", "Count", closed))
	}
	if misled > 0 {
		messages = append(messages, agenda.Msg("workspace.check.lookup", "Count", misled))
	}
	return messages, err
}
