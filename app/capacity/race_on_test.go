//go:build race

package capacity

// underRace tells that the race detector is on. It slows the search twentyfold and
// has nothing to find there, on one goroutine: most given instances are left to the
// run without it.
const underRace = true
