package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// TryPlan plans the year as it would be, and keeps nothing: the plan that stands, the
// calendar and the targets are those before. The version of the result is the one that
// keeping it would make, and its house the one that it assumes.
//
// Problems: those of [Office.Plan], CAL-DESK, SCENARIO-TARGET, those of [calendar.Of], of
// [calendar.CheckReinforcement] and of [Office.PutAdditional].
func (o *Office) TryPlan(ctx context.Context, what WhatIf, progress agenda.Progress) (PlanView, error) {
	before, err := view(ctx, o, func(r workspace.Reader) (planning, error) { return o.loadPlanning(ctx, r) })
	if err != nil {
		return PlanView{}, err
	}
	t, err := before.try(ctx, what, progress)
	if err != nil {
		return PlanView{}, err
	}
	return t.view()
}

// trial is a year planned as it would be.
type trial struct {
	assumed planning // what it was planned from
	drawn   drawnPlan
}

func (p planning) try(ctx context.Context, what WhatIf, progress agenda.Progress) (t trial, err error) {
	t.assumed = p
	if t.assumed.house, err = p.house.with(what); err != nil {
		return t, err
	}
	t.drawn, err = t.assumed.drawUp(ctx, what.Request, progress)
	return t, err
}

// result is the planning as if the trial were kept.
func (t trial) result() planning {
	p := t.assumed
	p.state = t.drawn.state(p)
	p.state.Version++
	return p
}

func (t trial) proven() bool { return t.drawn.plan.Shortfall <= t.drawn.plan.Least }

func (t trial) view() (PlanView, error) {
	v, err := t.result().view()
	v.Proven = v.Proven || t.proven()
	return v, err
}

// Scenarios returns the scenarios that are kept, in the order in which they first were,
// each with its plan as it was reckoned last.
func (o *Office) Scenarios(ctx context.Context) ([]Scenario, error) {
	return view(ctx, o, func(r workspace.Reader) ([]Scenario, error) { return loadScenarios(ctx, r) })
}

func loadScenarios(ctx context.Context, r workspace.Reader) ([]Scenario, error) {
	rows, err := r.Scenarios(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	house, err := loadHouse(ctx, r)
	if err != nil {
		return nil, err
	}
	state, err := r.Plan(ctx)
	if err != nil {
		return nil, err
	}
	digest := digestOf(house, state.Version)
	scenarios := make([]Scenario, len(rows))
	for i, row := range rows {
		kept, err := readRow(row)
		if err != nil {
			return nil, err
		}
		if scenarios[i], err = kept.scenario(digest); err != nil {
			return nil, err
		}
	}
	return scenarios, nil
}

// PutScenario keeps a scenario: a new one where it has no id, else in place of the one
// with its id. It is reckoned unless only its name or its note has changed, or it comes
// back as [Office.RemoveScenario] returned it. Where the first week that it plans has begun
// since, it plans from now on.
//
// Problems: SCENARIO-NAME, SCENARIO-TWICE, SCENARIO-ADOPTED for another assumption in one
// that stands adopted, PLAN-OVERTAKEN, those of [Office.TryPlan].
func (o *Office) PutScenario(ctx context.Context, s Scenario, progress agenda.Progress) (Scenario, error) {
	s.Name, s.Note = strings.TrimSpace(s.Name), strings.TrimSpace(s.Note)
	if s.Name == "" {
		return s, agenda.NewProblem("SCENARIO-NAME")
	}
	what, err := o.identified(ctx, s.WhatIf, s.ID == "")
	if err != nil {
		return s, err
	}
	s.WhatIf = what
	kept, before, err := o.reckon(ctx, s, progress)
	if err != nil {
		return s, err
	}
	kept.content.Name, kept.content.Note = s.Name, s.Note
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		others, err := loadScenarios(ctx, w)
		if err != nil {
			return err
		}
		action := "scenario-add"
		for _, other := range others {
			switch {
			case string(other.ID) == kept.ID:
				action = "scenario-change"
			case strings.EqualFold(other.Name, s.Name):
				return agenda.NewProblem("SCENARIO-TWICE", "Name", s.Name)
			}
		}
		if before != nil {
			now, err := o.loadPlanning(ctx, w)
			if err != nil {
				return err
			}
			if now.overtakes(*before) {
				return agenda.NewProblem("PLAN-OVERTAKEN")
			}
		}
		if err := kept.put(ctx, w); err != nil {
			return err
		}
		return o.record(ctx, w, action, kept.ID, kept.content.told())
	})
	if err != nil {
		return s, err
	}
	o.changed(AreaScenarios)
	return o.scenario(ctx, ScenarioID(kept.ID))
}

