package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// Journal implements [workspace.Reader].
func (r *reader) Journal(ctx context.Context, offset, limit int) ([]agenda.JournalEntry, error) {
	if limit <= 0 {
		limit = -1
	}
	return query(ctx, r.tx, `SELECT `+entryColumns+` FROM journal ORDER BY sequence DESC LIMIT ? OFFSET ?`, scanEntry, limit, offset)
}

// LastEntry implements [workspace.Reader].
func (r *reader) LastEntry(ctx context.Context, action, subject string) (agenda.JournalEntry, bool, error) {
	newest, err := query(ctx, r.tx,
		`SELECT `+entryColumns+` FROM journal WHERE action = ? AND subject = ? ORDER BY sequence DESC LIMIT 1`, scanEntry, action, subject)
	if err != nil || len(newest) == 0 {
		return agenda.JournalEntry{}, false, err
	}
	return newest[0], true, nil
}

// entryColumns are the columns that scanEntry reads.
const entryColumns = `sequence, at, actor, action, subject, detail, hash`

func scanEntry(row scanner) (e agenda.JournalEntry, err error) {
	var hash []byte
	err = row.Scan(&e.Sequence, &e.At, &e.Actor, &e.Action, &e.Subject, &e.Detail, &hash)
	e.Hash = hex.EncodeToString(hash)
	return e, err
}

// chainHash is the hash of an entry: SHA-256 over the hash before it and each field,
// texts preceded by their length so that no two entries read as the same bytes.
func chainHash(before []byte, e agenda.JournalEntry) []byte {
	b := append([]byte("creneaux/1/journal\x00"), before...)
	b = binary.BigEndian.AppendUint64(b, uint64(e.Sequence))
	b = binary.BigEndian.AppendUint64(b, uint64(e.At))
	for _, field := range []string{e.Actor, e.Action, e.Subject, e.Detail} {
		b = binary.BigEndian.AppendUint64(b, uint64(len(field)))
		b = append(b, field...)
	}
	sum := sha256.Sum256(b)
	return sum[:]
}

// chainStart stands before the first entry; it ties the chain to its workspace.
func chainStart(workspaceID string) []byte {
	sum := sha256.Sum256([]byte("creneaux/1/journal-start\x00" + workspaceID))
	return sum[:]
}

// Record implements [workspace.Writer]. An entry without detail holds "{}".
func (w *writer) Record(ctx context.Context, record workspace.JournalRecord) error {
	detail := "{}"
	if len(record.Detail) > 0 {
		var compact bytes.Buffer
		if err := json.Compact(&compact, record.Detail); err != nil {
			return fmt.Errorf("sqlite: journal detail: %w", err)
		}
		detail = compact.String()
	}
	last, before, err := w.lastEntry(ctx)
	if err != nil {
		return err
	}
	e := agenda.JournalEntry{
		Sequence: last + 1,
		At:       record.At,
		Actor:    record.Actor,
		Action:   record.Action,
		Subject:  record.Subject,
		Detail:   detail,
	}
	hash := chainHash(before, e)
	if err := w.exec(ctx, `INSERT INTO journal (sequence, at, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		e.Sequence, e.At, e.Actor, e.Action, e.Subject, e.Detail, hash); err != nil {
		return err
	}
	return w.setHead(ctx, e.Sequence, hash)
}

func (r *reader) lastEntry(ctx context.Context) (sequence int64, hash []byte, err error) {
	err = r.tx.QueryRowContext(ctx, `SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1`).Scan(&sequence, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, chainStart(r.workspace), nil
	}
	return sequence, hash, err
}

// setHead seals number and hash of the last entry.
func (w *writer) setHead(ctx context.Context, sequence int64, hash []byte) error {
	sealed, err := w.keys.seal(sealJournal, w.workspace, headBytes(sequence, hash))
	if err != nil {
		return err
	}
	return w.exec(ctx, `INSERT OR REPLACE INTO journal_head (only, sealed) VALUES (1, ?)`, sealed)
}

func headBytes(sequence int64, hash []byte) []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(sequence)), hash...)
}

// checkJournal walks the chain and returns a message for each entry that is not what
// it was when it was written, and one when the end is not the end that was sealed.
func (r *reader) checkJournal(ctx context.Context) (messages []agenda.Message, err error) {
	before, next := chainStart(r.workspace), int64(1)
	err = each(ctx, r.tx, `SELECT `+entryColumns+` FROM journal ORDER BY sequence`, func(row scanner) error {
		e, err := scanEntry(row)
		if err != nil {
			return err
		}
		if e.Sequence != next {
			messages = append(messages, agenda.Msg("workspace.check.journal_gap", "From", int(next), "To", int(e.Sequence-1)))
		} else if e.Hash != hex.EncodeToString(chainHash(before, e)) {
			messages = append(messages, agenda.Msg("workspace.check.journal_entry", "Sequence", int(e.Sequence)))
		}
		// The chain goes on from what is stored, so that one altered entry is one
		// message and not one for all that follow.
		if before, err = hex.DecodeString(e.Hash); err != nil {
			return err
		}
		next = e.Sequence + 1
		return nil
	})
	if err != nil {
		return nil, err
	}
	headStands, err := r.headIs(ctx, headBytes(next-1, before), next == 1)
	if err != nil {
		return nil, err
	}
	if !headStands {
		messages = append(messages, agenda.Msg("workspace.check.journal_end"))
	}
	return messages, nil
}

// headIs reports whether the sealed end of the journal is the one that was found; an
// empty journal has none.
func (r *reader) headIs(ctx context.Context, found []byte, empty bool) (bool, error) {
	sealed, err := scalar[[]byte](ctx, r.tx, `SELECT sealed FROM journal_head`)
	if errors.Is(err, sql.ErrNoRows) {
		return empty, nil
	}
	if err != nil {
		return false, err
	}
	head, err := r.keys.open(sealJournal, r.workspace, sealed)
	if errors.Is(err, errSealed) {
		return false, nil
	}
	return bytes.Equal(head, found), err
}
