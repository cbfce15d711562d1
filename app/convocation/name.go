package convocation

import (
	"crypto/sha256"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ExactName returns the canonical form of a name: what a reader of the paper sees
// and nothing else. Accents are composed (Unicode NFC), white space of any kind
// becomes single spaces with none at the ends, and characters that leave no trace on
// paper (controls, and format characters such as zero-width marks and changes of
// direction) are dropped. Letters, their case, accents, hyphens and apostrophes stay
// as they were written.
func ExactName(name string) string {
	name = strings.ToValidUTF8(name, "�")
	name = strings.Map(func(r rune) rune {
		if !unicode.IsSpace(r) && unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, name)
	return norm.NFC.String(strings.Join(strings.Fields(name), " "))
}

// Digest is a short fingerprint of an exact name: the first ten bytes of SHA-256.
// Finding another name with the fingerprint of a given one takes about 2⁸⁰ trials.
type Digest [10]byte

// NameDigest returns the digest of a name's [ExactName].
func NameDigest(name string) Digest {
	sum := sha256.Sum256([]byte(ExactName(name)))
	return Digest(sum[:len(Digest{})])
}
