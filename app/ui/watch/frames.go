package watch

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Frame is one turn of the window's thread in which it drew.
type Frame struct {
	At   time.Time     `json:"at"`
	Wall time.Duration `json:"wall"`
	CPU  time.Duration `json:"cpu"` // of the window's thread; 0 where the system does not tell
}

// Frames measures each frame of the window. Fyne runs animations right before it draws,
// and what fyne.Do posted right after; so a frame is what lies between a tick of an
// animation of ours and what that tick posts. Frames in which nothing had to be drawn
// are counted too and take no time worth telling.
type Frames struct {
	animation *fyne.Animation
	each      func(Frame) // nil: nobody waits for one
	mu        sync.Mutex
	frames    []Frame
}

// CountFrames begins to measure. Stop ends it. Both belong to the window's thread.
func CountFrames() *Frames { return countFrames(nil) }

func countFrames(each func(Frame)) *Frames {
	f := &Frames{each: each}
	f.animation = fyne.NewAnimation(time.Second, func(float32) {
		start, before := time.Now(), mainThread()
		fyne.Do(func() {
			after := mainThread()
			f.mu.Lock()
			defer f.mu.Unlock()
			frame := Frame{At: start, Wall: time.Since(start), CPU: after.cpu - before.cpu}
			f.frames = append(f.frames, frame)
			if f.each != nil {
				f.each(frame)
			}
		})
	})
	f.animation.RepeatCount = fyne.AnimationRepeatForever
	f.animation.Start()
	return f
}

// Stop ends the measuring and returns the frames so far.
func (f *Frames) Stop() []Frame {
	f.animation.Stop()
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.frames
}

// nextFrame waits for a frame from now on. It is not for the window's thread.
func nextFrame() (next Frame) {
	drawn := make(chan Frame, 1)
	var frames *Frames
	fyne.DoAndWait(func() {
		frames = countFrames(func(f Frame) {
			select {
			case drawn <- f:
			default: // one is enough
			}
		})
	})
	next = <-drawn
	fyne.DoAndWait(func() { frames.Stop() })
	return next
}
