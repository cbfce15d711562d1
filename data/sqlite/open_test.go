package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/mattn/go-sqlite3"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// wantFolder checks which files a folder holds.
func wantFolder(t testing.TB, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	slices.Sort(names)
	if !slices.Equal(got, names) {
		t.Errorf("the folder holds %q, want %q", got, names)
	}
}

func TestPathsOfEveryKind(t *testing.T) {
	names := []string{"plain.creneaux", "deux mots.creneaux", "été à l’accueil.creneaux", "n#1.creneaux", "why?mode=memory.creneaux", "100%.creneaux", "%41.creneaux", "a&b=c;d+e.creneaux", "工作.creneaux", "'quote\"`.creneaux"}
	if runtime.GOOS == "windows" {
		names = slices.DeleteFunc(names, func(n string) bool { return strings.ContainsAny(n, `?"`) })
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "dossier #1 à 50%")
			if err := os.Mkdir(folder, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(folder, name)
			w := createAt(t, path, testOptions())
			update(t, w, setUp)
			closeNow(t, w)
			wantFolder(t, folder, name, name+".lock")
			w = open(t, path, testOptions())
			if got := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Desk, error) { return r.Desks(ctx) }); len(got) != 2 {
				t.Errorf("got %v", got)
			}
			if w.Path() != path {
				t.Errorf("path %q, want %q", w.Path(), path)
			}
		})
	}
}

func TestDSNOfWindowsPaths(t *testing.T) {
	if got := dsn("C:/Users/é #1/2026.creneaux", nil); got != "file:///C:/Users/%C3%A9%20%231/2026.creneaux" {
		t.Error(got)
	}
	if got := dsn("//server/share/a?b", nil); got != "file:////server/share/a%3Fb" {
		t.Error(got)
	}
}

func TestPragmasHoldOnEveryConnection(t *testing.T) {
	w := create(t)
	if !w.Warning().IsZero() {
		t.Error(w.Warning())
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "synchronous": "2", "secure_delete": "1", "trusted_schema": "0", "temp_store": "2", "query_only": "0"} {
		if got, err := scalar[string](t.Context(), w.writer, `PRAGMA `+pragma); err != nil || got != want {
			t.Errorf("writer: %s = %s (%v), want %s", pragma, got, err, want)
		}
	}
	ctx := t.Context()
	for range readers { // all at once, so that each is another connection
		conn, err := w.pool.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := scalar[string](ctx, conn, `SELECT id FROM workspace`); err != nil { // sees how the file is kept now
			t.Fatal(err)
		}
		for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "trusted_schema": "0", "temp_store": "2", "query_only": "1"} {
			if got, err := scalar[string](ctx, conn, `PRAGMA `+pragma); err != nil || got != want {
				t.Errorf("reader: %s = %s (%v), want %s", pragma, got, err, want)
			}
		}
		if _, err := conn.ExecContext(ctx, `DELETE FROM workspace`); err == nil {
			t.Error("a reader wrote")
		}
	}
}

func TestCreateReplacesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.creneaux")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Create(t.Context(), path, testOptions())
	wantProblem(t, err, "WS-EXISTS")
	if raw, _ := os.ReadFile(path); string(raw) != "precious" {
		t.Errorf("the file now holds %q", raw)
	}
	if err := publishNew(path, path); agenda.CodeOf(err) != "WS-EXISTS" {
		t.Errorf("a file that came in between was replaced: %v", err)
	}
	wantFolder(t, filepath.Dir(path), "w.creneaux")
}

func TestCreateThatFailsLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.creneaux")
	stop := errors.New("stop")
	opts := testOptions()
	opts.Passphrase = func() ([]byte, error) { return nil, stop }
	if _, err := Create(t.Context(), path, opts); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Create(ctx, path, testOptions()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	wantFolder(t, filepath.Dir(path))
	_, err := Create(t.Context(), filepath.Join(filepath.Dir(path), "missing", "w.creneaux"), testOptions())
	wantProblem(t, err, "WS-NO-FOLDER")
}

