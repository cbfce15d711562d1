package pdf

import (
	"strconv"

	"creneaux/app/convocation"
)

// The notices of a letter stand below the papers: what makes it void in a frame,
// then side by side that it is free of charge and where to write.

const (
	voidInset   = 5.0
	voidNumeral = 5.0
	voidTextAt  = marginLeft + voidInset + voidNumeral
	voidWidth   = textWidth - 2*voidInset - voidNumeral
	noticeSpace = 10.0 // between two notices side by side
)

// notice is a short text under a heading.
type notice struct{ heading, text string }

func (p *letterPage) noticeColumns() (notices []notice, width float64) {
	notices = append(notices, notice{p.voice.Text("pdf.letter.free"), p.say(p.Free)})
	if p.Emergency.IsZero() {
		return notices, textWidth
	}
	notices = append(notices, notice{p.voice.Text("pdf.letter.emergency"), p.say(p.Emergency)})
	return notices, (textWidth - noticeSpace) / 2
}

// noticesHeight returns how much room the notices need, the gap above included.
func (p *letterPage) noticesHeight() float64 {
	notices, width := p.noticeColumns()
	highest := 0.0
	for _, n := range notices {
		highest = max(highest, p.paragraphHeight(width, letterNotice, n.text))
	}
	return p.voidHeight() + blockGap + noticeTop + highest
}

// noticeTop is the room for the rule and the heading of a notice.
var noticeTop = 2.4 + letterNoticeHead.capHeight() + 1.8

func (p *letterPage) notices() {
	p.void()
	notices, width := p.noticeColumns()
	bottom := p.y
	for i, n := range notices {
		x := marginLeft + float64(i)*(width+noticeSpace)
		p.line(x, p.y, x+width, p.y, 0.5, stateBlue)
		y := p.y + 2.4 + letterNoticeHead.capHeight()
		p.text(x, y, letterNoticeHead, n.heading)
		y = p.paragraph(x, p.y+noticeTop+letterNotice.capHeight(), width, letterNotice, n.text)
		bottom = max(bottom, y-letterNotice.leading())
	}
	p.y = bottom
}

func (p *letterPage) voidHeight() float64 {
	height := 0.0
	for _, reason := range p.Void {
		height += p.paragraphHeight(voidWidth, letterNotice, p.say(reason)) + voidGap
	}
	return height + voidTop + 2.2
}

const voidGap = 0.9

// voidTop is the room for the heading of the frame.
var voidTop = 3.4 + letterNoticeHead.capHeight() + 2.2

// void sets the reasons, numbered, in a frame that is seen in black and white.
func (p *letterPage) void() {
	height := p.voidHeight()
	p.frame(marginLeft, p.y, textWidth, height, 0.5, black)
	p.text(marginLeft+voidInset, p.y+3.4+letterNoticeHead.capHeight(), letterNoticeHead, p.voice.Text("pdf.letter.void"))
	y := p.y + voidTop + letterNotice.capHeight()
	numeral := letterNotice
	numeral.bold = true
	for i, reason := range p.Void {
		p.text(marginLeft+voidInset, y, numeral, strconv.Itoa(i+1))
		y = p.paragraph(voidTextAt, y, voidWidth, letterNotice, p.say(reason)) + voidGap
	}
	p.y += height + blockGap
}

// footer names the letter on every page, for sheets that come apart.
func (p *letterPage) footer(page int, several bool) {
	p.line(marginLeft, footerTop, textRight, footerTop, 0.2, hairline)
	y := footerTop + 4.2
	p.text(marginLeft, y, letterFooter, p.voice.Text("pdf.letter.footer",
		"Number", convocation.SpacedNumber(p.Number), "Date", p.voice.LongDate(p.IssuedAt.Date())))
	if several {
		p.textRightAt(textRight, y, letterFooter, p.voice.Text("pdf.page", "Page", page, "Pages", 2))
	}
}
