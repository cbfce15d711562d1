package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"creneaux/app/agenda"
)

// kindOpen and kindPassphrase are the two kinds of rows of the table key.
const (
	kindOpen       = "open"
	kindPassphrase = "passphrase"
)

// stretching are the parameters of argon2id (RFC 9106), stored beside each wrapped key
// so that a later version may raise them for new ones.
type stretching struct {
	passes    uint32
	memoryKiB uint32
	lanes     uint8
}

// usualStretching is the second recommended option of RFC 9106, section 4: 64 MiB,
// for machines that cannot spare 2 GiB. It takes a fraction of a second.
var usualStretching = stretching{passes: 3, memoryKiB: 64 << 10, lanes: 4}

// Limits on stored parameters: a file prepared by somebody must not exhaust the
// machine that opens it.
const (
	mostPasses    = 64
	mostMemoryKiB = 1 << 20
	mostLanes     = 16
	saltSize      = 16
)

func (s stretching) sane() bool {
	return s.passes >= 1 && s.passes <= mostPasses && s.lanes >= 1 && s.lanes <= mostLanes &&
		s.memoryKiB >= 8*uint32(s.lanes) && s.memoryKiB <= mostMemoryKiB
}

// wrappingKey stretches a passphrase. It is normalised to NFC first: keyboards and
// systems write one accent in two ways.
func (s stretching) wrappingKey(passphrase, salt []byte) []byte {
	return argon2.IDKey(norm.NFC.Bytes(passphrase), salt, s.passes, s.memoryKiB, s.lanes, keySize)
}

// boundTo is the additional data of a wrapped key: nobody can lower the parameters or
// move the row to another workspace unseen.
func (s stretching) boundTo(workspaceID string, salt []byte) []byte {
	b := append([]byte("creneaux/1/wrapped\x00"), salt...)
	b = binary.BigEndian.AppendUint32(b, s.passes)
	b = binary.BigEndian.AppendUint32(b, s.memoryKiB)
	b = append(b, s.lanes)
	return append(b, workspaceID...)
}

// storeNewKey draws the data key of a new workspace and stores it: wrapped when there
// is a passphrase, in clear otherwise.
func storeNewKey(ctx context.Context, tx *sql.Tx, workspaceID string, opts Options) error {
	dataKey := make([]byte, keySize)
	defer clear(dataKey)
	if _, err := io.ReadFull(opts.Random, dataKey); err != nil {
		return fmt.Errorf("sqlite: drawing the key: %w", err)
	}
	if opts.Passphrase == nil {
		_, err := tx.ExecContext(ctx,
			`INSERT INTO key (label, kind, wrapped, created_at) VALUES ('', ?, ?, ?)`, kindOpen, dataKey, int64(opts.Now()))
		return err
	}
	passphrase, err := opts.Passphrase()
	if err != nil {
		return err
	}
	defer clear(passphrase)
	if len(passphrase) == 0 {
		return agenda.NewProblem("WS-PASSPHRASE-EMPTY")
	}
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(opts.Random, salt); err != nil {
		return fmt.Errorf("sqlite: drawing a salt: %w", err)
	}
	wrapped, err := wrap(dataKey, passphrase, salt, workspaceID, usualStretching, opts.Random)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx,
		`INSERT INTO key (label, kind, salt, passes, memory_kib, lanes, wrapped, created_at) VALUES ('', ?, ?, ?, ?, ?, ?, ?)`,
		kindPassphrase, salt, usualStretching.passes, usualStretching.memoryKiB, usualStretching.lanes, wrapped, int64(opts.Now()))
	return err
}

// wrap seals the data key under a passphrase: nonce, ciphertext and tag.
func wrap(dataKey, passphrase, salt []byte, workspaceID string, s stretching, random io.Reader) ([]byte, error) {
	kek := s.wrappingKey(passphrase, salt)
	defer clear(kek)
	aead, err := newAEAD(kek)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, nonceSize)
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("sqlite: drawing a nonce: %w", err)
	}
	return aead.Seal(nonce, nonce, dataKey, s.boundTo(workspaceID, salt)), nil
}

// storedKey is a row of the table key.
type storedKey struct {
	kind    string
	salt    []byte
	stretch stretching
	wrapped []byte
}

// unwrap returns the data key, or nil when the passphrase is not this row's.
func (k storedKey) unwrap(passphrase []byte, workspaceID string) ([]byte, error) {
	if !k.stretch.sane() || len(k.wrapped) < nonceSize {
		return nil, fmt.Errorf("sqlite: stored key with impossible parameters %+v", k.stretch)
	}
	kek := k.stretch.wrappingKey(passphrase, k.salt)
	defer clear(kek)
	aead, err := newAEAD(kek)
	if err != nil {
		return nil, err
	}
	dataKey, err := aead.Open(nil, k.wrapped[:nonceSize], k.wrapped[nonceSize:], k.stretch.boundTo(workspaceID, k.salt))
	if err != nil {
		return nil, nil // the one thing that this error says
	}
	return dataKey, nil
}

// unlock finds the data key of an existing workspace. protected is false when it lies
// there in clear.
func unlock(ctx context.Context, db *sql.DB, path, workspaceID string, opts Options) (dataKey []byte, protected bool, err error) {
	keys, err := readKeys(ctx, db)
	if err != nil {
		return nil, false, err
	}
	if len(keys) == 0 {
		return nil, false, agenda.NewProblem("WS-DAMAGED", "File", path).Because(fmt.Errorf("sqlite: no key"))
	}
	for _, k := range keys {
		if k.kind == kindOpen {
			if len(k.wrapped) != keySize {
				return nil, false, agenda.NewProblem("WS-DAMAGED", "File", path).Because(fmt.Errorf("sqlite: key of %d bytes", len(k.wrapped)))
			}
			return k.wrapped, false, nil
		}
	}
	if opts.Passphrase == nil {
		return nil, false, agenda.NewProblem("WS-PASSPHRASE-NEEDED", "File", path)
	}
	passphrase, err := opts.Passphrase()
	if err != nil {
		return nil, false, err
	}
	defer clear(passphrase)
	for _, k := range keys {
		dataKey, err := k.unwrap(passphrase, workspaceID)
		if err != nil {
			return nil, false, agenda.NewProblem("WS-DAMAGED", "File", path).Because(err)
		}
		if dataKey != nil {
			return dataKey, true, nil
		}
	}
	return nil, false, agenda.NewProblem("WS-PASSPHRASE", "File", path)
}

func readKeys(ctx context.Context, db *sql.DB) ([]storedKey, error) {
	return query(ctx, db, `SELECT kind, salt, coalesce(passes, 0), coalesce(memory_kib, 0), coalesce(lanes, 0), wrapped FROM key ORDER BY slot`,
		func(row scanner) (k storedKey, err error) {
			err = row.Scan(&k.kind, &k.salt, &k.stretch.passes, &k.stretch.memoryKiB, &k.stretch.lanes, &k.wrapped)
			return k, err
		})
}
