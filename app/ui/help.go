package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/assets/help"
)

// help shows the page of the help that belongs to the screen in sight, in a window of
// its own so that it can be read beside the work.
func (w *Window) help() {
	pages := help.Pages()
	window := w.p.App.NewWindow(w.voice.Text("ui.help.title"))
	body := container.NewVScroll(widget.NewRichText())
	var rows []widgets.Row
	for _, name := range pages {
		title, _, err := w.helpPage(name)
		if err != nil {
			w.p.Log.Error("help page", "error", err)
			continue
		}
		rows = append(rows, widgets.Row{Key: name, Cells: []string{title}})
	}
	contents := widgets.NewPagedTable(widgets.TableParams{
		Voice: w.voice, Columns: []widgets.Column{{ID: "title", Label: w.voice.Text("ui.help.contents"), Width: 220, Stretch: true}},
	})
	show := func(name string) {
		_, text, err := w.helpPage(name)
		if err != nil {
			w.p.Log.Error("help page", "error", err)
			return
		}
		rich := widget.NewRichTextFromMarkdown(text)
		rich.Wrapping = fyne.TextWrapWord
		body.Content = rich
		body.ScrollToTop()
		body.Refresh()
	}
	contents.OnSelected = func(_ int, row widgets.Row) { show(row.Key) }
	contents.SetSource(widgets.Rows(rows))
	first := max(0, slices.IndexFunc(rows, func(r widgets.Row) bool { return r.Key == w.current }))
	split := container.NewHSplit(contents, widgets.Inset(theme.SizeMargin, body))
	split.SetOffset(0.28)
	window.SetContent(widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, split))
	window.Resize(fyne.NewSize(900, 640))
	window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyEscape {
			window.Close()
		}
	})
	window.Show()
	contents.OnTotal = func(int) { contents.Select(first) }
	show(rows[first].Key)
}

// helpPage returns the title and the Markdown of a page in the reader's language.
func (w *Window) helpPage(name string) (title, text string, err error) {
	raw, err := help.Files.ReadFile(name + "." + w.voice.Language() + ".md")
	if err != nil {
		return "", "", err
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	return strings.TrimPrefix(line, "# "), string(raw), nil
}

// about tells what the program is, its version, and where its files are.
func (w *Window) about() {
	lines := []string{w.voice.Text("ui.about.text"), "", w.voice.Text("ui.about.version", "Version", w.p.Version)}
	for _, place := range w.p.Places {
		lines = append(lines, fmt.Sprintf("%s : %s", w.voice.Say(place.Label), place.Path))
	}
	if w.office != nil {
		lines = append(lines, w.voice.Text("ui.about.workspace", "File", w.office.Path()))
	}
	w.dialogs.Tell(w.voice.Text("app.name"), strings.Join(lines, "\n"))
}
