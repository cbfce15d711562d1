package wording

import (
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func bothVoices(t *testing.T) []*Voice {
	t.Helper()
	return []*Voice{voice(t, French), voice(t, English)}
}

// What a voice writes, the same voice reads back as the same value.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	for _, v := range bothVoices(t) {
		t.Run(v.Language(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				n := rapid.IntRange(-2_000_000_000, 2_000_000_000).Draw(t, "number")
				if got, err := v.ReadInteger(v.Number(n)); err != nil || got != n {
					t.Fatalf("%q is read as %d (%v)", v.Number(n), got, err)
				}
				decimals := rapid.IntRange(0, 4).Draw(t, "decimals")
				f := float64(rapid.IntRange(-5_000_000, 5_000_000).Draw(t, "part")) / math.Pow10(decimals)
				if got, err := v.ReadNumber(v.Decimal(f, decimals)); err != nil || math.Abs(got-f) > 1e-9 {
					t.Fatalf("%q is read as %v (%v)", v.Decimal(f, decimals), got, err)
				}
				if got, err := v.ReadNumber(v.FixedDecimal(f, 4)); err != nil || math.Abs(got-f) > 1e-9 {
					t.Fatalf("%q is read as %v (%v)", v.FixedDecimal(f, 4), got, err)
				}
				clock := agenda.Clock(rapid.IntRange(0, 24*60).Draw(t, "clock"))
				for _, text := range []string{v.Clock(clock), v.ShortClock(clock)} {
					if got, err := ReadClock(text); err != nil || got != clock {
						t.Fatalf("%q is read as %v (%v)", text, got, err)
					}
				}
				minutes := rapid.IntRange(0, 6000).Draw(t, "minutes")
				if got, err := ReadDuration(v.Duration(minutes)); err != nil || got != minutes {
					t.Fatalf("%q is read as %d (%v)", v.Duration(minutes), got, err)
				}
				date := agenda.NewDate(rapid.IntRange(2000, 2099).Draw(t, "year"), time.January, rapid.IntRange(1, 366).Draw(t, "day"))
				for _, text := range []string{v.Date(date), v.LongDate(date), v.ShortDate(date), date.String()} {
					if got, err := v.ReadDate(text, 1999); err != nil || got != date {
						t.Fatalf("%q is read as %v (%v)", text, got, err)
					}
				}
				for _, text := range []string{v.Week(date.Week()), date.Week().String(), v.Date(date)} {
					if got, err := v.ReadWeek(text, 1999); err != nil || got != date.Week() {
						t.Fatalf("%q is read as %v (%v)", text, got, err)
					}
				}
			})
		})
	}
}

func TestReadNumberAsTyped(t *testing.T) {
	fr, en := voice(t, French), voice(t, English)
	for _, c := range []struct {
		v    *Voice
		text string
		want float64
		err  error
	}{
		{fr, "15000", 15000, nil}, {fr, "15 000", 15000, nil}, {fr, " 15\u00a0000 ", 15000, nil}, {fr, "15\u202f000,5", 15000.5, nil},
		{fr, "0,8", 0.8, nil}, {fr, "0.8", 0.8, nil}, {fr, "0.125", 0.125, nil}, {fr, "1'000", 1000, nil}, {fr, "-3", -3, nil}, {fr, "\u22123", -3, nil},
		{fr, "15.000", 0, ErrAmbiguous}, {fr, "1 50", 0, ErrForm}, {fr, "1500 000", 0, ErrForm}, {fr, "", 0, ErrForm}, {fr, "-", 0, ErrForm},
		{fr, "12,", 0, ErrForm}, {fr, ",5", 0, ErrForm}, {fr, "1,2,3", 0, ErrForm}, {fr, "douze", 0, ErrForm}, {fr, "1e3", 0, ErrForm}, {fr, "NaN", 0, ErrForm},
		{fr, "9999999999999999", 0, ErrForm},
		{en, "15,000.5", 15000.5, nil}, {en, "15000", 15000, nil}, {en, "15 000", 15000, nil}, {en, "1,5", 0, ErrForm}, {en, "0.8", 0.8, nil},
	} {
		got, err := c.v.ReadNumber(c.text)
		if !errors.Is(err, c.err) || got != c.want {
			t.Errorf("%s %q: %v (%v), want %v (%v)", c.v.Language(), c.text, got, err, c.want, c.err)
		}
	}
	if n, err := fr.ReadInteger("15.000"); err != nil || n != 15000 {
		t.Errorf("a whole 15.000 is %d (%v)", n, err)
	}
	if _, err := fr.ReadInteger("1,5"); !errors.Is(err, ErrForm) {
		t.Errorf("a whole 1,5: %v", err)
	}
}

