package imports

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/intake"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// The widths of the columns of the grid; the sample takes what is left.
const (
	fieldWidth     = 190
	selectWidth    = 240
	certaintyWidth = 130
)

// columnGrid shows which column each field is read from, with how sure that is and a
// value for the eye, and lets a person choose another; change is called with the
// choice. It has as many rows as an export has fields, never more.
func columnGrid(d *draft, voice *wording.Voice, change func(f intake.Field, column int)) fyne.CanvasObject {
	options := d.options()
	labels := []string{voice.Text("screen.imports.column.none")}
	for _, o := range options {
		labels = append(labels, o.title)
	}
	rows := []fyne.CanvasObject{gridRow(
		widgets.NewText(widgets.RoleCaption, voice.Text("screen.imports.grid.field")),
		widgets.NewText(widgets.RoleCaption, voice.Text("screen.imports.grid.column")),
		widgets.NewText(widgets.RoleCaption, voice.Text("screen.imports.grid.certainty")),
		widgets.NewText(widgets.RoleCaption, voice.Text("screen.imports.grid.sample")),
	)}
	for _, f := range intake.Fields() {
		chosen, sample := 0, ""
		if column, ok := d.mapping.Columns[f]; ok {
			sample = d.sample(f, column, voice)
			for i, o := range options {
				if o.column == column {
					chosen = i + 1
				}
			}
		}
		choose := widgets.NewSelect(labels, chosen, func(i int) {
			column := -1
			if i > 0 {
				column = options[i-1].column
			}
			change(f, column)
		})
		choose.SetAccessibleLabel(voice.Say(f.Label()))
		if d.committed {
			choose.Disable()
		}
		text, state := certaintyText(d.certaintyOf(f), voice)
		value := widgets.NewText(widgets.RoleBody, sample)
		value.SetMinWidth(0)
		rows = append(rows, gridRow(
			widgets.NewText(widgets.RoleBody, capital(voice.Say(f.Label()))), choose, certaintyMark(text, state), value,
		))
	}
	return widgets.Inset(theme.SizeGapLarge, container.NewVBox(rows...))
}

// capital writes what stands in the middle of sentences elsewhere as the name of a row.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

func gridRow(field, column, certainty, sample fyne.CanvasObject) fyne.CanvasObject {
	return widgets.AcrossWith(sample,
		widgets.AtLeast(fieldWidth, 0, field), widgets.AtLeast(selectWidth, 0, column),
		widgets.AtLeast(certaintyWidth, 0, certainty), sample)
}

// certaintyMark is a badge, or plain words where there is nothing to say about a column.
func certaintyMark(text string, state widgets.State) fyne.CanvasObject {
	if state == widgets.Quiet {
		return widgets.NewText(widgets.RoleMuted, text)
	}
	badge := widgets.NewBadge(text, state)
	gap := widgets.Spacer()
	return widgets.AcrossWith(gap, badge, gap)
}

func certaintyText(c certainty, voice *wording.Voice) (string, widgets.State) {
	switch c {
	case missing:
		return voice.Text("screen.imports.certainty.missing"), widgets.Danger
	case doubtful:
		return voice.Text("screen.imports.certainty.doubtful"), widgets.Warning
	case probable:
		return voice.Text("screen.imports.certainty.probable"), widgets.Info
	case sure:
		return voice.Text("screen.imports.certainty.sure"), widgets.Success
	case remembered:
		return voice.Text("screen.imports.certainty.remembered"), widgets.Success
	case byHand:
		return voice.Text("screen.imports.certainty.by-hand"), widgets.Info
	default:
		return voice.Text("screen.imports.certainty.absent"), widgets.Quiet
	}
}
