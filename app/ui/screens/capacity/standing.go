package capacity

import (
	"maps"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
)

// The signs of how a week stands, which the legend explains.
const (
	signCurrent = "►"
	signLocked  = "◆"
	signEdited  = "✎"
	signTyped   = "●"
)

// overKey is the reason of a plan that says which week no longer fits its openings.
const overKey = "capacity.reason.locked-over"

// standing is what there is to know of a week beside its numbers.
type standing struct {
	current bool // today is in it
	past    bool // it is over
	why     office.KeptWeek
	edited  bool             // by hand, since it was last planned
	typed   bool             // it was changed in the panel, and that is not kept
	over    []agenda.Message // why its slots do not fit the openings any more
}

// signs are what stands before the week's numbers.
func (s standing) signs() (string, widgets.State) {
	var signs []string
	state := widgets.Quiet
	add := func(is bool, sign string, as widgets.State) {
		if is {
			signs, state = append(signs, sign), max(state, as)
		}
	}
	add(len(s.over) > 0, widgets.Danger.Sign(), widgets.Danger)
	add(s.typed, signTyped, widgets.Warning)
	add(s.current, signCurrent, widgets.Info)
	add(s.why.Locked, signLocked, widgets.Quiet)
	add(s.edited, signEdited, widgets.Quiet)
	return strings.Join(signs, " "), state
}

// standings returns how the weeks of a plan stand on a day.
func standings(plan office.PlanView, kept map[agenda.Week]office.KeptWeek, today agenda.Date) map[agenda.Week]standing {
	all := make(map[agenda.Week]standing, len(plan.Weeks))
	now := today.Week()
	for _, w := range plan.Weeks {
		stands := standing{current: w.Week == now, past: w.Week.Before(now), why: kept[w.Week]}
		stands.why.Locked = w.Locked // an earlier version had other locks
		if w.Unserved > 0 {
			stands.over = append(stands.over, agenda.Msg("office.plan.week-unserved", "Count", w.Unserved))
		}
		all[w.Week] = stands
	}
	for _, reason := range plan.Reasons {
		if week, ok := reason.Args["Week"].(agenda.Week); ok && reason.Key == overKey {
			s := all[week]
			s.over = append(s.over, reason)
			all[week] = s
		}
	}
	return all
}

// editedByHand returns the weeks that were last changed by hand, not by a planning. A
// version that takes an earlier one back has the hand's weeks of that one: undone and done
// again, a change by hand is still one. Versions come newest first.
func editedByHand(versions []office.PlanVersion) map[agenda.Week]bool {
	by := map[int]map[agenda.Week]bool{}
	edited := map[agenda.Week]bool{}
	for _, v := range slices.Backward(versions) {
		switch v.Cause {
		case office.PlanRestored:
			edited = by[v.Restored]
		case office.PlanLocked, office.PlanUnlocked: // that changes no number
		default:
			hand := map[agenda.Week]bool{}
			maps.Copy(hand, edited)
			for _, w := range v.Weeks {
				delete(hand, w)
				if v.Cause == office.PlanEdited {
					hand[w] = true
				}
			}
			edited = hand
		}
		by[v.Version] = edited
	}
	return edited
}
