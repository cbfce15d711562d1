package intake

import (
	"testing"

	"creneaux/app/agenda"
)

func TestSerialNumbersAreDaysAndHours(t *testing.T) {
	var table Table
	if day, ok := table.SerialDay(Number(46083)); !ok || day != agenda.MustDate("2026-03-02") {
		t.Errorf("46083 is read as %v", day)
	}
	if hour, ok := table.SerialHour(Number(0.375)); !ok || hour != agenda.MustClock("09:00") {
		t.Errorf("0.375 is read as %v", hour)
	}
	if at, ok := table.SerialMoment(SerialDate(46083.375, "")); !ok || at != agenda.MustMoment("2026-03-02T09:00") {
		t.Errorf("46083.375 is read as %v", at)
	}
	if day, ok := (Table{Date1904: true}).SerialDay(Number(46083 - 1462)); !ok || day != agenda.MustDate("2026-03-02") {
		t.Errorf("in the 1904 system it is read as %v", day)
	}
	for _, c := range []Cell{Text("46083"), Number(-1), Number(1e9)} {
		_, day := table.SerialDay(c)
		_, hour := table.SerialHour(c)
		_, at := table.SerialMoment(c)
		if day || hour || at {
			t.Errorf("%+v is read as a date or an hour", c)
		}
	}
}
