package office

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/intake"
	"creneaux/app/workspace"
)

// CalendarWeek is a week of the service, day by day and desk by desk.
type CalendarWeek struct {
	Week     agenda.Week
	Holidays []calendar.Holiday
	School   []agenda.SchoolHoliday // of the service's zone, or of all where it has none
	Desks    []DeskDays
}

// DeskDays are the seven days of a desk.
type DeskDays struct {
	Desk agenda.Desk
	Days []calendar.Day
}

// CalendarWeek returns when the desks are open in a week, and what is not as usual.
func (o *Office) CalendarWeek(ctx context.Context, week agenda.Week) (CalendarWeek, error) {
	house, err := o.House(ctx)
	if err != nil {
		return CalendarWeek{}, err
	}
	days, err := house.Calendar()
	if err != nil {
		return CalendarWeek{}, err
	}
	w := CalendarWeek{
		Week: week, Holidays: days.HolidaysOf(week),
		School: calendar.SchoolHolidaysOf(house.SchoolHolidays, week, house.Service.SchoolZone),
	}
	for _, d := range house.Desks {
		w.Desks = append(w.Desks, DeskDays{d, days.Days(d, week, house.Procedures)})
	}
	return w, nil
}

// Bridges returns the bridges of the weeks of a year; those on which every desk is closed
// already say so. Closing on one is an ordinary closure, see [Office.PutClosures].
func (o *Office) Bridges(ctx context.Context, year int) ([]calendar.Bridge, error) {
	house, err := o.House(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := calendar.Holidays(house.Service.Territory, year); err != nil {
		return nil, err
	}
	days, err := house.Calendar()
	if err != nil {
		return nil, err
	}
	weeks := agenda.WeeksOf(year)
	return days.Bridges(weeks[0].Monday(), weeks[len(weeks)-1].Day(agenda.Sunday)), nil
}

// entry is one kind of entry of the calendar.
type entry[T any, ID ~string] struct {
	name string // begins the actions in the journal
	list func(*Timetable) *[]T
	id   func(*T) *ID
	tell func(T) map[string]any // for the journal: no reasons, which may name somebody
}

var (
	closureEntry = entry[agenda.Closure, agenda.ClosureID]{
		"closure", func(t *Timetable) *[]agenda.Closure { return &t.Closures },
		func(c *agenda.Closure) *agenda.ClosureID { return &c.ID },
		func(c agenda.Closure) map[string]any {
			return map[string]any{"from": c.From, "to": c.To, "hours": toldHours(c.Hours), "desks": c.Desks}
		},
	}
	absenceEntry = entry[agenda.Absence, agenda.AbsenceID]{
		"absence", func(t *Timetable) *[]agenda.Absence { return &t.Absences },
		func(a *agenda.Absence) *agenda.AbsenceID { return &a.ID },
		func(a agenda.Absence) map[string]any {
			return map[string]any{"from": a.From, "to": a.To, "hours": toldHours(a.Hours), "desk": a.Desk, "positions": a.Positions}
		},
	}
	changeEntry = entry[agenda.SessionChange, agenda.ChangeID]{
		"sessions", func(t *Timetable) *[]agenda.SessionChange { return &t.Changes },
		func(c *agenda.SessionChange) *agenda.ChangeID { return &c.ID },
		func(c agenda.SessionChange) map[string]any {
			return map[string]any{"from": c.From, "to": c.To, "desk": c.Desk, "sessions": c.Sessions}
		},
	}
	schoolEntry = entry[agenda.SchoolHoliday, agenda.SchoolHolidayID]{
		"school-holiday", func(t *Timetable) *[]agenda.SchoolHoliday { return &t.SchoolHolidays },
		func(h *agenda.SchoolHoliday) *agenda.SchoolHolidayID { return &h.ID },
		func(h agenda.SchoolHoliday) map[string]any {
			return map[string]any{"from": h.From, "to": h.To, "zone": h.Zone}
		},
	}
)

func toldHours(h agenda.Hours) string {
	if h.Whole() {
		return "day"
	}
	return h.From.String() + "-" + h.To.String()
}

// PutClosures keeps closures, all or none: one without id is added, one with the id of
// another replaces it, and one that was removed comes back. It returns them with their
// ids.
//
// Problems: CAL-DESK, those of [calendar.Of].
func (o *Office) PutClosures(ctx context.Context, closures ...agenda.Closure) ([]agenda.Closure, error) {
	return put(ctx, o, closureEntry, closures)
}

// RemoveClosures removes closures, all or none, and returns them as they were: putting
// them undoes it.
//
// Problems: CAL-UNKNOWN.
func (o *Office) RemoveClosures(ctx context.Context, ids ...agenda.ClosureID) ([]agenda.Closure, error) {
	return remove(ctx, o, closureEntry, ids)
}

// PutAbsences keeps absences, as [Office.PutClosures] does closures.
func (o *Office) PutAbsences(ctx context.Context, absences ...agenda.Absence) ([]agenda.Absence, error) {
	return put(ctx, o, absenceEntry, absences)
}

// RemoveAbsences removes absences, as [Office.RemoveClosures] does closures.
func (o *Office) RemoveAbsences(ctx context.Context, ids ...agenda.AbsenceID) ([]agenda.Absence, error) {
	return remove(ctx, o, absenceEntry, ids)
}

// PutSessionChanges keeps dated changes of sessions, as [Office.PutClosures] does
// closures.
func (o *Office) PutSessionChanges(ctx context.Context, changes ...agenda.SessionChange) ([]agenda.SessionChange, error) {
	return put(ctx, o, changeEntry, changes)
}

// RemoveSessionChanges removes dated changes of sessions, as [Office.RemoveClosures] does
// closures.
func (o *Office) RemoveSessionChanges(ctx context.Context, ids ...agenda.ChangeID) ([]agenda.SessionChange, error) {
	return remove(ctx, o, changeEntry, ids)
}

// PutSchoolHolidays keeps rows of the table of school holidays, as [Office.PutClosures]
// does closures. The plan does not look at them: they are told beside it.
func (o *Office) PutSchoolHolidays(ctx context.Context, holidays ...agenda.SchoolHoliday) ([]agenda.SchoolHoliday, error) {
	return put(ctx, o, schoolEntry, holidays)
}

// RemoveSchoolHolidays removes rows of that table, as [Office.RemoveClosures] does
// closures.
func (o *Office) RemoveSchoolHolidays(ctx context.Context, ids ...agenda.SchoolHolidayID) ([]agenda.SchoolHoliday, error) {
	return remove(ctx, o, schoolEntry, ids)
}

// SetSchoolZone says in which zone the service's schools are; "" for none. It returns
// what was said before.
//
// Problems: CAL-ZONE.
func (o *Office) SetSchoolZone(ctx context.Context, zone string) (before string, err error) {
	if zone != "" && !slices.Contains(agenda.SchoolZones(), zone) {
		return "", agenda.NewProblem("CAL-ZONE", "Zone", zone)
	}
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		service, err := w.Service(ctx)
		if err != nil {
			return err
		}
		before, service.SchoolZone = service.SchoolZone, zone
		if err := w.SetService(ctx, service); err != nil {
			return err
		}
		return o.record(ctx, w, "school-zone", zone, map[string]any{"before": before})
	})
	if err == nil {
		o.changed(AreaSetup)
	}
	return before, err
}

