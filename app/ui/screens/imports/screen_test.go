package imports

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/inspect"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// fake reads every file as the same table, with the real guess and the real reader.
type fake struct {
	screen    *Screen
	table     intake.Table
	committed []office.ImportOptions
	dryRuns   int
	imports   []agenda.Import
	undone    []agenda.ImportID
	wrote     office.Format
	steps     []history.Step
	failure   error
	remembers *intake.Mapping // of an earlier import
	left      int             // how often somebody went to another screen
	shown     string          // the written file that the window tells of
	toasts    []string
	byNow     time.Time
}

var synonyms = map[string][]string{
	"reference": {"N° RDV"}, "date": {"Date du RDV"}, "time": {"Heure du RDV"}, "surname": {"Nom"}, "email": {"E-mail"},
}

// Record implements history.Recorder.
func (f *fake) Record(s history.Step) { f.steps = append(f.steps, s) }

func (f *fake) Import(ctx context.Context, o office.ImportOptions, p agenda.Progress) (office.ImportResult, error) {
	if f.failure != nil {
		return office.ImportResult{}, f.failure
	}
	result := office.ImportResult{Table: f.table, DryRun: o.DryRun}
	var err error
	if o.Sheet != "" {
		if result.Table, err = f.table.SheetNamed(o.Sheet); err != nil {
			return result, err
		}
	}
	if known := cmp.Or(o.Mapping, f.remembers); known != nil {
		result.Mapping, err = known.Locate(result.Table)
	} else {
		result.Proposal, err = intake.Guess(result.Table, synonyms)
		result.Mapping = result.Proposal.Mapping
	}
	if err != nil {
		return result, err
	}
	if result.Reading, err = intake.Read(ctx, result.Table, result.Mapping, intake.Known{}, p); err != nil {
		return result, err
	}
	result.Rejected, result.RulesOff = result.Reading.Rejected, result.Reading.RulesOff
	result.Import = agenda.Import{Rows: result.Reading.Rows, New: len(result.Reading.Bookings), Rejected: len(result.Rejected), FileName: f.table.File}
	if f.dryRuns++; !o.DryRun {
		f.committed = append(f.committed, o)
		result.Import.ID = agenda.ImportID(fmt.Sprint("i", len(f.committed)))
		f.imports = append([]agenda.Import{result.Import}, f.imports...)
		f.screen.Changed(office.AreaBookings)
	}
	return result, nil
}

func (f *fake) Preview(context.Context, string, string) (intake.Table, intake.Proposal, error) {
	proposal, err := intake.Guess(f.table, synonyms)
	if agenda.CodeOf(err) == "IMPORT-HEADER" {
		err = nil
	}
	return f.table, proposal, err
}
func (f *fake) Imports(context.Context) ([]agenda.Import, error) { return f.imports, nil }
func (f *fake) UndoImport(_ context.Context, id agenda.ImportID) error {
	f.undone = append(f.undone, id)
	for i := range f.imports {
		if f.imports[i].ID == id && f.failure == nil {
			f.imports[i].Undone = agenda.MustMoment("2026-11-23T08:00")
		}
	}
	f.screen.Changed(office.AreaBookings)
	return f.failure
}

func (f *fake) WriteRejections(_ context.Context, _ agenda.ImportID, _ string, format office.Format, _ *wording.Voice) (int, error) {
	f.wrote = format
	return 1, nil
}

type answers struct {
	refuse   bool
	asked    []dialogs.Question
	problems []error
}

func (a *answers) Ask(q dialogs.Question) *dialogs.Asked {
	a.asked = append(a.asked, q)
	if q.Answer != nil && !a.refuse {
		q.Answer()
	}
	return nil
}
func (a *answers) Problem(err error)                                   { a.problems = append(a.problems, err) }
func (a *answers) OpenFile(_ dialogs.FileKind, chosen func(string))    { chosen("/tmp/chosen.csv") }
func (a *answers) SaveFile(kind dialogs.FileKind, chosen func(string)) { chosen("/tmp/" + kind.Name) }

