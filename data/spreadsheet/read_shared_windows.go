package spreadsheet

import (
	"errors"
	"syscall"
)

// Windows' ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: another program, most
// often Excel, holds the file.
const (
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
)

// isShared reports whether another program holds the file.
func isShared(err error) bool {
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
}
