package pdf

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/wording"
)

// Report is what a writer has to say about the file it wrote.
type Report struct {
	Pages int
	// Remarks name the letters that did not come out as usual: papers moved to a
	// second page, characters that no font has.
	Remarks []agenda.Message
}

// WriteLetters writes a file of convocations in the order given, a page each, two
// where the papers do not fit. The sentences are the voice's; names and papers stay
// as they are. It works on all processors and yet writes the same bytes every time.
//
// The problems: PDF-NOTHING, there is no letter; PDF-CODE-UNFIT, a code fits no
// symbol that can be scanned at this size; PDF-FAILED. When the context ends,
// nothing is written and its error is returned. Errors of w are returned unchanged.
func WriteLetters(ctx context.Context, w io.Writer, letters []convocation.Letter, voice *wording.Voice, progress agenda.Progress) (Report, error) {
	if len(letters) == 0 {
		return Report{}, agenda.NewProblem("PDF-NOTHING")
	}
	title := voice.Text("pdf.letters.title", "Count", len(letters))
	if len(letters) == 1 {
		title = voice.Text("pdf.letter.title", "Number", convocation.SpacedNumber(letters[0].Number))
	}
	b := &letterBatch{
		letters: letters, voice: voice, progress: progress,
		begin: func() *document {
			return newDocument(voice, title, author(letters[0].Prefecture, letters[0].Service), latest(letters))
		},
	}
	parts, report, err := b.write(ctx)
	if err != nil {
		return Report{}, err
	}
	return report, writeParts(w, parts, catalogEntries(voice))
}

func latest(letters []convocation.Letter) agenda.Moment {
	var at agenda.Moment
	for i := range letters {
		at = max(at, letters[i].IssuedAt)
	}
	return at
}

func author(prefecture, service string) string {
	if prefecture == "" {
		return service
	}
	return prefecture + ", " + service
}

// The type of a letter, from the largest to the smallest.
var (
	letterTitle      = typeStyle{bold: true, size: 25, ink: stateBlue}
	letterName       = typeStyle{bold: true, size: 17, ink: black}
	letterKeyFact    = typeStyle{bold: true, size: 25, ink: black}
	letterDate       = typeStyle{bold: true, size: 17, ink: black}
	letterSubject    = typeStyle{size: 13, ink: black}
	letterhead       = typeStyle{bold: true, size: 13, ink: black}
	letterHeading    = typeStyle{bold: true, size: 11.5, ink: stateBlue}
	letterText       = typeStyle{size: 10, ink: black}
	letterNotice     = typeStyle{size: 9.5, ink: black}
	tightNotice      = typeStyle{size: 8.5, ink: black}
	letterNoticeHead = typeStyle{bold: true, size: 10, ink: black}
	letterLabel      = typeStyle{size: 8.5, ink: grey}
	letterNumber     = typeStyle{bold: true, size: 12.5, ink: black}
	letterFooter     = typeStyle{size: 8, ink: grey}
)

const (
	symbolSide = 36.0
	headerTop  = 16.0
	footerTop  = 284.5
	contentEnd = footerTop - 3
	blockGap   = 7.0
	tightGap   = 4.5
)

// letterPage is one letter while it is drawn; y is the top of what comes next.
type letterPage struct {
	*document
	convocation.Letter
	y float64

	reasons    []string // why the letter would be void
	remaining  []notice // that it is free, where to write
	noticeType typeStyle
	gap        float64 // between blocks
}

// letter draws a letter and returns what is unusual about it.
func (d *document) letter(letter convocation.Letter, s symbol) []agenda.Message {
	p := &letterPage{document: d, Letter: d.printableLetter(letter), noticeType: letterNotice, gap: blockGap}
	p.sayNotices()
	lost := d.takeLost()
	d.addPage()
	p.header()
	p.symbol(s)
	p.identity()
	p.appointment()
	moved := p.papers()
	p.notices()
	overflows := p.y > footerTop
	p.footer(1, len(moved) > 0)
	if len(moved) > 0 {
		p.furtherPapers(moved)
	}
	return p.remarks(lost, len(moved), overflows)
}

func (p *letterPage) remarks(lost string, moved int, overflows bool) []agenda.Message {
	var remarks []agenda.Message
	number := convocation.SpacedNumber(p.Number)
	if lost != "" {
		remarks = append(remarks, agenda.Msg("pdf.remark.characters", "Number", number, "Characters", lost))
	}
	if moved > 0 {
		remarks = append(remarks, agenda.Msg("pdf.remark.second-page", "Number", number, "Count", moved))
	}
	if overflows {
		remarks = append(remarks, agenda.Msg("pdf.remark.overflow", "Number", number))
	}
	return remarks
}