func tableOf(lines ...[]string) intake.Table {
	t := intake.Table{File: "export.csv"}
	for i, texts := range lines {
		row := intake.Row{Line: i + 1}
		for _, text := range texts {
			row.Cells = append(row.Cells, intake.Text(text))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func export() intake.Table {
	return tableOf(
		[]string{"Export du 2 mars"},
		[]string{"N° RDV", "Date du RDV", "Heure du RDV", "Nom", "E-mail", "Autre"},
		[]string{"RDV1", "02/03/2026", "9h05", "NGUYỄN", "zoe@boite.example", ""},
		[]string{"RDV2", "02/03/2026", "25h99", "Sánchez", "ana@boite.example", "x"},
	)
}

func newScreen(t *testing.T, f *fake) (*Screen, *answers) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	a := &answers{}
	s := New(Params{
		Office: f, Voice: voice, Background: widgets.Inline, Tasks: task.NewInline(), Dialogs: a,
		Navigate: func(string) { f.left++ }, History: f, Wrote: func(path string) { f.shown = path },
		Toast: func(text string, _ widgets.State) { f.toasts = append(f.toasts, text) }, ActionsChanged: func() {},
	})
	f.screen, f.byNow = s, time.Now()
	s.now = func() time.Time { return f.byNow }
	w := test.NewTempWindow(t, s.Content())
	w.Resize(fyne.NewSize(1068, 740))
	return s, a
}

func TestPathFromFileToHistory(t *testing.T) {
	f := &fake{table: export()}
	s, a := newScreen(t, f)
	s.OpenFile(` "/tmp/export.csv" `)
	if s.draft == nil || s.draft.path != "/tmp/export.csv" || s.draft.result == nil || len(f.committed) != 0 {
		t.Fatalf("after a dry run: %+v, %d imports", s.draft, len(f.committed))
	}
	if i := s.draft.result.Import; i.New != 1 || i.Rejected != 1 {
		t.Fatalf("counts %+v", i)
	}
	if row, ok := s.preview.rejected.Row(0); !ok || row.Cells[0] != "4" || row.Cells[4] != "25h99" {
		t.Errorf("rejected row %q", row.Cells)
	}
	s.commit()
	if len(f.committed) != 1 || !s.draft.committed || s.draft.result.Import.ID != "i1" {
		t.Fatalf("not committed: %+v", s.draft)
	}
	s.commit()
	if len(f.committed) != 1 {
		t.Error("one file was imported twice")
	}
	if len(f.steps) != 1 || f.steps[0].Name != "importer export.csv" {
		t.Errorf("to be undone: %+v", f.steps)
	}
	s.leave()
	if s.home.history.Total() != 1 {
		t.Errorf("the history has %d rows", s.home.history.Total())
	}
	s.home.history.Select(0)
	test.Tap(s.home.rejects)
	if f.wrote != office.FormatWorkbook || len(a.asked) != 0 || f.shown == "" || len(f.toasts) != 1 {
		t.Errorf("rejected rows written as %q, shown %q, told %q", f.wrote, f.shown, f.toasts)
	}
	test.Tap(s.home.undo)
	if !slices.Equal(f.undone, []agenda.ImportID{"i1"}) || len(a.asked) != 0 || len(f.steps) != 2 {
		t.Errorf("undone %v after %d questions, %d steps", f.undone, len(a.asked), len(f.steps))
	}
	// Undone as Ctrl+Z does it: first the undoing, then the import under its new name.
	for _, step := range []history.Step{f.steps[1], f.steps[0]} {
		if err := step.Undo(t.Context(), agenda.Silent{}); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(f.undone, []agenda.ImportID{"i1", "i2"}) {
		t.Errorf("undone %v", f.undone)
	}
}

func TestAnImportIsUndoneAndDoneAgain(t *testing.T) {
	f := &fake{table: export()}
	s, _ := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	s.commit()
	step := f.steps[0]
	for round, want := range []agenda.ImportID{"i1", "i2"} {
		if err := step.Undo(t.Context(), agenda.Silent{}); err != nil || f.undone[round] != want {
			t.Errorf("undone %q, %v; want %s", f.undone, err, want)
		}
		if err := step.Redo(t.Context(), agenda.Silent{}); err != nil || len(f.committed) != round+2 {
			t.Errorf("imported %d times, %v", len(f.committed), err)
		}
	}
}

func TestAnImportThatWasUndoneIsNotShownAsStanding(t *testing.T) {
	f := &fake{table: export()}
	s, _ := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	s.commit()
	if err := f.steps[0].Undo(t.Context(), agenda.Silent{}); err != nil || s.draft != nil {
		t.Errorf("the import is still shown: %+v, %v", s.draft, err)
	}
}

func TestCorrectingAColumnReadsAgain(t *testing.T) {
	f := &fake{table: export()}
	s, _ := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	before := f.dryRuns
	s.correct(intake.FieldBirthName, 5)
	if f.dryRuns != before+1 || !s.draft.mapping.Has(intake.FieldBirthName) || s.draft.result == nil {
		t.Fatal("a corrected column was not read")
	}
	if guessed := s.draft.certaintyOf(intake.FieldReference); s.draft.certaintyOf(intake.FieldBirthName) != byHand ||
		guessed != sure && guessed != probable {
		t.Error("what was chosen by hand is not told from what was guessed")
	}
	s.correct(intake.FieldReference, -1)
	if s.draft.result != nil || s.draft.complete() || s.draft.certaintyOf(intake.FieldReference) != missing {
		t.Error("without a reference nothing may be imported")
	}
	s.commit()
	if len(f.committed) != 0 {
		t.Error("an incomplete mapping was imported")
	}
}

func TestUnknownTitles(t *testing.T) {
	f := &fake{table: tableOf(
		[]string{"Clef", "Jour", "H", "Qui"},
		[]string{"A1", "02/03/2026", "9h05", "NGUYỄN"},
	)}
	f.failure = agenda.NewProblem("IMPORT-HEADER", "File", "export.csv", "Titles", "Clef")
	s, a := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	if s.draft == nil || len(a.problems) != 0 || s.preview.headers.Total() != 2 {
		t.Fatalf("the rows are not shown: %v", a.problems)
	}
	f.failure = nil
	s.preview.takeHeader(0)
	for i, field := range []intake.Field{intake.FieldReference, intake.FieldDate, intake.FieldTime, intake.FieldSurname} {
		s.correct(field, i)
	}
	if s.draft.result == nil || s.draft.result.Import.New != 1 {
		t.Errorf("the columns shown by hand read %+v", s.draft)
	}
}

func TestGuessThatDoesNotSuffice(t *testing.T) {
	f := &fake{table: tableOf(
		[]string{"Clef", "Date du RDV", "Heure du RDV", "Nom"},
		[]string{"A1", "02/03/2026", "9h05", "NGUYỄN"},
	)}
	s, a := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	if s.draft == nil || s.draft.result != nil || len(a.problems) != 0 || !s.draft.mapping.Has(intake.FieldDate) {
		t.Fatalf("what was guessed is lost: %+v, told %v", s.draft, a.problems)
	}
	s.correct(intake.FieldReference, 0)
	if s.draft.result == nil || s.draft.result.Import.New != 1 {
		t.Errorf("the missing column shown by hand reads %+v", s.draft.result)
	}
	s.askHeader()
	if s.draft.mapping.HeaderLine != 0 || s.preview.headers.Total() != 2 {
		t.Error("the row of titles cannot be chosen again")
	}
}

func TestUnreadableFileGoesBack(t *testing.T) {
	f := &fake{failure: agenda.NewProblem("IMPORT-EMPTY", "File", "x.csv")}
	s, a := newScreen(t, f)
	s.OpenFile("/tmp/x.csv")
	if s.draft != nil || len(a.problems) != 1 {
		t.Errorf("draft %+v, told %v", s.draft, a.problems)
	}
}

func TestOnlyTheLastStandingImportCanBeUndone(t *testing.T) {
	f := &fake{imports: []agenda.Import{{ID: "c", Undone: 5}, {ID: "b"}, {ID: "a"}}}
	s, _ := newScreen(t, f)
	for i, undoable := range []bool{false, true, false} {
		s.home.history.Select(i)
		if s.home.undo.Disabled() == undoable {
			t.Errorf("import %d: undo is offered wrongly", i)
		}
	}
}

func TestAnOlderImportIsAskedAbout(t *testing.T) {
	f := &fake{imports: []agenda.Import{{ID: "a", FileName: "mars.csv"}}}
	s, a := newScreen(t, f)
	s.home.history.Select(0)
	a.refuse = true
	test.Tap(s.home.undo)
	if len(a.asked) != 1 || len(f.undone) != 0 {
		t.Fatalf("%d questions, undone %v: its file is not known, so it cannot be made again", len(a.asked), f.undone)
	}
	a.refuse = false
	test.Tap(s.home.undo)
	if !slices.Equal(f.undone, []agenda.ImportID{"a"}) || len(f.steps) != 0 || len(f.toasts) != 1 {
		t.Errorf("undone %v, steps %v, told %q", f.undone, f.steps, f.toasts)
	}
	if !s.home.undo.Disabled() {
		t.Error("what was undone can be undone once more")
	}
}

// The second click of a double click must not press what has just come up.
func TestADoubleClickImportsNothing(t *testing.T) {
	f := &fake{table: export()}
	s, _ := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	test.Tap(seen.Button(t, s.Content(), "Importer"))
	if len(f.committed) != 0 {
		t.Fatal("the second click imported")
	}
	f.byNow = f.byNow.Add(rest)
	for range 2 {
		buttons := s.actions.Objects
		test.Tap(buttons[len(buttons)-1].(*widgets.Button)) // the primary one
	}
	if len(f.committed) != 1 || f.left != 0 {
		t.Errorf("imported %d times, left %d times", len(f.committed), f.left)
	}
}

func TestReadAndImportDoNotStandInOnePlace(t *testing.T) {
	s, _ := newScreen(t, &fake{table: export()})
	read := seen.Button(t, s.Content(), "Lire le fichier")
	driver := fyne.CurrentApp().Driver()
	at, size := driver.AbsolutePositionForObject(read), read.Size()
	s.OpenFile("/tmp/export.csv")
	commit := seen.Button(t, s.Content(), "Importer")
	to, of := driver.AbsolutePositionForObject(commit), commit.Size()
	if at.X < to.X+of.Width && to.X < at.X+size.Width && at.Y < to.Y+of.Height && to.Y < at.Y+size.Height {
		t.Errorf("one at %v %v, the other at %v %v", at, size, to, of)
	}
}

func TestColumnsThatALaterExportAddsAreTold(t *testing.T) {
	known := tableOf([]string{"N° RDV", "Date du RDV", "Heure du RDV", "Nom"}, []string{"RDV1", "02/03/2026", "9h05", "NGUYỄN"})
	proposal, err := intake.Guess(known, synonyms)
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{table: export(), remembers: &proposal.Mapping}
	s, _ := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	if s.draft.result == nil || s.draft.certaintyOf(intake.FieldSurname) != remembered || s.draft.mapping.Has(intake.FieldEmail) {
		t.Fatalf("not read as remembered: %+v", s.draft)
	}
	text := seen.Text(s.Content())
	if !strings.Contains(text, "E-mail") || !strings.Contains(text, "Autre") {
		t.Errorf("the new columns are not told:\n%s", text)
	}
	test.Tap(seen.Button(t, s.Content(), "Lire aussi cette colonne"))
	if !s.draft.mapping.Has(intake.FieldEmail) || len(s.draft.additions) != 0 || s.draft.result == nil {
		t.Errorf("the new column is not read: %+v", s.draft)
	}
}

func TestChosenColumnsAreNotLostUnasked(t *testing.T) {
	f := &fake{table: export()}
	s, a := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	s.correct(intake.FieldBirthName, 5)
	a.refuse = true
	s.OpenFile("/tmp/other.csv") // dropped on the window
	s.leave()
	if len(a.asked) != 2 || s.draft == nil || s.draft.path != "/tmp/export.csv" {
		t.Errorf("%d questions, draft %+v", len(a.asked), s.draft)
	}
}

func TestTheScreenIsMadeAnewAsItStands(t *testing.T) {
	f := &fake{table: export()}
	s, _ := newScreen(t, f)
	s.home.source.SetText("autre")
	s.OpenFile("/tmp/export.csv")
	s.correct(intake.FieldBirthName, 5)
	kept := s.Keep()
	again, _ := newScreen(t, f)
	again.Restore(kept)
	if d := again.draft; d == nil || d.path != s.draft.path || d.source != "autre" || d.certaintyOf(intake.FieldBirthName) != byHand || d.result == nil {
		t.Errorf("restored %+v", again.draft)
	}
}

func TestActionsHaveNamesAndKeysOfTheirOwn(t *testing.T) {
	f := &fake{table: export()}
	s, _ := newScreen(t, f)
	check := func() {
		t.Helper()
		set := action.Set(s.Actions())
		for _, spec := range action.All() {
			set = append(set, action.Action{ID: spec.ID, Shortcut: spec.Shortcut, Also: spec.Also})
		}
		if clashes := set.Clashes(); len(clashes) > 0 {
			t.Errorf("clashes %+v", clashes)
		}
		for _, a := range s.Actions() {
			if a.Title == "" || a.Do == nil || (!a.Usable() && a.WhyNot() == "") {
				t.Errorf("%s: %q, why not: %q", a.ID, a.Title, a.WhyNot())
			}
		}
	}
	check()
	s.OpenFile("/tmp/export.csv")
	check()
	f.byNow = f.byNow.Add(rest)
	commit, _ := action.Set(s.Actions()).Find(idCommit)
	commit.Do()
	if check(); len(f.committed) != 1 {
		t.Error("the action does not import")
	}
}

// TestNothingIsCut looks at each step at every size of text.
func TestNothingIsCut(t *testing.T) {
	known := tableOf([]string{"N° RDV", "Date du RDV", "Heure du RDV", "Nom"}, []string{"RDV1", "02/03/2026", "9h05", "NGUYỄN"})
	proposal, err := intake.Guess(known, synonyms)
	if err != nil {
		t.Fatal(err)
	}
	for _, scale := range []float64{theme.MinScale, theme.MaxScale} {
		for _, density := range theme.Densities() {
			f := &fake{table: export(), remembers: &proposal.Mapping, imports: []agenda.Import{{ID: "a", FileName: "mars.csv", Rejected: 3}}}
			s, _ := newScreen(t, f)
			fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale, Density: density}))
			s.draw()
			size := fyne.NewSize(1068, 740)
			look := func(what string) {
				t.Helper()
				for _, fault := range append(inspect.Cut(s.Content(), size), inspect.Unlabelled(s.Content(), size)...) {
					t.Errorf("%v %s, %s: %s", scale, density, what, fault)
				}
			}
			look("home")
			s.home.history.Select(0)
			look("an import")
			s.OpenFile("/tmp/export.csv")
			look("columns")
			s.preview.tabs.Select(tabRejected)
			s.draw()
			look("rejected")
			s.preview.tabs.Select(tabRules)
			s.draw()
			look("rules")
			s.commit()
			look("imported")
			s.leave()
			s.OpenFile("/tmp/export.csv")
			s.askHeader()
			look("the row of titles")
		}
	}
}

