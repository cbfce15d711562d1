package convocation

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"creneaux/app/agenda"
)

// KeyID tells apart the keys of workspaces: the first four bytes of the SHA-256 of
// the public key. It chooses the key that checks a signature and proves nothing.
type KeyID [4]byte

// KeyIDOf returns the id of a public key.
func KeyIDOf(key ed25519.PublicKey) KeyID {
	sum := sha256.Sum256(key)
	return KeyID(sum[:len(KeyID{})])
}

// String returns eight hexadecimal digits.
func (id KeyID) String() string { return hex.EncodeToString(id[:]) }

// Payload is what the code of a letter says.
type Payload struct {
	Number string        // of the letter, as [NewNumber] returns it
	Slot   agenda.SlotID // empty where the booking falls on no known slot
	Desk   agenda.DeskID // empty where the desk is not one of ours
	Date   agenda.Date   // from 2000 to 2178
	Start  agenda.Clock
	Name   Digest // of the exact name
	Key    KeyID  // of the key that signed; [Sign] sets it
}

// Names reports whether the letter was made for exactly this name.
func (p Payload) Names(name string) bool { return NameDigest(name) == p.Name }

const (
	codeMark    = "CRENEAUX"
	codeVersion = '1'
	// signatureDomain keeps a signature made here from meaning anything elsewhere.
	signatureDomain = "creneaux convocation 1\x00"
	// longestID is the longest desk or slot id, in bytes, that leaves the code small
	// enough for a QR symbol of version 10 at level M (311 characters).
	longestID = 40
	// uuidTag stands where the length of an id would, before the 16 bytes of a UUID.
	uuidTag = 0xFF
)

var (
	// codeText writes the alphabet of QR's alphanumeric mode that no keyboard layout
	// or trimming spoils: letters and digits only (RFC 4648 base32).
	codeText = base32.StdEncoding.WithPadding(base32.NoPadding)
	epoch    = agenda.Date{Year: FirstYear, Month: 1, Day: 1}
)

var errTruncated = errors.New("convocation: the content of the code ends too early")

// Sign returns the text of the QR symbol for a letter: the mark "CRENEAUX", the
// version "1", then in base32 the content followed by its Ed25519 signature (RFC
// 8032). It is at most 311 characters of QR's alphanumeric mode. The key id of the
// payload is set from the key.
//
// The problem CODE-UNSIGNABLE says that a value does not fit the code.
func Sign(key ed25519.PrivateKey, p Payload) (string, error) {
	if len(key) != ed25519.PrivateKeySize {
		return "", agenda.NewProblem("CODE-UNSIGNABLE", "Number", p.Number).
			Because(fmt.Errorf("convocation: a private key has %d bytes, not %d", ed25519.PrivateKeySize, len(key)))
	}
	p.Key = KeyIDOf(key.Public().(ed25519.PublicKey))
	content, err := p.encode()
	if err != nil {
		return "", agenda.NewProblem("CODE-UNSIGNABLE", "Number", p.Number).Because(err)
	}
	signature := ed25519.Sign(key, signed(content))
	return codeMark + string(codeVersion) + codeText.EncodeToString(append(content, signature...)), nil
}

// Open checks a scanned text against the known keys and returns what it says.
// White space around it is ignored, for scanners add line ends; a text that is all
// lower case is read too, for a scanner types like a keyboard and Caps Lock turns
// its letters round.
//
// The problems: CODE-FOREIGN, it is no code of a convocation; CODE-NEWER, a newer
// version of the program made it; CODE-KEY-UNKNOWN, another workspace signed it, or
// it was altered there; CODE-ALTERED, it is not what was signed.
func Open(text string, keys map[KeyID]ed25519.PublicKey) (Payload, error) {
	text = strings.TrimSpace(text)
	if text == strings.ToLower(text) {
		text = strings.ToUpper(text)
	}
	coded, ours := strings.CutPrefix(text, codeMark)
	if !ours || coded == "" {
		return Payload{}, agenda.NewProblem("CODE-FOREIGN", "Code", shorten(text))
	}
	if v := coded[0]; v != codeVersion {
		if v > codeVersion && v <= '9' {
			return Payload{}, agenda.NewProblem("CODE-NEWER")
		}
		return Payload{}, agenda.NewProblem("CODE-FOREIGN", "Code", shorten(text))
	}
	coded = coded[1:]
	raw, err := codeText.DecodeString(coded)
	if err != nil {
		return Payload{}, agenda.NewProblem("CODE-ALTERED").Because(err)
	}
	// Several texts decode to the same bytes (unused last bits, line ends inside);
	// only the one that Sign writes is the code.
	if codeText.EncodeToString(raw) != coded || len(raw) < len(KeyID{})+ed25519.SignatureSize {
		return Payload{}, agenda.NewProblem("CODE-ALTERED")
	}
	content, signature := raw[:len(raw)-ed25519.SignatureSize], raw[len(raw)-ed25519.SignatureSize:]
	id := KeyID(content[:len(KeyID{})])
	key, known := keys[id]
	if !known || len(key) != ed25519.PublicKeySize {
		return Payload{}, agenda.NewProblem("CODE-KEY-UNKNOWN", "Key", id.String())
	}
	if !ed25519.Verify(key, signed(content), signature) {
		return Payload{}, agenda.NewProblem("CODE-ALTERED")
	}
	p, err := decodePayload(content)
	if err != nil {
		return Payload{}, agenda.NewProblem("CODE-ALTERED").Because(err)
	}
	return p, nil
}

