package task

import "time"

// meter estimates from the progress of a stage how long the stage may still take. The
// zero value has seen nothing. It knows nothing of stages to come.
type meter struct {
	marks []mark
	total int
}

// mark is how much was done at a moment.
type mark struct {
	at   time.Time
	done int
}

const (
	// soonest is how long a stage has to run before anything is said: the first items
	// tell little, and what is over by then needs no estimate.
	soonest = 2 * time.Second
	// memory is how far back the pace is looked for: it changes as caches fill and
	// others use the machine.
	memory = 20 * time.Second
	// markEvery bounds how many marks are kept.
	markEvery = memory / 40
)

// add notes that so much of a total is done.
func (m *meter) add(at time.Time, done, total int) {
	if total != m.total || len(m.marks) > 0 && done < m.marks[len(m.marks)-1].done {
		*m = meter{total: total}
	}
	for len(m.marks) > 2 && at.Sub(m.marks[1].at) >= memory {
		m.marks = m.marks[1:]
	}
	// The last mark moves until it is far enough from the one before it.
	if last := len(m.marks) - 1; last >= 1 && at.Sub(m.marks[last-1].at) < markEvery {
		m.marks = m.marks[:last]
	}
	m.marks = append(m.marks, mark{at, done})
}

// left returns how long it takes until everything is done, at the pace of late; ok is
// false while nobody can tell.
func (m *meter) left() (d time.Duration, ok bool) {
	if len(m.marks) < 2 || m.total <= 0 {
		return 0, false
	}
	first, last := m.marks[0], m.marks[len(m.marks)-1]
	span, done := last.at.Sub(first.at), last.done-first.done
	if span < soonest || done <= 0 {
		return 0, false
	}
	return time.Duration(float64(span) * float64(max(m.total-last.done, 0)) / float64(done)), true
}
