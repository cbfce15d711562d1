package capacity

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// shortReasons say which procedures miss their target and at which desks. openings are
// those of every week, by week and desk.
func (y *year) shortReasons(procedures []ProcedureYear, openings [][][]calendar.Opening) []agenda.Message {
	var reasons []agenda.Message
	for i, result := range procedures {
		if result.Shortfall() == 0 {
			continue
		}
		named := ProcedureResult{Code: y.planned[i].Label, Target: result.Target, Planned: result.Planned}
		if named.Code == "" {
			named.Code = string(result.Procedure)
		}
		opens := false
		for _, d := range y.serving[i] {
			named.LimitedBy = append(named.LimitedBy, y.Desks[d].Name)
			for _, row := range openings {
				opens = opens || usableMinutes(row[d], []int{y.planned[i].Minutes}) > 0
			}
		}
		reasons = append(reasons, shortReason(named, opens))
	}
	return reasons
}

// additionalReasons say which additional appointments have no room, and at which desks.
func (y *year) additionalReasons(additional []AdditionalYear, openings [][][]calendar.Opening) []agenda.Message {
	var reasons []agenda.Message
	for _, a := range additional {
		missing := a.Missing()
		if missing == 0 {
			continue
		}
		desks, opens := y.desksWithin(a.Additional, openings)
		if !opens {
			reasons = append(reasons, agenda.Msg("capacity.reason.additional-closed", "Label", y.labelOf(a.Additional), "Count", missing))
			continue
		}
		reasons = append(reasons, agenda.Msg("capacity.reason.additional-short", "Label", y.labelOf(a.Additional), "Count", missing,
			"Placed", a.Placed, "Slots", a.Additional.Slots, "Desks", desks))
	}
	return reasons
}

// desksWithin names the desks that serve additional appointments; opens tells whether one
// of them has an opening that counts for them.
func (y *year) desksWithin(a agenda.Additional, openings [][][]calendar.Opening) (names []string, opens bool) {
	for d, desk := range y.Desks {
		if !slices.ContainsFunc(a.Procedures, desk.Serves) {
			continue
		}
		names = append(names, desk.Name)
		for w := range openings {
			opens = opens || len(openings[w][d]) > 0 && onlyWithin(openings[w][d], a)
		}
	}
	return names, opens
}

// labelOf names additional appointments, by their procedures where they have no name.
func (y *year) labelOf(a agenda.Additional) any {
	if a.Label != "" {
		return a.Label
	}
	var labels []string
	for _, p := range y.Procedures {
		if slices.Contains(a.Procedures, p.Code) {
			labels = append(labels, cmp.Or(p.Label, string(p.Code)))
		}
	}
	return labels
}

// closedReasons say which weeks have no opening: of any desk, or of a single one.
// Locked weeks that hold more than they can are the matter of lockedReasons.
func (y *year) closedReasons(openings [][][]calendar.Opening, loads []DeskWeekLoad) []agenda.Message {
	over := map[agenda.Week]bool{}
	for _, l := range loads {
		over[l.Week] = over[l.Week] || y.isOver(l)
	}
	var reasons []agenda.Message
	for w, week := range y.Weeks {
		if over[week] {
			continue
		}
		var shut []agenda.Desk
		working := 0
		for d, desk := range y.Desks {
			if len(desk.Sessions) == 0 {
				continue
			}
			working++
			if len(openings[w][d]) == 0 {
				shut = append(shut, desk)
			}
		}
		if len(shut) > 0 && len(shut) == working {
			reasons = append(reasons, agenda.Msg("capacity.reason.week-closed", "Week", week, "Why", y.whyShut(week, shut)))
			continue
		}
		for _, desk := range shut {
			reasons = append(reasons, agenda.Msg("capacity.reason.desk-closed", "Week", week, "Desk", desk.Name,
				"Why", y.whyShut(week, []agenda.Desk{desk})))
		}
	}
	return reasons
}

// whyShut gathers the different reasons why desks are closed on their session days.
func (y *year) whyShut(week agenda.Week, desks []agenda.Desk) []agenda.Message {
	var why []agenda.Message
	seen := map[string]bool{}
	tell := func(m agenda.Message) {
		if !seen[m.String()] {
			seen[m.String()] = true
			why = append(why, m)
		}
	}
	for _, desk := range desks {
		for _, day := range y.Calendar.Days(desk, week, y.Procedures) {
			reason, closed := y.Calendar.Closed(desk.ID, day.Date)
			switch {
			case len(day.Sessions) == 0:
			case closed:
				tell(reason)
			case len(day.Staffed) > 0:
				tell(agenda.Msg("capacity.reason.walk-ins-only"))
			default: // nobody is there: absences, or closures of some hours
				for _, reason := range day.Why {
					tell(reason)
				}
			}
		}
	}
	return why
}

// isOver reports whether a locked week holds more than its openings do now.
func (y *year) isOver(l DeskWeekLoad) bool { return y.locked[l.Week] && l.Planned > l.Open }

// lockedReasons say which locked weeks hold more than their openings do now.
func (y *year) lockedReasons(loads []DeskWeekLoad) []agenda.Message {
	names := map[agenda.DeskID]string{}
	for _, d := range y.Desks {
		names[d.ID] = d.Name
	}
	var reasons []agenda.Message
	for _, l := range loads {
		if y.isOver(l) {
			reasons = append(reasons, agenda.Msg("capacity.reason.locked-over", "Week", l.Week, "Desk", names[l.Desk],
				"Planned", l.Planned, "Open", l.Open))
		}
	}
	return reasons
}
