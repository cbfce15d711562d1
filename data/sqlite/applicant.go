package sqlite

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/vetting"
)

// applicantV1 is the first byte of an encoded applicant: the fields of personalFields,
// each as its length (unsigned varint) and its bytes. A later version appends fields
// under a number of its own.
const applicantV1 = 1

// personalFields are the fields of an applicant in the order in which they are
// encoded. The birth date stands apart: it is no text.
func personalFields(a *agenda.Applicant) []*string {
	return []*string{
		&a.Surname, &a.GivenNames, &a.BirthName, &a.FullName,
		&a.ForeignerNumber, &a.Email, &a.Phone, &a.Postcode,
	}
}

func encodeApplicant(a agenda.Applicant) []byte {
	b := []byte{applicantV1}
	write := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	write(a.BirthDate.String())
	for _, field := range personalFields(&a) {
		write(*field)
	}
	return b
}

var errEncoding = errors.New("sqlite: an applicant is written in an unknown form")

func decodeApplicant(id agenda.ApplicantID, b []byte) (agenda.Applicant, error) {
	a := agenda.Applicant{ID: id}
	if len(b) == 0 || b[0] != applicantV1 {
		return a, errEncoding
	}
	rest := b[1:]
	read := func() (string, error) {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(len(rest)-size) {
			return "", errEncoding
		}
		s := string(rest[size : size+int(n)])
		rest = rest[size+int(n):]
		return s, nil
	}
	born, err := read()
	if err != nil {
		return a, err
	}
	if err := a.BirthDate.UnmarshalText([]byte(born)); err != nil {
		return a, err
	}
	for _, field := range personalFields(&a) {
		if *field, err = read(); err != nil {
			return a, err
		}
	}
	return a, nil
}

// sealedApplicant is an applicant as a row holds it.
type sealedApplicant struct {
	sealed                           []byte
	emailHash, numberHash, phoneHash []byte
}

func (k *keyring) sealApplicant(a agenda.Applicant) (s sealedApplicant, err error) {
	s = k.hashApplicant(a)
	s.sealed, err = k.seal(sealApplicant, string(a.ID), encodeApplicant(a))
	return s, err
}

func (k *keyring) hashApplicant(a agenda.Applicant) sealedApplicant {
	return sealedApplicant{
		emailHash:  k.hash(hashEmail, vetting.CanonicalEmail(a.Email).Canonical),
		numberHash: k.hash(hashNumber, digits(a.ForeignerNumber)),
		phoneHash:  k.hash(hashPhone, canonicalPhone(a.Phone)),
	}
}

// openApplicant opens a row. An emptied one, where retention left only the count, is
// an applicant with nothing but its id.
func (k *keyring) openApplicant(id agenda.ApplicantID, sealed []byte) (agenda.Applicant, error) {
	if sealed == nil {
		return agenda.Applicant{ID: id}, nil
	}
	plain, err := k.open(sealApplicant, string(id), sealed)
	if err != nil {
		return agenda.Applicant{ID: id}, err
	}
	defer clear(plain)
	return decodeApplicant(id, plain)
}

// digits keeps the ASCII digits of a number, leading zeros included.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// canonicalPhone returns the digits of a number with its country code, as E.164 writes
// them without "+". A number without country code is taken for French, where the first
// 0 stands for 33; those of the overseas departments have country codes of their own,
// told by their first digits.
func canonicalPhone(s string) string {
	s = strings.TrimSpace(s)
	d := digits(s)
	switch {
	case strings.HasPrefix(s, "+"), strings.HasPrefix(s, "(+"):
	case strings.HasPrefix(d, "00"):
		d = d[2:]
	case len(d) == 10 && d[0] == '0':
		return countryOf(d[1:]) + d[1:]
	case len(d) == 9 && d[0] != '0': // a spreadsheet took the first 0 away
		return countryOf(d) + d
	default:
		return d
	}
	// "+33 (0)6 …" says the country code and the 0 it replaces.
	for _, code := range []string{"33", "262", "508", "590", "594", "596"} {
		if national, ok := strings.CutPrefix(d, code+"0"); ok && len(national) == 9 {
			return code + national
		}
	}
	return d
}

