// Package task runs what takes longer than a moment beside the window: one thing at a
// time, with progress, and cancelled when somebody asks.
//
// What belongs here: the goroutine, the throttling and the cancelling. How a task
// looks is the business of the window's frame, what it does of app/office.
package task

import (
	"context"
	"sync"
	"time"

	"creneaux/app/agenda"
)

// State is what the present task is doing.
type State struct {
	Busy        bool
	Label       string         // what was asked for, in the reader's language
	Stage       agenda.Message // what is being done; zero at first
	Done, Total int            // Total is 0 where it is not known
	Cancelling  bool           // somebody asked to stop
	// Left is how long this stage may still take, at its pace of late; 0 where nobody
	// can tell. Other stages may follow.
	Left time.Duration
}

// reportEvery is how often progress reaches the window at most: faster than that
// nobody reads.
const reportEvery = 100 * time.Millisecond

// Runner runs tasks one at a time. Its methods are called on the window's goroutine.
type Runner struct {
	// OnRefused is called when something is asked for while a task runs; nil: nothing.
	OnRefused func()
	// OnEnded is called when a task is over and whoever asked for it has been told; nil:
	// nothing.
	OnEnded func(label string, err error)

	show   func(func()) // runs something on the window's goroutine
	inline bool         // tests: no goroutine at all

	mu     sync.Mutex
	state  State
	cancel context.CancelFunc

	observers []func(State)
	waiting   []func() // for the moment when nothing runs
}

// New returns a runner; show runs a function on the window's goroutine (fyne.Do).
func New(show func(func())) *Runner { return &Runner{show: show} }

// NewInline returns a runner that does everything before Run returns, for tests.
func NewInline() *Runner { return &Runner{show: func(f func()) { f() }, inline: true} }

// Observe calls f on the window's goroutine whenever the state changes.
func (r *Runner) Observe(f func(State)) { r.observers = append(r.observers, f) }

// WhenIdle calls f once, as soon as nothing runs and whoever asked for the last task
// has been told its end.
func (r *Runner) WhenIdle(f func()) {
	r.waiting = append(r.waiting, f)
	r.rest()
}

func (r *Runner) rest() {
	for len(r.waiting) > 0 && !r.State().Busy {
		next := r.waiting[0]
		r.waiting = r.waiting[1:]
		next()
	}
}

// State returns what is going on.
func (r *Runner) State() State {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state
}

// Run does work beside the window and then calls done on the window's goroutine. It
// returns false, and does nothing, while another task runs. When the task is cancelled
// done gets context.Canceled, whatever the work made of it.
func (r *Runner) Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool {
	if r.State().Busy {
		if r.OnRefused != nil {
			r.OnRefused()
		}
		return false
	}
	ctx, cancel := context.WithCancel(context.Background())
	r.mu.Lock()
	r.cancel = cancel
	r.mu.Unlock()
	r.set(State{Busy: true, Label: label})
	run := func() {
		err := work(ctx, &progress{runner: r, ctx: ctx})
		if ctx.Err() != nil && err != nil {
			err = context.Canceled
		}
		cancel()
		r.show(func() {
			r.set(State{})
			done(err)
			if r.OnEnded != nil {
				r.OnEnded(label, err)
			}
			r.rest()
		})
	}
	if r.inline {
		run()
	} else {
		go run()
	}
	return true
}

// Cancel asks the present task to stop; it leaves nothing half done.
func (r *Runner) Cancel() {
	r.mu.Lock()
	cancel, state := r.cancel, r.state
	r.mu.Unlock()
	if !state.Busy || cancel == nil {
		return
	}
	cancel()
	state.Cancelling = true
	r.set(state)
}

func (r *Runner) set(s State) {
	r.mu.Lock()
	r.state = s
	r.mu.Unlock()
	for _, f := range r.observers {
		f(s)
	}
}

// progress passes on what a task reports, not too often.
type progress struct {
	runner *Runner
	ctx    context.Context

	last  time.Time
	key   string
	meter meter
}

// Report implements agenda.Progress. A new stage is always shown.
func (p *progress) Report(stage agenda.Message, done, total int) {
	now := time.Now()
	if stage.Key == p.key && now.Sub(p.last) < reportEvery {
		return
	}
	if stage.Key != p.key {
		p.meter = meter{}
	}
	p.last, p.key = now, stage.Key
	p.meter.add(now, done, total)
	left, _ := p.meter.left()
	p.runner.show(func() {
		state := p.runner.State()
		// A report may come late, when its task is over and another has begun.
		if !state.Busy || p.ctx.Err() != nil {
			return
		}
		state.Stage, state.Done, state.Total, state.Left = stage, done, total, left
		p.runner.set(state)
	})
}
