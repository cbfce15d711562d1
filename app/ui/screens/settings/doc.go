// Package settings is the page on which the service, its targets, its procedures and its
// desks are changed after the set-up.
//
// What belongs here: the fields, what they would change and whom that would hit, and the
// way to save it all at once. What does not: closures, absences and dated changes, which
// have the page of the calendar, and how the program looks, which the menus say.
package settings
