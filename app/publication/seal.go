package publication

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"slices"

	"creneaux/app/agenda"
)

// Seal returns the lower-case hexadecimal SHA-256 of the 32 bytes of the seed followed
// by the canonical configuration. Printed before the week, it binds the service: no
// other seed or rules can be shown afterwards. It reveals nothing of the schedule, as
// a seed of 256 random bits cannot be guessed.
func Seal(seed [32]byte, c Config) string {
	sum := sha256.Sum256(append(seed[:], c.Canonical()...))
	return hex.EncodeToString(sum[:])
}

// ParseSeed reads the 64 hexadecimal digits of a seed. Its problem is PUB-SEED.
func ParseSeed(text string) ([32]byte, error) {
	raw, err := hex.DecodeString(text)
	if err != nil {
		return [32]byte{}, agenda.NewProblem("PUB-SEED", "Length", len(text)).Because(err)
	}
	return SeedOf(raw)
}

// SeedOf returns the seed in a slice of 32 bytes, as a workspace keeps it. Its problem
// is PUB-SEED.
func SeedOf(raw []byte) ([32]byte, error) {
	if len(raw) != 32 {
		return [32]byte{}, agenda.NewProblem("PUB-SEED", "Length", hex.EncodedLen(len(raw)))
	}
	return [32]byte(raw), nil
}

// Verification is what became of checking a published schedule against its seal.
type Verification struct {
	SealOK     bool // seed and rules are those that were sealed
	ScheduleOK bool // the schedule is the one that they give
	// Differences says what is not as it should be; empty when all is well.
	Differences []agenda.Message
}

// Verify regenerates the schedule of a seed and compares: the seal with that of seed
// and rules, and the moments, in any order, with the schedule.
func Verify(seed [32]byte, c Config, seal string, releases []agenda.Moment) Verification {
	return verification(Seal(seed, c), seal, releases, func() ([]agenda.Moment, error) { return Draw(c, seed) })
}

// verification compares the seal as it should be with the one shown, and the moments
// with those of a draw.
func verification(want, seal string, releases []agenda.Moment, draw func() ([]agenda.Moment, error)) Verification {
	var v Verification
	v.SealOK = subtle.ConstantTimeCompare([]byte(want), []byte(seal)) == 1
	if !v.SealOK {
		v.Differences = append(v.Differences, agenda.Msg("publication.verify.seal"))
	}
	drawn, err := draw()
	if err != nil {
		v.Differences = append(v.Differences, agenda.Msg("publication.verify.rules"))
		return v
	}
	shown := slices.Sorted(slices.Values(releases))
	missing, added := subtracted(drawn, shown), subtracted(shown, drawn)
	for _, at := range missing {
		v.Differences = append(v.Differences, agenda.Msg("publication.verify.missing", "At", at))
	}
	for _, at := range added {
		v.Differences = append(v.Differences, agenda.Msg("publication.verify.added", "At", at))
	}
	v.ScheduleOK = len(missing) == 0 && len(added) == 0
	return v
}

// subtracted returns what the first of two sorted lists has more often than the second.
func subtracted(a, b []agenda.Moment) []agenda.Moment {
	var rest []agenda.Moment
	for _, at := range a {
		for len(b) > 0 && b[0] < at {
			b = b[1:]
		}
		if len(b) > 0 && b[0] == at {
			b = b[1:]
			continue
		}
		rest = append(rest, at)
	}
	return rest
}
