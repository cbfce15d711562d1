package history_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/ui/history"
	"creneaux/app/ui/task"
)

// sheet is what the steps of the tests write on.
type sheet struct{ lines []string }

func (s *sheet) step(name string) history.Step {
	return history.Step{
		Name: name,
		Undo: func(context.Context, agenda.Progress) error {
			if got := s.lines[len(s.lines)-1]; got != name {
				return fmt.Errorf("%s is undone, %s was last", name, got)
			}
			s.lines = s.lines[:len(s.lines)-1]
			return nil
		},
		Redo: func(context.Context, agenda.Progress) error { s.lines = append(s.lines, name); return nil },
	}
}

// TestHistoryIsThatOfAnEditor compares with the simplest model: all states, and a place
// among them.
func TestHistoryIsThatOfAnEditor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &sheet{}
		h := history.New(task.NewInline())
		h.Failed = func(_ bool, step history.Step, err error, _ bool) { t.Errorf("%s: %v", step.Name, err) }
		states, at := [][]string{nil}, 0
		t.Repeat(map[string]func(*rapid.T){
			"do": func(t *rapid.T) {
				name := rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "name")
				s.lines = append(s.lines, name)
				h.Record(s.step(name))
				states = append(states[:at+1:at+1], slices.Clone(s.lines))
				at++
			},
			"undo": func(t *rapid.T) {
				if started := h.Undo(); started != (at > 0) {
					t.Fatalf("undo started: %t at %d", started, at)
				} else if started {
					at--
				}
			},
			"redo": func(t *rapid.T) {
				if started := h.Redo(); started != (at < len(states)-1) {
					t.Fatalf("redo started: %t at %d of %d", started, at, len(states))
				} else if started {
					at++
				}
			},
			"clear": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "now") == 0 {
					h.Clear()
					states, at = [][]string{slices.Clone(s.lines)}, 0
				}
			},
			"": func(t *rapid.T) {
				if !slices.Equal(s.lines, states[at]) {
					t.Fatalf("lines %q, want %q", s.lines, states[at])
				}
				if _, ok := h.NextUndo(); ok != (at > 0) {
					t.Fatalf("undo offered: %t at %d", ok, at)
				}
			},
		})
	})
}

// failing is a history of two steps, whose last one cannot be undone.
func failing(err error) (h *history.History, told *[]string) {
	h, told = history.New(task.NewInline()), &[]string{}
	s := &sheet{lines: []string{"une"}}
	h.Record(s.step("une"))
	h.Record(history.Step{Name: "deux", Undo: func(context.Context, agenda.Progress) error { return err }})
	h.Failed = func(undoing bool, step history.Step, err error, gone bool) {
		*told = append(*told, fmt.Sprint(undoing, " ", step.Name, " ", gone))
	}
	return h, told
}

func TestAStepThatCannotBeUndoneAnyMoreSaysSoAndGoes(t *testing.T) {
	h, told := failing(agenda.NewProblem("WS-UNDO-CHANGED"))
	h.Undo()
	if name, _ := h.NextUndo(); name != "une" || !slices.Equal(*told, []string{"true deux true"}) {
		t.Errorf("next is %q, told %q", name, *told)
	}
	if _, ok := h.NextRedo(); ok {
		t.Error("what was not undone can be done again")
	}
	h.Undo()
	if _, ok := h.NextUndo(); ok || len(*told) != 1 {
		t.Error("the step below cannot be undone")
	}
}

func TestAStepStaysWhereItMayWorkLater(t *testing.T) {
	for _, c := range []struct {
		err  error
		told int
	}{{agenda.NewProblem("WS-DISK-FULL"), 1}, {context.Canceled, 0}} {
		h, told := failing(c.err)
		h.Undo()
		if name, _ := h.NextUndo(); name != "deux" || len(*told) != c.told {
			t.Errorf("%v: next is %q, told %q", c.err, name, *told)
		}
	}
	h, _ := failing(errors.New("nobody knows"))
	h.Undo()
	if name, _ := h.NextUndo(); name != "une" {
		t.Error("a step that fails for reasons that nobody knows bars the way to those before it")
	}
}

// held runs a work when it is told to.
type held struct{ finish func() }

func (r *held) Run(_ string, work func(context.Context, agenda.Progress) error, done func(error)) bool {
	if r.finish != nil {
		return false
	}
	r.finish = func() { r.finish = nil; done(work(context.Background(), agenda.Silent{})) }
	return true
}

func TestWhatEndsAfterTheWorkspaceIsForgotten(t *testing.T) {
	run := &held{}
	h := history.New(run)
	s := &sheet{lines: []string{"une"}}
	h.Record(s.step("une"))
	if !h.Undo() || h.Undo() {
		t.Error("one thing at a time")
	}
	h.Clear()
	run.finish()
	if _, ok := h.NextRedo(); ok {
		t.Error("a step of the workspace before can be done again")
	}
}

func TestWhatIsDoneWhileAStepIsUndoneStays(t *testing.T) {
	run := &held{}
	h := history.New(run)
	s := &sheet{lines: []string{"une"}}
	h.Record(s.step("une"))
	h.Undo()
	h.Record(s.step("deux"))
	run.finish()
	if name, _ := h.NextUndo(); name != "deux" {
		t.Errorf("next is %q", name)
	}
	if _, ok := h.NextRedo(); ok {
		t.Error("the first step can be done again upon the second")
	}
}

func TestOnlyTheLastStepsAreKept(t *testing.T) {
	h, s := history.New(task.NewInline()), &sheet{}
	for i := range 150 {
		s.lines = append(s.lines, fmt.Sprint(i))
		h.Record(s.step(fmt.Sprint(i)))
	}
	for h.Undo() {
	}
	if len(s.lines) != 50 {
		t.Errorf("%d steps were not undone, want 50", len(s.lines))
	}
}
