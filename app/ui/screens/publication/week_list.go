package publication

import (
	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// hiddenText stands in the place of what nobody asked to see.
const hiddenText = "•••"

func columnsOf(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "number", Label: voice.Text("screen.publication.column.number"), Width: 44, Align: alignRight},
		{ID: "day", Label: voice.Text("screen.publication.column.day"), Width: 168},
		{ID: "clock", Label: voice.Text("screen.publication.column.clock"), Width: 66, Align: alignRight},
		{ID: "slots", Label: voice.Text("screen.publication.column.slots"), Width: 76, Align: alignRight},
		{ID: "state", Label: voice.Text("screen.publication.column.state"), Width: 220, Stretch: true},
		{ID: "by", Label: voice.Text("screen.publication.column.by"), Width: 90},
	}
}

// rowsOf are the releases of a week, in order of time. Moments to come are hidden unless
// shown is true.
func rowsOf(s office.Schedule, now agenda.Moment, shown bool, voice *wording.Voice) []widgets.Row {
	slots := slotsOf(s)
	rows := make([]widgets.Row, len(s.Releases))
	for i, r := range s.Releases {
		day, clock := voice.Date(r.At.Date()), voice.Clock(r.At.Clock())
		if release.Secret(r, now) && !shown {
			day, clock = hiddenText, hiddenText
		}
		text, state := standingText(r, now, voice)
		rows[i] = widgets.Row{
			Key:   string(r.ID),
			Cells: []string{voice.Number(r.Number), day, clock, voice.Number(slots[r.ID]), text, r.DoneBy},
			State: state,
			Tones: map[int]widgets.State{4: state},
		}
	}
	return rows
}
