package help

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// run is a piece of text in one look.
type run struct {
	text         string
	bold, italic bool
	code         bool   // a code of a problem, a name of a file
	key          bool   // a key to press
	to           string // where it leads, "page#anchor"; "": nowhere
}

// kind is what a block is.
type kind int

const (
	paragraph kind = iota
	heading
	item // of a list
	note
	grid // a table
	picture
)

// block is a part of a page that stands under the one before it.
type block struct {
	kind   kind
	runs   []run
	level  int    // of a heading from 1, of an item from 0
	anchor string // of a heading
	code   bool   // whether the heading is the code of a problem
	marker string // of an item: "•", "1."
	file   string // of a picture; its runs are what it shows, in words
	rows   [][][]run
	inner  []block // of a note
}

// said returns the words of a block without their look.
func (b block) said() string {
	var out []string
	add := func(runs []run) {
		var line strings.Builder
		for _, r := range runs {
			line.WriteString(r.text)
		}
		if line.Len() > 0 {
			out = append(out, line.String())
		}
	}
	add(b.runs)
	for _, row := range b.rows {
		for _, cell := range row {
			add(cell)
		}
	}
	for _, within := range b.inner {
		out = append(out, within.said())
	}
	return strings.Join(out, " ")
}

// Names of the window and keys are set between these signs before the text is read, so
// that nothing in them is taken for Markdown.
const (
	nameBegins, nameEnds = '\ue000', '\ue001'
	keyBegins, keyEnds   = '\ue002', '\ue003'
)

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithHeadingAttribute()))

// parse reads Markdown.
func parse(source string) []block {
	raw := []byte(source)
	r := reader{source: raw}
	return r.blocks(markdown.Parser().Parse(text.NewReader(raw)), 0)
}

type reader struct{ source []byte }

func (r reader) blocks(parent ast.Node, depth int) (blocks []block) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			blocks = append(blocks, block{kind: heading, level: n.Level, anchor: anchorOf(n), runs: r.runs(n, run{})})
		case *ast.List:
			blocks = append(blocks, r.list(n, depth)...)
		case *ast.Blockquote:
			blocks = append(blocks, block{kind: note, inner: r.blocks(n, 0)})
		case *table.Table:
			blocks = append(blocks, block{kind: grid, rows: r.rows(n)})
		case *ast.Paragraph, *ast.TextBlock:
			blocks = append(blocks, r.paragraph(n))
		}
	}
	return blocks
}

func anchorOf(n *ast.Heading) string {
	id, _ := n.AttributeString("id")
	name, _ := id.([]byte)
	return string(name)
}

// paragraph is a picture where nothing but a picture stands in it.
func (r reader) paragraph(n ast.Node) block {
	if image, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
		return block{kind: picture, file: string(image.Destination), runs: r.runs(image, run{})}
	}
	return block{kind: paragraph, runs: r.runs(n, run{})}
}

func (r reader) list(list *ast.List, depth int) (blocks []block) {
	number := list.Start
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		marker := "•"
		if list.IsOrdered() {
			marker = strconv.Itoa(number) + "."
			number++
		}
		for i, within := range r.blocks(n, depth+1) {
			if within.kind == paragraph {
				within.kind, within.level = item, depth
			}
			if i == 0 {
				within.marker = marker
			}
			blocks = append(blocks, within)
		}
	}
	return blocks
}

func (r reader) rows(n ast.Node) (rows [][][]run) {
	for line := n.FirstChild(); line != nil; line = line.NextSibling() {
		_, head := line.(*table.TableHeader)
		var row [][]run
		for cell := line.FirstChild(); cell != nil; cell = cell.NextSibling() {
			row = append(row, r.runs(cell, run{bold: head}))
		}
		rows = append(rows, row)
	}
	return rows
}

// runs returns the texts in a node; look is that of what they stand in.
func (r reader) runs(parent ast.Node, look run) (runs []run) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		within := look
		switch n := n.(type) {
		case *ast.Text:
			said := string(n.Segment.Value(r.source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				said += " "
			}
			runs = append(runs, named(said, look)...)
			continue
		case *ast.Emphasis:
			within.bold = look.bold || n.Level == 2
			within.italic = look.italic || n.Level == 1
		case *ast.CodeSpan:
			within.code = true
		case *ast.Link:
			within.to = string(n.Destination)
		}
		runs = append(runs, r.runs(n, within)...)
	}
	return runs
}

// named splits a text at the names and the keys in it.
func named(said string, look run) (runs []run) {
	add := func(text string, look run) {
		if text != "" {
			look.text = text
			runs = append(runs, look)
		}
	}
	for said != "" {
		at := strings.IndexAny(said, string([]rune{nameBegins, keyBegins}))
		if at < 0 {
			break
		}
		add(said[:at], look)
		special, end := look, string(nameEnds)
		special.bold = true
		if strings.HasPrefix(said[at:], string(keyBegins)) {
			special, end = look, string(keyEnds)
			special.key = true
		}
		name, rest, _ := strings.Cut(said[at+len(string(nameBegins)):], end)
		add(name, special)
		said = rest
	}
	add(said, look)
	return runs
}