// identified gives what a scenario adds its ids, so that adopting it, taking that back and
// adopting it again means the same entries. A fresh one may be a copy of another: it gets
// ids of its own, but for the entries that replace one that stands.
func (o *Office) identified(ctx context.Context, what WhatIf, fresh bool) (WhatIf, error) {
	var house House
	if fresh {
		var err error
		if house, err = o.House(ctx); err != nil {
			return what, err
		}
	}
	t := what.Timetable
	what.Request.Why = ""
	what.Timetable = Timetable{
		Closures:       withIDsOf(t.Closures, house.Closures, closureEntry.id, o.newID, fresh),
		Absences:       withIDsOf(t.Absences, house.Absences, absenceEntry.id, o.newID, fresh),
		Changes:        withIDsOf(t.Changes, house.Changes, changeEntry.id, o.newID, fresh),
		SchoolHolidays: withIDsOf(t.SchoolHolidays, house.SchoolHolidays, schoolEntry.id, o.newID, fresh),
	}
	what.Additional = withIDsOf(what.Additional, house.Additional, additionalID, o.newID, fresh)
	return what, nil
}

func withIDsOf[T any, ID ~string](entries, standing []T, id func(*T) *ID, newID func() string, fresh bool) []T {
	if len(entries) == 0 {
		return nil
	}
	stands := byID(standing, id)
	entries = slices.Clone(entries)
	for i := range entries {
		at := id(&entries[i])
		if _, replaces := stands[*at]; *at == "" || fresh && !replaces {
			*at = ID(newID())
		}
	}
	return entries
}

// reckon returns a scenario as it will be kept. before is what it was reckoned from, or nil
// where it did not have to be.
func (o *Office) reckon(ctx context.Context, s Scenario, progress agenda.Progress) (kept keptRow, before *planning, err error) {
	if s.ID != "" {
		known, err := o.scenario(ctx, s.ID)
		switch {
		case agenda.CodeOf(err) == "SCENARIO-UNKNOWN": // it was removed
			if s.row.ID == string(s.ID) && same(s.row.content.whatIf(), s.WhatIf) {
				return s.row, nil, nil
			}
		case err != nil:
			return kept, nil, err
		case same(known.WhatIf, s.WhatIf) && (!known.Old || known.Adopted > 0):
			return known.row, nil, nil
		case known.Adopted > 0:
			return kept, nil, agenda.NewProblem("SCENARIO-ADOPTED", "Name", known.Name)
		}
	}
	from, err := view(ctx, o, func(r workspace.Reader) (planning, error) { return o.loadPlanning(ctx, r) })
	if err != nil {
		return kept, nil, err
	}
	if s.ID != "" {
		s.WhatIf = from.stillPossible(s.WhatIf)
	}
	t, err := from.try(ctx, s.WhatIf, progress)
	if err != nil {
		return kept, nil, err
	}
	kept = keptRow{
		Scenario: workspace.Scenario{ID: string(s.ID), At: o.now(), By: o.actor, Base: from.state.Version, Digest: digestOf(from.house, from.state.Version)},
		content:  contentOf(s, t),
	}
	if kept.ID == "" {
		kept.ID = o.newID()
	}
	return kept, &from, nil
}

// stillPossible is what a kept scenario plans when the first week it was to plan has begun.
func (p planning) stillPossible(what WhatIf) WhatIf {
	if first, err := p.firstWeek(); err == nil && what.Request.From.Before(first) {
		what.Request.From = agenda.Week{}
	}
	return what
}

// same reports whether two scenarios assume the same.
func same(a, b WhatIf) bool {
	plain := func(w WhatIf) scenarioContent { return contentOf(Scenario{WhatIf: w}, trial{}) }
	first, err1 := json.Marshal(plain(a))
	second, err2 := json.Marshal(plain(b))
	return err1 == nil && err2 == nil && string(first) == string(second)
}

func (o *Office) scenario(ctx context.Context, id ScenarioID) (Scenario, error) {
	return view(ctx, o, func(r workspace.Reader) (Scenario, error) { return findScenario(ctx, r, id) })
}

// findScenario returns one of the scenarios.
//
// Problems: SCENARIO-UNKNOWN.
func findScenario(ctx context.Context, r workspace.Reader, id ScenarioID) (Scenario, error) {
	all, err := loadScenarios(ctx, r)
	if err != nil {
		return Scenario{}, err
	}
	at := slices.IndexFunc(all, func(s Scenario) bool { return s.ID == id })
	if at < 0 {
		return Scenario{}, agenda.NewProblem("SCENARIO-UNKNOWN", "ID", string(id))
	}
	return all[at], nil
}

