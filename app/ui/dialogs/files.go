package dialogs

import (
	"cmp"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
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

// chooser is a dialog with the content of one folder. It asks the disk beside the window:
// a folder of the network may let it wait, and the dialog says so meanwhile.
type chooser struct {
	d       *Dialogs
	kind    FileKind
	saving  bool
	folder  string
	entries []entry
	others  int  // files of the folder that are of another kind
	turn    int  // counts what was asked of the disk; late answers are dropped
	asking  bool // the disk has not answered yet
	quiet   bool // the list follows what is typed: it must not answer by typing itself
	where   *widgets.Entry
	name    *widgets.Entry
	wrong   complaint
	slow    *widgets.Paragraph
	list    *widgets.DataTable
	chosen  func(path string)
	overlay *Asked
}

func (d *Dialogs) files(kind FileKind, saving bool, chosen func(path string)) {
	c := &chooser{d: d, kind: kind, saving: saving, chosen: chosen}
	voice := d.voice
	c.where, c.name = widgets.NewEntry(), widgets.NewEntry()
	c.where.SetAccessibleLabel(voice.Text("ui.files.folder"))
	c.where.OnSubmitted = func(path string) { c.enter(plainPath(path)) }
	c.name.SetText(kind.Name)
	c.name.OnChanged = c.follow
	c.name.OnKey = c.down
	c.wrong = newComplaint("")
	c.slow = widgets.NewParagraph(widgets.RoleMuted, voice.Text("ui.files.slow"))
	c.slow.Hide()
	c.list = widgets.NewDataTable(widgets.TableParams{
		Voice: voice, Background: d.read, Label: voice.Text("ui.files.list"),
		Columns: []widgets.Column{
			{ID: "name", Label: voice.Text("ui.files.column.name"), Width: 140, Stretch: true},
			{ID: "date", Label: voice.Text("ui.files.column.date"), Width: 125},
			{ID: "size", Label: voice.Text("ui.files.column.size"), Width: 75, Align: fyne.TextAlignTrailing},
		},
	})
	c.list.SetEmpty(c.empty)
	c.list.OnSelected = func(_ int, row widgets.Row) { c.selected(row.Key) }
	c.list.OnActivated = func(_ int, row widgets.Row) { c.activated(row.Key) }
	up := widgets.NewButton(widgets.Secondary, "", theme.IconUp(), func() { c.enter(filepath.Dir(c.folder)) })
	up.SetAccessibleLabel(voice.Text("ui.files.up"))
	up.SetTip(voice.Text("ui.files.up"))
	list := container.New(fewRows{}, c.list)
	content := widgets.DownWith(list, widgets.AcrossWith(c.where, up, c.where), list, c.slow, c.wrong.Paragraph,
		widgets.NewField(voice.Text("ui.files.name"), "", c.name))
	accept := voice.Text("ui.files.open")
	if saving {
		accept = voice.Text("ui.files.save")
	}
	c.overlay = d.Ask(Question{
		Title: kind.Title, Content: content, Accept: accept, Refuse: voice.Text("ui.dialog.cancel"),
		Role: widgets.Primary, First: c.name, Size: fyne.NewSize(640, 500),
		Answer: func() bool { c.accept(); return false },
	})
	c.name.SelectAll() // typing replaces a proposed name
	c.begin()
}

// fewRows is a list that is content with less than a page would give it, so that where the
// window is small and the text large what is around the list stays in sight.
type fewRows struct{}

func (fewRows) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (fewRows) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

// ask asks the disk something beside the window, for a network drive may take its time.
// The answer is dropped when something else was asked meanwhile or the dialog is gone.
func (c *chooser) ask(disk, show func()) {
	c.turn++
	turn := c.turn
	c.asking = true
	c.d.read(disk, func() {
		if turn == c.turn && !c.overlay.closed {
			c.asking = false
			c.waiting(false)
			show()
		}
	})
	if !c.asking {
		return
	}
	c.d.read(func() { time.Sleep(patience) }, func() {
		if turn == c.turn && c.asking && !c.overlay.closed {
			c.waiting(true)
		}
	})
}

// patience is how long the disk may take before the dialog says that it waits.
const patience = 400 * time.Millisecond

func (c *chooser) waiting(slow bool) {
	if c.slow.Visible() == slow {
		return
	}
	c.slow.Hidden = !slow
	c.overlay.Changed()
}

// empty says why the list is: there is nothing, or nothing of the kind.
func (c *chooser) empty() fyne.CanvasObject {
	voice := c.d.voice
	notice := widgets.NoticeParams{Icon: theme.IconFolderOpen(), Title: voice.Text("ui.files.none")}
	if c.others > 0 {
		notice.Text = voice.Text("ui.files.none.kind", "Endings", strings.Join(c.kind.Endings, " "), "Count", c.others)
	}
	return widgets.NewNotice(notice)
}

// down goes from the name to the list.
func (c *chooser) down(key *fyne.KeyEvent) bool {
	if key.Name != fyne.KeyDown || len(c.entries) == 0 {
		return false
	}
	if _, _, is := c.list.Selected(); !is {
		c.list.Select(0)
	}
	c.d.window.Canvas().Focus(c.list)
	return true
}

// follow shows what begins with the typed name.
func (c *chooser) follow(typed string) {
	if c.quiet || typed == "" {
		return
	}
	if at := slices.IndexFunc(c.entries, func(e entry) bool { return beginsWith(e.name, typed) }); at >= 0 {
		c.quiet = true
		c.list.Select(at)
		c.quiet = false
	}
}

func beginsWith(name, typed string) bool {
	return len(typed) <= len(name) && strings.EqualFold(name[:len(typed)], typed)
}

// onlyOne returns the one entry that begins with what is typed; "" if there is none, or
// more.
func (c *chooser) onlyOne(typed string) (name string) {
	for _, e := range c.entries {
		if !beginsWith(e.name, typed) {
			continue
		}
		if name != "" {
			return ""
		}
		name = e.name
	}
	return name
}

// plainPath returns the path that somebody means: without the quotation marks that Windows
// puts around a copied path, a file: address as a path, and ~ as the home folder.
func plainPath(typed string) string {
	path := strings.TrimSpace(typed)
	for _, marks := range [][2]string{{`"`, `"`}, {`'`, `'`}, {"«", "»"}, {"“", "”"}} {
		if inner, found := strings.CutPrefix(path, marks[0]); found && strings.HasSuffix(inner, marks[1]) {
			path = strings.Trim(strings.TrimSuffix(inner, marks[1]), " \u00a0\u202f")
			break
		}
	}
	if address, err := url.Parse(path); err == nil && address.Scheme == "file" {
		path = pathOf(address)
	}
	rest, isHome := strings.CutPrefix(path, "~")
	if isHome && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			path = home + rest
		}
	}
	return path
}

