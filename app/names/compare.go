package names

import (
	"creneaux/app/agenda"
)

// Likeness says whether two spellings can be one person's name.
type Likeness string

// The likenesses, from the surest.
const (
	Identical  Likeness = "identical"  // the same words in the same order; capitals, accents, hyphens and apostrophes aside
	Equivalent Likeness = "equivalent" // one name by the rules of writing: order, particles, transliteration
	Close      Likeness = "close"      // can be one name: slips, initials, names left out
	Different  Likeness = "different"
)

// Label returns the likeness as a person reads it, of two names.
func (l Likeness) Label() agenda.Message {
	switch l {
	case Identical:
		return agenda.Msg("names.verdict.identical")
	case Equivalent:
		return agenda.Msg("names.verdict.equivalent")
	case Close:
		return agenda.Msg("names.verdict.close")
	default:
		return agenda.Msg("names.verdict.different")
	}
}

// Verdict is the answer about two names.
type Verdict struct {
	Verdict Likeness
	// Score grows with the likeness: 1 identical, from 0.9 equivalent, from 0.7 close,
	// below that different.
	Score float64
	// Reasons say what was made equal and what differs. They hold parts of the names,
	// which are personal data.
	Reasons []agenda.Message
}

// Matches reports whether the names can be one person's.
func (v Verdict) Matches() bool { return v.Verdict != Different }

// Compare compares two names as they are written, in any order of their parts. It is
// symmetric, and knows any text.
func Compare(a, b string) Verdict {
	return Read(a).Compare(Read(b))
}

// Compare compares two names.
func (n Name) Compare(other Name) Verdict {
	var m match
	likeness, score := m.judge(n, other)
	return Verdict{likeness, score, m.reasons(likeness)}
}

// Likeness compares two names and leaves the reasons out, which takes most of the time.
func (n Name) Likeness(other Name) Likeness {
	var m match
	likeness, _ := m.judge(n, other)
	return likeness
}

// MayMatch reports, in a fraction of the time of a comparison, whether some word of the
// names sounds alike. Two names of which none does can still be close, each word with a
// slip of its own; among many names that is not looked for.
func (n Name) MayMatch(other Name) bool {
	for i := range n.words {
		if n.words[i].frame == 0 {
			continue
		}
		for j := range other.words {
			if n.words[i].frame == other.words[j].frame {
				return true
			}
		}
	}
	return false
}
