package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"sync"
)

// part is a finished piece of a file: the objects of some pages, their streams
// compressed, with numbers of their own from 1. Large files are made of several, one
// after the other or at the same time, so that no document ever holds thousands of
// pages.
type part struct {
	objects []object // object 1 is the root of the pages; the last two are the properties and the catalogue
	pages   int
}

// object is what stands between "n 0 obj" and "endobj".
type object struct {
	text   []byte // a dictionary, or that of the stream
	stream []byte // compressed; nil where there is none
}

// The places of the objects that a part has once: the root of its pages is the first,
// the properties and the catalogue are the last two.
const lastObjects = 2

// header begins a file; the second line tells programs that move files that this one is
// no text.
const header = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"

// unexpected says that a file of gofpdf is not as its writer makes it.
func unexpected(what string) error { return fmt.Errorf("pdf: %s is not where it was expected", what) }

// partOf takes a file apart that gofpdf wrote without compressing the pages.
func partOf(file []byte) (part, error) {
	offsets, table, err := crossReferences(file)
	if err != nil {
		return part{}, err
	}
	var p part
	places := append(slices.Sorted(slices.Values(offsets)), table)
	for i, offset := range offsets {
		after, _ := slices.BinarySearch(places, offset+1)
		if after == len(places) {
			return part{}, unexpected("an object")
		}
		o, err := objectOf(file[offset:places[after]], i+1)
		if err != nil {
			return part{}, err
		}
		p.objects = append(p.objects, o)
	}
	if len(p.objects) <= lastObjects {
		return part{}, unexpected("the root of the pages")
	}
	count := pageCount.FindSubmatch(p.objects[0].text)
	if count == nil {
		return part{}, unexpected("the number of pages")
	}
	p.pages, err = strconv.Atoi(string(count[1]))
	return p, err
}

var pageCount = regexp.MustCompile(`(?m)^/Count (\d+)$`)

// crossReferences returns where each object begins, in the order of the numbers, and
// where the last of them ends.
func crossReferences(file []byte) (offsets []int, table int, err error) {
	start := bytes.LastIndex(file, []byte("startxref\n"))
	if start < 0 {
		return nil, 0, unexpected("the end")
	}
	line, _, _ := bytes.Cut(file[start+len("startxref\n"):], []byte("\n"))
	if table, err = strconv.Atoi(string(line)); err != nil || table < 0 || table > start {
		return nil, 0, unexpected("the cross-reference table")
	}
	lines := bytes.Split(file[table:start], []byte("\n"))
	const firstEntry = 3 // after "xref", the range, and the entry of object 0
	for _, line := range lines[min(firstEntry, len(lines)):] {
		at, inUse := bytes.CutSuffix(line, []byte(" 00000 n "))
		if !inUse {
			break
		}
		offset, err := strconv.Atoi(string(at))
		if err != nil {
			return nil, 0, unexpected("an object")
		}
		offsets = append(offsets, offset)
	}
	return offsets, table, nil
}

var (
	streamBegins = []byte("\nstream\n")
	streamEnds   = []byte("\nendstream\nendobj\n")
	objectEnds   = []byte("endobj\n")
	plainLength  = regexp.MustCompile(`^<</Length \d+>>$`)
)

func objectOf(raw []byte, number int) (object, error) {
	body, ok := bytes.CutPrefix(raw, fmt.Appendf(nil, "%d 0 obj\n", number))
	if !ok {
		return object{}, unexpected("the beginning of an object")
	}
	if !bytes.HasSuffix(body, streamEnds) {
		text, ok := bytes.CutSuffix(body, objectEnds)
		if !ok {
			return object{}, unexpected("the end of an object")
		}
		return object{text: bytes.Clone(text)}, nil
	}
	at := bytes.Index(body, streamBegins)
	if at < 0 {
		return object{}, unexpected("the beginning of a stream")
	}
	text, data := body[:at], body[at+len(streamBegins):len(body)-len(streamEnds)]
	if !plainLength.Match(text) {
		return object{text: append(bytes.Clone(text), '\n'), stream: bytes.Clone(data)}, nil
	}
	small, err := compressed(data)
	return object{text: fmt.Appendf(nil, "<</Filter /FlateDecode /Length %d>>\n", len(small)), stream: small}, err
}