// countryOf returns the country code of a French number of nine digits: the numbering
// plan gives each overseas department its first digits (decision 2018-0881 of Arcep).
func countryOf(nine string) string {
	for code, prefixes := range map[string][]string{
		"262": {"262", "263", "269", "639", "692", "693"}, // La Réunion, Mayotte
		"590": {"590", "690", "691"},                      // Guadeloupe
		"594": {"594", "694"},                             // Guyane
		"596": {"596", "696", "697"},                      // Martinique
		"508": {"508", "708"},                             // Saint-Pierre-et-Miquelon
	} {
		for _, prefix := range prefixes {
			if strings.HasPrefix(nine, prefix) {
				return code
			}
		}
	}
	return "33"
}

// putApplicant inserts an applicant that an import brings, or rewrites one that is
// known, keeping what it was for UndoImport, and returns its row.
func (w *writer) putApplicant(ctx context.Context, importPK int64, a agenda.Applicant) (pk int64, err error) {
	s, err := w.keys.sealApplicant(a)
	if err != nil {
		return 0, err
	}
	pk, fresh, err := w.insertApplicant(ctx, importPK, a.ID, s)
	if err == nil && !fresh {
		pk, s.sealed, err = w.rewriteApplicant(ctx, importPK, a, s)
	}
	if err != nil {
		return 0, fmt.Errorf("sqlite: applicant %s: %w", a.ID, err)
	}
	w.names.maintain(pk, s.sealed, a)
	return pk, nil
}

// insertApplicant inserts an applicant unless the id is known.
func (w *writer) insertApplicant(ctx context.Context, importPK int64, id agenda.ApplicantID, s sealedApplicant) (pk int64, fresh bool, err error) {
	result, err := w.tx.ExecContext(ctx,
		`INSERT INTO applicant (id, import, sealed, email_hash, number_hash, phone_hash) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		id, importPK, s.sealed, s.emailHash, s.numberHash, s.phoneHash)
	if err != nil {
		return 0, false, err
	}
	inserted, err := result.RowsAffected()
	if err != nil || inserted == 0 {
		return 0, false, err
	}
	pk, err = result.LastInsertId()
	return pk, true, err
}

// rewriteApplicant puts a new sealed value into a known row and returns what the row
// then holds. An applicant who stays as he was keeps his sealed value: a new nonce
// would look like a change.
func (w *writer) rewriteApplicant(ctx context.Context, importPK int64, a agenda.Applicant, s sealedApplicant) (pk int64, sealed []byte, err error) {
	if err := w.tx.QueryRowContext(ctx, `SELECT pk, sealed FROM applicant WHERE id = ?`, a.ID).Scan(&pk, &sealed); err != nil {
		return 0, nil, err
	}
	was, err := w.keys.openApplicant(a.ID, sealed)
	if err != nil || sealed != nil && was == a {
		return pk, sealed, err
	}
	if err := w.exec(ctx,
		`INSERT OR IGNORE INTO applicant_before (import, applicant, sealed, email_hash, number_hash, phone_hash)
		 SELECT ?, pk, sealed, email_hash, number_hash, phone_hash FROM applicant WHERE pk = ?`, importPK, pk); err != nil {
		return 0, nil, err
	}
	return pk, s.sealed, w.exec(ctx, `UPDATE applicant SET sealed = ?, email_hash = ?, number_hash = ?, phone_hash = ? WHERE pk = ?`,
		s.sealed, s.emailHash, s.numberHash, s.phoneHash, pk)
}

// sameHashes reports whether the look-up columns of a row are those of its applicant.
func (s sealedApplicant) sameHashes(t sealedApplicant) bool {
	return bytes.Equal(s.emailHash, t.emailHash) && bytes.Equal(s.numberHash, t.numberHash) && bytes.Equal(s.phoneHash, t.phoneHash)
}
