package office

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// ImportOptions say what to import and how.
type ImportOptions struct {
	Path string
	// Source is the name under which the column mapping is remembered, such as that
	// of the platform.
	Source string
	// Mapping says which column is which. Without one, the mapping remembered for the
	// source is used where the file's titles still fit it, else a guess.
	Mapping *intake.Mapping
	// Sheet is the name of the sheet of a workbook; empty for the one that looks most like
	// an export.
	Sheet string
	// DryRun reads and compares, and changes nothing.
	DryRun bool
}

// DefaultSource is the name of the source when nobody gave one.
const DefaultSource = "plateforme"

// ImportResult says what an import brought, or would bring.
type ImportResult struct {
	Import   agenda.Import // with its counts; ID is empty after a dry run
	Table    intake.Table  // for a preview
	Mapping  intake.Mapping
	Proposal intake.Proposal // how sure each column is; empty where the mapping was given or remembered
	Reading  intake.Reading
	Changes  intake.Changes
	Rejected []intake.Rejection
	RulesOff []intake.RuleOff
	DryRun   bool
}

// Import reads an export of the booking platform, compares it with the bookings
// already known and keeps what is new, all in one transaction. Every row of the file
// is accounted for in the result.
func (o *Office) Import(ctx context.Context, options ImportOptions, progress agenda.Progress) (ImportResult, error) {
	if options.Source == "" {
		options.Source = DefaultSource
	}
	progress.Report(agenda.Msg("office.stage.read-file", "File", filepath.Base(options.Path)), 0, 0)
	table, digest, err := o.tables.ReadTable(ctx, options.Path)
	if err != nil {
		return ImportResult{}, err
	}
	known, err := o.loadKnown(ctx, options.Source)
	if err != nil {
		return ImportResult{}, err
	}
	if table, err = o.chooseSheet(table, options.Sheet, cmp.Or(options.Mapping, known.remembered)); err != nil {
		return ImportResult{}, err
	}
	result := ImportResult{Table: table, DryRun: options.DryRun}
	if result.Proposal, err = o.mapColumns(table, options.Mapping, known); err != nil {
		return ImportResult{}, err
	}
	result.Mapping = result.Proposal.Mapping
	words, err := known.house.known()
	if err != nil {
		return ImportResult{}, err
	}
	words.Notes = o.reference.Columns[intake.NoteTitles]
	if result.Reading, err = intake.Read(ctx, table, result.Mapping, words, progress); err != nil {
		return ImportResult{}, err
	}
	result.Rejected, result.RulesOff = result.Reading.Rejected, result.Reading.RulesOff
	result.Changes = intake.Compare(known.bookings, result.Reading)
	result.Import = agenda.Import{
		Source: options.Source, FileName: filepath.Base(options.Path), Digest: digest, At: o.now(),
		Rows: result.Reading.Rows, New: len(result.Changes.New), Changed: len(result.Changes.Changed),
		Unchanged: result.Changes.Unchanged, Gone: len(result.Changes.Gone), Rejected: len(result.Rejected),
	}
	if options.DryRun {
		return result, nil
	}
	result.Import.ID = agenda.ImportID(o.newID())
	progress.Report(agenda.Msg("office.stage.save"), 0, 0)
	if err := o.keepImport(ctx, result); err != nil {
		return ImportResult{}, err
	}
	o.changed(AreaBookings, AreaReleases)
	return result, nil
}

// knownBookings is what an import is read against.
type knownBookings struct {
	house      House
	bookings   []agenda.Booking
	remembered *intake.Mapping
}

func (o *Office) loadKnown(ctx context.Context, source string) (knownBookings, error) {
	return view(ctx, o, func(r workspace.Reader) (k knownBookings, err error) {
		if k.house, err = loadHouse(ctx, r); err != nil {
			return k, err
		}
		if k.bookings, err = r.Bookings(ctx, workspace.BookingQuery{}); err != nil {
			return k, err
		}
		mapping, found, err := r.Mapping(ctx, source)
		if found {
			k.remembered = &mapping
		}
		return k, err
	})
}

// chooseSheet takes the sheet of a name, or the one that looks most like an export.
func (o *Office) chooseSheet(table intake.Table, name string, earlier *intake.Mapping) (intake.Table, error) {
	if name != "" {
		return table.SheetNamed(name)
	}
	return table.Export(earlier, o.reference.Columns), nil
}

