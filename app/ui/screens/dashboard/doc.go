// Package dashboard is the screen of the year at a glance: the two targets, what has
// become of the slots, the weeks, and what somebody has to do next.
//
// What belongs here: how the figures are shown. They are counted in app/statistics,
// without any personal data.
package dashboard
