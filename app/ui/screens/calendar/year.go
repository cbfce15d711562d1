package calendar

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/serviceform"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// yearView is the year at a glance.
type yearView struct {
	s   *Screen
	day agenda.Date // chosen last
	own string      // territory of the service, when it was shown last

	title     *widgets.Text
	territory *widgets.Select
	wall      *widgets.Chart
	box       fyne.CanvasObject
}

func newYearView(s *Screen) *yearView {
	voice := s.p.Voice
	v := &yearView{s: s, title: widgets.NewText(widgets.RoleHeading, ""), wall: widgets.NewChart(voice, chart.Wall{})}
	s.year = s.week.Year
	v.day = s.week.Monday()
	var names []string
	for _, t := range opening.Territories() {
		names = append(names, serviceform.Territory(t, voice))
	}
	v.territory = widgets.NewComboField(voice, names, -1, func(int) { v.show() })
	v.territory.SetAccessibleLabel(voice.Text("screen.calendar.year.territory"))
	v.wall.OnTapped = func(day int) { s.goTo(agenda.NewDate(s.year, 1, 1).AddDays(day)) }
	v.wall.OnSave = s.p.SaveChart
	bar := widgets.Flow(nil, append(s.yearButtons(), v.title, widgets.NewText(widgets.RoleMuted, voice.Text("screen.calendar.year.territory")), v.territory)...)
	tile := widgets.NewTile(widgets.AtLeast(0, wallHeight, v.wall))
	v.box = widgets.DownWith(tile, bar, tile)
	return v
}

// wallHeight holds thirty-one lines at text scale 1.
const wallHeight = 450

// yearButtons go to the year before and after.
func (s *Screen) yearButtons() []fyne.CanvasObject {
	text := s.p.Voice.Text
	return []fyne.CanvasObject{
		flat(text("screen.calendar.year.before"), theme.IconPrevious(), func() { s.setYear(s.year - 1) }),
		flat(text("screen.calendar.year.after"), theme.IconNext(), func() { s.setYear(s.year + 1) }),
	}
}

// setYear shows another year.
func (s *Screen) setYear(year int) {
	if year < opening.FirstYear || year > opening.LastYear {
		return
	}
	s.year = year
	if s.there {
		s.show()
	}
}

// follow shows the year of the chosen week.
func (v *yearView) follow() {
	s := v.s
	if year := s.week.Year; year != s.year {
		s.setYear(year)
	}
}

func (v *yearView) content() fyne.CanvasObject { return v.box }

func (v *yearView) show() {
	s, voice := v.s, v.s.p.Voice
	if own := s.house.Service.Territory; own != v.own {
		v.own = own
		v.territory.SetSelectedIndex(slices.Index(opening.Territories(), own))
	}
	house := s.house
	house.Service.Territory = v.chosen()
	v.title.SetText(strconv.Itoa(s.year))
	v.wall.SetTitle(voice.Text("screen.calendar.year.title", "Year", strconv.Itoa(s.year)), house.Service.Name)
	v.wall.SetModel(wallOf(house, s.year, s.today(), voice))
	s.body.Refresh()
}

// chosen is the territory whose holidays are shown: that of the service, unless somebody
// looks at another.
func (v *yearView) chosen() string {
	if i := v.territory.SelectedIndex(); i >= 0 {
		return opening.Territories()[i]
	}
	return v.s.house.Service.Territory
}

func (v *yearView) status() string {
	holidays, err := opening.Holidays(v.chosen(), v.s.year)
	if err != nil {
		return ""
	}
	return v.s.p.Voice.Text("screen.calendar.year.status", "Count", len(holidays))
}

// The natures of what stands on the wall.
const (
	publicHoliday = iota
	wholeClosure
	partClosure
	possibleBridge
)

// wallOf draws a year: what is closed for all first.
func wallOf(house office.House, year int, today agenda.Date, voice *wording.Voice) chart.Wall {
	w := chart.Wall{
		Year: year, Today: today, Marks: map[agenda.Date][]chart.WallMark{},
		Natures: []chart.Nature{
			publicHoliday:  {Name: signHoliday + " " + voice.Text("screen.calendar.year.holiday")},
			wholeClosure:   {Name: signClosed + " " + voice.Text("screen.calendar.year.closure")},
			partClosure:    {Name: signReduced + " " + voice.Text("screen.calendar.year.part")},
			possibleBridge: {Name: signBridge + " " + voice.Text("screen.calendar.year.bridge")},
		},
	}
	first, last := agenda.NewDate(year, 1, 1), agenda.NewDate(year, 12, 31)
	mark := func(d agenda.Date, nature int, sign, text string) {
		if d.Year == year {
			w.Marks[d] = append(w.Marks[d], chart.WallMark{Nature: nature, Sign: sign, Text: text})
		}
	}
	if holidays, err := opening.Holidays(house.Service.Territory, year); err == nil {
		for _, h := range holidays {
			mark(h.Date, publicHoliday, signHoliday, h.Name)
		}
	}
	for _, whole := range []bool{true, false} {
		for _, c := range house.Closures {
			if (len(c.Desks) == 0 && c.Hours.Whole()) != whole {
				continue
			}
			from, to := c.From, c.To
			if from.Before(first) {
				from = first
			}
			for d := from; !d.After(to) && !d.After(last); d = d.AddDays(1) {
				if whole {
					mark(d, wholeClosure, signClosed, reasonOf(c, voice))
				} else {
					mark(d, partClosure, signReduced, deskNames(c.Desks, house, voice)+", "+part(c.Hours, voice))
				}
			}
		}
	}
	if calendar, err := house.Calendar(); err == nil {
		for _, b := range calendar.Bridges(first, last) {
			if !b.Closed {
				mark(b.Date, possibleBridge, signBridge, voice.Text("screen.calendar.year.bridge"))
			}
		}
	}
	w.Bands = bandsOf(house, year, voice)
	return w
}

func reasonOf(c agenda.Closure, voice *wording.Voice) string {
	if c.Reason != "" {
		return c.Reason
	}
	return voice.Text("screen.calendar.year.closure")
}

// bandsOf are the school holidays: of the service's zone, or of all where it has none.
func bandsOf(house office.House, year int, voice *wording.Voice) (bands []chart.Band) {
	for _, zone := range agenda.SchoolZones() {
		if own := house.Service.SchoolZone; own != "" && own != zone {
			continue
		}
		band := chart.Band{Name: voice.Text("screen.calendar.year.school", "Zone", zone)}
		for _, h := range house.SchoolHolidays {
			if h.Zone == zone && h.From.Year <= year && h.To.Year >= year {
				band.Spans = append(band.Spans, chart.BandSpan{Period: h.Period(), Name: h.Name})
			}
		}
		if len(band.Spans) > 0 {
			bands = append(bands, band)
		}
	}
	return bands
}
