package main

import (
	"os/exec"
	"syscall"
)

// showInFolder shows a file in the Explorer. That takes the path as it is, in quotes, for
// names may hold commas and spaces, and ends with 1 whether it found the file or not.
func showInFolder(path string) error {
	explorer := exec.Command("explorer.exe")
	explorer.SysProcAttr = &syscall.SysProcAttr{CmdLine: `explorer.exe /select,"` + path + `"`}
	if err := explorer.Start(); err != nil {
		return err
	}
	return explorer.Process.Release()
}
