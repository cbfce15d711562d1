package imports

import (
	"context"
	"maps"
	"path/filepath"
	"strings"
	"time"

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
	Preview(ctx context.Context, path, sheet string) (intake.Table, intake.Proposal, error)
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

// Params are what the screen works with. All are needed but Memory.
type Params struct {
	Office     Office
	Voice      *wording.Voice
	Background widgets.Background
	Tasks      Tasks
	Dialogs    Dialogs
	// Navigate goes to another screen: that of the vetting.
	Navigate func(id string)
	// Wrote tells that a file was written, and offers to open it.
	Wrote func(path string)
	// Toast tells something that needs no answer.
	Toast func(text string, state widgets.State)
	// ActionsChanged tells that other actions can be done now.
	ActionsChanged func()
	// History takes down what was imported, so that it can be undone.
	History history.Recorder
	// Memory keeps columns on this machine; nil: nothing is kept.
	Memory widgets.Memory
}

// The names under which the screen remembers.
const (
	historyKey  = "imports-history"
	rejectedKey = "imports-rejected"
	passedKey   = "imports-passed"
	rulesKey    = "imports-rules"
	headersKey  = "imports-headers"
)

// vettingID is the name of the screen of the vetting in the navigation.
const vettingID = "vetting"

// Screen is the import of one file, and the history of those before.
type Screen struct {
	p Params

	draft   *draft // the file on its way in; nil: none
	reading bool   // a task reads the draft
	again   bool   // the draft was corrected meanwhile: read it once more

	made   []*made // what was imported here
	now    func() time.Time
	step   step      // the one that is shown
	since  time.Time // when it came up
	usable string    // which actions could be done when it was last told

	home    *home
	preview *preview
	actions *fyne.Container
	body    *fyne.Container
	status  *widgets.Text
	content fyne.CanvasObject
}

// New returns the screen.
func New(p Params) *Screen {
	s := &Screen{
		p: p, actions: widgets.Across(), body: container.NewStack(), status: widgets.NewText(widgets.RoleMuted, ""),
		now: time.Now,
	}
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
	begin := func() {
		s.draft = &draft{path: path, source: s.home.sourceName()}
		s.read()
	}
	s.giveUp(begin)
}

// giveUp goes on without the draft, and asks first where columns were chosen by hand:
// that work would be lost.
func (s *Screen) giveUp(then func()) {
	if s.draft == nil || s.draft.committed || len(s.draft.chosen) == 0 {
		then()
		return
	}
	voice := s.p.Voice
	s.p.Dialogs.Ask(dialogs.Question{
		Title:  voice.Text("screen.imports.give-up.title", "File", filepath.Base(s.draft.path)),
		Text:   voice.Text("screen.imports.give-up.text", "Count", len(s.draft.chosen)),
		Accept: voice.Text("screen.imports.leave"), Refuse: voice.Text("screen.imports.give-up.refuse"), Role: widgets.Destructive,
		Answer: func() bool { then(); return true },
	})
}

func (s *Screen) chooseFile() {
	s.p.Dialogs.OpenFile(dialogs.FileKind{
		Title: s.p.Voice.Text("screen.imports.choose"), Endings: []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".xls", ".xml", ".fods", ".htm", ".html"},
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
	options := office.ImportOptions{Path: d.path, Source: d.source, Sheet: d.sheet, DryRun: true}
	if len(d.chosen) > 0 {
		mapping := d.mapping.Clone()
		options.Mapping = &mapping
	}
	var result office.ImportResult
	var guessed office.ImportResult // where the columns do not suffice by themselves
	var more map[intake.Field]int   // of columns that an earlier mapping does not know
	s.run(s.p.Voice.Text("screen.imports.task.read", "File", filepath.Base(d.path)),
		func(ctx context.Context, progress agenda.Progress) (err error) {
			result, err = s.p.Office.Import(ctx, options, progress)
			if needsHelp(err) && d.table.Rows == nil {
				if table, proposal, previewErr := s.p.Office.Preview(ctx, d.path, d.sheet); previewErr == nil {
					guessed = office.ImportResult{Table: table, Proposal: proposal, Mapping: proposal.Mapping}
				}
			}
			if err == nil && options.Mapping == nil && wasRemembered(result) {
				if _, proposal, previewErr := s.p.Office.Preview(ctx, d.path, d.sheet); previewErr == nil {
					more = added(result.Mapping, proposal)
				}
			}
			return err
		}, func(err error) {
			if err == nil && options.Mapping == nil {
				d.additions = more
			}
			s.hasRead(d, result, guessed, err)
		})
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

// takeAdditions reads the columns too that the remembered mapping does not know.
func (s *Screen) takeAdditions() {
	if s.draft == nil || s.draft.committed || s.reading {
		return
	}
	for f, column := range maps.Clone(s.draft.additions) {
		s.draft.set(f, column)
	}
	s.draft.additions = nil
	s.read()
}

// readSheet reads another sheet of the workbook; columns chosen for the one before do not
// hold for it.
func (s *Screen) readSheet(name string) {
	if s.draft == nil || s.draft.committed || s.reading || name == s.draft.table.Sheet {
		return
	}
	s.giveUp(func() {
		s.draft = &draft{path: s.draft.path, source: s.draft.source, sheet: name}
		s.read()
	})
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
	options := office.ImportOptions{Path: d.path, Source: d.source, Sheet: d.table.Sheet, Mapping: &mapping}
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

// Unsaved names the import that was prepared and not made.
func (s *Screen) Unsaved() []string {
	if s.draft == nil || s.draft.committed {
		return nil
	}
	return []string{s.p.Voice.Text("screen.imports.unsaved", "File", filepath.Base(s.draft.path))}
}

// leave goes back to the choice of a file.
func (s *Screen) leave() {
	if s.reading {
		return
	}
	s.giveUp(func() {
		s.draft = nil
		s.draw()
	})
}

// step is what the person is at.
type step int

const (
	choosing step = iota // a file
	waiting              // for it to be read
	checking             // what it would bring
	imported
)

func (s *Screen) present() step {
	switch {
	case s.draft == nil:
		return choosing
	case s.draft.table.Rows == nil:
		return waiting
	case s.draft.committed:
		return imported
	default:
		return checking
	}
}

// rest is how long the buttons of a step that has just come up do nothing: the second
// click of a double click was meant for the button that stood there before.
const rest = 600 * time.Millisecond

// carefully returns what a button does once its step has been there for a moment.
func (s *Screen) carefully(do func()) func() {
	return func() {
		if s.now().Sub(s.since) >= rest {
			do()
		}
	}
}

// draw shows the step that the person is at.
func (s *Screen) draw() {
	voice := s.p.Voice
	at := s.present()
	if at != s.step {
		s.step, s.since = at, s.now()
	}
	var actions []fyne.CanvasObject
	var shown fyne.CanvasObject
	switch at {
	case choosing:
		shown = s.home.content // its button stands beside the file, away from that of the next step
	case waiting:
		shown = page.NewState(voice, container.NewStack())
	case imported:
		actions = []fyne.CanvasObject{
			widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.another"), nil, s.carefully(s.leave)),
			widgets.NewButton(widgets.Primary, voice.Text("screen.imports.go-vetting"), theme.IconNext(), s.carefully(s.vet)),
		}
		shown = s.preview.show(s.draft)
	case checking:
		commit := widgets.NewButton(widgets.Primary, voice.Text("screen.imports.commit"), theme.IconImport(), s.carefully(s.commit))
		s.explain(commit, idCommit)
		leave := widgets.NewButton(widgets.Secondary, voice.Text("screen.imports.leave"), nil, s.carefully(s.leave))
		actions = []fyne.CanvasObject{leave, commit}
		shown = s.preview.show(s.draft)
	}
	s.actions.Objects = actions
	s.actions.Refresh()
	s.body.Objects = []fyne.CanvasObject{shown}
	s.body.Refresh()
	s.status.SetText(s.said())
	s.content.Refresh()
	s.acted()
}

func (s *Screen) vet() { s.p.Navigate(vettingID) }

// said is the line at the bottom.
func (s *Screen) said() string {
	voice := s.p.Voice
	switch {
	case s.draft == nil:
		return ""
	case s.reading:
		return voice.Text("screen.imports.status.reading")
	case s.step != choosing && s.preview.tabs.Selected() == tabRejected && s.preview.rejected.Selection().Count() > 0:
		return voice.Text("screen.imports.status.chosen", "Count", s.preview.rejected.Selection().Count(), "Total", s.preview.rejected.Total())
	case s.draft.committed:
		return voice.Text("screen.imports.status.committed")
	default:
		return voice.Text("screen.imports.status.dry")
	}
}

// forget goes back from an import that was taken back meanwhile, here or by Ctrl+Z:
// nobody shall read that it stands.
func (s *Screen) forget() {
	if s.draft == nil || !s.draft.committed || s.reading {
		return
	}
	for _, i := range s.home.rows.imports() {
		if i.ID == s.draft.result.Import.ID && !i.Undone.IsZero() {
			s.draft = nil
			s.draw()
			return
		}
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
			s.p.Wrote(path)
			s.p.Toast(voice.Text("screen.imports.rejects.done", "Count", count), widgets.Success)
		})
	})
}
