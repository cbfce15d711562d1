package office

import "slices"

// Areas returns every area of a workspace.
func Areas() []Area {
	return []Area{AreaSetup, AreaPlan, AreaReleases, AreaBookings, AreaDecisions, AreaConvocations, AreaScenarios}
}

// Touched reports whether any of the areas that a use case has changed is among those
// that somebody shows.
func Touched(changed []Area, shown ...Area) bool {
	return slices.ContainsFunc(changed, func(a Area) bool { return slices.Contains(shown, a) })
}
