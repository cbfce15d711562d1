package office

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/wording"
)

// WritePlan writes the plan that stands: as a workbook, or for the printer as PDF, as the
// path ends.
//
// Problems: FILE-ENDING.
func (o *Office) WritePlan(ctx context.Context, path string, voice *wording.Voice) error {
	return o.writePlan(ctx, path, voice, o.PlanView)
}

// WritePlanAt writes an earlier version of the plan as [Office.WritePlan] does the one that
// stands; see [Office.PlanAt].
//
// Problems: FILE-ENDING, PLAN-VERSION.
func (o *Office) WritePlanAt(ctx context.Context, version int, path string, voice *wording.Voice) error {
	return o.writePlan(ctx, path, voice, func(ctx context.Context) (PlanView, error) { return o.PlanAt(ctx, version) })
}

func (o *Office) writePlan(ctx context.Context, path string, voice *wording.Voice, load func(context.Context) (PlanView, error)) error {
	format, err := formatOf(path, FormatWorkbook, FormatPDF)
	if err != nil {
		return err
	}
	plan, err := load(ctx)
	if err != nil {
		return err
	}
	versions, err := o.PlanVersions(ctx)
	if err != nil {
		return err
	}
	sheet := yearSheet(plan, versions, o.now())
	err = o.files.WriteFile(path, func(w io.Writer) error {
		remarks, err := o.writers.Plan(ctx, w, format, sheet, voice)
		for _, remark := range remarks {
			o.log.Warn("plan written", "file", filepath.Base(path), "remark", voice.Say(remark))
		}
		return err
	})
	if err != nil {
		return err
	}
	return o.exported(ctx, "plan-"+string(format), plan.Planned)
}

// formatOf tells the form of a file by its name's ending.
//
// Problem: FILE-ENDING.
func formatOf(path string, allowed ...Format) (Format, error) {
	ending := Format(strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")))
	if slices.Contains(allowed, ending) {
		return ending, nil
	}
	endings := make([]string, len(allowed))
	for i, f := range allowed {
		endings[i] = "." + string(f)
	}
	return "", agenda.NewProblem("FILE-ENDING", "File", filepath.Base(path), "Endings", endings)
}

// yearSheet lays a plan out as papers and workbooks show it, with the versions up to it.
func yearSheet(v PlanView, versions []PlanVersion, now agenda.Moment) capacity.YearSheet {
	sheet := capacity.YearSheet{
		Service: v.House.Service, Procedures: v.shownProcedures(), Desks: v.House.Desks,
		Version: v.Version, MadeAt: v.MadeAt, Policy: v.Policy, Reasons: v.Reasons, WrittenAt: now,
	}
	for _, w := range v.Weeks {
		week := capacity.SheetWeek{Week: w.Week, State: w.state(), Closed: w.Closed}
		for _, p := range sheet.Procedures {
			week.Slots = append(week.Slots, w.ByProcedure[p.Code])
		}
		for _, d := range sheet.Desks {
			use := w.ByDesk[d.ID]
			week.Desks = append(week.Desks, capacity.SheetHours{Open: use.OpenMinutes, Used: use.UsedMinutes})
		}
		sheet.Weeks = append(sheet.Weeks, week)
	}
	for _, a := range v.Additional {
		sheet.Additional = append(sheet.Additional, capacity.SheetAdditional{
			Label: v.House.additionalLabel(a), From: a.From, To: a.To, Asked: a.Slots, Placed: v.Placed[a.ID],
		})
	}
	for _, version := range versions {
		if version.Version > v.Version {
			continue
		}
		if version.Version == v.Version {
			sheet.By = version.By
		}
		sheet.Versions = append(sheet.Versions, capacity.SheetVersion{
			Version: version.Version, At: version.At, By: version.By, Cause: version.cause(), Why: version.Why, Weeks: len(version.Weeks),
			Planned: version.Planned, Permits: version.ExpectedPermits, Added: version.Added, Removed: version.Removed,
		})
	}
	return sheet
}

// additionalLabel names additional appointments, by their procedures where nobody did.
func (h House) additionalLabel(a agenda.Additional) string {
	if a.Label != "" {
		return a.Label
	}
	labels := make([]string, len(a.Procedures))
	for i, code := range a.Procedures {
		p, _ := h.Procedure(code)
		labels[i] = orText(p.Label, string(code))
	}
	return strings.Join(labels, ", ")
}

// shownProcedures returns the procedures that have slots or a target, the counted ones
// first.
func (v PlanView) shownProcedures() []agenda.Procedure {
	var counted, others []agenda.Procedure
	for _, p := range v.House.Procedures {
		switch {
		case v.ByProcedure[p.Code] == 0 && (p.Target == 0 || p.WalkIn != nil):
		case p.Counted:
			counted = append(counted, p)
		default:
			others = append(others, p)
		}
	}
	return append(counted, others...)
}

func (w PlanWeek) state() capacity.WeekState {
	switch {
	case w.Past:
		return capacity.WeekPast
	case w.Locked:
		return capacity.WeekLocked
	case w.Kept:
		return capacity.WeekKept
	}
	return capacity.WeekFree
}

// cause says what made a version.
func (v PlanVersion) cause() agenda.Message {
	switch v.Cause {
	case PlanMade:
		return agenda.Msg("office.version.made")
	case PlanEdited:
		return agenda.Msg("office.version.edited")
	case PlanLocked:
		return agenda.Msg("office.version.locked")
	case PlanUnlocked:
		return agenda.Msg("office.version.unlocked")
	case PlanAdopted:
		return agenda.Msg("office.version.adopted", "Scenario", v.Scenario)
	case PlanRestored:
		return agenda.Msg("office.version.restored", "Version", v.Restored)
	}
	return agenda.Message{}
}
