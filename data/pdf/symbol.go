package pdf

import (
	"context"
	"iter"
	"runtime"
	"strconv"
	"sync"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
)

// symbol is a QR symbol as one path: a rectangle for every horizontal run of dark
// modules, in units of modules from the top left corner. Drawn so, and filled once,
// it has no seams and no image, which readers choke on by the thousand.
type symbol struct {
	modules int // on a side, without the quiet zone
	path    string
}

// newSymbol encodes the code of a letter. An empty code gives the empty symbol.
func newSymbol(letter convocation.Letter) (symbol, error) {
	if letter.Code == "" {
		return symbol{}, nil
	}
	g, err := encodeQR(letter.Code)
	if err != nil {
		return symbol{}, agenda.NewProblem("PDF-CODE-UNFIT", "Number", convocation.SpacedNumber(letter.Number)).Because(err)
	}
	return symbol{modules: g.side, path: g.runs()}, nil
}

// runs writes a rectangle for every run of dark modules in a row.
func (g *grid) runs() string {
	path := make([]byte, 0, 8*1024)
	for y := range g.side {
		for x := 0; x < g.side; x++ {
			if !g.dark(x, y) {
				continue
			}
			from := x
			for x < g.side && g.dark(x, y) {
				x++
			}
			path = strconv.AppendInt(path, int64(from), 10)
			path = append(path, ' ')
			path = strconv.AppendInt(path, int64(y), 10)
			path = append(path, ' ')
			path = strconv.AppendInt(path, int64(x-from), 10)
			path = append(path, " 1 re\n"...)
		}
	}
	return string(path)
}

// symbols encodes the codes of letters on all processors, a few ahead of who takes
// them, and yields them in order. It ends early when the context does.
func symbols(ctx context.Context, letters []convocation.Letter) iter.Seq2[symbol, error] {
	type result struct {
		symbol symbol
		err    error
	}
	return func(yield func(symbol, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		var workers sync.WaitGroup
		defer workers.Wait()
		defer stop()

		ahead := 8 * runtime.GOMAXPROCS(0)
		ordered := make(chan chan result, ahead)
		type task struct {
			letter convocation.Letter
			to     chan<- result
		}
		tasks := make(chan task)
		workers.Go(func() {
			defer close(tasks)
			defer close(ordered)
			for i := range letters {
				to := make(chan result, 1)
				select {
				case ordered <- to:
				case <-ctx.Done():
					return
				}
				select {
				case tasks <- task{letters[i], to}:
				case <-ctx.Done():
					return
				}
			}
		})
		for range runtime.GOMAXPROCS(0) {
			workers.Go(func() {
				for t := range tasks {
					s, err := newSymbol(t.letter)
					t.to <- result{s, err}
				}
			})
		}
		for next := range ordered {
			select {
			case r := <-next:
				if !yield(r.symbol, r.err) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}