// mapColumns prefers what a person chose now, then what is remembered and still
// fits, then a guess.
func (o *Office) mapColumns(table intake.Table, chosen *intake.Mapping, known knownBookings) (intake.Proposal, error) {
	if chosen != nil {
		mapping, err := chosen.Locate(table)
		return intake.Proposal{Mapping: mapping}, err
	}
	if known.remembered != nil {
		if mapping, err := known.remembered.Locate(table); err == nil {
			return intake.Proposal{Mapping: mapping}, nil
		}
	}
	return intake.Guess(table, o.reference.Columns)
}

func (o *Office) keepImport(ctx context.Context, result ImportResult) error {
	return o.store.Update(ctx, func(w workspace.Writer) error {
		// Read again inside the transaction: another window of the program may have
		// imported, decided or planned since.
		bookings, err := w.Bookings(ctx, workspace.BookingQuery{})
		if err != nil {
			return err
		}
		slots, err := w.Slots(ctx, workspace.SlotQuery{})
		if err != nil {
			return err
		}
		given, err := w.GivenBack(ctx)
		if err != nil {
			return err
		}
		changes := intake.Compare(bookings, result.Reading)
		if !sameChanges(changes, result.Changes) {
			return agenda.NewProblem("IMPORT-OVERTAKEN", "File", result.Import.FileName)
		}
		application := o.application(result, changes, newFreeSlots(slots, given, standing(bookings, changes)))
		if err := w.ApplyImport(ctx, application); err != nil {
			return err
		}
		if err := o.takeBackHeld(ctx, w); err != nil {
			return err
		}
		if !result.Reading.Mended { // whose columns are moved by the notes
			if err := w.SetMapping(ctx, result.Import.Source, result.Mapping); err != nil {
				return err
			}
		}
		i := result.Import
		return o.record(ctx, w, "import", string(i.ID), map[string]any{
			"source": i.Source, "sha256": i.Digest, "rows": i.Rows, "new": i.New, "changed": i.Changed,
			"unchanged": i.Unchanged, "gone": i.Gone, "rejected": i.Rejected, "passed": i.Passed(),
		})
	})
}

// application gives what an export brings its ids and its slots.
func (o *Office) application(result ImportResult, changes intake.Changes, free *freeSlots) workspace.ImportApplication {
	a := workspace.ImportApplication{
		Import: result.Import, Fields: result.Reading.Fields, Gone: changes.Gone, Leftovers: result.Reading.Leftovers(),
	}
	// Those that were there before come first: nobody loses a slot to a newcomer.
	for _, change := range changes.Changed {
		b := change.After.Booking
		b.ID, b.Import, b.Slot = change.Before.ID, change.Before.Import, change.Before.Slot
		// The person's earlier data stay sealed in their own row, so that undoing
		// the import finds them as they were.
		b.Applicant.ID = agenda.ApplicantID(o.newID())
		if !stays(change) {
			b.Slot = ""
		}
		if b.Active() && b.Slot == "" {
			b.Slot = free.take(b)
		}
		a.Changed = append(a.Changed, b)
	}
	for _, draft := range changes.New {
		b := draft.Booking
		b.ID = agenda.BookingID(o.newID())
		b.Applicant.ID = agenda.ApplicantID(o.newID())
		b.Import = result.Import.ID
		if b.Active() {
			b.Slot = free.take(b)
		}
		a.New = append(a.New, b)
	}
	return a
}

// stays reports whether a booking keeps its slot: it did not move, and it did not come
// back to life, for then somebody else may have the slot by now.
func stays(c intake.Change) bool {
	return !moved(c.Before, c.After.Booking) && (c.Before.Active() || !c.After.Active())
}

// standing returns the bookings that hold their slot before an export and go on
// holding it after: what the export cancels, moves or no longer has makes room for
// what it brings.
func standing(bookings []agenda.Booking, changes intake.Changes) []agenda.Booking {
	leaves := map[agenda.BookingID]bool{}
	for _, id := range changes.Gone {
		leaves[id] = true
	}
	for _, c := range changes.Changed {
		leaves[c.Before.ID] = !c.After.Active() || !stays(c)
	}
	var stay []agenda.Booking
	for _, b := range bookings {
		if b.Active() && !leaves[b.ID] {
			stay = append(stay, b)
		}
	}
	return stay
}

func sameChanges(a, b intake.Changes) bool {
	return len(a.New) == len(b.New) && len(a.Changed) == len(b.Changed) &&
		len(a.Gone) == len(b.Gone) && a.Unchanged == b.Unchanged
}

func moved(before, after agenda.Booking) bool {
	return before.Date != after.Date || before.Start != after.Start || before.Desk != after.Desk
}

// freeSlots finds the slot of the plan that a booking of the platform sits on.
type freeSlots struct {
	byPlace map[place][]agenda.SlotID
}

type place struct {
	desk  agenda.DeskID
	date  agenda.Date
	start agenda.Clock
}

