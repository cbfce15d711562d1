package spreadsheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"creneaux/app/capacity"
)

// Columns of the year's sheet, from 1. The counted procedures follow the label cells,
// then their sum and the permits, then the procedures that the targets leave out.
const yearLabels = 3 // week, first day, last day

func (p *planBook) countedColumn(i int) int { return yearLabels + 1 + i }

// procedureColumn returns where a procedure of the sheet stands.
func (p *planBook) procedureColumn(i int) int {
	if i < p.counted {
		return p.countedColumn(i)
	}
	return p.countedColumn(i) + 2
}

func (p *planBook) countedSumColumn() int { return p.countedColumn(p.counted) }
func (p *planBook) permitsColumn() int    { return p.countedSumColumn() + 1 }
func (p *planBook) allColumn() int        { return yearLabels + len(p.Procedures) + 3 }
func (p *planBook) openColumn() int       { return p.allColumn() + 1 }
func (p *planBook) usedColumn() int       { return p.allColumn() + 2 }
func (p *planBook) freeColumn() int       { return p.allColumn() + 3 }
func (p *planBook) useColumn() int        { return p.allColumn() + 4 }
func (p *planBook) shortColumn() int      { return p.allColumn() + 5 }
func (p *planBook) fullColumn() int       { return p.allColumn() + 6 }
func (p *planBook) stateColumn() int      { return p.allColumn() + 7 }
func (p *planBook) noteColumn() int       { return p.allColumn() + 8 }

// Rows of the year's sheet.
func (p *planBook) lastWeekRow() int { return planFirstRow + len(p.Weeks) - 1 }
func (p *planBook) sumRow() int      { return p.lastWeekRow() + 1 }
func (p *planBook) goalRow() int     { return p.lastWeekRow() + 2 }
func (p *planBook) lackRow() int     { return p.lastWeekRow() + 3 }
func (p *planBook) minutesRow() int  { return p.lastWeekRow() + 4 } // of one slot
func (p *planBook) rateRow() int     { return p.lastWeekRow() + 5 } // permits that a slot leads to

// The codes that the columns of signs show.
const (
	codeShort  = 1
	codeClosed = -1
	codeFull   = 1
)

func (p *planBook) writeYear() error {
	widths := make([]float64, p.noteColumn())
	for i := range widths {
		widths[i] = 11
	}
	for i := range p.Procedures {
		widths[p.procedureColumn(i)-1] = 15
	}
	widths[0] = 9
	widths[p.shortColumn()-1], widths[p.fullColumn()-1] = 9, 8
	widths[p.stateColumn()-1], widths[p.noteColumn()-1] = 12, 34
	legend := p.voice.Text("workbook.plan.legend", "Short", capacity.SignShort, "Full", capacity.SignFull, "Closed", capacity.SignClosed,
		"ShortShare", p.voice.Percent(capacity.ShortPercent/100.0), "FullShare", p.voice.Percent(capacity.FullPercent/100.0))
	if err := p.begin(p.title, legend, yearLabels, planHeaderRow, widths); err != nil {
		return err
	}
	if err := p.tallRow(planHeaderRow, p.yearHeader()); err != nil {
		return err
	}
	for i, w := range p.Weeks {
		if err := p.weekRow(planFirstRow+i, p.yearWeek(planFirstRow+i, w)); err != nil {
			return err
		}
	}
	if err := p.yearFoot(); err != nil {
		return err
	}
	if err := p.yearConditions(); err != nil {
		return err
	}
	return p.printArea(p.noteColumn(), p.rateRow())
}

func (p *planBook) yearHeader() []any {
	header := make([]any, p.noteColumn())
	header[0], header[1], header[2] = p.head("workbook.plan.week"), p.head("workbook.plan.from"), p.head("workbook.plan.to")
	for i, procedure := range p.Procedures {
		header[p.procedureColumn(i)-1] = excelize.Cell{StyleID: p.look.head, Value: procedure.Label}
	}
	for column, key := range map[int]string{
		p.countedSumColumn(): "workbook.plan.counted", p.permitsColumn(): "workbook.plan.permits", p.allColumn(): "workbook.plan.total",
		p.openColumn(): "workbook.plan.open", p.usedColumn(): "workbook.plan.used", p.freeColumn(): "workbook.plan.free",
		p.useColumn(): "workbook.plan.use", p.shortColumn(): "workbook.plan.short", p.fullColumn(): "workbook.plan.full",
		p.stateColumn(): "workbook.plan.state", p.noteColumn(): "workbook.plan.note",
	} {
		header[column-1] = p.head(key)
	}
	return header
}

