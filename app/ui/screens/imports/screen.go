package imports

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/page"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Office is what the screen asks of the use cases.
type Office interface {
	Import(ctx context.Context, options office.ImportOptions, progress agenda.Progress) (office.ImportResult, error)
	Preview(ctx context.Context, path string) (intake.Table, intake.Proposal, error)
	Imports(ctx context.Context) ([]agenda.Import, error)
	UndoImport(ctx context.Context, id agenda.ImportID) error
	WriteRejections(ctx context.Context, id agenda.ImportID, path string, format office.Format, voice *wording.Voice) (int, error)
}

// Tasks runs what takes longer than a moment; see [task.Runner].
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see [dialogs.Dialogs].
type Dialogs interface {
	Ask(q dialogs.Question) *dialogs.Asked
	Problem(err error)
	OpenFile(kind dialogs.FileKind, chosen func(path string))
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// Params are what the screen works with. All are needed.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      Tasks
	Dialogs    Dialogs
	// Navigate goes to another screen: that of the vetting.
	Navigate func(id string)
	// OpenFile opens a written file with the system's program.
	OpenFile func(path string)
	// History takes down what was imported, so that it can be undone.
	History history.Recorder
	// Memory keeps columns on this machine; nil: nothing is kept.
	Memory widgets.Memory
}

// The names under which the screen remembers.
const (
	historyKey  = "imports-history"
	rejectedKey = "imports-rejected"
)

// vettingID is the name of the screen of the vetting in the navigation.
const vettingID = "vetting"

// Screen is the import of one file, and the history of those before.
type Screen struct {
	p Params

	draft   *draft // the file on its way in; nil: none
	reading bool   // a task reads the draft
	again   bool   // the draft was corrected meanwhile: read it once more

	home    *home
	preview *preview
	actions *fyne.Container
	body    *fyne.Container
	status  *widgets.Text
	content fyne.CanvasObject
}

// New returns the screen.
func New(p Params) *Screen {
	s := &Screen{p: p, actions: widgets.Across(), body: container.NewStack(), status: widgets.NewText(widgets.RoleMuted, "")}
	s.status.SetMinWidth(0)
	s.home = newHome(s)
	s.preview = newPreview(s)
	s.content = page.New(page.Parts{
		Title: p.Voice.Text("screen.imports.title"), Purpose: p.Voice.Text("screen.imports.purpose"),
		Actions: []fyne.CanvasObject{s.actions}, Content: s.body, Status: s.status,
	})
	s.draw()
	s.home.load()
	return s
}

// Content returns what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetWeek does nothing: an export holds whatever period it holds.
func (s *Screen) SetWeek(agenda.Week) {}

// Changed shows anew what a use case has changed.
func (s *Screen) Changed(areas ...office.Area) {
	if office.Touched(areas, office.AreaBookings, office.AreaDecisions) {
		s.home.load()
	}
}

// Refresh reads the history again.
func (s *Screen) Refresh() { s.home.load() }

// OpenFile reads a file that was chosen, typed or dropped on the window, and shows
// what importing it would change.
func (s *Screen) OpenFile(path string) {
	path = strings.Trim(strings.TrimSpace(path), `"`) // as Windows copies paths
	if path == "" {
		s.chooseFile()
		return
	}
	if s.reading {
		return
	}
	s.draft = &draft{path: path, source: s.home.sourceName()}
	s.read()
}

func (s *Screen) chooseFile() {
	s.p.Dialogs.OpenFile(dialogs.FileKind{
		Title: s.p.Voice.Text("screen.imports.choose"), Endings: []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".xls", ".htm", ".html"},
	}, s.OpenFile)
}

