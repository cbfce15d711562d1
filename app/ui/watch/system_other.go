//go:build !linux

package watch

import "time"

// Other systems count these too, but the measuring is done on Linux.
func mainThread() times      { return times{} }
func process() time.Duration { return 0 }
func resident() uint64       { return 0 }
