package capacity

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"creneaux/app/agenda"
)

// maxFile is the size of the largest instance file that is read, in bytes.
const maxFile = 32 << 20

// ReadInstance reads and validates an instance in JSON. It is strict: an unknown
// field, a missing number or anything after the instance is refused. It answers
// problem PLAN-EMPTY, PLAN-TOO-LARGE, PLAN-JSON (with the line), PLAN-TYPE (with the
// field and the line), PLAN-FIELD (an unknown field), those of [Instance.Validate], or the reader's own error.
func ReadInstance(r io.Reader) (Instance, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return Instance{}, err
	}
	if len(data) > maxFile {
		return Instance{}, agenda.NewProblem("PLAN-TOO-LARGE", "Most", maxFile>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(data)) == 0 {
		return Instance{}, agenda.NewProblem("PLAN-EMPTY")
	}
	file, err := decode(data)
	if err != nil {
		return Instance{}, err
	}
	in, err := file.instance()
	if err != nil {
		return Instance{}, err
	}
	if err := in.Validate(); err != nil {
		return Instance{}, err
	}
	return in, nil
}

// instanceFile is an [Instance] as the file has it: weeks are still text, and numbers
// that must be given can be seen to be missing.
type instanceFile struct {
	Name       string   `json:"name"`
	Weeks      []string `json:"weeks"`
	Procedures []struct {
		Code    string `json:"code"`
		Minutes *int   `json:"minutes"`
		Target  *int   `json:"target"`
	} `json:"procedures"`
	Desks   []Supply  `json:"desks"`
	Weights []float64 `json:"weights"`
	Fixed   []struct {
		Week      string `json:"week"`
		Desk      string `json:"desk"`
		Procedure string `json:"procedure"`
		Slots     *int   `json:"slots"`
	} `json:"fixed"`
}

func decode(data []byte) (instanceFile, error) {
	var file instanceFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return file, decodeProblem(data, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return file, agenda.NewProblem("PLAN-JSON", "Line", lineOf(data, d.InputOffset()))
	}
	return file, nil
}

func decodeProblem(data []byte, err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return agenda.NewProblem("PLAN-TYPE", "Where", wrong.Field, "Line", lineOf(data, wrong.Offset)).Because(err)
	}
	if broken, ok := errors.AsType[*json.SyntaxError](err); ok {
		return agenda.NewProblem("PLAN-JSON", "Line", lineOf(data, broken.Offset)).Because(err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return agenda.NewProblem("PLAN-JSON", "Line", lineOf(data, int64(len(data)))).Because(err)
	}
	// Nothing else is left: the decoder has no type for an unknown field.
	return agenda.NewProblem("PLAN-FIELD").Because(err)
}

func lineOf(data []byte, offset int64) int {
	offset = min(max(offset, 0), int64(len(data)))
	return 1 + bytes.Count(data[:offset], []byte("\n"))
}

func (f instanceFile) instance() (Instance, error) {
	in := Instance{Name: f.Name, Desks: f.Desks, Weights: f.Weights}
	for i, text := range f.Weeks {
		week, err := weekAt(at("weeks", i), text)
		if err != nil {
			return Instance{}, err
		}
		in.Weeks = append(in.Weeks, week)
	}
	for i, p := range f.Procedures {
		where := at("procedures", i)
		if p.Minutes == nil {
			return Instance{}, agenda.NewProblem("PLAN-MISSING", "Where", where+".minutes")
		}
		if p.Target == nil {
			return Instance{}, agenda.NewProblem("PLAN-MISSING", "Where", where+".target")
		}
		in.Procedures = append(in.Procedures, Demand{p.Code, *p.Minutes, *p.Target})
	}
	for i, c := range f.Fixed {
		where := at("fixed", i)
		week, err := weekAt(where+".week", c.Week)
		if err != nil {
			return Instance{}, err
		}
		if c.Slots == nil {
			return Instance{}, agenda.NewProblem("PLAN-MISSING", "Where", where+".slots")
		}
		in.Fixed = append(in.Fixed, Cell{week, c.Desk, c.Procedure, *c.Slots})
	}
	return in, nil
}

func weekAt(where, text string) (agenda.Week, error) {
	week, err := agenda.ParseWeek(text)
	if err != nil {
		return agenda.Week{}, agenda.NewProblem("PLAN-WEEK", "Where", where, "Value", text).Because(err)
	}
	return week, nil
}
