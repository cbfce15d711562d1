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

// sayNotices puts the notices into words, once a letter.
func (p *letterPage) sayNotices() {
	for _, reason := range p.Void {
		p.reasons = append(p.reasons, p.say(reason))
	}
	p.remaining = []notice{{p.voice.Text("pdf.letter.free"), p.say(p.Free)}}
	if !p.Emergency.IsZero() {
		p.remaining = append(p.remaining, notice{p.voice.Text("pdf.letter.emergency"), p.say(p.Emergency)})
	}
}

// noticeWidth returns the width of each of the notices side by side.
func (p *letterPage) noticeWidth() float64 {
	if len(p.remaining) == 1 {
		return textWidth
	}
	return (textWidth - noticeSpace) / 2
}

// noticesHeight returns how much room the notices need, the gap above included.
func (p *letterPage) noticesHeight() float64 {
	width, highest := p.noticeWidth(), 0.0
	for _, n := range p.remaining {
		highest = max(highest, p.paragraphHeight(width, p.noticeType, n.text))
	}
	return p.voidHeight() + p.gap + noticeTop + highest
}

// noticeTop is the room for the rule and the heading of a notice.
var noticeTop = noticeHeadAt + 2.6

var noticeHeadAt = 2.6 + letterNoticeHead.capHeight()

func (p *letterPage) notices() {
	p.void()
	width, bottom := p.noticeWidth(), p.y
	for i, n := range p.remaining {
		x := marginLeft + float64(i)*(width+noticeSpace)
		p.line(x, p.y, x+width, p.y, 0.5, stateBlue)
		p.text(x, p.y+noticeHeadAt, letterNoticeHead, n.heading)
		y := p.paragraph(x, p.y+noticeTop+p.noticeType.capHeight(), width, p.noticeType, n.text)
		bottom = max(bottom, y-p.noticeType.leading())
	}
	p.y = bottom
}

func (p *letterPage) voidHeight() float64 {
	height := 0.0
	for _, reason := range p.reasons {
		height += p.paragraphHeight(voidWidth, p.noticeType, reason) + voidGap
	}
	return height + voidTop + voidBottom
}

const (
	voidGap    = 0.9 // between two reasons
	voidBottom = 2.0
)

// voidTop is the room for the heading of the frame.
var voidTop = voidHeadAt + 2.8

var voidHeadAt = 3.6 + letterNoticeHead.capHeight()

// void sets the reasons, numbered, in a frame that is seen in black and white.
func (p *letterPage) void() {
	height := p.voidHeight()
	p.frame(marginLeft, p.y, textWidth, height, 0.5, black)
	p.text(marginLeft+voidInset, p.y+voidHeadAt, letterNoticeHead, p.voice.Text("pdf.letter.void"))
	y := p.y + voidTop + p.noticeType.capHeight()
	numeral := p.noticeType
	numeral.bold = true
	for i, reason := range p.reasons {
		p.text(marginLeft+voidInset, y, numeral, strconv.Itoa(i+1))
		y = p.paragraph(voidTextAt, y, voidWidth, p.noticeType, reason) + voidGap
	}
	p.y += height + p.gap
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
