package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"creneaux/app/agenda"
	"creneaux/app/intake"
)

// storedRejection is what of a rejection is sealed: the value, which may be personal,
// and all that could repeat it.
type storedRejection struct {
	Reference string        `json:"reference,omitempty"`
	Column    string        `json:"column,omitempty"`
	Value     string        `json:"value,omitempty"`
	Reason    storedMessage `json:"reason"`
}

func rejectionRow(id agenda.ImportID, position int) string { return fmt.Sprintf("%s/%d", id, position) }

// Rejections implements [workspace.Reader]; they come in the order of the import.
func (r *reader) Rejections(ctx context.Context, id agenda.ImportID) ([]intake.Rejection, error) {
	return query(ctx, r.tx,
		`SELECT j.position, j.line, j.sealed FROM import i JOIN rejection j ON j.import = i.pk WHERE i.id = ? ORDER BY j.position`,
		func(row scanner) (rejection intake.Rejection, err error) {
			var position int
			var sealed []byte
			if err := row.Scan(&position, &rejection.Line, &sealed); err != nil {
				return rejection, err
			}
			plain, err := r.keys.open(sealRejection, rejectionRow(id, position), sealed)
			if err != nil {
				return rejection, err
			}
			var stored storedRejection
			err = json.Unmarshal(plain, &stored)
			rejection.Reference, rejection.Column, rejection.Value = stored.Reference, stored.Column, stored.Value
			rejection.Reason = agenda.Message(stored.Reason)
			return rejection, err
		}, id)
}

func (w *writer) putRejections(ctx context.Context, importPK int64, id agenda.ImportID, rejections []intake.Rejection) error {
	return forEach(ctx, rejections, func(ctx context.Context, position int, r intake.Rejection) error {
		plain, err := json.Marshal(storedRejection{r.Reference, r.Column, r.Value, storedMessage(r.Reason)})
		if err != nil {
			return err
		}
		sealed, err := w.keys.seal(sealRejection, rejectionRow(id, position), plain)
		if err != nil {
			return err
		}
		return w.exec(ctx, `INSERT INTO rejection (import, position, line, sealed) VALUES (?, ?, ?, ?)`, importPK, position, r.Line, sealed)
	})
}
