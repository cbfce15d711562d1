// Package help holds the pages of the in-app help, one a screen and language, in
// Markdown: "<page>.fr.md" and "<page>.en.md". It says only what the program does.
package help

import "embed"

// Files are the pages.
//
//go:embed *.md
var Files embed.FS

// Pages are the names of the pages in the order of the contents, first the
// introduction, then one for each screen, then what the codes of problems mean.
func Pages() []string {
	return []string{"start", "dashboard", "capacity", "publication", "imports", "bookings", "vetting", "convocations", "workspace"}
}
