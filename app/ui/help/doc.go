// Package help shows the in-app help in a window of its own, readable beside the work:
// contents and search at the left, the page with its pictures at the right.
//
// What belongs here: reading the pages of assets/help, making those that the program
// knows better than any author (the keys, the codes of problems), searching and showing
// them. What the pages say belongs into assets/help.
package help
