package wording

import (
	"errors"
	"sync"
	"testing"
	"testing/fstest"

	"creneaux/app/agenda"
)

func voice(t *testing.T, lang string) *Voice {
	t.Helper()
	v, err := New(lang)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestFormats(t *testing.T) {
	fr, en := voice(t, French), voice(t, English)
	date := agenda.MustDate("2026-03-02")
	for _, c := range []struct{ name, got, want string }{
		{"thousands", fr.Number(15000), "15\u202f000"},
		{"thousands, English", en.Number(1234567), "1,234,567"},
		{"hundreds", fr.Number(999), "999"},
		{"negative", fr.Number(-1200), "\u22121\u202f200"},
		{"decimal", fr.Decimal(1234.5, 2), "1\u202f234,5"},
		{"whole decimal", fr.Decimal(12, 2), "12"},
		{"hundred keeps its zeros", fr.Decimal(100, 0), "100"},
		{"no decimals", fr.Decimal(12.6, 0), "13"},
		{"fixed", en.FixedDecimal(2, 2), "2.00"},
		{"percent", fr.Percent(0.125), "13\u202f%"},
		{"date", fr.Date(date), "lun.\u00a02\u00a0mars\u00a02026"},
		{"first of the month", fr.LongDate(agenda.MustDate("2027-05-01")), "samedi\u00a01er\u00a0mai\u00a02027"},
		{"English date", en.Date(date), "Mon\u00a02\u00a0March\u00a02026"},
		{"unknown date", fr.Date(agenda.Date{}), ""},
		{"short date", fr.ShortDate(date), "02/03/2026"},
		{"clock", fr.Clock(agenda.MustClock("09:05")), "9\u00a0h\u00a005"},
		{"English clock", en.Clock(agenda.MustClock("09:05")), "9:05"},
		{"moment", en.Moment(agenda.MustMoment("2026-03-02T09:05")), "Mon\u00a02\u00a0March\u00a02026 at 9:05"},
		{"week", fr.Week(agenda.MustWeek("2027-W10")), "semaine\u00a010 de\u00a02027"},
		{"days of a week", fr.WeekDays(agenda.MustWeek("2027-W09")), "1er–7 mars 2027"},
		{"days over two months", fr.WeekDays(agenda.MustWeek("2027-W13")), "29 mars – 4 avril 2027"},
		{"days over two years", en.WeekDays(agenda.MustWeek("2026-W53")), "28 December 2026 – 3 January 2027"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestSayFillsValuesInTheLanguage(t *testing.T) {
	files := fstest.MapFS{
		"a.fr.json": {Data: []byte(`{"a.one": "Le {{.Date}}, {{.Reason}}", "a.reason": "{{.N}} créneaux en {{.Year}}",
			"a.count": {"one": "{{.Count}} réservation", "other": "{{.Count}} réservations"},
			"wording.weekday-short.mon": "lun.", "wording.month.3": "mars"}`)},
	}
	v, err := newVoice(files, French)
	if err != nil {
		t.Fatal(err)
	}
	m := agenda.Msg("a.one", "Date", agenda.MustDate("2026-03-02"), "Reason", agenda.Msg("a.reason", "N", 1500, "Year", 2026))
	if got, want := v.Say(m), "Le lun.\u00a02\u00a0mars\u00a02026, 1\u202f500 créneaux en 2026"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for count, want := range map[int]string{0: "0 réservation", 1: "1 réservation", 2: "2 réservations", 15000: "15\u202f000 réservations"} {
		if got := v.Text("a.count", "Count", count); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := v.Text("a.absent", "N", 1); got != "a.absent(N=1)" {
		t.Errorf("a missing key must stay visible, got %q", got)
	}
	if v.Has("a.absent") || !v.Has("a.count") || !v.Has("a.one") {
		t.Error("Has does not tell which keys exist")
	}
}

func TestProblemOfUnknownErrorIsGeneral(t *testing.T) {
	v := voice(t, French)
	sentence, remedy := v.Problem(errors.New("dial tcp: secret"))
	if sentence != v.Text("problem.UNEXPECTED") || remedy != v.Text("problem.UNEXPECTED.do") {
		t.Errorf("got %q and %q", sentence, remedy)
	}
}

func TestChoose(t *testing.T) {
	for locale, want := range map[string]string{"fr_FR.UTF-8": French, "en-GB": English, "C": French, "": French, "de_DE": French} {
		if got := Choose(locale); got != want {
			t.Errorf("Choose(%q) = %q, want %q", locale, got, want)
		}
	}
}

func TestVoiceIsSafeForConcurrentUse(t *testing.T) {
	v := voice(t, French)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				v.Week(agenda.MustWeek("2027-W10"))
				v.Problem(agenda.NewProblem("UNEXPECTED"))
			}
		})
	}
	wait.Wait()
}
