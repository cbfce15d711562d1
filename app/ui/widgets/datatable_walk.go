package widgets

import "context"

// walkRows is how many rows a walk asks for at once.
const walkRows = 1000

// walk reads the rows of a source from one index to before another and hands them on,
// until they end or the reader has enough. It may take long: not for the window's
// goroutine.
func walk(ctx context.Context, s Source, order Order, from, to int, read func(index int, row Row) bool) error {
	for from < to {
		if err := ctx.Err(); err != nil {
			return err
		}
		page, err := s.Page(ctx, from, min(walkRows, to-from), order)
		if err != nil {
			return err
		}
		for i, row := range page.Rows {
			if !read(from+i, row) {
				return nil
			}
		}
		if len(page.Rows) == 0 {
			return nil
		}
		from += len(page.Rows)
		to = min(to, page.Total)
	}
	return nil
}

// walkBack is walk from an index down to another, both included.
func walkBack(ctx context.Context, s Source, order Order, from, to int, read func(index int, row Row) bool) error {
	for from >= to {
		if err := ctx.Err(); err != nil {
			return err
		}
		first := max(from-walkRows+1, to)
		page, err := s.Page(ctx, first, from-first+1, order)
		if err != nil {
			return err
		}
		for i := len(page.Rows) - 1; i >= 0; i-- {
			if !read(first+i, page.Rows[i]) {
				return nil
			}
		}
		from = first - 1
	}
	return nil
}

// job is work beside the loading of pages, of which only the last one asked counts.
type job struct {
	turn   int
	cancel context.CancelFunc
}

// start ends the work before and begins another; show is called on the window's
// goroutine unless yet another has begun or the job was stopped.
func (j *job) start(background Background, work func(context.Context), show func()) {
	j.stop()
	turn := j.turn
	ctx, cancel := context.WithCancel(context.Background())
	j.cancel = cancel
	background(func() { work(ctx) }, func() {
		cancel()
		if turn == j.turn {
			j.cancel = nil
			show()
		}
	})
}

func (j *job) running() bool { return j.cancel != nil }

func (j *job) stop() {
	j.turn++
	if j.cancel != nil {
		j.cancel()
		j.cancel = nil
	}
}