// compressors are kept, for each of them clears more than a megabyte when it is made.
var compressors = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(io.Discard, zlib.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

func compressed(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w := compressors.Get().(*zlib.Writer)
	defer compressors.Put(w)
	w.Reset(&out)
	_, err := w.Write(data)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return bytes.Clone(out.Bytes()), nil
}

// partsWriter writes parts as one file: their objects numbered through, and one root
// above those of their pages.
type partsWriter struct {
	to      io.Writer
	err     error // of the writer below, as it gave it
	at      int
	offsets []int
}

// writeParts writes parts as one file whose catalogue gets further entries; the first
// part tells its properties. Errors of w are returned unchanged.
func writeParts(w io.Writer, parts []part, entries string) error {
	p := &partsWriter{to: w}
	p.write([]byte(header))
	root := 1
	if len(parts) > 1 {
		root = numberAfter(parts)
	}
	var kids []byte
	pages, first, catalog := 0, 0, len(parts[0].objects)
	for i, piece := range parts {
		objects := piece.objects
		if i > 0 {
			objects = objects[:len(objects)-lastObjects]
		}
		for j, o := range objects {
			o.text = tagged(renumbered(o.text, first), i)
			switch {
			case len(parts) > 1 && j == 0:
				o.text = inserted(o.text, "/Type /Pages\n", fmt.Sprintf("/Parent %d 0 R\n", root))
			case i == 0 && j == catalog-1:
				o.text = inserted(o.text, "/Type /Catalog\n", entries)
				o.text = bytes.Replace(o.text, []byte("/Pages 1 0 R"), fmt.Appendf(nil, "/Pages %d 0 R", root), 1)
			}
			p.object(o)
		}
		kids = fmt.Appendf(kids, "%d 0 R ", first+1)
		first, pages = first+len(objects), pages+piece.pages
	}
	if len(parts) > 1 {
		p.object(object{text: fmt.Appendf(nil, "<</Type /Pages\n/Kids [%s]\n/Count %d\n>>\n", kids, pages)})
	}
	p.end(catalog)
	return p.err
}

// numberAfter returns the number that comes after those of the objects of all parts.
func numberAfter(parts []part) int {
	n := lastObjects + 1
	for _, piece := range parts {
		n += len(piece.objects) - lastObjects
	}
	return n
}

func (p *partsWriter) write(b []byte) {
	if p.err != nil {
		return
	}
	n, err := p.to.Write(b)
	p.at, p.err = p.at+n, err
}

func (p *partsWriter) object(o object) {
	p.offsets = append(p.offsets, p.at)
	p.write(append(fmt.Appendf(nil, "%d 0 obj\n", len(p.offsets)), o.text...))
	if o.stream != nil {
		p.write(streamBegins[1:])
		p.write(o.stream)
		p.write(streamEnds)
		return
	}
	p.write(objectEnds)
}

// end writes the table of the objects and what comes after it.
func (p *partsWriter) end(catalog int) {
	table := p.at
	tail := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(p.offsets)+1)
	for _, offset := range p.offsets {
		tail = fmt.Appendf(tail, "%010d 00000 n \n", offset)
	}
	tail = fmt.Appendf(tail, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n>>\nstartxref\n%d\n%%%%EOF\n",
		len(p.offsets)+1, catalog, catalog-1, table)
	p.write(tail)
}

func inserted(text []byte, after, entry string) []byte {
	return bytes.Replace(text, []byte(after), []byte(after+entry), 1)
}

var reference = regexp.MustCompile(`\b(\d+) 0 R\b`)

// renumbered returns the text of an object whose references point so many objects
// further. The objects of the first part stay where they are, and with them the only
// texts for people.
func renumbered(text []byte, by int) []byte {
	if by == 0 {
		return text
	}
	return reference.ReplaceAllFunc(text, func(found []byte) []byte {
		n, err := strconv.Atoi(string(found[:len(found)-len(" 0 R")]))
		if err != nil {
			return found
		}
		return fmt.Appendf(nil, "%d 0 R", n+by)
	})
}

// tagged marks the names of fonts as those of subsets (ISO 32000-1, 9.6.4), another one
// in each part: printers keep fonts by their names.
func tagged(text []byte, index int) []byte {
	tag := []byte("AAAAAA")
	for i := len(tag) - 1; i >= 0; i-- {
		tag[i] += byte(index % 26)
		index /= 26
	}
	return fontName.ReplaceAll(text, append(append([]byte("$1/"), tag...), "+utf8"...))
}

var fontName = regexp.MustCompile(`(/BaseFont |/FontName )/utf8`)
