package pdf

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// An A4 page, in millimetres. The margins are inside what every office printer
// reaches.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	marginLeft = 20.0
	textRight  = pageWidth - 20.0
	textWidth  = textRight - marginLeft

	millimetresPerPoint = 25.4 / 72
)

// ink is a colour. Each stays apart from the others, and legible, in black and white.
type ink struct{ red, green, blue int }

var (
	black     = ink{22, 22, 22}
	grey      = ink{84, 84, 84}
	hairline  = ink{170, 170, 170}
	stateBlue = ink{0, 0, 145} // #000091, of the State's graphic charter
	paleBlue  = ink{243, 243, 252}
)

// document is the only place that knows gofpdf: pages, texts, lines, frames and
// filled shapes in millimetres from the top left corner.
type document struct {
	out   *gofpdf.Fpdf
	voice *wording.Voice

	face string  // selected, "" at the start of a page
	size float64 // selected, points
	ink  ink     // selected for text

	height float64                // of the page
	loaded map[string]*characters // faces that are in the file
	wraps  map[paragraph][]string // of paragraphs that come again
	lost   map[rune]bool          // characters replaced since they were last asked for
}

type paragraph struct {
	text  string
	style typeStyle
	width float64
}

// newDocument begins a file. at is what its properties say it was made at.
func newDocument(voice *wording.Voice, title, author string, at agenda.Moment) *document {
	out := gofpdf.New("P", "mm", "A4", "")
	out.SetCatalogSort(true)
	out.SetCompression(false) // see [part]
	out.SetAutoPageBreak(false, 0)
	out.SetMargins(0, 0, 0)
	title, _ = printable(title) // gofpdf fails on the characters that it cannot write
	out.SetTitle(title, true)
	author, _ = printable(author)
	out.SetAuthor(author, true)
	out.SetCreator("Créneaux", true)
	out.SetProducer("Créneaux", true)
	made := at.Time()
	if at.IsZero() {
		made = time.Unix(0, 0).UTC() // gofpdf takes the hour of the machine for a zero time
	}
	out.SetCreationDate(made)
	out.SetModificationDate(made)
	return &document{
		out: out, voice: voice,
		loaded: map[string]*characters{}, wraps: map[paragraph][]string{}, lost: map[rune]bool{},
	}
}

func (d *document) addPage() {
	d.out.AddPage()
	d.beginPage(pageHeight)
}

// addPageAcross adds a page in landscape.
func (d *document) addPageAcross() {
	d.out.AddPageFormat("L", gofpdf.SizeType{Wd: pageWidth, Ht: pageHeight})
	d.beginPage(pageWidth)
}

func (d *document) beginPage(height float64) {
	d.height, d.face, d.ink = height, "", black
	d.out.SetTextColor(black.red, black.green, black.blue)
}

// text sets one line with its base line at y and returns its width.
func (d *document) text(x, y float64, style typeStyle, text string) float64 {
	start := x
	for _, r := range runsOf(text, style.bold) {
		d.selectFace(r.face, style)
		d.show(x, y, r)
		x += float64(r.width) / 1000 * style.size * millimetresPerPoint
	}
	return x - start
}

// textRightAt sets one line that ends at x.
func (d *document) textRightAt(x, y float64, style typeStyle, text string) {
	d.text(x-widthOf(text, style), y, style, text)
}

// paragraph sets a text in lines of a width, the first with its base line at y, and
// returns the base line that would come next.
func (d *document) paragraph(x, y, width float64, style typeStyle, text string) float64 {
	for _, line := range d.wrapped(text, style, width) {
		d.text(x, y, style, line)
		y += style.leading()
	}
	return y
}

// paragraphHeight returns how high [document.paragraph] sets a text.
func (d *document) paragraphHeight(width float64, style typeStyle, text string) float64 {
	return float64(len(d.wrapped(text, style, width))) * style.leading()
}

// clean makes a text printable and remembers what was lost.
func (d *document) clean(text string) string {
	printed, lost := printable(text)
	for _, r := range lost {
		d.lost[r] = true
	}
	return printed
}