func (p *planBook) yearWeek(row int, w capacity.SheetWeek) []any {
	sum, hours := p.Sum([]capacity.SheetWeek{w}), w.Hours()
	open, used := cellName(p.openColumn(), row), cellName(p.usedColumn(), row)
	standing := capacity.StandingOf(capacity.SheetHours{Open: hours.Open, Used: p.minutesOfSlots(w)}, p.usual)
	cells := make([]any, p.noteColumn())
	cells[0], cells[1], cells[2] = p.weekNumber(w.Week), p.monday(w.Week), p.sunday(w.Week)
	for i, n := range w.Slots {
		cells[p.procedureColumn(i)-1] = p.count(n)
	}
	put := func(column, style int, text string, result any) { cells[column-1] = formula(style, text, result) }
	put(p.countedSumColumn(), p.styles.bold, p.sumOfCounted(row), sum.Counted)
	put(p.permitsColumn(), p.look.count, p.permitsOf(row), sum.Permits)
	put(p.allColumn(), p.styles.bold, p.sumOfAll(row), sum.All)
	put(p.openColumn(), p.look.hours, p.desks+"!"+cellName(p.deskSumColumn(), p.deskRow(row)), hoursOf(hours.Open))
	put(p.usedColumn(), p.look.hours, p.minutesOf(row)+"/60", hoursOf(p.minutesOfSlots(w)))
	put(p.freeColumn(), p.look.hours, open+"-"+used, hoursOf(hours.Open)-hoursOf(p.minutesOfSlots(w)))
	put(p.useColumn(), p.look.use, shareFormula(used, open), shareOf(hoursOf(p.minutesOfSlots(w)), hoursOf(hours.Open)))
	put(p.shortColumn(), p.look.short, p.shortFormula(row), shortCode(standing))
	put(p.fullColumn(), p.look.full, p.fullFormula(row), fullCode(standing))
	if key := stateKey(w.State); key != "" {
		cells[p.stateColumn()-1] = p.plain(p.voice.Text(key))
	}
	cells[p.noteColumn()-1] = p.plain(p.notes(w))
	return cells
}

// minutesOfSlots is how long the slots of a week are, by the length that a slot has now.
func (p *planBook) minutesOfSlots(w capacity.SheetWeek) int {
	minutes := 0
	for i, n := range w.Slots {
		minutes += n * p.Procedures[i].Minutes
	}
	return minutes
}

func (p *planBook) sumOfCounted(row int) string {
	return sumOf(p.countedColumn(0), row, p.countedColumn(p.counted-1), row)
}

func (p *planBook) sumOfOthers(row int) string {
	return sumOf(p.procedureColumn(p.counted), row, p.allColumn()-1, row)
}

func (p *planBook) sumOfAll(row int) string {
	return cellName(p.countedSumColumn(), row) + "+" + p.sumOfOthers(row)
}

// permitsOf multiplies the slots of a week with what each leads to.
func (p *planBook) permitsOf(row int) string {
	return p.times(row, p.rateRow(), p.countedColumn(0), p.countedColumn(p.counted-1))
}

// minutesOf multiplies the slots of a week with their lengths.
func (p *planBook) minutesOf(row int) string {
	return "(" + p.times(row, p.minutesRow(), p.countedColumn(0), p.countedColumn(p.counted-1)) + "+" +
		p.times(row, p.minutesRow(), p.procedureColumn(p.counted), p.allColumn()-1) + ")"
}

// times multiplies some columns of a row with a row of the foot.
func (p *planBook) times(row, by, from, to int) string {
	if to < from {
		return "0"
	}
	return fmt.Sprintf("SUMPRODUCT(%s:%s,%s:%s)", cellName(from, row), cellName(to, row), fixedRow(from, by), fixedRow(to, by))
}

// Rounding keeps a week that has exactly the share from depending on the last bit.
func (p *planBook) shortFormula(row int) string {
	open := cellName(p.openColumn(), row)
	return fmt.Sprintf("IF(%s=0,%d,IF(ROUND(%s-%s*%s,6)<0,%d,\"\"))", open, codeClosed, open,
		p.voice.Text("workbook.name.short"), p.voice.Text("workbook.name.usual"), codeShort)
}

func (p *planBook) fullFormula(row int) string {
	open, used := cellName(p.openColumn(), row), cellName(p.usedColumn(), row)
	return fmt.Sprintf("IF(AND(%s>0,ROUND(%s-%s*%s,6)>=0),%d,\"\")", used, used, p.voice.Text("workbook.name.full"), open, codeFull)
}

// shortCode and fullCode return nothing for weeks that do not stand out, so that their
// cells are empty.
func shortCode(s capacity.Standing) any {
	switch {
	case s.Closed:
		return codeClosed
	case s.Short:
		return codeShort
	}
	return nil
}

