package capacity

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// versions is the list of the plans that the workspace has had.
type versions struct {
	s       *Screen
	list    []office.PlanVersion
	table   *widgets.DataTable
	said    *widgets.Paragraph
	look    *widgets.Button
	restore *widgets.Button
	looks   latest
	content fyne.CanvasObject
}

func newVersions(s *Screen) *versions {
	voice := s.p.Voice
	v := &versions{s: s, said: widgets.NewParagraph(widgets.RoleBody, "")}
	v.looks.background = s.p.Background
	v.table = widgets.NewDataTable(widgets.TableParams{
		ID: versionsKey, Memory: s.p.Memory, Label: voice.Text("screen.capacity.view.versions"), Columns: versionColumns(voice), Voice: voice,
		Background: widgets.Inline, Signs: true,
	})
	v.table.SetSource(widgets.SourceFunc(v.page))
	v.table.OnSelected = func(int, widgets.Row) { v.chose() }
	v.table.OnUnselected = v.chose
	v.table.OnActivated = func(int, widgets.Row) { v.open() }
	v.table.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(voice, action.Set(s.Actions()).Of(actionLook, actionRestore)...)
	}
	v.look = widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.version.look"), theme.IconShow(), v.open)
	v.restore = widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.version.restore"), theme.IconHistory(), v.takeBack)
	foot := widgets.AcrossMiddle(v.said, v.said, v.look, v.restore)
	v.content = widgets.DownWith(v.table, v.table, foot)
	return v
}

// page gives the versions as they stand now.
func (v *versions) page(_ context.Context, offset, limit int, _ widgets.Order) (widgets.Page, error) {
	from := min(offset, len(v.list))
	var rows []widgets.Row
	for _, version := range v.list[from:min(from+limit, len(v.list))] {
		rows = append(rows, versionRow(version, v.s.present.Version, v.s.p.Voice))
	}
	return widgets.Page{Rows: rows, Total: len(v.list)}, nil
}

func (v *versions) show(list []office.PlanVersion) {
	v.list = list
	v.table.Reload()
	v.describe()
}

// chosen is the version that is selected.
func (v *versions) chosen() (office.PlanVersion, bool) {
	_, row, ok := v.table.Selected()
	i := slices.IndexFunc(v.list, func(version office.PlanVersion) bool { return strconv.Itoa(version.Version) == row.Key })
	if !ok || i < 0 {
		return office.PlanVersion{}, false
	}
	return v.list[i], true
}

// earlier reports whether a version is selected that is not the plan that stands.
func (v *versions) earlier() bool {
	version, ok := v.chosen()
	return ok && version.Version != v.s.present.Version
}

// chose says what there is to know of another version.
func (v *versions) chose() {
	v.describe()
	v.content.Refresh()
	v.s.actionsChanged()
}

