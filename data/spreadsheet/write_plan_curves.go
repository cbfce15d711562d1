package spreadsheet

import "github.com/xuri/excelize/v2"

// Columns of the sheet of curves.
const (
	curveWeek = iota + 1
	curveMonday
	curveOpen
	curveUsed
	curveSlots // running totals
	curveSlotsTarget
	curvePermits
	curvePermitsTarget
	curveColumns = curvePermitsTarget
)

// The charts stand beside the columns, one above the other. Rows and columns below and
// beside them have sizes of their own, so that every program puts the charts at the same
// place.
const (
	chartColumn  = curveColumns + 2
	chartColumns = 12
	chartRows    = 30 // of the second one, with the row below it
	chartWidth   = 900
	chartHeight  = 515
	secondChart  = planHeaderRow + 30 // its row
	columnWidth  = 10.71              // of a column below the charts: 80 pixels
)

func (p *planBook) writeCurves() error {
	widths := make([]float64, chartColumn+chartColumns-1)
	for i := range widths {
		widths[i] = 14
		if i >= curveColumns {
			widths[i] = columnWidth
		}
	}
	widths[0] = 8
	if err := p.begin(p.voice.Text("workbook.curves.title", "Year", p.Service.Year), p.voice.Text("workbook.curves.legend"),
		curveMonday, planHeaderRow, widths); err != nil {
		return err
	}
	// Table and charts belong together on one page.
	if err := p.file.SetPageLayout(p.sheet, &excelize.PageLayoutOptions{FitToHeight: ptr(1)}); err != nil {
		return err
	}
	if err := p.curveCharts(); err != nil {
		return err
	}
	header := make([]any, curveColumns)
	for column, key := range map[int]string{
		curveWeek: "workbook.plan.week", curveMonday: "workbook.plan.from", curveOpen: "workbook.plan.open", curveUsed: "workbook.plan.used",
		curveSlots: "workbook.curves.slots", curveSlotsTarget: "workbook.goals.appointments.target",
		curvePermits: "workbook.curves.permits", curvePermitsTarget: "workbook.goals.permits.target",
	} {
		header[column-1] = p.head(key)
	}
	if err := p.tallRow(planHeaderRow, header); err != nil {
		return err
	}
	for i := range p.Weeks {
		if err := p.weekRow(planFirstRow+i, p.curveRow(planFirstRow+i, i)); err != nil {
			return err
		}
	}
	return p.printArea(chartColumn+chartColumns-1, max(p.lastWeekRow(), secondChart+chartRows))
}

func (p *planBook) curveRow(row, index int) []any {
	w := p.Weeks[index]
	sum := p.Sum(p.Weeks[:index+1])
	year := func(column int) string { return p.year + "!" + cellName(column, row) }
	running := func(column, from int) string {
		if index == 0 {
			return year(from)
		}
		return cellName(column, row-1) + "+" + year(from)
	}
	return []any{
		p.weekNumber(w.Week), p.monday(w.Week),
		formula(p.look.hours, year(p.openColumn()), hoursOf(w.Hours().Open)),
		formula(p.look.hours, year(p.usedColumn()), hoursOf(p.minutesOfSlots(w))),
		formula(p.look.count, running(curveSlots, p.countedSumColumn()), sum.Counted),
		formula(p.look.goal, p.voice.Text("workbook.name.appointments"), p.Service.Targets.Appointments),
		formula(p.look.count, running(curvePermits, p.permitsColumn()), sum.Permits),
		formula(p.look.goal, p.voice.Text("workbook.name.permits"), p.Service.Targets.Permits),
	}
}

// The colours of the charts, which differ in lightness too.
const (
	colourSlots   = "000091"
	colourPermits = "4A7FC1"
	colourOpen    = "B34000"
)

func (p *planBook) curveCharts() error {
	if len(p.Weeks) == 0 {
		return nil
	}
	hours := p.curveChart(excelize.Col, "workbook.curves.hours.title", "workbook.curves.hours.alt", p.series(curveUsed, colourSlots, excelize.LineDashSolid))
	hours.GapWidth = ptr(uint(40))
	open := p.curveChart(excelize.Line, "workbook.curves.hours.title", "workbook.curves.hours.alt", p.series(curveOpen, colourOpen, excelize.LineDashSolid))
	if err := p.file.AddChart(p.sheet, cellName(chartColumn, planHeaderRow), hours, open); err != nil {
		return err
	}
	totals := p.curveChart(excelize.Line, "workbook.curves.totals.title", "workbook.curves.totals.alt",
		p.series(curveSlots, colourSlots, excelize.LineDashSolid), p.series(curveSlotsTarget, colourSlots, excelize.LineDashSysDot),
		p.series(curvePermits, colourPermits, excelize.LineDashLgDash), p.series(curvePermitsTarget, colourPermits, excelize.LineDashSysDot))
	return p.file.AddChart(p.sheet, cellName(chartColumn, secondChart), totals)
}

func (p *planBook) series(column int, colour string, dash excelize.LineDashType) excelize.ChartSeries {
	span := func(c int) string {
		return p.curves + "!" + fixedCell(c, planFirstRow) + ":" + fixedCell(c, p.lastWeekRow())
	}
	return excelize.ChartSeries{
		Name: p.curves + "!" + fixedCell(column, planHeaderRow), Categories: span(curveWeek), Values: span(column),
		Fill:   excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}},
		Line:   excelize.LineOptions{Type: excelize.LineSolid, Dash: dash, Width: 2, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}},
		Marker: excelize.ChartMarker{Symbol: "none"},
	}
}

func (p *planBook) curveChart(kind excelize.ChartType, title, alt string, series ...excelize.ChartSeries) *excelize.Chart {
	said := func(text string, size float64) []excelize.RichTextRun {
		return []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontFamily, Size: size, Bold: true, Color: "161616"}}}
	}
	label := excelize.Font{Family: fontFamily, Size: 10, Color: "161616"}
	narrow := label
	narrow.Size = 8
	sum := p.Sum(p.Weeks)
	return &excelize.Chart{
		Type: kind, Series: series,
		Title: excelize.ChartTitle{Paragraph: said(p.voice.Text(title, "Year", p.Service.Year), 14)},
		XAxis: excelize.ChartAxis{TickLabelSkip: 2, Font: narrow, Title: excelize.ChartTitle{Paragraph: said(p.voice.Text("workbook.plan.week"), 10)}},
		YAxis: excelize.ChartAxis{
			MajorGridLines: true, Minimum: ptr(0.0), Font: label, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"},
		},
		Legend:    excelize.ChartLegend{Position: "bottom", Font: &label},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Format: excelize.GraphicOptions{AltText: p.voice.Text(alt, "Slots", sum.Counted, "SlotsTarget", p.Service.Targets.Appointments,
			"Permits", int(sum.Permits+0.5), "PermitsTarget", p.Service.Targets.Permits,
			"Open", hoursOf(sum.Open), "Used", hoursOf(sum.Used))},
		ShowBlanksAs: "gap",
	}
}
