package publication

import "creneaux/app/agenda"

// The bands of [Default].
const (
	BandMorning   = "morning"
	BandMidday    = "midday"
	BandAfternoon = "afternoon"
	BandEvening   = "evening"
)

// BandLabel returns what a band is called: the words of the reader's language for
// those of [Default], else the name that the rules give it.
func BandLabel(band string) agenda.Message {
	switch band {
	case BandMorning:
		return agenda.Msg("publication.band.morning")
	case BandMidday:
		return agenda.Msg("publication.band.midday")
	case BandAfternoon:
		return agenda.Msg("publication.band.afternoon")
	case BandEvening:
		return agenda.Msg("publication.band.evening")
	case "":
		return agenda.Msg("publication.band.none")
	default:
		return agenda.Msg("publication.band.named", "Name", band)
	}
}

var dayBands = []Window{
	{From: agenda.MustClock("07:00"), To: agenda.MustClock("12:00"), Band: BandMorning},
	{From: agenda.MustClock("12:00"), To: agenda.MustClock("14:00"), Band: BandMidday},
	{From: agenda.MustClock("14:00"), To: agenda.MustClock("17:00"), Band: BandAfternoon},
	{From: agenda.MustClock("17:00"), To: agenda.MustClock("21:00"), Band: BandEvening},
}

var workingDays = []agenda.Weekday{
	agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday, agenda.Saturday,
}

// Default returns rules that suit a préfecture: Monday to Saturday, from 07:00 to
// 21:00, any minute; six releases at least 90 minutes apart, at most two a day, on at
// least four days, and at least one at midday and one in the evening, when people who
// work can book. A week with few days left gets fewer releases on fewer days, so that
// there is always a choice; only a week whose six days are all excluded has none.
func Default(week agenda.Week, excluded []agenda.Date) Config {
	c := Config{
		Week:          week,
		GridMinutes:   1,
		MinGapMinutes: 90,
		MaxPerDay:     2,
		Quotas:        map[string]Quota{BandMidday: {Min: 1}, BandEvening: {Min: 1}},
		ExcludedDates: sortedCopy(excluded, agenda.Date.Compare),
	}
	open := len(workingDays)
	for _, day := range workingDays {
		for _, w := range dayBands {
			w.Day = day
			c.Windows = append(c.Windows, w)
		}
		for _, d := range c.ExcludedDates {
			if d == week.Day(day) {
				open--
			}
		}
	}
	// Two moments a day on every day left would leave little to chance: one and a
	// half a day is the most that is asked for.
	c.Releases = min(6, max(2, (3*open)/2))
	c.MinDays = min(4, open)
	return c
}

// SundayEvening returns the rules of the habit that touts lived on: one release,
// Sunday at 20:00. Its measures stand beside those of a real week.
func SundayEvening(week agenda.Week) Config {
	return Config{
		Week:          week,
		Windows:       []Window{{Day: agenda.Sunday, From: agenda.MustClock("20:00"), To: agenda.MustClock("20:01")}},
		GridMinutes:   1,
		Releases:      1,
		MaxPerDay:     1,
		MinDays:       1,
		Quotas:        map[string]Quota{},
		ExcludedDates: []agenda.Date{},
	}
}