// RemoveScenario removes a scenario and returns it as it was: putting that brings it back,
// without reckoning it anew. What adopting it has made stays.
//
// Problems: SCENARIO-UNKNOWN.
func (o *Office) RemoveScenario(ctx context.Context, id ScenarioID) (Scenario, error) {
	var removed Scenario
	err := o.store.Update(ctx, func(w workspace.Writer) (err error) {
		if removed, err = findScenario(ctx, w, id); err != nil {
			return err
		}
		if err := w.DeleteScenario(ctx, string(id)); err != nil {
			return err
		}
		return o.record(ctx, w, "scenario-remove", string(id), map[string]any{})
	})
	if err == nil {
		o.changed(AreaScenarios)
	}
	return removed, err
}

// digestOf is the digest of all that a plan is reckoned from but the days that pass.
func digestOf(h House, version int) string {
	h.Service = agenda.Service{
		Territory: h.Service.Territory, SchoolZone: h.Service.SchoolZone, SchoolDemand: h.Service.SchoolDemand,
		Year: h.Service.Year, Targets: h.Service.Targets,
	}
	data, err := json.Marshal(struct {
		House   House
		Version int
	}{h, version})
	if err != nil {
		panic(err) // plain values always marshal
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// keptRow is a scenario as the workspace keeps it, with its content read.
type keptRow struct {
	workspace.Scenario
	content scenarioContent
}

// scenarioContent is what is sealed of a scenario.
type scenarioContent struct {
	Name           string
	Note           string
	Timetable      Timetable
	Reinforcements []agenda.Reinforcement       `json:",omitempty"`
	Additional     []agenda.Additional          `json:",omitempty"`
	Targets        map[agenda.ProcedureCode]int `json:",omitempty"`
	From           *agenda.Week                 // nil: from now on
	Past           PastCount
	Policy         capacity.Policy

	// What came out: the house that was assumed, the plan, and which weeks stayed.
	House  House
	Plan   workspace.PlanState
	Stay   []agenda.Week
	Today  agenda.Date
	Proven bool

	Adoption *adoption
}

func contentOf(s Scenario, t trial) scenarioContent {
	c := scenarioContent{
		Name: s.Name, Note: s.Note, Timetable: s.Timetable, Reinforcements: s.Reinforcements, Additional: s.WhatIf.Additional,
		Targets: s.Targets, Past: s.Request.Past, Policy: s.Request.Policy,
		House: t.assumed.house, Today: t.assumed.today, Proven: t.proven(),
	}
	if !s.Request.From.IsZero() {
		c.From = &s.Request.From
	}
	c.Plan = t.result().state
	c.Plan.Counted = nil // whose slots are not kept: the request tells what counted
	for week := range t.assumed.kept {
		c.Stay = append(c.Stay, week)
	}
	slices.SortFunc(c.Stay, agenda.Week.Compare)
	return c
}

func (c scenarioContent) whatIf() WhatIf {
	what := WhatIf{
		Timetable: c.Timetable, Reinforcements: c.Reinforcements, Additional: c.Additional, Targets: c.Targets,
		Request: PlanRequest{Past: c.Past, Policy: c.Policy},
	}
	if c.From != nil {
		what.Request.From = *c.From
	}
	return what
}

// told is what the journal says of a scenario: no names and reasons, which may be about
// somebody.
func (c scenarioContent) told() map[string]any {
	slots := 0
	for _, cell := range c.Plan.Cells {
		slots += cell.Slots
	}
	return map[string]any{
		"closures": len(c.Timetable.Closures), "absences": len(c.Timetable.Absences), "sessions": len(c.Timetable.Changes),
		"reinforcements": len(c.Reinforcements), "additional": len(c.Additional), "targets": c.Targets, "policy": c.Policy, "slots": slots,
	}
}

func readRow(row workspace.Scenario) (keptRow, error) {
	kept := keptRow{Scenario: row}
	if err := json.Unmarshal(row.Content, &kept.content); err != nil {
		return kept, fmt.Errorf("office: scenario %s: %w", row.ID, err)
	}
	return kept, nil
}

func (k keptRow) put(ctx context.Context, w workspace.Writer) (err error) {
	if k.Content, err = json.Marshal(k.content); err != nil {
		return fmt.Errorf("office: scenario %s: %w", k.ID, err)
	}
	return w.PutScenario(ctx, k.Scenario)
}

// scenario is what is told of it; digest is of what it would be reckoned from now.
func (k keptRow) scenario(digest string) (Scenario, error) {
	c := k.content
	s := Scenario{
		ID: ScenarioID(k.ID), Name: c.Name, Note: c.Note, WhatIf: c.whatIf(), At: k.At, By: k.By, Base: k.Base, Old: k.Digest != digest, row: k,
	}
	if c.Adoption != nil {
		s.Adopted = c.Adoption.Version
	}
	p := planning{house: c.House, state: c.Plan, kept: map[agenda.Week]bool{}, today: c.Today}
	for _, week := range c.Stay {
		p.kept[week] = true
	}
	var err error
	s.Plan, err = p.view()
	s.Plan.Proven = s.Plan.Proven || c.Proven
	return s, err
}
