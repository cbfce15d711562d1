package sqlite

import (
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

// driveRemote is DRIVE_REMOTE of GetDriveTypeW.
const driveRemote = 4

// Windows' numbers for a file that another program holds (ERROR_SHARING_VIOLATION,
// ERROR_LOCK_VIOLATION) and for a full disk (ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL,
// ERROR_DISK_QUOTA_EXCEEDED).
const (
	errorSharingViolation  syscall.Errno = 32
	errorLockViolation     syscall.Errno = 33
	errorHandleDiskFull    syscall.Errno = 39
	errorDiskFull          syscall.Errno = 112
	errorDiskQuotaExceeded syscall.Errno = 1295
)

var getDriveType = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW")

// onNetwork reports whether a folder lies on a network share: a UNC path or a drive
// letter connected to one.
func onNetwork(folder string) bool {
	volume := filepath.VolumeName(folder)
	if strings.HasPrefix(volume, `\\`) {
		return true
	}
	root, err := syscall.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return false
	}
	kind, _, _ := getDriveType.Call(uintptr(unsafe.Pointer(root)))
	return kind == driveRemote
}

func isFullErrno(errno syscall.Errno) bool {
	return errno == errorHandleDiskFull || errno == errorDiskFull || errno == errorDiskQuotaExceeded
}

func isHeldErrno(errno syscall.Errno) bool {
	return errno == errorSharingViolation || errno == errorLockViolation
}

// syncFolder does nothing: Windows writes renames through by itself and refuses to
// flush a folder.
func syncFolder(string) error { return nil }
