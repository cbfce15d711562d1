package chart

import "math"

// roundTicks returns values to write at an axis from least to most or a little beyond:
// 1, 2, 2.5 or 5 times a power of ten apart, about so many, and whole if the values
// are.
func roundTicks(least, most float64, about int, whole bool) []float64 {
	if most <= least {
		most = least + 1
	}
	step := roundStep((most - least) / float64(max(about, 1)))
	switch {
	case whole && step < 1:
		step = 1
	case whole && step == 2.5:
		step = 5
	}
	first, last := math.Floor(least/step), math.Ceil(most/step)
	ticks := make([]float64, 0, int(last-first)+1)
	for k := first; k <= last; k++ {
		ticks = append(ticks, k*step)
	}
	return ticks
}

// roundStep returns the least round number that is not below a positive one.
func roundStep(rough float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, times := range []float64{1, 2, 2.5, 5} {
		if times*unit >= rough*(1-1e-9) {
			return times * unit
		}
	}
	return 10 * unit
}

// namesAtMost is how many categories are taken for names, of which each is needed and
// rather cut than left out. More of them are steps that a reader can count.
const namesAtMost = 8

// labelEvery returns how many categories there are from one label to the next if they
// are not to touch: each, every second, fourth, fifth, tenth, …
func labelEvery(label, step float64, count int) int {
	if count <= namesAtMost {
		return 1
	}
	return thinned(label, step, count)
}

func thinned(label, step float64, count int) int {
	for _, every := range []int{1, 2, 4, 5, 10, 20, 50, 100, 200, 500} {
		if step*float64(every) >= label || every >= count {
			return every
		}
	}
	return max(count, 1)
}
