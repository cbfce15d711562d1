package sqlite

import (
	"errors"
	"sync"
)

var errClosed = errors.New("sqlite: the workspace is closed")

// gate lets tasks in until it is shut, and whoever shuts it wait for those inside: keys
// must not be wiped under a task that uses them. A task may enter again while it is
// inside, as a View in an Update does. Its zero value is open.
type gate struct {
	mu     sync.Mutex
	inside sync.WaitGroup
	shut   bool
}

// enter counts a task in, or refuses it when the gate is shut.
func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut {
		return errClosed
	}
	g.inside.Add(1)
	return nil
}

func (g *gate) leave() { g.inside.Done() }

// close refuses new tasks and waits for those inside.
func (g *gate) close() {
	g.mu.Lock()
	g.shut = true
	g.mu.Unlock()
	g.inside.Wait()
}
