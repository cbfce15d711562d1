package sqlite

import (
	"context"
	"strings"
	"sync"

	"creneaux/app/agenda"
	"creneaux/app/names"
)

// foldedName is what a list of bookings is sorted and searched by.
type foldedName struct {
	key      string // surname, then given names; or the one field for both
	haystack string // every name of the person
}

func foldName(a agenda.Applicant) foldedName {
	written := a.FullName
	if a.Surname != "" || a.GivenNames != "" {
		written = a.Surname + " " + a.GivenNames
	}
	key := names.Fold(written)
	return foldedName{key: key, haystack: key + " " + names.Fold(a.BirthName+" "+a.FullName)}
}

// matches reports whether every word of a folded text is part of the names.
func (n foldedName) matches(words []string) bool {
	for _, word := range words {
		if !strings.Contains(n.haystack, word) {
			return false
		}
	}
	return len(words) > 0
}

// stamp tells two sealings of one applicant apart: the first bytes of the nonce, drawn
// anew at each.
type stamp [8]byte

// stampColumn is the stamp in SQL; the first byte of a sealed value is its format.
const stampColumn = `substr(a.sealed, 2, 8)`

// nameIndex holds folded names in memory, never on a disk. An entry is only believed
// while its stamp is the one in the row that is being read; so each transaction sees
// its own state, a transaction that is rolled back leaves nothing wrong, and what is
// missing is opened when it is asked for. It is safe for concurrent use.
type nameIndex struct {
	mu     sync.RWMutex
	byPK   map[int64]nameEntry
	filled bool
}

type nameEntry struct {
	stamp stamp
	name  foldedName
}

func newNameIndex() *nameIndex { return &nameIndex{byPK: map[int64]nameEntry{}} }

// forget drops every name.
func (x *nameIndex) forget() {
	x.mu.Lock()
	defer x.mu.Unlock()
	clear(x.byPK)
	x.filled = false
}

func (x *nameIndex) find(pk int64, s stamp) (foldedName, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	entry, ok := x.byPK[pk]
	if !ok || entry.stamp != s {
		return foldedName{}, false
	}
	return entry.name, true
}

func (x *nameIndex) put(pk int64, s stamp, n foldedName) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.byPK[pk] = nameEntry{s, n}
}

// maintain enters a row that is being written, once somebody uses the index.
func (x *nameIndex) maintain(pk int64, sealed []byte, a agenda.Applicant) {
	x.mu.RLock()
	filled := x.filled
	x.mu.RUnlock()
	if filled {
		x.put(pk, stampOf(sealed), foldName(a))
	}
}

func stampOf(sealed []byte) stamp { return stamp(sealed[1:]) }

// prepareNames fills the index at its first use. Rows that change later are entered as they
// are written, or when they are missed.
func (r *reader) prepareNames(ctx context.Context) error {
	r.names.mu.RLock()
	filled := r.names.filled
	r.names.mu.RUnlock()
	if filled {
		return nil
	}
	err := each(ctx, r.tx, `SELECT pk, id, sealed FROM applicant WHERE sealed IS NOT NULL`, func(row scanner) error {
		_, err := r.openName(row)
		return err
	})
	if err != nil {
		return err
	}
	r.names.mu.Lock()
	defer r.names.mu.Unlock()
	r.names.filled = true
	return nil
}

// openName opens one applicant and enters his name.
func (r *reader) openName(row scanner) (foldedName, error) {
	var pk int64
	var id agenda.ApplicantID
	var sealed []byte
	if err := row.Scan(&pk, text(&id), &sealed); err != nil {
		return foldedName{}, err
	}
	a, err := r.keys.openApplicant(id, sealed)
	if err != nil {
		return foldedName{}, err
	}
	name := foldName(a)
	r.names.put(pk, stampOf(sealed), name)
	return name, nil
}

// nameOf returns the folded name of one applicant as this transaction sees it. It must
// not look into the index again for what it has opened: a transaction with another
// state may have entered its own name in between.
func (r *reader) nameOf(ctx context.Context, pk int64, s stamp) (foldedName, error) {
	if name, ok := r.names.find(pk, s); ok {
		return name, nil
	}
	return r.openName(r.tx.QueryRowContext(ctx, `SELECT pk, id, sealed FROM applicant WHERE pk = ?`, pk))
}
