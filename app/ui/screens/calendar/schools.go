package calendar

import (
	"context"
	"math"
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/history"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// schoolsView is the table of school holidays, and what the service says of them.
type schoolsView struct {
	s    *Screen
	list *ledger[agenda.SchoolHoliday, agenda.SchoolHolidayID]
	zone *widgets.Select
	part *widgets.NumberField // of the usual demand, in such a week
	told int                  // what was shown there last; what stands there otherwise was typed
	box  fyne.CanvasObject
}

func newSchoolsView(s *Screen) *schoolsView {
	voice := s.p.Voice
	text := voice.Text
	v := &schoolsView{s: s}
	names := []string{text("screen.calendar.schools.no-zone")}
	for _, zone := range agenda.SchoolZones() {
		names = append(names, text("screen.calendar.schools.zone", "Zone", zone))
	}
	v.zone = widgets.NewSelect(names, 0, v.setZone)
	v.zone.SetAccessibleLabel(text("screen.calendar.schools.own"))
	v.part = widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: leastDemand, Most: mostDemand, Step: 5, Unit: "%"})
	v.part.SetAccessibleLabel(text("screen.calendar.schools.demand"))
	v.part.OnChanged = v.setDemand
	v.list = newLedger(s, kind[agenda.SchoolHoliday, agenda.SchoolHolidayID]{
		key: schoolsKey, label: text("screen.calendar.tab.schools"), icon: theme.IconList(), plan: s.schoolsWeigh,
		empty: [2]string{text("screen.calendar.schools.empty.title"), text("screen.calendar.schools.empty.text")},
		columns: []widgets.Column{
			{ID: "zone", Label: text("screen.calendar.column.zone"), Width: 64},
			{ID: "name", Label: text("screen.calendar.column.title"), Width: 260, Stretch: true},
			{ID: "from", Label: text("screen.calendar.column.from"), Width: 160},
			{ID: "to", Label: text("screen.calendar.column.to"), Width: 160},
		},
		list:   func(h office.House) []agenda.SchoolHoliday { return h.SchoolHolidays },
		id:     func(h agenda.SchoolHoliday) agenda.SchoolHolidayID { return h.ID },
		period: agenda.SchoolHoliday.Period,
		cells: func(h agenda.SchoolHoliday) []string {
			return []string{h.Zone, h.Name, voice.Date(h.From), voice.Date(h.To)}
		},
		named: func(h agenda.SchoolHoliday) string {
			return text("screen.calendar.schools.named", "Name", h.Name, "Zone", h.Zone)
		},
		many: func(n int) string { return text("screen.calendar.schools.many", "Count", n) },
		put:  s.p.Office.PutSchoolHolidays, remove: s.p.Office.RemoveSchoolHolidays,
		form: s.schoolForm,
		blank: func() agenda.SchoolHoliday {
			zone := s.house.Service.SchoolZone
			if zone == "" {
				zone = agenda.SchoolZones()[0]
			}
			return agenda.SchoolHoliday{Zone: zone}
		},
	})
	own := widgets.Flow(nil,
		widgets.NewText(widgets.RoleMuted, text("screen.calendar.schools.own")), v.zone,
		widgets.NewText(widgets.RoleMuted, text("screen.calendar.schools.demand")), v.part)
	v.box = widgets.DownWith(v.list.content(), own, v.list.content())
	return v
}

func (v *schoolsView) content() fyne.CanvasObject { return v.box }
func (v *schoolsView) status() string             { return v.list.status() }
func (v *schoolsView) update()                    { v.list.update() }

func (v *schoolsView) show() {
	v.showZone()
	if typed, ok := v.part.Int(); v.told == 0 || ok && typed == v.told {
		v.showDemand()
	}
	v.told = percentOf(v.s.house.Service.SchoolDemand)
	v.list.show()
}

func (v *schoolsView) showZone() {
	v.zone.SetSelectedIndex(slices.Index(agenda.SchoolZones(), v.s.house.Service.SchoolZone) + 1)
}

