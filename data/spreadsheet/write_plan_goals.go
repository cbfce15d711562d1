package spreadsheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"creneaux/app/capacity"
)

// Columns of the sheet of targets.
const (
	goalLabel = iota + 1
	goalMinutes
	goalTarget
	goalPlanned
	goalMissing
	goalReached
	goalNoShow
	goalPermitsPerKept
	goalRate    // permits that a slot leads to: (1 − no-show) × permits per kept
	goalPermits // expected
	goalColumns = goalPermits
)

// goalLine returns the row of a procedure: the counted ones, their sum, the others.
func (p *planBook) goalLine(i int) int {
	if i < p.counted {
		return planFirstRow + i
	}
	return planFirstRow + i + 1
}

func (p *planBook) goalSumLine() int { return planFirstRow + p.counted }

// keyLine returns the row of one of the key figures below the procedures.
func (p *planBook) keyLine(i int) int { return planFirstRow + len(p.Procedures) + 3 + i }

// The key figures, in their order.
const (
	keyTarget = iota
	keyPlanned
	keyMissing
	keyPermitTarget
	keyPermits
	keyPermitsMissing
	keyUsual
	keyShort
	keyFull
	keyCount
)

func (p *planBook) writeGoals() error {
	widths := make([]float64, goalColumns)
	for i := range widths {
		widths[i] = 13
	}
	widths[goalLabel-1] = 62
	if err := p.begin(p.voice.Text("workbook.goals.title", "Year", p.Service.Year), p.voice.Text("workbook.goals.legend"), 1, planHeaderRow, widths); err != nil {
		return err
	}
	header := make([]any, goalColumns)
	for column, key := range map[int]string{
		goalLabel: "workbook.goals.procedure", goalMinutes: "workbook.goals.minutes", goalTarget: "workbook.plan.target",
		goalPlanned: "workbook.goals.planned", goalMissing: "workbook.plan.missing", goalReached: "workbook.goals.reached",
		goalNoShow: "workbook.goals.no-show", goalPermitsPerKept: "workbook.goals.per-kept", goalRate: "workbook.plan.rate",
		goalPermits: "workbook.plan.permits",
	} {
		header[column-1] = p.head(key)
	}
	if err := p.tallRow(planHeaderRow, header); err != nil {
		return err
	}
	if err := p.goalRows(); err != nil {
		return err
	}
	if err := p.keyFigures(); err != nil {
		return err
	}
	last, err := p.additional(p.keyLine(keyCount) + 1)
	if err != nil {
		return err
	}
	return p.printArea(goalColumns, last)
}

// additional writes the appointments that are asked for beside the targets, if there are
// any, and returns the last row of the sheet.
func (p *planBook) additional(row int) (last int, err error) {
	if len(p.Additional) == 0 {
		return p.keyLine(keyCount - 1), nil
	}
	if err := p.headerRow(row, []any{
		p.head("workbook.additional.label"), p.head("workbook.plan.from"), p.head("workbook.plan.to"),
		p.head("workbook.additional.asked"), p.head("workbook.additional.placed"), p.head("workbook.plan.missing"),
	}); err != nil {
		return 0, err
	}
	for i, a := range p.Additional {
		row := row + 1 + i
		lacks := fmt.Sprintf("MAX(0,%s-%s)", cellName(4, row), cellName(5, row))
		if err := p.row(row, []any{
			p.plain(a.Label), p.day(a.From), p.day(a.To), p.count(a.Asked), p.count(a.Placed),
			formula(p.look.lack, lacks, max(0, a.Asked-a.Placed)),
		}); err != nil {
			return 0, err
		}
	}
	return row + len(p.Additional), nil
}

func (p *planBook) goalRows() error {
	year := p.Sum(p.Weeks)
	for i := range p.Procedures {
		if i == p.counted {
			if err := p.row(p.goalSumLine(), p.goalSum(year)); err != nil {
				return err
			}
		}
		if err := p.row(p.goalLine(i), p.goalProcedure(i, year.Slots[i])); err != nil {
			return err
		}
	}
	if p.counted == len(p.Procedures) {
		return p.row(p.goalSumLine(), p.goalSum(year))
	}
	return nil
}

func (p *planBook) goalProcedure(i, planned int) []any {
	procedure, row := p.Procedures[i], p.goalLine(i)
	cells := make([]any, goalColumns)
	label := procedure.Label
	if !procedure.Counted {
		label = p.voice.Text("workbook.goals.aside", "Procedure", label)
	}
	cells[goalLabel-1] = p.plain(label)
	cells[goalMinutes-1] = p.count(procedure.Minutes)
	cells[goalTarget-1] = p.count(procedure.Target)
	cells[goalPlanned-1] = formula(p.look.count, p.year+"!"+cellName(p.procedureColumn(i), p.sumRow()), planned)
	p.missingAndReached(cells, row, float64(procedure.Target), float64(planned))
	if procedure.Counted {
		rate := fmt.Sprintf("(1-%s)*%s", cellName(goalNoShow, row), cellName(goalPermitsPerKept, row))
		permits := fmt.Sprintf("%s*%s", cellName(goalPlanned, row), cellName(goalRate, row))
		cells[goalNoShow-1] = excelize.Cell{StyleID: p.look.share, Value: procedure.NoShow}
		cells[goalPermitsPerKept-1] = excelize.Cell{StyleID: p.look.rate, Value: procedure.PermitsPerKept}
		cells[goalRate-1] = formula(p.look.rate, rate, procedure.ExpectedPermits(1))
		cells[goalPermits-1] = formula(p.look.count, permits, procedure.ExpectedPermits(planned))
	} else {
		cells[goalRate-1] = excelize.Cell{StyleID: p.look.rate, Value: 0}
	}
	return cells
}

