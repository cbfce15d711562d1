package office

import (
	"reflect"
	"slices"
	"strings"

	"creneaux/app/agenda"
)

// told is an entry of the journal to come. Names, addresses and labels are not among what
// it tells: they may be somebody's.
type told struct {
	action, subject string
	detail          map[string]any
}

// tellHouse says what an edit of the house changed.
func tellHouse(before, after House) []told {
	all := tellService(before.Service, after.Service)
	all = append(all, tellList(before.Procedures, after.Procedures, listTold[agenda.Procedure]{
		name: "procedure", id: func(p agenda.Procedure) string { return string(p.Code) }, of: tellProcedure,
	})...)
	return append(all, tellList(before.Desks, after.Desks, listTold[agenda.Desk]{
		name: "desk", id: func(d agenda.Desk) string { return string(d.ID) },
		of: func(d agenda.Desk) map[string]any {
			return map[string]any{"procedures": d.Procedures, "sessions": d.Sessions}
		},
	})...)
}

func tellService(before, after agenda.Service) (all []told) {
	var changed []string
	for _, field := range []struct {
		name string
		same bool
	}{
		{"name", before.Name == after.Name}, {"prefecture", before.Prefecture == after.Prefecture},
		{"address", slices.Equal(before.Address, after.Address)}, {"email", before.Email == after.Email},
		{"website", before.Website == after.Website}, {"territory", before.Territory == after.Territory},
		{"zone", before.SchoolZone == after.SchoolZone}, {"demand", before.SchoolDemand == after.SchoolDemand}, {"year", before.Year == after.Year},
	} {
		if !field.same {
			changed = append(changed, field.name)
		}
	}
	if len(changed) > 0 {
		all = append(all, told{"service", strings.Join(changed, ","), map[string]any{
			"territory": []string{before.Territory, after.Territory}, "year": []int{before.Year, after.Year},
		}})
	}
	if before.Targets != after.Targets {
		all = append(all, told{"targets", "", map[string]any{"before": before.Targets, "after": after.Targets}})
	}
	return all
}

func tellProcedure(p agenda.Procedure) map[string]any {
	return map[string]any{
		"minutes": p.Minutes, "counted": p.Counted, "target": p.Target, "no_show": p.NoShow,
		"permits_per_kept": p.PermitsPerKept, "urgent_reserve": p.UrgentReserve, "walk_in": p.WalkIn, "papers": len(p.Papers),
	}
}

// listTold is how the entries of a list are told.
type listTold[T any] struct {
	name string // begins the actions
	id   func(T) string
	of   func(T) map[string]any
}

func tellList[T any](before, after []T, how listTold[T]) (all []told) {
	find := func(list []T, id string) int {
		return slices.IndexFunc(list, func(one T) bool { return how.id(one) == id })
	}
	var stayed, stay []string
	for _, b := range before {
		if find(after, how.id(b)) < 0 {
			all = append(all, told{how.name + "-remove", how.id(b), map[string]any{"before": how.of(b)}})
			continue
		}
		stayed = append(stayed, how.id(b))
	}
	for _, a := range after {
		at := find(before, how.id(a))
		switch {
		case at < 0:
			all = append(all, told{how.name + "-add", how.id(a), map[string]any{"after": how.of(a)}})
			continue
		case !reflect.DeepEqual(before[at], a):
			all = append(all, told{how.name + "-change", how.id(a), map[string]any{"before": how.of(before[at]), "after": how.of(a)}})
		}
		stay = append(stay, how.id(a))
	}
	if !slices.Equal(stayed, stay) {
		all = append(all, told{how.name + "-order", strings.Join(stay, ","), map[string]any{}})
	}
	return all
}
