// Package ui is the program while it runs: the session with the open workspace, its
// windows with navigation, chosen week, menus and the bar of the running task, and what
// happens when a workspace is opened, made or closed.
//
// What belongs here: the frame. Screens are packages of their own under screens/, the
// kit that they are made of is in theme, widgets, page, dialogs, task, action and
// history; none of them knows another screen. Use cases are app/office's.
package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Screen is a page of a window. Its methods are called on the window's goroutine,
// unless they say otherwise.
type Screen interface {
	// Content is what the window shows.
	Content() fyne.CanvasObject
	// SetWeek follows the week chosen in the window.
	SetWeek(agenda.Week)
	// Changed says that areas of the workspace are not what they were. It may be called
	// from any goroutine.
	Changed(...office.Area)
}

// FileTaker is a screen that takes files dropped on a window.
type FileTaker interface {
	OpenFile(path string)
}

// FileWisher is a screen that takes some of the files dropped on it, as it stands: they
// do not go to the screen to which dropped files belong.
type FileWisher interface {
	FileTaker
	// TakesFile reports whether a file dropped now belongs here.
	TakesFile() bool
}

// Actor is a screen with actions of its own: they stand in the menu of the page and in
// the command palette. It is asked anew whenever the screen is shown, and after
// [Host.ActionsChanged].
type Actor interface {
	Actions() []action.Action
}

// Writer is a screen in which something can be typed that is lost with it.
type Writer interface {
	// Unsaved names what was typed and is not saved, in the reader's language; nil
	// where nothing is.
	Unsaved() []string
}

// Keeper is a screen that can be made anew as it stands: for another language, or to be
// shown in another window.
type Keeper interface {
	// Keep returns the filters and what else was chosen or typed.
	Keep() map[string]string
	// Restore brings it back, on a screen that was just made.
	Restore(map[string]string)
}

// Revealer is a screen that can show one thing of all it has: a booking, by its ID.
type Revealer interface {
	Reveal(subject string)
}

// Leaver is a screen that wants to know when it goes for good, to end what it began.
type Leaver interface {
	Leave()
}

// Entry is a line of the navigation.
type Entry struct {
	ID    string
	Title agenda.Message
	Icon  fyne.Resource
	// Make builds the screen, when it is first looked at.
	Make func(Host) Screen
	// TakesFiles is set for the screen to which dropped files belong.
	TakesFiles bool
}

// Host is what a screen gets from its window.
type Host struct {
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      *task.Runner
	Dialogs    *dialogs.Dialogs
	Week       agenda.Week       // the one that is chosen when the screen is made
	ChooseWeek func(agenda.Week) // chooses another week in this window
	Navigate   func(id string)   // goes to another screen
	OpenFile   func(path string) // opens a written file with the system's program
	// Reveal goes to another screen and to one thing there; see [Revealer].
	Reveal func(id, subject string)
	// Apart shows the page alone in another window, as for a second screen.
	Apart func()

	// Memory is what the screen remembers on this machine about this workspace. Never
	// put a name, or what somebody searched for, into it.
	Memory widgets.Memory
	// History takes down what was done and can be undone, and says so in a toast.
	History history.Recorder
	// Toast tells something that needs no answer.
	Toast func(text string, state widgets.State)
	// Offer tells something with what can be done about it, in a word or two. withdraw takes
	// it away where it is true no more.
	Offer func(text, action string, do func()) (withdraw func())
	// Wrote tells that a file was written: the bar of the task offers to open it and to
	// show it in its folder.
	Wrote func(path string)
	// ActionsChanged tells that the screen's actions are others, or not enabled as before.
	ActionsChanged func()
}

// Workspaces opens and makes workspaces. Its methods are called beside the window.
type Workspaces interface {
	// Open opens a workspace; passphrase is nil where nobody was asked for one yet.
	Open(ctx context.Context, path string, passphrase []byte) (*office.Office, error)
	Create(ctx context.Context, request start.Request) (*office.Office, error)
	// Reference returns the set-up that a service begins with.
	Reference() office.Setup
	// ReadSetup returns what a set-up file says, or the set-up of another workspace;
	// passphrase is nil where nobody was asked for one yet.
	ReadSetup(ctx context.Context, path string, passphrase []byte) (office.Setup, error)
	// WriteSetup writes a set-up file.
	WriteSetup(ctx context.Context, path string, setup office.Setup) error
	// Demo makes a demo workspace in the program's own folder, or opens the one there.
	Demo(ctx context.Context, progress agenda.Progress) (*office.Office, error)
}
