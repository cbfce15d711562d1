package wire_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/cmd/internal/wire"
)

func TestRulesComeBackFromTheirFile(t *testing.T) {
	rules := publication.Default(agenda.NewDate(2027, 3, 2).Week(), nil)
	path := filepath.Join(t.TempDir(), "rules.json")
	if err := wire.WriteRules(path, rules); err != nil {
		t.Fatal(err)
	}
	read, err := wire.ReadRules(path)
	if err != nil || !bytes.Equal(read.Canonical(), rules.Canonical()) {
		t.Errorf("read %s, %v", read.Canonical(), err)
	}
}

func TestRulesOfAMissingFileAreAProblem(t *testing.T) {
	if _, err := wire.ReadRules(filepath.Join(t.TempDir(), "rules.json")); agenda.CodeOf(err) != "FILE-MISSING" {
		t.Errorf("%v", err)
	}
}
