package office

import (
	"slices"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/publication"
)

// TestRulesLeaveOutDaysThatAreOver asks for the rules of a week on each of its days.
func TestRulesLeaveOutDaysThatAreOver(t *testing.T) {
	week := agenda.MustWeek("2027-W18") // 8 May, a holiday, is its Saturday
	house := House{Service: agenda.Service{Territory: "metropole"}}
	custom := publication.Default(week.Add(-3), nil)
	for i := -1; i < 7; i++ {
		today := week.Monday().AddDays(i)
		for name, config := range map[string]*publication.Config{"usual": nil, "given": &custom} {
			rules, err := publication.Config{}, error(nil)
			if config == nil {
				rules, _, err = fittedRules(house, week, publication.Default(today.Week(), nil), today)
			} else {
				rules, err = givenRules(week, *config, today)
			}
			if i >= 4 {
				// A day or two are left, if any: whether rules can be drawn is theirs to say.
				continue
			}
			if err != nil {
				t.Errorf("%s rules on %s: %v", name, today, err)
				continue
			}
			for seed := range byte(20) {
				moments, err := publication.Draw(rules, [32]byte{seed})
				if name == "given" && err != nil {
					continue // four days are asked for and are not left
				}
				if err != nil {
					t.Errorf("%s rules on %s: %v", name, today, err)
				}
				for _, m := range moments {
					if !m.Date().After(today) {
						t.Errorf("%s rules on %s draw %s", name, today, m)
					}
				}
			}
		}
	}
	if len(custom.ExcludedDates) != 0 {
		t.Errorf("the given rules were changed: %v", custom.ExcludedDates)
	}
	if _, _, err := fittedRules(House{}, week, custom, week.Monday()); agenda.CodeOf(err) != "CAL-TERRITORY" {
		t.Errorf("no territory: %v", err)
	}
}

// TestBurstsAreMeasuredFromWhenReleasesWereDone: a drawn minute counts only where somebody
// kept to it.
func TestBurstsAreMeasuredFromWhenReleasesWereDone(t *testing.T) {
	at := agenda.MustMoment("2027-03-02T10:00")
	late := publication.UsualPatience.LateAfter
	for name, c := range map[string]struct {
		release agenda.Release
		want    []agenda.Moment
	}{
		"not done":  {agenda.Release{At: at}, nil},
		"on time":   {agenda.Release{At: at, DoneAt: at + 120}, []agenda.Moment{at, at + 120}},
		"late":      {agenda.Release{At: at, DoneAt: at + agenda.Moment(60*(late+1))}, []agenda.Moment{at + agenda.Moment(60*(late+1))}},
		"too early": {agenda.Release{At: at, DoneAt: at - 3600}, []agenda.Moment{at - 3600}},
	} {
		if is := wentOnline(c.release, publication.UsualPatience); !slices.Equal(is, c.want) {
			t.Errorf("%s: online at %v, want %v", name, is, c.want)
		}
	}
}
