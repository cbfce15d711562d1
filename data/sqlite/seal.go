package sqlite

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
)

// domain names a kind of sealed value. Each has a subkey of its own, and its name is
// part of what a value is bound to. Names are stored in no file but decide what opens:
// never rename one.
type domain string

const (
	sealApplicant   domain = "applicant"
	sealRejection   domain = "rejection"
	sealDecision    domain = "decision"
	sealConvocation domain = "convocation"
	sealSeed        domain = "release-seed"
	sealMoment      domain = "release-moment"
	sealAgain       domain = "release-again"
	sealSecret      domain = "secret"
	sealJournal     domain = "journal-head"
	sealAbsence     domain = "absence"
	sealScenario    domain = "scenario"
	sealAdopted     domain = "adopted-scenario"
)

// buckets are the sizes that plaintexts are padded to a multiple of, so that the
// length of a sealed value does not tell a short name from a long one.
var buckets = map[domain]int{
	sealApplicant:   256,
	sealRejection:   256,
	sealDecision:    256,
	sealConvocation: 64,
	sealSeed:        64,
	sealMoment:      32,
	sealAgain:       512,
	sealSecret:      64,
	sealJournal:     64,
	sealAbsence:     256,
	sealScenario:    4096,
	sealAdopted:     64,
}

// hashed names a personal field that is looked up by a keyed hash.
type hashed string

const (
	hashEmail  hashed = "hash-email"
	hashNumber hashed = "hash-number"
	hashPhone  hashed = "hash-phone"
)

const (
	keySize   = 32
	hashSize  = 16 // of the 32 bytes of HMAC-SHA256; enough for equality
	sealedV1  = 1  // first byte: AES-256-GCM, nonce of 12 bytes, padded as ISO/IEC 7816-4
	nonceSize = 12
)

// errSealed says that a sealed value does not open: it was altered, moved from another
// row, or sealed under another key.
var errSealed = errors.New("sqlite: a sealed value does not open")

// keyring seals, opens and hashes under the subkeys of one workspace. It is safe for
// concurrent use.
type keyring struct {
	aeads  map[domain]cipher.AEAD
	macs   map[hashed][]byte
	random io.Reader
}

// newKeyring derives the subkeys from the data key by HKDF-SHA256 (RFC 5869) with the
// workspace's id as salt.
func newKeyring(dataKey []byte, workspaceID string, random io.Reader) (*keyring, error) {
	k := &keyring{
		aeads:  make(map[domain]cipher.AEAD, len(buckets)),
		macs:   make(map[hashed][]byte, 3),
		random: random,
	}
	derive := func(label string) ([]byte, error) {
		return hkdf.Key(sha256.New, dataKey, []byte(workspaceID), "creneaux/1/"+label, keySize)
	}
	for d := range buckets {
		key, err := derive(string(d))
		if err != nil {
			return nil, err
		}
		if k.aeads[d], err = newAEAD(key); err != nil {
			return nil, err
		}
		clear(key)
	}
	for _, h := range []hashed{hashEmail, hashNumber, hashPhone} {
		key, err := derive(string(h))
		if err != nil {
			return nil, err
		}
		k.macs[h] = key
	}
	return k, nil
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// forget drops the subkeys. What the cipher package copied waits for the garbage
// collector; Go offers no way to wipe it.
func (k *keyring) forget() {
	for _, key := range k.macs {
		clear(key)
	}
	clear(k.macs)
	clear(k.aeads)
}

// seal encrypts a value for one row of one domain.
func (k *keyring) seal(d domain, row string, plain []byte) ([]byte, error) {
	aead, ok := k.aeads[d]
	if !ok {
		return nil, errors.New("sqlite: the workspace is closed")
	}
	padded := pad(plain, buckets[d])
	sealed := make([]byte, 1+nonceSize, 1+nonceSize+len(padded)+aead.Overhead())
	sealed[0] = sealedV1
	if _, err := io.ReadFull(k.random, sealed[1:]); err != nil {
		return nil, fmt.Errorf("sqlite: drawing a nonce: %w", err)
	}
	return aead.Seal(sealed, sealed[1:], padded, boundTo(d, row)), nil
}

// open is the inverse of seal; it fails with errSealed unless the value was sealed for
// this very row.
func (k *keyring) open(d domain, row string, sealed []byte) ([]byte, error) {
	aead, ok := k.aeads[d]
	if !ok {
		return nil, errors.New("sqlite: the workspace is closed")
	}
	if len(sealed) < 1+nonceSize || sealed[0] != sealedV1 {
		return nil, fmt.Errorf("%w: %s %q", errSealed, d, row)
	}
	padded, err := aead.Open(nil, sealed[1:1+nonceSize], sealed[1+nonceSize:], boundTo(d, row))
	if err != nil {
		return nil, fmt.Errorf("%w: %s %q", errSealed, d, row)
	}
	plain, ok := unpad(padded)
	if !ok {
		return nil, fmt.Errorf("%w: %s %q: padding", errSealed, d, row)
	}
	return plain, nil
}

// boundTo is the additional data of a row. No domain holds a zero byte, so no two
// pairs of domain and row give the same bytes.
func boundTo(d domain, row string) []byte {
	return append(append([]byte(d), 0), row...)
}

// hash returns the keyed hash of a canonical value, or nil for an empty one.
func (k *keyring) hash(h hashed, canonical string) []byte {
	if canonical == "" {
		return nil
	}
	mac := hmac.New(sha256.New, k.macs[h])
	mac.Write([]byte(canonical))
	return mac.Sum(nil)[:hashSize]
}

// pad appends 0x80 and zeros up to a multiple of bucket.
func pad(plain []byte, bucket int) []byte {
	padded := make([]byte, (len(plain)/bucket+1)*bucket)
	copy(padded, plain)
	padded[len(plain)] = 0x80
	return padded
}

func unpad(padded []byte) ([]byte, bool) {
	for i := len(padded) - 1; i >= 0; i-- {
		switch padded[i] {
		case 0:
		case 0x80:
			return padded[:i], true
		default:
			return nil, false
		}
	}
	return nil, false
}
