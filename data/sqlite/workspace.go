package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/mattn/go-sqlite3"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// Options say how a workspace is made or opened. Their zero value opens an
// unprotected one for writing.
type Options struct {
	// Passphrase asks for the passphrase, once. It is called only when one is needed;
	// its error comes back as it is, and its bytes are wiped after use. nil makes an
	// unprotected workspace, and cannot open a protected one.
	Passphrase func() ([]byte, error)

	// Now tells the time for what the store itself records. nil: the wall clock.
	Now func() agenda.Moment

	// Random is the source of keys, salts and nonces. nil, or the system's
	// cryptographic source, for anything but a test: a nonce drawn twice gives away
	// what it sealed.
	Random io.Reader

	// ReadOnly opens without the lock, beside a program that writes or on a medium
	// that cannot be written.
	ReadOnly bool

	Log                *slog.Logger // nil: nowhere
	ApplicationVersion string       // recorded in the file by what makes or migrates it
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = func() agenda.Moment { return agenda.MomentOf(time.Now()) }
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// surroundings are what the present program and machine bring to a file; tests bring
// others.
type surroundings struct {
	steps     []migration
	onNetwork func(folder string) bool
}

func present() (surroundings, error) {
	steps, err := migrations()
	return surroundings{steps, onNetwork}, err
}

// applicationID marks a SQLite file as a workspace: "CRNX" in ASCII.
const applicationID = 0x43524E58

// readers is how many reading transactions may run at once; others wait for one of
// them, never for the writer.
const readers = 4

// Workspace is one open workspace file.
type Workspace struct {
	path      string
	id        string
	log       *slog.Logger
	protected bool
	readOnly  bool
	immutable bool // read-only on a medium that cannot be written
	warning   agenda.Message

	lock   *flock.Flock // nil when read-only
	writer *sql.DB      // nil when read-only
	pool   *sql.DB
	keys   *keyring
	names  *nameIndex

	tasks   gate
	closing sync.Once
	closed  error
}

var _ workspace.Store = (*Workspace)(nil)

// Open opens an existing workspace, migrating one of an older program after backing it
// up beside it.
//
// Problems: WS-MISSING, WS-NOT-A-WORKSPACE, WS-DAMAGED, WS-NEWER, WS-OLDER (read-only),
// WS-READ-ONLY, WS-OPEN-ELSEWHERE, WS-PASSPHRASE, WS-PASSPHRASE-NEEDED, WS-DISK-FULL,
// WS-DISK.
func Open(ctx context.Context, path string, opts Options) (*Workspace, error) {
	env, err := present()
	if err != nil {
		return nil, err
	}
	return openIn(ctx, path, opts, env)
}

func openIn(ctx context.Context, path string, opts Options, env surroundings) (*Workspace, error) {
	path, err := realPath(path)
	if err != nil {
		return nil, err
	}
	opts = opts.withDefaults()
	if opts.ReadOnly {
		return attach(ctx, path, nil, opts, env)
	}
	lock, err := takeLock(path)
	if err != nil {
		return nil, err
	}
	return attach(ctx, path, lock, opts, env)
}

// realPath returns the absolute path of an existing file, links followed, so that one
// file has one lock whatever it is called.
func realPath(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	actual, err := filepath.EvalSymlinks(absolute)
	if err != nil {
		return "", explain(context.Background(), err, absolute)
	}
	if info, err := os.Stat(actual); err == nil && info.IsDir() {
		return "", agenda.NewProblem("WS-NOT-A-WORKSPACE", "File", absolute)
	}
	return actual, nil
}

// takeLock takes the lock that makes this program the only one to write.
func takeLock(path string) (*flock.Flock, error) {
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	taken, err := lock.TryLock()
	if err != nil {
		return nil, explain(context.Background(), err, path)
	}
	if !taken {
		return nil, agenda.NewProblem("WS-OPEN-ELSEWHERE", "File", path)
	}
	return lock, nil
}

// attach opens the connections of a workspace. It owns the lock, and frees it when it
// fails.
func attach(ctx context.Context, path string, lock *flock.Flock, opts Options, env surroundings) (_ *Workspace, err error) {
	w := &Workspace{path: path, log: opts.Log, readOnly: opts.ReadOnly, lock: lock, names: newNameIndex()}
	defer func() {
		if err != nil {
			err = explain(ctx, err, path)
			_ = w.Close() // the error that brought us here counts
		}
	}()
	if err := w.openPool(ctx); err != nil {
		return nil, err
	}
	if err := w.recognise(ctx, len(env.steps)); err != nil {
		return nil, err
	}
	if err := w.unlock(ctx, opts); err != nil { // a stranger changes nothing, not even the version
		return nil, err
	}
	if !w.readOnly {
		if err := w.openWriter(ctx, env); err != nil {
			return nil, err
		}
		if err := w.bringUp(ctx, opts, env); err != nil {
			return nil, err
		}
	}
	w.log.Info("workspace open", "path", path, "protected", w.protected, "read_only", w.readOnly)
	return w, nil
}

// openPool opens the reading connections and proves that they can read. A medium that
// cannot be written has no place for the files that WAL needs; there the file is read
// as immutable, provided that nothing waits in a WAL.
func (w *Workspace) openPool(ctx context.Context) error {
	w.pool = connect(readerDSN(w.path, false), readers)
	_, err := scalar[int](ctx, w.pool, `PRAGMA schema_version`)
	if err == nil || !w.readOnly || !cannotWriteBeside(err) || holdsSomething(w.path+"-wal") {
		return err
	}
	if err := w.pool.Close(); err != nil {
		return err
	}
	w.immutable = true
	w.pool = connect(readerDSN(w.path, w.immutable), readers)
	_, err = scalar[int](ctx, w.pool, `PRAGMA schema_version`)
	return err
}

func cannotWriteBeside(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.Code == sqlite3.ErrCantOpen || e.Code == sqlite3.ErrReadonly || e.Code == sqlite3.ErrIoErr)
}

