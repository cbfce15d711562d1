package spreadsheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"creneaux/app/agenda"
	"creneaux/app/intake"
)

// limits are how much of a file is taken.
type limits struct {
	file    int64 // bytes of the file
	unpack  int64 // bytes of a workbook's parts once unpacked
	rows    int   // rows of a table
	columns int   // columns of a table; what stands further right is not read
	cells   int   // filled cells of a table
}

// Exports of a year of a large service have some tens of thousands of rows; these
// limits leave room for ten times that and keep a hostile file from filling the
// memory.
var usual = limits{file: 200 << 20, unpack: 512 << 20, rows: 1_000_000, columns: 512, cells: 40_000_000}

// errTooLarge is how the readers say that a limit is passed; Open makes it the
// problem IMPORT-TOO-LARGE.
var errTooLarge = errors.New("spreadsheet: larger than the limits")

// Open reads the table of an export. The form is found by looking at the content:
// a workbook (.xlsx, .ods, .xls) gives the sheet that has the most in it, with the others
// beside it, anything else is separated text or a table in HTML, whatever the file's extension.
//
// Its problems: IMPORT-MISSING, IMPORT-FOLDER, IMPORT-DENIED, IMPORT-UNREADABLE for
// the file as such; IMPORT-EMPTY, IMPORT-TOO-LARGE, IMPORT-DAMAGED, IMPORT-BINARY,
// IMPORT-FORMAT, IMPORT-ENCODING, IMPORT-NO-SHEET, IMPORT-PASSWORD and
// IMPORT-OLD-WORKBOOK for what it holds. When ctx is cancelled its error is returned.
func Open(ctx context.Context, path string) (intake.Table, error) {
	return open(ctx, path, usual)
}

func open(ctx context.Context, path string, most limits) (intake.Table, error) {
	name := filepath.Base(path)
	data, err := readFile(ctx, path, most)
	if err != nil {
		return intake.Table{}, fileProblem(err, path, most)
	}
	table, err := decode(ctx, data, name, most)
	if err != nil {
		return intake.Table{}, fileProblem(err, path, most)
	}
	table.File = name
	return table, nil
}

// errFolder says that a folder stands where a file should.
var errFolder = errors.New("spreadsheet: a folder")

// readFile reads the file whole: every form but plain text needs to be read from
// both ends, and the limit keeps it small beside the cells made of it.
func readFile(ctx context.Context, path string, most limits) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errFolder
	case info.Size() > most.file:
		return nil, errTooLarge
	}
	data := bytes.NewBuffer(make([]byte, 0, max(info.Size(), 0)+bytes.MinRead))
	// One byte more than the limit, for a pipe or a file that is growing.
	if _, err := data.ReadFrom(untilCancelled{ctx, io.LimitReader(file, most.file+1)}); err != nil {
		return nil, err
	}
	if int64(data.Len()) > most.file {
		return nil, errTooLarge
	}
	return data.Bytes(), nil
}

// untilCancelled is a reader that stops when its context does.
type untilCancelled struct {
	ctx context.Context
	r   io.Reader
}

// Read reads, unless the context was cancelled.
func (u untilCancelled) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// fileProblem says in a problem what kept a file from being read. Problems and
// cancellations pass unchanged.
func fileProblem(err error, path string, most limits) error {
	name := filepath.Base(path)
	switch {
	case agenda.CodeOf(err) != "", errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errTooLarge):
		return agenda.NewProblem("IMPORT-TOO-LARGE", "File", name, "Megabytes", int(most.file>>20), "Rows", most.rows).Because(err)
	case errors.Is(err, errFolder):
		return agenda.NewProblem("IMPORT-FOLDER", "File", name).Because(err)
	case errors.Is(err, fs.ErrNotExist):
		return agenda.NewProblem("IMPORT-MISSING", "File", name, "Folder", filepath.Dir(path)).Because(err)
	case errors.Is(err, fs.ErrPermission), isShared(err):
		return agenda.NewProblem("IMPORT-DENIED", "File", name).Because(err)
	default:
		return agenda.NewProblem("IMPORT-UNREADABLE", "File", name).Because(err)
	}
}

var (
	zipMagic = []byte("PK\x03\x04")
	zipEmpty = []byte("PK\x05\x06")
	oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
)

// decode turns the bytes of a file into its table.
func decode(ctx context.Context, data []byte, name string, most limits) (intake.Table, error) {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return intake.Table{}, agenda.NewProblem("IMPORT-EMPTY", "File", name)
	case bytes.HasPrefix(data, zipMagic), bytes.HasPrefix(data, zipEmpty):
		return decodeZip(ctx, data, name, most)
	case bytes.HasPrefix(data, oleMagic):
		return decodeOLE(ctx, data, name, most)
	case isBareBIFF(data):
		return intake.Table{}, agenda.NewProblem("IMPORT-OLD-WORKBOOK", "File", name)
	}
	return decodeText(ctx, data, name, most)
}

// damaged is the problem of a workbook that cannot be unpacked or parsed.
func damaged(name string, cause error) error {
	if errors.Is(cause, errTooLarge) || errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	return agenda.NewProblem("IMPORT-DAMAGED", "File", name).Because(cause)
}

// guarded runs a parser of somebody else's on bytes that may come from anywhere, and
// turns a panic of its into an error: the program must outlive a hostile file.
func guarded(parse func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("spreadsheet: parser panicked: %v", r)
		}
	}()
	return parse()
}

// rowsCollector gathers the rows of a table within the limits.
type rowsCollector struct {
	most  limits
	rows  []intake.Row
	cells int // filled ones
}

// add takes a row, without the blank cells at its end; a row of blank cells only is
// left out.
func (c *rowsCollector) add(line int, cells []intake.Cell) error {
	end := 0
	for i, cell := range cells {
		if cell.Kind != intake.CellText || cell.Text != "" {
			end = i + 1
			c.cells++
		}
	}
	if end == 0 {
		return nil
	}
	if len(c.rows) >= c.most.rows || c.cells > c.most.cells {
		return errTooLarge
	}
	c.rows = append(c.rows, intake.Row{Line: line, Cells: cells[:end:end]})
	return nil
}
