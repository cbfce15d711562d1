// Package action is the one list of what can be done in a window: the menu bar, the
// command palette, the tips of the toolbars and the help all come from it, so that they
// name an action alike and give it the same shortcut.
//
// What belongs here: what an action is, the catalogue of those that the window itself
// has, and how a shortcut is written. What an action does is the business of whoever
// has it: the window, or a screen by its method Actions.
package action

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/wording"
)

// The groups of actions: each is a menu of the menu bar, in this order.
const (
	File   = "file"
	Edit   = "edit"
	View   = "view"
	Go     = "go"
	Page   = "page" // those of the screen in sight
	Window = "window"
	Help   = "help"
)

// Groups returns the groups in the order of the menu bar.
func Groups() []string { return []string{File, Edit, View, Go, Page, Window, Help} }

// Action is something that a person can ask for. ID, Title and Do are needed.
type Action struct {
	ID       string // "file.open"; unique in a window
	Title    string // in the reader's language, with an ellipsis where it asks first
	Group    string // one of [Groups]; "" is [Page]
	Under    string // heading of a submenu of the group; "": in the menu itself
	Apart    bool   // a line stands above it in the menu
	Icon     fyne.Resource
	Shortcut fyne.Shortcut
	Also     []fyne.Shortcut // others that do the same and are not shown
	// Native says that what has the keyboard hears the shortcut first, as a field of text
	// undoes its own typing. A key alone is then not heard while somebody types.
	Native bool
	// Always says that the action can be done while a dialog is open too.
	Always bool

	Enabled func() bool   // nil: always
	Why     func() string // why it is not enabled, in the reader's language; nil: not said
	Checked func() bool   // whether the choice that it stands for is made; nil: it is no choice
	Do      func()
}

// Usable reports whether the action can be done now.
func (a Action) Usable() bool { return a.Enabled == nil || a.Enabled() }

// WhyNot says why the action cannot be done now; "" where it can, or nobody knows.
func (a Action) WhyNot() string {
	if a.Why == nil || a.Usable() {
		return ""
	}
	return a.Why()
}

// Chosen reports whether the action stands for the choice that is made.
func (a Action) Chosen() bool { return a.Checked != nil && a.Checked() }

// Shortcuts returns all shortcuts of the action, the shown one first.
func (a Action) Shortcuts() []fyne.Shortcut {
	if a.Shortcut == nil {
		return a.Also
	}
	return append([]fyne.Shortcut{a.Shortcut}, a.Also...)
}

// Tip is what a button of the action says when the pointer rests on it: its name, its
// shortcut, and why it cannot be pressed where it cannot.
func (a Action) Tip(voice *wording.Voice) string {
	tip := a.Title
	if a.Shortcut != nil {
		tip = voice.Text("action.tip", "Title", a.Title, "Keys", Keys(voice, a.Shortcut))
	}
	if why := a.WhyNot(); why != "" {
		tip += "\n" + why
	}
	return tip
}

// Set is the actions of a window.
type Set []Action

// Find returns the action of an id.
func (s Set) Find(id string) (Action, bool) {
	for _, a := range s {
		if a.ID == id {
			return a, true
		}
	}
	return Action{}, false
}

// Of returns the actions of ids, in their order; the zero action for an id that none has.
func (s Set) Of(ids ...string) []Action {
	found := make([]Action, len(ids))
	for i, id := range ids {
		found[i], _ = s.Find(id)
	}
	return found
}

// State returns which actions can be done, and which are chosen, as a text to be compared
// with a former one.
func (s Set) State() string {
	var state strings.Builder
	for _, a := range s {
		if a.Usable() {
			state.WriteString(a.ID + " " + a.Title + " ")
		}
		if a.Chosen() {
			state.WriteString("* ")
		}
	}
	return state.String()
}

// OfKey returns the action whose shortcut is a key alone, such as F5: the toolkit takes
// no shortcut without Ctrl or Alt.
func (s Set) OfKey(key fyne.KeyName) (Action, bool) {
	for _, a := range s {
		for _, shortcut := range a.Shortcuts() {
			if alone, ok := shortcut.(*desktop.CustomShortcut); ok && alone.Modifier == 0 && alone.KeyName == key {
				return a, true
			}
		}
	}
	return Action{}, false
}

// Clash is a shortcut that two actions of a set have.
type Clash struct {
	Shortcut      string // as the toolkit names it
	First, Second string // ids
}

// Clashes returns the shortcuts and the ids that are there twice.
func (s Set) Clashes() []Clash {
	var clashes []Clash
	owners, ids := map[string]string{}, map[string]bool{}
	for _, a := range s {
		if ids[a.ID] {
			clashes = append(clashes, Clash{First: a.ID, Second: a.ID})
		}
		ids[a.ID] = true
		for _, shortcut := range a.Shortcuts() {
			name := nameOf(shortcut)
			if owner, taken := owners[name]; taken {
				clashes = append(clashes, Clash{Shortcut: name, First: owner, Second: a.ID})
				continue
			}
			owners[name] = a.ID
		}
	}
	return clashes
}

// nameOf returns a name that two shortcuts have in common when the same keys are
// pressed for them: the toolkit gives those of editing names of their own.
func nameOf(s fyne.Shortcut) string {
	if k, ok := s.(fyne.KeyboardShortcut); ok {
		return (&desktop.CustomShortcut{KeyName: k.Key(), Modifier: k.Mod()}).ShortcutName()
	}
	return s.ShortcutName()
}
