package pdf

import (
	"context"
	"io"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/wording"
)

// WritePlan writes a yearly plan for the printer: A4 across, the year on the first page
// and each quarter on one of its own, weeks down and procedures across, with the sums of
// the quarter and of the year so far, signs for the weeks that stand out, and the charts
// of the hours and of the running totals. It is legible in black and white.
//
// The problems: PDF-NOTHING, the plan has no week; PDF-FAILED. When the context ends,
// nothing is written and its error is returned. Errors of w are returned unchanged.
func WritePlan(ctx context.Context, w io.Writer, sheet capacity.YearSheet, voice *wording.Voice) (Report, error) {
	if len(sheet.Weeks) == 0 {
		return Report{}, agenda.NewProblem("PDF-NOTHING")
	}
	title := voice.Text("pdf.plan.title", "Year", sheet.Service.Year)
	p := &planPages{
		document:  newDocument(voice, title, author(sheet.Service.Prefecture, sheet.Service.Name), sheet.WrittenAt),
		YearSheet: sheet, title: title, usual: sheet.UsualMinutes(), quarters: sheet.Quarters(),
	}
	p.columns = p.planColumns()
	p.describe()
	p.yearPage()
	for i := range p.quarters {
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		p.quarterPage(i)
	}
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	return Report{Pages: p.out.PageCount(), Remarks: p.remarks()}, p.writeTo(w)
}

// planPages are the pages of a plan while they are drawn.
type planPages struct {
	*document
	capacity.YearSheet
	title    string
	usual    int // open minutes of an ordinary week
	quarters [][]capacity.SheetWeek
	columns  []planColumn
	page     int
	joined   int // procedures that share one column
}

// The page of a plan, in millimetres.
const (
	planLeft   = 12.0
	planRight  = pageHeight - 12.0
	planWidth  = planRight - planLeft
	planTop    = 11.0
	planTable  = 29.0  // top of the table
	planFooter = 199.5 // line above the footer
	planRow    = 5.15  // height
	planGap    = 4.5
)

var (
	planOffice  = typeStyle{bold: true, size: 9.5, ink: black}
	planMade    = typeStyle{size: 8, ink: grey}
	planHeading = typeStyle{bold: true, size: 15, ink: stateBlue}
	planHead    = typeStyle{bold: true, size: 7, ink: black}
	planText    = typeStyle{size: 8, ink: black}
	planQuiet   = typeStyle{size: 8, ink: grey}
	planSum     = typeStyle{bold: true, size: 8, ink: black}
	planNote    = typeStyle{size: 7, ink: black}
	planLegend  = typeStyle{size: 7.5, ink: grey}
	planCaption = typeStyle{bold: true, size: 8.5, ink: black}
	planFigure  = typeStyle{bold: true, size: 19, ink: black}
	planFoot    = typeStyle{size: 7.5, ink: grey}
)

const planChartText = 7 // size of the letters in charts, in points

func (p *planPages) remarks() (remarks []agenda.Message) {
	if p.joined > 0 {
		remarks = append(remarks, agenda.Msg("pdf.remark.plan-joined", "Count", p.joined))
	}
	if lost := p.takeLost(); lost != "" {
		remarks = append(remarks, agenda.Msg("pdf.remark.plan-characters", "Characters", lost))
	}
	return remarks
}

// begin adds a page with its header and names it in the outline.
func (p *planPages) begin(heading, entry string) {
	p.addPageAcross()
	p.page++
	service := p.clean(author(p.Service.Prefecture, p.Service.Name))
	p.fill(planLeft, planTop-0.3, 1.1, 6.2, stateBlue)
	made := p.clean(p.made())
	room := planWidth - 4 - widthOf(made, planMade) - 8
	p.text(planLeft+4, planTop+4, planOffice, cut(service, planOffice, room))
	p.textRightAt(planRight, planTop+4, planMade, made)
	p.text(planLeft, planTop+14, planHeading, cut(p.clean(heading), planHeading, planWidth))
	p.out.Bookmark(p.clean(entry), 0, 0)
}

