package spreadsheet

import (
	"github.com/xuri/excelize/v2"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/wording"
)

// writeReasons writes what limits the plan, a sentence a row, and by which policy it was
// made.
func (p *planBook) writeReasons() error {
	if err := p.begin(p.voice.Text("workbook.reasons.title", "Year", p.Service.Year), p.policy(), 0, planHeaderRow, []float64{130}); err != nil {
		return err
	}
	if err := p.headerRow(planHeaderRow, []any{p.head("workbook.reasons.reason")}); err != nil {
		return err
	}
	sentences := make([]string, 0, len(p.Reasons)+1)
	for _, reason := range p.Reasons {
		sentences = append(sentences, p.voice.Say(reason))
	}
	if len(sentences) == 0 {
		key := "workbook.reasons.none"
		if p.Version == 0 {
			key = "workbook.plan.unplanned"
		}
		sentences = append(sentences, p.voice.Text(key))
	}
	for i, sentence := range sentences {
		if err := p.row(planFirstRow+i, []any{excelize.Cell{StyleID: p.look.lines, Value: sentence}}); err != nil {
			return err
		}
	}
	return p.printArea(1, planFirstRow+len(sentences)-1)
}

// policy says who goes without where the targets cannot all be met.
func (p *planBook) policy() string {
	switch p.Policy {
	case capacity.Shared:
		return p.voice.Text("workbook.reasons.shared")
	case capacity.Fewest:
		return p.voice.Text("workbook.reasons.fewest")
	}
	return ""
}

// planVersions is the list of the plans that there were.
func planVersions(voice *wording.Voice) []column[capacity.SheetVersion] {
	return []column[capacity.SheetVersion]{
		{agenda.Msg("workbook.versions.version"), 9, func(v capacity.SheetVersion) any { return v.Version }},
		{agenda.Msg("workbook.versions.at"), 17, func(v capacity.SheetVersion) any { return v.At }},
		{agenda.Msg("workbook.versions.by"), 18, func(v capacity.SheetVersion) any { return v.By }},
		{agenda.Msg("workbook.versions.cause"), 34, func(v capacity.SheetVersion) any { return voice.Say(v.Cause) }},
		{agenda.Msg("workbook.versions.why"), 40, func(v capacity.SheetVersion) any { return v.Why }},
		{agenda.Msg("workbook.versions.weeks"), 11, func(v capacity.SheetVersion) any { return v.Weeks }},
		{agenda.Msg("workbook.versions.added"), 11, func(v capacity.SheetVersion) any { return v.Added }},
		{agenda.Msg("workbook.versions.removed"), 11, func(v capacity.SheetVersion) any { return v.Removed }},
		{agenda.Msg("workbook.plan.counted"), 12, func(v capacity.SheetVersion) any { return v.Planned }},
		{agenda.Msg("workbook.plan.permits"), 12, func(v capacity.SheetVersion) any { return int(v.Permits + 0.5) }},
	}
}

func (p *planBook) writeVersions() error {
	columns := planVersions(p.voice)
	widths, header := make([]float64, len(columns)), make([]any, len(columns))
	for i, c := range columns {
		widths[i], header[i] = c.width, excelize.Cell{StyleID: p.look.head, Value: p.voice.Say(c.title)}
	}
	if err := p.filter(planHeaderRow, len(columns), len(p.Versions)); err != nil {
		return err
	}
	if err := p.begin(p.voice.Text("workbook.versions.title", "Year", p.Service.Year), "", 1, planHeaderRow, widths); err != nil {
		return err
	}
	if err := p.headerRow(planHeaderRow, header); err != nil {
		return err
	}
	for i, v := range p.Versions {
		cells := make([]any, len(columns))
		for j, c := range columns {
			cells[j] = p.cell(c.value(v))
		}
		if err := p.row(planFirstRow+i, cells); err != nil {
			return err
		}
	}
	return p.printArea(len(columns), planFirstRow+len(p.Versions)-1)
}
