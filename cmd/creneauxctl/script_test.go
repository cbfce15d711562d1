package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"creneaux/app/agenda"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"creneauxctl": func() {
		if at := os.Getenv("NOW"); at != "" {
			now = func() agenda.Moment { return agenda.MustMoment(at) }
		}
		main()
	}})
}

// TestScripts runs the command lines of testdata/script as a user would, each in an
// empty folder. $DATA holds copies of the exports and configurations with known
// answers; where NOW is set, that is the minute in which they are called. Other people's programs read back what was written where they are
// installed ([exec:pdftotext] and so on).
func TestScripts(t *testing.T) {
	data, err := filepath.Abs("../internal/testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("DATA", data)
			env.Setenv("CRENEAUX_LANG", "fr")
			// Office programs keep a profile under HOME.
			return os.MkdirAll(env.Getenv("HOME"), 0o755)
		},
	})
}

// TestReadersAreInstalled fails where everything has to be checked and a program that
// reads the outputs back is missing: the scripts pass over what they cannot check.
func TestReadersAreInstalled(t *testing.T) {
	for _, name := range []string{"pdftotext", "pdftoppm", "qpdf", "zbarimg", "soffice", "sqlite3"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") == "true" {
				t.Errorf("%s is missing: %v", name, err)
			} else {
				t.Logf("%s is missing, and what it would read is not checked", name)
			}
		}
	}
}
