package calendar

import "creneaux/app/agenda"

// SchoolWeights returns how much demand weeks with school holidays of a zone have beside
// a usual one, when a day of them has share of the demand of another: a week that is
// partly in them weighs in proportion to its working days. Weeks without a working day in
// them are left out, and all are where the zone is "" or the share 0 or 1.
func SchoolWeights(c *Calendar, weeks []agenda.Week, holidays []agenda.SchoolHoliday, zone string, share float64) map[agenda.Week]float64 {
	if zone == "" || share == 0 || share == 1 {
		return nil
	}
	weights := map[agenda.Week]float64{}
	for _, w := range weeks {
		of := SchoolHolidaysOf(holidays, w, zone)
		working, without := 0, 0
		for i := range 5 {
			d := w.Monday().AddDays(i)
			if !c.WorkingDay(d) {
				continue
			}
			working++
			for _, h := range of {
				if h.Period().Holds(d) {
					without++
					break
				}
			}
		}
		if without > 0 {
			weights[w] = (float64(without)*share + float64(working-without)) / float64(working)
		}
	}
	return weights
}
