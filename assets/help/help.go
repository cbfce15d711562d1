// Package help holds the pages of the in-app help, in Markdown: "<page>.fr.md" and
// "<page>.en.md", with their pictures. They say only what the program does: names of
// the window stand in them as {{catalogue.key}} and shortcuts as {{key:action}}, which
// a test checks.
package help

import "embed"

// Files are the pages and the pictures.
//
//go:embed *.md pictures/*.png
var Files embed.FS

// Group is a part of the contents.
type Group struct {
	ID    string
	Pages []string
}

// GroupCodes is the group at whose end the pages of [CodeFamilies] stand.
const GroupCodes = "codes"

// Introduction is the page for who asks for nothing in particular.
const Introduction = "start"

// Screens returns the names of the pages about the screens, which are those of the
// screens, in the order of the window's navigation.
func Screens() []string {
	return []string{"dashboard", "calendar", "capacity", "scenarios", "publication", "chance", "imports", "bookings", "vetting", "convocations", "settings"}
}

// Contents returns the pages in their order.
func Contents() []Group {
	return []Group{
		{"first", []string{Introduction, "first-day"}},
		{"screens", append([]string{"window"}, Screens()...)},
		{"reference", []string{"tables", "keys", "files", "glossary"}},
		{GroupCodes, []string{"codes"}},
	}
}

// CodeFamily is a page of problem codes that begin alike.
type CodeFamily struct {
	Page   string
	Begins []string // what stands before the first hyphen
}

// CodeFamilies returns the pages of the codes; the last takes all that have no other.
func CodeFamilies() []CodeFamily {
	return []CodeFamily{
		{"codes-workspace", []string{"WS"}},
		{"codes-import", []string{"IMPORT"}},
		{"codes-publication", []string{"PUB"}},
		{"codes-capacity", []string{"PLAN", "CAL"}},
		{"codes-vetting", []string{"VET"}},
		{"codes-convocations", []string{"CONV", "NUMBER", "CODE", "PDF"}},
		{"codes-output", []string{"OUT", "FILE"}},
		{"codes-setup", []string{"SETUP", "HOUSE"}},
		{"codes-other", nil},
	}
}
