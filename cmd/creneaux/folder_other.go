//go:build !windows

package main

import (
	"errors"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
)

// showInFolder shows a file in the desktop's file manager; one that cannot point at a
// file opens its folder.
func showInFolder(path string) error {
	var failures []error
	for _, command := range folderCommands(path) {
		err := exec.Command(command[0], command[1:]...).Run()
		if err == nil {
			return nil
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

// folderCommands are the commands to try, the best first: the one by which
// freedesktop.org lets a file manager show a file, then the opening of its folder.
func folderCommands(path string) [][]string {
	file := (&url.URL{Scheme: "file", Path: path}).String()
	file = strings.ReplaceAll(file, ",", "%2C") // dbus-send parts a list at commas
	return [][]string{
		{
			"dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.FileManager1", "--type=method_call",
			"/org/freedesktop/FileManager1", "org.freedesktop.FileManager1.ShowItems", "array:string:" + file, "string:",
		},
		{"xdg-open", filepath.Dir(path)},
	}
}
