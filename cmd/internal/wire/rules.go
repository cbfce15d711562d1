package wire

import (
	"bytes"
	"encoding/json"
	"io"

	"creneaux/app/publication"
	"creneaux/data/wholefile"
)

// ReadRules reads the rules of a draw from a file; see [publication.ReadConfig]. Its other
// problems are those of [OpenInput].
func ReadRules(path string) (publication.Config, error) {
	file, err := OpenInput(path)
	if err != nil {
		return publication.Config{}, err
	}
	defer func() { _ = file.Close() }() // only read
	return publication.ReadConfig(file)
}

// WriteRules writes a file that ReadRules and `creneauxctl publication` read, laid out for
// people.
func WriteRules(path string, rules publication.Config) error {
	var laid bytes.Buffer
	if err := json.Indent(&laid, rules.Canonical(), "", " "); err != nil {
		return err
	}
	laid.WriteByte('\n')
	return wholefile.Write(path, func(w io.Writer) error {
		_, err := laid.WriteTo(w)
		return err
	})
}
