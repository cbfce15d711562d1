// Package sample invents the bookings of a demo workspace: a believable year of
// people from everywhere, and of the touts among them. The same input and seed give
// the same bookings to the byte.
//
// What belongs here: invention. Nobody in it exists: names are combined at random
// from lists of our own, e-mail addresses are under a top-level domain reserved for
// examples (RFC 2606), telephone numbers come from the ranges that the French
// numbering plan sets aside for works of fiction, foreigner numbers begin with two
// zeros.
package sample

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"creneaux/app/agenda"
)

// Year is what bookings are invented for.
type Year struct {
	Slots      []agenda.Slot // published
	Desks      []agenda.Desk
	Procedures []agenda.Procedure
	// ReleasedAt tells when a release went online. Where it is nil, or answers zero, a
	// moment some weeks before the release's first appointment is invented.
	ReleasedAt func(agenda.ReleaseID) agenda.Moment
	Bookings   int // how many, cancelled ones included
	Seed       uint64
	Today      agenda.Date // nothing has happened after 08:00 of this day
}

// Planted says what was hidden in the bookings, by reference.
type Planted struct {
	Rings       [][]string // active bookings with one mailbox, written differently
	Households  [][]string // a family: one mailbox and surname, adjoining slots
	SamePerson  [][]string // one person with two mailboxes
	NoName      []string   // active bookings with nothing that is a name
	Throwaway   []string   // active bookings with a disposable domain
	SharedPhone [][]string // active bookings with one telephone, by touts
	Transfers   [][]string // a cancelled booking and the one, minutes later, of someone else
	Honest      [][]string // a cancelled booking and the one, at least a day later, of someone else
	Oversold    [][]string // active bookings of one slot, which the platform sold twice
	WrongDesk   []string   // active bookings of a procedure that the desk does not deal with
}

// Invent returns the bookings in the order in which they were taken, which is that of
// their references, and what was planted among them. Each slot is held by one booking
// at most at any time, but for those planted as oversold. Before Today people came or did not, as often as their
// procedure says. There are none when there are no slots. Ids are made of the
// reference; a workspace gives its own.
func (y Year) Invent() ([]agenda.Booking, Planted) {
	if len(y.Slots) == 0 || y.Bookings <= 0 {
		return nil, Planted{}
	}
	g := newInventor(y)
	g.fillSlots()
	g.plant()
	g.cancelSome()
	g.addCancelled()
	return g.finish()
}

// Shares of the demo year.
const (
	standingShare  = 0.94  // of the bookings: those that were not given back and taken again
	bookedShare    = 0.985 // of the slots: those that somebody took in the end
	givenBackShare = 0.02  // of the bookings still standing: given back and not taken again
	// comingGivenBackShare is that of appointments to come, whose slots wait for their return.
	comingGivenBackShare = 0.06

	transferShare   = 0.15 // of the cancelled ones: handed over minutes later
	duplicateShare  = 0.25 // of the cancelled ones of the past: found to be duplicates
	namelessShare   = 0.10 // of the cancelled ones of the past: found to have no name
	smallestPlanted = 40   // fewer active bookings than this have nothing planted
)

const (
	minute = agenda.Moment(60)
	hour   = 60 * minute
	day    = 24 * hour
)

// draft is a booking in the making.
type draft struct {
	agenda.Booking
	released agenda.Moment
	latest   agenda.Moment // when it may have been taken at the latest
	turn     int           // how many had the slot before
	planted  bool
}

// inventor makes the bookings of a year.
type inventor struct {
	Year
	*people
	chance *rand.Rand
	desks  map[agenda.DeskID]agenda.Desk
	kinds  map[agenda.ProcedureCode]agenda.Procedure
	drafts []draft
	groups groups

	former     string // mailbox of a ring that was found out, see formerRing
	formerUses int
}

// groups is [Planted] by index into drafts.
type groups struct {
	rings, households, samePerson, sharedPhone, transfers, honest, oversold [][]int
	noName, throwaway, wrongDesk                                            []int
}

func newInventor(y Year) *inventor {
	chance := rand.New(rand.NewPCG(y.Seed, 0x6372656e65617578)) // "creneaux": one stream of its own
	g := &inventor{
		Year: y, people: newPeople(chance, y.Today), chance: chance,
		desks: map[agenda.DeskID]agenda.Desk{}, kinds: map[agenda.ProcedureCode]agenda.Procedure{},
	}
	for _, d := range y.Desks {
		g.desks[d.ID] = d
	}
	for _, p := range y.Procedures {
		g.kinds[p.Code] = p
	}
	g.Slots = slices.SortedFunc(slices.Values(y.Slots), compareSlots)
	return g
}

func compareSlots(a, b agenda.Slot) int {
	return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Desk, b.Desk),
		cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
}

