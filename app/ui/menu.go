package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// The text sizes offered.
var scales = []float64{0.9, 1, 1.1, 1.25, 1.5, 2}

// menu returns the menu bar for what is open. Every action has a shortcut or a place
// in the menus, so that nothing needs the mouse.
func (w *Window) menu() *fyne.MainMenu {
	text := w.voice.Text
	quit := w.item("ui.menu.quit", ctrl(fyne.KeyQ), w.quit)
	quit.IsQuit = true
	file := fyne.NewMenu(text("ui.menu.file"),
		w.item("ui.menu.new", ctrl(fyne.KeyN), w.askNew),
		w.item("ui.menu.open", ctrl(fyne.KeyO), func() { w.askOpen("") }),
	)
	view := fyne.NewMenu(text("ui.menu.view"))
	if w.office != nil {
		file.Items = append(file.Items,
			fyne.NewMenuItemSeparator(),
			w.item("ui.menu.backup", ctrl(fyne.KeyS), w.backup),
			w.item("ui.menu.close", ctrl(fyne.KeyW), w.closeWorkspace),
		)
		for i, entry := range w.entries {
			item := w.item(entry.Title.Key, nil, func() { w.Navigate(entry.ID) })
			if i < 9 {
				item.Shortcut = ctrl(fyne.KeyName(strconv.Itoa(i + 1)))
			}
			view.Items = append(view.Items, item)
		}
		view.Items = append(view.Items,
			fyne.NewMenuItemSeparator(),
			w.item("ui.menu.week.back", alt(fyne.KeyLeft), func() { w.ChooseWeek(w.week.Add(-1)) }),
			w.item("ui.menu.week.on", alt(fyne.KeyRight), func() { w.ChooseWeek(w.week.Add(1)) }),
			w.item("ui.menu.week.now", alt(fyne.KeyHome), func() { w.ChooseWeek(w.p.Today().Week()) }),
			w.item("ui.menu.refresh", plain(fyne.KeyF5), w.refresh),
			fyne.NewMenuItemSeparator(),
		)
	}
	file.Items = append(file.Items, fyne.NewMenuItemSeparator(), quit)
	view.Items = append(view.Items, w.looks(), w.sizes(), w.languages())
	help := fyne.NewMenu(text("ui.menu.help"),
		w.item("ui.menu.contents", plain(fyne.KeyF1), w.help),
		w.item("ui.menu.about", nil, w.about),
	)
	return fyne.NewMainMenu(file, view, help)
}

func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

func alt(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}
}

func plain(key fyne.KeyName) fyne.Shortcut { return &desktop.CustomShortcut{KeyName: key} }

// item makes a line of a menu.
func (w *Window) item(key string, shortcut fyne.Shortcut, do func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(w.voice.Text(key), w.unlessAsked(do))
	item.Shortcut = shortcut
	return item
}

// unlessAsked does something unless a dialog is open: Fyne keeps menus and their
// shortcuts live behind it.
func (w *Window) unlessAsked(do func()) func() {
	return func() {
		if !w.dialogs.Open() {
			w.closePopovers()
			do()
		}
	}
}

func (w *Window) submenu(key string, items ...*fyne.MenuItem) *fyne.MenuItem {
	item := fyne.NewMenuItem(w.voice.Text(key), nil)
	item.ChildMenu = fyne.NewMenu("", items...)
	return item
}

func (w *Window) looks() *fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, mode := range theme.Modes() {
		item := w.item("ui.look."+string(mode), nil, func() { w.choices.SetString(keyMode, string(mode)); w.dress() })
		item.Checked = w.choices.mode() == mode
		items = append(items, item)
	}
	return w.submenu("ui.menu.look", items...)
}

func (w *Window) sizes() *fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, scale := range scales {
		item := fyne.NewMenuItem(w.voice.Percent(scale), w.unlessAsked(func() { w.choices.SetFloat(keyScale, scale); w.dress() }))
		item.Checked = w.choices.scale() == scale
		items = append(items, item)
	}
	return w.submenu("ui.menu.size", items...)
}

// dress puts the chosen look on.
func (w *Window) dress() {
	w.p.App.Settings().SetTheme(theme.New(w.choices.look()))
	w.window.SetMainMenu(w.menu())
}

func (w *Window) languages() *fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, lang := range wording.Languages() {
		item := w.item("ui.language."+lang, nil, func() {
			voice, err := wording.New(lang)
			if err != nil {
				w.dialogs.Problem(err)
				return
			}
			w.choices.SetString(keyLanguage, lang)
			w.speak(voice)
		})
		item.Checked = w.voice.Language() == lang
		items = append(items, item)
	}
	return w.submenu("ui.menu.language", items...)
}
