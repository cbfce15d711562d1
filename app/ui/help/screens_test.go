package help

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/bookings"
	"creneaux/app/ui/screens/calendar"
	"creneaux/app/ui/screens/capacity"
	"creneaux/app/ui/screens/chance"
	"creneaux/app/ui/screens/convocations"
	"creneaux/app/ui/screens/dashboard"
	"creneaux/app/ui/screens/imports"
	"creneaux/app/ui/screens/publication"
	"creneaux/app/ui/screens/scenarios"
	"creneaux/app/ui/screens/settings"
	"creneaux/app/ui/screens/vetting"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
	pages "creneaux/assets/help"
)

// atNoon is an office that is never asked for anything but the time.
type atNoon struct{ convocations.Office }

func (atNoon) Now() agenda.Moment {
	return agenda.NewDate(2026, 3, 2).At(agenda.Noon)
}

func (calendarAtNoon) Now() agenda.Moment { return atNoon{}.Now() }

// calendarAtNoon is the same for the calendar.
type calendarAtNoon struct{ calendar.Office }

// ownActions makes every screen, which never gets what it asks for, and returns what
// each can do, by the names of their pages.
func ownActions(voice *wording.Voice) map[string][]action.Action {
	never := func(func(), func()) {}
	changed := func() {}
	week := agenda.NewDate(2026, 3, 2).Week()
	return map[string][]action.Action{
		"dashboard":   dashboard.New(dashboard.Params{Voice: voice, Background: never, ActionsChanged: changed}).Actions(),
		"capacity":    capacity.New(capacity.Params{Voice: voice, Background: never, Week: week, ActionsChanged: changed}).Actions(),
		"calendar":    calendar.New(calendar.Params{Office: calendarAtNoon{}, Voice: voice, Background: never, Week: week, ActionsChanged: changed}).Actions(),
		"scenarios":   scenarios.New(scenarios.Params{Voice: voice, Background: never, ActionsChanged: changed}).Actions(),
		"publication": publication.New(publication.Params{Voice: voice, Background: never, Week: week, ActionsChanged: changed}).Actions(),
		"chance":      chance.New(chance.Params{Voice: voice, Background: never, Week: week, ActionsChanged: changed}).Actions(),
		"imports":     imports.New(imports.Params{Voice: voice, Background: never, ActionsChanged: changed}).Actions(),
		"bookings":    bookings.New(bookings.Params{Voice: voice, Background: never, Week: week, ActionsChanged: changed}).Actions(),
		"vetting":     vetting.New(vetting.Params{Voice: voice, Background: never, ActionsChanged: changed}).Actions(),
		"convocations": convocations.New(convocations.Params{
			Office: atNoon{}, Voice: voice, Background: never, Week: week, ActionsChanged: changed,
			Tick: func(func()) func() { return changed },
		}).Actions(),
		"settings": settings.New(settings.Params{Voice: voice, Background: never, ActionsChanged: changed}).Actions(),
	}
}

// told returns the actions that a page lists, in its section of that name, with their
// keys.
func told(p *Page) (rows [][2]string) {
	within := false
	for _, b := range p.body {
		switch {
		case b.kind == heading:
			within = b.anchor == "actions"
		case b.kind == grid && within:
			for _, row := range b.rows[1:] {
				rows = append(rows, [2]string{plainly(saidBy(row[0])), plainly(saidBy(row[1]))})
			}
		}
	}
	return rows
}

func saidBy(runs []run) string {
	var said strings.Builder
	for _, r := range runs {
		said.WriteString(r.text)
	}
	return said.String()
}

// plainly drops what differs between a sentence and the name of a button.
func plainly(text string) string {
	text = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
	return strings.TrimSuffix(strings.TrimSpace(text), "…")
}

// The page of a screen lists what the screen can do, with the keys, and nothing else.
func TestThePagesOfTheScreensListTheirActions(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{}))
	for lang, l := range libraries(t) {
		own := ownActions(l.voice)
		for _, id := range pages.Screens() {
			var can [][2]string
			for _, a := range own[id] {
				keys := "–"
				if a.Shortcut != nil {
					keys = plainly(action.Keys(l.voice, a.Shortcut))
				}
				can = append(can, [2]string{plainly(a.Title), keys})
			}
			if len(can) == 0 {
				t.Errorf("%s: the screen %s can do nothing", lang, id)
			}
			listed := told(l.page(id))
			for _, a := range can {
				if !slices.Contains(listed, a) {
					t.Errorf("%s: the page %s does not list %q by %s", lang, id, a[0], a[1])
				}
			}
			for _, a := range listed {
				if !slices.Contains(can, a) {
					t.Errorf("%s: the page %s lists %q by %s, which the screen does not have", lang, id, a[0], a[1])
				}
			}
		}
	}
}
