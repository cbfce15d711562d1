package agenda

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Args are the values that fill a sentence, by name. Numbers, [Date], [Clock],
// [Moment], [Week] and nested [Message] values are written by app/wording as the
// reader's language wants; everything else by fmt.
type Args map[string]any

// Message is a sentence that is in no language yet: a key of the translation
// catalogues and the values that fill it. Pure packages give their reasons this way.
type Message struct {
	Key  string
	Args Args
}

// Msg makes a [Message] from a key and alternating names and values.
func Msg(key string, pairs ...any) Message {
	return Message{Key: key, Args: argsOf(pairs)}
}

// IsZero reports whether there is nothing to say.
func (m Message) IsZero() bool { return m.Key == "" }

// String renders the message for logs and tests, not for users.
func (m Message) String() string { return m.Key + m.Args.String() }

// String renders the values sorted by name, for logs and tests.
func (a Args) String() string {
	if len(a) == 0 {
		return ""
	}
	var b strings.Builder
	for i, k := range slices.Sorted(maps.Keys(a)) {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s=%v", k, a[k])
	}
	return "(" + b.String() + ")"
}

func argsOf(pairs []any) Args {
	if len(pairs)%2 != 0 {
		panic("agenda: names and values must alternate")
	}
	if len(pairs) == 0 {
		return nil
	}
	args := make(Args, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return args
}

// Problem is an error that a person can act upon. Its code stands in the help, its
// sentence and its way out in the catalogues, under "problem.CODE" (what happened,
// and where) and "problem.CODE.do" (what to do).
type Problem struct {
	Code  string // "FILE-EMPTY"
	Args  Args
	Cause error // technical cause, for the log; may be nil
}

// NewProblem makes a [Problem] from its code and alternating names and values.
func NewProblem(code string, pairs ...any) *Problem {
	return &Problem{Code: code, Args: argsOf(pairs)}
}

// Because returns a copy of the problem that carries its technical cause.
func (p *Problem) Because(err error) *Problem {
	return &Problem{Code: p.Code, Args: p.Args, Cause: err}
}

// Error renders the problem for logs; users read the catalogue's sentence.
func (p *Problem) Error() string {
	s := p.Code + p.Args.String()
	if p.Cause != nil {
		s += ": " + p.Cause.Error()
	}
	return s
}

// Unwrap returns the technical cause.
func (p *Problem) Unwrap() error { return p.Cause }

// Is reports whether the target is a problem with the same code, so that
// errors.Is(err, agenda.NewProblem("FILE-EMPTY")) asks for the kind.
func (p *Problem) Is(target error) bool {
	t, ok := target.(*Problem)
	return ok && t.Code == p.Code
}

// CodeOf returns the code of the problem in err, or "" when there is none.
func CodeOf(err error) string {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.Code
	}
	return ""
}

// Progress is told how far a long task is, by whichever goroutine works on it but by one
// at a time: a task that works in several lets them report one after the other. So
// implementations need no lock of their own; they must return quickly.
type Progress interface {
	// Report says what is being done and how much of it is done. total is 0 when
	// it is not known. From the first report of a stage to that of another, which
	// their keys tell apart, the total stays and done never falls.
	Report(stage Message, done, total int)
}

// Silent is a [Progress] that tells nobody.
type Silent struct{}

// Report does nothing.
func (Silent) Report(Message, int, int) {}