// recognise refuses what is not a workspace, or not one of this program or an older.
func (w *Workspace) recognise(ctx context.Context, own int) error {
	id, err := scalar[int64](ctx, w.pool, `PRAGMA application_id`)
	if err != nil {
		return err
	}
	if id != applicationID {
		return agenda.NewProblem("WS-NOT-A-WORKSPACE", "File", w.path)
	}
	version, err := scalar[int](ctx, w.pool, `PRAGMA user_version`)
	if err != nil {
		return err
	}
	if err := compareVersion(w.path, version, own); err != nil {
		return err
	}
	if w.readOnly && version < own {
		return agenda.NewProblem("WS-OLDER", "File", w.path)
	}
	return nil
}

// openWriter opens the one connection that writes, with WAL where the disk can hold
// it: WAL needs memory shared between programs, which network shares do not give.
// Without it everything works, but a View may wait while a writer commits.
func (w *Workspace) openWriter(ctx context.Context, env surroundings) error {
	if env.onNetwork(filepath.Dir(w.path)) {
		w.warning = agenda.Msg("workspace.warning.network", "File", w.path)
	} else {
		mode, err := w.tryWriter(ctx, journalWAL)
		if err != nil {
			return err
		}
		if mode == journalWAL {
			return w.probe(ctx)
		}
		if err := w.writer.Close(); err != nil {
			return err
		}
		w.warning = agenda.Msg("workspace.warning.no_wal", "File", w.path)
	}
	if err := w.pool.Close(); err != nil { // SQLite leaves WAL only when nobody else looks
		return err
	}
	mode, err := w.tryWriter(ctx, journalRollback)
	if err != nil {
		return err
	}
	if mode != journalRollback {
		return agenda.NewProblem("WS-OPEN-ELSEWHERE", "File", w.path).Because(fmt.Errorf("sqlite: journal mode stays %q", mode))
	}
	w.log.Warn("workspace without write-ahead log", "path", w.path)
	if err := w.probe(ctx); err != nil {
		return err
	}
	return w.openPool(ctx)
}

// tryWriter opens the writing connection and returns the journal mode that it got.
func (w *Workspace) tryWriter(ctx context.Context, journal string) (mode string, err error) {
	w.writer = connect(writerDSN(w.path, journal), 1)
	return scalar[string](ctx, w.writer, `PRAGMA journal_mode`)
}

// errProbe takes the probe's transaction back.
var errProbe = errors.New("sqlite: only a probe")

// probe fails where the file cannot be written: SQLite itself opens such a file
// without a word, read-only.
func (w *Workspace) probe(ctx context.Context) error {
	version, err := scalar[int](ctx, w.writer, `PRAGMA user_version`)
	if err != nil {
		return err
	}
	err = inTransaction(ctx, w.writer, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, version)); err != nil {
			return err
		}
		return errProbe
	})
	if errors.Is(err, errProbe) {
		return nil
	}
	return err
}

