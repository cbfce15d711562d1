// Package history undoes and does again what a person has done in a workspace, each
// thing by its name.
//
// What belongs here: the order of the steps and what becomes of one that fails. What a
// step undoes is known to whoever records it.
package history

import (
	"context"
	"errors"
	"slices"

	"creneaux/app/agenda"
)

// Step is one thing that a person did and that can be undone.
type Step struct {
	// Name is what was done, in the reader's language, as it stands after "Annuler :":
	// "refuser RDV12345".
	Name string
	// Undo and Redo take it back and do it again, beside the window. Nothing is half done
	// when they fail or are cancelled.
	Undo, Redo func(context.Context, agenda.Progress) error
}

// Recorder takes down what a person did, once it is done.
type Recorder interface {
	Record(Step)
}

// Runner runs a work beside the window and then calls done on its goroutine; it returns
// false, and does nothing, while something else runs. See task.Runner.
type Runner interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// kept is how many steps can be undone: more than anybody remembers.
const kept = 100

// History is what can be undone and done again. Its methods are called on the window's
// goroutine.
type History struct {
	// Label names the task that undoes or does again.
	Label func(undoing bool, name string) string
	// Done is called when a step was undone or done again.
	Done func(undoing bool, step Step)
	// Failed is called when a step could not be; gone says that it never will.
	Failed func(undoing bool, step Step, err error, gone bool)
	// Changed is called when other steps stand at the top.
	Changed func()

	run            Runner
	undoes, redoes []entry // what Undo and Redo take, the next one last
	recorded       int     // counts the steps
	turn           int     // counts clearings: what was begun before is forgotten
}

// entry is a step with a number of its own: others may be recorded while it is undone.
type entry struct {
	Step
	number int
}

// New returns an empty history whose steps a runner runs.
func New(run Runner) *History {
	return &History{
		run: run, Label: func(_ bool, name string) string { return name }, Done: func(bool, Step) {},
		Failed: func(bool, Step, error, bool) {}, Changed: func() {},
	}
}

// Record takes down what was done. What had been undone before cannot be done again:
// it would be done upon something else.
func (h *History) Record(s Step) {
	h.recorded++
	h.undoes = push(h.undoes, entry{s, h.recorded})
	h.redoes = nil
	h.Changed()
}

func push(steps []entry, e entry) []entry {
	steps = append(steps, e)
	return steps[max(0, len(steps)-kept):]
}

// NextUndo returns the name of what Undo would take back; ok is false for nothing.
func (h *History) NextUndo() (name string, ok bool) { return top(h.undoes) }

// NextRedo returns the name of what Redo would do again; ok is false for nothing.
func (h *History) NextRedo() (name string, ok bool) { return top(h.redoes) }

func top(steps []entry) (string, bool) {
	if len(steps) == 0 {
		return "", false
	}
	return steps[len(steps)-1].Name, true
}

// Undo takes the last step back. It returns false where there is none or another task
// runs.
func (h *History) Undo() (started bool) { return h.step(true, &h.undoes, &h.redoes) }

// Redo does the step again that was undone last.
func (h *History) Redo() (started bool) { return h.step(false, &h.redoes, &h.undoes) }

func (h *History) step(undoing bool, from, to *[]entry) bool {
	if len(*from) == 0 {
		return false
	}
	s, turn, recorded := (*from)[len(*from)-1], h.turn, h.recorded
	work := s.Redo
	if undoing {
		work = s.Undo
	}
	return h.run.Run(h.Label(undoing, s.Name), work, func(err error) {
		if turn != h.turn {
			return
		}
		gone := err != nil && !mayWorkLater(err)
		if err == nil || gone {
			*from = slices.DeleteFunc(*from, func(e entry) bool { return e.number == s.number })
		}
		// What was undone while something else was done cannot be done again on top of it.
		if err == nil && (!undoing || recorded == h.recorded) {
			*to = push(*to, s)
		}
		h.Changed()
		switch {
		case err == nil:
			h.Done(undoing, s.Step)
		case !errors.Is(err, context.Canceled):
			h.Failed(undoing, s.Step, err, gone)
		}
	})
}

// passing are the problems of the machine, which may be over a moment later: whoever
// frees some space can undo then.
var passing = map[string]bool{"WS-DISK": true, "WS-DISK-FULL": true, "WS-READ-ONLY": true}

func mayWorkLater(err error) bool {
	return errors.Is(err, context.Canceled) || passing[agenda.CodeOf(err)]
}

// Clear forgets everything: the workspace is another.
func (h *History) Clear() {
	h.undoes, h.redoes = nil, nil
	h.turn++
	h.Changed()
}
