//go:build !windows

package sqlite

import (
	"errors"
	"os"
	"syscall"
)

func isFullErrno(errno syscall.Errno) bool {
	return errno == syscall.ENOSPC || errno == syscall.EDQUOT
}

// isHeldErrno reports whether another program holds a file, which does not stop anybody
// from opening it here.
func isHeldErrno(syscall.Errno) bool { return false }

// syncFolder makes a rename in the folder survive a power cut.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
