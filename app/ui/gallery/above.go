package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// above is what lies over a window: messages, menus, dialogs.
func above(voice *wording.Voice) []Section {
	return []Section{toasts(voice), tip(), menu(), palette(voice), dialog()}
}

func toasts(voice *wording.Voice) Section {
	stage := widgets.NewStage(widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, nil))
	stage.Wait = never
	stage.Speak(voice)
	return Section{Name: "toast", Samples: []Sample{{State: "states", Object: stage, Size: fyne.NewSize(520, 230), After: func() {
		stage.Toast(widgets.ToastParams{Text: "4 réservations annulées.", State: widgets.Success, Action: "Annuler", Do: func() {}})
		stage.Toast(widgets.ToastParams{Text: "Le fichier est écrit.", State: widgets.Info})
		stage.Toast(widgets.ToastParams{Text: "La copie n’a pas pu être écrite : le disque est plein.", State: widgets.Danger})
	}}}}
}

// tip needs a [widgets.Stage] around the section.
func tip() Section {
	anchor := widgets.NewButton(widgets.Secondary, "Under the pointer", nil, func() {})
	room := container.NewVBox(container.NewHBox(anchor))
	return Section{Name: "tip", Samples: []Sample{{State: "shown", Object: room, Size: fyne.NewSize(460, 90), After: func() {
		widgets.ShowTip(anchor, fyne.NewPos(20, 36), "Ce qui est coupé se lit ici en entier (Ctrl+K)")
	}}}}
}

func menu() Section {
	return Section{Name: "menu", Room: fyne.NewSize(420, 300), Samples: []Sample{{State: "open", Object: widgets.NewText(widgets.RoleBody, "")}},
		Open: func(_ fyne.Canvas, at fyne.CanvasObject) {
			widgets.ShowMenu(at, fyne.NewPos(120, 20), []widgets.MenuItem{
				{Label: "Ouvrir", Shortcut: "Entrée", Icon: theme.IconFolderOpen(), Do: func() {}},
				{Label: "Copier", Shortcut: "Ctrl+C", Icon: theme.IconCopy(), Do: func() {}},
				{Separator: true},
				{Label: "Annuler la réservation", Icon: theme.IconClose(), Disabled: true},
			})
		}}
}

func palette(voice *wording.Voice) Section {
	return Section{Name: "palette", Room: fyne.NewSize(760, 460), Samples: []Sample{{State: "open", Object: widgets.NewText(widgets.RoleBody, "")}},
		Open: func(c fyne.Canvas, _ fyne.CanvasObject) {
			widgets.ShowPalette(c, widgets.PaletteParams{
				Voice: voice, Recent: []string{"backup"}, OnChosen: func(string) {},
				Entries: []widgets.PaletteEntry{
					{ID: "capacity", Title: "Capacité", Group: "Aller à", Shortcut: "Ctrl+2", Icon: theme.IconCapacity()},
					{ID: "backup", Title: "Sauvegarder une copie", Group: "Espace", Icon: theme.IconBackup()},
					{ID: "undo", Title: "Annuler", Group: "Édition", Shortcut: "Ctrl+Z", Icon: theme.IconUndo(), Disabled: "Rien à annuler"},
				},
			})
		}}
}

func dialog() Section {
	return Section{Name: "dialog", Room: fyne.NewSize(640, 320), Samples: []Sample{{State: "open", Object: widgets.NewText(widgets.RoleBody, "")}},
		Open: func(c fyne.Canvas, _ fyne.CanvasObject) {
			answers := widgets.Across(
				widgets.NewButton(widgets.Secondary, "Ne pas supprimer", nil, func() {}),
				widgets.NewButton(widgets.Destructive, "Supprimer", theme.IconDelete(), func() {}))
			widgets.ShowDialog(c, widgets.Inset(theme.SizeMargin, widgets.Down(
				widgets.NewText(widgets.RoleHeading, "Supprimer cet import ?"),
				widgets.AtLeast(380, 0, widgets.NewParagraph(widgets.RoleBody, "Les 600 rendez-vous qu’il a apportés disparaîtront. Cela ne peut pas être annulé.")),
				answers)))
		}}
}
