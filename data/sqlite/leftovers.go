package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"creneaux/app/agenda"
	"creneaux/app/intake"
)

// The table rejection holds the rows of an export that gave no booking. The first of an
// import may be its titles: what the cells of the others stand under.

// leftoverKind is which row of an export a stored one is.
type leftoverKind string

const (
	leftoverRejected leftoverKind = "" // also those kept without their cells by earlier versions
	leftoverPassed   leftoverKind = "passed"
	leftoverTitles   leftoverKind = "titles"
)

// storedLeftover is what of a row is sealed: its cells, which may be personal, and all
// that could repeat them.
type storedLeftover struct {
	Kind      leftoverKind  `json:"kind,omitempty"`
	Reference string        `json:"reference,omitempty"`
	Column    string        `json:"column,omitempty"`
	Value     string        `json:"value,omitempty"`
	Reason    storedMessage `json:"reason"`
	Cells     []string      `json:"cells,omitempty"`
}

func leftoverRow(id agenda.ImportID, position int) string { return fmt.Sprintf("%s/%d", id, position) }

// Leftovers implements [workspace.Reader].
func (r *reader) Leftovers(ctx context.Context, id agenda.ImportID) (intake.Leftovers, error) {
	var all intake.Leftovers
	err := each(ctx, r.tx,
		`SELECT j.position, j.line, j.sealed FROM import i JOIN rejection j ON j.import = i.pk WHERE i.id = ? ORDER BY j.position`,
		func(row scanner) error {
			var position, line int
			var sealed []byte
			if err := row.Scan(&position, &line, &sealed); err != nil {
				return err
			}
			plain, err := r.keys.open(sealRejection, leftoverRow(id, position), sealed)
			if err != nil {
				return err
			}
			var stored storedLeftover
			if err := json.Unmarshal(plain, &stored); err != nil {
				return err
			}
			left := intake.Rejection{
				Line: line, Reference: stored.Reference, Column: stored.Column, Value: stored.Value,
				Reason: agenda.Message(stored.Reason), Cells: stored.Cells,
			}
			switch stored.Kind {
			case leftoverTitles:
				all.Titles = stored.Cells
			case leftoverPassed:
				all.Passed = append(all.Passed, left)
			default:
				all.Rejected = append(all.Rejected, left)
			}
			return nil
		}, id)
	return all, err
}

func (w *writer) putLeftovers(ctx context.Context, importPK int64, id agenda.ImportID, all intake.Leftovers) error {
	var rows []storedLeftover
	var lines []int
	add := func(kind leftoverKind, left ...intake.Rejection) {
		for _, r := range left {
			rows = append(rows, storedLeftover{kind, r.Reference, r.Column, r.Value, storedMessage(r.Reason), r.Cells})
			lines = append(lines, r.Line)
		}
	}
	if len(all.Rejected)+len(all.Passed) == 0 {
		return nil
	}
	if len(all.Titles) > 0 {
		add(leftoverTitles, intake.Rejection{Cells: all.Titles})
	}
	add(leftoverRejected, all.Rejected...)
	add(leftoverPassed, all.Passed...)
	return forEach(ctx, rows, func(ctx context.Context, position int, row storedLeftover) error {
		plain, err := json.Marshal(row)
		if err != nil {
			return err
		}
		sealed, err := w.keys.seal(sealRejection, leftoverRow(id, position), plain)
		if err != nil {
			return err
		}
		return w.exec(ctx, `INSERT INTO rejection (import, position, line, sealed) VALUES (?, ?, ?, ?)`, importPK, position, lines[position], sealed)
	})
}
