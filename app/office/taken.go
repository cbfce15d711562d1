package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/statistics"
	"creneaux/app/workspace"
)

// WeekTaken is what became of the appointments of a week that is over, of the procedures
// that the targets count.
type WeekTaken struct {
	Week         agenda.Week
	Appointments int     // taken and not cancelled, whether the person came or not
	Permits      float64 // what those who came lead to on average
}

// Taken returns what became of the weeks of the year that are over, in their order; none
// where nobody had an appointment in them. It never reads personal data.
func (o *Office) Taken(ctx context.Context) ([]WeekTaken, error) {
	return view(ctx, o, func(r workspace.Reader) ([]WeekTaken, error) {
		house, err := loadHouse(ctx, r)
		if err != nil {
			return nil, err
		}
		counts, err := r.Counts(ctx)
		if err != nil {
			return nil, err
		}
		return takenOf(house, counts, o.now().Date()), nil
	})
}

func takenOf(house House, counts statistics.Counts, today agenda.Date) []WeekTaken {
	var weeks []WeekTaken
	at := map[agenda.Week]int{}
	for _, w := range agenda.WeeksOf(house.Service.Year) {
		if w.Before(today.Week()) {
			at[w] = len(weeks)
			weeks = append(weeks, WeekTaken{Week: w})
		}
	}
	anybody := false
	for _, c := range counts.ByWeek {
		i, over := at[c.Week]
		procedure, ours := house.Procedure(c.Procedure)
		if !over || !ours || !procedure.Counted {
			continue
		}
		taken := c.Waiting + c.Served + c.Absent
		anybody = anybody || taken > 0
		weeks[i].Appointments += taken
		weeks[i].Permits += float64(c.Served) * procedure.PermitsPerKept
	}
	if !anybody {
		return nil
	}
	return weeks
}