func TestEncodingsAreWrittenAsPeopleDo(t *testing.T) {
	for name, want := range map[string]string{"utf-8": "UTF-8", "utf-16le": "UTF-16LE", "windows-1252": "Windows-1252"} {
		if got := encodingName(name); got != want {
			t.Errorf("%s is written %s", name, got)
		}
	}
}

// TestAColumnHoldsOneField: whatever is chosen, no column is read for two fields.
func TestAColumnHoldsOneField(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &draft{table: export()}
		d.useHeader(2)
		for range rapid.IntRange(1, 30).Draw(t, "choices") {
			f := rapid.SampledFrom(intake.Fields()).Draw(t, "field")
			column := rapid.IntRange(-1, 5).Draw(t, "column")
			d.set(f, column)
			if d.mapping.Has(f) != (column >= 0) {
				t.Fatalf("%s from column %d: %+v", f, column, d.mapping)
			}
			used := map[int]intake.Field{}
			for field, c := range d.mapping.Columns {
				if other, twice := used[c]; twice {
					t.Fatalf("column %d holds %s and %s", c, field, other)
				}
				used[c] = field
				if d.mapping.Titles[field] == "" {
					t.Fatalf("%s has no title to be found by", field)
				}
			}
		}
	})
}

func TestRowsPassedOverAreShown(t *testing.T) {
	table := export()
	table.Rows = append(table.Rows, tableOf(nil, nil, nil, nil, []string{"Total : 2"}).Rows[4])
	table.Rows[3].Cells[2] = intake.Text("9h30")
	f := &fake{table: table}
	s, _ := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	if i := s.draft.result.Import; i.Rows != 3 || i.New != 2 || i.Rejected != 0 || i.Passed() != 1 {
		t.Fatalf("counts %+v", i)
	}
	open, ok := action.Set(s.Actions()).Find(idPassed)
	if !ok || !open.Usable() {
		t.Fatal("the rows passed over cannot be opened")
	}
	open.Do()
	if row, ok := s.preview.passed.Row(0); !ok || row.Cells[0] != "5" || row.Cells[1] != "Total : 2" || row.Cells[2] == "" {
		t.Errorf("row %q", row.Cells)
	}
	if s.commit(); !s.draft.committed || s.preview.passed.Total() != 1 {
		t.Error("the report does not show what was passed over")
	}
}

