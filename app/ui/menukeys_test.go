package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// The keys of a menu are written in its lines, under each other, and heard all the same.
func TestKeysOfMenusAreWritten(t *testing.T) {
	app := test.NewTempApp(t)
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	for _, scale := range theme.Scales() {
		app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale}))
		shortcut := &desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierControl}
		menu := fyne.NewMenu("Fichier")
		for _, label := range []string{"Nouvel espace…", "Ouvrir", "Sauvegarder une copie de l’espace de travail…"} {
			item := fyne.NewMenuItem(label, nil)
			item.Shortcut = shortcut
			menu.Items = append(menu.Items, item)
		}
		plain := fyne.NewMenuItem("Quitter", nil)
		menu.Items = append(menu.Items, plain)
		writeKeys(menu, voice)

		size, columns := theme.Size(theme.SizeTextBody), map[int]bool{}
		for _, item := range menu.Items[:3] {
			name, keys, _ := strings.Cut(item.Label, "\t")
			if strings.Trim(keys, "\t") != "Ctrl+N" {
				t.Errorf("%q says the keys %q", name, keys)
			}
			if _, written := item.Shortcut.(fyne.KeyboardShortcut); written || item.Shortcut.ShortcutName() != shortcut.ShortcutName() {
				t.Errorf("%q: Fyne would write or miss %v", name, item.Shortcut)
			}
			before := strings.TrimSuffix(item.Label, "Ctrl+N")
			columns[int(fyne.MeasureText(before, size, fyne.TextStyle{}).Width)] = true
		}
		if len(columns) != 1 {
			t.Errorf("at %v the keys stand at %v", scale, columns)
		}
		if plain.Label != "Quitter" {
			t.Errorf("a line without keys became %q", plain.Label)
		}
	}
}