// fillSlots makes the bookings that stand in the end, one a slot. A slot that somebody
// would take after today only is free so far.
func (g *inventor) fillSlots() {
	released := g.releaseMoments()
	standing := max(1, min(int(bookedShare*float64(len(g.Slots))), int(standingShare*float64(g.Bookings))))
	order := g.chance.Perm(len(g.Slots))
	for n, i := range order {
		d := g.draftOf(g.Slots[i], released)
		if d.BookedAt > d.latest {
			if n < len(order)-1 || len(g.drafts) > 0 {
				continue
			}
			d.BookedAt = d.latest // a year has one booking at least
		}
		d.Applicant = g.person()
		g.drafts = append(g.drafts, d)
		if len(g.drafts) == standing {
			return
		}
	}
}

// draftOf returns the booking that stands on a slot in the end, of nobody yet.
func (g *inventor) draftOf(s agenda.Slot, released map[string]agenda.Moment) draft {
	d := draft{latest: min(g.Today.At(8*60), s.Date.At(s.Start)-hour)}
	d.released = min(released[releaseKey(s)], d.latest-10*minute)
	d.Slot, d.Desk, d.DeskName = s.ID, s.Desk, g.desks[s.Desk].Name
	d.Procedure, d.Motive = s.Procedure, g.kinds[s.Procedure].Label
	d.Date, d.Start = s.Date, s.Start
	d.Status = agenda.BookingActive
	if s.Date.Before(g.Today) {
		d.Status = agenda.BookingServed
		if g.chance.Float64() < g.kinds[s.Procedure].NoShow {
			d.Status = agenda.BookingAbsent
		}
	}
	d.BookedAt = d.released + g.rush()
	return d
}

// releaseKey groups the slots that went online together: by release, or where the
// slots do not say, by week.
func releaseKey(s agenda.Slot) string { return cmp.Or(string(s.Release), s.Date.Week().String()) }

// releaseMoments returns when each group of slots went online.
func (g *inventor) releaseMoments() map[string]agenda.Moment {
	moments := map[string]agenda.Moment{}
	for _, s := range g.Slots { // by date: the first of a group is its earliest
		key := releaseKey(s)
		if _, known := moments[key]; known {
			continue
		}
		invented := s.Date.AddDays(-21 - g.chance.IntN(8))
		if !invented.Before(g.Today) {
			invented = g.Today.AddDays(-1 - g.chance.IntN(42))
		}
		moments[key] = invented.At(agenda.Clock(7*60 + g.chance.IntN(14*60)))
		if g.ReleasedAt != nil && s.Release != "" {
			moments[key] = cmp.Or(g.ReleasedAt(s.Release), moments[key])
		}
	}
	return moments
}

// rush returns how long after its release a slot is taken: many within minutes, most
// on the day, the rest over the following weeks.
func (g *inventor) rush() agenda.Moment {
	mean := 8 * float64(minute)
	switch p := g.chance.Float64(); {
	case p > 0.8:
		mean = 6 * float64(day)
	case p > 0.45:
		mean = 6 * float64(hour)
	}
	return agenda.Moment(g.chance.ExpFloat64()*mean) / minute * minute
}

// between returns a length from low to high, in whole minutes.
func (g *inventor) between(low, high agenda.Moment) agenda.Moment {
	return low + agenda.Moment(g.chance.Int64N(int64((high-low)/minute)+1))*minute
}

// cancelSome lets a few people give their slot back, and nobody take it.
func (g *inventor) cancelSome() {
	for i := range g.drafts {
		d := &g.drafts[i]
		share := givenBackShare
		if !d.Date.Before(g.Today) {
			share = comingGivenBackShare
		}
		if d.planted || g.chance.Float64() >= share {
			continue
		}
		d.Status, d.Cause = agenda.BookingCancelled, agenda.CancelPlatform
		d.CancelledAt = d.BookedAt + g.between(0, d.latest-d.BookedAt)
	}
}

// addCancelled adds the bookings that were given back before those that stand were
// taken, until there are as many as asked for.
func (g *inventor) addCancelled() {
	missing := g.Bookings - len(g.drafts)
	heirs := g.heirs()
	for i, heir := range heirs {
		n := missing / len(heirs)
		if i < missing%len(heirs) {
			n++
		}
		g.addChain(heir, n)
	}
}

// heirs returns, in random order, the bookings whose slot others may have had before:
// those with nothing planted and, where there are any, days between release and end.
func (g *inventor) heirs() []int {
	var long, short []int
	for i, d := range g.drafts {
		switch {
		case d.planted || d.Status == agenda.BookingCancelled:
		case d.latest-d.released >= 7*day:
			long = append(long, i)
		default:
			short = append(short, i)
		}
	}
	if len(long)+len(short) == 0 { // hardly any bookings, all of them given back
		for i := range g.drafts {
			short = append(short, i)
		}
	}
	if len(long) == 0 {
		long = short
	}
	g.chance.Shuffle(len(long), func(i, j int) { long[i], long[j] = long[j], long[i] })
	return long
}

