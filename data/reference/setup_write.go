package reference

import (
	"encoding/json"
	"io"

	"creneaux/app/agenda"
)

// WriteSetup writes a set-up file that [ReadSetup] reads back as the same set-up.
func WriteSetup(w io.Writer, s Setup) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(fileOf(s))
}

// The shape of a set-up file, as the reader takes it apart.
type (
	setupFile struct {
		Service    serviceFile     `json:"service"`
		Procedures []procedureFile `json:"procedures"`
		Desks      []deskFile      `json:"desks"`
		Closures   []closureFile   `json:"closures"`
	}
	serviceFile struct {
		Name       string         `json:"name"`
		Prefecture string         `json:"prefecture,omitempty"`
		Address    []string       `json:"address,omitempty"`
		Email      string         `json:"email,omitempty"`
		Website    string         `json:"website,omitempty"`
		Territory  string         `json:"territory"`
		Year       int            `json:"year"`
		Targets    agenda.Targets `json:"targets"`
	}
	procedureFile struct {
		Code           agenda.ProcedureCode `json:"code"`
		Label          string               `json:"label"`
		Minutes        int                  `json:"minutes"`
		Counted        bool                 `json:"counted"`
		WalkIn         *agenda.WalkIn       `json:"walk_in,omitempty"`
		Target         int                  `json:"target,omitempty"`
		NoShow         float64              `json:"no_show"`
		PermitsPerKept float64              `json:"permits_per_kept"`
		UrgentReserve  float64              `json:"urgent_reserve"`
		Papers         []string             `json:"papers,omitempty"`
		Weight         float64              `json:"weight"`
	}
	deskFile struct {
		Name       string                 `json:"name"`
		Procedures []agenda.ProcedureCode `json:"procedures"`
		Sessions   []sessionFile          `json:"sessions"`
	}
	sessionFile struct {
		Days      []agenda.Weekday `json:"days"`
		From      agenda.Clock     `json:"from"`
		To        agenda.Clock     `json:"to"`
		Positions int              `json:"positions"`
	}
	closureFile struct {
		From   agenda.Date `json:"from"`
		To     agenda.Date `json:"to"`
		Desk   string      `json:"desk,omitempty"`
		Reason string      `json:"reason,omitempty"`
	}
)

func fileOf(s Setup) setupFile {
	f := setupFile{
		Service: serviceFile{
			s.Service.Name, s.Service.Prefecture, s.Service.Address, s.Service.Email, s.Service.Website,
			s.Service.Territory, s.Service.Year, s.Service.Targets,
		},
		Closures: []closureFile{},
	}
	for _, p := range s.Procedures {
		f.Procedures = append(f.Procedures, procedureFile{
			p.Code, p.Label, p.Minutes, p.Counted, p.WalkIn, p.Target, p.NoShow, p.PermitsPerKept, p.UrgentReserve, p.Papers, s.Weights[p.Code],
		})
	}
	for _, d := range s.Desks {
		desk := deskFile{Name: d.Name, Procedures: d.Procedures}
		for _, session := range d.Sessions {
			desk.Sessions = append(desk.Sessions, sessionFile(session))
		}
		f.Desks = append(f.Desks, desk)
	}
	for _, c := range s.Closures {
		f.Closures = append(f.Closures, closureFile{c.From, c.To, c.DeskName, c.Reason})
	}
	return f
}
