package wire

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/data/reference"
	"creneaux/data/wholefile"
)

// ReadSetup reads a set-up file.
func ReadSetup(path string) (office.Setup, error) {
	file, err := OpenInput(path)
	if err != nil {
		return office.Setup{}, err
	}
	defer func() { _ = file.Close() }() // only read
	setup, err := reference.ReadSetup(file)
	if err != nil {
		return office.Setup{}, err
	}
	return officeSetup(setup), nil
}

// OpenInput opens a file that a program reads.
//
// Problems: FILE-MISSING, FILE-IS-FOLDER, FILE-UNREADABLE.
func OpenInput(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, agenda.NewProblem("FILE-MISSING", "File", path).Because(err)
	case err != nil:
		return nil, agenda.NewProblem("FILE-UNREADABLE", "File", path).Because(err)
	case info.IsDir():
		return nil, agenda.NewProblem("FILE-IS-FOLDER", "File", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, agenda.NewProblem("FILE-UNREADABLE", "File", path).Because(err)
	}
	return file, nil
}

// WriteSetup writes a set-up file that ReadSetup and `creneauxctl init` read.
func WriteSetup(path string, s office.Setup) error {
	file := reference.Setup{
		Service: s.Service, Procedures: s.Procedures, Desks: s.Desks, Weights: s.Weights, SchoolHolidays: s.SchoolHolidays,
	}
	for _, c := range s.Closures {
		file.Closures = append(file.Closures, reference.Closure(c))
	}
	for _, a := range s.Absences {
		file.Absences = append(file.Absences, reference.Absence(a))
	}
	for _, c := range s.Changes {
		file.Changes = append(file.Changes, reference.SessionChange(c))
	}
	return wholefile.Write(path, func(w io.Writer) error { return reference.WriteSetup(w, file) })
}

// ReferenceSetup returns the set-up that a service begins with.
func ReferenceSetup() office.Setup { return officeSetup(reference.Standard()) }

func officeSetup(s reference.Setup) office.Setup {
	setup := office.Setup{
		Service: s.Service, Procedures: s.Procedures, Desks: s.Desks, Weights: s.Weights, SchoolHolidays: s.SchoolHolidays,
	}
	for _, c := range s.Closures {
		setup.Closures = append(setup.Closures, office.Closure(c))
	}
	for _, a := range s.Absences {
		setup.Absences = append(setup.Absences, office.Absence(a))
	}
	for _, c := range s.Changes {
		setup.Changes = append(setup.Changes, office.SessionChange(c))
	}
	return setup
}
