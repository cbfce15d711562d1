package gallery

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// basics are what every page is made of.
func basics(voice *wording.Voice) []Section {
	return []Section{texts(), buttons(), pressables(), badges(), tiles(), targets(voice), surfaces(), notices(voice), facts(voice)}
}

const sentence = "Trente-deux créneaux sont en ligne depuis ce matin."

func texts() Section {
	s := Section{Name: "text"}
	for _, r := range []struct {
		name string
		role widgets.TextRole
	}{
		{"title", widgets.RoleTitle}, {"heading", widgets.RoleHeading}, {"body", widgets.RoleBody}, {"strong", widgets.RoleStrong},
		{"muted", widgets.RoleMuted}, {"caption", widgets.RoleCaption}, {"figure", widgets.RoleFigure},
	} {
		s.Samples = append(s.Samples, Sample{State: r.name, Object: widgets.NewText(r.role, "Mise en ligne 1 234")})
	}
	cut := widgets.NewText(widgets.RoleBody, sentence)
	cut.SetMinWidth(0)
	s.Samples = append(s.Samples,
		Sample{State: "cut", Object: container.New(narrow{200}, cut)},
		Sample{State: "paragraph", Object: widgets.NewParagraph(widgets.RoleBody, sentence+" "+sentence+" "+sentence), Size: fyne.NewSize(360, 50)})
	for _, state := range states {
		t := widgets.NewText(widgets.RoleBody, state.State.Sign()+" "+sentence)
		t.SetState(state.State)
		s.Samples = append(s.Samples, Sample{State: state.name, Object: t})
	}
	return s
}

// narrow gives its object a width, in pixels at any text scale.
type narrow struct{ width float32 }

func (n narrow) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(n.width, o.MinSize().Height))
	}
}

func (n narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(n.width, objects[0].MinSize().Height)
}

var states = []struct {
	name string
	widgets.State
}{
	{"plain", widgets.Plain}, {"quiet", widgets.Quiet}, {"info", widgets.Info},
	{"success", widgets.Success}, {"warning", widgets.Warning}, {"danger", widgets.Danger},
}

func buttons() Section {
	s := Section{Name: "button"}
	for _, r := range []struct {
		name string
		role widgets.ButtonRole
	}{
		{"secondary", widgets.Secondary}, {"primary", widgets.Primary}, {"destructive", widgets.Destructive}, {"flat", widgets.Flat},
	} {
		var row []fyne.CanvasObject
		var after []func()
		for _, state := range []string{"rest", "hover", "focus", "pressed", "disabled"} {
			b := widgets.NewButton(r.role, state, theme.IconAdd(), func() {})
			row = append(row, b)
			switch state {
			case "hover":
				after = append(after, hovered(b, 5, 5))
			case "focus":
				after = append(after, focused(b))
			case "pressed":
				after = append(after, both(hovered(b, 5, 5), pressed(b)))
			case "disabled":
				b.Disable()
			}
		}
		icon := widgets.NewButton(r.role, "", theme.IconHelp(), func() {})
		icon.SetAccessibleLabel("Help")
		row = append(row, icon, widgets.NewButton(r.role, "text", nil, func() {}))
		s.Samples = append(s.Samples, Sample{State: r.name, Object: widgets.Across(row...), After: func() {
			for _, f := range after {
				f()
			}
		}})
	}
	return s
}

func pressables() Section {
	s := Section{Name: "pressable"}
	for _, state := range []string{"rest", "hover", "focus", "arrow"} {
		said := widgets.Down(widgets.NewText(widgets.RoleStrong, "4 réservations à vérifier"), widgets.NewText(widgets.RoleMuted, "Depuis le dernier import"))
		p := widgets.NewPressable(said, "4 réservations à vérifier", func() {})
		sample := Sample{State: state, Object: p, Size: fyne.NewSize(320, 0)}
		switch state {
		case "hover":
			sample.After = hovered(p, 5, 5)
		case "focus":
			sample.After = focused(p)
		case "arrow":
			p.SetArrow()
		}
		s.Samples = append(s.Samples, sample)
	}
	return s
}

