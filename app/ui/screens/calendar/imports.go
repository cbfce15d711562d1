package calendar

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// bringer is how a list of one kind is read from a file.
type bringer struct {
	title  string
	hint   string // what the file has to hold
	read   func(ctx context.Context, path string, dryRun bool) (office.CalendarImport, error)
	remove func(ctx context.Context, kept office.CalendarImport) error
	put    func(ctx context.Context, kept office.CalendarImport) error
	hits   func(office.CalendarImport) office.Timetable
	plan   bool
}

// imports returns how the tab in sight takes a file; nil: it does not.
func (s *Screen) imports() *bringer {
	text := s.p.Voice.Text
	switch s.tabs.Selected() {
	case tabAbsences:
		return &bringer{
			title: text("screen.calendar.import.absences"), hint: text("screen.calendar.import.absences.hint"), plan: true, read: s.p.Office.ImportAbsences,
			remove: func(ctx context.Context, kept office.CalendarImport) error {
				ids := make([]agenda.AbsenceID, len(kept.Absences))
				for i, a := range kept.Absences {
					ids[i] = a.ID
				}
				_, err := s.p.Office.RemoveAbsences(ctx, ids...)
				return err
			},
			put: func(ctx context.Context, kept office.CalendarImport) error {
				_, err := s.p.Office.PutAbsences(ctx, kept.Absences...)
				return err
			},
			hits: func(i office.CalendarImport) office.Timetable { return office.Timetable{Absences: i.Absences} },
		}
	case tabSchools:
		return &bringer{
			title: text("screen.calendar.import.schools"), hint: text("screen.calendar.import.schools.hint"), read: s.p.Office.ImportSchoolHolidays,
			remove: func(ctx context.Context, kept office.CalendarImport) error {
				ids := make([]agenda.SchoolHolidayID, len(kept.SchoolHolidays))
				for i, h := range kept.SchoolHolidays {
					ids[i] = h.ID
				}
				_, err := s.p.Office.RemoveSchoolHolidays(ctx, ids...)
				return err
			},
			put: func(ctx context.Context, kept office.CalendarImport) error {
				_, err := s.p.Office.PutSchoolHolidays(ctx, kept.SchoolHolidays...)
				return err
			},
			hits: func(office.CalendarImport) office.Timetable { return office.Timetable{} },
		}
	}
	return nil
}

// listEndings are the files in which lists come.
var listEndings = []string{".csv", ".xlsx", ".ods", ".tsv", ".txt", ".xls"}

func (s *Screen) askImport() {
	if b := s.imports(); b != nil {
		s.p.Dialogs.OpenFile(dialogs.FileKind{Title: b.title, Endings: listEndings}, s.OpenFile)
	}
}

// TakesFile reports whether a file dropped on the page belongs here.
func (s *Screen) TakesFile() bool { return s.there && s.imports() != nil }

// OpenFile reads a list without keeping it, and shows what it would bring.
func (s *Screen) OpenFile(path string) {
	b := s.imports()
	if b == nil {
		return
	}
	var found office.CalendarImport
	var hit office.Affected
	s.p.Tasks.Run(b.title, func(ctx context.Context, _ agenda.Progress) (err error) {
		if found, err = b.read(ctx, path, true); err != nil {
			return err
		}
		if b.plan && len(found.Rejected) == 0 && len(found.Absences) > 0 {
			hit, err = s.p.Office.Affected(ctx, b.hits(found))
		}
		return err
	}, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		s.preview(b, path, found, hit)
	})
}