// read reads the draft without changing anything. A correction made meanwhile is read
// as soon as this reading is over.
func (s *Screen) read() {
	if s.reading {
		s.again = true
		return
	}
	d := s.draft
	options := office.ImportOptions{Path: d.path, Source: d.source, DryRun: true}
	if len(d.chosen) > 0 {
		mapping := d.mapping.Clone()
		options.Mapping = &mapping
	}
	var result office.ImportResult
	var guessed office.ImportResult // where the columns do not suffice by themselves
	s.run(s.p.Voice.Text("screen.imports.task.read", "File", filepath.Base(d.path)),
		func(ctx context.Context, progress agenda.Progress) (err error) {
			result, err = s.p.Office.Import(ctx, options, progress)
			if needsHelp(err) && d.table.Rows == nil {
				if table, proposal, previewErr := s.p.Office.Preview(ctx, d.path); previewErr == nil {
					guessed = office.ImportResult{Table: table, Proposal: proposal, Mapping: proposal.Mapping}
				}
			}
			return err
		}, func(err error) { s.hasRead(d, result, guessed, err) })
}

// run starts a task about the draft; nothing else can be started until it is over.
func (s *Screen) run(label string, work func(context.Context, agenda.Progress) error, done func(error)) {
	s.reading = true
	s.draw()
	if !s.p.Tasks.Run(label, work, done) {
		done(context.Canceled) // something else runs, as the window shows
	}
}

// needsHelp reports whether a person can help a reading that failed, by saying which
// row holds the titles and which column holds what.
func needsHelp(err error) bool {
	code := agenda.CodeOf(err)
	return code == "IMPORT-HEADER" || code == "IMPORT-COLUMN-MISSING"
}

func (s *Screen) hasRead(d *draft, result, guessed office.ImportResult, err error) {
	s.reading = false
	switch {
	case d != s.draft:
		return // somebody went on to another file
	case s.again:
		s.again = false
		s.read()
		return
	case err == nil:
		d.take(result)
	case len(guessed.Table.Rows) > 0:
		d.take(guessed)
		d.result, d.committed, d.problem = nil, false, err
	default:
		d.problem = err
		if d.table.Rows == nil { // nothing to show: back to the choice of a file
			s.draft = nil
			s.p.Dialogs.Problem(err)
		}
	}
	s.draw()
}

// correct reads a field from another column.
func (s *Screen) correct(f intake.Field, column int) {
	s.draft.set(f, column)
	if s.draft.complete() {
		s.read()
		return
	}
	s.draft.problem = nil
	s.draw()
}

// askHeader asks again which row holds the titles.
func (s *Screen) askHeader() {
	s.draft.useHeader(0)
	s.draft.problem = nil
	s.draw()
}

// useHeader takes a row for the titles.
func (s *Screen) useHeader(line int) {
	s.draft.useHeader(line)
	s.draft.problem = nil
	s.draw()
}

// commit imports the file as the preview shows it.
func (s *Screen) commit() {
	d := s.draft
	if d == nil || d.result == nil || d.committed || s.reading {
		return
	}
	mapping := d.mapping.Clone()
	options := office.ImportOptions{Path: d.path, Source: d.source, Mapping: &mapping}
	var result office.ImportResult
	s.run(s.p.Voice.Text("screen.imports.task.import", "File", filepath.Base(d.path)),
		func(ctx context.Context, progress agenda.Progress) (err error) {
			result, err = s.p.Office.Import(ctx, options, progress)
			return err
		}, func(err error) {
			s.reading = false
			if err != nil {
				s.p.Dialogs.Problem(err)
			} else {
				d.take(result)
				s.record(result.Import, options)
			}
			s.draw()
		})
}

// record takes down an import: it can be undone, and the file imported again.
func (s *Screen) record(made agenda.Import, options office.ImportOptions) {
	id := made.ID
	s.p.History.Record(history.Step{
		Name: s.p.Voice.Text("screen.imports.step", "File", made.FileName),
		Undo: func(ctx context.Context, _ agenda.Progress) error { return s.p.Office.UndoImport(ctx, id) },
		Redo: func(ctx context.Context, progress agenda.Progress) error {
			again, err := s.p.Office.Import(ctx, options, progress)
			if err == nil {
				id = again.Import.ID
			}
			return err
		},
	})
}

