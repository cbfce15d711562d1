package vetting

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

func decidedColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "at", Label: voice.Text("screen.vetting.column.decided"), Width: 124},
		{ID: "outcome", Label: voice.Text("screen.vetting.column.outcome"), Width: 110},
		{ID: "rule", Label: voice.Text("screen.vetting.column.rule"), Width: 230, Stretch: true},
		{ID: "references", Label: voice.Text("screen.vetting.column.references"), Width: 160, Stretch: true},
		{ID: "reason", Label: voice.Text("screen.vetting.column.motive"), Width: 110, Stretch: true},
		{ID: "standing", Label: voice.Text("screen.vetting.column.standing"), Width: 178},
	}
}

// decisionList is the source of the decisions made, newest first. The references are asked
// for a page at a time, for a year has thousands of decisions.
type decisionList struct {
	office Office
	voice  *wording.Voice
	list   atomic.Pointer[[]agenda.Decision]
}

func (d *decisionList) set(decisions []agenda.Decision) { d.list.Store(&decisions) }

// Page implements [widgets.Source].
func (d *decisionList) Page(ctx context.Context, offset, limit int, _ widgets.Order) (widgets.Page, error) {
	var decisions []agenda.Decision
	if list := d.list.Load(); list != nil {
		decisions = *list
	}
	from := min(offset, len(decisions))
	part := decisions[from:min(from+limit, len(decisions))]
	var ids []agenda.BookingID
	for _, one := range part {
		ids = append(ids, one.Bookings...)
	}
	bookings := map[agenda.BookingID]agenda.Booking{}
	if len(ids) > 0 {
		found, _, err := d.office.Bookings(ctx, workspace.BookingQuery{IDs: ids})
		if err != nil {
			return widgets.Page{}, err
		}
		for _, b := range found {
			bookings[b.ID] = b
		}
	}
	page := widgets.Page{Total: len(decisions)}
	for _, one := range part {
		page.Rows = append(page.Rows, decidedRow(one, bookings, d.voice))
	}
	return page, nil
}

func decidedRow(d agenda.Decision, bookings map[agenda.BookingID]agenda.Booking, voice *wording.Voice) widgets.Row {
	outcome, state, about := voice.Text("screen.vetting.outcome.kept"), widgets.Success, d.Bookings
	if d.Outcome == agenda.OutcomeCancel {
		outcome, state, about = voice.Text("screen.vetting.outcome.cancelled", "Count", len(d.Cancel)), widgets.Danger, d.Cancel
	}
	standing := voice.Text("screen.vetting.standing")
	if !d.Undone.IsZero() {
		standing, state = voice.Text("screen.vetting.undone", "At", voice.ShortMoment(d.Undone)), widgets.Quiet
	}
	return widgets.Row{
		Key: string(d.ID),
		Cells: []string{
			voice.ShortMoment(d.At), outcome, ruleTitle(d.Rule, voice), named(about, bookings, voice), orDash(d.Reason), standing,
		},
		State: state,
	}
}

func ruleColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "code", Label: voice.Text("screen.vetting.column.code"), Width: 130},
		{ID: "rule", Label: voice.Text("screen.vetting.column.rule"), Width: 300, Stretch: true},
		{ID: "open", Label: voice.Text("screen.vetting.column.open"), Width: 84, Align: fyne.TextAlignTrailing},
		{ID: "state", Label: voice.Text("screen.vetting.column.rule-state"), Width: 100},
		{ID: "why", Label: voice.Text("screen.vetting.column.why"), Width: 300, Stretch: true},
	}
}

// ruleRows lists the rules, with what each found and why one could not look at all or
// at some bookings.
func ruleRows(open []vetting.Finding, off []vetting.RuleOff, voice *wording.Voice) []widgets.Row {
	var rows []widgets.Row
	for _, r := range vetting.Rules() {
		found := filter{rule: r.Code}.choose(open)
		status, state, why := voice.Text("screen.vetting.rule.on"), widgets.Success, ""
		for _, o := range off {
			if o.Rule != r.Code {
				continue
			}
			status, state = voice.Text("screen.vetting.rule.partly-off"), widgets.Warning
			if why != "" {
				why += " "
			}
			why += voice.Say(o.Reason)
		}
		rows = append(rows, widgets.Row{
			Key:   r.Code,
			Cells: []string{r.Code, voice.Say(r.Title), voice.Number(len(found)), status, orDash(why)},
			State: state,
		})
	}
	return rows
}
