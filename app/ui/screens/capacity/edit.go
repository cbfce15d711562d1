package capacity

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// place is where a number of a week stands: a procedure at a desk.
type place struct {
	Desk      agenda.DeskID
	Procedure agenda.ProcedureCode
}

// edit is what somebody has typed into a week and not kept.
type edit struct {
	typed map[place]int // in place of what stands there
	why   string
}

// slots returns what stands in a place, as it was typed or as it is.
func (e edit) slots(at place, standing int) int {
	if n, ok := e.typed[at]; ok {
		return n
	}
	return standing
}

// set takes another number; one that stands there anyway is none.
func (e *edit) set(at place, n, standing int) {
	if n == standing {
		delete(e.typed, at)
		return
	}
	if e.typed == nil {
		e.typed = map[place]int{}
	}
	e.typed[at] = n
}

// rebase leaves out what stands in the week by now, and places that it has not any more.
func (e *edit) rebase(standing office.WeekDraft) {
	now := numbersOf(standing)
	maps.DeleteFunc(e.typed, func(at place, n int) bool {
		is, there := now[at]
		return !there || is == n
	})
}

// keptAs leaves out what was kept.
func (e *edit) keptAs(kept office.WeekEdit) {
	for _, c := range kept.Cells {
		at := place{c.Desk, c.Procedure}
		if n, typed := e.typed[at]; typed && n == c.Slots {
			delete(e.typed, at)
		}
	}
}

// empty reports whether nothing would be lost.
func (e edit) empty() bool { return len(e.typed) == 0 }

// of returns the week as it is wanted.
func (e edit) of(standing office.WeekDraft) office.WeekEdit {
	wanted := office.WeekEdit{Week: standing.Week, Why: strings.TrimSpace(e.why)}
	for _, desk := range standing.Desks {
		for _, c := range desk.Cells {
			n := e.slots(place{desk.Desk.ID, c.Procedure.Code}, c.Slots)
			wanted.Cells = append(wanted.Cells, agenda.PlanCell{Week: standing.Week, Desk: desk.Desk.ID, Procedure: c.Procedure.Code, Slots: n})
		}
	}
	return wanted
}

// numbersOf returns what stands in a week.
func numbersOf(draft office.WeekDraft) map[place]int {
	numbers := map[place]int{}
	for _, desk := range draft.Desks {
		for _, c := range desk.Cells {
			numbers[place{desk.Desk.ID, c.Procedure.Code}] = c.Slots
		}
	}
	return numbers
}

// keptEdit is an edit on its way to another window or language.
type keptEdit struct {
	Week  agenda.Week
	Why   string
	Cells []agenda.PlanCell
}

// keptEdits writes what was typed into the weeks.
func keptEdits(edits map[agenda.Week]*edit) string {
	var all []keptEdit
	for _, week := range slices.SortedFunc(maps.Keys(edits), agenda.Week.Compare) {
		k := keptEdit{Week: week, Why: edits[week].why}
		for at, n := range edits[week].typed {
			k.Cells = append(k.Cells, agenda.PlanCell{Week: week, Desk: at.Desk, Procedure: at.Procedure, Slots: n})
		}
		all = append(all, k)
	}
	raw, err := json.Marshal(all)
	if err != nil || len(all) == 0 {
		return "" // texts and numbers can always be written
	}
	return string(raw)
}

// editsFrom reads what keptEdits has written.
func editsFrom(text string) map[agenda.Week]*edit {
	edits := map[agenda.Week]*edit{}
	var all []keptEdit
	if json.Unmarshal([]byte(text), &all) != nil {
		return edits
	}
	for _, k := range all {
		e := &edit{typed: map[place]int{}, why: k.Why}
		for _, c := range k.Cells {
			e.typed[place{c.Desk, c.Procedure}] = c.Slots
		}
		edits[k.Week] = e
	}
	return edits
}
