package convocation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
)

func expected(desk, date, start, surname, givenNames string) convocation.Expected {
	return convocation.Expected{
		Booking: agenda.Booking{
			Date: agenda.MustDate(date), Start: agenda.MustClock(start),
			Applicant: agenda.Applicant{Surname: surname, GivenNames: givenNames},
		},
		Desk: desk, Procedure: "Duplicata",
	}
}

func TestDayListOrder(t *testing.T) {
	list := convocation.ComposeDayList(agenda.Service{Name: "Service des étrangers"}, []convocation.Expected{
		expected("G10", "2027-03-02", "09:00", "Diallo", "Awa"),
		expected("G2", "2027-03-03", "09:00", "Diallo", "Moussa"),
		expected("G2", "2027-03-02", "14:00", "Éluard", "Paul"),
		expected("G2", "2027-03-02", "12:00", "Noon", "At"),
		expected("G2", "2027-03-02", "11:59", "Zola", "Émile"),
		expected("G2", "2027-03-02", "09:00", "zeller", "Ann"),
		expected("G2", "2027-03-02", "09:00", "Eluard", "Zoé"),
		expected("G2", "2027-03-02", "09:00", "Éluard", "Anne"),
		expected("G2", "2027-03-02", "09:00", "Fabre", "Luc"),
	}, 0)
	var got []string
	for _, s := range list.Sheets {
		var rows []string
		for _, r := range s.Rows {
			rows = append(rows, r.Start.String()+" "+r.Name)
		}
		got = append(got, fmt.Sprintf("%s %s %v: %s", s.Date, s.Desk, s.Afternoon, strings.Join(rows, ", ")))
	}
	want := []string{
		"2027-03-02 G2 false: 09:00 Anne Éluard, 09:00 Zoé Eluard, 09:00 Luc Fabre, 09:00 Ann zeller, 11:59 Émile Zola",
		"2027-03-02 G2 true: 12:00 At Noon, 14:00 Paul Éluard",
		"2027-03-02 G10 false: 09:00 Awa Diallo",
		"2027-03-03 G2 false: 09:00 Moussa Diallo",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDayListLosesNobodyAndDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) convocation.Expected {
			e := expected(
				rapid.SampledFrom([]string{"G1", "G2", "G10", ""}).Draw(t, "desk"),
				rapid.SampledFrom([]string{"2027-03-02", "2027-03-03"}).Draw(t, "date"),
				rapid.SampledFrom([]string{"09:00", "11:45", "12:00", "16:00"}).Draw(t, "start"),
				rapid.SampledFrom([]string{"Éluard", "Eluard", "Nguyễn", "", "şen"}).Draw(t, "surname"), "A")
			e.Booking.DeskName = "G1"
			return e
		}), 0, 40).Draw(t, "expected")
		for i := range in {
			in[i].Booking.Reference = fmt.Sprint("RDV", i)
			in[i].Number = fmt.Sprintf("27-%06d-00", i)
		}
		before := slices.Clone(in)
		list := convocation.ComposeDayList(agenda.Service{}, in, 0)
		if diff := cmp.Diff(before, in); diff != "" {
			t.Fatalf("the input was changed: %s", diff)
		}
		numbers := map[string]bool{}
		for i, s := range list.Sheets {
			if i > 0 && list.Sheets[i-1].Date == s.Date && list.Sheets[i-1].Desk == s.Desk && list.Sheets[i-1].Afternoon == s.Afternoon {
				t.Fatal("two sheets for one desk and half-day")
			}
			for j, r := range s.Rows {
				if numbers[r.Number] || s.Afternoon != (r.Start >= agenda.Noon) || j > 0 && s.Rows[j-1].Start > r.Start {
					t.Fatalf("row %d of sheet %d is out of place: %+v", j, i, r)
				}
				numbers[r.Number] = true
			}
		}
		if len(numbers) != len(in) {
			t.Fatalf("%d of %d people are listed", len(numbers), len(in))
		}
		shuffled := rapid.Permutation(in).Draw(t, "shuffled")
		if diff := cmp.Diff(list, convocation.ComposeDayList(agenda.Service{}, shuffled, 0)); diff != "" {
			t.Fatalf("the order of the input matters: %s", diff)
		}
	})
}
