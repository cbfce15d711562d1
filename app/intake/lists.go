package intake

import (
	"context"
	"slices"
	"strings"
	"time"

	"creneaux/app/agenda"
)

// AbsenceReading is what [ReadAbsences] made of a file. Every data row is in Absences, in
// Rejected or counted in Blank.
type AbsenceReading struct {
	Absences []agenda.Absence // in the order of the file, without ids
	Rejected []Rejection
	Rows     int      // data rows that are not blank: len(Absences) + len(Rejected)
	Blank    int      // blank rows below the titles
	Columns  []string // titles of the columns that were read
	Unread   []string // titles of the others; names of people are among them, and stay out
}

// SchoolReading is what [ReadSchoolHolidays] made of a file. Every data row is told by
// Holidays (a row may tell several zones, several rows the same holidays), in Rejected, or
// counted in Passed or Blank.
type SchoolReading struct {
	Holidays []agenda.SchoolHoliday // each once, in the order of the file, without ids
	Rejected []Rejection
	Rows     int // data rows that are not blank
	Passed   int // of them, those of zones other than A, B and C, and of teachers
	Blank    int
	Columns  []string
	Unread   []string
}

// ReadAbsences reads a list of absences: a row for each, with the desk and the first day,
// and where there is a column for it the last day, the half day or the hours, how many
// agents and the reason. The columns are told by their titles.
//
// The problem LIST-COLUMNS says which title is missing, LIST-NO-ROWS that nothing stands
// below the titles.
func ReadAbsences(ctx context.Context, t Table, desks []agenda.Desk) (AbsenceReading, error) {
	l, err := newList(t, absenceTitles, "desk", "from")
	if err != nil {
		return AbsenceReading{}, err
	}
	names := deskNames(desks)
	var reading AbsenceReading
	err = l.each(ctx, func(row listRow) *Rejection {
		a, rejection := row.absence(names)
		if rejection == nil {
			reading.Absences = append(reading.Absences, a)
		}
		return rejection
	})
	reading.Rejected, reading.Rows, reading.Blank = l.rejected, l.rows, l.blank
	reading.Columns, reading.Unread = l.titles()
	return reading, err
}

// ReadSchoolHolidays reads a table of school holidays: zone, name, first and last day.
// Files of the ministry are read as well: their last day is the instant at which school
// begins again, which zone (the service's clocks; nil: as written) turns into a day.
//
// Problems: those of [ReadAbsences].
func ReadSchoolHolidays(ctx context.Context, t Table, zone *time.Location) (SchoolReading, error) {
	l, err := newList(t, schoolTitles, "zone", "name", "from", "to")
	if err != nil {
		return SchoolReading{}, err
	}
	var reading SchoolReading
	err = l.each(ctx, func(row listRow) *Rejection {
		holidays, passed, rejection := row.schoolHolidays(zone)
		if passed {
			reading.Passed++
		}
		for _, h := range holidays {
			if !slices.Contains(reading.Holidays, h) {
				reading.Holidays = append(reading.Holidays, h)
			}
		}
		return rejection
	})
	reading.Rejected, reading.Rows, reading.Blank = l.rejected, l.rows, l.blank
	reading.Columns, reading.Unread = l.titles()
	return reading, err
}

// The titles that columns of lists have, by what they hold; compared without case,
// accents and punctuation.
var (
	absenceTitles = map[string][]string{
		"desk":      {"Guichet", "Guichets", "Nom du guichet", "Poste de travail", "Desk", "Counter"},
		"from":      {"Du", "Début", "Date de début", "Date début", "Premier jour", "Absent du", "Date", "Jour", "Le", "From", "Start", "Start date", "First day"},
		"to":        {"Au", "Fin", "Date de fin", "Date fin", "Dernier jour", "Absent jusqu'au", "Jusqu'au", "To", "End", "End date", "Last day"},
		"part":      {"Demi-journée", "Période", "Moment", "Partie de la journée", "Half day", "Part", "Part of the day"},
		"from_hour": {"Heure de début", "Heure début", "De", "Début (heure)", "Start time", "From hour"},
		"to_hour":   {"Heure de fin", "Heure fin", "À", "Fin (heure)", "End time", "To hour"},
		"positions": {"Agents", "Nombre", "Nombre d'agents", "Agents absents", "Postes", "Positions", "Effectif", "Count"},
		"reason":    {"Motif", "Raison", "Motif de l'absence", "Reason"},
	}
	schoolTitles = map[string][]string{
		"zone":       {"Zone", "Zones", "Zone scolaire", "School zone"},
		"name":       {"Nom", "Vacances", "Description", "Libellé", "Name", "Holidays"},
		"from":       {"Du", "Début", "Date de début", "Premier jour", "From", "Start", "Start date", "First day"},
		"to":         {"Au", "Fin", "Date de fin", "Dernier jour", "To", "End", "End date", "Last day"},
		"population": {"Population"},
	}
)

