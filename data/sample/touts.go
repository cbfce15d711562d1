package sample

import (
	"fmt"
	"slices"

	"creneaux/app/agenda"
)

// plant hides among the active bookings what the vetting looks for. Each booking
// takes part in one thing only, so that what is to be found is known.
func (g *inventor) plant() {
	var active []int
	for i, d := range g.drafts {
		if d.Status == agenda.BookingActive {
			active = append(active, i)
		}
	}
	if len(active) < smallestPlanted {
		return
	}
	perMille := func(n int) int { return max(1, len(active)*n/1000) }
	g.plantHouseholds(active, perMille(4))
	g.chance.Shuffle(len(active), func(i, j int) { active[i], active[j] = active[j], active[i] })
	// Touts are those who were quick, here as elsewhere: were others made so, the releases
	// with appointments to come would be booked faster than all before.
	slices.SortStableFunc(active, func(a, b int) int { return g.tardy(a) - g.tardy(b) })
	free := &pool{g, active}
	for n := perMille(30); n > 0; {
		n -= g.plantRing(free.take(2 + g.chance.IntN(5)))
	}
	for n := perMille(12); n > 0; {
		n -= g.plantSharedPhone(free.take(4 + g.chance.IntN(6)))
	}
	for range perMille(3) {
		g.plantSamePerson(free.take(2))
	}
	for _, single := range []struct {
		perMille int
		plant    func(int)
	}{{8, g.plantNoName}, {6, g.plantThrowaway}, {2, g.plantOversold}, {2, g.plantWrongDesk}} {
		for range perMille(single.perMille) {
			single.plant(free.take(1)[0])
		}
	}
}

// pool gives out active bookings with nothing planted yet.
type pool struct {
	*inventor
	left []int
}

// take returns n bookings, of one release as far as there are enough: touts take what
// goes online together.
func (p *pool) take(n int) []int {
	p.left = slices.DeleteFunc(p.left, func(i int) bool { return p.drafts[i].planted })
	var taken []int
	for _, together := range []bool{true, false} {
		for _, i := range p.left {
			d := &p.drafts[i]
			if len(taken) < n && !d.planted && (!together || d.released == p.drafts[p.left[0]].released) {
				d.planted = true
				taken = append(taken, i)
			}
		}
	}
	return taken
}

// quickest is how soon after a release those book who know its moment.
const quickest = 3 * minute

// tardy is 0 for a booking of the first minutes after its release, and 1 for others.
func (g *inventor) tardy(i int) int {
	if d := g.drafts[i]; d.BookedAt-d.released <= quickest {
		return 0
	}
	return 1
}

// rushed moves a booking to the first minutes after its release.
func (g *inventor) rushed(i int) {
	d := &g.drafts[i]
	d.BookedAt = d.released + g.between(0, quickest)
}

func (g *inventor) plantRing(members []int) int {
	mailbox, phone := g.mailbox(), g.phone()
	onePhone := g.chance.IntN(2) == 0
	for k, i := range members {
		g.rushed(i)
		g.drafts[i].Applicant.Email = g.spelling(mailbox, k)
		if onePhone {
			g.drafts[i].Applicant.Phone = phone
		}
	}
	g.groups.rings = append(g.groups.rings, members)
	if onePhone {
		g.groups.sharedPhone = append(g.groups.sharedPhone, members)
	}
	return len(members)
}

// plantSharedPhone is a tout with an address for each customer, made after one
// pattern, dots here and there, and one telephone.
func (g *inventor) plantSharedPhone(members []int) int {
	phone, number := g.phone(), g.next()
	for k, i := range members {
		g.rushed(i)
		local := fmt.Sprintf([]string{"rdvexpress%d.%02d", "rdv.express%d.%02d", "rdv.ex.press%d.%02d"}[k%3], number, k+1)
		g.drafts[i].Applicant.Email = local + "@" + g.domain()
		g.drafts[i].Applicant.Phone = phone
	}
	g.groups.sharedPhone = append(g.groups.sharedPhone, members)
	return len(members)
}

func (g *inventor) plantSamePerson(members []int) {
	first := g.drafts[members[0]].Applicant
	for _, i := range members[1:] {
		again := first
		again.Email = g.address(first)
		g.drafts[i].Applicant = again
	}
	g.groups.samePerson = append(g.groups.samePerson, members)
}