func TestBadFiles(t *testing.T) {
	sound := filepath.Join(t.TempDir(), "sound.creneaux")
	w := createAt(t, sound, testOptions())
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, testBookings(300)...))
	})
	closeNow(t, w)
	raw, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	db := connect(writerDSN(foreign, journalRollback), 1)
	if _, err := db.Exec(`CREATE TABLE t (a); PRAGMA user_version = 1`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	foreignRaw, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	altered := func(change func(b []byte) []byte) []byte { return change(slices.Clone(raw)) }
	for name, test := range map[string]struct {
		raw  []byte
		code string
	}{
		"empty":        {nil, "WS-NOT-A-WORKSPACE"},
		"text":         {[]byte("RDV;Nom;Prénom\r\n"), "WS-NOT-A-WORKSPACE"},
		"long text":    {[]byte(strings.Repeat("RDV;Nom;Prénom\r\n", 9999)), "WS-NOT-A-WORKSPACE"},
		"foreign":      {foreignRaw, "WS-NOT-A-WORKSPACE"},
		"truncated":    {raw[:len(raw)/2/4096*4096], "WS-DAMAGED"},
		"first page":   {raw[:4096], "WS-DAMAGED"},
		"only header":  {raw[:100], "WS-DAMAGED"},
		"schema gone":  {altered(func(b []byte) []byte { clear(b[100:4096]); return b }), "WS-DAMAGED"},
		"all but head": {altered(func(b []byte) []byte { clear(b[4096:]); return b }), "WS-DAMAGED"},
		"newer":        {altered(func(b []byte) []byte { b[63] = 9; return b }), "WS-NEWER"},
		"version zero": {altered(func(b []byte) []byte { b[63] = 0; return b }), "WS-DAMAGED"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "w.creneaux")
			if err := os.WriteFile(path, test.raw, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, readOnly := range []bool{true, false} {
				opts := testOptions()
				opts.ReadOnly = readOnly
				_, err := Open(t.Context(), path, opts)
				wantProblem(t, err, test.code)
			}
			if after, _ := os.ReadFile(path); !slices.Equal(after, test.raw) {
				t.Error("the file was changed")
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		_, err := Open(t.Context(), filepath.Join(t.TempDir(), "w.creneaux"), testOptions())
		wantProblem(t, err, "WS-MISSING")
	})
	t.Run("folder", func(t *testing.T) {
		_, err := Open(t.Context(), t.TempDir(), testOptions())
		wantProblem(t, err, "WS-NOT-A-WORKSPACE")
	})
}

func TestOneWriterAndReadersBesideIt(t *testing.T) {
	w := filled(t, 2)
	_, err := Open(t.Context(), w.Path(), testOptions())
	wantProblem(t, err, "WS-OPEN-ELSEWHERE")

	link := filepath.Join(t.TempDir(), "link.creneaux")
	if err := os.Symlink(w.Path(), link); err == nil { // Windows may not allow it
		_, err = Open(t.Context(), link, testOptions())
		wantProblem(t, err, "WS-OPEN-ELSEWHERE")
	}
	opts := testOptions()
	opts.ReadOnly = true
	beside := open(t, w.Path(), opts)
	wantProblem(t, tryUpdate(beside, setUp), "WS-READ-ONLY")
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.ApplyImport(ctx, importOf(2, testBooking(2)))
	})
	if n := count(t, beside, workspace.BookingQuery{}); n != 3 {
		t.Errorf("the reader sees %d bookings", n)
	}
	closeNow(t, w)
	wantSound(t, beside)
	open(t, w.Path(), testOptions()) // the lock is free
	_, err = Create(t.Context(), w.Path()+".2", opts)
	wantProblem(t, err, "WS-READ-ONLY")
}

// next is a second version of the schema, for tests of migration.
func next(t testing.TB, script string) surroundings {
	t.Helper()
	env, err := present()
	if err != nil {
		t.Fatal(err)
	}
	env.steps = append(slices.Clone(env.steps), migration{len(env.steps) + 1, "next", script})
	return env
}

func TestOlderFilesAreBackedUpThenMigrated(t *testing.T) {
	w := filled(t, 3)
	path := w.Path()
	env := next(t, `CREATE TABLE novelty (a INTEGER) STRICT; INSERT INTO novelty VALUES (7)`)
	closeNow(t, w)

	readOnly := testOptions()
	readOnly.ReadOnly = true
	_, err := openIn(t.Context(), path, readOnly, env)
	wantProblem(t, err, "WS-OLDER")

	w, err = openIn(t.Context(), path, testOptions(), env)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := scalar[int](t.Context(), w.pool, `SELECT a FROM novelty`); n != 7 || err != nil {
		t.Errorf("got %d (%v)", n, err)
	}
	if n, err := scalar[int](t.Context(), w.pool, `SELECT max(version) FROM migration`); n != len(env.steps) || err != nil {
		t.Errorf("recorded %d (%v)", n, err)
	}
	wantEqual(t, len(allBookings(t, w)), 3)
	wantSound(t, w)
	closeNow(t, w)

	_, err = Open(t.Context(), path, testOptions())
	wantProblem(t, err, "WS-NEWER")
	before := strings.TrimSuffix(path, ".creneaux") + fmt.Sprintf(".schema-%d.2026-03-02T101700.creneaux", len(env.steps)-1)
	w = open(t, before, testOptions()) // still the old version
	wantEqual(t, len(allBookings(t, w)), 3)
	wantSound(t, w)
}

