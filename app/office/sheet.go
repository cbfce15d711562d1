package office

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// WriteReleases writes what the agent gets who puts the slots of a drawn week online, by
// the file's ending: the sealed sheet (.pdf), a workbook (.xlsx), the list that the
// platform imports (.csv), or a calendar with alarms (.ics). All of them tell the moments
// to come; the journal tells that they were asked for, and not what they are. The list
// for the platform has only what is still to be done, for it takes no slot back.
//
// The remarks say what did not come out as usual. Problems: FILE-ENDING, PUB-NOT-DRAWN,
// and PUB-NONE-LEFT where a list for the platform would be empty.
func (o *Office) WriteReleases(ctx context.Context, week agenda.Week, path string, voice *wording.Voice) (remarks []agenda.Message, err error) {
	format, err := formatOf(path, FormatPDF, FormatWorkbook, FormatCSV, FormatCalendar)
	if err != nil {
		return nil, err
	}
	sheet, err := view(ctx, o, func(r workspace.Reader) (publication.WeekSheet, error) { return o.weekSheet(ctx, r, week, voice) })
	if err != nil {
		return nil, err
	}
	if format == FormatCSV {
		if sheet, remarks, err = stillToDo(sheet); err != nil {
			return nil, err
		}
	}
	err = o.files.WriteFile(path, func(w io.Writer) error {
		told, err := o.writers.Releases(ctx, w, format, sheet, voice)
		remarks = append(remarks, told...)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, remark := range remarks {
		o.log.Warn("releases written", "file", filepath.Base(path), "remark", voice.Say(remark))
	}
	return remarks, o.exported(ctx, "releases-"+string(format), len(sheet.Releases))
}

// stillToDo leaves out of a sheet what is done, missed or replaced, and says so.
func stillToDo(sheet publication.WeekSheet) (publication.WeekSheet, []agenda.Message, error) {
	var coming []publication.SheetRelease
	over := 0
	for _, r := range sheet.Releases {
		switch {
		case r.ToDo():
			coming = append(coming, r)
		case !r.Replaced:
			over++
		}
	}
	if len(coming) == 0 {
		return sheet, nil, agenda.NewProblem("PUB-NONE-LEFT", "Week", sheet.Week)
	}
	sheet.Releases = coming
	if over == 0 {
		return sheet, nil, nil
	}
	return sheet, []agenda.Message{agenda.Msg("office.releases.left-out", "Count", over)}, nil
}

// weekSheet puts a drawn week into words.
func (o *Office) weekSheet(ctx context.Context, r workspace.Reader, week agenda.Week, voice *wording.Voice) (publication.WeekSheet, error) {
	house, err := loadHouse(ctx, r)
	if err != nil {
		return publication.WeekSheet{}, err
	}
	kept, err := drawnWeek(ctx, r, week)
	if err != nil {
		return publication.WeekSheet{}, err
	}
	standing, err := standingRules(ctx, r, o.now().Date())
	if err != nil {
		return publication.WeekSheet{}, err
	}
	sheet := publication.WeekSheet{
		Prefecture: house.Service.Prefecture, Service: house.Service.Name, Week: week,
		DrawnAt: kept.DrawnAt, Seal: kept.Seal, Patience: standing.Patience, WrittenAt: o.now(),
	}
	if sheet.Zone, err = zoneOf(house.Service.Territory); err != nil {
		return sheet, err
	}
	words := sheetWords{house: house, additional: voice.Text("office.releases.additional")}
	if sheet.Releases, err = o.sheetReleases(ctx, r, kept, sheet.Patience, words); err != nil {
		return sheet, err
	}
	rules, err := publication.ReadConfig(strings.NewReader(kept.Config))
	if err != nil {
		return sheet, err
	}
	for i, envelope := range publication.Envelopes(sheet.Releases, rules) {
		sheet.Releases[i].Envelope = envelope
	}
	return sheet, nil
}

// sheetReleases returns the releases of a week with the slots that go online with them.
func (o *Office) sheetReleases(ctx context.Context, r workspace.Reader, kept workspace.ReleaseWeek, patience publication.Patience, words sheetWords) ([]publication.SheetRelease, error) {
	slots := make([][]agenda.Slot, len(kept.Releases))
	for i, release := range kept.Releases {
		var err error
		if slots[i], err = r.Slots(ctx, workspace.SlotQuery{Release: release.ID}); err != nil {
			return nil, err
		}
	}
	labels, err := additionalOf(ctx, r, slots)
	if err != nil {
		return nil, err
	}
	releases := make([]publication.SheetRelease, len(kept.Releases))
	for i, release := range kept.Releases {
		releases[i] = publication.SheetRelease{
			Release: release, Number: i + 1, Replaced: !release.GivenUp.IsZero(),
			Standing: standingOf(release, o.now(), patience).Standing,
		}
		for _, s := range slots[i] {
			releases[i].Online = append(releases[i].Online, words.slot(s, labels[s.ID]))
		}
	}
	return releases, nil
}

// additionalOf says which of the slots of releases are additional appointments.
func additionalOf(ctx context.Context, r workspace.Reader, slots [][]agenda.Slot) (map[agenda.SlotID]agenda.AdditionalID, error) {
	plan, err := r.Plan(ctx)
	if err != nil || len(plan.Additional) == 0 {
		return nil, err
	}
	var days workspace.SlotQuery
	for _, s := range slices.Concat(slots...) {
		if days.From.IsZero() || s.Date.Before(days.From) {
			days.From = s.Date
		}
		if s.Date.After(days.To) {
			days.To = s.Date
		}
	}
	// The labels of a week depend on all of its slots.
	days.From, days.To = days.From.Week().Monday(), days.To.Week().Day(agenda.Sunday)
	all, err := r.Slots(ctx, days)
	return publication.LabelAdditional(all, plan.Additional), err
}

// sheetWords says what the service calls things.
type sheetWords struct {
	house      House
	additional string // additional appointments that nobody asks for any more
}

func (w sheetWords) slot(s agenda.Slot, additional agenda.AdditionalID) publication.SheetSlot {
	procedure, _ := w.house.Procedure(s.Procedure)
	return publication.SheetSlot{
		ID: s.ID, Date: s.Date, Start: s.Start, Minutes: s.Minutes, Position: s.Position,
		Desk: w.house.DeskName(s.Desk), ProcedureCode: s.Procedure, Procedure: orText(procedure.Label, string(s.Procedure)),
		Additional: w.additionalLabel(additional),
	}
}

func (w sheetWords) additionalLabel(id agenda.AdditionalID) string {
	if id == "" {
		return ""
	}
	for _, a := range w.house.Additional {
		if a.ID == id {
			return w.house.additionalLabel(a)
		}
	}
	return w.additional
}
