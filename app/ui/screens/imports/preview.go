package imports

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The parts of the preview.
const (
	tabColumns  = "columns"
	tabRejected = "rejected"
	tabPassed   = "passed"
	tabRules    = "rules"
)

// preview shows what a file would bring, or has brought.
type preview struct {
	s        *Screen
	tabs     *widgets.Tabs
	rejected *widgets.DataTable
	passed   *widgets.DataTable
	rules    *widgets.DataTable
	headers  *widgets.DataTable
	of       *draft // what the tables hold
	filled   *office.ImportResult
	take     *widgets.Button
	asked    *draft        // whose row of titles the table offers
	scrolled fyne.Position // of the columns
	warned   bool          // that values were not read, when the import was done
}

// newPreview returns the preview. The rows of its tables are all there: asking for them
// beside the window would empty the tables for a moment.
func newPreview(s *Screen) *preview {
	voice := s.p.Voice
	p := &preview{s: s}
	p.tabs = widgets.NewTabs(nil, func(string) { s.draw() })
	p.rejected = widgets.NewDataTable(widgets.TableParams{ID: rejectedKey, Memory: s.p.Memory, Columns: rejectionColumns(voice), Voice: voice, Background: widgets.Inline, Signs: true, Multiple: true, Label: voice.Text("screen.imports.tab.rejected")})
	p.rejected.OnSelection = func(widgets.Selection) { s.status.SetText(s.said()) }
	p.rejected.Menu = func(widgets.Selection) []widgets.MenuItem { return s.menu(idRejects) }
	p.rejected.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconCheck(), Ink: theme.ColorSuccessText, Title: voice.Text("screen.imports.reject.none"),
		})
	})
	p.passed = widgets.NewDataTable(widgets.TableParams{ID: passedKey, Memory: s.p.Memory, Columns: passedColumns(voice), Voice: voice, Background: widgets.Inline, Label: voice.Text("screen.imports.tab.passed")})
	p.passed.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewNotice(widgets.NoticeParams{
			Icon: theme.IconCheck(), Ink: theme.ColorSuccessText, Title: voice.Text("screen.imports.passed.none"),
		})
	})
	p.rules = widgets.NewDataTable(widgets.TableParams{ID: rulesKey, Memory: s.p.Memory, Columns: ruleColumns(voice), Voice: voice, Background: widgets.Inline, Signs: true, Label: voice.Text("screen.imports.tab.rules")})
	p.headers = widgets.NewDataTable(widgets.TableParams{ID: headersKey, Memory: s.p.Memory, Columns: headerColumns(voice), Voice: voice, Background: widgets.Inline, Label: voice.Text("screen.imports.header.cells")})
	p.take = widgets.NewButton(widgets.Primary, voice.Text("screen.imports.header.take"), theme.IconCheck(), p.takeSelectedHeader)
	p.headers.OnSelected = func(int, widgets.Row) { s.acted() }
	p.headers.OnUnselected = s.acted
	p.headers.Menu = func(widgets.Selection) []widgets.MenuItem { return s.menu(idHeader) }
	p.headers.OnActivated = func(index int, _ widgets.Row) { p.takeHeader(index) }
	return p
}

// show returns the preview of a draft as it is now.
func (p *preview) show(d *draft) fyne.CanvasObject {
	if p.of != d {
		p.of, p.scrolled, p.warned = d, fyne.Position{}, false
		p.tabs.Select(tabColumns)
	}
	if d.mapping.HeaderLine == 0 {
		return p.askHeader(d)
	}
	if d.result != nil && d.result != p.filled {
		p.filled = d.result
		p.rejected.SetSource(widgets.Rows(rejectionRows(*d.result, p.s.p.Voice)))
		p.passed.SetSource(widgets.Rows(passedRows(d.result.Reading.Passed, p.s.p.Voice)))
		p.rules.SetSource(widgets.Rows(ruleRows(d.result.RulesOff, p.s.p.Voice)))
	}
	p.tabs.Set(p.parts(d))
	if d.result != nil && d.committed && len(d.result.Rejected) > 0 && !p.warned {
		p.warned = true
		p.tabs.Select(tabRejected)
	}
	content := p.content(d)
	parts := []fyne.CanvasObject{p.about(d), p.counts(d), p.bar(d), content}
	if gone := p.gone(d); gone != nil {
		parts = slices.Insert(parts, 2, gone)
	}
	if more := p.additions(d); more != nil {
		parts = slices.Insert(parts, 1, more)
	}
	return widgets.Parts(content, parts...)
}

// gone tells what becomes of the bookings that the file no longer has: where it is only a
// part of an export, that is not what somebody wants. nil where there are none.
func (p *preview) gone(d *draft) fyne.CanvasObject {
	if d.result == nil || d.committed || d.result.Import.Gone == 0 {
		return nil
	}
	said := widgets.NewParagraph(widgets.RoleBody, p.s.p.Voice.Text("screen.imports.status.gone", "Count", d.result.Import.Gone))
	said.SetState(widgets.Warning)
	return widgets.NewSurface(theme.ColorWarningSoft, widgets.EdgeAll, widgets.Inset(theme.SizeGap, said))
}

