package sample

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/vetting"
)

var update = flag.Bool("update", false, "write the golden files")

var (
	mornings  = []agenda.Session{{Days: []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday}, From: 540, To: 720, Positions: 1}}
	testDesks = []agenda.Desk{
		{ID: "d1", Name: "G1", Procedures: []agenda.ProcedureCode{"first"}, Sessions: mornings},
		{ID: "d2", Name: "G2", Procedures: []agenda.ProcedureCode{"renewal"}, Sessions: mornings},
	}
	testProcedures = []agenda.Procedure{
		{Code: "first", Label: "Première demande de titre de séjour", Minutes: 30, NoShow: 0.1},
		{Code: "renewal", Label: "Renouvellement de titre de séjour", Minutes: 20, NoShow: 0.05},
	}
)

var testCalendar = func() *calendar.Calendar {
	c, err := calendar.New("metropole", nil)
	if err != nil {
		panic(err)
	}
	return c
}()

// weekdaySlots returns published slots from a Monday on: two desks, nine slots of
// twenty minutes a morning each.
func weekdaySlots(from agenda.Date, n int) []agenda.Slot {
	var slots []agenda.Slot
	for day := from; len(slots) < n; day = day.AddDays(1) {
		if !testCalendar.WorkingDay(day) {
			continue
		}
		for i := range 18 {
			slots = append(slots, agenda.Slot{
				ID: agenda.SlotID(fmt.Sprintf("s%05d", len(slots))), Desk: testDesks[i%2].ID, Procedure: testProcedures[i%2].Code,
				Date: day, Start: agenda.Clock(540 + 20*(i/2)), Minutes: 20, Position: 1,
				State: agenda.SlotPublished, Release: agenda.ReleaseID("r" + day.Week().String()),
			})
		}
	}
	return slots[:n]
}

func testYear(slots, bookings int, seed uint64) Year {
	from := agenda.MustDate("2027-01-04")
	return Year{
		Slots: weekdaySlots(from, slots), Desks: testDesks, Procedures: testProcedures,
		Bookings: bookings, Seed: seed, Today: from.AddDays(slots / 18),
	}
}

// Whatever is asked for: the number is met, the same seed gives the same bookings in
// whatever order the slots stand, a slot is never held twice at a time, nothing comes
// before its release or after its appointment or today, and nobody is real.
func TestInventedYearIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := testYear(rapid.IntRange(1, 400).Draw(t, "slots"), rapid.IntRange(1, 500).Draw(t, "bookings"), rapid.Uint64().Draw(t, "seed"))
		y.Today = y.Today.AddDays(rapid.IntRange(-40, 40).Draw(t, "today"))
		if rapid.Bool().Draw(t, "moments known") {
			y.ReleasedAt = func(id agenda.ReleaseID) agenda.Moment {
				return agenda.MustWeek(string(id[1:])).Monday().AddDays(-20).At(600)
			}
		}
		before := slices.Clone(y.Slots)
		bookings, planted := y.Invent()
		if len(bookings) != y.Bookings {
			t.Fatalf("%d bookings, not %d", len(bookings), y.Bookings)
		}
		if d := cmp.Diff(before, y.Slots); d != "" {
			t.Fatalf("the slots were changed: %s", d)
		}
		again := y
		again.Slots = rapid.Permutation(y.Slots).Draw(t, "other order")
		others, otherPlanted := again.Invent()
		if d := cmp.Diff(bookings, others) + cmp.Diff(planted, otherPlanted); d != "" {
			t.Fatalf("not the same again: %s", d)
		}
		checkTimes(t, y, bookings, planted.Oversold)
		for _, b := range bookings {
			checkUnreal(t, b.Applicant)
		}
	})
}

