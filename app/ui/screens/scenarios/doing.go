package scenarios

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/widgets"
)

// run does a work as a task; done is called when nothing went wrong. While another one
// runs nothing happens, and the window says so.
func (s *Screen) run(label string, work func(context.Context, agenda.Progress) error, done func()) {
	s.p.Tasks.Run(label, work, func(err error) {
		if err != nil {
			s.p.Dialogs.Problem(err)
			return
		}
		done()
	})
}

// write opens the form with a scenario in it; begun says that it was typed already.
func (s *Screen) write(c office.Scenario, begun bool) {
	s.editor = newEditor(s, c)
	s.editor.begun = begun
	s.draw()
	widgets.FocusBeside(s.keep.Button, s.editor.name)
}

func (s *Screen) writeNew() { s.write(office.Scenario{}, false) }

// edit opens the form of the current scenario.
func (s *Screen) edit() {
	if c, ok := s.find(s.list.chosen); ok {
		s.write(c, false)
	}
}

// copy opens the form of another scenario that begins like the current one.
func (s *Screen) copy() {
	if c, ok := s.find(s.list.chosen); ok {
		c.ID, c.Name = "", s.p.Voice.Text("screen.scenarios.copy", "Name", c.Name)
		s.write(c, true)
	}
}

// stopWriting closes the form, after a question where something would be lost.
func (s *Screen) stopWriting() {
	if s.editor == nil {
		return
	}
	closing := func() { s.editor = nil; s.draw() }
	if !s.editor.dirty() {
		closing()
		return
	}
	voice := s.p.Voice
	s.p.Dialogs.Confirm(voice.Text("screen.scenarios.leave.title"), voice.Text("screen.scenarios.leave.text"),
		voice.Text("screen.scenarios.leave.accept"), true, closing)
}

// keepWritten reckons the scenario of the form and keeps it. The form stays until that is
// done, with what is wrong at its field.
func (s *Screen) keepWritten() {
	e := s.editor
	if e == nil || !e.valid() {
		return
	}
	voice := s.p.Voice
	wanted := e.scenario().Scenario
	before, replaces := s.find(wanted.ID)
	typed := e.text()
	var kept office.Scenario
	s.p.Tasks.Run(voice.Text("screen.scenarios.task.reckon", "Name", wanted.Name), func(ctx context.Context, progress agenda.Progress) (err error) {
		kept, err = s.p.Office.PutScenario(ctx, wanted, progress)
		return err
	}, func(err error) {
		if err != nil {
			s.refused(e, err)
			return
		}
		writing := s.editor == e && e.text() != typed
		if writing {
			e.goOn(kept.ID) // somebody has gone on typing while it was reckoned
		} else if s.editor == e {
			s.editor = nil
		}
		step := history.Step{Name: voice.Text("screen.scenarios.step.keep", "Name", kept.Name), Undo: s.removing(kept.ID), Redo: s.putting(&kept)}
		if replaces {
			step = history.Step{Name: voice.Text("screen.scenarios.step.change", "Name", kept.Name), Undo: s.putting(&before), Redo: s.putting(&kept)}
		}
		s.p.History.Record(step)
		s.list.chosen = kept.ID
		if !writing {
			s.tabs.Select(viewKept)
		}
		s.load()
	})
}

// refused says what the office does not take, at the field where it was typed.
func (s *Screen) refused(e *editor, err error) {
	if agenda.CodeOf(err) == "" || s.editor != e {
		s.p.Dialogs.Problem(err)
		return
	}
	sentence, remedy := s.p.Voice.Problem(err)
	e.refuse(agenda.CodeOf(err), strings.TrimSpace(sentence+" "+remedy))
}

// putting keeps a scenario again, as it was. What the office made of it is remembered,
// for it may have another name there.
func (s *Screen) putting(c *office.Scenario) func(context.Context, agenda.Progress) error {
	return func(ctx context.Context, progress agenda.Progress) error {
		kept, err := s.p.Office.PutScenario(ctx, *c, progress)
		if err == nil {
			*c = kept
		}
		return err
	}
}

func (s *Screen) removing(id office.ScenarioID) func(context.Context, agenda.Progress) error {
	return func(ctx context.Context, _ agenda.Progress) error {
		_, err := s.p.Office.RemoveScenario(ctx, id)
		return err
	}
}

// reckonable are the selected scenarios that can be reckoned anew: those adopted are what
// holds.
func (s *Screen) reckonable() []office.Scenario {
	return slices.DeleteFunc(s.list.selected(), func(c office.Scenario) bool { return c.Adopted > 0 })
}

