package spreadsheet

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/wording"
)

// WritePlan writes a yearly plan as a workbook:
//
//   - the year: weeks down, procedures across, sums at both edges, the hours and what
//     stands out;
//   - the curves: the hours and the running totals with their targets, and both as charts;
//   - the desks: open and planned hours of each by week;
//   - the targets: what each procedure should reach, and the permits it leads to;
//   - what limits the plan, and the versions that there were, where somebody knows them.
//
// What can be calculated is a formula that also holds its result, for programs that do
// not calculate. A change of a number of slots therefore shows at once in the sums, the
// permits and the charts. It stops with the context's error when that is cancelled; then
// what was written to w is no workbook.
func WritePlan(ctx context.Context, w io.Writer, sheet capacity.YearSheet, voice *wording.Voice) error {
	title := voice.Text("workbook.plan.title", "Year", sheet.Service.Year)
	b, err := newBook(voice, title, voice.Text("workbook.plan.sheet"))
	if err != nil {
		return err
	}
	defer b.file.Close()
	p, err := newPlanBook(b, sheet, title, voice)
	if err != nil {
		return err
	}
	for i, page := range p.pages() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if i > 0 {
			if err := b.next(page.name); err != nil {
				return err
			}
		}
		if err := page.write(); err != nil {
			return fmt.Errorf("spreadsheet: sheet %s of the plan: %w", page.name, err)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.writeTo(w)
}

// planBook is the workbook of a plan being written.
type planBook struct {
	*book
	capacity.YearSheet
	title string // of the workbook
	voice *wording.Voice
	look  planStyles
	// Names of the sheets, as formulas write them.
	year, curves, desks, goals string
	counted                    int // how many of the procedures count; they come first
	usual                      int // open minutes of an ordinary week
}

// planPage is one sheet of the workbook.
type planPage struct {
	name  string
	write func() error
}

// planStyles are the styles that only a plan has.
type planStyles struct {
	title, subtitle, legend int
	head, desk              int // head: a title above a column of numbers; desk: above several columns
	count, hours, use       int // – for 0
	rate                    int // permits for a slot
	short, full             int // codes shown as signs
	quiet                   int // what other numbers follow from
	total, totalHours       int
	totalUse                int
	goal, lack              int
	plain, date, week       int
	label                   int // of a row at the foot
	share                   int // a percentage that a person may change
	lines                   int // a sentence
	closedRow, shortCell    int // conditional
	fullCell, lackCell      int // conditional
}

// Forms of numbers: a dash for nothing, signs for codes.
const (
	countFormat = `#,##0;-#,##0;"–"`
	hoursFormat = `#,##0.0;-#,##0.0;"–"`
	useFormat   = `0.0%`
	rateFormat  = `0.00;-0.00;"–"`
	// Signs for numbers above and below 0, which are those of [shortCode] and [fullCode].
	shortFormat = `"` + capacity.SignShort + `";"` + capacity.SignClosed + `";`
	fullFormat  = `"` + capacity.SignFull + `";;`
)

// The first rows of every sheet of a plan: title, subtitle, legend, header.
const (
	planTitleRow    = 1
	planSubtitleRow = 2
	planLegendRow   = 3
	planHeaderRow   = 4
	planFirstRow    = planHeaderRow + 1
)

func newPlanBook(b *book, sheet capacity.YearSheet, title string, voice *wording.Voice) (*planBook, error) {
	p := &planBook{
		book: b, YearSheet: sheet, title: title, voice: voice, usual: sheet.UsualMinutes(),
		year:   quoted(voice.Text("workbook.plan.sheet")),
		curves: quoted(voice.Text("workbook.curves.sheet")),
		desks:  quoted(voice.Text("workbook.desks.sheet")),
		goals:  quoted(voice.Text("workbook.goals.sheet")),
	}
	for _, procedure := range sheet.Procedures {
		if procedure.Counted {
			p.counted++
		}
	}
	return p, p.addStyles()
}

func (p *planBook) pages() []planPage {
	pages := []planPage{
		{p.voice.Text("workbook.plan.sheet"), p.writeYear},
		{p.voice.Text("workbook.curves.sheet"), p.writeCurves},
		{p.voice.Text("workbook.desks.sheet"), p.writeDesks},
		{p.voice.Text("workbook.goals.sheet"), p.writeGoals},
		{p.voice.Text("workbook.reasons.sheet"), p.writeReasons},
	}
	if len(p.Versions) > 0 {
		pages = append(pages, planPage{p.voice.Text("workbook.versions.sheet"), p.writeVersions})
	}
	return pages
}

func (p *planBook) addStyles() error {
	font := func(change func(*excelize.Font)) *excelize.Font {
		f := &excelize.Font{Family: fontFamily, Size: fontSize}
		change(f)
		return f
	}
	bold := font(func(f *excelize.Font) { f.Bold = true })
	quiet := font(func(f *excelize.Font) { f.Color = "545454" })
	above := []excelize.Border{{Type: "top", Style: 1, Color: "000091"}}
	below := []excelize.Border{{Type: "bottom", Style: 1, Color: "000091"}}
	ground := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3E9F5"}}
	centred := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	middle := &excelize.Alignment{Horizontal: "center"}
	for _, s := range []struct {
		number *int
		style  excelize.Style
	}{
		{&p.look.title, excelize.Style{Font: font(func(f *excelize.Font) { f.Bold, f.Size, f.Color = true, 16, "000091" })}},
		{&p.look.subtitle, excelize.Style{Font: quiet}},
		{&p.look.legend, excelize.Style{Font: quiet}},
		{&p.look.head, excelize.Style{Font: bold, Fill: ground, Border: below, Alignment: centred}},
		{&p.look.desk, excelize.Style{Font: bold, Fill: ground, Alignment: centred}},
		{&p.look.count, excelize.Style{CustomNumFmt: ptr(countFormat)}},
		{&p.look.hours, excelize.Style{CustomNumFmt: ptr(hoursFormat)}},
		{&p.look.use, excelize.Style{CustomNumFmt: ptr(useFormat)}},
		{&p.look.rate, excelize.Style{CustomNumFmt: ptr(rateFormat)}},
		{&p.look.short, excelize.Style{CustomNumFmt: ptr(shortFormat), Alignment: middle}},
		{&p.look.full, excelize.Style{CustomNumFmt: ptr(fullFormat), Alignment: middle}},
		{&p.look.quiet, excelize.Style{CustomNumFmt: ptr(rateFormat), Font: quiet}},
		{&p.look.total, excelize.Style{CustomNumFmt: ptr(countFormat), Font: bold, Border: above}},
		{&p.look.totalHours, excelize.Style{CustomNumFmt: ptr(hoursFormat), Font: bold, Border: above}},
		{&p.look.totalUse, excelize.Style{CustomNumFmt: ptr(useFormat), Font: bold, Border: above}},
		{&p.look.goal, excelize.Style{CustomNumFmt: ptr(countFormat), Font: quiet}},
		{&p.look.lack, excelize.Style{CustomNumFmt: ptr(countFormat), Font: bold}},
		{&p.look.label, excelize.Style{Font: bold}},
		{&p.look.plain, excelize.Style{CustomNumFmt: ptr("@")}},
		{&p.look.date, excelize.Style{CustomNumFmt: ptr(dateFormat), Alignment: middle}},
		{&p.look.week, excelize.Style{CustomNumFmt: ptr("0"), Alignment: middle}},
		{&p.look.share, excelize.Style{CustomNumFmt: ptr("0%")}},
		{&p.look.lines, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
	} {
		number, err := p.file.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.number = number
	}
	return p.addConditionalStyles()
}

// addConditionalStyles makes what weeks that stand out look like; all of it can be told
// apart in grey, and each goes with a sign.
func (p *planBook) addConditionalStyles() error {
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	for _, s := range []struct {
		number *int
		style  excelize.Style
	}{
		{&p.look.closedRow, excelize.Style{Font: &excelize.Font{Italic: true, Color: "545454"}, Fill: fill("E6E6E6")}},
		{&p.look.shortCell, excelize.Style{Font: &excelize.Font{Bold: true, Color: "5C3C00"}, Fill: fill("FFE9B8")}},
		{&p.look.fullCell, excelize.Style{Font: &excelize.Font{Bold: true, Color: "000091"}, Fill: fill("D5E3FA")}},
		{&p.look.lackCell, excelize.Style{Font: &excelize.Font{Bold: true, Color: "8F0000"}, Fill: fill("FBE3E3")}},
	} {
		number, err := p.file.NewConditionalStyle(&s.style)
		if err != nil {
			return err
		}
		*s.number = number
	}
	return nil
}

// begin sets up a sheet of so many columns and writes its first rows. Widths are in
// characters, one for each column.
func (p *planBook) begin(title, legend string, frozenColumns, headerRow int, widths []float64) error {
	for i, width := range widths {
		if err := p.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := p.setUp(headerRow, frozenColumns); err != nil {
		return err
	}
	if err := p.file.SetHeaderFooter(p.sheet, &excelize.HeaderFooterOptions{
		OddFooter: "&L" + strings.ReplaceAll(p.title, "&", "&&") + "&C&A&R&P / &N",
	}); err != nil {
		return err
	}
	if err := p.stream.SetRow(cellName(1, planTitleRow), []any{excelize.Cell{StyleID: p.look.title, Value: title}}, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	if err := p.row(planSubtitleRow, []any{excelize.Cell{StyleID: p.look.subtitle, Value: p.subtitle()}}); err != nil {
		return err
	}
	return p.row(planLegendRow, []any{excelize.Cell{StyleID: p.look.legend, Value: legend}})
}

// subtitle says whose plan it is, and which one.
func (p *planBook) subtitle() string {
	var parts []string
	for _, text := range []string{p.Service.Prefecture, p.Service.Name} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	switch {
	case p.Version == 0:
		parts = append(parts, p.voice.Text("workbook.plan.unplanned"))
	case p.By == "":
		parts = append(parts, p.voice.Text("workbook.plan.version", "Version", p.Version, "At", p.MadeAt))
	default:
		parts = append(parts, p.voice.Text("workbook.plan.version-by", "Version", p.Version, "At", p.MadeAt, "By", p.By))
	}
	return strings.Join(parts, " · ")
}

// head is a title above a column.
func (p *planBook) head(key string, pairs ...any) any {
	return excelize.Cell{StyleID: p.look.head, Value: p.voice.Text(key, pairs...)}
}

// How high rows are, in points: a header whose titles take several lines, and a week, the
// same in every program so that charts stand where they should.
const (
	tallHeader = 64
	weekHeight = 15
)

func (p *planBook) tallRow(number int, cells []any) error {
	return p.stream.SetRow(cellName(1, number), cells, excelize.RowOpts{Height: tallHeader})
}

func (p *planBook) weekRow(number int, cells []any) error {
	return p.stream.SetRow(cellName(1, number), cells, excelize.RowOpts{Height: weekHeight})
}

// printArea says what of the sheet is printed.
func (p *planBook) printArea(columns, lastRow int) error {
	return p.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", Scope: p.sheet,
		RefersTo: fmt.Sprintf("%s!%s:%s", quoted(p.sheet), fixedCell(1, 1), fixedCell(columns, lastRow)),
	})
}

// name gives a cell of the sheet a name that formulas use.
func (p *planBook) name(key string, column, row int) error {
	return p.file.SetDefinedName(&excelize.DefinedName{
		Name: p.voice.Text(key), RefersTo: quoted(p.sheet) + "!" + fixedCell(column, row),
	})
}

// formula is a cell that calculates and already holds its result.
func formula(style int, formula string, result any) any {
	return excelize.Cell{StyleID: style, Formula: formula, Value: result}
}

// fixedCell returns "$B$3" for column 2, row 3.
func fixedCell(column, row int) string {
	name := cellName(column, row)
	digits := strings.IndexAny(name, "0123456789")
	return "$" + name[:digits] + "$" + name[digits:]
}

// fixedColumn returns "$B3" for column 2, row 3, fixedRow "B$3".
func fixedColumn(column, row int) string { return "$" + cellName(column, row) }

func fixedRow(column, row int) string {
	name := cellName(column, row)
	digits := strings.IndexAny(name, "0123456789")
	return name[:digits] + "$" + name[digits:]
}

// sumOf adds up a rectangle, and is 0 where it has no cell.
func sumOf(column1, row1, column2, row2 int) string {
	if column2 < column1 || row2 < row1 {
		return "0"
	}
	return fmt.Sprintf("SUM(%s:%s)", cellName(column1, row1), cellName(column2, row2))
}

// hoursOf returns minutes in hours.
func hoursOf(minutes int) float64 { return float64(minutes) / 60 }

// shareOf returns a part of a whole; a whole of nothing has none.
func shareOf(part, whole float64) any {
	if whole == 0 {
		return nil
	}
	return part / whole
}

// shareFormula divides two cells and stays empty where the second one is 0.
func shareFormula(part, whole string) string {
	return fmt.Sprintf("IF(%s=0,\"\",%s/%s)", whole, part, whole)
}

// stateKey returns the key of what is said of a week that the planner leaves as it is.
func stateKey(state capacity.WeekState) string {
	switch state {
	case capacity.WeekLocked:
		return "workbook.plan.locked"
	case capacity.WeekPast:
		return "workbook.plan.past"
	case capacity.WeekKept:
		return "workbook.plan.kept"
	}
	return ""
}

// notes names the holidays of a week.
func (p *planBook) notes(w capacity.SheetWeek) string {
	var notes []string
	for _, h := range w.Closed {
		notes = append(notes, p.voice.Text("workbook.plan.holiday", "Date", p.voice.ShortDate(h.Date), "Name", h.Name))
	}
	return strings.Join(notes, " ; ")
}

// The cells of a week: its number, and its first and last day as dates.
func (p *planBook) weekNumber(w agenda.Week) any {
	return excelize.Cell{StyleID: p.look.week, Value: w.Number}
}

func (p *planBook) monday(w agenda.Week) any { return p.day(w.Monday()) }

func (p *planBook) sunday(w agenda.Week) any { return p.day(w.Monday().AddDays(6)) }

func (p *planBook) day(d agenda.Date) any {
	serial, ok := dateSerial(d)
	if !ok {
		return p.plain(d.String())
	}
	return excelize.Cell{StyleID: p.look.date, Value: serial}
}

// plain keeps a text one, whatever it begins with. An empty text is an empty cell.
func (p *planBook) plain(text string) any {
	if text == "" {
		return nil
	}
	return excelize.Cell{StyleID: p.look.plain, Value: text}
}

func (p *planBook) count(n int) any { return excelize.Cell{StyleID: p.look.count, Value: n} }
