package intake

import (
	"slices"
	"strings"

	"creneaux/app/agenda"
)

// Change is a booking that an export shows otherwise than it was known.
type Change struct {
	Before agenda.Booking
	// After is the booking as it becomes: what the export says, and what was known
	// where the export has no column. Its slot is empty when the appointment moved.
	After  Draft
	Fields []Field // what differs, in the order of [Fields]
}

// Changes is what an export brings to the bookings already known.
type Changes struct {
	New       []Draft
	Changed   []Change
	Unchanged int
	// Gone are known bookings of the period that the export no longer has.
	Gone []agenda.BookingID
}

// Compare compares an export with the bookings known, by the platform's reference.
//
// The export is believed, except where the service knows better: what a person of
// the service cancelled, and what the desk recorded as served or absent, is not made
// active again by an export that still shows it confirmed; a name that lost letters
// or its parts in this form of export does not replace the whole one.
//
// Gone are the known bookings whose appointment lies between the first and the last
// day of the export, that were not gone already and whose reference stands in no row
// of it, not even a rejected one. A file of mended rows is only a part of an export:
// it makes none gone.
func Compare(known []agenda.Booking, reading Reading) Changes {
	var c Changes
	byReference := make(map[string]agenda.Booking, len(known))
	for _, b := range known {
		byReference[b.Reference] = b
	}
	seen := make(map[string]bool, len(reading.Bookings))
	has := fieldSet(reading.Fields)
	for _, d := range reading.Bookings {
		seen[d.Reference] = true
		before, ok := byReference[d.Reference]
		if !ok {
			c.New = append(c.New, d)
			continue
		}
		if change := compareOne(before, d, has); len(change.Fields) > 0 {
			c.Changed = append(c.Changed, change)
		} else {
			c.Unchanged++
		}
	}
	for _, r := range reading.Rejected {
		seen[r.Reference] = true
	}
	if !reading.Mended {
		c.Gone = gone(known, seen, reading.Bookings)
	}
	return c
}

func fieldSet(fields []Field) map[Field]bool {
	set := make(map[Field]bool, len(fields))
	for _, f := range fields {
		set[f] = true
	}
	return set
}

func gone(known []agenda.Booking, seen map[string]bool, drafts []Draft) []agenda.BookingID {
	if len(drafts) == 0 {
		return nil
	}
	earlier := func(a, b Draft) int { return a.Date.Compare(b.Date) }
	first, last := slices.MinFunc(drafts, earlier).Date, slices.MaxFunc(drafts, earlier).Date
	var ids []agenda.BookingID
	for _, b := range known {
		if !b.Gone && !seen[b.Reference] && !seen[excerpt(b.Reference)] && !b.Date.Before(first) && !b.Date.After(last) {
			ids = append(ids, b.ID)
		}
	}
	return ids
}

// compareOne lays what the export says over what was known.
func compareOne(before agenda.Booking, d Draft, has map[Field]bool) Change {
	l := layer{has: has, after: Draft{Booking: before, Line: d.Line}}
	l.appointment(d)
	l.service(d)
	l.status(before, d)
	l.person(d.Applicant)
	if before.Gone {
		l.after.Gone = false
		l.changed(FieldReference)
	}
	slices.SortStableFunc(l.fields, func(a, b Field) int {
		return slices.Index(Fields(), a) - slices.Index(Fields(), b)
	})
	return Change{Before: before, After: l.after, Fields: l.fields}
}

// layer is a known booking over which an export's is being laid.
type layer struct {
	has    map[Field]bool
	after  Draft
	fields []Field
}

func (l *layer) changed(f Field) {
	if !slices.Contains(l.fields, f) {
		l.fields = append(l.fields, f)
	}
}

func (l *layer) appointment(d Draft) {
	day, hour := FieldDate, FieldTime
	if l.has[FieldDateTime] {
		day, hour = FieldDateTime, FieldDateTime
	} else if !l.has[FieldTime] {
		hour = FieldDate
	}
	if d.Date != l.after.Date {
		l.changed(day)
	}
	if d.Start != l.after.Start {
		l.changed(hour)
	}
	if d.Date != l.after.Date || d.Start != l.after.Start {
		l.after.Date, l.after.Start, l.after.Slot = d.Date, d.Start, ""
	}
}

func (l *layer) service(d Draft) {
	if l.has[FieldDesk] && !sameWords(l.after.DeskName, d.DeskName, l.after.Desk != "" && l.after.Desk == d.Desk) {
		l.after.DeskName, l.after.Desk, l.after.Slot = d.DeskName, d.Desk, ""
		l.changed(FieldDesk)
	}
	if l.has[FieldProcedure] && !sameWords(l.after.Motive, d.Motive, l.after.Procedure != "" && l.after.Procedure == d.Procedure) {
		l.after.Motive, l.after.Procedure = d.Motive, d.Procedure
		l.changed(FieldProcedure)
	}
}

// sameWords reports whether two names are of one thing: known to be, or written with
// the same words.
func sameWords(a, b string, knownSame bool) bool {
	return knownSame || a == b || foldKey(a) != "" && foldKey(a) == foldKey(b)
}

