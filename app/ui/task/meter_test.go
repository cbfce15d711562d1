package task

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestASteadyPaceIsToldExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		each := time.Duration(rapid.IntRange(1, 3000).Draw(t, "milliseconds an item")) * time.Millisecond
		total := rapid.IntRange(2, 500).Draw(t, "total")
		var m meter
		start := time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
		for done := range total + 1 {
			at := start.Add(time.Duration(done) * each)
			m.add(at, done, total)
			left, ok := m.left()
			if ok != (time.Duration(done)*each >= soonest) {
				t.Fatalf("after %v: told %t", at.Sub(start), ok)
			}
			if want := time.Duration(total-done) * each; ok && (left-want).Abs() > time.Millisecond {
				t.Fatalf("%d of %d done, %v each: %v left, want %v", done, total, each, left, want)
			}
			if len(m.marks) > 100 {
				t.Fatalf("%d marks are kept", len(m.marks))
			}
		}
	})
}

func TestAnEstimateFollowsThePace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quick := time.Duration(rapid.IntRange(1, 20).Draw(t, "quick")) * time.Millisecond
		slow := quick * time.Duration(rapid.IntRange(2, 50).Draw(t, "how much slower"))
		var m meter
		at, done, total := time.Unix(0, 0), 0, 1_000_000
		work := func(each, long time.Duration) {
			for end := at.Add(long); at.Before(end); at = at.Add(each) {
				m.add(at, done, total)
				done++
			}
		}
		work(quick, 10*time.Second)
		work(slow, 2*memory)
		left, ok := m.left()
		want := time.Duration(total-done) * slow
		if !ok || left < want*9/10 || left > want*11/10 {
			t.Fatalf("%v left at the new pace, want about %v", left, want)
		}
	})
}

func TestNothingIsToldOfWhatNobodyKnows(t *testing.T) {
	var m meter
	begin := time.Unix(0, 0)
	m.add(begin, 0, 0)
	m.add(begin.Add(time.Minute), 0, 0)
	if _, ok := m.left(); ok {
		t.Error("an estimate without a total")
	}
	m.add(begin, 0, 10)
	m.add(begin.Add(time.Minute), 0, 10)
	if _, ok := m.left(); ok {
		t.Error("an estimate where nothing was done")
	}
	m.add(begin.Add(2*time.Minute), 5, 10)
	if _, ok := m.left(); !ok {
		t.Error("no estimate after half of it")
	}
	m.add(begin.Add(3*time.Minute), 0, 10)
	if _, ok := m.left(); ok {
		t.Error("another stage of the same size has the pace of the one before")
	}
}
