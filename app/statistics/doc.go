// Package statistics makes the figures of the service into a model that a screen, a
// workbook and a page can show: the funnel from planned to served, progress against
// the targets, series by week, and what needs attention.
//
// What belongs here: adding up and comparing. Input are counts, never bookings: nothing
// in this package can know a person. What does not: counting in the workspace,
// drawing charts.
package statistics