func (v *schoolsView) showDemand() { v.part.SetInt(percentOf(v.s.house.Service.SchoolDemand)) }

// How much of the usual demand a week of school holidays has at least and at most, in per
// cent.
const (
	leastDemand = 10
	mostDemand  = 300
)

// percentOf writes a share of the usual demand; 0 is as much as any other week.
func percentOf(share float64) int {
	if share == 0 {
		return 100
	}
	return int(math.Round(100 * share))
}

// setDemand says how much of the usual demand a week of school holidays has.
func (v *schoolsView) setDemand() {
	s := v.s
	percent, ok := v.part.Int()
	if !ok || percent == percentOf(s.house.Service.SchoolDemand) {
		return
	}
	share := float64(percent) / 100
	set := func(share float64) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, _ agenda.Progress) error {
			_, err := s.p.Office.SetSchoolDemand(ctx, share)
			return err
		}
	}
	before := 0.0
	s.attempt(func(ctx context.Context) (err error) {
		before, err = s.p.Office.SetSchoolDemand(ctx, share)
		return err
	}, func(done bool) {
		switch {
		case !done:
			v.showDemand()
			return
		case percentOf(before) == percent:
			return // it was set twice in haste
		}
		name := s.p.Voice.Text("screen.calendar.schools.step.demand", "Share", s.p.Voice.Percent(share))
		s.did(history.Step{Name: name, Undo: set(before), Redo: set(share)}, true)
	})
}

// setZone says in which zone the service's schools are.
func (v *schoolsView) setZone(i int) {
	s, zone := v.s, ""
	if i > 0 {
		zone = agenda.SchoolZones()[i-1]
	}
	if zone == s.house.Service.SchoolZone {
		return
	}
	set := func(zone string) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, _ agenda.Progress) error {
			_, err := s.p.Office.SetSchoolZone(ctx, zone)
			return err
		}
	}
	before := ""
	s.attempt(func(ctx context.Context) (err error) { before, err = s.p.Office.SetSchoolZone(ctx, zone); return err }, func(done bool) {
		switch {
		case !done:
			v.showZone()
			return
		case before == zone:
			return // it was set twice in haste
		}
		name := s.p.Voice.Text("screen.calendar.schools.step.none")
		if zone != "" {
			name = s.p.Voice.Text("screen.calendar.schools.step", "Zone", zone)
		}
		s.did(history.Step{Name: name, Undo: set(before), Redo: set(zone)}, s.schoolsWeigh())
	})
}

// schoolsWeigh reports whether the plan looks at the school holidays.
func (s *Screen) schoolsWeigh() bool { return percentOf(s.house.Service.SchoolDemand) != 100 }

// schoolForm asks for a row of the table.
func (s *Screen) schoolForm(h agenda.SchoolHoliday, fresh bool) {
	voice := s.p.Voice
	text := voice.Text
	f := &form{s: s, title: text("screen.calendar.schools.add")}
	before := &h
	if fresh {
		before, h.ID = nil, ""
	} else {
		f.title = text("screen.calendar.schools.change")
	}
	when := newPeriod(s, h.Period(), false)
	zone := widgets.NewSelect(agenda.SchoolZones(), max(slices.Index(agenda.SchoolZones(), h.Zone), 0), nil)
	name := widgets.NewEntry()
	name.SetText(h.Name)
	of := widgets.NewField(text("screen.calendar.column.zone"), "", zone)
	called := widgets.NewField(text("screen.calendar.column.title"), text("screen.calendar.schools.name.hint"), name).Require(voice)
	f.fields = widgets.NewForm(append([]*widgets.Field{called, of}, when.fields...)...)
	f.parts = append([]fyne.CanvasObject{called, of}, when.parts()...)
	f.keep = func(done func(bool)) bool {
		from, to, _, ok := when.value()
		if ok {
			s.schools.list.keep(agenda.SchoolHoliday{ID: h.ID, Zone: agenda.SchoolZones()[zone.SelectedIndex()], Name: name.Stands(), From: from, To: to}, before, done)
		}
		return ok
	}
	f.open()
}