func TestReadClockAsTyped(t *testing.T) {
	for text, want := range map[string]string{
		"9h05": "09:05", "0905": "09:05", "905": "09:05", "9:05": "09:05", "9 h 05": "09:05", "9\u00a0h\u00a005": "09:05", "09.05": "09:05",
		"9 05": "09:05", "9h": "09:00", "9 H": "09:00", "17": "17:00", "9": "09:00", "0": "00:00", "24h": "24:00", "1730": "17:30", "9h05min": "09:05",
		"5 pm": "17:00", "12:30 a.m.": "00:30", "9 heures": "09:00", " 08:15 ": "08:15",
	} {
		if got, err := ReadClock(text); err != nil || got != agenda.MustClock(want) {
			t.Errorf("%q is read as %v (%v), want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"": ErrForm, "h": ErrForm, "neuf": ErrForm, "9h5": ErrForm, "12345": ErrForm, "-9": ErrForm, "9:05:00": ErrForm,
		"25": ErrMissing, "24h01": ErrMissing, "9h60": ErrMissing, "13 pm": ErrMissing, "0 am": ErrMissing,
	} {
		if got, err := ReadClock(text); !errors.Is(err, want) {
			t.Errorf("%q is read as %v (%v), want %v", text, got, err, want)
		}
	}
}

func TestReadDurationAsTyped(t *testing.T) {
	for text, want := range map[string]int{
		"45": 45, "45 min": 45, "45mn": 45, "1h30": 90, "1 h 30": 90, "1\u202fh\u202f30": 90, "1:30": 90, "2h": 120, "90": 90, "1 h 30 min": 90, "1h05": 65, "0": 0, "10'": 10,
	} {
		if got, err := ReadDuration(text); err != nil || got != want {
			t.Errorf("%q is read as %d (%v), want %d", text, got, err, want)
		}
	}
	for text, want := range map[string]error{"": ErrForm, "h": ErrForm, "min": ErrForm, "1,5": ErrForm, "-5": ErrForm, "1h60": ErrMissing, "1:": ErrForm, "12345": ErrForm} {
		if got, err := ReadDuration(text); !errors.Is(err, want) {
			t.Errorf("%q is read as %d (%v), want %v", text, got, err, want)
		}
	}
}

func TestReadDateAsTyped(t *testing.T) {
	fr, en := voice(t, French), voice(t, English)
	for _, c := range []struct {
		v          *Voice
		text, want string
		err        error
	}{
		{fr, "2/3/27", "2027-03-02", nil}, {fr, "2 mars", "2026-03-02", nil}, {fr, "lun. 2 mars 2026", "2026-03-02", nil}, {fr, "2/3", "2026-03-02", nil},
		{fr, "1er mai 2027", "2027-05-01", nil}, {fr, "3 fév", "2026-02-03", nil}, {fr, "3 FEVR. 27", "2027-02-03", nil}, {fr, "3 aout", "2026-08-03", nil},
		{fr, "020327", "2027-03-02", nil}, {fr, "02032027", "2027-03-02", nil}, {fr, "2027-3-2", "2027-03-02", nil}, {fr, "2 3", "2026-03-02", nil},
		{fr, "mar. 3 mars", "2026-03-03", nil}, {fr, "lundi 2/3/26", "2026-03-02", nil}, {fr, "mardi 2 mars 2026", "", ErrWeekday}, {fr, "1 juil", "2026-07-01", nil},
		{fr, "30 février", "", ErrMissing}, {fr, "2/13/27", "", ErrMissing}, {fr, "29/2/27", "", ErrMissing}, {fr, "0/1", "", ErrMissing}, {fr, "2/3/0000", "", ErrMissing},
		{fr, "1 jui", "", ErrForm}, {fr, "hier", "", ErrForm}, {fr, "", "", ErrForm}, {fr, "2", "", ErrForm}, {fr, "2/3/027", "", ErrForm}, {fr, "mars 2", "", ErrForm},
		{fr, "truc 2 mars", "", ErrForm}, {fr, "2_3", "", ErrForm}, {fr, "123 mars", "", ErrForm}, {fr, "l 2 mars 2026", "", ErrForm},
		{en, "2 March 2027", "2027-03-02", nil}, {en, "March 2, 2027", "2027-03-02", nil}, {en, "Mar 2", "2026-03-02", nil}, {en, "Mon 2 March 2026", "2026-03-02", nil},
		{en, "Monday, March 2nd 2026", "2026-03-02", nil}, {en, "2/3/27", "2027-03-02", nil}, {en, "Mon 2/3/26", "2026-03-02", nil}, {en, "Tue 2 March 2026", "", ErrWeekday},
	} {
		got, err := c.v.ReadDate(c.text, 2026)
		if !errors.Is(err, c.err) || got.String() != c.want {
			t.Errorf("%s %q: %v (%v), want %q (%v)", c.v.Language(), c.text, got, err, c.want, c.err)
		}
	}
}

func TestReadWeekAsTyped(t *testing.T) {
	fr, en := voice(t, French), voice(t, English)
	for _, c := range []struct {
		v          *Voice
		text, want string
		err        error
	}{
		{fr, "10", "2026-W10", nil}, {fr, "S10", "2026-W10", nil}, {fr, "s 10", "2026-W10", nil}, {fr, "2027-W10", "2027-W10", nil}, {fr, "2027w10", "2027-W10", nil},
		{fr, "sem. 10", "2026-W10", nil}, {fr, "semaine 10 de 2027", "2027-W10", nil}, {fr, "S10 27", "2027-W10", nil}, {fr, "S53", "2026-W53", nil},
		{fr, "2/3/27", "2027-W09", nil}, {fr, "2 mars 2027", "2027-W09", nil}, {en, "W10", "2026-W10", nil}, {en, "week 10 of 2027", "2027-W10", nil},
		{fr, "S54", "", ErrMissing}, {fr, "0", "", ErrMissing}, {fr, "2027-W53", "", ErrMissing}, {fr, "", "", ErrForm}, {fr, "S", "", ErrForm}, {fr, "100", "", ErrForm},
		{fr, "sem. 100 2027", "", ErrForm}, {fr, "truc", "", ErrForm},
	} {
		got, err := c.v.ReadWeek(c.text, 2026)
		text := ""
		if got != (agenda.Week{}) {
			text = got.String()
		}
		if !errors.Is(err, c.err) || text != c.want {
			t.Errorf("%s %q: %v (%v), want %q (%v)", c.v.Language(), c.text, got, err, c.want, c.err)
		}
	}
}

// Whatever is typed gives a value that exists or an error, never both nor a panic.
func FuzzReading(f *testing.F) {
	for _, seed := range []string{
		"9h05", "0905", "9 h 05", "24:00", "15\u202f000,5", "15.000", "-3", "1 h 30", "lun. 2 mars 2026", "1er mai", "2027-W10", "sem. 10", "2/3/27",
		"Monday, March 2nd 2026", "99999999999999999999", "\u0301", "é2", "2 \xff mars",
	} {
		f.Add(seed)
	}
	fr, err := New(French)
	if err != nil {
		f.Fatal(err)
	}
	en, err := New(English)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := ReadClock(text); err == nil && (c < 0 || c > 24*60) {
			t.Errorf("clock %v from %q", c, text)
		}
		if n, err := ReadDuration(text); err == nil && n < 0 {
			t.Errorf("duration %d from %q", n, text)
		}
		for _, v := range []*Voice{fr, en} {
			if n, err := v.ReadNumber(text); err == nil && (math.IsNaN(n) || math.IsInf(n, 0)) {
				t.Errorf("number %v from %q", n, text)
			}
			if n, err := v.ReadInteger(text); err == nil {
				if again, err := v.ReadInteger(v.Number(n)); err != nil || again != n {
					t.Errorf("%q is %d, which is read back as %d (%v)", text, n, again, err)
				}
			}
			if d, err := v.ReadDate(text, 2026); err == nil && d != agenda.NewDate(d.Year, d.Month, d.Day) {
				t.Errorf("date %+v from %q", d, text)
			}
			if w, err := v.ReadWeek(text, 2026); err == nil && w.Monday().Week() != w {
				t.Errorf("week %+v from %q", w, text)
			}
		}
	})
}
