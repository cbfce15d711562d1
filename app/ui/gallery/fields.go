package gallery

import (
	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

const fieldWidth = 300

// fields are what people type and choose.
func fields(voice *wording.Voice) []Section {
	return []Section{entries(), selects(), checks(), values(voice), labelled(voice)}
}

func field(state string, o fyne.CanvasObject, after func()) Sample {
	return Sample{State: state, Object: o, Size: fyne.NewSize(fieldWidth, 0), After: after}
}

func entries() Section {
	filled := func() *widgets.Entry {
		e := widgets.NewEntry()
		e.SetText("Martin")
		return e
	}
	empty := widgets.NewEntry()
	empty.PlaceHolder = "nom de famille"
	focus, hover, wrong, disabled := filled(), filled(), filled(), filled()
	wrong.SetWrong(true)
	disabled.Disable()
	search, found := widgets.NewSearchField("Chercher un nom"), widgets.NewSearchField("Chercher un nom")
	found.SetTextQuietly("Martin")
	path := widgets.NewFilePathField("chemin du fichier", "Parcourir…")
	path.SetPath("/exports/semaine-10.csv")
	area := widgets.NewTextArea(3)
	area.SetText("Plusieurs lignes\nd’un motif")
	return Section{Name: "entry", Samples: []Sample{
		field("empty", empty, nil), field("filled", filled(), nil), field("hover", hover, hovered(hover, 10, 10)),
		field("focus", focus, focused(focus)), field("wrong", wrong, nil), field("disabled", disabled, nil),
		field("search", search, nil), field("search, filled", found, nil), field("path", path, nil), field("lines", area, nil),
	}}
}

func selects() Section {
	choices := []string{"Tous les guichets", "Séjour 1", "Séjour 2"}
	make := func(chosen int) *widgets.Select { return widgets.NewSelect(choices, chosen, nil) }
	hover, focus, wrong, disabled := make(0), make(0), make(0), make(0)
	wrong.SetWrong(true)
	disabled.Disable()
	return Section{Name: "select", Samples: []Sample{
		field("none", make(-1), nil), field("rest", make(0), nil), field("hover", hover, hovered(hover, 10, 10)),
		field("focus", focus, focused(focus)), field("wrong", wrong, nil), field("disabled", disabled, nil),
	}}
}

func checks() Section {
	make := func(ticked bool) *widgets.Check { return widgets.NewCheck("Compter les étudiants", ticked, nil) }
	hover, focus, disabled := make(true), make(false), make(true)
	disabled.Disable()
	return Section{Name: "check", Samples: []Sample{
		field("clear", make(false), nil), field("ticked", make(true), nil), field("hover", hover, hovered(hover, 10, 10)),
		field("focus", focus, focused(focus)), field("disabled", disabled, nil),
	}}
}

// values are fields that read what is typed.
func values(voice *wording.Voice) Section {
	number := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 0, Most: 20000, Unit: "rendez-vous"})
	number.SetValue(15000)
	clock := widgets.NewTimeField(widgets.TimeParams{Voice: voice})
	clock.SetValue(agenda.MustClock("09:05"))
	duration := widgets.NewDurationField(widgets.DurationParams{Voice: voice, Most: 600})
	duration.SetValue(90)
	return Section{Name: "value", Samples: []Sample{
		field("number", number, nil), field("time", clock, nil), field("duration", duration, nil),
		field("password", widgets.NewPasswordField(voice, false), nil), field("new password", widgets.NewPasswordField(voice, true), nil),
	}}
}

func labelled(voice *wording.Voice) Section {
	wrong := widgets.NewField("Année", "de 2024 à 2035", widgets.NewEntry())
	wrong.SetError("L’année doit être comprise entre 2024 et 2035.")
	return Section{Name: "field", Samples: []Sample{
		field("plain", widgets.NewField("Nom du service", "", widgets.NewEntry()), nil),
		field("hint", widgets.NewField("Année", "de 2024 à 2035", widgets.NewEntry()), nil),
		field("required", widgets.NewField("Année", "", widgets.NewEntry()).Require(voice), nil),
		field("optional", widgets.NewField("Motif", "", widgets.NewEntry()).Optional(voice), nil),
		field("wrong", wrong, nil),
	}}
}
