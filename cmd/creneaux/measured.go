package main

import (
	"os"

	"creneaux/app/ui/watch"
)

// watchVariable makes the program measure itself: it then tells on its standard output,
// a line of JSON each, when the window's thread did not answer within 50 ms and what it
// did instead, and answers requests on its standard input (see package watch). It is
// for developers, tests and benchmarks.
const watchVariable = "CRENEAUX_WATCH"

// probes are what tests may ask beside; the program itself is built without any.
var probes map[string]func(argument string) any

// measureIfAsked begins to measure.
func measureIfAsked() {
	if os.Getenv(watchVariable) != "" {
		watch.Serve(os.Stdin, os.Stdout, probes)
	}
}
