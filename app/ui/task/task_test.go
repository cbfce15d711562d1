package task

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"creneaux/app/agenda"
)

// desk stands in for the window's goroutine: it runs one function at a time.
type desk struct{ mu sync.Mutex }

func (d *desk) show(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

func TestProgressIsThrottledAndTheEndIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d desk
		r := New(d.show)
		shown := 0
		r.Observe(func(s State) {
			if s.Busy && s.Stage.Key != "" {
				shown++
			}
		})
		wrong := errors.New("wrong")
		ended := make(chan error, 1)
		d.show(func() {
			r.Run("label", func(_ context.Context, p agenda.Progress) error {
				for n := range 1000 {
					p.Report(agenda.Msg("stage"), n, 1000)
					time.Sleep(time.Millisecond)
				}
				return wrong
			}, func(err error) { ended <- err })
		})
		if err := <-ended; !errors.Is(err, wrong) {
			t.Errorf("ended with %v", err)
		}
		if shown < 8 || shown > 12 {
			t.Errorf("a second of reports was shown %d times", shown)
		}
		if r.State().Busy {
			t.Error("still busy")
		}
	})
}

func TestOneTaskAtATimeAndCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d desk
		r := New(d.show)
		ended := make(chan error, 1)
		wait := func(ctx context.Context, _ agenda.Progress) error {
			<-ctx.Done()
			return errors.New("stopped in the middle")
		}
		d.show(func() {
			if !r.Run("first", wait, func(err error) { ended <- err }) {
				t.Error("the first task was refused")
			}
			if r.Run("second", wait, func(error) { t.Error("the second task ran") }) {
				t.Error("a second task was taken")
			}
			r.Cancel()
			if !r.State().Cancelling {
				t.Error("nobody sees that it is being cancelled")
			}
		})
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
		d.show(r.Cancel) // nothing to cancel: nothing happens
	})
}

func TestInlineRunsAtOnce(t *testing.T) {
	r := NewInline()
	done := false
	r.Run("label", func(_ context.Context, p agenda.Progress) error {
		p.Report(agenda.Msg("stage"), 1, 2)
		return nil
	}, func(err error) { done = err == nil })
	if !done {
		t.Error("not done when Run returned")
	}
}

func TestWhatIsAskedMeanwhileIsRefusedAndTheEndIsWaitedFor(t *testing.T) {
	r := NewInline()
	refused, order := 0, ""
	r.OnRefused = func() { refused++ }
	nothing := func(context.Context, agenda.Progress) error { return nil }
	second := func(error) { order += "second " }
	r.WhenIdle(func() { order += "idle " })
	r.Run("first", func(context.Context, agenda.Progress) error {
		if r.Run("meanwhile", nothing, second) {
			t.Error("two tasks at once")
		}
		r.WhenIdle(func() { order += "rest " })
		return nil
	}, func(error) {
		order += "first "
		r.Run("after", nothing, second)
	})
	if refused != 1 || order != "idle first second rest " {
		t.Errorf("refused %d times, in the order %q", refused, order)
	}
}