// additions tells of columns that an earlier import did not have, and offers to read
// them; nil where there are none.
func (p *preview) additions(d *draft) fyne.CanvasObject {
	if len(d.additions) == 0 || d.committed {
		return nil
	}
	voice := p.s.p.Voice
	var titles []string
	for _, o := range d.options() {
		for _, f := range intake.Fields() {
			if column, ok := d.additions[f]; ok && column == o.column {
				titles = append(titles, voice.Text("screen.imports.additions.one", "Title", o.title, "Field", f.Label()))
			}
		}
	}
	said := widgets.NewParagraph(widgets.RoleBody, voice.Text("screen.imports.additions", "Count", len(titles), "Titles", strings.Join(titles, ", ")))
	said.SetState(widgets.Info)
	take := widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.additions.take", "Count", len(titles)), theme.IconCheck(), p.s.takeAdditions)
	p.s.explain(take, idAdditions)
	return widgets.NewSurface(theme.ColorInfoSoft, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Flow(said, said, take)))
}

// encodingName writes the name of an encoding as people write it.
func encodingName(name string) string {
	if rest, ok := strings.CutPrefix(name, "windows-"); ok {
		return "Windows-" + rest
	}
	return strings.ToUpper(name)
}

// about says which file it is and how it was read.
func (p *preview) about(d *draft) fyne.CanvasObject {
	voice := p.s.p.Voice
	parts := []string{voice.Text("screen.imports.about.source", "Source", d.source), voice.Text("screen.imports.about.header", "Line", d.mapping.HeaderLine)}
	if d.table.Sheet != "" && (d.committed || len(d.table.Others) == 0) {
		parts = append(parts, voice.Text("screen.imports.about.sheet", "Sheet", d.table.Sheet))
	}
	if d.table.Encoding != "" {
		parts = append(parts, voice.Text("screen.imports.about.encoding", "Encoding", encodingName(d.table.Encoding)))
	}
	if d.result != nil && d.result.Reading.Mended {
		parts = append(parts, voice.Text("screen.imports.about.mended"))
	}
	name := widgets.NewText(widgets.RoleHeading, d.table.File)
	said := widgets.NewText(widgets.RoleMuted, strings.Join(parts, " · "))
	said.SetMinWidth(0)
	if d.committed {
		return widgets.AcrossWith(said, name, said)
	}
	line := []fyne.CanvasObject{name, said}
	if len(d.table.Others) > 0 {
		line = append(line, p.sheets(d))
	}
	line = append(line, widgets.NewButton(widgets.Flat, voice.Text("screen.imports.header.change"), nil, p.s.askHeader))
	return widgets.AcrossWith(said, line...)
}

// sheets lets a person choose another sheet of the workbook.
func (p *preview) sheets(d *draft) fyne.CanvasObject {
	all := d.table.Sheets()
	labels := make([]string, len(all))
	for i, sheet := range all {
		labels[i] = p.s.p.Voice.Text("screen.imports.sheet.one", "Sheet", sheet.Sheet, "Count", len(sheet.Rows))
	}
	choose := widgets.NewSelect(labels, 0, func(i int) { p.s.readSheet(all[i].Sheet) })
	choose.SetAccessibleLabel(p.s.p.Voice.Text("screen.imports.sheet"))
	return choose
}

// counts shows what the file brings to what is known.
func (p *preview) counts(d *draft) fyne.CanvasObject {
	voice := p.s.p.Voice
	if d.result == nil {
		return p.whyNot(d)
	}
	i := d.result.Import
	tile := func(label string, n int, detail string, state widgets.State) fyne.CanvasObject {
		t := widgets.NewStatTile(label)
		if n == 0 {
			detail, state = "", widgets.Plain
		}
		t.Set(voice.Number(n), detail, state)
		return t
	}
	read := voice.Text("screen.imports.detail.rows")
	if passed := i.Passed(); passed > 0 {
		read = voice.Text("screen.imports.detail.passed", "Count", passed)
	}
	return widgets.Evenly(
		tile(voice.Text("screen.imports.count.rows"), i.Rows, read, widgets.Plain),
		tile(voice.Text("screen.imports.count.new"), i.New, voice.Text("screen.imports.detail.new"), widgets.Plain),
		tile(voice.Text("screen.imports.count.changed"), i.Changed, voice.Text("screen.imports.detail.changed"), widgets.Plain),
		tile(voice.Text("screen.imports.count.unchanged"), i.Unchanged, voice.Text("screen.imports.detail.unchanged"), widgets.Plain),
		tile(voice.Text("screen.imports.count.gone"), i.Gone, voice.Text("screen.imports.detail.gone"), widgets.Warning),
		tile(voice.Text("screen.imports.count.rejected"), i.Rejected, voice.Text("screen.imports.detail.rejected"), widgets.Danger),
	)
}

