package calendar

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"creneaux/app/agenda"
)

func TestAWeekPartlyInSchoolHolidaysWeighsByItsWorkingDays(t *testing.T) {
	c := mustNew(t, "metropole")
	day := agenda.MustDate
	holidays := []agenda.SchoolHoliday{
		{Zone: "A", Name: "Hiver", From: day("2027-02-13"), To: day("2027-02-28")},
		{Zone: "B", Name: "Hiver", From: day("2027-02-20"), To: day("2027-03-07")},
		{Zone: "A", Name: "Pont", From: day("2027-05-07"), To: day("2027-05-07")}, // the day after Ascension
	}
	weeks := agenda.WeeksOf(2027)
	want := map[agenda.Week]float64{
		agenda.MustWeek("2027-W07"): 0.8,
		agenda.MustWeek("2027-W08"): 0.8,
		agenda.MustWeek("2027-W18"): (3 + 0.8) / 4, // Ascension Thursday is no working day
	}
	got := SchoolWeights(c, weeks, holidays, "A", 0.8)
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, none := range []map[agenda.Week]float64{
		SchoolWeights(c, weeks, holidays, "", 0.8), SchoolWeights(c, weeks, holidays, "A", 0),
		SchoolWeights(c, weeks, holidays, "A", 1), SchoolWeights(c, weeks, nil, "A", 0.8),
	} {
		if len(none) > 0 {
			t.Errorf("got %v, want every week as any other", none)
		}
	}
}