func badges() Section {
	var row []fyne.CanvasObject
	for _, state := range states {
		row = append(row, widgets.NewBadge(state.name, state.State))
	}
	return Section{Name: "badge", Samples: []Sample{{State: "each state", Object: widgets.Across(row...)}}}
}

func tiles() Section {
	var row []fyne.CanvasObject
	for _, state := range states {
		t := widgets.NewStatTile("Rendez-vous")
		t.Set("12 345", "sur 15 000", state.State)
		row = append(row, t)
	}
	empty := widgets.NewStatTile("Sans valeur")
	return Section{Name: "tile", Samples: []Sample{
		{State: "first states", Object: widgets.Evenly(row[:3]...), Size: fyne.NewSize(640, 0)},
		{State: "other states", Object: widgets.Evenly(row[3:]...), Size: fyne.NewSize(640, 0)},
		{State: "no figure", Object: empty, Size: fyne.NewSize(200, 0)},
	}}
}

func targets(voice *wording.Voice) Section {
	s := Section{Name: "target"}
	for _, c := range []struct {
		name          string
		value, target float64
	}{{"under", 9000, 15000}, {"reached", 15000, 15000}, {"over", 16200, 15000}, {"nothing", 0, 15000}, {"no target", 700, 0}} {
		b := widgets.NewTargetBar(voice, "Créneaux au plan")
		b.Set(c.value, c.target)
		s.Samples = append(s.Samples, Sample{State: c.name, Object: b, Size: fyne.NewSize(420, 0)})
	}
	return s
}

func surfaces() Section {
	s := Section{Name: "surface"}
	for _, c := range []struct {
		name   string
		ground fyne.ThemeColorName
		edge   widgets.Edge
	}{
		{"surface", theme.ColorSurface, widgets.EdgeAll}, {"chrome", theme.ColorChrome, widgets.EdgeBottom},
		{"sunken", theme.ColorSunken, widgets.EdgeNone}, {"selected", theme.ColorAccentSoft, widgets.EdgeTop},
	} {
		text := widgets.Inset(theme.SizeGap, widgets.NewText(widgets.RoleBody, sentence))
		s.Samples = append(s.Samples, Sample{State: c.name, Object: widgets.NewSurface(c.ground, c.edge, text), Size: fyne.NewSize(420, 0)})
	}
	return s
}

func notices(voice *wording.Voice) Section {
	size := fyne.NewSize(460, 170)
	problem := agenda.NewProblem("WS-MISSING", "File", "annee.creneaux").Because(errors.New("no such file"))
	return Section{Name: "notice", Samples: []Sample{
		{State: "empty", Size: size, Object: widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconSearch(), Title: "Aucun rendez-vous", Text: "Aucun rendez-vous ne répond à ces filtres.",
			Action: widgets.NewButton(widgets.Secondary, "Tout montrer", theme.IconReset(), func() {}),
		})},
		{State: "done", Size: size, Object: widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconCheck(), Ink: theme.ColorSuccessText, Title: "Tout est traité",
		})},
		{State: "loading", Size: size, Object: widgets.NewLoading(voice)},
		{State: "failed", Size: size, Object: widgets.NewFailed(voice, problem, func() {})},
	}}
}

func facts(voice *wording.Voice) Section {
	some := []widgets.Fact{{Label: "Numéro", Value: "RDV-2027-0412"}, {Label: "Guichet", Value: "Séjour 3"}, {Label: "Téléphone", Value: ""}}
	rest, focus, strong := widgets.NewFacts(voice, some...), widgets.NewFacts(voice, some...), widgets.NewFacts(voice, some...)
	strong.SetStrong()
	size := fyne.NewSize(360, 0)
	return Section{Name: "facts", Samples: []Sample{
		{State: "rest", Object: rest, Size: size}, {State: "focus", Object: focus, Size: size, After: focused(focus)},
		{State: "strong", Object: strong, Size: size},
	}}
}
