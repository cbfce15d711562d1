package names

import (
	"strings"

	"creneaux/app/agenda"
)

// reasons says what was made equal and what differs.
func (m *match) reasons(likeness Likeness) []agenda.Message {
	switch {
	case likeness == Identical:
		return []agenda.Message{agenda.Msg("names.reason.identical")}
	case m.wordless:
		return []agenda.Message{agenda.Msg("names.reason.empty")}
	}
	var reasons []agenda.Message
	for k := range m.ties[:m.count] {
		if reason, ok := m.tieReason(&m.ties[k]); ok {
			reasons = append(reasons, reason)
		}
	}
	leftX, leftY := leftWords(m.x, &m.tiedX), leftWords(m.y, &m.tiedY)
	switch {
	case m.contradicted:
		a, b := m.inOrder(leftX, leftY)
		reasons = append(reasons, agenda.Msg("names.reason.contradicted", "First", a, "Second", b))
	case leftX+leftY != "":
		reasons = append(reasons, agenda.Msg("names.reason.left_out", "Words", leftX+leftY))
	}
	switch {
	case m.reversed:
		reasons = append(reasons, agenda.Msg("names.reason.lineage"))
	case m.mixed:
		reasons = append(reasons, agenda.Msg("names.reason.mixed"))
	case m.turned:
		reasons = append(reasons, agenda.Msg("names.reason.order"))
	}
	if likeness == Different && !m.contradicted && !m.reversed {
		if m.costs > cost(m.length)*mostSlips {
			reasons = append(reasons, agenda.Msg("names.reason.too_many_slips"))
		} else {
			reasons = append(reasons, agenda.Msg("names.reason.too_little"))
		}
	}
	if len(reasons) == 0 {
		reasons = append(reasons, agenda.Msg("names.reason.status"))
	}
	return reasons
}

func (m *match) tieReason(t *tie) (agenda.Message, bool) {
	a, b := m.inOrder(text(m.x, t.i, t.ni), text(m.y, t.j, t.nj))
	switch t.kind {
	case sameParticle:
		return agenda.Msg("names.reason.particle", "First", a, "Second", b), true
	case glued:
		return agenda.Msg("names.reason.article", "First", a, "Second", b), true
	case joined:
		return agenda.Msg("names.reason.joined", "First", a, "Second", b), true
	case alikeKind:
		return agenda.Msg("names.reason.spelling", "First", a, "Second", b), true
	case slip:
		return agenda.Msg("names.reason.slip", "First", a, "Second", b), true
	case initials:
		return agenda.Msg("names.reason.initial", "First", a, "Second", b), true
	}
	return agenda.Message{}, false
}

// inOrder returns what belongs to the first and to the second name as they were given.
func (m *match) inOrder(x, y string) (first, second string) {
	if m.swapped {
		return y, x
	}
	return x, y
}

func leftWords(words []word, tied *[mostWords]bool) string {
	var left []string
	for i := range words {
		if !tied[i] && words[i].role != title && words[i].role != status {
			left = append(left, words[i].letters)
		}
	}
	return strings.Join(left, " ")
}