func checkTimes(t *rapid.T, y Year, bookings []agenda.Booking, oversold [][]string) {
	again := map[string]bool{} // sold although somebody had the slot
	for _, pair := range oversold {
		again[slices.Max(pair)] = true
	}
	slots := map[agenda.SlotID]agenda.Slot{}
	for _, s := range y.Slots {
		slots[s.ID] = s
	}
	now := y.Today.At(8 * 60)
	free := map[agenda.SlotID]agenda.Moment{} // since when; in the order in which bookings were taken
	held := map[agenda.SlotID]bool{}
	var last agenda.Moment
	for _, b := range bookings {
		s, known := slots[b.Slot]
		switch {
		case !known || s.Date != b.Date || s.Start != b.Start || s.Desk != b.Desk || b.DeskName == "" || b.Motive == "":
			t.Fatalf("%+v is not on its slot", b)
		case b.BookedAt < last || b.BookedAt > now || b.BookedAt >= s.Date.At(s.Start):
			t.Fatalf("%s booked %v, for %v", b.Reference, b.BookedAt, b.Date)
		case again[b.Reference] != (held[b.Slot] || b.BookedAt < free[b.Slot]):
			t.Fatalf("%s takes a slot that is not free, or free and said to be oversold", b.Reference)
		}
		last = b.BookedAt
		switch b.Status {
		case agenda.BookingCancelled:
			if b.Cause == agenda.CancelNone || b.CancelledAt < b.BookedAt || b.CancelledAt > now {
				t.Fatalf("cancelled %v because of %q: %+v", b.CancelledAt, b.Cause, b)
			}
			free[b.Slot] = b.CancelledAt
			continue
		case agenda.BookingActive:
			if b.Date.Before(y.Today) {
				t.Fatalf("%s is past and undecided", b.Reference)
			}
		default:
			if !b.Date.Before(y.Today) {
				t.Fatalf("%s is %s before its day", b.Reference, b.Status)
			}
		}
		held[b.Slot] = true
	}
}

// checkUnreal makes sure that no mailbox, telephone or foreigner number can be anyone's.
func checkUnreal(t *rapid.T, a agenda.Applicant) {
	if !strings.HasSuffix(strings.ToLower(a.Email), ".example") {
		t.Fatalf("mailbox %s may exist", a.Email)
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.Replace(a.Phone, "+33", "0", 1))
	if len(digits) != 10 || !slices.Contains(fictionPhones, digits[:6]) {
		t.Fatalf("telephone %s may exist", a.Phone)
	}
	if len(a.ForeignerNumber) != 10 || !strings.HasPrefix(a.ForeignerNumber, "00") {
		t.Fatalf("foreigner number %s may exist", a.ForeignerNumber)
	}
}

func TestMailboxesPhonesAndNumbersAreEachOnesOwn(t *testing.T) {
	bookings, planted := testYear(3000, 3500, 5).Invent()
	shared := map[string]bool{}
	for _, group := range slices.Concat(planted.Rings, planted.Households, planted.SamePerson, planted.SharedPhone) {
		for _, reference := range group {
			shared[reference] = true
		}
	}
	mailboxes, numbers := map[string]string{}, map[string]string{}
	for _, b := range bookings {
		if shared[b.Reference] || b.Cause == agenda.CancelDuplicate {
			continue
		}
		for _, m := range []struct {
			seen map[string]string
			key  string
		}{{mailboxes, vetting.CanonicalEmail(b.Applicant.Email).Canonical}, {numbers, b.Applicant.ForeignerNumber}} {
			if other, taken := m.seen[m.key]; taken || m.key == "" {
				t.Errorf("%s and %s share %q", b.Reference, other, m.key)
			}
			m.seen[m.key] = b.Reference
		}
	}
}

