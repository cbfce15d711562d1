package pdf_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/data/pdf"
)

func BenchmarkWriteLetters(b *testing.B) {
	for _, count := range []int{60, 15_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			speaker := voice(b, "fr")
			letters := make([]convocation.Letter, count)
			for i := range letters {
				letters[i] = exampleLetter(b, i, difficultNames[i%len(difficultNames)], examplePapers())
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pdf.WriteLetters(context.Background(), io.Discard, letters, speaker, agenda.Silent{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
