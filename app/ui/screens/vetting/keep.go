package vetting

import (
	"slices"

	"creneaux/app/vetting"
)

// The names under which the screen remembers.
const (
	queueKey    = "vetting-queue"
	evidenceKey = "vetting-evidence"
	decidedKey  = "vetting-decided"
	rulesKey    = "vetting-rules"
	ruleKey     = "vetting-rule"
	severityKey = "vetting-severity"
	tabKey      = "tab" // these between two windows only
	findingKey  = "finding"
	reasonKey   = "reason"
)

// remember keeps the filter on this machine.
func (s *Screen) remember() {
	if s.p.Memory != nil {
		s.p.Memory.SetString(ruleKey, s.filter.rule)
		s.p.Memory.SetString(severityKey, string(s.filter.severity))
	}
}

// recall takes up the filter that was kept; a rule that there is no more is none.
func (s *Screen) recall(kept interface{ String(string) string }) {
	s.filter = filter{severity: vetting.Severity(kept.String(severityKey))}
	if !slices.Contains(severities, s.filter.severity) {
		s.filter.severity = ""
	}
	for _, r := range vetting.Rules() {
		if r.Code == kept.String(ruleKey) {
			s.filter.rule = r.Code
		}
	}
}

// Keep returns the filter, the finding and what was typed about it, for the screen in
// another language or window.
func (s *Screen) Keep() map[string]string {
	kept := map[string]string{
		ruleKey: s.filter.rule, severityKey: string(s.filter.severity), tabKey: s.tabs.Selected(),
	}
	if f, ok := s.open.choice.single(); ok {
		kept[findingKey], kept[reasonKey] = f.Key, s.open.reason.Text
	}
	return kept
}

type keptTexts map[string]string

func (k keptTexts) String(key string) string { return k[key] }

// Restore takes up what Keep has returned. The finding comes when the bookings are
// examined.
func (s *Screen) Restore(kept map[string]string) {
	s.recall(keptTexts(kept))
	s.tabs.Select(kept[tabKey])
	s.open.wanted, s.open.wantedReason = kept[findingKey], kept[reasonKey]
	if s.known {
		s.open.show()
	}
	s.draw()
}

// Unsaved names the reason that was typed for a decision not made yet.
func (s *Screen) Unsaved() []string {
	findings := s.open.choice.findings
	if len(findings) == 0 || s.open.reason.Text == "" {
		return nil
	}
	return []string{s.p.Voice.Text("screen.vetting.unsaved", "Rule", ruleTitle(findings[0].Rule, s.p.Voice))}
}