// list is a table whose columns are told by their titles.
type list struct {
	table    Table
	header   Row
	columns  map[string]int
	form     calendarForm
	width    int // cells a row of a text file may have; 0: any number
	rejected []Rejection
	rows     int
	blank    int
}

// newList finds the row of titles: the first that has all that is needed.
func newList(t Table, titles map[string][]string, needed ...string) (*list, error) {
	fieldOf := map[string]string{}
	for field, synonyms := range titles {
		for _, s := range synonyms {
			fieldOf[foldKey(s)] = field
		}
	}
	var missing []string
	for _, row := range t.Rows[:min(len(t.Rows), headerSearch)] {
		columns := map[string]int{}
		for i, c := range row.Cells {
			if field, known := fieldOf[foldKey(c.written())]; known {
				if _, taken := columns[field]; !taken {
					columns[field] = i
				}
			}
		}
		lacks := slices.DeleteFunc(slices.Clone(needed), func(f string) bool { _, has := columns[f]; return has })
		if len(lacks) == 0 {
			l := &list{table: t, header: row, columns: columns, form: calendarForm{date1904: t.Date1904}}
			if t.fromText() {
				l.width = filledWidth(row)
			}
			return l, nil
		}
		if missing == nil || len(lacks) < len(missing) {
			missing = lacks
		}
	}
	if missing == nil {
		missing = needed
	}
	return nil, agenda.NewProblem("LIST-COLUMNS", "File", t.File, "Missing", titles[missing[0]][0], "Titles", titlesSeen(t))
}

// titles returns those of the columns that are read, and the others.
func (l *list) titles() (read, unread []string) {
	for i, c := range l.header.Cells {
		title := excerpt(c.written())
		known := false
		for _, column := range l.columns {
			known = known || column == i
		}
		switch {
		case title == "":
		case known:
			read = append(read, title)
		default:
			unread = append(unread, title)
		}
	}
	return read, unread
}

// each calls read with every row below the titles that is not blank.
func (l *list) each(ctx context.Context, read func(listRow) *Rejection) error {
	for i, row := range rowsBelow(l.table, l.header.Line) {
		if i%rowsBetweenLooks == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if row.blank() {
			l.blank++
			continue
		}
		l.rows++
		rejection := listRow{l, row}.misshapen()
		if rejection == nil {
			rejection = read(listRow{l, row})
		}
		if rejection != nil {
			rejection.Line = row.Line
			l.rejected = append(l.rejected, *rejection)
		}
	}
	if l.rows == 0 {
		return agenda.NewProblem("LIST-NO-ROWS", "File", l.table.File, "Line", l.header.Line)
	}
	return nil
}

// listRow is one row of a list.
type listRow struct {
	*list
	row Row
}

func (r listRow) cell(field string) Cell {
	column, ok := r.columns[field]
	if !ok {
		return Cell{}
	}
	return r.row.cell(column)
}

func (r listRow) text(field string) string { return r.cell(field).written() }

func (r listRow) refused(field string, reason agenda.Message) *Rejection {
	rejection := &Rejection{Value: excerpt(r.text(field)), Reason: reason}
	if column, ok := r.columns[field]; ok {
		rejection.Column = r.header.cell(column).written()
	}
	return rejection
}

func (r listRow) misshapen() *Rejection {
	for _, c := range r.row.Cells {
		if longerThan(c.Text, MaxCell) {
			return &Rejection{Value: excerpt(c.written()), Reason: agenda.Msg("intake.reject.too_long", "Most", MaxCell)}
		}
	}
	if width := filledWidth(r.row); r.width > 0 && width > r.width {
		return &Rejection{
			Value:  excerpt(r.row.cell(width - 1).written()),
			Reason: agenda.Msg("intake.reject.too_many_cells", "Cells", width, "Titles", r.width),
		}
	}
	return nil
}

