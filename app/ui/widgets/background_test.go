package widgets

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the order in which readings end, only the answer to the newest question is
// shown, and all readings before it were told to end.
func TestNewestShowsTheLastAnswerOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var shows []func()
		var n Newest[int]
		var shown []int
		later := func(work, show func()) {
			work()
			shows = append(shows, show)
		}
		asked := rapid.IntRange(1, 6).Draw(t, "questions")
		contexts := make([]context.Context, asked)
		for i := range asked {
			n.Ask(later, func(ctx context.Context) (int, error) { contexts[i] = ctx; return i, nil }, func(got int, err error) {
				if err != nil {
					t.Errorf("question %d: %v", i, err)
				}
				shown = append(shown, got)
			})
		}
		for i, ctx := range contexts[:asked-1] {
			if ctx.Err() == nil {
				t.Errorf("reading %d of %d goes on", i+1, asked)
			}
		}
		if contexts[asked-1].Err() != nil {
			t.Error("the newest reading was told to end")
		}
		want := []int{asked - 1}
		if rapid.Bool().Draw(t, "dropped") {
			n.Drop()
			want = nil
		}
		for _, show := range rapid.Permutation(shows).Draw(t, "order") {
			show()
		}
		if !slices.Equal(shown, want) {
			t.Errorf("%v shown, not %v", shown, want)
		}
	})
}
