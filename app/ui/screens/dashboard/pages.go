package dashboard

import (
	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// The names, in the navigation, of the pages where the figures come from.
const (
	pageCapacity    = "capacity"
	pagePublication = "publication"
	pageBookings    = "bookings"
	pageVetting     = "vetting"
)

// openText says what pressing something that leads to a page does.
func openText(page string, voice *wording.Voice) string {
	switch page {
	case pageCapacity:
		return voice.Text("screen.dashboard.open.capacity")
	case pagePublication:
		return voice.Text("screen.dashboard.open.publication")
	case pageVetting:
		return voice.Text("screen.dashboard.open.vetting")
	default:
		return voice.Text("screen.dashboard.open.bookings")
	}
}

// pageOf returns where something can be done about a warning.
func pageOf(warning agenda.Message) string {
	switch warning.Key {
	case "statistics.warning.never_published":
		return pagePublication
	case "statistics.warning.no_outcome", "statistics.warning.elsewhere":
		return pageBookings
	default:
		return pageCapacity
	}
}
