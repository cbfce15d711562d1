//go:build !linux && !windows

package sqlite

// onNetwork cannot tell here; SQLite's own answer to WAL decides.
func onNetwork(string) bool { return false }
