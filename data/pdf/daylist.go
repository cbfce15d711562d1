package pdf

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/wording"
)

// WriteDayList writes the list of who is expected, for the wall and for reception:
// black and white, a page for each desk and half-day, more where people do not fit.
//
// The problems: PDF-NOTHING, nobody is expected; PDF-FAILED. When the context ends,
// nothing is written and its error is returned. Errors of w are returned unchanged.
func WriteDayList(ctx context.Context, w io.Writer, list convocation.DayList, voice *wording.Voice) (Report, error) {
	if len(list.Sheets) == 0 {
		return Report{}, agenda.NewProblem("PDF-NOTHING")
	}
	title := voice.Text("pdf.day.title", "Date", list.Sheets[0].Date)
	d := newDocument(voice, title, author(list.Prefecture, list.Service), list.IssuedAt)
	var report Report
	for _, sheet := range list.Sheets {
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		d.daySheet(list, sheet)
		if lost := d.takeLost(); lost != "" {
			report.Remarks = append(report.Remarks, agenda.Msg("pdf.remark.list-characters",
				"Desk", sheet.Desk, "Date", sheet.Date, "Characters", lost))
		}
	}
	report.Pages = d.out.PageCount()
	return report, d.writeTo(w)
}

var (
	dayDesk   = typeStyle{bold: true, size: 26, ink: black}
	dayDate   = typeStyle{bold: true, size: 15, ink: black}
	dayHalf   = typeStyle{size: 12, ink: black}
	dayHead   = typeStyle{bold: true, size: 9, ink: black}
	dayHour   = typeStyle{bold: true, size: 11.5, ink: black}
	dayName   = typeStyle{bold: true, size: 11, ink: black}
	dayText   = typeStyle{size: 9, ink: black}
	dayNumber = typeStyle{size: 10, ink: black}
	dayOffice = typeStyle{size: 9, ink: grey}
)

// The columns of a day list, from the left edge of the text.
const (
	dayHourAt      = marginLeft
	dayNameAt      = marginLeft + 19
	dayNameWidth   = 57.0
	dayNumberAt    = dayNameAt + dayNameWidth + 4
	dayKindAt      = dayNumberAt + 27
	dayBox         = 4.2
	dayKindWidth   = textRight - dayBox - 4 - dayKindAt
	dayRowPadding  = 2.4
	dayTableTop    = 49.0
	dayShortestRow = 6.6
)

// dayRow is a row of the list, measured.
type dayRow struct {
	convocation.DayRow
	name, kind []string // lines
	height     float64
}

// daySheet draws the pages of one desk's half-day.
func (d *document) daySheet(list convocation.DayList, sheet convocation.DaySheet) {
	rows := make([]dayRow, len(sheet.Rows))
	for i, r := range sheet.Rows {
		rows[i] = d.measureDayRow(r)
	}
	pages := pagesOfRows(rows, contentEnd-dayTableTop)
	for i, page := range pages {
		d.addPage()
		d.dayHeader(list, sheet)
		y := dayTableTop
		for j, r := range page {
			d.drawDayRow(y, r, j > 0 && page[j-1].Start == r.Start)
			y += r.height
		}
		d.dayFooter(list, i+1, len(pages))
	}
}

func (d *document) measureDayRow(r convocation.DayRow) dayRow {
	m := dayRow{DayRow: r}
	m.name = wrap(d.clean(r.Name), dayName, dayNameWidth)
	m.kind = wrap(d.clean(r.Procedure), dayText, dayKindWidth)
	m.height = max(dayShortestRow,
		float64(len(m.name))*dayName.leading()+dayRowPadding,
		float64(len(m.kind))*dayText.leading()+dayRowPadding)
	return m
}

// pagesOfRows divides rows among pages of a height; a page has at least one row.
func pagesOfRows(rows []dayRow, room float64) [][]dayRow {
	var pages [][]dayRow
	from, height := 0, 0.0
	for i, r := range rows {
		if i > from && height+r.height > room {
			pages = append(pages, rows[from:i])
			from, height = i, 0
		}
		height += r.height
	}
	return append(pages, rows[from:])
}

func (d *document) dayHeader(list convocation.DayList, sheet convocation.DaySheet) {
	d.text(marginLeft, headerTop+2, dayOffice, d.clean(author(list.Prefecture, list.Service)))
	desk := d.clean(sheet.Desk)
	base := headerTop + 15.5
	half := d.voice.Text("pdf.day.morning")
	if sheet.Afternoon {
		half = d.voice.Text("pdf.day.afternoon")
	}
	date := d.clean(d.voice.LongDate(sheet.Date))
	d.text(marginLeft, base, fit(desk, dayDesk, 9, textWidth-widthOf(date, dayDate)-10, 1), desk)
	d.textRightAt(textRight, base-5.4, dayDate, date)
	d.textRightAt(textRight, base+0.2, dayHalf,
		half+d.voice.Text("pdf.day.count", "Count", len(sheet.Rows)))
	d.line(marginLeft, base+4.5, textRight, base+4.5, 0.9, black)

	y := dayTableTop - 3
	d.text(dayHourAt, y, dayHead, d.voice.Text("pdf.day.hour"))
	d.text(dayNameAt, y, dayHead, d.voice.Text("pdf.day.name"))
	d.text(dayNumberAt, y, dayHead, d.voice.Text("pdf.day.number"))
	d.text(dayKindAt, y, dayHead, d.voice.Text("pdf.day.procedure"))
	d.textRightAt(textRight, y, dayHead, d.voice.Text("pdf.day.mark"))
}

// drawDayRow draws a row; the line above it is strong where a new hour begins.
func (d *document) drawDayRow(y float64, r dayRow, sameHour bool) {
	if sameHour {
		d.line(dayNameAt, y, textRight, y, 0.15, hairline)
	} else {
		d.line(marginLeft, y, textRight, y, 0.3, black)
	}
	base := y + dayRowPadding/2 + 0.7 + dayName.capHeight()
	if !sameHour {
		d.text(dayHourAt, base, dayHour, d.clean(d.voice.Clock(r.Start)))
	}
	d.text(dayNumberAt, base, dayNumber, d.clean(convocation.SpacedNumber(r.Number)))
	d.textLines(dayNameAt, base, dayName, r.name)
	d.textLines(dayKindAt, base, dayText, r.kind)
	d.frame(textRight-dayBox, y+(dayShortestRow-dayBox)/2, dayBox, dayBox, 0.3, black)
}

// textLines sets lines that are already divided.
func (d *document) textLines(x, y float64, style typeStyle, lines []string) {
	for _, line := range lines {
		d.text(x, y, style, line)
		y += style.leading()
	}
}

func (d *document) dayFooter(list convocation.DayList, page, pages int) {
	d.line(marginLeft, footerTop, textRight, footerTop, 0.2, hairline)
	y := footerTop + 4.2
	if !list.IssuedAt.IsZero() {
		d.text(marginLeft, y, letterFooter, d.voice.Text("pdf.printed", "At", list.IssuedAt))
	}
	if pages > 1 {
		d.textRightAt(textRight, y, letterFooter, d.voice.Text("pdf.page", "Page", page, "Pages", pages))
	}
}
