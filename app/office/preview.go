package office

import (
	"context"

	"creneaux/app/intake"
)

// ReadTable reads a file as rows of cells without asking what its columns mean, for a
// person to show where the titles are when no title is known.
func (o *Office) ReadTable(ctx context.Context, path string) (intake.Table, error) {
	table, _, err := o.tables.ReadTable(ctx, path)
	return table, err
}
