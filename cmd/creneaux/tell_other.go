//go:build !windows

package main

import (
	"fmt"
	"os"
)

// tell says something on the console the program was started from.
func tell(title, text string) {
	fmt.Fprintf(os.Stderr, "%s: %s\n", title, text)
}
