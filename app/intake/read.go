package intake

import (
	"context"
	"strings"
	"time"

	"creneaux/app/agenda"
)

const (
	// MaxCell is the most characters a cell may have: a longer one is a file whose
	// quotes or separators were misread, not something a person typed.
	MaxCell = 4000

	oldestAppointment, newestAppointment = 2000, 2100

	rowsBetweenLooks = 512 // between two looks at the context
)

// Known is what the service has, which the words of an export are matched with.
type Known struct {
	Procedures []agenda.Procedure
	Desks      []agenda.Desk
	// Notes are the titles of the columns that this program adds to the rows it has
	// rejected, in every language.
	Notes []string
	// Zone is where the service's clocks hang. Hours written with a zone
	// ("2026-03-02T08:00:00Z") are brought to it; nil takes them as written.
	Zone *time.Location
}

// Draft is a booking as an export has it, with the line it stands on. It has no
// identifier, slot or import yet.
type Draft struct {
	agenda.Booking
	Line int
}

// Rejection is a row or a value that could not be read, and why.
type Rejection struct {
	Line int // line or sheet row in the file, from 1
	// Reference is the booking's, where it could be read.
	Reference string
	Column    string // title of the column, as in the file; empty for the row as a whole
	Value     string // as in the file, shortened
	Reason    agenda.Message
	// Cells are those of a row that gave no booking, under [Reading.Titles]: as in the
	// file, but for dates and hours that only this file says how to read, which are
	// written as in ISO 8601. Nil for a value that a booking stands without.
	Cells []string
}

// RuleOff is a rule of the vetting that this export cannot feed.
type RuleOff struct {
	Rule   string
	Reason agenda.Message
}

// Reading is what [Read] made of an export. Every row below the header is in Bookings,
// in Rejected or in Passed, or counted in Blank.
type Reading struct {
	Bookings []Draft
	Rejected []Rejection
	// Incomplete are values that a booking can do without and that could not be
	// read: the booking stands, without them.
	Incomplete []Rejection
	// Passed are the rows that are no bookings, passed over: titles that stand again
	// in the middle of the file, totals and remarks under the last booking.
	Passed   []Rejection
	RulesOff []RuleOff
	Fields   []Field  // the fields the export has a column for
	Titles   []string // the row of titles as in the file, without the notes of this program
	// Mended is set where the rows are those that an earlier import rejected, written
	// by this program and mended since: what the file does not have is not gone.
	Mended bool
	Rows   int // that are not blank: len(Bookings) + len(Rejected) + len(Passed)
	Blank  int // blank rows below the header that were passed over
}

// Leftovers are the rows of an export that gave no booking.
type Leftovers struct {
	Titles   []string // of the columns that the cells of the rows stand in
	Rejected []Rejection
	Passed   []Rejection
}

// Leftovers returns the rows that gave no booking.
func (r Reading) Leftovers() Leftovers { return Leftovers{r.Titles, r.Rejected, r.Passed} }

// Read turns the rows below the header into bookings.
//
// A row is rejected when what a booking needs cannot be read: no reference, or one
// that an earlier row of the file has; a day or hour that is missing, unreadable or
// does not exist; a status that is not known; a time of booking or cancellation that
// is written but unreadable; a cell of more than [MaxCell] characters; more cells
// than titles in a text file. A desk or a procedure that the service does not have
// is kept as written.
//
// The problem IMPORT-COLUMN-MISSING says that the mapping lacks the reference or the
// appointment, IMPORT-NO-ROWS that nothing stands below the header. When ctx is
// cancelled its error is returned.
func Read(ctx context.Context, t Table, m Mapping, known Known, progress agenda.Progress) (Reading, error) {
	if err := m.check(t); err != nil {
		return Reading{}, err
	}
	rows := rowsBelow(t, m.HeaderLine)
	r := newReader(t, m, known, rows)
	stage := agenda.Msg("intake.progress.reading", "File", t.File)
	for i, row := range rows {
		if i%rowsBetweenLooks == 0 {
			if err := ctx.Err(); err != nil {
				return Reading{}, err
			}
			progress.Report(stage, i, len(rows))
		}
		r.read(row)
	}
	progress.Report(stage, len(rows), len(rows))
	if r.reading.Rows == 0 {
		return Reading{}, agenda.NewProblem("IMPORT-NO-ROWS", "File", t.File, "Line", m.HeaderLine)
	}
	r.passRemarks()
	r.reading.RulesOff = rulesOff(m, r.filled)
	return r.reading, nil
}