// bringUp migrates a file of an older program, which it backs up first.
func (w *Workspace) bringUp(ctx context.Context, opts Options, env surroundings) error {
	version, err := scalar[int](ctx, w.writer, `PRAGMA user_version`)
	if err != nil || version >= len(env.steps) {
		return err
	}
	if err := backupBefore(ctx, w.path, version, opts.Now()); err != nil {
		return err
	}
	return migrate(ctx, w.writer, env.steps, opts)
}

// unlock reads who the workspace is and makes its keys.
func (w *Workspace) unlock(ctx context.Context, opts Options) error {
	id, err := scalar[string](ctx, w.pool, `SELECT id FROM workspace`)
	if errors.Is(err, sql.ErrNoRows) {
		return agenda.NewProblem("WS-DAMAGED", "File", w.path).Because(err)
	}
	if err != nil {
		return err
	}
	w.id = id
	dataKey, protected, err := unlock(ctx, w.pool, w.path, id, opts)
	if err != nil {
		return err
	}
	defer clear(dataKey)
	w.protected = protected
	w.keys, err = newKeyring(dataKey, id, opts.Random)
	return err
}

// Path implements [workspace.Store].
func (w *Workspace) Path() string { return w.path }

// Protected implements [workspace.Store].
func (w *Workspace) Protected() bool { return w.protected }

// Warning returns what a person should know about how the workspace is open, such as a
// network share that allows no write-ahead log; the zero message when all is well.
func (w *Workspace) Warning() agenda.Message { return w.warning }

// View implements [workspace.Store].
func (w *Workspace) View(ctx context.Context, read func(workspace.Reader) error) error {
	return w.during(ctx, func() error {
		return w.inSnapshot(ctx, func(r *reader) error { return read(r) })
	})
}

// inSnapshot lets read see one state. There is nothing to commit, and in a damaged file
// SQLite may refuse to.
func (w *Workspace) inSnapshot(ctx context.Context, read func(*reader) error) error {
	tx, err := w.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	return read(w.reader(tx))
}

// Update implements [workspace.Store]. An Update inside an Update would wait for
// itself for ever; a View inside one sees the state before it.
func (w *Workspace) Update(ctx context.Context, write func(workspace.Writer) error) error {
	if w.readOnly {
		return agenda.NewProblem("WS-READ-ONLY", "File", w.path)
	}
	return w.during(ctx, func() error {
		return inTransaction(ctx, w.writer, func(tx *sql.Tx) error { return write(&writer{w.reader(tx)}) })
	})
}

// during runs a task that Close has to wait for.
func (w *Workspace) during(ctx context.Context, task func() error) error {
	if err := w.tasks.enter(); err != nil {
		return err
	}
	defer w.tasks.leave()
	return explain(ctx, task(), w.path)
}

// Close implements [workspace.Store]. It waits for what runs, so never call it inside
// a View or an Update. The writer closes last: it moves what the write-ahead log holds
// into the file and removes the log.
func (w *Workspace) Close() error {
	w.closing.Do(func() {
		w.tasks.close()
		var errs []error
		if w.pool != nil {
			errs = append(errs, w.pool.Close())
		}
		if w.writer != nil {
			errs = append(errs, w.writer.Close())
		}
		w.names.forget()
		if w.keys != nil {
			w.keys.forget()
		}
		if w.lock != nil {
			errs = append(errs, w.lock.Unlock())
		}
		w.closed = explain(context.Background(), errors.Join(errs...), w.path)
	})
	return w.closed
}

// reader reads inside one transaction.
type reader struct {
	tx        *sql.Tx
	workspace string // the workspace's id
	keys      *keyring
	names     *nameIndex
}

func (w *Workspace) reader(tx *sql.Tx) *reader {
	return &reader{tx: tx, workspace: w.id, keys: w.keys, names: w.names}
}

// writer reads and writes inside one transaction.
type writer struct{ *reader }

var (
	_ workspace.Reader = (*reader)(nil)
	_ workspace.Writer = (*writer)(nil)
)

// exec runs one statement for its effect.
func (w *writer) exec(ctx context.Context, statement string, args ...any) error {
	_, err := w.tx.ExecContext(ctx, statement, args...)
	return err
}

// forEach calls do on every item with a context that does not end: the driver starts a
// goroutine for each statement whose context can, which 15,000 rows would feel. The
// context is looked at between the items instead. Statements need no preparing: the
// connection keeps them (_stmt_cache_size).
func forEach[T any](ctx context.Context, items []T, do func(ctx context.Context, i int, item T) error) error {
	unhurried := context.WithoutCancel(ctx)
	for i, item := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := do(unhurried, i, item); err != nil {
			return err
		}
	}
	return nil
}
