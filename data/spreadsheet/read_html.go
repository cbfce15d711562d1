package spreadsheet

import (
	"context"
	"errors"
	"io"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/intake"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Many web platforms "export to Excel" by sending a page of HTML named .xls, which
// Excel opens. Its rows are those of the page's tables.

// isMarkup reports whether a text is a page or other markup rather than rows.
func isMarkup(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "<") && strings.Contains(text, ">")
}

// decodeHTML reads the rows of a page's tables. Line numbers count the rows, for the
// lines of the markup tell a person nothing.
func decodeHTML(ctx context.Context, text, encoding, name string, most limits) (intake.Table, error) {
	page := htmlRows{tokens: html.NewTokenizer(strings.NewReader(text)), rows: rowsCollector{most: most}}
	page.tokens.SetMaxBuf(1 << 20)
	if err := page.read(ctx); err != nil {
		return intake.Table{}, err
	}
	if len(page.rows.rows) == 0 {
		return intake.Table{}, agenda.NewProblem("IMPORT-FORMAT", "File", name)
	}
	return intake.Table{Encoding: encoding, Rows: page.rows.rows}, nil
}

// htmlRows collects the cells of a page.
type htmlRows struct {
	tokens *html.Tokenizer
	rows   rowsCollector
	line   int
	cells  []intake.Cell
	text   strings.Builder
	inCell bool
}

func (p *htmlRows) read(ctx context.Context) error {
	for n := 0; ; n++ {
		if n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		kind := p.tokens.Next()
		if kind == html.ErrorToken {
			if err := p.tokens.Err(); !errors.Is(err, io.EOF) {
				return errTooLarge // the only other error of a reader in memory: one endless token
			}
			return p.endRow()
		}
		if err := p.token(kind); err != nil {
			return err
		}
	}
}

func (p *htmlRows) token(kind html.TokenType) error {
	switch kind {
	case html.TextToken:
		if p.inCell {
			p.text.Write(p.tokens.Text())
		}
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		tag, _ := p.tokens.TagName()
		starts := kind != html.EndTagToken
		switch atom.Lookup(tag) {
		case atom.Tr, atom.Table:
			return p.endRow()
		case atom.Td, atom.Th:
			p.endCell()
			p.inCell = starts
		case atom.Br, atom.P, atom.Div:
			p.text.WriteByte(' ')
		}
	}
	return nil
}

func (p *htmlRows) endCell() {
	if p.inCell && len(p.cells) < p.rows.most.columns {
		p.cells = append(p.cells, intake.Text(intake.Clean(p.text.String())))
	}
	p.text.Reset()
	p.inCell = false
}

func (p *htmlRows) endRow() error {
	p.endCell()
	if len(p.cells) == 0 {
		return nil
	}
	p.line++
	cells := p.cells
	p.cells = nil
	return p.rows.add(p.line, cells)
}