// newFreeSlots returns the slots that none of the bookings holds, the likeliest of each
// place first: one that is online before one that was given back and shall go online
// again, for that is the one that people can take.
func newFreeSlots(slots []agenda.Slot, given []workspace.GivenBack, holding []agenda.Booking) *freeSlots {
	taken, back := map[agenda.SlotID]bool{}, map[agenda.SlotID]bool{}
	for _, b := range holding {
		taken[b.Slot] = true
	}
	for _, g := range given {
		back[g.Slot.ID] = true
	}
	likelihood := func(s agenda.Slot) int {
		order := []agenda.SlotState{agenda.SlotPublished, agenda.SlotReserved, agenda.SlotPlanned, agenda.SlotReleased}
		rank := slices.Index(order, s.State)
		if back[s.ID] {
			rank += len(order)
		}
		return rank
	}
	f := &freeSlots{byPlace: map[place][]agenda.SlotID{}}
	for _, s := range slices.SortedStableFunc(slices.Values(slots), func(a, b agenda.Slot) int { return likelihood(a) - likelihood(b) }) {
		if !taken[s.ID] {
			at := place{s.Desk, s.Date, s.Start}
			f.byPlace[at] = append(f.byPlace[at], s.ID)
		}
	}
	return f
}

// take returns a free slot at the booking's place, or "" when there is none: the
// booking is kept all the same, and the vetting says what is wrong with it.
func (f *freeSlots) take(b agenda.Booking) agenda.SlotID {
	at := place{b.Desk, b.Date, b.Start}
	ids := f.byPlace[at]
	if len(ids) == 0 {
		return ""
	}
	f.byPlace[at] = ids[1:]
	return ids[0]
}

// UndoImport takes an import back; see [workspace.Writer.UndoImport] for when it may.
func (o *Office) UndoImport(ctx context.Context, id agenda.ImportID) error {
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		imports, err := w.Imports(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(imports, func(i agenda.Import) bool { return i.ID == id }) {
			return agenda.NewProblem("IMPORT-UNKNOWN", "Import", string(id))
		}
		if err := w.UndoImport(ctx, id, o.now()); err != nil {
			return err
		}
		if err := o.takeBackHeld(ctx, w); err != nil {
			return err
		}
		return o.record(ctx, w, "undo-import", string(id), struct{}{})
	})
	if err == nil {
		o.changed(AreaBookings, AreaReleases)
	}
	return err
}

// Imports returns the history of imports, newest first.
func (o *Office) Imports(ctx context.Context) ([]agenda.Import, error) {
	return view(ctx, o, func(r workspace.Reader) ([]agenda.Import, error) { return r.Imports(ctx) })
}

// Leftovers returns the rows of an import that gave no booking.
func (o *Office) Leftovers(ctx context.Context, id agenda.ImportID) (intake.Leftovers, error) {
	return view(ctx, o, func(r workspace.Reader) (intake.Leftovers, error) { return r.Leftovers(ctx, id) })
}

// WriteRejections writes the rows that an import could not read, whole, to be mended and
// imported again, with those it passed over between them; it returns how many could not
// be read.
func (o *Office) WriteRejections(ctx context.Context, id agenda.ImportID, path string, format Format, voice *wording.Voice) (int, error) {
	rows, err := o.Leftovers(ctx, id)
	if err != nil {
		return 0, err
	}
	err = o.files.WriteFile(path, func(w io.Writer) error { return o.writers.Leftovers(ctx, w, format, rows, voice) })
	if err != nil {
		return 0, err
	}
	return len(rows.Rejected), o.exported(ctx, "rejections", len(rows.Rejected))
}

// Bookings returns a page of bookings and how many there are in all.
func (o *Office) Bookings(ctx context.Context, q workspace.BookingQuery) (page []agenda.Booking, total int, err error) {
	err = o.store.View(ctx, func(r workspace.Reader) (err error) {
		if total, err = r.CountBookings(ctx, q); err != nil {
			return err
		}
		page, err = r.Bookings(ctx, q)
		return err
	})
	return page, total, err
}

// WriteBookings writes every booking as encode does, and returns how many.
func (o *Office) WriteBookings(ctx context.Context, path string, encode func(io.Writer, []agenda.Booking) error) (int, error) {
	bookings, _, err := o.Bookings(ctx, workspace.BookingQuery{})
	if err != nil {
		return 0, err
	}
	if err := o.files.WriteFile(path, func(w io.Writer) error { return encode(w, bookings) }); err != nil {
		return 0, err
	}
	return len(bookings), o.exported(ctx, "bookings", len(bookings))
}
