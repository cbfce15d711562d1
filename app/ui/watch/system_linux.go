package watch

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

// mainThread reads the counters of the process's first thread, whose number is that of
// the process: nanoseconds on a processor, and in the queue for one.
func mainThread() times {
	line, err := os.ReadFile(fmt.Sprintf("/proc/self/task/%d/schedstat", os.Getpid()))
	fields := fieldsOf(line)
	if err != nil || len(fields) < 2 {
		return times{}
	}
	cpu, err1 := strconv.ParseInt(fields[0], 10, 64)
	queued, err2 := strconv.ParseInt(fields[1], 10, 64)
	if err1 != nil || err2 != nil {
		return times{}
	}
	return times{time.Duration(cpu), time.Duration(queued)}
}

// process reads how long all threads of the process were on a processor.
func process() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// resident reads how many pages of the process are in memory.
func resident() uint64 {
	line, err := os.ReadFile("/proc/self/statm")
	fields := fieldsOf(line)
	if err != nil || len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * uint64(os.Getpagesize())
}