// made says which plan it is, when it was made, and by whom.
func (p *planPages) made() string {
	switch {
	case p.Version == 0:
		return p.voice.Text("pdf.plan.unplanned")
	case p.By == "":
		return p.voice.Text("pdf.plan.version", "Version", p.Version, "At", p.MadeAt)
	default:
		return p.voice.Text("pdf.plan.version-by", "Version", p.Version, "At", p.MadeAt, "By", p.By)
	}
}

func (p *planPages) footer() {
	p.line(planLeft, planFooter, planRight, planFooter, 0.2, hairline)
	y := planFooter + 3.8
	if !p.WrittenAt.IsZero() {
		p.text(planLeft, y, planFoot, p.clean(p.voice.Text("pdf.printed", "At", p.WrittenAt)))
	}
	p.textRightAt(planRight, y, planFoot, p.voice.Text("pdf.page", "Page", p.page, "Pages", len(p.quarters)+1))
}

// legend explains the signs.
func (p *planPages) legend(y float64) {
	p.text(planLeft, y, planLegend, p.clean(p.voice.Text("pdf.plan.legend",
		"Short", capacity.SignShort, "Full", capacity.SignFull, "Closed", capacity.SignClosed,
		"ShortShare", p.voice.Percent(capacity.ShortPercent/100.0), "FullShare", p.voice.Percent(capacity.FullPercent/100.0))))
}

// quarterPage draws the weeks of a quarter and its charts.
func (p *planPages) quarterPage(index int) {
	weeks := p.quarters[index]
	first, last := weeks[0].Week, weeks[len(weeks)-1].Week
	name := p.voice.Text("pdf.plan.quarter-long", "Quarter", index+1, "First", first.Number, "Last", last.Number)
	p.begin(p.title+" – "+name, name)
	y := p.tableHead(planTable, p.voice.Text("pdf.plan.week"))
	for _, w := range weeks {
		y = p.weekRow(y, w)
	}
	done := index + 1
	y = p.sumRow(y, planSum, p.voice.Text("pdf.plan.quarter-sum"), p.Sum(weeks), "")
	y = p.sumRow(y, planSum, p.voice.Text("pdf.plan.so-far"), p.Sum(slices.Concat(p.quarters[:done]...)), "")
	y = p.goalRow(y)
	p.legend(y + 3.6)
	p.charts(y+7, weeks, slices.Concat(p.quarters[:done]...))
	p.footer()
}

// yearPage draws the year by quarters, its figures, the running totals, and what limits
// the plan.
func (p *planPages) yearPage() {
	p.begin(p.title, p.voice.Text("pdf.plan.year"))
	year := p.Sum(p.Weeks)
	y := p.figures(planTable+1, year)
	y = p.tableHead(y, p.voice.Text("pdf.plan.quarter"))
	for i, weeks := range p.quarters {
		label := p.voice.Text("pdf.plan.quarter-row", "Quarter", i+1, "First", weeks[0].Week.Number, "Last", weeks[len(weeks)-1].Week.Number)
		y = p.sumRow(y, planText, label, p.Sum(weeks), p.standings(weeks))
	}
	y = p.sumRow(y, planSum, p.voice.Text("pdf.plan.year"), year, p.standings(p.Weeks))
	y = p.goalRow(y)
	y = p.missingRow(y, year)
	p.legend(y + 3.6)
	y += 9
	chartWidth := planWidth * 0.62
	p.totals(planLeft, y, chartWidth, planFooter-2-y, p.Weeks)
	p.limits(planLeft+chartWidth+6, y, planWidth-chartWidth-6)
	p.footer()
}

