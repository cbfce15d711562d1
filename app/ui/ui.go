// Package ui is the window: its frame with the navigation, the chosen week, the bar of
// the running task and the menus, and what happens when a workspace is opened, made or
// closed.
//
// What belongs here: the frame. Screens are packages of their own under screens/, the
// kit that they are made of is in theme, widgets, page, dialogs and task; none of them
// knows another screen. Use cases are app/office's.
package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Screen is a page of the window. Its methods are called on the window's goroutine,
// unless they say otherwise.
type Screen interface {
	// Content is what the window shows.
	Content() fyne.CanvasObject
	// SetWeek follows the week chosen in the window.
	SetWeek(agenda.Week)
	// Changed says that an area of the workspace is not what it was. It may be called
	// from any goroutine.
	Changed(office.Area)
}

// FileTaker is a screen that takes files dropped on the window.
type FileTaker interface {
	OpenFile(path string)
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

// Host is what a screen gets from the window.
type Host struct {
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      *task.Runner
	Dialogs    *dialogs.Dialogs
	Week       agenda.Week       // the one that is chosen when the screen is made
	ChooseWeek func(agenda.Week) // chooses another week for every screen
	Navigate   func(id string)   // goes to another screen
	OpenFile   func(path string) // opens a written file with the system's program
}

// Workspaces opens and makes workspaces. Its methods are called beside the window.
type Workspaces interface {
	// Open opens a workspace; passphrase is nil where nobody was asked for one yet.
	Open(ctx context.Context, path string, passphrase []byte) (*office.Office, error)
	Create(ctx context.Context, request start.Request) (*office.Office, error)
	// Demo makes a demo workspace in the program's own folder, or opens the one there.
	Demo(ctx context.Context, progress agenda.Progress) (*office.Office, error)
}
