package capacity

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestKernelsKeepTheMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.SliceOfN(rapid.SampledFrom([]int{5, 8, 10, 12, 15, 20, 25, 30, 40, 45, 50, 60}), 1, 7).Draw(t, "minutes")
		var procedures []int
		for p := range minutes {
			if rapid.Bool().Draw(t, "accepted") {
				procedures = append(procedures, p)
			}
		}
		seen := map[string]bool{}
		for _, k := range kernels(procedures, minutes) {
			sum, going, coming := 0, 0, 0
			for i, p := range k.procedures {
				if i > 0 && p <= k.procedures[i-1] {
					t.Fatalf("%v: a procedure stands there twice", k)
				}
				sum += k.counts[i] * minutes[p]
				going, coming = going+max(k.counts[i], 0), coming+max(-k.counts[i], 0)
			}
			if sum != 0 || going == 0 || coming == 0 || going > mostGoing || coming > mostComing {
				t.Fatalf("%v of %v: %d minutes left over, %d going, %d coming", k, minutes, sum, going, coming)
			}
			if key := fmt.Sprint(k); seen[key] {
				t.Fatalf("%s is listed twice", key)
			} else {
				seen[key] = true
			}
		}
	})
}

func TestTheUsualKernelsAreFound(t *testing.T) {
	minutes := []int{60, 45, 30, 15}
	want := map[string]bool{"{[0 1 3] [1 -1 -1]}": true, "{[0 2] [1 -2]}": true, "{[1 2 3] [1 -1 -1]}": true, "{[0 3] [1 -4]}": true}
	for _, k := range kernels([]int{0, 1, 2, 3}, minutes) {
		delete(want, fmt.Sprint(k))
	}
	for key := range want {
		t.Errorf("%s is missing", key)
	}
}

func TestManyProceduresHaveNotTooManyKernels(t *testing.T) {
	var procedures, minutes []int
	for p := range 40 {
		procedures, minutes = append(procedures, p), append(minutes, 30)
	}
	if n := len(kernels(procedures, minutes)); n == 0 || n > mostKernels {
		t.Errorf("%d kernels, want some and at most %d", n, mostKernels)
	}
}