func TestMigrationThatFailsChangesNothing(t *testing.T) {
	w := filled(t, 1)
	path := w.Path()
	closeNow(t, w)
	_, err := openIn(t.Context(), path, testOptions(), next(t, `CREATE TABLE novelty (a); DELETE FROM rejection; SELECT nonsense`))
	if err == nil {
		t.Fatal("no error")
	}
	w = open(t, path, testOptions())
	if n, err := scalar[int](t.Context(), w.pool, `SELECT count(*) FROM sqlite_schema WHERE name = 'novelty'`); n != 0 || err != nil {
		t.Errorf("half of the migration stays: %d (%v)", n, err)
	}
	wantSound(t, w)
}

func TestMigrationsAreNumberedWithoutGap(t *testing.T) {
	for name, folder := range map[string]fstest.MapFS{
		"gap":  {"0001_a.sql": {}, "0003_b.sql": {}},
		"late": {"0002_a.sql": {}},
		"name": {"0001-a.sql": {}},
		"two":  {"0001_a.sql": {}, "0001_b.sql": {}},
	} {
		if steps, err := readMigrations(folder); err == nil {
			t.Errorf("%s: got %v", name, steps)
		}
	}
}

func TestNetworkShareGetsARollbackJournal(t *testing.T) {
	w := filled(t, 2)
	path := w.Path()
	closeNow(t, w)
	env, err := present()
	if err != nil {
		t.Fatal(err)
	}
	env.onNetwork = func(string) bool { return true }
	w, err = openIn(t.Context(), path, testOptions(), env)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if w.Warning().Key != "workspace.warning.network" {
		t.Errorf("warning %v", w.Warning())
	}
	if mode, err := scalar[string](t.Context(), w.writer, `PRAGMA journal_mode`); mode != "delete" || err != nil {
		t.Errorf("journal mode %s (%v)", mode, err)
	}
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.ApplyImport(ctx, importOf(2, testBooking(2)))
	})
	wantEqual(t, len(allBookings(t, w)), 3)
	wantSound(t, w)
	wantFolder(t, filepath.Dir(path), "2026.creneaux", "2026.creneaux.lock")
	closeNow(t, w)
	again := open(t, path, testOptions()) // carried home: WAL again
	if !again.Warning().IsZero() {
		t.Errorf("warning %v", again.Warning())
	}
}

func TestBackupIsAWorkspaceOfItsOwn(t *testing.T) {
	w := filled(t, 50)
	target := filepath.Join(t.TempDir(), "copie #1.creneaux")
	for range 2 { // the second replaces the first
		update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.Record(ctx, record("backup", 1)) })
		if err := w.Backup(t.Context(), target); err != nil {
			t.Fatal(err)
		}
	}
	wantFolder(t, filepath.Dir(target), filepath.Base(target))
	copied := open(t, target, testOptions())
	wantEqual(t, allBookings(t, copied), allBookings(t, w))
	wantEqual(t, dump(t, copied), dump(t, w))
	wantSound(t, copied)

	wantProblem(t, w.Backup(t.Context(), w.Path()), "WS-BACKUP-SAME")
	wantProblem(t, w.Backup(t.Context(), filepath.Join(t.TempDir(), "missing", "b")), "WS-NO-FOLDER")
	update(t, copied, func(ctx context.Context, w workspace.Writer) error { return w.Record(ctx, record("use", 1)) })
	wantProblem(t, w.Backup(t.Context(), target), "WS-BACKUP-IN-USE")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	folder := t.TempDir()
	if err := w.Backup(ctx, filepath.Join(folder, "b")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	wantFolder(t, folder)
}

