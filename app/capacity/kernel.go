package capacity

// A kernel is an exchange of slots that keeps the minutes: what goes is as long as what
// comes back, such as one slot of 60 minutes against one of 45 and one of 15. Where every
// minute is taken, only these can still be moved.
type kernel struct {
	procedures []int
	counts     []int // by the procedures above: more than 0 goes, less comes back
}

// A kernel has at most so many slots on its two sides, and a desk at most so many
// kernels, the small ones first: of more, each would be tried too seldom.
const (
	mostGoing   = 4
	mostComing  = 5
	mostKernels = 3000
	// kernelSteps bounds how long they are looked for, at a desk with dozens of procedures.
	kernelSteps = 200_000
)

// kernelFinder looks for the kernels among some procedures.
type kernelFinder struct {
	procedures, minutes []int // minutes by procedure of the instance
	counts              []int // by the procedures
	steps               int
	found               []kernel
}

// kernels lists the kernels among procedures of the given minutes, each in the direction
// in which fewer or as many go as come, or as mostGoing allows; no procedure stands on
// both sides of one.
func kernels(procedures, minutes []int) []kernel {
	f := kernelFinder{procedures: procedures, minutes: minutes, counts: make([]int, len(procedures)), steps: kernelSteps}
	for size := 2; size <= mostGoing+mostComing; size++ {
		for going := max(1, size-mostComing); going <= min(size-1, mostGoing); going++ {
			f.going(0, going, size-going, 0)
		}
	}
	return f.found
}

// going chooses slots that go, so many from the i-th procedure on, and then those that
// come back in their minutes.
func (f *kernelFinder) going(i, left, coming, minutes int) {
	switch {
	case f.done():
	case left == 0:
		f.coming(0, coming, minutes)
	case i < len(f.procedures):
		for n := left; n >= 0; n-- {
			f.counts[i] = n
			f.going(i+1, left-n, coming, minutes+n*f.minutes[f.procedures[i]])
		}
		f.counts[i] = 0
	}
}

func (f *kernelFinder) coming(i, left, minutes int) {
	switch {
	case f.done():
	case left == 0 && minutes == 0:
		f.keep()
	case left == 0 || i == len(f.procedures):
	case f.counts[i] > 0:
		f.coming(i+1, left, minutes)
	default:
		length := f.minutes[f.procedures[i]]
		for n := min(left, minutes/length); n >= 0; n-- {
			f.counts[i] = -n
			f.coming(i+1, left-n, minutes-n*length)
		}
		f.counts[i] = 0
	}
}

func (f *kernelFinder) done() bool {
	f.steps--
	return f.steps < 0 || len(f.found) >= mostKernels
}

func (f *kernelFinder) keep() {
	var k kernel
	for i, n := range f.counts {
		if n != 0 {
			k.procedures = append(k.procedures, f.procedures[i])
			k.counts = append(k.counts, n)
		}
	}
	f.found = append(f.found, k)
}

// trade tries an exchange that keeps the minutes of two bins.
func (s *search) trade() {
	from := s.live[s.below(len(s.live))]
	to := s.partner(from)
	desk := from / s.weeks
	a, b := from%s.weeks, to%s.weeks
	if from == to || len(s.kernels[desk]) == 0 {
		return
	}
	k := &s.kernels[desk][s.below(len(s.kernels[desk]))]
	worse := 0.0
	for i, p := range k.procedures {
		n := k.counts[i]
		if s.slots[from*s.procedures+p] < n || s.slots[to*s.procedures+p] < -n {
			return
		}
	}
	if a != b {
		for i, p := range k.procedures {
			n := k.counts[i]
			worse += s.price(a, p, -n) + s.price(b, p, n)
		}
	}
	if to/s.weeks != desk {
		for _, p := range k.procedures {
			if !s.accepting(to/s.weeks, p) {
				return
			}
		}
	}
	if !s.takes(worse) {
		return
	}
	for i, p := range k.procedures {
		s.add(from, p, -k.counts[i])
		s.add(to, p, k.counts[i])
	}
}
