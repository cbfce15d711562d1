package chance

import (
	"encoding/json"
	"strconv"

	"creneaux/app/office"
)

// The names under which the page remembers on this machine.
const (
	tabKey     = "chance-tab"
	watchKey   = "chance-watch"
	windowsKey = "chance-windows"
	panelKey   = "chance-panel"
	draftKey   = "draft" // between two windows only
)

// remember keeps the open tab on this machine.
func (s *Screen) remember() {
	if s.p.Memory != nil {
		s.p.Memory.SetString(tabKey, s.tabs.Selected())
		s.p.Memory.SetString(panelKey, strconv.Itoa(int(s.rules.panel.Width())))
	}
}

// recall takes up what was kept.
func (s *Screen) recall() {
	if s.p.Memory != nil {
		s.tabs.Select(s.p.Memory.String(tabKey))
		if width, err := strconv.Atoi(s.p.Memory.String(panelKey)); err == nil {
			s.rules.panel.SetWidth(float32(width))
		}
	}
}

// Keep returns what was chosen, for the page in another language or window, and
// rules that are not saved among it.
func (s *Screen) Keep() map[string]string {
	kept := map[string]string{tabKey: s.tabs.Selected()}
	if s.Unsaved() != nil {
		if text, err := json.Marshal(s.rules.draft.now); err == nil {
			kept[draftKey] = string(text)
		}
	}
	return kept
}

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.tabs.Select(kept[tabKey])
	s.open()
	var rules office.ReleaseRules
	if kept[draftKey] != "" && json.Unmarshal([]byte(kept[draftKey]), &rules) == nil {
		s.rules.resume(rules)
	}
}

// Unsaved names the rules that were changed and are not saved.
func (s *Screen) Unsaved() []string {
	if !s.rules.dirty() {
		return nil
	}
	return []string{s.p.Voice.Text("screen.chance.unsaved")}
}
