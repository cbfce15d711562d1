package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/assets/help"
)

// helpWindow is the help, in a window of its own so that it can be read beside the work.
type helpWindow struct {
	window   fyne.Window
	contents *widgets.DataTable
	pages    []widgets.Row
	page     int // the one shown
	body     *container.Scroll
}

// introduction is the page of the help for when no workspace is open.
const introduction = "start"

// help shows the page of the help that belongs to the screen in sight.
func (p *pane) help() {
	w, page := p.s, introduction
	if w.office != nil {
		page = p.current
	}
	if w.helping == nil {
		w.helping = w.newHelp()
		w.helping.window.Show()
	}
	w.helping.window.RequestFocus()
	w.turnTo(page)
}

func (w *Session) newHelp() *helpWindow {
	h := &helpWindow{window: w.p.App.NewWindow(w.voice.Text("ui.help.title")), body: container.NewVScroll(widget.NewRichText())}
	for _, name := range help.Pages() {
		title, _, err := w.helpPage(name)
		if err != nil {
			w.p.Log.Error("help page", "error", err)
			continue
		}
		h.pages = append(h.pages, widgets.Row{Key: name, Cells: []string{title}})
	}
	h.contents = widgets.NewDataTable(widgets.TableParams{
		Voice: w.voice, Background: w.desk.background,
		Columns: []widgets.Column{{ID: "title", Label: w.voice.Text("ui.help.contents"), Width: 220, Stretch: true}},
	})
	h.contents.OnSelected = func(_ int, row widgets.Row) { w.turnTo(row.Key) }
	h.contents.OnTotal = func(int) { h.contents.Select(h.page) } // the rows come after the first page
	h.contents.SetSource(widgets.Rows(h.pages))
	split := container.NewHSplit(h.contents, widgets.Inset(theme.SizeMargin, h.body))
	split.SetOffset(0.28)
	h.window.SetContent(widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, split))
	h.window.Resize(fyne.NewSize(900, 640))
	h.window.Canvas().SetOnTypedKey(h.typed)
	h.window.SetOnClosed(func() { w.helping = nil })
	return h
}

// typed scrolls the text, and closes the window with Escape.
func (h *helpWindow) typed(key *fyne.KeyEvent) {
	line, page := theme.Size(theme.SizeRow), h.body.Size().Height*0.9
	step := map[fyne.KeyName]float32{
		fyne.KeyDown: line, fyne.KeyUp: -line, fyne.KeyPageDown: page, fyne.KeySpace: page, fyne.KeyPageUp: -page,
	}
	switch key.Name {
	case fyne.KeyEscape:
		h.window.Close()
	case fyne.KeyHome:
		h.body.ScrollToTop()
	case fyne.KeyEnd:
		h.body.ScrollToBottom()
	default:
		if by, known := step[key.Name]; known {
			h.body.ScrollToOffset(fyne.NewPos(0, h.body.Offset.Y+by))
		}
	}
}

// turnTo shows a page of the open help; an unknown one is the introduction.
func (w *Session) turnTo(name string) {
	h := w.helping
	if h == nil || len(h.pages) == 0 {
		return
	}
	h.page = max(0, slices.IndexFunc(h.pages, func(r widgets.Row) bool { return r.Key == name }))
	_, text, err := w.helpPage(h.pages[h.page].Key)
	if err != nil {
		w.p.Log.Error("help page", "error", err)
		return
	}
	rich := widget.NewRichTextFromMarkdown(text)
	rich.Wrapping = fyne.TextWrapWord
	h.body.Content = rich
	h.body.ScrollToTop()
	h.body.Refresh()
	if at, _, ok := h.contents.Selected(); !ok || at != h.page {
		h.contents.Select(h.page)
	}
}

// helpPage returns the title and the Markdown of a page in the reader's language.
func (w *Session) helpPage(name string) (title, text string, err error) {
	raw, err := help.Files.ReadFile(name + "." + w.voice.Language() + ".md")
	if err != nil {
		return "", "", err
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	return strings.TrimPrefix(line, "# "), string(raw), nil
}