// again reckons the selected scenarios anew.
func (s *Screen) again() {
	all := s.reckonable()
	if len(all) == 0 {
		return
	}
	voice := s.p.Voice
	label := voice.Text("screen.scenarios.task.again", "Count", len(all))
	if len(all) == 1 {
		label = voice.Text("screen.scenarios.task.reckon", "Name", all[0].Name)
	}
	s.run(label, func(ctx context.Context, progress agenda.Progress) error {
		for _, c := range all {
			if _, err := s.p.Office.PutScenario(ctx, c, progress); err != nil {
				return err
			}
		}
		return nil
	}, func() {
		s.p.Toast(voice.Text("screen.scenarios.reckoned", "Count", len(all)), widgets.Success)
		s.load()
	})
}

// remove takes the selected scenarios away; they can be taken back.
func (s *Screen) remove() {
	all := s.list.selected()
	if len(all) == 0 {
		return
	}
	voice := s.p.Voice
	name := voice.Text("screen.scenarios.step.remove", "Name", all[0].Name)
	if len(all) > 1 {
		name = voice.Text("screen.scenarios.step.remove-many", "Count", len(all))
	}
	removed := make([]office.Scenario, 0, len(all))
	work := func(ctx context.Context, _ agenda.Progress) error {
		removed = removed[:0]
		for _, c := range all {
			one, err := s.p.Office.RemoveScenario(ctx, c.ID)
			if err != nil {
				return err
			}
			removed = append(removed, one)
		}
		return nil
	}
	back := func(ctx context.Context, progress agenda.Progress) error {
		for i, c := range removed {
			kept, err := s.p.Office.PutScenario(ctx, c, progress)
			if err != nil {
				return err
			}
			all[i] = kept
		}
		return nil
	}
	s.run(name, work, func() {
		s.p.History.Record(history.Step{Name: name, Undo: back, Redo: work})
		s.load()
	})
}

// compareSelected compares the selected scenarios with the plan.
func (s *Screen) compareSelected() {
	var ids []office.ScenarioID
	for _, c := range s.list.selected() {
		ids = append(ids, c.ID)
	}
	s.compare.set(ids)
	s.turnTo(viewCompare)
}

// mayAdopt says why the current scenario cannot be adopted; "" where it can.
func (s *Screen) mayAdopt() string {
	c, _ := s.find(s.list.chosen)
	switch {
	case c.Adopted > 0:
		return s.p.Voice.Text("screen.scenarios.why.adopted")
	case c.Old:
		return s.p.Voice.Text("screen.scenarios.why.old")
	}
	return ""
}

// adopt says what adopting the current scenario changes, asks why, and does it.
func (s *Screen) adopt() {
	c, ok := s.find(s.list.chosen)
	if !ok || s.mayAdopt() != "" {
		return
	}
	voice := s.p.Voice
	text := voice.Text
	why := widgets.NewEntry()
	lines := []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleBody, text("screen.scenarios.adopt.text"))}
	lines = append(lines, widgets.NewFacts(voice, s.consequences(c)...))
	field := widgets.NewField(text("screen.scenarios.adopt.why"), text("screen.scenarios.adopt.why.hint"), why).Optional(voice)
	lines = append(lines, widgets.NewParagraph(widgets.RoleMuted, text("screen.scenarios.adopt.undo")), field)
	s.p.Dialogs.Ask(dialogs.Question{
		Title: text("screen.scenarios.adopt.title", "Name", c.Name), Content: widgets.Down(lines...), Size: fyne.NewSize(560, 0),
		Accept: text("screen.scenarios.adopt.accept"), Refuse: text("screen.scenarios.adopt.refuse"), Role: widgets.Primary, First: why,
		Answer: func() bool { s.adoptFor(c, strings.TrimSpace(why.Stands())); return true },
	})
}

