// Package wire puts the programs together: it opens a workspace, chooses the adapters
// of data/* and hands them to app/office.
//
// What belongs here: construction that both programs share, and nothing that decides.
package wire

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no database of time zones

	"github.com/google/uuid"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/data/reference"
	"creneaux/data/spreadsheet"
	"creneaux/data/sqlite"
	"creneaux/data/wholefile"
)

// Options say how a workspace is opened.
type Options struct {
	Path string
	// Passphrase returns what protects the personal data; nil where nothing does.
	Passphrase func() ([]byte, error)
	Version    string       // of the program, noted in the workspace
	Log        *slog.Logger // nil: nowhere
	ReadOnly   bool         // nothing is written, and the workspace may be open elsewhere
	// Now tells the time; nil: the clock on the wall.
	Now func() agenda.Moment
}

// Open opens an existing workspace.
func Open(ctx context.Context, options Options) (*office.Office, error) {
	now := options.clock()
	store, err := sqlite.Open(ctx, options.Path, options.storage(now))
	if err != nil {
		return nil, err
	}
	return assemble(store, options, now, rand.Reader, newID)
}

// Create makes a new workspace for a year, with the reference procedures and desks or
// those of a set-up file. year 0 is that of the set-up file, or the present one.
func Create(ctx context.Context, options Options, year int, setupFile string) (*office.Office, error) {
	setup := ReferenceSetup()
	if setupFile != "" {
		var err error
		if setup, err = ReadSetup(setupFile); err != nil {
			return nil, err
		}
	}
	return CreateFrom(ctx, options, year, setup)
}

// CreateFrom makes a workspace of a set-up; year is the set-up's own where it is 0, and
// the present one where that is 0 too.
func CreateFrom(ctx context.Context, options Options, year int, setup office.Setup) (*office.Office, error) {
	now := options.clock()
	switch {
	case year != 0:
		setup.Service.Year = year
	case setup.Service.Year == 0:
		setup.Service.Year = now().Date().Week().Year
	}
	return createWith(ctx, options, now, rand.Reader, newID, func(o *office.Office) error { return o.Initialise(ctx, setup) })
}

// createWith makes a workspace and fills it. When filling fails, or is cancelled, no
// file is left behind.
func createWith(ctx context.Context, options Options, now func() agenda.Moment, random io.Reader, newID func() string, fill func(*office.Office) error) (*office.Office, error) {
	store, err := sqlite.Create(ctx, options.Path, options.storage(now))
	if err != nil {
		return nil, err
	}
	o, err := assemble(store, options, now, random, newID)
	if err == nil {
		err = fill(o)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close(), removeWorkspace(options.Path))
	}
	return o, nil
}

// removeWorkspace deletes a workspace that was never complete, with what SQLite and
// the lock left beside it.
func removeWorkspace(path string) error {
	var failed error
	for _, suffix := range []string{"", "-wal", "-shm", "-journal", ".lock"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// storage returns how the file is opened. Keys and nonces always come from the
// system's source, even where the use cases run on a seed.
func (options Options) storage(now func() agenda.Moment) sqlite.Options {
	return sqlite.Options{
		Passphrase: options.Passphrase, Now: now, Random: rand.Reader,
		Log: options.logger(), ApplicationVersion: options.Version, ReadOnly: options.ReadOnly,
	}
}

func (options Options) logger() *slog.Logger {
	if options.Log != nil {
		return options.Log
	}
	return slog.New(slog.DiscardHandler)
}

func assemble(store *sqlite.Workspace, options Options, now func() agenda.Moment, random io.Reader, newID func() string) (*office.Office, error) {
	return office.New(office.Params{
		Store: store, Now: now, Random: random, NewID: newID, Actor: actor(),
		Tables: tables{}, Writers: writers{}, Files: files{}, Reference: referenceData(), Log: options.logger(),
	})
}

func referenceData() office.Reference {
	return office.Reference{
		Columns:           reference.ColumnSynonyms(),
		Placeholders:      reference.PlaceholderNames(),
		DisposableDomains: reference.DisposableDomains(),
		Weights:           reference.Weights(),
	}
}

func (options Options) clock() func() agenda.Moment {
	if options.Now == nil {
		return Now
	}
	return options.Now
}

// Now is the clock on the wall.
func Now() agenda.Moment { return agenda.MomentOf(time.Now()) }

// newID returns a UUIDv7.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// RandomSeed returns 32 bytes from the system's cryptographic source.
func RandomSeed() (seed [32]byte, err error) {
	if _, err := rand.Read(seed[:]); err != nil {
		return seed, agenda.NewProblem("NO-RANDOMNESS").Because(err)
	}
	return seed, nil
}

// actor is the operating-system account of who acts, for the journal.
func actor() string {
	if account, err := user.Current(); err == nil && account.Username != "" {
		return account.Username
	}
	return "?"
}

// PassphraseFile reads the passphrase from the first line of a file: an argument
// would show in the list of processes.
func PassphraseFile(path string) func() ([]byte, error) {
	return func() ([]byte, error) {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, agenda.NewProblem("FILE-UNREADABLE", "File", path).Because(err)
		}
		line, _, _ := strings.Cut(string(raw), "\n")
		return []byte(strings.TrimSuffix(line, "\r")), nil
	}
}

type tables struct{}

func (tables) ReadTable(ctx context.Context, path string) (intake.Table, string, error) {
	path, err := filepath.Abs(path) // so that a problem names the folder, not "."
	if err != nil {
		return intake.Table{}, "", err
	}
	table, err := spreadsheet.Open(ctx, path)
	if err != nil {
		return intake.Table{}, "", err
	}
	digest, err := wholefile.Digest(ctx, path)
	return table, digest, err
}

type files struct{}

func (files) WriteFile(path string, write func(io.Writer) error) error {
	return wholefile.Write(path, write)
}