// Unsaved names the import that was prepared and not made.
func (s *Screen) Unsaved() []string {
	if s.draft == nil || s.draft.committed {
		return nil
	}
	return []string{s.p.Voice.Text("screen.imports.unsaved", "File", filepath.Base(s.draft.path))}
}

// leave goes back to the choice of a file.
func (s *Screen) leave() {
	s.draft = nil
	s.draw()
}

// draw shows the step that the person is at.
func (s *Screen) draw() {
	voice := s.p.Voice
	var actions []fyne.CanvasObject
	var shown fyne.CanvasObject
	switch {
	case s.draft == nil:
		actions = []fyne.CanvasObject{widgets.NewButton(widgets.Primary, voice.Text("screen.imports.read"), theme.IconNext(), func() { s.OpenFile(s.home.file.Path()) })}
		shown = s.home.content
	case s.draft.table.Rows == nil:
		shown = widgets.NewLoading(voice)
	case s.draft.committed:
		actions = []fyne.CanvasObject{
			widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.another"), nil, s.leave),
			widgets.NewButton(widgets.Primary, voice.Text("screen.imports.go-vetting"), theme.IconNext(), func() { s.p.Navigate(vettingID) }),
		}
		shown = s.preview.show(s.draft)
	default:
		commit := widgets.NewButton(widgets.Primary, voice.Text("screen.imports.commit"), theme.IconImport(), s.commit)
		if s.draft.result == nil || s.reading {
			commit.Disable()
		}
		actions = []fyne.CanvasObject{widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.leave"), nil, s.leave), commit}
		shown = s.preview.show(s.draft)
	}
	s.actions.Objects = actions
	s.actions.Refresh()
	s.body.Objects = []fyne.CanvasObject{shown}
	s.body.Refresh()
	s.status.SetText(s.said())
	s.content.Refresh()
}

// said is the line at the bottom.
func (s *Screen) said() string {
	voice := s.p.Voice
	switch {
	case s.draft == nil:
		return ""
	case s.reading:
		return voice.Text("screen.imports.status.reading")
	case s.draft.committed:
		return voice.Text("screen.imports.status.committed")
	case s.draft.result != nil && s.draft.result.Import.Gone > 0:
		return voice.Text("screen.imports.status.dry") + " " + voice.Text("screen.imports.status.gone", "Count", s.draft.result.Import.Gone)
	default:
		return voice.Text("screen.imports.status.dry")
	}
}

// saveRejections asks where the rows left out of an import go, to be mended and
// imported again.
func (s *Screen) saveRejections(id agenda.ImportID, fileName string) {
	voice := s.p.Voice
	base := strings.TrimSuffix(fileName, filepath.Ext(fileName))
	s.p.Dialogs.SaveFile(dialogs.FileKind{
		Title: voice.Text("screen.imports.rejects.title"), Endings: []string{".xlsx", ".csv"},
		Name: voice.Text("screen.imports.rejects.file", "File", base) + ".xlsx",
	}, func(path string) {
		format := office.FormatWorkbook
		if strings.EqualFold(filepath.Ext(path), ".csv") {
			format = office.FormatCSV
		}
		count := 0
		s.p.Tasks.Run(voice.Text("screen.imports.task.rejects"), func(ctx context.Context, _ agenda.Progress) (err error) {
			count, err = s.p.Office.WriteRejections(ctx, id, path, format, voice)
			return err
		}, func(err error) {
			if err != nil {
				s.p.Dialogs.Problem(err)
				return
			}
			s.p.Dialogs.Ask(dialogs.Question{
				Title:  voice.Text("screen.imports.rejects.done", "Count", count),
				Text:   voice.Text("screen.imports.rejects.next", "File", filepath.Base(path), "Folder", filepath.Dir(path)),
				Accept: voice.Text("screen.imports.rejects.open"), Refuse: voice.Text("screen.imports.rejects.close"), Role: widgets.Primary,
				Answer: func() bool { s.p.OpenFile(path); return true },
			})
		})
	})
}
