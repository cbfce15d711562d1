package main

import (
	"syscall"
	"unsafe"
)

// tell shows a message box of the system: a window program has no console.
func tell(title, text string) {
	const iconWarning = 0x30
	caption, err1 := syscall.UTF16PtrFromString(title)
	body, err2 := syscall.UTF16PtrFromString(text)
	if err1 != nil || err2 != nil {
		return
	}
	messageBox := syscall.NewLazyDLL("user32.dll").NewProc("MessageBoxW")
	_, _, _ = messageBox.Call(0, uintptr(unsafe.Pointer(body)), uintptr(unsafe.Pointer(caption)), iconWarning) // the answer is always "OK"
}
