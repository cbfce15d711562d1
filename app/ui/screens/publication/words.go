package publication

import (
	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// look is how a release is shown.
type look int

const (
	toCome look = iota
	due         // its minute is here
	late
	missed
	done
	replaced // missed, and its slots went elsewhere
)

func lookOf(r office.ScheduledRelease, now agenda.Moment) look {
	switch {
	case r.Replaced:
		return replaced
	case r.Standing == publication.StandingDone:
		return done
	case r.Standing == publication.StandingMissed:
		return missed
	case r.Standing == publication.StandingLate:
		return late
	case r.At <= now:
		return due
	default:
		return toCome
	}
}

// mayTick reports whether a release may be marked done: its minute has come. One that was
// missed may have been done all the same, and only not been marked.
func mayTick(r office.ScheduledRelease, now agenda.Moment) bool {
	at := lookOf(r, now)
	return at == due || at == late || at == missed
}

func mayUntick(r office.ScheduledRelease, now agenda.Moment) bool { return lookOf(r, now) == done }

// standingText says in a word or two how a release stands.
func standingText(r office.ScheduledRelease, now agenda.Moment, voice *wording.Voice) (string, widgets.State) {
	said, state := standingWords(r, now, voice)
	if r.Redraw > 0 {
		said = voice.Text("screen.publication.state.redrawn", "State", said)
	}
	return said, state
}

func standingWords(r office.ScheduledRelease, now agenda.Moment, voice *wording.Voice) (string, widgets.State) {
	switch lookOf(r, now) {
	case replaced:
		return voice.Text("screen.publication.state.replaced"), widgets.Quiet
	case done:
		return doneText(r, voice)
	case missed:
		return voice.Text("screen.publication.state.missed"), widgets.Danger
	case late:
		return voice.Text("screen.publication.state.late", "Delay", voice.Duration(r.Delay)), widgets.Warning
	case due:
		return voice.Text("screen.publication.state.due"), widgets.Info
	default:
		return voice.Text("screen.publication.state.to-come"), widgets.Plain
	}
}

func doneText(r office.ScheduledRelease, voice *wording.Voice) (string, widgets.State) {
	state := widgets.Success
	if !r.OnTime {
		state = widgets.Warning
	}
	if r.DoneAt.Date() != r.At.Date() {
		return voice.Text("screen.publication.state.done-later", "At", r.DoneAt), state
	}
	return voice.Text("screen.publication.state.done", "Clock", r.DoneAt.Clock(), "Delay", delayText(r, voice)), state
}

// delayText says how far from its drawn minute a release was done.
func delayText(r office.ScheduledRelease, voice *wording.Voice) string {
	switch {
	case r.Delay > 0:
		return voice.Text("screen.publication.delay.after", "Delay", voice.Duration(r.Delay))
	case r.Delay < 0:
		return voice.Text("screen.publication.delay.before", "Delay", voice.Duration(-r.Delay))
	default:
		return voice.Text("screen.publication.delay.none")
	}
}

// nextTurn returns the next moment at which releases stand otherwise than now: when one
// falls due, and each minute while one waits to be done. Zero where none will.
func nextTurn(releases []office.ScheduledRelease, now agenda.Moment) agenda.Moment {
	var next agenda.Moment
	for _, r := range releases {
		turn := agenda.Moment(0)
		switch {
		case release.Secret(r, now):
			turn = r.At
		case release.ToDo(r, now):
			turn = now - now%60 + 60
		}
		if !turn.IsZero() && (next.IsZero() || turn < next) {
			next = turn
		}
	}
	return next
}

// tally is a number of releases, and of the slots in them.
type tally struct{ releases, slots int }

// talliesOf counts the releases of a week by how they are shown.
func talliesOf(s office.Schedule, now agenda.Moment) map[look]tally {
	slots, tallies := slotsOf(s), map[look]tally{}
	for _, r := range s.Releases {
		at := lookOf(r, now)
		tallies[at] = tally{tallies[at].releases + 1, tallies[at].slots + slots[r.ID]}
	}
	return tallies
}

// slotsOf counts the slots of each release by its lots.
func slotsOf(s office.Schedule) map[agenda.ReleaseID]int {
	slots := map[agenda.ReleaseID]int{}
	for _, lot := range s.Lots {
		slots[lot.Release] += lot.Slots
	}
	return slots
}
