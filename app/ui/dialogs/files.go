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

// entry is a file or a folder in the list.
type entry struct {
	name     string
	folder   bool
	size     int64
	modified agenda.Moment // zero: not known
}

// chooser is a dialog with the content of one folder.
type chooser struct {
	d       *Dialogs
	kind    FileKind
	saving  bool
	folder  string
	entries []entry
	turn    int // counts what was asked of the disk; late answers are dropped
	where   *widgets.Entry
	name    *widgets.Entry
	wrong   complaint
	list    *widgets.DataTable
	chosen  func(path string)
	overlay *Asked
}

func (d *Dialogs) files(kind FileKind, saving bool, chosen func(path string)) {
	c := &chooser{d: d, kind: kind, saving: saving, chosen: chosen}
	c.where, c.name = widgets.NewEntry(), widgets.NewEntry()
	c.name.SetText(kind.Name)
	c.where.OnSubmitted = func(path string) { c.enter(path) }
	c.wrong = newComplaint("")
	name := widgets.NewField(d.voice.Text("ui.files.name"), "", c.name)
	c.list = widgets.NewDataTable(widgets.TableParams{
		Voice: d.voice, Background: d.read,
		Columns: []widgets.Column{
			{ID: "name", Label: d.voice.Text("ui.files.column.name"), Width: 140, Stretch: true},
			{ID: "date", Label: d.voice.Text("ui.files.column.date"), Width: 125},
			{ID: "size", Label: d.voice.Text("ui.files.column.size"), Width: 75, Align: fyne.TextAlignTrailing},
		},
	})
	c.list.OnSelected = func(_ int, row widgets.Row) { c.selected(row.Key) }
	c.list.OnActivated = func(_ int, row widgets.Row) { c.activated(row.Key) }
	up := widgets.NewButton(widgets.Secondary, d.voice.Text("ui.files.up"), nil, func() { c.enter(filepath.Dir(c.folder)) })
	list := widgets.AtLeast(0, 110, c.list)
	content := widgets.DownWith(list, widgets.AcrossWith(c.where, up, c.where), list, c.wrong.RichText, name)
	accept := d.voice.Text("ui.files.open")
	if saving {
		accept = d.voice.Text("ui.files.save")
	}
	c.overlay = d.Ask(Question{
		Title: kind.Title, Content: content, Accept: accept, Refuse: d.voice.Text("ui.dialog.cancel"),
		Role: widgets.Primary, First: c.name, Size: fyne.NewSize(640, 500),
		Answer: func() bool { c.accept(); return false },
	})
	c.begin()
}

// ask asks the disk something beside the window, for a network drive may take its time.
// The answer is dropped when something else was asked meanwhile or the dialog is gone.
func (c *chooser) ask(disk, show func()) {
	c.turn++
	turn := c.turn
	c.d.read(disk, func() {
		if turn == c.turn && !c.overlay.closed {
			show()
		}
	})
}

// begin shows the folder of the last file, else the documents, else the home folder.
func (c *chooser) begin() {
	last := c.d.folder
	var folder string
	var entries []entry
	var err error
	c.ask(func() {
		folder = firstFolder(last)
		entries, err = c.read(folder)
	}, func() { c.show(folder, entries, err) })
}

func firstFolder(last string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = string(filepath.Separator)
	}
	for _, folder := range []string{last, filepath.Join(home, "Documents")} {
		if info, err := os.Stat(folder); folder != "" && err == nil && info.IsDir() {
			return folder
		}
	}
	return home
}

// enter shows a folder. One that is not absolute is in the folder shown.
func (c *chooser) enter(folder string) {
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(c.folder, folder)
	}
	var entries []entry
	var err error
	c.ask(func() { entries, err = c.read(folder) }, func() { c.show(folder, entries, err) })
}

func (c *chooser) show(folder string, entries []entry, err error) {
	if err != nil {
		c.complain(c.d.voice.Text("ui.files.wrong.folder", "Folder", folder))
		return
	}
	c.folder, c.entries = folder, entries
	c.where.SetText(folder)
	c.wrong.say("")
	c.list.SetSource(widgets.Rows(c.rows()))
}

// read returns the folders and the files of the kind in a folder, folders first, hidden
// ones left out. It is called beside the window.
func (c *chooser) read(folder string) ([]entry, error) {
	found, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var kept []entry
	for _, f := range found {
		if strings.HasPrefix(f.Name(), ".") {
			continue
		}
		e := entry{name: f.Name(), folder: f.IsDir()}
		// A link is what it leads to; one that leads nowhere is not offered.
		if info, err := os.Stat(filepath.Join(folder, f.Name())); err == nil {
			e.folder, e.size, e.modified = info.IsDir(), info.Size(), agenda.MomentOf(info.ModTime())
		} else if f.Type()&fs.ModeSymlink != 0 {
			continue
		}
		if e.folder || c.fits(e.name) {
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b entry) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), cmp.Compare(a.name, b.name))
	})
	return kept, nil
}

func (c *chooser) fits(name string) bool {
	return len(c.kind.Endings) == 0 || slices.Contains(c.kind.Endings, strings.ToLower(filepath.Ext(name)))
}

func (c *chooser) rows() []widgets.Row {
	voice := c.d.voice
	rows := make([]widgets.Row, len(c.entries))
	for i, e := range c.entries {
		cells := []string{e.name, "", ""}
		if e.folder {
			cells[0] += string(filepath.Separator)
		}
		if !e.modified.IsZero() {
			cells[1] = voice.ShortMoment(e.modified)
			if !e.folder {
				cells[2] = voice.Text("ui.files.size", "Kilobytes", int((e.size+1023)/1024))
			}
		}
		rows[i] = widgets.Row{Key: e.name, Cells: cells}
	}
	return rows
}

func (c *chooser) isFolder(name string) bool {
	return slices.ContainsFunc(c.entries, func(e entry) bool { return e.name == name && e.folder })
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

// accept takes the file that is named, once the disk has told what stands there.
func (c *chooser) accept() {
	name := strings.TrimSpace(c.name.Text)
	if name == "" {
		c.complain(c.d.voice.Text("ui.files.wrong.empty"))
		return
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.folder, name)
	}
	var info fs.FileInfo
	var err error
	c.ask(func() {
		info, err = os.Stat(path)
		if c.saving && (err != nil || !info.IsDir()) && !c.fits(path) && len(c.kind.Endings) > 0 {
			path += c.kind.Endings[0]
			info, err = os.Stat(path)
		}
	}, func() {
		switch {
		case err == nil && info.IsDir():
			c.name.SetText("")
			c.enter(path)
		case !c.saving && errors.Is(err, fs.ErrNotExist):
			c.complain(c.d.voice.Text("ui.files.wrong.missing", "File", name))
		case c.saving && err == nil:
			c.d.Confirm(c.d.voice.Text("ui.files.replace.title"), c.d.voice.Text("ui.files.replace.text", "File", filepath.Base(path)),
				c.d.voice.Text("ui.files.replace"), true, func() { c.take(path) })
		default:
			c.take(path)
		}
	})
}

// complain says what is wrong, above the name so that both are in sight.
func (c *chooser) complain(wrong string) {
	c.wrong.say(wrong)
	c.overlay.reveal()
}

func (c *chooser) take(path string) {
	c.d.folder = filepath.Dir(path)
	c.overlay.Close()
	c.chosen(path)
}