// consequences are what adopting a scenario changes: calendar, additional appointments,
// targets, plan.
func (s *Screen) consequences(c office.Scenario) []widgets.Fact {
	voice, teller := s.p.Voice, s.teller()
	text := voice.Text
	calendar, additional, targets := text("screen.scenarios.adopt.same"), text("screen.scenarios.adopt.same"), text("screen.scenarios.adopt.same")
	if n := len(c.Reinforcements) + len(c.Timetable.Closures) + len(c.Timetable.Absences) + len(c.Timetable.Changes) + len(c.Timetable.SchoolHolidays); n > 0 {
		calendar = text("screen.scenarios.adopt.calendar", "Count", n)
	}
	if len(c.WhatIf.Additional) > 0 {
		var said []string
		for _, a := range c.WhatIf.Additional {
			said = append(said, teller.additional(a))
		}
		additional = strings.Join(said, " ")
	}
	if len(c.Targets) > 0 {
		targets = strings.Join(teller.targets(c.Targets), " ")
	}
	now, then := figuresOf(s.plan), figuresOf(c.Plan)
	difference, _ := appointments(s.plan.House, voice).change(then, now, voice)
	return []widgets.Fact{
		{Label: text("screen.scenarios.adopt.calendar.label"), Value: calendar},
		{Label: text("screen.scenarios.adopt.additional.label"), Value: additional},
		{Label: text("screen.scenarios.adopt.targets.label"), Value: targets},
		{Label: text("screen.scenarios.adopt.plan.label"), Value: text("screen.scenarios.adopt.plan",
			"Before", now.appointments, "After", then.appointments, "Difference", difference, "Policy", policyName(c.Plan.Policy, voice))},
	}
}

func (s *Screen) adoptFor(c office.Scenario, why string) {
	voice := s.p.Voice
	adopt, back := s.adopting(c.ID, why)
	s.run(voice.Text("screen.scenarios.task.adopt", "Name", c.Name), adopt, func() {
		s.p.History.Record(history.Step{Name: voice.Text("screen.scenarios.step.adopt", "Name", c.Name), Undo: back, Redo: adopt})
		s.load()
	})
}

// unadopt takes back that the current scenario was adopted.
func (s *Screen) unadopt() {
	c, ok := s.find(s.list.chosen)
	if !ok || c.Adopted == 0 {
		return
	}
	name := s.p.Voice.Text("screen.scenarios.step.unadopt", "Name", c.Name)
	adopt, back := s.adopting(c.ID, "")
	s.run(name, back, func() {
		s.p.History.Record(history.Step{Name: name, Undo: adopt, Redo: back})
		s.load()
	})
}

// adopting adopts a scenario, and takes that back.
func (s *Screen) adopting(id office.ScenarioID, why string) (adopt, back func(context.Context, agenda.Progress) error) {
	adopt = func(ctx context.Context, progress agenda.Progress) error {
		_, err := s.p.Office.AdoptScenario(ctx, id, why, progress)
		return err
	}
	back = func(ctx context.Context, _ agenda.Progress) error {
		_, err := s.p.Office.UnadoptScenario(ctx, id, "")
		return err
	}
	return adopt, back
}

// planWith plans the rest of the year with a policy.
func (s *Screen) planWith(policy capacity.Policy) {
	voice := s.p.Voice
	before := s.plan.Version
	var made office.PlanView
	s.run(voice.Text("screen.scenarios.task.plan"), func(ctx context.Context, progress agenda.Progress) (err error) {
		made, err = s.p.Office.Plan(ctx, office.PlanRequest{Policy: policy}, progress)
		return err
	}, func() {
		if made.Version != before {
			s.p.History.Record(s.planStep(voice.Text("screen.scenarios.step.plan", "Policy", policyName(policy, voice)), before, made.Version))
		}
		s.plan.Version = made.Version // what is done next is undone by taking back this one
		s.load()
	})
}

// planStep is that one version of the plan took the place of another.
func (s *Screen) planStep(name string, before, after int) history.Step {
	restore := func(version int) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, _ agenda.Progress) error {
			_, err := s.p.Office.RestorePlan(ctx, version, "")
			return err
		}
	}
	return history.Step{Name: name, Undo: restore(before), Redo: restore(after)}
}

// writeRemedy opens the form with the openings that close the gap.
func (s *Screen) writeRemedy() {
	found := s.worth.found
	if found == nil {
		return
	}
	voice := s.p.Voice
	gap := s.worth.chosen(*found)
	name := voice.Text("screen.scenarios.worth.scenario.appointments", "Target", int(gap.Target))
	if s.worth.aim.SelectedIndex() == aimPermits {
		name = voice.Text("screen.scenarios.worth.scenario.permits", "Target", int(gap.Target))
	}
	s.write(office.Scenario{Name: name, WhatIf: office.WhatIf{Reinforcements: reinforcements(*found, gap, openDays(s.plan.House))}}, true)
}

// turnTo opens a part of the page.
func (s *Screen) turnTo(view string) {
	s.tabs.Select(view)
	s.remember()
	s.draw()
}
