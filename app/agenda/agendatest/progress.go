// Package agendatest holds what the tests of several packages need to hold their code to
// the contracts of package agenda.
//
// What belongs here: implementations of agenda's interfaces that judge their callers, for
// tests alone.
package agendatest

import "creneaux/app/agenda"

// Progress is an [agenda.Progress] that fails a test where a report breaks the contract.
// Nothing guards its fields, so that the race detector tells of two reports at once.
type Progress struct {
	Reports int // how many came

	t           reporter
	stage       string
	done, total int
}

// reporter is what the tests of the standard library and those of rapid have in common.
type reporter interface {
	Helper()
	Errorf(format string, arguments ...any)
}

// Watch returns a progress that judges what is reported to it in a test.
func Watch(t reporter) *Progress { return &Progress{t: t} }

// Report implements agenda.Progress.
func (p *Progress) Report(stage agenda.Message, done, total int) {
	p.t.Helper()
	p.Reports++
	switch {
	case stage.Key == "":
		p.t.Errorf("a report of no stage")
	case done < 0 || total < 0 || total > 0 && done > total:
		p.t.Errorf("%s: %d of %d done", stage.Key, done, total)
	case stage.Key != p.stage:
	case total != p.total:
		p.t.Errorf("%s: from a total of %d to one of %d", stage.Key, p.total, total)
	case done < p.done:
		p.t.Errorf("%s: back from %d to %d", stage.Key, p.done, done)
	}
	p.stage, p.done, p.total = stage.Key, done, total
}
