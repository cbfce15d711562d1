package setup

import (
	"slices"

	"creneaux/app/office"
)

// kept is what a set-up says of the calendar that the guided set-up has no fields for:
// it stays as it was read, under whatever names the desks have by then.
type kept struct {
	closures []office.Closure // of part of a day, or of several desks
	absences []office.Absence
	changes  []office.SessionChange
	desks    map[string]*Desk // by the names that these have
}

// addTo adds what is kept to a set-up of these desks; what was of a desk that left, left
// with it.
func (k kept) addTo(s *office.Setup, desks []*Desk) {
	nameOf := func(name string) (string, bool) {
		desk := k.desks[name]
		if desk == nil || !slices.Contains(desks, desk) {
			return "", false
		}
		return desk.Name, true
	}
	for _, c := range k.closures {
		var names []string
		for _, name := range c.DeskNames {
			if name, ok := nameOf(name); ok {
				names = append(names, name)
			}
		}
		if len(c.DeskNames) == 0 || len(names) > 0 {
			c.DeskNames = names
			s.Closures = append(s.Closures, c)
		}
	}
	for _, a := range k.absences {
		if name, ok := nameOf(a.DeskName); ok {
			a.DeskName = name
			s.Absences = append(s.Absences, a)
		}
	}
	for _, c := range k.changes {
		if name, ok := nameOf(c.DeskName); ok {
			c.DeskName = name
			s.Changes = append(s.Changes, c)
		}
	}
}