func (g *inventor) plantNoName(i int) {
	a := &g.drafts[i].Applicant
	a.Surname, a.GivenNames = g.makeshiftName()
	a.BirthName = ""
	g.rushed(i)
	g.groups.noName = append(g.groups.noName, i)
}

func (g *inventor) plantThrowaway(i int) {
	a := &g.drafts[i].Applicant
	a.Email = fmt.Sprintf("%s%d@%s", ascii(a.GivenNames), g.next(), throwawayDomains[g.chance.IntN(len(throwawayDomains))])
	g.groups.throwaway = append(g.groups.throwaway, i)
}

// plantOversold lets somebody else book the same slot in the same moment, as platforms
// do when many ask at once.
func (g *inventor) plantOversold(i int) {
	other := g.drafts[i]
	other.Applicant = g.person()
	other.BookedAt = min(other.BookedAt+g.between(0, minute), other.latest)
	g.drafts = append(g.drafts, other)
	g.groups.oversold = append(g.groups.oversold, []int{i, len(g.drafts) - 1})
}

// plantWrongDesk is somebody who took a slot for something else than it was meant for,
// where there is anything that the desk does not deal with.
func (g *inventor) plantWrongDesk(i int) {
	d := &g.drafts[i]
	desk := g.desks[d.Desk]
	var others []agenda.Procedure
	for _, p := range g.Procedures {
		if p.Code != d.Procedure && !desk.Serves(p.Code) {
			others = append(others, p)
		}
	}
	if len(others) == 0 {
		return
	}
	other := others[g.chance.IntN(len(others))]
	d.Procedure, d.Motive = other.Code, other.Label
	g.groups.wrongDesk = append(g.groups.wrongDesk, i)
}

// plantHouseholds makes families of people who booked one after the other: honest,
// but with one mailbox between them.
func (g *inventor) plantHouseholds(active []int, n int) {
	order := slices.SortedFunc(slices.Values(active), func(a, b int) int {
		x, y := g.drafts[a].Booking, g.drafts[b].Booking
		return compareSlots(
			agenda.Slot{Date: x.Date, Start: x.Start, ID: x.Slot},
			agenda.Slot{Date: y.Date, Start: y.Start, ID: y.Slot})
	})
	start := g.chance.IntN(len(order))
	for range len(order) {
		start = (start + 1) % len(order)
		members := g.neighbours(order[start:])
		if len(members) < 2 {
			continue
		}
		g.plantHousehold(members)
		if n--; n == 0 {
			return
		}
		start = (start + len(order)/10) % len(order)
	}
}

// neighbours returns two or three bookings of one desk that follow each other within
// the hour, the first of order among them.
func (g *inventor) neighbours(order []int) []int {
	first := g.drafts[order[0]]
	size := 2 + g.chance.IntN(2)
	var members []int
	for _, i := range order {
		d := g.drafts[i]
		if d.Date != first.Date || d.Start-first.Start > 60 || len(members) == size {
			break
		}
		if !d.planted && d.Desk == first.Desk {
			members = append(members, i)
		}
	}
	return members
}

func (g *inventor) plantHousehold(members []int) {
	head := g.drafts[members[0]]
	released, latest := head.released, head.latest
	for _, i := range members {
		released, latest = max(released, g.drafts[i].released), min(latest, g.drafts[i].latest)
	}
	at := max(released, min(head.BookedAt, latest-10*minute))
	for k, i := range members {
		d := &g.drafts[i]
		if k > 0 {
			a := g.person()
			a.Surname, a.BirthName = head.Applicant.Surname, ""
			a.Email, a.Phone, a.Postcode = head.Applicant.Email, head.Applicant.Phone, head.Applicant.Postcode
			d.Applicant = a
		}
		d.BookedAt = min(at+agenda.Moment(3*k)*minute, d.latest)
		d.planted = true
	}
	g.groups.households = append(g.groups.households, members)
}

// formerRing returns the address of a booking that was cancelled as a duplicate: a few
// in a row have one mailbox.
func (g *inventor) formerRing() string {
	if g.formerUses%4 == 0 {
		g.former = g.mailbox()
	}
	g.formerUses++
	return g.spelling(g.former, g.formerUses)
}
