package pdf

import (
	"context"
	"io"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// ReleaseSheet is what the agent who publishes gets: at this minute, these slots.
type ReleaseSheet struct {
	Prefecture string // may be empty
	Service    string
	Week       agenda.Week
	Seal       string // SHA-256, hexadecimal
	DrawnAt    agenda.Moment
	Releases   []SheetRelease // in their order
}

// SheetRelease is one moment with what goes online then.
type SheetRelease struct {
	At    agenda.Moment
	Slots int // of all its lots
	Lots  []SheetLot
}

// SheetLot is a number of slots of one procedure at one desk.
type SheetLot struct {
	Desk, Procedure string
	Slots           int
}

// WriteReleaseSheet writes the sheet of a week's releases: each moment large, with a
// square to tick when it is done, and below all of them the seal that proves that
// nobody chose the moments.
//
// The problems: PDF-NOTHING, there is no release; PDF-FAILED. When the context ends,
// nothing is written and its error is returned. Errors of w are returned unchanged.
func WriteReleaseSheet(ctx context.Context, w io.Writer, sheet ReleaseSheet, voice *wording.Voice) (Report, error) {
	if len(sheet.Releases) == 0 {
		return Report{}, agenda.NewProblem("PDF-NOTHING")
	}
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	d := newDocument(voice, voice.Text("pdf.releases.title", "Week", sheet.Week), author(sheet.Prefecture, sheet.Service), sheet.DrawnAt)
	d.releaseSheet(sheet)
	report := Report{Pages: d.out.PageCount()}
	if lost := d.takeLost(); lost != "" {
		report.Remarks = append(report.Remarks, agenda.Msg("pdf.remark.sheet-characters", "Characters", lost))
	}
	return report, d.writeTo(w)
}

func (d *document) releaseSheet(sheet ReleaseSheet) {
	p := &releasePages{document: d, ReleaseSheet: sheet}
	p.begin()
	for _, r := range sheet.Releases {
		p.release(r)
	}
	p.proof()
	p.end()
}

var (
	sheetHeading = typeStyle{bold: true, size: 20, ink: stateBlue}
	sheetWeek    = typeStyle{size: 12, ink: black}
	sheetDay     = typeStyle{bold: true, size: 13, ink: black}
	sheetHour    = typeStyle{bold: true, size: 19, ink: black}
	sheetLot     = typeStyle{size: 9.5, ink: black}
	sheetSmall   = typeStyle{size: 8.5, ink: grey}
	sheetSeal    = typeStyle{bold: true, size: 10.5, ink: black}
)

const (
	sheetTop      = 47.0 // of the releases on a page
	sheetBox      = 7.0
	sheetLotsAt   = marginLeft + 68
	sheetDeskAt   = textRight - 28
	sheetDayWidth = sheetLotsAt - marginLeft - sheetBox - 10
	sheetKindSpan = sheetDeskAt - sheetLotsAt - 4
	sheetPadding  = 3.6
)

// releasePages are the pages of a sheet while they are drawn; y is the top of what
// comes next.
type releasePages struct {
	*document
	ReleaseSheet
	y    float64
	page int
}

func (p *releasePages) begin() {
	p.addPage()
	p.page++
	y := p.paragraph(marginLeft+5, headerTop+letterhead.capHeight(), textWidth-5, letterhead, p.clean(author(p.Prefecture, p.Service)))
	p.fill(marginLeft, headerTop-0.4, 1.1, y-headerTop-letterhead.leading()+1.6, stateBlue)
	y = max(y, headerTop+10)
	p.text(marginLeft, y+sheetHeading.capHeight(), sheetHeading, p.voice.Text("pdf.releases.heading"))
	p.text(marginLeft, y+sheetHeading.capHeight()+7, sheetWeek, p.clean(p.voice.Text("pdf.releases.week",
		"Week", p.Week, "Days", p.voice.WeekDays(p.Week), "Count", p.slots())))
	p.y = sheetTop
}

func (p *releasePages) slots() int {
	total := 0
	for _, r := range p.Releases {
		total += r.Slots
	}
	return total
}

// end closes a page.
func (p *releasePages) end() {
	p.line(marginLeft, footerTop, textRight, footerTop, 0.2, hairline)
	y := footerTop + 4.2
	p.text(marginLeft, y, letterFooter, p.voice.Text("pdf.releases.confidential"))
	p.textRightAt(textRight, y, letterFooter, p.voice.Text("pdf.page-alone", "Page", p.page))
}

// need begins a new page when a block of this height does not fit any more.
func (p *releasePages) need(height float64) {
	if p.y+height > contentEnd && p.y > sheetTop {
		p.end()
		p.begin()
	}
}

// release draws a moment with its lots beside it.
func (p *releasePages) release(r SheetRelease) {
	const most = 24 // lots beside one moment; more go on beside it on the next page
	lots := r.Lots
	for first := true; first || len(lots) > 0; first = false {
		n := min(most, len(lots))
		p.releaseBlock(r, lots[:n], first)
		lots = lots[n:]
	}
}

func (p *releasePages) releaseBlock(r SheetRelease, lots []SheetLot, first bool) {
	height := 0.0
	kinds := make([][]string, len(lots))
	for i, lot := range lots {
		kinds[i] = wrap(p.clean(lot.Procedure), sheetLot, sheetKindSpan)
		height += float64(max(1, len(kinds[i])))*sheetLot.leading() + 0.8
	}
	height = max(height+sheetPadding, 21)
	p.need(height)

	p.line(marginLeft, p.y, textRight, p.y, 0.35, black)
	if first {
		p.frame(marginLeft, p.y+sheetPadding, sheetBox, sheetBox, 0.45, black)
		x := marginLeft + sheetBox + 5
		day := p.clean(p.voice.LongDate(r.At.Date()))
		style := fit(day, sheetDay, 9, sheetDayWidth, 1)
		p.text(x, p.y+sheetPadding+sheetDay.capHeight(), style, day)
		p.text(x, p.y+sheetPadding+12.2, sheetHour, p.clean(p.voice.Clock(r.At.Clock())))
		p.textRightAt(sheetLotsAt-5, p.y+sheetPadding+12.2, sheetWeek, p.voice.Text("pdf.releases.slots", "Count", r.Slots))
	}
	y := p.y + sheetPadding + sheetLot.capHeight()
	for i, lot := range lots {
		p.textLines(sheetLotsAt, y, sheetLot, kinds[i])
		desk := p.clean(lot.Desk)
		p.text(sheetDeskAt, y, fit(desk, sheetLot, 6, textRight-sheetDeskAt-14, 1), desk)
		p.textRightAt(textRight, y, sheetDay.sized(sheetLot.size+0.5), p.voice.Number(lot.Slots))
		y += float64(max(1, len(kinds[i])))*sheetLot.leading() + 0.8
	}
	p.y += height
}

// proof sets the seal, in groups that two people can compare aloud, and the line
// where the agent signs.
func (p *releasePages) proof() {
	const height = 45.0
	p.need(height)
	p.line(marginLeft, p.y, textRight, p.y, 0.35, black)
	y := p.y + 9
	p.text(marginLeft, y, letterNoticeHead, p.voice.Text("pdf.releases.seal"))
	y += 5.6
	for _, line := range sealLines(p.clean(p.Seal)) {
		p.text(marginLeft, y, sheetSeal, line)
		y += 5
	}
	y += 0.4
	drawn := p.voice.Text("pdf.releases.seal-meaning", "At", p.DrawnAt)
	y = p.paragraph(marginLeft, y, textWidth, sheetSmall, p.clean(drawn))
	y += 8
	p.text(marginLeft, y, sheetLot, p.voice.Text("pdf.releases.agent"))
	p.text(marginLeft+90, y, sheetLot, p.voice.Text("pdf.releases.signature"))
	p.line(marginLeft+32, y+0.8, marginLeft+82, y+0.8, 0.2, black)
	p.line(marginLeft+112, y+0.8, textRight, y+0.8, 0.2, black)
}

// sealLines groups a seal by eight characters, four groups a line.
func sealLines(seal string) (lines []string) {
	for line := range slices.Chunk([]rune(seal), 32) {
		var groups []string
		for group := range slices.Chunk(line, 8) {
			groups = append(groups, string(group))
		}
		lines = append(lines, strings.Join(groups, "  "))
	}
	return lines
}
