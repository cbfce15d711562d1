package ui

import "creneaux/app/agenda"

// place is where somebody was: a page and a week.
type place struct {
	page string
	week agenda.Week
}

// mostPlaces is how many places a trail keeps.
const mostPlaces = 100

// trail is the way through pages and weeks, as a browser keeps it. The zero value is
// empty.
type trail struct {
	places  []place
	at      int  // where one is; meaningless while places is empty
	leafing bool // the place was reached by turning the weeks one by one
}

func (t *trail) isEmpty() bool { return len(t.places) == 0 }

// visit notes a place that was gone to. What lay ahead is forgotten. Turning the weeks of
// a page one by one leaves one place only, the last: nobody wants to go back through each.
func (t *trail) visit(to place) {
	if t.isEmpty() {
		t.places = []place{to}
		return
	}
	here := t.places[t.at]
	if to == here {
		return
	}
	t.places = t.places[:t.at+1]
	turned := to.page == here.page && isNeighbour(here.week, to.week)
	if turned && t.leafing {
		t.places[t.at] = to
		return
	}
	t.leafing = turned
	t.places = append(t.places, to)
	t.places = t.places[max(0, len(t.places)-mostPlaces):]
	t.at = len(t.places) - 1
}

func isNeighbour(a, b agenda.Week) bool { return a.Add(1) == b || b.Add(1) == a }

func (t *trail) mayGoBack() bool    { return !t.isEmpty() && t.at > 0 }
func (t *trail) mayGoForward() bool { return !t.isEmpty() && t.at < len(t.places)-1 }

// back returns the place before; ok is false where there is none.
func (t *trail) back() (to place, ok bool) {
	if !t.mayGoBack() {
		return place{}, false
	}
	t.at--
	t.leafing = false
	return t.places[t.at], true
}

// forward returns the place that back has left; ok is false where there is none.
func (t *trail) forward() (to place, ok bool) {
	if !t.mayGoForward() {
		return place{}, false
	}
	t.at++
	t.leafing = false
	return t.places[t.at], true
}
