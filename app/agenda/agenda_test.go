package agenda

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func anyDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		return NewDate(rapid.IntRange(1900, 2200).Draw(t, "year"), time.January, rapid.IntRange(1, 366).Draw(t, "day"))
	})
}

func TestDatesCountDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "date"), rapid.IntRange(-5000, 5000).Draw(t, "days")
		later := d.AddDays(n)
		if later.DaysSince(d) != n || later.AddDays(-n) != d {
			t.Fatalf("%v + %d days = %v", d, n, later)
		}
		if want := sign(n); later.Compare(d) != want || later.After(d) != (want > 0) || later.Before(d) != (want < 0) {
			t.Fatalf("%v and %v are compared wrongly", later, d)
		}
		if read, err := ParseDate(d.String()); err != nil || read != d {
			t.Fatalf("%v is read back as %v (%v)", d, read, err)
		}
	})
}

func TestWeeksHoldTheirDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "date"), rapid.IntRange(-200, 200).Draw(t, "weeks")
		w := d.Week()
		if w.Day(d.Weekday()) != d || w.Monday().Weekday() != Monday {
			t.Fatalf("%v is not in its week %v", d, w)
		}
		if read, err := ParseWeek(w.String()); err != nil || read != w {
			t.Fatalf("%v is read back as %v (%v)", w, read, err)
		}
		if w.Add(n).Add(-n) != w || w.Add(n).Compare(w) != sign(n) || w.Add(n).Before(w) != (n < 0) {
			t.Fatalf("%v + %d weeks = %v", w, n, w.Add(n))
		}
	})
}

// TestYearsHave52Or53Weeks compares with what ISO 8601 says: 53 when 1 January is a
// Thursday, or a Wednesday in a leap year.
func TestYearsHave52Or53Weeks(t *testing.T) {
	for year := 1950; year < 2150; year++ {
		first := NewDate(year, time.January, 1).Weekday()
		leap := year%4 == 0 && (year%100 != 0 || year%400 == 0)
		want := 52
		if first == Thursday || first == Wednesday && leap {
			want = 53
		}
		weeks := WeeksOf(year)
		if len(weeks) != want {
			t.Errorf("%d has %d weeks, want %d", year, len(weeks), want)
		}
		for i, w := range weeks {
			if w != (Week{year, i + 1}) {
				t.Fatalf("week %d of %d is %v", i+1, year, w)
			}
		}
	}
}

func TestMomentsKeepTheWallClock(t *testing.T) {
	paris := time.FixedZone("somewhere", 7200)
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		c := Clock(rapid.IntRange(0, 1439).Draw(t, "clock"))
		m := d.At(c)
		if m.Date() != d || m.Clock() != c {
			t.Fatalf("%v at %v is %v", d, c, m)
		}
		if wall := time.Date(d.Year, d.Month, d.Day, int(c)/60, int(c)%60, 0, 0, paris); MomentOf(wall) != m {
			t.Fatalf("%v is not what the wall shows at %v", m, wall)
		}
		if read, err := ParseMoment(m.String()); !m.IsZero() && (err != nil || read != m) {
			t.Fatalf("%v is read back as %v (%v)", m, read, err)
		}
	})
}

func TestWhatDoesNotExistIsRefused(t *testing.T) {
	for _, s := range []string{"", "2027-02-29", "2027-2-3", "27-02-03", "2027-13-01", "hier"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("date %q is read as %v", s, d)
		}
	}
	for _, s := range []string{"", "2027-W00", "2027-W53", "2026-W54", "2027-W1", "2027W10", "W10"} {
		if w, err := ParseWeek(s); err == nil {
			t.Errorf("week %q is read as %v", s, w)
		}
	}
	for _, s := range []string{"", "9:05", "24:01", "23:60", "-1:00", "+1:00", "1200", "09:5"} {
		if c, err := ParseClock(s); err == nil {
			t.Errorf("clock %q is read as %v", s, c)
		}
	}
	for _, s := range []string{"", "2027-03-02", "2027-03-02 10:17", "2027-03-02T25:00"} {
		if m, err := ParseMoment(s); err == nil {
			t.Errorf("moment %q is read as %v", s, m)
		}
	}
	for _, s := range []string{"", "lun", "Mon", "monday"} {
		if d, err := ParseWeekday(s); err == nil {
			t.Errorf("weekday %q is read as %v", s, d)
		}
	}
}

func TestTextFormsSurviveJSON(t *testing.T) {
	type all struct {
		Date    Date
		Clock   Clock
		Moment  Moment
		Week    Week
		Weekday Weekday
	}
	want := all{MustDate("2027-03-02"), MustClock("24:00"), MustMoment("2027-03-02T10:17:05"), MustWeek("2026-W53"), Sunday}
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	const text = `{"Date":"2027-03-02","Clock":"24:00","Moment":"2027-03-02T10:17:05","Week":"2026-W53","Weekday":"sun"}`
	if string(raw) != text {
		t.Errorf("got %s, want %s", raw, text)
	}
	var got all
	if err := json.Unmarshal(raw, &got); err != nil || got != want {
		t.Errorf("got %+v (%v)", got, err)
	}
	if err := json.Unmarshal([]byte(`{"Date":"","Moment":""}`), &got); err != nil || !got.Date.IsZero() || !got.Moment.IsZero() {
		t.Errorf("an empty text is not what is not known: %+v (%v)", got, err)
	}
}

func TestProblemsAreRecognisedByTheirCode(t *testing.T) {
	cause := errors.New("cause")
	err := errors.Join(errors.New("beside"), NewProblem("FILE-EMPTY", "File", "a.csv").Because(cause))
	if CodeOf(err) != "FILE-EMPTY" || !errors.Is(err, NewProblem("FILE-EMPTY")) || !errors.Is(err, cause) {
		t.Errorf("%v is not recognised", err)
	}
	if errors.Is(err, NewProblem("FILE-MISSING")) || CodeOf(cause) != "" || CodeOf(nil) != "" {
		t.Error("another problem is recognised")
	}
	if got, want := NewProblem("X", "B", 2, "A", "a").Because(cause).Error(), "X(A=a B=2): cause"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExpectedPermits(t *testing.T) {
	p := Procedure{Counted: true, NoShow: 0.2, PermitsPerKept: 0.5}
	if got := p.ExpectedPermits(100); got != 40 {
		t.Errorf("got %v, want 40", got)
	}
	p.Counted = false
	if got := p.ExpectedPermits(100); got != 0 {
		t.Errorf("students count: %v", got)
	}
}

func TestDisplayName(t *testing.T) {
	for want, a := range map[string]Applicant{
		"Éloïse de La Rochebrune": {Surname: "de La Rochebrune", GivenNames: "Éloïse", FullName: "x"},
		"Suharto":                 {Surname: "Suharto"},
		"Đức Việt":                {GivenNames: "Đức Việt"},
		"NGUYỄN Văn A":            {FullName: "NGUYỄN Văn A"},
	} {
		if got := a.DisplayName(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
