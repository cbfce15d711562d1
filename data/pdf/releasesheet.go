package pdf

import (
	"context"
	"io"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/wording"
)

// WriteReleaseSheet writes the sealed sheet of a week: a page for each release, and at the
// end a summary for the manager.
//
// Each page goes into an envelope of its own, folded in three so that its top third
// shows. That third says which envelope it is and on what day it is opened, and never the
// hour: somebody has to know when to come, and a day alone is worth little to touts. Two
// releases of a day are opened one after the other. What is secret lies in the middle
// third, which is folded inward, behind a screen of digits that hides the large hour from
// light. No page tells of another release's moment. The summary comes last, so that the
// top page of what a printer puts out is never the one with all of them.
//
// A release that is done has a page that records it; one that was missed or replaced is
// in the summary alone, for its page would ask for what must not be done any more.
//
// The problems: PDF-NOTHING, there is no release; PDF-FAILED. When the context ends,
// nothing is written and its error is returned. Errors of w are returned unchanged.
func WriteReleaseSheet(ctx context.Context, w io.Writer, sheet publication.WeekSheet, voice *wording.Voice) (Report, error) {
	if len(sheet.Releases) == 0 {
		return Report{}, agenda.NewProblem("PDF-NOTHING")
	}
	d := newDocument(voice, voice.Text("pdf.releases.title", "Week", sheet.Week), author(sheet.Prefecture, sheet.Service), sheet.WrittenAt)
	if err := d.releaseSheet(ctx, sheet); err != nil {
		return Report{}, err
	}
	report := Report{Pages: d.out.PageCount()}
	if lost := d.takeLost(); lost != "" {
		report.Remarks = append(report.Remarks, agenda.Msg("pdf.remark.sheet-characters", "Characters", lost))
	}
	return report, d.writeTo(w)
}

func (d *document) releaseSheet(ctx context.Context, sheet publication.WeekSheet) error {
	s := &sheetPages{document: d, WeekSheet: sheet}
	var releases []releasePages
	for _, r := range sheet.Releases {
		if r.ToDo() || r.Standing == publication.StandingDone && !r.Replaced {
			releases = append(releases, s.measureRelease(r))
		}
	}
	summary := s.measureSummary()
	s.pages = len(summary)
	for _, r := range releases {
		s.pages += len(r.tables)
	}
	pageOf := map[agenda.ReleaseID]int{}
	for _, r := range releases {
		if err := ctx.Err(); err != nil {
			return err
		}
		pageOf[r.ID] = s.page + 1
		s.release(r)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.summary(summary, pageOf)
	return nil
}

// An A4 page folded in three, as it goes into a long envelope (DL).
const (
	firstFold  = pageHeight / 3
	secondFold = 2 * pageHeight / 3
	// The window of such an envelope shows this part of the top third, wherever the page
	// slides in it.
	windowLeft  = 106.0
	windowTop   = 56.0
	windowWidth = textRight - windowLeft
)

var (
	sheetHeading = typeStyle{bold: true, size: 20, ink: stateBlue}
	sheetPart    = typeStyle{bold: true, size: 13, ink: stateBlue}
	sheetText    = typeStyle{size: 9.5, ink: black}
	sheetStrong  = typeStyle{bold: true, size: 9.5, ink: black}
	sheetSmall   = typeStyle{size: 8.5, ink: black}
	sheetSeal    = typeStyle{bold: true, size: 10.5, ink: black}
	sheetFoot    = typeStyle{size: 7, ink: grey}
	windowHead   = typeStyle{bold: true, size: 20, ink: black}
	windowText   = typeStyle{bold: true, size: 11.5, ink: black}
)

// sheetPages are the pages of a sheet while they are drawn; y is the top of what comes
// next.
type sheetPages struct {
	*document
	publication.WeekSheet
	y           float64
	page, pages int
}

// begin adds a page and says whose it is and where it is folded.
func (s *sheetPages) begin() {
	s.addPage()
	s.page++
	y := s.paragraph(marginLeft+5, headerTop+letterhead.capHeight(), textWidth-5, letterhead, s.clean(author(s.Prefecture, s.Service)))
	s.fill(marginLeft, headerTop-0.4, 1.1, y-headerTop-letterhead.leading()+1.6, stateBlue)
	s.y = max(y, headerTop+10)
	for _, fold := range []float64{firstFold, secondFold} {
		s.line(6, fold, 11, fold, 0.2, grey)
	}
}

// end writes what stands at the foot of a page: the seal, which page it is and, where a
// moment to come is on it, that it is nobody's business.
func (s *sheetPages) end(secret bool) {
	s.line(marginLeft, footerTop, textRight, footerTop, 0.2, hairline)
	base := footerTop + 3.6
	s.text(marginLeft, base, sheetFoot, s.clean(s.voice.Text("pdf.releases.footer", "Week", s.Week, "Seal", s.Seal)))
	s.textRightAt(textRight, base, letterFooter, s.voice.Text("pdf.page", "Page", s.page, "Pages", s.pages))
	if secret {
		s.text(marginLeft, base+3.2, sheetFoot, s.voice.Text("pdf.releases.confidential"))
	}
}

// window writes what shows through the window of an envelope.
func (s *sheetPages) window(head, text string) {
	style := fit(head, windowHead, 11, windowWidth, 1)
	s.text(windowLeft, windowTop+windowHead.capHeight(), style, head)
	s.paragraph(windowLeft, windowTop+windowHead.capHeight()+7.5, windowWidth, windowText, text)
}

// tableHeadRoom is how high the titles of a table are.
const tableHeadRoom = 6.0

// tableTitle stands above a column, and ends at x where its cells do.
type tableTitle struct {
	text  string
	x     float64
	right bool
}

// tableHead writes the titles of a table and returns where its rows begin.
func (s *sheetPages) tableHead(y float64, titles ...tableTitle) float64 {
	base := y + dayHead.capHeight()
	for _, t := range titles {
		if t.right {
			s.textRightAt(t.x, base, dayHead, t.text)
		} else {
			s.text(t.x, base, dayHead, t.text)
		}
	}
	y += tableHeadRoom - 1.4
	s.line(marginLeft, y, textRight, y, 0.35, black)
	return y
}

// seal writes a seal in groups that two people can compare aloud, and returns the base
// line that would come next.
func (s *sheetPages) seal(x, y float64, seal string) float64 {
	for _, line := range sealLines(s.clean(seal)) {
		s.text(x, y, sheetSeal, line)
		y += 5
	}
	return y
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
