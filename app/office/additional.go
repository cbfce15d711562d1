package office

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// mostAdditional is the largest number of additional appointments asked for at once: far
// beyond any service.
const mostAdditional = 100_000

// PutAdditional keeps additional appointments that the year is asked for beside its
// targets, all or none: one without id is added, one with the id of another replaces it,
// and one that was removed comes back. It returns them with their ids. The plan follows
// when the year is planned the next time.
//
// Problems: ADDITIONAL-SLOTS, ADDITIONAL-PROCEDURE, ADDITIONAL-DAYS.
func (o *Office) PutAdditional(ctx context.Context, additional ...agenda.Additional) ([]agenda.Additional, error) {
	kept := slices.Clone(additional)
	if len(kept) == 0 {
		return nil, nil
	}
	err := o.editAdditional(ctx, func(w workspace.Writer, list []agenda.Additional) ([]agenda.Additional, error) {
		for i := range kept {
			if kept[i].ID == "" {
				kept[i].ID = agenda.AdditionalID(o.newID())
			}
			action := "additional-add"
			if slices.ContainsFunc(list, func(a agenda.Additional) bool { return a.ID == kept[i].ID }) {
				action = "additional-change"
			}
			if err := o.record(ctx, w, action, string(kept[i].ID), toldAdditional(kept[i])); err != nil {
				return nil, err
			}
		}
		return merged(list, kept, func(a agenda.Additional) agenda.AdditionalID { return a.ID }), nil
	})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// RemoveAdditional removes additional appointments, all or none, and returns them as they
// were: putting them undoes it. Their slots become ordinary ones of the plan.
//
// Problems: ADDITIONAL-UNKNOWN.
func (o *Office) RemoveAdditional(ctx context.Context, ids ...agenda.AdditionalID) ([]agenda.Additional, error) {
	var removed []agenda.Additional
	err := o.editAdditional(ctx, func(w workspace.Writer, list []agenda.Additional) ([]agenda.Additional, error) {
		for _, id := range ids {
			at := slices.IndexFunc(list, func(a agenda.Additional) bool { return a.ID == id })
			if at < 0 {
				return nil, agenda.NewProblem("ADDITIONAL-UNKNOWN", "ID", string(id))
			}
			removed = append(removed, list[at])
			list = slices.Delete(list, at, at+1)
			if err := o.record(ctx, w, "additional-remove", string(id), map[string]any{}); err != nil {
				return nil, err
			}
		}
		return list, nil
	})
	if err != nil {
		return nil, err
	}
	return removed, nil
}

// toldAdditional is what the journal says: not the name, which is free text.
func toldAdditional(a agenda.Additional) map[string]any {
	return map[string]any{"slots": a.Slots, "procedures": a.Procedures, "from": a.From, "to": a.To}
}

func (o *Office) editAdditional(ctx context.Context, edit func(workspace.Writer, []agenda.Additional) ([]agenda.Additional, error)) error {
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		house, err := loadHouse(ctx, w)
		if err != nil {
			return err
		}
		if house.Additional, err = edit(w, house.Additional); err != nil {
			return err
		}
		if err := house.checkAdditional(); err != nil {
			return err
		}
		return w.SetAdditional(ctx, house.Additional)
	})
	if err == nil {
		o.changed(AreaSetup, AreaPlan)
	}
	return err
}

// checkAdditional says which additional appointments cannot be.
func (h House) checkAdditional() error {
	for _, a := range h.Additional {
		if a.Slots < 1 || a.Slots > mostAdditional {
			return agenda.NewProblem("ADDITIONAL-SLOTS", "Slots", a.Slots, "Most", mostAdditional)
		}
		if !a.From.IsZero() && !a.To.IsZero() && a.To.Before(a.From) {
			return agenda.NewProblem("ADDITIONAL-DAYS", "From", a.From, "To", a.To)
		}
		if len(a.Procedures) == 0 {
			return agenda.NewProblem("ADDITIONAL-PROCEDURE", "Procedure", "")
		}
		for i, code := range a.Procedures {
			p, known := h.Procedure(code)
			if !known || p.WalkIn != nil || slices.Contains(a.Procedures[:i], code) {
				return agenda.NewProblem("ADDITIONAL-PROCEDURE", "Procedure", orText(p.Label, string(code)))
			}
		}
	}
	return nil
}

// merged returns a list with other entries: one with the id of another replaces it.
func merged[T any, ID ~string](list, other []T, id func(T) ID) []T {
	result := slices.Clone(list)
	for _, entry := range other {
		at := -1
		if of := id(entry); of != "" {
			at = slices.IndexFunc(result, func(e T) bool { return id(e) == of })
		}
		if at >= 0 {
			result[at] = entry
		} else {
			result = append(result, entry)
		}
	}
	return result
}
