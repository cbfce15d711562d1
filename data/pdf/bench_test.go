package pdf_test

import (
	"context"
	"fmt"
	"io"
	"runtime/metrics"
	"sync"
	"testing"
	"time"

	"creneaux/app/agenda"
	"creneaux/data/pdf"
)

// BenchmarkWriteLetters writes a day and a year of letters. A year is to take at most 9 s
// and 400 MB on two processors, 60 letters less than 200 ms.
func BenchmarkWriteLetters(b *testing.B) {
	for _, count := range []int{60, 15_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			speaker, letters := voice(b, "fr"), manyLetters(b, count)
			b.ReportAllocs()
			peak := watchMemory()
			for b.Loop() {
				if _, err := pdf.WriteLetters(context.Background(), io.Discard, letters, speaker, agenda.Silent{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(peak())/(1<<20), "peak-MB")
		})
	}
}

// watchMemory looks how much memory the program holds until the function that it returns
// is called, which tells the most that there was.
func watchMemory() (peak func() uint64) {
	held := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	var most uint64
	look := func() {
		metrics.Read(held)
		most = max(most, held[0].Value.Uint64()-held[1].Value.Uint64())
	}
	end := make(chan struct{})
	var watcher sync.WaitGroup
	watcher.Go(func() {
		for {
			look()
			select {
			case <-end:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	return func() uint64 {
		close(end)
		watcher.Wait()
		return most
	}
}