// The vetting finds exactly what was planted for its rules, and every rule something.
func TestVettingFindsWhatIsPlanted(t *testing.T) {
	for _, y := range []Year{testYear(4000, 4400, 11), testYear(14000, 15000, 12), testYear(300, 1000, 13)} {
		t.Run(fmt.Sprint(y.Bookings), func(t *testing.T) {
			y.ReleasedAt = func(id agenda.ReleaseID) agenda.Moment { return releasedBefore(y.Today, id) }
			bookings, planted := y.Invent()
			policy := policyOf(y)
			report, err := vetting.Examine(context.Background(), bookings, policy, agenda.Silent{})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string][]string{}
			for _, f := range report.Findings {
				group := make([]string, len(f.Bookings))
				for i, id := range f.Bookings {
					group[i] = string(id) // ids are references here
				}
				slices.Sort(group)
				key := f.Rule + " " + string(f.Severity)
				got[key] = append(got[key], strings.Join(group, " "))
			}
			want := findable(bookings, planted, policy)
			for _, list := range []map[string][]string{got, want} {
				for _, groups := range list {
					slices.Sort(groups)
				}
			}
			if d := cmp.Diff(want, got); d != "" || len(report.Off) > 0 {
				t.Errorf("planted (-) and found (+) differ: %s, and %v could not look", d, report.Off)
			}
			for _, rule := range vetting.Rules() {
				if !slices.ContainsFunc(report.Findings, func(f vetting.Finding) bool { return f.Rule == rule.Code }) {
					t.Errorf("%s has nothing to show", rule.Code)
				}
			}
		})
	}
}

// releasedBefore returns when the slots of a week went online: three weeks earlier, or
// some weeks before today.
func releasedBefore(today agenda.Date, release agenda.ReleaseID) agenda.Moment {
	week := agenda.MustWeek(string(release[1:]))
	day := week.Monday().AddDays(-20)
	if !day.Before(today) {
		day = today.AddDays(-1 - week.Number%40)
	}
	return day.At(600)
}

// policyOf lets every rule of the vetting look at a year.
func policyOf(y Year) vetting.Policy {
	policy := vetting.DefaultPolicy()
	policy.DisposableDomains = map[string]bool{}
	for _, d := range throwawayDomains {
		policy.DisposableDomains[d] = true
	}
	policy.House = vetting.House{Desks: y.Desks, Procedures: y.Procedures, Calendar: testCalendar, Slots: y.Slots}
	for _, s := range y.Slots {
		policy.Releases = append(policy.Releases, y.ReleasedAt(s.Release))
	}
	return policy
}

// findable returns the bookings that the vetting should tell of, by rule and severity.
func findable(bookings []agenda.Booking, planted Planted, policy vetting.Policy) map[string][]string {
	active := map[string]bool{}
	for _, b := range bookings {
		active[b.Reference] = b.Active()
	}
	// What became of a slot is told of while somebody holds it.
	transfers := slices.DeleteFunc(slices.Clone(planted.Transfers), func(pair []string) bool { return !active[pair[1]] })
	// Two with one telephone are no cluster yet.
	clusters := slices.DeleteFunc(slices.Clone(planted.SharedPhone), func(group []string) bool { return len(group) < policy.ClusterSize })
	return map[string][]string{
		"DUP-EMAIL automatic":    joined(planted.Rings),
		"DUP-EMAIL decide":       joined(planted.Households),
		"DUP-PERSON decide":      joined(planted.SamePerson),
		"NAME-MISSING automatic": slices.Clone(planted.NoName),
		"SLOT-OVERSOLD decide":   joined(planted.Oversold),
		"WRONG-DESK decide":      slices.Clone(planted.WrongDesk),
		"TRANSFER decide":        joined(transfers),
		"CLUSTER information":    joined(clusters),
		"THROWAWAY information":  slices.Clone(planted.Throwaway),
	}
}

func joined(groups [][]string) []string {
	var all []string
	for _, group := range groups {
		group = slices.Sorted(slices.Values(group))
		all = append(all, strings.Join(group, " "))
	}
	return all
}