func put[T any, ID ~string](ctx context.Context, o *Office, e entry[T, ID], entries []T) ([]T, error) {
	kept := slices.Clone(entries)
	if len(kept) == 0 {
		return nil, nil
	}
	err := o.editTimetable(ctx, func(w workspace.Writer, t *Timetable) error {
		for i := range kept {
			action := "-add"
			if *e.id(&kept[i]) == "" {
				*e.id(&kept[i]) = ID(o.newID())
			}
			list := e.list(t)
			at := slices.IndexFunc(*list, func(other T) bool { return *e.id(&other) == *e.id(&kept[i]) })
			if at >= 0 {
				action, (*list)[at] = "-change", kept[i]
			} else {
				*list = append(*list, kept[i])
			}
			if err := o.record(ctx, w, e.name+action, string(*e.id(&kept[i])), e.tell(kept[i])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

func remove[T any, ID ~string](ctx context.Context, o *Office, e entry[T, ID], ids []ID) ([]T, error) {
	var removed []T
	err := o.editTimetable(ctx, func(w workspace.Writer, t *Timetable) error {
		for _, id := range ids {
			list := e.list(t)
			at := slices.IndexFunc(*list, func(other T) bool { return *e.id(&other) == id })
			if at < 0 {
				return agenda.NewProblem("CAL-UNKNOWN", "ID", string(id))
			}
			removed = append(removed, (*list)[at])
			*list = slices.Delete(*list, at, at+1)
			if err := o.record(ctx, w, e.name+"-remove", string(id), map[string]any{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return removed, nil
}

// editTimetable changes the calendar in one transaction, if what comes out can be.
func (o *Office) editTimetable(ctx context.Context, edit func(workspace.Writer, *Timetable) error) error {
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		house, err := loadHouse(ctx, w)
		if err != nil {
			return err
		}
		if err := edit(w, &house.Timetable); err != nil {
			return err
		}
		if err := house.checkTimetable(); err != nil {
			return err
		}
		return house.keep(ctx, w)
	})
	if err == nil {
		o.changed(AreaSetup, AreaPlan)
	}
	return err
}

// checkTimetable says what in the calendar cannot be.
func (h House) checkTimetable() error {
	var desks []agenda.DeskID
	for _, c := range h.Closures {
		desks = append(desks, c.Desks...)
	}
	for _, a := range h.Absences {
		desks = append(desks, a.Desk)
	}
	for _, c := range h.Changes {
		desks = append(desks, c.Desk)
	}
	for _, id := range desks {
		if !slices.ContainsFunc(h.Desks, func(d agenda.Desk) bool { return d.ID == id }) {
			return agenda.NewProblem("CAL-DESK", "Desk", string(id))
		}
	}
	if _, err := h.Calendar(); err != nil {
		return err
	}
	return calendar.CheckSchoolHolidays(h.SchoolHolidays)
}

// CalendarImport says what a list of absences or of school holidays brought, or would
// bring.
type CalendarImport struct {
	File     string
	Rows     int // data rows in the file
	Known    int // of what they tell, what the calendar has already
	Passed   int // rows that are nobody's business here: other zones, teachers
	Rejected []intake.Rejection
	Columns  []string // titles of the columns that were read
	Unread   []string // titles of the others
	DryRun   bool
	// What is new; with ids where it was kept. Removing these undoes the import.
	Absences       []agenda.Absence
	SchoolHolidays []agenda.SchoolHoliday
}

// ImportAbsences reads a list of absences and keeps those that the calendar does not have
// yet: all of them, or, where a row cannot be read, none. Who is absent is not read. The
// result tells every row, also beside the problem CAL-IMPORT-REJECTED.
//
// Problems: CAL-IMPORT-REJECTED, those of [intake.ReadAbsences] and of the table's reader.
func (o *Office) ImportAbsences(ctx context.Context, path string, dryRun bool) (CalendarImport, error) {
	house, table, err := o.loadList(ctx, path)
	if err != nil {
		return CalendarImport{}, err
	}
	reading, err := intake.ReadAbsences(ctx, table, house.Desks)
	if err != nil {
		return CalendarImport{}, err
	}
	result := CalendarImport{
		File: table.File, Rows: reading.Rows, Rejected: reading.Rejected, Columns: reading.Columns, Unread: reading.Unread, DryRun: dryRun,
	}
	result.Absences = missing(house.Absences, reading.Absences, func(a agenda.Absence) agenda.Absence { a.ID = ""; return a })
	result.Known = len(reading.Absences) - len(result.Absences)
	if err := result.mayKeep(); err != nil || dryRun {
		return result, err
	}
	result.Absences, err = o.PutAbsences(ctx, result.Absences...)
	return result, err
}

// ImportSchoolHolidays reads a table of school holidays, as [Office.ImportAbsences] does
// absences.
//
// Problems: CAL-IMPORT-REJECTED, those of [intake.ReadSchoolHolidays] and of the table's
// reader.
func (o *Office) ImportSchoolHolidays(ctx context.Context, path string, dryRun bool) (CalendarImport, error) {
	house, table, err := o.loadList(ctx, path)
	if err != nil {
		return CalendarImport{}, err
	}
	zone, err := zoneOf("metropole") // where zones A, B and C are
	if err != nil {
		return CalendarImport{}, err
	}
	reading, err := intake.ReadSchoolHolidays(ctx, table, zone)
	if err != nil {
		return CalendarImport{}, err
	}
	result := CalendarImport{
		File: table.File, Rows: reading.Rows, Passed: reading.Passed, Rejected: reading.Rejected,
		Columns: reading.Columns, Unread: reading.Unread, DryRun: dryRun,
	}
	result.SchoolHolidays = missing(house.SchoolHolidays, reading.Holidays, func(h agenda.SchoolHoliday) agenda.SchoolHoliday { h.ID = ""; return h })
	result.Known = len(reading.Holidays) - len(result.SchoolHolidays)
	if err := result.mayKeep(); err != nil || dryRun {
		return result, err
	}
	result.SchoolHolidays, err = o.PutSchoolHolidays(ctx, result.SchoolHolidays...)
	return result, err
}

func (o *Office) loadList(ctx context.Context, path string) (House, intake.Table, error) {
	table, _, err := o.tables.ReadTable(ctx, path)
	if err != nil {
		return House{}, intake.Table{}, err
	}
	table.File = cmp.Or(table.File, filepath.Base(path))
	house, err := o.House(ctx)
	return house, table, err
}

// mayKeep refuses a file with wrong rows; a dry run only tells them.
func (i CalendarImport) mayKeep() error {
	if len(i.Rejected) == 0 || i.DryRun {
		return nil
	}
	return agenda.NewProblem("CAL-IMPORT-REJECTED", "File", i.File, "Count", len(i.Rejected))
}

// missing returns the entries of a file that are not known: an entry that the file has
// twice (two agents, the same days) is known when it is known twice.
func missing[T comparable](known, file []T, plain func(T) T) []T {
	left := map[T]int{}
	for _, k := range known {
		left[plain(k)]++
	}
	var fresh []T
	for _, f := range file {
		if left[plain(f)] > 0 {
			left[plain(f)]--
			continue
		}
		fresh = append(fresh, f)
	}
	return fresh
}
