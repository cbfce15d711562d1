package chance

import (
	"slices"
	"strings"

	"creneaux/app/publication"
	"creneaux/app/wording"
)

// weekSaid says by which rules a week would be drawn: which of its days are left out, and
// what was relaxed for that.
func weekSaid(m measured, standing publication.Config, voice *wording.Voice) string {
	var said []string
	var days []string
	for _, d := range m.config.ExcludedDates {
		if slices.ContainsFunc(standing.Windows, func(w publication.Window) bool { return w.Day == d.Weekday() }) {
			days = append(days, voice.Date(d))
		}
	}
	if len(days) == 0 {
		said = append(said, voice.Text("screen.chance.week.whole"))
	} else {
		said = append(said, voice.Text("screen.chance.week.without", "Count", len(days), "Days", strings.Join(days, ", ")))
	}
	if len(days) > 0 && len(m.adapted) == 0 {
		said = append(said, voice.Text("screen.chance.week.same"))
	}
	for _, one := range m.adapted {
		said = append(said, voice.Say(one))
	}
	return strings.Join(said, " ")
}
