package action

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/wording"
)

// Ctrl is the shortcut of a key pressed with the control key.
func Ctrl(key fyne.KeyName) fyne.Shortcut { return with(key, fyne.KeyModifierShortcutDefault) }

// CtrlShift is the shortcut of a key pressed with the control and the shift key.
func CtrlShift(key fyne.KeyName) fyne.Shortcut {
	return with(key, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)
}

// Alt is the shortcut of a key pressed with the alt key.
func Alt(key fyne.KeyName) fyne.Shortcut { return with(key, fyne.KeyModifierAlt) }

// Alone is the shortcut of a function key.
func Alone(key fyne.KeyName) fyne.Shortcut { return with(key, 0) }

func with(key fyne.KeyName, modifier fyne.KeyModifier) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: modifier}
}

// keyNames are the keys that people do not call as the toolkit does.
var keyNames = map[fyne.KeyName]string{
	fyne.KeyPageUp: "action.key.page-up", fyne.KeyPageDown: "action.key.page-down", fyne.KeyHome: "action.key.home",
	fyne.KeyEnd: "action.key.end", fyne.KeyReturn: "action.key.enter", fyne.KeyEnter: "action.key.enter",
	fyne.KeySpace: "action.key.space", fyne.KeyEscape: "action.key.escape", fyne.KeyDelete: "action.key.delete",
	fyne.KeyInsert: "action.key.insert", fyne.KeyTab: "action.key.tab", fyne.KeyBackspace: "action.key.backspace",
}

// keySigns are the keys that have a sign in every language.
var keySigns = map[fyne.KeyName]string{
	fyne.KeyLeft: "←", fyne.KeyRight: "→", fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyMinus: "−",
}

// Keys writes a shortcut as it stands on the keyboard of the reader: "Ctrl+Maj+N". It
// is "" for a shortcut that no key has.
func Keys(voice *wording.Voice, s fyne.Shortcut) string {
	k, ok := s.(fyne.KeyboardShortcut)
	if !ok {
		return ""
	}
	var parts []string
	for _, modifier := range []struct {
		of   fyne.KeyModifier
		name string
	}{
		{fyne.KeyModifierControl, "action.key.ctrl"}, {fyne.KeyModifierAlt, "action.key.alt"},
		{fyne.KeyModifierShift, "action.key.shift"}, {fyne.KeyModifierSuper, "action.key.super"},
	} {
		if k.Mod()&modifier.of != 0 {
			parts = append(parts, voice.Text(modifier.name))
		}
	}
	return strings.Join(append(parts, keyText(voice, k.Key())), "+")
}

func keyText(voice *wording.Voice, key fyne.KeyName) string {
	if name, ok := keyNames[key]; ok {
		return voice.Text(name)
	}
	if sign, ok := keySigns[key]; ok {
		return sign
	}
	return string(key)
}