func (d *document) cleanAll(texts []string) []string {
	cleaned := make([]string, len(texts))
	for i, text := range texts {
		cleaned[i] = d.clean(text)
	}
	return cleaned
}

// takeLost returns the characters replaced since it was last called, in order.
func (d *document) takeLost() string {
	if len(d.lost) == 0 {
		return ""
	}
	codes := make([]string, 0, len(d.lost))
	for _, r := range slices.Sorted(maps.Keys(d.lost)) {
		codes = append(codes, fmt.Sprintf("%c (U+%04X)", r, r))
	}
	clear(d.lost)
	return strings.Join(codes, ", ")
}

// wrapped is [wrap] for paragraphs, which come again on page after page.
func (d *document) wrapped(text string, style typeStyle, width float64) []string {
	key := paragraph{text, style, width}
	lines, known := d.wraps[key]
	if !known {
		lines = wrap(text, style, width)
		d.wraps[key] = lines
	}
	return lines
}

func (d *document) selectFace(f face, style typeStyle) {
	name := f.family + f.style
	if d.loaded[name] == nil {
		// Bytes of its own: gofpdf keeps and rewrites them.
		d.out.AddUTF8FontFromBytes(f.family, f.style, f.load())
		d.loaded[name] = new(characters)
	}
	if d.face != name || d.size != style.size {
		d.out.SetFont(f.family, f.style, style.size)
		d.face, d.size = name, style.size
	}
	if d.ink != style.ink {
		d.out.SetTextColor(style.ink.red, style.ink.green, style.ink.blue)
		d.ink = style.ink
	}
}

// line draws a line, its width in millimetres.
func (d *document) line(x1, y1, x2, y2, width float64, colour ink) {
	d.out.SetDrawColor(colour.red, colour.green, colour.blue)
	d.out.SetLineWidth(width)
	d.out.Line(x1, y1, x2, y2)
}

// frame draws the outline of a rectangle.
func (d *document) frame(x, y, width, height, thickness float64, colour ink) {
	d.out.SetDrawColor(colour.red, colour.green, colour.blue)
	d.out.SetLineWidth(thickness)
	d.out.Rect(x, y, width, height, "D")
}

// fill fills a rectangle.
func (d *document) fill(x, y, width, height float64, colour ink) {
	d.out.SetFillColor(colour.red, colour.green, colour.blue)
	d.out.Rect(x, y, width, height, "F")
}

// path fills a path in black, drawn in its own units: its square of so many units is
// placed at x, y with sides of so many millimetres.
func (d *document) path(x, y, side float64, units int, operators string) {
	const k = 1 / millimetresPerPoint
	scale := side * k / float64(units)
	d.out.RawWriteStr(fmt.Sprintf("q 0 g %.4f 0 0 %.4f %.3f %.3f cm\n%sf Q", scale, -scale, x*k, (pageHeight-y)*k, operators))
}

// finish ends the document and returns it as a part of a file.
func (d *document) finish() (part, error) {
	var file bytes.Buffer
	if err := d.out.Output(&file); err != nil {
		return part{}, agenda.NewProblem("PDF-FAILED").Because(err)
	}
	p, err := partOf(file.Bytes())
	if err != nil {
		return part{}, agenda.NewProblem("PDF-FAILED").Because(err)
	}
	return p, nil
}

// writeTo ends the file and writes it.
func (d *document) writeTo(w io.Writer) error {
	p, err := d.finish()
	if err != nil {
		return err
	}
	return writeParts(w, []part{p}, catalogEntries(d.voice))
}

// catalogEntries are those that gofpdf 1.16 has no call for: the language, and that the
// title is shown instead of the file's name.
func catalogEntries(voice *wording.Voice) string {
	return "/Lang (" + languageTag(voice) + ")\n/ViewerPreferences <</DisplayDocTitle true>>\n"
}

func languageTag(voice *wording.Voice) string {
	if voice.Language() == wording.English {
		return "en-GB"
	}
	return "fr-FR"
}
