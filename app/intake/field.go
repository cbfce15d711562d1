package intake

import "creneaux/app/agenda"

// Field is something that a column of an export may hold.
type Field string

// The fields of an export.
const (
	FieldReference       Field = "reference"        // the platform's number of the booking
	FieldDate            Field = "date"             // day of the appointment
	FieldTime            Field = "time"             // hour of the appointment
	FieldDateTime        Field = "datetime"         // both in one column
	FieldProcedure       Field = "procedure"        // procedure (motif)
	FieldDesk            Field = "desk"             // desk (guichet)
	FieldStatus          Field = "status"           // what has become of the booking
	FieldBookedAt        Field = "booked_at"        // when it was taken
	FieldCancelledAt     Field = "cancelled_at"     // when it was given back
	FieldSurname         Field = "surname"          // family name
	FieldGivenNames      Field = "given_names"      // given names
	FieldFullName        Field = "full_name"        // both in one column
	FieldBirthName       Field = "birth_name"       // family name at birth
	FieldBirthDate       Field = "birth_date"       // date of birth
	FieldForeignerNumber Field = "foreigner_number" // numéro étranger (AGDREF)
	FieldEmail           Field = "email"            // e-mail address
	FieldPhone           Field = "phone"            // telephone
	FieldPostcode        Field = "postcode"         // postcode of the residence
)

// Fields are all the fields, in the order a screen shows them.
func Fields() []Field {
	return []Field{
		FieldReference, FieldDate, FieldTime, FieldDateTime, FieldProcedure, FieldDesk, FieldStatus,
		FieldBookedAt, FieldCancelledAt, FieldSurname, FieldGivenNames, FieldFullName, FieldBirthName,
		FieldBirthDate, FieldForeignerNumber, FieldEmail, FieldPhone, FieldPostcode,
	}
}

// optionalDate reports whether the field is a date that no booking needs. Read from a
// column without a single date it would have every row rejected.
func (f Field) optionalDate() bool {
	return f == FieldBookedAt || f == FieldCancelledAt || f == FieldBirthDate
}

// Label returns the name of the field for a person.
func (f Field) Label() agenda.Message {
	switch f {
	case FieldReference:
		return agenda.Msg("intake.field.reference")
	case FieldDate:
		return agenda.Msg("intake.field.date")
	case FieldTime:
		return agenda.Msg("intake.field.time")
	case FieldDateTime:
		return agenda.Msg("intake.field.datetime")
	case FieldProcedure:
		return agenda.Msg("intake.field.procedure")
	case FieldDesk:
		return agenda.Msg("intake.field.desk")
	case FieldStatus:
		return agenda.Msg("intake.field.status")
	case FieldBookedAt:
		return agenda.Msg("intake.field.booked_at")
	case FieldCancelledAt:
		return agenda.Msg("intake.field.cancelled_at")
	case FieldSurname:
		return agenda.Msg("intake.field.surname")
	case FieldGivenNames:
		return agenda.Msg("intake.field.given_names")
	case FieldFullName:
		return agenda.Msg("intake.field.full_name")
	case FieldBirthName:
		return agenda.Msg("intake.field.birth_name")
	case FieldBirthDate:
		return agenda.Msg("intake.field.birth_date")
	case FieldForeignerNumber:
		return agenda.Msg("intake.field.foreigner_number")
	case FieldEmail:
		return agenda.Msg("intake.field.email")
	case FieldPhone:
		return agenda.Msg("intake.field.phone")
	case FieldPostcode:
		return agenda.Msg("intake.field.postcode")
	}
	return agenda.Msg("intake.field.unknown", "Field", string(f))
}
