package pdf

import "creneaux/app/convocation"

// The papers to bring are a checklist. It takes the first of these forms that fits
// the room between the appointment and the notices.
var paperForms = []paperForm{
	{columns: 1, style: letterText},
	{columns: 2, style: letterText.sized(9.5)},
	{columns: 2, style: letterText.sized(8.5)},
	{columns: 2, style: letterText.sized(8)},
}

type paperForm struct {
	columns int
	style   typeStyle
}

const (
	paperColumnSpace = 8.0
	paperHeading     = 8.0 // room for the heading of the list
)

func (f paperForm) width() float64 {
	return (textWidth - float64(f.columns-1)*paperColumnSpace) / float64(f.columns)
}

// box is the side of the square to tick.
func (f paperForm) box() float64 { return f.style.capHeight() + 0.5 }

func (f paperForm) textWidth() float64 { return f.width() - f.box() - 2.4 }

func (f paperForm) gap() float64 { return f.style.size * 0.16 }

func (p *letterPage) paperHeight(f paperForm, paper string) float64 {
	return p.paragraphHeight(f.textWidth(), f.style, paper) + f.gap()
}

// divide returns how many of the papers go in the first column so that the columns
// are as even as they can be, and the height of the higher.
func (p *letterPage) divide(f paperForm, papers []string) (first int, height float64) {
	total := 0.0
	for _, paper := range papers {
		total += p.paperHeight(f, paper)
	}
	if f.columns == 1 {
		return len(papers), total
	}
	left, height := 0.0, total
	for i, paper := range papers {
		left += p.paperHeight(f, paper)
		if higher := max(left, total-left); higher < height {
			first, height = i+1, higher
		}
	}
	if first == 0 {
		return len(papers), height
	}
	return first, height
}

// papers sets the checklist and returns the papers that need a second page.
func (p *letterPage) papers() (moved []string) {
	if len(p.Papers) == 0 {
		return nil
	}
	room := contentEnd - p.y - p.noticesHeight() - paperHeading - blockGap
	for _, form := range paperForms {
		if _, height := p.divide(form, p.Papers); height <= room {
			p.checklist(p.voice.Text("pdf.letter.papers"), form, p.Papers)
			p.y += blockGap - form.gap()
			return nil
		}
	}
	form := paperForms[len(paperForms)-1]
	room -= letterNotice.leading()
	here := len(p.Papers)
	for here > 0 {
		if _, height := p.divide(form, p.Papers[:here]); height <= room {
			break
		}
		here--
	}
	moved = p.Papers[here:]
	p.checklist(p.voice.Text("pdf.letter.papers"), form, p.Papers[:here])
	more := letterNotice
	more.bold = true
	p.text(marginLeft, p.y+more.capHeight()+0.6, more, p.voice.Text("pdf.letter.papers-more", "Count", len(moved)))
	p.y += more.leading() + blockGap
	return moved
}

// furtherPapers sets a second page with the papers that the first had no room for.
func (p *letterPage) furtherPapers(papers []string) {
	p.addPage()
	y := headerTop + letterhead.capHeight()
	p.text(marginLeft, y, letterhead, p.voice.Text("pdf.letter.title", "Number", convocation.SpacedNumber(p.Number)))
	y = p.paragraph(marginLeft, y+6, textWidth, letterText, p.Name)
	p.line(marginLeft, y-1.5, textRight, y-1.5, 0.5, stateBlue)
	p.y = y + 5
	room := contentEnd - p.y - paperHeading
	form := paperForms[len(paperForms)-1]
	for _, f := range paperForms {
		if _, height := p.divide(f, papers); height <= room {
			form = f
			break
		}
	}
	p.checklist(p.voice.Text("pdf.letter.papers-rest"), form, papers)
	p.footer(2, true)
}

// checklist sets a heading and papers, column after column, each behind a square.
func (p *letterPage) checklist(heading string, f paperForm, papers []string) {
	p.text(marginLeft, p.y+letterHeading.capHeight(), letterHeading, heading)
	p.y += paperHeading
	first, height := p.divide(f, papers)
	y := p.y
	for i, paper := range papers {
		if i == first {
			y = p.y
		}
		x := marginLeft
		if i >= first {
			x += f.width() + paperColumnSpace
		}
		p.frame(x+0.2, y, f.box(), f.box(), 0.35, black)
		p.paragraph(x+f.box()+2.4, y+f.style.capHeight()+0.2, f.textWidth(), f.style, paper)
		y += p.paperHeight(f, paper)
	}
	p.y += height
}
