package pdf

import "creneaux/app/convocation"

// The papers to bring are a checklist. It takes the first of these forms that fits
// the room between the appointment and the notices; the tight ones set the notices
// closer too.
var paperForms = []paperForm{
	{columns: 1, style: letterText},
	{columns: 2, style: letterText.sized(9.5)},
	{columns: 2, style: letterText.sized(9), tight: true},
	{columns: 2, style: letterText.sized(8), tight: true},
	{columns: 3, style: letterText.sized(8), tight: true},
}

type paperForm struct {
	columns int
	style   typeStyle
	tight   bool
}

const (
	paperColumnSpace = 8.0
	paperHeading     = 7.5 // room for the heading of the list
)

func (f paperForm) width() float64 {
	return (textWidth - float64(f.columns-1)*paperColumnSpace) / float64(f.columns)
}

// box is the side of the square to tick.
func (f paperForm) box() float64 { return f.style.capHeight() + 0.5 }

func (f paperForm) textWidth() float64 { return f.width() - f.box() - 2.4 }

func (f paperForm) gap() float64 {
	if f.tight {
		return f.style.size * 0.105
	}
	return f.style.size * 0.16
}

func (p *letterPage) paperHeight(f paperForm, paper string) float64 {
	return p.paragraphHeight(f.textWidth(), f.style, paper) + f.gap()
}

// divide returns how many papers each column takes, in reading order and as even as
// that allows, and the height of the highest column.
func (p *letterPage) divide(f paperForm, papers []string) (columns []int, height float64) {
	heights := make([]float64, len(papers))
	highest, total := 0.0, 0.0
	for i, paper := range papers {
		heights[i] = p.paperHeight(f, paper)
		highest, total = max(highest, heights[i]), total+heights[i]
	}
	// The least height that the columns hold lies between an even share and that
	// share plus the highest paper; half a millimetre more does not show.
	const step = 0.5
	height = max(highest, total/float64(f.columns))
	for {
		if columns = fill(heights, height); len(columns) <= f.columns {
			return columns, height
		}
		height += step
	}
}

// fill returns how many of the blocks go in each column of a height.
func fill(heights []float64, room float64) (columns []int) {
	const rounding = 1e-6
	left := 0.0
	for _, h := range heights {
		if len(columns) == 0 || h > left+rounding {
			columns, left = append(columns, 0), room
		}
		columns[len(columns)-1]++
		left -= h
	}
	return columns
}

// papers sets the checklist and returns the papers that need a second page.
func (p *letterPage) papers() (moved []string) {
	if len(p.Papers) == 0 {
		return nil
	}
	for _, form := range paperForms {
		p.setTight(form.tight)
		if _, height := p.divide(form, p.Papers); height <= p.paperRoom() {
			p.checklist(p.voice.Text("pdf.letter.papers"), form, p.Papers)
			p.y += p.gap - form.gap()
			return nil
		}
	}
	form := paperForms[1]
	p.setTight(false)
	more := letterText
	more.bold = true
	room := p.paperRoom() - more.leading()
	here := len(p.Papers)
	for here > 0 {
		if _, height := p.divide(form, p.Papers[:here]); height <= room {
			break
		}
		here--
	}
	moved = p.Papers[here:]
	p.checklist(p.voice.Text("pdf.letter.papers"), form, p.Papers[:here])
	p.text(marginLeft, p.y+more.capHeight()+0.6, more, p.voice.Text("pdf.letter.papers-more", "Count", len(moved)))
	p.y += more.leading() + p.gap
	return moved
}

// setTight sets the notices closer, or not.
func (p *letterPage) setTight(tight bool) {
	p.noticeType, p.gap = letterNotice, blockGap
	if tight {
		p.noticeType, p.gap = tightNotice, tightGap
	}
}

// paperRoom returns the height between the heading of the papers and the notices.
func (p *letterPage) paperRoom() float64 {
	return contentEnd - p.y - p.noticesHeight() - paperHeading - p.gap
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
	columns, height := p.divide(f, papers)
	x := marginLeft
	for _, n := range columns {
		y := p.y
		for _, paper := range papers[:n] {
			p.frame(x+0.2, y, f.box(), f.box(), 0.35, black)
			p.paragraph(x+f.box()+2.4, y+f.style.capHeight()+0.2, f.textWidth(), f.style, paper)
			y += p.paperHeight(f, paper)
		}
		papers = papers[n:]
		x += f.width() + paperColumnSpace
	}
	p.y += height
}