func rowsBelow(t Table, headerLine int) []Row {
	for i, row := range t.Rows {
		if row.Line > headerLine {
			return t.Rows[i:]
		}
	}
	return nil
}

// reader holds what is needed from one row to the next.
type reader struct {
	mapping    Mapping
	form       calendarForm
	zone       *time.Location
	width      int // cells a row of a text file may have; 0: any number
	desks      map[string]agenda.DeskID
	procedures map[string]agenda.ProcedureCode
	// An export repeats a few desks, procedures and statuses over all its rows:
	// each way of writing one is looked up once.
	deskOf      map[string]agenda.DeskID
	procedureOf map[string]agenda.ProcedureCode
	statusOf    map[string]agenda.BookingStatus // "" for what is no status
	// blankIsActive is set when the column of statuses only marks what is no
	// longer booked.
	blankIsActive bool
	// remarks are, by line, the rows rejected that would do as remarks under the table.
	remarks   map[int]Rejection
	notes     map[int]bool // columns that this program added to the rows it had rejected
	fieldOf   map[int]Field
	firstLine map[string]int // by reference
	filled    map[Field]int  // rows that have something in the field's column
	reading   Reading
}

func newReader(t Table, m Mapping, known Known, rows []Row) *reader {
	r := &reader{
		mapping:    m,
		form:       calendarForm{date1904: t.Date1904, monthFirst: monthFirst(m, rows)},
		zone:       known.Zone,
		desks:      deskNames(known.Desks),
		procedures: procedureNames(known.Procedures),

		deskOf:      make(map[string]agenda.DeskID),
		procedureOf: make(map[string]agenda.ProcedureCode),
		statusOf:    make(map[string]agenda.BookingStatus),
		remarks:     make(map[int]Rejection),
		fieldOf:     make(map[int]Field),
		firstLine:   make(map[string]int, len(rows)),
		filled:      make(map[Field]int),
	}
	r.blankIsActive = !r.marksActive(rows)
	for f, column := range m.Columns {
		r.fieldOf[column] = f
	}
	header := headerRow(t, m)
	r.notes = noteColumns(header, known.Notes)
	r.reading.Titles, r.reading.Mended = r.titlesOf(header), r.notes != nil
	r.reading.Fields = m.Fields()
	r.reading.Bookings = make([]Draft, 0, len(rows))
	// A row that had too many cells keeps them when it comes back in a workbook.
	if t.fromText() || r.reading.Mended {
		r.width = headerWidth(header, m)
	}
	return r
}

// headerWidth is how many cells the row of titles has, trailing blank ones aside.
func headerWidth(header Row, m Mapping) int {
	width := filledWidth(header)
	for _, column := range m.Columns {
		width = max(width, column+1)
	}
	return width
}

func filledWidth(row Row) int {
	n := len(row.Cells)
	for n > 0 && row.Cells[n-1].blank() {
		n--
	}
	return n
}

// monthFirst tells whether the file writes its dates the American way.
func monthFirst(m Mapping, rows []Row) bool {
	var orders dateOrders
	for _, f := range []Field{FieldDate, FieldDateTime, FieldBookedAt, FieldCancelledAt, FieldBirthDate} {
		column, ok := m.Columns[f]
		if !ok {
			continue
		}
		for _, row := range rows {
			orders.add(row.cell(column).Text)
		}
	}
	return orders.monthFirst()
}

// dateOrders counts dates by the order in which their figures can be read.
type dateOrders struct{ all, dayOnly, monthOnly int }

