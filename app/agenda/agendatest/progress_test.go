package agendatest

import (
	"fmt"
	"testing"

	"creneaux/app/agenda"
)

type heard struct{ complaints []string }

func (h *heard) Helper() {}

func (h *heard) Errorf(format string, arguments ...any) {
	h.complaints = append(h.complaints, fmt.Sprintf(format, arguments...))
}

type report struct {
	stage       string
	done, total int
}

func TestProgressJudgesWhoReports(t *testing.T) {
	for name, c := range map[string]struct {
		reports   []report
		complaint string
	}{
		"forward":             {[]report{{"a", 0, 2}, {"a", 1, 2}, {"a", 1, 2}, {"b", 0, 9}, {"b", 9, 9}}, ""},
		"a total not known":   {[]report{{"a", 0, 0}, {"a", 7, 0}}, ""},
		"a stage once more":   {[]report{{"a", 1, 2}, {"b", 0, 0}, {"a", 0, 2}}, ""},
		"back within a stage": {[]report{{"a", 1, 2}, {"a", 0, 2}}, "a: back from 1 to 0"},
		"another total":       {[]report{{"a", 1, 2}, {"a", 1, 3}}, "a: from a total of 2 to one of 3"},
		"more than all":       {[]report{{"a", 3, 2}}, "a: 3 of 2 done"},
		"less than nothing":   {[]report{{"a", -1, 2}}, "a: -1 of 2 done"},
		"no stage":            {[]report{{"", 0, 0}}, "a report of no stage"},
	} {
		t.Run(name, func(t *testing.T) {
			var h heard
			p := Watch(&h)
			for _, r := range c.reports {
				p.Report(agenda.Message{Key: r.stage}, r.done, r.total)
			}
			if p.Reports != len(c.reports) {
				t.Errorf("%d reports counted of %d", p.Reports, len(c.reports))
			}
			if (c.complaint == "") != (len(h.complaints) == 0) || c.complaint != "" && h.complaints[0] != c.complaint {
				t.Errorf("complains %q", h.complaints)
			}
		})
	}
}
