// Package calendar says when the desks are open: the public holidays of every
// French territory and the bridges beside them, the closures of the service, the
// sessions that hold on a day, and what remains of them once holidays, closures, absent
// agents and the time held for people who come without appointment are taken off. School
// holidays are told, and take nothing off.
//
// What belongs here: questions about days and opening hours that more than one
// feature asks. How the open minutes are used is the work of app/capacity; when
// slots go online that of app/publication. It is pure: no clock, no files.
package calendar