// printableLetter returns the letter with every text as the fonts can print it.
func (d *document) printableLetter(l convocation.Letter) convocation.Letter {
	for _, text := range []*string{
		&l.Prefecture, &l.Service, &l.Email, &l.Website, &l.Number, &l.Name, &l.BirthName, &l.Desk, &l.Procedure,
	} {
		*text = d.clean(*text)
	}
	l.Address = d.cleanAll(l.Address)
	l.Papers = d.cleanAll(l.Papers)
	return l
}

// say returns the sentence of a message, printable.
func (d *document) say(m agenda.Message) string { return d.clean(d.voice.Say(m)) }

// header sets who writes, beside a bar of the State's blue.
func (p *letterPage) header() {
	lines := []struct {
		text  string
		style typeStyle
	}{{p.Prefecture, letterhead}, {p.Service, letterSubject.sized(11)}}
	if p.Prefecture == "" {
		lines[0].text, lines = p.Service, lines[:1]
	}
	x, width := marginLeft+5, textWidth-symbolSide-15
	y := headerTop + letterhead.capHeight()
	for _, l := range lines {
		y = p.paragraph(x, y, width, l.style, l.text) + 0.4
	}
	y += 0.6
	for _, line := range p.Address {
		y = p.paragraph(x, y, width, letterLabel, line)
	}
	bottom := y - letterLabel.leading() + 1
	p.fill(marginLeft, headerTop-0.4, 1.1, bottom-headerTop+0.4, stateBlue)
	p.y = max(bottom, headerTop+23)
}

// symbol sets the code at the top right, where a person at the desk points a
// scanner, with the number to type below it.
func (p *letterPage) symbol(s symbol) {
	right := textRight
	if s.modules > 0 {
		p.path(right-symbolSide, headerTop, symbolSide, s.modules, s.path)
	}
	y := headerTop + symbolSide + 5
	p.textRightAt(right, y, letterLabel, p.voice.Text("pdf.letter.number"))
	p.textRightAt(right, y+5.2, letterNumber, convocation.SpacedNumber(p.Number))
}

// identity sets what the letter is and for whom.
func (p *letterPage) identity() {
	width := textWidth - symbolSide - 12
	y := p.y + 8 + letterTitle.capHeight()
	p.text(marginLeft, y, letterTitle, p.voice.Text("pdf.letter.heading"))
	y += 7
	y = p.paragraph(marginLeft, y, width, letterSubject, p.Procedure)
	y = max(y, headerTop+symbolSide+18)

	p.text(marginLeft, y, letterLabel, p.voice.Text("pdf.letter.name"))
	style := fit(p.Name, letterName, 12, textWidth, 2)
	y = p.paragraph(marginLeft, y+2.2+style.capHeight()+1, textWidth, style, p.Name)
	y -= 0.8
	for _, fact := range p.civilStatus() {
		y = p.paragraph(marginLeft, y, textWidth, letterText, fact)
	}
	y += 1.6
	y = p.paragraph(marginLeft, y, textWidth, letterText, p.say(p.Opening))
	p.y = y - letterText.leading() + 4.5
}

// civilStatus returns what tells apart people of one name, a line each.
func (p *letterPage) civilStatus() (facts []string) {
	if p.BirthName != "" {
		facts = append(facts, p.clean(p.voice.Text("pdf.letter.birth-name", "Name", p.BirthName)))
	}
	if !p.BirthDate.IsZero() {
		facts = append(facts, p.clean(p.voice.Text("pdf.letter.birth-date", "Date", p.voice.ShortDate(p.BirthDate))))
	}
	return facts
}

// appointment sets the day, the hour and the desk so that they are seen first.
func (p *letterPage) appointment() {
	const (
		height = 25.0
		inset  = 6.0
	)
	columns := []struct {
		x, width float64
		label    string
		style    typeStyle
		text     string
	}{
		{marginLeft + inset, 84, p.voice.Text("pdf.letter.date"), letterDate, p.clean(p.voice.LongDate(p.Date))},
		{marginLeft + 97, 32, p.voice.Text("pdf.letter.hour"), letterKeyFact, p.clean(p.voice.Clock(p.Start))},
		{marginLeft + 136, textWidth - 136 - 3, p.voice.Text("pdf.letter.desk"), letterKeyFact, p.Desk},
	}
	p.fill(marginLeft, p.y, textWidth, height, paleBlue)
	p.fill(marginLeft, p.y, 1.8, height, stateBlue)
	base := p.y + 17
	for i, c := range columns {
		if i > 0 {
			p.line(c.x-5, p.y+4.5, c.x-5, p.y+height-4.5, 0.25, hairline)
		}
		p.text(c.x, p.y+6.8, letterLabel, c.label)
		style := fit(c.text, c.style, c.style.size, c.width, 1)
		if widthOf(c.text, style) <= c.width {
			p.text(c.x, base, style, c.text)
			continue
		}
		style = fit(c.text, c.style.sized(14), 7, c.width, 2)
		p.paragraph(c.x, base-style.leading()/2+0.6, c.width, style, c.text)
	}
	p.y += height + p.gap
}
