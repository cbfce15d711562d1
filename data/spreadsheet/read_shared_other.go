//go:build !windows

package spreadsheet

// isShared reports whether another program holds the file, which only Windows lets
// it do.
func isShared(error) bool { return false }
