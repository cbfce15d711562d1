package imports

import (
	"context"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
	"creneaux/app/wording"
)

func rejectionColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "line", Label: voice.Text("screen.imports.reject.line"), Width: 64, Align: fyne.TextAlignTrailing},
		{ID: "fate", Label: voice.Text("screen.imports.reject.fate"), Width: 150},
		{ID: "reference", Label: voice.Text("screen.imports.reject.reference"), Width: 96},
		{ID: "column", Label: voice.Text("screen.imports.reject.column"), Width: 140},
		{ID: "value", Label: voice.Text("screen.imports.reject.value"), Width: 130},
		{ID: "reason", Label: voice.Text("screen.imports.reject.reason"), Width: 280, Stretch: true},
	}
}

// rejectionRows lists what could not be read: the rows left out, then the bookings that
// stand without a value.
func rejectionRows(result office.ImportResult, voice *wording.Voice) []widgets.Row {
	var rows []widgets.Row
	add := func(r intake.Rejection, fate string, state widgets.State) {
		rows = append(rows, widgets.Row{
			Key:   strings.Join([]string{fate, voice.Number(r.Line), r.Column, voice.Number(len(rows))}, " "),
			Cells: []string{voice.Number(r.Line), fate, r.Reference, r.Column, r.Value, voice.Say(r.Reason)},
			State: state,
		})
	}
	for _, r := range result.Rejected {
		add(r, voice.Text("screen.imports.reject.left-out"), widgets.Danger)
	}
	for _, r := range result.Reading.Incomplete {
		add(r, voice.Text("screen.imports.reject.without"), widgets.Warning)
	}
	return rows
}

func passedColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "line", Label: voice.Text("screen.imports.reject.line"), Width: 64, Align: fyne.TextAlignTrailing},
		{ID: "value", Label: voice.Text("screen.imports.passed.value"), Width: 300, Stretch: true},
		{ID: "reason", Label: voice.Text("screen.imports.reject.reason"), Width: 400, Stretch: true},
	}
}

// passedRows lists the rows that are no bookings.
func passedRows(passed []intake.Rejection, voice *wording.Voice) []widgets.Row {
	rows := make([]widgets.Row, len(passed))
	for i, r := range passed {
		rows[i] = widgets.Row{Key: voice.Number(r.Line), Cells: []string{voice.Number(r.Line), r.Value, voice.Say(r.Reason)}}
	}
	return rows
}

func ruleColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "code", Label: voice.Text("screen.imports.rule.code"), Width: 140},
		{ID: "title", Label: voice.Text("screen.imports.rule.title"), Width: 300, Stretch: true},
		{ID: "state", Label: voice.Text("screen.imports.rule.state"), Width: 150},
		{ID: "why", Label: voice.Text("screen.imports.rule.why"), Width: 300, Stretch: true},
	}
}

// ruleRows says of each rule of the vetting, and of those that only the file's reader
// knows, whether this file can feed it.
func ruleRows(off []intake.RuleOff, voice *wording.Voice) []widgets.Row {
	reasons := map[string][]agenda.Message{}
	for _, o := range off {
		reasons[o.Rule] = append(reasons[o.Rule], o.Reason)
	}
	var rows []widgets.Row
	add := func(code, title string) {
		state, fed := voice.Text("screen.imports.rule.fed"), widgets.Success
		if len(reasons[code]) > 0 {
			state, fed = voice.Text("screen.imports.rule.off"), widgets.Warning
		}
		rows = append(rows, widgets.Row{Key: code, Cells: []string{code, title, state, voice.Join(reasons[code], " ")}, State: fed})
	}
	known := map[string]bool{}
	for _, r := range vetting.Rules() {
		known[r.Code] = true
		add(r.Code, voice.Say(r.Title))
	}
	for _, o := range off {
		if !known[o.Rule] {
			known[o.Rule] = true
			add(o.Rule, "")
		}
	}
	return rows
}

