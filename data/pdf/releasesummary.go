package pdf

import (
	"creneaux/app/agenda"
	"creneaux/app/publication"
)

// The summary's parts and the columns of its table.
const (
	summaryTop      = firstFold + 6 // of the table on the first page: all of it is secret
	summaryAgainTop = 42.0
	summaryRow      = 6.4
	summaryDayAt    = marginLeft + 12
	summaryHourAt   = 84.0
	summarySlotsAt  = 118.0 // right edge
	summaryStateAt  = 124.0
	summaryHowSpan  = windowLeft - marginLeft - 10
)

// summaryPage is the rows of one page of the summary.
type summaryPage struct {
	rows []publication.SheetRelease
	slip bool // the part that is given away is on it
}

// measureSummary divides the releases among pages; the slip with the seals goes where
// there is room below them.
func (s *sheetPages) measureSummary() []summaryPage {
	var pages []summaryPage
	rest, room := s.Releases, contentEnd-summaryTop
	for {
		n := min(len(rest), int((room-tableHeadRoom)/summaryRow))
		page := summaryPage{rows: rest[:n]}
		rest = rest[n:]
		fits := room-tableHeadRoom-float64(n)*summaryRow >= s.slipHeight()
		page.slip = len(rest) == 0 && (fits || n == 0)
		pages = append(pages, page)
		if page.slip {
			return pages
		}
		room = contentEnd - summaryAgainTop
	}
}

// summary draws the pages for the manager. pageOf says which page each release has.
func (s *sheetPages) summary(pages []summaryPage, pageOf map[agenda.ReleaseID]int) {
	for i, page := range pages {
		s.begin()
		s.text(marginLeft, s.y+sheetHeading.capHeight(), sheetHeading, s.voice.Text("pdf.releases.summary"))
		s.text(marginLeft, s.y+sheetHeading.capHeight()+7, windowText, s.clean(s.voice.Text("pdf.releases.week",
			"Week", s.Week, "Days", s.voice.WeekDays(s.Week), "Count", len(s.Releases))))
		top := summaryAgainTop
		if i == 0 {
			top = summaryTop
			s.window(s.voice.Text("pdf.releases.manager"), s.voice.Text("pdf.releases.manager-open"))
			s.howTo()
		}
		if len(page.rows) > 0 {
			s.summaryTable(top, page.rows, pageOf)
		}
		if page.slip {
			s.slip(contentEnd - s.slipHeight())
		}
		s.end(!page.slip) // the slip goes to others, with what stands below it
	}
}

// howTo tells the manager what to do with the pages; it stands in the top third of the
// first page, which shows when it is folded.
func (s *sheetPages) howTo() {
	y := s.y + sheetHeading.capHeight() + 15
	for _, text := range []string{
		s.voice.Text("pdf.releases.how-print"), s.voice.Text("pdf.releases.how-fold"), s.voice.Text("pdf.releases.how-open"),
	} {
		y = s.paragraph(marginLeft, y, summaryHowSpan, sheetSmall, s.clean(text)) + 1.2
	}
}

func (s *sheetPages) summaryTable(y float64, rows []publication.SheetRelease, pageOf map[agenda.ReleaseID]int) {
	y = s.tableHead(y,
		tableTitle{s.voice.Text("pdf.releases.column.number"), marginLeft, false}, tableTitle{s.voice.Text("pdf.releases.column.day"), summaryDayAt, false},
		tableTitle{s.voice.Text("pdf.releases.column.hour"), summaryHourAt, false}, tableTitle{s.voice.Text("pdf.releases.count"), summarySlotsAt, true},
		tableTitle{s.voice.Text("pdf.releases.column.state"), summaryStateAt, false}, tableTitle{s.voice.Text("pdf.releases.column.page"), textRight, true})
	for _, r := range rows {
		base := y + summaryRow/2 + sheetText.capHeight()/2
		s.text(marginLeft, base, sheetStrong, s.voice.Number(r.Number))
		s.text(summaryDayAt, base, sheetText, s.clean(s.voice.LongDate(r.At.Date())))
		s.text(summaryHourAt, base, sheetStrong, s.clean(s.voice.Clock(r.At.Clock())))
		s.textRightAt(summarySlotsAt, base, sheetText, s.voice.Number(len(r.Online)))
		state := s.clean(s.stateOf(r))
		s.text(summaryStateAt, base, fit(state, sheetText, 6, textRight-summaryStateAt-12, 1), state)
		if page, known := pageOf[r.ID]; known {
			s.textRightAt(textRight, base, sheetText, s.voice.Number(page))
		}
		if r.Replaced {
			s.line(summaryDayAt, base-1.1, summarySlotsAt, base-1.1, 0.25, black)
		}
		y += summaryRow
		s.line(marginLeft, y, textRight, y, 0.15, hairline)
	}
}

