package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/data/pdf"
)

func manyLetters(t testing.TB, count int) []convocation.Letter {
	t.Helper()
	letters := make([]convocation.Letter, count)
	for i := range letters {
		letters[i] = exampleLetter(t, i, difficultNames[i%len(difficultNames)], examplePapers())
	}
	return letters
}

// A file of many letters is made of parts at the same time, and sound: every letter
// stands on its page, in its order.
func TestManyLettersMakeOneFile(t *testing.T) {
	api.DisableConfigDir()
	letters := manyLetters(t, 620)
	file, report := lettersPDF(t, "fr", letters...)
	if report.Pages != len(letters) {
		t.Errorf("told %d pages", report.Pages)
	}
	if pages, err := api.PageCount(bytes.NewReader(file), nil); err != nil || pages != len(letters) {
		t.Errorf("%d pages (%v)", pages, err)
	}
	if err := api.Validate(bytes.NewReader(file), nil); err != nil {
		t.Error(err)
	}
	run(t, file, "qpdf", "--check", "in.pdf")
	pages := strings.Split(textOf(t, file), "\f")
	for i, l := range letters {
		text := oneLine(pages[i])
		if !strings.Contains(text, convocation.SpacedNumber(l.Number)) || !strings.Contains(text, convocation.ExactName(l.Name)) {
			t.Fatalf("page %d is not the letter %s: %s", i+1, l.Number, text)
		}
	}
	fonts := run(t, file, "pdffonts", "-f", "1", "-l", "620", "in.pdf")
	for i, want := range []string{"AAAAAA+utf8sans", "AAAAAB+utf8sans", "AAAAAC+utf8sans"} {
		if !strings.Contains(fonts, want) {
			t.Errorf("the fonts of part %d are not named as a subset: %s", i+1, fonts)
		}
	}
	if bytes.Count(file, []byte("/Lang (fr-FR)")) != 1 || bytes.Count(file, []byte("/Type /Catalog")) != 1 {
		t.Error("there is not one catalogue")
	}
}

// How many processors there are does not show in the file, nor do parts change a letter.
func TestManyLettersAreTheSameOnEveryMachine(t *testing.T) {
	letters := manyLetters(t, 501)
	many, _ := lettersPDF(t, "fr", letters...)
	before := runtime.GOMAXPROCS(1)
	alone, _ := lettersPDF(t, "fr", letters...)
	runtime.GOMAXPROCS(before)
	if !bytes.Equal(many, alone) {
		t.Error("one processor writes another file")
	}
	single, _ := lettersPDF(t, "fr", letters[500])
	drawn := func(file []byte, page string) string {
		return run(t, file, "pdftoppm", "-r", "60", "-f", page, "-l", page, "in.pdf")
	}
	if drawn(many, "501") != drawn(single, "1") {
		t.Error("the last of many letters does not look as it does alone")
	}
}

func TestALetterThatFailsEndsAllParts(t *testing.T) {
	letters := manyLetters(t, 700)
	letters[600].Code = strings.Repeat("x", 9000)
	var file bytes.Buffer
	_, err := pdf.WriteLetters(context.Background(), &file, letters, voice(t, "fr"), agenda.Silent{})
	if agenda.CodeOf(err) != "PDF-CODE-UNFIT" || file.Len() > 0 {
		t.Errorf("%v, %d bytes", err, file.Len())
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = pdf.WriteLetters(ctx, &file, letters, voice(t, "fr"), progressFunc(func(done, _ int) {
		if done == 300 {
			cancel()
		}
	}))
	if !errors.Is(err, context.Canceled) || file.Len() > 0 {
		t.Errorf("%v, %d bytes", err, file.Len())
	}
}

// Every reference in a file of several parts leads to an object that there is.
func TestPartsAreNumberedThrough(t *testing.T) {
	file, _ := lettersPDF(t, "fr", manyLetters(t, 260)...)
	objects := bytes.Count(file, []byte(" 0 obj\n"))
	size := file[bytes.LastIndex(file, []byte("/Size "))+len("/Size "):]
	told, err := strconv.Atoi(string(size[:bytes.IndexByte(size, '\n')]))
	if err != nil || told != objects+1 {
		t.Errorf("%d objects, the trailer tells %d (%v)", objects, told, err)
	}
	run(t, file, "qpdf", "--check", "in.pdf")
}
