package help

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/ui/action"
	"creneaux/app/wording"
	pages "creneaux/assets/help"
)

// allActions returns the actions of the catalogue, those that go to the pages of the
// navigation, and those that come beside them.
func allActions(voice *wording.Voice, more action.Set) action.Set {
	var all action.Set
	for i, id := range pages.Screens() {
		one := action.Action{ID: "go.page." + id, Title: voice.Text("ui.nav." + id), Group: action.Go}
		if shortcuts := action.PageShortcut(i); len(shortcuts) > 0 {
			one.Shortcut, one.Also = shortcuts[0], shortcuts[1:]
		}
		all = append(all, one)
	}
	for _, spec := range action.All() {
		one := action.Action{ID: spec.ID, Title: voice.Text(spec.Key), Group: spec.Group, Shortcut: spec.Shortcut, Also: spec.Also}
		if spec.Under != "" {
			one.Under = voice.Text(spec.Under)
		}
		all = append(all, one)
	}
	for _, one := range more {
		if _, known := all.Find(one.ID); !known {
			all = append(all, one)
		}
	}
	return all
}

// keys writes the shortcut of an action.
func (l *Library) keys(id, name string) string {
	found, ok := l.actions.Find(name)
	if !ok {
		l.fault("%s: there is no action %s", id, name)
		return name
	}
	keys := ""
	if found.Shortcut != nil {
		keys = action.Keys(l.voice, found.Shortcut)
	}
	if keys == "" {
		l.fault("%s: action %s has no shortcut", id, name)
	}
	return keys
}

// keyNames are the keys that pages call otherwise than the toolkit does.
var keyNames = map[string]fyne.KeyName{
	"PageUp": fyne.KeyPageUp, "PageDown": fyne.KeyPageDown, "Enter": fyne.KeyReturn,
	"Tab": fyne.KeyTab, "Space": fyne.KeySpace, "Escape": fyne.KeyEscape, "Home": fyne.KeyHome, "End": fyne.KeyEnd, "Delete": fyne.KeyDelete,
	"Up": fyne.KeyUp, "Down": fyne.KeyDown, "Left": fyne.KeyLeft, "Right": fyne.KeyRight,
}

// modifiers are the keys that are held while another is pressed.
var modifiers = map[string]fyne.KeyModifier{
	"Ctrl": fyne.KeyModifierControl, "Shift": fyne.KeyModifierShift, "Alt": fyne.KeyModifierAlt,
}

// written writes keys such as "Ctrl+F" as they stand on the reader's keyboard.
func (l *Library) written(id, keys string) string {
	shortcut := &desktop.CustomShortcut{}
	for name := range strings.SplitSeq(keys, "+") {
		known, named := keyNames[name]
		switch {
		case modifiers[name] != 0:
			shortcut.Modifier |= modifiers[name]
		case named:
			shortcut.KeyName = known
		case len(name) == 1 || name[0] == 'F':
			shortcut.KeyName = fyne.KeyName(name)
		default:
			l.fault("%s: there is no key %s", id, name)
		}
	}
	return action.Keys(l.voice, shortcut)
}

// actionTables lists what the window can do, by menu.
func (l *Library) actionTables() (body []block) {
	for _, group := range action.Groups() {
		rows := [][][]run{{
			{{text: l.voice.Text("guide.keys.action"), bold: true}}, {{text: l.voice.Text("guide.keys.keys"), bold: true}},
		}}
		for _, a := range l.actions {
			if a.Group == group || a.Group == "" && group == action.Page {
				rows = append(rows, [][]run{{{text: title(a)}}, l.keyRuns(a)})
			}
		}
		if len(rows) == 1 {
			continue
		}
		body = append(body,
			block{kind: heading, level: 2, anchor: "menu-" + group, runs: []run{{text: l.voice.Text("action.menu." + group)}}},
			block{kind: grid, rows: rows})
	}
	return body
}

// title names an action, with the submenu in which it stands.
func title(a action.Action) string {
	name := strings.TrimSuffix(a.Title, "…")
	if a.Under != "" {
		name = a.Under + " › " + name
	}
	return name
}

func (l *Library) keyRuns(a action.Action) []run {
	if a.Shortcut != nil {
		if keys := action.Keys(l.voice, a.Shortcut); keys != "" {
			return []run{{text: keys, key: true}}
		}
	}
	return []run{{text: "–"}}
}