// pathOf returns the path of a file: address: //server/share/x, or /C:/x without its first
// slash (RFC 8089, appendix E).
func pathOf(address *url.URL) string {
	path := address.Path
	if address.Host != "" && address.Host != "localhost" {
		path = "//" + address.Host + path
	}
	if len(path) > 2 && path[0] == '/' && path[2] == ':' {
		path = path[1:]
	}
	return filepath.FromSlash(path)
}

// begin shows the folder of the last file, else the documents, else the home folder.
func (c *chooser) begin() {
	last := c.d.folder
	var folder string
	var found listing
	var err error
	c.ask(func() {
		folder = firstFolder(last)
		found, err = c.read(folder)
	}, func() { c.show(folder, found, err) })
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

// enter shows a folder. One that is not absolute is in the folder shown; a file is shown
// in its folder.
func (c *chooser) enter(path string) {
	if path == "" {
		c.where.SetText(c.folder)
		return
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.folder, path)
	}
	var found listing
	var err error
	name := ""
	c.ask(func() {
		folder := path
		if info, statErr := os.Stat(path); statErr == nil && !info.IsDir() {
			folder, name = filepath.Split(path)
		}
		path = filepath.Clean(folder)
		found, err = c.read(path)
	}, func() {
		c.show(path, found, err)
		if name != "" && err == nil {
			c.name.SetText(name)
		}
	})
}

func (c *chooser) show(folder string, found listing, err error) {
	if err != nil {
		c.complain(c.d.voice.Text("ui.files.wrong.folder", "Folder", folder))
		return
	}
	c.folder, c.entries, c.others = folder, found.entries, found.others
	c.where.SetText(folder)
	c.wrong.say("")
	c.overlay.Changed()
	c.list.ClearSelection()
	c.list.SetSource(widgets.Rows(c.rows()))
}

// listing is what a folder holds.
type listing struct {
	entries []entry
	others  int // files of another kind
}

// read returns the folders and the files of the kind in a folder, folders first, hidden
// ones left out. It is called beside the window.
func (c *chooser) read(folder string) (listing, error) {
	found, err := os.ReadDir(folder)
	if err != nil {
		return listing{}, err
	}
	var kept []entry
	others := 0
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
		} else {
			others++
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
	return listing{kept, others}, nil
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
	if !c.quiet && !c.isFolder(name) {
		c.setName(name)
	}
}

// setName writes a name that was chosen in the list.
func (c *chooser) setName(name string) {
	c.quiet = true
	c.name.SetText(name)
	c.quiet = false
}

// activated enters a folder, or takes a file.
func (c *chooser) activated(name string) {
	if c.isFolder(name) {
		c.enter(filepath.Join(c.folder, name))
		return
	}
	c.setName(name)
	c.overlay.Accept()
}

// accept takes the file that is named, once the disk has told what stands there.
func (c *chooser) accept() {
	name := plainPath(c.name.Text)
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
			c.setName("")
			c.enter(path)
		case !c.saving && errors.Is(err, fs.ErrNotExist) && c.onlyOne(name) != "":
			c.setName(c.onlyOne(name)) // shown first: it is not quite what was typed
			c.name.SelectAll()
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
	c.overlay.Changed()
	c.overlay.reveal()
}

func (c *chooser) take(path string) {
	c.d.folder = filepath.Dir(path)
	c.overlay.Close()
	c.chosen(path)
}