// figures sets what the year comes to, large, and returns where the next thing begins.
func (p *planPages) figures(y float64, year capacity.SheetSum) float64 {
	share := func(part, whole float64) string {
		if whole == 0 {
			return ""
		}
		return " (" + p.voice.Percent(part/whole) + ")"
	}
	goals := p.Service.Targets
	permits := int(year.Permits + 0.5)
	texts := [][2]string{
		{p.voice.Number(year.Counted), p.voice.Text("pdf.plan.figure.appointments", "Target", goals.Appointments) + share(float64(year.Counted), float64(goals.Appointments))},
		{p.voice.Number(permits), p.voice.Text("pdf.plan.figure.permits", "Target", goals.Permits) + share(year.Permits, float64(goals.Permits))},
		{p.hours(year.Used), p.voice.Text("pdf.plan.figure.hours", "Open", p.hours(year.Open)) + share(float64(year.Used), float64(year.Open))},
	}
	if aside := year.All - year.Counted; aside > 0 {
		texts = append(texts, [2]string{p.voice.Number(aside), p.voice.Text("pdf.plan.figure.aside")})
	}
	step := planWidth / float64(len(texts))
	for i, t := range texts {
		x := planLeft + float64(i)*step
		if i > 0 {
			p.line(x-3, y, x-3, y+12, 0.25, hairline)
		}
		p.text(x, y+planFigure.capHeight(), planFigure, p.clean(t[0]))
		p.text(x, y+11, planText, cut(p.clean(t[1]), planText, step-6))
	}
	return y + 16
}

// hours writes minutes as hours, without a fraction.
func (p *planPages) hours(minutes int) string {
	return p.voice.Text("pdf.plan.hours", "Hours", (minutes+30)/60)
}

// standings counts the weeks that stand out: "2 ▼ · 1 ×".
func (p *planPages) standings(weeks []capacity.SheetWeek) string {
	var short, full, closed int
	for _, w := range weeks {
		s := capacity.StandingOf(w.Hours(), p.usual)
		if s.Closed {
			closed++
		}
		if s.Short {
			short++
		}
		if s.Full {
			full++
		}
	}
	var parts []string
	for _, c := range []struct {
		count int
		sign  string
	}{{short, capacity.SignShort}, {full, capacity.SignFull}, {closed, capacity.SignClosed}} {
		if c.count > 0 {
			parts = append(parts, p.voice.Number(c.count)+string(noBreakSpace)+c.sign)
		}
	}
	return strings.Join(parts, " · ")
}

// limits says what limits the plan, as far as the page goes, and how many more there are.
func (p *planPages) limits(x, y, width float64) {
	p.text(x, y+planCaption.capHeight(), planCaption, p.voice.Text("pdf.plan.limits"))
	y += 8
	sentences := make([]string, 0, len(p.Reasons)+1)
	if key := policyKey(p.Policy); key != "" {
		sentences = append(sentences, p.voice.Text(key))
	}
	for _, a := range p.Additional {
		sentences = append(sentences, p.voice.Text("pdf.plan.additional", "Label", a.Label, "When", p.when(a), "Count", a.Placed, "Asked", a.Asked))
	}
	for _, reason := range p.Reasons {
		sentences = append(sentences, p.voice.Say(reason))
	}
	if p.Version > 0 && len(p.Reasons) == 0 {
		sentences = append(sentences, p.voice.Text("pdf.plan.no-limits"))
	}
	for i, sentence := range sentences {
		text := p.clean("– " + sentence)
		room := planFooter - 2
		if i < len(sentences)-1 {
			room -= planText.leading() // for how many there are more
		}
		if y+p.paragraphHeight(width, planText, text) > room {
			p.text(x, y, planQuiet, p.voice.Text("pdf.plan.more-limits", "Count", len(sentences)-i))
			return
		}
		y = p.paragraph(x, y, width, planText, text) + 0.8
	}
}

// when says on which days additional appointments are, as far as somebody asked for some.
func (p *planPages) when(a capacity.SheetAdditional) string {
	from, to := p.voice.ShortDate(a.From), p.voice.ShortDate(a.To)
	switch {
	case a.From.IsZero() && a.To.IsZero():
		return ""
	case a.From.IsZero():
		return p.voice.Text("pdf.plan.additional-until", "To", to)
	case a.To.IsZero():
		return p.voice.Text("pdf.plan.additional-from", "From", from)
	}
	return p.voice.Text("pdf.plan.additional-between", "From", from, "To", to)
}

// policyKey returns the key of what is said of a policy.
func policyKey(policy capacity.Policy) string {
	switch policy {
	case capacity.Fewest:
		return "pdf.plan.policy.fewest"
	case capacity.Shared:
		return "pdf.plan.policy.shared"
	}
	return ""
}
