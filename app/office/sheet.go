package office

import (
	"context"
	"io"
	"path/filepath"
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
		if err != nil {
			return err
		}
		// Before the file is in its place: no moment leaves without a trace.
		return o.exportedWith(ctx, "releases-"+string(format), map[string]any{"week": week.String(), "count": len(sheet.Releases)})
	})
	if err != nil {
		return nil, err
	}
	for _, remark := range remarks {
		o.log.Warn("releases written", "file", filepath.Base(path), "remark", voice.Say(remark))
	}
	return remarks, nil
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
	kept, err := drawnWeek(ctx, r, week)
	if err != nil {
		return publication.WeekSheet{}, err
	}
	house, err := loadHouse(ctx, r)
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
	for _, redraw := range kept.Redraws {
		sheet.Redraws = append(sheet.Redraws, publication.SheetRedraw{At: redraw.DrawnAt, Seal: redraw.Seal})
	}
	if sheet.Zone, err = zoneOf(house.Service.Territory); err != nil {
		return sheet, err
	}
	online, err := slotsInWords(ctx, r, house, week, voice)
	if err != nil {
		return sheet, err
	}
	for _, release := range scheduled(kept, standing.Patience, o.now()) {
		sheet.Releases = append(sheet.Releases, publication.SheetRelease{
			Release: release.Release, Number: release.Number, Standing: release.Standing, Replaced: release.Replaced,
			Online: online[release.ID],
		})
	}
	return sheet, sealEnvelopes(sheet.Releases, kept.Config)
}

// sealEnvelopes says when the envelope of each release is opened.
func sealEnvelopes(releases []publication.SheetRelease, config string) error {
	rules, err := publication.ReadConfig(strings.NewReader(config))
	if err != nil {
		return err
	}
	for i, envelope := range publication.Envelopes(releases, rules) {
		releases[i].Envelope = envelope
	}
	return nil
}

// slotsInWords returns what each release of a week puts online, as the service calls it.
func slotsInWords(ctx context.Context, r workspace.Reader, house House, week agenda.Week, voice *wording.Voice) (map[agenda.ReleaseID][]publication.SheetSlot, error) {
	slots, labels, err := labelledSlots(ctx, r, week)
	if err != nil {
		return nil, err
	}
	online := map[agenda.ReleaseID][]publication.SheetSlot{}
	for _, s := range slots {
		procedure, _ := house.Procedure(s.Procedure)
		line := publication.SheetSlot{
			ID: s.ID, Date: s.Date, Start: s.Start, Minutes: s.Minutes, Position: s.Position,
			Desk: house.DeskName(s.Desk), ProcedureCode: s.Procedure, Procedure: orText(procedure.Label, string(s.Procedure)),
		}
		if additional := labels[s.ID]; additional != "" {
			line.Additional = voice.Say(house.AdditionalName(additional))
		}
		online[s.Release] = append(online[s.Release], line)
	}
	return online, nil
}
