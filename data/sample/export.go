package sample

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"creneaux/app/agenda"
)

// exportTitles are the columns of an export.
var exportTitles = []string{
	"N° RDV", "Date du RDV", "Heure du RDV", "Motif", "Guichet", "Statut", "Pris le", "Annulé le", "Nom", "Prénom",
	"Date de naissance", "N° étranger", "E-mail", "Téléphone", "Code postal",
}

// WriteExport writes bookings as a booking platform exports them: separated by
// semicolons, UTF-8 with a byte order mark, CRLF, hours such as " 9h05". It has no
// column for birth names, as most platforms do. Cells are not defused against
// formulas: this imitates what other programs write.
func WriteExport(w io.Writer, bookings []agenda.Booking) error {
	b := bufio.NewWriter(w)
	b.WriteString("\ufeff")
	writeRow(b, exportTitles)
	for _, booking := range bookings {
		writeRow(b, exportRow(booking))
	}
	return b.Flush() // bufio keeps the first error
}

func exportRow(b agenda.Booking) []string {
	a := b.Applicant
	return []string{
		b.Reference, frenchDate(b.Date), fmt.Sprintf("%2dh%02d", b.Start/60, b.Start%60), b.Motive, b.DeskName, statusLabel(b.Status),
		frenchMoment(b.BookedAt), frenchMoment(b.CancelledAt), a.Surname, a.GivenNames, frenchDate(a.BirthDate),
		a.ForeignerNumber, a.Email, a.Phone, a.Postcode,
	}
}

// statusLabel returns what platforms call a status, in French whatever the reader's
// language: it is data, not a sentence.
func statusLabel(s agenda.BookingStatus) string {
	switch s {
	case agenda.BookingCancelled:
		return "Annulé"
	case agenda.BookingServed:
		return "Honoré"
	case agenda.BookingAbsent:
		return "Absent"
	default:
		return "Confirmé"
	}
}

func frenchDate(d agenda.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("02/01/2006")
}

func frenchMoment(m agenda.Moment) string {
	if m.IsZero() {
		return ""
	}
	return m.Time().Format("02/01/2006 15:04")
}

func writeRow(b *bufio.Writer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(';')
		}
		if strings.ContainsAny(cell, ";\"\r\n") {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		b.WriteString(cell)
	}
	b.WriteString("\r\n")
}