// whyNot says why there is nothing to count yet.
func (p *preview) whyNot(d *draft) fyne.CanvasObject {
	voice := p.s.p.Voice
	said := voice.Text("screen.imports.status.reading")
	switch {
	case d.problem != nil:
		sentence, remedy := voice.Problem(d.problem)
		said = sentence + " " + remedy
	case !d.complete():
		var missing []string
		for _, f := range d.mapping.Missing() {
			missing = append(missing, voice.Say(f.Label()))
		}
		said = voice.Text("screen.imports.missing", "Fields", strings.Join(missing, ", "))
	}
	return widgets.NewSurface(theme.ColorWarningSoft, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.NewParagraph(widgets.RoleStrong, said)))
}

// parts are the tabs of a draft, with how much is in each.
func (p *preview) parts(d *draft) []widgets.Tab {
	voice := p.s.p.Voice
	parts := []widgets.Tab{{ID: tabColumns, Label: voice.Text("screen.imports.tab.columns"), Count: voice.Number(len(d.mapping.Columns))}}
	if d.result == nil {
		return parts
	}
	warned := func(n int) widgets.State {
		if n > 0 {
			return widgets.Warning
		}
		return widgets.Plain
	}
	unread, off := p.unread(d), len(d.result.RulesOff)
	return append(parts,
		widgets.Tab{ID: tabRejected, Label: voice.Text("screen.imports.tab.rejected"), Count: voice.Number(unread), State: warned(unread)},
		widgets.Tab{ID: tabPassed, Label: voice.Text("screen.imports.tab.passed"), Count: voice.Number(len(d.result.Reading.Passed))},
		widgets.Tab{ID: tabRules, Label: voice.Text("screen.imports.tab.rules"), Count: voice.Number(off), State: warned(off)})
}

// bar is the tabs, and what can be done with what they show.
func (p *preview) bar(d *draft) fyne.CanvasObject {
	row := []fyne.CanvasObject{p.tabs}
	if d.result != nil && d.committed && len(d.result.Rejected) > 0 {
		save := widgets.NewButton(widgets.Secondary, p.s.p.Voice.Text("screen.imports.rejects"), theme.IconSave(), p.saveRejections)
		p.s.explain(save, idRejects)
		row = append(row, save)
	}
	return widgets.Flow(p.tabs, row...)
}

// saveRejections writes the rows that the import left out.
func (p *preview) saveRejections() {
	if d := p.s.draft; d != nil && d.committed && len(d.result.Rejected) > 0 {
		p.s.saveRejections(d.result.Import.ID, d.table.File)
	}
}

// unread is how many values could not be read.
func (p *preview) unread(d *draft) int {
	return len(d.result.Rejected) + len(d.result.Reading.Incomplete)
}

func (p *preview) content(d *draft) fyne.CanvasObject {
	switch {
	case d.result != nil && p.tabs.Selected() == tabRejected:
		return p.rejected
	case d.result != nil && p.tabs.Selected() == tabPassed:
		return p.passed
	case d.result != nil && p.tabs.Selected() == tabRules:
		return p.rules
	default:
		return p.columns(d)
	}
}

// columns shows the columns, scrolled to where the person was before the correction.
func (p *preview) columns(d *draft) fyne.CanvasObject {
	voice := p.s.p.Voice
	parts := []fyne.CanvasObject{columnGrid(d, voice, p.s.correct)}
	if unread := d.unread(); len(unread) > 0 {
		said := widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.imports.unread", "Count", len(unread), "Titles", strings.Join(unread, ", ")))
		parts = append(parts, widgets.InsetEdges(theme.SizeGapLarge, "", theme.SizeGapLarge, theme.SizeGapLarge, said))
	}
	grid := container.NewVScroll(widgets.Down(parts...))
	grid.Offset = p.scrolled
	grid.OnScrolled = func(at fyne.Position) { p.scrolled = at }
	return widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, grid)
}

// askHeader lets a person show which row holds the titles.
func (p *preview) askHeader(d *draft) fyne.CanvasObject {
	voice := p.s.p.Voice
	if p.asked != d {
		p.asked = d
		p.headers.SetSource(widgets.Rows(headerRows(d.table, voice)))
	}
	explain := widgets.NewParagraph(widgets.RoleBody, voice.Text("screen.imports.header.explain"))
	p.s.explain(p.take, idHeader)
	return widgets.Parts(p.headers, p.whyNot(d), widgets.Flow(explain, explain, p.take), p.headers)
}

func (p *preview) takeSelectedHeader() {
	if index, _, ok := p.headers.Selected(); ok {
		p.takeHeader(index)
	}
}

func (p *preview) takeHeader(index int) {
	if p.of != nil && index >= 0 && index < len(p.of.table.Rows) {
		p.s.useHeader(p.of.table.Rows[index].Line)
	}
}
