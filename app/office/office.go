// Package office holds the use cases of the service: make a workspace, plan the
// year, draw a week's releases, import an export, vet the bookings, decide, write
// the convocations, show the figures.
//
// What belongs here: code that loads what a pure package needs, calls it, saves
// what it decided in one transaction together with its journal entry, and tells who
// listens. What does not: rules (they stand in the pure packages), SQL, file
// formats, widgets. It works on a [workspace.Store]; the other adapters it needs are
// small interfaces and functions declared here and wired by the programs in cmd.
package office

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/convocation"
	"creneaux/app/intake"
	"creneaux/app/publication"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// Params are what an [Office] works with. All are needed.
type Params struct {
	Store     workspace.Store
	Now       func() agenda.Moment // the clock on the wall
	Random    io.Reader            // the system's cryptographic source
	NewID     func() string        // UUIDv7
	Actor     string               // account of who acts, for the journal
	Tables    TableReader
	Writers   Writers
	Files     FileWriter
	Reference Reference
	Log       *slog.Logger
}

// TableReader reads an export file, whatever its format, as a table of cells.
type TableReader interface {
	// ReadTable returns the table and the SHA-256 of the file, hexadecimal.
	ReadTable(ctx context.Context, path string) (table intake.Table, digest string, err error)
}

// FileWriter puts a file in place whole or not at all.
type FileWriter interface {
	WriteFile(path string, write func(io.Writer) error) error
}

// Writers are the encoders of what leaves the workspace.
type Writers interface {
	// Letters and DayList return remarks about what did not come out as usual: papers
	// moved to a second page, characters that no font has.
	Letters(ctx context.Context, w io.Writer, letters []convocation.Letter, voice *wording.Voice, progress agenda.Progress) (remarks []agenda.Message, err error)
	LetterBook(ctx context.Context, w io.Writer, rows []LetterRow, voice *wording.Voice) error
	DayList(ctx context.Context, w io.Writer, list convocation.DayList, voice *wording.Voice) (remarks []agenda.Message, err error)
	Cancellations(ctx context.Context, w io.Writer, format Format, rows []Cancellation, voice *wording.Voice) error
	Leftovers(ctx context.Context, w io.Writer, format Format, rows intake.Leftovers, voice *wording.Voice) error
	Affected(ctx context.Context, w io.Writer, format Format, rows []AffectedRow, voice *wording.Voice) error
	// Plan returns remarks as Letters does.
	Plan(ctx context.Context, w io.Writer, format Format, sheet capacity.YearSheet, voice *wording.Voice) (remarks []agenda.Message, err error)
	// Releases returns remarks as Letters does.
	Releases(ctx context.Context, w io.Writer, format Format, sheet publication.WeekSheet, voice *wording.Voice) (remarks []agenda.Message, err error)
	ChartWriter
}

// Format is the form of a file that is written.
type Format string

// The forms of files.
const (
	FormatPDF      Format = "pdf"
	FormatWorkbook Format = "xlsx"
	FormatCSV      Format = "csv"
	FormatCalendar Format = "ics"
)

// Reference is the embedded reference data that use cases need.
type Reference struct {
	Columns           map[string][]string // field of intake → titles that mean it
	Placeholders      []string            // what people write instead of a name
	DisposableDomains map[string]bool
	Weights           map[agenda.ProcedureCode]float64 // usual share of each procedure in a year's demand
}

// Area is a part of the workspace that screens show.
type Area string

// The areas that change together.
const (
	AreaSetup        Area = "setup"
	AreaPlan         Area = "plan"
	AreaReleases     Area = "releases"
	AreaBookings     Area = "bookings"
	AreaDecisions    Area = "decisions"
	AreaConvocations Area = "convocations"
	AreaScenarios    Area = "scenarios"
)

// Office runs the use cases on one workspace. Its methods may be called from any
// goroutine.
type Office struct {
	store     workspace.Store
	now       func() agenda.Moment
	random    io.Reader
	newID     func() string
	actor     string
	tables    TableReader
	writers   Writers
	files     FileWriter
	reference Reference
	log       *slog.Logger

	judged judgements // of past weeks; see [Office.ReleaseHistory]

	mu        sync.Mutex
	listeners []func(Area)
}

// New makes the office of a workspace. A missing parameter is a mistake of the
// program and found at its start.
func New(p Params) (*Office, error) {
	for name, missing := range map[string]bool{
		"Store": p.Store == nil, "Now": p.Now == nil, "Random": p.Random == nil, "NewID": p.NewID == nil,
		"Actor": p.Actor == "", "Tables": p.Tables == nil, "Writers": p.Writers == nil, "Files": p.Files == nil,
		"Reference": p.Reference.Columns == nil, "Log": p.Log == nil,
	} {
		if missing {
			return nil, fmt.Errorf("office: parameter %s is missing", name)
		}
	}
	return &Office{
		store: p.Store, now: p.Now, random: p.Random, newID: p.NewID, actor: p.Actor, tables: p.Tables,
		writers: p.Writers, files: p.Files, reference: p.Reference, log: p.Log,
	}, nil
}

// Listen calls f after each change of an area, on the goroutine that made it.
func (o *Office) Listen(f func(Area)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.listeners = append(o.listeners, f)
}

func (o *Office) changed(areas ...Area) {
	o.mu.Lock()
	listeners := append([]func(Area){}, o.listeners...)
	o.mu.Unlock()
	for _, area := range areas {
		for _, f := range listeners {
			f(area)
		}
	}
}

// Now returns what the clock on the wall shows.
func (o *Office) Now() agenda.Moment { return o.now() }

// Path returns where the workspace file is.
func (o *Office) Path() string { return o.store.Path() }

// Protected reports whether a passphrase protects the personal data.
func (o *Office) Protected() bool { return o.store.Protected() }

// Check looks for damage in the workspace; see [workspace.Store].
func (o *Office) Check(ctx context.Context) ([]agenda.Message, error) { return o.store.Check(ctx) }

// Backup writes a copy of the workspace; see [workspace.Store].
func (o *Office) Backup(ctx context.Context, path string) error {
	if err := o.store.Backup(ctx, path); err != nil {
		return err
	}
	return o.exported(ctx, "backup", 1)
}

// Close ends the work on the workspace.
func (o *Office) Close() error { return o.store.Close() }

// record appends to the journal, in the transaction of what it tells.
func (o *Office) record(ctx context.Context, w workspace.Writer, action, subject string, detail any) error {
	raw, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("office: journal of %s: %w", action, err)
	}
	return w.Record(ctx, workspace.JournalRecord{At: o.now(), Actor: o.actor, Action: action, Subject: subject, Detail: raw})
}

// view loads what one function reads, and returns it.
func view[T any](ctx context.Context, o *Office, load func(workspace.Reader) (T, error)) (T, error) {
	var result T
	err := o.store.View(ctx, func(r workspace.Reader) (err error) {
		result, err = load(r)
		return err
	})
	return result, err
}

// seed draws 32 bytes from the system's cryptographic source.
func (o *Office) seed() (seed [32]byte, err error) {
	if _, err := io.ReadFull(o.random, seed[:]); err != nil {
		return seed, agenda.NewProblem("NO-RANDOMNESS").Because(err)
	}
	return seed, nil
}
