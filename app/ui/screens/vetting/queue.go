package vetting

import (
	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
	"creneaux/app/wording"
)

// severities are the choices of the severity filter, the most pressing first.
var severities = []vetting.Severity{vetting.Automatic, vetting.Decide, vetting.Information}

// stateOf is how a severity looks.
func stateOf(s vetting.Severity) widgets.State {
	switch s {
	case vetting.Automatic:
		return widgets.Danger
	case vetting.Decide:
		return widgets.Warning
	default:
		return widgets.Info
	}
}

// ruleTitle says what a rule looks for; a rule that this program no longer has is
// named by its code.
func ruleTitle(code string, voice *wording.Voice) string {
	for _, r := range vetting.Rules() {
		if r.Code == code {
			return voice.Say(r.Title)
		}
	}
	return code
}

// filter is what the person chose to see of the queue.
type filter struct {
	rule     string           // "" is every rule
	severity vetting.Severity // "" is every severity
}

func (f filter) choose(findings []vetting.Finding) []vetting.Finding {
	var chosen []vetting.Finding
	for _, one := range findings {
		if (f.rule == "" || one.Rule == f.rule) && (f.severity == "" || one.Severity == f.severity) {
			chosen = append(chosen, one)
		}
	}
	return chosen
}

const severityCell = 0 // index of the severity among the columns of the queue

func queueColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "severity", Label: voice.Text("screen.vetting.column.severity"), Width: 118},
		{ID: "rule", Label: voice.Text("screen.vetting.column.rule"), Width: 330, Stretch: true},
		{ID: "clue", Label: voice.Text("screen.vetting.column.clue"), Width: 250, Stretch: true},
		{ID: "bookings", Label: voice.Text("screen.vetting.column.bookings"), Width: 94, Align: fyne.TextAlignTrailing},
		{ID: "cancel", Label: voice.Text("screen.vetting.column.cancel"), Width: 92, Align: fyne.TextAlignTrailing},
	}
}

func queueRow(f vetting.Finding, voice *wording.Voice) widgets.Row {
	return widgets.Row{
		Key: f.Key,
		Cells: []string{
			voice.Say(f.Severity.Label()), ruleTitle(f.Rule, voice), clue(f),
			voice.Number(len(f.Bookings)), voice.Number(len(f.Cancel)),
		},
		State: stateOf(f.Severity),
		Tones: map[int]widgets.State{severityCell: stateOf(f.Severity)},
	}
}

// clue is the first fact that a finding rests on: what tells one from the next in a
// queue of findings of one rule.
func clue(f vetting.Finding) string {
	for _, e := range f.Evidence {
		if e.Value != "" {
			return e.Value
		}
	}
	return "–"
}

const fateCell = 0 // index of what would become of a booking, among the columns of the evidence

func evidenceColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "fate", Label: voice.Text("screen.vetting.column.fate"), Width: 92},
		{ID: "reference", Label: voice.Text("screen.vetting.column.reference"), Width: 88},
		{ID: "date", Label: voice.Text("screen.vetting.column.date"), Width: 160},
		{ID: "hour", Label: voice.Text("screen.vetting.column.hour"), Width: 52},
		{ID: "desk", Label: voice.Text("screen.vetting.column.desk"), Width: 62},
		{ID: "booked", Label: voice.Text("screen.vetting.column.booked"), Width: 120},
		{ID: "name", Label: voice.Text("screen.vetting.column.name"), Width: 112, Stretch: true},
		{ID: "email", Label: voice.Text("screen.vetting.column.email"), Width: 150, Stretch: true},
		{ID: "phone", Label: voice.Text("screen.vetting.column.phone"), Width: 110},
	}
}

// evidenceRow shows a booking of a finding, with what would become of it.
func evidenceRow(b agenda.Booking, cancelled bool, house office.House, voice *wording.Voice) widgets.Row {
	fate, state := voice.Text("screen.vetting.fate.kept"), widgets.Success
	if cancelled {
		fate, state = voice.Text("screen.vetting.fate.cancelled"), widgets.Danger
	}
	booked := "–"
	if !b.BookedAt.IsZero() {
		booked = voice.ShortMoment(b.BookedAt)
	}
	desk := house.DeskName(b.Desk)
	if desk == "" {
		desk = b.DeskName
	}
	return widgets.Row{
		Key: string(b.ID),
		Cells: []string{
			fate, b.Reference, voice.Date(b.Date), voice.ShortClock(b.Start), desk, booked,
			orDash(b.Applicant.DisplayName()), orDash(b.Applicant.Email), orDash(b.Applicant.Phone),
		},
		State: state,
		Tones: map[int]widgets.State{fateCell: state},
	}
}

// orDash shows that something is blank: an empty cell could be one that is still loading.
func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
