package wire

import (
	"os"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/data/reference"
)

// readSetup reads a set-up file, or returns the reference set-up when there is none.
func readSetup(path string) (office.Setup, error) {
	if path == "" {
		return referenceSetup(), nil
	}
	file, err := os.Open(path)
	if err != nil {
		return office.Setup{}, agenda.NewProblem("FILE-UNREADABLE", "File", path).Because(err)
	}
	defer func() { _ = file.Close() }() // only read
	setup, err := reference.ReadSetup(file)
	if err != nil {
		return office.Setup{}, err
	}
	return officeSetup(setup), nil
}

func referenceSetup() office.Setup { return officeSetup(reference.Standard()) }

func officeSetup(s reference.Setup) office.Setup {
	setup := office.Setup{Service: s.Service, Procedures: s.Procedures, Desks: s.Desks, Weights: s.Weights}
	for _, c := range s.Closures {
		setup.Closures = append(setup.Closures, office.Closure{Closure: c.Closure, DeskName: c.DeskName})
	}
	return setup
}
