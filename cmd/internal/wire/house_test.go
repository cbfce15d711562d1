package wire_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/workspace"
)

func houseOf(t interface {
	Helper()
	Fatal(...any)
}, o *office.Office) office.House {
	t.Helper()
	h, err := o.House(background)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// edited draws a house that another may become: texts and numbers changed, entries moved,
// added and, where nothing depends on them, removed.
func edited(t *rapid.T, from office.House) office.House {
	h := from
	share := rapid.Float64Range(0, 1)
	word := rapid.StringMatching(`[A-Za-zé][a-zé ]{0,8}[a-z]`)
	h.Service.Name = word.Draw(t, "name")
	h.Service.Address = rapid.SliceOfN(word, 0, 3).Draw(t, "address")
	h.Service.Territory = rapid.SampledFrom([]string{"metropole", "guadeloupe"}).Draw(t, "territory")
	h.Service.Targets.Appointments = rapid.IntRange(0, 20000).Draw(t, "appointments")
	h.Procedures = rapid.Permutation(slices.Clone(from.Procedures)).Draw(t, "procedures")
	for i := range h.Procedures {
		p := &h.Procedures[i]
		p.Minutes, p.NoShow, p.UrgentReserve = rapid.IntRange(1, 60).Draw(t, "minutes"), share.Draw(t, "no-show"), share.Draw(t, "reserve")
		if p.Target = rapid.IntRange(0, 9000).Draw(t, "target"); rapid.Bool().Draw(t, "walk-in") {
			p.WalkIn = &agenda.WalkIn{Mornings: []agenda.Weekday{agenda.Monday}, Share: share.Draw(t, "share")}
		}
	}
	if rapid.Bool().Draw(t, "new procedure") {
		h.Procedures = slices.Insert(h.Procedures, rapid.IntRange(1, len(h.Procedures)).Draw(t, "at"),
			agenda.Procedure{Code: "drawn", Label: "Neuve", Minutes: 5, Papers: []string{"Passeport"}})
	}
	h.Desks = rapid.Permutation(slices.Clone(from.Desks)).Draw(t, "desks")
	for i := range h.Desks {
		d := &h.Desks[i]
		d.Name = fmt.Sprint(word.Draw(t, "desk"), i)
		d.Procedures = nil
		for _, p := range h.Procedures {
			if rapid.Bool().Draw(t, "serves") {
				d.Procedures = append(d.Procedures, p.Code)
			}
		}
		if rapid.Bool().Draw(t, "other sessions") {
			d.Sessions = []agenda.Session{{Days: []agenda.Weekday{agenda.Tuesday}, From: 480, To: 700, Positions: rapid.IntRange(1, 9).Draw(t, "positions")}}
		}
	}
	if rapid.Bool().Draw(t, "new desk") {
		h.Desks = append(h.Desks, agenda.Desk{Name: "Neuf", Procedures: []agenda.ProcedureCode{h.Procedures[0].Code}})
	}
	if rapid.Bool().Draw(t, "without a desk") {
		h.Desks = slices.Delete(h.Desks, 0, 1)
	}
	if rapid.Bool().Draw(t, "without a procedure") {
		h.Procedures = slices.Delete(h.Procedures, 0, 1)
	}
	return h
}

// TestTheHouseIsEditedAndUndone: any edit, taken back, leaves exactly what was, and made
// again exactly what it made, the calendar of a desk that left for a while included.
func TestTheHouseIsEditedAndUndone(t *testing.T) {
	o := fresh(t)
	first := houseOf(t, o)
	day := agenda.Week{Year: first.Service.Year, Number: 20}.Monday()
	var all []agenda.DeskID
	for _, d := range first.Desks {
		all = append(all, d.ID)
		if _, err := o.PutAbsences(background, agenda.Absence{Desk: d.ID, From: day, To: day, Positions: 1}); err != nil {
			t.Fatal(err)
		}
		if _, err := o.PutSessionChanges(background, agenda.SessionChange{Desk: d.ID, From: day}); err != nil {
			t.Fatal(err)
		}
		if _, err := o.PutClosures(background, agenda.Closure{From: day, To: day, Desks: []agenda.DeskID{d.ID}, Reason: d.Name}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.PutClosures(background, agenda.Closure{From: day, To: day, Desks: all}, agenda.Closure{From: day, To: day.AddDays(1)}); err != nil {
		t.Fatal(err)
	}
	before := houseOf(t, o)
	rapid.Check(t, func(t *rapid.T) {
		to := edited(t, before)
		if _, err := o.HouseAffected(background, to); err != nil {
			t.Fatal(err)
		}
		after, err := o.EditHouse(background, before, to)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(after, houseOf(t, o)); diff != "" {
			t.Fatalf("-returned +kept:\n%s", diff)
		}
		for _, c := range after.Closures {
			for _, d := range c.Desks {
				if after.DeskName(d) == "" {
					t.Fatalf("a closure is of a desk that left: %+v", c)
				}
			}
		}
		back, err := o.EditHouse(background, after, before)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, back); diff != "" {
			t.Fatalf("-before +undone:\n%s", diff)
		}
		again, err := o.EditHouse(background, before, after)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(after, again); diff != "" {
			t.Fatalf("-made +made again:\n%s", diff)
		}
		if _, err := o.EditHouse(background, again, before); err != nil {
			t.Fatal(err)
		}
	})
}

// TestAnEditOfTheHouseIsTold checks who hears of it, what the journal says, and that it
// names nobody.
func TestAnEditOfTheHouseIsTold(t *testing.T) {
	o := fresh(t)
	areas := heard(o)
	before := houseOf(t, o)
	to := before
	to.Service.Name, to.Service.Targets.Permits = "Service de Mme Zyx", 11000
	to.Procedures = slices.Clone(before.Procedures)
	to.Procedures[0].Minutes++
	to.Procedures = append(to.Procedures, agenda.Procedure{Code: "zz", Label: "Dossiers de M. Zyx", Minutes: 10})
	to.Desks = slices.Clone(before.Desks[1:])
	to.Desks = append(to.Desks, agenda.Desk{Name: "Bureau de Mme Zyx"})
	slices.Reverse(to.Desks)
	after, err := o.EditHouse(background, before, to)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(*areas, []office.Area{office.AreaSetup, office.AreaPlan}) {
		t.Errorf("told %v", *areas)
	}
	if after.Desks[0].ID == "" {
		t.Error("the new desk has no id")
	}
	var told []string
	for _, e := range journal(t, o) {
		told = append(told, e.Action)
		if strings.Contains(e.Subject+e.Detail, "Zyx") {
			t.Errorf("the journal names somebody: %+v", e)
		}
	}
	slices.Reverse(told)
	want := []string{"init", "service", "targets", "procedure-change", "procedure-add", "desk-remove", "desk-add", "desk-order"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("the journal (-done +told):\n%s", diff)
	}
}

// TestAnEditOfTheHouseMayBeRefused: what cannot be leaves no trace.
func TestAnEditOfTheHouseMayBeRefused(t *testing.T) {
	o, _ := planned(t)
	before := houseOf(t, o)
	for code, edit := range map[string]func(*office.House){
		"HOUSE-YEAR":          func(h *office.House) { h.Service.Year++ },
		"HOUSE-SERVICE":       func(h *office.House) { h.Service.Name = " " },
		"CAL-TERRITORY":       func(h *office.House) { h.Service.Territory = "" },
		"HOUSE-PROCEDURE":     func(h *office.House) { h.Procedures[1].Code = h.Procedures[0].Code },
		"HOUSE-DESK":          func(h *office.House) { h.Desks[1].Name = strings.ToLower(h.Desks[0].Name) },
		"CAL-SESSION":         func(h *office.House) { h.Desks[0].Sessions = []agenda.Session{{From: 1, To: 2, Positions: 1}} },
		"CAL-ABSENCE":         func(h *office.House) { h.Absences = []agenda.Absence{{Desk: h.Desks[0].ID, Positions: 1}} },
		"WS-DESK-IN-USE":      func(h *office.House) { h.Desks = h.Desks[1:] },
		"WS-PROCEDURE-IN-USE": func(h *office.House) { h.Procedures = h.Procedures[1:] },
	} {
		to := before
		to.Procedures, to.Desks = slices.Clone(before.Procedures), slices.Clone(before.Desks)
		edit(&to)
		_, err := o.EditHouse(background, before, to)
		wantProblem(t, err, code)
	}
	if _, err := o.PutAdditional(background, agenda.Additional{Label: "Lot", Procedures: []agenda.ProcedureCode{before.Procedures[0].Code}, Slots: 5}); err != nil {
		t.Fatal(err)
	}
	before = houseOf(t, o)
	to := before
	to.Procedures = slices.Clone(before.Procedures)
	to.Procedures[0].WalkIn = &agenda.WalkIn{Mornings: []agenda.Weekday{agenda.Monday}}
	_, err := o.EditHouse(background, before, to)
	wantProblem(t, err, "HOUSE-ADDITIONAL")
	seen := before
	seen.Service.Name = "ce que personne n’a vu"
	_, err = o.EditHouse(background, seen, before)
	wantProblem(t, err, "HOUSE-OVERTAKEN")
	if diff := cmp.Diff(before, houseOf(t, o)); diff != "" {
		t.Errorf("-before +refused:\n%s", diff)
	}
	if entries := journal(t, o); len(entries) != 3 {
		t.Errorf("the journal tells %d entries", len(entries))
	}
}

// TestAnEditSaysWhomItHits: a desk without a procedure, with fewer agents, and a procedure
// of another length, on slots of which one is booked.
func TestAnEditSaysWhomItHits(t *testing.T) {
	o, plan := planned(t)
	house := houseOf(t, o)
	slot := slotsOf(t, o, workspace.SlotQuery{})[0]
	p, _ := house.Procedure(slot.Procedure)
	importRows(t, o, allTitles, confirmed("RDV1", slot.Start.String(), "Ondo", "a@exemple.fr").
		but("Date du RDV", fmt.Sprintf("%02d/%02d/%d", slot.Date.Day, slot.Date.Month, slot.Date.Year)).but("Motif", p.Label).but("Guichet", house.DeskName(slot.Desk)))
	at := slices.IndexFunc(house.Desks, func(d agenda.Desk) bool { return d.ID == slot.Desk })
	affected := func(edit func(*office.House)) office.HouseAffected {
		t.Helper()
		to := house
		to.Procedures, to.Desks = slices.Clone(house.Procedures), slices.Clone(house.Desks)
		edit(&to)
		a, err := o.HouseAffected(background, to)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := affected(func(*office.House) {}); len(a.Slots)+len(a.Bookings)+a.Unserved+a.Lengths > 0 {
		t.Errorf("nothing is changed: %+v", a)
	}
	count := func(pass func(agenda.Slot) bool) (n int) {
		for _, s := range slotsOf(t, o, workspace.SlotQuery{}) {
			if pass(s) {
				n++
			}
		}
		return n
	}
	a := affected(func(h *office.House) {
		d := &h.Desks[at]
		d.Procedures = slices.DeleteFunc(slices.Clone(d.Procedures), func(c agenda.ProcedureCode) bool { return c == slot.Procedure })
	})
	want := count(func(s agenda.Slot) bool { return s.Desk == slot.Desk && s.Procedure == slot.Procedure })
	if len(a.Slots) != want || a.Unserved != want || len(a.Bookings) != 1 || a.Bookings[0].Reference != "RDV1" {
		t.Errorf("without the procedure: %d slots, %d unserved, want %d; bookings %v", len(a.Slots), a.Unserved, want, a.Bookings)
	}
	a = affected(func(h *office.House) { h.Desks[at].Sessions = nil })
	if want := count(func(s agenda.Slot) bool { return s.Desk == slot.Desk }); len(a.Slots) != want || a.Unserved != 0 || len(a.Bookings) != 1 {
		t.Errorf("without sessions: %d slots, want %d, %d unserved", len(a.Slots), want, a.Unserved)
	}
	a = affected(func(h *office.House) {
		for i := range h.Procedures {
			h.Procedures[i].Minutes++
		}
	})
	if a.Lengths != 1 || len(a.Slots) != 0 {
		t.Errorf("another length: %d keep theirs, %d hit; one is booked", a.Lengths, len(a.Slots))
	}
	if plan.Planned == 0 {
		t.Error("nothing was planned")
	}
}

// TestSharedTargetsAddUp: whatever is fixed, the counted procedures by appointment come to
// the total where there is somebody to share it and the fixed ones leave enough, in the
// proportion that they had.
func TestSharedTargetsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var procedures []agenda.Procedure
		own := map[agenda.ProcedureCode]int{}
		for i := range rapid.IntRange(1, 8).Draw(t, "count") {
			p := agenda.Procedure{Code: agenda.ProcedureCode(fmt.Sprint("p", i)), Counted: rapid.Bool().Draw(t, "counted"), Target: rapid.IntRange(0, 5000).Draw(t, "target")}
			if rapid.IntRange(0, 4).Draw(t, "walk-in") == 0 {
				p.WalkIn = &agenda.WalkIn{}
			} else if rapid.IntRange(0, 2).Draw(t, "own") == 0 {
				own[p.Code] = rapid.IntRange(0, 5000).Draw(t, "its")
			}
			procedures = append(procedures, p)
		}
		before := slices.Clone(procedures)
		total := rapid.IntRange(0, 20000).Draw(t, "total")
		shared := office.ShareTargets(procedures, total, own)
		if diff := cmp.Diff(before, procedures); diff != "" {
			t.Fatalf("the caller's list was changed:\n%s", diff)
		}
		sum, fixed, sharing, had := 0, 0, 0, 0
		for i, p := range shared {
			target, owns := own[p.Code]
			switch {
			case owns && p.Target != target:
				t.Fatalf("%s has %d, not its own %d", p.Code, p.Target, target)
			case !owns && (!p.Counted || p.WalkIn != nil):
				if p.Target != before[i].Target {
					t.Fatalf("%s does not share and has changed", p.Code)
				}
				continue
			case owns && p.Counted:
				fixed += target
			case !owns:
				sharing++
				had += before[i].Target
				sum += p.Target
			}
		}
		if want := max(total-fixed, 0); sharing > 0 && sum != want {
			t.Fatalf("the others share %d, not %d", sum, want)
		}
		for i, p := range shared {
			if _, owns := own[p.Code]; owns || !p.Counted || p.WalkIn != nil || had == 0 {
				continue
			}
			if exact := float64(max(total-fixed, 0)) * float64(before[i].Target) / float64(had); float64(p.Target) < exact-1 || float64(p.Target) > exact+1 {
				t.Fatalf("%s has %d, its part is %.2f", p.Code, p.Target, exact)
			}
		}
	})
}
