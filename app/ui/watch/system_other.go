//go:build !linux

package watch

// Other systems count these too, but the measuring is done on Linux.
func mainThread() times { return times{} }
func resident() uint64  { return 0 }
