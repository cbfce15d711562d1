package release

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/history"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Secret reports whether the moment of a release is still worth money.
func Secret(r office.ScheduledRelease, now agenda.Moment) bool {
	return r.Standing == publication.StandingPlanned && !r.Replaced && r.At > now
}

// ToDo reports whether somebody has to do a release now: its minute has come, and it is
// neither done nor missed.
func ToDo(r office.ScheduledRelease, now agenda.Moment) bool {
	if r.Replaced {
		return false
	}
	return r.Standing == publication.StandingLate || r.Standing == publication.StandingPlanned && r.At <= now
}

// Marks is what marking asks of the use cases.
type Marks interface {
	Now() agenda.Moment
	Schedule(ctx context.Context, week agenda.Week) (office.Schedule, error)
	MarkReleased(ctx context.Context, done bool, ids ...agenda.ReleaseID) error
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	Problem(err error)
	Confirm(title, text, accept string, destructive bool, yes func())
}

// MarkerParams are what a marker works with. All are needed.
type MarkerParams struct {
	Office     Marks
	Voice      *wording.Voice
	Background widgets.Background
	Dialogs    Dialogs
	History    history.Recorder
	Toast      func(text string, state widgets.State)
	// Marked is called when releases were marked, or could not be.
	Marked func()
}

// Marker notes that releases were done.
type Marker struct {
	p      MarkerParams
	asking widgets.Newest[office.Schedule]
}

// NewMarker returns a marker.
func NewMarker(p MarkerParams) *Marker { return &Marker{p: p} }

// Action marks what is to be done now by one key, from whatever page has it. It is F7:
// F2, F3 and F5 have their meaning on every machine, F4 lies between two of them, Insert
// belongs to screen readers; and beside F7 lies nothing that is pressed often.
func (m *Marker) Action(id string) action.Action {
	return action.Action{
		ID: id, Title: m.p.Voice.Text("screen.release.mark"), Icon: theme.IconSuccess(), Shortcut: action.Alone(fyne.KeyF7), Native: true, Do: m.MarkDue,
	}
}

// MarkDue marks the release that is to be done now. Where none is, the next one is marked
// only if somebody insists: its minute has not come.
func (m *Marker) MarkDue() {
	// A release is missed at the end of its day: what is to be done is of this week.
	week := m.p.Office.Now().Date().Week()
	m.asking.Ask(m.p.Background, func(ctx context.Context) (office.Schedule, error) {
		return m.p.Office.Schedule(ctx, week)
	}, func(schedule office.Schedule, err error) {
		if err != nil {
			m.p.Dialogs.Problem(err)
			return
		}
		m.markFirst(schedule.Releases)
	})
}

func (m *Marker) markFirst(releases []office.ScheduledRelease) {
	voice, now := m.p.Voice, m.p.Office.Now()
	if due := first(releases, now, ToDo); len(due) > 0 {
		m.Mark(true, due...)
		return
	}
	next := first(releases, now, Secret)
	if len(next) == 0 {
		m.p.Toast(voice.Text("screen.release.none"), widgets.Info)
		return
	}
	m.p.Dialogs.Confirm(voice.Text("screen.release.early.title"), voice.Text("screen.release.early.text"),
		voice.Text("screen.release.early.yes"), true, func() { m.Mark(true, next...) })
}

// first returns the first release that is as wanted, alone; none where none is.
func first(releases []office.ScheduledRelease, now agenda.Moment, wanted func(office.ScheduledRelease, agenda.Moment) bool) []agenda.Release {
	at := slices.IndexFunc(releases, func(r office.ScheduledRelease) bool { return wanted(r, now) })
	if at < 0 {
		return nil
	}
	return []agenda.Release{releases[at].Release}
}

// Mark notes that releases were done, or that they were not, and takes that down so that
// it can be undone.
func (m *Marker) Mark(done bool, releases ...agenda.Release) {
	if len(releases) == 0 {
		return
	}
	ids := make([]agenda.ReleaseID, len(releases))
	for i, r := range releases {
		ids[i] = r.ID
	}
	now := m.p.Office.Now()
	var err error
	m.p.Background(func() { err = m.p.Office.MarkReleased(context.Background(), done, ids...) }, func() {
		if err != nil {
			m.p.Dialogs.Problem(err)
		} else {
			m.p.History.Record(m.step(done, releases, ids, now))
		}
		m.p.Marked()
	})
}

// step is that releases were marked, or that their marks were taken back.
func (m *Marker) step(done bool, releases []agenda.Release, ids []agenda.ReleaseID, now agenda.Moment) history.Step {
	mark := func(done bool) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, _ agenda.Progress) error { return m.p.Office.MarkReleased(ctx, done, ids...) }
	}
	return history.Step{Name: m.stepName(done, releases, now), Undo: mark(!done), Redo: mark(done)}
}

// stepName names a step. Once it is undone, a moment that has not come is a secret again:
// the name outlives that, and does not tell it.
func (m *Marker) stepName(done bool, releases []agenda.Release, now agenda.Moment) string {
	voice, one := m.p.Voice, len(releases) == 1
	secret := slices.ContainsFunc(releases, func(r agenda.Release) bool { return r.At > now })
	switch {
	case one && secret && done:
		return voice.Text("screen.release.step.early", "Week", releases[0].Week)
	case one && secret:
		return voice.Text("screen.release.step.unmark-early", "Week", releases[0].Week)
	case one && done:
		return voice.Text("screen.release.step.mark", "At", releases[0].At)
	case one:
		return voice.Text("screen.release.step.unmark", "At", releases[0].At)
	case done:
		return voice.Text("screen.release.step.mark-many", "Count", len(releases))
	default:
		return voice.Text("screen.release.step.unmark-many", "Count", len(releases))
	}
}
