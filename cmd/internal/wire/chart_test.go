package wire_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"creneaux/app/chart"
	"creneaux/cmd/internal/wire"
)

// A chart becomes a file of its kind, and the journal tells that it left the workspace.
func TestChartsAreWritten(t *testing.T) {
	folder := t.TempDir()
	o, err := wire.Create(background, wire.Options{Path: filepath.Join(folder, "an.creneaux")}, 2027, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() }) // the folder is thrown away
	picture := chart.Picture{Title: "Créneaux", Chart: chart.Bars{
		Categories: []chart.Category{{Label: "G1"}}, Series: []chart.Series{{Values: []float64{12}}},
	}}
	begins := map[chart.FileType]string{chart.FilePNG: "\x89PNG", chart.FileSVG: "<?xml", chart.FilePDF: "%PDF-"}
	for _, kind := range chart.FileTypes() {
		path := filepath.Join(folder, "graphique."+string(kind))
		remarks, err := o.WriteChart(background, path, kind, picture, french(t))
		if err != nil || len(remarks) > 0 {
			t.Fatal(remarks, err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(file, []byte(begins[kind])) {
			t.Errorf("%s begins with %q", kind, file[:min(len(file), 8)])
		}
		if kind == chart.FileSVG && !bytes.Contains(file, []byte("établi le ")) {
			t.Error("the day is not under the chart")
		}
		entries := journal(t, o)
		if last := entries[0]; last.Action != "export" || last.Subject != "chart-"+string(kind) {
			t.Errorf("%s: the newest entry is %s %s", kind, last.Action, last.Subject)
		}
	}
	missing := filepath.Join(folder, "nowhere", "graphique.png")
	_, err = o.WriteChart(background, missing, chart.FilePNG, picture, french(t))
	wantProblem(t, err, "OUT-FOLDER")
	strange := picture
	strange.Title = "Créneaux 𓀀"
	remarks, err := o.WriteChart(background, filepath.Join(folder, "strange.pdf"), chart.FilePDF, strange, french(t))
	if err != nil || len(remarks) != 1 {
		t.Errorf("of a character that no font has: %v, %v", remarks, err)
	}
	if picture.Source != "" {
		t.Error("the caller's picture was changed")
	}
}