// preview shows what a list would bring, row by row, and lets the person decide.
func (s *Screen) preview(b *bringer, path string, found office.CalendarImport, hit office.Affected) {
	voice := s.p.Voice
	text := voice.Text
	fresh := len(found.Absences) + len(found.SchoolHolidays)
	badges := []fyne.CanvasObject{widgets.NewBadge(text("screen.calendar.import.new", "Count", fresh), widgets.Success)}
	if found.Known > 0 {
		badges = append(badges, widgets.NewBadge(text("screen.calendar.import.known", "Count", found.Known), widgets.Plain))
	}
	if found.Passed > 0 {
		badges = append(badges, widgets.NewBadge(text("screen.calendar.import.passed", "Count", found.Passed), widgets.Plain))
	}
	if n := len(found.Rejected); n > 0 {
		badges = append(badges, widgets.NewBadge(text("screen.calendar.import.rejected", "Count", n), widgets.Danger))
	}
	table := s.previewTable(found)
	parts := []fyne.CanvasObject{widgets.Flow(nil, badges...)}
	if len(found.Unread) > 0 {
		parts = append(parts, widgets.NewParagraph(widgets.RoleMuted, text("screen.calendar.import.unread", "Columns", strings.Join(found.Unread, ", "))))
	}
	if said, state := impactOf(hit, voice); len(hit.Slots)+len(hit.Bookings) > 0 {
		warning := widgets.NewParagraph(widgets.RoleBody, said)
		warning.SetState(state)
		parts = append(parts, warning)
	}
	parts = append(parts, table)
	q := dialogs.Question{
		Title: text("screen.calendar.import.title", "File", found.File), Text: b.hint, Content: widgets.Parts(table, parts...),
		Size: fyne.NewSize(tableWidth, 0), Role: widgets.Primary, Refuse: text("screen.calendar.form.leave"),
		Accept: text("screen.calendar.import.keep", "Count", fresh),
	}
	switch {
	case len(found.Rejected) > 0:
		q.Text, q.Accept, q.Refuse = text("screen.calendar.import.repair"), text("screen.calendar.impact.done"), ""
	case fresh == 0:
		q.Text, q.Accept, q.Refuse = text("screen.calendar.import.nothing"), text("screen.calendar.impact.done"), ""
	default:
		keep := func() { s.takeIn(b, path) }
		q.Answer = func() bool {
			if grave(hit) {
				s.warn(b.hits(found), hit, keep)
			} else {
				keep()
			}
			return true
		}
	}
	s.p.Dialogs.Ask(q)
}

// takeIn keeps what a list brings.
func (s *Screen) takeIn(b *bringer, path string) {
	var kept office.CalendarImport
	s.p.Tasks.Run(b.title, func(ctx context.Context, _ agenda.Progress) (err error) {
		kept, err = b.read(ctx, path, false)
		return err
	}, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		s.did(history.Step{
			Name: s.p.Voice.Text("screen.calendar.import.step", "File", kept.File),
			Undo: func(ctx context.Context, _ agenda.Progress) error { return b.remove(ctx, kept) },
			Redo: func(ctx context.Context, _ agenda.Progress) error { return b.put(ctx, kept) },
		}, b.plan)
	})
}

// previewTable lists what is wrong first, then what is new.
func (s *Screen) previewTable(found office.CalendarImport) fyne.CanvasObject {
	voice := s.p.Voice
	text := voice.Text
	t := widgets.NewDataTable(widgets.TableParams{
		ID: rejectedKey, Memory: s.p.Memory, Label: text("screen.calendar.import.rows"), Voice: voice, Background: widgets.Inline, Signs: true, Multiple: true,
		Columns: []widgets.Column{
			{ID: "fate", Label: text("screen.calendar.import.fate"), Width: 96},
			{ID: "line", Label: text("screen.calendar.import.line"), Width: 56, Align: fyne.TextAlignTrailing},
			{ID: "what", Label: text("screen.calendar.import.what"), Width: 400, Stretch: true},
			{ID: "why", Label: text("screen.calendar.import.why"), Width: 250, Stretch: true},
		},
	})
	t.SetSource(widgets.Rows(previewRows(found, s.house, voice)))
	return widgets.AtLeast(0, tableHeight, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, t))
}

func previewRows(found office.CalendarImport, house office.House, voice *wording.Voice) []widgets.Row {
	var rows []widgets.Row
	add := func(state widgets.State, cells ...string) {
		rows = append(rows, widgets.Row{Key: voice.Number(len(rows)), Cells: cells, State: state})
	}
	for _, r := range found.Rejected {
		add(widgets.Danger, voice.Text("screen.calendar.import.fate.rejected"), voice.Number(r.Line), whereOf(r.Column, r.Value, voice), voice.Say(r.Reason))
	}
	for _, a := range found.Absences {
		what := strings.Join(nonEmpty(house.DeskName(a.Desk), shortDays(a.Period(), voice), part(a.Hours, voice)), " · ")
		add(widgets.Success, voice.Text("screen.calendar.import.fate.new"), "", what, a.Reason)
	}
	for _, h := range found.SchoolHolidays {
		add(widgets.Success, voice.Text("screen.calendar.import.fate.new"), "", voice.Text("screen.calendar.schools.zone", "Zone", h.Zone)+" · "+h.Name, shortDays(h.Period(), voice))
	}
	return rows
}

// whereOf names the column and what stands in it, as far as there is any.
func whereOf(column, value string, voice *wording.Voice) string {
	if column == "" || value == "" {
		return column + value
	}
	return voice.Text("screen.calendar.import.cell", "Column", column, "Value", value)
}

func nonEmpty(texts ...string) (some []string) {
	for _, text := range texts {
		if text != "" {
			some = append(some, text)
		}
	}
	return some
}