// stateOf says what has become of a release, and the real minute of one that is done.
func (s *sheetPages) stateOf(r publication.SheetRelease) string {
	state := s.voice.Say(r.State())
	if r.Standing != publication.StandingDone || r.Replaced {
		return state
	}
	at := s.voice.Clock(r.DoneAt.Clock())
	if r.DoneAt.Date() != r.At.Date() {
		at = s.voice.ShortMoment(r.DoneAt)
	}
	if r.DoneBy == "" {
		return s.voice.Text("pdf.releases.state-done", "State", state, "At", at)
	}
	return s.voice.Text("pdf.releases.state-done-by", "State", state, "At", at, "By", r.DoneBy)
}

// sheetProof is a seal and the sentence that says of which draw it is.
type sheetProof struct{ sentence, seal string }

func (s *sheetPages) proofs() []sheetProof {
	proofs := []sheetProof{{s.clean(s.voice.Text("pdf.releases.seal-drawn", "At", s.DrawnAt)), s.Seal}}
	for _, again := range s.Redraws {
		proofs = append(proofs, sheetProof{s.clean(s.voice.Text("pdf.releases.seal-redrawn", "At", again.At)), again.Seal})
	}
	return proofs
}

// The slip's parts, from its cut.
const (
	slipHead  = 11.0
	slipProof = 15.5
	slipRoom  = 4.5 // above the sentences
)

func (s *sheetPages) slipTexts() []string {
	return []string{
		s.clean(s.voice.Text("pdf.releases.seal-meaning")),
		s.clean(s.voice.Text("pdf.releases.seal-verify", "Command", "creneauxctl publication verify --workspace F.creneaux --week "+s.Week.String())),
	}
}

func (s *sheetPages) slipHeight() float64 {
	height := slipHead + float64(1+len(s.Redraws))*slipProof + slipRoom
	for _, text := range s.slipTexts() {
		height += s.paragraphHeight(textWidth, sheetSmall, text)
	}
	return height
}

// slip is the part that may be cut off and given to whoever asks: the seals and what they
// mean. No moment to come is on it.
func (s *sheetPages) slip(y float64) {
	s.cut(y)
	s.text(marginLeft, y+7, sheetPart, s.clean(s.voice.Text("pdf.releases.seal", "Week", s.Week)))
	y += slipHead
	for _, proof := range s.proofs() {
		s.text(marginLeft, y+2.5, sheetSmall, proof.sentence)
		s.seal(marginLeft, y+7.5, proof.seal)
		y += slipProof
	}
	y += slipRoom
	for _, text := range s.slipTexts() {
		y = s.paragraph(marginLeft, y, textWidth, sheetSmall, text)
	}
}

// cut is a line along which paper is cut.
func (s *sheetPages) cut(y float64) {
	label := s.voice.Text("pdf.releases.cut")
	for x := marginLeft; x < textRight-widthOf(label, sheetFoot)-4; x += 3 {
		s.line(x, y, x+1.6, y, 0.25, grey)
	}
	s.textRightAt(textRight, y+0.8, sheetFoot, label)
}