// describe says which weeks the selected version has changed.
func (v *versions) describe() {
	voice := v.s.p.Voice
	version, ok := v.chosen()
	switch {
	case !ok:
		v.said.SetText(voice.Text("screen.capacity.version.none"))
	case len(version.Weeks) == 0:
		v.said.SetText(voice.Text("screen.capacity.version.unchanged"))
	default:
		v.said.SetText(voice.Text("screen.capacity.version.weeks", "Count", len(version.Weeks), "Weeks", weekRanges(version.Weeks, voice)))
	}
	for _, b := range []*widgets.Button{v.look, v.restore} {
		if v.earlier() {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// open shows the selected version in place of the plan that stands.
func (v *versions) open() {
	version, ok := v.chosen()
	if !ok {
		return
	}
	if version.Version == v.s.present.Version {
		v.s.leaveVersion()
		return
	}
	var plan office.PlanView
	var err error
	v.looks.run(func() { plan, err = v.s.p.Office.PlanAt(context.Background(), version.Version) }, func() {
		if err != nil {
			v.s.p.Dialogs.Problem(err)
			return
		}
		v.s.lookAt(plan, version)
	})
}

// takeBack makes the selected version the plan that stands.
func (v *versions) takeBack() {
	if version, ok := v.chosen(); ok && v.earlier() {
		v.s.restore(version.Version)
	}
}

// restore makes an earlier version the plan that stands.
func (s *Screen) restore(version int) {
	voice := s.p.Voice
	s.step(voice.Text("screen.capacity.restoring"), voice.Text("screen.capacity.step.restore", "Version", version),
		func(ctx context.Context, _ agenda.Progress) (office.PlanView, error) {
			return s.p.Office.RestorePlan(ctx, version, "")
		},
		func(office.PlanView) { s.earlier = nil })
}

func versionColumns(voice *wording.Voice) []widgets.Column {
	right := fyne.TextAlignTrailing
	return []widgets.Column{
		{ID: "version", Label: voice.Text("screen.capacity.version.number"), Width: 44, Align: right},
		{ID: "at", Label: voice.Text("screen.capacity.version.at"), Width: 216},
		{ID: "by", Label: voice.Text("screen.capacity.version.by"), Width: 80},
		{ID: "cause", Label: voice.Text("screen.capacity.version.cause"), Width: 180, Stretch: true},
		{ID: "why", Label: voice.Text("screen.capacity.version.why"), Width: 100, Stretch: true},
		{ID: "planned", Label: voice.Text("screen.capacity.version.planned"), Width: 92, Align: right},
		{ID: "permits", Label: voice.Text("screen.capacity.version.permits"), Width: 62, Align: right},
		{ID: "weeks", Label: voice.Text("screen.capacity.version.changed"), Tip: voice.Text("screen.capacity.version.changed.tip"), Width: 78, Align: right},
		{ID: "slots", Label: voice.Text("screen.capacity.version.slots"), Tip: voice.Text("screen.capacity.version.slots.tip"), Width: 86, Align: right},
	}
}

func versionRow(v office.PlanVersion, present int, voice *wording.Voice) widgets.Row {
	row := widgets.Row{
		Key: strconv.Itoa(v.Version),
		Cells: []string{
			voice.Number(v.Version), voice.Moment(v.At), v.By, causeOf(v, voice), v.Why, voice.Number(v.Planned),
			voice.Number(int(v.ExpectedPermits)), voice.Number(len(v.Weeks)), comings(v, voice),
		},
	}
	if v.Version == present {
		row.State = widgets.Success
	}
	return row
}

// causeOf says what made a version.
func causeOf(v office.PlanVersion, voice *wording.Voice) string {
	weeks := weekRanges(v.Weeks, voice)
	switch v.Cause {
	case office.PlanEdited:
		return voice.Text("screen.capacity.cause.edited", "Count", len(v.Weeks), "Weeks", weeks)
	case office.PlanLocked:
		return voice.Text("screen.capacity.cause.locked", "Count", len(v.Weeks), "Weeks", weeks)
	case office.PlanUnlocked:
		return voice.Text("screen.capacity.cause.unlocked", "Count", len(v.Weeks), "Weeks", weeks)
	case office.PlanAdopted:
		return voice.Text("screen.capacity.cause.adopted", "Name", v.Scenario)
	case office.PlanRestored:
		return voice.Text("screen.capacity.cause.restored", "Version", v.Restored)
	default:
		return voice.Text("screen.capacity.cause.made")
	}
}

// comings writes how many slots came and went: "+12 −3".
func comings(v office.PlanVersion, voice *wording.Voice) string {
	var parts []string
	for _, n := range []int{v.Added, -v.Removed} {
		if n != 0 {
			parts = append(parts, signed(n, voice))
		}
	}
	return strings.Join(parts, " ")
}

// signed writes a difference with its sign.
func signed(n int, voice *wording.Voice) string {
	switch {
	case n > 0:
		return "+" + voice.Number(n)
	case n < 0:
		return "−" + voice.Number(-n)
	default:
		return voice.Number(0)
	}
}

// weekRanges writes the numbers of weeks: "3, 5–9, 12".
func weekRanges(weeks []agenda.Week, voice *wording.Voice) string {
	var parts []string
	for i := 0; i < len(weeks); {
		last := i
		for last+1 < len(weeks) && weeks[last+1] == weeks[last].Add(1) {
			last++
		}
		text := voice.Number(weeks[i].Number)
		if last > i {
			text += "–" + voice.Number(weeks[last].Number)
		}
		parts = append(parts, text)
		i = last + 1
	}
	return strings.Join(parts, ", ")
}