func (o *dateOrders) add(s string) {
	a, b, ok := twoFigures(s)
	if !ok {
		return
	}
	o.all++
	switch {
	case a > 12 && b <= 12:
		o.dayOnly++
	case b > 12 && b <= 31 && a <= 12:
		o.monthOnly++
	}
}

// monthFirst reports whether several dates cannot be read the day first, and none only
// so. One odd date is a mistake, not a way of writing.
func (o *dateOrders) monthFirst() bool {
	return o.dayOnly == 0 && o.monthOnly >= 3 && 4*o.monthOnly >= o.all
}

// twoFigures returns the first two numbers of "03/13/2026".
func twoFigures(s string) (first, second int, ok bool) {
	first, n, rest := leadingInt(strings.TrimLeft(s, " "))
	separator, after := nextRune(rest)
	if !within(n, 1, 2) || (separator != '/' && separator != '-' && separator != '.') {
		return 0, 0, false
	}
	second, n, rest = leadingInt(after)
	again, _ := nextRune(rest)
	return first, second, within(n, 1, 2) && again == separator
}

// marksActive reports whether some row has a status that says the booking stands.
func (r *reader) marksActive(rows []Row) bool {
	column, ok := r.mapping.Columns[FieldStatus]
	if !ok {
		return false
	}
	for _, row := range rows {
		if r.statusWritten(row.cell(column).written()) == agenda.BookingActive {
			return true
		}
	}
	return false
}

// deskNames maps the ways a desk may be named, folded, to the desk; a name that two
// desks share names neither.
func deskNames(desks []agenda.Desk) map[string]agenda.DeskID {
	names := make(map[string]agenda.DeskID)
	for _, d := range desks {
		for _, key := range []string{foldKey(d.Name), foldKey("guichet " + d.Name), foldKey("desk " + d.Name), foldKey(string(d.ID))} {
			if other, taken := names[key]; taken && other != d.ID {
				names[key] = ""
			} else if key != "" {
				names[key] = d.ID
			}
		}
	}
	return names
}

func procedureNames(procedures []agenda.Procedure) map[string]agenda.ProcedureCode {
	names := make(map[string]agenda.ProcedureCode)
	for _, p := range procedures {
		for _, key := range []string{foldKey(p.Label), foldKey(string(p.Code))} {
			if other, taken := names[key]; taken && other != p.Code {
				names[key] = ""
			} else if key != "" {
				names[key] = p.Code
			}
		}
	}
	return names
}

// read reads one row into a booking or a rejection.
func (r *reader) read(row Row) {
	if r.blank(row) {
		r.reading.Blank++
		return
	}
	r.reading.Rows++
	draft, rejection := r.draft(row)
	if rejection != nil {
		r.leave(row, draft, *rejection)
		return
	}
	r.firstLine[draft.Reference] = row.Line
	r.reading.Bookings = append(r.reading.Bookings, draft)
}

// blank reports whether nothing is written in the row, notes aside.
func (r *reader) blank(row Row) bool {
	for i, c := range row.Cells {
		if !c.blank() && !r.notes[i] {
			return false
		}
	}
	return true
}

// leave keeps a row that gave no booking, as rejected or passed over.
func (r *reader) leave(row Row, d Draft, rejection Rejection) {
	if why := r.passedAsTitles(row); !why.IsZero() {
		r.reading.Passed = append(r.reading.Passed, r.passed(row, why))
		return
	}
	if why := r.remark(row); !why.IsZero() {
		r.remarks[row.Line] = r.passed(row, why)
	}
	rejection.Line, rejection.Reference, rejection.Cells = row.Line, excerpt(d.Reference), r.asKept(row)
	r.reading.Rejected = append(r.reading.Rejected, rejection)
}

// draft makes the booking of a row, or says why there is none.
func (r *reader) draft(row Row) (Draft, *Rejection) {
	d := Draft{Line: row.Line}
	d.Reference = r.text(row, FieldReference)
	steps := []func(Row, *Draft) *Rejection{
		r.checkShape, r.checkReference, r.readAppointment, r.readBookedAt, r.readStatus,
	}
	for _, step := range steps {
		if rejection := step(row, &d); rejection != nil {
			return d, rejection
		}
	}
	r.readService(row, &d)
	d.Applicant = r.applicant(row, d)
	return d, nil
}