func historyColumns(voice *wording.Voice) []widgets.Column {
	number := func(id, label string) widgets.Column {
		return widgets.Column{ID: id, Label: label, Width: 81, Align: fyne.TextAlignTrailing}
	}
	return []widgets.Column{
		{ID: "at", Label: voice.Text("screen.imports.history.at"), Width: 124},
		{ID: "file", Label: voice.Text("screen.imports.history.file"), Width: 116, Stretch: true},
		{ID: "source", Label: voice.Text("screen.imports.history.source"), Width: 90},
		number("rows", voice.Text("screen.imports.count.rows")),
		number("new", voice.Text("screen.imports.count.new")),
		number("changed", voice.Text("screen.imports.count.changed")),
		number("unchanged", voice.Text("screen.imports.count.unchanged")),
		number("gone", voice.Text("screen.imports.count.gone")),
		number("rejected", voice.Text("screen.imports.count.rejected")),
		{ID: "state", Label: voice.Text("screen.imports.history.state"), Width: 150},
	}
}

// importList is the source of the imports made. They can be exchanged: the table then
// stays where it is.
type importList struct {
	office Office
	voice  *wording.Voice
	now    atomic.Pointer[importsRead]
}

type importsRead struct {
	imports []agenda.Import // newest first
	rows    []widgets.Row
	err     error
}

func (l *importList) imports() []agenda.Import {
	if read := l.now.Load(); read != nil {
		return read.imports
	}
	return nil
}

func (l *importList) set(imports []agenda.Import, err error) {
	read := &importsRead{imports: imports, rows: make([]widgets.Row, len(imports)), err: err}
	for i, one := range imports {
		read.rows[i] = historyRow(one, l.voice)
	}
	l.now.Store(read)
}

// Page implements [widgets.Source].
func (l *importList) Page(ctx context.Context, offset, limit int, order widgets.Order) (widgets.Page, error) {
	read := l.now.Load()
	if read.err == nil {
		return widgets.Rows(read.rows).Page(ctx, offset, limit, order)
	}
	// What failed is asked for again when somebody asks the table again.
	imports, err := l.office.Imports(ctx)
	if err != nil {
		return widgets.Page{}, err
	}
	l.set(imports, nil)
	return widgets.Rows(l.now.Load().rows).Page(ctx, offset, limit, order)
}

func historyRow(i agenda.Import, voice *wording.Voice) widgets.Row {
	standing, state := voice.Text("screen.imports.history.standing"), widgets.Plain
	if !i.Undone.IsZero() {
		standing, state = voice.Text("screen.imports.history.undone", "At", voice.ShortMoment(i.Undone)), widgets.Quiet
	}
	cells := []string{voice.ShortMoment(i.At), i.FileName, i.Source}
	for _, n := range []int{i.Rows, i.New, i.Changed, i.Unchanged, i.Gone, i.Rejected} {
		cells = append(cells, voice.Number(n))
	}
	return widgets.Row{Key: string(i.ID), Cells: append(cells, standing), State: state}
}

func headerColumns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: "line", Label: voice.Text("screen.imports.reject.line"), Width: 64, Align: fyne.TextAlignTrailing},
		{ID: "cells", Label: voice.Text("screen.imports.header.cells"), Width: 400, Stretch: true},
	}
}

// headerCandidates is how many rows are offered as the row of titles: exports have a
// few lines above it, not pages.
const headerCandidates = 60

func headerRows(t intake.Table, voice *wording.Voice) []widgets.Row {
	var rows []widgets.Row
	for _, row := range t.Rows[:min(len(t.Rows), headerCandidates)] {
		var texts []string
		for _, c := range row.Cells {
			texts = append(texts, strings.TrimSpace(c.Text))
		}
		rows = append(rows, widgets.Row{Key: voice.Number(row.Line), Cells: []string{voice.Number(row.Line), strings.Join(texts, " | ")}})
	}
	return rows
}
