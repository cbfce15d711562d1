package publication

import (
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// standing says how a release stands at a time.
type standing int

const (
	toCome standing = iota
	due             // its moment is here
	late            // its moment was here more than grace ago, and nobody ticked it
	done
)

// grace is how many seconds after its moment a release may still be on its way.
const grace = 15 * 60

func standingOf(r agenda.Release, now agenda.Moment) standing {
	switch {
	case !r.DoneAt.IsZero():
		return done
	case r.At > now:
		return toCome
	case now-r.At <= grace:
		return due
	default:
		return late
	}
}

// nextTurn returns the next moment at which the standing of a release changes by
// itself; zero where none does.
func nextTurn(releases []agenda.Release, now agenda.Moment) agenda.Moment {
	var next agenda.Moment
	for _, r := range releases {
		for _, turn := range []agenda.Moment{r.At, r.At + grace + 1} {
			if r.DoneAt.IsZero() && turn > now && (next.IsZero() || turn < next) {
				next = turn
			}
		}
	}
	return next
}

// secret reports whether a release's moment is still worth money.
func secret(r agenda.Release, now agenda.Moment) bool { return standingOf(r, now) == toCome }

// hiddenText stands in the place of what nobody asked to see.
const hiddenText = "•••"

// rowsOf are the releases of a week, in order of time. Moments to come are hidden
// unless shown is true.
func rowsOf(s office.Schedule, now agenda.Moment, shown bool, voice *wording.Voice) []widgets.Row {
	slots := slotsOf(s)
	rows := make([]widgets.Row, len(s.Kept.Releases))
	for i, r := range s.Kept.Releases {
		day, clock := voice.Date(r.At.Date()), voice.Clock(r.At.Clock())
		if secret(r, now) && !shown {
			day, clock = hiddenText, hiddenText
		}
		text, state := standingText(r, now, voice)
		rows[i] = widgets.Row{
			Key:   string(r.ID),
			Cells: []string{voice.Number(i + 1), day, clock, voice.Number(slots[r.ID]), text},
			State: state,
			Tones: map[int]widgets.State{4: state},
		}
	}
	return rows
}

func columnsOf(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "number", Label: voice.Text("screen.publication.column.number"), Width: 44, Align: alignRight},
		{ID: "day", Label: voice.Text("screen.publication.column.day"), Width: 172},
		{ID: "clock", Label: voice.Text("screen.publication.column.clock"), Width: 76, Align: alignRight},
		{ID: "slots", Label: voice.Text("screen.publication.column.slots"), Width: 82, Align: alignRight},
		{ID: "state", Label: voice.Text("screen.publication.column.state"), Width: 190, Stretch: true},
	}
}

func standingText(r agenda.Release, now agenda.Moment, voice *wording.Voice) (string, widgets.State) {
	switch standingOf(r, now) {
	case done:
		if r.DoneAt.Date() == r.At.Date() {
			return voice.Text("screen.publication.state.done", "Clock", r.DoneAt.Clock()), widgets.Success
		}
		return voice.Text("screen.publication.state.done-later", "At", r.DoneAt), widgets.Success
	case due:
		return voice.Text("screen.publication.state.due"), widgets.Info
	case late:
		return voice.Text("screen.publication.state.late"), widgets.Danger
	default:
		return voice.Text("screen.publication.state.to-come"), widgets.Plain
	}
}

// slotsOf counts the slots of each release by its lots.
func slotsOf(s office.Schedule) map[agenda.ReleaseID]int {
	slots := map[agenda.ReleaseID]int{}
	for _, lot := range s.Lots {
		slots[lot.Release] += lot.Slots
	}
	return slots
}

// deskLots are what one desk puts online in a release.
type deskLots struct {
	desk string
	lots []lot
}

type lot struct {
	slots     int
	procedure string
}

// lotsOf returns what a release puts online, by desk in the order of the house.
func lotsOf(s office.Schedule, id agenda.ReleaseID) []deskLots {
	byDesk := map[agenda.DeskID][]lot{}
	for _, line := range s.Lots {
		if line.Release != id {
			continue
		}
		label := string(line.Procedure)
		if p, ok := s.House.Procedure(line.Procedure); ok {
			label = p.Label
		}
		byDesk[line.Desk] = append(byDesk[line.Desk], lot{line.Slots, label})
	}
	var all []deskLots
	for _, d := range s.House.Desks {
		if lots := byDesk[d.ID]; len(lots) > 0 {
			all = append(all, deskLots{d.Name, lots})
		}
	}
	return all
}

// progressOf counts the releases of a week that are done, and those that are late.
func progressOf(s office.Schedule, now agenda.Moment) (finished, overdue int) {
	for _, r := range s.Kept.Releases {
		switch standingOf(r, now) {
		case done:
			finished++
		case late:
			overdue++
		}
	}
	return finished, overdue
}

// sealGroups parts a seal into groups that can be read aloud and compared: two lines
// of four groups of eight.
func sealGroups(seal string) []string {
	var groups []string
	for part := range slices.Chunk([]byte(seal), 8) {
		groups = append(groups, string(part))
	}
	var lines []string
	for part := range slices.Chunk(groups, 4) {
		lines = append(lines, strings.Join(part, " "))
	}
	return lines
}

// verdictOf says what became of checking a seal.
func verdictOf(v publication.Verification, voice *wording.Voice) (said []string, state widgets.State) {
	if v.SealOK && v.ScheduleOK {
		return []string{voice.Text("screen.publication.seal.good")}, widgets.Success
	}
	said = []string{voice.Text("screen.publication.seal.broken")}
	for _, difference := range v.Differences {
		said = append(said, voice.Say(difference))
	}
	return said, widgets.Danger
}

// leftOver counts the slots that a draw could deal to no release, by reason, the most
// frequent first.
func leftOver(left []publication.Undealt, voice *wording.Voice) []string {
	counts := map[string]int{}
	var order []string
	for _, undealt := range left {
		reason := voice.Say(undealt.Reason)
		if counts[reason] == 0 {
			order = append(order, reason)
		}
		counts[reason]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return counts[b] - counts[a] })
	said := make([]string, len(order))
	for i, reason := range order {
		said[i] = voice.Text("screen.publication.left", "Count", counts[reason], "Reason", reason)
	}
	return said
}