// checkShape refuses a row that the file's quotes or separators have spoilt.
func (r *reader) checkShape(row Row, _ *Draft) *Rejection {
	for _, f := range r.reading.Fields {
		c := row.cell(r.mapping.Columns[f])
		if !c.blank() {
			r.filled[f]++
		}
		if longerThan(c.Text, MaxCell) {
			return r.refused(row, f, agenda.Msg("intake.reject.too_long", "Most", MaxCell))
		}
	}
	if width := filledWidth(row); r.width > 0 && width > r.width {
		return &Rejection{
			Value:  excerpt(row.cell(width - 1).written()),
			Reason: agenda.Msg("intake.reject.too_many_cells", "Cells", width, "Titles", r.width),
		}
	}
	return nil
}

func (r *reader) checkReference(row Row, d *Draft) *Rejection {
	if d.Reference == "" {
		return r.refused(row, FieldReference, agenda.Msg("intake.reject.reference.missing"))
	}
	if line, ok := r.firstLine[d.Reference]; ok {
		return r.refused(row, FieldReference, agenda.Msg("intake.reject.reference.twice", "First", line))
	}
	return nil
}

// readAppointment reads the day and the hour, from one column or from two.
func (r *reader) readAppointment(row Row, d *Draft) *Rejection {
	field := FieldDate
	if r.mapping.Has(FieldDateTime) {
		field = FieldDateTime
	}
	t, why := r.form.readTimestamp(r.cell(row, field))
	if why != faultNone {
		return r.refused(row, field, dateReason(why))
	}
	if t = t.inZone(r.zone); !within(t.date.Year, oldestAppointment, newestAppointment) {
		return r.refused(row, field, dateReason(faultImpossible))
	}
	d.Date, d.Start = t.date, t.clock()
	if field == FieldDate && r.mapping.Has(FieldTime) {
		clock, why := r.form.readClock(r.cell(row, FieldTime))
		if why != faultNone {
			return r.refused(row, FieldTime, hourReason(why))
		}
		d.Start = clock
		return nil
	}
	if !t.timed {
		return r.refused(row, field, hourReason(faultBlank))
	}
	return nil
}

func (r *reader) readBookedAt(row Row, d *Draft) *Rejection {
	t, why := r.form.readTimestamp(r.cell(row, FieldBookedAt))
	switch why {
	case faultNone:
		d.BookedAt = t.inZone(r.zone).moment()
	case faultUnreadable, faultImpossible:
		return r.refused(row, FieldBookedAt, dateReason(why))
	}
	return nil
}

// readStatus reads the status and, for what was given back, when.
func (r *reader) readStatus(row Row, d *Draft) *Rejection {
	given, gaveBack, why := r.givenBack(row)
	if why != faultNone {
		return r.refused(row, FieldCancelledAt, dateReason(why))
	}
	written := r.text(row, FieldStatus)
	status := r.statusWritten(written)
	switch {
	case status != "":
		d.Status = status
	case written != "":
		return r.refused(row, FieldStatus, agenda.Msg("intake.reject.status.unknown"))
	case gaveBack:
		d.Status = agenda.BookingCancelled
	case r.blankIsActive:
		d.Status = agenda.BookingActive
	default:
		return r.refused(row, FieldStatus, agenda.Msg("intake.reject.status.missing"))
	}
	if d.Status == agenda.BookingCancelled {
		d.Cause = agenda.CancelPlatform
		if !given.date.IsZero() {
			d.CancelledAt = given.inZone(r.zone).moment()
		}
	}
	return nil
}

// givenBack reads when a booking was given back, or only that it was.
func (r *reader) givenBack(row Row) (when timestamp, gaveBack bool, why fault) {
	c := r.cell(row, FieldCancelledAt)
	if yes, ok := yesOrNo(c.written()); ok {
		return timestamp{}, yes, faultNone
	}
	if when, why = r.form.readTimestamp(c); why == faultBlank {
		return when, false, faultNone
	}
	return when, why == faultNone, why
}