func signed(content []byte) []byte { return append([]byte(signatureDomain), content...) }

// encode writes, big-endian: key id (4 bytes), number without check digits (4), days
// since 2000 (2), minutes since midnight (2), digest of the name (10), desk, slot.
func (p Payload) encode() ([]byte, error) {
	number, err := ParseNumber(p.Number)
	if err != nil {
		return nil, err
	}
	days := p.Date.DaysSince(epoch)
	if days < 0 || days > 0xFFFF || epoch.AddDays(days) != p.Date {
		return nil, fmt.Errorf("convocation: the date %s does not fit", p.Date)
	}
	if p.Start < 0 || p.Start > 24*60 {
		return nil, fmt.Errorf("convocation: %d minutes are no time of day", int(p.Start))
	}
	b := append([]byte(nil), p.Key[:]...)
	b = binary.BigEndian.AppendUint32(b, numberValue(number))
	b = binary.BigEndian.AppendUint16(b, uint16(days))
	b = binary.BigEndian.AppendUint16(b, uint16(p.Start))
	b = append(b, p.Name[:]...)
	if b, err = appendID(b, string(p.Desk)); err != nil {
		return nil, err
	}
	return appendID(b, string(p.Slot))
}

func decodePayload(b []byte) (Payload, error) {
	const fixed = 4 + 4 + 2 + 2 + len(Digest{})
	if len(b) < fixed {
		return Payload{}, errTruncated
	}
	p := Payload{
		Key:    KeyID(b[0:4]),
		Number: formatNumber(binary.BigEndian.Uint32(b[4:8])),
		Date:   epoch.AddDays(int(binary.BigEndian.Uint16(b[8:10]))),
		Start:  agenda.Clock(binary.BigEndian.Uint16(b[10:12])),
		Name:   Digest(b[12:fixed]),
	}
	desk, b, err := cutID(b[fixed:])
	if err != nil {
		return Payload{}, err
	}
	slot, b, err := cutID(b)
	if err != nil {
		return Payload{}, err
	}
	if len(b) > 0 {
		return Payload{}, errors.New("convocation: the content of the code goes on too long")
	}
	p.Desk, p.Slot = agenda.DeskID(desk), agenda.SlotID(slot)
	return p, nil
}

// appendID writes an id as its length and bytes, a UUID as a tag and its 16 bytes:
// that makes the usual symbol two versions smaller.
func appendID(b []byte, id string) ([]byte, error) {
	if uuid, ok := parseUUID(id); ok {
		return append(append(b, uuidTag), uuid...), nil
	}
	if len(id) > longestID {
		return nil, fmt.Errorf("convocation: the id %q is longer than %d bytes", id, longestID)
	}
	return append(append(b, byte(len(id))), id...), nil
}

func cutID(b []byte) (id string, rest []byte, err error) {
	if len(b) == 0 {
		return "", nil, errTruncated
	}
	n := int(b[0])
	b = b[1:]
	if n == uuidTag {
		if len(b) < 16 {
			return "", nil, errTruncated
		}
		return formatUUID(b[:16]), b[16:], nil
	}
	if n > longestID || n > len(b) {
		return "", nil, errTruncated
	}
	return string(b[:n]), b[n:], nil
}

// parseUUID returns the bytes of a UUID in its usual form, 36 lower-case characters.
func parseUUID(s string) ([]byte, bool) {
	b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	if err != nil || len(b) != 16 || formatUUID(b) != s {
		return nil, false
	}
	return b, true
}

func formatUUID(b []byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
