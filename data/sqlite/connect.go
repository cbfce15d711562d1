package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// connector opens connections to one DSN. It needs no driver registered under a name,
// and sets what a DSN cannot.
type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

// Connect implements [driver.Connector].
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }

// Driver implements [driver.Connector].
func (c connector) Driver() driver.Driver { return c.driver }

// connect returns a pool of at most so many connections.
func connect(dsn string, connections int) *sql.DB {
	db := sql.OpenDB(connector{dsn: dsn, driver: &sqlite3.SQLiteDriver{ConnectHook: harden}})
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// harden sets, on each connection, what protects against a file that somebody
// prepared (https://www.sqlite.org/security.html), and keeps sorters and temporary
// tables out of files beside the workspace.
func harden(conn *sqlite3.SQLiteConn) error {
	_, err := conn.Exec(`PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY`, nil)
	return err
}

// Journal modes that the writer asks for.
const (
	journalWAL      = "wal"
	journalRollback = "delete" // a rollback journal, deleted at each commit
)

// writerDSN is for the one connection that writes. mode=rw never creates a file.
func writerDSN(path, journal string) string {
	return dsn(path, url.Values{
		"mode":             {"rw"},
		"_txlock":          {"immediate"},
		"_foreign_keys":    {"on"},
		"_journal_mode":    {journal},
		"_synchronous":     {"FULL"},
		"_secure_delete":   {"on"},
		"_busy_timeout":    {"5000"},
		"_stmt_cache_size": {"64"},
		"_cache_size":      {"-32000"}, // KiB
	})
}

// readerDSN is for the pool that reads. immutable is for a medium that cannot be
// written at all: SQLite then needs no lock and no file beside the workspace.
func readerDSN(path string, immutable bool) string {
	params := url.Values{
		"mode":             {"ro"},
		"_txlock":          {"deferred"},
		"_query_only":      {"on"},
		"_foreign_keys":    {"on"},
		"_busy_timeout":    {"5000"},
		"_stmt_cache_size": {"64"},
		"_cache_size":      {"-16000"},
	}
	if immutable {
		params.Set("immutable", "1")
	}
	return dsn(path, params)
}

// copierDSN is for the connection that copies the file. VACUUM INTO counts as writing,
// which query_only forbids; mode=ro protects the workspace itself.
func copierDSN(path string, immutable bool) string {
	params := url.Values{"mode": {"ro"}, "_busy_timeout": {"5000"}}
	if immutable {
		params.Set("immutable", "1")
	}
	return dsn(path, params)
}

// dsn writes a path and parameters as the URI that SQLite and its driver read. It goes
// through url.URL so that "#", "?", "%", spaces and accents stay in the path. A path of
// Windows gets the slash that SQLite wants before a drive letter.
func dsn(path string, params url.Values) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: params.Encode()}
	return u.String()
}