// link is one cancelled booking of a slot.
type link struct {
	transfer             bool
	booked, given, taken agenda.Moment // since the release; taken is when the next one books
	cause                agenda.CancelCause
}

// addChain adds n bookings, one after the other, before the one of index heir.
func (g *inventor) addChain(heir, n int) {
	if n == 0 {
		return
	}
	links := make([]link, n)
	at := agenda.Moment(0)
	for i := range links {
		links[i] = g.link(at, g.drafts[heir].Date.Before(g.Today))
		at = links[i].taken
	}
	squeeze(links, g.drafts[heir].latest-g.drafts[heir].released)
	g.drafts[heir].BookedAt = g.drafts[heir].released + links[n-1].taken
	g.drafts[heir].CancelledAt = laterOf(g.drafts[heir])
	g.drafts[heir].turn = n
	last := heir
	for i := n - 1; i >= 0; i-- {
		last = g.addLink(links[i], heir, last)
		g.drafts[last].turn = i
	}
}

// laterOf keeps a cancellation behind a booking that was moved to a later moment.
func laterOf(d draft) agenda.Moment {
	if d.CancelledAt.IsZero() {
		return 0
	}
	return max(d.CancelledAt, d.BookedAt)
}

func (g *inventor) link(at agenda.Moment, past bool) link {
	l := link{cause: agenda.CancelPlatform}
	p := g.chance.Float64()
	switch {
	case p < transferShare:
		l.transfer = true
		l.booked = at + g.between(0, 3*minute)
		l.given = l.booked + g.between(30*minute, 2*day)
		l.taken = l.given + g.between(minute, 9*minute)
		return l
	case past && p < transferShare+duplicateShare:
		l.cause = agenda.CancelDuplicate
	case past && p < transferShare+duplicateShare+namelessShare:
		l.cause = agenda.CancelName
	}
	l.booked = at + g.rush()
	l.given = l.booked + g.between(hour, 3*day)
	l.taken = l.given + g.between(day+hour, 4*day)
	return l
}

// squeeze shortens a chain that takes longer than there is time.
func squeeze(links []link, room agenda.Moment) {
	length := links[len(links)-1].taken
	if length <= room {
		return
	}
	shorter := func(at agenda.Moment) agenda.Moment {
		return agenda.Moment(float64(at)*float64(room)/float64(length)) / minute * minute
	}
	for i := range links {
		l := &links[i]
		l.booked, l.given, l.taken = shorter(l.booked), shorter(l.given), shorter(l.taken)
	}
}

// addLink adds one cancelled booking on the slot of heir, before the one of index
// next, and returns its own index.
func (g *inventor) addLink(l link, heir, next int) int {
	d := g.drafts[heir]
	d.Status, d.Cause = agenda.BookingCancelled, l.cause
	d.BookedAt, d.CancelledAt = d.released+l.booked, d.released+l.given
	d.Applicant = g.person()
	switch l.cause {
	case agenda.CancelDuplicate:
		d.Applicant.Email = g.formerRing()
	case agenda.CancelName:
		d.Applicant.Surname, d.Applicant.GivenNames = g.makeshiftName()
		d.Applicant.BirthName = ""
	}
	g.drafts = append(g.drafts, d)
	index := len(g.drafts) - 1
	if l.transfer {
		g.groups.transfers = append(g.groups.transfers, []int{index, next})
	} else if l.cause == agenda.CancelPlatform && l.taken-l.given >= day {
		g.groups.honest = append(g.groups.honest, []int{index, next})
	}
	return index
}

// finish numbers the bookings in the order in which they were taken.
func (g *inventor) finish() ([]agenda.Booking, Planted) {
	order := make([]int, len(g.drafts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(g.drafts[a].BookedAt, g.drafts[b].BookedAt), cmp.Compare(g.drafts[a].turn, g.drafts[b].turn))
	})
	bookings := make([]agenda.Booking, len(order))
	references := make([]string, len(order))
	for number, i := range order {
		b := g.drafts[i].Booking
		b.Reference = fmt.Sprintf("RDV%06d", 100_000+number)
		b.ID = agenda.BookingID(b.Reference)
		b.Applicant.ID = agenda.ApplicantID(b.Reference)
		bookings[number] = b
		references[i] = b.Reference
	}
	named := func(group []int) []string {
		var names []string
		for _, i := range group {
			names = append(names, references[i])
		}
		return names
	}
	all := func(groups [][]int) [][]string {
		var names [][]string
		for _, group := range groups {
			names = append(names, named(group))
		}
		return names
	}
	return bookings, Planted{
		Rings: all(g.groups.rings), Households: all(g.groups.households), SamePerson: all(g.groups.samePerson),
		NoName: named(g.groups.noName), Throwaway: named(g.groups.throwaway), SharedPhone: all(g.groups.sharedPhone),
		Transfers: all(g.groups.transfers), Honest: all(g.groups.honest),
		Oversold: all(g.groups.oversold), WrongDesk: named(g.groups.wrongDesk),
	}
}
