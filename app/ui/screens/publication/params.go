package publication

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/release"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	Now() agenda.Moment
	Schedule(ctx context.Context, week agenda.Week) (office.Schedule, error)
	RevealWeek(ctx context.Context, week agenda.Week) error
	DrawWeek(ctx context.Context, week agenda.Week, config *publication.Config) (office.Drawing, error)
	RedrawMissed(ctx context.Context, week agenda.Week) (office.Drawing, error)
	GiveUpMissed(ctx context.Context, week agenda.Week) (slots int, err error)
	VerifyWeek(ctx context.Context, week agenda.Week) (publication.Verification, error)
	MarkReleased(ctx context.Context, done bool, ids ...agenda.ReleaseID) error
	WriteReleases(ctx context.Context, week agenda.Week, path string, voice *wording.Voice) (remarks []agenda.Message, err error)
	FreedSlots(ctx context.Context) (office.FreedPool, error)
	ReturnFreed(ctx context.Context) (office.FreedReturn, error)
	UndoReturn(ctx context.Context, before []agenda.Slot) error
}

// Params are what the screen works with. All are needed but those that may be nil.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Week       agenda.Week // the chosen one
	Tasks      Tasks
	Dialogs    Dialogs
	// Navigate goes to another page: to the rules of the draw, to the cancellations.
	Navigate func(id string)
	// History takes down what was done, so that it can be undone.
	History history.Recorder
	// Toast tells something that needs no answer.
	Toast func(text string, state widgets.State)
	// Wrote tells that a file was written.
	Wrote func(path string)
	// ActionsChanged tells that other actions can be done; nil: nobody asks.
	ActionsChanged func()
	// Memory keeps columns, tab, view and filter on this machine; nil: nothing is kept.
	Memory widgets.Memory
	// SaveChart saves the week as a timetable; nil: that is not offered.
	SaveChart func(chart.FileType, chart.Picture)
	// After is the clock by which the page follows the day; nil is that of the system.
	After release.After
}

// Tasks runs what takes longer than a moment; see package task.
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	release.Dialogs
	Ask(q dialogs.Question) *dialogs.Asked
	Tell(title, text string)
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// The pages that this one leads to.
const (
	pageChance  = "chance"
	pageVetting = "vetting"
)