func TestAnotherSheetIsRead(t *testing.T) {
	table := export()
	other := tableOf([]string{"N° RDV", "Date du RDV", "Heure du RDV"}, []string{"RDV9", "03/03/2026", "9h00"}, []string{"RDV8", "03/03/2026", "9h30"})
	table.Sheet, other.Sheet = "Mars", "Avril"
	table.Others = []intake.Table{other}
	f := &fake{table: table}
	s, a := newScreen(t, f)
	s.OpenFile("/tmp/export.xlsx")
	s.readSheet("Avril")
	if s.draft.table.Sheet != "Avril" || s.draft.result.Import.New != 2 || len(s.draft.table.Others) != 1 {
		t.Fatalf("sheet %q brings %+v", s.draft.table.Sheet, s.draft.result.Import)
	}
	if kept := s.Keep(); kept[sheetKey] != "Avril" {
		t.Errorf("kept %v", kept)
	}
	s.correct(intake.FieldSurname, 0)
	a.refuse = true
	if s.readSheet("Mars"); s.draft.table.Sheet != "Avril" || len(a.asked) != 1 {
		t.Error("what was chosen by hand is lost without a question")
	}
	a.refuse = false
	s.readSheet("Mars")
	s.commit()
	if s.draft.table.Sheet != "Mars" || len(f.committed) != 1 || f.committed[0].Sheet != "Mars" {
		t.Errorf("imported %+v", f.committed)
	}
}

func TestASampleIsNoRepeatedTitle(t *testing.T) {
	table := export()
	table.Rows = slices.Insert(table.Rows, 2, table.Rows[1])
	for i := range table.Rows {
		table.Rows[i].Line = i + 1
	}
	f := &fake{table: table}
	s, _ := newScreen(t, f)
	s.OpenFile("/tmp/export.csv")
	if got := s.draft.sample(intake.FieldReference, 0, s.p.Voice); got != "RDV1" {
		t.Errorf("sample %q", got)
	}
}