func TestPlantedGroups(t *testing.T) {
	bookings, planted := testYear(4000, 4400, 12).Invent()
	by := map[string]agenda.Booking{}
	for _, b := range bookings {
		by[b.Reference] = b
	}
	for name, n := range map[string]int{
		"rings": len(planted.Rings), "households": len(planted.Households), "same person": len(planted.SamePerson), "no name": len(planted.NoName),
		"throwaway": len(planted.Throwaway), "shared phone": len(planted.SharedPhone), "transfers": len(planted.Transfers), "honest": len(planted.Honest),
		"oversold": len(planted.Oversold), "wrong desk": len(planted.WrongDesk),
	} {
		if n == 0 {
			t.Errorf("no %s was planted", name)
		}
	}
	for _, pair := range planted.Transfers {
		a, b := by[pair[0]], by[pair[1]]
		if wait := b.BookedAt - a.CancelledAt; a.Slot != b.Slot || wait < 0 || wait > 9*minute || a.Applicant.ForeignerNumber == b.Applicant.ForeignerNumber {
			t.Errorf("no transfer: %+v, %+v", a, b)
		}
	}
	for _, pair := range planted.Honest {
		a, b := by[pair[0]], by[pair[1]]
		if a.Slot != b.Slot || b.BookedAt-a.CancelledAt < day {
			t.Errorf("no honest cancellation: %+v, %+v", a, b)
		}
	}
	for _, pair := range planted.SamePerson {
		a, b := by[pair[0]].Applicant, by[pair[1]].Applicant
		if a.ForeignerNumber != b.ForeignerNumber || a.DisplayName() != b.DisplayName() || a.Email == b.Email {
			t.Errorf("not one person: %+v, %+v", a, b)
		}
	}
	for _, group := range planted.SharedPhone {
		for _, reference := range group {
			if by[reference].Applicant.Phone != by[group[0]].Applicant.Phone {
				t.Errorf("%v do not share a telephone", group)
			}
		}
	}
}

// TestTodayMakesNobodyQuick looks whether slots whose appointment is to come, and which went
// online lately, are taken as others were: what touts are among them are no more in the
// first minutes, and nobody books this morning because tomorrow has not come.
func TestTodayMakesNobodyQuick(t *testing.T) {
	y := testYear(6000, 6000, 7)
	y.ReleasedAt = func(id agenda.ReleaseID) agenda.Moment { return releasedBefore(y.Today, id) }
	releases := map[agenda.SlotID]agenda.ReleaseID{}
	for _, s := range y.Slots {
		releases[s.ID] = s.Release
	}
	taken, quick, thisMinute := map[bool]int{}, map[bool]int{}, 0
	bookings, _ := y.Invent()
	for _, b := range bookings {
		if b.Status == agenda.BookingCancelled {
			continue
		}
		toCome := !b.Date.Before(y.Today)
		taken[toCome]++
		if b.BookedAt-y.ReleasedAt(releases[b.Slot]) <= quickest {
			quick[toCome]++
		}
		if b.BookedAt == y.Today.At(8*60) {
			thisMinute++
		}
	}
	share := func(toCome bool) float64 { return float64(quick[toCome]) / float64(taken[toCome]) }
	if taken[true] < 1000 || share(true) > share(false)+0.03 || thisMinute > 2 {
		t.Errorf("of %v, %v were quick, and %d booked this minute", taken, quick, thisMinute)
	}
}

func TestStatusesAreBelievable(t *testing.T) {
	counts := map[agenda.BookingStatus]int{}
	causes := map[agenda.CancelCause]int{}
	bookings := invent(weekdaySlots(agenda.MustDate("2027-01-04"), 4400), 4600, 3, agenda.MustDate("2027-06-30"))
	for _, b := range bookings {
		counts[b.Status]++
		causes[b.Cause]++
	}
	share := float64(counts[agenda.BookingAbsent]) / float64(counts[agenda.BookingAbsent]+counts[agenda.BookingServed])
	if share < 0.05 || share > 0.10 { // 0.1 and 0.05 in equal parts
		t.Errorf("%.3f of the people did not come", share)
	}
	if counts[agenda.BookingActive] < 1000 || counts[agenda.BookingCancelled] < 200 || causes[agenda.CancelDuplicate] == 0 || causes[agenda.CancelName] == 0 {
		t.Errorf("statuses %v, causes %v", counts, causes)
	}
}