func TestUnsoundCopiesAreNotKept(t *testing.T) {
	w := filled(t, 1)
	if err := verify(t.Context(), w.Path(), 99); err == nil {
		t.Error("a copy without its journal passed")
	}
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := verify(t.Context(), text, 0); err == nil {
		t.Error("a text passed")
	}
}

func TestSQLiteShellFindsTheFileSound(t *testing.T) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("the sqlite3 shell is not installed")
	}
	w := filled(t, 200)
	closeNow(t, w)
	out, err := exec.Command(shell, w.Path(), `PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT count(*) FROM booking`).CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "ok\n200" {
		t.Errorf("%s (%v)", out, err)
	}
}

func TestErrorsAreToldByTheirCodes(t *testing.T) {
	folder := t.TempDir()
	here := filepath.Join(folder, "here")
	if err := os.WriteFile(here, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	full := syscall.ENOSPC
	if runtime.GOOS == "windows" {
		full = 112 // ERROR_DISK_FULL
	}
	for _, test := range []struct {
		err  error
		path string
		code string
	}{
		{sqlite3.Error{Code: sqlite3.ErrFull}, here, "WS-DISK-FULL"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: full}, here, "WS-DISK-FULL"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrRead}, here, "WS-DISK"},
		{sqlite3.Error{Code: sqlite3.ErrCorrupt}, here, "WS-DAMAGED"},
		{sqlite3.Error{Code: sqlite3.ErrNotADB}, here, "WS-NOT-A-WORKSPACE"},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, here, "WS-OPEN-ELSEWHERE"},
		{sqlite3.Error{Code: sqlite3.ErrLocked}, here, "WS-OPEN-ELSEWHERE"},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, here, "WS-READ-ONLY"},
		{sqlite3.Error{Code: sqlite3.ErrPerm}, here, "WS-READ-ONLY"},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen}, here, "WS-READ-ONLY"},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen}, filepath.Join(folder, "gone"), "WS-MISSING"},
		{sqlite3.Error{Code: sqlite3.ErrConstraint}, here, ""},
		{&fs.PathError{Op: "open", Path: here, Err: syscall.EACCES}, here, "WS-READ-ONLY"},
		{&fs.PathError{Op: "open", Path: here, Err: syscall.EROFS}, here, "WS-READ-ONLY"},
		{&fs.PathError{Op: "write", Path: here, Err: full}, here, "WS-DISK-FULL"},
		{&fs.PathError{Op: "open", Path: here, Err: syscall.ENOENT}, here, "WS-MISSING"},
		{errSealed, here, "WS-DAMAGED"},
		{errors.New("anything"), here, ""},
		{agenda.NewProblem("X"), here, "X"},
	} {
		wrapped := fmt.Errorf("wrapped: %w", test.err)
		got := explain(t.Context(), wrapped, test.path)
		if agenda.CodeOf(got) != test.code || !errors.Is(got, test.err) {
			t.Errorf("%v gives %v, want %s", test.err, got, test.code)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := explain(ended, sqlite3.Error{Code: sqlite3.ErrInterrupt}, here); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestAnyDamagedPageIsFound overwrites one page of a closed file: either opening says
// so, or the check does.
func TestAnyDamagedPageIsFound(t *testing.T) {
	const pageSize = 4096
	w := filled(t, 150)
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.Record(ctx, record("import", 1)) })
	closeNow(t, w)
	raw, err := os.ReadFile(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "damaged.creneaux")
	refused, found := 0, 0
	for page := range len(raw) / pageSize {
		damaged := slices.Clone(raw)
		for i := range pageSize {
			damaged[page*pageSize+i] ^= byte(i*31 + page)
		}
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		w, err := Open(t.Context(), path, testOptions())
		if err != nil {
			if code := agenda.CodeOf(err); code != "WS-DAMAGED" && code != "WS-NOT-A-WORKSPACE" {
				t.Errorf("page %d: %v", page+1, err)
			}
			refused++
			continue
		}
		messages, err := w.Check(t.Context())
		if err != nil || len(messages) == 0 {
			t.Errorf("page %d: the check says %v (%v)", page+1, messages, err)
		}
		found++
		if err := w.Close(); err != nil && agenda.CodeOf(err) != "WS-DAMAGED" {
			t.Errorf("page %d: %v", page+1, err)
		}
	}
	t.Logf("%d damaged pages refused at once, %d found by the check", refused, found)
	if refused == 0 || found == 0 {
		t.Error("only one of the two ways was tried")
	}
}