// days reads the first and the last day; without a last one it is the first. A last day
// written as an instant of a time zone is when things begin again.
func (r listRow) days(zone *time.Location) (from, to agenda.Date, rejection *Rejection) {
	first, why := r.form.readTimestamp(r.cell("from"))
	if why == faultNone && !within(first.date.Year, oldestAppointment, newestAppointment) {
		why = faultImpossible
	}
	if why != faultNone {
		return from, to, r.refused("from", dateReason(why))
	}
	from = first.inZone(zone).date
	if r.cell("to").blank() {
		return from, from, nil
	}
	last, why := r.form.readTimestamp(r.cell("to"))
	if why == faultNone && !within(last.date.Year, oldestAppointment, newestAppointment) {
		why = faultImpossible
	}
	if why != faultNone {
		return from, to, r.refused("to", dateReason(why))
	}
	local := last.inZone(zone)
	if to = local.date; last.zoned && local.seconds == 0 {
		to = to.AddDays(-1)
	}
	if to.Before(from) {
		return from, to, r.refused("to", agenda.Msg("intake.reject.days_backwards", "From", from))
	}
	return from, to, nil
}

func (r listRow) absence(desks map[string]agenda.DeskID) (a agenda.Absence, rejection *Rejection) {
	a.Desk = desks[foldKey(r.text("desk"))]
	if a.Desk == "" {
		return a, r.refused("desk", agenda.Msg("intake.reject.desk_unknown"))
	}
	if a.From, a.To, rejection = r.days(nil); rejection != nil {
		return a, rejection
	}
	if a.Hours, rejection = r.hours(); rejection != nil {
		return a, rejection
	}
	if a.Positions, rejection = r.positions(); rejection != nil {
		return a, rejection
	}
	a.Reason = r.text("reason")
	return a, nil
}

func (r listRow) positions() (int, *Rejection) {
	const most = 99
	c := r.cell("positions")
	if c.blank() {
		return 1, nil
	}
	n, ok := parseDecimal(c.written())
	if !ok || n != float64(int(n)) || !within(int(n), 1, most) {
		return 0, r.refused("positions", agenda.Msg("intake.reject.positions", "Most", most))
	}
	return int(n), nil
}

// hours reads a half day in words, or hours.
func (r listRow) hours() (agenda.Hours, *Rejection) {
	switch foldKey(r.text("part")) {
	case "", "journee", "journeeentiere", "toutelajournee", "jour", "day", "wholeday", "fullday":
	case "matin", "matinee", "lematin", "am", "morning":
		return agenda.Morning(), nil
	case "apresmidi", "lapresmidi", "pm", "afternoon":
		return agenda.Afternoon(), nil
	default:
		return agenda.Hours{}, r.refused("part", agenda.Msg("intake.reject.half_day"))
	}
	h := agenda.Hours{To: agenda.EndOfDay}
	for _, end := range []struct {
		field string
		into  *agenda.Clock
	}{{"from_hour", &h.From}, {"to_hour", &h.To}} {
		clock, why := r.form.readClock(r.cell(end.field))
		switch why {
		case faultNone:
			*end.into = clock
		case faultBlank:
		default:
			return h, r.refused(end.field, hourReason(why))
		}
	}
	if !h.Valid() {
		return h, r.refused("to_hour", agenda.Msg("intake.reject.hours_backwards", "From", h.From))
	}
	if h.Whole() {
		h = agenda.Hours{}
	}
	return h, nil
}

func (r listRow) schoolHolidays(zone *time.Location) (holidays []agenda.SchoolHoliday, passed bool, rejection *Rejection) {
	zones := zonesIn(r.text("zone"))
	if r.text("zone") == "" {
		return nil, false, r.refused("zone", agenda.Msg("intake.reject.zone_missing"))
	}
	if len(zones) == 0 || strings.HasPrefix(foldKey(r.text("population")), "enseignant") {
		return nil, true, nil
	}
	name := r.text("name")
	if name == "" {
		return nil, false, r.refused("name", agenda.Msg("intake.reject.name_missing"))
	}
	from, to, rejection := r.days(zone)
	if rejection != nil {
		return nil, false, rejection
	}
	for _, z := range zones {
		holidays = append(holidays, agenda.SchoolHoliday{Zone: z, Name: name, From: from, To: to})
	}
	return holidays, false, nil
}

// zonesIn reads "A", "Zone A" and "Zones A, B et C"; none for another territory's.
func zonesIn(s string) []string {
	var zones []string
	for _, word := range fold(s) {
		if z := strings.ToUpper(word); slices.Contains(agenda.SchoolZones(), z) {
			zones = append(zones, z)
		}
	}
	return zones
}
