package settings

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// draft is a house as somebody is changing it.
type draft struct {
	base office.House // as it was read
	now  office.House // as it would become
}

func newDraft(house office.House) draft { return draft{base: house, now: detached(house)} }

// detached returns a house whose lists are its own; what stands in them is replaced, never
// changed in place.
func detached(h office.House) office.House {
	h.Procedures, h.Desks = slices.Clone(h.Procedures), slices.Clone(h.Desks)
	return h
}

// dirty reports whether something was changed.
func (d draft) dirty() bool {
	return !reflect.DeepEqual(d.base.Service, d.now.Service) || !reflect.DeepEqual(d.base.Procedures, d.now.Procedures) ||
		!reflect.DeepEqual(d.base.Desks, d.now.Desks)
}

// saved takes up what became of a house that was saved. What somebody has typed meanwhile
// stays typed.
func (d *draft) saved(to, after office.House) {
	typed := draft{base: to, now: d.now}
	if !typed.dirty() {
		*d = newDraft(after)
		return
	}
	d.base, d.now.Timetable = after, after.Timetable
	for i, desk := range d.now.Desks {
		at := slices.IndexFunc(after.Desks, func(a agenda.Desk) bool { return desk.ID == "" && a.Name == desk.Name })
		if at >= 0 {
			d.now.Desks[i].ID = after.Desks[at].ID
		}
	}
}

// follows takes up what has become of the house meanwhile, elsewhere: its calendar and its
// additional appointments are nobody's business here. It returns false where something
// changed that is.
func (d *draft) follows(house office.House) bool {
	mine := d.base.Service
	mine.SchoolZone, mine.SchoolDemand = house.Service.SchoolZone, house.Service.SchoolDemand
	other := draft{base: d.base, now: house}
	if other.base.Service = mine; other.dirty() {
		return false
	}
	for _, h := range []*office.House{&d.base, &d.now} {
		h.Service.SchoolZone, h.Service.SchoolDemand = mine.SchoolZone, mine.SchoolDemand
		h.Timetable, h.Additional = house.Timetable, house.Additional
	}
	return true
}

// sums are what the procedures come to together.
type sums struct {
	appointments int
	permits      float64
}

func sumsOf(h office.House) (s sums) {
	for _, p := range h.Procedures {
		if p.WalkIn != nil || !p.Counted {
			continue
		}
		s.appointments += p.Target
		s.permits += p.ExpectedPermits(p.Target)
	}
	return s
}

// changesPlan reports whether a plan would come out otherwise: who the service is does not
// count, but where it is does, for its holidays.
func changesPlan(before, after office.House) bool {
	return before.Service.Targets != after.Service.Targets || before.Service.Territory != after.Service.Territory ||
		!reflect.DeepEqual(toPlan(before), toPlan(after))
}

// toPlan is what a plan knows of the procedures and the desks.
func toPlan(h office.House) (all []any) {
	for _, p := range h.Procedures {
		p.Label, p.Papers = "", nil
		all = append(all, p)
	}
	for _, d := range h.Desks {
		d.Name = ""
		all = append(all, d)
	}
	return all
}

// codeOf makes the code of a new procedure from its label, one that no other has.
func codeOf(label string, procedures []agenda.Procedure) agenda.ProcedureCode {
	const most = 30 // leaves room for a number, and for the eye
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(label)) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r) && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() == most {
			break
		}
	}
	stem := strings.Trim(b.String(), "-")
	if stem == "" {
		stem = "procedure"
	}
	code := stem
	for n := 2; slices.ContainsFunc(procedures, func(p agenda.Procedure) bool { return string(p.Code) == code }); n++ {
		code = stem + "-" + strconv.Itoa(n)
	}
	return agenda.ProcedureCode(code)
}

// deskName makes the name of a new desk: that of another counted on, "G4" after "G3".
func deskName(after string, desks []agenda.Desk) string {
	stem := strings.TrimRightFunc(after, unicode.IsDigit)
	n, _ := strconv.Atoi(after[len(stem):]) // none: 0
	for n = max(n, 1) + 1; ; n++ {
		name := stem + strconv.Itoa(n)
		if !slices.ContainsFunc(desks, func(d agenda.Desk) bool { return strings.EqualFold(d.Name, name) }) {
			return name
		}
	}
}

// remove takes an entry out of a list; where it was, the next one stands.
func remove[T any](list []T, at int) []T { return slices.Delete(slices.Clone(list), at, at+1) }

// move moves an entry of a list by some places; it stays where it cannot.
func move[T any](list []T, at, by int) (moved []T, to int) {
	to = at + by
	if at < 0 || at >= len(list) || to < 0 || to >= len(list) {
		return list, at
	}
	moved = slices.Clone(list)
	moved[at], moved[to] = moved[to], moved[at]
	return moved, to
}

// shareOf takes a percentage as it was typed for a share. One that was not touched stays
// exactly what it was: a file may say it with more decimals than the field shows.
func shareOf(percent, before float64) float64 {
	if tenths(percent*10) == tenths(before*1000) {
		return before
	}
	return float64(tenths(percent*10)) / 1000
}

func tenths(f float64) int { return int(f + 0.5) }

// serviceChanges counts what is said otherwise of the service, its targets aside.
func serviceChanges(from, to agenda.Service) (n int) {
	for _, same := range []bool{
		from.Name == to.Name, from.Prefecture == to.Prefecture, slices.Equal(from.Address, to.Address), from.Email == to.Email,
		from.Website == to.Website, from.Territory == to.Territory, from.Year == to.Year,
	} {
		if !same {
			n++
		}
	}
	return n
}

// listChanges counts the entries that were changed, added or removed; another order alone
// is one change.
func listChanges[T any](from, to []T, id func(T) string) (n int) {
	find := func(list []T, one T) int {
		return slices.IndexFunc(list, func(other T) bool { return id(other) == id(one) })
	}
	var order []int
	for _, one := range to {
		at := find(from, one)
		if at < 0 || id(one) == "" {
			n++
			continue
		}
		order = append(order, at)
		if !reflect.DeepEqual(from[at], one) {
			n++
		}
	}
	for _, one := range from {
		if find(to, one) < 0 {
			n++
		}
	}
	if n == 0 && !slices.IsSorted(order) {
		n++
	}
	return n
}

// without returns the codes but one.
func without(codes []agenda.ProcedureCode, gone agenda.ProcedureCode) []agenda.ProcedureCode {
	return slices.DeleteFunc(slices.Clone(codes), func(c agenda.ProcedureCode) bool { return c == gone })
}

// sameDays reports whether two lists have the same days, in whatever order.
func sameDays(a, b []agenda.Weekday) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
