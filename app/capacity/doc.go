// Package capacity plans the year: how many slots of which procedure each desk
// offers each week, and at which hours and positions those slots stand.
//
// Three layers, each usable alone: [Solve] works on an [Instance], the bare numbers
// of the problem (weeks, desks with minutes, procedures with targets); [Lay] puts
// the slots of one desk and week into real openings; [PlanYear] makes the instance
// from the desks and the calendar, solves it, and keeps only what the layout places.
//
// What belongs here: counting and placing slots, and saying why a target is not
// met. When a desk is open is told by app/calendar; when slots go online by
// app/publication. It is pure: the same input gives the same plan.
package capacity
