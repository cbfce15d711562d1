package ui

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"creneaux/app/wording"
)

// toolkitTexts are the texts that Fyne itself shows in our window, by its own keys, and
// ours for them. Fyne asks the system for the language and has no call to set one
// (fyne#5333); registering our texts under the system's language is the way.
var toolkitTexts = map[string]string{
	"Quit": "action.file.quit", "Undo": "ui.edit.undo", "Redo": "ui.edit.redo", "Cut": "ui.edit.cut",
	"Copy": "ui.edit.copy", "Paste": "ui.edit.paste", "Select all": "ui.edit.select-all",
}

// teachToolkit makes Fyne's own texts those of the voice.
func teachToolkit(voice *wording.Voice) {
	texts := map[string]string{}
	for key, ours := range toolkitTexts {
		texts[key] = voice.Text(ours)
	}
	raw, err := json.Marshal(texts)
	if err == nil {
		err = lang.AddTranslationsForLocale(raw, lang.SystemLocale())
	}
	if err != nil {
		fyne.LogError("teaching Fyne our language", err)
	}
}
