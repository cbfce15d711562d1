package pdf

import (
	"creneaux/app/publication"
)

var (
	releaseHead  = typeStyle{bold: true, size: 14, ink: stateBlue}
	releaseCount = typeStyle{bold: true, size: 14, ink: black}
	releaseDay   = typeStyle{bold: true, size: 19, ink: black}
	releaseHour  = typeStyle{bold: true, size: 54, ink: black}
	releaseAgain = typeStyle{bold: true, size: 17, ink: black}
	releaseHide  = typeStyle{bold: true, size: 46, ink: grey}
)

// Where the parts of a release's page are.
const (
	releaseTop     = firstFold + 8
	releaseBoxLeft = 124.0 // of what the agent fills in
	releaseLotsTop = 152.0
	releaseLotsEnd = 246.0
	releaseDoTop   = 251.0
	againLotsTop   = 52.0 // on a further page
	tickBox        = 3.6
)

// releasePages is a release whose lots are divided among its pages.
type releasePages struct {
	publication.SheetRelease
	tables []lotTable // one a page, at least one
}

// measureRelease makes the lots small enough for one page, and divides them only where
// they would become too small to read.
func (s *sheetPages) measureRelease(r publication.SheetRelease) releasePages {
	lots := r.Lots()
	for _, size := range []float64{10, 9, 8, 7} {
		if table := s.measureLots(lots, size); table.height() <= releaseLotsEnd-releaseLotsTop {
			return releasePages{r, []lotTable{table}}
		}
	}
	return releasePages{r, s.measureLots(lots, 8).divided(releaseLotsEnd-releaseLotsTop, contentEnd-againLotsTop)}
}

// release draws the pages of a release.
func (s *sheetPages) release(r releasePages) {
	s.begin()
	s.outside(r)
	s.moment(r.SheetRelease)
	s.doneBox(r.SheetRelease)
	s.lots(releaseLotsTop, r.tables[0], r.ToDo())
	s.instructions(r)
	s.end(r.ToDo())
	for _, table := range r.tables[1:] {
		s.begin()
		s.text(marginLeft, s.y+6, releaseHead, s.voice.Text("pdf.releases.again", "Number", r.Number))
		s.text(marginLeft, s.y+14, releaseAgain, s.clean(s.voice.Moment(r.At)))
		s.lots(againLotsTop, table, r.ToDo())
		s.end(r.ToDo())
	}
}

// outside is what shows when the page is folded: which envelope this is and when it is
// opened.
func (s *sheetPages) outside(r releasePages) {
	if !r.ToDo() {
		s.window(s.voice.Text("pdf.releases.number", "Number", r.Number), s.voice.Text("pdf.releases.record"))
		return
	}
	day := r.At.Date()
	when := s.voice.Text("pdf.releases.open-by", "Day", s.voice.LongDate(day), "By", r.Envelope.By)
	if r.Envelope.After > 0 {
		when = s.voice.Text("pdf.releases.open-after", "Day", s.voice.LongDate(day), "Number", r.Envelope.After)
	}
	s.window(s.voice.Text("pdf.releases.envelope", "Number", r.Number), s.clean(when))
	s.screen()
}

// screen hides the hour from light that shines through the folded page: digits as large
// as its own, before the place where it is.
func (s *sheetPages) screen() {
	const (
		top  = 60.0
		step = 8.6
	)
	rows := []string{"836092547", "471806392", "925834716", "603918452", "287460935"}
	for i, row := range rows {
		s.text(marginLeft, top+float64(i)*step, releaseHide, row)
	}
}

// moment is what the envelope is for.
func (s *sheetPages) moment(r publication.SheetRelease) {
	y := releaseTop
	s.text(marginLeft, y+releaseHead.capHeight(), releaseHead, s.voice.Text("pdf.releases.number", "Number", r.Number))
	y += 13
	day := s.clean(s.voice.LongDate(r.At.Date()))
	s.text(marginLeft, y+releaseDay.capHeight()/2, fit(day, releaseDay, 12, releaseBoxLeft-marginLeft-6, 1), day)
	s.text(marginLeft, y+releaseDay.capHeight()/2+20, releaseHour, s.clean(s.voice.Clock(r.At.Clock())))
}

// doneBox is what the agent ticks and signs, or what has been done already.
func (s *sheetPages) doneBox(r publication.SheetRelease) {
	const height = 37.0
	x, y, width := releaseBoxLeft+4, releaseTop, textRight-releaseBoxLeft
	s.frame(releaseBoxLeft, y, width, height, 0.4, black)
	s.text(x, y+8, releaseCount, s.voice.Text("pdf.releases.slots", "Count", len(r.Online)))
	if !r.ToDo() {
		done := s.voice.Text("pdf.releases.done", "At", r.DoneAt)
		if r.DoneBy != "" {
			done = s.voice.Text("pdf.releases.done-by", "At", r.DoneAt, "By", r.DoneBy)
		}
		s.paragraph(x, y+16, width-8, sheetText, s.clean(done))
		return
	}
	s.frame(x, y+13, 5, 5, 0.45, black)
	s.text(x+8, y+17, sheetStrong, s.voice.Text("pdf.releases.done-at"))
	for i, label := range []string{s.voice.Text("pdf.releases.agent"), s.voice.Text("pdf.releases.signature")} {
		base := y + 25 + float64(i)*8
		s.text(x, base, sheetText, label)
		s.line(x+20, base+0.8, textRight-4, base+0.8, 0.2, black)
	}
}

// instructions say what to do, and what not to do.
func (s *sheetPages) instructions(r releasePages) {
	if !r.ToDo() {
		return
	}
	until := s.Patience.Until(r.At).Clock()
	y := releaseDoTop
	if len(r.tables) > 1 {
		y = s.paragraph(marginLeft, y, textWidth, sheetStrong, s.voice.Text("pdf.releases.more"))
	}
	y = s.paragraph(marginLeft, y, textWidth, sheetStrong, s.voice.Text("pdf.releases.rule"))
	for _, text := range []string{
		s.voice.Text("pdf.releases.mark"),
		s.voice.Text("pdf.releases.late", "Until", until),
		s.voice.Text("pdf.releases.missed", "Until", until),
	} {
		y = s.paragraph(marginLeft, y+0.8, textWidth, sheetText, s.clean(text))
	}
}
