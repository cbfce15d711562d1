package spreadsheet

import (
	"github.com/xuri/excelize/v2"
)

// The sheet of the desks has a second row of titles: the desk above its columns.
const (
	deskHeaderRow = planHeaderRow + 1
	deskFirstRow  = deskHeaderRow + 1
	deskLabels    = 2 // week, first day
	deskColumns   = 3 // of each desk: open, used, share
)

func deskColumn(i int) int { return deskLabels + 1 + deskColumns*i }

// deskSumColumn is where the open hours of all desks stand, those of the plan beside.
func (p *planBook) deskSumColumn() int { return deskColumn(len(p.Desks)) }

// deskRow returns where the week of a row of the year's sheet stands.
func (p *planBook) deskRow(yearRow int) int { return yearRow - planFirstRow + deskFirstRow }

func (p *planBook) writeDesks() error {
	columns := p.deskSumColumn() + deskColumns - 1
	widths := make([]float64, columns)
	for i := range widths {
		widths[i] = 11.5
	}
	widths[0], widths[1] = 8, 11
	if err := p.begin(p.voice.Text("workbook.desks.title", "Year", p.Service.Year), p.voice.Text("workbook.desks.legend"),
		deskLabels, deskHeaderRow, widths); err != nil {
		return err
	}
	if err := p.deskHeader(columns); err != nil {
		return err
	}
	for i := range p.Weeks {
		if err := p.weekRow(deskFirstRow+i, p.deskWeek(deskFirstRow+i, i, columns)); err != nil {
			return err
		}
	}
	last := deskFirstRow + len(p.Weeks) - 1
	if err := p.row(last+1, p.deskFoot(last+1, columns)); err != nil {
		return err
	}
	return p.printArea(columns, last+1)
}

func (p *planBook) deskHeader(columns int) error {
	names, titles := make([]any, columns), make([]any, columns)
	for i := range columns {
		names[i] = excelize.Cell{StyleID: p.look.desk, Value: ""}
	}
	titles[0], titles[1] = p.head("workbook.plan.week"), p.head("workbook.plan.from")
	for i := range len(p.Desks) + 1 {
		name := p.voice.Text("workbook.desks.all")
		if i < len(p.Desks) {
			name = p.Desks[i].Name
		}
		column := deskColumn(i)
		names[column-1] = excelize.Cell{StyleID: p.look.desk, Value: name}
		if err := p.stream.MergeCell(cellName(column, planHeaderRow), cellName(column+deskColumns-1, planHeaderRow)); err != nil {
			return err
		}
		titles[column-1], titles[column], titles[column+1] = p.head("workbook.desks.open"), p.head("workbook.desks.used"), p.head("workbook.desks.use")
	}
	if err := p.row(planHeaderRow, names); err != nil {
		return err
	}
	return p.headerRow(deskHeaderRow, titles)
}

func (p *planBook) deskWeek(row, index, columns int) []any {
	w := p.Weeks[index]
	cells := make([]any, columns)
	cells[0], cells[1] = p.weekNumber(w.Week), p.monday(w.Week)
	for i, h := range w.Desks {
		column := deskColumn(i)
		cells[column-1] = excelize.Cell{StyleID: p.look.hours, Value: hoursOf(h.Open)}
		cells[column] = excelize.Cell{StyleID: p.look.hours, Value: hoursOf(h.Used)}
		cells[column+1] = p.deskUse(column, row, h.Used, h.Open)
	}
	p.deskSums(cells, row, index)
	return cells
}

func (p *planBook) deskUse(column, row, used, open int) any {
	return formula(p.look.use, shareFormula(cellName(column+1, row), cellName(column, row)), shareOf(hoursOf(used), hoursOf(open)))
}

// deskSums adds up a week over all desks.
func (p *planBook) deskSums(cells []any, row, index int) {
	hours, column := p.Weeks[index].Hours(), p.deskSumColumn()
	open, used := "", ""
	for i := range p.Desks {
		if i > 0 {
			open, used = open+"+", used+"+"
		}
		open, used = open+cellName(deskColumn(i), row), used+cellName(deskColumn(i)+1, row)
	}
	if len(p.Desks) == 0 {
		open, used = "0", "0"
	}
	cells[column-1] = formula(p.look.hours, open, hoursOf(hours.Open))
	cells[column] = formula(p.look.hours, used, hoursOf(hours.Used))
	cells[column+1] = p.deskUse(column, row, hours.Used, hours.Open)
}

func (p *planBook) deskFoot(row, columns int) []any {
	cells := make([]any, columns)
	cells[0] = excelize.Cell{StyleID: p.look.label, Value: p.voice.Text("workbook.plan.sum")}
	put := func(column, open, used int) {
		for i, minutes := range []int{open, used} {
			cells[column+i-1] = formula(p.look.totalHours, sumOf(column+i, deskFirstRow, column+i, row-1), hoursOf(minutes))
		}
		cells[column+1] = formula(p.look.totalUse, shareFormula(cellName(column+1, row), cellName(column, row)), shareOf(hoursOf(used), hoursOf(open)))
	}
	for i := range p.Desks {
		open, used := 0, 0
		for _, w := range p.Weeks {
			open, used = open+w.Desks[i].Open, used+w.Desks[i].Used
		}
		put(deskColumn(i), open, used)
	}
	year := p.Sum(p.Weeks)
	put(p.deskSumColumn(), year.Open, year.Used)
	return cells
}
