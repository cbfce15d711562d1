package dialogs

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/widgets"
)

// FileKind says what kind of file is chosen.
type FileKind struct {
	Title   string
	Endings []string // ".csv"; nil: any
	Name    string   // proposed name, when saving
}

// OpenFile lets the reader choose a file that exists, by clicking or by typing its
// path. chosen is called with it.
func (d *Dialogs) OpenFile(kind FileKind, chosen func(path string)) { d.files(kind, false, chosen) }

// SaveFile lets the reader choose where to write a file; it touches nothing itself and
// asks before an existing file is replaced. A missing ending is added.
func (d *Dialogs) SaveFile(kind FileKind, chosen func(path string)) { d.files(kind, true, chosen) }

// chooser is a dialog with the content of one folder.
type chooser struct {
	d       *Dialogs
	kind    FileKind
	saving  bool
	folder  string
	entries []fs.DirEntry
	visit   int // counts folders asked for; late answers are dropped
	where   *widgets.Entry
	name    *widgets.Entry
	field   *widgets.Field
	list    *widgets.PagedTable
	chosen  func(path string)
	overlay *Asked
}

func (d *Dialogs) files(kind FileKind, saving bool, chosen func(path string)) {
	c := &chooser{d: d, kind: kind, saving: saving, chosen: chosen}
	c.where, c.name = widgets.NewEntry(), widgets.NewEntry()
	c.name.SetText(kind.Name)
	c.where.OnSubmitted = func(path string) { c.enter(path) }
	c.field = widgets.NewField(d.voice.Text("ui.files.name"), "", c.name)
	c.list = widgets.NewPagedTable(widgets.TableParams{
		Voice: d.voice, Background: d.read,
		Columns: []widgets.Column{
			{ID: "name", Label: d.voice.Text("ui.files.column.name"), Width: 320, Stretch: true},
			{ID: "date", Label: d.voice.Text("ui.files.column.date"), Width: 150},
			{ID: "size", Label: d.voice.Text("ui.files.column.size"), Width: 90, Align: fyne.TextAlignTrailing},
		},
	})
	c.list.OnSelected = func(_ int, row widgets.Row) { c.selected(row.Key) }
	c.list.OnActivated = func(_ int, row widgets.Row) { c.activated(row.Key) }
	up := widgets.NewButton(widgets.Secondary, d.voice.Text("ui.files.up"), nil, func() { c.enter(filepath.Dir(c.folder)) })
	content := widgets.AtLeast(640, 420, widgets.DownWith(c.list,
		widgets.AcrossWith(c.where, up, c.where), c.list, c.field))
	accept := d.voice.Text("ui.files.open")
	if saving {
		accept = d.voice.Text("ui.files.save")
	}
	c.enter(d.start())
	c.overlay = d.Ask(Question{
		Title: kind.Title, Content: content, Accept: accept, Refuse: d.voice.Text("ui.dialog.cancel"),
		Role: widgets.Primary, First: c.name,
		Answer: c.accept,
	})
}

// start returns the folder of the last file, else the documents, else the home folder.
func (d *Dialogs) start() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = string(filepath.Separator)
	}
	for _, folder := range []string{d.folder, filepath.Join(home, "Documents"), home} {
		if info, err := os.Stat(folder); folder != "" && err == nil && info.IsDir() {
			return folder
		}
	}
	return home
}

// enter shows a folder, read beside the window: a network drive may take its time.
func (c *chooser) enter(folder string) {
	c.visit++
	visit := c.visit
	var entries []fs.DirEntry
	var err error
	c.d.read(func() { entries, err = os.ReadDir(folder) }, func() {
		if visit != c.visit {
			return
		}
		if err != nil {
			c.field.SetError(c.d.voice.Text("ui.files.wrong.folder", "Folder", folder))
			return
		}
		c.folder, c.entries = folder, c.fitting(entries)
		c.where.SetText(folder)
		c.field.SetError("")
		c.list.SetSource(widgets.Rows(c.rows()))
	})
}

// fitting keeps folders and files of the kind, folders first, hidden ones left out.
func (c *chooser) fitting(entries []fs.DirEntry) []fs.DirEntry {
	kept := slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool {
		return strings.HasPrefix(e.Name(), ".") || !e.IsDir() && !c.fits(e.Name())
	})
	slices.SortFunc(kept, func(a, b fs.DirEntry) int {
		if a.IsDir() != b.IsDir() {
			if a.IsDir() {
				return -1
			}
			return 1
		}
		return cmp.Compare(strings.ToLower(a.Name()), strings.ToLower(b.Name()))
	})
	return kept
}

func (c *chooser) fits(name string) bool {
	return len(c.kind.Endings) == 0 || slices.Contains(c.kind.Endings, strings.ToLower(filepath.Ext(name)))
}

func (c *chooser) rows() []widgets.Row {
	voice := c.d.voice
	rows := make([]widgets.Row, len(c.entries))
	for i, e := range c.entries {
		cells := []string{e.Name(), "", ""}
		if e.IsDir() {
			cells[0] += string(filepath.Separator)
		}
		if info, err := e.Info(); err == nil {
			cells[1] = voice.ShortMoment(agenda.MomentOf(info.ModTime()))
			if !e.IsDir() {
				cells[2] = voice.Text("ui.files.size", "Kilobytes", int((info.Size()+1023)/1024))
			}
		}
		rows[i] = widgets.Row{Key: e.Name(), Cells: cells}
	}
	return rows
}

func (c *chooser) isFolder(name string) bool {
	return slices.ContainsFunc(c.entries, func(e fs.DirEntry) bool { return e.Name() == name && e.IsDir() })
}

func (c *chooser) selected(name string) {
	if !c.isFolder(name) {
		c.name.SetText(name)
	}
}

// activated enters a folder, or takes a file.
func (c *chooser) activated(name string) {
	if c.isFolder(name) {
		c.enter(filepath.Join(c.folder, name))
		return
	}
	c.name.SetText(name)
	c.overlay.Accept()
}

// accept takes the file that is named; it reports whether the dialog may close.
func (c *chooser) accept() bool {
	name := strings.TrimSpace(c.name.Text)
	if name == "" {
		c.field.SetError(c.d.voice.Text("ui.files.wrong.empty"))
		return false
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.folder, name)
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		c.enter(path)
		c.name.SetText("")
		return false
	case !c.saving && errors.Is(err, fs.ErrNotExist):
		c.field.SetError(c.d.voice.Text("ui.files.wrong.missing", "File", name))
		return false
	}
	if !c.saving {
		c.take(path)
		return true
	}
	if len(c.kind.Endings) > 0 && !c.fits(path) {
		path += c.kind.Endings[0]
		_, err = os.Stat(path)
	}
	if err == nil {
		c.d.Confirm(c.d.voice.Text("ui.files.replace.title"), c.d.voice.Text("ui.files.replace.text", "File", filepath.Base(path)),
			c.d.voice.Text("ui.files.replace"), true, func() {
				c.overlay.Close()
				c.take(path)
			})
		return false
	}
	c.take(path)
	return true
}

func (c *chooser) take(path string) {
	c.d.folder = filepath.Dir(path)
	c.chosen(path)
}
