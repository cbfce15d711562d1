package scenarios

import (
	"strconv"
	"strings"

	"creneaux/app/office"
)

// The names under which the screen remembers. The compared scenarios are remembered by
// their ids, which say nothing.
const (
	tableKey    = "scenarios-table"
	policiesKey = "scenarios-policies"
	remediesKey = "scenarios-remedies"
	viewKey     = "scenarios-view"
	comparedKey = "scenarios-compared"
	lengthKey   = "scenarios-length"
	aimKey      = "scenarios-aim"
	panelKey    = "scenarios-panel"
	draftKey    = "draft" // these between two windows only
	chosenKey   = "chosen"
)

// remember keeps the view on this machine.
func (s *Screen) remember() {
	if s.p.Memory != nil {
		for key, value := range s.kept() {
			s.p.Memory.SetString(key, value)
		}
	}
}

func (c *comparison) remember() { c.s.remember() }
func (w *worth) remember()      { w.s.remember() }

// kept is what may be remembered.
func (s *Screen) kept() map[string]string {
	ids := make([]string, len(s.compare.ticked))
	for i, id := range s.compare.ticked {
		ids[i] = string(id)
	}
	return map[string]string{
		viewKey: s.tabs.Selected(), comparedKey: strings.Join(ids, " "),
		lengthKey: strconv.Itoa(s.worth.wanted), aimKey: strconv.Itoa(s.worth.aim.SelectedIndex()),
		panelKey: strconv.Itoa(int(s.list.kept.Width())),
	}
}

// recall takes up the view that was kept.
func (s *Screen) recall() {
	if s.p.Memory != nil {
		s.take(s.p.Memory.String)
	}
}

func (s *Screen) take(kept func(key string) string) {
	s.tabs.Select(kept(viewKey))
	s.compare.ticked = nil
	for id := range strings.FieldsSeq(kept(comparedKey)) {
		s.compare.ticked = append(s.compare.ticked, office.ScenarioID(id))
	}
	s.compare.ticked = s.compare.ticked[:min(len(s.compare.ticked), mostCompared)]
	s.worth.begin(number(kept(lengthKey)), number(kept(aimKey)))
	s.list.kept.SetWidth(float32(number(kept(panelKey))))
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// Keep returns the view and what is being written, for the screen in another language or
// window.
func (s *Screen) Keep() map[string]string {
	kept := s.kept()
	kept[chosenKey] = string(s.list.chosen)
	if s.editor != nil {
		kept[draftKey] = s.editor.text()
	}
	return kept
}

// Restore takes up what Keep has returned. The form opens once the plan is there.
func (s *Screen) Restore(kept map[string]string) {
	s.take(func(key string) string { return kept[key] })
	s.list.chosen = office.ScenarioID(kept[chosenKey])
	if c, ok := draftOf(kept[draftKey]); ok {
		s.draft = &c
	}
	if s.there {
		s.show(s.plan, s.all)
	}
}

// Unsaved names the scenario that is being written.
func (s *Screen) Unsaved() []string {
	if s.editor == nil || !s.editor.dirty() {
		return nil
	}
	if name := s.editor.title(); name != "" {
		return []string{s.p.Voice.Text("screen.scenarios.unsaved", "Name", name)}
	}
	return []string{s.p.Voice.Text("screen.scenarios.unsaved.unnamed")}
}
