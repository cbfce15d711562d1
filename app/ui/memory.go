package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"

	"fyne.io/fyne/v2"

	"creneaux/app/office"
	"creneaux/app/ui/widgets"
)

// memory is what is remembered on this machine about one workspace: widths of columns,
// filters, the last page. All of it is one entry of the preferences, so that it can go
// when the workspace is not among the recent ones any more.
type memory struct {
	preferences fyne.Preferences
	key         string
}

var _ widgets.Memory = memory{}

// memoryOf returns the memory of an open workspace; of none, that of the program.
func (c choices) memoryOf(o *office.Office) memory {
	if o == nil {
		return memory{c.Preferences, memoryKey("")}
	}
	return memory{c.Preferences, memoryKey(absolute(o.Path()))}
}

// memoryKey names the entry of a workspace by a digest: the preferences need not tell
// again where files are.
func memoryKey(path string) string {
	digest := sha256.Sum256([]byte(path))
	return "memory." + hex.EncodeToString(digest[:8])
}

func absolute(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}

// String implements [widgets.Memory].
func (m memory) String(key string) string { return m.all()[key] }

// SetString implements [widgets.Memory].
func (m memory) SetString(key, value string) {
	all := m.all()
	if all[key] == value {
		return
	}
	if all[key] = value; value == "" {
		delete(all, key)
	}
	if raw, err := json.Marshal(all); err == nil { // texts always can be written
		m.preferences.SetString(m.key, string(raw))
	}
}

// all returns what is remembered; what cannot be read is forgotten.
func (m memory) all() map[string]string {
	all := map[string]string{}
	if json.Unmarshal([]byte(m.preferences.String(m.key)), &all) != nil {
		return map[string]string{}
	}
	return all
}
