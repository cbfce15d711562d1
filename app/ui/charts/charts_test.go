package charts

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/task"
	"creneaux/app/wording"
)

type desk struct {
	proposed, problem, said string
	path                    string
	kind                    chart.FileType
	remarks                 []agenda.Message
	fails                   error
}

func (d *desk) WriteChart(_ context.Context, path string, kind chart.FileType, _ chart.Picture, _ *wording.Voice) ([]agenda.Message, error) {
	d.path, d.kind = path, kind
	return d.remarks, d.fails
}
func (d *desk) Problem(err error)       { d.problem = agenda.CodeOf(err) }
func (d *desk) Tell(title, text string) { d.said = text }
func (d *desk) SaveFile(kind dialogs.FileKind, chosen func(string)) {
	d.proposed = kind.Name
	chosen("/out/" + kind.Name)
}

func voice(t *testing.T) *wording.Voice {
	t.Helper()
	v, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSave(t *testing.T) {
	for _, kind := range chart.FileTypes() {
		d, wrote := &desk{}, ""
		Saver{Office: d, Voice: voice(t), Tasks: task.NewInline(), Dialogs: d, Wrote: func(path string) { wrote = path }}.
			Save(kind, chart.Picture{Title: "Créneaux : semaine 10/2027"})
		want := "Créneaux - semaine 10-2027." + string(kind)
		if d.proposed != want || d.path != "/out/"+want || wrote != d.path || d.kind != kind {
			t.Errorf("proposed %q, written to %q as %s, told %q", d.proposed, d.path, d.kind, wrote)
		}
	}
}

// What the file lacks is said once the file is there.
func TestWhatAFileLacksIsTold(t *testing.T) {
	d, wrote := &desk{remarks: []agenda.Message{agenda.Msg("pdf.remark.chart-characters", "Characters", "☂")}}, false
	Saver{Office: d, Voice: voice(t), Tasks: task.NewInline(), Dialogs: d, Wrote: func(string) { wrote = true }}.
		Save(chart.FilePDF, chart.Picture{})
	if !wrote || !strings.Contains(d.said, "☂") {
		t.Errorf("written: %v; told %q", wrote, d.said)
	}
}

func TestFailedSaveIsTold(t *testing.T) {
	d := &desk{fails: agenda.NewProblem("PICTURE-FAILED")}
	Saver{Office: d, Voice: voice(t), Tasks: task.NewInline(), Dialogs: d, Wrote: func(string) { t.Error("told as written") }}.
		Save(chart.FilePNG, chart.Picture{})
	if d.problem != "PICTURE-FAILED" {
		t.Errorf("told %q", d.problem)
	}
	if d.proposed == ".png" {
		t.Error("a file without a name is proposed")
	}
}

func TestNamesSuitEverySystem(t *testing.T) {
	v := voice(t)
	rapid.Check(t, func(t *rapid.T) {
		name := fileName(rapid.String().Draw(t, "title"), v)
		if name == "" || strings.ContainsAny(name, `/\:*?"<>|`) || strings.HasSuffix(name, " ") || strings.HasSuffix(name, ".") || utf8.RuneCountInString(name) > longest {
			t.Fatalf("%q", name)
		}
	})
}
