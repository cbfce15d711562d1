package workspace

import "creneaux/app/agenda"

// Scenario is a plan that was tried, as it is kept. What it assumes and what came out is
// the use case's affair; the workspace keeps it sealed, for it may tell of somebody.
type Scenario struct {
	ID      string
	At      agenda.Moment // of the last reckoning
	By      string
	Base    int    // version of the plan that stood then
	Digest  string // of what it was reckoned from, hexadecimal
	Content []byte
}