// missingAndReached compares what is planned with the target beside it.
func (p *planBook) missingAndReached(cells []any, row int, target, planned float64) {
	goal, sum := cellName(goalTarget, row), cellName(goalPlanned, row)
	cells[goalMissing-1] = formula(p.look.count, fmt.Sprintf("MAX(0,%s-%s)", goal, sum), max(0, target-planned))
	cells[goalReached-1] = formula(p.look.use, shareFormula(sum, goal), shareOf(planned, target))
}

// goalSum adds up the procedures that count. Their own targets need not make the year's.
func (p *planBook) goalSum(year capacity.SheetSum) []any {
	row, last := p.goalSumLine(), p.goalSumLine()-1
	targets, lacks := 0, 0
	for i, procedure := range p.Procedures[:p.counted] {
		targets += procedure.Target
		lacks += max(0, procedure.Target-year.Slots[i])
	}
	cells := make([]any, goalColumns)
	cells[goalLabel-1] = excelize.Cell{StyleID: p.look.label, Value: p.voice.Text("workbook.plan.counted")}
	for _, c := range []struct {
		column int
		result any
	}{{goalTarget, targets}, {goalPlanned, year.Counted}, {goalMissing, lacks}, {goalPermits, year.Permits}} {
		cells[c.column-1] = formula(p.look.total, sumOf(c.column, planFirstRow, c.column, last), c.result)
	}
	cells[goalReached-1] = formula(p.look.totalUse,
		shareFormula(cellName(goalPlanned, row), cellName(goalTarget, row)), shareOf(float64(year.Counted), float64(targets)))
	return cells
}

// keyFigures writes what the year is measured against and by which shares weeks stand
// out, each with a name that the formulas of the workbook use.
func (p *planBook) keyFigures() error {
	year, goals := p.Sum(p.Weeks), p.Service.Targets
	at := func(i int) string { return cellName(goalTarget, p.keyLine(i)) }
	plan := func(column int) string { return p.year + "!" + cellName(column, p.sumRow()) }
	open := p.year + "!" + fixedCell(p.openColumn(), planFirstRow) + ":" + fixedCell(p.openColumn(), max(p.lastWeekRow(), planFirstRow))
	usual := fmt.Sprintf(`IF(COUNTIF(%s,">0")=0,0,SMALL(%s,COUNTIF(%s,0)+INT(COUNTIF(%s,">0")/2)+1))`, open, open, open, open)
	for i, figure := range []struct {
		label, name string
		cell        any
	}{
		keyTarget:       {"workbook.goals.appointments.target", "workbook.name.appointments", p.count(goals.Appointments)},
		keyPlanned:      {"workbook.goals.appointments.planned", "", formula(p.styles.bold, plan(p.countedSumColumn()), year.Counted)},
		keyMissing:      {"workbook.goals.appointments.missing", "", p.missing(at(keyTarget), at(keyPlanned), goals.Appointments, float64(year.Counted))},
		keyPermitTarget: {"workbook.goals.permits.target", "workbook.name.permits", p.count(goals.Permits)},
		keyPermits:      {"workbook.goals.permits.expected", "", formula(p.styles.bold, plan(p.permitsColumn()), year.Permits)},
		keyPermitsMissing: {
			"workbook.goals.permits.missing", "", p.missing(at(keyPermitTarget), at(keyPermits), goals.Permits, year.Permits),
		},
		keyUsual: {"workbook.goals.usual", "workbook.name.usual", formula(p.look.hours, usual, hoursOf(p.usual))},
		keyShort: {"workbook.goals.short", "workbook.name.short", excelize.Cell{StyleID: p.look.share, Value: capacity.ShortPercent / 100.0}},
		keyFull:  {"workbook.goals.full", "workbook.name.full", excelize.Cell{StyleID: p.look.share, Value: capacity.FullPercent / 100.0}},
	} {
		cells := make([]any, goalTarget)
		cells[0], cells[goalTarget-1] = p.plain(p.voice.Text(figure.label)), figure.cell
		if err := p.row(p.keyLine(i), cells); err != nil {
			return err
		}
		if figure.name == "" {
			continue
		}
		if err := p.name(figure.name, goalTarget, p.keyLine(i)); err != nil {
			return err
		}
	}
	return nil
}

func (p *planBook) missing(target, planned string, goal int, reached float64) any {
	return formula(p.look.lack, fmt.Sprintf("MAX(0,%s-%s)", target, planned), max(0, float64(goal)-reached))
}
