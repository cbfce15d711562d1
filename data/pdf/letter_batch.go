package pdf

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/wording"
)

// lettersPerPart is how many letters are set in one document. It is the same on every
// machine, so that the file is: fewer would embed the fonts more often, more would keep
// processors waiting.
const lettersPerPart = 250

// letterBatch sets letters in parts, several at the same time.
type letterBatch struct {
	letters  []convocation.Letter
	voice    *wording.Voice
	progress agenda.Progress
	begin    func() *document

	mu   sync.Mutex // of done and of what hears of it
	done int
}

// letterPart is one part with what is unusual about its letters.
type letterPart struct {
	part
	remarks []agenda.Message
}

// write sets all letters and returns the parts in their order. When one fails, or the
// context ends, the others end too.
func (b *letterBatch) write(ctx context.Context) ([]part, Report, error) {
	chunks := slices.Collect(slices.Chunk(b.letters, lettersPerPart))
	set := make([]letterPart, len(chunks))
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(chunks)) {
		workers.Go(func() {
			for i := range next {
				var err error
				if set[i], err = b.part(working, chunks[i]); err != nil {
					stop(err)
				}
			}
		})
	}
	for i := range chunks {
		select {
		case next <- i:
			continue
		case <-working.Done():
		}
		break
	}
	close(next)
	workers.Wait()
	if err := context.Cause(working); err != nil {
		return nil, Report{}, err
	}
	var report Report
	parts := make([]part, len(set))
	for i, s := range set {
		parts[i] = s.part
		report.Pages += s.pages
		report.Remarks = append(report.Remarks, s.remarks...)
	}
	return parts, report, nil
}

// part sets some of the letters.
func (b *letterBatch) part(ctx context.Context, letters []convocation.Letter) (letterPart, error) {
	d := b.begin()
	var p letterPart
	done := 0
	for s, err := range symbols(ctx, letters) {
		if err != nil {
			return letterPart{}, err
		}
		p.remarks = append(p.remarks, d.letter(letters[done], s)...)
		done++
		b.report()
	}
	if err := ctx.Err(); err != nil {
		return letterPart{}, err
	}
	var err error
	p.part, err = d.finish()
	return p, err
}

// report tells that one more letter is set.
func (b *letterBatch) report() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done++
	b.progress.Report(agenda.Msg("pdf.progress.letters"), b.done, len(b.letters))
}