func fullCode(s capacity.Standing) any {
	if s.Full {
		return codeFull
	}
	return nil
}

// yearFoot writes the sums, the targets, what is missing, and what the formulas of the
// weeks multiply with.
func (p *planBook) yearFoot() error {
	width := p.noteColumn() - 1
	rows := make([][]any, 5)
	for i, key := range []string{"workbook.plan.sum", "workbook.plan.target", "workbook.plan.missing", "workbook.plan.minutes", "workbook.plan.rate"} {
		rows[i] = make([]any, width)
		rows[i][0] = excelize.Cell{StyleID: p.look.label, Value: p.voice.Text(key)}
	}
	sums, goals, lacks, minutes, rates := rows[0], rows[1], rows[2], rows[3], rows[4]
	year := p.Sum(p.Weeks)
	sum := func(column, style int, result any) {
		sums[column-1] = formula(style, sumOf(column, planFirstRow, column, p.lastWeekRow()), result)
	}
	lack := func(column, goal int, text string, planned float64) {
		goals[column-1] = formula(p.look.goal, text, goal)
		lacks[column-1] = formula(p.look.lack,
			fmt.Sprintf("MAX(0,%s-%s)", cellName(column, p.goalRow()), cellName(column, p.sumRow())), max(0, float64(goal)-planned))
	}
	for i, procedure := range p.Procedures {
		column, line := p.procedureColumn(i), p.goalLine(i)
		sum(column, p.look.total, year.Slots[i])
		lack(column, procedure.Target, p.goals+"!"+fixedCell(goalTarget, line), float64(year.Slots[i]))
		minutes[column-1] = formula(p.look.quiet, p.goals+"!"+fixedCell(goalMinutes, line), procedure.Minutes)
		rates[column-1] = formula(p.look.quiet, p.goals+"!"+fixedCell(goalRate, line), procedure.ExpectedPermits(1))
	}
	sum(p.countedSumColumn(), p.look.total, year.Counted)
	lack(p.countedSumColumn(), p.Service.Targets.Appointments, p.voice.Text("workbook.name.appointments"), float64(year.Counted))
	sum(p.permitsColumn(), p.look.total, year.Permits)
	lack(p.permitsColumn(), p.Service.Targets.Permits, p.voice.Text("workbook.name.permits"), year.Permits)
	sum(p.allColumn(), p.look.total, year.All)
	open, used := 0.0, 0.0
	for _, w := range p.Weeks {
		open += hoursOf(w.Hours().Open)
		used += hoursOf(p.minutesOfSlots(w))
	}
	sum(p.openColumn(), p.look.totalHours, open)
	sum(p.usedColumn(), p.look.totalHours, used)
	sum(p.freeColumn(), p.look.totalHours, open-used)
	sums[p.useColumn()-1] = formula(p.look.totalUse,
		shareFormula(cellName(p.usedColumn(), p.sumRow()), cellName(p.openColumn(), p.sumRow())), shareOf(used, open))
	for i, cells := range rows {
		if err := p.row(p.sumRow()+i, cells); err != nil {
			return err
		}
	}
	return nil
}

// yearConditions colours weeks that stand out. The signs say the same.
func (p *planBook) yearConditions() error {
	if len(p.Weeks) == 0 {
		return nil
	}
	span := func(column1, column2 int) string {
		return cellName(column1, planFirstRow) + ":" + cellName(column2, p.lastWeekRow())
	}
	short, full := fixedColumn(p.shortColumn(), planFirstRow), fixedColumn(p.fullColumn(), planFirstRow)
	for _, c := range []struct {
		cells, when string
		style       int
	}{
		{span(1, p.noteColumn()), fmt.Sprintf("%s=%d", short, codeClosed), p.look.closedRow},
		{span(p.openColumn(), p.openColumn()), fmt.Sprintf("%s=%d", short, codeShort), p.look.shortCell},
		{span(p.shortColumn(), p.shortColumn()), fmt.Sprintf("%s=%d", short, codeShort), p.look.shortCell},
		{span(p.useColumn(), p.useColumn()), fmt.Sprintf("%s=%d", full, codeFull), p.look.fullCell},
		{span(p.fullColumn(), p.fullColumn()), fmt.Sprintf("%s=%d", full, codeFull), p.look.fullCell},
		{
			cellName(p.countedColumn(0), p.lackRow()) + ":" + cellName(p.allColumn(), p.lackRow()),
			fmt.Sprintf("N(%s)>=0.5", cellName(p.countedColumn(0), p.lackRow())), p.look.lackCell,
		},
	} {
		options := []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: c.when, Format: ptr(c.style)}}
		if err := p.file.SetConditionalFormat(p.sheet, c.cells, options); err != nil {
			return err
		}
	}
	return nil
}
