package action

import (
	"strconv"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
)

// Spec is an action of the window as the catalogue has it: everything but what it does.
type Spec struct {
	ID       string
	Key      string // of the title, in the translation catalogues
	Group    string
	Under    string // key of the heading of the submenu; "": none
	Apart    bool
	Icon     fyne.Resource
	Shortcut fyne.Shortcut
	Also     []fyne.Shortcut
	Native   bool
	Always   bool
}

// All returns the actions of the window in the order of the menus. The pages, whose
// shortcuts [PageShortcut] tells, and the actions of a screen come beside them.
func All() []Spec {
	return []Spec{
		{ID: "file.new", Key: "action.file.new", Icon: theme.IconNew(), Group: File, Shortcut: Ctrl(fyne.KeyN)},
		{ID: "file.open", Key: "action.file.open", Icon: theme.IconFolderOpen(), Group: File, Shortcut: Ctrl(fyne.KeyO)},
		{ID: "file.demo", Key: "action.file.demo", Icon: theme.IconRun(), Group: File},
		{ID: "file.backup", Key: "action.file.backup", Icon: theme.IconBackup(), Group: File, Apart: true, Shortcut: Ctrl(fyne.KeyS)},
		{ID: "file.close", Key: "action.file.close", Icon: theme.IconClose(), Group: File, Shortcut: CtrlShift(fyne.KeyW)},
		{ID: "file.reopen", Key: "action.file.reopen", Group: File, Apart: true},
		{ID: "file.quit", Key: "action.file.quit", Icon: theme.IconQuit(), Group: File, Apart: true, Shortcut: Ctrl(fyne.KeyQ)},

		{ID: "edit.undo", Key: "action.edit.undo", Icon: theme.IconUndo(), Group: Edit, Shortcut: &fyne.ShortcutUndo{}, Native: true},
		{ID: "edit.redo", Key: "action.edit.redo", Icon: theme.IconRedo(), Group: Edit, Shortcut: &fyne.ShortcutRedo{}, Also: []fyne.Shortcut{CtrlShift(fyne.KeyZ)}, Native: true},
		{ID: "edit.cut", Key: "ui.edit.cut", Group: Edit, Apart: true, Shortcut: &fyne.ShortcutCut{}, Native: true},
		{ID: "edit.copy", Key: "ui.edit.copy", Icon: theme.IconCopy(), Group: Edit, Shortcut: &fyne.ShortcutCopy{}, Native: true},
		{ID: "edit.paste", Key: "ui.edit.paste", Group: Edit, Shortcut: &fyne.ShortcutPaste{}, Native: true},
		{ID: "edit.select-all", Key: "ui.edit.select-all", Group: Edit, Shortcut: &fyne.ShortcutSelectAll{}, Native: true},

		{ID: "view.refresh", Key: "action.view.refresh", Icon: theme.IconRefresh(), Group: View, Shortcut: Alone(fyne.KeyF5)},
		{ID: "view.navigation", Key: "action.view.navigation", Icon: theme.IconFold(), Group: View, Apart: true, Shortcut: Alone(fyne.KeyF9)},
		{ID: "view.page-only", Key: "action.view.page-only", Icon: theme.IconWindow(), Group: View, Shortcut: Alone(fyne.KeyF11)},
		{ID: "view.larger", Key: "action.view.larger", Icon: theme.IconTextSize(), Group: View, Apart: true, Always: true, Shortcut: Ctrl(fyne.KeyPlus),
			Also: []fyne.Shortcut{Ctrl(fyne.KeyEqual), CtrlShift(fyne.KeyEqual), CtrlShift(fyne.KeyPlus), Alt(fyne.KeyPlus), Alt(fyne.KeyEqual)}},
		{ID: "view.smaller", Key: "action.view.smaller", Icon: theme.IconTextSize(), Group: View, Always: true, Shortcut: Ctrl(fyne.KeyMinus),
			// The minus of a French keyboard is on the key of the 6, which the toolkit calls 6:
			// with Ctrl it goes to the sixth page. That of the number pad is a minus everywhere.
			Also: []fyne.Shortcut{Alt(fyne.KeyMinus), Alt(fyne.Key6)}},
		{ID: "view.normal", Key: "action.view.normal", Icon: theme.IconTextSize(), Group: View, Always: true, Shortcut: Ctrl(fyne.Key0), Also: []fyne.Shortcut{CtrlShift(fyne.Key0)}},
		{ID: "view.look.system", Key: "action.view.look.system", Icon: theme.IconLook(), Group: View, Under: "action.under.look", Apart: true},
		{ID: "view.look.light", Key: "action.view.look.light", Icon: theme.IconLook(), Group: View, Under: "action.under.look"},
		{ID: "view.look.dark", Key: "action.view.look.dark", Icon: theme.IconLook(), Group: View, Under: "action.under.look"},
		{ID: "view.contrast", Key: "action.view.contrast", Icon: theme.IconLook(), Group: View, Under: "action.under.look", Apart: true},
		{ID: "view.motion", Key: "action.view.motion", Group: View, Under: "action.under.look"},
		{ID: "view.density.comfortable", Key: "action.view.density.comfortable", Icon: theme.IconDensity(), Group: View, Under: "action.under.density"},
		{ID: "view.density.compact", Key: "action.view.density.compact", Icon: theme.IconDensity(), Group: View, Under: "action.under.density"},
		{ID: "view.language.fr", Key: "action.view.language.fr", Icon: theme.IconLanguage(), Group: View, Under: "action.under.language"},
		{ID: "view.language.en", Key: "action.view.language.en", Icon: theme.IconLanguage(), Group: View, Under: "action.under.language"},

		{ID: "go.back", Key: "action.go.back", Icon: theme.IconBack(), Group: Go, Shortcut: Alt(fyne.KeyLeft)},
		{ID: "go.forward", Key: "action.go.forward", Icon: theme.IconForward(), Group: Go, Shortcut: Alt(fyne.KeyRight)},
		// The weeks turn as sheets and tabs do elsewhere; Ctrl+Alt and an arrow turns the
		// whole screen on some machines.
		{ID: "go.week.previous", Key: "action.go.week.previous", Icon: theme.IconPrevious(), Group: Go, Apart: true, Shortcut: Ctrl(fyne.KeyPageUp)},
		{ID: "go.week.next", Key: "action.go.week.next", Icon: theme.IconNext(), Group: Go, Shortcut: Ctrl(fyne.KeyPageDown)},
		{ID: "go.week.now", Key: "action.go.week.now", Icon: theme.IconWeek(), Group: Go, Shortcut: Alt(fyne.KeyHome)},
		{ID: "go.message", Key: "action.go.message", Icon: theme.IconInfo(), Group: Go, Apart: true, Shortcut: Alone(fyne.KeyF8)},

		{ID: "window.new", Key: "action.window.new", Icon: theme.IconWindowNew(), Group: Window, Shortcut: CtrlShift(fyne.KeyN)},
		{ID: "window.page", Key: "action.window.page", Icon: theme.IconWindowNew(), Group: Window, Shortcut: CtrlShift(fyne.KeyO)},
		{ID: "window.next", Key: "action.window.next", Icon: theme.IconWindow(), Group: Window, Apart: true, Shortcut: with(fyne.KeyF6, fyne.KeyModifierShortcutDefault)},
		{ID: "window.close", Key: "action.window.close", Icon: theme.IconClose(), Group: Window, Shortcut: Ctrl(fyne.KeyW)},

		{ID: "help.contents", Key: "action.help.contents", Icon: theme.IconHelp(), Group: Help, Shortcut: Alone(fyne.KeyF1)},
		{ID: "help.palette", Key: "action.help.palette", Icon: theme.IconCommand(), Group: Help, Shortcut: Ctrl(fyne.KeyK)},
		{ID: "help.about", Key: "action.help.about", Icon: theme.IconInfo(), Group: Help, Apart: true},
	}
}

// mostPages is how many pages have a shortcut: as many as there are digits but 0.
const mostPages = 9

// PageShortcut returns the shortcuts of the page at a place of the navigation, from 0,
// the shown one first; none beyond the ninth. The toolkit knows the keys of the digits by
// their place; on a French keyboard whoever types the digit holds the shift key too.
func PageShortcut(index int) []fyne.Shortcut {
	if index < 0 || index >= mostPages {
		return nil
	}
	digit := fyne.KeyName(strconv.Itoa(index + 1))
	return []fyne.Shortcut{Ctrl(digit), CtrlShift(digit)}
}
