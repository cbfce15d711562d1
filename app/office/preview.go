package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/intake"
)

// Preview reads a file, or the named sheet of it, as rows of cells and guesses its columns, without asking whether
// they suffice for bookings: for a person to say what the program cannot. Where no
// title is known the proposal is empty.
func (o *Office) Preview(ctx context.Context, path, sheet string) (intake.Table, intake.Proposal, error) {
	table, _, err := o.tables.ReadTable(ctx, path)
	if err != nil {
		return table, intake.Proposal{}, err
	}
	if table, err = o.chooseSheet(table, sheet, nil); err != nil {
		return table, intake.Proposal{}, err
	}
	proposal, err := intake.Guess(table, o.reference.Columns)
	if agenda.CodeOf(err) == "IMPORT-HEADER" {
		return table, intake.Proposal{}, nil
	}
	return table, proposal, err
}
