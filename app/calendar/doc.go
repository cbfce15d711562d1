// Package calendar says when the desks are open: the public holidays of every
// French territory, the closures of the service, and what remains of the weekly
// sessions of a desk once holidays, closures and the time held for people who come
// without appointment are taken off.
//
// What belongs here: questions about days and opening hours that more than one
// feature asks. How the open minutes are used is the work of app/capacity; when
// slots go online that of app/publication. It is pure: no clock, no files.
package calendar