func (l *layer) status(before agenda.Booking, d Draft) {
	if l.has[FieldBookedAt] && !sameMoment(before.BookedAt, d.BookedAt) {
		l.after.BookedAt = d.BookedAt
		l.changed(FieldBookedAt)
	}
	if (!l.has[FieldStatus] && !l.has[FieldCancelledAt]) || decidedHere(before, d.Status) {
		return
	}
	if d.Status != before.Status {
		l.after.Status, l.after.Cause, l.after.CancelledAt = d.Status, d.Cause, d.CancelledAt
		l.changed(FieldStatus)
		return
	}
	if l.has[FieldCancelledAt] && !sameMoment(before.CancelledAt, d.CancelledAt) {
		l.after.CancelledAt = d.CancelledAt
		l.changed(FieldCancelledAt)
	}
}

// decidedHere reports whether the service knows better than an export what has
// become of a booking: it cancelled it itself, whether the platform followed or not,
// or its desk recorded who came.
func decidedHere(before agenda.Booking, exported agenda.BookingStatus) bool {
	switch before.Status {
	case agenda.BookingCancelled:
		ours := before.Cause != agenda.CancelPlatform && before.Cause != agenda.CancelNone
		return ours && (exported == agenda.BookingActive || exported == agenda.BookingCancelled)
	case agenda.BookingServed, agenda.BookingAbsent:
		return exported == agenda.BookingActive
	}
	return false
}

// sameMoment reports whether two moments are one, of which one form of export may
// have cut the seconds.
func sameMoment(a, b agenda.Moment) bool {
	return a == b || a/60 == b/60 && (a%60 == 0 || b%60 == 0)
}

func (l *layer) person(p agenda.Applicant) {
	a := &l.after.Applicant
	l.name(p)
	l.replace(FieldBirthName, &a.BirthName, p.BirthName, keepsWhole(a.BirthName, p.BirthName))
	l.replace(FieldForeignerNumber, &a.ForeignerNumber, p.ForeignerNumber, false)
	l.replace(FieldEmail, &a.Email, p.Email, false)
	l.replace(FieldPhone, &a.Phone, p.Phone, a.Phone != "" && phoneKey(a.Phone) == phoneKey(p.Phone))
	l.replace(FieldPostcode, &a.Postcode, p.Postcode, false)
	if l.has[FieldBirthDate] && a.BirthDate != p.BirthDate {
		a.BirthDate = p.BirthDate
		l.changed(FieldBirthDate)
	}
}

// replace sets a field that the export has and shows otherwise, unless both are the
// same thing written in two ways.
func (l *layer) replace(f Field, value *string, exported string, same bool) {
	if l.has[f] && *value != exported && !same {
		*value = exported
		l.changed(f)
	}
}

// name compares names field by field where both have the same ones. Where one has a
// whole name and the other its parts, the parts are kept if they make the same name.
func (l *layer) name(p agenda.Applicant) {
	a := &l.after.Applicant
	whole := l.has[FieldFullName] && !l.has[FieldSurname] && !l.has[FieldGivenNames]
	parts := l.has[FieldSurname] || l.has[FieldGivenNames]
	switch {
	case whole && a.FullName == "":
		if !sameName(a.Surname+" "+a.GivenNames, p.FullName) {
			a.Surname, a.GivenNames, a.FullName = p.Surname, p.GivenNames, p.FullName
			l.changed(FieldFullName)
		}
	case whole:
		if a.FullName != p.FullName && !keepsWhole(a.FullName, p.FullName) {
			a.Surname, a.GivenNames, a.FullName = p.Surname, p.GivenNames, p.FullName
			l.changed(FieldFullName)
		}
	case parts && a.FullName != "" && !l.has[FieldFullName]:
		if !sameName(a.FullName, p.Surname+" "+p.GivenNames) || strings.Contains(a.FullName, "?") {
			a.Surname, a.GivenNames, a.FullName = p.Surname, p.GivenNames, ""
			l.changed(FieldSurname)
		}
	case parts:
		l.replace(FieldSurname, &a.Surname, p.Surname, keepsWhole(a.Surname, p.Surname))
		l.replace(FieldGivenNames, &a.GivenNames, p.GivenNames, keepsWhole(a.GivenNames, p.GivenNames))
		l.replace(FieldFullName, &a.FullName, p.FullName, keepsWhole(a.FullName, p.FullName))
	}
}

// keepsWhole reports whether the exported name is the known one that lost letters.
func keepsWhole(known, exported string) bool {
	return strings.Contains(exported, "?") && !strings.Contains(known, "?") && sameName(known, exported)
}

// sameName reports whether two ways of writing a whole name are of one name: the same
// words in any order, case and accents aside, a question mark standing for any
// letter.
func sameName(a, b string) bool {
	left, right := nameWords(a), nameWords(b)
	if len(left) != len(right) {
		return false
	}
	for _, word := range left {
		i := slices.IndexFunc(right, func(other string) bool { return sameLetters(word, other) })
		if i < 0 {
			return false
		}
		right = slices.Delete(right, i, i+1)
	}
	return true
}

// nameWords folds the words of a name, keeping question marks.
func nameWords(s string) []string {
	var words []string
	for w := range strings.FieldsSeq(s) {
		var b strings.Builder
		for i, part := range strings.Split(w, "?") {
			if i > 0 {
				b.WriteByte('?')
			}
			b.WriteString(strings.Join(fold(strings.ToLower(part)), ""))
		}
		words = append(words, b.String())
	}
	return words
}

// sameLetters compares two folded words letter by letter; "?" is any letter.
func sameLetters(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] && x[i] != '?' && y[i] != '?' {
			return false
		}
	}
	return true
}