func TestNoSlotsNoBookings(t *testing.T) {
	if got := invent(nil, 10, 1, agenda.MustDate("2027-01-04")); got != nil {
		t.Errorf("got %v", got)
	}
}

// The bytes of a seed stay what they are: demo screenshots and figures rest on them.
func TestExportGolden(t *testing.T) {
	bookings, _ := testYear(120, 140, 1).Invent()
	var b bytes.Buffer
	if err := WriteExport(&b, bookings); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "export.golden.csv")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Error("the export is not that of the golden file")
	}
}

// Any reader of CSV gets back what was written, whatever is in the cells.
func TestExportReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOf(rapid.SampledFrom([]rune(";\"\n, é'=")))
		a := agenda.Applicant{Surname: cell.Draw(t, "surname"), GivenNames: cell.Draw(t, "given"), Email: cell.Draw(t, "email"), ForeignerNumber: "0012345678"}
		booking := agenda.Booking{
			Reference: "RDV1", Date: agenda.MustDate("2027-03-02"), Start: 545, Motive: cell.Draw(t, "motive"),
			Status: agenda.BookingCancelled, BookedAt: agenda.MustMoment("2027-02-19T19:42"), Applicant: a,
		}
		var b bytes.Buffer
		if err := WriteExport(&b, []agenda.Booking{booking}); err != nil {
			t.Fatal(err)
		}
		text, bom := strings.CutPrefix(b.String(), "\ufeff")
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || !bom || len(rows) != 2 {
			t.Fatalf("%d rows, %v: %s", len(rows), err, text)
		}
		want := []string{"RDV1", "02/03/2027", " 9h05", booking.Motive, "", "Annulé", "19/02/2027 19:42", "", a.Surname, a.GivenNames, "", "0012345678", a.Email, "", ""}
		if d := cmp.Diff([][]string{exportTitles, want}, rows); d != "" {
			t.Fatal(d)
		}
	})
}

func TestNamesCanBeAddressed(t *testing.T) {
	p := newPeople(nil, agenda.Date{})
	for _, o := range p.origins {
		for _, name := range slices.Concat(o.Surnames, o.Women, o.Men) {
			if ascii(name) == "" || name != strings.TrimSpace(name) {
				t.Errorf("%s: %q has no letters for an address", o.Origin, name)
			}
		}
	}
}

func BenchmarkYear(b *testing.B) {
	y := testYear(15000, 15000, 1)
	for b.Loop() {
		y.Invent()
	}
}

// invent returns the bookings of a year of the test's desks and procedures.
func invent(slots []agenda.Slot, n int, seed uint64, today agenda.Date) []agenda.Booking {
	bookings, _ := Year{Slots: slots, Desks: testDesks, Procedures: testProcedures, Bookings: n, Seed: seed, Today: today}.Invent()
	return bookings
}

func TestAdditionalAppointmentsAreOfTheYear(t *testing.T) {
	students := []agenda.Procedure{{Code: "first", Counted: true}, {Code: "renewal", WalkIn: &agenda.WalkIn{}}, {Code: "student"}}
	for today, want := range map[string][2]string{
		"2026-06-10": {"2027-01-04", "2027-02-12"}, // before the year
		"2027-05-12": {"2027-05-24", "2027-07-02"},
		"2027-12-01": {"2027-12-13", "2027-12-31"},
	} {
		got := Additional(students, 2027, agenda.MustDate(today))
		if len(got) != 1 || got[0].From.String() != want[0] || got[0].To.String() != want[1] || got[0].Slots < 1 || !slices.Equal(got[0].Procedures, []agenda.ProcedureCode{"student"}) {
			t.Errorf("on %s: %+v, want %v", today, got, want)
		}
	}
	for name, got := range map[string][]agenda.Additional{
		"after the year": Additional(students, 2027, agenda.MustDate("2028-03-01")), "no students": Additional(students[:2], 2027, agenda.MustDate("2027-05-12")),
	} {
		if got != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