// readService reads the desk and the procedure; those the service does not have are
// kept as written, for the rule WRONG-DESK to find.
func (r *reader) readService(row Row, d *Draft) {
	d.DeskName = r.text(row, FieldDesk)
	d.Desk = lookUp(r.deskOf, d.DeskName, func(s string) agenda.DeskID { return r.desks[foldKey(s)] })
	d.Motive = r.text(row, FieldProcedure)
	d.Procedure = lookUp(r.procedureOf, d.Motive, func(s string) agenda.ProcedureCode { return r.procedures[foldKey(s)] })
}

func (r *reader) statusWritten(s string) agenda.BookingStatus {
	return lookUp(r.statusOf, s, func(s string) agenda.BookingStatus {
		status, _ := ParseStatus(s)
		return status
	})
}

// lookUp returns what was found for a text before, or finds it.
func lookUp[V any](found map[string]V, s string, find func(string) V) V {
	v, ok := found[s]
	if !ok {
		v = find(s)
		found[s] = v
	}
	return v
}

func (r *reader) applicant(row Row, d Draft) agenda.Applicant {
	a := agenda.Applicant{
		Surname:         r.text(row, FieldSurname),
		GivenNames:      r.text(row, FieldGivenNames),
		BirthName:       r.text(row, FieldBirthName),
		FullName:        r.text(row, FieldFullName),
		BirthDate:       r.birthDate(row, d),
		ForeignerNumber: restoreForeignerNumber(r.text(row, FieldForeignerNumber)),
		Email:           r.text(row, FieldEmail),
		Phone:           restorePhone(r.text(row, FieldPhone)),
		Postcode:        restorePostcode(r.text(row, FieldPostcode)),
	}
	if a.Surname == "" && a.GivenNames == "" {
		a.Surname, a.GivenNames, _ = SplitName(a.FullName)
	}
	return a
}

// birthDate reads a date of birth, which is never after the appointment. Many people
// have none that a calendar knows ("00/00/1980"), and a booking does without.
func (r *reader) birthDate(row Row, d Draft) agenda.Date {
	form := r.form
	form.century = d.Date.Year
	t, why := form.readTimestamp(r.cell(row, FieldBirthDate))
	switch {
	case why == faultBlank:
		return agenda.Date{}
	case why == faultNone && !t.date.After(d.Date):
		return t.date
	case why == faultNone:
		why = faultImpossible
	}
	rejection := r.refused(row, FieldBirthDate, dateReason(why))
	rejection.Line, rejection.Reference = row.Line, excerpt(d.Reference)
	r.reading.Incomplete = append(r.reading.Incomplete, *rejection)
	return agenda.Date{}
}

// cell returns the row's cell for a field, blank where the export has no column.
func (r *reader) cell(row Row, f Field) Cell {
	column, ok := r.mapping.Columns[f]
	if !ok {
		return Cell{}
	}
	return row.cell(column)
}

func (r *reader) text(row Row, f Field) string { return r.cell(row, f).written() }

// refused makes the rejection of a cell.
func (r *reader) refused(row Row, f Field, reason agenda.Message) *Rejection {
	c := r.cell(row, f)
	value := c.Text
	if value == "" && c.Kind != CellText {
		value = formatNumber(c.Number)
	}
	return &Rejection{Column: r.mapping.Titles[f], Value: excerpt(value), Reason: reason}
}

func dateReason(why fault) agenda.Message {
	switch why {
	case faultBlank:
		return agenda.Msg("intake.reject.date.missing")
	case faultImpossible:
		return agenda.Msg("intake.reject.date.impossible")
	default:
		return agenda.Msg("intake.reject.date.unreadable")
	}
}

func hourReason(why fault) agenda.Message {
	switch why {
	case faultBlank:
		return agenda.Msg("intake.reject.hour.missing")
	case faultImpossible:
		return agenda.Msg("intake.reject.hour.impossible")
	default:
		return agenda.Msg("intake.reject.hour.unreadable")
	}
}
