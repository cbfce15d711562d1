package imports

import (
	"encoding/json"

	"creneaux/app/intake"
)

// The names under which the screen is kept to be made anew.
const (
	pathKey    = "path"
	sourceKey  = "source"
	draftKey   = "draft"
	mappingKey = "mapping"
	chosenKey  = "chosen"
	sheetKey   = "sheet"
)

// Keep returns what was typed, and the file that was read with the columns chosen for
// it, for the screen in another language or window.
func (s *Screen) Keep() map[string]string {
	kept := map[string]string{pathKey: s.home.file.Path(), sourceKey: s.home.source.Text}
	if d := s.draft; d != nil && !d.committed {
		kept[draftKey], kept[sheetKey] = d.path, d.sheet
		if mapping, err := json.Marshal(d.mapping); err == nil && len(d.chosen) > 0 {
			kept[mappingKey] = string(mapping)
		}
		if chosen, err := json.Marshal(d.chosen); err == nil {
			kept[chosenKey] = string(chosen)
		}
	}
	return kept
}

// Restore takes up what Keep has returned, and reads the file again.
func (s *Screen) Restore(kept map[string]string) {
	s.home.file.SetPath(kept[pathKey])
	if kept[sourceKey] != "" {
		s.home.source.SetText(kept[sourceKey])
	}
	if kept[draftKey] == "" {
		return
	}
	s.draft = &draft{path: kept[draftKey], source: s.home.sourceName(), sheet: kept[sheetKey]}
	var mapping intake.Mapping
	var chosen map[intake.Field]bool
	if json.Unmarshal([]byte(kept[mappingKey]), &mapping) == nil && json.Unmarshal([]byte(kept[chosenKey]), &chosen) == nil {
		s.draft.mapping, s.draft.chosen = mapping, chosen
	}
	s.read()
}
