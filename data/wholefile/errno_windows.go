package wholefile

import (
	"errors"
	"syscall"
)

// Windows' own error numbers (winerror.h); package syscall does not name them.
const (
	errorSharingViolation = syscall.Errno(32)
	errorLockViolation    = syscall.Errno(33)
	errorHandleDiskFull   = syscall.Errno(39)
	errorDiskFull         = syscall.Errno(112)
	errorWriteProtect     = syscall.Errno(19)
)

func isDiskFull(err error) bool {
	return errors.Is(err, errorDiskFull) || errors.Is(err, errorHandleDiskFull)
}

func isReadOnly(err error) bool { return errors.Is(err, errorWriteProtect) }

// isHeldByAnotherProgram tells a file that Excel or a PDF viewer keeps open: renaming
// over it is refused with a sharing or lock violation.
func isHeldByAnotherProgram(err error) bool {
	return errors.Is(err, errorSharingViolation) || errors.Is(err, errorLockViolation)
}
